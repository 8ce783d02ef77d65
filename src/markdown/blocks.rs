//! Each kind of block, drawn.

use ratatui::style::Style;

use super::inline;
use super::page::Builder;
use super::wrap::{self, Run};
use crate::note::{Block, Heading, Item, List};
use crate::progress::Mark;
use crate::text::{self, SafeText};
use crate::theme;

/// Cells before code, and columns between the tab stops in it.
const CODE_INDENT: usize = 2;
const TAB: usize = 4;

/// Whether blank rows stand between paragraphs and lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spacing {
    Tight,
    Loose,
}

/// Whether a blank row stands between two blocks.
fn is_apart(before: &Block<'_>, after: &Block<'_>, spacing: Spacing) -> bool {
    match (before, after) {
        (Block::Term(_) | Block::Definition(_), Block::Definition(_))
        | (Block::Footnote { .. }, Block::Footnote { .. }) => ends_apart(before),
        _ => spacing == Spacing::Loose || ends_apart(before) || stands_apart(after),
    }
}

fn stands_apart(block: &Block<'_>) -> bool {
    matches!(block, Block::Code(_) | Block::Table(_) | Block::Heading(_) | Block::Rule)
}

/// Whether what a block ends with wants a blank row after it.
fn ends_apart(block: &Block<'_>) -> bool {
    let last = match block {
        Block::List(list) => list.items.last().and_then(|item| item.blocks.last()),
        Block::Footnote { blocks, .. } | Block::Definition(blocks) => blocks.last(),
        _ => return stands_apart(block),
    };
    last.is_some_and(ends_apart)
}

impl Builder<'_> {
    /// Adds blocks, one below the other.
    pub(super) fn blocks(&mut self, blocks: &[Block<'_>], spacing: Spacing) {
        let start = self.height();
        let mut before = None;
        for block in blocks {
            if before.is_some_and(|before| is_apart(before, block, spacing)) && self.height() > start {
                self.blank();
            }
            self.block(block);
            before = Some(block);
        }
    }

    fn block(&mut self, block: &Block<'_>) {
        match block {
            Block::Paragraph(text) => self.wrapped(&inline::lines(text, self.theme)),
            Block::Heading(heading) => self.draw_heading(heading),
            Block::Code(code) => self.code(code),
            Block::Table(table) => {
                for line in inline::table(table, self.room().first, self.theme) {
                    self.cut(&line);
                }
            }
            Block::Html(html) => self.verbatim(html, self.theme.secondary),
            Block::Raw(source) => self.verbatim(source, self.theme.text),
            Block::Rule => {
                let line = self.theme.signs.horizontal.repeat(self.room().first);
                self.row(vec![theme::span(line, self.theme.frame)]);
            }
            Block::Quote { alert, blocks } => {
                self.open(None, theme::span(format!("{} ", self.theme.signs.vertical), self.theme.frame));
                let start = self.height();
                if let Some(alert) = alert {
                    self.wrapped(&[vec![Run { text: alert.label().to_owned(), style: self.theme.strong }]]);
                }
                self.blocks(blocks, Spacing::Loose);
                if self.height() == start {
                    self.row(Vec::new());
                }
                self.close();
            }
            Block::List(list) => self.list(list),
            Block::Footnote { label, blocks } => self.footnote(label, blocks),
            Block::Term(term) => {
                let mut lines = inline::lines(term, self.theme);
                base(&mut lines, self.theme.strong);
                self.wrapped(&lines);
            }
            Block::Definition(blocks) => {
                self.open(None, blanks(CODE_INDENT));
                self.blocks(blocks, Spacing::Loose);
                self.close();
            }
        }
    }

    fn draw_heading(&mut self, heading: &Heading<'_>) {
        let mut lines = inline::lines(&heading.inline, self.theme);
        base(&mut lines, if heading.level == 1 { self.theme.title } else { self.theme.strong });
        self.heading(heading.level, &heading.plain, &lines);
    }

    fn code(&mut self, code: &str) {
        self.open(None, blanks(CODE_INDENT));
        for line in code.split('\n') {
            let text = text::clean(&expanded(line)).into_owned();
            self.cut(&[Run { text, style: self.theme.code }]);
        }
        self.close();
    }

    fn list(&mut self, list: &List<'_>) {
        let spacing = if list.loose { Spacing::Loose } else { Spacing::Tight };
        let lowest = list.start.unwrap_or_default();
        let highest = lowest.saturating_add(list.items.len().saturating_sub(1) as u64);
        let digits = highest.to_string().len();
        let mut before: Option<&Item<'_>> = None;
        let start = self.height();
        for (number, item) in (lowest..).zip(&list.items) {
            let after_apart = before.and_then(|item| item.blocks.last()).is_some_and(ends_apart);
            if before.is_some() && (list.loose || after_apart) && self.height() > start {
                self.blank();
            }
            let number = list.start.map(|_| format!("{number:>digits$}{} ", list.delimiter));
            self.item(item, number, spacing);
            before = Some(item);
        }
    }

    fn item(&mut self, item: &Item<'_>, number: Option<String>, spacing: Spacing) {
        let signs = self.theme.signs;
        let task = item.task.map(|done| if done { Mark::Done } else { Mark::Todo });
        let (sign, style) = match (task, number) {
            (Some(mark), _) => (format!("{} ", self.theme.sign(mark)), self.theme.sign_style(mark)),
            (None, Some(number)) => (number, self.theme.secondary),
            (None, None) => (format!("{} ", signs.bullet), self.theme.secondary),
        };
        let indent = wrap::width(&sign);
        self.open(Some(theme::span(sign, style)), blanks(indent));
        self.blocks(&item.blocks, spacing);
        self.close();
    }

    fn footnote(&mut self, label: &str, blocks: &[Block<'_>]) {
        let widest = (self.room().first / 3).max(1);
        let label = SafeText::new(label).fitted(widest, self.theme.signs.cut);
        let sign = format!("[{label}] ");
        let indent = wrap::width(&sign);
        self.open(Some(theme::span(sign, self.theme.secondary)), blanks(indent));
        self.blocks(blocks, Spacing::Loose);
        self.close();
    }
}

fn blanks(cells: usize) -> ratatui::text::Span<'static> {
    theme::span(" ".repeat(cells), Style::new())
}

/// Lays the styles of text over that of its block.
fn base(lines: &mut [Vec<Run>], style: Style) {
    for run in lines.iter_mut().flatten() {
        run.style = style.patch(run.style);
    }
}

/// A line of code with blanks instead of tabs.
fn expanded(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut column = 0;
    for (index, part) in line.split('\t').enumerate() {
        if index > 0 {
            let blanks = TAB - column % TAB;
            out.extend(std::iter::repeat_n(' ', blanks));
            column += blanks;
        }
        out.push_str(part);
        column += wrap::width(&text::clean(part));
    }
    out
}
