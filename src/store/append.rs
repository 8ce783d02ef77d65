//! Appending: the one way in which anything gets into a log.
//!
//! In this order: take the lock; read what other processes of this device have appended; give the events other keys where
//! theirs are taken; one write of all lines; sync; for a log that this process has not appended to, sync its folders; see
//! that the file still has its name. Only then it is saved, and goes to the mirror. On an error the file is cut back to its
//! old length.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::PathBuf;

use super::files::{AppendFile, Stamp};
use super::log::{HEADER, Log};
use super::places::create_folder;
use super::{Saved, Store, StoreError, lock, own_log};
use crate::progress::{Event, EventKey, rename, write_line};

/// How often a log is written anew that somebody replaces while it is written.
const ATTEMPTS: usize = 3;

/// Lines ready to be written.
pub(super) struct Batch {
    pub(super) lines: String,
    /// The keys of all that is in the log then, whether it is among `lines` or was there before.
    pub(super) keys: Vec<EventKey>,
    pub(super) rekeyed: Vec<(EventKey, EventKey)>,
    /// Whether the mirror is to have the lines too.
    pub(super) is_new: bool,
}

/// Why a write is not on the disk.
struct Failed {
    error: io::Error,
    /// Whether whole lines stay in the file that may never reach the disk: after a sync that failed the next one can succeed
    /// although the system has given up what the first one was for.
    leaves_unsynced: bool,
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Self { error, leaves_unsynced: false }
    }
}

impl Store {
    /// Appends events to this device's log as one write; they are on the disk when this returns.
    ///
    /// An event that stands in the log already, because a write failed and the log could not be cut back, is not written
    /// twice, unless it was the sync that failed.
    ///
    /// # Errors
    /// Where the lock, the write or the sync fails. Nothing of `events` is in the log then, as far as the disk lets us.
    pub fn append(&mut self, events: &[Event]) -> Result<Saved, StoreError> {
        if events.is_empty() {
            return Ok(Saved::default());
        }
        let batch = self.save(|store| store.prepare(events))?;
        let temporary = batch.rekeyed.iter().filter(|(old, _)| *old.device() != self.device.id);
        self.renamed.extend(temporary.cloned());
        Ok(Saved { rekeyed: batch.rekeyed })
    }

    /// Writes what `prepare` makes while the lock is held; it is on the disk when this returns, and then in the mirror.
    pub(super) fn save(
        &mut self,
        prepare: impl Fn(&mut Self) -> Result<Batch, StoreError>,
    ) -> Result<Batch, StoreError> {
        self.settle_device()?;
        let _lock = lock::take(&*self.files, &self.places.lock_file(self.roadmap.as_str()))?;
        for _ in 0..ATTEMPTS {
            let batch = prepare(self)?;
            let is_kept = match self.write(&batch.lines) {
                Ok(is_kept) => is_kept,
                Err(failed) => {
                    if failed.leaves_unsynced {
                        self.unsynced.extend(batch.keys);
                    }
                    return Err(StoreError::io("save to", &self.own_log, &failed.error));
                }
            };
            if is_kept {
                for key in &batch.keys {
                    self.unsynced.remove(key);
                }
                self.own_keys.add(batch.keys.iter().cloned());
                self.mirror.follow(&*self.files, &self.device.id, &batch);
                return Ok(batch);
            }
        }
        Err(StoreError::new(format!(
            "cannot save to {}: another program replaces the file again and again. Stop it and mark again.",
            super::error::shown(&self.own_log)
        )))
    }

    /// From now on this device has a name for good.
    fn settle_device(&mut self) -> Result<(), StoreError> {
        self.device.keep(&*self.files, &self.places)?;
        let log = own_log(&self.folder, &self.device.id);
        if log != self.own_log {
            self.own_log = log;
            self.own_keys.clear();
            // It was read as another device's: its keys are to be known now.
            self.logs.remove(&self.own_log);
        }
        Ok(())
    }

