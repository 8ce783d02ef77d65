//! A table in a frame.

use super::{Cell, Measured, width};
use crate::markdown::builder::Builder;
use crate::markdown::wrap::{self, Room, Run};
use crate::note::{Alignment, Table};

impl Builder<'_> {
    /// Draws a table with columns of these widths. Lines stand between its rows where a cell takes several.
    pub(super) fn grid(&mut self, table: &Table<'_>, mut measured: Measured, widths: &[usize]) {
        let signs = self.theme.signs;
        let [top_left, top_right, bottom_left, bottom_right] = signs.corners;
        let [left, right] = signs.tees;
        let between = [left, signs.cross, right];
        let has_lines =
            measured.has_breaks || measured.body.iter().zip(widths).any(|(longest, width)| longest > width);
        self.line_across([top_left, signs.tee_down, top_right], widths);
        for (number, row) in table.rows.iter().enumerate() {
            let style = if number == 0 { self.theme.strong } else { self.theme.text };
            let cells = self.cells(row, &mut measured.kept, style);
            let is_drawn = number > 0 || measured.has_header || table.rows.len() == 1;
            if is_drawn {
                self.band(cells, &table.columns, widths);
            }
            let is_last = number + 1 == table.rows.len();
            if is_drawn && (number == 0 || (has_lines && !is_last)) {
                self.line_across(between, widths);
            }
        }
        self.line_across([bottom_left, signs.tee_up, bottom_right], widths);
    }

    /// A line from side to side, with signs for the left side, between columns and for the right side.
    fn line_across(&mut self, [left, between, right]: [&str; 3], widths: &[usize]) {
        let mut line = String::from(left);
        for (number, width) in widths.iter().enumerate() {
            if number > 0 {
                line.push_str(between);
            }
            // A blank on each side of the text.
            line.extend(std::iter::repeat_n(self.theme.signs.horizontal, width + 2));
        }
        line.push_str(right);
        self.unbroken(&[Run::new(line, self.theme.frame)]);
    }

    /// A row of the table, in as many rows as its highest cell takes.
    fn band(&mut self, cells: Vec<Cell>, columns: &[Alignment], widths: &[usize]) {
        let cut = self.theme.signs.cut;
        let mut wrapped: Vec<_> =
            cells.into_iter().zip(widths).map(|(cell, width)| wrapped(cell, *width, cut)).collect();
        let height = wrapped.iter().map(ExactSizeIterator::len).max().unwrap_or_default().max(1);
        for _ in 0..height {
            let mut line = Vec::new();
            // Blanks belong to the frame: beside a line of another look they cannot combine with the text.
            let mut frame = format!("{} ", self.theme.signs.vertical);
            for ((rows, width), alignment) in wrapped.iter_mut().zip(widths).zip(columns) {
                let runs = rows.next().unwrap_or_default();
                let free = width.saturating_sub(super::width(&runs));
                let before = match alignment {
                    Alignment::Left => 0,
                    Alignment::Center => free / 2,
                    Alignment::Right => free,
                };
                frame.extend(std::iter::repeat_n(' ', before));
                if !runs.is_empty() {
                    line.push(Run::new(std::mem::take(&mut frame), self.theme.frame));
                    line.extend(runs);
                }
                frame.extend(std::iter::repeat_n(' ', free - before + 1));
                frame.push_str(self.theme.signs.vertical);
                frame.push(' ');
            }
            frame.pop();
            line.push(Run::new(frame, self.theme.frame));
            self.unbroken(&line);
        }
    }
}

/// The rows of a cell.
fn wrapped(cell: Cell, room: usize, cut: &'static str) -> std::vec::IntoIter<Vec<Run>> {
    let mut rows = Vec::with_capacity(cell.len());
    for line in cell {
        if width(&line) <= room {
            rows.push(line);
            continue;
        }
        let broken = wrap::rows(&line, Room { first: room, rest: room, cut });
        rows.extend(broken.into_iter().map(|row| row.runs));
    }
    rows.into_iter()
}
