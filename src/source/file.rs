//! Careful reading of files that somebody else may have made: nothing but a regular file is opened, none is read past a
//! limit, and none can make the program wait.

use std::fs::{self, Metadata, OpenOptions};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::files;

/// Why a file was not read.
#[derive(Debug)]
pub(super) enum Trouble {
    /// There is nothing of this name.
    Missing,
    /// It is a folder.
    Folder,
    /// A pipe, a socket, a device: the words for it.
    Irregular(&'static str),
    /// It is larger than it may be; its size in bytes.
    TooLarge(u64),
    /// It is a link to a place outside of the folder.
    Outside(PathBuf),
    /// Everything else.
    Io(io::Error),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            io::ErrorKind::IsADirectory => Self::Folder,
            _ => Self::Io(error),
        }
    }
}

impl Trouble {
    /// Why, to follow a colon.
    pub(super) fn why(&self) -> String {
        match self {
            Self::Missing => "there is no such file".to_owned(),
            Self::Folder => "it is a folder".to_owned(),
            Self::Irregular(what) => format!("it is {what}, not a file"),
            Self::TooLarge(size) => format!("it has {}, which is too large", size_words(*size)),
            Self::Outside(target) => format!("it is a link out of the notes folder, to {}", target.display()),
            Self::Io(error) => match error.kind() {
                io::ErrorKind::PermissionDenied => "you are not allowed to read it".to_owned(),
                _ => error.to_string(),
            },
        }
    }
}

/// Size of a file in words.
pub(super) fn size_words(bytes: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    match UNITS.iter().find(|(unit, _)| bytes >= *unit) {
        Some((unit, name)) => format!("{}.{} {name}", bytes / unit, bytes % unit * 10 / unit),
        None => format!("{bytes} bytes"),
    }
}

/// The first bytes of a file.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) bytes: Vec<u8>,
    /// Size of the whole file; more than there are `bytes` where it was cut.
    pub(super) size: u64,
}

/// Opens a file to read at most `limit` bytes. A file of more than `largest` bytes is not touched.
pub(super) fn read_head(path: &Path, limit: u64, largest: u64) -> Result<Head, Trouble> {
    // First by name, because opening a device can do things.
    check(&fs::metadata(path)?, largest)?;
    // Then what was opened, because the name may stand for something else by now.
    let (file, metadata) = files::open(path, OpenOptions::new().read(true))?;
    check(&metadata, largest)?;
    let mut bytes = Vec::new();
    // One byte more tells that there is more: the size of some files is not known before.
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    let read = bytes.len() as u64;
    bytes.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(Head { bytes, size: metadata.len().max(read) })
}

/// Reads a whole file of at most `limit` bytes.
pub(super) fn read_all(path: &Path, limit: u64) -> Result<Vec<u8>, Trouble> {
    let head = read_head(path, limit, limit)?;
    if head.size > limit { Err(Trouble::TooLarge(head.size)) } else { Ok(head.bytes) }
}

/// Where `path` really is, if that is below `folder`.
pub(super) fn inside(folder: &Path, path: &Path) -> Result<PathBuf, Trouble> {
    let real = path.canonicalize()?;
    if real.starts_with(folder.canonicalize()?) { Ok(real) } else { Err(Trouble::Outside(real)) }
}

/// Whether this is a regular file that is not too large.
pub(super) fn check(metadata: &Metadata, largest: u64) -> Result<(), Trouble> {
    if metadata.is_dir() {
        Err(Trouble::Folder)
    } else if !metadata.is_file() {
        Err(Trouble::Irregular(kind_words(metadata)))
    } else if metadata.len() > largest {
        Err(Trouble::TooLarge(metadata.len()))
    } else {
        Ok(())
    }
}

#[cfg(unix)]
fn kind_words(metadata: &Metadata) -> &'static str {
    use std::os::unix::fs::FileTypeExt as _;
    let kind = metadata.file_type();
    if kind.is_fifo() {
        "a pipe"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn kind_words(_metadata: &Metadata) -> &'static str {
    "a device"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_in_words() {
        for (bytes, words) in [
            (0, "0 bytes"),
            (1023, "1023 bytes"),
            (1536, "1.5 KiB"),
            (17 << 20, "17.0 MiB"),
            (5 << 30, "5.0 GiB"),
        ] {
            assert_eq!(size_words(bytes), words);
        }
    }

    #[test]
    fn a_file_of_unknown_size_is_still_limited() {
        let version = Path::new("/proc/version");
        if version.exists() {
            assert!(matches!(read_all(version, 4), Err(Trouble::TooLarge(5))));
            assert_eq!(read_head(version, 4, 4).map(|head| head.bytes.len()).ok(), Some(4));
        }
    }
}
