//! What the keys do while words are looked for in the note.

use super::{Desk, Mode, Outcome};
use crate::text::SafeText;
use crate::tui::action::{Action, key_of};
use crate::tui::chord::Arrows;
use crate::tui::field::Field;
use crate::tui::message::Message;
use crate::tui::reader::Hop;

/// What is said of a paste that is too long for the field.
const TOO_LONG: &str = "There is no room for so much text in one line";

/// The field for what is to be found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finding {
    /// The words.
    pub field: Field,
}

impl Desk {
    pub(super) fn open_find(&mut self) {
        self.reader.begin_find();
        self.mode = Mode::Finding(Finding::default());
    }

    /// What an action does in the field.
    pub(super) fn find(&mut self, action: Action) -> Outcome {
        let Mode::Finding(finding) = &mut self.mode else { return (Vec::new(), None) };
        match action {
            Action::Edit(edit) => {
                finding.field.edit(edit);
                self.reader.find(Some(finding.field.text()));
                (Vec::new(), None)
            }
            Action::Accept => {
                self.mode = Mode::Browse;
                (Vec::new(), self.keep_found())
            }
            Action::Back => {
                self.mode = Mode::Browse;
                self.reader.cancel_find();
                (Vec::new(), None)
            }
            _ => (Vec::new(), None),
        }
    }

    /// Puts text into the field, as one step. Says where it had no room.
    pub(super) fn insert_into_find(&mut self, text: &str) -> Option<Message> {
        let Mode::Finding(finding) = &mut self.mode else { return None };
        let fits = finding.field.insert(text);
        self.reader.find(Some(finding.field.text()));
        (!fits).then(|| Message::done(TOO_LONG, None))
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
        self.tally().map(|said| Message::done(said, offer))
    }

    /// Goes to the next hit or the one before it, and says which it is.
    pub(super) fn hop(&mut self, action: Action) -> Outcome {
        let (hop, end) = match action {
            Action::PreviousHit => (self.reader.previous_hit(), "bottom"),
            _ => (self.reader.next_hit(), "top"),
        };
        let said = match (self.tally(), hop) {
            (None, _) => format!("{} finds first", key_of(Action::Find, Arrows::Ascii)),
            (Some(tally), Hop::Around) => format!("{tally}, from the {end} again"),
            (Some(tally), _) => tally.to_string(),
        };
        (Vec::new(), Some(Message::done(said, None)))
    }

    /// How much was found, in words; none where nothing is looked for.
    pub fn tally(&self) -> Option<SafeText> {
        let (found, words) = (self.reader.found()?, self.reader.words()?);
        let is_growing = self.reader.is_growing();
        if found.count > 0 {
            return Some(found.said(is_growing).into());
        }
        let yet = if is_growing { " yet" } else { "" };
        Some(format!("No \"{}\" here{yet}", words.trim()).into())
    }
}
