//! Tables: columns as wide as the page allows.

use super::wrap::{self, Run};
use crate::note::Alignment;
use crate::theme::Theme;

/// The lines of a cell.
pub(super) type Cell = Vec<Vec<Run>>;

/// The lines of a table whose first row is its header, as near to `width` cells as its columns allow.
pub(super) fn lines(rows: &[Vec<Cell>], columns: &[Alignment], width: usize, theme: &Theme) -> Vec<Vec<Run>> {
    let _ = width;
    let text = |cell: &Cell| cell.iter().flatten().map(|run| wrap::width(&run.text)).sum::<usize>();
    let widths: Vec<usize> = (0..columns.len())
        .map(|column| rows.iter().filter_map(|row| row.get(column)).map(text).max().unwrap_or_default())
        .collect();
    rows.iter()
        .map(|row| {
            let mut line = Vec::new();
            for (cell, width) in row.iter().zip(&widths) {
                line.push(Run::new(format!("{} ", theme.signs.vertical), theme.frame));
                line.extend(cell.iter().flatten().cloned());
                line.push(Run::new(" ".repeat(width - text(cell) + 1), theme.text));
            }
            line
        })
        .collect()
}
