//! When the first screen of all is shown, and when not.

use super::*;

/// In a folder without a roadmap.
fn without_a_roadmap(script: &str) -> Session {
    Session::shell(&format!("rm roadmap.toml; {script}"), "", &[])
}

#[test]
fn it_is_shown_until_something_was_opened() {
    let mut session = without_a_roadmap(
        "\"$TRAILMARK\"; echo \"first=$?\"; \"$TRAILMARK\"; echo \"second=$?\"; \"$TRAILMARK\"; echo \"third=$?\"",
    );
    session.wait_for("Welcome.");
    session.send("q");
    session.wait_for("first=0");
    session.wait_for("Start with the Backend roadmap");
    session.send("\r");
    session.wait_for("Backend Developer");
    session.send("q");
    session.wait_for("second=0");
    session.wait_for("Backend Developer");
    session.send("q");
    session.wait_for("third=0");
    session.ended();
    session.assert_restored();
}

#[test]
fn it_is_not_shown_to_who_asks_for_a_roadmap_or_has_studied() {
    for script in [
        "\"$TRAILMARK\" built-in",
        "TRAILMARK_ROADMAP=built-in \"$TRAILMARK\"",
        "\"$TRAILMARK\" -r built-in done tcp >/dev/null; \"$TRAILMARK\"",
    ] {
        let mut session = without_a_roadmap(script);
        session.wait_for("Backend Developer");
        assert!(!session.frame().contains("Welcome"), "{script}\n{}", session.frame());
        session.send("q");
        session.ended();
    }
}
