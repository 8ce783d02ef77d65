//! A place in a text that is still there when the text is laid out anew, or was edited: so far below this heading.

use super::stack::{At, Stack};
use crate::markdown::Page;

/// Where the first row on the screen is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    part: usize,
    /// The anchor of the heading above it.
    heading: Option<Box<str>>,
    /// How many blocks it is below that heading, and below the start.
    below: usize,
    block: usize,
    /// Which row of so many it is in its block; on a page without blocks, which row.
    row: usize,
    of: usize,
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
        let block = base + self.below;
        // A section that became shorter ends with its last block; one that is not there in full yet may go on.
        let block =
            if block < end { block } else { end.checked_sub(1).filter(|_| end < page.stops.len())? };
        self.in_block(stack, page, block)
    }

    /// The nearest row, where what it was below is gone.
    pub(super) fn nearest(&self, stack: &Stack<'_>) -> usize {
        let nearest = stack.page(self.part).and_then(|page| {
            let block = self.block.min(page.stops.len().checked_sub(1)?);
            self.in_block(stack, page, block)
        });
        nearest.unwrap_or_default()
    }

    fn in_block(&self, stack: &Stack<'_>, page: &Page, block: usize) -> Option<usize> {
        let (first, next) = rows_of(page, block);
        let rows = next.saturating_sub(first).max(1);
        let row = if rows == self.of { self.row } else { self.row * rows / self.of };
        let hidden = stack.parts.get(self.part)?.hidden;
        stack.row(At { part: self.part, row: hidden.shown(first + row.min(rows - 1)) })
    }
}

/// The number of the first block behind a section: that below a heading, or that before all of them.
fn section_end(page: &Page, heading: Option<usize>) -> usize {
    let next = heading.map_or(0, |at| at + 1);
    let next = page.headings.get(next).and_then(|heading| block_at(page, heading.row));
    next.unwrap_or(page.stops.len())
}
