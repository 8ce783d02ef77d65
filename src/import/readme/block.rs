//! The structure of a Markdown text: headings, lists with their items, tables, and everything else as it stands.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::inline::{Inline, Words};
use crate::import::headings::options;
use crate::import::word;
use crate::progress::Mark;

/// Lists that stand deeper in each other than this are read as plain text: no roadmap has more levels.
const DEEPEST: usize = crate::roadmap::MAX_LEVELS;

/// A piece of the text that stands on lines of its own.
#[derive(Debug)]
pub(super) struct Block {
    /// Where it stands in the source, in bytes.
    pub(super) range: Range<usize>,
    /// What it is.
    pub(super) what: What,
}

/// What a block is.
#[derive(Debug)]
pub(super) enum What {
    /// A heading with its level.
    Heading(u8, Inline),
    /// Running text.
    Paragraph(Inline),
    /// A list.
    List(List),
    /// A table: its rows, the first is the header.
    Table(Vec<Vec<Inline>>),
    /// HTML.
    Html,
    /// A line across.
    Rule,
    /// Code, a quote, a footnote and all that is not looked into.
    Other,
}

/// A list, and what is to be known of all that is in it.
#[derive(Debug, Default)]
pub(super) struct List {
    /// Its items.
    pub(super) items: Vec<Item>,
}

/// An item of a list.
#[derive(Debug, Default)]
pub(super) struct Item {
    /// Where it stands in the source, from its sign on.
    pub(super) range: Range<usize>,
    /// The column in which its text begins, counted from 0.
    pub(super) column: usize,
    /// What its box says, where it has one.
    pub(super) mark: Option<Mark>,
    /// Its first paragraph; empty where it begins with something else.
    pub(super) text: Inline,
    /// What follows.
    pub(super) blocks: Vec<Block>,
}

/// A text in blocks.
#[derive(Debug, Default)]
pub(super) struct Document {
    /// What stands on the top level.
    pub(super) blocks: Vec<Block>,
    /// Where each reference to a definition (`[text][name]`) stands, with the definition's name in lower case; in order.
    pub(super) references: Vec<(usize, String)>,
    /// The definitions (`[name]: address`), by their names in lower case.
    pub(super) definitions: HashMap<String, Definition>,
    /// Where the definitions stand, in order.
    pub(super) spans: Vec<Range<usize>>,
}

/// A definition of a link.
#[derive(Debug)]
pub(super) struct Definition {
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// Where it leads.
    pub(super) url: String,
}

/// Splits a text into its blocks.
pub(super) fn document(text: &str) -> Document {
    let parser = Parser::new_ext(text, options());
    let mut definitions = HashMap::new();
    for (name, definition) in parser.reference_definitions().iter() {
        let url = definition.dest.to_string();
        definitions.insert(name.to_lowercase(), Definition { range: definition.span.clone(), url });
    }
    let mut builder = Builder { text, ..Builder::default() };
    for (event, range) in parser.into_offset_iter() {
        builder.take(event, range);
    }
    builder.close_leaf();
    let mut spans: Vec<_> =
        definitions.values().map(|definition: &Definition| definition.range.clone()).collect();
    spans.sort_by_key(|span| span.start);
    Document { blocks: builder.root, references: builder.references, definitions, spans }
}

#[derive(Default)]
struct Builder<'a> {
    text: &'a str,
    root: Vec<Block>,
    open: Vec<Open>,
    leaf: Option<Leaf>,
    table: Vec<Vec<Inline>>,
    references: Vec<(usize, String)>,
    /// How many tags are open in what is not looked into.
    passed_over: usize,
}

enum Open {
    List(List),
    Item(Item),
}

