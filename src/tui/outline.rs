//! The tree on the screen: which topics are shown, which one is selected, how far it is scrolled.
//!
//! A roadmap lies in the order in which its rows are shown, so the rows are a rising list of positions: folding skips
//! the slice below a topic, and finding a row is a binary search.

mod selection;
mod shape;
mod sieve;

pub use self::shape::Shape;

use self::sieve::Sieve;
use super::layout::in_view;
use crate::roadmap::{Roadmap, Succession, TopicIx};

/// Rows that stay visible above and below the cursor where there is room.
const MARGIN: usize = 2;

/// The state of the tree pane.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    open: Vec<bool>,
    rows: Vec<TopicIx>,
    cursor: usize,
    top: usize,
    /// Where rows began to be selected.
    anchor: Option<TopicIx>,
    /// What is shown, where it is not all.
    sieve: Option<Sieve>,
}

impl Outline {
    /// All folded, the first topic selected.
    pub fn new(roadmap: &Roadmap) -> Self {
        let mut outline = Self { open: vec![false; roadmap.topics().len()], ..Self::default() };
        outline.rebuild(roadmap);
        outline
    }

    /// The tree of a new version of the roadmap: what was open stays open, what was selected stays selected, and if that is
    /// gone what is near it. Of what is sifted out nothing is known yet that is new.
    #[must_use]
    pub fn carried(&self, versions: &Succession<'_>) -> Self {
        let new = versions.new;
        let mut carried = Self::new(new);
        carried.open = folds_of(versions, &self.open);
        carried.sieve = self.sieve.as_ref().map(|sieve| sieve.carried(versions));
        if carried.sieve.is_some() {
            carried.fold_empty(new);
        }
        carried.rebuild(new);
        let here = self.selected();
        let heir = here.and_then(|ix| versions.heir(ix));
        carried.anchor = self.anchor.filter(|_| heir.is_some()).and_then(|ix| versions.heir(ix));
        match here.and_then(|ix| versions.nearest(ix)) {
            Some(ix) if carried.is_kept(ix) || heir.is_some() => carried.select(new, ix),
            Some(ix) => carried.go_to_hit(new, ix),
            None => carried.cursor = self.cursor.min(carried.rows.len().saturating_sub(1)),
        }
        carried
    }

    /// Rows between the top of the screen and the cursor.
    pub fn offset(&self) -> usize {
        self.cursor.saturating_sub(self.top)
    }

    /// Scrolls so that so many rows are between the top of the screen and the cursor, where that can be.
    pub fn hold(&mut self, offset: usize) {
        self.top = self.cursor.saturating_sub(offset);
    }

    fn rebuild(&mut self, roadmap: &Roadmap) {
        self.rows.clear();
        let mut next = 0;
        while next < roadmap.topics().len() {
            let ix = TopicIx::at(next);
            // What is above something that is shown is shown too.
            let is_shown = self.is_kept(ix);
            if is_shown {
                self.rows.push(ix);
            }
            next = if is_shown && self.open[next] { next + 1 } else { roadmap.below(ix).end };
        }
        self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
    }

    /// The shown topics, in order.
    pub fn rows(&self) -> &[TopicIx] {
        &self.rows
    }

    /// The row with the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The first row on the screen.
    pub fn top(&self) -> usize {
        self.top
    }

    /// The selected topic; none where no topic is shown.
    pub fn selected(&self) -> Option<TopicIx> {
        self.rows.get(self.cursor).copied()
    }

    /// Whether the children of `ix` are shown.
    pub fn is_open(&self, ix: TopicIx) -> bool {
        self.open[ix.get()]
    }

    /// Selects `ix`, opening what is above it. One that is sifted out is shown as long as the cursor is on it.
    pub fn select(&mut self, roadmap: &Roadmap, ix: TopicIx) {
        let mut opened = self.invite(roadmap, ix);
        for above in roadmap.ancestors(ix) {
            opened |= !std::mem::replace(&mut self.open[above.get()], true);
        }
        if opened {
            self.rebuild(roadmap);
        }
        if let Ok(row) = self.rows.binary_search(&ix) {
            self.cursor = row;
        }
    }

