//! A page: rows of styled text, kept small.
//!
//! A note of a megabyte has a million rows in the worst case, so all text is one string, and rows and spans are a few
//! bytes each. A [`Line`] is made of a row only when it is drawn.

mod links;

use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::wrap::{self, Join};
use crate::text::SafeText;
use crate::theme;

/// Cells that are kept at both sides of what is scrolled to sideways.
const AROUND: usize = 4;

/// A note as rows. None is wider than asked for but those that can be scrolled sideways, see [`Page::overhang`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Clean.
    text: String,
    spans: Vec<Part>,
    rows: Vec<Row>,
    looks: Vec<Style>,
    /// Cells that a row may take.
    width: usize,
    /// Stands at the edge where a row goes on.
    cut: &'static str,
    /// What code stands on, and where: rows, and the cells before it begins.
    ground: Style,
    grounds: Vec<(Range<usize>, usize)>,
    overhang: usize,
    /// The headings, from top to bottom.
    pub headings: Vec<Heading>,
    /// What else links lead to, with the rows: footnotes.
    pub anchors: Vec<(Box<str>, usize)>,
    /// The addresses of the links, as they were written.
    pub links: Vec<Box<str>>,
    /// The row in which each link begins.
    begins: Vec<u32>,
    /// The blocks of code that name their language.
    pub code: Vec<Code>,
    /// The row in which each block begins that is not made of others. There are as many at every width.
    pub stops: Vec<u32>,
    /// Rows at the start that say what the front matter says.
    pub front: usize,
}

/// A part of a row in one look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Part {
    /// Where it ends in the text; it begins where the part before ends, or with its row.
    end: u32,
    /// The number of its link and one; 0 where it is none.
    link: u32,
    look: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Row {
    /// Where its text and its parts begin.
    text: u32,
    part: u32,
    /// How many parts stand before the text: bars and blanks, and the sign of an item.
    lead: u8,
    join: Join,
    /// Cells by which it, or what it is scrolled sideways with, goes on beyond the page; the most there is stands for more.
    beyond: u16,
}

/// A heading on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The row in which it begins, counted from 0.
    pub row: usize,
    /// 1 to 6, 1 is the highest.
    pub level: u8,
    /// Its text without Markdown.
    pub text: SafeText,
    /// What a link to it names after `#`.
    pub anchor: Box<str>,
}

impl Heading {
    /// A heading over a whole text, to which no link leads.
    pub fn over(row: usize, text: &str) -> Self {
        Self { row, level: 1, text: text.into(), anchor: Box::default() }
    }
}

/// A block of code on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// Its rows, without the one that names the language.
    pub rows: Range<usize>,
    /// The language as the author calls it.
    pub language: Box<str>,
}

/// A part of a row that looks different for a while: a hit of a search, the link that is chosen, a word of code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its bytes, counted from the start of the row.
    pub bytes: Range<usize>,
    /// What is laid over its look.
    pub style: Style,
}

