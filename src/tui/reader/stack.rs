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
    pub(super) fn headings(&self) -> impl DoubleEndedIterator<Item = usize> {
        self.parts.into_iter().enumerate().flat_map(move |(part, slice)| {
            slice.page.headings.iter().filter_map(move |heading| self.row(At { part, row: heading.row }))
        })
    }

    /// The links, from top to bottom: each with the row in which it begins.
    pub(super) fn links(&self) -> impl Iterator<Item = (usize, At)> {
        self.parts.into_iter().enumerate().flat_map(move |(part, slice)| {
            let mut last = None;
            slice.page.linked_rows().filter_map(move |(row, link)| {
                let is_new = last.replace(link) != Some(link);
                let row = self.row(At { part, row }).filter(|_| is_new)?;
                Some((row, At { part, row: link }))
            })
        })
    }
}
