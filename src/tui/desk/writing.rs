//! What the keys do with the person's own words: the editor, and the field for one line.

use std::collections::BTreeSet;

use super::{Desk, Mode, Outcome};
use crate::progress::Moment;
use crate::roadmap::{TopicId, TopicIx};
use crate::text::SafeText;
use crate::tui::action::Action;
use crate::tui::app::Effect;
use crate::tui::message::{Message, Trouble};
use crate::tui::summary::{Adding, OwnWords};

/// What is said of a paste that is too long for a field.
const TOO_LONG: &str = "There is no room for so much text in one line: e opens your editor";

impl Desk {
    /// Which topics have a summary, and lines that are in none yet.
    pub fn own_words(&self) -> &OwnWords {
        &self.own
    }

    /// Takes the ids that there are summaries of. Says whether there is news.
    pub(in crate::tui) fn list_summaries(&mut self, ids: BTreeSet<TopicId>) -> bool {
        let news = self.own.list(ids);
        if news {
            self.own.find_topics(&self.progress, &self.roadmap);
            self.sift_again();
        }
        news
    }

    /// The topic that is shown, and the id that its summary is named after.
    pub fn shown_summary(&self) -> Option<(TopicIx, TopicId)> {
        let ix = self.reader.topic()?;
        Some((ix, self.own.file(&self.roadmap, ix)))
    }

    pub(super) fn edit_summary(&self) -> Outcome {
        let Some(ix) = self.outline.selected() else { return (Vec::new(), None) };
        (vec![Effect::EditSummary(self.own.file(&self.roadmap, ix))], None)
    }

    pub(super) fn edit_roadmap(&self) -> Outcome {
        let Some(ix) = self.outline.selected() else { return (Vec::new(), None) };
        (vec![Effect::EditRoadmap(self.roadmap.topic(ix).line)], None)
    }

    pub(super) fn open_field(&mut self) {
        if let Some(ix) = self.outline.selected() {
            let topic = self.roadmap.topic(ix);
            self.mode = Mode::Adding(self.own.field(topic.id.clone(), topic.shown().clone()));
        }
    }

    /// What an action does in the open field.
    pub(super) fn write(&mut self, action: Action, now: Moment) -> Outcome {
        match (action, &mut self.mode) {
            (Action::Edit(edit), Mode::Adding(adding)) => {
                adding.field.edit(edit);
                (Vec::new(), None)
            }
            (Action::Accept, _) => (self.accept(), None),
            (Action::Back, _) => {
                let is_kept = self.close_field().is_some();
                let said = "Your line is kept until you quit: a goes on with it";
                (Vec::new(), is_kept.then(|| Message::passing(said, now)))
            }
            _ => (Vec::new(), None),
        }
    }

    /// Closes the field and keeps what is in it; the topic, where there is something.
    fn close_field(&mut self) -> Option<TopicId> {
        let Mode::Adding(adding) = std::mem::take(&mut self.mode) else { return None };
        let topic = adding.topic.clone();
        self.own.keep(adding).then_some(topic)
    }

    fn accept(&mut self) -> Vec<Effect> {
        let Some(Adding { topic, field, .. }) = self.adding().cloned() else { return Vec::new() };
        if self.close_field().is_none() {
            return Vec::new();
        }
        // A topic that left the roadmap meanwhile still has its file.
        let file = self.roadmap.find(&topic).map_or(topic.clone(), |ix| self.own.file(&self.roadmap, ix));
        vec![Effect::AddLine { topic, file, text: field.text().trim_end().to_owned() }]
    }

    /// The field that is open.
    pub fn adding(&self) -> Option<&Adding> {
        match &self.mode {
            Mode::Adding(adding) => Some(adding),
            _ => None,
        }
    }

    /// Puts text into the open field, as one step. Says where it had no room.
    pub(in crate::tui) fn insert(&mut self, text: &str, now: Moment) -> Option<Message> {
        let adding = match &mut self.mode {
            Mode::Adding(adding) => adding,
            Mode::GoTo(_) => return self.insert_into_goto(text),
            _ => return self.insert_into_find(text),
        };
        (!adding.field.insert(text)).then(|| Message::passing(TOO_LONG, now))
    }

    /// The line of a topic is on the disk: it is not offered again, whatever is to be said of it.
    pub(in crate::tui) fn line_added(&mut self, topic: &TopicId, but: Option<SafeText>) -> Message {
        let title = self.own.line_added(topic).unwrap_or_default();
        match but {
            None => Message::done(format!("Added to your summary of {title}"), None),
            Some(but) => Message::trouble(Trouble::Summary, but),
        }
    }

    /// The line of a topic is not saved: it is put back into the field.
    pub(in crate::tui) fn line_failed(&mut self, topic: &TopicId, why: &SafeText) -> Message {
        let failed = self.own.line_failed(topic);
        if let (Some(adding), Mode::Browse) = (failed, &self.mode) {
            self.mode = Mode::Adding(adding);
        }
        let said = format!("{why} Your line is still in the field: enter tries again.");
        Message::trouble(Trouble::Summary, said)
    }

    /// How many lines are in no summary: left for later, not saved, or being written.
    pub fn lines(&self) -> usize {
        self.own.lines(self.adding())
    }

    /// Lines that could not be saved, and what is in the open field, with the titles of their topics.
    pub fn unsaved_lines(&self) -> Vec<(SafeText, String)> {
        self.own.unsaved_lines(self.adding())
    }
}
