//! What disappears from a log is told by every command, and put back by one.

use std::path::PathBuf;
use std::process::Command;

use serde_json::json;

use crate::harness::{Dir, Ran};

/// Three marks, and the log they are in.
fn marked() -> (Dir, PathBuf) {
    let dir = Dir::new();
    dir.run("done sql-joins --store store").code(0).quietly();
    dir.run("start transactions --store store").code(0).quietly();
    dir.run("done jwt --store store").code(0).quietly();
    dir.run("undo --store store").code(0).quietly();
    let log = dir.files("store", ".toml").pop().expect("a log");
    (dir, log)
}

/// Keeps the first lines of a log.
#[expect(clippy::disallowed_methods, reason = "that is what is tried")]
fn cut(log: &PathBuf, lines: usize) -> String {
    let text = std::fs::read_to_string(log).expect("a log");
    let kept: String = text.lines().take(lines).flat_map(|line| [line, "\n"]).collect();
    std::fs::write(log, kept).expect("a log");
    text
}

/// What was said, with neither the folder nor the name of the device nor the day.
fn said(ran: &Ran, log: &std::path::Path) -> String {
    let text = format!("{}--\n{}", ran.stdout(), ran.stderr());
    let folder = log.parent().expect("a folder").to_string_lossy().into_owned();
    let name = log.file_name().expect("a name").to_string_lossy().into_owned();
    let text = text
        .replace(&folder, "[LOGS]")
        .replace("[DIR]/store/test/progress", "[LOGS]")
        .replace(&name, "[LOG]");
    let lines = text.lines().map(|line| match line.split_once("     ") {
        Some((day, what)) if day.len() <= 6 => format!("[DAY] {}\n", what.trim_start()),
        _ => format!("{line}\n"),
    });
    lines.collect()
}

