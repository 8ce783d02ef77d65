//! Rows on their way to a page: what stands before each, and blank rows between.

use ratatui::style::Style;

use super::code::AT_ONCE;
use super::page::{Heading, Page};
use super::wrap::{self, Join, Room, Run};
use super::{Layout, Overflow};
use crate::note::Anchors;
use crate::text::{self, SafeText};
use crate::theme::Theme;

/// Cells that text needs beside the signs before it. Where a level of indent would leave less, it is not drawn.
const NARROWEST: usize = 8;

/// A page that is being made.
pub(super) struct Builder<'t> {
    pub(super) theme: &'t Theme,
    pub(super) layout: Layout,
    page: Page,
    levels: Vec<Level>,
    /// A blank row comes before the next row, at this many levels.
    blank: Option<usize>,
    anchors: Anchors,
    /// How much of [`AT_ONCE`] is left.
    pub(super) colours: usize,
}

/// What a container puts before each row of what it holds.
struct Level {
    /// Before the first row; gone once it is drawn.
    first: Option<Run>,
    rest: Run,
}

impl Level {
    fn current(&self) -> &Run {
        self.first.as_ref().unwrap_or(&self.rest)
    }
}

fn width_of(run: &Run) -> usize {
    wrap::width(&run.text)
}

impl<'t> Builder<'t> {
    pub(super) fn new(layout: Layout, theme: &'t Theme) -> Self {
        Self {
            theme,
            layout,
            page: Page::new(layout.width, theme.signs.cut),
            levels: Vec::new(),
            blank: None,
            anchors: Anchors::default(),
            colours: AT_ONCE,
        }
    }

    /// The page as far as it is made.
    pub(super) fn page(&self) -> &Page {
        &self.page
    }

    /// Begins a level: `first` before its first row, `rest` before the others.
    ///
    /// Where there is no room for it, only the first sign is drawn, and that only if text fits beside it.
    pub(super) fn open(&mut self, first: Option<Run>, rest: Run) {
        let nothing = Run::default;
        let used: usize = self.levels.iter().map(|level| width_of(&level.rest)).sum();
        let first_width = first.as_ref().map_or(0, width_of);
        let widest = first_width.max(width_of(&rest));
        let level = if used + widest + NARROWEST <= self.layout.width {
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
            self.row(&[], Join::Apart);
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
        self.page.len()
    }

    /// Cells beside the levels, in the next row and in those after it.
    pub(super) fn room(&self) -> Room {
        let first: usize = self.levels.iter().map(|level| width_of(level.current())).sum();
        let rest: usize = self.levels.iter().map(|level| width_of(&level.rest)).sum();
        Room {
            first: self.layout.width.saturating_sub(first).max(1),
            rest: self.layout.width.saturating_sub(rest).max(1),
            cut: self.theme.signs.cut,
        }
    }

    /// Adds a row that fits.
    pub(super) fn row(&mut self, runs: &[Run], join: Join) {
        self.settle();
        self.begin(join);
        for run in runs {
            self.page.push(&run.text, run.style, run.link);
        }
        self.page.end_row();
    }

    /// Begins a row with what stands before its text.
    fn begin(&mut self, join: Join) {
        self.page.begin_row(join);
        for level in &mut self.levels {
            let first = level.first.take();
            let sign = first.as_ref().unwrap_or(&level.rest);
            self.page.push(&sign.text, sign.style, None);
        }
        self.page.end_lead();
    }

    fn settle(&mut self) {
        if let Some(levels) = self.blank.take() {
            self.page.begin_row(Join::Apart);
            for level in self.levels.iter().take(levels) {
                self.page.push(&level.rest.text, level.rest.style, None);
            }
            self.page.end_lead();
            self.page.end_row();
        }
    }

    /// A block begins with the next row.
    pub(super) fn stop(&mut self) {
        self.settle();
        self.page.stops.push(u32::try_from(self.height()).unwrap_or(u32::MAX));
    }

    /// The rows so far say what the front matter says.
    pub(super) fn end_front(&mut self) {
        self.page.front = self.height();
    }

    /// Adds the links of a leaf: what its runs call 0 has the number that is returned.
    pub(super) fn links(&mut self, addresses: impl IntoIterator<Item = Box<str>>) -> u32 {
        let first = u32::try_from(self.page.links.len()).unwrap_or(u32::MAX);
        self.page.links.extend(addresses);
        first
    }

    /// The next row is what links call so.
    pub(super) fn anchor(&mut self, name: &str) {
        self.settle();
        self.page.anchors.push((name.into(), self.page.len()));
    }

    /// Adds lines of text, broken into rows.
    pub(super) fn wrapped(&mut self, lines: &[Vec<Run>]) {
        for line in lines {
            for row in wrap::rows(line, self.room()) {
                self.row(&row.runs, row.join);
            }
        }
    }

    /// Adds a heading.
    pub(super) fn heading(&mut self, level: u8, plain: &str, lines: &[Vec<Run>]) {
        self.settle();
        let row = self.height();
        self.wrapped(lines);
        if self.height() > row {
            let (text, anchor) = (SafeText::new(plain.trim()), self.anchors.take(plain));
            self.page.headings.push(Heading { row, level, text, anchor });
        }
    }

    /// Adds a line that is not broken between words: where it is too wide it can be scrolled sideways, or is folded.
    pub(super) fn unbroken(&mut self, line: &[Run]) {
        let room = self.room();
        let width: usize = line.iter().map(width_of).sum();
        if width <= room.first {
            self.row(line, Join::Apart);
        } else if self.layout.overflow != Overflow::Scrolled {
            for row in wrap::folds(line, room) {
                self.row(&row.runs, row.join);
            }
        } else {
            self.row(line, Join::Apart);
            self.page.widen(width - room.first);
        }
    }

    /// Adds text line by line as it is, broken into rows.
    pub(super) fn verbatim(&mut self, text: &str, style: Style) {
        for line in text.split('\n') {
            self.wrapped(&[vec![Run::new(text::clean(line), style)]]);
        }
    }

    /// The rows from `start` on are code: they are scrolled together.
    pub(super) fn end_code(&mut self, start: usize, language: Option<&str>) {
        let rows = start..self.height();
        self.page.widen_all(rows.clone());
        if let Some(language) = language {
            self.page.code.push(super::page::Code { rows, language: language.into() });
        }
    }

    /// The rows from `start` on stand on the ground of code, which begins so many cells from the left.
    pub(super) fn lay_ground(&mut self, start: usize, cells: usize) {
        self.page.lay_ground(start..self.height(), cells, self.theme.code);
    }

    pub(super) fn finish(self) -> Page {
        self.page
    }
}
