//! Pipes, full disks, terminals, colours.

use std::fs::OpenOptions;
use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use crate::harness::{Dir, Ran};

/// A roadmap whose list is larger than any pipe.
fn large() -> Dir {
    let topic = |n: usize| format!("[[topics]]\nid = \"t{n}\"\ntitle = \"Topic number {n}\"\n");
    let topics: Vec<String> = (0..20_000).map(topic).collect();
    Dir::empty().file("roadmap.toml", format!("id = \"large\"\ntitle = \"Large\"\n{}", topics.concat()))
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

#[test]
fn a_terminal_gets_a_tree_in_colours() {
    let dir = Dir::new();
    dir.run("done sql-joins").code(0);
    assert!(dir.in_terminal("list", &[]).contains("\u{1B}["));
    let plain = [("NO_COLOR", "1")];
    insta::assert_snapshot!(dir.in_terminal("list", &plain), @r"
    ◔ Databases  1/3
      ✓ SQL joins
      ◦ Transactions and ACID
      ◦ Locks
    ◦ Web  0/2
      ◦ Locks
      ◦ JSON Web Tokens
    ");
    insta::assert_snapshot!(dir.in_terminal("list locks --ascii", &plain), @r"
    / Databases  1/3
      . Locks
    . Web  0/2
      . Locks
    ");
    insta::assert_snapshot!(dir.in_terminal("next -n 2", &plain), @r"
    ◦ Transactions and ACID  all that it requires is done  transactions
    ◦ Locks  next in order  db-locks
    ");
    dir.run("undo").code(0);
    insta::assert_snapshot!(dir.in_terminal("show sql-joins", &plain), @r"
    ◦ SQL joins
      id        sql-joins
      status    to do
      in        Databases
      tags      #database #Interview
      resources ◦ docs      Joins  https://example.org/joins

    SQL joins

    A join puts rows together.
    ");
}

#[test]
fn a_dumb_terminal_gets_the_status_without_colours() {
    let dir = Dir::new();
    let shown = dir.in_terminal("", &[("TERM", "dumb")]);
    assert!(shown.starts_with("Test roadmap") && !shown.contains('\u{1B}'), "{shown:?}");
}
