//! Inline Markdown on its way from events to pieces: what is marked, and what belongs to containers.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::{Inline, Label, Link, Piece, is_reserved};
use crate::text::MARKER;

/// What a container puts before each line of what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prefix {
    /// `>`
    Quote,
    /// Blanks.
    Indent,
}

/// A line without the prefixes of the containers around it and without the blanks before its text.
///
/// A paragraph may go on without some of the prefixes, so peeling stops at the first that is missing.
pub(super) fn peel<'a>(line: &'a str, prefixes: &[Prefix]) -> &'a str {
    let mut rest = line.trim_start_matches([' ', '\t']);
    for prefix in prefixes {
        if *prefix == Prefix::Quote {
            let Some(inner) = rest.strip_prefix('>') else { break };
            rest = inner.trim_start_matches([' ', '\t']);
        }
    }
    rest
}

/// A leaf that is being read.
pub(super) struct Leaf<'a> {
    text: &'a str,
    start: Option<usize>,
    /// Where the last event that is complete ended.
    end: usize,
    /// Whether it is a cell of a table.
    is_cell: bool,
    /// What replaces which bytes of the source, in order.
    edits: Vec<(Range<usize>, Piece<'a>)>,
    /// Links and images that are open.
    open: Vec<Target>,
    /// The text alone, where it is wanted.
    plain: Option<String>,
}

struct Target {
    address: Box<str>,
    label: String,
    /// Whether the label is the address by the way it is written.
    auto: bool,
    filled: bool,
}

