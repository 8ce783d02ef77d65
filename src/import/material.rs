//! The files of a source: read with care, and never outside of its folder.

mod folder;
mod memory;

use std::io::Read;

pub use folder::{Folder, MAX_FILE, MAX_FILES, MAX_LEVELS};
pub(crate) use memory::Memory;

use super::{Place, Remark, RemarkKind, remark_of};
use crate::source;
use crate::text::SafeText;

/// A text file of a source, decoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Its text, with line feeds and without a byte-order mark.
    pub text: String,
    /// What was mended in it, or could not be, a line at a time: (line from 1, words). Line 0 is the whole file.
    pub damage: Vec<(usize, String)>,
}

impl Text {
    /// What is damaged in it, for the person; `file` is its path.
    pub(super) fn remarks(&self, file: &str) -> impl Iterator<Item = Remark> {
        self.damage.iter().map(move |(line, words)| Remark {
            kind: RemarkKind::Damaged,
            place: Place { file: file.to_owned(), line: *line },
            words: words.clone(),
        })
    }
}

/// Why a file of a source cannot be read: what is wrong with it and what to do, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct MaterialError(pub SafeText);

impl MaterialError {
    /// The error with these words.
    pub fn new(words: impl Into<SafeText>) -> Self {
        Self(words.into())
    }

    /// That the file `file` was left out because of it.
    pub(super) fn left_out(&self, file: &str) -> Remark {
        remark_of(RemarkKind::LeftOut, file, self.0.as_str().trim_end_matches('.'))
    }
}

/// What a reader sees of its source. Paths are relative to the folder of the source, with `/` between their parts.
pub trait Material {
    /// The text of a file, decoded.
    ///
    /// # Errors
    /// Where there is no such file in the folder, it is too large, no text, or leads outside.
    fn text(&self, file: &str) -> Result<Text, MaterialError>;

    /// Opens a regular file, for its bytes as they are.
    ///
    /// # Errors
    /// Where there is no such file in the folder, or it leads outside.
    fn open(&self, file: &str) -> Result<Box<dyn Read + '_>, MaterialError>;

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

    /// The file or folder of the source that a web address of its own repository stands for, such as
    /// `https://github.com/OWNER/NAME/blob/main/notes/tcp.md`. Without what stands behind `#` or `?`.
    fn local(&self, _address: &str) -> Option<String> {
        None
    }
}

/// The text of a file of a source.
///
/// # Errors
/// Where it is none.
fn text_of(file: &str, bytes: &[u8]) -> Result<Text, MaterialError> {
    let source::Decoded { text, damage, is_text } = source::decoded(bytes);
    if is_text {
        return Ok(Text { text, damage });
    }
    Err(MaterialError::new(format!(
        "Cannot read {file}: it is no text. Take it out of the source, or save it as UTF-8."
    )))
}

/// Whether a path can lie in a source: no part of it goes up, none is empty.
fn is_inside(path: &str) -> bool {
    let is_part = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\0', '\\']);
    path.split('/').all(is_part)
}
