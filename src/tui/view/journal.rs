//! The list of what was said, over the panes.

use ratatui::buffer::Buffer;
use ratatui::text::Line;

use super::list::{place, shown};
use super::{put_left, row};
use crate::theme::{Theme, span};
use crate::tui::app::Leafed;

/// Draws the list.
pub(super) fn draw(Leafed { leafing, rows, panes }: &Leafed<'_>, theme: &Theme, buffer: &mut Buffer) {
    let height = usize::from(panes.body.height);
    let range = if rows.len() > height { shown(leafing.top, height, rows.len()) } else { String::new() };
    place(panes, ["Messages", &range, ""], theme, buffer);
    for (index, (number, listed)) in (0..panes.body.height).zip(rows.iter().enumerate().skip(leafing.top)) {
        let area = row(panes.body, index);
        let is_chosen = number == leafing.cursor;
        let cursor = if is_chosen { theme.signs.cursor } else { " " };
        let mut line = Line::from(vec![span(cursor, theme.accent), span(" ", theme.text)]);
        line.spans.extend(listed.line.spans.iter().cloned());
        put_left(buffer, area, &line);
        if is_chosen {
            buffer.set_style(area, theme.selected);
        }
    }
}
