//! What can go wrong on the way: nothing is lost, and the repository is never left in the middle of something.

use std::process::{Command, Stdio};
use std::time::Duration;

use trailmark::progress::write_line;

use super::{Device, World, has_git, script};
use crate::harness::Ran;

/// Two devices that know each other's first mark.
fn two(world: &World) -> (Device<'_>, Device<'_>) {
    let (one, two) = (world.joined("aaaaaa"), world.joined("bbbbbb"));
    one.mark("a", 1000);
    two.mark("b", 2000);
    for device in [&one, &two, &one] {
        device.sync();
    }
    assert_eq!(one.topics(), ["a", "b"]);
    (one, two)
}

#[test]
fn a_log_that_is_deleted_there_and_changed_here_stays() {
    if !has_git() {
        return;
    }
    for changed_first in [true, false] {
        let world = World::new();
        let (one, two) = two(&world);
        one.git("rm --quiet r/progress/aaaaaa.toml");
        one.git("commit --quiet --message gone");
        two.put(
            "r/progress/aaaaaa.toml",
            two.text("r/progress/aaaaaa.toml") + &write_line(&two.mark("c", 3000)),
        );
        let order = if changed_first { [&two, &one, &two] } else { [&one, &two, &one] };
        for device in order {
            device.sync();
            device.is_settled();
        }
        assert_eq!(one.topics(), ["a", "b", "c"]);
        assert_eq!(two.topics(), ["a", "b", "c"]);
    }
}

#[test]
fn an_older_log_put_back_takes_nothing_away() {
    if !has_git() {
        return;
    }
    let world = World::new();
    let (one, two) = two(&world);
    let old = one.text("r/progress/aaaaaa.toml");
    one.mark("c", 3000);
    one.sync();
    one.put("r/progress/aaaaaa.toml", &old);
    one.mark("d", 4000);
    let ran = one.run("sync").code(0);
    assert_eq!(ran.stderr(), "1 change was gone from r/progress/aaaaaa.toml: put back from git\n");
    // A folder that is gone is no wish either.
    std::fs::remove_dir_all(one.file("r")).unwrap();
    one.run("sync").code(0).complains("3 changes were gone from r/progress/aaaaaa.toml: put back from git");
    two.sync();
    for device in [&one, &two] {
        assert_eq!(device.topics(), ["a", "b", "c", "d"]);
        device.is_settled();
    }
    // A conflict copy that holds nothing of its own may go.
    one.put("r/progress/aaaaaa (conflicted copy).toml", &old);
    one.sync();
    two.sync();
    std::fs::remove_file(two.file("r/progress/aaaaaa (conflicted copy).toml")).unwrap();
    two.sync();
    one.sync();
    assert!(!one.file("r/progress/aaaaaa (conflicted copy).toml").exists());
    assert_eq!(one.topics(), ["a", "b", "c", "d"]);
}

#[test]
fn summaries_that_both_have_changed_keep_the_lines_of_both() {
    if !has_git() {
        return;
    }
    let world = World::new();
    let (one, two) = two(&world);
    one.put("r/summaries/a.md", "# A\n\nfirst\n");
    one.sync().says("1 summary went out to origin.");
    two.sync().says("r: 1 summary came in");
    one.put("r/summaries/a.md", "# A\n\nfirst\nfrom one\n");
    two.put("r/summaries/a.md", "# A\n\nfirst\nfrom two\n");
    for device in [&one, &two, &one] {
        device.sync();
    }
    let text = one.text("r/summaries/a.md");
    for line in ["# A", "first", "from one", "from two"] {
        assert_eq!(text.lines().filter(|old| *old == line).count(), 1, "{text}");
    }
    assert_eq!(two.text("r/summaries/a.md"), text);
    // A summary that is deleted is deleted, unless the other one has gone on writing.
    std::fs::remove_file(one.file("r/summaries/a.md")).unwrap();
    two.put("r/summaries/a.md", text + "more\n");
    for device in [&one, &two, &one] {
        device.sync();
        device.is_settled();
    }
    assert!(one.text("r/summaries/a.md").ends_with("more\n"));
    std::fs::remove_file(one.file("r/summaries/a.md")).unwrap();
    one.sync();
    two.sync();
    assert!(!two.file("r/summaries/a.md").exists());
}

