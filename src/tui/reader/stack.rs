//! The pages of the note pane, one below the other, as one text of rows.

use crate::markdown::Page;

/// A page from one of its rows on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slice<'p> {
    pub(super) page: &'p Page,
    /// Rows at its start that are not shown.
    pub(super) skipped: usize,
}

impl<'p> Slice<'p> {
    pub(super) fn whole(page: &'p Page) -> Self {
        Self { page, skipped: 0 }
    }

    fn len(&self) -> usize {
        self.page.len().saturating_sub(self.skipped)
    }
}

/// Where a row is: on which of the pages, and which of its rows it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At {
    pub(super) part: usize,
    pub(super) row: usize,
}

/// A link: on which of the pages, and its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkAt {
    pub(super) part: usize,
    pub(super) number: usize,
}

impl LinkAt {
    /// The link of this number on one of the pages.
    pub fn new(part: usize, number: usize) -> Self {
        Self { part, number }
    }
}

/// A heading: on which of the pages, and its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadingAt {
    pub(super) part: usize,
    pub(super) number: usize,
}

/// Pages one below the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stack<'p> {
    pub(super) parts: [Slice<'p>; 5],
}

impl<'p> Stack<'p> {
    /// How many rows each part has.
    pub(super) fn heights(&self) -> [usize; 5] {
        self.parts.map(|part| part.len())
    }

    pub(super) fn len(&self) -> usize {
        self.heights().iter().sum()
    }

    /// The row in which a part begins.
    fn start(&self, part: usize) -> usize {
        self.heights().iter().take(part).sum()
    }

    /// Where a row is.
    pub(super) fn at(&self, row: usize) -> Option<At> {
        let mut left = row;
        for (part, slice) in self.parts.iter().enumerate() {
            if left < slice.len() {
                return Some(At { part, row: left + slice.skipped });
            }
            left -= slice.len();
        }
        None
    }

    /// Which row of all is there; none where it is not shown.
    pub(super) fn row(&self, at: At) -> Option<usize> {
        let slice = self.parts.get(at.part)?;
        let row = at.row.checked_sub(slice.skipped).filter(|row| *row < slice.len())?;
        Some(self.start(at.part) + row)
    }

    pub(super) fn page(&self, part: usize) -> Option<&'p Page> {
        self.parts.get(part).map(|slice| slice.page)
    }

    /// The rows in which headings begin.
    pub(super) fn headings(&self) -> impl DoubleEndedIterator<Item = (usize, HeadingAt)> {
        self.parts.into_iter().enumerate().flat_map(move |(part, slice)| {
            slice.page.headings.iter().enumerate().filter_map(move |(number, heading)| {
                let row = self.row(At { part, row: heading.row })?;
                Some((row, HeadingAt { part, number }))
            })
        })
    }

    /// The links with the rows in which they begin, from top to bottom.
    pub(super) fn links(&self) -> impl Iterator<Item = (usize, LinkAt)> {
        self.parts.into_iter().enumerate().flat_map(move |(part, slice)| {
            let mut known = None;
            slice.page.linked_rows().filter_map(move |(row, number)| {
                let row = self.row(At { part, row }).filter(|_| known.replace(number) != Some(number))?;
                Some((row, LinkAt::new(part, number)))
            })
        })
    }
}
