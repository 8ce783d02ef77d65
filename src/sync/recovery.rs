//! What a run that was killed in its merge has left.
//!
//! Before a merge a small file beside git's own says what is merged into what. Where it is still there, whoever put it there
//! is gone, because the locks are ours now.

use std::io;
use std::path::{Path, PathBuf};

use super::SyncError;
use super::commit::{put_back, read};
use super::conflict;
use super::exchange::DIFFERENCE;
use super::git::path_of;
use super::repository::{Kind, Repository};
use crate::store::{FileLayer as _, RealFiles, replace};

/// The file beside git's own.
const NAME: &str = "trailmark-merge";
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
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
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

/// Takes back a merge that a killed run has left. The locks are held.
pub(super) fn recover(repository: &Repository<'_>) -> Result<(), SyncError> {
    let Some(marker) = Marker::find(repository) else { return Ok(()) };
    if repository.keeps("MERGE_HEAD") {
        let merged = read(&repository.git_dir.join("MERGE_HEAD"))?;
        if merged.trim_ascii() != marker.theirs.as_bytes() {
            // The person has begun a merge of their own since.
            return Marker::remove(repository);
        }
        // This run makes it again.
        return conflict::take_back(repository, &marker.theirs);
    }
    restore(repository, &marker)?;
    Marker::remove(repository)
}

/// Files that git has replaced, or has replaced by half, get back what the last commit has; logs get it added.
fn restore(repository: &Repository<'_>, marker: &Marker) -> Result<(), SyncError> {
    if marker.before.is_empty() {
        return Ok(());
    }
    let words = [DIFFERENCE, &[&marker.before, &marker.theirs]].concat();
    let changed = repository.git.ask("look at what a killed run has left", &words)?;
    for part in changed.parts() {
        let path = path_of(part);
        match repository.inside(&path).filter(|path| Kind::of(path) == Some(Kind::Log)) {
            Some(log) => {
                put_back(repository, &marker.before, &log)?;
                if repository.data.join(&log).exists() {
                    put_back(repository, &marker.theirs, &log)?;
                }
            }
            None => restore_file(repository, &path, &marker.theirs)?,
        }
    }
    Ok(())
}

/// Puts a file back that holds nothing but what git has begun to write. `path` begins at the folder of the repository.
fn restore_file(repository: &Repository<'_>, path: &Path, theirs: &str) -> Result<(), SyncError> {
    let (Some(name), Some(top)) = (path.to_str(), repository.top.to_str()) else { return Ok(()) };
    let blob = |commit: &str| repository.git.object(&format!("{commit}:{name}"));
    let (ours, theirs) = (blob("HEAD")?, blob(theirs)?.unwrap_or_default());
    let file = repository.top.join(path);
    let now = match RealFiles.read(&file, 0, theirs.len() as u64 + 1) {
        Ok(now) => Some(now),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(_) => return Ok(()),
    };
    let is_from_git = now.as_ref().is_none_or(|now| theirs.starts_with(now));
    if !is_from_git || now == ours {
        return Ok(());
    }
    if ours.is_some() {
        repository.git.run(&["-C", top, "checkout", "--quiet", "HEAD", "--", name])?;
        return Ok(());
    }
    repository.git.run(&["-C", top, "rm", "--quiet", "--cached", "--ignore-unmatch", "--", name])?;
    RealFiles.remove(&file).map_err(|error| SyncError::file("remove", &file, &error))
}
