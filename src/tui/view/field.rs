//! The field for a line of text, in place of the footer: whose it is, the text, and what its keys do where there is room.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::{footer, inset, put_left, put_right};
use crate::text::SafeText;
use crate::theme::span;
use crate::tui::app::App;
use crate::tui::layout::Panes;
use crate::tui::summary::Adding;

/// From this width on there is more than the text.
const LABELLED: usize = 10;
/// Fewest cells for the text beside what its keys do.
const ROOMY: usize = 30;

/// Draws the field and says where the terminal's own cursor belongs: the letters that an input method is still composing
/// appear there.
pub(super) fn draw(adding: &Adding, app: &App, panes: &Panes, buffer: &mut Buffer) -> Option<Position> {
    let theme = app.theme();
    // Where there is no room for a footer, the last row is the best there is.
    let screen = app.size();
    let last = Rect { x: 0, y: screen.height.checked_sub(1)?, width: screen.width, height: 1 };
    let row = inset(if panes.footer.height > 0 { panes.footer } else { last });
    super::fill(buffer, row, " ", theme.text);
    let room = usize::from(row.width);
    let mut line = Line::default();
    if room >= LABELLED {
        line.push_span(span(label(&adding.title, room, theme.signs.cut), theme.secondary));
        line.push_span(span(" ", theme.text));
        line.push_span(span(theme.signs.cursor, theme.accent));
        line.push_span(span(" ", theme.text));
    }
    let left = room.saturating_sub(line.width());
    let beside = app.message().and_then(|message| message.line_within(left / 2, theme));
    let beside = beside.unwrap_or_else(|| footer::keys(app, left));
    let taken = beside.width() + 2;
    let left = if left >= taken + ROOMY {
        put_right(buffer, row, &beside);
        left - taken
    } else {
        left
    };
    let shown = adding.field.shown(left, theme.signs.cut);
    let caret = u16::try_from(line.width() + shown.caret).unwrap_or(u16::MAX);
    line.push_span(span(shown.text, theme.text));
    put_left(buffer, row, &line);
    (row.width > 0).then(|| Position { x: row.x + caret.min(row.width - 1), y: row.y })
}

/// The topic, in no more than half of the room.
fn label(title: &SafeText, room: usize, cut: &'static str) -> SafeText {
    let most = if room >= 40 { room / 2 } else { room / 3 };
    let whole = SafeText::from(format!("Add to {title}"));
    if whole.width() <= most { whole } else { title.fitted(most, cut) }
}
