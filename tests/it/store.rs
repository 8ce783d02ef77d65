//! The store on real files.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod backups;
mod damage;
pub(crate) mod faults;
mod mirror;
mod summaries;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::TempDir;
use trailmark::progress::{Change, DeviceId, Event, EventKey, Mark, Moment, Progress, write_line};
use trailmark::roadmap::{RoadmapId, TopicId};
use trailmark::store::{FileLayer, Loaded, Places, RealFiles, Saved, Store};
use trailmark::text::SafeText;

pub(crate) const HEADER: &str =
    "# trailmark progress. One change a line; safe to read, diff, merge and commit.\nformat = 1\n";

/// A folder for a store, and ways to look at it.
pub(crate) struct Place {
    _folder: TempDir,
    pub(crate) places: Places,
}

impl Place {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let places = Places { data: folder.path().join("data"), state: folder.path().join("state") };
        Self { _folder: folder, places }
    }

    /// A place whose device is called `aaaaaa`, with a progress folder.
    pub(crate) fn with_device() -> Self {
        let place = Self::new();
        std::fs::create_dir_all(&place.places.state).unwrap();
        std::fs::create_dir_all(place.progress()).unwrap();
        put(&place.places.state.join("device"), b"aaaaaa\n");
        place
    }

    pub(crate) fn progress(&self) -> PathBuf {
        self.places.data.join("r").join("progress")
    }

    pub(crate) fn own_log(&self) -> PathBuf {
        self.progress().join("aaaaaa.toml")
    }

    pub(crate) fn put(&self, name: &str, content: impl AsRef<[u8]>) {
        put(&self.progress().join(name), content.as_ref());
    }

    pub(crate) fn open(&self) -> Store {
        self.open_on(Arc::new(RealFiles))
    }

    pub(crate) fn open_on(&self, files: Arc<dyn FileLayer>) -> Store {
        Store::open(&self.places, &RoadmapId::new("r").unwrap(), files).unwrap()
    }

    pub(crate) fn load(&self) -> Loaded {
        self.open().load().unwrap()
    }

    /// Keys in all logs, in order, each once.
    pub(crate) fn keys(&self) -> Vec<EventKey> {
        keys(self.load().events)
    }
}

#[expect(clippy::disallowed_methods, reason = "a test may lose its files")]
pub(crate) fn put(path: &Path, content: &[u8]) {
    std::fs::write(path, content).unwrap();
}

pub(crate) fn keys(events: impl IntoIterator<Item = Event>) -> Vec<EventKey> {
    let mut progress = Progress::default();
    progress.extend(events);
    progress.events().iter().map(|event| event.key.clone()).collect()
}

pub(crate) fn key(millis: i64, device: &str) -> EventKey {
    EventKey::new(Moment::from_millis(millis), 0, DeviceId::new(device).unwrap()).unwrap()
}

pub(crate) fn mark_at(key: EventKey, topic: &str) -> Event {
    let change =
        Change::Mark { topic: TopicId::new(topic).unwrap(), title: SafeText::new(topic), mark: Mark::Done };
    Event { key, step: None, change }
}

pub(crate) fn mark(millis: i64, topic: &str) -> Event {
    mark_at(key(millis, "aaaaaa"), topic)
}

pub(crate) fn line(millis: i64, topic: &str) -> String {
    write_line(&mark(millis, topic))
}

pub(crate) fn troubles(loaded: &Loaded) -> Vec<(String, Option<usize>)> {
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    loaded.troubles.iter().map(|trouble| (name(&trouble.file), trouble.line)).collect()
}

#[test]
fn the_first_mark_makes_everything() {
    let place = Place::new();
    let mut store = place.open();
    assert_eq!(store.load().unwrap(), Loaded::default());
    assert!(!place.places.data.exists() && !place.places.state.exists(), "reading makes nothing");
    let device = store.device().clone();
    let event = mark_at(key(5, device.as_str()), "x");
    assert_eq!(store.append(std::slice::from_ref(&event)).unwrap().rekeyed, []);
    let log = place.progress().join(format!("{device}.toml"));
    assert_eq!(store.log(), log);
    assert_eq!(std::fs::read_to_string(&log).unwrap(), format!("{HEADER}{}", write_line(&event)));
    assert_eq!(store.refresh().unwrap(), None, "own marks are known");
    let mut again = place.open();
    assert_eq!(*again.device(), device);
    assert_eq!(again.load().unwrap().events, [event]);
    let mut names: Vec<_> =
        std::fs::read_dir(&place.places.state).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["device", "locks", "mirror"], "no stray file");
}

