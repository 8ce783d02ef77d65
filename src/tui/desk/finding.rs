//! What the keys do while words are looked for in the note.

use super::{Desk, Mode, Outcome};
use crate::tui::action::Action;
use crate::tui::field::Field;

/// The field for what is to be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The words.
    pub field: Field,
    /// The row that was the first on the screen.
    pub top: usize,
}

impl Desk {
    pub(super) fn open_find(&mut self) {
        self.mode = Mode::Finding(Finding { field: Field::new(String::new()), top: self.reader.top() });
    }

    /// What an action does in the field.
    pub(super) fn find(&mut self, _action: Action) -> Outcome {
        self.mode = Mode::Browse;
        (Vec::new(), None)
    }
}
