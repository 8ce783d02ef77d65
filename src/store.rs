//! The store: the folder with a person's logs for one roadmap.

mod files;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use files::{FileLayer, RealFiles};

use crate::progress::{DeviceId, Event, EventKey};
use crate::roadmap::RoadmapId;
use crate::text::SafeText;

/// Where files of the program lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// Folder with one folder a roadmap: logs and summaries.
    pub data: PathBuf,
    /// Folder for what is never synced: device id, locks, the last roadmap.
    pub state: PathBuf,
}

impl Places {
    /// The platform's folders, with `store` (from `--store` or `TRAILMARK_STORE`) in place of the data folder.
    ///
    /// # Errors
    /// Where there is no home folder.
    pub fn find(store: Option<&Path>) -> Result<Self, StoreError> {
        let _ = store;
        unimplemented!()
    }

    /// The roadmap file that was opened last.
    pub fn last_roadmap(&self) -> Option<PathBuf> {
        unimplemented!()
    }

    /// Remembers `path` as the roadmap file that was opened last; `None` is the built-in one.
    ///
    /// # Errors
    /// Where the state folder cannot be written.
    pub fn remember_roadmap(&self, path: Option<&Path>) -> Result<(), StoreError> {
        let _ = path;
        unimplemented!()
    }
}

/// Something in a log that could not be read. It is kept and stops nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogTrouble {
    /// The log.
    pub file: PathBuf,
    /// Its line, the first is 1; none where the whole file is meant.
    pub line: Option<usize>,
    /// What is wrong.
    pub why: SafeText,
}

/// What the logs of a folder hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Events, in no order.
    pub events: Vec<Event>,
    /// What could not be read.
    pub troubles: Vec<LogTrouble>,
}

/// An append that is on the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// Events that had to take another key, because another process took theirs first: (old, new).
    pub rekeyed: Vec<(EventKey, EventKey)>,
}

/// Why the store could not do something. Each message says what was being done, to which file, why it failed and what
/// to do next.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct StoreError(String);

/// One roadmap's folder of the store, seen by this device.
pub struct Store {}

impl Store {
    /// Opens the folder of `roadmap`. Creates nothing: what does not exist yet is made at the first append.
    ///
    /// # Errors
    /// Where the folder is there but cannot be read.
    pub fn open(places: &Places, roadmap: &RoadmapId, files: Arc<dyn FileLayer>) -> Result<Self, StoreError> {
        let _ = (places, roadmap, files);
        unimplemented!()
    }

    /// This device.
    pub fn device(&self) -> &DeviceId {
        unimplemented!()
    }

    /// This device's log, which need not exist yet.
    pub fn log(&self) -> &Path {
        unimplemented!()
    }

    /// Reads every log of the folder.
    ///
    /// # Errors
    /// Where the folder or this device's own log cannot be read. A foreign log that cannot be read is a trouble.
    pub fn load(&mut self) -> Result<Loaded, StoreError> {
        unimplemented!()
    }

    /// Reads what changed in the folder since the last look; `None` where nothing did. Cheap then: one look at the
    /// folder and one at each log.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub fn refresh(&mut self) -> Result<Option<Loaded>, StoreError> {
        unimplemented!()
    }

    /// Appends events to this device's log as one write; they are on the disk when this returns.
    ///
    /// # Errors
    /// Where the lock, the write or the sync fails. Nothing of `events` is in the log then, as far as the disk lets us.
    pub fn append(&mut self, events: &[Event]) -> Result<Saved, StoreError> {
        let _ = events;
        unimplemented!()
    }
}
