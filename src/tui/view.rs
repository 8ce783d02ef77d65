//! Drawing: what the state looks like. Nothing here changes it.

mod asking;
mod field;
mod footer;
mod goto;
mod header;
mod journal;
mod list;
mod menu;
mod note;
mod overlay;
mod tree;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Style};
use ratatui::text::Line;

use super::app::{App, Stage};
use super::desk::{Desk, Mode};
use super::layout::Panes;
use crate::theme::{Theme, span};

/// Draws the whole screen.
pub fn view(app: &App, frame: &mut Frame<'_>) {
    let panes = app.panes();
    let area = frame.area();
    // The terminal may be larger or smaller than the last size that we were told: never draw outside of it.
    if panes.header.right().max(panes.tree.right()).max(panes.note.right()) > area.width
        || app.size().height > area.height
    {
        return;
    }
    let buffer = frame.buffer_mut();
    let mut caret = match app.stage() {
        Stage::Broken(broken) => {
            overlay::broken(broken, app, buffer);
            None
        }
        Stage::Open(desk) => open(desk, app, &panes, buffer),
    };
    if let Some(leafed) = app.leafed() {
        overlay::clear(panes.footer, buffer);
        footer::draw(app, &panes, buffer);
        journal::draw(&leafed, app.theme(), buffer);
        caret = None;
    }
    lay_ground(app.theme().ground, buffer);
    // Without a field the terminal's cursor stays hidden.
    if let Some(caret) = caret {
        frame.set_cursor_position(caret);
    }
}

/// Puts the theme's ground and colour where nothing else is: last, so that no part of the screen can miss it.
fn lay_ground(ground: Style, buffer: &mut Buffer) {
    if ground == Style::new() {
        return;
    }
    for cell in &mut buffer.content {
        if let Some(text) = ground.fg.filter(|_| cell.fg == Color::Reset) {
            cell.fg = text;
        }
        if let Some(behind) = ground.bg.filter(|_| cell.bg == Color::Reset) {
            cell.bg = behind;
        }
    }
}

/// Draws a roadmap with what is laid over it, and says where the caret is.
fn open(desk: &Desk, app: &App, panes: &Panes, buffer: &mut Buffer) -> Option<Position> {
    header::draw(desk, app, panes, buffer);
    tree::draw(desk, app.theme(), panes, buffer);
    note::draw(desk, app.theme(), panes, buffer);
    rules(app.theme(), panes, buffer);
    note::mark_focus(desk, app.theme(), panes, buffer);
    match &desk.mode {
        Mode::Browse => footer::draw(app, panes, buffer),
        Mode::Help { top } => {
            footer::draw(app, panes, buffer);
            overlay::help(*top, app, buffer);
        }
        // It says itself what its keys do.
        Mode::GoTo(goto) => return goto::draw(goto, (desk, app), buffer),
        Mode::Listing(listing) => {
            footer::draw(app, panes, buffer);
            list::draw(listing, app.theme(), panes, buffer);
        }
        Mode::Choosing(menu) => {
            footer::draw(app, panes, buffer);
            menu::draw(menu, app.theme(), panes, buffer);
        }
        Mode::Asking(asked) => {
            footer::draw(app, panes, buffer);
            asking::draw(asked, app.theme(), panes, buffer);
        }
        Mode::Adding(adding) => {
            footer::notice(app, panes.notice, buffer);
            return field::adding(adding, app, panes, buffer);
        }
        Mode::Finding(finding) => {
            footer::notice(app, panes.notice, buffer);
            return field::finding(finding, app, panes, buffer);
        }
    }
    None
}

fn rules(theme: &Theme, panes: &Panes, buffer: &mut Buffer) {
    for (rule, tee) in [(panes.top_rule, theme.signs.tee_down), (panes.bottom_rule, theme.signs.tee_up)] {
        fill(buffer, rule, theme.signs.horizontal, theme.frame);
        if rule.height > 0 && panes.divider.width > 0 && panes.notice.height == 0 {
            buffer.set_span(panes.divider.x, rule.y, &span(tee, theme.frame), 1);
        }
    }
    fill(buffer, panes.divider, theme.signs.vertical, theme.frame);
}

/// Fills an area with a sign of one cell.
fn fill(buffer: &mut Buffer, area: Rect, sign: &'static str, style: Style) {
    let line = span(sign.repeat(usize::from(area.width)), style);
    for y in area.top()..area.bottom() {
        buffer.set_span(area.x, y, &line, area.width);
    }
}

/// Draws a line at the left of a row, cut at its end.
fn put_left(buffer: &mut Buffer, row: Rect, line: &Line<'_>) {
    if row.height > 0 {
        buffer.set_line(row.x, row.y, line, row.width);
    }
}

/// Draws a line that ends at the right of a row; nothing where it does not fit.
fn put_right(buffer: &mut Buffer, row: Rect, line: &Line<'_>) {
    let width = u16::try_from(line.width()).unwrap_or(u16::MAX);
    if row.height > 0 && width <= row.width {
        buffer.set_line(row.right() - width, row.y, line, width);
    }
}

/// A row without a margin of one cell at both sides.
fn inset(row: Rect) -> Rect {
    if row.width < 3 { row } else { Rect { x: row.x + 1, width: row.width - 2, ..row } }
}

/// The part of an area that is row `index`; empty past its end.
fn row(area: Rect, index: u16) -> Rect {
    let height = u16::from(index < area.height);
    Rect { y: area.y.saturating_add(index.min(area.height)), height, ..area }
}
