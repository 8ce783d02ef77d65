//! The list of what was said, over the panes.

use ratatui::buffer::Buffer;

use super::list::{place, put_row, shown};
use super::row;
use crate::theme::Theme;
use crate::tui::app::Leafed;

/// Draws the list.
pub(super) fn draw(Leafed { leafing, rows, panes }: &Leafed<'_>, theme: &Theme, buffer: &mut Buffer) {
    let height = usize::from(panes.body.height);
    let range = if rows.len() > height { shown(leafing.top, height, rows.len()) } else { String::new() };
    place(panes, ["Messages", &range, ""], theme, buffer);
    for (index, (number, listed)) in (0..panes.body.height).zip(rows.iter().enumerate().skip(leafing.top)) {
        let spans = listed.line.spans.clone();
        put_row(row(panes.body, index), spans, (number == leafing.cursor, theme), buffer);
    }
}
