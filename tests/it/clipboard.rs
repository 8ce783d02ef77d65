//! Copying text: the tool that fits, its failures, and the terminal where there is no tool.

use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

use trailmark::clipboard::{Clipboard, Copied, copier};

use crate::bench::{Bench, PATIENCE, environment};

const WAYLAND: (&str, &str) = ("WAYLAND_DISPLAY", "wayland-0");
const X11: (&str, &str) = ("DISPLAY", ":0");
const TMUX: (&str, &str) = ("TMUX", "/tmp/tmux-0/default,1,0");
const SSH: (&str, &str) = ("SSH_CONNECTION", "::1 1 ::1 22");
const TEXT: &str = "트랜잭션 \"a\" $(x) `y`\n\tand\u{1B}[31m more\0\n";
const TOOLS: [&str; 7] = ["wl-copy", "xclip", "xsel", "pbcopy", "clip.exe", "termux-clipboard-set", "tmux"];

fn clipboard(bench: &Bench, variables: &[(&str, &str)]) -> Clipboard {
    Clipboard::find(environment(variables), |name| bench.find(name)).waiting(PATIENCE)
}

fn copied(bench: &Bench, variables: &[(&str, &str)], text: &str) -> Copied {
    clipboard(bench, variables).copy(text).expect("it is copied")
}

/// A tool that keeps what it reads in `text`.
fn tool(bench: &Bench, name: &str) {
    bench.script(name, "cat > text");
}

fn taken(bench: &Bench) -> Vec<u8> {
    std::fs::read(bench.path("text")).expect("a text")
}

