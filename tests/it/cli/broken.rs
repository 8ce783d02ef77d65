//! Files and folders that are not as they should be.

use crate::harness::{Dir, ROADMAP, Ran};

#[test]
fn a_broken_roadmap_is_reported_in_full() {
    let text = ROADMAP.replace("minutes = 90", "minuts = 90").replace("[\"sql-joins\"]", "[\"sql-join\"]");
    let dir = Dir::new().file("roadmap.toml", text);
    for line in ["status", "next", "list", "show jwt", "done jwt", "undo", "orphans", ""] {
        dir.run(line).code(3).out("").complains("minuts").complains("sql-join");
    }
    dir.run("check").code(3).says("minuts").says("sql-join").quietly();
    let problems = dir.run("check --json").code(3).json()["problems"].clone();
    assert_eq!(problems.as_array().map(Vec::len), Some(2));
    assert!(problems[0]["line"].as_u64() > Some(1) && problems[0]["file"].as_str().is_some(), "{problems}");
    // What needs no roadmap works.
    dir.run("man").code(0);
}

#[test]
fn check_reports_notes_beside_all_else_but_nothing_else_stops_at_them() {
    let dir = Dir::empty().file("roadmap.toml", ROADMAP).file("notes/sql-join.md", "text");
    dir.run("status --short").code(0).out("0% 0/5\n").quietly();
    dir.run("check")
        .code(3)
        .says("roadmap.toml  line 12, column 8\n")
        .says("12  │ note = \"sql-joins.md\"\n      │        ^^^^^^^^^^^^^^ no such file\n")
        .says("Did you mean \"sql-join.md\"?")
        .quietly();
    let answer = dir.run("check --json").code(3).json();
    assert_eq!((&answer["topics"], &answer["problems"][0]["line"]), (&7.into(), &12.into()), "{answer}");
    assert_eq!(answer["problems"][0]["help"], "Did you mean \"sql-join.md\"?");
    let dir = dir.file("roadmap.toml", ROADMAP.replace("minutes = 90", "minuts = 90"));
    let problems = dir.run("check --json").code(3).json()["problems"].clone();
    assert_eq!((&problems[0]["line"], &problems[1]["line"]), (&12.into(), &20.into()), "{problems}");
}

#[test]
fn a_file_that_is_no_text_or_too_large_is_invalid() {
    let large = format!("{ROADMAP}# {}", "x".repeat(17 * 1024 * 1024));
    for (content, why) in [(b"id = \"\xFF\"".to_vec(), "not UTF-8"), (large.into_bytes(), "17.0 MiB")] {
        let dir = Dir::new().file("roadmap.toml", content);
        for line in ["status", "check", "done jwt"] {
            dir.run(line).code(3).out("").complains(why);
        }
    }
}

#[test]
fn a_roadmap_that_is_not_there_is_named() {
    let dir = Dir::new();
    dir.run("-r nowhere/roadmap.toml status").code(1).complains("nowhere/roadmap.toml");
    let mut command = dir.command(&["status"]);
    command.env("TRAILMARK_ROADMAP", "nowhere.toml");
    Ran::of(command).code(1).complains("nowhere.toml");
    let mut command = dir.command(&["status", "-r", "roadmap.toml"]);
    command.env("TRAILMARK_ROADMAP", "nowhere.toml");
    Ran::of(command).code(0);
}

#[test]
fn the_built_in_roadmap_has_a_name() {
    let dir = Dir::new();
    for line in ["built-in status", "-r built-in status", "built-in"] {
        dir.run(line).code(0).says("Backend Developer");
    }
    // A folder of that name is meant where there is one.
    let dir = dir.file("built-in/roadmap.toml", ROADMAP);
    dir.run("built-in").code(0).says("Test roadmap");
}

#[test]
fn a_roadmap_is_found_from_a_folder_below() {
    let dir = Dir::new().file("deep/er/x", "");
    let mut command = dir.command(&["status", "--short"]);
    command.current_dir(dir.path().join("deep/er"));
    Ran::of(command).code(0).out("0% 0/5\n");
}