#[test]
fn a_loss_is_told_shown_and_put_back() {
    let (dir, log) = marked();
    let whole = cut(&log, 3);
    insta::assert_snapshot!(said(&dir.run("status --short --store store").code(0), &log), @r"
    20% 1/5
    --
    [LOGS]/[LOG]: 3 changes that were saved are no longer in your log, and not counted; `trailmark restore` puts them back
    ");
    insta::assert_snapshot!(said(&dir.run("check --store store").code(3), &log), @r"
    ✗ [LOGS]/[LOG]: 3 changes that were saved are no longer in your log, and not counted; `trailmark restore` puts them back
    --
    ");
    insta::assert_snapshot!(said(&dir.run("restore --dry-run --store store").code(0), &log), @r"
    [DAY] Transactions and ACID in progress
    [DAY] JSON Web Tokens done
    [DAY] undone: JSON Web Tokens done
    --
    3 changes are missing; `trailmark restore` puts them back
    ");
    dir.run("check --store store").code(3);
    insta::assert_snapshot!(said(&dir.run("restore --store store").code(0), &log), @r"
    [DAY] Transactions and ACID in progress
    [DAY] JSON Web Tokens done
    [DAY] undone: JSON Web Tokens done
    3 changes put back into [LOGS]/[LOG]
    20%  1 of 5
    --
    ");
    assert_eq!(std::fs::read_to_string(&log).expect("a log"), whole);
    dir.run("check --store store").code(0).quietly();
    dir.run("restore --store store").code(0).out("").complains("nothing that was saved is missing");
    dir.run("redo --store store").code(0).says("redone: JSON Web Tokens done");
}

#[test]
fn a_mark_is_saved_all_the_same_and_quiet_says_nothing() {
    let (dir, log) = marked();
    cut(&log, 2);
    dir.run("done db-locks --store store").code(0).says("Locks done\n20%").complains("4 changes");
    dir.run("-q restore --store store").code(0).out("").quietly();
    dir.run("status --short --store store").code(0).out("40% 2/5\n").quietly();
}

#[test]
fn a_loss_that_is_meant_is_forgotten_and_still_in_the_backup() {
    let (dir, log) = marked();
    cut(&log, 2);
    dir.run("restore --forget --store store").code(0).says("4 changes forgotten; the backups keep");
    dir.run("check --store store").code(0).quietly();
    // The backup was made with the first mark of the day.
    let listed = dir.run("restore --list --store store").code(0).complains("they are in");
    let (day, numbers) = listed.stdout().trim_end().split_once('\t').expect("a day");
    assert_eq!((day.len(), numbers), (10, "1\t1"));
    let from = format!("restore --from {day} --store store");
    dir.run(&format!("{from} --dry-run")).code(0).says("SQL joins done").complains(&format!("--from {day}`"));
    dir.run(&from).code(0).says("1 change put back").says("20%  1 of 5");
    dir.run(&from).code(0).out("").complains("nothing in it is missing");
    let file = dir.files("home/state/trailmark/backups", ".toml").pop().expect("a backup");
    dir.run_with(&["restore", "--from", &file.to_string_lossy(), "--store", "store"]).code(0).out("");
}

#[test]
fn json_tells_the_same() {
    let (dir, log) = marked();
    cut(&log, 3);
    let described = include_str!("../../../docs/json.md");
    let lost = dir.run("restore --dry-run --json --store store").code(0).quietly().json();
    let changes: Vec<&str> =
        lost["lost"].as_array().expect("steps").iter().filter_map(|it| it["change"].as_str()).collect();
    assert_eq!(
        changes,
        ["Transactions and ACID in progress", "JSON Web Tokens done", "undone: JSON Web Tokens done"]
    );
    assert_eq!((&lost["lost"][0]["events"], &lost["progress"]["done"]), (&json!(1), &json!(1)));
    assert!(lost["lost"][0]["at"].as_str().is_some_and(|at| at.ends_with('Z')));
    let answer = dir.run("restore --list --json --store store").code(0).quietly().json();
    assert_eq!((&answer["backups"][0]["events"], &answer["backups"][0]["lost"]), (&json!(1), &json!(0)));
    for shape in [&lost["lost"][0], &answer["backups"][0]] {
        for field in shape.as_object().expect("an object").keys() {
            assert!(described.contains(&format!("`{field}`")), "docs/json.md says nothing of `{field}`");
        }
    }
    assert_eq!(dir.run("restore --dry-run --json").code(0).json()["lost"], json!([]));
}

#[test]
fn wrong_words_for_restore() {
    let (dir, _) = marked();
    dir.run("restore --store store --from 2001-01-01").code(1).complains("there is no backup of 2001-01-01");
    dir.run("restore --store store --from nothing.toml").code(1).complains("cannot read nothing.toml");
    for options in ["--forget --dry-run", "--list --forget", "--list --from x", "--forget --from x"] {
        dir.run(&format!("restore {options}")).code(2);
    }
    dir.run("restore --json").code(2).complains("cannot answer in JSON");
    dir.run("restore --forget --json").code(2).complains("cannot answer in JSON");
    Dir::new().run("restore --list").code(0).out("").complains("there is no backup yet");
}

#[test]
fn another_store_misses_nothing() {
    let (dir, _) = marked();
    dir.run("check").code(0).quietly();
    dir.run("done jwt").code(0).quietly();
    dir.run("check --store store").code(0).quietly();
    dir.run("check --store ./store/").code(0).quietly();
}

#[test]
fn what_git_reset_takes_away_comes_back() {
    let dir = Dir::new();
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=a", "-c", "user.email=a@b", "-c", "core.hooksPath=/dev/null"]);
        command.args(arguments).current_dir(dir.path().join("store")).env_clear().envs(dir.homes());
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.output().is_ok_and(|output| output.status.success())
    };
    dir.run("done sql-joins --store store").code(0);
    if !git(&["init", "-q"]) {
        crate::counts::skipped("there is no git here");
        return;
    }
    assert!(git(&["add", "-A"]) && git(&["commit", "-qm", "one"]));
    dir.run("done jwt --store store").code(0);
    assert!(git(&["commit", "-qam", "two"]) && git(&["reset", "-q", "--hard", "HEAD~1"]));
    dir.run("status --short --store store")
        .out("20% 1/5\n")
        .complains("1 change that was saved is no longer");
    dir.run("restore --store store").code(0).says("40%  2 of 5");
    assert!(git(&["stash", "-q"]));
    dir.run("status --short --store store").out("20% 1/5\n").complains("1 change");
    assert!(git(&["stash", "pop", "-q"]));
    dir.run("status --short --store store").out("40% 2/5\n").quietly();
}

#[test]
fn eight_processes_that_mark_at_once_miss_nothing() {
    let dir = Dir::new();
    let topics = ["sql-joins", "transactions", "db-locks", "jwt"];
    std::thread::scope(|scope| {
        for topic in topics.iter().chain(&topics) {
            let dir = &dir;
            scope.spawn(move || {
                for verb in ["done", "start", "skip", "todo"] {
                    // On a busy machine one may wait for longer than the lock's limit; then nothing was saved.
                    let ran = dir.run_with(&[verb, topic]);
                    assert!(!ran.stderr().contains("no longer"), "{ran}");
                }
            });
        }
    });
    dir.run("check").code(0).quietly();
    assert!(dir.files("home/state", ".tmp").is_empty());
}

#[test]
fn a_mirror_that_cannot_be_written_is_told_beside_the_mark() {
    let dir = Dir::new();
    dir.put("home/state/trailmark/mirror", "not a folder");
    dir.run("done jwt")
        .code(0)
        .says("JSON Web Tokens done\n20%")
        .complains("the second copy of your changes cannot be");
    dir.run("status --short").code(0).out("20% 1/5\n");
    let dir = Dir::new();
    dir.put("home/state/trailmark/backups", "not a folder");
    dir.run("done jwt").code(0).says("20%").complains("today's backup cannot be made: ");
    dir.run("check").code(0).quietly();
}
