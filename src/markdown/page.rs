//! Rows on their way to a page: what stands before each, and blank rows between.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::wrap::{self, Room, Run};
use super::{Heading, Page};
use crate::text::{self, SafeText};
use crate::theme::{self, Theme};

/// Cells that text needs beside the signs before it. Where a level of indent would leave less, it is not drawn.
const NARROWEST: usize = 8;

/// A page that is being made.
pub(super) struct Builder<'t> {
    pub(super) theme: &'t Theme,
    width: usize,
    levels: Vec<Level>,
    rows: Vec<Line<'static>>,
    headings: Vec<Heading>,
    /// A blank row comes before the next row, at this many levels.
    blank: Option<usize>,
}

/// What a container puts before each row of what it holds.
struct Level {
    /// Before the first row; gone once it is drawn.
    first: Option<Span<'static>>,
    rest: Span<'static>,
}

impl Level {
    fn current(&self) -> &Span<'static> {
        self.first.as_ref().unwrap_or(&self.rest)
    }
}

fn width_of(span: &Span<'_>) -> usize {
    wrap::width(&span.content)
}

impl<'t> Builder<'t> {
    pub(super) fn new(width: usize, theme: &'t Theme) -> Self {
        Self {
            theme,
            width: width.max(1),
            levels: Vec::new(),
            rows: Vec::new(),
            headings: Vec::new(),
            blank: None,
        }
    }

    /// Begins a level: `first` before its first row, `rest` before the others.
    ///
    /// Where there is no room for it, only the first sign is drawn, and that only if text fits beside it.
    pub(super) fn open(&mut self, first: Option<Span<'static>>, rest: Span<'static>) {
        let nothing = || theme::span("", Style::new());
        let used: usize = self.levels.iter().map(|level| width_of(&level.rest)).sum();
        let first_width = first.as_ref().map_or(0, width_of);
        let widest = first_width.max(width_of(&rest));
        let level = if used + widest + NARROWEST <= self.width {
            Level { first, rest }
        } else if first_width > 0 && self.room().first > first_width + 1 {
            Level { first, rest: nothing() }
        } else {
            Level { first: None, rest: nothing() }
        };
        self.levels.push(level);
    }

    /// Ends a level. One that holds nothing still shows its sign.
    pub(super) fn close(&mut self) {
        if self.levels.last().is_some_and(|level| level.first.is_some()) {
            self.row(Vec::new());
        }
        self.levels.pop();
        if self.blank.is_some_and(|levels| levels > self.levels.len()) {
            self.blank = None;
        }
    }

    /// A blank row before the next row.
    pub(super) fn blank(&mut self) {
        self.blank = Some(self.levels.len());
    }

    /// How many rows there are.
    pub(super) fn height(&self) -> usize {
        self.rows.len()
    }

    /// Cells beside the levels, in the next row and in those after it.
    pub(super) fn room(&self) -> Room {
        let first: usize = self.levels.iter().map(|level| width_of(level.current())).sum();
        let rest: usize = self.levels.iter().map(|level| width_of(&level.rest)).sum();
        Room {
            first: self.width.saturating_sub(first).max(1),
            rest: self.width.saturating_sub(rest).max(1),
            cut: self.theme.signs.cut,
        }
    }

    /// Adds a row that fits.
    pub(super) fn row(&mut self, spans: Vec<Span<'static>>) {
        self.settle();
        let mut row: Vec<_> = Vec::with_capacity(self.levels.len() + spans.len());
        for level in &mut self.levels {
            row.push(level.first.take().unwrap_or_else(|| level.rest.clone()));
        }
        row.extend(spans);
        self.rows.push(trimmed(row));
    }

    fn settle(&mut self) {
        if let Some(levels) = self.blank.take() {
            let signs = self.levels.iter().take(levels).map(|level| level.rest.clone());
            self.rows.push(trimmed(signs.collect()));
        }
    }

    /// Adds lines of text, broken into rows.
    pub(super) fn wrapped(&mut self, lines: &[Vec<Run>]) {
        for line in lines {
            for row in wrap::rows(line, self.room()) {
                self.row(row);
            }
        }
    }

    /// Adds a heading.
    pub(super) fn heading(&mut self, level: u8, plain: &str, lines: &[Vec<Run>]) {
        self.settle();
        let row = self.rows.len();
        self.wrapped(lines);
        if self.rows.len() > row {
            self.headings.push(Heading { row, level, text: SafeText::new(plain.trim()) });
        }
    }

    /// Adds a line that is cut where it is too wide.
    pub(super) fn cut(&mut self, line: &[Run]) {
        let room = self.room();
        self.row(wrap::cut(line, room.first, room.cut));
    }

    /// Adds text line by line as it is, broken into rows.
    pub(super) fn verbatim(&mut self, text: &str, style: Style) {
        for line in text.split('\n') {
            self.wrapped(&[vec![Run { text: text::clean(line).into_owned(), style }]]);
        }
    }

    pub(super) fn finish(self) -> Page {
        Page { rows: self.rows, headings: self.headings }
    }
}

/// A row without blanks at its end that nobody sees.
fn trimmed(mut spans: Vec<Span<'static>>) -> Line<'static> {
    while let Some(last) = spans.last_mut() {
        let kept = last.content.trim_end_matches(' ').len();
        if kept > 0 {
            if kept < last.content.len() {
                last.content.to_mut().truncate(kept);
            }
            break;
        }
        spans.pop();
    }
    spans.retain(|span| !span.content.is_empty());
    Line::from(spans)
}
