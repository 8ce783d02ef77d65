//! Saving marks: what is on the disk, what is not, and what that means for the roadmap on the screen.

use super::{Msg, Shell};
use crate::progress::Event;
use crate::store::Store;
use crate::text::{SafeText, counted};
use crate::tui::action::{Action, key_of};
use crate::tui::chord::Arrows;

impl Shell {
    /// Tries once more to save what is not saved.
    pub(super) fn save_again(&mut self) {
        let unsaved = self.app.desk().map(|desk| desk.unsaved().to_vec()).unwrap_or_default();
        if !unsaved.is_empty()
            && let Some(msg) = self.append(&unsaved)
        {
            let _ = self.app.update(msg, (self.setup.now)());
        }
    }

    /// What is not on the disk, and why.
    pub(super) fn lost(&mut self) -> Option<(usize, SafeText)> {
        let unsaved = self.app.desk().map_or(0, |desk| desk.unsaved().len());
        (unsaved > 0).then(|| (unsaved, self.not_saved.take().unwrap_or_default()))
    }

    pub(super) fn append(&mut self, events: &[Event]) -> Option<Msg> {
        let store = self.store.as_mut()?;
        Some(match store.append(events) {
            Ok(saved) => {
                self.not_saved = None;
                if self.keeper.is_idle()
                    && let Some(upkeep) = store.upkeep((self.setup.now)())
                {
                    self.keeper.start(upkeep);
                }
                Msg::Saved(saved, store.device().clone())
            }
            Err(error) => {
                let why = SafeText::from(error.to_string());
                self.not_saved = Some(why.clone());
                Msg::NotSaved(why)
            }
        })
    }

    /// Says at the beginning that marks cannot be saved, not only when the first one is made.
    pub(super) fn warn_of_store(&mut self) {
        let checked = self.store.as_ref().map_or(Ok(()), Store::is_writable);
        if let Err(error) = checked {
            self.tell(Msg::Unwritable(error.to_string().into()));
        }
    }

    /// A roadmap with another id has another store: what is not saved yet belongs to the one on the screen, which stays
    /// there until it is.
    pub(super) fn what_another_id_would_lose(&self, msg: &Msg) -> Option<SafeText> {
        self.app.desk().filter(|_| self.is_of_another(msg))?;
        let unsaved = self.unsaved_words()?;
        Some(
            format!("The roadmap file has another id now, and {unsaved}; then save the file once more")
                .into(),
        )
    }

    /// What is not saved of the roadmap on the screen, and what to do about it; none where all is saved.
    pub(super) fn unsaved_words(&self) -> Option<String> {
        let desk = self.app.desk()?;
        let number = desk.unsaved().len() + desk.lines();
        let (changes, are) = (counted(number, "change"), if number == 1 { "is" } else { "are" });
        let words = format!(
            "{changes} of the roadmap on the screen {are} not saved yet. Make another mark to try again, or finish your \
             line with {} and {}",
            key_of(Action::AddLine, Arrows::Ascii),
            key_of(Action::Accept, Arrows::Ascii),
        );
        (number > 0).then_some(words)
    }

    /// Whether a roadmap was read that has another id than the one on the screen.
    pub(super) fn is_of_another(&self, msg: &Msg) -> bool {
        let (Msg::Opened(opening), Some(desk)) = (msg, self.app.desk()) else { return false };
        desk.roadmap().id() != opening.roadmap.id()
    }
}
