//! Tools that copy the store between machines: what is in any file is read, whatever they call it and whatever they put back.

use trailmark::progress::Progress;

use crate::stage::Stage;
use crate::store::{HEADER, Place, key, keys, line, mark, put};

/// What sync tools call a copy of `aaaaaa.toml` that two machines have changed.
const CONFLICTS: [&str; 14] = [
    // Syncthing
    "aaaaaa.sync-conflict-20261120-194503-ABCDEFG.toml",
    // Dropbox, in English and in Korean
    "aaaaaa (LAPTOP's conflicted copy 2026-11-20).toml",
    "aaaaaa (LAPTOP의 충돌하는 사본 2026-11-20).toml",
    "aaaaaa (Case Conflict).toml",
    // OneDrive
    "aaaaaa-LAPTOP.toml",
    "aaaaaa-LAPTOP-2.toml",
    // Nextcloud and ownCloud, new and old
    "aaaaaa (conflicted copy 2026-11-20 194503).toml",
    "aaaaaa_conflict-20261120-194503.toml",
    // iCloud
    "aaaaaa 2.toml",
    // Google Drive
    "aaaaaa (1).toml",
    "aaaaaa_conflict(1).toml",
    // Seafile, Resilio, a person
    "aaaaaa (SFConflict ann@example.org 2026-11-20-19-45-03).toml",
    "aaaaaa.Conflict.toml",
    "Copy of aaaaaa.TOML",
];

/// What they leave lying about while they work, and what editors do.
const TEMPORARY: [&str; 9] = [
    ".hidden.toml",
    ".syncthing.aaaaaa.toml.tmp",
    "~syncthing~aaaaaa.toml.tmp",
    ".aaaaaa.toml.icloud",
    ".~aaaaaa.toml",
    "~$aaaaaa.toml",
    "#aaaaaa.toml#",
    "aaaaaa.toml~",
    "README.md",
];

fn lines(range: impl IntoIterator<Item = i64>) -> String {
    range.into_iter().map(|at| line(at, "x")).collect()
}

#[test]
fn conflict_copies_are_read_and_nothing_counts_twice() {
    let place = Place::with_device();
    place.put("aaaaaa.toml", format!("{HEADER}{}", lines(1..=3)));
    for (at, name) in (100..).zip(CONFLICTS) {
        // What both have, and what only the copy has.
        place.put(name, format!("{HEADER}{}{}", lines(1..=2), line(at, "x")));
    }
    for name in TEMPORARY {
        place.put(name, line(99, "x"));
    }
    let loaded = place.load();
    let copies = i64::try_from(CONFLICTS.len()).unwrap();
    let all: Vec<_> = (1..=3).chain(100..100 + copies).map(|at| key(at, "aaaaaa")).collect();
    assert_eq!((keys(loaded.events), loaded.troubles), (all, vec![]));
    place.open().append(&[mark(500, "y")]).unwrap();
    assert_eq!(place.keys().len(), 3 + CONFLICTS.len() + 1);
    let own = std::fs::read_to_string(place.own_log()).unwrap();
    assert_eq!(
        own,
        format!("{HEADER}{}{}", lines(1..=3), line(500, "y")),
        "the next mark goes to the own log"
    );
}

#[test]
fn an_older_log_put_back_takes_nothing_from_who_is_running() {
    for name in ["aaaaaa.toml", "bbbbbb.toml"] {
        let place = Place::with_device();
        place.put(name, format!("{HEADER}{}", lines(1..=9)));
        let mut store = place.open();
        let mut progress = Progress::default();
        progress.extend(store.load().unwrap().events);
        for (old, added) in [(1..=5, 20), (1..=2, 21), (1..=9, 22)] {
            // By renaming, as most tools do it, and in place.
            let old = format!("{HEADER}{}", lines(old));
            if added == 21 {
                place.put(name, old);
            } else {
                place.put("new", old);
                std::fs::rename(place.progress().join("new"), place.progress().join(name)).unwrap();
            }
            progress.extend(store.refresh().unwrap().expect("it is seen").events);
            assert!((1..=9).all(|at| progress.contains(&key(at, "aaaaaa"))), "{name}");
            assert_eq!(store.append(&[mark(added, "y")]).unwrap().rekeyed, []);
            progress.extend([mark(added, "y")]);
            assert!(place.keys().contains(&key(added, "aaaaaa")), "the new mark is in the file");
        }
        assert_eq!(progress.len(), 9 + 3);
        // The last one had all of them again.
        let there = place.keys();
        assert!((1..=9).chain([22]).all(|at| there.contains(&key(at, "aaaaaa"))), "{name}");
    }
}

#[test]
fn an_older_log_put_back_while_nobody_looks_is_gone_on_with() {
    let place = Place::with_device();
    place.open().append(&[mark(1, "x"), mark(2, "y")]).unwrap();
    let old = std::fs::read(place.own_log()).unwrap();
    place.open().append(&[mark(3, "z")]).unwrap();
    let newer = std::fs::read(place.own_log()).unwrap();
    place.put("aaaaaa.toml", &old);
    assert_eq!(place.keys().len(), 2);
    place.open().append(&[mark(4, "w")]).unwrap();
    // The tool has kept the newer one as a conflict copy, or brings it later.
    place.put("aaaaaa.sync-conflict-20261120-194503-ABCDEFG.toml", newer);
    assert_eq!(place.keys(), [1, 2, 3, 4].map(|at| key(at, "aaaaaa")));
    assert_eq!(place.load().troubles, []);
}

#[test]
fn the_interface_keeps_what_it_has_shown() {
    let mut stage = Stage::new().keys("<space>");
    let folder = stage.places().data.join("study/progress");
    let device = std::fs::read_to_string(stage.places().state.join("device")).unwrap();
    let log = folder.join(format!("{}.toml", device.trim_end()));
    let old = std::fs::read(&log).unwrap();
    stage.press("j<space>");
    let newer = std::fs::read(&log).unwrap();
    assert!(stage.row("Backend Developer").contains("2 of 11"));
    put(&log, &old);
    stage.wait(500);
    assert!(stage.row("Backend Developer").contains("2 of 11"), "{}", stage.frame());
    put(&folder.join("the newer one (1).toml"), &newer);
    let mut stage = stage.restart();
    assert!(stage.row("Backend Developer").contains("2 of 11"), "{}", stage.frame());
}
