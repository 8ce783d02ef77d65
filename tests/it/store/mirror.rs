//! The mirror: what disappears from a log is noticed, and put back byte for byte when it is asked for.

use trailmark::store::{LogTrouble, TroubleKind};

use super::faults::Failing;
use super::*;

/// A line of a later version.
const LATER: &str = "19700101T000000004Z-00-aaaaaa = { topic = \"x\", minutes = 30, later = [1] }\n";

fn mirror_folder(place: &Place) -> PathBuf {
    let above = place.places.state.join("mirror/r");
    let mut folders = std::fs::read_dir(&above).unwrap();
    folders.next().unwrap().unwrap().path()
}

fn mirror(place: &Place) -> PathBuf {
    mirror_folder(place).join("aaaaaa.toml")
}

fn lost(store: &Store) -> Vec<EventKey> {
    store.lost().into_iter().map(|lost| lost.event.key).collect()
}

fn kinds(troubles: &[LogTrouble]) -> Vec<TroubleKind> {
    troubles.iter().map(|trouble| trouble.kind).collect()
}

/// A place with marks 1 to 3 that were saved.
fn saved() -> Place {
    let place = Place::with_device();
    let mut store = place.open();
    store.load().unwrap();
    store.append(&[mark(1, "x"), mark(2, "y")]).unwrap();
    store.append(&[mark(3, "z")]).unwrap();
    place
}

/// The line of the mark 1, 2 or 3.
fn numbered(at: i64) -> String {
    line(
        at,
        if at == 1 {
            "x"
        } else if at == 2 {
            "y"
        } else {
            "z"
        },
    )
}

fn log_of(lines: &[i64]) -> String {
    HEADER.to_owned() + &lines.iter().map(|at| numbered(*at)).collect::<String>()
}

#[test]
fn what_is_saved_is_in_the_mirror_too() {
    let place = saved();
    assert_eq!(std::fs::read(mirror(&place)).unwrap(), std::fs::read(place.own_log()).unwrap());
    let mut store = place.open();
    assert_eq!(store.load().unwrap().troubles, []);
    assert!(store.lost().is_empty());
    assert_eq!(store.restore(&[]).unwrap(), 0);
}

#[test]
fn whatever_takes_lines_away_is_noticed_and_undone() {
    // What becomes of the log, and which marks are missing then.
    let cases: [(&str, Option<String>, &[i64]); 6] = [
        ("an editor deletes a line", Some(log_of(&[1, 3])), &[2]),
        ("the log is cut", Some(log_of(&[1, 2])), &[3]),
        ("half a line stays", Some(log_of(&[1, 2]) + line(3, "z").split_at(50).0), &[3]),
        ("a line is broken by hand", Some(log_of(&[1, 2, 3]).replacen("\"y\"", "\"y", 1)), &[2]),
        ("nothing is left of it", Some(String::new()), &[1, 2, 3]),
        ("it is deleted", None, &[1, 2, 3]),
    ];
    for (what, content, missing) in cases {
        let place = saved();
        let mut running = place.open();
        running.load().unwrap();
        match &content {
            Some(text) => place.put("aaaaaa.toml", text),
            None => std::fs::remove_file(place.own_log()).unwrap(),
        }
        let expected: Vec<EventKey> = missing.iter().map(|at| key(*at, "aaaaaa")).collect();
        // Whoever opens the store is told, and whoever has it open.
        let mut store = place.open();
        let loaded = store.load().unwrap();
        assert_eq!(lost(&store), expected, "{what}");
        let told: Vec<_> = loaded.troubles.iter().filter(|it| it.kind == TroubleKind::Lost).collect();
        assert_eq!((told.len(), &told[0].file, told[0].line), (1, &place.own_log(), None), "{what}");
        assert!(told[0].why.as_str().contains("not counted; `trailmark restore`"), "{}", told[0].why);
        let news = running.refresh().unwrap().unwrap();
        assert_eq!(lost(&running), expected, "{what}");
        assert!(news.troubles.iter().any(|it| it.why.as_str().contains("only until you quit")), "{what}");
        // Nothing is put back by itself.
        assert_eq!(std::fs::read_to_string(place.own_log()).ok(), content, "{what}");
        assert_eq!(store.restore(&store.lost()).unwrap(), missing.len(), "{what}");
        assert_eq!(place.keys(), [1, 2, 3].map(|at| key(at, "aaaaaa")), "{what}");
        let text = std::fs::read_to_string(place.own_log()).unwrap();
        for at in [1, 2, 3] {
            assert_eq!(text.matches(&numbered(at)).count(), 1, "{what}: {text}");
        }
        // Those who have it open see it, and a second time there is nothing to do.
        let news = running.refresh().unwrap().unwrap();
        assert!(!kinds(&news.troubles).contains(&TroubleKind::Lost), "{what}");
        assert_eq!((lost(&running), lost(&store)), (vec![], vec![]), "{what}");
        assert_eq!(place.open().restore(&running.lost()).unwrap(), 0);
        assert_eq!(std::fs::read_to_string(place.own_log()).unwrap(), text, "{what}");
        assert_eq!(place.load().troubles.iter().filter(|it| it.kind == TroubleKind::Lost).count(), 0);
    }
}

