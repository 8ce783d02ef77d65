//! The top row: what roadmap this is and how far the person has come.

use ratatui::buffer::Buffer;
use ratatui::text::{Line, Span};

use super::{inset, put_left, put_right};
use crate::counts::Tally;
use crate::text::SafeText;
use crate::theme::{Theme, span};
use crate::tui::action::PaneCount;
use crate::tui::app::App;
use crate::tui::desk::Desk;
use crate::tui::layout::{Focus, Panes, pane_count};

pub(super) fn draw(desk: &Desk, app: &App, panes: &Panes, buffer: &mut Buffer) {
    let theme = app.theme();
    let row = inset(panes.header);
    let room = usize::from(row.width);
    let at_risk = unsaved(desk, theme);
    let at_risk = if at_risk.width() > 0 { at_risk } else { sifted(desk, panes, theme) };
    let room_left = room.saturating_sub(if at_risk.width() > 0 { at_risk.width() + 2 } else { 0 });
    let alone = pane_count(app.size(), desk.arrangement) == PaneCount::One;
    let line = match (alone && desk.arrangement.focus == Focus::Note, desk.outline.selected()) {
        (true, Some(ix)) => {
            let roadmap = desk.roadmap();
            let section = roadmap.topic(ix).parent.map(|parent| roadmap.topic(parent).shown());
            let above = desk.way_back().or(section).unwrap_or_else(|| roadmap.shown_title());
            let title = above.fitted(room_left.saturating_sub(2), theme.signs.cut);
            Line::from(vec![
                span(theme.signs.back, theme.accent),
                span(" ", theme.text),
                span(title, theme.strong),
            ])
        }
        _ => progress(desk.roadmap().shown_title(), desk.counts().whole(), room_left, theme),
    };
    put_left(buffer, row, &line);
    put_right(buffer, row, &at_risk);
}

/// Title, bar, percent and numbers: as much of it as fits, the title and the percent last to go.
fn progress(title: &SafeText, tally: Tally, room: usize, theme: &Theme) -> Line<'static> {
    let percent = format!("{:>3}%", tally.percent());
    let numbers = format!("{} of {}", tally.done, tally.total);
    let bar = match room {
        110.. => 30,
        66.. => 14,
        44.. => 12,
        _ => 0,
    };
    let tail = if room >= 60 { percent.len() + 2 + numbers.len() } else { percent.len() };
    let needed = tail + if bar > 0 { bar + 5 } else { 2 };
    let mut spans = vec![span(title.fitted(room.saturating_sub(needed), theme.signs.cut), theme.strong)];
    if bar > 0 {
        spans.push(span("   ", theme.text));
        spans.extend(bar_of(tally, bar, theme));
    }
    spans.push(span("  ", theme.text));
    spans.push(span(percent, theme.text));
    if room >= 60 {
        spans.push(span(format!("  {numbers}"), theme.secondary));
    }
    Line::from(spans)
}

/// A bar that is full only when everything is done.
pub(super) fn bar_of(tally: Tally, width: usize, theme: &Theme) -> [Span<'static>; 2] {
    let full = width * usize::try_from(tally.percent()).unwrap_or(0) / 100;
    [
        span(theme.signs.bar.repeat(full), theme.accent),
        span(theme.signs.bar_rest.repeat(width - full), theme.frame),
    ]
}

/// What is shown of the tree, where the tree has no title to say it: in no more than half of the row.
fn sifted(desk: &Desk, panes: &Panes, theme: &Theme) -> Line<'static> {
    let room = usize::from(panes.header.width) / 2;
    let is_said = panes.tree_title.height > 0 || panes.tree.area() == 0;
    let shown = desk.shown().filter(|_| !is_said);
    shown.map(|shown| Line::from(span(shown.fitted(room, theme.signs.cut), theme.accent))).unwrap_or_default()
}

fn unsaved(desk: &Desk, theme: &Theme) -> Line<'static> {
    match desk.unsaved().len() + desk.own_words().at_risk() {
        0 => Line::default(),
        count => Line::from(span(format!("{} {count} not saved", theme.signs.error), theme.error)),
    }
}
