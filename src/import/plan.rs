//! From what a reader found to what will be written: ids, note files, links, and nothing that the roadmap file cannot say.

pub(super) mod flat;
mod values;

use std::collections::BTreeMap;

use self::flat::Flat;
use super::folder::Known;
use super::notes_of::Notes;
use super::{Draft, Material, MaterialError, Place, Recognised, Remark, Shape, ids};
use crate::progress::Mark;
use crate::roadmap::{MAX_TOPICS, RoadmapId, TopicId};
use crate::store::shown;
use crate::text::SafeText;

/// The folder of the notes where nothing else is said.
const NOTES: &str = "notes";

/// What an import will write.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    /// The id of the roadmap, where its source gives one.
    pub(super) id: Option<RoadmapId>,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) language: Option<String>,
    /// The folder of the notes, below that of the roadmap.
    pub(super) notes_folder: String,
    /// In the order of the file.
    pub(super) topics: Vec<Topic>,
    /// What will be in the folder of the notes.
    pub(super) files: BTreeMap<String, Content>,
    /// The roadmap file, where it is that of another roadmap.
    pub(super) verbatim: Option<String>,
    /// List items that stayed in notes, where nobody said what becomes a topic.
    pub(super) items_in_notes: usize,
    pub(super) remarks: Vec<Remark>,
}

/// A topic as it will be written.
#[derive(Clone, Debug)]
pub(super) struct Topic {
    pub(super) id: TopicId,
    pub(super) parent: Option<usize>,
    /// 0 for a section.
    pub(super) depth: usize,
    pub(super) title: String,
    /// Its keys, but for its id, with their values as TOML.
    pub(super) values: Vec<(&'static str, String)>,
    /// The file of the source that its note is, whole.
    pub(super) file: Option<String>,
    /// How many resources it has.
    pub(super) resources: usize,
    /// The person's own summary; empty where there is none.
    pub(super) summary: String,
    /// Where the source has that summary.
    pub(super) place: Place,
    pub(super) mark: Option<Mark>,
    pub(super) guess: Option<String>,
}

/// What will be in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// This text.
    Text(String),
    /// What is in this file of the source.
    Copy(String),
}

impl Topic {
    /// The value of its note.
    pub(super) fn note(&self) -> Option<&str> {
        self.values.iter().find(|(key, _)| *key == "note").map(|(_, value)| value.as_str())
    }
}

impl Plan {
    /// How many files are notes: several topics may have one.
    pub(super) fn note_files(&self) -> usize {
        self.topics.iter().filter_map(Topic::note).collect::<std::collections::HashSet<_>>().len()
    }
}

/// Settles what becomes of a draft. `known` is the roadmap that it goes into, where there is one.
///
/// # Errors
/// Where nothing, or far too much, becomes a topic.
pub(super) fn settle(
    mut draft: Draft,
    (from, material): (&Recognised, &dyn Material),
    known: Option<&Known>,
) -> Result<Plan, MaterialError> {
    let refused = |why: &str| {
        let path = from.folder.root().join(&from.start);
        MaterialError::new(format!("Cannot import {}: {why}", shown(&path)))
    };
    let mut remarks = std::mem::take(&mut draft.remarks);
    let mut topics = Flat::of(std::mem::take(&mut draft.topics), (&from.start, &mut remarks));
    if topics.is_empty() {
        return Err(refused(
            "nothing in it becomes a topic. Say what does with --topics headings, tasks, bullets or links, or what the source is \
             with --from.",
        ));
    }
    if topics.len() > MAX_TOPICS {
        return Err(refused(&format!("it has more than {MAX_TOPICS} topics. Import a part of it.")));
    }
    if let Some(known) = known {
        values::without_own_language(&mut topics, &known.roadmap, &mut remarks);
    }
    let ids = ids::assigned(&topics, known);
    let is_roadmap = matches!(from.shape, Shape::Roadmap | Shape::Export);
    // What lies in a folder of this name is not put one deeper.
    let own_folder = if draft.notes_folder.is_empty() { NOTES } else { &draft.notes_folder };
    let notes = Notes::new(material, own_folder).verbatim(is_roadmap);
    let placed = notes.place((&topics, &ids), known, &mut remarks);
    let requires = values::requirements(&topics, &ids, &mut remarks);
    let mut planned = Vec::with_capacity(topics.len());
    let former = values::former(&topics, &ids);
    for ((((topic, id), note), requires), was) in
        topics.iter().zip(&ids).zip(placed.paths).zip(requires).zip(former)
    {
        planned.push(values::topic(topic, id, (note, requires, was), &mut remarks));
    }
    // Without a place of its own it stands somewhere in what was named.
    let places = planned.iter_mut().map(|topic| &mut topic.place);
    for place in places.chain(remarks.iter_mut().map(|remark| &mut remark.place)) {
        if place.file.is_empty() {
            place.file.clone_from(&from.start);
        }
    }
    remarks.sort_by(|a, b| (a.kind, &a.place).cmp(&(b.kind, &b.place)));
    remarks.dedup();
    let notes_folder = match known {
        Some(known) => known.roadmap.notes().as_str().to_owned(),
        None if is_roadmap && !draft.notes_folder.is_empty() => draft.notes_folder.clone(),
        None => NOTES.to_owned(),
    };
    Ok(Plan {
        id: draft.id.as_deref().and_then(|id| RoadmapId::new(id).ok()),
        title: title(&draft, from),
        description: line(&draft.description),
        language: draft.language.as_deref().map(line).filter(|language| !language.is_empty()),
        notes_folder,
        topics: planned,
        files: placed.files,
        verbatim: None,
        items_in_notes: draft.items_in_notes,
        remarks,
    })
}

/// What the roadmap is called: as its source says, or as that is called itself.
fn title(draft: &Draft, from: &Recognised) -> String {
    let stem = from.start.rsplit('/').next().and_then(|name| name.split('.').find(|stem| !stem.is_empty()));
    let is_telling = |stem: &&str| !matches!(stem.to_lowercase().as_str(), "readme" | "index" | "roadmap");
    let folder = || {
        let root = from.folder.root();
        let name = root.canonicalize().ok().unwrap_or_else(|| root.to_owned());
        name.file_name().map(|name| name.to_string_lossy().into_owned())
    };
    let titles = [Some(draft.title.clone()), stem.filter(is_telling).map(str::to_owned), folder()];
    let mut titles = titles.into_iter().flatten().map(|title| line(&title));
    titles.find(|title| !title.is_empty()).unwrap_or_else(|| "My roadmap".to_owned())
}

/// A text as it can stand in a roadmap file: one clean line.
fn line(text: &str) -> String {
    SafeText::new(text.trim()).as_str().trim().to_owned()
}
