//! What people already have becomes a roadmap: a README with check boxes, a folder of notes, an outline, a graph.
//!
//! ```text
//! source ── recognised ──> Shape ── read ──> Draft ── settled ──> Plan ── written ──> folder with roadmap.toml and notes/
//!           (recognition)  (a reader a shape)  (plan: ids, note files, links)   (folder: a new one, or merged)  + marks, summaries
//! ```
//!
//! A reader sees its source through [`Material`] only, which never leaves the folder of the source, and gives a [`Draft`]:
//! a tree of topics with everything that was found, and [`Remark`]s about everything that was not taken. It knows nothing of
//! ids, TOML or files that will be written.

mod archive;
mod draft;
mod material;

pub use archive::{
    Archive, ArchiveError, FORMAT as ARCHIVE_FORMAT, VERSION as ARCHIVE_VERSION, is_hidden_note,
};
pub use draft::{Draft, DraftNote, DraftResource, DraftTopic, Place, Remark, RemarkKind};
pub use material::{Folder, Material, MaterialError, Text};

/// What a source looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Markdown with headings, lists, tasks, tables.
    Markdown,
    /// A folder of Markdown notes, Jekyll posts too.
    Notes,
    /// Markdown whose headings are questions, with a summary of one's own and one of the lecture below each.
    Questions,
    /// Plain text: a topic a line.
    Outline,
    /// A roadmap.sh graph, with its content folder where that lies beside it.
    Graph,
    /// A roadmap.sh content folder alone.
    Content,
    /// A roadmap.sh roadmap of the older kind, drawn with Balsamiq.
    Balsamiq,
    /// A roadmap of trailmark.
    Roadmap,
    /// What `trailmark export json` wrote.
    Export,
}

impl Shape {
    /// Every shape with the word that stands for it in `--from`.
    pub const ALL: &[(Self, &str)] = &[
        (Self::Markdown, "markdown"),
        (Self::Notes, "notes"),
        (Self::Questions, "questions"),
        (Self::Outline, "outline"),
        (Self::Graph, "roadmap.sh"),
        (Self::Content, "content"),
        (Self::Balsamiq, "balsamiq"),
        (Self::Roadmap, "trailmark"),
        (Self::Export, "json"),
    ];
}

/// What becomes a topic in Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Headings alone; everything below one is its note.
    Headings,
    /// Headings as sections, and tasks (`- [ ]`).
    Tasks,
    /// Headings as sections, and every list item.
    Bullets,
    /// Headings as sections, and list items that are one link.
    Links,
}

/// What a person asked a reader for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// What becomes a topic; found out where `None`: tasks if there are any, else headings and list links, else headings.
    pub taken: Option<Taken>,
    /// Most levels of topics; what lies deeper goes into the note of the topic above it.
    pub depth: Option<usize>,
    /// More titles of the heading above one's own summary, beside those of [`OWN_SUMMARY`].
    pub own_summary: Vec<String>,
    /// More titles of the heading above the lecture's summary, beside those of [`LECTURE_SUMMARY`].
    pub lecture_summary: Vec<String>,
}

/// What people write above a summary of their own, folded to lower case; signs and emoji around it do not matter.
pub const OWN_SUMMARY: &[&str] =
    &["my summary", "my notes", "in my own words", "내가 한 정리", "내 정리", "나의 정리"];
/// What people write above the summary of a lecture or course.
pub const LECTURE_SUMMARY: &[&str] =
    &["lecture summary", "lecture notes", "course summary", "강의 정리", "강의 요약", "강의 내용"];
