//! Inline Markdown on its way from events to pieces: what is marked, and what belongs to containers.

mod tags;

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use self::tags::OpenTag;
use super::autolink;
use super::tag::decoded;
use super::{Inline, Label, Link, Piece, is_reserved};
use crate::text::MARKER;

/// Bytes of a leaf in which signs are looked at. Nobody reads Markdown in a paragraph that is longer.
const LARGEST: usize = 64 * 1024;

/// The first letter of Korean; those of Chinese and Japanese come after it.
const FIRST_EAST: char = '\u{1100}';

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
    /// What replaces which bytes of the source.
    edits: Vec<(Range<usize>, Piece<'a>)>,
    /// Links and images that are open.
    open: Vec<Open>,
    /// HTML tags that are open.
    tags: Vec<OpenTag>,
    /// The last address that stands in running text: what the parser found to begin in it does not count.
    taken: Range<usize>,
    /// Where the last sign ended with which emphasis begins.
    weight: usize,
    /// Stars and tildes in links that are text to the parser.
    runs: Vec<Range<usize>>,
    /// The text alone, where it is wanted.
    plain: Option<String>,
}

/// A link or an image that is open.
struct Open {
    address: Box<str>,
    label: String,
    /// Whether the label is the address by the way it is written.
    auto: bool,
    filled: bool,
    /// How many HTML tags were open before it.
    tags: usize,
    /// How many runs of [`Leaf::runs`] were before it.
    runs: usize,
    /// Whether it was opened by an HTML tag.
    is_html: bool,
}

