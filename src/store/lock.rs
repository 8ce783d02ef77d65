//! The lock that one process at a time holds while it saves.
//!
//! It lies in the state folder and never beside the logs: a lock file that is synced to another machine locks nothing there.

use std::io;
use std::num::NonZeroU32;
use std::path::Path;
use std::time::Duration;

use super::error::{StoreError, shown};
use super::files::{FileLayer, LockGuard};

/// How long to wait for another process. Saving takes a few milliseconds, so whoever holds it longer is stuck.
const LIMIT: Duration = Duration::from_secs(2);

/// What the lock is taken for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Purpose {
    /// One append.
    Save,
    /// Work on the files of all roadmaps.
    Sync,
}

/// Takes the lock on the file `path` to save, waiting for another process for two seconds.
pub(super) fn take(files: &dyn FileLayer, path: &Path) -> Result<Box<dyn LockGuard>, StoreError> {
    take_to(Purpose::Save, files, path)
}

/// Takes the lock on the file `path`, waiting for another process for two seconds.
pub(super) fn take_to(
    purpose: Purpose,
    files: &dyn FileLayer,
    path: &Path,
) -> Result<Box<dyn LockGuard>, StoreError> {
    let taken = match files.lock(path, LIMIT) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let folder = path.parent().unwrap_or(path);
            files.create_folders(folder).map_err(|error| StoreError::state_io("create", folder, &error))?;
            files.lock(path, LIMIT)
        }
        result => result,
    };
    taken.map_err(|error| match error.kind() {
        io::ErrorKind::TimedOut => held(purpose, files, path),
        _ => StoreError::state_io("lock", path, &error),
    })
}

fn held(purpose: Purpose, files: &dyn FileLayer, path: &Path) -> StoreError {
    let doing = match purpose {
        Purpose::Save => "save",
        Purpose::Sync => "sync",
    };
    let name = files.read(path, 0, 20).unwrap_or_default();
    // Nothing where the other process has just come or is just going. Zero would be all processes of a group.
    let process = str::from_utf8(&name).ok().and_then(|name| name.trim_ascii().parse::<NonZeroU32>().ok());
    let (who, how) = match process {
        Some(id) => (format!("process {id}"), format!("with `kill -CONT {id}`, or end it with `kill {id}`")),
        None => ("another process".to_owned(), "or end it".to_owned()),
    };
    StoreError::new(format!(
        "cannot {doing}: {who} of trailmark holds the lock {} for more than {} seconds. It may be suspended: let it go on \
         {how}, and try again.",
        shown(path),
        LIMIT.as_secs()
    ))
}
