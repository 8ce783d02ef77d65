//! The roadmap: a tree of topics, valid by construction.
//!
//! A [`Roadmap`] comes from [`parse()`] only, and whatever holds one may rely on what the parser checked: ids are unique,
//! every `requires` names a topic, no requirement goes in a circle, no note leaves the notes folder.
//!
//! Topics lie in one array in the order they are written ("pre-order"), so the topics below a topic are the slice that
//! follows it. Nothing here reads a file: a missing note is not this module's business.

mod difference;
mod language;
mod lines;
mod note_path;
pub(crate) mod parse;
pub mod problem;
mod succession;
mod topic_id;

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::ops::Range;

pub use difference::Difference;
pub use language::{NoSuchLanguage, Translations};
pub use note_path::{BadNotePath, NotePath};
pub use parse::{Inspection, NoteFault, NoteFiles, inspect, parse};
pub use succession::{Names, Succession};
pub use topic_id::{BadId, RoadmapId, TopicId};

use crate::language::LanguageTag;
use crate::text::SafeText;

/// Most topics a roadmap may have.
pub const MAX_TOPICS: usize = 100_000;
/// Largest roadmap file, in bytes.
pub const MAX_BYTES: u64 = 8 * 1024 * 1024;
/// Longest time for one topic, in minutes: more than a year of working days. Past it the unit was mistaken.
pub const MAX_MINUTES: u32 = 100_000;
/// Most levels of topics; a section is level 1.
pub const MAX_LEVELS: usize = 32;

/// A position in one loaded [`Roadmap`]. Never stored: the next version of the file may count differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TopicIx(u32);

impl TopicIx {
    /// The position as an index into a slice with one element a topic.
    pub fn get(self) -> usize {
        self.0 as usize
    }

    /// The position `index`, which must have come from a slice with one element a topic.
    ///
    /// # Panics
    /// Where `index` is past [`MAX_TOPICS`], which no roadmap reaches.
    pub fn at(index: usize) -> Self {
        assert!(index <= MAX_TOPICS, "no roadmap has a topic {index}");
        #[expect(clippy::cast_possible_truncation, reason = "MAX_TOPICS fits, see the assertion")]
        Self(index as u32)
    }
}

/// How strongly the author advises a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The author's own pick.
    Recommended,
    /// As good as another one.
    Alternative,
    /// Can be left out.
    Optional,
}

/// For whom a topic is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Needs nothing before it.
    Beginner,
    /// Needs the basics.
    Intermediate,
    /// Needs practice.
    Advanced,
}

/// What a [`Resource`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResourceKind {
    /// A text on the web.
    Article,
    /// A recording.
    Video,
    /// A series of lessons.
    Course,
    /// A book.
    Book,
    /// Reference documentation or a standard.
    Docs,
    /// Something to build.
    Project,
    /// Source code to read.
    Opensource,
    /// Something to listen to.
    Podcast,
    /// A stream of articles.
    Feed,
}

macro_rules! words {
    ($type:ident { $($variant:ident = $word:literal),* $(,)? }) => {
        impl $type {
            /// Every value, in the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word that stands for it in files and on screens.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// The value that `word` stands for.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

words!(Kind { Recommended = "recommended", Alternative = "alternative", Optional = "optional" });
words!(Level { Beginner = "beginner", Intermediate = "intermediate", Advanced = "advanced" });
words!(ResourceKind {
    Article = "article",
    Video = "video",
    Course = "course",
    Book = "book",
    Docs = "docs",
    Project = "project",
    Opensource = "opensource",
    Podcast = "podcast",
    Feed = "feed",
});

/// A typed link of a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// What it is.
    pub kind: ResourceKind,
    /// How it is called.
    pub title: SafeText,
    /// Where it is: `http`, `https` or `mailto`.
    pub url: SafeText,
}

/// One node of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Its identity, the same in every version of the roadmap.
    pub id: TopicId,
    /// Whether the file gives the id; a made-up one changes with the title and the place.
    pub has_own_id: bool,
    /// What people call it, in the roadmap's own language: this is what logs keep. [`Topic::shown`] is what is shown.
    pub title: SafeText,
    /// The same in other languages.
    pub titles: Translations,
    /// Which of these is shown; else the title.
    pub(crate) shown: Option<u8>,
    /// The author's note, relative to the notes folder.
    pub note: Option<NotePath>,
    /// What should come before. Advice, never a lock.
    pub requires: Vec<TopicIx>,
    /// Ids it had before; their history is its history.
    pub was: Vec<TopicId>,
    /// What the source that it was imported from knows it by.
    pub origin: Option<SafeText>,
    /// Words to find it by, without `#`.
    pub tags: Vec<SafeText>,
    /// Time to study it, in minutes.
    pub minutes: Option<u32>,
    /// How strongly it is advised.
    pub kind: Option<Kind>,
    /// For whom it is.
    pub level: Option<Level>,
    /// Links to learn from.
    pub resources: Vec<Resource>,
    /// How many of its children are enough; all of them where `None`.
    pub choose: Option<NonZeroU32>,
    /// Whether it counts itself, beside what is below it.
    pub counts: bool,
    /// Line of the file on which its `id`, or else its title, stands; the first is 1.
    pub line: usize,
    /// The topic that it is a child of.
    pub parent: Option<TopicIx>,
    /// 0 for a section.
    pub depth: usize,
    /// One past the last topic below it.
    pub(crate) end: TopicIx,
}

/// A tree of topics with what its file says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roadmap {
    pub(crate) id: RoadmapId,
    pub(crate) title: SafeText,
    pub(crate) titles: Translations,
    pub(crate) description: SafeText,
    pub(crate) descriptions: Translations,
    pub(crate) language: Option<SafeText>,
    /// The other languages that it has titles in.
    pub(crate) languages: Vec<LanguageTag>,
    /// The one of these that is shown.
    pub(crate) spoken: Option<LanguageTag>,
    pub(crate) notes: NotePath,
    pub(crate) topics: Vec<Topic>,
    pub(crate) by_id: HashMap<TopicId, TopicIx>,
}

