//! The files of a source: read with care, and never outside of its folder.

use std::path::{Path, PathBuf};

use crate::text::SafeText;

/// A text file of a source, decoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Its text, with line feeds and without a byte-order mark.
    pub text: String,
    /// What was mended in it, or could not be, a line at a time: (line from 1, words). Line 0 is the whole file.
    pub damage: Vec<(usize, String)>,
}

/// Why a file of a source cannot be read: what is wrong with it and what to do, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct MaterialError(pub SafeText);

/// What a reader sees of its source. Paths are relative to the folder of the source, with `/` between their parts.
pub trait Material {
    /// The text of a file, decoded.
    ///
    /// # Errors
    /// Where there is no such file in the folder, it is too large, no text, or leads outside.
    fn text(&self, file: &str) -> Result<Text, MaterialError>;

    /// Every regular file below a folder (`""` is the whole source), sorted; files and folders whose name begins with a dot are
    /// left out.
    ///
    /// # Errors
    /// Where the folder cannot be listed, or has far too many files.
    fn files(&self, folder: &str) -> Result<Vec<String>, MaterialError>;

    /// Whether there is such a regular file in the folder.
    fn has(&self, file: &str) -> bool;

    /// Whether there is such a folder.
    fn has_folder(&self, folder: &str) -> bool;
}

/// A folder on disk.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The folder `root`.
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    /// Where it is.
    pub fn root(&self) -> &Path {
        &self.root
    }
}
