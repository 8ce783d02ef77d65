//! Every message that a person can see of `sync` and `store init`, as it is printed.

use trailmark::progress::write_line;
use trailmark::store::FileLayer as _;

use super::{Device, World, has_git, said, script};

/// A device with one mark, synced.
fn device(world: &World) -> Device<'_> {
    let device = world.joined("aaaaaa");
    device.mark("a", 1000);
    device.sync();
    device
}

/// What a sync says that ends with a code.
#[track_caller]
fn sync(device: &Device<'_>, code: i32) -> String {
    said(device.world, &device.run("sync").code(code))
}

#[test]
fn the_way_of_a_new_store() {
    if !has_git() {
        return;
    }
    let world = World::new();
    let one = world.device("aaaaaa");
    insta::assert_snapshot!(said(&world, &one.run("store init").code(2)), @"trailmark: say how the store goes to other devices: `trailmark store init --git` makes it a git repository; for Syncthing, Dropbox and the like there is nothing to do");
    insta::assert_snapshot!(sync(&one, 1), @"trailmark: cannot sync [DIR]/aaaaaa/data: it is not in a git repository. `trailmark store init --git` makes it one. Syncthing, Dropbox and the like need no command.");
    insta::assert_snapshot!(said(&world, &one.run("store init --git").code(0)), @"
    [DIR]/aaaaaa/data is a git repository now.
    Written: .gitattributes and .gitignore.
    Next, with the address of an empty repository that your devices can reach:
      git -C [DIR]/aaaaaa/data remote add origin ADDRESS
    Then on every device, whenever you like: trailmark sync
    ");
    insta::assert_snapshot!(sync(&one, 0), @"
    Everything is committed here. The repository knows no other place to sync with yet:
      git -C [DIR]/aaaaaa/data remote add origin ADDRESS
    ");
    one.connect();
    insta::assert_snapshot!(said(&world, &one.run("store init --git").code(0)), @"
    [DIR]/aaaaaa/data is a git repository already.
    Nothing had to be changed.
    Then on every device, whenever you like: trailmark sync
    ");
    for (at, topic) in ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"].into_iter().enumerate() {
        one.mark(topic, i64::try_from(at).unwrap());
    }
    one.put("r/summaries/a.md", "# A\n");
    insta::assert_snapshot!(sync(&one, 0), @"
    Nothing came in.
    12 changes and 1 summary went out to origin.
    ");
    insta::assert_snapshot!(sync(&one, 0), @"
    Nothing came in.
    Nothing had to go out to origin.
    ");
    insta::assert_snapshot!(one.git("log --format=%s"), @"
    trailmark: 12 changes, 1 summary on aaaaaa
    trailmark: the store on aaaaaa
    ");
    let two = world.joined("bbbbbb");
    insta::assert_snapshot!(sync(&two, 0), @"
    r: 12 changes and 1 summary came in
      L done
      K done
      J done
      I done
      H done
      G done
      F done
      E done
      D done
      C done
      and 2 more before
    Nothing had to go out to origin.
    ");
    two.mark("x", 5000);
    two.put("r/summaries/b.md", "# B\n");
    assert_eq!(two.run("sync --quiet").code(0).quietly().stdout(), "");
    insta::assert_snapshot!(sync(&one, 0), @"
    r: 1 change and 1 summary came in
      X done
    Nothing had to go out to origin.
    ");
}

#[test]
fn the_lines_that_make_a_store_ready() {
    if !has_git() {
        return;
    }
    let world = World::new();
    let one = world.device("aaaaaa");
    one.put(".gitignore", "mine");
    one.put(".gitattributes", "*.md text\n");
    one.run("store init --git").code(0);
    let (attributes, ignored) = (one.text(".gitattributes"), one.text(".gitignore"));
    insta::assert_snapshot!(attributes, @"
    *.md text
    # trailmark: logs and summaries of several devices are merged line by line, never in conflict.
    */progress/*.toml -text merge=union
    */summaries/*.md merge=union
    .gitattributes merge=union
    .gitignore merge=union
    ");
    insta::assert_snapshot!(ignored, @"
    mine
    # trailmark: what belongs to one device only.
    *.tmp
    .state/
    .DS_Store
    .stfolder/
    .stversions/
    .dropbox
    .dropbox.cache/
    ");
    one.run("store init --git").code(0).says("Nothing had to be changed.");
    assert_eq!((one.text(".gitattributes"), one.text(".gitignore")), (attributes, ignored));
    for name in
        ["x.tmp", ".state/device", ".DS_Store", ".stfolder/x", ".stversions/r/progress/x.toml", ".dropbox"]
    {
        one.git(&format!("check-ignore --quiet {name}"));
    }
}

#[test]
fn a_log_that_git_ignores_is_not_said_to_be_out() {
    if !has_git() {
        return;
    }
    let world = World::new();
    let one = world.device("aaaaaa");
    one.run("store init --git").code(0);
    one.put(".gitignore", "*.toml\n");
    one.mark("x", 1000);
    insta::assert_snapshot!(sync(&one, 0), @"
    Everything is committed here. The repository knows no other place to sync with yet:
      git -C [DIR]/aaaaaa/data remote add origin ADDRESS
    git ignores r/progress/aaaaaa.toml, so what is in it stays on this device; `git check-ignore -v r/progress/aaaaaa.toml` in [DIR]/aaaaaa/data names the rule
    ");
    one.git("remote add origin ../../bare.git");
    assert_eq!(sync(&one, 0).matches("git ignores").count(), 1, "said once, however often is committed");
}

#[test]
fn without_a_remote_that_answers() {
    if !has_git() {
        return;
    }
    let world = World::new();
    let one = device(&world);
    std::fs::rename(world.path("bare.git"), world.path("away.git")).unwrap();
    one.mark("b", 2000);
    insta::assert_snapshot!(sync(&one, 0), @"
    Offline: origin could not be reached ('../../bare.git' does not appear to be a git repository).
    Everything is committed here and goes out with the next sync.
    ");
    one.is_settled();
    one.git("remote set-url origin https://user:secret@localhost:1/x.git");
    assert!(!sync(&one, 0).contains("secret"));
    one.git("remote set-url origin ../../bare.git");
    std::fs::rename(world.path("away.git"), world.path("bare.git")).unwrap();
    insta::assert_snapshot!(sync(&one, 0), @"
    Nothing came in.
    1 change went out to origin.
    ");
    one.git("branch --unset-upstream");
    one.git("remote rename origin one");
    one.git("remote add two ../../bare.git");
    insta::assert_snapshot!(sync(&one, 1), @"trailmark: cannot sync: the repository has the remotes one, two, and none is called origin. Everything is committed here. Choose one with `git push -u REMOTE main`, and sync again.");
    one.git("remote remove two");
    world.git("bare.git", "branch --move main first");
    world.git("bare.git", "branch second first");
    one.git("fetch --quiet --prune one");
    one.git("remote set-head one --delete");
    insta::assert_snapshot!(sync(&one, 1), @"trailmark: cannot tell which branch of one to sync with: none is called main. Everything is committed here. Choose one with `git branch --set-upstream-to one/BRANCH`, and sync again.");
}

#[test]
fn a_remote_that_does_not_take_it() {
    if !has_git() {
        return;
    }
    let world = World::new();
    let one = device(&world);
    script(&world.path("bare.git/hooks/pre-receive"), "#!/bin/sh\necho 'only on Sundays'\nexit 1\n");
    one.mark("b", 2000);
    insta::assert_snapshot!(sync(&one, 1), @"
    Nothing came in.
    trailmark: cannot push to origin: [remote rejected] (pre-receive hook declined). It says: only on Sundays
    Everything is committed and merged here. Settle that, and sync again.
    ");
    one.is_settled();
    std::fs::remove_file(world.path("bare.git/hooks/pre-receive")).unwrap();
    one.sync().says("1 change went out to origin.");
    // Somebody is always faster.
    world.git(".", "clone --quiet bare.git other");
    let other = world.path("other");
    let hook = format!(
        "#!/bin/sh\nunset GIT_DIR\ncd '{}' && git commit -q --allow-empty -m quick && git push -q\n",
        other.display()
    );
    script(&one.git_path("hooks/pre-push"), &hook);
    one.mark("c", 3000);
    world.git("other", "pull --quiet");
    insta::assert_snapshot!(sync(&one, 1), @"
    Nothing came in.
    trailmark: cannot push to origin: other devices were faster 5 times in a row. Everything is committed and merged here; sync again.
    ");
    one.is_settled();
}

#[test]
fn a_repository_that_is_not_ready() {
    if !has_git() {
        return;
    }
    let world = World::new();
    let one = device(&world);
    let head = one.git("rev-parse HEAD");
    one.mark("b", 2000);
    let before = one.git("status --porcelain");
    one.put(".git/MERGE_HEAD", format!("{head}\n"));
    insta::assert_snapshot!(sync(&one, 1), @"trailmark: cannot sync [DIR]/aaaaaa/data: the repository is in the middle of a merge. Nothing was changed. First finish it: `git merge --continue` or `git merge --abort` ends it; then sync again.");
    std::fs::remove_file(one.git_path("MERGE_HEAD")).unwrap();
    for (name, what) in [
        ("rebase-merge", "a rebase"),
        ("rebase-apply", "a rebase"),
        ("CHERRY_PICK_HEAD", "a cherry-pick"),
        ("REVERT_HEAD", "a revert"),
        ("BISECT_LOG", "a bisect"),
    ] {
        if name.starts_with("rebase") {
            std::fs::create_dir(one.git_path(name)).unwrap();
        } else {
            one.put(&format!(".git/{name}"), format!("{head}\n"));
        }
        assert!(sync(&one, 1).contains(&format!("in the middle of {what}.")), "{name}");
        let path = one.git_path(name);
        if path.is_dir() { std::fs::remove_dir(path) } else { std::fs::remove_file(path) }.unwrap();
    }
    one.git("checkout --quiet --detach");
    insta::assert_snapshot!(sync(&one, 1), @"trailmark: cannot sync [DIR]/aaaaaa/data: no branch is checked out there (git calls it a detached HEAD). Nothing was changed. `git switch BRANCH` goes back to one; then sync again.");
    one.git("checkout --quiet main");
    one.put(".git/index.lock", "");
    insta::assert_snapshot!(sync(&one, 1), @"trailmark: cannot sync: another git works on the repository, or one was killed and has left its lock [DIR]/aaaaaa/data/.git/index.lock. Nothing was changed. Let it finish; where no git is running, remove that file. Then sync again.");
    std::fs::remove_file(one.git_path("index.lock")).unwrap();
    assert_eq!(one.git("status --porcelain"), before, "nothing was changed");
    script(&one.git_path("hooks/pre-commit"), "#!/bin/sh\necho 'no commits today' >&2\nexit 1\n");
    insta::assert_snapshot!(sync(&one, 1), @"
    trailmark: cannot commit your progress: git says: no commits today
    Your marks are safe in their files. Settle what git says, and try again.
    ");
    std::fs::remove_file(one.git_path("hooks/pre-commit")).unwrap();
    let lock = trailmark::store::RealFiles
        .lock(&one.places.state.join("locks/r.lock"), std::time::Duration::from_secs(1))
        .unwrap();
    let said = sync(&one, 1).replace(&format!("process {}", std::process::id()), "process N");
    insta::assert_snapshot!(said.replace(&format!(" {}`", std::process::id()), " N`"), @"trailmark: cannot sync: process N of trailmark holds the lock [DIR]/aaaaaa/state/trailmark/locks/r.lock for more than 2 seconds. It may be suspended: let it go on with `kill -CONT N`, or end it with `kill N`, and try again.");
    drop(lock);
    one.sync();
    one.is_settled();
}

#[test]
fn a_merge_that_cannot_be_made() {
    if !has_git() {
        return;
    }
    let world = World::new();
    let one = device(&world);
    let two = world.joined("bbbbbb");
    for (device, text) in [(&one, "one\n"), (&two, "two\n")] {
        device.mark(device.name, 2000);
        device.put("notes.txt", text);
        device.git("add notes.txt");
        device.git("commit --quiet --message notes");
    }
    one.sync();
    insta::assert_snapshot!(sync(&two, 1), @"
    trailmark: cannot merge what other devices have pushed: there are conflicts in files that are not trailmark's: notes.txt.
    The merge was called off and the repository is as it was; your marks are committed here. Merge those with git yourself, and sync again.
    ");
    two.is_settled();
    two.git("rm --quiet notes.txt");
    two.git("commit --quiet --message none");
    two.put("notes.txt", "loose\n");
    insta::assert_snapshot!(sync(&two, 1), @"
    trailmark: cannot merge what other devices have pushed: files that are not trailmark's have changes of yours that are not committed: notes.txt.
    Nothing was merged and no file was changed; your marks are committed here. Commit those changes, or put them aside, and sync again.
    ");
    std::fs::remove_file(two.file("notes.txt")).unwrap();
    script(&two.git_path("hooks/pre-merge-commit"), "#!/bin/sh\necho 'no merges today' >&2\nexit 1\n");
    insta::assert_snapshot!(sync(&two, 1), @"
    trailmark: cannot commit the merge of what other devices have pushed: git says: no merges today
    The merge was called off and the repository is as it was; your marks are committed here. Settle what git says, and sync again.
    ");
    two.is_settled();
}

#[test]
fn an_address_that_was_mistaken() {
    if !has_git() {
        return;
    }
    let world = World::new();
    world.git(".", "clone --quiet bare.git other");
    world.dir.put("other/README.md", "# Hello\n");
    world.git("other", "add .");
    world.git("other", "commit --quiet --message first");
    world.git("other", "push --quiet origin HEAD");
    // What a hosting service makes is merged.
    let one = device(&world);
    assert_eq!(one.text("README.md"), "# Hello\n");
    world.git(".", "init --quiet --bare project.git");
    world.git("other", "remote set-url origin ../project.git");
    world.dir.put("other/src/main.rs", "fn main() {}\n");
    world.git("other", "add .");
    world.git("other", "commit --quiet --amend --message project");
    world.git("other", "push --quiet origin HEAD");
    one.git("remote set-url origin ../../project.git");
    insta::assert_snapshot!(sync(&one, 1), @"trailmark: cannot merge origin/main: it holds something else and no store of trailmark. Nothing was merged or pushed; your marks are committed here. Give the repository another address with `git remote set-url`; or, where it is the right one, merge origin/main yourself with `git merge --allow-unrelated-histories`. Then sync again.");
    one.is_settled();
    assert!(!one.file("src").exists());
    assert_eq!(world.git("project.git", "log --all --format=%s"), "project");
}

#[test]
fn without_git_and_where_nothing_can_be_written() {
    if !has_git() {
        return;
    }
    let world = World::new();
    let one = device(&world);
    std::fs::create_dir(world.path("nothing")).unwrap();
    for line in ["sync", "store init --git"] {
        let mut command = one.command(line);
        command.env("PATH", world.path("nothing"));
        let said = said(&world, &crate::harness::Ran::of(command).code(1));
        insta::allow_duplicates! {
            insta::assert_snapshot!(said, @"trailmark: cannot run git: there is no program `git` on your PATH. Your marks are safe in their files. Install git (https://git-scm.com/downloads), and run this again.");
        }
    }
    one.run("sync --json").code(2).complains("cannot answer in JSON");
    let log = one.text("r/progress/aaaaaa.toml");
    one.put("r/progress/aaaaaa.toml", "");
    insta::assert_snapshot!(sync(&one, 0), @"
    Nothing came in.
    Nothing had to go out to origin.
    1 change was gone from r/progress/aaaaaa.toml: put back from git
    ");
    assert!(log.lines().last().is_some_and(|line| one.text("r/progress/aaaaaa.toml").contains(line)));
    one.put(".gitattributes", "");
    std::fs::remove_file(one.file(".gitattributes")).unwrap();
    std::fs::create_dir(one.file(".gitattributes")).unwrap();
    insta::assert_snapshot!(sync(&one, 1), @"trailmark: cannot read [DIR]/aaaaaa/data/.gitattributes: it is not a regular file. Your marks are safe, in their files or in git. Settle that, and run this again.");
}

#[test]
fn a_bigger_repository() {
    if !has_git() {
        return;
    }
    let world = World::new();
    world.git(".", "init --quiet aaaaaa/dots");
    let one = world.device_at("aaaaaa", "aaaaaa/dots/data");
    let event = one.mark("a", 1000);
    assert!(one.text("r/progress/aaaaaa.toml").ends_with(&write_line(&event)));
    insta::assert_snapshot!(sync(&one, 1), @"trailmark: cannot sync [DIR]/aaaaaa/dots/data: it lies in the git repository [DIR]/aaaaaa/dots, which holds other things too, and nobody has said that your progress belongs there. `trailmark store init --git` says so; nothing was changed.");
    insta::assert_snapshot!(said(&world, &one.run("store init --git").code(0)), @"
    [DIR]/aaaaaa/dots/data lies in the git repository [DIR]/aaaaaa/dots, which holds other things too.
    Only your progress and your summaries are ever committed; the rest is left as it is.
    Written: .gitattributes and .gitignore.
    Next, with the address of an empty repository that your devices can reach:
      git -C [DIR]/aaaaaa/dots/data remote add origin ADDRESS
    Then on every device, whenever you like: trailmark sync
    ");
    insta::assert_snapshot!(sync(&one, 0), @"
    Everything is committed here. The repository knows no other place to sync with yet:
      git -C [DIR]/aaaaaa/dots/data remote add origin ADDRESS
    ");
    insta::assert_snapshot!(said(&world, &one.run("sync --verbose").code(0)), @"
    Everything is committed here. The repository knows no other place to sync with yet:
      git -C [DIR]/aaaaaa/dots/data remote add origin ADDRESS
    git rev-parse --show-toplevel --absolute-git-dir --show-prefix
    git --no-literal-pathspecs check-ignore --quiet .gitattributes
    git status --porcelain=v2 --branch -z --no-renames --untracked-files=all --ignored=traditional -- .
    git remote
    ");
}
