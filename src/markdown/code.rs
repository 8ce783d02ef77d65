//! The colours of code: drawn with its rows, or laid over them as soon as somebody has found them.

use ratatui::style::Style;

use super::page::{Code, Mark, Page};
use super::wrap::Run;
use crate::highlight::{Coloured, LONGEST_CODE, LONGEST_LINE, MOST_LINES, Role, colour, knows};
use crate::theme::{Syntax, Theme};

/// How much code of a page is coloured with its rows: 128 KiB of lines that are no longer than [`USUAL`], less of longer ones.
/// Somebody waits for it, and a regular expression that goes astray takes as many steps as a line's length squared.
pub(super) const AT_ONCE: usize = 128 * 1024 * USUAL;
/// Bytes of a line of code; most are shorter.
const USUAL: usize = 64;

impl Page {
    /// A block of code as it stands in its rows, as far as [`colour`] looks at it. For pages on which code is scrolled: there
    /// each line is one row.
    pub fn code_text(&self, code: &Code) -> String {
        let line = |row| self.row_text(row).get(self.body(row)).unwrap_or_default();
        let mut enough = usize::MAX;
        text(code.rows.clone().map(line), &mut enough)
    }

    /// The looks of a row of a block of code with the colours of its [text](Page::code_text), from left to right.
    pub fn code_marks(&self, row: usize, code: &Code, (coloured, syntax): (&Coloured, &Syntax)) -> Vec<Mark> {
        let Some(line) = row.checked_sub(code.rows.start) else { return Vec::new() };
        let (all, body) = (self.row_text(row), self.body(row));
        let runs = coloured.line(line).filter(|(_, role)| *role != Role::Text);
        runs.map(|(bytes, role)| {
            let bytes = body.start + bytes.start..body.start + bytes.end;
            Mark { bytes, style: syntax.style(role) }
        })
        .filter(|mark| all.get(mark.bytes.clone()).is_some())
        .collect()
    }
}

/// Lines of code as one text, as far as they are coloured and there is enough `left` for them, which they take.
fn text(lines: impl Iterator<Item = impl AsRef<str>>, left: &mut usize) -> String {
    let mut text = String::new();
    for line in lines.take(MOST_LINES) {
        let line = line.as_ref();
        let bytes = line.len() + 1;
        let work = if bytes > LONGEST_LINE { bytes } else { bytes * bytes.max(USUAL) };
        if work > *left || text.len() + bytes > LONGEST_CODE {
            break;
        }
        *left -= work;
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// Lines of code in their colours, found at once.
pub(super) struct Painted<'t> {
    coloured: Option<Coloured>,
    theme: &'t Theme,
}

impl<'t> Painted<'t> {
    /// Without colours, which may come later.
    pub(super) fn plain(theme: &'t Theme) -> Self {
        Self { coloured: None, theme }
    }

    /// Clean lines of code in some language; plain where the theme has no colours for them. What is `left`
    /// of [`AT_ONCE`] gets less.
    pub(super) fn new(
        lines: impl Iterator<Item = String>,
        language: Option<&str>,
        (theme, left): (&'t Theme, &mut usize),
    ) -> Self {
        let language = language.filter(|language| theme.syntax.is_some() && knows(language));
        Self { coloured: language.and_then(|language| colour(language, &text(lines, left))), theme }
    }

    /// One of the lines, counted from 0.
    pub(super) fn line(&self, number: usize, line: &str) -> Vec<Run> {
        let plain = self.theme.code;
        let (Some(coloured), Some(syntax)) = (&self.coloured, &self.theme.syntax) else {
            return vec![Run::new(line, plain)];
        };
        let run = |text: &str, style: Style| Run::new(text, plain.patch(style));
        let mut end = 0;
        let mut runs: Vec<Run> = coloured
            .line(number)
            .filter_map(|(bytes, role)| {
                end = bytes.end;
                Some(run(line.get(bytes)?, syntax.style(role)))
            })
            .collect();
        runs.extend(line.get(end..).filter(|rest| !rest.is_empty()).map(|rest| run(rest, Style::new())));
        runs
    }
}
