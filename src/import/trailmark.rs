//! Another roadmap of trailmark as a source: everything that it says.

use std::path::Path;

use super::{
    Draft, DraftNote, DraftResource, DraftTopic, Material, MaterialError, Place, Remark, RemarkKind, Wish,
};
use crate::roadmap::{self, Roadmap, TopicIx};
use crate::source::FILE_NAME;

/// Reads a roadmap.
pub(super) fn read(start: &str, material: &dyn Material, _wish: &Wish) -> Result<Draft, MaterialError> {
    let file = if start.is_empty() { FILE_NAME } else { start };
    let text = material.text(file)?.text;
    let roadmap = roadmap::parse(&text, Path::new(file)).map_err(|problems| {
        MaterialError::new(format!("Cannot import {file}: it is no roadmap. Mend it first; `trailmark check -r {file}` says how. {problems}"))
    })?;
    Ok(draft(&roadmap, file, material))
}

/// What a roadmap says, whose file is `file`.
pub(super) fn draft(roadmap: &Roadmap, file: &str, material: &dyn Material) -> Draft {
    let folder = file.rsplit_once('/').map_or_else(String::new, |(folder, _)| format!("{folder}/"));
    let notes = format!("{folder}{}", roadmap.notes());
    let mut reading = Reading { roadmap, material, notes: &notes, remarks: Vec::new(), file };
    let topics = roadmap.sections().map(|ix| reading.topic(ix)).collect();
    let remarks = reading.remarks;
    Draft {
        id: Some(roadmap.id().to_string()),
        title: roadmap.title().as_str().to_owned(),
        description: roadmap.description().as_str().to_owned(),
        language: roadmap.language().map(|language| language.as_str().to_owned()),
        notes_folder: notes,
        topics,
        remarks,
        ..Draft::default()
    }
}

struct Reading<'a> {
    roadmap: &'a Roadmap,
    material: &'a dyn Material,
    notes: &'a str,
    remarks: Vec<Remark>,
    file: &'a str,
}

impl Reading<'_> {
    /// A topic with those below it; a roadmap has few levels.
    fn topic(&mut self, ix: TopicIx) -> DraftTopic {
        let topic = self.roadmap.topic(ix);
        let id = |ix: &TopicIx| self.roadmap.topic(*ix).id.to_string();
        let resource = |resource: &roadmap::Resource| DraftResource {
            kind: resource.kind,
            title: resource.title.as_str().to_owned(),
            url: resource.url.as_str().to_owned(),
        };
        let requires = topic.requires.iter().map(id).collect();
        DraftTopic {
            title: topic.title.as_str().to_owned(),
            titles: topic
                .titles
                .iter()
                .map(|(tag, title)| (tag.to_string(), title.as_str().to_owned()))
                .collect(),
            origin: topic.origin.as_ref().map(|origin| origin.as_str().to_owned()),
            id: Some(topic.id.to_string()),
            note: topic.note.as_ref().and_then(|note| self.note(note.as_str(), topic.line)),
            resources: topic.resources.iter().map(resource).collect(),
            tags: topic.tags.iter().map(|tag| tag.as_str().to_owned()).collect(),
            minutes: topic.minutes,
            kind: topic.kind,
            level: topic.level,
            choose: topic.choose.map(std::num::NonZeroU32::get),
            counts: topic.counts,
            was: topic.was.iter().map(ToString::to_string).collect(),
            requires,
            topics: self.roadmap.children(ix).map(|child| self.topic(child)).collect(),
            ..DraftTopic::default()
        }
    }

    fn note(&mut self, path: &str, line: usize) -> Option<DraftNote> {
        let file = format!("{}/{path}", self.notes);
        if self.material.has(&file) {
            // It is copied byte for byte, so nobody reads it here.
            return Some(DraftNote { markdown: String::new(), file, is_file: true });
        }
        let words = format!("the note {file} is not there");
        let place = Place { file: self.file.to_owned(), line };
        self.remarks.push(Remark { kind: RemarkKind::Missing, place, words });
        None
    }
}
