//! A repository that holds other things too, such as a person's settings: what is theirs stays as it is.

use super::{Device, World, has_git, script};
use crate::harness::Ran;

/// A device whose store lies in a repository of the person's settings.
fn settings<'a>(world: &'a World, name: &'a str) -> Device<'a> {
    world.git(".", &format!("init --quiet {name}/dots"));
    world.git(".", &format!("-C {name}/dots remote add origin ../../bare.git"));
    let device = world.device_at(name, &format!("{name}/dots/data/trailmark"));
    device.run("store init --git").code(0).says("which holds other things too");
    device
}

/// Two of them, which share a file of the person's.
fn two(world: &World) -> (Device<'_>, Device<'_>) {
    // Which makes git tell paths as seen from where it is run.
    world.dir.put("gitconfig", format!("{}[diff]\nrelative = true\n", super::CONFIG));
    let (one, two) = (settings(world, "aaaaaa"), settings(world, "bbbbbb"));
    one.mark("a", 1000);
    world.dir.put("aaaaaa/dots/vimrc", "set number\n");
    world.git("aaaaaa/dots", "add vimrc");
    world.git("aaaaaa/dots", "commit --quiet --message vimrc");
    for device in [&one, &two, &one] {
        device.sync();
    }
    assert_eq!(read(world, "bbbbbb/dots/vimrc"), "set number\n");
    (one, two)
}

fn read(world: &World, name: &str) -> String {
    std::fs::read_to_string(world.path(name)).unwrap()
}

#[test]
fn what_is_changed_or_staged_there_stays_so() {
    if !has_git() {
        return;
    }
    let world = World::new();
    let (one, two) = two(&world);
    for (name, text) in [
        ("vimrc", "set nonumber\n"),
        ("staged", "1\n"),
        ("loose", "2\n"),
        ("data/trailmark/notes.txt", "3\n"),
    ] {
        world.dir.put(&format!("aaaaaa/dots/{name}"), text);
    }
    world.git("aaaaaa/dots", "add staged");
    let before = world.git("aaaaaa/dots", "status --porcelain");
    one.mark("b", 2000);
    one.sync().says("1 change went out to origin.");
    assert_eq!(world.git("aaaaaa/dots", "status --porcelain"), before);
    assert_eq!(
        world.git("aaaaaa/dots", "show --name-only --format= HEAD"),
        "data/trailmark/r/progress/aaaaaa.toml"
    );
    // What comes in without touching these files comes in.
    two.sync();
    two.mark("c", 3000);
    two.sync();
    two.put("r/summaries/a.md", "# A\n");
    two.sync().says("1 summary went out to origin.");
    one.sync().says("C done").says("1 summary came in");
    assert_eq!(world.git("aaaaaa/dots", "status --porcelain"), before);
    assert_eq!(one.topics(), ["a", "b", "c"]);
}

#[test]
fn a_merge_that_would_touch_their_changes_is_not_begun() {
    if !has_git() {
        return;
    }
    for staged in [false, true] {
        let world = World::new();
        let (one, two) = two(&world);
        world.dir.put("aaaaaa/dots/vimrc", "set ruler\n");
        world.git("aaaaaa/dots", "commit --quiet --all --message ruler");
        one.sync();
        world.dir.put("bbbbbb/dots/vimrc", "mine\n");
        if staged {
            world.git("bbbbbb/dots", "add vimrc");
        }
        two.mark("b", 2000);
        let before = world.git("bbbbbb/dots", "status --porcelain -- vimrc");
        two.run("sync").code(1).complains("not committed: vimrc.");
        assert_eq!(world.git("bbbbbb/dots", "status --porcelain"), before);
        assert_eq!(read(&world, "bbbbbb/dots/vimrc"), "mine\n");
        assert_eq!(world.git("bbbbbb/dots", "log -1 --format=%s"), "trailmark: 1 change on bbbbbb");
        // Once they have committed it, there is a conflict that is theirs.
        world.git("bbbbbb/dots", "commit --quiet --all --message mine");
        let head = world.git("bbbbbb/dots", "rev-parse HEAD");
        two.run("sync").code(1).complains("not trailmark's: vimrc.");
        assert_eq!(world.git("bbbbbb/dots", "rev-parse HEAD"), head);
        assert_eq!(world.git("bbbbbb/dots", "status --porcelain"), "");
        for name in ["MERGE_HEAD", "trailmark-merge"] {
            assert!(!world.path("bbbbbb/dots/.git").join(name).exists(), "{name}");
        }
        // They solve it, and all goes on.
        world
            .git_with("bbbbbb/dots", &["merge", "--quiet", "-X", "ours", "--no-edit", "origin/main"])
            .code(0);
        two.sync();
        one.sync();
        assert_eq!(one.topics(), ["a", "b"]);
        assert_eq!(read(&world, "aaaaaa/dots/vimrc"), "mine\n");
    }
}

