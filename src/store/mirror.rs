//! The mirror: a second copy of the lines that this device has saved, in the state folder.
//!
//! It guards against what happens to the logs from outside: an editor, `git reset`, an older file that is synced back. Against
//! a power cut the log itself is synced; so a line goes to the mirror only once it is on the disk in the log, under the same
//! lock, and the mirror is never synced on its own. It may lack lines, then, but it never has one that was not saved.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::{Path, PathBuf};

use super::append::Batch;
use super::files::FileLayer;
use super::log::{HEADER, read};
use super::{LogTrouble, TroubleKind, error, logs_in};
use crate::progress::{DeviceId, Event, EventKey};
use crate::text::{SafeText, counted};

/// Largest file that is copied or compared, in bytes: two million changes.
const MAX_FILE: u64 = 256 * 1024 * 1024;

/// An event that was saved and is in no log, with its line as it stood there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// What the line says.
    pub event: Event,
    /// The line, with its line break.
    pub(super) line: String,
}

/// The mirror of one roadmap, and what it told.
#[derive(Debug)]
pub(super) struct Mirror {
    /// One file a device; more than one where this device has had another name.
    pub(super) folder: PathBuf,
    /// What the mirror holds and no log did when that was last compared, less what was read since.
    lost: BTreeMap<EventKey, Lost>,
    /// Whether it was read by this process before it was lost.
    is_known: bool,
    /// Whether something happened to the logs that can have lost lines.
    pub(super) is_suspect: bool,
    /// Whether this device's log has lines that the mirror has not.
    pub(super) is_behind: bool,
    /// Which files were read.
    inodes: Vec<(PathBuf, u64)>,
    /// Why it cannot be read or written.
    fault: Option<(PathBuf, SafeText)>,
}

impl Mirror {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            lost: BTreeMap::new(),
            is_known: false,
            is_suspect: false,
            is_behind: false,
            inodes: Vec::new(),
            fault: None,
        }
    }

    /// Takes over lines that are on the disk in the log. That it cannot stops nothing.
    pub(super) fn follow(&mut self, files: &dyn FileLayer, device: &DeviceId, batch: &Batch) {
        // What stood in the log already was not written with the others.
        self.is_behind |= !batch.is_new || batch.lines.lines().count() < batch.keys.len();
        if batch.is_new && !batch.lines.is_empty() {
            let file = file(&self.folder, device);
            match append(files, &file, &batch.lines) {
                // What it missed is made up for when the next backup is thought of.
                Ok(()) => self.is_behind |= self.fault.take().is_some(),
                Err(error) => self.fault = Some((file, unwritten(&error))),
            }
        }
    }

    /// All that it holds, to be compared with logs that are read after it: another process writes to the log first.
    pub(super) fn read(&mut self, files: &dyn FileLayer) -> Vec<Vec<u8>> {
        let mut texts = Vec::new();
        self.fault = None;
        self.inodes.clear();
        for path in held(files, &self.folder) {
            self.inodes.extend(files.stamp(&path).map(|stamp| (path.clone(), stamp.inode)));
            match whole(files, &path) {
                Ok(text) => texts.push(text),
                Err(error) => {
                    let why =
                        format!("the second copy of your changes cannot be read: {}", error::why(&error));
                    self.fault = Some((path, why.into()));
                }
            }
        }
        texts
    }

    /// Whether another process has made it forget something of what is lost: that replaces a file.
    pub(super) fn is_replaced(&self, files: &dyn FileLayer) -> bool {
        let is_another =
            |(path, inode): &(PathBuf, u64)| files.stamp(path).is_ok_and(|now| now.inode != *inode);
        !self.lost.is_empty() && self.inodes.iter().any(is_another)
    }

    /// Whether it has what this device's log has, no less and no more: then all is well. `own` are the keys that were just read
    /// in that log, in order. This is how it nearly always is, and it costs no hashing.
    pub(super) fn agrees(&mut self, texts: &[Vec<u8>], own: &[EventKey]) -> bool {
        let mut held: Vec<EventKey> = texts.iter().flat_map(|text| lines(text)).filter_map(key_of).collect();
        held.sort();
        held.dedup();
        let agrees = held.iter().eq(own);
        if agrees {
            self.lost.clear();
            (self.is_behind, self.is_suspect) = (false, false);
        }
        agrees
    }

    /// Finds out what is lost: the lines of `texts` that are not among `found`, the events in the logs. `own` are those in
    /// this device's log.
    pub(super) fn compare(&mut self, texts: &[Vec<u8>], found: &[Event], own: &[EventKey]) {
        let mut held: HashMap<EventKey, Option<&[u8]>> = HashMap::new();
        for line in texts.iter().flat_map(|text| lines(text)) {
            if let Some(key) = key_of(line) {
                held.insert(key, Some(line));
            }
        }
        self.is_behind = own.iter().any(|key| !held.contains_key(key));
        for event in found {
            if let Some(line) = held.get_mut(&event.key) {
                *line = None;
            }
        }
        self.lost = held.into_values().flatten().filter_map(Lost::read).collect();
        self.is_suspect = false;
    }

    /// Notes whether what is lost now was known to whoever reads the store.
    pub(super) fn was_known(&mut self, is_known: bool) {
        self.is_known = is_known;
    }

    /// These are in the logs again.
    pub(super) fn found<'a>(&mut self, keys: impl IntoIterator<Item = &'a EventKey>) {
        if self.lost.is_empty() {
            return;
        }
        for key in keys {
            self.lost.remove(key);
        }
    }

    /// What is in no log, the oldest first.
    pub(super) fn lost(&self) -> impl Iterator<Item = &Lost> {
        self.lost.values()
    }

    /// What is to be said, of the log `own_log` and of the mirror itself.
    pub(super) fn troubles(&self, own_log: &Path) -> Vec<LogTrouble> {
        let trouble = |file: &Path, why, kind| LogTrouble { file: file.to_owned(), line: None, why, kind };
        let lost = (!self.lost.is_empty()).then(|| {
            let changes = counted(self.lost.len(), "change");
            let (were, are, them) =
                if self.lost.len() == 1 { ("was", "is", "it") } else { ("were", "are", "them") };
            let what = if self.is_known { "shown only until you quit" } else { "not counted" };
            let why = format!(
                "{changes} that {were} saved {are} no longer in your log, and {what}; `trailmark restore` puts {them} back"
            );
            trouble(own_log, why.into(), TroubleKind::Lost)
        });
        let fault = self.fault.as_ref().map(|(file, why)| trouble(file, why.clone(), TroubleKind::Copy));
        lost.into_iter().chain(fault).collect()
    }
}

