//! The terminal is asked for its ground and for the width of its lines, and no byte of its answer becomes a key.

use super::*;

/// Runs the program with the theme `auto`.
const AUTO: &str = "mkdir -p .config/trailmark; echo 'theme = \"auto\"' > .config/trailmark/config.toml; exec \"$TRAILMARK\"";
const QUESTION: &[u8] = b"\x1b]11;?";
/// The grounds of the themes, as the terminal is told them.
const DARK: &[u8] = b"48;2;15;20;25";
const LIGHT: &[u8] = b"48;2;251;250;247";

impl Session {
    /// Begins, and waits until the terminal is asked.
    fn asked() -> Self {
        let mut session = Self::shell(AUTO, "A note.", &[("COLORTERM", "truecolor")]);
        session.wait_until("it asks", |session| count(&session.bytes, QUESTION) > 0);
        session
    }

    /// What was written but for the one question, which is the only sequence that does not draw.
    pub(super) fn bytes_but_the_question(&self) -> Vec<u8> {
        let asked = "\x1b[H\u{2500}\x1b[6n\x1b[H\x1b[2K\x1b]11;?\x1b\\".as_bytes();
        let Some(at) = self.bytes.windows(asked.len()).position(|window| window == asked) else {
            return self.bytes.clone();
        };
        let (before, rest) = self.bytes.split_at(at);
        [before, rest.get(asked.len()..).unwrap_or_default()].concat()
    }

    /// Fails where anything was taken for a key that is none, or where the program asked twice.
    fn assert_no_key_came_of_it(mut self) {
        self.send(" ");
        self.wait_for("The first topic done");
        assert!(!self.frame().contains("does nothing here"), "{}", self.frame());
        assert_eq!(count(&self.bytes, QUESTION), 1);
        self.send("q");
        assert_eq!(self.ended().exit_code(), 0);
        self.assert_restored();
    }
}

#[test]
fn the_theme_is_that_of_the_terminal() {
    for (answer, ground) in
        [("\x1b]11;rgb:ffff/ffff/ffff\x1b\\", LIGHT), ("\x1b]11;rgb:1e1e/1e1e/2e2e\x07", DARK)]
    {
        let mut session = Session::asked();
        session.send(answer);
        session.wait_for("A note.");
        session.wait_until("it has its ground", |session| count(&session.bytes, ground) > 0);
        session.assert_no_key_came_of_it();
    }
}

#[test]
fn an_answer_that_comes_late_and_in_parts_is_no_key_either() {
    let mut session = Session::asked();
    session.wait_for("A note.");
    session.send("\x1b]11;rgb:ffff/ff");
    session.receive(Duration::from_millis(20));
    session.send("ff/ffff\x1b\\");
    session.wait_until("it has its ground", |session| count(&session.bytes, LIGHT) > 0);
    session.assert_no_key_came_of_it();
}

#[test]
fn what_is_typed_before_the_answer_counts() {
    let mut session = Session::asked();
    session.send("ji\x1b]11;rgb:ffff/ffff/ffff\x1b\\k");
    session.wait_until("it is marked", |session| session.log().contains("in-progress"));
    session.assert_no_key_came_of_it();
}

#[test]
fn a_terminal_that_says_nothing_keeps_its_own_colours() {
    let mut session = Session::asked();
    session.wait_for("A note.");
    assert_eq!(count(&session.bytes, b"48;2;"), 0);
    session.assert_no_key_came_of_it();
}

#[test]
fn nobody_is_asked_where_nothing_depends_on_it() {
    let mut session = Session::shell("exec \"$TRAILMARK\" --ascii", "A note.", &[]);
    session.wait_for("A note.");
    session.send("q");
    session.ended();
    assert_eq!((count(&session.bytes, QUESTION), count(&session.bytes, b"\x1b[6n")), (0, 0));
}

#[test]
fn signs_are_ascii_where_the_terminal_draws_lines_two_cells_wide() {
    for (column, line) in [("3", "|"), ("2", "\u{2502}")] {
        let mut session = Session::trailmark("A note.", &[]);
        session.wait_until("it asks", |session| count(&session.bytes, QUESTION) > 0);
        assert_eq!(count(&session.bytes, b"\x1b[H\xe2\x94\x80\x1b[6n"), 1, "behind a line in the first cell");
        session.send(&format!("\x1b[1;{column}R\x1b]11;rgb:0000/0000/0000\x1b\\"));
        // What was asked once more to have the answer is answered as well, and is no key.
        session.wait_until("the answer is fetched", |session| count(&session.bytes, b"\x1b[6n") == 2);
        session.send("\x1b[1;1R");
        session.wait_until("the divider is right", |session| session.frame().contains(line));
        session.assert_no_key_came_of_it();
    }
}

#[test]
fn an_answer_on_its_way_is_waited_for_at_the_end() {
    let mut session = Session::shell(
        "\"$TRAILMARK\"; stty -icanon -echo min 0 time 3; rest=$(cat | od -c); echo \"rest=[$rest]\"",
        "A note.",
        &[],
    );
    session.wait_until("it asks", |session| count(&session.bytes, QUESTION) > 0);
    session.send("q\x1b[1;2R\x1b]11;rgb:0000/0000/0000\x1b\\");
    session.wait_for("rest=[0000000]");
    session.ended();
    // What is asked now would be answered when nobody listens.
    assert_eq!(count(&session.bytes, b"\x1b[6n"), 1);
}
