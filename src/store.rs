//! The store: the folder with a person's logs for one roadmap.
//!
//! ```text
//! <data>/<roadmap id>/progress/<device>.toml    a log a device; this device appends to its own only, and reads them all
//! <data>/<roadmap id>/summaries/<topic id>.md      the person's own text about a topic
//! <state>/device                                the name of this device
//! <state>/locks/<roadmap id>.lock               held while appending; all of them while git works on the logs
//! <state>/mirror/<roadmap id>/<folder>/         a second copy of the lines of this device
//! <state>/backups/<roadmap id>/<folder>/        a day's logs in one file: 7 days, 4 weeks, 12 months
//! <state>/roadmaps                              the roadmaps that were opened, the newest first
//! <state>/versions/<number>.toml                the last version of a roadmap file that could be read, one a path
//! <state>/session/<roadmap id>/<folder>.toml    how the roadmap was left in the interface
//! ```
//!
//! `<folder>` stands for the data folder, of which there may be several. [`Store::restore`] puts back what the copies hold and
//! no log does; nothing else reads them.
//!
//! Nothing here knows what the events mean: that is [`Progress`](crate::progress::Progress). What was handed out once stays
//! known to whoever holds a `Progress`, whatever happens to the files; [`Store::refresh`] only ever adds.

mod append;
mod archive;
mod backup;
mod device;
mod error;
mod files;
mod folders;
mod keys;
mod known;
mod lock;
mod log;
mod mirror;
mod places;
mod restore;
mod summary;
mod version;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};

pub use backup::Upkeep;
pub use error::StoreError;
pub(crate) use error::{shown, why};
pub use files::{AppendFile, FileLayer, LockGuard, RealFiles, Stamp};
pub use folders::StoreLock;
pub use known::Known;
pub use mirror::Lost;
pub(crate) use mirror::whole;
pub use places::Places;
pub(crate) use places::replace;
pub use restore::Backup;
pub use summary::{AddError, Added, MAX_SUMMARY, Summaries, Summary, TakenIn};
pub use version::{Kept, LastVersion};

use backup::{Day, Outcome};
use device::Device;
use keys::Keys;
use log::{Fault, Log};
use mirror::Mirror;

use crate::progress::{DeviceId, Event, EventKey};
use crate::roadmap::RoadmapId;
use crate::text::SafeText;

/// Something that is wrong with a log, its copies or a summary. It stops nothing, and what cannot be read is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogTrouble {
    /// The log, or the summary.
    pub file: PathBuf,
    /// Its line, the first is 1; none where the whole file is meant.
    pub line: Option<usize>,
    /// What is wrong.
    pub why: SafeText,
    /// What kind of trouble it is.
    pub kind: TroubleKind,
}

/// What kind of trouble there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TroubleKind {
    /// A log, or a line of it, cannot be read.
    Unreadable,
    /// Changes that were saved are in no log any more, see [`Store::lost`].
    Lost,
    /// The mirror or a backup cannot be read or written.
    Copy,
}

/// What the logs of a folder hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Events, in no order: all of them after [`Store::load`], those that came since after [`Store::refresh`]. Some may be
    /// known already.
    pub events: Vec<Event>,
    /// What cannot be read now, in all logs, whether it is new or not.
    pub troubles: Vec<LogTrouble>,
}

/// An append that is on the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// Events that had to take another key, because another process took theirs first: (old, new).
    pub rekeyed: Vec<(EventKey, EventKey)>,
}

/// One roadmap's folder of the store, seen by this device.
pub struct Store {
    files: Arc<dyn FileLayer>,
    places: Places,
    roadmap: RoadmapId,
    folder: PathBuf,
    device: Device,
    own_log: PathBuf,
    logs: BTreeMap<PathBuf, Log>,
    /// Faults of logs as a whole.
    broken: BTreeMap<PathBuf, SafeText>,
    /// Keys in this device's log that were seen.
    own_keys: Keys,
    /// Events that were read and not handed out yet, such as those of other processes that an append came upon.
    waiting: Vec<Event>,
    /// Events that stand in the log, after a sync that failed, and are to be written again.
    unsynced: HashSet<EventKey>,
    /// New keys of events that were made before this device had its name.
    renamed: HashMap<EventKey, EventKey>,
    /// The log whose names are known to outlast a power cut.
    synced_names: Option<u64>,
    mirror: Mirror,
    /// The day on which the backup was seen to.
    kept_on: Option<Day>,
    /// What went wrong with the copies.
    outcome: Outcome,
    /// What was told of the copies.
    told: Vec<LogTrouble>,
}

