//! From the parser's events to the tree of blocks.

use std::collections::{HashMap, VecDeque};
use std::ops::Range;

use pulldown_cmark::{
    Alignment as Side, BlockQuoteKind, CodeBlockKind, Event, LinkType, OffsetIter, Options, Parser, Tag,
    TagEnd,
};

use super::callout;
use super::html;
use super::leaf::{Leaf, Prefix, peel};
use super::{Alert, Alignment, Block, Code, DEEPEST, FrontMatter, Heading, Inline, Item, List, Piece, Table};

/// The blocks of a text, each made when it is asked for.
pub struct Blocks<'a> {
    events: OffsetIter<'a>,
    builder: Builder<'a>,
    is_over: bool,
}

impl<'a> Blocks<'a> {
    pub(super) fn new(text: &'a str, front_matter: Option<FrontMatter>) -> Self {
        let events = Parser::new_ext(text, flags()).into_offset_iter();
        let mut builder = Builder::new(text);
        builder.root.extend(front_matter.map(Block::FrontMatter));
        Self { events, builder, is_over: false }
    }
}

impl<'a> Iterator for Blocks<'a> {
    type Item = Block<'a>;

    fn next(&mut self) -> Option<Block<'a>> {
        loop {
            // What comes next may turn a term back into a paragraph.
            if (self.builder.root.len() > 1 || !self.builder.in_definitions)
                && let Some(block) = self.builder.root.pop_front()
            {
                return Some(block);
            }
            if self.is_over {
                return None;
            }
            if let Some((event, range)) = self.events.next() {
                self.builder.take(event, range);
            } else {
                self.is_over = true;
                self.builder.in_definitions = false;
                self.builder.close_leaf();
            }
        }
    }
}

/// The addresses of all links of a text, as they are written, each with the bytes of its link.
pub fn links(text: &str) -> Vec<(String, Range<usize>)> {
    let link = |(event, range)| match event {
        // Who gets a mail is no path.
        Event::Start(Tag::Link { link_type, dest_url, .. }) if link_type != LinkType::Email => {
            Some((dest_url.into_string(), range))
        }
        _ => None,
    };
    Parser::new_ext(text, flags()).into_offset_iter().filter_map(link).collect()
}

/// What the leaf renderer understands, but for two: heading attributes, in which this version of the parser panics,
/// and metadata blocks, which would hide text that stands between two lines across.
fn flags() -> Options {
    Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_SUBSCRIPT
        | Options::ENABLE_MATH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
        | Options::ENABLE_TABLES
}

struct Builder<'a> {
    text: &'a str,
    /// Blocks that stand for themselves and are complete.
    root: VecDeque<Block<'a>>,
    open: Vec<Open<'a>>,
    leaf: Option<(LeafKind, Leaf<'a>)>,
    /// Code or HTML, which arrives as it is to be shown.
    verbatim: Option<String>,
    /// The language of the code that is being read.
    language: Option<Box<str>>,
    /// The numbers of the footnotes so far.
    footnotes: HashMap<String, u32>,
    /// The table that is being read.
    table: Table<'a>,
    /// Whether terms and definitions are being read that stand for themselves.
    in_definitions: bool,
    /// How many tags are open below the deepest level.
    too_deep: usize,
}

enum LeafKind {
    Paragraph,
    Heading(u8),
    Cell,
    Term,
}