#[test]
#[cfg(unix)]
fn a_summary_that_is_saved_in_the_middle_of_a_sync_stays() {
    if !has_git() {
        return;
    }
    let world = World::new();
    let (one, two) = two(&world);
    for (device, text) in [(&one, "from one\n"), (&two, "from two\n")] {
        device.put("r/summaries/a.md", text);
        if device.name == one.name {
            device.sync();
        }
    }
    // An editor that saves after each of the two commits, and so between the last one and the merge.
    let hook = "#!/bin/sh\necho late >> r/summaries/a.md\n";
    script(&two.git_path("hooks/post-commit"), hook);
    two.run("sync").code(1).complains("another program changed r/summaries/a.md just now.");
    assert_eq!(two.text("r/summaries/a.md"), "from two\nlate\nlate\n");
    std::fs::remove_file(two.git_path("hooks/post-commit")).unwrap();
    for device in [&two, &one] {
        device.sync();
        device.is_settled();
        let text = device.text("r/summaries/a.md");
        assert!(
            ["from one\n", "from two\n", "late\nlate\n"].iter().all(|part| text.contains(part)),
            "{text}"
        );
    }
}

#[test]
fn logs_that_git_takes_for_something_else_are_merged_all_the_same() {
    if !has_git() {
        return;
    }
    let world = World::new();
    let (one, two) = two(&world);
    // Damage makes git see no text, and the person's own rule outranks ours.
    for (device, at) in [(&one, 3000), (&two, 4000)] {
        device.put(".git/info/attributes", "*.toml -merge\n");
        let event = device.mark(if at == 3000 { "c" } else { "d" }, at);
        let copy = device.text("r/progress/aaaaaa.toml") + &write_line(&event) + "# \0\n";
        device.put("r/progress/aaaaaa.toml", copy);
    }
    for device in [&one, &two, &one] {
        device.sync();
        device.is_settled();
    }
    assert_eq!(one.topics(), ["a", "b", "c", "d"]);
    assert_eq!(two.topics(), ["a", "b", "c", "d"]);
}

#[test]
fn a_device_that_is_faster_is_merged_too() {
    if !has_git() {
        return;
    }
    let world = World::new();
    let (one, two) = two(&world);
    one.mark("c", 3000);
    two.mark("d", 4000);
    // Right before the first push of one, two pushes.
    let bare = world.path("bare.git");
    let hook = format!(
        "#!/bin/sh\nrm \"$0\"\ncd '{}' && unset GIT_DIR && git add . && git commit -qm quick && git push -q '{}' HEAD:main\n",
        two.places.data.display(),
        bare.display()
    );
    script(&one.git_path("hooks/pre-push"), &hook);
    let ran = one.sync();
    assert!(ran.stdout().starts_with("r: 1 change came in\n  D done\n"), "{ran}");
    two.sync();
    for device in [&one, &two] {
        assert_eq!(device.topics(), ["a", "b", "c", "d"]);
        device.is_settled();
    }
}

#[test]
fn syncs_and_marks_at_the_same_time() {
    if !has_git() {
        return;
    }
    let world = World::new();
    let (one, two) = two(&world);
    std::thread::scope(|scope| {
        for (device, first) in [(&one, 10_000), (&two, 20_000)] {
            scope.spawn(move || {
                (0..20).for_each(|at| drop(device.mark(&format!("x{}", first + at), first + at)));
            });
            for _ in 0..2 {
                scope.spawn(move || (0..2).for_each(|_| drop(device.sync_here())));
            }
        }
    });
    for device in [&one, &two, &one] {
        device.sync();
        device.is_settled();
    }
    assert_eq!(one.topics().len(), 42);
    assert_eq!(one.topics(), two.topics());
}

/// Ends git and the program that has run it.
#[cfg(target_os = "linux")]
const KILL: &str = "#!/bin/sh\nread -r a b c parent rest < /proc/$PPID/stat\nkill -9 $parent $PPID\n";