impl Lost {
    /// The event of a line, if it can be read.
    pub(super) fn read(line: &[u8]) -> Option<(EventKey, Self)> {
        let event = read(line).ok().flatten()?;
        let line = str::from_utf8(line).ok()?;
        let line = format!("{}\n", line.strip_suffix('\n').unwrap_or(line));
        Some((event.key.clone(), Self { event, line }))
    }
}

/// Why a mirror could not be written.
pub(super) fn unwritten(error: &io::Error) -> SafeText {
    let why = error::why(error);
    format!("the second copy of your changes cannot be written: {why}. Your log has them all").into()
}

/// The mirror's file of a device.
pub(super) fn file(folder: &Path, device: &DeviceId) -> PathBuf {
    folder.join(format!("{device}.toml"))
}

/// The files of the mirror, in order. None where its folder cannot be looked into: then there was nothing to be saved, or the
/// next line that is saved says why.
pub(super) fn held(files: &dyn FileLayer, folder: &Path) -> Vec<PathBuf> {
    logs_in(files, folder).unwrap_or_default()
}

/// Appends lines to a file of the mirror, which is made where it is missing. Not synced.
pub(super) fn append(files: &dyn FileLayer, path: &Path, lines: &str) -> io::Result<()> {
    let mut file = match files.open_append(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            files.create_folders(path.parent().unwrap_or(path))?;
            files.open_append(path)?
        }
        result => result?,
    };
    let before = match file.last_byte()? {
        None => HEADER,
        Some(b'\n') => "",
        // Half a line of a process that was killed.
        Some(_) => "\n",
    };
    file.append(format!("{before}{lines}").as_bytes())
}

/// A file as it is.
///
/// # Errors
/// Where it cannot be read, or is too large to be a log of anybody.
pub(crate) fn whole(files: &dyn FileLayer, path: &Path) -> io::Result<Vec<u8>> {
    let bytes = files.read(path, 0, MAX_FILE + 1)?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "the file is too large"));
    }
    Ok(bytes)
}

/// The lines of a text, with their line breaks.
pub(super) fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split_inclusive(|byte| *byte == b'\n')
}

/// The key of the event on a line, if there is one. The lines that we write are not parsed for it: a mirror is read whole at
/// every start.
pub(super) fn key_of(line: &[u8]) -> Option<EventKey> {
    match EventKey::at_start_of(line) {
        Some(key) if line.trim_ascii_end().ends_with(b"}") => Some(key),
        _ => read(line).ok().flatten().map(|event| event.key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_a_line() {
        let key = "20261120T194503123Z-00-k3f9q2";
        for (line, is) in [
            (format!("{key} = {{ minutes = 30, later = [1] }}\n"), true),
            (format!("{key}={{minutes=30}} # twice\r\n"), true),
            (format!("  \"{key}\" = {{ minutes = 30 }}"), true),
            (format!("{key} = {{ topic = \"x\", ti"), false),
            (format!("# {key} = {{ minutes = 30 }}"), false),
            ("format = 1\n".to_owned(), false),
            ("\n".to_owned(), false),
            (key.to_owned(), false),
        ] {
            let found = key_of(line.as_bytes()).map(|key| key.to_string());
            assert_eq!(found.as_deref(), is.then_some(key), "{line}");
        }
        assert_eq!(key_of(b"\0\0\0\xFF"), None);
    }
}