    /// Reads what is new in the log and makes the lines, with other keys where those of the events are taken.
    fn prepare(&mut self, events: &[Event]) -> Result<Batch, StoreError> {
        let mut events = events.to_vec();
        for event in &mut events {
            let own = event.key.clone();
            rename(event, |key| if *key == own { None } else { self.renamed.get(key).cloned() });
        }
        let mut written = self.catch_up_own(&events)?;
        let keys: HashSet<&EventKey> = events.iter().map(|event| &event.key).collect();
        let first = keys.iter().min().copied();
        let mut unseen = self.waiting.iter().filter(|other| *other.key.device() == self.device.id);
        let is_behind = unseen.any(|other| Some(&other.key) >= first);
        let is_foreign = events.iter().any(|event| *event.key.device() != self.device.id);
        let is_doubled = keys.len() < events.len();
        let is_taken = self.is_taken(&events, &mut written)?;
        let mut rekeyed = Vec::new();
        if is_behind || is_foreign || is_doubled || is_taken {
            rekeyed = self.other_keys(&events, &written);
            let pairs: HashMap<&EventKey, &EventKey> = rekeyed.iter().map(|(old, new)| (old, new)).collect();
            let keys: Vec<EventKey> = rekeyed.iter().map(|(_, new)| new.clone()).collect();
            let mut new_keys = keys.into_iter();
            for event in events.iter_mut().filter(|event| !written.contains(&event.key)) {
                rename(event, |key| pairs.get(key).map(|new| (*new).clone()));
                event.key = new_keys.next().unwrap_or_else(|| event.key.clone());
            }
        }
        let is_due = |event: &&Event| !written.contains(&event.key) || self.unsynced.contains(&event.key);
        let lines = events.iter().filter(is_due).map(write_line).collect();
        Ok(Batch { lines, keys: events.into_iter().map(|event| event.key).collect(), rekeyed, is_new: true })
    }

    /// Reads what is new in this device's log. What is not of `events` waits for the next refresh; says what is.
    pub(super) fn catch_up_own(&mut self, events: &[Event]) -> Result<HashSet<EventKey>, StoreError> {
        let path = self.own_log.clone();
        let new = match self.read_new(&path) {
            Ok(new) => new.unwrap_or_default(),
            // It comes to be, or comes back, with this append.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(StoreError::io("read what is in", &path, &error)),
        };
        let keys: Vec<EventKey> = new.iter().map(|event| event.key.clone()).collect();
        let mut written = HashSet::new();
        let own = by_key(events);
        for event in new.into_iter().filter(|event| !self.own_keys.contains(&event.key)) {
            if with_key(&own, &event.key).iter().any(|own| is_same(own, &event)) {
                written.insert(event.key);
            } else {
                self.waiting.push(event);
            }
        }
        self.own_keys.add(keys);
        Ok(written)
    }

    /// Whether a key of `events` stands in the log for another event. Events that stand in it as they are go to `written`.
    fn is_taken(&mut self, events: &[Event], written: &mut HashSet<EventKey>) -> Result<bool, StoreError> {
        let is_known = |event: &&Event| !written.contains(&event.key) && self.own_keys.contains(&event.key);
        let doubtful: Vec<&Event> = events.iter().filter(is_known).collect();
        if doubtful.is_empty() {
            return Ok(false);
        }
        let read = Log::default().catch_up(&*self.files, &self.own_log);
        let in_log = match read {
            Ok(in_log) => in_log.unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(StoreError::io("read what is in", &self.own_log, &error)),
        };
        let (in_log, waiting) = (by_key(&in_log), by_key(&self.waiting));
        let mut is_taken = false;
        let mut unseen = Vec::new();
        for event in doubtful {
            let others = with_key(&in_log, &event.key);
            if others.iter().any(|other| is_same(other, event)) {
                written.insert(event.key.clone());
            } else if let Some(other) = others.first() {
                is_taken = true;
                // Whoever holds our event under this key has not got the other one.
                if !with_key(&waiting, &event.key).contains(other) {
                    unseen.push((*other).clone());
                }
            }
        }
        self.waiting.append(&mut unseen);
        Ok(is_taken)
    }

    /// For each event that is not in the log a key that is newer than all in the log, in the order of the events. No key is
    /// older than the event's own, counter included: it is newer than every event that was known when it was made.
    fn other_keys(&self, events: &[Event], written: &HashSet<EventKey>) -> Vec<(EventKey, EventKey)> {
        let mut newest = self.own_keys.newest().cloned();
        let mut pairs = Vec::new();
        for event in events.iter().filter(|event| !written.contains(&event.key)) {
            let own = event.key.on(&self.device.id);
            let mut key = own.clone();
            if newest.as_ref().is_some_and(|newest| own <= *newest) {
                key = EventKey::after(newest.as_ref(), own.moment(), &self.device.id);
            }
            if newest.as_ref().is_some_and(|newest| key <= *newest) {
                // At the end of the year 9999 no key is newer. Its own is at least not the log's newest.
                key = own;
            }
            newest = Some(key.clone());
            pairs.push((event.key.clone(), key));
        }
        pairs
    }

