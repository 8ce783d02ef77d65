//! The bottom row: keys at the left, the message at the right; a message that needs more room stands above.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{inset, put_left, put_right, row};
use crate::text::SafeText;
use crate::theme::{Theme, span};
use crate::tui::action::{Action, Place, hints, key_in, key_of};
use crate::tui::app::{App, Broken, Stage};
use crate::tui::desk::Mode;
use crate::tui::help::arrows;
use crate::tui::layout::{Panes, pane_count};
use crate::tui::listing::{Listed, Listing};

/// Cells between two hints.
pub(super) const GAP: usize = 3;
/// Cells that the most useful keys of a roadmap that cannot be read need.
const KEYS_FIRST: usize = 48;
/// Below this width hints stand closer together.
const NARROW: usize = 60;
/// Fewest cells of a notice in which its key has a word.
const WHOLE: usize = 36;

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
    let gap = if usize::from(app.size().width) < NARROW { GAP - 1 } else { GAP };
    let mut line = Line::default();
    for (key, word) in hinted(app) {
        if key.is_empty() {
            continue;
        }
        let gap = if line.spans.is_empty() { 0 } else { gap };
        let hint = [span(key, theme.accent), span(format!(" {word}"), theme.secondary)];
        if line.width() + gap + hint.iter().map(Span::width).sum::<usize>() > room {
            break;
        }
        line.push_span(span(" ".repeat(gap), theme.text));
        line.spans.extend(hint);
    }
    line
}

/// Keys with their words, the most useful first: those of the place, and what fits only now.
fn hinted(app: &App) -> Vec<(String, &'static str)> {
    let arrows = arrows(app.theme());
    let desk = app.desk();
    let arrangement = desk.map(|desk| desk.arrangement).unwrap_or_default();
    let of_place = app.own_hints().unwrap_or_else(|| hints(app.place(), pane_count(app.size(), arrangement)));
    let hint = |(action, word): &(Action, &'static str)| {
        (key_in(app.place(), *action, arrows), desk.and_then(|desk| desk.word_now(*action)).unwrap_or(word))
    };
    let mut hinted: Vec<_> = of_place.iter().filter(|(action, _)| app.offers(*action)).map(hint).collect();
    if let Some(desk) = desk {
        let [left, right] = [Action::ScrollLeft, Action::ScrollRight].map(|action| key_of(action, arrows));
        let more = match &desk.mode {
            Mode::Browse if app.place() == Place::Note && desk.reader.reach() > 0 => {
                Some((format!("{left} {right}").trim().to_owned(), "sideways"))
            }
            Mode::Listing(Listing { of: Listed::Links, items, .. }) => {
                Some((format!("1-{}", items.len()), "by number"))
            }
            _ => None,
        };
        if let Some(more) = more {
            hinted.insert(1.min(hinted.len()), more);
        }
    }
    hinted
}

/// Draws a message that needs more room than the footer has, or what there is room for and the key for all of it.
pub(super) fn notice(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme: &Theme = app.theme();
    let Some(message) = app.message().filter(|_| area.height > 0) else { return };
    let mut rows = message.notice(usize::from(area.width), Some(theme));
    let room = usize::from(area.height);
    if rows.len() > room {
        let rest: Vec<String> = rows.drain(room - 1..).take(2).map(|row| row.to_string()).collect();
        rows.push(cut_short(&rest.join(" "), usize::from(area.width).saturating_sub(2), app));
    } else if message.has_details()
        && let Some(last) = rows.last_mut()
    {
        let hint = to_messages(" show", app);
        if last.width() + hint.iter().map(Span::width).sum::<usize>() + 2 <= usize::from(area.width) {
            last.spans.extend(hint);
        }
    }
    for (index, line) in (0..area.height).zip(&rows) {
        put_left(buffer, inset(row(area, index)), line);
    }
}

/// The last row of a text that goes on.
fn cut_short(text: &str, width: usize, app: &App) -> Line<'static> {
    let theme = app.theme();
    let hint = to_messages(if width >= WHOLE { " whole text" } else { "" }, app);
    let taken: usize = hint.iter().map(Span::width).sum();
    let text = SafeText::new(text).fitted(width.saturating_sub(taken), theme.signs.cut);
    Line::from(std::iter::once(span(text, theme.error)).chain(hint).collect::<Vec<_>>())
}

/// The key that leads to the list of messages, behind a gap; nothing where it is another one or none.
fn to_messages(words: &'static str, app: &App) -> Vec<Span<'static>> {
    let theme = app.theme();
    let key = key_in(app.place(), Action::ShowMessages, arrows(theme));
    if key.is_empty() {
        return Vec::new();
    }
    vec![span(" ".repeat(GAP), theme.text), span(key, theme.accent), span(words, theme.secondary)]
}