#[test]
fn what_any_other_log_has_is_not_missing() {
    for name in ["aaaaaa.sync-conflict-20261120-194503-ABCDEFG.toml", "bbbbbb.toml"] {
        let place = saved();
        let copy = place.progress().join(name);
        std::fs::copy(place.own_log(), &copy).unwrap();
        place.put("aaaaaa.toml", log_of(&[1]));
        let mut store = place.open();
        assert_eq!(store.load().unwrap().troubles, []);
        // It was the only one that had them.
        std::fs::remove_file(copy).unwrap();
        let news = store.refresh().unwrap().unwrap();
        assert_eq!(lost(&store), [2, 3].map(|at| key(at, "aaaaaa")));
        assert_eq!(kinds(&news.troubles), [TroubleKind::Lost]);
    }
}

#[test]
fn an_older_copy_that_is_put_back_is_noticed() {
    let place = Place::with_device();
    let mut store = place.open();
    store.append(&[mark(1, "x")]).unwrap();
    let old = std::fs::read(place.own_log()).unwrap();
    store.append(&[mark(2, "y")]).unwrap();
    let new = std::fs::read(place.own_log()).unwrap();
    store.load().unwrap();
    // As a sync tool does it: another file in its place.
    place.put(".aaaaaa.tmp", old);
    std::fs::rename(place.progress().join(".aaaaaa.tmp"), place.own_log()).unwrap();
    assert_eq!(kinds(&store.refresh().unwrap().unwrap().troubles), [TroubleKind::Lost]);
    // A mark in between is saved as ever.
    store.append(&[mark(3, "z")]).unwrap();
    assert_eq!(lost(&store), [key(2, "aaaaaa")]);
    assert_eq!(store.refresh().unwrap(), None, "it is told once");
    place.put("aaaaaa.toml", new);
    let back = store.refresh().unwrap().unwrap();
    // Now the mark in between is missing.
    assert_eq!((lost(&store), kinds(&back.troubles)), (vec![key(3, "aaaaaa")], vec![TroubleKind::Lost]));
}

#[test]
fn what_this_version_does_not_know_comes_back_byte_for_byte() {
    let place = saved();
    // A later version has saved this one, on this device.
    let log = log_of(&[1, 2, 3]) + LATER;
    place.put("aaaaaa.toml", &log);
    let mut store = place.open();
    store.load().unwrap();
    store.append(&[mark(5, "x")]).unwrap();
    store.upkeep(Moment::from_millis(0)).unwrap().run();
    place.put("aaaaaa.toml", log_of(&[1, 2, 3]));
    store.refresh().unwrap();
    assert_eq!(store.restore(&store.lost()).unwrap(), 2);
    assert_eq!(std::fs::read_to_string(place.own_log()).unwrap(), log + &line(5, "x"));
}

