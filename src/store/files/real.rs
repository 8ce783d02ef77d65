//! The real file system.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::{AppendFile, FileLayer, LockGuard, Stamp};
use crate::files::open_regular;

/// Between two looks at a lock that another process holds. Short, so that many waiting processes all get their turn.
const LOCK_PAUSE: Duration = Duration::from_millis(1);

/// The real file system.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealFiles;

impl FileLayer for RealFiles {
    fn read(&self, path: &Path, from: u64, limit: u64) -> io::Result<Vec<u8>> {
        let mut file = open_regular(path, OpenOptions::new().read(true))?;
        if from > 0 {
            file.seek(SeekFrom::Start(from))?;
        }
        let mut bytes = Vec::new();
        file.take(limit).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect()
    }

    fn stamp(&self, path: &Path) -> io::Result<Stamp> {
        Stamp::of(path)
    }

    fn open_append(&self, path: &Path) -> io::Result<Box<dyn AppendFile>> {
        let file = open_regular(path, OpenOptions::new().read(true).append(true).create(true))?;
        Ok(Box::new(RealAppend(file)))
    }

    fn create_folders(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)
    }

    fn create_like(&self, path: &Path, model: Option<&Path>) -> io::Result<()> {
        let model = model.map(fs::metadata).transpose()?;
        let file = OpenOptions::new().write(true).create_new(true).open(path)?;
        let Some(model) = model else { return Ok(()) };
        give_owner(&file, &model);
        // After the owner, which takes some bits of the mode away.
        let given = file.set_permissions(model.permissions());
        if given.is_err() {
            let _ = fs::remove_file(path);
        }
        given
    }

    fn write_temporary(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = open_regular(path, OpenOptions::new().write(true).create(true).truncate(true))?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    #[cfg(any(target_os = "linux", target_os = "macos"))]
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        match rename_with(from, to, rustix::fs::RenameFlags::NOREPLACE) {
            Err(error) if error.kind() == io::ErrorKind::Unsupported => self.rename(from, to),
            result => result,
        }
    }

    #[cfg(any(target_os = "linux", target_os = "macos"))]
    fn swap(&self, one: &Path, other: &Path) -> io::Result<()> {
        rename_with(one, other, rustix::fs::RenameFlags::EXCHANGE)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        if !cfg!(unix) {
            return Ok(());
        }
        match File::open(folder)?.sync_all() {
            // Some network file systems cannot sync a folder, and need not.
            Err(error)
                if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) =>
            {
                Ok(())
            }
            result => result,
        }
    }

    #[cfg(unix)]
    fn may_write(&self, path: &Path) -> io::Result<()> {
        // Of a link to nowhere nothing can be told: it is tried.
        let nearest = path.ancestors().find(|path| fs::symlink_metadata(path).is_ok());
        match nearest.map(|nearest| rustix::fs::access(nearest, rustix::fs::Access::WRITE_OK)) {
            Some(Err(error)) if error != rustix::io::Errno::NOENT => Err(error.into()),
            _ => Ok(()),
        }
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn lock(&self, path: &Path, limit: Duration) -> io::Result<Box<dyn LockGuard>> {
        let until = Instant::now() + limit;
        loop {
            let mut file =
                open_regular(path, OpenOptions::new().read(true).write(true).create(true).truncate(false))?;
            match file.try_lock() {
                // Somebody may have removed the file between the opening and the locking; then others lock another one.
                Ok(()) if has_name(&file, path) => {
                    leave_name(&mut file);
                    return Ok(Box::new(RealLock(file)));
                }
                Ok(()) | Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => return Err(error),
            }
            if Instant::now() >= until {
                return Err(io::ErrorKind::TimedOut.into());
            }
            std::thread::sleep(LOCK_PAUSE);
        }
    }
}

/// Gives a file the owner and group of another, as far as the system lets us: mostly they are the same already.
fn give_owner(file: &File, model: &fs::Metadata) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt as _, fchown};
        if fchown(file, Some(model.uid()), Some(model.gid())).is_err() {
            let _ = fchown(file, None, Some(model.gid()));
        }
    }
    #[cfg(not(unix))]
    let _ = (file, model);
}

/// A rename of a kind that not every kernel and file system knows.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn rename_with(from: &Path, to: &Path, flags: rustix::fs::RenameFlags) -> io::Result<()> {
    use rustix::fs::CWD;
    use rustix::io::Errno;
    rustix::fs::renameat_with(CWD, from, CWD, to, flags).map_err(|error| match error {
        Errno::INVAL | Errno::NOSYS | Errno::NOTSUP | Errno::PERM => io::ErrorKind::Unsupported.into(),
        error => error.into(),
    })
}

struct RealLock(File);

impl LockGuard for RealLock {}

impl Drop for RealLock {
    fn drop(&mut self) {
        // Who held it is nobody to be ended any more, and the number may soon be another process's.
        let _ = self.0.set_len(0);
        // Closing the file unlocks it too, unless a child process has inherited it.
        let _ = self.0.unlock();
    }
}

/// Writes into the lock file who holds it, for the message that others show. It is a courtesy: nothing depends on it.
fn leave_name(file: &mut File) {
    let _ = file.set_len(0).and_then(|()| file.write_all(format!("{}\n", std::process::id()).as_bytes()));
}

fn has_name(file: &File, path: &Path) -> bool {
    match (file.metadata(), Stamp::of(path)) {
        (Ok(own), Ok(named)) => Stamp::new(&own).inode == named.inode,
        _ => false,
    }
}

struct RealAppend(File);

impl AppendFile for RealAppend {
    fn stamp(&self) -> io::Result<Stamp> {
        self.0.metadata().map(|metadata| Stamp::new(&metadata))
    }

    fn last_byte(&mut self) -> io::Result<Option<u8>> {
        if self.0.metadata()?.len() == 0 {
            return Ok(None);
        }
        let mut byte = [0];
        self.0.seek(SeekFrom::End(-1))?;
        self.0.read_exact(&mut byte)?;
        Ok(Some(byte[0]))
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        // One call of the system, unless it takes only a part; the next call then says why.
        self.0.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.0.sync_data()
    }

    fn cut(&mut self, len: u64) -> io::Result<()> {
        self.0.set_len(len)
    }
}
