//! What an import came to, in JSON.

use serde::Serialize;

use super::Done;
use crate::import::{Remark, RemarkKind};
use crate::text::SafeText;

/// The version of the shape.
const VERSION: u32 = 1;

/// The answer of `import`.
#[derive(Serialize)]
pub(super) struct Answer<'a> {
    trailmark: u32,
    id: &'a str,
    title: &'a str,
    file: String,
    shape: &'static str,
    is_new: bool,
    dry_run: bool,
    sections: usize,
    topics: usize,
    notes: usize,
    resources: usize,
    files: usize,
    items_in_notes: usize,
    events: usize,
    marks: usize,
    marks_kept: usize,
    summaries: usize,
    added: Vec<&'a str>,
    renamed: Vec<[&'a str; 2]>,
    moved: Vec<&'a str>,
    gone: Vec<&'a str>,
    changed: usize,
    files_written: usize,
    remarks: Vec<RemarkShape>,
}

#[derive(Serialize)]
struct RemarkShape {
    kind: &'static str,
    file: String,
    line: Option<usize>,
    message: String,
}

impl<'a> Answer<'a> {
    pub(super) fn new(done: &'a Done<'_>) -> Self {
        let (import, carried) = (&done.import, &done.carried);
        let (report, counts, changes) = (&import.report, import.report.counts, &import.report.changes);
        let remarks = report.remarks.iter().chain(&changes.kept).chain(&carried.remarks);
        Self {
            trailmark: VERSION,
            id: import.roadmap.id().as_str(),
            title: import.roadmap.title().as_str(),
            file: SafeText::new(import.file.to_string_lossy()).into(),
            shape: report.shape.word(),
            is_new: report.is_new,
            dry_run: done.wanted.dry_run,
            sections: counts.sections,
            topics: counts.topics,
            notes: counts.notes,
            resources: counts.resources,
            files: counts.files,
            items_in_notes: counts.items_in_notes,
            events: carried.events,
            marks: carried.marked,
            marks_kept: carried.kept,
            summaries: carried.summaries,
            added: texts(&changes.added),
            renamed: changes.renamed.iter().map(|(old, new)| [old.as_str(), new.as_str()]).collect(),
            moved: texts(&changes.moved),
            gone: texts(&changes.gone),
            changed: changes.changed,
            files_written: changes.written,
            remarks: remarks.map(RemarkShape::new).collect(),
        }
    }
}

fn texts(texts: &[SafeText]) -> Vec<&str> {
    texts.iter().map(SafeText::as_str).collect()
}

impl RemarkShape {
    fn new(remark: &Remark) -> Self {
        let kind = match remark.kind {
            RemarkKind::LeftOut => "left-out",
            RemarkKind::Missing => "missing",
            RemarkKind::Damaged => "damaged",
            RemarkKind::Guessed => "guessed",
            RemarkKind::Kept => "kept",
        };
        let line = Some(remark.place.line).filter(|line| *line > 0);
        Self { kind, file: remark.place.file.clone(), line, message: remark.words.clone() }
    }
}