/// Positions are kept in four bytes: a page is made of a note of at most 1 MiB.
fn short(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

fn long(position: u32) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

impl Page {
    pub(super) fn new(width: usize, cut: &'static str) -> Self {
        Self { width: width.max(1), cut, ..Self::default() }
    }

    /// A page of rows that are made already.
    pub fn of_lines(lines: &[Line<'_>], width: usize, cut: &'static str) -> Self {
        let mut page = Self::new(width, cut);
        page.add_lines(lines);
        page
    }

    /// Adds rows that are made already.
    pub fn add_lines(&mut self, lines: &[Line<'_>]) {
        for line in lines {
            self.add_line(line, None);
        }
    }

    /// Adds a row that is made already; all of it is the link of this number.
    pub fn add_line(&mut self, line: &Line<'_>, link: Option<usize>) {
        self.add_parts(line.spans.iter().map(|span| (span, link)));
    }

    /// Adds a row of parts, each with the number of its link.
    pub fn add_parts<'s>(&mut self, parts: impl IntoIterator<Item = (&'s Span<'s>, Option<usize>)>) {
        self.begin_row(Join::Apart);
        for (span, link) in parts {
            self.push(&span.content, span.style, link.map(short));
        }
        self.end_row();
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many cells its widest row takes beyond its width: so far it can be scrolled sideways.
    pub fn overhang(&self) -> usize {
        self.overhang
    }

    /// By how many cells a row can be scrolled sideways: to the end of its table or block of code.
    pub fn reach(&self, row: usize) -> usize {
        match self.rows.get(row).map_or(0, |row| row.beyond) {
            u16::MAX => self.overhang,
            beyond => beyond.into(),
        }
    }

    /// All rows as they are before anything is scrolled.
    pub fn lines(&self) -> impl Iterator<Item = Line<'static>> {
        (0..self.len()).map(|row| self.line(row, 0, &[]))
    }

    /// A row, with what can be scrolled sideways moved by `shift` cells, and `marks` in it, from left to right.
    pub fn line(&self, row: usize, shift: usize, marks: &[Mark]) -> Line<'static> {
        let Some(at) = self.rows.get(row) else { return Line::default() };
        let mut line = self.text_line(row, *at, (shift, marks));
        let number = self.grounds.partition_point(|(rows, _)| rows.end <= row);
        if let Some((_, start)) = self.grounds.get(number).filter(|(rows, _)| rows.contains(&row)) {
            // What is blank has no text in the page, and a ground on the screen.
            for (end, style) in [(*start, Style::new()), (self.width, self.ground)] {
                let used = line.spans.iter().map(|span| wrap::width(&span.content)).sum();
                if end > used {
                    line.spans.push(theme::span(" ".repeat(end - used), style));
                }
            }
        }
        line
    }

    /// A row as far as it has text.
    fn text_line(&self, row: usize, at: Row, (shift, marks): (usize, &[Mark])) -> Line<'static> {
        let mut lead = self.pieces(row, marks);
        if at.beyond == 0 {
            return line_of(&lead);
        }
        let shift = shift.min(self.reach(row));
        let body =
            lead.split_off(lead.iter().position(|piece| piece.part >= at.lead.into()).unwrap_or(lead.len()));
        let used: usize = lead.iter().map(|piece| wrap::width(piece.text)).sum();
        let mut line = line_of(&lead);
        let body: Vec<_> = body
            .iter()
            .map(|piece| wrap::Piece { text: piece.text, style: piece.style, link: None })
            .collect();
        let window = wrap::window(&body, shift, self.width.saturating_sub(used).max(1), self.cut);
        line.spans.extend(window.into_iter().map(|run| theme::span(run.text, run.style)));
        line
    }

    /// By how many cells to scroll sideways so that these bytes of a row are seen, with some cells around them: by `shift`
    /// where they are seen already or the row cannot be scrolled.
    pub fn shift_for(&self, row: usize, bytes: &Range<usize>, shift: usize) -> usize {
        let here = shift.min(self.reach(row));
        if self.reach(row) == 0 {
            return shift;
        }
        let (text, body) = (self.row_text(row), self.body(row));
        let cells = |bytes: Range<usize>| text.get(bytes).map_or(0, wrap::width);
        let room = self.width.saturating_sub(cells(0..body.start)).max(1);
        let (start, end) = (cells(body.start..bytes.start), cells(body.start..bytes.end));
        let all = cells(body);
        // A sign stands at each edge where there is more.
        let first = here + usize::from(here > 0);
        let last = (here + room).saturating_sub(usize::from(all > here + room));
        if start < first {
            start.saturating_sub(AROUND)
        } else if end > last {
            (end + AROUND).min(all).saturating_sub(room).min(start.saturating_sub(1))
        } else {
            shift
        }
    }

    /// The text of a row.
    pub fn row_text(&self, row: usize) -> &str {
        self.text.get(self.bytes(row)).unwrap_or_default()
    }

    /// The bytes of a row that are no sign before its text.
    pub fn body(&self, row: usize) -> Range<usize> {
        let Some(at) = self.rows.get(row) else { return 0..0 };
        let start = match at.lead {
            0 => 0,
            lead => self
                .spans
                .get(long(at.part) + usize::from(lead) - 1)
                .map_or(0, |part| long(part.end) - long(at.text)),
        };
        start..self.row_text(row).len()
    }

    /// The row of what links call so.
    pub fn row_of(&self, anchor: &str) -> Option<usize> {
        let heading =
            self.headings.iter().find(|heading| *heading.anchor == *anchor).map(|heading| heading.row);
        heading.or_else(|| self.anchors.iter().find(|(name, _)| **name == *anchor).map(|(_, row)| *row))
    }

    /// How a row goes on from the row before.
    pub(super) fn join(&self, row: usize) -> Join {
        self.rows.get(row).map(|row| row.join).unwrap_or_default()
    }

    fn bytes(&self, row: usize) -> Range<usize> {
        let start = self.rows.get(row).map_or(self.text.len(), |row| long(row.text));
        start..self.rows.get(row + 1).map_or(self.text.len(), |next| long(next.text))
    }

    /// The parts of a row with their bytes in it.
    fn parts(&self, row: usize) -> impl Iterator<Item = (Range<usize>, Part)> {
        let first = self.rows.get(row).map_or(0, |row| long(row.part));
        let end = self.rows.get(row + 1).map_or(self.spans.len(), |next| long(next.part));
        let base = self.bytes(row).start;
        let mut start = 0;
        self.spans.get(first..end).unwrap_or_default().iter().map(move |part| {
            let end = long(part.end) - base;
            (std::mem::replace(&mut start, end)..end, *part)
        })
    }

    /// The parts of a row, split where a mark begins and ends.
    fn pieces(&self, row: usize, marks: &[Mark]) -> Vec<Piece<'_>> {
        let text = self.row_text(row);
        let mut pieces = Vec::new();
        let mut marks = marks.iter().peekable();
        for (number, (bytes, part)) in self.parts(row).enumerate() {
            let look = self.looks.get(usize::from(part.look)).copied().unwrap_or_default();
            let mut start = bytes.start;
            while start < bytes.end {
                while marks.next_if(|mark| mark.bytes.end <= start).is_some() {}
                let (end, style) = match marks.peek() {
                    Some(mark) if mark.bytes.start <= start => (mark.bytes.end, look.patch(mark.style)),
                    Some(mark) => (mark.bytes.start, look),
                    None => (bytes.end, look),
                };
                let end = end.min(bytes.end);
                pieces.push(Piece { text: text.get(start..end).unwrap_or_default(), style, part: number });
                start = end;
            }
        }
        pieces
    }
}

