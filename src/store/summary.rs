//! Summaries: what a person writes about topics, one Markdown file a topic.
//!
//! ```text
//! <data>/<roadmap id>/summaries/<topic id>.md
//! ```
//!
//! They are plain files so that any editor, grep and git work on them, which is why this module never takes for granted that
//! a file still is what it was: it is written by temporary file, sync and rename of the resolved path, and only where it did
//! not change meanwhile.

mod add;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::{StoreError, shown};
use super::files::{FileLayer, Stamp};
use super::places::{Places, create_folder};
use crate::roadmap::{RoadmapId, TopicId};

pub use add::Added;

/// Longest summary that is read or written, in bytes: as long as a note may be.
pub const MAX_SUMMARY: u64 = 1024 * 1024;

/// A person's summaries for one roadmap.
#[derive(Clone)]
pub struct Summaries {
    files: Arc<dyn FileLayer>,
    folder: PathBuf,
    /// The lock of the roadmap's store.
    lock: PathBuf,
}

/// A summary as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The Markdown.
    pub text: String,
    /// Whether it is longer than what is in `text`.
    pub is_cut: bool,
}

impl Summaries {
    /// The summaries of a roadmap. Creates nothing.
    pub fn new(places: &Places, roadmap: &RoadmapId, files: Arc<dyn FileLayer>) -> Self {
        let folder = places.data.join(roadmap.as_str()).join("summaries");
        Self { files, folder, lock: places.lock_file(roadmap.as_str()) }
    }

    /// The folder of the files, which need not exist yet.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The file of a topic, which need not exist yet.
    pub fn file(&self, topic: &TopicId) -> PathBuf {
        self.folder.join(format!("{topic}.md"))
    }

    /// Ids that files are named after. Most conflict copies are none; what is one has the id of no topic.
    ///
    /// # Errors
    /// Where the folder is there but cannot be read.
    pub fn ids(&self) -> Result<BTreeSet<TopicId>, StoreError> {
        let names = match self.files.list(&self.folder) {
            Ok(names) => names,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
            Err(error) => return Err(StoreError::io("look into your summaries", &self.folder, &error)),
        };
        let stem = |name: &std::ffi::OsString| name.to_str()?.strip_suffix(".md").map(str::to_owned);
        Ok(names.iter().filter_map(stem).filter_map(|stem| TopicId::new(&stem).ok()).collect())
    }

    /// What tells that a summary changed; none where there is none.
    pub fn stamp(&self, topic: &TopicId) -> Option<Stamp> {
        self.files.stamp(&self.file(topic)).ok()
    }

    /// The file of a topic for an editor to open, in a folder where it can be saved. The file itself need not exist yet.
    ///
    /// # Errors
    /// Where the folder cannot be created.
    pub fn prepare(&self, topic: &TopicId) -> Result<PathBuf, StoreError> {
        create_folder(&*self.files, &self.folder)
            .map_err(|error| StoreError::io("create", &self.folder, &error))?;
        Ok(self.file(topic))
    }

    /// Reads the summary of a topic; none where there is none.
    ///
    /// # Errors
    /// Where there is one that cannot be read, or that is no UTF-8 text.
    pub fn read(&self, topic: &TopicId) -> Result<Option<Summary>, StoreError> {
        let path = self.file(topic);
        let bytes = match self.files.read(&path, 0, MAX_SUMMARY + 1) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(StoreError::io("read your summary", &path, &error)),
        };
        let is_cut = bytes.len() as u64 > MAX_SUMMARY;
        match text_of(bytes, is_cut) {
            Some(text) => Ok(Some(Summary { text, is_cut })),
            None => Err(StoreError::new(format!(
                "cannot read your summary {}: {NO_TEXT}. Save it as UTF-8 in your editor.",
                shown(&path)
            ))),
        }
    }
}

/// What is said of a file that is no text.
const NO_TEXT: &str = "it is not UTF-8 text";

/// The text in a file; the character in which it was cut is left out. None where it is no UTF-8.
fn text_of(mut bytes: Vec<u8>, is_cut: bool) -> Option<String> {
    if let Err(error) = str::from_utf8(&bytes) {
        // Without a length the bytes at the end are no wrong character, but the first part of one.
        if !is_cut || error.error_len().is_some() {
            return None;
        }
        bytes.truncate(error.valid_up_to());
    }
    String::from_utf8(bytes).ok()
}
