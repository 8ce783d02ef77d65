//! Adding to a summary: the one way in which the program writes one.
//!
//! In this order: take the lock; read the file; write a temporary file beside the real one, whatever links lead there, with
//! its mode and owner; look whether the file is still what was read; rename; sync the folder. The lock keeps other processes
//! of the program away, and the second look whoever else writes: an editor, git, a sync tool. Where the file did change, what
//! is new is read and the text added to that. Where the system can, the rename is a swap, so that what came in between the
//! look and the rename is not lost either, but kept beside it.
//!
//! A hard link is broken by the rename, and extended attributes are lost: that is the price of never leaving half a file.

use std::io;
use std::path::{Path, PathBuf};

use super::super::error::{StoreError, advice, shown, why};
use super::super::files::Stamp;
use super::super::lock;
use super::super::places::{TEMPORARY, create_folder, left_over};
use super::{MAX_SUMMARY, NO_TEXT, Summaries};
use crate::roadmap::TopicId;

/// How often a text is added anew to a file that goes on changing.
const ATTEMPTS: usize = 3;
/// Most files with kept texts of one topic.
const MOST_KEPT: usize = 999;
/// What temporary files are called, before the number of their process.
const BEFORE: &str = ".trailmark-";

/// A text that was added to a summary and is on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// The summary.
    pub path: PathBuf,
}

/// Why a text is not simply at the end of a summary.
#[derive(Debug, thiserror::Error)]
pub enum AddError {
    /// It is written nowhere, and the summary is as it was: it can be added again.
    #[error("{0}")]
    NotWritten(StoreError),
    /// It is on the disk, in the summary or in a file beside it, and must not be added again; what is to be done about it.
    #[error("{0}")]
    Written(StoreError),
}

/// What a summary is at one moment.
#[derive(PartialEq, Eq)]
pub(super) struct Seen {
    /// The file itself, all links followed.
    pub(super) target: PathBuf,
    /// None where there is no file.
    pub(super) file: Option<(Stamp, Vec<u8>)>,
}

/// What became of the new file.
enum Placed {
    /// It has not got the name: the old one changed.
    Nowhere,
    /// It has the name of the old one, which has its own.
    Swapped,
    /// It has the name.
    There,
}

