//! The daily backup: all logs of a folder in one file, made once a day behind a save, and kept for a year.
//!
//! It and the mirror are looked after apart from the saving, by an [`Upkeep`] that can run on a thread of its own.

mod day;

use std::collections::{BTreeSet, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

pub(super) use day::Day;

use super::files::FileLayer;
use super::log::{HEADER, read};
use super::places::replace;
use super::{LogTrouble, Store, TroubleKind, error, logs_in, mirror};
use crate::progress::{EventKey, Moment};
use crate::text::SafeText;

/// How many days, weeks and months keep a backup.
const DAYS: usize = 7;
const WEEKS: usize = 4;
const MONTHS: usize = 12;
/// How long to wait for a lock. Short, for nobody is waiting for the copies, and at the end of the program somebody may.
const LIMIT: Duration = Duration::from_millis(200);

/// What went wrong with the copies; shared with the store that tells it.
pub(super) type Outcome = Arc<Mutex<Option<LogTrouble>>>;

/// Work on the copies that is due after a save. It needs no store and may be done on another thread.
pub struct Upkeep {
    files: Arc<dyn FileLayer>,
    folder: PathBuf,
    own_log: PathBuf,
    /// This device's file of the mirror, and the lock to hold while it is written; none where it lacks nothing.
    mirror: Option<(PathBuf, PathBuf)>,
    /// The lock of the backups, which may be held for long.
    lock: PathBuf,
    backups: PathBuf,
    day: Day,
    outcome: Outcome,
}

impl Store {
    /// What there is to do for the copies after something was saved; none where nothing is due, as nearly always. To be asked
    /// once after each save.
    pub fn upkeep(&mut self, now: Moment) -> Option<Upkeep> {
        let day = Day::of(now);
        let is_behind = std::mem::take(&mut self.mirror.is_behind);
        let is_new_day = self.kept_on.replace(day) != Some(day);
        let id = self.roadmap.as_str();
        (is_behind || is_new_day).then(|| Upkeep {
            files: Arc::clone(&self.files),
            folder: self.folder.clone(),
            own_log: self.own_log.clone(),
            mirror: is_behind
                .then(|| (mirror::file(&self.mirror.folder, &self.device.id), self.places.lock_file(id))),
            lock: self.places.lock_file(&format!(".backup-{id}")),
            backups: self.backups(),
            day,
            outcome: Arc::clone(&self.outcome),
        })
    }
}

impl Upkeep {
    /// Does it. What goes wrong is a trouble that the store tells; another process that is at it is left to it.
    pub fn run(self) {
        let told = |file: &Path, why: SafeText| {
            let trouble = LogTrouble { file: file.to_owned(), line: None, why, kind: TroubleKind::Copy };
            self.outcome.lock().unwrap_or_else(PoisonError::into_inner).replace(trouble);
        };
        if let Some((mirror, lock)) = &self.mirror
            && let Err(error) = self.holding(lock, || self.make_up_for(mirror))
        {
            told(mirror, mirror::unwritten(&error));
        }
        let file = self.backups.join(self.day.file());
        if let Err(error) = self.holding(&self.lock, || self.back_up(&file)) {
            told(&file, format!("today's backup cannot be made: {}", error::why(&error)).into());
        }
    }

    fn holding(&self, lock: &Path, work: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        match self.files.lock(lock, LIMIT) {
            Ok(_lock) => work(),
            Err(error) if error.kind() == io::ErrorKind::TimedOut => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Gives the mirror the lines that only this device's log has.
    fn make_up_for(&self, mirror: &Path) -> io::Result<()> {
        let folder = mirror.parent().unwrap_or(mirror);
        clear(&*self.files, folder);
        let mut held = HashSet::new();
        for path in mirror::held(&*self.files, folder) {
            let text = mirror::whole(&*self.files, &path)?;
            held.extend(mirror::lines(&text).filter_map(mirror::key_of));
        }
        let log = match mirror::whole(&*self.files, &self.own_log) {
            Ok(log) => log,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        let readable = mirror::lines(&log).filter_map(mirror::Lost::read);
        let lacking: String =
            readable.filter(|(key, _)| held.insert(key.clone())).map(|(_, lost)| lost.line).collect();
        if lacking.is_empty() { Ok(()) } else { mirror::append(&*self.files, mirror, &lacking) }
    }

    /// Makes today's backup, if there is none, and lets go of old ones.
    fn back_up(&self, file: &Path) -> io::Result<()> {
        match self.files.stamp(file) {
            Ok(stamp) if stamp.is_regular => return Ok(()),
            Ok(_) => {
                return Err(io::Error::new(io::ErrorKind::InvalidInput, "something else is in its place"));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        clear(&*self.files, &self.backups);
        let union = self.union()?;
        replace(&*self.files, file, &union)?;
        let days = days(&*self.files, &self.backups)?;
        // A clock that was ahead may have made days that are yet to come: today's is not given up for them.
        for day in days.difference(&kept(&days)).filter(|day| **day != self.day) {
            // One too many does no harm.
            let _ = self.files.remove(&self.backups.join(day.file()));
        }
        Ok(())
    }

    /// All lines of all logs, each event once. What is no event is kept as it stands: it may be one to somebody else.
    fn union(&self) -> io::Result<Vec<u8>> {
        let mut union = HEADER.as_bytes().to_vec();
        let mut keys: HashSet<EventKey> = HashSet::new();
        let mut others: HashSet<Vec<u8>> = HEADER.lines().map(|line| line.as_bytes().to_vec()).collect();
        for path in logs_in(&*self.files, &self.folder)? {
            let text = match mirror::whole(&*self.files, &path) {
                Ok(text) => text,
                Err(error) if path == self.own_log => return Err(error),
                // It is told where logs are read.
                Err(_) => continue,
            };
            for line in mirror::lines(&text) {
                let is_new = match read(line).ok().flatten() {
                    Some(event) => keys.insert(event.key),
                    // Half a line at the end may be one that is being written.
                    None if !line.ends_with(b"\n") || line.trim_ascii().is_empty() => false,
                    None => others.insert(line.trim_ascii_end().to_vec()),
                };
                if is_new {
                    union.extend_from_slice(line);
                    if !line.ends_with(b"\n") {
                        union.push(b'\n');
                    }
                }
            }
        }
        Ok(union)
    }
}

/// The days that have a backup in `folder`.
pub(super) fn days(files: &dyn FileLayer, folder: &Path) -> io::Result<BTreeSet<Day>> {
    match files.list(folder) {
        Ok(names) => {
            let day = |name: &std::ffi::OsString| Day::read(name.to_str()?.strip_suffix(".toml")?);
            Ok(names.iter().filter_map(day).collect())
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(BTreeSet::new()),
        Err(error) => Err(error),
    }
}

/// Removes temporary files that a killed process has left. The lock is held: nobody is writing one now.
fn clear(files: &dyn FileLayer, folder: &Path) {
    let names = files.list(folder).unwrap_or_default();
    for name in names.iter().filter(|name| Path::new(name).extension().is_some_and(|end| end == "tmp")) {
        // It does no harm where it lies.
        let _ = files.remove(&folder.join(name));
    }
}

/// Which of `days` keep their backup: the last seven, and the newest day of each of the last four weeks and twelve months.
fn kept(days: &BTreeSet<Day>) -> BTreeSet<Day> {
    let mut kept: BTreeSet<Day> = days.iter().rev().take(DAYS).copied().collect();
    let mut keep = |span: fn(Day) -> i64, most: usize| {
        let mut seen = BTreeSet::new();
        let newest = days.iter().rev().filter(|day| seen.insert(span(**day)));
        kept.extend(newest.take(most).copied());
    };
    keep(Day::week, WEEKS);
    keep(Day::month, MONTHS);
    kept
}

#[cfg(test)]
mod tests;
