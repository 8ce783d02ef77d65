//! The links and headings of what is shown: the link that is chosen, where it leads, and lists of both.

use super::place::Place;
use super::stack::{At, HeadingAt, LinkAt, RESOURCES};
use super::{Goal, Reader};
use crate::text::SafeText;
use crate::tui::sheet::TICK;

/// Rows that are kept above and below a link or a hit that is scrolled to.
const MARGIN: usize = 2;

/// A link of what is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    /// Which one.
    pub at: LinkAt,
    /// What it says.
    pub text: SafeText,
    /// Its address, as it was written; of a topic its id, see [`LinkAt::is_topic`].
    pub address: Box<str>,
}

/// A heading of what is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headed {
    /// Which one.
    pub at: HeadingAt,
    /// What links to it name; nothing where none can.
    pub anchor: Box<str>,
    /// 1 to 6, 1 is the highest.
    pub level: u8,
    /// What it says.
    pub text: SafeText,
}

impl Reader {
    /// Chooses the next link: the one after that which is chosen and on the screen, else the first on the screen or below.
    pub fn next_link(&mut self) {
        let from = self.top;
        let mut links = self.stack().links().collect::<Vec<_>>().into_iter();
        let next = match self.seen() {
            Some((_, chosen)) => links.skip_while(|(_, at)| *at != chosen).nth(1),
            None => links.find(|(row, _)| *row >= from),
        };
        if let Some((_, at)) = next {
            self.choose(at);
        }
    }

    /// Chooses the link before, as [`Reader::next_link`] the next.
    pub fn previous_link(&mut self) {
        let to = self.top + self.height;
        let links: Vec<_> = self.stack().links().collect();
        let before = match self.seen() {
            Some((_, chosen)) => links.iter().take_while(|(_, at)| *at != chosen).last(),
            None => links.iter().take_while(|(row, _)| *row < to).last(),
        };
        if let Some((_, at)) = before.copied() {
            self.choose(at);
        }
    }

    /// Whether it is known that there is no link.
    pub fn has_no_links(&self) -> bool {
        !self.is_growing() && self.stack().links().next().is_none()
    }

    /// Chooses a link and brings it on the screen.
    pub fn choose(&mut self, at: LinkAt) {
        if let Some(row) = self.row_of_link(at) {
            self.chosen = self.linked(row, at);
            self.reveal(row);
        }
    }

    /// Chooses the link in this cell of the row that is so far below the first one on the screen. Says whether there is one.
    pub fn choose_at(&mut self, below: usize, cell: usize) -> bool {
        let Some(at) = self.link_at(below, cell) else { return false };
        // What a person points at is on the screen: nothing moves.
        let row = self.row_of_link(at);
        let link = row.and_then(|row| self.linked(row, at));
        let is_link = link.is_some();
        self.chosen = link.or(self.chosen.take());
        is_link
    }

    fn link_at(&self, below: usize, cell: usize) -> Option<LinkAt> {
        let stack = self.stack();
        let at = stack.at(self.top.checked_add(below)?)?;
        let number = stack.page(at.part)?.link_at(at.row, cell, self.shift)?;
        Some(LinkAt { part: at.part, number })
    }

    /// The resource whose sign is in this cell, counted as [`Reader::choose_at`] does.
    pub fn tick_at(&self, below: usize, cell: usize) -> Option<usize> {
        let stack = self.stack();
        let at = stack.at(self.top.checked_add(below)?).filter(|_| cell < TICK)?;
        let page = stack.page(at.part).filter(|_| at.part == RESOURCES)?;
        (0..page.links.len()).find(|link| page.row_of_link(*link) == Some(at.row))
    }

    /// Chooses no link. Says whether one was chosen and on the screen.
    pub fn unchoose(&mut self) -> bool {
        let is_seen = self.seen().is_some();
        self.chosen.take().is_some() && is_seen
    }

    /// The link that is chosen, while some of it is on the screen: nobody follows what they do not see.
    pub fn chosen(&self) -> Option<Linked> {
        let (row, at) = self.seen()?;
        self.linked(row, at)
    }