    /// Moves the cursor by `rows`, down where positive; it stops at the ends.
    pub fn move_by(&mut self, rows: isize) {
        self.cursor = self.cursor.saturating_add_signed(rows).min(self.rows.len().saturating_sub(1));
    }

    /// Moves the cursor to the first row.
    pub fn first(&mut self) {
        self.cursor = 0;
    }

    /// Moves the cursor to the last row.
    pub fn last(&mut self) {
        self.cursor = self.rows.len().saturating_sub(1);
    }

    /// Folds the selected topic; where nothing is open, goes to its parent.
    pub fn fold(&mut self, roadmap: &Roadmap) {
        let Some(ix) = self.selected() else { return };
        if self.open[ix.get()] && !roadmap.is_leaf(ix) {
            self.toggle(roadmap);
        } else if let Some(parent) = roadmap.topic(ix).parent {
            self.select(roadmap, parent);
        }
    }

    /// Unfolds the selected topic; where it is open, goes to its first child.
    pub fn unfold(&mut self, roadmap: &Roadmap) {
        let Some(ix) = self.selected() else { return };
        if roadmap.is_leaf(ix) {
            return;
        }
        if self.open[ix.get()] { self.move_by(1) } else { self.toggle(roadmap) }
    }

    /// Folds what is open and opens what is folded.
    pub fn toggle(&mut self, roadmap: &Roadmap) {
        let Some(ix) = self.selected() else { return };
        self.open[ix.get()] = !self.open[ix.get()] && !roadmap.is_leaf(ix);
        if self.open[ix.get()] {
            self.reveal(roadmap, ix);
        }
        // Rows above the cursor stay as they are, so it stays on its topic.
        self.rebuild(roadmap);
    }

    /// Goes to the next section.
    pub fn next_section(&mut self, roadmap: &Roadmap) {
        let after = self.rows.iter().skip(self.cursor + 1).position(|ix| roadmap.topic(*ix).depth == 0);
        if let Some(distance) = after {
            self.cursor += distance + 1;
        }
    }

    /// Goes to the section that the cursor is in, or from its head to the one before.
    pub fn previous_section(&mut self, roadmap: &Roadmap) {
        let before = self.rows.iter().take(self.cursor).rposition(|ix| roadmap.topic(*ix).depth == 0);
        self.cursor = before.unwrap_or(0);
    }

    /// Scrolls a pane of `height` rows by `rows`, down where positive; the cursor goes along where it would leave it.
    pub fn scroll_by(&mut self, rows: isize, height: usize) {
        if height == 0 {
            return;
        }
        let end = self.rows.len().saturating_sub(height);
        let top = self.top.saturating_add_signed(rows).min(end);
        let margin = MARGIN.min((height - 1) / 2);
        // At the ends there is nothing beyond the margin.
        let first = if top == 0 { 0 } else { top + margin };
        let last = if top == end { self.rows.len().saturating_sub(1) } else { top + height - 1 - margin };
        self.cursor = self.cursor.clamp(first.min(last), last);
        self.top = top;
    }

    /// Scrolls so that the cursor is on a pane of `height` rows and no room is wasted below the last row.
    pub fn settle(&mut self, height: usize) {
        // A pane that is not shown is found again as it was left.
        if height == 0 {
            return;
        }
        let margin = MARGIN.min((height - 1) / 2);
        let wanted = self.cursor.saturating_sub(margin)..=self.cursor + margin;
        self.top = in_view(self.top, wanted, self.rows.len(), height);
    }
}

/// What is open in another version: a topic that has lost what was below it is not.
fn folds_of(versions: &Succession<'_>, open: &[bool]) -> Vec<bool> {
    let mut folds = heirs_of(versions, open);
    for ix in versions.new.indices().filter(|ix| versions.new.is_leaf(*ix)) {
        folds[ix.get()] = false;
    }
    folds
}

/// What is said of topics, of those that they are in another version; nothing is said of new ones.
fn heirs_of(versions: &Succession<'_>, said: &[bool]) -> Vec<bool> {
    let mut heirs = vec![false; versions.new.topics().len()];
    for (ix, said) in versions.old.indices().zip(said) {
        if let Some(heir) = versions.heir(ix) {
            heirs[heir.get()] |= said;
        }
    }
    heirs
}

#[cfg(test)]
mod tests;
