//! Links, modes and owners: what a rename would take from a file, and must not.

use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};

use super::*;

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().mode() & 0o7777
}

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn the_mode_stays_and_nobody_else_reads_along() {
    for private in [0o640, 0o600, 0o666] {
        let desk = Desk::with("mine\n");
        let path = desk.file("x.md");
        set_mode(&path, private);
        let owner = |path: &Path| std::fs::metadata(path).map(|file| (file.uid(), file.gid())).unwrap();
        let before = owner(&path);
        let folder = desk.folder();
        desk.files.meddle(move |now| {
            if now == "temporary" || now == "rename" {
                for name in names(&folder) {
                    assert_eq!(mode(&folder.join(&name)), private, "{name} before {now}");
                }
            }
        });
        desk.add("new").unwrap();
        assert_eq!((mode(&path), owner(&path)), (private, before));
        put(&path, b"\xFF");
        desk.add("new").unwrap_err();
        assert_eq!(mode(&desk.file("x.kept-1.md")), private, "what is kept is as private");
    }
}

#[test]
fn a_link_stays_a_link() {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.folder()).unwrap();
    let vault = tempfile::tempdir().unwrap();
    let far = std::env::temp_dir();
    let shm = Path::new("/dev/shm");
    let is_other =
        |folder: &Path| folder.metadata().is_ok_and(|other| other.dev() != far.metadata().unwrap().dev());
    let other = if is_other(shm) { tempfile::tempdir_in(shm).ok() } else { None };
    if other.is_none() {
        crate::counts::skipped("there is no other file system to link to");
    }
    for folder in [Some(&vault), other.as_ref()].into_iter().flatten() {
        let target = folder.path().join("내 \"노트\".md");
        put(&target, b"mine");
        symlink(&target, desk.file("hop")).unwrap();
        symlink("hop", desk.file("x.md")).unwrap();
        desk.add("new").unwrap();
        assert_eq!(std::fs::read_to_string(&target).unwrap(), "mine\nnew\n");
        assert_eq!(std::fs::read_link(desk.file("x.md")).unwrap(), Path::new("hop"));
        assert_eq!((names(folder.path()).len(), desk.names().len()), (1, 2), "no stray file");
        std::fs::remove_file(desk.file("hop")).unwrap();
        // Now it leads to nowhere, as a link into a disk that is not mounted does.
        insta::allow_duplicates! {
            insta::assert_snapshot!(desk.refused("new"), @"cannot add to your summary [DIR]/x.md: it is a link to a file that is not there. Check that the disk is there and healthy, or choose another folder with --store.");
        }
        assert_eq!(std::fs::read_link(desk.file("x.md")).unwrap(), Path::new("hop"));
        std::fs::remove_file(desk.file("x.md")).unwrap();
    }
}

#[test]
fn a_link_that_is_turned_meanwhile_is_followed_anew() {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.folder()).unwrap();
    let vault = tempfile::tempdir().unwrap();
    let [old, new] = ["old.md", "new.md"].map(|name| vault.path().join(name));
    put(&old, b"old\n");
    put(&new, b"old\n");
    let link = desk.file("x.md");
    symlink(&old, &link).unwrap();
    let to = new.clone();
    desk.files.meddle(move |now| {
        if now == "temporary" && std::fs::read_link(&link).unwrap() != to {
            std::fs::remove_file(&link).unwrap();
            symlink(&to, &link).unwrap();
        }
    });
    desk.add("more").unwrap();
    assert_eq!(std::fs::read_to_string(&old).unwrap(), "old\n");
    assert_eq!(std::fs::read_to_string(&new).unwrap(), "old\nmore\n");
    assert_eq!(names(vault.path()), ["new.md", "old.md"]);
}

#[test]
fn another_name_of_the_file_keeps_the_old_text() {
    let desk = Desk::with("mine\n");
    std::fs::hard_link(desk.file("x.md"), desk.file("other")).unwrap();
    desk.add("new").unwrap();
    assert_eq!((desk.read("x.md").as_str(), desk.read("other").as_str()), ("mine\nnew\n", "mine\n"));
}

#[test]
fn what_may_not_be_written_is_not_replaced() {
    let desk = Desk::with("mine\n");
    let path = desk.file("x.md");
    set_mode(&path, 0o444);
    if std::fs::OpenOptions::new().append(true).open(&path).is_ok() {
        crate::counts::skipped("whoever runs this may write everything");
        return;
    }
    insta::assert_snapshot!(desk.refused("new"), @"cannot add to your summary [DIR]/x.md: permission denied. Give yourself the right to read and write there, or choose another folder with --store.");
    assert_eq!((desk.read("x.md"), desk.names()), ("mine\n".into(), vec!["x.md".into()]));
    set_mode(&path, 0o644);
    set_mode(&desk.folder(), 0o555);
    desk.add("new").unwrap_err();
    assert_eq!((desk.read("x.md"), desk.names()), ("mine\n".into(), vec!["x.md".into()]));
    set_mode(&desk.folder(), 0o755);
}

#[test]
fn what_a_killed_run_has_left_goes_and_is_not_followed() {
    let desk = Desk::with("mine\n");
    let secret = desk.place.places.data.join("secret");
    put(&secret, b"secret");
    put(&desk.file(".trailmark-1.tmp"), b"half");
    symlink(&secret, desk.file(&format!(".trailmark-{}.tmp", std::process::id()))).unwrap();
    put(&desk.file(".trailmark-notes.tmp"), b"no name of ours");
    desk.add("new").unwrap();
    assert_eq!(desk.names(), [".trailmark-notes.tmp", "x.md"]);
    assert_eq!(std::fs::read_to_string(&secret).unwrap(), "secret");
}

#[test]
fn what_stands_in_the_way_is_to_be_moved() {
    let desk = Desk::with("mine\n");
    std::fs::remove_file(desk.file("x.md")).unwrap();
    symlink("x.md", desk.file("x.md")).unwrap();
    insta::assert_snapshot!(desk.refused("new"), @"cannot add to your summary [DIR]/x.md: its links lead in a circle. Move what is in its place away, or choose another folder with --store.");
    let desk = Desk::new();
    std::fs::create_dir_all(desk.folder().parent().unwrap()).unwrap();
    put(&desk.folder(), b"a file");
    insta::assert_snapshot!(desk.refused("new"), @"cannot add to your summary in [DIR]: something else has that name. Move what is in its place away, or choose another folder with --store.");
}
