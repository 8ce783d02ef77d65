//! The note pane.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::list::shown;
use super::{put_left, put_right, row};
use crate::theme::{Theme, span};
use crate::tui::desk::Desk;
use crate::tui::layout::{Focus, Panes};

pub(super) fn draw(desk: &Desk, theme: &Theme, panes: &Panes, buffer: &mut Buffer) {
    let text = panes.text();
    let focused = desk.arrangement.focus == Focus::Note;
    if panes.note_title.height > 0 && panes.note_title.width > 4 {
        let title = Rect { x: panes.note_title.x + 2, width: panes.note_title.width - 4, ..panes.note_title };
        put_left(
            buffer,
            title,
            &Line::from(span("NOTE", if focused { theme.title } else { theme.secondary })),
        );
        put_right(buffer, title, &Line::from(span(place(desk, usize::from(text.height)), theme.secondary)));
    }
    for (index, line) in (0..text.height).zip(desk.reader.rows()) {
        put_left(buffer, row(text, index), &line);
    }
}

/// Which rows are shown: `1-29 of 84`, or of `84+` where more are on their way.
fn place(desk: &Desk, height: usize) -> String {
    let (top, all) = (desk.reader.top(), desk.reader.len());
    let more = if desk.reader.is_growing() { "+" } else { "" };
    format!("{}{more}", shown(top, height, all))
}
