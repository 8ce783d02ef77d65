//! What the keys do while words are looked for in a pane.

use super::{Desk, Mode, Outcome};
use crate::text::SafeText;
use crate::tui::action::{Action, key_of};
use crate::tui::chord::Arrows;
use crate::tui::field::Field;
use crate::tui::layout::Focus;
use crate::tui::message::Message;
use crate::tui::reader::{Found, Hop};

/// The field for what is to be found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finding {
    /// The words.
    pub field: Field,
    /// The pane in which they are looked for.
    pub pane: Focus,
}

impl Desk {
    pub(super) fn open_find(&mut self) {
        let pane = self.arrangement.focus;
        match pane {
            Focus::Tree => self.begin_seek(),
            Focus::Note => self.reader.begin_find(),
        }
        self.mode = Mode::Finding(Finding { field: Field::default(), pane });
    }

    /// What an action does in the field.
    pub(super) fn find(&mut self, action: Action) -> Outcome {
        let Mode::Finding(finding) = &mut self.mode else { return (Vec::new(), None) };
        let pane = finding.pane;
        match action {
            Action::Edit(edit) => {
                finding.field.edit(edit);
                self.look_for_typed();
                (Vec::new(), None)
            }
            Action::Accept => {
                self.mode = Mode::Browse;
                let said = match pane {
                    Focus::Tree => self.keep_sought(),
                    Focus::Note => self.keep_found(),
                };
                (Vec::new(), said)
            }
            Action::Back => {
                self.mode = Mode::Browse;
                match pane {
                    Focus::Tree => self.cancel_seek(),
                    Focus::Note => self.reader.cancel_find(),
                }
                (Vec::new(), None)
            }
            _ => (Vec::new(), None),
        }
    }

    fn look_for_typed(&mut self) {
        let Mode::Finding(Finding { field, pane }) = &self.mode else { return };
        match pane {
            Focus::Tree => {
                let words = field.text().to_owned();
                self.seek(&words);
            }
            Focus::Note => self.reader.find(Some(field.text())),
        }
    }

    /// Puts text into the field, as one step. Says where it had no room.
    pub(super) fn insert_into_find(&mut self, text: &str) -> Option<Message> {
        let Mode::Finding(finding) = &mut self.mode else { return None };
        let fits = finding.field.insert(text);
        self.look_for_typed();
        (!fits).then(Message::no_room)
    }

    /// Stays at what was found; without words it is what was found the time before.
    fn keep_found(&mut self) -> Option<Message> {
        if self.reader.words().is_none() {
            let Some(last) = self.reader.last_words().map(str::to_owned) else {
                self.reader.cancel_find();
                return None;
            };
            self.reader.find(Some(&last));
        }
        self.reader.end_find();
        let has_more = self.reader.found().is_some_and(|found| found.count > 1);
        let offer = has_more.then_some((Action::NextHit, "next"));
        self.tally(Focus::Note).map(|said| Message::done(said, offer))
    }

    /// Goes to the next hit or the one before it, and says which it is.
    pub(super) fn hop(&mut self, action: Action) -> Outcome {
        let pane = self.arrangement.focus;
        let hop = match (pane, action) {
            (Focus::Tree, _) => self.hop_in_tree(action),
            (Focus::Note, Action::PreviousHit) => self.reader.previous_hit(),
            (Focus::Note, _) => self.reader.next_hit(),
        };
        let end = if action == Action::PreviousHit { "bottom" } else { "top" };
        let said = match (self.tally(pane), hop) {
            (None, _) => format!("{} finds first", key_of(Action::Find, Arrows::Ascii)),
            (Some(tally), Hop::Around) => format!("{tally}, from the {end} again"),
            (Some(tally), _) => tally.to_string(),
        };
        (Vec::new(), Some(Message::done(said, None)))
    }

    /// How much was found in a pane, in words; none where nothing is looked for.
    pub fn tally(&self, pane: Focus) -> Option<SafeText> {
        if pane == Focus::Tree {
            return self.tally_of_tree();
        }
        let (found, words) = (self.reader.found()?, self.reader.words()?);
        let is_growing = self.reader.is_growing();
        if found.count > 0 {
            return Some(found.said(is_growing).into());
        }
        let yet = if is_growing { " yet" } else { "" };
        Some(format!("No \"{}\" here{yet}", words.trim()).into())
    }

    /// How much was found in a pane; none where nothing is looked for.
    pub fn found(&self, pane: Focus) -> Option<Found> {
        match pane {
            Focus::Tree => self.found_in_tree(),
            Focus::Note => self.reader.found(),
        }
    }

    /// The words that were looked for last in a pane, where the person stayed at what was found.
    pub fn last_words(&self, pane: Focus) -> Option<&str> {
        match pane {
            Focus::Tree => Some(self.sifting.last.as_str()).filter(|words| !words.is_empty()),
            Focus::Note => self.reader.last_words(),
        }
    }
}
