//! What an import came to.

use super::{Remark, Shape};
use crate::text::SafeText;

/// What an import came to, or would.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What the source is.
    pub shape: Shape,
    /// Whether there was no roadmap before.
    pub is_new: bool,
    /// What the source has.
    pub counts: Counts,
    /// What became of the roadmap that was there.
    pub changes: Changes,
    /// What the person should know, by kind and place.
    pub remarks: Vec<Remark>,
}

/// What a source has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Topics at the top.
    pub sections: usize,
    /// All topics, sections too.
    pub topics: usize,
    /// Topics with a note.
    pub notes: usize,
    /// Links to learn from.
    pub resources: usize,
    /// List items that stayed in notes, where nobody said what becomes a topic.
    pub items_in_notes: usize,
    /// Files that come along and are no notes.
    pub files: usize,
    /// Summaries of the person's own.
    pub summaries: usize,
    /// Topics with a mark.
    pub marks: usize,
}

/// What became of a roadmap that was there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Topics that are new.
    pub added: Vec<SafeText>,
    /// Topics with another title: the old one and the new one.
    pub renamed: Vec<(SafeText, SafeText)>,
    /// Topics in another place.
    pub moved: Vec<SafeText>,
    /// Topics that the source has no longer. They stay.
    pub gone: Vec<SafeText>,
    /// How many other things of topics are taken over.
    pub changed: usize,
    /// How many files of the notes are new, or taken over.
    pub written: usize,
    /// What was changed by hand and stays, though the source has something else.
    pub kept: Vec<Remark>,
}

impl Changes {
    /// Whether nothing was, or would be, written.
    pub fn is_nothing(&self) -> bool {
        self.added.is_empty()
            && self.renamed.is_empty()
            && self.moved.is_empty()
            && self.changed + self.written == 0
    }
}
