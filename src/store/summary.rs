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
mod take_in;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::{StoreError, shown, why};
use super::files::{FileLayer, Stamp};
use super::places::{Places, create_folder};
use super::{LogTrouble, TroubleKind};
use crate::roadmap::{RoadmapId, TopicId};
use crate::text::with_line_feeds;

pub use add::{AddError, Added};
pub use take_in::TakenIn;

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
    /// The Markdown, with `\n` for every kind of line break.
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

    /// Ids of which there is a summary. Conflict copies and other files are none.
    ///
    /// # Errors
    /// Where the folder is there but cannot be read.
    pub fn ids(&self) -> Result<BTreeSet<TopicId>, StoreError> {
        let stems = self.stems()?;
        let own = stems.iter().filter(|stem| copied(stem).is_none());
        Ok(own.filter_map(|stem| TopicId::new(stem).ok()).collect())
    }

    /// The names of the Markdown files, without their end.
    fn stems(&self) -> Result<Vec<String>, StoreError> {
        let names = match self.files.list(&self.folder) {
            Ok(names) => names,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(StoreError::io("look into your summaries", &self.folder, &error)),
        };
        let stem = |name: &OsString| name.to_str()?.strip_suffix(".md").map(str::to_owned);
        Ok(names.iter().filter_map(stem).collect())
    }

    /// What a person should know of the files: copies that no topic shows, and what cannot be read. That the folder cannot be
    /// read is for [`Summaries::ids`] to say.
    pub fn troubles(&self) -> Vec<LogTrouble> {
        let mut stems = self.stems().unwrap_or_default();
        stems.sort();
        let trouble = |stem: &String| {
            let why = match copied(stem) {
                Some(topic) => format!(
                    "a copy of your summary {topic}.md, which no topic shows. Put what is only here into that one, and \
                     remove this"
                ),
                None => self.fault(&TopicId::new(stem).ok()?)?,
            };
            Some(LogTrouble {
                file: self.folder.join(format!("{stem}.md")),
                line: None,
                why: why.into(),
                kind: TroubleKind::Unreadable,
            })
        };
        stems.iter().filter_map(trouble).collect()
    }

    /// Why a summary cannot be read, or not all of it.
    fn fault(&self, topic: &TopicId) -> Option<String> {
        match self.files.read(&self.file(topic), 0, MAX_SUMMARY + 1) {
            Ok(bytes) if bytes.len() as u64 > MAX_SUMMARY => {
                Some("it is longer than 1 MiB; only its beginning is shown".to_owned())
            }
            Ok(bytes) => {
                text_of(bytes, false).is_none().then(|| format!("{NO_TEXT}. Save it as UTF-8 in your editor"))
            }
            Err(error) => Some(format!("your summary cannot be read: {}", why(&error))),
        }
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
            Some(text) => Ok(Some(Summary { text: with_line_feeds(&text), is_cut })),
            None => Err(StoreError::new(format!(
                "cannot read your summary {}: {NO_TEXT}. Save it as UTF-8 in your editor.",
                shown(&path)
            ))),
        }
    }
}

/// The topic of whose summary a file is a copy: made by a tool that syncs, or of a text that could not be added.
fn copied(stem: &str) -> Option<&str> {
    let kept =
        stem.rsplit_once(".kept-").filter(|(_, number)| number.bytes().all(|byte| byte.is_ascii_digit()));
    let (topic, _) = kept.or_else(|| stem.split_once(".sync-conflict-")).or_else(|| stem.split_once(' '))?;
    TopicId::new(topic).is_ok().then_some(topic)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_copy() {
        for (stem, topic) in [
            ("jwt", None),
            ("http.kept-alive", None),
            ("README", None),
            ("My notes", None),
            ("jwt.kept-12", Some("jwt")),
            ("jwt.sync-conflict-20261120-194503-ABCDEFG", Some("jwt")),
            ("트랜잭션 (conflicted copy 2026-11-20)", Some("트랜잭션")),
            ("jwt 2", Some("jwt")),
        ] {
            assert_eq!(copied(stem), topic, "{stem}");
        }
    }

    #[test]
    fn a_cut_leaves_whole_characters() {
        let text = "트랜잭션";
        for len in 0..=text.len() {
            let bytes = text.as_bytes()[..len].to_vec();
            let whole = len % 3 == 0;
            assert_eq!(text_of(bytes.clone(), true).map(|text| text.len()), Some(len - len % 3), "{len}");
            assert_eq!(text_of(bytes, false).is_some(), whole, "{len}");
        }
        for bytes in [b"\xFF\xFEa\0".to_vec(), b"a\xE9b".to_vec()] {
            assert_eq!((text_of(bytes.clone(), true), text_of(bytes, false)), (None, None));
        }
    }
}
