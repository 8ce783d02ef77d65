//! Going to a line that was found in the text of a note, before it was laid out.

use super::stack::At;
use super::{Goal, Reader};
use crate::markdown::Needle;

/// The pages of the person's summary and of the note.
const SUMMARY: usize = 1;
const NOTE: usize = 3;

/// A line that is looked for on a page.
#[derive(Clone, Debug)]
pub(super) struct Sought {
    part: usize,
    /// The line, and a word of it where it looks different when it is laid out.
    needles: Vec<Needle>,
}

impl Reader {
    /// Goes to a line of the summary or of the note as soon as it is there, and marks the words in it.
    pub fn seek(&mut self, is_own: bool, words: &str, line: &str) {
        let longest = words.split_whitespace().max_by_key(|word| word.len()).unwrap_or_default();
        // Whoever typed it did not care for capitals.
        let word = longest.to_lowercase();
        let _ = self.search.look_for(Some(&word));
        let needles = [Needle::new(line), Needle::new(&word)].into_iter().flatten().collect();
        self.goal = Some(Goal::Line(Sought { part: if is_own { SUMMARY } else { NOTE }, needles }));
    }

    /// The row of the screen that is to be the first, so that the line is a little below it.
    pub(super) fn row_of(&self, sought: &Sought) -> Option<usize> {
        Some(self.line_of(sought)?.saturating_sub(self.height / 4))
    }

    fn line_of(&self, sought: &Sought) -> Option<usize> {
        let stack = self.stack();
        let slice = stack.parts.get(sought.part)?;
        // Of a page that is not there in full the line itself may be on its way.
        let most = if self.is_growing() { 1 } else { sought.needles.len() };
        let hits =
            sought.needles.iter().take(most).find_map(|needle| slice.page.find(needle).into_iter().next())?;
        stack.row(At { part: sought.part, row: slice.hidden.shown(hits.row) })
    }

    /// What is looked for now.
    pub(super) fn sought(&self) -> Option<Sought> {
        match &self.goal {
            Some(Goal::Line(sought)) => Some(sought.clone()),
            _ => None,
        }
    }

    /// Makes the words in the line the current hit, once it is reached.
    pub(super) fn arrive(&mut self, sought: Option<Sought>) {
        let row = sought.filter(|_| self.sought().is_none()).and_then(|sought| self.line_of(&sought));
        if let Some(row) = row {
            self.begin_at(row);
        }
    }
}