#[test]
fn a_log_from_before_the_mirror_is_taken_over() {
    let place = Place::with_device();
    let old = log_of(&[1, 2]).replace('\n', "\r\n") + "# by hand\nnonsense\n";
    place.put("aaaaaa.toml", &old);
    let mut store = place.open();
    assert_eq!(kinds(&store.load().unwrap().troubles), [TroubleKind::Unreadable]);
    store.append(&[mark(3, "z")]).unwrap();
    store.upkeep(Moment::from_millis(0)).unwrap().run();
    assert!(store.upkeep(Moment::from_millis(1)).is_none(), "once is enough");
    assert_eq!(
        std::fs::read_to_string(mirror(&place)).unwrap(),
        HEADER.to_owned() + &line(3, "z") + &(line(1, "x") + &line(2, "y")).replace('\n', "\r\n")
    );
    place.put("aaaaaa.toml", "");
    store.refresh().unwrap();
    assert_eq!(store.restore(&store.lost()).unwrap(), 3);
    assert!(store.upkeep(Moment::from_millis(2)).is_some_and(|upkeep| {
        let before = std::fs::read(mirror(&place)).unwrap();
        upkeep.run();
        std::fs::read(mirror(&place)).unwrap() == before
    }));
}

#[test]
fn a_mark_that_is_not_saved_is_not_in_the_mirror() {
    for faults in [
        &[("write", io_kind())][..],
        &[("sync", io_kind())],
        &[("sync", io_kind()), ("cut", io_kind())],
        &[("open", io_kind())],
        &[("lock", io_kind())],
    ] {
        let place = saved();
        let before = std::fs::read(mirror(&place)).unwrap();
        let files = Failing::default();
        let mut store = place.open_on(Arc::new(files.clone()));
        store.load().unwrap();
        files.set(faults);
        store.append(&[mark(9, "x")]).unwrap_err();
        assert_eq!(std::fs::read(mirror(&place)).unwrap(), before, "{faults:?}");
        files.set(&[]);
        store.append(&[mark(9, "x")]).unwrap();
        assert!(std::fs::read_to_string(mirror(&place)).unwrap().ends_with(&line(9, "x")), "{faults:?}");
    }
}

fn io_kind() -> std::io::ErrorKind {
    std::io::ErrorKind::StorageFull
}

#[test]
fn a_key_that_was_given_up_is_not_missing() {
    let place = Place::with_device();
    let (mut one, mut two) = (place.open(), place.open());
    one.load().unwrap();
    two.load().unwrap();
    one.append(&[mark(7, "x")]).unwrap();
    assert_eq!(two.append(&[mark(7, "y")]).unwrap().rekeyed.len(), 1);
    assert_eq!(std::fs::read(mirror(&place)).unwrap(), std::fs::read(place.own_log()).unwrap());
    assert_eq!(place.load().troubles, []);
    assert_eq!(one.refresh().unwrap().unwrap().troubles, []);
}

#[test]
fn a_restore_that_fails_leaves_no_half() {
    for operation in ["lock", "open", "write", "sync"] {
        let place = saved();
        place.put("aaaaaa.toml", log_of(&[1]));
        let files = Failing::default();
        let mut store = place.open_on(Arc::new(files.clone()));
        store.load().unwrap();
        files.set(&[(operation, io_kind())]);
        store.restore(&store.lost()).unwrap_err();
        assert_eq!(std::fs::read_to_string(place.own_log()).unwrap(), log_of(&[1]), "{operation}");
        files.set(&[]);
        assert_eq!(lost(&store).len(), 2, "{operation}");
        assert_eq!(store.restore(&store.lost()).unwrap(), 2, "{operation}");
        assert_eq!(std::fs::read_to_string(place.own_log()).unwrap(), log_of(&[1, 2, 3]), "{operation}");
    }
}

#[test]
fn two_that_restore_at_once_put_it_back_once() {
    let place = saved();
    place.put("aaaaaa.toml", "");
    let (mut one, mut two) = (place.open(), place.open());
    one.load().unwrap();
    two.load().unwrap();
    assert_eq!(one.restore(&one.lost()).unwrap(), 3);
    assert_eq!(two.restore(&two.lost()).unwrap(), 0);
    assert_eq!(std::fs::read_to_string(place.own_log()).unwrap(), log_of(&[1, 2, 3]));
    assert_eq!(two.refresh().unwrap().unwrap().events.len(), 3);
}

