//! The pages of the note pane, one below the other, as one text of rows.

use std::ops::Range;

use crate::markdown::Page;

/// How many pages there are.
pub(super) const PARTS: usize = 6;
/// The pages whose links are topics, by their ids: those that are needed, and those below.
const HEAD: usize = 0;
const TOPICS: usize = 4;
/// The page of the resources.
pub(super) const RESOURCES: usize = 5;

/// Rows of a page that are not shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hidden {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Hidden {
    /// Whether a row is one of them.
    pub(super) fn has(self, row: usize) -> bool {
        (self.start..self.end).contains(&row)
    }

    /// The row, or the next one that is shown.
    pub(super) fn shown(self, row: usize) -> usize {
        if self.has(row) { self.end } else { row }
    }

    /// The row of the page that is the one of this number of those that are shown.
    fn row(self, shown: usize) -> usize {
        if shown < self.start { shown } else { shown + self.len() }
    }

    fn len(self) -> usize {
        self.end - self.start
    }
}

/// A page without the rows that are not shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slice<'p> {
    pub(super) page: &'p Page,
    pub(super) hidden: Hidden,
}

impl<'p> Slice<'p> {
    pub(super) fn whole(page: &'p Page) -> Self {
        Self { page, hidden: Hidden::default() }
    }

    fn len(&self) -> usize {
        self.page.len().saturating_sub(self.hidden.len())
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
    /// The first link of the note, or the first of the topics below.
    #[cfg(test)]
    pub(in crate::tui) fn example(is_topic: bool) -> Self {
        Self { part: if is_topic { TOPICS } else { TOPICS - 1 }, number: 0 }
    }

    /// Whether its address is the id of a topic.
    pub fn is_topic(self) -> bool {
        matches!(self.part, HEAD | TOPICS)
    }

    /// Whether its address is the id of a topic that is needed.
    pub fn is_needed(self) -> bool {
        self.part == HEAD
    }

    /// Which of the resources it is.
    pub fn resource(self) -> Option<usize> {
        Some(self.number).filter(|_| self.part == RESOURCES)
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
    pub(super) parts: [Slice<'p>; PARTS],
}

impl<'p> Stack<'p> {
    /// How many rows each part has.
    pub(super) fn heights(&self) -> [usize; PARTS] {
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
                return Some(At { part, row: slice.hidden.row(left) });
            }
            left -= slice.len();
        }
        None
    }

    /// Which row of all is there; none where it is not shown.
    pub(super) fn row(&self, at: At) -> Option<usize> {
        let slice = self.parts.get(at.part)?;
        let Hidden { start, end } = slice.hidden;
        let row = match at.row {
            row if row < start => row,
            row => start + row.checked_sub(end)?,
        };
        (row < slice.len()).then(|| self.start(at.part) + row)
    }

    /// Which rows of each page these rows are; where none of them are, an empty range that lies in their direction.
    pub(super) fn rows_of_parts(&self, rows: Range<usize>) -> [Range<usize>; PARTS] {
        let mut start = 0;
        self.parts.map(|part| {
            let on_page = |row: usize| part.hidden.row(row.saturating_sub(start));
            let rows = on_page(rows.start)..on_page(rows.end);
            start += part.len();
            rows
        })
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

    /// The row in which a link begins.
    pub(super) fn row_of_link(&self, at: LinkAt) -> Option<usize> {
        let row = self.page(at.part)?.row_of_link(at.number)?;
        self.row(At { part: at.part, row })
    }

    /// The links with the rows in which they begin, from top to bottom.
    pub(super) fn links(&self) -> impl Iterator<Item = (usize, LinkAt)> {
        self.parts.into_iter().enumerate().flat_map(move |(part, slice)| {
            let mut known = None;
            slice.page.linked_rows().filter_map(move |(row, number)| {
                let row = self.row(At { part, row }).filter(|_| known.replace(number) != Some(number))?;
                Some((row, LinkAt { part, number }))
            })
        })
    }
}
