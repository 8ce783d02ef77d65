//! Somebody who marks on a disk in memory, as the interface does it: what is not saved is kept and comes with the next mark.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use trailmark::progress::{Change, Event, Mark, Moment, Progress};
use trailmark::roadmap::{RoadmapId, TopicId};
use trailmark::store::{Places, Store, StoreError};
use trailmark::text::SafeText;

use super::disk::Disk;

/// Where the device of a prepared disk has its log.
pub(super) const OWN: &str = "/data/r/progress/aaaaaa.toml";

/// A process of the program on a disk.
pub(super) struct Person {
    pub(super) store: Store,
    pub(super) progress: Progress,
    pub(super) unsaved: Vec<Event>,
    /// What was saved or read: it must never be lost.
    pub(super) safe: Vec<Event>,
    /// What was ever asked for, in words: anything else is invented.
    pub(super) asked: BTreeSet<String>,
    pub(super) clock: i64,
}

impl Person {
    /// Opens the store and reads it; both must work on any disk that can be read.
    pub(super) fn at(disk: &Disk) -> Self {
        let mut person = Self::before(disk);
        person.read().expect("the logs can be read");
        person.asked = person.safe.iter().map(said).collect();
        person
    }

    /// Opens the store and reads nothing yet.
    pub(super) fn before(disk: &Disk) -> Self {
        let places = Places { data: PathBuf::from("/data"), state: PathBuf::from("/state") };
        let store = Store::open(&places, &RoadmapId::new("r").unwrap(), Arc::new(disk.clone())).unwrap();
        let (progress, unsaved, safe, asked) = Default::default();
        Self { store, progress, unsaved, safe, asked, clock: 1_000_000 }
    }

    /// Reads what is new.
    pub(super) fn read(&mut self) -> Result<(), StoreError> {
        if let Some(loaded) = self.store.refresh()? {
            self.safe.extend(loaded.events.iter().cloned());
            self.progress.extend(loaded.events);
        }
        Ok(())
    }

    pub(super) fn mark(&mut self, topics: &str) -> Result<(), StoreError> {
        let change = |topic: &str| Change::Mark {
            topic: TopicId::new(topic).unwrap(),
            title: SafeText::new(topic),
            mark: Mark::Done,
        };
        let changes: Vec<Change> = topics.split(' ').map(change).collect();
        self.make(changes)
    }

    pub(super) fn undo(&mut self) -> Result<(), StoreError> {
        let step = self.progress.to_undo().expect("something to undo");
        self.make(vec![Change::Undo(step.key)])
    }

    fn make(&mut self, changes: Vec<Change>) -> Result<(), StoreError> {
        self.clock += 1;
        let now = Moment::from_millis(self.clock);
        let events = self.progress.next_step(changes, now, self.store.device());
        self.asked.extend(events.iter().map(said));
        self.progress.extend(events.iter().cloned());
        self.unsaved.extend(events);
        self.save()
    }

    /// Tries to save what is not saved.
    pub(super) fn save(&mut self) -> Result<(), StoreError> {
        let saved = self.store.append(&self.unsaved)?;
        self.progress.rekey(&saved.rekeyed);
        self.unsaved.clear();
        self.safe = self.progress.events().to_vec();
        Ok(())
    }

    /// Fails unless all of `safe` is known, and nothing that nobody asked for.
    #[track_caller]
    pub(super) fn assert_knows(
        &self,
        safe: &[Event],
        asked: &BTreeSet<String>,
        context: impl Fn() -> String,
    ) {
        let known = self.progress.events();
        for event in safe {
            assert!(known.contains(event), "lost: {event:?}\n{}", context());
        }
        for event in known {
            assert!(asked.contains(&said(event)), "invented: {event:?}\n{}", context());
        }
    }
}

/// What an event says, whatever its key.
pub(super) fn said(event: &Event) -> String {
    match &event.change {
        Change::Mark { topic, title, mark } => format!("{topic} {title} {}", mark.word()),
        Change::Undo(_) => "undo".to_owned(),
        other => format!("{other:?}"),
    }
}
