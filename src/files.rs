//! Opening and recognising files that somebody else may have made. The one place that knows what each system needs for it;
//! the store and the sources stand on it.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io;
use std::path::Path;
use std::time::SystemTime;

/// Size, time and inode: what tells that a file changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Bytes.
    pub len: u64,
    /// When it was last written, where the system says so.
    pub modified: Option<SystemTime>,
    /// Which file it is; 0 where the system does not say.
    pub inode: u64,
    /// Whether it is a regular file, and no folder, pipe or device.
    pub is_regular: bool,
}

impl Stamp {
    /// What the file of this name is now; links are followed.
    ///
    /// # Errors
    /// Where there is no such file, or its folder cannot be looked into.
    pub fn of(path: &Path) -> io::Result<Self> {
        fs::metadata(path).map(|metadata| Self::new(&metadata))
    }

    /// What the system says of a file.
    pub fn new(metadata: &Metadata) -> Self {
        #[cfg(unix)]
        let inode = std::os::unix::fs::MetadataExt::ino(metadata);
        #[cfg(not(unix))]
        let inode = 0;
        Self {
            len: metadata.len(),
            modified: metadata.modified().ok(),
            inode,
            is_regular: metadata.is_file(),
        }
    }
}

/// Opens a file without ever waiting, and says what was opened: the name may stand for something else than a look at it
/// just said. Opening a pipe waits where nobody is at its other end, and opening a terminal can make it ours.
///
/// # Errors
/// Where it cannot be opened.
pub fn open(path: &Path, options: &mut OpenOptions) -> io::Result<(File, Metadata)> {
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        let flags = OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        std::os::unix::fs::OpenOptionsExt::custom_flags(options, flags.bits().cast_signed());
    }
    let file = options.open(path)?;
    let metadata = file.metadata()?;
    Ok((file, metadata))
}

/// Opens a regular file as [`open`] does.
///
/// # Errors
/// [`io::ErrorKind::InvalidInput`] where it is no regular file, and whatever [`open`] fails with.
pub fn open_regular(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    let (file, metadata) = open(path, options)?;
    if metadata.is_file() {
        Ok(file)
    } else {
        Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"))
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_without_a_writer_is_refused_at_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("pipe");
        let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
        rustix::fs::mknodat(rustix::fs::CWD, &path, rustix::fs::FileType::Fifo, mode, 0).expect("a pipe");
        let error = open_regular(&path, OpenOptions::new().read(true)).expect_err("no file");
        assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
        assert!(!open(&path, OpenOptions::new().read(true)).expect("a pipe").1.is_file());
        assert!(!Stamp::of(&path).expect("a stamp").is_regular);
    }

    #[test]
    fn a_file_in_place_of_another_has_another_stamp() {
        let folder = tempfile::tempdir().expect("a folder");
        let [path, other] = ["a", "b"].map(|name| folder.path().join(name));
        for name in [&path, &other] {
            File::create(name).expect("a file").set_len(4).expect("its length");
        }
        let before = Stamp::of(&path).expect("a stamp");
        assert_eq!(before, Stamp::of(&path).expect("a stamp"));
        assert!(before.is_regular && before.len == 4);
        fs::rename(&other, &path).expect("another file");
        assert_ne!(before.inode, Stamp::of(&path).expect("a stamp").inode);
        assert!(Stamp::of(&other).is_err());
    }
}
