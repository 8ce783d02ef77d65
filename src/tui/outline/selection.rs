//! Rows that are selected together: from where it began to the cursor.

use std::ops::RangeInclusive;

use super::Outline;
use crate::roadmap::TopicIx;

impl Outline {
    /// Begins to select rows at the cursor.
    pub fn begin_selection(&mut self) {
        self.anchor = self.selected();
    }

    /// Selects no rows any more. Says whether some were.
    pub fn end_selection(&mut self) -> bool {
        self.anchor.take().is_some()
    }

    /// The rows that are selected, if rows are. Where it began in what is folded now, it begins at what is seen of that.
    pub fn selection(&self) -> Option<RangeInclusive<usize>> {
        let anchor = self.anchor?;
        let row = self.rows.binary_search(&anchor).unwrap_or_else(|next| next.saturating_sub(1));
        (row < self.rows.len()).then(|| row.min(self.cursor)..=row.max(self.cursor))
    }

    /// The topics in the rows that are selected.
    pub fn selected_rows(&self) -> &[TopicIx] {
        self.selection().and_then(|rows| self.rows.get(rows)).unwrap_or_default()
    }
}
