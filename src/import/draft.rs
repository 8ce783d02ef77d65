//! What a reader found in its source, before ids, files and links are settled.

use crate::progress::Mark;
use crate::roadmap::{Kind, Level, ResourceKind};

/// A whole source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// The id of the roadmap that it must keep: that of another trailmark roadmap.
    pub id: Option<String>,
    /// What it is called; empty where the source does not say.
    pub title: String,
    /// What it is about, in a line; empty where the source does not say.
    pub description: String,
    /// The language tag of its titles, where that is known.
    pub language: Option<String>,
    /// The folder of the source whose notes keep their path below it, such as `content`; empty where they keep their whole path.
    pub notes_folder: String,
    /// Its sections.
    pub topics: Vec<DraftTopic>,
    /// List items that stayed in notes, where nobody said what becomes a topic.
    pub items_in_notes: usize,
    /// What the person should know: left out, missing, damaged, guessed.
    pub remarks: Vec<Remark>,
}

/// A topic as a source has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftTopic {
    /// What people call it: text without Markdown.
    pub title: String,
    /// The same in other languages, by their tags: those of another trailmark roadmap.
    pub titles: Vec<(String, String)>,
    /// What the source itself knows it by in every version, such as the id of a node; none where only its place and title tell.
    pub origin: Option<String>,
    /// The id that it must keep: that of another trailmark roadmap.
    pub id: Option<String>,
    /// The author's note.
    pub note: Option<DraftNote>,
    /// The person's own summary, as Markdown; empty where there is none.
    pub summary: String,
    /// Links to learn from.
    pub resources: Vec<DraftResource>,
    /// What the source says of the person's progress; none where it says nothing.
    pub mark: Option<Mark>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Time to study it, in minutes.
    pub minutes: Option<u32>,
    /// How strongly it is advised.
    pub kind: Option<Kind>,
    /// For whom it is.
    pub level: Option<Level>,
    /// How many of its children are enough.
    pub choose: Option<u32>,
    /// Whether it counts itself, beside what is below it.
    pub counts: bool,
    /// Ids that it had before.
    pub was: Vec<String>,
    /// Origins, ids or titles of the topics that should come before.
    pub requires: Vec<String>,
    /// Why its place in the tree is a guess; none where the source says it.
    pub guess: Option<String>,
    /// Topics below it.
    pub topics: Vec<DraftTopic>,
}

/// A note as a source has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftNote {
    /// Markdown, with line feeds, front matter taken off. Links are as the source has them.
    pub markdown: String,
    /// The file that it is or comes from, relative to the folder of the source, with `/`: its links are relative to that.
    pub file: String,
    /// Whether it is that whole file and so keeps its name; otherwise it is a part of it.
    pub is_file: bool,
}

/// A link of a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftResource {
    /// What it is.
    pub kind: ResourceKind,
    /// What it is called: text without Markdown.
    pub title: String,
    /// Where it is.
    pub url: String,
}

/// Where something stands in a source.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, relative to the folder of the source, with `/`.
    pub file: String,
    /// The line, counted from 1; 0 stands for the file as a whole.
    pub line: usize,
}

/// Something that the person should know about the import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What it is about.
    pub kind: RemarkKind,
    /// Where it stands.
    pub place: Place,
    /// What is there, and why that became of it, in a sentence without a full stop.
    pub words: String,
}

/// What a [`Remark`] is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemarkKind {
    /// A line that became nothing, such as a table of contents.
    LeftOut,
    /// A link leads to nothing.
    Missing,
    /// Text that is damaged and was kept as it is, or that was mended.
    Damaged,
    /// A place in the tree that is a guess.
    Guessed,
    /// Something that was changed by hand and stays, though the source has something else.
    Kept,
}
