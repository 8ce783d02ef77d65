//! What changed in a roadmap file since it last worked, as rows of a given width.

use ratatui::style::Style;
use ratatui::text::Line;

use crate::comparison::{Comparison, Fate, Row};
use crate::highlight::Role;
use crate::text::{SafeText, counted};
use crate::theme::{Theme, span};
use crate::tui::app::WaysOut;
use crate::tui::sheet::{flow, words};

/// All rows in at most `width` cells.
pub(super) fn rows(
    comparison: &Comparison,
    ways: &WaysOut,
    width: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let day = ways.version.as_ref().map_or("", SafeText::as_str);
    let title = format!("What changed since it last worked ({day})");
    let mut rows = flow(words(&title, theme.title), 1, width);
    rows.push(Line::default());
    if comparison.places.is_empty() {
        let same = "No line is another one: what changed is how lines end, or the program.";
        rows.extend(flow(words(same, theme.text), 1, width));
    }
    let numbers = comparison.places.iter().flatten().map(|row| row.number);
    let digits = numbers.max().unwrap_or_default().to_string().len();
    for (index, place) in comparison.places.iter().enumerate() {
        if index > 0 {
            rows.push(Line::from(span(format!("  {:>digits$}", theme.signs.cut), theme.secondary)));
        }
        rows.extend(place.iter().flat_map(|row| line(row, digits, width, theme)));
    }
    if comparison.left_out > 0 {
        rows.push(Line::default());
        let more = counted(comparison.left_out, "more line");
        rows.extend(flow(words(&format!("{more} changed."), theme.secondary), 1, width));
    }
    rows
}

/// A line with its sign and number, in as many rows as it needs.
fn line(row: &Row, digits: usize, width: usize, theme: &Theme) -> Vec<Line<'static>> {
    let (sign, style) = match row.fate {
        Fate::Same => (" ", theme.secondary),
        Fate::Gone => ("-", coloured(Role::Deleted, theme)),
        Fate::New => ("+", coloured(Role::Inserted, theme)),
    };
    let lead = format!("{sign} {:>digits$}  ", row.number);
    let indent = crate::text::width(&lead);
    // In no room at all a letter a row is still better than none.
    let room = width.saturating_sub(indent).max(2);
    let mut rest = row.text.clone();
    let mut rows = Vec::new();
    loop {
        let head = rest.fitted(room, "");
        let lead = if rows.is_empty() { lead.clone() } else { " ".repeat(indent) };
        let tail = rest.as_str().strip_prefix(head.as_str()).map(SafeText::new).unwrap_or_default();
        let is_stuck = head.is_empty();
        rows.push(Line::from(vec![span(lead, style), span(head, style)]));
        if tail.is_empty() || is_stuck {
            return rows;
        }
        rest = tail;
    }
}

fn coloured(role: Role, theme: &Theme) -> Style {
    theme.syntax.as_ref().map_or(theme.text, |syntax| theme.text.patch(syntax.style(role)))
}
