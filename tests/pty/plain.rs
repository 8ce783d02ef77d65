//! The plain mode on a terminal, which is left to edit its lines itself.

use super::session::{Session, write};
use super::*;

/// Nothing that was written commands the terminal: only lines came.
#[track_caller]
fn assert_only_lines(session: &Session) {
    let text = String::from_utf8_lossy(&session.bytes).replace("\r\n", "\n");
    // What the terminal itself makes of `^C`.
    let text = text.replace("^C", "");
    assert_eq!(text.chars().find(|c| c.is_control() && *c != '\n'), None, "{text:?}");
    assert!(text.is_ascii(), "{text:?}");
}

#[test]
fn a_terminal_that_can_only_print_gets_the_plain_mode() {
    let mut session = Session::trailmark("A note about the first.", &[("TERM", "dumb")]);
    session.wait_for("This terminal can only print lines, so this is the plain mode.");
    session.wait_for("or help.\n>");
    session.send("1\n");
    session.wait_for("A note about the first.\n>");
    session.send("d\n");
    session.wait_for("The first topic: done. 1 of 2.\n>");
    assert!(session.log().contains("status = \"done\""), "it is on the disk when the screen says so");
    session.send("q\n");
    assert_eq!(session.ended().exit_code(), 0);
    assert_only_lines(&session);
}

#[test]
fn it_is_asked_for_by_an_option_or_a_setting() {
    for script in [
        "\"$TRAILMARK\" --plain; echo \"exit=$?\"",
        "mkdir -p .config/trailmark; echo 'plain = true' > .config/trailmark/config.toml; \"$TRAILMARK\"; echo \"exit=$?\"",
    ] {
        let mut session = Session::shell(script, "A note.", &[]);
        session.wait_for("or help.\n>");
        assert!(!session.frame().contains("can only print"));
        // The end of the input.
        session.send("\x04");
        session.wait_for("> \nexit=0");
        session.ended();
        assert_only_lines(&session);
    }
}

#[test]
fn an_interrupt_ends_it_also_after_an_editor() {
    let mut session = Session::shell(
        "\"$TRAILMARK\" --plain; echo \"exit=$?\"",
        "A note.",
        &[("VISUAL", "bash -c 'echo mine >> \"$0\"; kill -INT $PPID'")],
    );
    session.wait_for("or help.\n>");
    session.send("1\n");
    session.wait_for("A note.\n>");
    session.send("e\n");
    session.wait_for("Your summary of The first topic has 1 line.\n>");
    session.send("\x03");
    session.wait_for("exit=130");
    session.ended();
    assert_only_lines(&session);
}

#[test]
fn a_resource_opens_in_the_browser_and_is_copied_with_a_tool() {
    use std::os::unix::fs::PermissionsExt as _;
    let bin = tempfile::tempdir().expect("a folder");
    for (name, script) in [("browse", "echo \"$1\" > opened"), ("wl-copy", "cat > copied")] {
        let path = bin.path().join(name);
        write(&path, &format!("#!/bin/sh\n{script}\n"));
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("its mode");
    }
    let path = format!("{}:{}", bin.path().display(), std::env::var("PATH").unwrap_or_default());
    let browser = bin.path().join("browse").display().to_string();
    let variables =
        [("PATH", path.as_str()), ("BROWSER", &browser), ("WAYLAND_DISPLAY", "none"), ("TERM", "dumb")];
    let mut session = Session::trailmark("A note.", &variables);
    session.wait_for("or help.\n>");
    let with_link = ROADMAP.replace(
        "note = \"first.md\"",
        "resources = [{ type = \"docs\", title = \"Manual\", url = \"https://example.org/a?b=c\" }]",
    );
    write(&session.dir.path().join("roadmap.toml"), &with_link);
    session.send("1\n");
    session.wait_for("Resource 1: docs, Manual, https://example.org/a?b=c");
    session.send("o 1\n");
    session.wait_for("Opened in your browser: https://example.org/a?b=c");
    session.send("y1\n");
    session.wait_for("Copied with wl-copy: https://example.org/a?b=c");
    session.send("copy\n");
    session.wait_for("Copied with wl-copy: first\n>");
    let opened = session.dir.path().join("opened");
    session.wait_until("the browser has the address", |_| {
        std::fs::read_to_string(&opened).is_ok_and(|text| text == "https://example.org/a?b=c\n")
    });
    assert_eq!(std::fs::read_to_string(session.dir.path().join("copied")).ok().as_deref(), Some("first"));
    session.send("q\n");
    session.ended();
    assert_only_lines(&session);
}
