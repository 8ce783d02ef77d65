//! A table that is too wide for its frame, record by record.

use super::{Cell, Kept, is_blank, width};
use crate::markdown::builder::Builder;
use crate::markdown::wrap::{self, Join, Run};
use crate::note::Table;
use crate::theme::Theme;

/// Blanks before what follows the first row of a value.
const INDENT: usize = 2;

impl Builder<'_> {
    /// Draws each row of a table as lines of `header: value`, with a line across between two rows.
    ///
    /// The first tells all columns, the others those in which they have something.
    pub(super) fn records(&mut self, table: &Table<'_>, mut kept: std::vec::IntoIter<Kept>) {
        let mut rows = table.rows.iter();
        let header = rows.next().map(Vec::as_slice).unwrap_or_default();
        let mut labels: Vec<Vec<Run>> =
            self.cells(header, &mut kept, self.theme.strong).into_iter().map(label).collect();
        if table.rows.len() < 2 {
            for label in labels {
                self.wrapped(&[label]);
            }
            return;
        }
        let room = self.room().rest;
        let mut line_is_due = false;
        for (number, row) in rows.enumerate() {
            for (label, value) in labels.iter().zip(self.cells(row, &mut kept, self.theme.text)) {
                let is_empty = value.iter().all(|line| is_blank(line));
                if is_empty && (number > 0 || is_blank(label)) {
                    continue;
                }
                if std::mem::take(&mut line_is_due) {
                    let line = self.theme.signs.horizontal.repeat(room);
                    self.row(&[Run::new(line, self.theme.frame)], Join::Apart);
                }
                self.field(label, value);
            }
            line_is_due = true;
            if number == 0 {
                // Once in full is enough: a hundred thousand times a long header is more than there is memory.
                for label in &mut labels {
                    if width(label) >= room {
                        // One row together with its colon.
                        let pieces: Vec<_> = label.iter().map(wrap::Piece::from).collect();
                        *label =
                            wrap::window(&pieces, 0, room.saturating_sub(1).max(1), self.theme.signs.cut);
                    }
                }
            }
        }
    }

    fn field(&mut self, label: &[Run], mut value: Cell) {
        if let Some(first) = value.first_mut() {
            let mut line = label.to_vec();
            if !is_blank(label) {
                line.push(colon(label, self.theme));
            }
            line.append(first);
            *first = line;
        }
        self.open(Some(Run::default()), Run::new(" ".repeat(INDENT), self.theme.text));
        self.wrapped(&value);
        self.close();
    }
}

/// The header of a column in one line.
fn label(header: Cell) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for line in header {
        if let Some(Run { style, .. }) = out.last() {
            out.push(Run::new(" ", *style));
        }
        out.extend(line);
    }
    out
}

fn colon(label: &[Run], theme: &Theme) -> Run {
    let has_one = label.last().is_some_and(|run| run.text.ends_with([':', '：']));
    Run::new(if has_one { " " } else { ": " }, theme.strong)
}
