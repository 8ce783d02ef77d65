//! Where the roadmap comes from, and its notes: a file and its folder, or what is compiled in.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::roadmap::problem::Problems;
use crate::roadmap::{NotePath, Roadmap};
use crate::text::SafeText;

/// Largest part of a note that is read, in bytes; the rest is cut with a notice.
pub const MAX_NOTE_BYTES: u64 = 1024 * 1024;

/// Where a roadmap is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The Backend roadmap that is compiled in.
    BuiltIn,
    /// A file; its notes lie beside it.
    File(PathBuf),
}

/// What [`Source::locate`] looks at, in this order.
#[derive(Clone, Copy, Debug)]
pub struct Wishes<'a> {
    /// The path on the command line: a file or its folder.
    pub argument: Option<&'a Path>,
    /// `TRAILMARK_ROADMAP`, a file or its folder.
    pub variable: Option<&'a OsStr>,
    /// The folder in which, and above which, `roadmap.toml` is looked for.
    pub folder: &'a Path,
    /// The file that was opened last.
    pub last: Option<&'a Path>,
}

/// Why a roadmap file cannot be used at all.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct SourceError(String);

/// Why a roadmap cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The file cannot be read.
    #[error(transparent)]
    Unreadable(#[from] SourceError),
    /// What it says is no roadmap.
    #[error(transparent)]
    Invalid(#[from] Problems),
}

/// A note as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoteText {
    /// Markdown, with line breaks as `\n`.
    pub markdown: String,
    /// What the reader must know: cut, damaged, not UTF-8.
    pub notice: Option<SafeText>,
}

/// Size, time and inode: what tells that a file changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    len: u64,
    modified: Option<std::time::SystemTime>,
    inode: u64,
}

impl Source {
    /// Finds the roadmap; first hit wins, see [`Wishes`], the built-in one last.
    ///
    /// # Errors
    /// Where the argument or the variable names nothing that could be a roadmap.
    pub fn locate(wishes: Wishes<'_>) -> Result<Self, SourceError> {
        let _ = wishes;
        unimplemented!()
    }

    /// Reads and parses the roadmap.
    ///
    /// # Errors
    /// Says what is wrong with the file, all problems at once.
    pub fn load(&self) -> Result<Roadmap, LoadError> {
        unimplemented!()
    }

    /// What does not stop the roadmap from being used but should be mended: notes that are missing or no regular files,
    /// topics without an id.
    pub fn warnings(&self, roadmap: &Roadmap) -> Vec<SafeText> {
        let _ = roadmap;
        unimplemented!()
    }

    /// Reads a note.
    ///
    /// # Errors
    /// Says why the note cannot be read: missing, no regular file, a link out of the folder.
    pub fn note(&self, roadmap: &Roadmap, path: &NotePath) -> Result<NoteText, SourceError> {
        let _ = (roadmap, path);
        unimplemented!()
    }

    /// What tells that the roadmap file changed; `None` for the built-in one and a file that is gone.
    pub fn stamp(&self) -> Option<Stamp> {
        unimplemented!()
    }

    /// What tells that a note changed.
    pub fn note_stamp(&self, roadmap: &Roadmap, path: &NotePath) -> Option<Stamp> {
        let _ = (roadmap, path);
        unimplemented!()
    }

    /// How the source is called on screens: the path, or "the built-in roadmap".
    pub fn label(&self) -> SafeText {
        unimplemented!()
    }
}
