//! The bottom row: keys at the left, the message at the right; a message that needs more room stands above.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::{inset, put_left, put_right, row};
use crate::theme::{Theme, span};
use crate::tui::action::{hints, key_of};
use crate::tui::app::App;
use crate::tui::desk::Desk;
use crate::tui::help::arrows;
use crate::tui::layout::{Panes, pane_count};

pub(super) fn draw(app: &App, panes: &Panes, buffer: &mut Buffer) {
    let theme = app.theme();
    let area = inset(panes.footer);
    let room = usize::from(area.width);
    let message = app.message().and_then(|message| message.line_within(room, theme));
    let taken = message.as_ref().map_or(0, |message| message.width() + 2);
    put_left(buffer, area, &keys(app, room.saturating_sub(taken)));
    if let Some(message) = message {
        put_right(buffer, area, &message);
    }
    notice(app, panes.notice, buffer);
}

/// As many hints as fit.
pub(super) fn keys(app: &App, room: usize) -> Line<'static> {
    let theme = app.theme();
    let arrangement = app.desk().map(|desk| desk.arrangement).unwrap_or_default();
    let mut line = Line::default();
    let own = app.desk().and_then(Desk::own_hints);
    for (action, word) in own.unwrap_or_else(|| hints(app.place(), pane_count(app.size(), arrangement))) {
        let key = key_of(*action, arrows(theme));
        let gap = if line.spans.is_empty() { 0 } else { 3 };
        if line.width() + gap + crate::text::width(&key) + 1 + word.len() > room {
            break;
        }
        line.push_span(span(" ".repeat(gap), theme.text));
        line.push_span(span(key, theme.accent));
        line.push_span(span(format!(" {word}"), theme.secondary));
    }
    line
}

/// Draws a message that needs more room than the footer has.
pub(super) fn notice(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme: &Theme = app.theme();
    let Some(message) = app.message().filter(|_| area.height > 0) else { return };
    let rows = message.notice(usize::from(area.width), Some(theme));
    for (index, line) in (0..area.height).zip(&rows) {
        put_left(buffer, inset(row(area, index)), line);
    }
}