impl<'a> Leaf<'a> {
    /// A leaf that begins and ends with its first and last event.
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, start: None, end: 0, is_cell: false, edits: Vec::new(), open: Vec::new(), plain: None }
    }

    /// The same, and its plain text is wanted.
    pub(super) fn with_plain(text: &'a str) -> Self {
        Self { plain: Some(String::new()), ..Self::new(text) }
    }

    /// A leaf in which an escaped `|` is one even in code.
    pub(super) fn cell(text: &'a str) -> Self {
        Self { is_cell: true, ..Self::new(text) }
    }

    /// Takes an inline event.
    pub(super) fn take(&mut self, event: Event<'a>, range: Range<usize>) {
        if self.start.is_none() {
            self.start = Some(self.first_byte(&event, range.start));
            self.end = range.start;
        }
        match event {
            Event::Start(tag) => return self.start_tag(tag, range),
            Event::End(tag) => self.end_tag(tag, &range),
            Event::Text(text) => {
                self.add_plain(&text);
                self.text(&text, range.clone());
            }
            Event::Code(code) => {
                self.add_plain(&code);
                self.edits.push((range.start..range.start, Piece::CodeStart));
                self.unescape_pipes(&range);
                self.edits.push((range.end..range.end, Piece::CodeEnd));
            }
            Event::InlineMath(math) | Event::DisplayMath(math) => self.add_plain(&math),
            Event::SoftBreak | Event::HardBreak => self.add_plain(" "),
            Event::InlineHtml(html) | Event::Html(html) => {
                if is_break(&html) {
                    self.edits.push((range.clone(), Piece::Break));
                } else if html.starts_with("<!--") {
                    self.edits.push((range.clone(), Piece::Literal(Cow::Borrowed(""))));
                }
            }
            Event::FootnoteReference(label) => {
                self.edits.push((range.clone(), Piece::FootnoteMark(label.as_ref().into())));
            }
            Event::Rule | Event::TaskListMarker(_) => {}
        }
        self.end = self.end.max(range.end);
    }

    /// In a cell `\|` is a `|` before anything else is read, so its backslash is no part of code.
    fn unescape_pipes(&mut self, code: &Range<usize>) {
        if !self.is_cell {
            return;
        }
        for (at, _) in self.text.get(code.clone()).unwrap_or_default().match_indices("\\|") {
            let at = code.start + at;
            self.edits.push((at..at + 1, Piece::Literal(Cow::Borrowed(""))));
        }
    }

    /// An escaped character's event does not hold the backslash before it, the source must.
    fn first_byte(&self, event: &Event<'_>, start: usize) -> usize {
        let escaped = matches!(event, Event::Text(_)) && self.byte_before(start) == Some(b'\\');
        start - usize::from(escaped)
    }

    fn byte_before(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at.checked_sub(1)?).copied()
    }

    fn add_plain(&mut self, text: &str) {
        if let Some(plain) = &mut self.plain {
            plain.push_str(text);
        }
        if let Some(target) = self.open.last_mut() {
            target.label.push_str(text);
            target.filled |= !text.trim().is_empty();
        }
    }

    fn start_tag(&mut self, tag: Tag<'a>, range: Range<usize>) {
        let (address, link_type, piece, syntax) = match tag {
            Tag::Link { dest_url, link_type, .. } => (dest_url, link_type, Piece::LinkStart, 1),
            Tag::Image { dest_url, link_type, .. } => (dest_url, link_type, Piece::ImageStart, 2),
            Tag::Superscript | Tag::Subscript => {
                return self.literal(range.start..range.start + 1);
            }
            _ => return,
        };
        let label_start = range.start + syntax;
        self.edits.push((range.start..label_start, piece));
        self.end = self.end.max(label_start);
        self.open.push(Target {
            address: address.as_ref().into(),
            label: String::new(),
            auto: matches!(link_type, LinkType::Autolink | LinkType::Email),
            filled: false,
        });
    }

    fn end_tag(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Superscript | TagEnd::Subscript => self.literal(range.end.saturating_sub(1)..range.end),
            TagEnd::Link => {
                let Some(target) = self.open.pop() else { return };
                let label = target.label();
                let link = Link { target: target.address, label };
                self.edits.push((self.end..range.end, Piece::LinkEnd(link)));
            }
            TagEnd::Image => {
                let Some(target) = self.open.pop() else { return };
                let address = (!target.filled).then_some(target.address);
                self.edits.push((self.end..range.end, Piece::ImageEnd(address)));
                if let Some(outer) = self.open.last_mut() {
                    outer.filled = true;
                }
            }
            _ => {}
        }
    }

    /// Keeps these bytes, which the parser took for syntax, as text.
    fn literal(&mut self, range: Range<usize>) {
        let text = self.text.get(range.clone()).unwrap_or_default();
        self.edits.push((range, Piece::Literal(Cow::Borrowed(text))));
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        // A prepared text has none of them, so this one was written as an entity.
        if text.contains(is_reserved) {
            self.edits.push((range, Piece::Literal(String::from(MARKER).into())));
            return;
        }
        // A bracket that closes no link might close one when the links inside it are gone.
        let source = self.text.get(range.start..).unwrap_or_default();
        let escaped = self.byte_before(range.start) == Some(b'\\') && self.end < range.start;
        for (at, _) in source.get(..range.len() + 1).unwrap_or_default().match_indices("](") {
            if at > 0 || !escaped {
                self.literal(range.start + at..range.start + at + 1);
            }
        }
    }

    /// The leaf in pieces, without the prefixes, and its plain text.
    pub(super) fn finish(self, prefixes: &[Prefix]) -> (Inline<'a>, String) {
        let mut pieces = Vec::with_capacity(self.edits.len() * 2 + 1);
        let mut at = self.start.unwrap_or(self.end);
        for (range, piece) in self.edits {
            if range.start < at {
                continue;
            }
            push_source(&mut pieces, self.text.get(at..range.start).unwrap_or_default(), prefixes);
            pieces.push(piece);
            at = range.end;
        }
        push_source(&mut pieces, self.text.get(at..self.end).unwrap_or_default(), prefixes);
        (Inline { pieces }, self.plain.unwrap_or_default())
    }
}

impl Target {
    fn label(&self) -> Label {
        let label = self.label.trim();
        let bare = |address: &str| {
            let address = address.strip_suffix('/').unwrap_or(address);
            ["", "https://", "http://", "mailto:"]
                .iter()
                .any(|scheme| address.strip_prefix(scheme) == Some(label.strip_suffix('/').unwrap_or(label)))
        };
        match () {
            () if !self.filled => Label::Empty,
            () if self.auto || bare(&self.address) => Label::Address,
            () => Label::Words,
        }
    }
}

fn push_source<'a>(pieces: &mut Vec<Piece<'a>>, source: &'a str, prefixes: &[Prefix]) {
    for (index, line) in source.split('\n').enumerate() {
        let mut line = line;
        if index > 0 {
            pieces.push(Piece::NewLine);
            line = peel(line, prefixes);
        }
        if !line.is_empty() {
            pieces.push(Piece::Source(line));
        }
    }
}

/// Whether a tag is `<br>` in one of its spellings.
pub(super) fn is_break(tag: &str) -> bool {
    let name = tag.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    name.is_some_and(|name| name.trim_end_matches(['/', ' ']).eq_ignore_ascii_case("br"))
}