impl Roadmap {
    /// Names the store.
    pub fn id(&self) -> &RoadmapId {
        &self.id
    }

    /// What people call it, in its own language.
    pub fn title(&self) -> &SafeText {
        &self.title
    }

    /// One or two sentences on what it is; may be empty.
    pub fn description(&self) -> &SafeText {
        &self.description
    }

    /// Language tag of titles and notes, such as `en`.
    pub fn language(&self) -> Option<&SafeText> {
        self.language.as_ref()
    }

    /// The notes folder, relative to the folder of the roadmap file.
    pub fn notes(&self) -> &NotePath {
        &self.notes
    }

    /// All topics in the order they are written.
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// The topic at `ix`.
    ///
    /// # Panics
    /// Where `ix` comes from another roadmap with more topics.
    pub fn topic(&self, ix: TopicIx) -> &Topic {
        &self.topics[ix.get()]
    }

    /// Where the topic with this id is.
    pub fn find(&self, id: &TopicId) -> Option<TopicIx> {
        self.by_id.get(id).copied()
    }

    /// The position of the topic whose id is written so.
    pub fn find_named(&self, id: &str) -> Option<TopicIx> {
        self.by_id.get(id).copied()
    }

    /// Every position, in order.
    pub fn indices(&self) -> impl DoubleEndedIterator<Item = TopicIx> + use<> {
        (0..self.topics.len()).map(TopicIx::at)
    }

    /// Positions of everything below `ix`, without `ix` itself.
    pub fn below(&self, ix: TopicIx) -> Range<usize> {
        ix.get() + 1..self.topic(ix).end.get()
    }

    /// Whether nothing is below `ix`.
    pub fn is_leaf(&self, ix: TopicIx) -> bool {
        self.below(ix).is_empty()
    }

    /// The children of `ix`, in order.
    pub fn children(&self, ix: TopicIx) -> impl Iterator<Item = TopicIx> + '_ {
        self.siblings_from(ix.get() + 1, self.topic(ix).end.get())
    }

    /// The topics at the top of the tree.
    pub fn sections(&self) -> impl Iterator<Item = TopicIx> + '_ {
        self.siblings_from(0, self.topics.len())
    }

    fn siblings_from(&self, first: usize, end: usize) -> impl Iterator<Item = TopicIx> + '_ {
        let mut next = first;
        std::iter::from_fn(move || {
            let ix = (next < end).then(|| TopicIx::at(next))?;
            next = self.topic(ix).end.get();
            Some(ix)
        })
    }

    /// The section that `ix` belongs to, which may be `ix` itself.
    pub fn section_of(&self, ix: TopicIx) -> TopicIx {
        self.ancestors(ix).last().unwrap_or(ix)
    }

    /// The topics above `ix`, the nearest first.
    pub fn ancestors(&self, ix: TopicIx) -> impl Iterator<Item = TopicIx> + '_ {
        std::iter::successors(self.topic(ix).parent, |parent| self.topic(*parent).parent)
    }

    /// Whether `ix` is a unit of progress: a leaf, or a topic that says `counts = true`.
    pub fn is_unit(&self, ix: TopicIx) -> bool {
        self.is_leaf(ix) || self.topic(ix).counts
    }

    /// The units of progress at and below `ix`, in order.
    pub fn units(&self, ix: TopicIx) -> impl Iterator<Item = TopicIx> + '_ {
        (ix.get()..self.topic(ix).end.get()).map(TopicIx::at).filter(|unit| self.is_unit(*unit))
    }
}
