//! What a page asks for: the texts of topics, from the notes folder and the store.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::study;
use crate::calendar::Calendar;
use crate::cli::args::{ExportArgs, ExportPart};
use crate::cli::context::Context;
use crate::cli::output::Output;
use crate::export::html::{Matter, Options, Texts, page};
use crate::roadmap::{NotePath, TopicIx};

/// Most bytes of a picture that a page carries.
const LARGEST_PICTURE: usize = 1024 * 1024;

/// The page. What could not be read is said, and the page is made without it.
pub(super) fn write(context: &Context, wanted: &ExportArgs, out: &mut Output<'_>) -> String {
    let has = |part| !wanted.without.contains(&part);
    let options = Options {
        notes: has(ExportPart::Notes),
        summaries: has(ExportPart::Summaries),
        progress: has(ExportPart::Progress),
    };
    let texts = Read { context, troubles: RefCell::default() };
    let calendar = Calendar::here(context.now);
    let page = page(&Matter { study: study(context), calendar: &calendar, texts: &texts }, options);
    for trouble in texts.troubles.into_inner() {
        out.note(trouble);
    }
    page
}

/// The texts of a roadmap that was opened.
struct Read<'c> {
    context: &'c Context,
    /// What could not be read, each once.
    troubles: RefCell<BTreeSet<String>>,
}

impl Read<'_> {
    fn trouble(&self, words: String) {
        self.troubles.borrow_mut().insert(words);
    }
}

impl Texts for Read<'_> {
    fn note(&self, topic: TopicIx) -> Option<String> {
        let (source, roadmap) = (&self.context.source, &self.context.roadmap);
        match source.note(roadmap, roadmap.topic(topic).note.as_ref()?) {
            Ok(note) => {
                if let Some(notice) = note.notice {
                    self.trouble(format!("{}: {notice}", self.context.title(topic)));
                }
                Some(note.markdown)
            }
            Err(error) => {
                self.trouble(error.to_string());
                None
            }
        }
    }

    fn summary(&self, topic: TopicIx) -> Option<String> {
        let id = self.context.written.get(&topic)?;
        match self.context.summaries.read(id) {
            Ok(summary) => {
                let summary = summary?;
                if summary.is_cut {
                    let title = self.context.title(topic);
                    self.trouble(format!(
                        "{title}: your summary is longer than 1 MiB; only its beginning is in the page"
                    ));
                }
                Some(summary.text)
            }
            Err(error) => {
                self.trouble(error.to_string());
                None
            }
        }
    }

    fn picture(&self, path: &NotePath) -> Option<Vec<u8>> {
        let bytes = self.context.source.note_bytes(&self.context.roadmap, path).ok()??;
        (bytes.len() <= LARGEST_PICTURE).then_some(bytes)
    }
}
