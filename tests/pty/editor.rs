//! The person's own editor gets the real terminal and gives it back; the cursor of the terminal stands in the field.

use super::*;

/// Runs `script` as the editor.
const EDITOR: (&str, &str) = ("EDITOR", "sh ./editor.sh");

impl Session {
    /// The program with an editor that does what `script` says; `$1` is the file.
    fn with_editor(script: &str) -> Self {
        let mut session = Self::trailmark("A note.", &[EDITOR]);
        session.be_editor(script);
        session.wait_for("A note.");
        session
    }

    fn be_editor(&self, script: &str) {
        write(&self.dir.path().join("editor.sh"), script);
    }

    fn wait_for_the_screen(&mut self) {
        self.wait_until("the screen is taken again", |session| session.screen.screen().alternate_screen());
    }

    fn resize(&mut self, rows: u16, cols: u16) {
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().expect("open").resize(size).expect("a resize");
        let (rows, cols) = (NonZero::new(rows).expect("rows"), NonZero::new(cols).expect("columns"));
        self.screen = vt100::Parser::new(rows, cols, 0);
    }
}

#[test]
fn the_editor_has_the_terminal_and_the_screen_comes_back_whole() {
    let mut session = Session::shell("\"$TRAILMARK\"; echo \"exit=$?\"; stty -a", "A note.", &[EDITOR]);
    session.be_editor("stty -a > modes; echo editing; read line; echo \"$line\" > \"$1\"");
    session.wait_for("A note.");
    session.send("e");
    session.wait_for("editing");
    let screen = session.screen.screen();
    assert!(!screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor());
    let modes = std::fs::read_to_string(session.dir.path().join("modes")).expect("the modes");
    assert!(modes.contains(" icanon") && modes.contains(" echo ") && modes.contains("isig"), "{modes}");
    // What is typed too much is for nobody.
    session.send("words q of my own\nii");
    session.wait_for_the_screen();
    session.wait_for("words q of my own");
    session.wait_for("A note.");
    assert!(session.screen.screen().bracketed_paste() && session.screen.screen().hide_cursor());
    assert!(session.frame().contains("Study plan") && session.frame().contains("space done"));
    session.send(" ");
    session.wait_for("The first topic done");
    assert!(!session.log().contains("in-progress"), "{}", session.log());
    session.send("q");
    session.wait_for("exit=0");
    session.ended();
    session.assert_restored();
    let text = session.frame();
    assert!(text.contains(" icanon") && text.contains(" echo "), "{text}");
}

#[test]
fn an_interrupt_is_the_editors() {
    for (script, said) in [
        (
            "trap 'echo caught the key > \"$1\"; exit' INT; echo editing; while :; do sleep 1; done",
            "caught the key",
        ),
        ("echo editing; while :; do sleep 1; done", "was ended by signal 2"),
    ] {
        let mut session = Session::with_editor(script);
        session.send("e");
        session.wait_for("editing");
        session.send("\x03");
        session.wait_for_the_screen();
        session.wait_for(said);
        session.send(" ");
        session.wait_for("✓");
        session.send("q");
        assert_eq!(session.ended().exit_code(), 0, "{script}");
        session.assert_restored();
    }
}

#[test]
fn a_signal_ends_it_while_the_editor_is_open() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129)] {
        let mut session = Session::with_editor("echo $$ > pid; echo editing; read line");
        session.send("e");
        session.wait_for("editing");
        session.signal(signal);
        assert_eq!(session.ended().exit_code(), code);
        session.assert_restored();
    }
}

#[test]
fn stopping_in_the_editor_leads_to_the_shell_and_back() {
    let mut session = Session::under_a_shell_with("A note.", EDITOR);
    session.be_editor("echo editing; read line; echo \"$line\" > \"$1\"");
    session.send("e");
    session.wait_for("editing");
    session.send("\x1a");
    session.wait_for("Stopped");
    session.send("fg\n");
    session.wait_until("it runs again", |session| session.frame().matches("$TRAILMARK").count() > 2);
    session.send("after the stop\n");
    session.wait_for_the_screen();
    session.wait_for("after the stop");
    session.send("q");
    session.wait_until("the shell is back", |session| !session.screen.screen().alternate_screen());
    session.send("exit 0\n");
    session.ended();
}

#[test]
fn without_a_shell_stopping_in_the_editor_does_nothing() {
    let mut session = Session::with_editor("echo editing; read line; echo \"$line\" > \"$1\"");
    session.send("e");
    session.wait_for("editing");
    session.send("\x1a");
    session.send("still here\n");
    session.wait_for_the_screen();
    session.wait_for("still here");
    session.send("q");
    assert_eq!(session.ended().exit_code(), 0);
}

#[test]
fn a_window_that_changed_while_the_editor_was_open_is_filled() {
    let mut session = Session::with_editor("echo editing; read line");
    session.send("e");
    session.wait_for("editing");
    session.resize(20, 60);
    session.send("\n");
    session.wait_for("The second topic");
    session.wait_until("the footer is at the bottom", |session| {
        session.frame().lines().last().is_some_and(|row| row.contains("space done"))
    });
}

#[test]
fn an_editor_that_is_not_there_is_told_and_the_screen_stays_whole() {
    let mut session = Session::trailmark("A note.", &[("VISUAL", "no-such-editor --wait")]);
    session.wait_for("A note.");
    session.send("e");
    session.wait_for("there is no such program");
    session.wait_for_the_screen();
    let frame = session.frame();
    assert!(frame.contains("Study plan") && frame.contains("no-such-editor"), "{frame}");
    session.send("q");
    assert_eq!(session.ended().exit_code(), 0);
    session.assert_restored();
}

#[test]
fn the_cursor_of_the_terminal_is_in_the_field() {
    let mut session = Session::with_editor("");
    session.send("a");
    session.wait_for("Add to The first topic");
    session.send("가나 q");
    session.wait_for("가나 q");
    session.wait_until("the cursor is shown", |session| !session.screen.screen().hide_cursor());
    let (row, column) = session.screen.screen().cursor_position();
    assert_eq!((row, column), (23, 1 + 22 + 3 + 6), "{}", session.frame());
    // A paste with its brackets is text, line breaks and all.
    session.send("\x1b[200~ one\r\ntwo\x1b[201~");
    session.wait_for("가나 q one two");
    session.send("\r");
    session.wait_for("Added to your summary of The first topic");
    assert!(session.screen.screen().hide_cursor());
    let summary = session.dir.path().join("data/trailmark/study/summaries/first.md");
    assert_eq!(std::fs::read_to_string(summary).expect("a summary"), "가나 q one two\n");
    assert_eq!(session.log(), "");
}

#[test]
fn a_flood_without_brackets_is_text_in_a_field() {
    let mut session = Session::with_editor("");
    session.send("a");
    session.wait_for("Add to The first topic");
    session.send(&"is it dusk yet, quite?\r".repeat(60));
    session.wait_for("quite?");
    session.wait_until("it is quiet", |_| true);
    while session.receive(Duration::from_millis(300)) {}
    assert!(session.frame().contains("Add to The first topic"), "{}", session.frame());
    assert!(session.log().is_empty() && !session.dir.path().join("data/trailmark/study/summaries").exists());
    session.send("\x1bOF<end>\r");
    session.wait_for("Added to your summary");
    let summary = session.dir.path().join("data/trailmark/study/summaries/first.md");
    let text = std::fs::read_to_string(summary).expect("a summary");
    assert_eq!(text.matches("quite?").count(), 60, "{text}");
    assert!(text.ends_with("<end>\n"), "{text}");
}
