//! Progress: events, and what they say together.
//!
//! Nothing here is ever set. A change is an [`Event`] with a key; the present is the fold of all events that are known,
//! whatever order they came in and however often. That is why two devices, a conflict copy and a restored backup agree.

mod address;
mod doubt;
mod fold;
mod history;
mod key;
mod line;
mod newest;
mod standing;
mod title;

pub use address::Address;
pub use fold::Progress;
pub(crate) use fold::rename;
pub use key::{BadDevice, BadKey, DeviceId, EventKey, Moment};
pub use line::{BadLine, Line, MAX_LINE, read_line, write_line};
pub use standing::Standing;
pub use title::Compared;

use crate::roadmap::{TopicId, TopicIx};
use crate::text::SafeText;

/// What a person says of a topic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Nothing yet.
    #[default]
    Todo,
    /// Being studied.
    InProgress,
    /// Learned.
    Done,
    /// Left out on purpose; leaves the total.
    Skipped,
}

impl Mark {
    /// Every mark.
    pub const ALL: [Self; 4] = [Self::Todo, Self::InProgress, Self::Done, Self::Skipped];

    /// The word in logs and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Todo => "todo",
            Self::InProgress => "in-progress",
            Self::Done => "done",
            Self::Skipped => "skipped",
        }
    }

    /// The words on screens.
    pub fn label(self) -> &'static str {
        match self {
            Self::Todo => "to do",
            Self::InProgress => "in progress",
            Self::Done => "done",
            Self::Skipped => "skipped",
        }
    }

    /// The mark that `word` stands for in a log.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.word() == word)
    }
}

/// Where a person is with a topic, and since when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// Not begun.
    #[default]
    Todo,
    /// Begun.
    InProgress {
        /// When it was marked.
        since: Moment,
    },
    /// Finished.
    Done {
        /// When it was marked.
        at: Moment,
    },
    /// Left out.
    Skipped {
        /// When it was marked.
        at: Moment,
    },
}

impl Status {
    /// The status that a mark made at `at` gives.
    pub fn of(mark: Mark, at: Moment) -> Self {
        match mark {
            Mark::Todo => Self::Todo,
            Mark::InProgress => Self::InProgress { since: at },
            Mark::Done => Self::Done { at },
            Mark::Skipped => Self::Skipped { at },
        }
    }

    /// The status without its time.
    pub fn mark(self) -> Mark {
        match self {
            Self::Todo => Mark::Todo,
            Self::InProgress { .. } => Mark::InProgress,
            Self::Done { .. } => Mark::Done,
            Self::Skipped { .. } => Mark::Skipped,
        }
    }

    /// When it was marked; none for what is still to do.
    pub fn since(self) -> Option<Moment> {
        match self {
            Self::Todo => None,
            Self::InProgress { since: at } | Self::Done { at } | Self::Skipped { at } => Some(at),
        }
    }
}

/// What an event changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A topic is marked. The title is kept for the day on which the roadmap no longer has the topic.
    Mark {
        /// The topic.
        topic: TopicId,
        /// Its title at that time.
        title: SafeText,
        /// The new mark.
        mark: Mark,
    },
    /// A bookmark is set or taken away.
    Bookmark {
        /// The topic.
        topic: TopicId,
        /// Its title at that time.
        title: SafeText,
        /// Whether it is set.
        on: bool,
    },
    /// A resource is ticked, or the tick is taken away.
    Tick {
        /// The topic.
        topic: TopicId,
        /// The title of the topic at that time.
        title: SafeText,
        /// The address of the resource.
        resource: Address,
        /// Whether it is ticked.
        on: bool,
    },
    /// A step is taken back.
    Undo(EventKey),
    /// A step that was taken back is made again.
    Redo(EventKey),
    /// What was marked under an id that is gone, or is used for something else now, belongs to another topic; or, where both
    /// ids are the same, it belongs to the topic after all, whatever its title has become.
    Reattach {
        /// The id in the log.
        from: TopicId,
        /// The id in the roadmap.
        to: TopicId,
        /// The title under which it was marked; empty where all that the id ever was is meant.
        title: SafeText,
    },
    /// Something that a later version wrote: kept in its file, ignored here.
    Unknown,
}

impl Change {
    /// The topic that is marked or bookmarked, or whose resource is ticked.
    pub fn topic(&self) -> Option<&TopicId> {
        match self {
            Self::Mark { topic, .. } | Self::Bookmark { topic, .. } | Self::Tick { topic, .. } => Some(topic),
            Self::Undo(_) | Self::Redo(_) | Self::Reattach { .. } | Self::Unknown => None,
        }
    }

    /// The title that the topic had then; may be empty.
    pub fn title(&self) -> Option<&SafeText> {
        match self {
            Self::Mark { title, .. } | Self::Bookmark { title, .. } | Self::Tick { title, .. } => Some(title),
            Self::Undo(_) | Self::Redo(_) | Self::Reattach { .. } | Self::Unknown => None,
        }
    }
}

/// One change of a person's, as it stands in a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When, and by which device; unique, and in the order of time.
    pub key: EventKey,
    /// The first event of the step this belongs to; none where it is that first event or stands alone.
    pub step: Option<EventKey>,
    /// What it changes.
    pub change: Change,
}

impl Event {
    /// The step that the event belongs to: the key of the step's first event.
    pub fn step_key(&self) -> &EventKey {
        self.step.as_ref().unwrap_or(&self.key)
    }
}

/// Events that are undone together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Key of the first event; what an undo or redo names.
    pub key: EventKey,
    /// Its events, the first one first.
    pub events: Vec<Event>,
}

/// Progress of a topic that the roadmap no longer has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orphan {
    /// Its id in the logs.
    pub id: TopicId,
    /// Its title when it was last marked.
    pub title: SafeText,
    /// Its status.
    pub status: Status,
    /// Whether it is bookmarked.
    pub bookmarked: bool,
    /// How many of its resources are ticked.
    pub ticked: usize,
}

impl Orphan {
    /// What is known of its id, in words: `was done`, else `was bookmarked`, else `had ticked resources`.
    fn said(&self) -> String {
        match self.status.mark() {
            Mark::Todo if self.bookmarked => "was bookmarked".to_owned(),
            Mark::Todo => "had ticked resources".to_owned(),
            mark => format!("was {}", mark.label()),
        }
    }
}

/// Progress under an id that the roadmap seems to use for something else now: not counted until a person says what is so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The topic that has the id now.
    pub topic: TopicIx,
    /// What was marked under it.
    pub before: Orphan,
}

impl Doubt {
    /// What is so, in words, and where more is told: `this id was done as Cookies; see ...`.
    pub fn said(&self) -> String {
        format!("this id {} as {}; see `trailmark orphans`", self.before.said(), self.before.title)
    }
}
/// Whether one title is the other in other words or letters: longer, misspelt, its initials.
pub fn is_reworded(old: &str, new: &str) -> bool {
    Compared::default().likeness(old, new) == title::Likeness::Same
}