#[test]
fn garbage_in_a_log_is_named_and_stops_nothing() {
    let dir = Dir::new();
    dir.run("done jwt --store s").code(0);
    let log = dir.files("s", ".toml").pop().expect("a log");
    let mut text = std::fs::read_to_string(&log).expect("a log");
    text.push_str("what is this\n20261120T201207450Z-00-k3f9q2 = { topic = \n");
    dir.put(&log.to_string_lossy(), text);
    dir.run("status --short --store s").code(0).out("20% 1/5\n").complains("2 lines of ");
    dir.run("status --short --store s -q").code(0).out("20% 1/5\n").quietly();
    dir.run("done sql-joins --store s").code(0).says("40%");
    let name = log.file_name().expect("a name").to_string_lossy().into_owned();
    dir.run("check --store s").code(3).says(&format!("{name}:4: ")).says(&format!("{name}:5: "));
    assert_eq!(dir.run("check --store s --json").code(3).json()["problems"][0]["line"], 4);
}

#[test]
fn a_log_that_cannot_be_read_at_all_is_told_apart_from_lines() {
    let dir = Dir::new().file("s/test/progress/folder.toml/x", "I am in a folder");
    dir.put("s/test/progress/lines.toml", "x\ny\n");
    dir.put("s/test/progress/many.toml", "x\n".repeat(1005));
    let ran = dir.run("status --short --store s").code(0).out("0% 0/5\n");
    assert_eq!(
        ran.stderr(),
        "nothing in [DIR]/s/test/progress/folder.toml could be read; `trailmark check` says why\n\
         2 lines of [DIR]/s/test/progress/lines.toml could not be read; `trailmark check` says more\n\
         more than 1000 lines of [DIR]/s/test/progress/many.toml could not be read; `trailmark check` says more\n"
    );
    dir.run("check --store s").code(3).says("folder.toml: the log cannot be read: ").says("lines.toml:1: ");
}

#[test]
fn a_store_that_cannot_be_written_is_said() {
    let dir = Dir::new().file("taken", "I am a file");
    dir.run("done jwt --store taken").code(1).out("").complains("taken");
    let dir = Dir::new().file("s/test/progress", "I am a file");
    dir.run("done jwt --store s").code(1).out("").complains("progress");
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_advised_when_saving_fails_helps() {
    // Neither folder follows what chooses the other one.
    for (folder, advised, idle) in
        [("home/state", "XDG_STATE_HOME", "--store"), ("home/data", "--store", "XDG_STATE_HOME")]
    {
        let dir = Dir::new().file(folder, "no folder");
        let ran =
            dir.run("done jwt").code(1).out("").complains(&format!("choose another folder with {advised}."));
        // The program is over: nothing is kept anywhere.
        assert!(!ran.stderr().contains(idle) && !ran.stderr().contains("memory"), "{ran}");
    }
}

#[test]
fn a_change_that_cannot_be_saved_is_said_to_be_lost() {
    let dir = Dir::new();
    dir.run("done jwt --store s").code(0);
    let log = dir.files("s", ".toml").pop().expect("a log");
    let before = std::fs::read(&log).expect("a log");
    let lock = dir.files("home", "test.lock").pop().expect("a lock");
    let locks = lock.parent().expect("a folder");
    std::fs::remove_dir_all(locks).expect("nobody holds it");
    dir.put(&locks.to_string_lossy(), "I am a file");
    for line in ["done sql-joins", "undo", "undo -n 2"] {
        let ran = dir.run(&format!("{line} --store s")).code(1).out("");
        let words = ran.stderr();
        assert!(
            words.contains("locks")
                && words.ends_with(".\nNothing was saved; what was saved before is as it was.\n"),
            "{words}"
        );
        assert!(!words.contains("kept"), "{words}");
    }
    assert_eq!(std::fs::read(&log).expect("a log"), before);
}

#[test]
fn without_a_home_there_is_a_message_and_no_panic() {
    let dir = Dir::new();
    let mut command = dir.command(&["status", "--short"]);
    command.env_clear();
    // Where the system knows the home of the user without the variable, that is as good.
    let ran = Ran::of(command);
    if ran.stdout().is_empty() {
        ran.code(1).complains("trailmark: ")
    } else {
        ran.code(0)
    };
}