struct Leaf {
    kind: Kind,
    words: Words,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Heading(u8),
    Paragraph,
    /// The text of an item that stands in no paragraph.
    Bare,
    Cell,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        if let Event::Start(Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. }) = &event
            && matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut)
        {
            self.references.push((range.start, id.to_lowercase()));
        }
        if self.passed_over > 0 {
            match event {
                Event::Start(_) => self.passed_over += 1,
                Event::End(_) => self.passed_over -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Rule => {
                self.close_leaf();
                self.push(Block { range, what: What::Rule });
            }
            Event::TaskListMarker(ticked) => {
                if let Some(Open::Item(item)) = self.open.last_mut() {
                    item.mark = Some(if ticked { Mark::Done } else { Mark::Todo });
                }
            }
            event => self.inline(event, range),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let is_inline = matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript
        ) || matches!(tag, Tag::Link { .. } | Tag::Image { .. });
        if is_inline {
            return self.inline(Event::Start(tag), range);
        }
        self.close_leaf();
        let leaf = |kind| Some(Leaf { kind, words: Words::at(range.start) });
        match tag {
            Tag::Paragraph => self.leaf = leaf(Kind::Paragraph),
            Tag::Heading { level, .. } => self.leaf = leaf(Kind::Heading(level as u8)),
            Tag::TableCell => self.leaf = leaf(Kind::Cell),
            Tag::Table(_) => self.table.clear(),
            Tag::TableHead | Tag::TableRow => self.table.push(Vec::new()),
            Tag::List(_) if self.open.len() < 2 * DEEPEST => self.open.push(Open::List(List::default())),
            Tag::Item => {
                // The parser lets some items begin with the blanks before their sign.
                let whole = self.text.get(range.clone()).unwrap_or_default();
                let range = range.end - whole.trim_start().len()..range.end;
                let column = self.content_column(range.start);
                self.open.push(Open::Item(Item { range, column, ..Item::default() }));
            }
            Tag::HtmlBlock => self.pass_over(range, What::Html),
            _ => self.pass_over(range, What::Other),
        }
    }

    fn pass_over(&mut self, range: Range<usize>, what: What) {
        self.passed_over = 1;
        self.push(Block { range, what });
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Table => {
                let rows = std::mem::take(&mut self.table);
                self.push(Block { range, what: What::Table(rows) });
            }
            TagEnd::TableHead | TagEnd::TableRow => {}
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell => self.close_leaf_at(range.end),
            TagEnd::Item => {
                self.close_leaf();
                if let Some(Open::Item(item)) = self.open.pop()
                    && let Some(Open::List(list)) = self.open.last_mut()
                {
                    list.items.push(item);
                }
            }
            TagEnd::List(_) => {
                if let Some(Open::List(list)) = self.open.pop() {
                    self.push(Block { range, what: What::List(list) });
                }
            }
            tag => self.inline(Event::End(tag), range),
        }
    }

    fn inline(&mut self, event: Event<'_>, range: Range<usize>) {
        let start = range.start;
        let leaf = self.leaf.get_or_insert_with(|| Leaf { kind: Kind::Bare, words: Words::at(start) });
        leaf.words.take(event, range);
    }

    fn close_leaf(&mut self) {
        self.close_leaf_at(0);
    }

    /// Ends the words that are being read; they reach at least to `end`.
    fn close_leaf_at(&mut self, end: usize) {
        let Some(leaf) = self.leaf.take() else { return };
        let mut inline = leaf.words.finish();
        inline.range.end = inline.range.end.max(end);
        let range = inline.range.clone();
        match leaf.kind {
            Kind::Cell => {
                if let Some(row) = self.table.last_mut() {
                    row.push(inline);
                }
            }
            Kind::Heading(level) => self.push(Block { range, what: What::Heading(level, inline) }),
            Kind::Paragraph | Kind::Bare => match self.open.last_mut() {
                Some(Open::Item(item)) if item.blocks.is_empty() && item.text == Inline::default() => {
                    // Boxes that Markdown does not know are text to it.
                    let boxed = word::boxed(&inline.text).filter(|_| item.mark.is_none());
                    item.mark = boxed.map(|(mark, _)| mark).or(item.mark);
                    item.text = match boxed {
                        Some((_, length)) => inline.without_start(length),
                        None => inline,
                    };
                }
                _ => self.push(Block { range, what: What::Paragraph(inline) }),
            },
        }
    }

    fn push(&mut self, block: Block) {
        match self.open.last_mut() {
            Some(Open::Item(item)) => item.blocks.push(block),
            Some(Open::List(_)) => {}
            None => self.root.push(block),
        }
    }

    /// The column in which the text of the item begins that starts at `start`.
    fn content_column(&self, start: usize) -> usize {
        let column = column(self.text, start);
        let rest = self.text.get(start..).unwrap_or_default();
        let blank = rest.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let sign = rest.bytes().skip(blank);
        let digits = sign.clone().take_while(u8::is_ascii_digit).count();
        let after = sign.skip(digits + 1).take(5).take_while(|byte| matches!(byte, b' ' | b'\t'));
        // More than four blanks are those of an indented code block.
        let gap = after.count();
        column + blank + digits + 1 + if gap > 4 { 1 } else { gap.max(1) }
    }
}

/// The column in which the byte `at` stands, counted from 0; tabs reach to the next multiple of four.
pub(super) fn column(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    // What stands before a list item is blanks and signs; a line of a megabyte is not measured again for each item in it.
    let line = before.bytes().rev().take(400).take_while(|byte| *byte != b'\n').count();
    let line = before.as_bytes().get(before.len() - line..).unwrap_or_default();
    line.iter().fold(0, |column, byte| if *byte == b'\t' { (column / 4 + 1) * 4 } else { column + 1 })
}
