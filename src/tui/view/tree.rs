//! The tree pane: the gutter of signs, the titles, the totals.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::{inset, put_left, put_right, row};
use crate::progress::Mark;
use crate::roadmap::TopicIx;
use crate::theme::{Theme, span};
use crate::tui::desk::Desk;
use crate::tui::layout::{Focus, Panes};

/// Cells before the arrow of a section: cursor, blank, sign, blank.
const GUTTER: usize = 4;
/// Cells a level is set in.
const INDENT: usize = 2;

pub(super) fn draw(desk: &Desk, theme: &Theme, panes: &Panes, buffer: &mut Buffer) {
    let focused = desk.arrangement.focus == Focus::Tree;
    let title = Rect {
        x: panes.tree_title.x + 2,
        width: panes.tree_title.width.saturating_sub(2),
        ..panes.tree_title
    };
    put_left(buffer, title, &Line::from(span("TOPICS", if focused { theme.title } else { theme.secondary })));
    put_right(buffer, inset(title), &Line::from(span("all", theme.secondary)));
    let outline = &desk.outline;
    let shown = outline.rows().iter().enumerate().skip(outline.top());
    for (index, (place, ix)) in (0..panes.tree.height).zip(shown) {
        let area = row(panes.tree, index);
        let selected = place == outline.cursor();
        draw_row(desk, theme, area, (*ix, selected), buffer);
        if selected && focused {
            buffer.set_style(area, theme.selected);
        }
    }
}

fn draw_row(desk: &Desk, theme: &Theme, area: Rect, (ix, selected): (TopicIx, bool), buffer: &mut Buffer) {
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
    // A deep tree must not push its titles out of the pane.
    let indent = (topic.depth * INDENT).min(width / 3);
    let before = GUTTER + indent + INDENT;
    let after = right.width() + 1 + usize::from(right.width() > 0);
    let title = topic.title.fitted(width.saturating_sub(before + after), theme.signs.cut);
    let arrow = match (roadmap.is_leaf(ix), desk.outline.is_open(ix)) {
        (true, _) => " ",
        (false, true) => theme.signs.open,
        (false, false) => theme.signs.folded,
    };
    let line = Line::from(vec![
        span(if selected { theme.signs.cursor } else { " " }, theme.accent),
        span(" ", theme.text),
        span(theme.sign(mark), theme.sign_style(mark)),
        span(" ".repeat(indent + 1), theme.text),
        span(arrow, theme.secondary),
        span(" ", theme.text),
        span(title, style),
    ]);
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
