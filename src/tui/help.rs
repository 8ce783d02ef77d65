//! The help: the action table and the signs, as rows of a given width.

use ratatui::text::Line;

use super::action::{Entry, Group, TABLE};
use super::chord::Arrows;
use super::sheet::{Unit, flow, words};
use crate::progress::Mark;
use crate::text::width as cells;
use crate::theme::{Theme, UNICODE, span};

/// Cells between two columns.
const GUTTER: usize = 3;
/// Most columns side by side.
const COLUMNS: usize = 3;
/// Fewest cells in which words stand beside their key.
const NARROWEST: usize = 12;

/// All rows of the help in at most `width` cells.
pub fn rows(width: usize, theme: &Theme) -> Vec<Line<'static>> {
    let arrows = arrows(theme);
    let keys = TABLE.iter().map(|entry| cells(&entry.keys_label(arrows))).max().unwrap_or(0);
    let longest = TABLE.iter().map(|entry| cells(entry.help)).max().unwrap_or(0);
    let wanted = keys + 2 + longest;
    let columns = ((width + GUTTER) / (wanted + GUTTER)).clamp(1, COLUMNS);
    let room = if columns == 1 { width.saturating_sub(keys + 2) } else { longest };
    let mut rows = side_by_side(groups_in(columns, (keys, room), theme), wanted, theme);
    rows.push(Line::default());
    rows.extend(signs(width, theme));
    rows
}

/// How the arrow keys are written with these signs.
pub fn arrows(theme: &Theme) -> Arrows {
    if *theme.signs == UNICODE { Arrows::Signs } else { Arrows::Ascii }
}

/// The groups, each put into the column that is shortest so far.
fn groups_in(columns: usize, widths: (usize, usize), theme: &Theme) -> Vec<Vec<Unit>> {
    let mut filled: Vec<Vec<Unit>> = vec![Vec::new(); columns];
    for group in Group::ALL {
        let Some(shortest) = filled.iter_mut().min_by_key(|column| column.len()) else { continue };
        if !shortest.is_empty() {
            shortest.push(Vec::new());
        }
        shortest.push(vec![span(group.title(), theme.strong)]);
        let has_key = |entry: &Entry| !entry.keys_label(Arrows::Ascii).is_empty();
        let entries = TABLE.iter().filter(|entry| entry.group == group && has_key(entry));
        shortest.extend(entries.flat_map(|entry| lines(entry, widths, theme)));
    }
    filled
}

/// A key with its words beside it, in as many lines as they need; under it where there is hardly any room.
fn lines(entry: &Entry, (keys, room): (usize, usize), theme: &Theme) -> Vec<Unit> {
    let label = entry.keys_label(arrows(theme));
    let is_beside = room >= NARROWEST;
    let indent = if is_beside { keys + 2 } else { 2 };
    let rows = flow(words(entry.help, theme.text), 1, keys + 2 + room - indent);
    let behind = |before: usize, row: Line<'static>| {
        let gap = " ".repeat(indent.saturating_sub(before));
        std::iter::once(span(gap, theme.text)).chain(row.spans)
    };
    let mut lines = vec![vec![span(label.clone(), theme.accent)]];
    for (index, row) in rows.into_iter().enumerate() {
        match lines.last_mut() {
            Some(first) if index == 0 && is_beside => first.extend(behind(cells(&label), row)),
            _ => lines.push(behind(0, row).collect()),
        }
    }
    lines
}

fn side_by_side(columns: Vec<Vec<Unit>>, width: usize, theme: &Theme) -> Vec<Line<'static>> {
    let height = columns.iter().map(Vec::len).max().unwrap_or(0);
    let mut rows = vec![Line::default(); height];
    let last = columns.len().saturating_sub(1);
    for (place, column) in columns.into_iter().enumerate() {
        let mut column = column.into_iter();
        for row in &mut rows {
            let unit = column.next().unwrap_or_default();
            let used: usize = unit.iter().map(|span| cells(&span.content)).sum();
            row.spans.extend(unit);
            if place < last {
                row.spans.push(span(" ".repeat(width.saturating_sub(used) + GUTTER), theme.text));
            }
        }
    }
    rows
}

fn signs(width: usize, theme: &Theme) -> Vec<Line<'static>> {
    let marks = Mark::ALL.map(|mark| (theme.sign(mark), theme.sign_style(mark), mark.label()));
    let others = [
        (theme.signs.summary, theme.text, "your summary"),
        (theme.signs.bookmark, theme.in_progress, "bookmarked"),
        (theme.signs.error, theme.error, "not saved"),
        (theme.signs.folded, theme.text, "folded"),
        (theme.signs.open, theme.text, "open"),
    ];
    let units = marks
        .into_iter()
        .chain(others)
        .map(|(sign, style, word)| vec![span(sign, style), span(format!(" {word}"), theme.text)])
        .collect();
    flow(units, GUTTER, width)
}
