//! Pipes, full disks, terminals, colours.

use std::fs::OpenOptions;
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::Stdio;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use crate::harness::{Dir, Ran};

/// A roadmap whose list is larger than any pipe.
fn large() -> Dir {
    let topics: String =
        (0..20_000).map(|n| format!("[[topics]]\nid = \"t{n}\"\ntitle = \"Topic number {n}\"\n")).collect();
    Dir::empty().file("roadmap.toml", format!("id = \"large\"\ntitle = \"Large\"\n{topics}"))
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let dir = large();
    let mut command = dir.command(&["list"]);
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    let mut line = String::new();
    let mut reader = BufReader::new(child.stdout.take().expect("a pipe"));
    reader.read_line(&mut line).expect("a line");
    drop(reader);
    let output = child.wait_with_output().expect("the program ends");
    Ran::ended(&command, output).code(0).quietly();
    assert_eq!(line, "t0\ttodo\tTopic number 0\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_and_no_panic() {
    let dir = Dir::new();
    let full = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let mut command = dir.command(&words);
        command.stdout(OpenOptions::new().write(true).open("/dev/full").expect("a full device"));
        command.stderr(Stdio::piped());
        let output =
            command.spawn().and_then(std::process::Child::wait_with_output).expect("the program ends");
        Ran::ended(&command, output)
    };
    for line in
        ["--help", "-V", "status --help", "status", "list", "show sql-joins", "man", "completions zsh"]
    {
        full(line).code(1).complains("trailmark: the output could not be written in full");
    }
    full("done jwt").code(1).complains("the change is saved");
    dir.run("status --short").code(0).out("20% 1/5\n");
}

#[test]
fn colours_go_to_terminals_and_to_whom_asks() {
    let dir = Dir::new();
    for (line, variables, coloured) in [
        ("status", "", false),
        ("status --color always", "", true),
        ("status", "CLICOLOR_FORCE=1", true),
        ("status", "CLICOLOR_FORCE=1 NO_COLOR=1", false),
        ("status --color never", "CLICOLOR_FORCE=1", false),
        ("--color=always status", "NO_COLOR=1 TERM=dumb", true),
    ] {
        let words: Vec<&str> = line.split_whitespace().collect();
        let mut command = dir.command(&words);
        command.envs(variables.split_whitespace().filter_map(|pair| pair.split_once('=')));
        let ran = Ran::of(command).code(0).quietly();
        assert_eq!(ran.stdout().contains('\u{1B}'), coloured, "{ran}");
    }
}

#[test]
fn signs_follow_the_locale() {
    let dir = Dir::new();
    for (locale, sign) in [("ko_KR.UTF-8", "✓"), ("C", "x")] {
        let mut command = dir.command(&["done", "jwt"]);
        command.env("LC_ALL", locale);
        Ran::of(command).code(0).says(&format!("{sign} JSON Web Tokens done\n"));
        dir.run("undo").code(0);
    }
}

/// What a run in a terminal of 60 columns shows.
fn in_terminal(dir: &Dir, line: &str, variables: &[(&str, &str)]) -> String {
    let size = PtySize { rows: 40, cols: 60, ..PtySize::default() };
    let pair = native_pty_system().openpty(size).expect("a terminal");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_trailmark"));
    command.args(line.split_whitespace());
    command.cwd(dir.path());
    command.env_clear();
    command.env("TERM", "xterm");
    for name in ["HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
        command.env(name, dir.path().join("home"));
    }
    variables.iter().for_each(|(name, value)| command.env(name, value));
    let mut child = pair.slave.spawn_command(command).expect("the program starts");
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().expect("the terminal can be read");
    let mut bytes = Vec::new();
    let mut part = [0; 4096];
    // Linux ends a terminal that nobody holds any more with an error.
    while let Ok(length @ 1..) = reader.read(&mut part) {
        bytes.extend(part.iter().take(length));
    }
    assert!(child.wait().expect("the program ends").success(), "{line}");
    String::from_utf8(bytes).expect("the output is UTF-8").replace("\r\n", "\n")
}

#[test]
fn a_terminal_gets_a_tree_in_colours() {
    let dir = Dir::new();
    dir.run("done sql-joins").code(0);
    dir.put("home/test/x", "");
    assert!(in_terminal(&dir, "list", &[]).contains("\u{1B}["));
    let plain = [("NO_COLOR", "1")];
    insta::assert_snapshot!(in_terminal(&dir, "list --store home/data/trailmark", &plain), @r"
    ");
    insta::assert_snapshot!(in_terminal(&dir, "list locks --ascii", &plain), @r"
    ");
    insta::assert_snapshot!(in_terminal(&dir, "next -n 2", &plain), @r"
    ");
    insta::assert_snapshot!(in_terminal(&dir, "show sql-joins", &plain), @r"
    ");
}

#[test]
fn a_dumb_terminal_gets_the_status_without_colours() {
    let dir = Dir::new();
    let shown = in_terminal(&dir, "", &[("TERM", "dumb")]);
    assert!(shown.starts_with("Test roadmap") && !shown.contains('\u{1B}'), "{shown:?}");
}