#[test]
fn what_was_put_back_can_be_undone() {
    let place = saved();
    place.put("aaaaaa.toml", log_of(&[1, 2]));
    let mut store = place.open();
    let mut progress = Progress::default();
    progress.extend(store.load().unwrap().events);
    store.restore(&store.lost()).unwrap();
    progress.extend(store.refresh().unwrap().unwrap().events);
    let step = progress.to_undo().unwrap();
    assert_eq!(step.key, key(3, "aaaaaa"));
    let undo = progress.next_step([Change::Undo(step.key)], Moment::from_millis(9), store.device());
    assert_eq!(store.append(&undo).unwrap().rekeyed, []);
    assert_eq!(place.keys().len(), 4);
}

#[test]
fn a_device_that_lost_its_name_still_knows_what_it_saved() {
    let place = saved();
    std::fs::remove_file(place.places.state.join("device")).unwrap();
    place.put("aaaaaa.toml", log_of(&[3]));
    let mut store = place.open();
    store.load().unwrap();
    assert_eq!(lost(&store), [1, 2].map(|at| key(at, "aaaaaa")));
    assert_eq!(store.restore(&store.lost()).unwrap(), 2);
    assert_ne!(store.log(), place.own_log());
    assert_eq!(std::fs::read_to_string(place.own_log()).unwrap(), log_of(&[3]), "another device's now");
    assert_eq!(std::fs::read_to_string(store.log()).unwrap(), log_of(&[1, 2]));
    assert_eq!(place.load().troubles, []);
}

#[test]
fn another_data_folder_has_another_mirror() {
    let place = saved();
    let other = Places { data: place.places.data.with_extension("other"), ..place.places.clone() };
    let mut store = Store::open(&other, &RoadmapId::new("r").unwrap(), Arc::new(RealFiles)).unwrap();
    assert_eq!(store.load().unwrap(), Loaded::default());
    store.append(&[mark(5, "x")]).unwrap();
    assert_eq!(place.load().troubles, []);
}

#[test]
fn a_damaged_mirror_claims_nothing() {
    let place = saved();
    let mut text = std::fs::read(mirror(&place)).unwrap();
    text.extend(b"\0\0\0\0\n\xFF\xFE\n19700101T000000008Z-00-aaaaaa = { topic = }\n19700101T000000009Z-00-aaaaaa = { to");
    put(&mirror(&place), &text);
    let mut store = place.open();
    assert_eq!(store.load().unwrap().troubles, []);
    // The half line at its end does not swallow the next one.
    store.append(&[mark(6, "x")]).unwrap();
    place.put("aaaaaa.toml", log_of(&[1, 2, 3]));
    store.refresh().unwrap();
    assert_eq!(lost(&store), [key(6, "aaaaaa")]);
}

#[test]
fn a_mirror_that_cannot_be_used_stops_nothing_and_is_told() {
    let folder = |path: &Path| std::fs::create_dir(path).unwrap();
    let file = |path: &Path| {
        std::fs::remove_dir(path.parent().unwrap()).unwrap();
        put(path.parent().unwrap(), b"");
    };
    let pipe = |path: &Path| {
        let made = std::process::Command::new("mkfifo").arg(path).status();
        if !made.is_ok_and(|status| status.success()) {
            crate::counts::skipped("there is no mkfifo here");
            std::fs::create_dir(path).unwrap();
        }
    };
    for what in ["a folder", "a pipe", "no folder"] {
        let place = saved();
        let path = mirror(&place);
        std::fs::remove_file(&path).unwrap();
        match what {
            "a folder" => folder(&path),
            "a pipe" => pipe(&path),
            _ => file(&path),
        }
        let mut store = place.open();
        let told = store.load().unwrap().troubles;
        assert_eq!(
            kinds(&told),
            if what == "no folder" { vec![] } else { vec![TroubleKind::Copy] },
            "{what}"
        );
        store.append(&[mark(5, "x")]).unwrap();
        let told = store.refresh().unwrap().unwrap().troubles;
        assert_eq!(kinds(&told), [TroubleKind::Copy], "{what}");
        assert!(
            told[0].why.as_str().contains("cannot be written") && told[0].file == path,
            "{what}: {told:?}"
        );
        store.append(&[mark(6, "x")]).unwrap();
        assert_eq!(store.refresh().unwrap(), None, "{what}: it is told once");
        // Mended, it gets what it missed.
        if path.is_dir() { std::fs::remove_dir(&path) } else { std::fs::remove_file(&path) }
            .or_else(|_| std::fs::remove_file(path.parent().unwrap()))
            .unwrap();
        store.append(&[mark(7, "x")]).unwrap();
        store.upkeep(Moment::from_millis(0)).unwrap().run();
        assert_eq!(store.refresh().unwrap().unwrap().troubles, [], "{what}");
        let text = std::fs::read_to_string(mirror(&place)).unwrap();
        assert_eq!(text.lines().count(), 2 + 6, "{what}: {text}");
    }
}

