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
mod balsamiq;
mod circles;
mod content;
mod draft;
mod folder;
mod graph;
mod headings;
mod ids;
mod links;
mod marks;
mod material;
mod notes;
mod notes_of;
mod outline;
mod pace;
mod plan;
mod questions;
mod readme;
mod recognition;
mod record;
mod report;
mod trailmark;
mod unpacking;
mod word;
mod writing;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::folder::{Known, Naming, Prepared};
use self::unpacking::Unpacked;
use crate::progress::Mark;
use crate::roadmap::{Roadmap, RoadmapId, TopicId, TopicIx};
use crate::source::{FILE_NAME, Source};
use crate::store::shown;
use crate::text::SafeText;

pub use archive::{
    Archive, ArchiveError, FORMAT as ARCHIVE_FORMAT, VERSION as ARCHIVE_VERSION, is_hidden_note,
};
pub use draft::{Draft, DraftNote, DraftResource, DraftTopic, Place, Remark, RemarkKind};
pub use material::{Folder, MAX_FILE, MAX_FILES, MAX_LEVELS, Material, MaterialError, Text};
pub use pace::Pace;
pub use recognition::{Recognised, recognise};
pub use report::{Changes, Counts, Report};
pub use unpacking::Archived;

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

    /// The word that stands for it in `--from`.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(shape, _)| *shape == self).map_or("", |(_, word)| word)
    }

    /// The shape that `word` stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(shape, _)| *shape)
    }
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

impl Taken {
    /// What `word` stands for in `--topics`.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "headings" => Some(Self::Headings),
            "tasks" => Some(Self::Tasks),
            "bullets" => Some(Self::Bullets),
            "links" => Some(Self::Links),
            _ => None,
        }
    }
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

/// Reads a source of this shape. `start` is the file to begin with, relative to the folder of the source; empty for that folder.
///
/// # Errors
/// Where it cannot be read, or is no source of this shape.
pub fn read(shape: Shape, start: &str, material: &dyn Material, wish: &Wish) -> Result<Draft, MaterialError> {
    match shape {
        Shape::Roadmap => trailmark::read(start, material, wish),
        Shape::Markdown => readme::read(start, material, wish),
        Shape::Outline => outline::read(start, material, wish),
        Shape::Notes => notes::read(start, material, wish),
        Shape::Questions => questions::read(start, material, wish),
        Shape::Graph => graph::read(start, material, wish),
        Shape::Content => content::read(start, material, wish),
        Shape::Balsamiq => balsamiq::read(start, material, wish),
        Shape::Export => unpacking::read(start, material, wish),
    }
}

/// What a person wants to be imported.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The file or folder to be read.
    pub source: &'a Path,
    /// The folder of the roadmap: a new or an empty one, or one with a roadmap that takes in what is new.
    pub folder: &'a Path,
    /// What the source is, where that is not to be found out.
    pub from: Option<Shape>,
    /// What is wanted of its reader.
    pub wish: &'a Wish,
    /// The day, for a comment in the roadmap file.
    pub day: &'a SafeText,
    /// Whether another roadmap has an id: they would share their progress.
    pub is_taken: &'a dyn Fn(&RoadmapId) -> bool,
    /// Is told how far the import is.
    pub pace: &'a Arc<Pace>,
    /// Whether the folder may be that of an import of something else.
    pub may_mix: bool,
}

/// A person's own summary in a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSummary {
    /// The topic.
    pub topic: TopicId,
    /// Markdown.
    pub text: String,
    /// Where the source has it.
    pub place: Place,
}

/// An import that is worked out; nothing is written yet.
#[derive(Debug)]
pub struct Import {
    /// What it comes to.
    pub report: Report,
    /// The roadmap as it will be.
    pub roadmap: Roadmap,
    /// Its file.
    pub file: PathBuf,
    /// What the source says of the person's progress: topics that count, in order.
    pub marks: Vec<(TopicIx, Mark)>,
    /// The person's own summaries.
    pub summaries: Vec<OwnSummary>,
    /// What an archive has for the store.
    pub archived: Archived,
    prepared: Prepared,
    pace: Arc<Pace>,
}

impl Import {
    /// Reads a source and works out what becomes of it.
    ///
    /// # Errors
    /// Where the source cannot be read, or nothing can be written for it into the folder.
    pub fn prepare(request: &Request<'_>) -> Result<Self, MaterialError> {
        let known = Known::open(request.folder)?;
        let mut from = recognise(request.source, request.from, request.wish)?;
        from.folder = from.folder.counted(request.pace);
        let is_roadmap = from.shape == Shape::Roadmap;
        if is_roadmap && is_same(&from.folder.root().join(&from.start), &request.folder.join(FILE_NAME)) {
            let folder = shown(request.folder);
            return Err(MaterialError::new(format!(
                "Cannot import {folder} into itself. Give another folder with -o."
            )));
        }
        if from.shape == Shape::Export {
            return Self::of_archive(&from, known.as_ref(), request);
        }
        let draft = read(from.shape, &from.start, &from.folder, request.wish)?;
        let verbatim = match known {
            None if is_roadmap => {
                let file = Source::File(from.folder.root().join(&from.start));
                Some(file.text().map_err(|error| MaterialError::new(error.to_string()))?.into_owned())
            }
            _ => None,
        };
        Self::of(Matter { draft, verbatim, material: &from.folder }, &from, known.as_ref(), request)
    }

