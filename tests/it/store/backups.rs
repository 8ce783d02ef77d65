//! Backups: one a day, of all logs, and what can be had from them.

use std::path::PathBuf;

use super::faults::Failing;
use super::*;

const DAY: i64 = 86_400_000;

fn upkeep(store: &mut Store, day: i64) {
    if let Some(upkeep) = store.upkeep(Moment::from_millis(day * DAY + 5)) {
        upkeep.run();
    }
}

fn names(store: &Store) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(store.backups())
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn backup(store: &Store, name: &str) -> PathBuf {
    store.backups().join(name)
}

#[test]
fn a_backup_is_a_union_of_all_logs() {
    let place = Place::with_device();
    let later = "19700101T000000004Z-00-bbbbbb = { topic = \"x\", minutes = 30, later = [1] }";
    place.put("bbbbbb.toml", format!("{HEADER}{}# a word\nnonsense\n\n{later}", line(1, "x")));
    place.put("aaaaaa (copy).toml", format!("{HEADER}{}# a word\n", line(1, "x")));
    let mut store = place.open();
    store.load().unwrap();
    store.append(&[mark(2, "y")]).unwrap();
    assert!(names(&store).is_empty());
    upkeep(&mut store, 3);
    assert_eq!(names(&store), ["1970-01-04.toml"]);
    assert_eq!(
        std::fs::read_to_string(backup(&store, "1970-01-04.toml")).unwrap(),
        format!("{HEADER}{}# a word\n{}nonsense\n{later}\n", line(1, "x"), line(2, "y"))
    );
}

#[test]
fn a_day_has_one_backup_and_a_later_mark_leaves_it() {
    let place = Place::with_device();
    let mut store = place.open();
    store.append(&[mark(1, "x")]).unwrap();
    upkeep(&mut store, 0);
    let first = std::fs::read(backup(&store, "1970-01-01.toml")).unwrap();
    store.append(&[mark(2, "y")]).unwrap();
    assert!(store.upkeep(Moment::from_millis(6)).is_none(), "nothing is due");
    // Another process of that day, which finds less.
    place.put("aaaaaa.toml", line(2, "y"));
    let mut other = place.open();
    upkeep(&mut other, 0);
    assert_eq!(std::fs::read(backup(&store, "1970-01-01.toml")).unwrap(), first);
    upkeep(&mut store, 1);
    assert_eq!(names(&store), ["1970-01-01.toml", "1970-01-02.toml"]);
    let listed: Vec<_> = place.open().list_backups().unwrap();
    let told: Vec<_> = listed.iter().map(|it| (it.day.as_str(), it.events, it.lost)).collect();
    assert_eq!(told, [("1970-01-01", Some(1), 1), ("1970-01-02", Some(1), 0)]);
}

#[test]
fn old_backups_go_and_other_files_stay() {
    let place = Place::with_device();
    let mut store = place.open();
    store.append(&[mark(1, "x")]).unwrap();
    std::fs::create_dir_all(store.backups()).unwrap();
    for name in ["mine.toml", "1970-01-01.toml.old", "1970-13-01.toml", "1970-01-05.12345.tmp"] {
        put(&backup(&store, name), b"x");
    }
    for day in 0..400 {
        upkeep(&mut store, day);
    }
    let names = names(&store);
    // The stray file of a killed process is gone.
    assert_eq!(names.len(), 3 + 19, "{names:?}");
    assert!(!names.concat().contains("tmp"));
    assert!(
        ["1971-02-04.toml", "1971-01-31.toml", "1970-03-31.toml"]
            .iter()
            .all(|day| names.contains(&(*day).into()))
    );
}

#[test]
fn a_clock_that_was_ahead_costs_no_backup() {
    let place = Place::with_device();
    let mut store = place.open();
    store.append(&[mark(1, "x")]).unwrap();
    // More than a year's worth of days to come.
    for day in 20_000..20_400 {
        upkeep(&mut store, day);
    }
    upkeep(&mut store, 10);
    assert!(names(&store).contains(&"1970-01-11.toml".to_owned()), "{:?}", names(&store));
}

#[test]
fn what_a_backup_has_and_no_log_is_put_back() {
    let place = Place::with_device();
    place.put("bbbbbb.toml", line(1, "x"));
    let mut store = place.open();
    store.load().unwrap();
    store.append(&[mark(2, "y")]).unwrap();
    upkeep(&mut store, 0);
    std::fs::remove_dir_all(place.progress()).unwrap();
    std::fs::remove_dir_all(place.places.state.join("mirror")).unwrap();
    let mut store = place.open();
    store.load().unwrap();
    assert!(store.lost().is_empty(), "only the backup knows");
    let lost = store.lost_since(Path::new("1970-01-01")).unwrap();
    assert_eq!(store.restore(&lost).unwrap(), 2);
    assert_eq!(
        std::fs::read_to_string(place.own_log()).unwrap(),
        HEADER.to_owned() + &line(1, "x") + &line(2, "y")
    );
    let path = backup(&store, "1970-01-01.toml");
    assert!(store.lost_since(&path).unwrap().is_empty());
    // The mirror has them from now on.
    upkeep(&mut store, 0);
    place.put("aaaaaa.toml", "");
    store.refresh().unwrap();
    assert_eq!(store.lost().len(), 2);
    let notes = place.places.data.join("notes.md");
    put(&notes, b"no changes");
    let nothing = format!("there are no changes in {}. Name a file with changes", notes.display());
    for (from, expected) in [
        (Path::new("1970-01-02"), "there is no backup of 1970-01-02"),
        (Path::new("/no/file"), "cannot read /no/file"),
        (&notes, &nothing),
    ] {
        let error = store.lost_since(from).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }
}

#[test]
fn a_backup_that_cannot_be_made_is_told_once_and_stops_nothing() {
    for operation in ["temporary", "rename", "sync folder"] {
        let place = Place::with_device();
        let files = Failing::default();
        let mut store = place.open_on(Arc::new(files.clone()));
        store.load().unwrap();
        store.append(&[mark(1, "x")]).unwrap();
        files.set(&[(operation, std::io::ErrorKind::StorageFull)]);
        upkeep(&mut store, 0);
        let told = store.refresh().unwrap().unwrap().troubles;
        assert_eq!(told.len(), 1, "{operation}");
        assert_eq!(told[0].why.as_str(), "today's backup cannot be made: the disk is full", "{operation}");
        files.set(&[]);
        store.append(&[mark(2, "y")]).unwrap();
        upkeep(&mut store, 0);
        assert_eq!(store.refresh().unwrap(), None, "{operation}: it is told once");
        assert!(names(&store).iter().all(|name| name == "1970-01-01.toml"), "{operation}: no stray file");
    }
}

#[test]
fn a_folder_in_place_of_a_backup_is_told() {
    let place = Place::with_device();
    let mut store = place.open();
    store.append(&[mark(1, "x")]).unwrap();
    std::fs::create_dir_all(backup(&store, "1970-01-01.toml")).unwrap();
    upkeep(&mut store, 0);
    let told = store.copy_troubles();
    assert!(told[0].why.as_str().contains("something else is in its place"), "{told:?}");
    assert_eq!(store.list_backups().unwrap()[0].events, None);
}
