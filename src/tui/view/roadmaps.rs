//! The list of roadmaps: title, how far the person has come, when they studied it last, where it is.

use ratatui::buffer::Buffer;
use ratatui::text::Span;

use super::list::{place, put_row, shown};
use super::{header, row};
use crate::counts::Tally;
use crate::shelf::State;
use crate::text::SafeText;
use crate::theme::{Theme, span};
use crate::tui::layout::{ListPanes, Panes};
use crate::tui::roadmaps::{RoadmapList, Row};

/// Cells between columns.
const GAP: usize = 2;
/// Cells of a percentage.
const PERCENT: usize = 4;
/// Cells of `38 of 114`, and of `yesterday`.
const FIGURES: usize = 9;
/// Cells of a bar.
const BAR: usize = 12;
/// Fewest cells of a title beside other columns.
const TITLE: usize = 14;
/// Most cells of a title beside a path.
const WIDEST_TITLE: usize = 40;
/// Fewest cells in which a path says anything.
const PATH: usize = 12;

/// Draws the list.
pub(super) fn draw(list: &RoadmapList, theme: &Theme, panes: &Panes, buffer: &mut Buffer) {
    let panes = ListPanes::of(panes, list.rows.len());
    let height = usize::from(panes.body.height);
    let range = shown(list.top, height.min(list.rows.len() - list.top.min(list.rows.len())), list.rows.len());
    // Cursor, blank, sign, blank; a blank at the end.
    let columns = Columns::of(&list.rows, usize::from(panes.body.width).saturating_sub(5));
    let here =
        list.chosen().filter(|_| columns.path == 0).map_or_else(SafeText::default, |row| row.place.clone());
    let here = here.fitted(usize::from(panes.area.width) / 2, theme.signs.cut);
    place(&panes, ["Roadmaps", &range, here.as_str()], theme, buffer);
    for (index, (number, listed)) in (0..panes.body.height).zip(list.rows.iter().enumerate().skip(list.top)) {
        let sign = if listed.is_present { theme.signs.bullet } else { " " };
        let mut spans = vec![span(sign, theme.accent), span(" ", theme.text)];
        spans.extend(columns.row(listed, theme));
        put_row(row(panes.body, index), spans, (number == list.cursor, theme), buffer);
    }
}

/// How far a roadmap is, where it can be studied.
fn tally(row: &Row) -> Option<Tally> {
    match row.seen.as_ref()?.look.state {
        State::Sound(tally) => Some(tally),
        _ => None,
    }
}

fn numbers(row: &Row) -> String {
    tally(row).map(|tally| format!("{} of {}", tally.done, tally.total)).unwrap_or_default()
}

/// The cells of each column; none where there is no room for it.
#[derive(Clone, Copy, Debug, Default)]
struct Columns {
    title: usize,
    bar: usize,
    numbers: usize,
    day: usize,
    path: usize,
}

impl Columns {
    /// The columns for which there is room: what matters most comes first.
    fn of(rows: &[Row], room: usize) -> Self {
        let widest = |width: &dyn Fn(&Row) -> usize| rows.iter().map(width).max().unwrap_or_default();
        let mut left = room.saturating_sub(GAP + PERCENT);
        let mut take = |cells: usize, fewest: usize| {
            let fits = cells > 0 && left >= cells + GAP + fewest;
            left -= if fits { cells + GAP } else { 0 };
            if fits { cells } else { 0 }
        };
        // Room is kept for what is not known yet: nothing jumps when it comes.
        let numbers = take(widest(&|row| numbers(row).len()).max(FIGURES), TITLE);
        let day =
            take(widest(&|row| row.seen.as_ref().map_or(0, |seen| seen.day.width())).max(FIGURES), TITLE);
        let bar = take(BAR, TITLE + 6);
        let title = widest(&|row| row.title().width()).clamp(TITLE, WIDEST_TITLE);
        let path = match left.checked_sub(title + GAP) {
            Some(path) if path >= PATH => path,
            _ => 0,
        };
        Self { title: if path > 0 { title } else { left }, bar, numbers, day, path }
    }

    fn row(&self, row: &Row, theme: &Theme) -> Vec<Span<'static>> {
        let cut = theme.signs.cut;
        let state = row.seen.as_ref().and_then(|seen| seen.look.state.words()).map(SafeText::new);
        let figures = PERCENT
            + [self.bar, self.numbers]
                .iter()
                .map(|cells| cells + GAP * usize::from(*cells > 0))
                .sum::<usize>();
        // Words that are longer than numbers would be take their room from the title.
        let wanted = state.as_ref().map_or(0, SafeText::width);
        let more = wanted.saturating_sub(figures).min(self.title / 2);
        let style = if row.is_present { theme.strong } else { theme.text };
        let mut spans = cell(&row.title().fitted(self.title - more, cut), self.title - more, style);
        spans.push(span(" ".repeat(GAP), theme.text));
        match (state, tally(row)) {
            (Some(words), _) => {
                spans.extend(cell(&words.fitted(figures + more, cut), figures + more, theme.error));
            }
            (None, Some(tally)) => spans.extend(self.figures(row, tally, theme)),
            (None, None) => spans.push(span(" ".repeat(figures), theme.text)),
        }
        if self.day > 0 {
            let day = row.seen.as_ref().map(|seen| seen.day.clone()).unwrap_or_default();
            spans.push(span(" ".repeat(GAP), theme.text));
            spans.extend(cell(&day, self.day, theme.secondary));
        }
        if self.path > 0 {
            spans.push(span(" ".repeat(GAP), theme.text));
            spans.push(span(row.place.fitted(self.path, cut), theme.secondary));
        }
        spans
    }

    fn figures(&self, row: &Row, tally: Tally, theme: &Theme) -> Vec<Span<'static>> {
        let mut spans = Vec::new();
        if self.bar > 0 {
            spans.extend(header::bar_of(tally, self.bar, theme));
            spans.push(span(" ".repeat(GAP), theme.text));
        }
        spans.push(span(format!("{:>3}%", tally.percent()), theme.text));
        if self.numbers > 0 {
            spans.push(span(format!("{:>1$}", numbers(row), self.numbers + GAP), theme.secondary));
        }
        spans
    }
}

/// A text with blanks behind it.
fn cell(text: &SafeText, cells: usize, style: ratatui::style::Style) -> Vec<Span<'static>> {
    let blanks = cells.saturating_sub(text.width());
    vec![span(text.clone(), style), span(" ".repeat(blanks), style)]
}
