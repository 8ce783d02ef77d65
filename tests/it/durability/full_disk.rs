//! A disk that is really full, a limit on file sizes, a file system that turns read-only. The disk in memory has the rest:
//! there every operation fails in turn.
#![cfg(target_os = "linux")]

use std::process::{Command, Output};

use crate::counts::skipped;
use crate::harness::{Dir, Ran};
use crate::store::{HEADER, line};

/// Set in a child that has mounts of its own.
pub(crate) const VARIABLE: &str = "TRAILMARK_TEST_MOUNTS";

/// Runs a test of this binary again where it may mount; `None` where that is not allowed.
pub(crate) fn in_a_namespace(test: &str) -> Option<Output> {
    for user in [["-m"].as_slice(), &["-Urm"]] {
        let is_allowed = Command::new("unshare")
            .args(user)
            .args(["mount", "-t", "tmpfs", "none"])
            .arg(std::env::temp_dir())
            .output();
        if is_allowed.is_ok_and(|output| output.status.success()) {
            let mut command = Command::new("unshare");
            command.args(user).arg(std::env::current_exe().expect("a path"));
            command.args([test, "--exact", "--nocapture"]).env(VARIABLE, "1");
            return Some(command.output().expect("a child"));
        }
    }
    skipped("mounts in a namespace of one's own are not allowed here");
    None
}

#[track_caller]
pub(crate) fn assert_good(output: Option<Output>) {
    let Some(output) = output else { return };
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{}\n{}", text(&output.stdout), text(&output.stderr));
    assert!(text(&output.stdout).contains("1 passed"), "the child's test has another name");
}

pub(crate) fn mount(arguments: &[&str]) {
    assert!(Command::new("mount").args(arguments).status().expect("mount").success(), "{arguments:?}");
}

fn logs(dir: &Dir) -> Vec<u8> {
    let log = dir.files("s", ".toml").pop().expect("a log");
    std::fs::read(log).expect("a log")
}

#[test]
fn a_small_disk_fills_up_and_is_emptied() {
    assert_good(in_a_namespace("durability::full_disk::child_on_a_small_disk"));
}

/// Not a test by itself: runs where it may mount.
#[test]
fn child_on_a_small_disk() {
    if std::env::var_os(VARIABLE).is_none() {
        return;
    }
    let dir = Dir::new().file("s/here", "");
    let store = dir.path().join("s");
    mount(&["-t", "tmpfs", "-o", "size=64k", "none", &store.to_string_lossy()]);
    dir.put("s/filler", vec![b'x'; 52 * 1024]);
    let mut marks = 0;
    let refused = loop {
        let before = if marks > 0 { logs(&dir) } else { Vec::new() };
        let ran = dir.run(if marks % 2 == 0 { "done jwt --store s" } else { "start jwt --store s" });
        if ran.stderr().is_empty() {
            marks += 1;
            continue;
        }
        assert_eq!(logs(&dir), before, "what was written of the mark is taken back");
        break ran.code(1).out("");
    };
    assert!((10..200).contains(&marks), "{marks} marks");
    refused.complains("the disk is full").complains("Nothing was saved");
    // Old data can be read while it is full.
    dir.run("check --store s").code(0).says(&format!("{marks} events"));
    dir.run("done sql-joins --store s").code(1).out("");
    std::fs::remove_file(store.join("filler")).expect("room");
    dir.run("done sql-joins --store s").code(0);
    dir.run("check --store s").code(0).says(&format!("{} events", marks + 1));
    println!("{marks} marks until the disk was full");
}

#[test]
fn a_file_system_that_turns_read_only() {
    assert_good(in_a_namespace("durability::full_disk::child_on_a_read_only_disk"));
}

/// Not a test by itself: runs where it may mount.
#[test]
fn child_on_a_read_only_disk() {
    if std::env::var_os(VARIABLE).is_none() {
        return;
    }
    let dir = Dir::new().file("s/here", "");
    dir.run("done jwt --store s").code(0);
    let store = dir.path().join("s").to_string_lossy().into_owned();
    mount(&["--bind", &store, &store]);
    mount(&["-o", "remount,bind,ro", &store]);
    dir.run("done sql-joins --store s").code(1).out("").complains("the file system is read-only");
    dir.run("status --short --store s").code(0).out("20% 1/5\n").quietly();
    mount(&["-o", "remount,bind,rw", &store]);
    dir.run("done sql-joins --store s").code(0).says("40%");
}

#[test]
fn a_limit_on_the_size_of_files() {
    for shell in ["sh", "bash"] {
        // Blocks have 512 or 1024 bytes: the limit stands before the end of the log, or in the middle of the next line.
        let dir = Dir::new();
        let padding = format!("# {}\n", "x".repeat(1000 - HEADER.len() - line(1, "jwt").len() - 3));
        dir.put("home/state/trailmark/device", "aaaaaa\n");
        dir.put("s/test/progress/aaaaaa.toml", format!("{HEADER}{padding}{}", line(1, "jwt")));
        let before = logs(&dir);
        assert_eq!(before.len(), 1000);
        let mut command = Command::new(shell);
        let program = dir.command(&[]);
        command.args(["-c", "ulimit -f 1; exec \"$0\" done sql-joins --store s"]).arg(program.get_program());
        command.current_dir(dir.path()).env_clear().envs(dir.homes());
        let Ok(output) = command.output() else {
            skipped(&format!("there is no {shell}"));
            continue;
        };
        Ran::ended(&command, output).code(1).out("").complains("largest size allowed").complains("ulimit -f");
        assert_eq!(logs(&dir), before, "{shell}");
        dir.run("status --short --store s").code(0).out("20% 1/5\n").quietly();
        dir.run("done sql-joins --store s").code(0).says("40%");
    }
}
