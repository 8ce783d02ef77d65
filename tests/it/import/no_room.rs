//! Disks that are full and limits that are reached, in the middle of an import.

use std::process::Command;

use super::shapes::files;
use crate::durability::full_disk::{VARIABLE, assert_good, in_a_namespace, mount};
use crate::harness::{Dir, Ran};

/// Twelve notes of 8 KB and a large picture.
fn source() -> Dir {
    let mut dir = Dir::empty().file("source/picture.png", vec![7; 64 * 1024]);
    for number in 0..12 {
        let text = "a line of a note\n".repeat(480);
        dir = dir
            .file(&format!("source/{number}.md"), format!("# Note {number}\n\n![p](picture.png)\n\n{text}"));
    }
    dir
}

#[test]
fn a_disk_that_fills_up() {
    assert_good(in_a_namespace("import::no_room::child_on_a_small_disk"));
}

/// Not a test by itself: runs where it may mount.
#[test]
fn child_on_a_small_disk() {
    if std::env::var_os(VARIABLE).is_none() {
        return;
    }
    let dir = source().file("small/here", "");
    let small = dir.path().join("small");
    mount(&["-t", "tmpfs", "-o", "size=128k", "none", &small.to_string_lossy()]);
    std::fs::create_dir(small.join("empty")).expect("a folder");
    for out in ["small/new/er", "small/empty"] {
        let ran = dir.run(&format!("import source -o {out}")).code(1).out("").complains("the disk is full");
        assert!(files(&dir, "small").is_empty() && !small.join("new").exists(), "{ran}");
    }
    let names: Vec<_> = std::fs::read_dir(&small).expect("a folder").collect();
    assert_eq!(names.len(), 1, "no folder is left behind: {names:?}");
    // Into a roadmap that is there: it stays whole, and the next import goes on.
    dir.run("new small/mine").code(0);
    let before = files(&dir, "small");
    dir.run("import source -o small/mine").code(1).out("").complains("the disk is full");
    assert!(files(&dir, "small") == before, "nothing of it is left");
    dir.run("check -r small/mine").code(0);
    mount(&["-o", "remount,size=1m", &small.to_string_lossy()]);
    dir.run("import source -o small/mine").code(0).says("12 added");
    dir.run("check -r small/mine").code(0);
    dir.run("import source -o small/mine").code(0).says("Nothing is new");
}

#[test]
fn a_limit_on_the_size_of_files() {
    let dir = source();
    dir.run("new mine").code(0);
    let before = files(&dir, "");
    for out in ["new", "mine"] {
        let script = format!("ulimit -f 4; exec \"$0\" import source -o {out}");
        let mut command = Command::new("sh");
        command.args(["-c", &script]).arg(dir.command(&[]).get_program());
        command.current_dir(dir.path()).env_clear().envs(dir.homes());
        let output = command.output().expect("a shell");
        Ran::ended(&command, output).code(1).out("").complains("largest size allowed");
        assert!(!dir.path().join("new").exists());
        assert!(files(&dir, "") == before, "nothing of it is left");
        let hidden: Vec<_> =
            std::fs::read_dir(dir.path()).expect("a folder").map(|entry| entry.expect("one")).collect();
        assert_eq!(hidden.len(), 2, "{hidden:?}");
    }
    dir.run("import source -o mine").code(0).says("12 added");
    dir.run("check -r mine").code(0);
}