/// Why a text was not added.
enum Failed {
    /// Somebody changed the file at the very moment; what was in it then is kept here.
    Crossed(PathBuf),
    /// The system says no.
    Io(io::Error),
    /// Nothing can be added to what is there; the text is to be kept elsewhere. Why, and what to do.
    Refused(&'static str, &'static str),
    /// The text is there, but nobody knows whether it outlasts a power cut.
    Unsynced(io::Error),
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Summaries {
    /// Adds `text` as new lines at the end of a topic's summary, which is made where there is none. It is on the disk when
    /// this returns.
    ///
    /// Control characters are dropped. The file keeps its mode, its line breaks, and the links that lead to it; whatever is
    /// in it stays, also what somebody else writes meanwhile.
    ///
    /// # Errors
    /// [`AddError::NotWritten`] where the text is blank, or the file cannot be written. [`AddError::Written`] where nothing can
    /// be added to it (it is no UTF-8 text, too long, or goes on changing), so that the text is kept in a file beside it, which
    /// the error names; where another program wrote at the same moment; and where it may not outlast a power cut.
    pub fn add(&self, topic: &TopicId, text: &str) -> Result<Added, AddError> {
        let path = self.file(topic);
        let text = typed(text);
        if text.trim().is_empty() {
            let path = shown(&path);
            return Err(AddError::NotWritten(StoreError::new(format!(
                "cannot add to your summary {path}: there is no text. Type some words and try again."
            ))));
        }
        let failed =
            |error: io::Error| AddError::NotWritten(StoreError::io("add to your summary", &path, &error));
        let homeless = |error| StoreError::io("add to your summary in", &self.folder, &error);
        create_folder(&*self.files, &self.folder).map_err(|error| AddError::NotWritten(homeless(error)))?;
        let _lock = lock::take(&*self.files, &self.lock).map_err(AddError::NotWritten)?;
        let written = |words: String| {
            AddError::Written(StoreError::new(format!("your text is in {}, but {words}", shown(&path))))
        };
        match self.add_to(&path, &text) {
            Ok(()) => Ok(Added { path }),
            Err(Failed::Io(error)) => Err(failed(error)),
            Err(Failed::Refused(why, advice)) => Err(self.keep(topic, &text, (why, advice))),
            Err(Failed::Crossed(kept)) => Err(written(format!(
                "another program changed that file at the same moment; what it wrote is kept in {}. Put both together in \
                 your editor.",
                shown(&kept)
            ))),
            Err(Failed::Unsynced(error)) => {
                Err(written(format!("it may not outlast a power cut: {}. {}", why(&error), advice(&error))))
            }
        }
    }

    fn add_to(&self, path: &Path, text: &str) -> Result<(), Failed> {
        for _ in 0..ATTEMPTS {
            let seen = self.look(path)?;
            let bytes = with_text(seen.file.as_ref().map_or(&[][..], |(_, bytes)| bytes), text)?;
            let folder = seen.target.parent().unwrap_or(&self.folder);
            let temporary = match self.write_temporary(folder, &seen, &bytes) {
                // It has just gone, and the next look tells.
                Err(error) if error.kind() == io::ErrorKind::NotFound && seen.file.is_some() => continue,
                written => written?,
            };
            let placed = self.put_in_place(path, &temporary, &seen);
            if !matches!(placed, Ok(Placed::There) | Err(Failed::Crossed(_))) {
                // It is the new text where that has not got its name, else the old one. The first error is the one to tell.
                let _ = self.files.remove(&temporary);
            }
            if !matches!(placed?, Placed::Nowhere) {
                return self.sync_names(folder, seen.file.is_none()).map_err(Failed::Unsynced);
            }
        }
        let advice = "Close whatever writes to it, and put the text in";
        Err(Failed::Refused("another program changes it again and again", advice))
    }

    /// Gives the new summary its name, where the old one is still what was seen.
    fn put_in_place(&self, path: &Path, temporary: &Path, seen: &Seen) -> Result<Placed, Failed> {
        if self.look(path)? != *seen {
            return Ok(Placed::Nowhere);
        }
        let Some((_, old)) = &seen.file else {
            return match self.files.rename_new(temporary, &seen.target) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(Placed::Nowhere),
                named => Ok(named.map(|()| Placed::There)?),
            };
        };
        match self.files.swap(temporary, &seen.target) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Placed::Nowhere),
            Err(error) if error.kind() == io::ErrorKind::Unsupported => {
                // Here the look before was the last one.
                return Ok(self.files.rename(temporary, &seen.target).map(|()| Placed::There)?);
            }
            swapped => swapped?,
        }
        // What the new text has replaced has the other name now: this look cannot have come too early.
        if self.files.read(temporary, 0, MAX_SUMMARY + 1).is_ok_and(|now| now == *old) {
            return Ok(Placed::Swapped);
        }
        let kept = beside(&seen.target, |kept| self.files.rename_new(temporary, kept));
        if let Some(folder) = seen.target.parent() {
            // There is worse to tell.
            let _ = self.files.sync_folder(folder);
        }
        // Where it cannot be kept under a better name, it stays under the one that it has.
        Err(Failed::Crossed(kept.unwrap_or_else(|_| temporary.to_owned())))
    }

    /// What the summary is now.
    fn look(&self, path: &Path) -> io::Result<Seen> {
        let target = match self.files.resolve(path) {
            Ok(target) => target,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.refuse_a_link_to_nowhere(path)?;
                return Ok(Seen { target: path.to_owned(), file: None });
            }
            Err(error) => return Err(error),
        };
        let read = || Ok((self.files.stamp(&target)?, self.files.read(&target, 0, MAX_SUMMARY + 1)?));
        let file = match read() {
            Ok(file) => Some(file),
            // It has just gone.
            Err(error) if io::Error::kind(&error) == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        Ok(Seen { target, file })
    }

    /// A rename would put a file in place of the link, and what it leads to may only be away for now.
    fn refuse_a_link_to_nowhere(&self, path: &Path) -> io::Result<()> {
        let names = self.files.list(&self.folder)?;
        let is_link = names.iter().any(|name| Some(name.as_os_str()) == path.file_name())
            && self.files.resolve(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
        if is_link { Err(io::Error::other("it is a link to a file that is not there")) } else { Ok(()) }
    }

    /// Writes the new summary beside the old one.
    pub(super) fn write_temporary(&self, folder: &Path, seen: &Seen, bytes: &[u8]) -> io::Result<PathBuf> {
        let old = seen.file.as_ref().map(|_| seen.target.as_path());
        if let Some(old) = old {
            // A rename asks only for the right to write in the folder; who took away the right to write the file meant that.
            drop(self.files.open_append(old)?);
        }
        self.sweep(folder)?;
        let temporary = folder.join(format!("{BEFORE}{}{TEMPORARY}", std::process::id()));
        // First the mode, then the text: nobody reads what they may not, not even for a moment.
        self.files.create_like(&temporary, old)?;
        let written = self.files.write_temporary(&temporary, bytes);
        if written.is_err() {
            let _ = self.files.remove(&temporary);
        }
        written.map(|()| temporary)
    }

    /// Removes what runs that were killed have left. Nobody else of the program writes here while we hold the lock.
    ///
    /// What had our own number must be gone for good before the name is used again: else a power cut could put the old text
    /// that was in it in place of the summary.
    fn sweep(&self, folder: &Path) -> io::Result<()> {
        let left = left_over(&*self.files, folder, BEFORE);
        for path in &left {
            let _ = self.files.remove(path);
        }
        if left.is_empty() { Ok(()) } else { self.files.sync_folder(folder) }
    }

    /// Makes the names outlast a power cut; for a new file those of the folders too, which another run may just have made.
    fn sync_names(&self, folder: &Path, is_new: bool) -> io::Result<()> {
        self.files.sync_folder(folder)?;
        let above = self.folder.ancestors().skip(1).take(2);
        if is_new { above.into_iter().try_for_each(|folder| self.files.sync_folder(folder)) } else { Ok(()) }
    }

    /// Keeps a text that cannot be added in a file of its own, and says so.
    fn keep(&self, topic: &TopicId, text: &str, (why_not, advice): (&str, &str)) -> AddError {
        let path = self.file(topic);
        let summary = shown(&path);
        match self.write_kept(topic, text) {
            Ok(kept) => AddError::Written(StoreError::new(format!(
                "cannot add to your summary {summary}: {why_not}. What you wrote is kept in {}. {advice} from there.",
                shown(&kept)
            ))),
            Err(error) => AddError::NotWritten(StoreError::new(format!(
                "cannot add to your summary {summary}: {why_not}; and what you wrote could not be kept beside it: {}. \
                 {advice} once more.",
                why(&error)
            ))),
        }
    }

    /// The file in which a text is kept already: whoever tries again has the same text.
    fn kept_before(&self, summary: &Path, text: &str) -> Option<PathBuf> {
        let limit = text.len() as u64 + 1;
        let mut kept =
            kept_names(summary).map_while(|kept| Some((self.files.read(&kept, 0, limit).ok()?, kept)));
        kept.find(|(bytes, _)| bytes == text.as_bytes()).map(|(_, kept)| kept)
    }

    fn write_kept(&self, topic: &TopicId, text: &str) -> io::Result<PathBuf> {
        let path = self.file(topic);
        if let Some(kept) = self.kept_before(&path, text) {
            return Ok(kept);
        }
        let model = self.files.resolve(&path).ok();
        let kept = beside(&path, |kept| self.files.create_like(kept, model.as_deref()))?;
        let written = self.files.write_temporary(&kept, text.as_bytes());
        if let Err(error) = written.and_then(|()| self.files.sync_folder(&self.folder)) {
            let _ = self.files.remove(&kept);
            return Err(error);
        }
        Ok(kept)
    }
}