    /// Works out what becomes of an archive.
    fn of_archive(
        from: &Recognised,
        known: Option<&Known>,
        request: &Request<'_>,
    ) -> Result<Self, MaterialError> {
        let Unpacked { id, draft, files, text, archived } = unpacking::unpacked(&from.start, &from.folder)?;
        if let Some(there) = known.map(|known| known.roadmap.id()).filter(|there| **there != id) {
            let (source, folder) = (shown(request.source), shown(request.folder));
            return Err(MaterialError::new(format!(
                "Cannot import {source} into {folder}: it has the roadmap `{id}` with your progress, and there is `{there}`. Give \
                 another folder with -o."
            )));
        }
        let verbatim = known.is_none().then_some(text);
        let import = Self::of(Matter { draft, verbatim, material: &files }, from, known, request)?;
        Ok(Self { archived, ..import })
    }

    /// Works out what becomes of a draft.
    fn of(
        matter: Matter<'_>,
        from: &Recognised,
        known: Option<&Known>,
        request: &Request<'_>,
    ) -> Result<Self, MaterialError> {
        let Matter { draft, verbatim, material } = matter;
        let mut plan = plan::settle(draft, (from, material), known)?;
        refuse_a_stranger(&plan, (from, known), request)?;
        plan.verbatim = verbatim;
        let files = plan.files.len().saturating_sub(plan.note_files());
        let source = called(request.source, from);
        let naming = Naming { source: &source, day: request.day, is_taken: request.is_taken };
        let prepared = folder::prepare(&mut plan, (material, request.folder), known, &naming)?;
        let mut remarks = std::mem::take(&mut plan.remarks);
        let marks = marks::marks(&plan, &prepared.roadmap, &mut remarks);
        remarks.sort_by(|a, b| (a.kind, &a.place).cmp(&(b.kind, &b.place)));
        let summaries = summaries(&plan, &prepared.roadmap);
        let counts = Counts { marks: marks.len(), summaries: summaries.len(), files, ..counts(&plan) };
        let changes = prepared.changes.clone();
        let report = Report { shape: from.shape, is_new: known.is_none(), counts, changes, remarks };
        let file = request.folder.join(FILE_NAME);
        let (roadmap, archived) = (prepared.roadmap.clone(), Archived::default());
        Ok(Self { report, roadmap, file, marks, summaries, archived, prepared, pace: request.pace.clone() })
    }

    /// Writes the folder.
    ///
    /// # Errors
    /// Where something cannot be written. Of a new folder nothing is left then.
    pub fn write(&self) -> Result<(), MaterialError> {
        self.prepared.write(&self.pace)
    }
}

/// A source that was read.
struct Matter<'a> {
    draft: Draft,
    /// The roadmap file, where it is to be written as it is.
    verbatim: Option<String>,
    material: &'a dyn Material,
}

/// # Errors
/// Where the folder has what was imported from something else: nothing of that is in the source.
fn refuse_a_stranger(
    plan: &plan::Plan,
    (from, known): (&Recognised, Option<&Known>),
    request: &Request<'_>,
) -> Result<(), MaterialError> {
    let Some(before) = known.map(|known| &known.record.topics) else { return Ok(()) };
    let is_known = |topic: &plan::Topic| before.contains_key(topic.id.as_str());
    // An archive says itself which roadmap it is.
    let is_told = request.may_mix || from.shape == Shape::Export;
    if is_told || before.is_empty() || plan.topics.is_empty() || plan.topics.iter().any(is_known) {
        return Ok(());
    }
    let (source, folder) = (shown(request.source), shown(request.folder));
    Err(MaterialError::new(format!(
        "Cannot import {source} into {folder}: that was imported from something else, none of its topics is in this source. Give \
         another folder with -o, or -y to have both in one roadmap."
    )))
}

/// Whether two paths are one file.
fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    real(one).is_some_and(|one| Some(one) == real(other))
}

/// What a source is called, without where it is.
fn called(path: &Path, from: &Recognised) -> SafeText {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = name.or_else(|| {
        Some(from.folder.root().canonicalize().ok()?.file_name()?.to_string_lossy().into_owned())
    });
    SafeText::new(name.unwrap_or_else(|| from.start.clone()))
}

fn counts(plan: &plan::Plan) -> Counts {
    Counts {
        sections: plan.topics.iter().filter(|topic| topic.depth == 0).count(),
        topics: plan.topics.len(),
        notes: plan.topics.iter().filter(|topic| topic.note().is_some()).count(),
        resources: plan.topics.iter().map(|topic| topic.resources).sum(),
        items_in_notes: plan.items_in_notes,
        ..Counts::default()
    }
}

fn summaries(plan: &plan::Plan, roadmap: &Roadmap) -> Vec<OwnSummary> {
    let is_there =
        |topic: &&plan::Topic| !topic.summary.trim().is_empty() && roadmap.find(&topic.id).is_some();
    let own = |topic: &plan::Topic| OwnSummary {
        topic: topic.id.clone(),
        text: topic.summary.clone(),
        place: topic.place.clone(),
    };
    plan.topics.iter().filter(is_there).map(own).collect()
}

/// A remark about a file as a whole.
fn remark_of(kind: RemarkKind, file: &str, words: &str) -> Remark {
    Remark { kind, place: Place { file: file.to_owned(), line: 0 }, words: words.to_owned() }
}

#[cfg(test)]
mod tests;
