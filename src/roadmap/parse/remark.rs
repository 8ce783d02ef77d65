//! What does not stop a roadmap from being used but should be mended: notes that cannot be shown, topics without an id.

use super::links::name;
use super::report::{Report, Words, quoted};
use super::suggest::{self, Suggest};
use super::topic::Draft;
use crate::roadmap::{NotePath, TopicId};

/// The files with the notes of a roadmap. They are somewhere else: nothing here reads a file.
pub trait NoteFiles {
    /// Why the note `path` below the notes folder `folder` cannot be shown; none where it can.
    fn fault(&self, folder: &NotePath, path: &NotePath) -> Option<NoteFault>;

    /// The paths below `folder` of the notes that are there, as far as they can be listed.
    fn existing(&self, folder: &NotePath) -> Vec<String>;
}

/// Why a note cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteFault {
    /// Why, to follow a colon.
    pub why: String,
    /// The same in a few words, to stand under the caret.
    pub label: &'static str,
    /// What to do, to follow "Try".
    pub help: String,
    /// Whether there is nothing of this name, so that another one may have been meant.
    pub is_missing: bool,
}

/// Adds which topics have no id of their own; `ids` are those of `drafts`, own or made up.
pub(super) fn add_ids(drafts: &[Draft<'_>], ids: &[Option<TopicId>], report: &mut Report) {
    for (draft, id) in drafts.iter().zip(ids) {
        // Without a title there is nothing yet that an id could be made of.
        let Some(id) = id.as_ref().filter(|_| !draft.names_id && !draft.title.is_empty()) else { continue };
        report.add_missing(&draft.place, || {
            let title = quoted(draft.title.as_str());
            let message =
                format!("Topic {title} has no id: its progress is lost when its title or its place changes.");
            Words::new(message, "no \"id\" here").help(format!("id = \"{id}\""))
        });
    }
}

/// Adds which notes in `folder` cannot be shown.
pub(super) fn add_notes(drafts: &[Draft<'_>], folder: &NotePath, files: &dyn NoteFiles, report: &mut Report) {
    let mut existing: Option<Vec<String>> = None;
    let mut suggest = Suggest::default();
    for draft in drafts {
        let Some((path, place)) = &draft.note else { continue };
        let Some(NoteFault { why, label, help, is_missing }) = files.fault(folder, path) else { continue };
        report.add(place, || {
            let message =
                format!("The note {folder}/{path} of topic {} cannot be shown: {why}.", name(draft));
            let words = Words::new(message, label);
            if !is_missing {
                return words.help(help);
            }
            let paths = existing.get_or_insert_with(|| files.existing(folder));
            let meant = suggest.path(path.as_str(), paths);
            words.help(meant.map_or(help, suggest::did_you_mean))
        });
    }
}
