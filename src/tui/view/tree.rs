//! The tree pane: the gutter of signs, the titles, the totals.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::{inset, put_left, put_right, row};
use crate::progress::Mark;
use crate::roadmap::TopicIx;
use crate::text::SafeText;
use crate::theme::{Theme, span};
use crate::tui::action::{Action, key_of};
use crate::tui::desk::Desk;
use crate::tui::help::arrows;
use crate::tui::layout::{Focus, Panes, SIGN, arrow_column};
use crate::tui::sheet::{flow, words};

/// Cells of an arrow with the blank behind it.
const ARROW: usize = 2;

pub(super) fn draw(desk: &Desk, theme: &Theme, panes: &Panes, buffer: &mut Buffer) {
    let focused = desk.arrangement.focus == Focus::Tree;
    let title = Rect {
        x: panes.tree_title.x + 2,
        width: panes.tree_title.width.saturating_sub(2),
        ..panes.tree_title
    };
    put_left(buffer, title, &Line::from(span("TOPICS", if focused { theme.title } else { theme.secondary })));
    let shown = match desk.shown() {
        // The title is shorter than any pane that has one.
        Some(shown) => {
            span(shown.fitted(usize::from(title.width).saturating_sub(10), theme.signs.cut), theme.accent)
        }
        None => span("all", theme.secondary),
    };
    put_right(buffer, inset(title), &Line::from(shown));
    let outline = &desk.outline;
    if outline.rows().is_empty() && outline.is_sifted() {
        return draw_empty(desk, theme, panes.tree, buffer);
    }
    let selection = outline.selection();
    let shown = outline.rows().iter().enumerate().skip(outline.top());
    for (index, (place, ix)) in (0..panes.tree.height).zip(shown) {
        let area = row(panes.tree, index);
        let selected = place == outline.cursor();
        draw_row(desk, theme, area, (*ix, selected), buffer);
        let is_selected = selection.as_ref().is_some_and(|rows| rows.contains(&place));
        if (selected || is_selected) && focused {
            buffer.set_style(area, theme.selected);
        }
    }
}

/// Says that no topic is shown, and how to see all again.
fn draw_empty(desk: &Desk, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let area = if area.width > 12 { Rect { x: area.x + 2, width: area.width - 3, ..area } } else { area };
    let (said, meant) = desk.why_empty();
    let mut units = words(said.as_str(), theme.text);
    let mut rows = flow(std::mem::take(&mut units), 1, usize::from(area.width));
    let more = |text: &str| flow(words(text, theme.secondary), 1, usize::from(area.width));
    rows.extend(meant.map(|meant| more(meant.as_str())).unwrap_or_default());
    let all =
        vec![span(key_of(Action::Back, arrows(theme)), theme.accent), span(" all topics", theme.secondary)];
    rows.push(Line::from(all));
    for (index, line) in (0..area.height).zip(&rows) {
        put_left(buffer, row(area, index), line);
    }
}

/// A title of which what is looked for is underlined, as far as it is seen.
fn title(desk: &Desk, text: &SafeText, (room, style): (usize, Style), theme: &Theme) -> Vec<Span<'static>> {
    let fitted = text.fitted(room, theme.signs.cut);
    let Some(needle) = desk.needle() else { return vec![span(fitted, style)] };
    let is_cut = fitted != *text;
    let whole =
        fitted.as_str().len() - if is_cut { theme.signs.cut.len().min(fitted.as_str().len()) } else { 0 };
    let mut spans = Vec::new();
    let mut at = 0;
    let mut push = |range: std::ops::Range<usize>, style: Style| {
        let part = fitted.as_str().get(range).unwrap_or_default();
        if !part.is_empty() {
            spans.push(span(part, style));
        }
    };
    for hit in needle.find_in_lines(&[text.as_str()]) {
        let (start, end) = (hit.start.min(whole), hit.end.min(whole));
        push(at..start, style);
        push(start..end, style.add_modifier(Modifier::UNDERLINED));
        at = end;
    }
    push(at..fitted.as_str().len(), style);
    spans
}

fn draw_row(desk: &Desk, theme: &Theme, area: Rect, (ix, selected): (TopicIx, bool), buffer: &mut Buffer) {
    let focused = desk.arrangement.focus == Focus::Tree;
    let roadmap = desk.roadmap();
    let topic = roadmap.topic(ix);
    let width = usize::from(area.width);
    let mark = desk.counts().mark(ix);
    let style = match mark {
        Mark::Skipped => theme.skipped,
        Mark::Done => theme.secondary,
        _ if topic.depth == 0 => theme.strong,
        _ => theme.text,
    };
    let right = right_side(desk, theme, ix);
    let arrow_at = usize::from(arrow_column(topic.depth, area.width));
    let before = arrow_at + ARROW;
    let after = right.width() + 1 + usize::from(right.width() > 0);
    let room = width.saturating_sub(before + after);
    let arrow = match (roadmap.is_leaf(ix), desk.outline.is_open(ix)) {
        (true, _) => " ",
        (false, true) => theme.signs.open,
        (false, false) => theme.signs.folded,
    };
    let mut line = Line::from(vec![
        span(
            if selected { theme.signs.cursor } else { " " },
            if focused { theme.accent } else { theme.secondary },
        ),
        span(" ", theme.text),
        span(theme.sign(mark), theme.sign_style(mark)),
        span(" ".repeat(arrow_at.saturating_sub(usize::from(SIGN) + 1)), theme.text),
        span(arrow, theme.secondary),
        span(" ", theme.text),
    ]);
    // What is looked for may be its title in another language.
    let has_it = |name: &str| desk.needle().is_some_and(|needle| !needle.find_in_lines(&[name]).is_empty());
    let name = topic.found_as(has_it).unwrap_or_else(|| topic.shown().clone());
    line.spans.extend(title(desk, &name, (room, style), theme));
    put_left(buffer, area, &line);
    // The signs at the left say more: a narrow pane keeps them.
    if before + after <= width {
        put_right(buffer, Rect { width: area.width.saturating_sub(1), ..area }, &right);
    }
}

/// Flags, and the total of what is below.
fn right_side(desk: &Desk, theme: &Theme, ix: TopicIx) -> Line<'static> {
    let mut spans = Vec::new();
    if desk.is_at_risk(ix) {
        spans.push(span(theme.signs.error, theme.error));
    }
    if desk.own_words().is_on(ix) {
        spans.push(span(theme.signs.summary, theme.text));
    }
    if desk.standing().is_bookmarked(ix) {
        spans.push(span(theme.signs.bookmark, theme.in_progress));
    }
    if !desk.roadmap().is_leaf(ix) {
        let tally = desk.counts().of(ix);
        spans.push(span(format!("{}/{}", tally.done, tally.total), theme.secondary));
    }
    let mut parts = spans.into_iter();
    let mut line = Line::from_iter(parts.next());
    for part in parts {
        line.push_span(span(" ", theme.text));
        line.push_span(part);
    }
    line
}
