//! Links, modes, and folders that go away or are something else: kept as they are, or a clear error.
#![cfg(unix)]

use std::fs::{Metadata, Permissions};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;

use crate::harness::Dir;
use crate::stage::Stage;
use crate::store::{Place, key, line, mark, put};

fn metadata(path: &Path) -> Metadata {
    std::fs::symlink_metadata(path).unwrap()
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

pub(super) fn make_pipe(path: &Path) {
    let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
    rustix::fs::mknodat(rustix::fs::CWD, path, rustix::fs::FileType::Fifo, mode, 0).unwrap();
}

#[test]
fn every_folder_may_be_a_link() {
    let place = Place::with_device();
    let (data, state, progress) = (place.places.data.clone(), place.places.state.clone(), place.progress());
    for folder in [progress, data.join("r"), data, state] {
        let aside = folder.with_extension("aside");
        std::fs::rename(&folder, &aside).unwrap();
        symlink(&aside, &folder).unwrap();
    }
    place.put("bbbbbb.toml", line(1, "x"));
    let mut store = place.open();
    store.load().unwrap();
    for at in 2..5 {
        store.append(&[mark(at, "y")]).unwrap();
    }
    assert_eq!(place.keys(), [1, 2, 3, 4].map(|at| key(at, "aaaaaa")));
    assert!(metadata(&place.places.data).is_symlink() && metadata(&place.progress()).is_symlink());
    assert!(metadata(&place.own_log()).is_file());
}

#[test]
fn a_link_to_a_log_elsewhere_is_followed_and_kept() {
    let dir = Dir::new();
    dir.run("done jwt --store s").code(0);
    let log = dir.files("s", ".toml").pop().expect("a log");
    let elsewhere = dir.path().join("cloud.toml");
    std::fs::rename(&log, &elsewhere).unwrap();
    symlink("../../../cloud.toml", &log).unwrap();
    set_mode(&elsewhere, 0o640);
    for line in ["done sql-joins", "undo", "redo"] {
        dir.run(&format!("{line} --store s")).code(0);
    }
    assert!(metadata(&log).is_symlink());
    assert_eq!((mode(&elsewhere), metadata(&elsewhere).is_file()), (0o640, true));
    dir.run("check --store s").code(0).says("4 events");
    assert_eq!(std::fs::read_dir(log.parent().unwrap()).unwrap().count(), 1, "no stray file");
}

#[test]
fn the_mode_of_a_log_is_kept() {
    for mode_of_log in [0o600, 0o640, 0o664, 0o666] {
        let place = Place::with_device();
        place.open().append(&[mark(1, "x")]).unwrap();
        set_mode(&place.own_log(), mode_of_log);
        place.open().append(&[mark(2, "y")]).unwrap();
        assert_eq!(mode(&place.own_log()), mode_of_log);
    }
}

#[test]
fn a_folder_that_is_replaced_while_the_program_runs() {
    let place = Place::with_device();
    let mut store = place.open();
    store.append(&[mark(1, "x")]).unwrap();
    std::fs::rename(place.progress(), place.progress().with_extension("old")).unwrap();
    std::fs::create_dir(place.progress()).unwrap();
    place.put("bbbbbb.toml", line(2, "y"));
    assert_eq!(store.refresh().unwrap().unwrap().events.len(), 1);
    store.append(&[mark(3, "z")]).unwrap();
    assert_eq!(place.keys(), [2, 3].map(|at| key(at, "aaaaaa")), "to the folder that has the name now");
    // And the old one comes back in place of it.
    std::fs::remove_dir_all(place.progress()).unwrap();
    std::fs::rename(place.progress().with_extension("old"), place.progress()).unwrap();
    assert_eq!(store.refresh().unwrap().unwrap().events.len(), 1);
    store.append(&[mark(4, "w")]).unwrap();
    assert_eq!(place.keys(), [1, 4].map(|at| key(at, "aaaaaa")));
}

#[test]
fn a_log_that_becomes_something_else_while_the_program_runs() {
    let make_folder = |path: &Path| std::fs::create_dir(path).unwrap();
    let make_loop = |path: &Path| symlink(path, path).unwrap();
    for (what, make) in
        [("folder", &make_folder as &dyn Fn(&Path)), ("pipe", &|path| make_pipe(path)), ("loop", &make_loop)]
    {
        let place = Place::with_device();
        let mut store = place.open();
        store.append(&[mark(1, "x")]).unwrap();
        std::fs::remove_file(place.own_log()).unwrap();
        make(&place.own_log());
        store.refresh().expect_err(what);
        let error = store.append(&[mark(2, "y")]).expect_err(what).to_string();
        assert!(error.contains("aaaaaa.toml: ") && error.ends_with('.'), "{what}: {error}");
        if metadata(&place.own_log()).is_dir() {
            std::fs::remove_dir(place.own_log()).unwrap();
        } else {
            std::fs::remove_file(place.own_log()).unwrap();
        }
        store.append(&[mark(1, "x"), mark(2, "y")]).unwrap();
        assert_eq!(place.keys(), [1, 2].map(|at| key(at, "aaaaaa")), "{what}");
    }
}

#[test]
fn the_interface_keeps_what_it_cannot_save_until_the_folder_is_back() {
    let mut stage = Stage::new().keys("<space>");
    let folder = stage.places().data.join("study");
    std::fs::remove_dir_all(&folder).unwrap();
    put(&folder, b"a file in its place");
    stage.press("j<space>");
    assert!(stage.frame().contains("1 not saved"), "{}", stage.frame());
    assert!(stage.says("is a file and no folder"), "{}", stage.frame());
    std::fs::remove_file(&folder).unwrap();
    stage.press("ki");
    assert!(!stage.frame().contains("not saved"), "{}", stage.frame());
    assert_eq!(stage.log().len(), 2, "what was not saved, and the new one");
}
