//! What an author should mend in the notes folder: links to files that are not there, and files that no topic names.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::file::Trouble;
use super::notes::{self, Shelf};
use super::{Source, built_in, notes_folder};
use crate::language::LanguageTag;
use crate::note::{Target, is_markdown, links, relative};
use crate::roadmap::parse::report::{Report, Words, quoted};
use crate::roadmap::parse::suggest::{Suggest, did_you_mean};
use crate::roadmap::problem::Problems;
use crate::roadmap::{NoteFiles as _, NotePath, Roadmap};

/// What such a file mostly is: words about the folder, for whoever opens it elsewhere.
const ABOUT: &str = "readme.md";

impl Source {
    /// The files with the notes of a roadmap, in all of its languages, each once, in the order of the roadmap; translations only
    /// where they are there.
    pub fn note_files(&self, roadmap: &Roadmap) -> Vec<(NotePath, Option<LanguageTag>)> {
        let mut seen = HashSet::new();
        let own = roadmap.topics().iter().filter_map(|topic| topic.note.as_ref());
        let mut files = Vec::new();
        for path in own.filter(|path| seen.insert(*path)) {
            files.push((path.clone(), None));
            let translated =
                roadmap.languages().iter().map(|tag| (path.in_folder(tag.as_str()), Some(tag.clone())));
            files.extend(translated.filter(|(path, _)| self.has(roadmap, path)));
        }
        files
    }

    /// The Markdown files in the notes folder that are no note of the roadmap in any of its languages and that no note links
    /// to, sorted.
    pub fn unnamed_notes(&self, roadmap: &Roadmap) -> Vec<String> {
        let files = self.note_files(roadmap);
        let named: HashSet<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
        let is_about =
            |path: &str| path.rsplit('/').next().is_some_and(|name| name.eq_ignore_ascii_case(ABOUT));
        let mut unnamed = Shelf(self).existing(roadmap.notes());
        unnamed.retain(|path| !named.contains(path.as_str()) && !is_about(path));
        if !unnamed.is_empty() {
            let linked = self.linked_files(roadmap, &files);
            unnamed.retain(|path| !linked.contains(path.as_str()));
        }
        unnamed
    }

    /// The files that notes link to.
    fn linked_files(&self, roadmap: &Roadmap, notes: &[(NotePath, Option<LanguageTag>)]) -> HashSet<String> {
        let mut linked = HashSet::new();
        for (path, language) in notes {
            // That one cannot be read is told elsewhere.
            let note = self.note_at(roadmap, path, language.as_ref()).unwrap_or_default();
            let files =
                links(&note.markdown).into_iter().filter_map(|(address, _)| Target::file(&address, path));
            linked.extend(files.map(|file| file.to_string()));
        }
        linked
    }

    /// The links in notes that lead to a file that is not there, a report for each note that has some; and translations that
    /// cannot be read.
    pub fn broken_links(&self, roadmap: &Roadmap) -> Vec<Problems> {
        let mut existing = None;
        let mut suggest = Suggest::default();
        let mut reports = Vec::new();
        for (path, language) in self.note_files(roadmap) {
            let mut report = Report::default();
            let text = match self.note_at(roadmap, &path, language.as_ref()) {
                Ok(note) => note.markdown,
                Err(error) => {
                    // That of the roadmap's own language is told where the roadmap names it.
                    if language.is_some() {
                        report.add(&(0..0), || Words::new(error.to_string(), "cannot be shown"));
                    }
                    String::new()
                }
            };
            for (address, span) in links(&text) {
                let Some(file) = Target::file(&address, &path).filter(|file| !self.has(roadmap, file)) else {
                    continue;
                };
                report.add(&span, || {
                    let existing = existing.get_or_insert_with(|| Shelf(self).existing(roadmap.notes()));
                    let meant = suggest.path(file.as_str(), existing);
                    let meant = meant.filter(|meant| *meant != path.as_str());
                    let meant = meant.map(|meant| did_you_mean(&relative(path.as_str(), meant)));
                    let message = format!("The link {} leads to no file.", quoted(&address));
                    let help = || format!("write the file {}/{file}, or take the link out", roadmap.notes());
                    Words::new(message, "no such file").help(meant.unwrap_or_else(help))
                });
            }
            if !report.is_clean() {
                reports.push(report.finish(&self.note_name(roadmap, &path), &text));
            }
        }
        reports
    }

    /// Whether there is a file at `path` below the notes folder. Of the built-in roadmap only notes are known.
    pub(super) fn has(&self, roadmap: &Roadmap, path: &NotePath) -> bool {
        match self {
            Self::BuiltIn => !is_markdown(path.as_str()) || built_in::has(path.as_str()),
            // What is there and cannot be read, or is no note, is no missing file: that is told elsewhere.
            Self::File(file) => !matches!(notes::find(file, roadmap.notes(), path), Err(Trouble::Missing)),
        }
    }

    fn note_name(&self, roadmap: &Roadmap, path: &NotePath) -> PathBuf {
        match self {
            Self::BuiltIn => path.below(Path::new(roadmap.notes().as_str())),
            Self::File(file) => path.below(&notes_folder(file, roadmap.notes())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_notes_have_no_broken_links_and_each_has_a_topic() {
        let roadmap = Source::BuiltIn.load().expect("a roadmap");
        let reports: Vec<String> =
            Source::BuiltIn.broken_links(&roadmap).iter().map(ToString::to_string).collect();
        assert!(reports.is_empty(), "{}", reports.join("\n"));
        assert_eq!(Source::BuiltIn.unnamed_notes(&roadmap), Vec::<String>::new());
    }
}
