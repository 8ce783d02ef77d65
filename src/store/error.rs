//! Why the store could not do something.

use std::io;
use std::path::Path;

use crate::text::SafeText;

/// Why the store could not do something. Each message says what was being done, to which file, why it failed and what
/// to do next.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct StoreError(String);

impl StoreError {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// `doing` is a verb, as in "cannot read PATH".
    pub(super) fn io(doing: &str, path: &Path, error: &io::Error) -> Self {
        Self(format!("cannot {doing} {}: {}. {}", shown(path), why(error), advice(error)))
    }
}

/// A path as text that is safe to show.
pub(super) fn shown(path: &Path) -> SafeText {
    SafeText::from(path.display().to_string())
}

/// The reason in words; what the system says where we have none.
pub(super) fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::QuotaExceeded => "your disk quota is used up".to_owned(),
        io::ErrorKind::FileTooLarge => "the file has reached the largest size allowed".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::NotADirectory => "a part of the path is a file and no folder".to_owned(),
        _ => SafeText::from(error.to_string()).into(),
    }
}

fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "Make room on that disk and try again.",
        io::ErrorKind::FileTooLarge => "Raise the limit (`ulimit -f`) and try again.",
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
            "Give yourself the right to read and write there, or choose another folder with --store."
        }
        io::ErrorKind::InvalidInput | io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory => {
            "Move what is in its place away, or choose another folder with --store."
        }
        _ => "Check that the disk is there and healthy, or choose another folder with --store.",
    }
}