impl Store {
    /// Opens the folder of `roadmap`. Creates nothing: what does not exist yet is made at the first append.
    ///
    /// # Errors
    /// Where the folder is there but cannot be read.
    pub fn open(places: &Places, roadmap: &RoadmapId, files: Arc<dyn FileLayer>) -> Result<Self, StoreError> {
        let folder = places.data.join(roadmap.as_str()).join("progress");
        let device = Device::find(&*files, places, &folder);
        let store = Self {
            own_log: own_log(&folder, &device.id),
            files,
            places: places.clone(),
            roadmap: roadmap.clone(),
            folder,
            device,
            logs: BTreeMap::new(),
            broken: BTreeMap::new(),
            own_keys: Keys::default(),
            waiting: Vec::new(),
            unsynced: HashSet::new(),
            renamed: HashMap::new(),
            synced_names: None,
            mirror: Mirror::new(places.copies("mirror", roadmap.as_str())),
            kept_on: None,
            outcome: Outcome::default(),
            told: Vec::new(),
        };
        store.list()?;
        Ok(store)
    }

    /// This device. Until the first append it may be a name made up for now; events that carry it get the name that is kept,
    /// see [`Saved::rekeyed`].
    pub fn device(&self) -> &DeviceId {
        &self.device.id
    }

    /// This device's log, which need not exist yet.
    pub fn log(&self) -> &Path {
        &self.own_log
    }

    /// The folder of the logs, which need not exist yet.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Says whether marks can be saved, as far as that is known before one is tried. Nothing is written.
    ///
    /// # Errors
    /// Why they cannot.
    pub fn is_writable(&self) -> Result<(), StoreError> {
        let lock = self.places.lock_file(self.roadmap.as_str());
        self.files.may_write(&lock).map_err(|error| StoreError::state_io("write to", &lock, &error))?;
        self.files.may_write(&self.own_log).map_err(|error| StoreError::io("write to", &self.own_log, &error))
    }

    /// Reads every log of the folder.
    ///
    /// # Errors
    /// Where the folder or this device's own log cannot be read. A foreign log that cannot be read is a trouble.
    pub fn load(&mut self) -> Result<Loaded, StoreError> {
        self.logs.clear();
        self.broken.clear();
        let texts = self.mirror.read(&*self.files);
        let (before, is_first) = (self.waiting.len(), self.own_keys.all().is_empty());
        self.look()?;
        if !(is_first && self.mirror.agrees(&texts, self.own_keys.all())) {
            let in_logs = self.waiting.get(before..).unwrap_or_default();
            self.mirror.compare(&texts, in_logs, self.own_keys.all());
        }
        self.mirror.was_known(false);
        Ok(self.loaded())
    }

    /// Reads what changed in the folder since the last look; `None` where nothing did. Cheap then: one look at the
    /// folder and one at each log.
    ///
    /// # Errors
    /// As [`Store::load`]. What is new in other logs is handed out first, and the error with the next look.
    pub fn refresh(&mut self) -> Result<Option<Loaded>, StoreError> {
        let broken = self.broken.clone();
        let mut looked = self.look();
        if (self.mirror.is_suspect || self.mirror.is_replaced(&*self.files))
            && let Ok(is_changed) = looked
        {
            looked = self.compare_again().map(|()| is_changed);
        }
        let has_news = !self.waiting.is_empty();
        let is_changed = match looked {
            Ok(is_changed) => {
                is_changed || has_news || broken != self.broken || self.copy_troubles() != self.told
            }
            Err(error) if !has_news => return Err(error),
            Err(_) => true,
        };
        Ok(is_changed.then(|| self.loaded()))
    }

    fn loaded(&mut self) -> Loaded {
        self.told = self.copy_troubles();
        Loaded { events: std::mem::take(&mut self.waiting), troubles: self.troubles() }
    }

    /// What is to be said of changes that are lost, and of the copies.
    pub fn copy_troubles(&self) -> Vec<LogTrouble> {
        let outcome = self.outcome.lock().unwrap_or_else(PoisonError::into_inner);
        self.mirror.troubles(&self.own_log).into_iter().chain(outcome.clone()).collect()
    }

