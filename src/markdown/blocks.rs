//! Each kind of block, drawn.

use ratatui::style::Style;

use super::Colouring;
use super::builder::Builder;
use super::code::Painted;
use super::inline::{self, Leaf};
use super::told;
use super::wrap::{self, Join, Run};
use crate::note::{self, Block, Code, FrontMatter, Heading, Inline, Item, List};
use crate::progress::Mark;
use crate::text::{self, SafeText};

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
pub(super) fn is_apart(before: &Block<'_>, after: &Block<'_>, spacing: Spacing) -> bool {
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

    /// Adds a block.
    pub(super) fn block(&mut self, block: &Block<'_>) {
        match block {
            Block::Quote { alert, blocks } if self.is_told() => self.tell_quote(*alert, blocks),
            Block::Quote { alert, blocks } => {
                self.open(None, Run::new(format!("{} ", self.theme.signs.vertical), self.theme.frame));
                let start = self.height();
                if let Some(alert) = alert {
                    self.wrapped(&[vec![Run::new(alert.label(), self.theme.strong)]]);
                }
                self.blocks(blocks, Spacing::Loose);
                if self.height() == start {
                    self.row(&[], Join::Apart);
                }
                self.close();
            }
            Block::List(list) => self.list(list),
            Block::Footnote { number, blocks } => self.footnote(*number, blocks),
            Block::Definition(blocks) => {
                self.open(None, blanks(CODE_INDENT));
                self.blocks(blocks, Spacing::Loose);
                self.close();
            }
            leaf => {
                self.stop();
                self.leaf(leaf);
            }
        }
    }

    fn leaf(&mut self, block: &Block<'_>) {
        match block {
            Block::FrontMatter(data) => self.front_matter(data),
            Block::Paragraph(text) => self.text(text, Style::new()),
            Block::Heading(heading) => self.draw_heading(heading),
            Block::Code(code) if self.is_told() => self.tell_code(code),
            Block::Code(code) => self.code(code),
            Block::Table(table) => self.table(table),
            Block::Summary(text) => self.summary(text),
            Block::Html(html) => self.verbatim(html, self.theme.secondary),
            Block::Raw(source) => self.verbatim(source, self.theme.text),
            Block::Rule => {
                let line = self.theme.signs.horizontal.repeat(self.room().first);
                self.row(&[Run::new(line, self.theme.frame)], Join::Apart);
            }
            Block::Term(term) => self.text(term, self.theme.strong),
            Block::Quote { .. } | Block::List(_) | Block::Footnote { .. } | Block::Definition(_) => {}
        }
    }

    /// One quiet line.
    fn front_matter(&mut self, data: &FrontMatter) {
        let tags: Vec<String> = data.tags.iter().map(|tag| format!("#{tag}")).collect();
        let tags = Some(tags.join(" ")).filter(|tags| !tags.is_empty());
        let parts: Vec<String> =
            [data.title.clone(), data.date.clone(), tags].into_iter().flatten().collect();
        let line = parts.join(&format!("  {}  ", self.theme.signs.bullet));
        self.wrapped(&[vec![Run::new(text::clean(&line), self.theme.secondary)]]);
        self.end_front();
    }

    /// Adds running text. Its own styles lie over that of its block.
    fn text(&mut self, inline: &Inline<'_>, style: Style) {
        let lines = self.lines(inline, style);
        self.wrapped(&lines);
    }

    /// The lines of running text, with its links known to the page.
    fn lines(&mut self, inline: &Inline<'_>, style: Style) -> Vec<Vec<Run>> {
        let Leaf { mut lines, links } = inline::lines(inline, self.layout.addresses, self.theme);
        let first = self.links(links);
        for run in lines.iter_mut().flatten() {
            run.style = style.patch(run.style);
            run.link = run.link.map(|link| link.saturating_add(first));
        }
        lines
    }

    fn draw_heading(&mut self, heading: &Heading<'_>) {
        let style = if heading.level == 1 { self.theme.title } else { self.theme.strong };
        let mut lines = self.lines(&heading.inline, style);
        if self.is_told() {
            told::as_heading(&mut lines, heading.level);
        }
        self.heading(heading.level, &heading.plain, &lines);
    }

    fn code(&mut self, code: &Code) {
        let left = self.layout.width.saturating_sub(self.room().first);
        if let Some(language) = &code.language {
            self.open(None, blanks(CODE_INDENT));
            let name = SafeText::new(language).fitted(self.room().first, self.theme.signs.cut);
            self.row(&[Run::new(name.as_str(), self.theme.secondary)], Join::Apart);
            self.close();
        }
        self.open(None, Run::new(" ".repeat(CODE_INDENT), self.theme.code));
        let start = self.height();
        let lines = || code.text.split('\n').map(|line| text::clean(&expanded(line)).into_owned());
        let painted = match self.layout.colouring {
            Colouring::AtOnce => {
                Painted::new(lines(), code.language.as_deref(), (self.theme, &mut self.colours))
            }
            Colouring::Later => Painted::plain(self.theme),
        };
        for (number, line) in lines().enumerate() {
            self.unbroken(&painted.line(number, &line));
        }
        self.end_code(start, code.language.as_deref());
        if self.theme.code != self.theme.text {
            self.lay_ground(start, left);
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
            (Some(mark), _) => {
                let colon = if self.is_told() { ":" } else { "" };
                (format!("{}{colon} ", self.theme.sign(mark)), self.theme.sign_style(mark))
            }
            (None, Some(number)) => (number, self.theme.secondary),
            (None, None) => (format!("{} ", signs.bullet), self.theme.secondary),
        };
        let indent = wrap::width(&sign);
        self.open(Some(Run::new(sign, style)), blanks(indent));
        self.blocks(&item.blocks, spacing);
        self.close();
    }

    fn footnote(&mut self, number: u32, blocks: &[Block<'_>]) {
        let sign = format!("[{number}] ");
        let indent = wrap::width(&sign);
        self.anchor(&note::footnote_anchor(number));
        self.open(Some(Run::new(sign, self.theme.secondary)), blanks(indent));
        self.blocks(blocks, Spacing::Loose);
        self.close();
    }

    /// A line that stands for what follows it. Nothing is folded: the sign says so.
    fn summary(&mut self, inline: &Inline<'_>) {
        let sign =
            if self.is_told() { told::DETAILS.to_owned() } else { format!("{} ", self.theme.signs.open) };
        let indent = wrap::width(&sign);
        self.open(Some(Run::new(sign, self.theme.secondary)), blanks(indent));
        self.text(inline, self.theme.strong);
        self.close();
    }
}

fn blanks(cells: usize) -> Run {
    Run::new(" ".repeat(cells), Style::new())
}

/// A line of code with blanks instead of tabs.
pub(super) fn expanded(line: &str) -> String {
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