#[test]
fn two_stores_see_each_other() {
    let place = Place::with_device();
    let (mut one, mut two) = (place.open(), place.open());
    one.load().unwrap();
    two.load().unwrap();
    one.append(&[mark(1, "x"), mark(2, "y")]).unwrap();
    assert_eq!(two.refresh().unwrap().unwrap().events, [mark(1, "x"), mark(2, "y")]);
    assert_eq!(two.refresh().unwrap(), None);
    two.append(&[mark(3, "z")]).unwrap();
    assert_eq!(one.refresh().unwrap().unwrap().events, [mark(3, "z")]);
    assert_eq!(one.refresh().unwrap(), None);
    assert_eq!(place.keys().len(), 3);
}

#[test]
fn a_key_that_is_taken_is_given_up() {
    let place = Place::with_device();
    let (mut one, mut two) = (place.open(), place.open());
    one.load().unwrap();
    two.load().unwrap();
    one.append(&[mark(7, "x")]).unwrap();
    let first = mark(7, "y");
    let second = Event { step: Some(first.key.clone()), ..mark(8, "z") };
    let undo = Event { key: key(9, "aaaaaa"), step: None, change: Change::Undo(first.key.clone()) };
    let saved = two.append(&[first, second, undo]).unwrap();
    let new: Vec<String> = saved.rekeyed.iter().map(|(_, new)| new.to_string()).collect();
    insta::assert_snapshot!(new.join("\n"), @r"
    19700101T000000007Z-01-aaaaaa
    19700101T000000008Z-00-aaaaaa
    19700101T000000009Z-00-aaaaaa
    ");
    assert_eq!(two.refresh().unwrap().unwrap().events, [mark(7, "x")]);
    assert_eq!(two.refresh().unwrap(), None);
    insta::assert_snapshot!(std::fs::read_to_string(place.own_log()).unwrap(), @r#"
    # trailmark progress. One change a line; safe to read, diff, merge and commit.
    format = 1
    19700101T000000007Z-00-aaaaaa = { topic = "x", title = "x", status = "done" }
    19700101T000000007Z-01-aaaaaa = { topic = "y", title = "y", status = "done" }
    19700101T000000008Z-00-aaaaaa = { topic = "z", title = "z", status = "done", step = "19700101T000000007Z-01-aaaaaa" }
    19700101T000000009Z-00-aaaaaa = { undo = "19700101T000000007Z-01-aaaaaa" }
    "#);
}

#[test]
fn a_key_that_was_taken_and_read_meanwhile() {
    let place = Place::with_device();
    let (mut one, mut two) = (place.open(), place.open());
    one.append(&[mark(7, "x")]).unwrap();
    two.refresh().unwrap();
    // Made before that refresh, saved after it, as after a full disk.
    let saved = two.append(&[mark(7, "y")]).unwrap();
    assert_eq!(saved.rekeyed.len(), 1);
    assert_eq!(two.refresh().unwrap().unwrap().events, [mark(7, "x")]);
    // An older mark that nobody has the key of keeps it, and is not made the newest.
    assert_eq!(two.append(&[mark(3, "z")]).unwrap().rekeyed, []);
    assert_eq!(place.keys().len(), 3);
    // What is in the log already is not written twice.
    assert_eq!(two.append(&[mark(3, "z")]).unwrap().rekeyed, []);
    assert_eq!(std::fs::read_to_string(place.own_log()).unwrap().lines().count(), 2 + 3);
}

#[test]
fn two_processes_that_both_come_first_share_one_name() {
    let place = Place::new();
    let (mut one, mut two) = (place.open(), place.open());
    let (name_one, name_two) = (one.device().clone(), two.device().clone());
    assert_ne!(name_one, name_two);
    one.append(&[mark_at(key(5, name_one.as_str()), "x")]).unwrap();
    let early = mark_at(key(4, name_two.as_str()), "y");
    let saved = two.append(std::slice::from_ref(&early)).unwrap();
    assert_eq!(*two.device(), name_one);
    let (old, new) = &saved.rekeyed[0];
    assert_eq!((old, new.device()), (&early.key, &name_one));
    // Made before the answer came: what names the old key is written with the new one.
    let undo = Event { key: key(6, name_two.as_str()), step: None, change: Change::Undo(early.key.clone()) };
    two.append(&[undo]).unwrap();
    let events = place.load().events;
    assert_eq!(events.len(), 3);
    assert!(events.iter().any(|event| event.change == Change::Undo(new.clone())), "{events:?}");
    assert_eq!(std::fs::read_dir(place.progress()).unwrap().count(), 1);
}

/// Appends, and tries again where eight of them on a busy machine make one wait for longer than the lock's limit.
fn append_patiently(store: &mut Store, event: &Event) -> Saved {
    loop {
        match store.append(std::slice::from_ref(event)) {
            Ok(saved) => return saved,
            Err(error) => assert!(error.to_string().contains("holds the lock"), "{error}"),
        }
    }
}

#[test]
fn eight_threads_with_a_hundred_marks_each() {
    let place = Place::new();
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let mut store = place.open();
            scope.spawn(move || {
                let mut progress = Progress::default();
                progress.extend(store.load().unwrap().events);
                for at in 0..100 {
                    // A clock that stands still: keys clash as often as they can.
                    let key = progress.next_key(Moment::from_millis(0), store.device());
                    let event = mark_at(key, &format!("t{thread}-{at}"));
                    progress.extend([event.clone()]);
                    progress.rekey(&append_patiently(&mut store, &event).rekeyed);
                    if let Some(new) = store.refresh().unwrap() {
                        assert_eq!(new.troubles, []);
                        progress.extend(new.events);
                    }
                }
                assert!(progress.len() >= 100);
            });
        }
    });
    let loaded = place.load();
    assert_eq!(loaded.troubles, []);
    let mut topics: Vec<String> = loaded
        .events
        .iter()
        .map(|event| match &event.change {
            Change::Mark { topic, .. } => topic.to_string(),
            other => panic!("{other:?}"),
        })
        .collect();
    topics.sort();
    topics.dedup();
    assert_eq!((topics.len(), place.keys().len(), loaded.events.len()), (800, 800, 800));
}

