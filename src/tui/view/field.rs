//! The field for a line of text, in place of the footer: what it is for, the text, and what there is to say where there is
//! room.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::{footer, inset, put_left, put_right};
use crate::text::SafeText;
use crate::theme::{Theme, span};
use crate::tui::action::{Action, key_of};
use crate::tui::app::App;
use crate::tui::desk::{Desk, Finding};
use crate::tui::field::Field;
use crate::tui::help::arrows;
use crate::tui::layout::{Focus, Panes};
use crate::tui::summary::Adding;

/// From this width on there is more than the text.
const LABELLED: usize = 10;
/// Fewest cells for the text beside what its keys do.
const ROOMY: usize = 30;
/// The same beside what was found, which changes with every letter.
const TIGHT: usize = 8;
/// What is said of words that are nowhere, where there is no room to name them.
const NONE: &str = "none";

/// A field with what stands around it.
struct Row<'f> {
    lead: Line<'static>,
    field: &'f Field,
    beside: Line<'static>,
    /// Fewest cells that are left for the text.
    fewest: usize,
}

/// Draws the field for a summary and says where the terminal's own cursor belongs: the letters that an input method is
/// still composing appear there.
pub(super) fn adding(adding: &Adding, app: &App, panes: &Panes, buffer: &mut Buffer) -> Option<Position> {
    let theme = app.theme();
    let area = area(app, panes)?;
    let room = usize::from(area.width);
    let mut lead = Line::default();
    if room >= LABELLED {
        lead.push_span(span(label(&adding.title, room, theme.signs.cut), theme.secondary));
        lead.push_span(span(" ", theme.text));
        lead.push_span(span(theme.signs.cursor, theme.accent));
        lead.push_span(span(" ", theme.text));
    }
    let left = room.saturating_sub(lead.width());
    let beside = message(app, left).unwrap_or_else(|| footer::keys(app, left));
    Row { lead, field: &adding.field, beside, fewest: ROOMY }.draw(area, theme, buffer)
}

/// Draws the field for what is to be found, as [`adding`] that for a summary.
pub(super) fn finding(finding: &Finding, app: &App, panes: &Panes, buffer: &mut Buffer) -> Option<Position> {
    let theme = app.theme();
    let area = area(app, panes)?;
    let mut lead = Line::default();
    if area.width > 1 {
        lead.push_span(span(key_of(Action::Find, arrows(theme)), theme.accent));
    }
    let left = usize::from(area.width).saturating_sub(lead.width());
    let found = || app.desk().map(|desk| found(desk, finding.pane, (left, theme))).unwrap_or_default();
    let beside = message(app, left).unwrap_or_else(found);
    Row { lead, field: &finding.field, beside, fewest: TIGHT }.draw(area, theme, buffer)
}

/// What was found; before there are words, what was found the last time.
fn found(desk: &Desk, pane: Focus, (room, theme): (usize, &Theme)) -> Line<'static> {
    let Some(tally) = desk.tally(pane) else {
        let key = key_of(Action::Accept, arrows(theme));
        let again = |words: &str| {
            let words = SafeText::from(format!(" finds \"{words}\" again"));
            let room = (room / 2).saturating_sub(crate::text::width(&key));
            Line::from(vec![
                span(key.clone(), theme.accent),
                span(words.fitted(room, theme.signs.cut), theme.secondary),
            ])
        };
        return desk.last_words(pane).map(again).unwrap_or_default();
    };
    if desk.found(pane).is_some_and(|found| found.count > 0) {
        return Line::from(span(tally, theme.text));
    }
    let tally = if tally.width() <= room / 2 { tally } else { NONE.into() };
    Line::from(span(tally, theme.secondary))
}

fn message(app: &App, room: usize) -> Option<Line<'static>> {
    app.message().and_then(|message| message.line_within(room / 2, app.theme()))
}

/// The row of the footer. Where there is no room for one, the last row is the best there is.
fn area(app: &App, panes: &Panes) -> Option<Rect> {
    let screen = app.size();
    let last = Rect { x: 0, y: screen.height.checked_sub(1)?, width: screen.width, height: 1 };
    Some(inset(if panes.footer.height > 0 { panes.footer } else { last }))
}

impl Row<'_> {
    fn draw(self, area: Rect, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
        super::fill(buffer, area, " ", theme.text);
        let mut line = self.lead;
        let left = usize::from(area.width).saturating_sub(line.width());
        let taken = self.beside.width() + 2;
        let left = if left >= taken + self.fewest {
            put_right(buffer, area, &self.beside);
            left - taken
        } else {
            left
        };
        let shown = self.field.shown(left, theme.signs.cut);
        let caret = u16::try_from(line.width() + shown.caret).unwrap_or(u16::MAX);
        line.push_span(span(shown.text, theme.text));
        put_left(buffer, area, &line);
        (area.width > 0).then(|| Position { x: area.x + caret.min(area.width - 1), y: area.y })
    }
}

/// The topic, in no more than half of the room.
fn label(title: &SafeText, room: usize, cut: &'static str) -> SafeText {
    let most = if room >= 40 { room / 2 } else { room / 3 };
    let whole = SafeText::from(format!("Add to {title}"));
    if whole.width() <= most { whole } else { title.fitted(most, cut) }
}