enum Open<'a> {
    Quote(Option<Alert>, Vec<Block<'a>>),
    List(List<'a>),
    Item(Item<'a>),
    Footnote(u32, Vec<Block<'a>>),
    Definition(Vec<Block<'a>>),
    /// What follows a colon that is none of a definition, and whether a blank line stands before it.
    Colon(bool, Vec<Block<'a>>),
}

impl<'a> Open<'a> {
    fn prefix(&self) -> Option<Prefix> {
        match self {
            Self::Quote(..) => Some(Prefix::Quote),
            Self::Item(_) | Self::Footnote(..) | Self::Definition(_) | Self::Colon(..) => {
                Some(Prefix::Indent)
            }
            Self::List(_) => None,
        }
    }

    fn blocks(&mut self) -> Option<&mut Vec<Block<'a>>> {
        match self {
            Self::Quote(_, blocks)
            | Self::Footnote(_, blocks)
            | Self::Definition(blocks)
            | Self::Colon(_, blocks) => Some(blocks),
            Self::Item(item) => Some(&mut item.blocks),
            Self::List(_) => None,
        }
    }
}

impl<'a> Builder<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            root: VecDeque::new(),
            open: Vec::new(),
            leaf: None,
            verbatim: None,
            language: None,
            footnotes: HashMap::new(),
            table: Table::default(),
            in_definitions: false,
            too_deep: 0,
        }
    }

    fn take(&mut self, event: Event<'a>, range: Range<usize>) {
        if self.too_deep > 0 {
            match event {
                Event::Start(_) => self.too_deep += 1,
                Event::End(_) => self.too_deep -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Rule => {
                self.close_leaf();
                self.push(Block::Rule);
            }
            Event::TaskListMarker(done) => {
                if let Some(Open::Item(item)) = self.open.last_mut() {
                    item.task = Some(done);
                }
            }
            Event::Text(text) | Event::Html(text) if self.verbatim.is_some() => {
                if let Some(verbatim) = &mut self.verbatim {
                    verbatim.push_str(&text);
                }
            }
            inline => self.inline(inline, range),
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                self.loosen();
                self.open_leaf(LeafKind::Paragraph, Leaf::new(self.text));
            }
            Tag::Heading { level, .. } => {
                self.open_leaf(LeafKind::Heading(level as u8), Leaf::with_plain(self.text));
            }
            Tag::Table(sides) => {
                self.close_leaf();
                self.table = Table { columns: sides.into_iter().map(alignment).collect(), rows: Vec::new() };
            }
            Tag::TableHead | Tag::TableRow => self.table.rows.push(Vec::new()),
            Tag::TableCell => self.open_leaf(LeafKind::Cell, Leaf::cell(self.text)),
            Tag::DefinitionListTitle => self.open_leaf(LeafKind::Term, Leaf::new(self.text)),
            Tag::CodeBlock(kind) => {
                self.close_leaf();
                self.language = language(&kind);
                self.verbatim = Some(String::new());
            }
            Tag::HtmlBlock => {
                self.close_leaf();
                self.verbatim = Some(String::new());
            }
            Tag::BlockQuote(kind) => self.enter(Open::Quote(kind.map(alert), Vec::new()), &range),
            Tag::List(start) => self
                .enter(Open::List(List { start, delimiter: '.', loose: false, items: Vec::new() }), &range),
            Tag::Item => {
                self.note_delimiter(&range);
                self.enter(Open::Item(Item { task: None, blocks: Vec::new() }), &range);
            }
            Tag::FootnoteDefinition(label) => {
                let number = self.footnote(&label);
                self.enter(Open::Footnote(number, Vec::new()), &range);
            }
            Tag::DefinitionListDefinition => self.definition(&range),
            Tag::DefinitionList => {
                self.close_leaf();
                self.in_definitions |= self.open.is_empty();
            }
            Tag::MetadataBlock(_) => {}
            inline => self.inline(Event::Start(inline), range),
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::DefinitionListTitle => {
                self.close_leaf();
            }
            TagEnd::DefinitionList => {
                self.close_leaf();
                self.in_definitions &= !self.open.is_empty();
            }
            TagEnd::CodeBlock => {
                let mut text = self.verbatim.take().unwrap_or_default();
                text.truncate(text.strip_suffix('\n').unwrap_or(&text).len());
                let language = self.language.take();
                self.push(Block::Code(Code { language, text }));
            }
            TagEnd::HtmlBlock => {
                for block in html::blocks(&self.verbatim.take().unwrap_or_default()) {
                    self.push(block);
                }
            }
            TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionListDefinition => self.leave(),
            TagEnd::Table => {
                let table = std::mem::take(&mut self.table);
                self.push(Block::Table(table));
            }
            TagEnd::TableHead | TagEnd::TableRow | TagEnd::MetadataBlock(_) => {}
            inline => self.inline(Event::End(inline), range),
        }
    }

    fn inline(&mut self, event: Event<'a>, range: Range<usize>) {
        let footnote = match &event {
            Event::FootnoteReference(label) => Some(self.footnote(label)),
            _ => None,
        };
        // The text of tight items has no paragraph around it.
        let (_, leaf) = self.leaf.get_or_insert_with(|| (LeafKind::Paragraph, Leaf::new(self.text)));
        match footnote {
            Some(number) => leaf.footnote(number, range),
            None => leaf.take(event, range),
        }
    }

    /// The number of a footnote: the next one where its label is new.
    fn footnote(&mut self, label: &str) -> u32 {
        let next = u32::try_from(self.footnotes.len()).unwrap_or(u32::MAX).saturating_add(1);
        *self.footnotes.entry(label.to_lowercase()).or_insert(next)
    }

    fn open_leaf(&mut self, kind: LeafKind, leaf: Leaf<'a>) {
        self.close_leaf();
        self.leaf = Some((kind, leaf));
    }

    fn close_leaf(&mut self) {
        let Some((kind, leaf)) = self.leaf.take() else { return };
        let (inline, plain) = leaf.finish(&self.prefixes());
        self.push(match kind {
            LeafKind::Cell => return self.cell(inline),
            LeafKind::Paragraph => Block::Paragraph(inline),
            LeafKind::Heading(level) => Block::Heading(Heading { level, inline, plain }),
            LeafKind::Term => Block::Term(inline),
        });
    }

    fn cell(&mut self, inline: Inline<'a>) {
        if let Some(row) = self.table.rows.last_mut() {
            row.push(inline);
        }
    }

    fn prefixes(&self) -> Vec<Prefix> {
        self.open.iter().filter_map(Open::prefix).collect()
    }

    fn enter(&mut self, container: Open<'a>, range: &Range<usize>) {
        self.close_leaf();
        let prefixes = self.prefixes();
        if prefixes.len() >= DEEPEST && !matches!(container, Open::Item(_)) {
            let source = self.text.get(range.clone()).unwrap_or_default().trim_end();
            let lines: Vec<_> = source.split('\n').map(|line| peel(line, &prefixes)).collect();
            // The first line begins after the prefixes.
            let first = source.split('\n').next().unwrap_or_default();
            let rest = lines.get(1..).unwrap_or_default().iter().copied();
            self.push(Block::Raw(std::iter::once(first).chain(rest).collect::<Vec<_>>().join("\n")));
            self.too_deep = 1;
            return;
        }
        self.open.push(container);
    }

    fn leave(&mut self) {
        self.close_leaf();
        let block = match self.open.pop() {
            Some(Open::Quote(alert, mut blocks)) => {
                Block::Quote { alert: alert.or_else(|| callout::taken(&mut blocks)), blocks }
            }
            Some(Open::List(list)) => Block::List(list),
            Some(Open::Footnote(number, blocks)) => Block::Footnote { number, blocks },
            Some(Open::Definition(blocks)) => Block::Definition(blocks),
            Some(Open::Colon(is_apart, blocks)) => return self.put_back(is_apart, blocks),
            Some(Open::Item(item)) => {
                if let Some(Open::List(list)) = self.open.last_mut() {
                    list.items.push(item);
                }
                return;
            }
            None => return,
        };
        self.push(block);
    }

    /// To the parser every colon at the start of a line defines what stands before it, also that of `:smile:` and `:::`.
    fn definition(&mut self, range: &Range<usize>) {
        let (before, source) = self.text.split_at_checked(range.start).unwrap_or_default();
        let after_colon = source.trim_start_matches(' ').strip_prefix(':').unwrap_or_default();
        if !after_colon.is_empty() && !after_colon.starts_with([' ', '\t', '\n']) {
            let gap = before.bytes().rev().take_while(|byte| matches!(byte, b' ' | b'\t' | b'>' | b'\n'));
            let is_apart = gap.filter(|byte| *byte == b'\n').count() > 1;
            return self.enter(Open::Colon(is_apart, Vec::new()), range);
        }
        if let Some(Block::Term(term)) = self.last() {
            // Each line is a term of its own.
            for piece in term.pieces.iter_mut().filter(|piece| **piece == Piece::NewLine) {
                *piece = Piece::Break;
            }
        }
        self.enter(Open::Definition(Vec::new()), range);
    }

    /// Makes running text of what the parser took for a definition.
    fn put_back(&mut self, is_apart: bool, blocks: Vec<Block<'a>>) {
        let mut blocks = blocks.into_iter().peekable();
        let mut pieces = vec![Piece::Source(":")];
        if let Some(Block::Paragraph(text)) = blocks.next_if(|block| matches!(block, Block::Paragraph(_))) {
            pieces.extend(text.pieces);
        }
        if let Some(last) = self.last()
            && let Block::Term(term) = last
        {
            *last = Block::Paragraph(std::mem::take(term));
        }
        match self.last() {
            Some(Block::Paragraph(text)) if !is_apart => {
                text.pieces.push(Piece::NewLine);
                text.pieces.extend(pieces);
            }
            _ => {
                self.loosen();
                self.push(Block::Paragraph(Inline { pieces }));
            }
        }
        blocks.for_each(|block| self.push(block));
    }

    /// The block before the one that is being read.
    fn last(&mut self) -> Option<&mut Block<'a>> {
        match self.open.last_mut().and_then(Open::blocks) {
            Some(blocks) => blocks.last_mut(),
            None => self.root.back_mut(),
        }
    }

    fn push(&mut self, block: Block<'a>) {
        match self.open.last_mut().and_then(Open::blocks) {
            Some(blocks) => blocks.push(block),
            None => self.root.push_back(block),
        }
    }

    /// A paragraph directly in an item means that its list has blank lines between items.
    fn loosen(&mut self) {
        if let [.., Open::List(list), Open::Item(_)] = self.open.as_mut_slice() {
            list.loose = true;
        }
    }

    fn note_delimiter(&mut self, range: &Range<usize>) {
        let source = self.text.get(range.clone()).unwrap_or_default();
        let marker = source.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ' || c == '\t');
        if let Some(Open::List(list)) = self.open.last_mut()
            && list.start.is_some()
            && marker.starts_with(')')
        {
            list.delimiter = ')';
        }
    }
}

fn alignment(side: Side) -> Alignment {
    match side {
        Side::None | Side::Left => Alignment::Left,
        Side::Center => Alignment::Center,
        Side::Right => Alignment::Right,
    }
}

/// The first word of an info string.
fn language(kind: &CodeBlockKind<'_>) -> Option<Box<str>> {
    let CodeBlockKind::Fenced(info) = kind else { return None };
    let word = info.split([' ', '\t', ',', '{', ':']).next().unwrap_or_default();
    (!word.is_empty()).then(|| word.into())
}

fn alert(kind: BlockQuoteKind) -> Alert {
    match kind {
        BlockQuoteKind::Note => Alert::Note,
        BlockQuoteKind::Tip => Alert::Tip,
        BlockQuoteKind::Important => Alert::Important,
        BlockQuoteKind::Warning => Alert::Warning,
        BlockQuoteKind::Caution => Alert::Caution,
    }
}