#[test]
fn a_repository_that_was_not_asked_gets_nothing() {
    if !has_git() {
        return;
    }
    let world = World::new();
    world.git(".", "init --quiet aaaaaa/dots");
    let one = world.device_at("aaaaaa", "aaaaaa/dots/data/trailmark");
    one.mark("a", 1000);
    one.run("sync").code(1).complains("nobody has said that your progress belongs there");
    assert_eq!(world.git("aaaaaa/dots", "count-objects"), "0 objects, 0 kilobytes");
    // One that ignores the folder wants nothing of it: the store gets its own.
    world.dir.put("aaaaaa/dots/.gitignore", "data/\n");
    one.run("sync").code(1).complains("is not in a git repository");
    one.run("store init --git").code(0).says("is a git repository now");
    one.sync();
    one.is_settled();
    assert_eq!(world.git("aaaaaa/dots", "status --porcelain"), "?? .gitignore");
}

/// Both devices have marked something, and a sync of the second was killed as it began to merge.
fn begin_merge(world: &World, one: &Device<'_>, two: &Device<'_>) {
    one.mark("b", 2000);
    one.sync();
    two.mark("c", 3000);
    two.git("add .");
    two.git("commit --quiet --message mine");
    two.git("fetch --quiet");
    let (before, theirs) = (two.git("rev-parse HEAD"), two.git("rev-parse origin/main"));
    world.dir.put("bbbbbb/dots/.git/trailmark-merge", format!("{before}\n{theirs}\n"));
}

#[test]
#[cfg(unix)]
fn files_of_the_person_that_a_killed_merge_has_replaced_are_put_back() {
    if !has_git() {
        return;
    }
    let world = World::new();
    let (one, two) = two(&world);
    world.dir.put("aaaaaa/dots/vimrc", "set number\nset ruler\n");
    world.dir.put("aaaaaa/dots/bashrc", "alias l=ls\n");
    world.git("aaaaaa/dots", "add .");
    world.git("aaaaaa/dots", "commit --quiet --all --message more");
    begin_merge(&world, &one, &two);
    world.dir.put("bbbbbb/dots/vimrc", "set number\nset ruler\n");
    world.dir.put("bbbbbb/dots/bashrc", "alias");
    world.git("bbbbbb/dots", "add vimrc");
    two.sync();
    assert_eq!(world.git("bbbbbb/dots", "status --porcelain"), "");
    assert_eq!(read(&world, "bbbbbb/dots/bashrc"), "alias l=ls\n");
    assert_eq!(two.topics(), ["a", "b", "c"]);
}

#[test]
fn what_they_have_staged_since_a_killed_merge_is_not_thrown_away() {
    if !has_git() {
        return;
    }
    let world = World::new();
    let (one, two) = two(&world);
    world.dir.put("aaaaaa/dots/bashrc", "alias l=ls\n");
    world.git("aaaaaa/dots", "add .");
    world.git("aaaaaa/dots", "commit --quiet --message more");
    begin_merge(&world, &one, &two);
    two.git("merge --quiet --no-commit origin/main");
    world.dir.put("bbbbbb/dots/staged", "mine\n");
    world.dir.put("bbbbbb/dots/vimrc", "mine\n");
    world.git("bbbbbb/dots", "add staged vimrc");
    let status = world.git("bbbbbb/dots", "status --porcelain");
    two.run("sync").code(1).complains("not trailmark's: staged, vimrc. Nothing was changed.");
    assert_eq!(world.git("bbbbbb/dots", "status --porcelain"), status);
    // As the message says.
    world.git("bbbbbb/dots", "restore --staged staged vimrc");
    two.sync();
    assert_eq!(world.git("bbbbbb/dots", "status --porcelain"), " M vimrc\n?? staged");
    assert_eq!([read(&world, "bbbbbb/dots/staged"), read(&world, "bbbbbb/dots/vimrc")], ["mine\n"; 2]);
    assert_eq!(two.topics(), ["a", "b", "c"]);
}

#[test]
#[cfg(unix)]
fn another_git_that_fetches_at_the_same_moment_is_not_taken_for_being_offline() {
    if !has_git() {
        return;
    }
    let world = World::new();
    let one = world.joined("aaaaaa");
    one.mark("a", 1000);
    one.sync();
    one.mark("b", 2000);
    let real = world.path("real");
    let script_for = |again: &str| {
        let says = "error: cannot lock ref 'refs/remotes/origin/main': is at 1 but expected 2";
        let first =
            format!("case \"$*\" in *' fetch '*) if {again}; then echo \"{says}\" >&2; exit 1; fi;; esac");
        format!("#!/bin/sh\n{first}\nPATH=${{PATH#*:}} exec git \"$@\"\n")
    };
    let sync = |again: &str| {
        script(&world.path("bin/git"), &script_for(again));
        let mut paths = vec![world.path("bin")];
        paths.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap()));
        Ran::of({
            let mut command = one.command("sync");
            command.env("PATH", std::env::join_paths(paths).unwrap());
            command
        })
    };
    let only_first = format!("test ! -e '{0}' && : > '{0}'", real.display());
    sync(&only_first).code(0).out("Nothing came in.\n1 change went out to origin.\n");
    let ran = sync("true").code(1);
    ran.complains("cannot fetch what other devices have pushed").complains("cannot lock ref");
}
