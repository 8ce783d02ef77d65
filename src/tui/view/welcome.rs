//! The first screen of all.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::text::Line;

use super::{fill, footer, inset, overlay, put_left, row};
use crate::theme::span;
use crate::tui::action::Place;
use crate::tui::app::App;
use crate::tui::layout::Panes;
use crate::tui::welcome::{Welcome, area};

/// Draws it, and says where the caret is.
pub(super) fn draw(welcome: &Welcome, app: &App, panes: &Panes, buffer: &mut Buffer) -> Option<Position> {
    let theme = app.theme();
    let body = area(app.size(), panes);
    let mut caret = None;
    for (index, shown) in (0..body.height).zip(welcome.rows(body, theme).iter().skip(welcome.top)) {
        let area = row(body, index);
        put_left(buffer, area, &shown.line);
        if let Some(cell) = shown.caret.filter(|_| area.width > 0) {
            let x = u16::try_from(cell).unwrap_or(u16::MAX).min(area.width - 1);
            caret = Some(Position { x: area.x + x, y: area.y });
        }
    }
    fill(buffer, panes.bottom_rule, theme.signs.horizontal, theme.frame);
    match (app.message(), app.place()) {
        (None, Place::Welcome) => keys(app, panes, buffer),
        _ => footer::draw(app, panes, buffer),
    }
    if let Some(top) = welcome.help {
        overlay::help(top, app, buffer);
        return None;
    }
    caret
}

/// The keys, and before them the numbers of the ways.
fn keys(app: &App, panes: &Panes, buffer: &mut Buffer) {
    let theme = app.theme();
    let area = inset(panes.footer);
    let mut line = Line::from(vec![span("1-3", theme.accent), span(" choose   ", theme.secondary)]);
    let keys = footer::keys(app, usize::from(area.width).saturating_sub(line.width()));
    line.spans.extend(keys.spans);
    put_left(buffer, area, &line);
}
