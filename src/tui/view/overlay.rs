//! What lies over the panes, or stands in their place: the help, and a roadmap that cannot be read.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget as _};

use super::{fill, footer, inset, put_left, put_right, row};
use crate::text::width;
use crate::theme::{Theme, span};
use crate::tui::action::{Action, key_of};
use crate::tui::app::{App, Broken};
use crate::tui::help::arrows;
use crate::tui::layout::{HelpPanes, report_area};
use crate::tui::{broken as broken_text, help as help_text};

/// Draws the help.
pub(super) fn help(top: usize, app: &App, buffer: &mut Buffer) {
    let theme = app.theme();
    let HelpPanes { mut area, boxed, title, body } = HelpPanes::of(app.size());
    let rows = help_text::rows(usize::from(body.width), theme);
    if boxed {
        // The box is no higher than what is in it.
        let lines = u16::try_from(rows.len()).unwrap_or(u16::MAX);
        area.height = area.height.min(lines.saturating_add(4));
    }
    clear(area, buffer);
    let pad = if boxed {
        frame(area, theme, buffer);
        " "
    } else {
        fill(buffer, row(area, 1), theme.signs.horizontal, theme.frame);
        ""
    };
    let [toggle, back] = [Action::ToggleHelp, Action::Back].map(|action| key_of(action, arrows(theme)));
    let closes =
        if toggle.is_empty() { format!("{back} closes") } else { format!("{toggle} or {back} closes") };
    let scroll = if rows.len() > usize::from(body.height) {
        format!("{}   ", scroll_keys(theme))
    } else {
        String::new()
    };
    put_left(buffer, inset(title), &Line::from(span(format!("{pad}Keys{pad}"), theme.title)));
    put_right(
        buffer,
        inset(title),
        &Line::from(span(format!("{pad}{scroll}{closes}{pad}"), theme.secondary)),
    );
    for (index, line) in (0..body.height).zip(rows.iter().skip(top)) {
        put_left(buffer, row(body, index), line);
    }
}

/// The keys that scroll, with their word.
pub(super) fn scroll_keys(theme: &Theme) -> String {
    let [down, up] = [Action::Down, Action::Up].map(|action| key_of(action, arrows(theme)));
    format!("{down} {up} scroll")
}

/// Empties an area. A sign of two cells that reaches into it goes as a whole: its second half would hide a cell.
pub(super) fn clear(area: Rect, buffer: &mut Buffer) {
    Clear.render(area, buffer);
    let Some(beside) = area.x.checked_sub(1) else { return };
    for y in area.top()..area.bottom() {
        let cell = &mut buffer[(beside, y)];
        if width(cell.symbol()) > 1 {
            cell.set_symbol(" ");
        }
    }
}

pub(super) fn frame(area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let [top_left, top_right, bottom_left, bottom_right] = theme.signs.corners;
    let (first, last) = (row(area, 0), row(area, area.height - 1));
    fill(buffer, first, theme.signs.horizontal, theme.frame);
    fill(buffer, last, theme.signs.horizontal, theme.frame);
    for side in [Rect { width: 1, ..area }, Rect { x: area.right() - 1, width: 1, ..area }] {
        fill(buffer, side, theme.signs.vertical, theme.frame);
    }
    for (x, y, sign) in [
        (area.x, first.y, top_left),
        (area.right() - 1, first.y, top_right),
        (area.x, last.y, bottom_left),
        (area.right() - 1, last.y, bottom_right),
    ] {
        buffer.set_span(x, y, &span(sign, theme.frame), 1);
    }
}

/// Draws the screen of a roadmap file that cannot be used yet.
pub(super) fn broken(broken: &Broken, app: &App, buffer: &mut Buffer) {
    let theme = app.theme();
    let panes = app.panes();
    let body = report_area(app.size(), &panes);
    let rows = broken_text::rows(broken, usize::from(body.width), theme);
    let top = broken.changes.as_ref().map_or(broken.top, |(_, top)| *top);
    for (index, line) in (0..body.height).zip(rows.iter().skip(top)) {
        put_left(buffer, row(body, index), line);
    }
    fill(buffer, panes.bottom_rule, theme.signs.horizontal, theme.frame);
    footer::draw(app, &panes, buffer);
    if let Some(top) = broken.help {
        help(top, app, buffer);
    }
}