#[test]
fn another_key_is_not_older_than_what_was_seen() {
    let place = Place::new();
    let (mut one, mut two) = (place.open(), place.open());
    let (kept, made_up) = (one.device().clone(), two.device().clone());
    one.append(&[mark_at(key(1, kept.as_str()), "w")]).unwrap();
    std::fs::create_dir_all(place.progress()).unwrap();
    // From a clock that is ahead.
    let foreign = mark_at(key(7, "zzzzzz"), "x");
    place.put("zzzzzz.toml", write_line(&foreign));
    let mut progress = Progress::default();
    progress.extend(two.load().unwrap().events);
    let topic = |name: &str| Change::Bookmark {
        topic: TopicId::new(name).unwrap(),
        title: SafeText::new(name),
        on: true,
    };
    let step = progress.next_step([topic("x"), topic("y")], Moment::from_millis(3), &made_up);
    assert!(step[0].key > foreign.key);
    let saved = two.append(&step).unwrap();
    let new: Vec<&EventKey> = saved.rekeyed.iter().map(|(_, new)| new).collect();
    assert_eq!(new.len(), 2);
    assert!(foreign.key < *new[0] && new[0] < new[1], "{new:?}");
    assert_eq!((new[0].counter(), new[0].device()), (1, &kept));
}

#[test]
fn a_damaged_name_is_replaced() {
    let place = Place::with_device();
    put(&place.places.state.join("device"), b"\0\0\0\0\0\0\0");
    let mut store = place.open();
    let event = mark_at(key(1, store.device().as_str()), "x");
    store.append(&[event]).unwrap();
    let name = std::fs::read_to_string(place.places.state.join("device")).unwrap();
    assert_eq!(name, format!("{}\n", store.device()));
}
