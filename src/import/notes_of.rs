//! The note files of an import: which path each gets, what its links become, and which other files come with it.

mod paths;
mod relinking;

use std::collections::{BTreeMap, HashMap};

use self::paths::{Paths, safe};
use self::relinking::Relinking;
use super::folder::Known;
use super::plan::Content;
use super::plan::flat::Flat;
use super::{DraftNote, Material, Remark};
use crate::roadmap::TopicId;

/// The notes of a source.
pub(super) struct Notes<'a> {
    material: &'a dyn Material,
    /// The folder of the source whose notes keep their path below it; empty where they keep their whole path.
    folder: &'a str,
    /// Whether notes are copied byte for byte.
    is_verbatim: bool,
}

/// Where the notes will be.
#[derive(Debug, Default)]
pub(super) struct Placed {
    /// The note of each topic, below the folder of the notes.
    pub(super) paths: Vec<Option<String>>,
    /// What will be in that folder.
    pub(super) files: BTreeMap<String, Content>,
}

impl<'a> Notes<'a> {
    /// The notes of `material`, of which those in `folder` keep their path below that.
    pub(super) fn new(material: &'a dyn Material, folder: &'a str) -> Self {
        Self { material, folder: folder.trim_matches('/'), is_verbatim: false }
    }

    /// The same, but copied byte for byte.
    pub(super) fn verbatim(self, is_verbatim: bool) -> Self {
        Self { is_verbatim, ..self }
    }

    /// Gives every note a path, and makes its links work there.
    pub(super) fn place(
        &self,
        (topics, ids): (&[Flat], &[TopicId]),
        known: Option<&Known>,
        remarks: &mut Vec<Remark>,
    ) -> Placed {
        let mut taken = Paths::default();
        let mut paths: Vec<Option<String>> = Vec::new();
        // What has a path already keeps it, and nothing else takes it.
        for (topic, id) in topics.iter().zip(ids) {
            paths.push(note(topic).and_then(|note| kept(note, id, known?)));
        }
        for path in paths.iter().flatten() {
            taken.take(path);
        }
        if let Some(known) = known {
            known.roadmap.topics().iter().filter_map(|topic| topic.note.as_ref()).for_each(|note| {
                taken.reserve(note.as_str());
            });
            known.others.iter().for_each(|path| taken.reserve(path));
        }
        // The path of each file that is a note as a whole.
        let mut whole: HashMap<&str, String> = HashMap::new();
        for (path, note) in paths.iter_mut().zip(topics.iter().map(note)) {
            let Some(note) = note.filter(|note| note.is_file) else { continue };
            let new = || path.clone().unwrap_or_else(|| taken.free(&safe(self.below(&note.file))));
            *path = Some(whole.entry(&note.file).or_insert_with(new).clone());
        }
        for (index, topic) in topics.iter().enumerate() {
            let Some(path) = paths.get_mut(index).filter(|path| path.is_none()) else { continue };
            *path = note(topic).map(|_| taken.free(&of_part((topics, ids), index)));
        }
        if self.is_verbatim {
            return self.copied(paths, topics);
        }
        let mut relinking = Relinking::new((self.material, self.folder), &whole, &mut taken);
        relinking.know_parts(topics, &paths);
        let mut files = BTreeMap::new();
        for (path, topic) in paths.iter().zip(topics) {
            let (Some(path), Some(note)) = (path, note(topic)) else { continue };
            if !files.contains_key(path) {
                let text = relinking.relinked(note, path, remarks);
                files.insert(path.clone(), Content::Text(text));
            }
        }
        files.extend(relinking.into_copies());
        Placed { paths, files }
    }

    /// A file as it is called below the folder of the notes.
    fn below<'f>(&self, file: &'f str) -> &'f str {
        below(self.folder, file)
    }

    /// Every file of the folder of the notes, as it is.
    fn copied(&self, paths: Vec<Option<String>>, topics: &[Flat]) -> Placed {
        let mut files = BTreeMap::new();
        if self.material.has_folder(self.folder) && !self.folder.is_empty() {
            // Without a list there are the notes.
            for file in self.material.files(self.folder).unwrap_or_default() {
                files.insert(self.below(&file).to_owned(), Content::Copy(file));
            }
        }
        for (path, note) in paths.iter().zip(topics.iter().map(note)) {
            if let (Some(path), Some(note)) = (path, note) {
                files.entry(path.clone()).or_insert_with(|| Content::Copy(note.file.clone()));
            }
        }
        Placed { paths, files }
    }
}

/// A file as it is called below a folder, where it lies there.
fn below<'f>(folder: &str, file: &'f str) -> &'f str {
    let rest = file.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
    rest.filter(|_| !folder.is_empty()).unwrap_or(file)
}

/// The note of a topic; a part of a file without a word in it is none.
fn note(topic: &Flat) -> Option<&DraftNote> {
    topic
        .draft
        .note
        .as_ref()
        .filter(|note| (note.is_file && !note.file.is_empty()) || !note.markdown.trim().is_empty())
}

/// The path that the note of a topic has had since the last import, where it is of the same file, or a part as it was.
fn kept(note: &DraftNote, id: &TopicId, known: &Known) -> Option<String> {
    let entry = known.record.topics.get(id.as_str())?;
    entry.values.get("note")?;
    let path = known.roadmap.topic(known.roadmap.find(id)?).note.as_ref()?;
    let file = note.is_file.then_some(&note.file);
    (entry.file.as_ref() == file).then(|| path.as_str().to_owned())
}

/// What the note of a topic is called that is a part of a file: after the section and the topic.
fn of_part((topics, ids): (&[Flat], &[TopicId]), index: usize) -> String {
    let above = |index: &usize| topics.get(*index)?.parent;
    let section = std::iter::successors(Some(index), above).last().unwrap_or(index);
    let id = |index: usize| ids.get(index).map_or("topic", TopicId::as_str);
    let (section_id, id) = (id(section), id(index));
    if section == index {
        return safe(&format!("{id}.md"));
    }
    let name = id.strip_prefix(section_id).and_then(|rest| rest.strip_prefix('.')).unwrap_or(id);
    safe(&format!("{section_id}/{name}.md"))
}

#[cfg(test)]
mod tests;