    /// Which link is chosen now: the text may have been saved anew since, with other links before it or without it.
    pub(super) fn chosen_at(&self) -> Option<LinkAt> {
        let Linked { at, address, .. } = self.chosen.as_ref()?;
        let links = &self.stack().page(at.part)?.links;
        let is_it = |number: &usize| links.get(*number) == Some(address);
        let near = || (0..links.len()).filter(is_it).min_by_key(|number| number.abs_diff(at.number));
        let number = Some(at.number).filter(is_it).or_else(near)?;
        Some(LinkAt { number, ..*at })
    }

    /// All links, from top to bottom.
    pub fn links(&self) -> Vec<Linked> {
        self.stack().links().filter_map(|(row, at)| self.linked(row, at)).collect()
    }

    /// The link that begins in this row.
    fn linked(&self, row: usize, at: LinkAt) -> Option<Linked> {
        let stack = self.stack();
        let page = stack.page(at.part)?;
        let address = page.links.get(at.number)?.clone();
        let first = stack.at(row)?.row;
        let text = page.link_text(first, at.number);
        Some(Linked { at, text: SafeText::new(text.trim()), address })
    }

    fn row_of_link(&self, at: LinkAt) -> Option<usize> {
        self.stack().row_of_link(at)
    }

    /// The link that is chosen with its first row, while some of it is on the screen.
    fn seen(&self) -> Option<(usize, LinkAt)> {
        let at = self.chosen_at()?;
        let row = self.row_of_link(at)?;
        let stack = self.stack();
        let (page, first) = (stack.page(at.part)?, stack.at(row)?.row);
        let rows = (first..page.len()).take_while(|row| page.link_in_row(*row, at.number).next().is_some());
        (row < self.top + self.height && self.top < row + rows.count()).then_some((row, at))
    }

    /// All headings, from top to bottom.
    pub fn headings(&self) -> Vec<Headed> {
        let stack = self.stack();
        let headed = |at: HeadingAt| {
            let heading = stack.page(at.part)?.headings.get(at.number)?;
            let (anchor, text) = (heading.anchor.clone(), heading.text.clone());
            Some(Headed { at, anchor, level: heading.level, text })
        };
        stack.headings().filter_map(|(_, at)| headed(at)).collect()
    }

    /// The heading that the first row on the screen is below: its number among all.
    pub fn heading_here(&self) -> Option<usize> {
        self.stack().headings().take_while(|(row, _)| *row <= self.top).count().checked_sub(1)
    }

    /// Scrolls to a heading of this number and anchor; where it is not here yet, as soon as it is.
    pub fn go_to_heading(&mut self, at: HeadingAt, anchor: &str) {
        if anchor.is_empty() {
            let row = self.stack().headings().find(|(_, heading)| *heading == at).map(|(row, _)| row);
            return row.into_iter().for_each(|row| self.scroll_to(row));
        }
        self.goal = Some(Goal::Place(Place::below(at.part, anchor)));
        self.reach_goal();
        self.go(self.top);
    }

    /// Whether something here is called so, as far as is known.
    pub fn has_anchor(&self, anchor: &str) -> bool {
        self.is_growing() || self.row_of_anchor(anchor).is_some()
    }

    /// What the link that was followed last calls a place, if nothing here is called so; told once.
    pub fn take_lost(&mut self) -> Option<Box<str>> {
        self.lost.take()
    }

    /// Scrolls to what links call so, as soon as it is here; nowhere where nothing is called so.
    pub fn go_to_anchor(&mut self, anchor: &str) {
        self.goal = Some(Goal::Anchor(anchor.into()));
        self.reach_goal();
        self.go(self.top);
    }

    /// The row of what links call so: the note comes before what stands above it.
    pub(super) fn row_of_anchor(&self, anchor: &str) -> Option<usize> {
        if anchor.is_empty() {
            return Some(0);
        }
        let stack = self.stack();
        stack.parts.iter().enumerate().rev().find_map(|(part, slice)| {
            let row = slice.page.row_of(anchor)?;
            stack.row(At { part, row })
        })
    }

    /// Brings a row on the screen, with some rows around it.
    pub(super) fn reveal(&mut self, row: usize) {
        let margin = MARGIN.min(self.height.saturating_sub(1) / 2);
        let lowest = (row + margin + 1).saturating_sub(self.height.max(1));
        let highest = row.saturating_sub(margin);
        if self.top > highest {
            self.scroll_to(highest);
        } else if self.top < lowest {
            self.scroll_to(lowest);
        }
    }
}
