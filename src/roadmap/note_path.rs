//! Paths that a roadmap may name: they cannot leave their folder.

use std::fmt;
use std::path::{Path, PathBuf};

/// A relative path with `/` between its parts that stays inside its folder whatever it is joined to.
///
/// The text alone is checked. That no part is a symbolic link out of the folder is checked when the file is read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NotePath(Box<str>);

/// Why a text is no [`NotePath`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadNotePath {
    /// There is nothing.
    #[error("the path is empty")]
    Empty,
    /// It goes up.
    #[error("the path leaves the folder with `..`")]
    Leaves,
    /// It begins at the root or names a drive.
    #[error("the path is absolute; write it relative to the folder")]
    Absolute,
    /// Backslashes, colons, control characters.
    #[error("the path has {0:?} in it; use letters, digits and `/` between folders")]
    BadChar(char),
}

impl NotePath {
    /// Takes `text` as a path.
    ///
    /// # Errors
    /// Says what in `text` could leave the folder or does not work on every platform.
    pub fn new(text: &str) -> Result<Self, BadNotePath> {
        if text.is_empty() {
            return Err(BadNotePath::Empty);
        }
        let mut chars = text.chars();
        if text.starts_with(['/', '\\'])
            || (chars.next().is_some_and(char::is_alphabetic) && chars.next() == Some(':'))
        {
            return Err(BadNotePath::Absolute);
        }
        if let Some(bad) = text
            .chars()
            .find(|c| c.is_control() || matches!(c, '\\' | ':' | '|' | '<' | '>' | '"' | '?' | '*'))
        {
            return Err(BadNotePath::BadChar(bad));
        }
        // As nearly all are written, without parts to be left out.
        if text.split('/').all(|part| !matches!(part, "" | "." | "..")) {
            return Ok(Self(text.into()));
        }
        let parts: Vec<&str> = text.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
        if parts.contains(&"..") {
            return Err(BadNotePath::Leaves);
        }
        if parts.is_empty() {
            return Err(BadNotePath::Empty);
        }
        Ok(Self(parts.join("/").into()))
    }

    /// The path with `/` between its parts, without `.` parts.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same path below a folder of the folder.
    pub(crate) fn in_folder(&self, folder: &str) -> Self {
        Self(format!("{folder}/{self}").into())
    }

    /// The file or folder that this names below `folder`.
    pub fn below(&self, folder: &Path) -> PathBuf {
        let mut path = folder.to_path_buf();
        path.extend(self.0.split('/'));
        path
    }
}

impl fmt::Display for NotePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leaves_its_folder() {
        for (text, verdict) in [
            ("internet/tcp.md", Ok("internet/tcp.md")),
            ("./a//b.md", Ok("a/b.md")),
            ("한글 노트.md", Ok("한글 노트.md")),
            ("", Err(BadNotePath::Empty)),
            ("./", Err(BadNotePath::Empty)),
            ("../x.md", Err(BadNotePath::Leaves)),
            ("a/../../x.md", Err(BadNotePath::Leaves)),
            ("/etc/passwd", Err(BadNotePath::Absolute)),
            ("C:/x.md", Err(BadNotePath::Absolute)),
            ("c:x.md", Err(BadNotePath::Absolute)),
            ("\\\\server\\x", Err(BadNotePath::Absolute)),
            ("a\\..\\b", Err(BadNotePath::BadChar('\\'))),
            ("a\0b", Err(BadNotePath::BadChar('\0'))),
            ("con:stream", Err(BadNotePath::BadChar(':'))),
        ] {
            assert_eq!(
                NotePath::new(text).as_ref().map(NotePath::as_str).map_err(|e| *e),
                verdict,
                "{text:?}"
            );
        }
    }

    #[test]
    fn below_joins_part_by_part() {
        let path = NotePath::new("a/b.md").map(|path| path.below(Path::new("notes")));
        assert_eq!(path, Ok(Path::new("notes").join("a").join("b.md")));
    }
}
