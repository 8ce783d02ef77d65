//! The links of a page: where they are, and which one is where.

use std::ops::Range;

use super::{Page, Part, long, short};
use crate::markdown::wrap::{self, Join, Piece};

/// Stands for a link of which no row is there yet.
const NOWHERE: u32 = u32::MAX;

impl Page {
    /// Adds the address of a link and returns its number.
    pub fn add_link(&mut self, address: impl Into<Box<str>>) -> usize {
        self.links.push(address.into());
        self.links.len() - 1
    }

    /// Where a link is in a row, in bytes from its start.
    pub fn link_in_row(&self, row: usize, link: usize) -> impl Iterator<Item = Range<usize>> {
        let wanted = short(link).saturating_add(1);
        self.parts(row).filter(move |(_, part)| part.link == wanted).map(|(bytes, _)| bytes)
    }

    /// What a link says that begins in a row; what was broken over rows is whole again.
    pub fn link_text(&self, row: usize, link: usize) -> String {
        let mut text = String::new();
        for row in row..self.len() {
            let mut parts = self.link_in_row(row, link).peekable();
            if parts.peek().is_none() {
                break;
            }
            if !text.is_empty() && self.join(row) != Join::Direct {
                text.push(' ');
            }
            text.extend(parts.filter_map(|bytes| self.row_text(row).get(bytes)));
        }
        text
    }

    /// The rows in which links are, with the numbers of these, from top to bottom.
    pub fn linked_rows(&self) -> impl Iterator<Item = (usize, usize)> {
        (0..self.len()).flat_map(move |row| {
            let mut last = 0;
            self.parts(row).filter_map(move |(_, part)| {
                let is_new = part.link > 0 && part.link != std::mem::replace(&mut last, part.link);
                is_new.then(|| (row, long(part.link) - 1))
            })
        })
    }

    /// The row in which a link begins.
    pub fn row_of_link(&self, link: usize) -> Option<usize> {
        self.begins.get(link).filter(|row| **row != NOWHERE).map(|row| long(*row))
    }

    /// Takes down which links begin in the row that was added last.
    pub(super) fn note_links(&mut self) {
        let Some(row) = self.rows.len().checked_sub(1) else { return };
        let first = self.rows.get(row).map_or(0, |row| long(row.part));
        for part in self.spans.get(first..).unwrap_or_default() {
            let Some(link) = part.link.checked_sub(1).map(long) else { continue };
            if self.begins.len() <= link {
                self.begins.resize(link + 1, NOWHERE);
            }
            if let Some(begins) = self.begins.get_mut(link).filter(|row| **row == NOWHERE) {
                *begins = short(row);
            }
        }
    }

    /// The link in this cell of a row that is moved sideways by `shift` cells.
    pub fn link_at(&self, row: usize, cell: usize, shift: usize) -> Option<usize> {
        let (at, text) = (self.rows.get(row)?, self.row_text(row));
        let piece = |(bytes, part): (Range<usize>, Part)| Piece {
            text: text.get(bytes).unwrap_or_default(),
            link: part.link.checked_sub(1),
            ..Piece::default()
        };
        let mut lead: Vec<Piece<'_>> = self.parts(row).map(piece).collect();
        let body = lead.split_off(usize::from(at.lead).min(lead.len()));
        let used: usize = lead.iter().map(|piece| wrap::width(piece.text)).sum();
        let window = (at.beyond > 0).then(|| {
            let room = self.width.saturating_sub(used).max(1);
            wrap::window(&body, shift.min(self.reach(row)), room, self.cut)
        });
        match &window {
            Some(runs) => lead.extend(runs.iter().map(Piece::from)),
            None => lead.extend(body),
        }
        let mut end = 0;
        let is_there = |piece: &&Piece<'_>| {
            end += wrap::width(piece.text);
            cell < end
        };
        lead.iter().find(is_there)?.link.map(long)
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Modifier, Style};

    use super::*;
    use crate::markdown::{Layout, Mark, render};
    use crate::theme::{Colours, SignSet, Theme};

    const NOTE: &str = "\
트랜잭션은 [여러 쿼리를 하나의 작업 단위로](https://a.example/) 묶는다. An [address](b.md) and `code`, [](empty.md)
<https://long.example/a/very/long/way/that/has/to/be/broken/somewhere> end.

> - quoted [하나](#one) and [둘](#two)[셋](#three)
>   1. ![a picture](p.png) [ⅷ e\u{301}👩‍💻 wide](wide.md)

| 이름 | link | another column | one more column |
| --- | --- | --- | --- |
| 격리 수준 | [isolation levels of a database](iso.md) | [격리](k.md) text | `plain text that is long` |
| durability | none at all here | [x](x.md) | [the end of the row](end.md) |
";

    /// For each cell of a row whether the link of this number is drawn there.
    fn drawn(page: &Page, row: usize, shift: usize, link: usize) -> Vec<bool> {
        let sign = Style::new().add_modifier(Modifier::RAPID_BLINK);
        let marks = page.link_in_row(row, link).map(|bytes| Mark { bytes, style: sign });
        let line = page.line(row, shift, &marks.collect::<Vec<_>>());
        let cells = line.spans.iter().flat_map(|span| {
            let is_link = span.style.add_modifier.contains(Modifier::RAPID_BLINK);
            std::iter::repeat_n(is_link, wrap::width(&span.content))
        });
        cells.collect()
    }

    #[test]
    fn a_link_is_where_it_is_drawn() {
        let theme = Theme::new(Colours::Sixteen, SignSet::Unicode);
        for width in [4, 9, 17, 30, 31, 44, 72] {
            let page = render(NOTE, Layout::pane(width), &theme);
            assert!(page.links.len() > 9, "{:?}", page.links);
            for shift in [0, 1, 8, 13, 40] {
                for row in 0..page.len() {
                    for link in 0..page.links.len() {
                        let cells = drawn(&page, row, shift, link);
                        for (cell, is_link) in cells.iter().enumerate() {
                            let at = page.link_at(row, cell, shift);
                            assert_eq!(at == Some(link), *is_link, "{width} {shift}: {row}, {cell}: {at:?}");
                        }
                        assert_eq!(page.link_at(row, cells.len(), shift), None);
                    }
                }
            }
        }
    }

    #[test]
    fn each_link_begins_in_its_first_row() {
        let theme = Theme::new(Colours::Sixteen, SignSet::Unicode);
        for width in [4, 17, 44] {
            let page = render(NOTE, Layout::pane(width), &theme);
            for link in 0..page.links.len() {
                let first = page.linked_rows().find(|(_, other)| *other == link).map(|(row, _)| row);
                assert_eq!(page.row_of_link(link), first, "{width}: {link}");
            }
            assert_eq!(page.row_of_link(page.links.len()), None);
        }
    }
}