impl<'a> Leaf<'a> {
    /// A leaf that begins and ends with its first and last event.
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            start: None,
            end: 0,
            is_cell: false,
            edits: Vec::new(),
            open: Vec::new(),
            tags: Vec::new(),
            taken: 0..0,
            weight: 0,
            runs: Vec::new(),
            plain: None,
        }
    }

    /// The same, and its plain text is wanted.
    pub(super) fn with_plain(text: &'a str) -> Self {
        Self { plain: Some(String::new()), ..Self::new(text) }
    }

    /// A leaf in which a `|` is no text.
    pub(super) fn cell(text: &'a str) -> Self {
        Self { is_cell: true, ..Self::new(text) }
    }

    /// Takes an inline event.
    pub(super) fn take(&mut self, event: Event<'a>, range: Range<usize>) {
        self.begin(matches!(event, Event::Text(_)), range.start);
        self.add_event(&event);
        if self.taken.contains(&range.start) {
            // A run of text may go on after the address.
            if let Event::Text(text) = &event
                && self.taken.end < range.end
            {
                self.text(text, self.taken.end..range.end);
            }
            // What only begins in it goes on.
            if !matches!(event, Event::Start(_)) {
                self.end = self.end.max(range.end);
            }
            return;
        }
        match event {
            Event::Start(tag) => return self.start_tag(tag, range),
            Event::End(tag) => self.end_tag(tag, &range),
            Event::Text(text) => self.text(&text, range.clone()),
            Event::Code(code) => {
                let code = match code {
                    CowStr::Borrowed(code) => Cow::Borrowed(code),
                    code => Cow::Owned(code.into_string()),
                };
                self.edits.push((range.clone(), Piece::Code(code)));
            }
            // The renderer ends the row after it.
            Event::DisplayMath(_) if self.open.is_empty() && self.start < Some(range.start) => {
                self.edits.push((range.start..range.start, Piece::Break));
            }
            Event::InlineHtml(html) | Event::Html(html) => self.html(&html, &range),
            _ => {}
        }
        self.end = self.end.max(range.end);
    }

    /// Takes a reference to the footnote of this number.
    pub(super) fn footnote(&mut self, number: u32, range: Range<usize>) {
        self.begin(false, range.start);
        if !self.taken.contains(&range.start) {
            self.end = self.end.max(range.end);
            self.edits.push((range, Piece::FootnoteMark(number)));
        }
    }

    /// An escaped character's event does not hold the backslash before it, the source must.
    fn begin(&mut self, is_text: bool, start: usize) {
        if self.start.is_none() {
            let escaped = is_text && self.byte_before(start) == Some(b'\\');
            self.end = start - usize::from(escaped);
            self.start = Some(self.end);
        }
    }

    fn byte_before(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at.checked_sub(1)?).copied()
    }

    fn add_event(&mut self, event: &Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.add_plain(text);
            }
            Event::SoftBreak | Event::HardBreak => self.add_plain(" "),
            _ => {}
        }
    }

    fn add_plain(&mut self, text: &str) {
        if let Some(plain) = &mut self.plain {
            plain.push_str(text);
        }
        if let Some(open) = self.open.last_mut() {
            open.label.push_str(text);
            open.filled |= !text.trim().is_empty();
        }
    }

    fn start_tag(&mut self, tag: Tag<'a>, range: Range<usize>) {
        let (address, link_type, piece, syntax) = match tag {
            Tag::Link { dest_url, link_type, .. } => (dest_url, link_type, Piece::LinkStart, 1),
            Tag::Image { dest_url, link_type, .. } => (dest_url, link_type, Piece::ImageStart, 2),
            Tag::Superscript | Tag::Subscript => {
                return self.literal(range.start..range.start + 1);
            }
            Tag::Emphasis => return self.weight = range.start + 1,
            Tag::Strong => return self.weight = range.start + 2,
            _ => return,
        };
        let label_start = range.start + syntax;
        self.edits.push((range.start..label_start, piece));
        self.end = self.end.max(label_start);
        self.open.push(Open {
            address: match link_type {
                LinkType::Email => format!("mailto:{address}").into(),
                _ => address.as_ref().into(),
            },
            label: String::new(),
            auto: matches!(link_type, LinkType::Autolink | LinkType::Email),
            filled: false,
            tags: self.tags.len(),
            runs: self.runs.len(),
            is_html: false,
        });
    }

    fn end_tag(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Superscript | TagEnd::Subscript => self.literal(range.end.saturating_sub(1)..range.end),
            TagEnd::Link => {
                let Some(link) = self.close().map(Open::link) else { return };
                self.edits.push((self.end..range.end, Piece::LinkEnd(link)));
                self.fill();
            }
            TagEnd::Image => {
                let Some(image) = self.close().map(Open::link) else { return };
                self.edits.push((self.end..range.end, Piece::ImageEnd(image)));
                self.fill();
            }
            _ => {}
        }
    }

    /// Closes the link or image that Markdown opened last. HTML tags in it that are still open are text.
    fn close(&mut self) -> Option<Open> {
        while self.tags.len() > self.markdown_tags() {
            self.void_tag();
        }
        let open = self.open.pop()?;
        self.settle_runs(&open);
        Some(open)
    }

    /// Stars and tildes in a link that are text must not meet others once its brackets are gone. Beside Korean, Chinese and
    /// Japanese letters two of them may be emphasis though the parser sees none.
    fn settle_runs(&mut self, link: &Open) {
        let has_east = link.label.contains(|c| c >= FIRST_EAST);
        let runs = self.runs.split_off(link.runs.min(self.runs.len()));
        let first = |run: &Range<usize>| self.text.as_bytes().get(run.start);
        let is_text = |run: &&Range<usize>| {
            // Not counted further: a paragraph may have tens of thousands.
            !has_east || runs.iter().filter(|other| first(other) == first(run)).take(2).count() < 2
        };
        let texts: Vec<_> = runs.iter().filter(is_text).cloned().collect();
        for run in texts {
            self.literal(run);
        }
    }

    /// The link that is open has something in it.
    fn fill(&mut self) {
        if let Some(outer) = self.open.last_mut() {
            outer.filled = true;
        }
    }

    /// Keeps these bytes, which the parser took for syntax, as text.
    fn literal(&mut self, range: Range<usize>) {
        let text = self.text.get(range.clone()).unwrap_or_default();
        self.edits.push((range, Piece::Literal(Cow::Borrowed(text))));
    }

    fn hide(&mut self, range: Range<usize>) {
        self.edits.push((range, Piece::Literal(Cow::Borrowed(""))));
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        // A prepared text has none of them, so this one was written as an entity.
        if text.contains(is_reserved) {
            self.edits.push((range, Piece::Literal(String::from(MARKER).into())));
            return;
        }
        if self.open.last().is_some_and(|open| open.auto) {
            return self.edits.push((range, Piece::Literal(Cow::Owned(text.to_owned()))));
        }
        self.signs(&range);
        if self.open.is_empty() {
            self.autolinks(range);
        }
    }

    /// Keeps signs as text that might mean something once what stands beside them is gone: brackets that close no link,
    /// lines, backticks, hats, dollars, and in links stars and tildes.
    fn signs(&mut self, range: &Range<usize>) {
        if self.start.is_none_or(|start| range.end - start > LARGEST) {
            return;
        }
        let bytes = self.text.as_bytes();
        let escaped = self.byte_before(range.start) == Some(b'\\') && self.end < range.start;
        let mut at = range.start + usize::from(escaped);
        while let Some(byte) = bytes.get(at).filter(|_| at < range.end) {
            let run = bytes.get(at..range.end).unwrap_or_default();
            let end = at + run.iter().take_while(|next| *next == byte).count();
            match byte {
                b'_' | b'`' | b'^' | b'$' => self.literal(at..end),
                b']' if bytes.get(end) == Some(&b'(') => self.literal(end - 1..end),
                b'*' | b'~' if self.open.iter().any(|open| !open.is_html) => self.runs.push(at..end),
                _ => {}
            }
            at = end;
        }
    }

    /// Marks the addresses that begin in a run of text. They may go on in what follows it.
    fn autolinks(&mut self, mut range: Range<usize>) {
        while range.start < range.end {
            let lowest = self.taken.end.max(self.weight).max(self.start.unwrap_or(range.start));
            let Some(found) = autolink::first(self.text, range.clone(), lowest, self.is_cell) else { return };
            let (start, end) = (found.range.start, found.range.end);
            let shown = decoded(&autolink::unescaped(self.text.get(start..end).unwrap_or_default()));
            let link = Link { target: format!("{}{shown}", found.prefix).into(), label: Label::Address };
            self.edits.push((start..start, Piece::Bare));
            self.edits.push((start..start, Piece::LinkStart));
            self.edits.push((start..end, Piece::Literal(shown.into())));
            self.edits.push((end..end, Piece::LinkEnd(link)));
            self.taken = start..end;
            self.end = self.end.max(end);
            range.start = end;
        }
    }

    /// The leaf in pieces, without the prefixes, and its plain text.
    pub(super) fn finish(mut self, prefixes: &[Prefix]) -> (Inline<'a>, String) {
        while !self.tags.is_empty() {
            self.void_tag();
        }
        // Nearly in order. The sort keeps the order of those that begin at the same byte.
        self.edits.sort_by_key(|(range, _)| range.start);
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

impl Open {
    fn link(self) -> Link {
        let label = self.label.trim();
        let bare = |address: &str| {
            let address = address.strip_suffix('/').unwrap_or(address);
            ["", "https://", "http://", "mailto:"]
                .iter()
                .any(|scheme| address.strip_prefix(scheme) == Some(label.strip_suffix('/').unwrap_or(label)))
        };
        let label = match () {
            () if !self.filled => Label::Empty,
            () if self.auto || bare(&self.address) => Label::Address,
            () => Label::Words,
        };
        Link { target: self.address, label }
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