#[test]
#[cfg(target_os = "linux")]
fn a_run_that_was_killed_in_the_merge_is_taken_up_by_the_next() {
    if !has_git() {
        return;
    }
    for hook in ["pre-merge-commit", "prepare-commit-msg", "post-merge"] {
        let world = World::new();
        let (one, two) = two(&world);
        one.mark("c", 3000);
        one.sync();
        two.mark("d", 4000);
        // The commit before the merge runs hooks as well.
        two.git("add .");
        two.git("commit --quiet --message mine");
        script(&two.git_path(&format!("hooks/{hook}")), KILL);
        let ran = two.run("sync");
        assert!(!format!("{ran}").contains("exit status: 0"), "{hook}: {ran}");
        std::fs::remove_file(two.git_path(&format!("hooks/{hook}"))).unwrap();
        two.mark("e", 5000);
        two.run("sync").code(0);
        two.is_settled();
        one.sync();
        for device in [&one, &two] {
            assert_eq!(device.topics(), ["a", "b", "c", "d", "e"], "{hook}");
        }
    }
}

#[test]
#[cfg(unix)]
fn runs_that_are_killed_anywhere_lose_nothing() {
    use std::os::unix::process::CommandExt as _;

    use rustix::process::{Pid, Signal, kill_process, kill_process_group};
    if !has_git() {
        return;
    }
    let world = World::new();
    let (one, two) = two(&world);
    let mut count = 2_u32;
    let rounds = u32::try_from(crate::counts::rounds(12, 96)).unwrap();
    for round in 0..rounds {
        let device = if round % 2 == 0 { &one } else { &two };
        for device in [&one, &two] {
            device.mark(&format!("x{count}"), i64::from(count));
            count += 1;
        }
        let mut child = device
            .command("sync")
            .process_group(0)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // A moment of the first 60 ms, in which all of it happens.
        std::thread::sleep(Duration::from_millis(u64::from(60 * round / rounds)));
        let id = Pid::from_child(&child);
        // Alone, so that its git goes on without it; or together with its git, as by Ctrl-C.
        let _ =
            if round % 4 < 2 { kill_process(id, Signal::KILL) } else { kill_process_group(id, Signal::INT) };
        child.wait().unwrap();
        let next = device.run("sync");
        // A git that was interrupted between making a lock and remembering it, while fetching or pushing, leaves it: it is named.
        let said = next.stderr();
        match said.split_once("Unable to create '").and_then(|(_, rest)| rest.split_once("': File exists")) {
            Some((lock, _)) => {
                assert!(!lock.ends_with("index.lock") && !lock.ends_with("HEAD.lock"), "{next}");
                std::fs::remove_file(lock.replace("[DIR]", &world.path("").to_string_lossy())).unwrap();
            }
            None => drop(next.code(0)),
        }
    }
    for device in [&one, &two, &one] {
        device.sync();
        device.is_settled();
    }
    assert_eq!(one.topics().len(), usize::try_from(count).unwrap());
    assert_eq!(one.topics(), two.topics());
}

#[test]
fn a_checkout_that_was_cut_short_is_mended() {
    if !has_git() {
        return;
    }
    let world = World::new();
    let (one, two) = two(&world);
    one.mark("c", 3000);
    one.put("r/summaries/a.md", "one\ntwo\n");
    one.sync();
    two.git("fetch --quiet");
    let (before, theirs) = (two.git("rev-parse HEAD"), two.git("rev-parse origin/main"));
    let theirs_log = one.text("r/progress/aaaaaa.toml");
    let mut has_waited = false;
    for (log, own) in [(Some(theirs_log.len() - 30), true), (Some(40), true), (None, false)] {
        two.put(".git/trailmark-merge", format!("{before}\n{theirs}\n"));
        if !std::mem::replace(&mut has_waited, true) {
            // It is waited for, which is not to be done three times.
            two.put(".git/trailmark-sync", "busy\n");
            two.put(".git/index.lock", "");
        }
        match log {
            Some(len) => two.put("r/progress/aaaaaa.toml", &theirs_log.as_bytes()[..len]),
            None => std::fs::remove_file(two.file("r/progress/aaaaaa.toml")).unwrap(),
        }
        two.put("r/summaries/a.md", "one\n");
        if !own {
            std::fs::remove_file(two.file("r/progress/bbbbbb.toml")).unwrap();
        }
        // No remote for now: only what is here counts.
        world.git(".", "-C bbbbbb/data remote rename origin away");
        world.git(".", "-C bbbbbb/data remote set-url away ../../nowhere");
        let ran = two.run("sync").code(0);
        assert!(
            two.topics().iter().any(|topic| topic == "a") && !two.git_path("index.lock").exists(),
            "{ran}"
        );
        world.git(".", "-C bbbbbb/data remote set-url away ../../bare.git");
        world.git(".", "-C bbbbbb/data remote rename away origin");
    }
    two.run("sync").code(0);
    two.is_settled();
    assert_eq!(two.topics(), ["a", "b", "c"]);
    assert_eq!(two.text("r/summaries/a.md"), "one\ntwo\n");
}