    /// Writes and syncs. `false` where the file has lost its name meanwhile, so that what was written may be lost.
    fn write(&mut self, lines: &str) -> Result<bool, Failed> {
        let mut file = self.open_own()?;
        let before = file.stamp()?;
        let mut bytes = match file.last_byte()? {
            None if lines.is_empty() => "",
            None => HEADER,
            // After a sync that failed even the line break at the end may not be on the disk, and lines grow together.
            Some(b'\n') if self.unsynced.is_empty() => "",
            Some(_) => "\n",
        }
        .to_owned();
        bytes.push_str(lines);
        let appended = file.append(bytes.as_bytes());
        let is_appended = appended.is_ok();
        let done = appended.and_then(|()| file.sync()).and_then(|()| self.sync_names(before));
        if let Err(error) = done {
            let is_cut = cut_back(&mut *file, before.len, bytes.len());
            return Err(Failed { error, leaves_unsynced: is_appended && !is_cut });
        }
        match self.files.stamp(&self.own_log) {
            Ok(after) if after.inode == before.inode => {
                let log = self.logs.entry(self.own_log.clone()).or_default();
                log.appended(bytes.as_bytes(), before.len, after);
                Ok(true)
            }
            Ok(_) => Ok(false),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    fn open_own(&self) -> io::Result<Box<dyn AppendFile>> {
        match self.files.open_append(&self.own_log) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                create_folder(&*self.files, &self.folder)?;
                self.files.open_append(&self.own_log)
            }
            result => result,
        }
    }

    /// Makes the names of the log and of its folders outlast a power cut, once for each process and file: another process may
    /// have made them and died before it came to that.
    fn sync_names(&mut self, before: Stamp) -> io::Result<()> {
        let read = self.logs.get(&self.own_log).and_then(Log::inode);
        let is_new = before.len == 0 || read != Some(before.inode);
        if !is_new && self.synced_names == Some(before.inode) {
            return Ok(());
        }
        for folder in [Some(self.folder.as_path()), self.folder.parent(), Some(self.places.data.as_path())] {
            folder.map_or(Ok(()), |folder| self.files.sync_folder(folder))?;
        }
        // The log may be a link to a file elsewhere.
        let target: PathBuf = self.files.resolve(&self.own_log)?;
        if let Some(folder) = target.parent() {
            self.files.sync_folder(folder)?;
        }
        if let Some(above) = self.places.data.parent() {
            // Most likely it is not ours: perhaps we may not even open it.
            let _ = self.files.sync_folder(above);
        }
        self.synced_names = Some(before.inode);
        Ok(())
    }
}

/// Takes back what was written, best effort: what stays is half a line, or an event that the next append finds. Says whether
/// it is taken back.
fn cut_back(file: &mut dyn AppendFile, len: u64, written: usize) -> bool {
    // Longer than that, it holds what another process has saved, without the lock.
    let is_ours = file.stamp().is_ok_and(|now| now.len > len && now.len <= len + written as u64);
    let is_cut = is_ours && file.cut(len).is_ok();
    if is_cut {
        let _ = file.sync();
    }
    is_cut
}

/// The events of each key, so that none is searched for among tens of thousands.
fn by_key(events: &[Event]) -> HashMap<&EventKey, Vec<&Event>> {
    let mut by_key: HashMap<&EventKey, Vec<&Event>> = HashMap::new();
    for event in events {
        by_key.entry(&event.key).or_default().push(event);
    }
    by_key
}

fn with_key<'a, 'e>(by_key: &'a HashMap<&EventKey, Vec<&'e Event>>, key: &EventKey) -> &'a [&'e Event] {
    by_key.get(key).map_or(&[], Vec::as_slice)
}

/// Whether two events are written alike: what is in memory may have a longer title.
fn is_same(a: &Event, b: &Event) -> bool {
    a.key == b.key && write_line(a) == write_line(b)
}
