//! The bottom row: keys at the left, the message at the right; a message that needs more room stands above.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{inset, put_left, put_right, row};
use crate::text::SafeText;
use crate::theme::{Theme, span};
use crate::tui::action::{Action, Place, hints, key_in, key_of};
use crate::tui::app::{App, Broken, Stage};
use crate::tui::help::arrows;
use crate::tui::layout::{Panes, pane_count};

/// Cells between two hints.
pub(super) const GAP: usize = 3;
/// Cells that the most useful keys of a roadmap that cannot be read need.
const KEYS_FIRST: usize = 48;

pub(super) fn draw(app: &App, panes: &Panes, buffer: &mut Buffer) {
    let theme = app.theme();
    let area = inset(panes.footer);
    let room = usize::from(area.width);
    let message =
        app.message().and_then(|message| message.line_within(room, theme)).or_else(|| aside(app, room));
    let taken = message.as_ref().map_or(0, |message| message.width() + 2);
    let left = room.saturating_sub(taken);
    put_left(buffer, area, &address(app, left).unwrap_or_else(|| keys(app, left)));
    if let Some(message) = message {
        put_right(buffer, area, &message);
    }
    notice(app, panes.notice, buffer);
}

/// What stands at the right where nothing is said: of a roadmap that cannot be read, which command says the same. Its keys
/// matter more.
fn aside(app: &App, room: usize) -> Option<Line<'static>> {
    let Stage::Broken(Broken { changes: None, help: None, .. }) = app.stage() else { return None };
    let line = Line::from(span("trailmark check says the same", app.theme().secondary));
    (line.width() + KEYS_FIRST <= room).then_some(line)
}

/// Where the link leads that is chosen, in place of the hints.
fn address(app: &App, room: usize) -> Option<Line<'static>> {
    let (theme, desk) = (app.theme(), app.desk()?);
    let link = desk.reader.chosen().filter(|_| app.place() == Place::Note)?;
    let mut line = Line::from(hint((Action::Accept, "follow"), theme).to_vec());
    let left = room.checked_sub(line.width() + GAP)?;
    line.push_span(span(" ".repeat(GAP), theme.text));
    let address = if link.address.trim().is_empty() { "no address" } else { &link.address };
    line.push_span(span(SafeText::new(address).fitted(left, theme.signs.cut), theme.secondary));
    Some(line)
}

/// A key with its word.
pub(super) fn hint((action, word): (Action, &str), theme: &Theme) -> [Span<'static>; 2] {
    [span(key_of(action, arrows(theme)), theme.accent), span(format!(" {word}"), theme.secondary)]
}

/// As many hints as fit.
pub(super) fn keys(app: &App, room: usize) -> Line<'static> {
    let theme = app.theme();
    let arrangement = app.desk().map(|desk| desk.arrangement).unwrap_or_default();
    let leads_back = app.desk().is_some_and(|desk| desk.way_back().is_some());
    let mut line = Line::default();
    let hints = app.own_hints().unwrap_or_else(|| hints(app.place(), pane_count(app.size(), arrangement)));
    for (action, word) in hints.iter().filter(|(action, _)| app.offers(*action)) {
        // Whoever followed a link goes back to it first.
        let word =
            if *action == Action::Back && leads_back && app.place() == Place::Note { "back" } else { word };
        let key = span(key_in(app.place(), *action, arrows(theme)), theme.accent);
        let word = span(format!(" {word}"), theme.secondary);
        if key.content.is_empty() {
            continue;
        }
        let gap = if line.spans.is_empty() { 0 } else { GAP };
        if line.width() + gap + key.width() + word.width() > room {
            break;
        }
        line.spans.extend([span(" ".repeat(gap), theme.text), key, word]);
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
