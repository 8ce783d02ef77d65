//! The list of roadmaps that were opened, the newest first: `<state>/roadmaps`.
//!
//! ```text
//! 1795203903123 ⇥ backend ⇥ /home/ann/study/roadmap.toml ⇥ ⇥ Backend Developer
//! ```
//!
//! One a line: when it was opened last, its id, its path, the same path with all links followed where that is another one,
//! its title. A path may be any bytes: those that are no text, and controls, are written as `\xNN`. The built-in roadmap has
//! no path. A line that says none of this is passed over; nothing depends on the list but convenience.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::error::StoreError;
use super::files::{FileLayer as _, RealFiles};
use super::places::{Places, path_of, replace};
use crate::progress::Moment;
use crate::roadmap::RoadmapId;
use crate::text::SafeText;

/// Most roadmaps that are remembered.
const MOST: usize = 100;
/// Most bytes of the list that are read.
const LONGEST: u64 = 1024 * 1024;
/// Stands where a long title was cut.
const CUT: &str = "...";
/// Most cells of a title: a roadmap may have one that leaves the others no room.
const WIDEST: usize = 200;
/// How long another process is waited for, which writes for a few milliseconds. Without its lock one entry may be lost.
const PATIENCE: Duration = Duration::from_millis(200);

/// A roadmap that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its file; none of the built-in one.
    pub path: Option<PathBuf>,
    /// The path with all links followed, where that is another one.
    real: Option<PathBuf>,
    /// What its store is called.
    pub id: RoadmapId,
    /// What it was called.
    pub title: SafeText,
    /// When it was opened last.
    pub opened: Moment,
}

impl Known {
    /// A roadmap that is opened now. Its path is made absolute.
    pub fn new(path: Option<&Path>, (id, title): (RoadmapId, SafeText), opened: Moment) -> Self {
        let path = path.map(|path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
        Self { path, real: None, id, title, opened }
    }

    /// Whether both are one file, or both the built-in roadmap.
    pub fn is_same(&self, other: &Self) -> bool {
        self.path == other.path || self.file() == other.file()
    }

    fn file(&self) -> Option<&Path> {
        self.real.as_deref().or(self.path.as_deref())
    }

    fn resolved(mut self) -> Self {
        let real = self.path.as_ref().and_then(|path| RealFiles.resolve(path).ok());
        self.real = real.filter(|real| Some(real) != self.path.as_ref());
        self
    }

    fn line(&self) -> String {
        let path = |path: &Option<PathBuf>| path.as_deref().map(escaped).unwrap_or_default();
        let (opened, path, real) = (self.opened.millis(), path(&self.path), path(&self.real));
        format!("{opened}\t{}\t{path}\t{real}\t{}\n", self.id, self.title.fitted(WIDEST, CUT))
    }

    fn of_line(line: &str) -> Option<Self> {
        let mut fields = line.splitn(5, '\t');
        let opened = Moment::from_millis(fields.next()?.parse().ok()?);
        let id = RoadmapId::new(fields.next()?).ok()?;
        let mut path = || {
            let path = unescaped(fields.next()?)?;
            Some(Some(path).filter(|path| !path.as_os_str().is_empty()))
        };
        let (path, real) = (path()?, path()?);
        let is_whole = path.as_ref().is_none_or(|path| path.is_absolute());
        is_whole.then_some(Self { path, real, id, title: fields.next()?.into(), opened })
    }
}

impl Places {
    /// The roadmaps that were opened, the newest first. None where that is not known.
    pub fn known_roadmaps(&self) -> Vec<Known> {
        self.read_known().unwrap_or_default()
    }

    /// The roadmap file that was opened last; none where that was the built-in roadmap.
    pub fn last_roadmap(&self) -> Option<PathBuf> {
        self.known_roadmaps().into_iter().next()?.path
    }

    /// Remembers a roadmap as the one that was opened last.
    ///
    /// # Errors
    /// Where the state folder cannot be read or written.
    pub fn remember_roadmap(&self, known: Known) -> Result<(), StoreError> {
        let known = known.resolved();
        self.change_known(|list| {
            list.retain(|other| !other.is_same(&known));
            list.insert(0, known);
            true
        })
    }

    /// Forgets that a roadmap was opened; its file, its progress and its summaries stay. Gives what was forgotten.
    ///
    /// # Errors
    /// As [`Places::remember_roadmap`].
    pub fn forget_roadmap(&self, path: Option<&Path>) -> Result<Option<Known>, StoreError> {
        let mut gone = None;
        self.change_known(|list| {
            let place = list.iter().position(|known| known.path.as_deref() == path);
            gone = place.map(|place| list.remove(place));
            gone.is_some()
        })?;
        Ok(gone)
    }

    /// Remembers again what was forgotten, at its old place.
    ///
    /// # Errors
    /// As [`Places::remember_roadmap`].
    pub fn put_back_roadmap(&self, known: Known) -> Result<(), StoreError> {
        self.change_known(|list| {
            let is_back = list.iter().any(|other| other.is_same(&known));
            if !is_back {
                let place = list.iter().position(|other| other.opened <= known.opened);
                list.insert(place.unwrap_or(list.len()), known);
            }
            !is_back
        })
    }

    /// Changes the list where `change` says that it does.
    fn change_known(&self, change: impl FnOnce(&mut Vec<Known>) -> bool) -> Result<(), StoreError> {
        let file = self.known_file();
        // An id does not begin with a dot: this is no roadmap's lock.
        let lock = self.lock_file(".roadmaps");
        let folders = lock.parent().map_or(Ok(()), |folder| RealFiles.create_folders(folder));
        let _guard = folders.and_then(|()| RealFiles.lock(&lock, PATIENCE)).ok();
        let error = |error| StoreError::state_io("change the list of your roadmaps in", &file, &error);
        let mut list = self.read_known().map_err(error)?;
        if !change(&mut list) {
            return Ok(());
        }
        let text: String = list.iter().take(MOST).map(Known::line).collect();
        replace(&RealFiles, &file, text.as_bytes()).map_err(error)
    }

    fn read_known(&self) -> io::Result<Vec<Known>> {
        let bytes = match RealFiles.read(&self.known_file(), 0, LONGEST) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            bytes => bytes?,
        };
        let text = String::from_utf8_lossy(&bytes);
        // A line without its end is a part of one.
        let lines = text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n'));
        Ok(lines.filter_map(Known::of_line).take(MOST).collect())
    }

    fn known_file(&self) -> PathBuf {
        self.state.join("roadmaps")
    }
}

/// A path as text that can be read back, whatever its bytes.
fn escaped(path: &Path) -> String {
    let mut text = String::new();
    let escape = |text: &mut String, bytes: &[u8]| {
        for byte in bytes {
            // Writing to a String cannot fail.
            let _ = write!(text, "\\x{byte:02x}");
        }
    };
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        for c in chunk.valid().chars() {
            if c == '\\' || c.is_control() {
                escape(&mut text, c.encode_utf8(&mut [0; 4]).as_bytes());
            } else {
                text.push(c);
            }
        }
        escape(&mut text, chunk.invalid());
    }
    text
}

fn unescaped(text: &str) -> Option<PathBuf> {
    let mut parts = text.split('\\');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        let (digits, rest) = part.strip_prefix('x')?.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    Some(path_of(bytes))
}

#[cfg(test)]
mod tests;
