//! Tables: columns as wide as the page allows.
//!
//! A table is read twice: once for the widths of its columns, once for its rows, which go to the page one by one. In
//! between only those cells are kept that cost something to make: a table may have a hundred thousand.

mod columns;
mod grid;
mod records;

use ratatui::style::Style;

use self::columns::Need;
use super::builder::Builder;
use super::inline::{self, Leaf};
use super::wrap::{self, Join, Run};
use super::{Layout, Overflow};
use crate::note::{Inline, Piece, Table};
use crate::text;
use crate::theme::Theme;

/// Cells beside the text of a column: a blank on each side, and a line.
const FRAME: usize = 3;
/// Cells at which a word may break so that the table fits. Where words would be in more pieces, records read better.
const SHORTEST: usize = 12;

/// The logical lines of a cell.
type Cell = Vec<Vec<Run>>;

/// A cell between the two times it is read; none where its text is what its source says.
type Kept = Option<Box<Leaf>>;

/// What is known of a table before its first row is drawn.
struct Measured {
    /// All cells, row by row.
    kept: std::vec::IntoIter<Kept>,
    columns: Vec<Need>,
    /// The longest line of each column below the header.
    body: Vec<usize>,
    /// Whether a cell below the header has lines of its own.
    has_breaks: bool,
    /// Whether the header says anything.
    has_header: bool,
}

impl Builder<'_> {
    /// Adds a table: in a frame if it fits or can be scrolled sideways, else record by record.
    pub(super) fn table(&mut self, table: &Table<'_>) {
        // A sign that leaves less room in the first row than in the others would shift the upper edge.
        if self.room().first != self.room().rest {
            self.row(&[], Join::Apart);
        }
        let measured = Measured::new(table, self.layout, self.theme);
        let room = self.room().rest.checked_sub(FRAME * table.columns.len() + 1);
        let rows = table.rows.len();
        let fitted = room.and_then(|room| columns::fitted(&measured.columns, room, SHORTEST, rows));
        match (fitted, self.layout.overflow) {
            (Some(widths), Overflow::Scrolled | Overflow::Folded) => self.grid(table, measured, &widths),
            (None, Overflow::Scrolled) => {
                let room = self.room().rest.saturating_sub(FRAME + 1);
                let widths = columns::comfortable(&measured.columns, room, rows * table.columns.len());
                self.grid(table, measured, &widths);
            }
            (_, Overflow::Told) | (None, Overflow::Folded) => self.records(table, measured.kept),
        }
    }

    /// The cells of a row, with their links known to the page.
    fn cells(&mut self, row: &[Inline<'_>], kept: &mut std::vec::IntoIter<Kept>, style: Style) -> Vec<Cell> {
        let mut cells = Vec::with_capacity(row.len());
        for (inline, kept) in row.iter().zip(kept) {
            let Leaf { lines, links } = match kept {
                Some(leaf) => *leaf,
                None => Leaf { lines: as_written(inline, self.theme), links: Vec::new() },
            };
            let first = self.links(links);
            cells.push(lines.into_iter().map(|line| joined(line, style, first)).collect());
        }
        cells
    }
}

impl Measured {
    fn new(table: &Table<'_>, layout: Layout, theme: &Theme) -> Self {
        let count = table.columns.len();
        let mut kept = Vec::with_capacity(count * table.rows.len());
        let mut columns = vec![Need { natural: 1, ..Need::default() }; count];
        let mut body = vec![0; count];
        let (mut has_breaks, mut has_header) = (false, false);
        for (number, row) in table.rows.iter().enumerate() {
            let is_header = number == 0;
            for ((inline, need), longest) in row.iter().zip(&mut columns).zip(&mut body) {
                let leaf = inline::lines(inline, layout.addresses, theme);
                has_breaks |= !is_header && leaf.lines.len() > 1;
                for line in &leaf.lines {
                    let (natural, word) = extent(line);
                    need.natural = need.natural.max(natural);
                    need.word = need.word.max(word);
                    need.area = need.area.saturating_add(natural);
                    if is_header {
                        has_header |= !is_blank(line);
                    } else {
                        *longest = natural.max(*longest);
                    }
                }
                let is_cheap = leaf.links.is_empty() && leaf.lines == as_written(inline, theme);
                kept.push((!is_cheap).then(|| Box::new(leaf)));
            }
        }
        Self { kept: kept.into_iter(), columns, body, has_breaks, has_header }
    }
}

/// The line of a cell that is only text.
fn as_written(inline: &Inline<'_>, theme: &Theme) -> Cell {
    let text = match inline.pieces.as_slice() {
        [Piece::Source(source)] => text::clean(source),
        _ => "".into(),
    };
    vec![vec![Run::new(text, theme.text)]]
}

/// A line as it stands in its row. Runs that now look the same become one: what combines across their border is then
/// measured as it is drawn.
fn joined(line: Vec<Run>, style: Style, first: u32) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::with_capacity(line.len());
    for run in line {
        let number = run.link.map(|number| number.saturating_add(first));
        let run = Run { style: style.patch(run.style), link: number, ..run };
        match out.last_mut() {
            Some(last) if last.style == run.style && last.link == run.link => last.text.push_str(&run.text),
            _ => out.push(run),
        }
    }
    out
}

/// Cells of a line and of its longest word. Most cells are plain.
fn extent(line: &[Run]) -> (usize, usize) {
    match line {
        [run] if run.text.is_ascii() => {
            (run.text.len(), run.text.split(' ').map(str::len).max().unwrap_or_default())
        }
        line => wrap::extent(line),
    }
}

/// Whether a line says nothing.
fn is_blank(line: &[Run]) -> bool {
    line.iter().all(|run| run.text.trim().is_empty())
}

/// Cells of a line.
fn width(line: &[Run]) -> usize {
    line.iter().map(|run| wrap::width(&run.text)).sum()
}
