//! Putting back what was saved and is in no log any more. Nothing of this ever happens by itself.

use std::collections::{BTreeMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};

use super::append::Batch;
use super::backup::{self, Day};
use super::error::{StoreError, shown, why};
use super::log::Log;
use super::mirror::{self, Lost};
use super::places::replace;
use super::{Store, lock};
use crate::progress::{Event, EventKey};

/// A backup, and what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The day on which it was made, in UTC, such as `2026-11-20`.
    pub day: String,
    /// How many events it holds; none where it cannot be read.
    pub events: Option<usize>,
    /// How many of them are in no log now.
    pub lost: usize,
}

impl Store {
    /// What this device has saved and no log has, the oldest first, as of the last look at the logs.
    pub fn lost(&self) -> Vec<Lost> {
        self.mirror.lost().cloned().collect()
    }

    /// What a backup, or any file of events, holds and no log has, the oldest first. `from` is the day of a backup or a path.
    ///
    /// # Errors
    /// Where there is no such backup or file, it holds no changes, or it or this device's log cannot be read.
    pub fn lost_since(&self, from: &Path) -> Result<Vec<Lost>, StoreError> {
        let day = from.to_str().and_then(Day::read);
        let path = day.map_or_else(|| from.to_owned(), |day| self.backups().join(day.file()));
        let text = mirror::whole(&*self.files, &path).map_err(|error| match day {
            Some(day) if error.kind() == io::ErrorKind::NotFound => StoreError::new(format!(
                "there is no backup of {day}; `trailmark restore --list` shows those that there are"
            )),
            Some(_) => StoreError::state_io("read", &path, &error),
            None => StoreError::new(format!(
                "cannot read {}: {}. Name a file with changes, or the day of a backup: `trailmark restore --list`",
                shown(&path),
                why(&error)
            )),
        })?;
        let lost: BTreeMap<EventKey, Lost> = mirror::lines(&text).filter_map(Lost::read).collect();
        if lost.is_empty() && day.is_none() {
            return Err(StoreError::new(format!(
                "there are no changes in {}. Name a file with changes, or the day of a backup: `trailmark restore --list`",
                shown(&path)
            )));
        }
        let in_logs = self.keys_in_logs()?;
        Ok(lost.into_values().filter(|lost| !in_logs.contains(&lost.event.key)).collect())
    }

    /// The backups, the oldest first.
    ///
    /// # Errors
    /// Where the folder of the backups or this device's log cannot be read.
    pub fn list_backups(&self) -> Result<Vec<Backup>, StoreError> {
        let folder = self.backups();
        let days = backup::days(&*self.files, &folder)
            .map_err(|error| StoreError::state_io("look into", &folder, &error))?;
        let in_logs = self.keys_in_logs()?;
        let backup = |day: Day| {
            let text = mirror::whole(&*self.files, &folder.join(day.file()));
            let keys =
                |text: &Vec<u8>| mirror::lines(text).filter_map(mirror::key_of).collect::<HashSet<_>>();
            let keys = text.as_ref().map(keys).ok();
            let lost = keys.iter().flatten().filter(|key| !in_logs.contains(key)).count();
            Backup { day: day.to_string(), events: keys.map(|keys| keys.len()), lost }
        };
        Ok(days.into_iter().map(backup).collect())
    }

    /// The folder of the backups, which need not exist yet.
    pub fn backups(&self) -> PathBuf {
        self.places.copies("backups", self.roadmap.as_str())
    }

    /// Puts lines back into this device's log, byte for byte and in one write; they are on the disk when this returns. What
    /// has come back by itself is left out. They are handed out at the next refresh. Says how many there were.
    ///
    /// # Errors
    /// As [`Store::append`].
    pub fn restore(&mut self, lost: &[Lost]) -> Result<usize, StoreError> {
        if lost.is_empty() {
            return Ok(0);
        }
        let batch = self.save(|store| store.prepare_lines(lost))?;
        let keys: HashSet<&EventKey> = batch.keys.iter().collect();
        let back = lost.iter().filter(|lost| keys.contains(&lost.event.key));
        self.waiting.extend(back.map(|lost| lost.event.clone()));
        self.mirror.found(&batch.keys);
        Ok(batch.keys.len())
    }

    fn prepare_lines(&mut self, lost: &[Lost]) -> Result<Batch, StoreError> {
        self.catch_up_own(&[])?;
        let in_logs = self.keys_in_logs()?;
        let is_due =
            |lost: &&Lost| !in_logs.contains(&lost.event.key) || self.unsynced.contains(&lost.event.key);
        let due: Vec<&Lost> = lost.iter().filter(is_due).collect();
        let keys = due.iter().map(|lost| lost.event.key.clone()).collect();
        // From the mirror they came; what comes from a backup it gets with all else that it lacks.
        Ok(Batch {
            lines: due.iter().map(|lost| lost.line.as_str()).collect(),
            keys,
            rekeyed: Vec::new(),
            is_new: false,
        })
    }

    /// Takes lines out of the mirror: their loss is meant. The backups keep them.
    ///
    /// # Errors
    /// Where the mirror cannot be read or written.
    pub fn forget(&mut self, lost: &[Lost]) -> Result<(), StoreError> {
        let _lock = lock::take(&*self.files, &self.places.lock_file(self.roadmap.as_str()))?;
        let forgotten: HashSet<&EventKey> = lost.iter().map(|lost| &lost.event.key).collect();
        for path in mirror::held(&*self.files, &self.mirror.folder) {
            let text = mirror::whole(&*self.files, &path)
                .map_err(|error| StoreError::state_io("read", &path, &error))?;
            let is_kept = |line: &&[u8]| mirror::key_of(line).is_none_or(|key| !forgotten.contains(&key));
            let kept: Vec<u8> = mirror::lines(&text).filter(is_kept).flatten().copied().collect();
            if kept.len() < text.len() {
                replace(&*self.files, &path, &kept)
                    .map_err(|error| StoreError::state_io("save to", &path, &error))?;
            }
        }
        self.mirror.found(forgotten);
        Ok(())
    }

    /// Compares the mirror with the logs anew, after something happened to them that can have lost lines.
    pub(super) fn compare_again(&mut self) -> Result<(), StoreError> {
        let texts = self.mirror.read(&*self.files);
        let is_first = self.mirror.lost().next().is_none();
        // Without a mirror nothing is missing from it: no need to read all logs for that.
        let events = if texts.is_empty() { Vec::new() } else { self.events_in_logs()? };
        self.mirror.compare(&texts, &events, self.own_keys.all());
        if is_first {
            self.mirror.was_known(true);
        }
        Ok(())
    }

    pub(super) fn keys_in_logs(&self) -> Result<HashSet<EventKey>, StoreError> {
        Ok(self.events_in_logs()?.into_iter().map(|event| event.key).collect())
    }

    /// What stands in all logs now. Another device's log that cannot be read is passed over.
    fn events_in_logs(&self) -> Result<Vec<Event>, StoreError> {
        let mut events = Vec::new();
        for path in self.list()? {
            match Log::default().catch_up(&*self.files, &path) {
                Ok(in_log) => events.extend(in_log.unwrap_or_default()),
                Err(error) if path == self.own_log && error.kind() != io::ErrorKind::NotFound => {
                    return Err(StoreError::io("read what is in", &path, &error));
                }
                Err(_) => {}
            }
        }
        Ok(events)
    }
}