#[test]
fn a_run_from_a_hook_of_another_repository_works_on_its_own() {
    if !has_git() {
        return;
    }
    let world = World::new();
    let (one, _) = two(&world);
    world.git(".", "init --quiet other");
    one.mark("c", 3000);
    let mut command: Command = one.command("sync");
    let other = world.path("other/.git");
    command
        .env("GIT_DIR", &other)
        .env("GIT_WORK_TREE", world.path("other"))
        .env("GIT_INDEX_FILE", other.join("index"));
    Ran::of(command).code(0).says("1 change went out to origin.");
    assert_eq!(world.git("other", "count-objects"), "0 objects, 0 kilobytes");
    one.is_settled();
}

#[test]
fn a_person_without_a_name_can_sync() {
    if !has_git() {
        return;
    }
    let world = World::new();
    world.dir.put("gitconfig", "[user]\nuseConfigOnly = true\n[init]\ndefaultBranch = main\n");
    let (one, _) = two(&world);
    one.mark("c", 3000);
    one.sync();
    assert_eq!(
        one.git("log -1 --format=%an:%ae:%s"),
        "trailmark:trailmark@localhost:trailmark: 1 change on aaaaaa"
    );
}

#[test]
fn a_branch_of_another_name_there_is_the_one() {
    if !has_git() {
        return;
    }
    let world = World::new();
    world.git("bare.git", "symbolic-ref HEAD refs/heads/master");
    let one = world.joined("aaaaaa");
    one.git("symbolic-ref HEAD refs/heads/master");
    one.mark("a", 1000);
    one.sync();
    let two = world.joined("bbbbbb");
    two.mark("b", 2000);
    two.sync();
    one.sync();
    assert_eq!(one.topics(), ["a", "b"]);
    assert_eq!(two.git("rev-parse --abbrev-ref @{upstream}"), "origin/master");
    assert_eq!(world.git("bare.git", "for-each-ref --format=%(refname)"), "refs/heads/master");
}

#[test]
fn settings_of_the_person_do_no_harm() {
    if !has_git() {
        return;
    }
    let world = World::new();
    let (one, two) = two(&world);
    let more = "[merge]\nff = only\nautoStash = true\n[pull]\nrebase = true\n[core]\nautocrlf = true\n[commit]\nverbose = true\n\
                [status]\nshowUntrackedFiles = no\nrelativePaths = true\n[diff]\nnoprefix = true\nexternal = false\n\
                [color]\nui = always\n[push]\ndefault = nothing\n[core]\nquotePath = true\n[fetch]\nprune = true\n\
                [branch \"main\"]\nmergeOptions = --no-commit --no-ff -s ours\n[pull]\ntwohead = ours\n";
    world.dir.put("gitconfig", format!("{}{more}", super::CONFIG));
    one.mark("c", 3000);
    two.mark("d", 4000);
    two.put("r/progress/한글 사본.toml", two.text("r/progress/aaaaaa.toml"));
    for device in [&one, &two, &one] {
        device.sync();
    }
    for device in [&one, &two] {
        assert_eq!(device.topics(), ["a", "b", "c", "d"]);
        device.is_settled();
        assert!(!device.text("r/progress/bbbbbb.toml").contains('\r'));
    }
}