    /// Reads what is new in all logs; says whether any file changed, came or went. The events wait to be handed out, so that
    /// an error in one log does not lose what was read in another; the others are read all the same.
    fn look(&mut self) -> Result<bool, StoreError> {
        let names = self.list()?;
        let count = self.logs.len();
        // A log that a failed append was about to make was never here.
        let had_logs = self.logs.values().any(|log| log.inode().is_some());
        self.logs.retain(|path, _| names.contains(path));
        let mut changed = self.logs.len() != count;
        self.mirror.is_suspect |= changed;
        if !names.is_empty() {
            self.broken.clear();
        } else if had_logs {
            let why = "the logs that were here are gone; what they held is kept in memory until you quit: put them back before that";
            self.broken = BTreeMap::from([(self.folder.clone(), why.into())]);
        }
        let mut of_own = Ok(());
        for path in names {
            match self.catch_up(&path) {
                Ok(None) => {}
                Ok(Some(mut new)) => {
                    changed = true;
                    self.waiting.append(&mut new);
                }
                Err(error) => {
                    if path == self.own_log && error.kind() != io::ErrorKind::NotFound {
                        of_own = Err(StoreError::io("read your progress in", &path, &error));
                    }
                    let why = format!("the log cannot be read: {}", error::why(&error));
                    self.broken.insert(path, why.into());
                }
            }
        }
        of_own.map(|()| changed)
    }

    fn catch_up(&mut self, path: &Path) -> io::Result<Option<Vec<Event>>> {
        let events = self.read_new(path)?;
        if let Some(events) = events.as_ref().filter(|_| path == self.own_log) {
            self.know(events);
        }
        Ok(events)
    }

    fn read_new(&mut self, path: &Path) -> io::Result<Option<Vec<Event>>> {
        if !self.logs.contains_key(path) {
            self.logs.insert(path.to_owned(), Log::default());
        }
        let Some(log) = self.logs.get_mut(path) else { return Ok(None) };
        let events = log.catch_up(&*self.files, path)?;
        if let Some(events) = &events {
            self.mirror.is_suspect |= log.is_read_whole() && path == self.own_log;
            self.mirror.found(events.iter().map(|event| &event.key));
        }
        Ok(events)
    }

    /// Remembers which keys this device's log has.
    fn know(&mut self, events: &[Event]) {
        self.own_keys.add(events.iter().map(|event| event.key.clone()));
    }

    /// The logs of the folder: every `*.toml`, conflict copies of sync tools too, but not their temporary files.
    fn list(&self) -> Result<Vec<PathBuf>, StoreError> {
        match logs_in(&*self.files, &self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            logs => {
                logs.map_err(|error| StoreError::io("look into your progress folder", &self.folder, &error))
            }
        }
    }

    fn troubles(&self) -> Vec<LogTrouble> {
        let whole = self.broken.iter().map(|(file, why)| (file, (None, why.clone())));
        let lines = self.logs.iter().flat_map(|(file, log)| log.faults().map(move |fault| (file, fault)));
        let kind = TroubleKind::Unreadable;
        let trouble =
            |(file, (line, why)): (&PathBuf, Fault)| LogTrouble { file: file.clone(), line, why, kind };
        whole.chain(lines).map(trouble).chain(self.copy_troubles()).collect()
    }
}

fn own_log(folder: &Path, device: &DeviceId) -> PathBuf {
    folder.join(format!("{device}.toml"))
}

/// The logs in a folder, in order.
///
/// # Errors
/// Where the folder is missing or cannot be read.
pub(crate) fn logs_in(files: &dyn FileLayer, folder: &Path) -> io::Result<Vec<PathBuf>> {
    let names = files.list(folder)?;
    let mut logs: Vec<PathBuf> =
        names.iter().filter(|name| is_log(name)).map(|name| folder.join(name)).collect();
    logs.sort();
    Ok(logs)
}

/// Whether a file of this name in a folder of logs is one.
pub(crate) fn is_log(name: &OsStr) -> bool {
    let is_temporary = matches!(name.as_encoded_bytes().first(), Some(b'.' | b'~' | b'#'));
    !is_temporary
        && Path::new(name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_log() {
        for (name, is) in [
            ("k3f9q2.toml", true),
            ("k3f9q2.sync-conflict-20261120-194503-ABCDEFG.toml", true),
            ("k3f9q2 (conflicted copy 2026-11-20).toml", true),
            ("k3f9q2-DESKTOP.toml", true),
            (".k3f9q2.toml", false),
            (".syncthing.k3f9q2.toml.tmp", false),
            ("~syncthing~k3f9q2.toml.tmp", false),
            ("~$k3f9q2.toml", false),
            ("#k3f9q2.toml#", false),
            ("k3f9q2.toml~", false),
            ("k3f9q2.toml.bak", false),
            ("notes.md", false),
            ("toml", false),
        ] {
            assert_eq!(is_log(OsStr::new(name)), is, "{name}");
        }
    }
}
