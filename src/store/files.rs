//! The file layer: the few file operations that progress depends on.
//!
//! Everything that decides whether a mark survives passes through [`FileLayer`], so that a test can put a file system in its
//! place that fails, or loses power, at any step.

mod real;

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub use real::RealFiles;

pub use crate::files::Stamp;

/// The file operations that the store is built on. Symbolic links are followed throughout.
pub trait FileLayer: Send + Sync {
    /// At most `limit` bytes of a regular file, from the byte `from` on.
    ///
    /// # Errors
    /// [`io::ErrorKind::InvalidInput`] where it is no regular file; never waits for a pipe or device.
    fn read(&self, path: &Path, from: u64, limit: u64) -> io::Result<Vec<u8>>;

    /// The names in a folder, in no order.
    ///
    /// # Errors
    /// Where the folder is missing or cannot be read.
    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>>;

    /// What tells that a file changed.
    ///
    /// # Errors
    /// Where there is no such file, or its folder cannot be looked into.
    fn stamp(&self, path: &Path) -> io::Result<Stamp>;

    /// Opens a regular file for appending; creates it where it is missing.
    ///
    /// # Errors
    /// [`io::ErrorKind::NotFound`] where its folder is missing.
    fn open_append(&self, path: &Path) -> io::Result<Box<dyn AppendFile>>;

    /// Creates a folder and those above it, where they are missing.
    ///
    /// # Errors
    /// Where that is not possible.
    fn create_folders(&self, folder: &Path) -> io::Result<()>;

    /// Creates an empty file, with the mode and where possible the owner of `model`.
    ///
    /// # Errors
    /// [`io::ErrorKind::AlreadyExists`] where anything has the name, a link to nowhere too.
    fn create_like(&self, path: &Path, model: Option<&Path>) -> io::Result<()>;

    /// Writes and syncs a temporary file, over one that a crash has left; to be given its real name by
    /// [`FileLayer::rename`].
    ///
    /// # Errors
    /// Where the file is not written whole.
    fn write_temporary(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Gives a file another name, in place of the file that has it.
    ///
    /// # Errors
    /// Where that is not possible.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Gives a file a name that nothing has yet. Where the system cannot say so in one step, it is [`FileLayer::rename`].
    ///
    /// # Errors
    /// [`io::ErrorKind::AlreadyExists`] where something has the name.
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.rename(from, to)
    }

    /// Lets two files change their names in one step.
    ///
    /// # Errors
    /// [`io::ErrorKind::Unsupported`] where the system cannot.
    fn swap(&self, _one: &Path, _other: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Removes a file that was left over.
    ///
    /// # Errors
    /// Where that is not possible.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Makes the names in a folder outlast a power cut. Does nothing where the system cannot.
    ///
    /// # Errors
    /// Where the folder cannot be opened or synced.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;

    /// Whether this user may write a file, or, where it is missing, make it and the folders above it. Says nothing of what the
    /// disk has room for.
    ///
    /// # Errors
    /// Why that is not allowed, as far as the system tells before it is tried.
    fn may_write(&self, _path: &Path) -> io::Result<()> {
        Ok(())
    }

    /// The path with all links followed.
    ///
    /// # Errors
    /// Where it does not exist.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf>;

    /// Takes the lock on a file, which is created where it is missing, and holds it until the guard is dropped.
    ///
    /// # Errors
    /// [`io::ErrorKind::TimedOut`] where another one holds it for longer than `limit`.
    fn lock(&self, path: &Path, limit: Duration) -> io::Result<Box<dyn LockGuard>>;
}

/// A file that is only appended to.
pub trait AppendFile: Send {
    /// What the open file is now, whatever has its name.
    ///
    /// # Errors
    /// Where the system does not say.
    fn stamp(&self) -> io::Result<Stamp>;

    /// The last byte; none of an empty file.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn last_byte(&mut self) -> io::Result<Option<u8>>;

    /// Appends, as one write where the system takes it as one.
    ///
    /// # Errors
    /// Where not all is written; a part may be.
    fn append(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Returns when what was appended is on the disk.
    ///
    /// # Errors
    /// Where that is not known.
    fn sync(&mut self) -> io::Result<()>;

    /// Cuts the file back to a length.
    ///
    /// # Errors
    /// Where that is not possible.
    fn cut(&mut self, len: u64) -> io::Result<()>;
}

/// Holds a lock until it is dropped.
pub trait LockGuard: Send {}
