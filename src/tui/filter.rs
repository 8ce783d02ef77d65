//! Filters: which topics of a tree are shown.

use super::summary::OwnWords;
use crate::progress::{Mark, Standing};
use crate::roadmap::{Kind, Roadmap, TopicIx};
use crate::text::SafeText;

/// What topics have in common that are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// They have this mark. Only what is marked itself has one: what is above it only leads there.
    Mark(Mark),
    /// They have any mark but "skipped".
    NotSkipped,
    /// They are bookmarked.
    Bookmarked,
    /// The person wrote about them.
    Summary,
    /// The author advises them like this.
    Kind(Kind),
    /// They have this tag.
    Tag(SafeText),
}

/// What filters look at.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The roadmap.
    pub roadmap: &'a Roadmap,
    /// Progress on it.
    pub standing: &'a Standing,
    /// What the person wrote.
    pub own: &'a OwnWords,
}

impl Filter {
    /// Whether a topic is shown.
    pub fn has(&self, known: Known<'_>, ix: TopicIx) -> bool {
        let Known { roadmap, standing, own } = known;
        let mark = || standing.status(ix).mark();
        match self {
            Self::Mark(wanted) => roadmap.is_unit(ix) && mark() == *wanted,
            Self::NotSkipped => roadmap.is_unit(ix) && mark() != Mark::Skipped,
            Self::Bookmarked => standing.is_bookmarked(ix),
            Self::Summary => own.is_on(ix),
            Self::Kind(kind) => roadmap.topic(ix).kind == Some(*kind),
            Self::Tag(tag) => roadmap.topic(ix).tags.contains(tag),
        }
    }

    /// What it is called.
    pub fn name(&self) -> SafeText {
        match self {
            Self::Mark(mark) => mark.label().into(),
            Self::NotSkipped => "without skipped".into(),
            Self::Bookmarked => "bookmarked".into(),
            Self::Summary => "with my summary".into(),
            Self::Kind(kind) => kind.word().into(),
            Self::Tag(tag) => format!("#{tag}").into(),
        }
    }

    /// What is said where no topic is shown, without a point.
    pub fn nothing(&self) -> SafeText {
        match self {
            Self::Mark(Mark::Todo) => "No topics to do".into(),
            Self::Mark(Mark::InProgress) => "No topics in progress".into(),
            Self::Mark(mark) => format!("No {} topics", mark.label()).into(),
            Self::NotSkipped => "All topics are skipped".into(),
            Self::Bookmarked => "No bookmarked topics".into(),
            Self::Summary => "No topics with a summary of yours".into(),
            Self::Kind(kind) => format!("No {} topics", kind.word()).into(),
            Self::Tag(tag) => format!("No topics with #{tag}").into(),
        }
    }
}