#[test]
fn each_tool_gets_the_text_as_it_is() {
    for (variable, name, arguments) in [
        (WAYLAND, "wl-copy", &["--type", "text/plain"][..]),
        (X11, "xclip", &["-selection", "clipboard"]),
        (X11, "xsel", &["-bi"]),
        (("TERM", "xterm"), "pbcopy", &[""]),
        (("TERM", "xterm"), "termux-clipboard-set", &[""]),
        (TMUX, "tmux", &["load-buffer", "-w", "-"]),
    ] {
        let bench = Bench::new();
        tool(&bench, name);
        let copied = copied(&bench, &[variable], TEXT);
        assert_eq!((copied.said().as_str(), copied.sequence()), (format!("with {name}").as_str(), None));
        assert_eq!(bench.arguments(), arguments.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(taken(&bench), TEXT.as_bytes(), "{name}");
    }
}

#[test]
fn windows_gets_its_own_encoding() {
    let bench = Bench::new();
    tool(&bench, "clip.exe");
    let copied = copied(&bench, &[("WSL_DISTRO_NAME", "Debian")], "a가😀");
    assert_eq!(copied.said().as_str(), "with clip.exe");
    assert_eq!(taken(&bench), [0x61, 0, 0, 0xAC, 0x3D, 0xD8, 0, 0xDE]);
}

#[test]
fn the_environment_decides_which_way_is_taken() {
    let all = Bench::new();
    for name in TOOLS {
        tool(&all, name);
    }
    let wsl = ("WSL_INTEROP", "/run/WSL/1_interop");
    for (variables, without, said) in [
        (&[WAYLAND, X11, TMUX][..], &[][..], "with wl-copy"),
        (&[WAYLAND, X11], &["wl-copy"], "with xclip"),
        (&[X11], &["xclip"], "with xsel"),
        (&[WAYLAND], &["wl-copy", "pbcopy", "termux-clipboard-set"], "through the terminal (OSC 52)"),
        (&[X11, wsl], &["xclip", "xsel", "pbcopy"], "with clip.exe"),
        (&[("WAYLAND_DISPLAY", ""), TMUX], &["pbcopy", "termux-clipboard-set"], "with tmux"),
        (&[SSH, WAYLAND, X11, wsl], &[], "through the terminal (OSC 52)"),
        (&[("SSH_TTY", "/dev/pts/0"), X11], &[], "through the terminal (OSC 52)"),
        (&[SSH, X11, TMUX], &[], "with tmux"),
        (&[SSH, TMUX], &["tmux"], "through the terminal (OSC 52)"),
    ] {
        let on_path = |name: &str| all.find(name).filter(|_| !without.contains(&name));
        let clipboard = Clipboard::find(environment(variables), on_path).waiting(PATIENCE);
        let copied = clipboard.copy("x").expect("it is copied");
        assert_eq!(copied.said().as_str(), said, "{variables:?} without {without:?}");
    }
}

#[test]
fn the_terminal_gets_a_sequence_that_reaches_it() {
    let bench = Bench::new();
    for (variables, sequence) in [
        (&[SSH][..], &b"\x1B]52;c;Zm9v\x07"[..]),
        (&[], b"\x1B]52;c;Zm9v\x07"),
        (&[SSH, TMUX], b"\x1BPtmux;\x1B\x1B]52;c;Zm9v\x07\x1B\\"),
        (&[("STY", "1.pts-0.host")], b"\x1BP\x1B]52;c;Zm9v\x07\x1B\\"),
    ] {
        assert_eq!(copied(&bench, variables, "foo").sequence(), Some(sequence), "{variables:?}");
    }
}

#[test]
fn a_tool_that_fails_is_told_and_the_next_way_is_tried() {
    let bench = Bench::new();
    bench.script("wl-copy", "exit 1");
    bench.script("xclip", "kill -9 $$");
    // It closes its end at once; the text is larger than any pipe.
    bench.script("xsel", "exec < /dev/null");
    tool(&bench, "tmux");
    let text = "x".repeat(2_000_000);
    let copied = copied(&bench, &[WAYLAND, X11, TMUX], &text);
    assert_eq!(
        copied.said().as_str(),
        "with tmux; wl-copy failed with exit code 1, xclip was ended by signal 9, xsel did not take all of the text"
    );
    assert_eq!(taken(&bench), text.as_bytes());
}

#[test]
fn a_tool_that_never_ends_is_ended() {
    let bench = Bench::new();
    // It does not read either; the text is larger than any pipe.
    bench.script("pbcopy", "while [ -e pbcopy ]; do sleep 0.05; done");
    let hasty = clipboard(&bench, &[]).waiting(Duration::from_millis(100));
    let told = hasty.copy(&"x".repeat(2_000_000)).expect_err("it is too long for the terminal").to_string();
    assert!(told.starts_with("pbcopy did not answer in time; the text is too long"), "{told}");
    assert_eq!(
        hasty.copy("x").expect("it is copied").said().as_str(),
        "through the terminal (OSC 52); pbcopy did not answer in time"
    );
}

#[test]
fn a_tool_that_goes_on_in_the_background_is_not_waited_for_and_holds_nothing() {
    let bench = Bench::new();
    let serve = "exec 8>&1 9>&2; readlink /proc/$$/fd/8 /proc/$$/fd/9 > held; cat > text; (while [ -e text ]; do sleep 0.05; done) &";
    bench.script("xclip", serve);
    assert_eq!(copied(&bench, &[X11], TEXT).said().as_str(), "with xclip");
    assert_eq!(taken(&bench), TEXT.as_bytes());
    if Path::new("/proc/self/fd/1").exists() {
        assert_eq!(bench.wait_for("held"), "/dev/null\n/dev/null\n", "it would hold a pipe of ours open");
    }
}

#[test]
fn what_is_too_long_for_a_terminal_is_told_with_what_to_do() {
    let bench = Bench::new();
    bench.script("xclip", "exit 1");
    let copy = copier(clipboard(&bench, &[X11]));
    assert!(copy(&"x".repeat(74_994)).is_ok_and(|copied| copied.sequence().is_some()));
    let told = copy(&"x".repeat(74_995)).expect_err("too long").to_string();
    insta::assert_snapshot!(told, @"xclip failed with exit code 1; the text is too long to be copied through the terminal (74995 bytes; it takes 74994); where there is a clipboard, `trailmark show TOPIC | wl-copy` copies all");
    let gone = Bench::new();
    let path = gone.script("xclip", "");
    let clipboard = clipboard(&gone, &[X11]);
    std::fs::remove_file(path).expect("it was there");
    let copied = clipboard.copy("x").expect("it is copied");
    insta::assert_snapshot!(copied.said().as_str(), @"through the terminal (OSC 52); xclip did not start: there is no such program");
}