#[cfg(unix)]
#[test]
fn a_read_only_mirror_stops_nothing() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = saved();
    let before = std::fs::read(mirror(&place)).unwrap();
    let readable = std::fs::Permissions::from_mode(0o400);
    std::fs::set_permissions(mirror(&place), readable).unwrap();
    if std::fs::File::options().append(true).open(mirror(&place)).is_ok() {
        crate::counts::skipped("whoever runs this may write everywhere");
        return;
    }
    let mut store = place.open();
    store.load().unwrap();
    store.append(&[mark(5, "x")]).unwrap();
    let told = store.refresh().unwrap().unwrap().troubles;
    assert!(told[0].why.as_str().contains("cannot be written: permission denied"), "{told:?}");
    assert_eq!(std::fs::read(mirror(&place)).unwrap(), before);
    assert_eq!(place.load().troubles, []);
}

#[test]
fn what_is_forgotten_is_not_missed_any_more() {
    let place = saved();
    place.put("aaaaaa.toml", log_of(&[2]));
    let mut store = place.open();
    store.load().unwrap();
    let lost = store.lost();
    store.forget(&lost).unwrap();
    assert_eq!(store.refresh().unwrap().unwrap().troubles, []);
    assert_eq!(std::fs::read_to_string(mirror(&place)).unwrap(), log_of(&[2]));
    assert_eq!(std::fs::read_to_string(place.own_log()).unwrap(), log_of(&[2]));
    assert_eq!(place.load().troubles, []);
    assert_eq!(std::fs::read_dir(mirror_folder(&place)).unwrap().count(), 1, "no stray file");
    // It may come back by itself all the same, and counts from then on.
    place.put("aaaaaa.toml", log_of(&[1, 2, 3]));
    assert_eq!(store.refresh().unwrap().unwrap().events.len(), 3);
}

#[test]
fn nobody_misses_anything_while_eight_mark_at_once() {
    let place = Place::new();
    // So that all of them have one name from the start.
    place.open().append(&[]).unwrap();
    let is_done = std::sync::atomic::AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let (mut store, is_done) = (place.open(), &is_done);
            scope.spawn(move || {
                let mut progress = Progress::default();
                progress.extend(store.load().unwrap().events);
                for at in 0..40 {
                    let key = progress.next_key(Moment::from_millis(0), store.device());
                    let event = mark_at(key, &format!("t{thread}-{at}"));
                    progress.extend([event.clone()]);
                    progress.rekey(&append_patiently(&mut store, &event).rekeyed);
                    if let Some(upkeep) = store.upkeep(Moment::from_millis(0)) {
                        upkeep.run();
                    }
                }
                is_done.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            });
        }
        let mut running = place.open();
        running.load().unwrap();
        while is_done.load(std::sync::atomic::Ordering::Relaxed) < 8 {
            // Half a line may be seen while it is written; that is over with the next look.
            let is_half = |it: &LogTrouble| it.kind == TroubleKind::Unreadable;
            assert!(place.load().troubles.iter().all(is_half));
            let news = running.refresh().unwrap().unwrap_or_default();
            assert!(news.troubles.iter().all(is_half), "{:?}", news.troubles);
        }
    });
    let mut store = place.open();
    store.load().unwrap();
    let log = store.log().to_owned();
    let mirror = mirror_folder(&place).join(log.file_name().unwrap());
    let sorted = |path: &Path| {
        let text = std::fs::read_to_string(path).unwrap();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(&mirror), sorted(&log));
    assert_eq!(sorted(&log).len(), 2 + 320);
}
