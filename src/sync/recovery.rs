//! What a run that was killed in its merge has left.
//!
//! Before a merge a small file beside git's own says what is merged into what. Where it is still there, whoever put it there
//! is gone, because the locks are ours now.

use std::path::PathBuf;
use std::time::Duration;

use super::SyncError;
use super::commit::{put_back, read};
use super::conflict;
use super::exchange::changed_paths;
use super::git::Answer;
use super::repository::{Kind, Repository};
use crate::files::Stamp;
use crate::store::{FileLayer as _, RealFiles, replace, shown};

/// The file beside git's own.
const NAME: &str = "trailmark-merge";
/// A merge takes its lock at once. A lock that was taken later than this after our file is another program's.
const OWN_LOCK: Duration = Duration::from_secs(10);
/// How long a git that has lost us may still need.
const PATIENCE: Duration = Duration::from_secs(2);
const STEP: Duration = Duration::from_millis(50);

/// The merge that is being made.
pub(super) struct Marker {
    /// The commit before it; empty where there was none.
    pub(super) before: String,
    /// The commit that is merged.
    pub(super) theirs: String,
}

impl Marker {
    fn path(repository: &Repository<'_>) -> PathBuf {
        repository.git_dir.join(NAME)
    }

    /// Says that the merge begins.
    pub(super) fn put(&self, repository: &Repository<'_>) -> Result<(), SyncError> {
        let path = Self::path(repository);
        replace(&RealFiles, &path, format!("{}\n{}\n", self.before, self.theirs).as_bytes())
            .map_err(|error| SyncError::file("write", &path, &error))
    }

    /// Says that it is over.
    pub(super) fn remove(repository: &Repository<'_>) -> Result<(), SyncError> {
        let path = Self::path(repository);
        match RealFiles.remove(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(SyncError::file("remove", &path, &error))
            }
            _ => Ok(()),
        }
    }

    fn find(repository: &Repository<'_>) -> Option<Self> {
        let bytes = RealFiles.read(&Self::path(repository), 0, 1024).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let mut lines = text.lines().map(str::to_owned);
        Some(Self { before: lines.next()?, theirs: lines.next()? })
    }
}

/// Finishes or takes back a merge that a killed run has left. The locks are held.
pub(super) fn recover(repository: &Repository<'_>) -> Result<(), SyncError> {
    let is_marked = Marker::path(repository).exists();
    free_index(repository, is_marked)?;
    let Some(marker) = Marker::find(repository) else { return Ok(()) };
    if repository.keeps("MERGE_HEAD") {
        let merged = read(&repository.git_dir.join("MERGE_HEAD"))?;
        if merged.trim_ascii() != marker.theirs.as_bytes() {
            // The person has begun a merge of their own since.
            return Marker::remove(repository);
        }
        let answer = Answer { good: false, code: None, out: Vec::new(), words: String::new() };
        conclude_or_restore(repository, &answer)?;
        return Marker::remove(repository);
    }
    restore(repository, &marker)?;
    Marker::remove(repository)
}

fn conclude_or_restore(repository: &Repository<'_>, answer: &Answer) -> Result<(), SyncError> {
    match conflict::conclude(repository, answer) {
        // Called off: the merge is tried again by this run, which tells why it cannot be made.
        Err(_) if !repository.keeps("MERGE_HEAD") => Ok(()),
        result => result,
    }
}

/// Files that git has replaced by half get back what the commit before the merge had; logs get it added.
fn restore(repository: &Repository<'_>, marker: &Marker) -> Result<(), SyncError> {
    if marker.before.is_empty() {
        return Ok(());
    }
    for path in changed_paths(repository, (&marker.before, &marker.theirs))? {
        if Kind::of(&path) == Some(Kind::Log) {
            put_back(repository, &marker.before, &path)?;
            if repository.data.join(&path).exists() {
                put_back(repository, &marker.theirs, &path)?;
            }
            continue;
        }
        let file = repository.data.join(&path);
        let theirs = repository.git.blob(&marker.theirs, &path)?.unwrap_or_default();
        let is_tracked = repository.git.blob("HEAD", &path)?;
        let now = RealFiles.read(&file, 0, theirs.len() as u64 + 1);
        let is_half = match &now {
            Ok(now) => theirs.starts_with(now),
            Err(error) => error.kind() == std::io::ErrorKind::NotFound,
        };
        if is_half && is_tracked.as_ref().is_some_and(|ours| now.ok().as_ref() != Some(ours)) {
            repository.git.run_on(&["checkout", "--quiet", "HEAD"], &[path])?;
        }
    }
    Ok(())
}

/// Waits until no git works on the repository, and removes the lock that the git of a killed run has left.
fn free_index(repository: &Repository<'_>, is_marked: bool) -> Result<(), SyncError> {
    let lock = repository.git_dir.join("index.lock");
    let mut waited = Duration::ZERO;
    while lock.exists() {
        if waited >= PATIENCE {
            if is_marked && is_own(&lock, &Marker::path(repository)) {
                return RealFiles.remove(&lock).map_err(|error| SyncError::file("remove", &lock, &error));
            }
            return Err(SyncError::new(format!(
                "cannot sync: another git works on the repository, or one was killed and has left its lock {}. Nothing was \
                 changed. Let it finish; where no git is running, remove that file. Then sync again.",
                shown(&lock)
            )));
        }
        std::thread::sleep(STEP);
        waited += STEP;
    }
    Ok(())
}

/// Whether the lock was taken right after our file was written.
fn is_own(lock: &std::path::Path, marker: &std::path::Path) -> bool {
    let time = |path| Stamp::of(path).ok()?.modified;
    let (Some(lock), Some(marker)) = (time(lock), time(marker)) else { return false };
    lock.duration_since(marker).is_ok_and(|after| after < OWN_LOCK)
}