/// Text on its way to the screen.
struct Piece<'p> {
    text: &'p str,
    style: Style,
    /// The number of its part in the row.
    part: usize,
}

fn line_of(pieces: &[Piece<'_>]) -> Line<'static> {
    Line::from(
        pieces.iter().map(|piece| theme::span(piece.text, piece.style)).collect::<Vec<Span<'static>>>(),
    )
}

/// How a page grows.
impl Page {
    pub(super) fn begin_row(&mut self, join: Join) {
        let (text, part) = (short(self.text.len()), short(self.spans.len()));
        self.rows.push(Row { text, part, lead: 0, join, beyond: 0 });
    }

    /// Adds to the row that was begun last.
    pub(super) fn push(&mut self, text: &str, style: Style, link: Option<u32>) {
        if text.is_empty() {
            return;
        }
        self.text.push_str(text);
        let look = self.look(style);
        let link = link.map_or(0, |link| link.saturating_add(1));
        let end = short(self.text.len());
        let first = self.rows.last().map_or(0, |row| long(row.part) + usize::from(row.lead));
        match self.spans.get_mut(first..).and_then(<[Part]>::last_mut) {
            Some(last) if last.look == look && last.link == link => last.end = end,
            _ => self.spans.push(Part { end, link, look }),
        }
    }

    fn look(&mut self, style: Style) -> u16 {
        let known = self.looks.iter().rposition(|look| *look == style);
        let at = known.unwrap_or_else(|| {
            self.looks.push(style);
            self.looks.len() - 1
        });
        u16::try_from(at).unwrap_or_default()
    }

    /// What is in the row so far are signs that stand before its text.
    pub(super) fn end_lead(&mut self) {
        let parts = self.spans.len();
        if let Some(row) = self.rows.last_mut() {
            row.lead = u8::try_from(parts - long(row.part)).unwrap_or(u8::MAX);
        }
    }

    /// The row that was begun last can be scrolled sideways, and goes on for so many cells beyond the page.
    pub(super) fn widen(&mut self, overhang: usize) {
        if let Some(row) = self.rows.last_mut() {
            row.beyond = u16::try_from(overhang.max(1)).unwrap_or(u16::MAX);
            self.overhang = self.overhang.max(overhang);
        }
    }

    /// These rows stand on a ground that begins so many cells from the left.
    pub(super) fn lay_ground(&mut self, rows: Range<usize>, cells: usize, ground: Style) {
        self.ground = ground;
        self.grounds.push((rows, cells));
    }

    /// Where one of these rows can be scrolled sideways, all of them are, together.
    pub(super) fn widen_all(&mut self, rows: Range<usize>) {
        let rows = self.rows.get_mut(rows).unwrap_or_default();
        let beyond = rows.iter().map(|row| row.beyond).max().unwrap_or_default();
        for row in rows {
            row.beyond = beyond;
        }
    }

    /// Ends a row: blanks at its end that nobody sees go.
    pub(super) fn end_row(&mut self) {
        let Some(row) = self.rows.last_mut() else { return };
        let start = long(row.text);
        let kept = self.text.get(start..).unwrap_or_default().trim_end_matches(' ').len();
        self.text.truncate(start + kept);
        let end = short(self.text.len());
        while self.spans.len() > long(row.part) {
            let before = if self.spans.len() - 1 > long(row.part) {
                self.spans.get(self.spans.len() - 2).map_or(row.text, |part| part.end)
            } else {
                row.text
            };
            if before < end {
                break;
            }
            self.spans.pop();
        }
        if let Some(last) = self.spans.get_mut(long(row.part)..).and_then(<[Part]>::last_mut) {
            last.end = last.end.min(end);
        }
        let parts = self.spans.len() - long(row.part);
        row.lead = row.lead.min(u8::try_from(parts).unwrap_or(u8::MAX));
        self.note_links();
    }
}