/// The files for texts that could not be added to a summary.
pub(super) fn kept_names(summary: &Path) -> impl Iterator<Item = PathBuf> {
    (1..=MOST_KEPT).map(|number| summary.with_extension(format!("kept-{number}.md")))
}

/// Takes a name beside a summary that nothing has yet.
pub(super) fn beside(summary: &Path, take: impl Fn(&Path) -> io::Result<()>) -> io::Result<PathBuf> {
    for kept in kept_names(summary) {
        match take(&kept) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            taken => return taken.map(|()| kept),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// What was typed as whole lines: without control characters but tabs, with a line break at the end.
fn typed(text: &str) -> String {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let kept: String = text.chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect();
    let mut kept = kept.trim_end_matches('\n').to_owned();
    kept.push('\n');
    kept
}

/// A summary with more lines at its end.
fn with_text(old: &[u8], text: &str) -> Result<Vec<u8>, Failed> {
    let old_text = match str::from_utf8(old) {
        Ok(old) => old,
        // The limit may have cut a character.
        Err(error) if old.len() as u64 > MAX_SUMMARY && error.error_len().is_none() => "",
        Err(_) => {
            return Err(Failed::Refused(
                NO_TEXT,
                "Save the summary as UTF-8 in your editor, and put the text in",
            ));
        }
    };
    if (old.len() + text.len()) as u64 > MAX_SUMMARY {
        let advice = "Make the summary shorter, and put the text in";
        return Err(Failed::Refused("it would be longer than 1 MiB", advice));
    }
    let first = old_text.split_inclusive('\n').next().unwrap_or_default();
    let line_break = if first.ends_with("\r\n") { "\r\n" } else { "\n" };
    let mut bytes = old.to_vec();
    if !matches!(old_text.trim_start_matches('\u{FEFF}').as_bytes().last(), None | Some(b'\n')) {
        bytes.extend_from_slice(line_break.as_bytes());
    }
    bytes.extend_from_slice(text.replace('\n', line_break).as_bytes());
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_at_the_end() {
        for (old, text, new) in [
            ("", "a", "a\n"),
            ("x\n", "a", "x\na\n"),
            ("x", "a\nb\n\n", "x\na\nb\n"),
            ("x\n\n", "a", "x\n\na\n"),
            ("x\r\ny\r\n", "a\r\nb", "x\r\ny\r\na\r\nb\r\n"),
            ("x\r\ny", "a", "x\r\ny\r\na\r\n"),
            ("\u{FEFF}", "a", "\u{FEFF}a\n"),
            ("\u{FEFF}x", "\u{FEFF}a", "\u{FEFF}x\na\n"),
            ("트랜잭션", "격리 수준 네 가지, WAL", "트랜잭션\n격리 수준 네 가지, WAL\n"),
            ("", "  - \ta\u{1B}[31m\u{9B}\u{7}b", "  - \ta[31mb\n"),
        ] {
            let bytes = with_text(old.as_bytes(), &typed(text)).ok().expect("a text");
            assert_eq!(String::from_utf8(bytes).expect("UTF-8"), new, "{old:?} {text:?}");
        }
    }

    #[test]
    fn what_nothing_is_added_to() {
        let long = vec![b'x'; usize::try_from(MAX_SUMMARY).expect("a length") - 2];
        assert!(with_text(&long, "a\n").is_ok());
        assert!(matches!(with_text(&long, "aa\n"), Err(Failed::Refused(why, _)) if why.contains("1 MiB")));
        let mut cut = long.clone();
        cut.extend_from_slice(&[b'x', b'x', 0xED]);
        assert!(matches!(with_text(&cut, "a\n"), Err(Failed::Refused(why, _)) if why.contains("1 MiB")));
        for old in [&[0xFF, 0xFE, b'a', 0][..], &[b'a', 0xED, 0x95]] {
            assert!(
                matches!(with_text(old, "a\n"), Err(Failed::Refused(why, _)) if why == NO_TEXT),
                "{old:?}"
            );
        }
    }
}
