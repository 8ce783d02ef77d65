//! The time in which git may change the repository, one run at a time.
//!
//! A file beside git's own is locked meanwhile, and every git that is started inherits the lock: where a run is killed and its
//! git goes on, the next run waits for it. What stands in the file says whether a run has come to its end.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::SyncError;
use super::git::{PATIENCE, STEP, path_of};
use super::repository::Repository;
use crate::files::{Stamp, open_regular};
use crate::store::{FileLayer as _, RealFiles, shown};

/// The file beside git's own.
const NAME: &str = "trailmark-sync";
/// Git takes its lock soon after we begin. A lock that was taken later is another program's.
const OWN_LOCK: Duration = Duration::from_secs(10);

/// Held while git may change the repository.
pub(super) struct Phase(File);

impl Phase {
    /// Waits for other runs, and for the git of a run that was killed; removes the locks that such a git has left.
    pub(super) fn begin(repository: &Repository<'_>) -> Result<Self, SyncError> {
        let path = repository.git_dir.join(NAME);
        let failed = |error: io::Error| SyncError::file("lock", &path, &error);
        let mut options = OpenOptions::new();
        let file = open_regular(&path, options.read(true).append(true).create(true)).map_err(failed)?;
        wait_for(&file, &path)?;
        let metadata = file.metadata().map_err(failed)?;
        let died = if metadata.len() > 0 { metadata.modified().ok() } else { None };
        let mut phase = Self(file);
        for lock in locks(repository) {
            free(&lock, died)?;
        }
        phase.0.set_len(0).and_then(|()| phase.0.write_all(b"busy\n")).map_err(failed)?;
        #[cfg(unix)]
        rustix::io::fcntl_setfd(&phase.0, rustix::io::FdFlags::empty())
            .map_err(|error| failed(error.into()))?;
        Ok(phase)
    }
}

impl Drop for Phase {
    fn drop(&mut self) {
        // Where this fails the next run looks closer than it must. What a hook has left running holds nothing up.
        let _ = self.0.set_len(0);
        let _ = self.0.unlock();
    }
}

fn wait_for(file: &File, path: &Path) -> Result<(), SyncError> {
    let mut waited = Duration::ZERO;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::Error(error)) => return Err(SyncError::file("lock", path, &error)),
            Err(TryLockError::WouldBlock) if waited < PATIENCE => {
                std::thread::sleep(STEP);
                waited += STEP;
            }
            Err(TryLockError::WouldBlock) => {
                return Err(SyncError::new(format!(
                    "cannot sync: another `trailmark sync`, or the git of one that was killed, still works on the repository \
                     (it holds {}). Nothing was changed. Let it finish, and sync again.",
                    shown(path)
                )));
            }
        }
    }
}

/// The locks that git takes to commit and to merge.
fn locks(repository: &Repository<'_>) -> Vec<PathBuf> {
    let head = RealFiles.read(&repository.git_dir.join("HEAD"), 0, 1024).unwrap_or_default();
    let branch = head.trim_ascii().strip_prefix(b"ref: ").map(|branch| path_of(&[branch, b".lock"].concat()));
    ["index.lock", "HEAD.lock"]
        .map(PathBuf::from)
        .into_iter()
        .chain(branch)
        .map(|lock| repository.git_dir.join(lock))
        .collect()
}

/// Waits until no git holds the lock, and removes it where the git of a killed run has left it. `died` is when that run had
/// begun.
fn free(lock: &Path, died: Option<SystemTime>) -> Result<(), SyncError> {
    let mut waited = Duration::ZERO;
    while lock.exists() {
        if waited >= PATIENCE {
            if is_of(lock, died) {
                return RealFiles.remove(lock).map_err(|error| SyncError::file("remove", lock, &error));
            }
            return Err(SyncError::new(format!(
                "cannot sync: another git works on the repository, or one was killed and has left its lock {}. Nothing was \
                 changed. Let it finish; where no git is running, remove that file. Then sync again.",
                shown(lock)
            )));
        }
        std::thread::sleep(STEP);
        waited += STEP;
    }
    Ok(())
}

/// Whether the lock was taken right after a run had begun that has died.
fn is_of(lock: &Path, died: Option<SystemTime>) -> bool {
    let taken = Stamp::of(lock).ok().and_then(|stamp| stamp.modified);
    let (Some(taken), Some(died)) = (taken, died) else { return false };
    taken.duration_since(died).is_ok_and(|after| after < OWN_LOCK)
}
