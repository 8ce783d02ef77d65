//! A list over the panes: links by number, headings by level.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{fill, inset, overlay, put_left, put_right, row};
use crate::progress::Mark;
use crate::text::{SafeText, width};
use crate::theme::{Theme, span};
use crate::tui::layout::{ListPanes, Panes};
use crate::tui::listing::{Listed, ListedRow, Listing};

/// Cells that a level is set in.
const INDENT: usize = 2;
/// Cells between a label and the address.
const GAP: usize = 2;
/// Fewest cells in which an address beside its label says anything.
const ADDRESS: usize = 8;

/// Draws a list. Only the lines on the screen are made.
pub(super) fn draw(listing: &Listing, theme: &Theme, panes: &Panes, buffer: &mut Buffer) {
    let panes = ListPanes::of(panes, listing.rows());
    let name = match listing.of {
        Listed::Links => "Links",
        Listed::Headings => "Contents",
    };
    let rows = || (listing.top..listing.rows()).take(panes.body.height.into()).map(|row| listing.row(row));
    let lines = rows().filter(|row| matches!(row, ListedRow::Line(_))).count();
    let first = rows().find_map(|row| if let ListedRow::Line(line) = row { Some(line) } else { None });
    let range = shown(first.unwrap_or_default(), lines, listing.items.len());
    let typed =
        if listing.typed > 0 { format!("{}{}", listing.typed, theme.signs.cut) } else { String::new() };
    place(&panes, [name, &range, &typed], theme, buffer);
    for (index, listed) in (0..panes.body.height).zip(rows()) {
        let area = row(panes.body, index);
        let number = match listed {
            ListedRow::Line(number) => number,
            ListedRow::Title(title) => {
                let title = Line::from(vec![span("  ", theme.text), span(title, theme.strong)]);
                put_left(buffer, area, &title);
                continue;
            }
            ListedRow::Blank => continue,
        };
        let room = usize::from(area.width).saturating_sub(3);
        let spans = match listing.of {
            Listed::Links => link(listing, number, room, theme),
            Listed::Headings => heading(listing, number, room, theme),
        };
        put_row(area, spans, (number == listing.cursor, theme), buffer);
    }
}

/// Which of all are shown: `1-12 of 40`.
pub(super) fn shown(top: usize, height: usize, all: usize) -> String {
    format!("{}-{} of {all}", (top + 1).min(all), (top + height).min(all))
}

/// Makes a place for a list: empty, with its name, what is shown of it, and at the right what is being typed.
pub(super) fn place(panes: &ListPanes, [name, range, right]: [&str; 3], theme: &Theme, buffer: &mut Buffer) {
    overlay::clear(panes.area, buffer);
    let pad = if panes.boxed {
        overlay::frame(panes.area, theme, buffer);
        " "
    } else {
        fill(buffer, panes.rule, theme.signs.horizontal, theme.frame);
        ""
    };
    let row = if panes.boxed { inset(inset(panes.title)) } else { inset(panes.title) };
    let room = usize::from(row.width).saturating_sub(2 * pad.len());
    let range_room = if range.is_empty() { 0 } else { width(range) + 1 };
    let right_room = if right.is_empty() { 0 } else { width(right) + 2 };
    let has_right = room >= width(name) + 3 + range_room + right_room;
    let taken = range_room + if has_right { right_room } else { 0 };
    let name = SafeText::new(name).fitted(room.saturating_sub(taken), theme.signs.cut);
    let gap = (room.saturating_sub(taken + name.width()) + 1).min(3);
    let mut line = Line::from(vec![span(pad, theme.text), span(name, theme.title)]);
    if !range.is_empty() {
        line.spans.extend([span(" ".repeat(gap), theme.text), span(range, theme.secondary)]);
    }
    line.spans.push(span(pad, theme.text));
    put_left(buffer, row, &line);
    if has_right && !right.is_empty() {
        put_right(buffer, row, &Line::from(span(format!("{pad}{right}{pad}"), theme.accent)));
    }
}

/// Draws a row of a list behind its cursor, and lays the choice over all of it.
pub(super) fn put_row(
    area: Rect,
    spans: Vec<Span<'static>>,
    (is_chosen, theme): (bool, &Theme),
    buffer: &mut Buffer,
) {
    let cursor = if is_chosen { theme.signs.cursor } else { " " };
    let mut line = Line::from(vec![span(cursor, theme.accent), span(" ", theme.text)]);
    line.spans.extend(spans);
    put_left(buffer, area, &line);
    if is_chosen {
        buffer.set_style(area, theme.selected);
    }
}

/// Whether it is ticked, number, label and address: the addresses stand below each other where the labels let them.
fn link(listing: &Listing, place: usize, room: usize, theme: &Theme) -> Vec<Span<'static>> {
    let Some(item) = listing.items.get(place) else { return Vec::new() };
    let digits = listing.items.len().to_string().len();
    let number = span(format!("{:>digits$}", place + 1), theme.accent);
    let cut = theme.signs.cut;
    let mut spans = Vec::new();
    if listing.has_ticks {
        let mark = item.ticked.map(|ticked| if ticked { Mark::Done } else { Mark::Todo });
        let sign = mark.map_or(span(" ", theme.text), |mark| span(theme.sign(mark), theme.sign_style(mark)));
        spans.extend([sign, span(" ", theme.text)]);
    }
    let room = room.saturating_sub(spans.len() + digits + GAP);
    spans.extend([number, span(" ".repeat(GAP), theme.text)]);
    let column = listing.widest.min(room * 3 / 5);
    let label_room = column.max(room.saturating_sub(GAP + item.detail.width()));
    if item.detail.is_empty() || room < column + GAP + ADDRESS {
        spans.push(span(item.text.fitted(room, cut), theme.text));
        return spans;
    }
    let label = item.text.fitted(label_room, cut);
    let gap = column.saturating_sub(label.width()) + GAP;
    let address = item.detail.fitted(room.saturating_sub(label.width() + gap), cut);
    spans.extend([
        span(label, theme.text),
        span(" ".repeat(gap), theme.text),
        span(address, theme.secondary),
    ]);
    spans
}

fn heading(listing: &Listing, place: usize, room: usize, theme: &Theme) -> Vec<Span<'static>> {
    let Some(item) = listing.items.get(place) else { return Vec::new() };
    // A deep heading must not be pushed out of the list.
    let indent = (item.level * INDENT).min(room / 3);
    let style = if item.level == 0 { theme.strong } else { theme.text };
    let text = item.text.fitted(room.saturating_sub(indent), theme.signs.cut);
    vec![span(" ".repeat(indent), theme.text), span(text, style)]
}
