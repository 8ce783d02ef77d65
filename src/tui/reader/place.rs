//! A place in a text that is still there when the text is laid out anew, or was edited: so far below this heading, in the
//! block that begins with these letters.

use std::ops::Range;

use super::stack::{At, Stack};
use crate::markdown::Page;

/// Letters by which a block is known again.
const LETTERS: usize = 40;
/// Letters that are hardly the same ones in another section by chance.
const TELLING: usize = 16;

/// Where the first row on the screen is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Which of the pages it is on.
    pub(in crate::tui) part: usize,
    /// The anchor of the heading above it.
    pub(in crate::tui) heading: Option<Box<str>>,
    /// How many blocks it is below that heading, and below the start.
    pub(in crate::tui) below: usize,
    pub(in crate::tui) block: usize,
    /// The first letters of the block.
    pub(in crate::tui) letters: Box<str>,
    /// Which row of so many it is in its block; on a page without blocks, which row.
    pub(in crate::tui) row: usize,
    pub(in crate::tui) of: usize,
}

/// Which block of a page a row is in.
fn block_at(page: &Page, row: usize) -> Option<usize> {
    page.stops.partition_point(|stop| start(*stop) <= row).checked_sub(1)
}

fn start(stop: u32) -> usize {
    usize::try_from(stop).unwrap_or(usize::MAX)
}

/// The rows of a block.
fn rows_of(page: &Page, block: usize) -> (usize, usize) {
    let first = page.stops.get(block).map_or(page.len(), |stop| start(*stop));
    let next = page.stops.get(block + 1).map_or(page.len(), |stop| start(*stop));
    (first, next)
}

/// The first letters and digits of a block: they are the same at any width.
fn letters(page: &Page, block: usize) -> impl Iterator<Item = char> {
    let (first, next) = rows_of(page, block);
    let text = |row: usize| page.row_text(row).get(page.body(row)).unwrap_or_default();
    (first..next).flat_map(move |row| text(row).chars()).filter(|c| c.is_alphanumeric()).take(LETTERS)
}

impl Place {
    /// The row of a heading.
    pub(super) fn below(part: usize, anchor: &str) -> Self {
        Self { part, heading: Some(anchor.into()), of: 1, ..Self::default() }
    }

    /// The place of a row.
    pub(super) fn of(stack: &Stack<'_>, row: usize) -> Self {
        let Some(At { part, row }) = stack.at(row) else { return Self::default() };
        let place = Self { part, row, of: 0, ..Self::default() };
        let Some((page, block)) = stack.page(part).and_then(|page| Some((page, block_at(page, row)?))) else {
            return place;
        };
        let heading = page.headings.iter().rev().find(|heading| heading.row <= row);
        let base = heading.and_then(|heading| block_at(page, heading.row)).unwrap_or_default();
        let (first, next) = rows_of(page, block);
        Self {
            heading: heading.map(|heading| heading.anchor.clone()),
            below: block.saturating_sub(base),
            block,
            letters: letters(page, block).collect::<String>().into(),
            row: row.saturating_sub(first),
            of: next.saturating_sub(first).max(1),
            ..place
        }
    }

    /// The row of the place; none where it is not there, yet or any more.
    pub(super) fn row(&self, stack: &Stack<'_>) -> Option<usize> {
        let page = stack.page(self.part)?;
        if self.of == 0 {
            let hidden = stack.parts.get(self.part)?.hidden;
            return stack.row(At { part: self.part, row: hidden.shown(self.row) });
        }
        let (base, end) = match &self.heading {
            None => (0, section_end(page, None)),
            Some(anchor) => {
                let at = page.headings.iter().position(|heading| heading.anchor == *anchor)?;
                (block_at(page, page.headings.get(at)?.row)?, section_end(page, Some(at)))
            }
        };
        let wanted = base + self.below;
        // Something may have been written above it, a heading too.
        let is_telling = self.letters.chars().nth(TELLING - 1).is_some();
        let block = self.known(page, wanted, base..end);
        let block = block.or_else(|| self.known(page, wanted, 0..page.stops.len()).filter(|_| is_telling));
        // A section that became shorter ends with its last block; one that is not there in full yet may go on.
        let block = match block {
            Some(block) => block,
            None if wanted < end => wanted,
            None => end.checked_sub(1).filter(|_| end < page.stops.len())?,
        };
        self.in_block(stack, page, block)
    }

    /// The block of these that begins as it did and is nearest to the one that is wanted.
    fn known(&self, page: &Page, wanted: usize, blocks: Range<usize>) -> Option<usize> {
        let is_known = |block: &usize| letters(page, *block).eq(self.letters.chars());
        if self.letters.is_empty() || blocks.contains(&wanted) && is_known(&wanted) {
            return Some(wanted).filter(|wanted| blocks.contains(wanted));
        }
        blocks.filter(is_known).min_by_key(|block| block.abs_diff(wanted))
    }

    /// The nearest row, where what it was below is gone.
    pub(super) fn nearest(&self, stack: &Stack<'_>) -> usize {
        let nearest = stack.page(self.part).and_then(|page| {
            let last = page.stops.len().checked_sub(1)?;
            let block = self.known(page, self.block, 0..last + 1).unwrap_or(self.block.min(last));
            self.in_block(stack, page, block)
        });
        nearest.unwrap_or_default()
    }

    fn in_block(&self, stack: &Stack<'_>, page: &Page, block: usize) -> Option<usize> {
        let (first, next) = rows_of(page, block);
        let rows = next.saturating_sub(first).max(1);
        // What was on no block is at the start of this one.
        let row = if rows == self.of { Some(self.row) } else { (self.row * rows).checked_div(self.of) };
        let hidden = stack.parts.get(self.part)?.hidden;
        stack.row(At { part: self.part, row: hidden.shown(first + row.unwrap_or_default().min(rows - 1)) })
    }
}

/// The number of the first block behind a section: that below a heading, or that before all of them.
fn section_end(page: &Page, heading: Option<usize>) -> usize {
    let next = heading.map_or(0, |at| at + 1);
    let next = page.headings.get(next).and_then(|heading| block_at(page, heading.row));
    next.unwrap_or(page.stops.len())
}
