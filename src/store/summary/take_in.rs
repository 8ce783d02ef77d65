//! Taking in summaries from somewhere else: nothing that is there is ever written over.

use std::io;
use std::path::{Path, PathBuf};

use super::super::error::StoreError;
use super::super::lock;
use super::super::mirror::whole;
use super::super::places::create_folder;
use super::Summaries;
use super::add::{Seen, beside, kept_names};
use crate::roadmap::TopicId;

/// What became of a summary that was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TakenIn {
    /// There was none: it is the summary now.
    New,
    /// The summary, or a file beside it, is the same.
    Known,
    /// The person has another one: it is kept in this file beside that.
    Beside(PathBuf),
}

impl Summaries {
    /// The summary of a topic as it is, byte for byte.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn bytes(&self, topic: &TopicId) -> Result<Vec<u8>, StoreError> {
        let path = self.file(topic);
        whole(&*self.files, &path).map_err(|error| StoreError::io("read your summary", &path, &error))
    }

    /// Makes `bytes` the summary of a topic, or keeps them beside another one. They are on the disk when this returns.
    ///
    /// # Errors
    /// Where that is not possible; all is as it was then.
    pub fn take_in(&self, topic: &TopicId, bytes: &[u8]) -> Result<TakenIn, StoreError> {
        let path = self.file(topic);
        let failed = |error: io::Error| StoreError::io("write your summary", &path, &error);
        create_folder(&*self.files, &self.folder).map_err(failed)?;
        let _lock = lock::take(&*self.files, &self.lock)?;
        let seen = Seen { target: path.clone(), file: None };
        let temporary = self.write_temporary(&self.folder, &seen, bytes).map_err(failed)?;
        let named = self.name(&temporary, (&path, bytes));
        if !matches!(named, Ok(TakenIn::New | TakenIn::Beside(_))) {
            // The first error is the one to tell.
            let _ = self.files.remove(&temporary);
        }
        let taken = named.map_err(failed)?;
        self.files.sync_folder(&self.folder).map_err(failed)?;
        Ok(taken)
    }

    /// What [`Summaries::take_in`] would make of `bytes`.
    pub fn look_at(&self, topic: &TopicId, bytes: &[u8]) -> TakenIn {
        let path = self.file(topic);
        if self.files.stamp(&path).is_err() {
            TakenIn::New
        } else if self.has(&path, bytes) {
            TakenIn::Known
        } else {
            let free = kept_names(&path).find(|kept| self.files.stamp(kept).is_err());
            TakenIn::Beside(free.unwrap_or(path))
        }
    }

    /// Whether the summary, or a file beside it, has this text.
    fn has(&self, path: &Path, bytes: &[u8]) -> bool {
        let kept = kept_names(path).take_while(|kept| self.files.stamp(kept).is_ok());
        let mut there = std::iter::once(path.to_owned()).chain(kept);
        there.any(|path| whole(&*self.files, &path).is_ok_and(|there| there == bytes))
    }

    /// Gives a temporary file the name of the summary, or one beside it, unless a file with these names has its text.
    fn name(&self, temporary: &Path, (path, bytes): (&Path, &[u8])) -> io::Result<TakenIn> {
        match self.files.rename_new(temporary, path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            named => return named.map(|()| TakenIn::New),
        }
        if self.has(path, bytes) {
            return Ok(TakenIn::Known);
        }
        beside(path, |kept| self.files.rename_new(temporary, kept)).map(TakenIn::Beside)
    }
}
