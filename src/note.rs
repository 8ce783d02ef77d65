//! A note: a Markdown text as blocks.
//!
//! One pass over the parser's events makes a tree: quotes, lists and footnotes hold blocks, and what is left are leaves
//! of inline Markdown. The source of a leaf is kept, freed from the prefixes of the containers around it; links,
//! images and other things that a renderer wants to know are marked in it (see [`Piece`]). Nothing here knows how a
//! note looks.

mod address;
mod anchor;
pub(crate) mod autolink;
mod build;
mod callout;
mod front_matter;
mod html;
mod leaf;
mod path;
pub(crate) mod tag;
mod target;

use std::borrow::Cow;

pub use address::destination;
pub(crate) use address::scheme;
pub use anchor::Anchors;
pub use build::{Blocks, links};
pub(crate) use front_matter::split as split_front_matter;
pub use front_matter::{Entries, Entry, FrontMatter, entries};
pub(crate) use path::{
    decoded as percent_decoded, encoded as percent_encoded, is_markdown, markdown_stem, relative, resolved,
};
pub use target::{Refusal, Target};

/// How deep quotes, list items and footnotes may stand in each other. What is deeper is shown as it was written.
///
/// Sixteen levels are more than anybody reads; the limit keeps work and stack small for hostile notes.
pub const DEEPEST: usize = 16;

/// The words for a note that says nothing beside its title.
pub const EMPTY: &str = "The author's note is empty.";

/// Whether a note says nothing, or only its topic's title.
pub fn is_empty(markdown: &str, title: &str) -> bool {
    let text = markdown.trim();
    let heading = text.trim_start_matches('#');
    let is_title = heading.len() < text.len() && heading.trim().to_lowercase() == title.trim().to_lowercase();
    text.is_empty() || is_title
}

/// A text in which each line stays a line: Markdown would join the lines of a paragraph, which is not what a person means who
/// writes down one thought a line.
pub fn with_lines_kept(markdown: &str) -> String {
    // Two blanks at the end are a hard line break, <https://spec.commonmark.org/0.31.2/#hard-line-breaks>.
    markdown.lines().collect::<Vec<_>>().join("  \n")
}

/// A piece of a note that stands on lines of its own.
#[derive(Debug, PartialEq, Eq)]
pub enum Block<'a> {
    /// What the data above the note says about it.
    FrontMatter(FrontMatter),
    /// Running text.
    Paragraph(Inline<'a>),
    /// A heading.
    Heading(Heading<'a>),
    /// Lines of code, fenced or indented.
    Code(Code),
    /// A table.
    Table(Table<'a>),
    /// The line of text that stands for what can be folded in HTML. What is folded follows it.
    Summary(Inline<'a>),
    /// Raw HTML with tags that are not understood, without its comments; `<br>` is a line break.
    Html(String),
    /// A line across.
    Rule,
    /// A quote.
    Quote {
        /// Set where the quote is a GitHub alert.
        alert: Option<Alert>,
        /// What is quoted.
        blocks: Vec<Block<'a>>,
    },
    /// A list.
    List(List<'a>),
    /// The text of a footnote.
    Footnote {
        /// Footnotes are counted from 1, in the order in which they are first referred to.
        number: u32,
        /// The text.
        blocks: Vec<Block<'a>>,
    },
    /// A term, explained by the definitions after it.
    Term(Inline<'a>),
    /// The explanation of a term.
    Definition(Vec<Block<'a>>),
    /// What stands deeper than [`DEEPEST`], as it was written.
    Raw(String),
}

/// Lines of code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Code {
    /// What the author calls the language: the first word of the info string. Not cleaned.
    pub language: Option<Box<str>>,
    /// The code; ends without a line break.
    pub text: String,
}

/// A table.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Table<'a> {
    /// On which side the text of each column stands.
    pub columns: Vec<Alignment>,
    /// The rows with as many cells as there are columns; the first is the header.
    pub rows: Vec<Vec<Inline<'a>>>,
}

/// On which side the text of a column stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Alignment {
    /// On the left, also where nothing is said.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// On the right.
    Right,
}

/// A heading.
#[derive(Debug, PartialEq, Eq)]
pub struct Heading<'a> {
    /// 1 to 6, 1 is the highest.
    pub level: u8,
    /// The text with its Markdown.
    pub inline: Inline<'a>,
    /// The text without it. Not cleaned.
    pub plain: String,
}

/// A list.
#[derive(Debug, PartialEq, Eq)]
pub struct List<'a> {
    /// The number of the first item of an ordered list.
    pub start: Option<u64>,
    /// What stands after a number: `.` or `)`.
    pub delimiter: char,
    /// Whether blank lines stand between the items.
    pub loose: bool,
    /// The items.
    pub items: Vec<Item<'a>>,
}

/// An item of a list.
#[derive(Debug, PartialEq, Eq)]
pub struct Item<'a> {
    /// Whether the box of a task is ticked; none where the item is no task.
    pub task: Option<bool>,
    /// What the item holds.
    pub blocks: Vec<Block<'a>>,
}

