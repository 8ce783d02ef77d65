//! The note pane.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::list::shown;
use super::{fill, put_left, put_right, row};
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

/// The line above the note is a heavy one while the note has the keys: small screens have no title to say so, and some
/// no colours. In the tree the selected row says it.
pub(super) fn mark_focus(desk: &Desk, theme: &Theme, panes: &Panes, buffer: &mut Buffer) {
    if desk.arrangement.focus == Focus::Note && panes.divider.width > 0 {
        let rule = Rect { x: panes.note.x, width: panes.note.width, ..panes.top_rule };
        // Nothing stays of the look of the line that it is a part of.
        buffer.set_style(rule, Style::reset());
        fill(buffer, rule, theme.signs.bar, theme.accent);
    }
}

/// Which rows are shown: `1-29 of 84`, or of `84+` where more are on their way.
fn place(desk: &Desk, height: usize) -> String {
    let (top, all) = (desk.reader.top(), desk.reader.len());
    let more = if desk.reader.is_growing() { "+" } else { "" };
    format!("{}{more}", shown(top, height, all))
}
