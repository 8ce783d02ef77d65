//! `show` on a terminal: page by page where the window is too small, and never a shell that was left in a bad state.

use super::*;

/// Runs `show` on the first topic, and says how it ended.
const SHOW: &str = "\"$TRAILMARK\" show first; echo \"exit=$?\"";
/// Ends a note, so that it is known to be shown to its end.
const LAST: &str = "The last line.";

/// A note of more lines than a window has.
fn long() -> String {
    let paragraph = |n: usize| format!("Paragraph {n} with **bold** text.\n\n");
    (0..40).map(paragraph).chain([LAST.to_owned()]).collect()
}

impl Session {
    /// Runs a shell script on a long note.
    fn on_a_long_note(script: &str, variables: &[(&str, &str)]) -> Self {
        Self::shell(script, &long(), variables)
    }

    /// A program in the folder of this session, begun before it is asked for.
    fn with_pager(script: &str, pager: &str, note: &str, variables: &[(&str, &str)]) -> Self {
        // The script of the pager is written by the shell, so that it is there in time.
        let write = format!("cat > pager.sh <<'END'\n{pager}\nEND\n{script}");
        Self::shell(&write, note, variables)
    }

    /// All that was written, to the end.
    fn text(mut self) -> String {
        self.ended();
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

/// A pager that says what it was given, and then all that it reads.
const RECORDS: &str = "echo \"given: $# [$1] [$2] LESS=$LESS LV=$LV LESSCHARSET=$LESSCHARSET\"; cat";

fn is_there(program: &str) -> bool {
    let there = Command::new("which").arg(program).stdout(Stdio::null()).status();
    there.is_ok_and(|status| status.success())
}

#[test]
fn what_does_not_fit_goes_to_the_pager_with_its_colours() {
    let pager = ("PAGER", "sh ./pager.sh -x 'two words'");
    let text = Session::with_pager(SHOW, RECORDS, &long(), &[pager]).text();
    assert!(text.contains("given: 2 [-x] [two words] LESS=FRX LV=-c LESSCHARSET=utf-8"), "{text}");
    assert!(text.contains("\x1B[1mbold\x1B[0m") && text.contains(LAST) && text.contains("exit=0"), "{text}");
    // Whoever has set these is obeyed, even with nothing.
    let own = [pager, ("LESS", ""), ("LV", "x"), ("LESSCHARSET", "latin1")];
    let text = Session::with_pager(SHOW, RECORDS, &long(), &own).text();
    assert!(text.contains("LESS= LV=x LESSCHARSET=latin1"), "{text}");
    // No escape bytes where colours are not wanted.
    let text = Session::with_pager(SHOW, RECORDS, &long(), &[pager, ("NO_COLOR", "1")]).text();
    assert!(text.contains("given: 2") && text.contains(LAST) && !text.contains('\x1B'), "{text:?}");
}

#[test]
fn no_pager_where_it_fits_or_nobody_wants_one() {
    let pager = ("PAGER", "sh ./pager.sh");
    for (script, note, variable) in [
        (SHOW, "A short note.", pager),
        ("\"$TRAILMARK\" show first --no-pager; echo \"exit=$?\"", long().as_str(), pager),
        ("\"$TRAILMARK\" show first --json; echo \"exit=$?\"", &long(), pager),
        ("\"$TRAILMARK\" show first | cat; echo \"exit=0\"", &long(), pager),
        ("TERM=dumb \"$TRAILMARK\" show first; echo \"exit=$?\"", &long(), pager),
        (SHOW, &long(), ("PAGER", "")),
        (SHOW, &long(), ("PAGER", "cat")),
        ("\"$TRAILMARK\" list; echo \"exit=$?\"", "", pager),
    ] {
        let text = Session::with_pager(script, RECORDS, note, &[variable]).text();
        assert!(!text.contains("given:") && text.contains("exit=0"), "{script} {variable:?}: {text}");
        assert_eq!(text.contains(LAST), note.contains(LAST), "{script}: {text}");
    }
}

#[test]
fn the_height_of_the_window_decides() {
    // Two rows are of the shell; what is shown leaves one for its prompt. The topic takes three rows and a blank one.
    for (lines, paged) in [(24 - 1 - 4, false), (24 - 4, true)] {
        let note: String = (1..=lines).map(|n| format!("Line {n}.  \n")).collect::<Vec<_>>().concat();
        let text = Session::with_pager(SHOW, RECORDS, &note, &[("PAGER", "sh ./pager.sh")]).text();
        assert!(text.contains(&format!("Line {lines}.")), "{text}");
        assert_eq!(text.contains("given:"), paged, "{lines} lines: {text}");
    }
}

#[test]
fn a_pager_that_does_not_start_is_told_and_the_topic_is_shown() {
    for (pager, said) in [
        (
            "no-such-pager -R",
            "cannot open the pager `no-such-pager -R` (from PAGER): there is no such program.",
        ),
        ("less '", "cannot open a pager: PAGER is `less '`, with a quote that is never closed."),
        ("sh -c 'exit 127'", "the pager `sh -c 'exit 127'` (from PAGER) failed with exit code 127."),
    ] {
        let text = Session::on_a_long_note(SHOW, &[("PAGER", pager), ("COLUMNS", "200")]).text();
        let text = text.replace("\r\n", "\n");
        let after = text.split_once(LAST).unwrap_or_else(|| panic!("{pager}: {text}")).1;
        assert!(after.contains(said) && after.contains("--no-pager") && after.contains("exit=0"), "{text}");
    }
    let text = Session::on_a_long_note(SHOW, &[("PAGER", "sh -c 'cat; exit 3'")]).text();
    assert!(text.matches(LAST).count() == 1 && text.contains("failed with exit code 3"), "{text}");
    assert!(text.contains("exit=0"), "{text}");
}

#[test]
fn leaving_the_pager_early_is_success() {
    // Far more than a pipe holds, and nobody reads it.
    let note = "A line of the note that is long enough.\n\n".repeat(10_000);
    let variable = ("PAGER", "head -n 1");
    let text = Session::shell(SHOW, &note, &[variable]).text();
    assert!(text.contains("The first topic") && text.contains("exit=0"), "{text}");
    assert!(!text.contains("trailmark:") && !text.contains("pipe"), "{text}");
}

#[test]
fn the_exit_code_and_what_is_said_are_those_of_show() {
    let script = "rm notes/first.md; \"$TRAILMARK\" show first; echo \"exit=$?\"; \"$TRAILMARK\" show nothing; echo \"exit=$?\"";
    let text = Session::on_a_long_note(script, &[("PAGER", "less")]).text();
    assert!(text.contains("exit=1") && text.contains("exit=4"), "{text}");
    // What is said about a long note is still to be seen when the pager has ended.
    let script = format!("mkdir -p data/trailmark/study/summaries/first.md; {SHOW}");
    let text = Session::with_pager(&script, RECORDS, &long(), &[("PAGER", "sh ./pager.sh")]).text();
    let after = text.split_once(LAST).expect("the whole note").1;
    assert!(text.contains("given:") && after.contains("trailmark: ") && after.contains("exit=1"), "{text}");
}

#[test]
fn an_interrupt_is_the_pagers() {
    // It reads all, then waits for the key.
    let pager = "trap 'echo caught; exit 0' INT; cat > /dev/null; echo reading; while :; do sleep 0.05; done";
    let script = format!("{SHOW}; stty -a");
    let mut session = Session::with_pager(&script, pager, &long(), &[("PAGER", "sh ./pager.sh")]);
    session.wait_for("reading");
    session.send("\x03");
    session.wait_for("caught");
    session.wait_for("exit=0");
}

#[test]
fn less_pages_and_q_leaves_it() {
    if !is_there("less") {
        println!("skipped: there is no less");
        return;
    }
    for variables in [&[][..], &[("PAGER", "less")], &[("PAGER", "less -R -S")]] {
        let mut session = Session::on_a_long_note(&format!("{SHOW}; stty -a"), variables);
        session.wait_for("Paragraph 0");
        session.wait_until("it waits for a key", |session| session.frame().lines().last() == Some(":"));
        assert!(!session.frame().contains("exit="), "{}", session.frame());
        session.send(" ");
        session.wait_until("the next page", |session| {
            session.frame().contains("Paragraph 18") && session.frame().lines().last() == Some(":")
        });
        // An interrupt does not end it, nor us. Keys that come close behind it are dropped, so this one comes again.
        session.send("\x03");
        let start = Instant::now();
        while !session.frame().contains(LAST) {
            assert!(start.elapsed() < PATIENCE, "less does not go on:\n{}", session.frame());
            session.send("G");
            session.receive(Duration::from_millis(50));
        }
        session.send("q");
        session.wait_for("exit=0");
        session.ended();
        let text = session.frame();
        assert!(text.contains(" icanon") && text.contains(" echo ") && text.contains("isig"), "{text}");
        assert!(!text.contains("broken"), "{text}");
    }
}
