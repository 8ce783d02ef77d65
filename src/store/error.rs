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

    /// The same of a file of the state folder, which does not follow `--store`.
    pub(super) fn state_io(doing: &str, path: &Path, error: &io::Error) -> Self {
        Self(format!("cannot {doing} {}: {}. {}", shown(path), why(error), advice_with(error, STATE)))
    }
}

/// How another place for the logs is chosen.
const DATA: Option<&str> = Some("--store");
/// How another place for locks and the name of the device is chosen, where that can be.
const STATE: Option<&str> =
    if cfg!(any(windows, target_os = "macos")) { None } else { Some("XDG_STATE_HOME") };

/// A path as text that is safe to show.
pub(crate) fn shown(path: &Path) -> SafeText {
    SafeText::from(path.display().to_string())
}

/// The reason in words; what the system says where we have none.
pub(crate) fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::QuotaExceeded => "your disk quota is used up".to_owned(),
        io::ErrorKind::FileTooLarge => "the file has reached the largest size allowed".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::NotADirectory => "a part of the path is a file and no folder".to_owned(),
        io::ErrorKind::AlreadyExists => "something else has that name".to_owned(),
        _ if is_circle(error) => "its links lead in a circle".to_owned(),
        _ => SafeText::from(error.to_string()).into(),
    }
}

/// Whether symbolic links lead back to where they began.
fn is_circle(error: &io::Error) -> bool {
    #[cfg(unix)]
    let is = error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error());
    #[cfg(not(unix))]
    let is = {
        let _ = error;
        false
    };
    is
}

/// What to do about a file of the data folder.
pub(super) fn advice(error: &io::Error) -> String {
    advice_with(error, DATA)
}

/// `place` is what chooses another place for the file.
fn advice_with(error: &io::Error, place: Option<&str>) -> String {
    let first = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            return "Make room on that disk and try again.".to_owned();
        }
        io::ErrorKind::FileTooLarge => return "Raise the limit (`ulimit -f`) and try again.".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "Mount it for writing",
        io::ErrorKind::PermissionDenied => "Give yourself the right to read and write there",
        io::ErrorKind::InvalidInput
        | io::ErrorKind::NotADirectory
        | io::ErrorKind::IsADirectory
        | io::ErrorKind::AlreadyExists => "Move what is in its place away",
        _ if is_circle(error) => "Move what is in its place away",
        _ => "Check that the disk is there and healthy",
    };
    let other = place.map(|place| format!(", or choose another folder with {place}")).unwrap_or_default();
    format!("{first}{other}.")
}