/// The kinds of GitHub alerts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alert {
    /// Something worth knowing.
    Note,
    /// Advice.
    Tip,
    /// Needed for success.
    Important,
    /// Needs attention.
    Warning,
    /// A risk.
    Caution,
}

impl Alert {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::Note, Self::Tip, Self::Important, Self::Warning, Self::Caution];

    /// The word that stands above the alert.
    pub fn label(self) -> &'static str {
        match self {
            Self::Note => "Note",
            Self::Tip => "Tip",
            Self::Important => "Important",
            Self::Warning => "Warning",
            Self::Caution => "Caution",
        }
    }
}

/// Inline Markdown in pieces.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Inline<'a> {
    /// The pieces, in order.
    pub pieces: Vec<Piece<'a>>,
}

/// A piece of inline Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Markdown as it was written: emphasis, math, entities, escapes.
    Source(&'a str),
    /// The end of a line of the source.
    NewLine,
    /// A line break that was written as HTML.
    Break,
    /// Text that must not be read as Markdown.
    Literal(Cow<'a, str>),
    /// Code without its backticks.
    Code(Cow<'a, str>),
    /// Before a link that has no signs around it: its label is its address.
    Bare,
    /// Before the label of a link.
    LinkStart,
    /// After the label of a link.
    LinkEnd(Link),
    /// Before the description of an image.
    ImageStart,
    /// After the description of an image, which is its label.
    ImageEnd(Link),
    /// A reference to the footnote of this number.
    FootnoteMark(u32),
    /// Before text with another look, which HTML tags gave it.
    Face(Face),
    /// After it.
    FaceEnd,
}

/// A look that HTML tags give to text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// As between `**`.
    Strong,
    /// As between `*`.
    Emphasis,
    /// As between `~~`.
    Strike,
    /// As between backticks, though Markdown is read in it.
    Code,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The address, decoded, not cleaned.
    pub target: Box<str>,
    /// What the label says about it.
    pub label: Label,
}

/// What the label of a link says about its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// There is none.
    Empty,
    /// It is the address.
    Address,
    /// It has words of its own.
    Words,
}

impl Link {
    /// Whether the link leads to another note or place beside this one: its address names no scheme and no host.
    pub fn is_relative(&self) -> bool {
        scheme(&self.target).is_none() && !self.target.starts_with("//")
    }
}

/// The blocks of a text that went through [`prepared`], one after the other: what is not asked for costs little.
pub fn blocks(prepared: &str) -> Blocks<'_> {
    let (front_matter, text) = front_matter::split(prepared);
    Blocks::new(text, front_matter)
}

/// What the address of a link to the footnote of this number has after `#`. No heading has such an anchor.
pub fn footnote_anchor(number: u32) -> String {
    format!("fn:{number}")
}

/// A text ready to be split: no byte order mark, `\n` between lines, and nothing that [`is_reserved`].
///
/// A lone carriage return ends a line too: the parser would otherwise join the next line to a heading.
pub fn prepared(raw: &str) -> Cow<'_, str> {
    let text = raw.strip_prefix('\u{FEFF}').unwrap_or(raw);
    if !text.contains(|c| c == '\r' || is_reserved(c)) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(text.replace(is_reserved, crate::text::MARKER.encode_utf8(&mut [0; 4])))
}

/// Whether `c` is one of the invisible characters that never stand in a prepared text, so that a renderer may use
/// them as marks of its own (U+2060-206F).
pub fn is_reserved(c: char) -> bool {
    matches!(c, '\u{2060}'..='\u{206F}')
}

#[cfg(test)]
mod tests;
