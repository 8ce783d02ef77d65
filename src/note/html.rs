//! Blocks of HTML, read as far as a terminal can show them.

use std::borrow::Cow;

use super::tag::{Role, Tag, decoded, lowered, needs_sign, raised};
use super::{Block, Heading, Inline, Item, Label, Link, List, Piece};

/// A block of more bytes is shown as it was written.
const LARGEST: usize = 64 * 1024;

/// How many tags may be open at once. More mean nothing.
const DEEPEST: usize = 32;

/// What a block of HTML shows. Where it has a tag in it that is not understood, all of it stays as it was written.
pub(super) fn blocks(html: &str) -> Vec<Block<'static>> {
    let html = without_comments(html);
    let read = if html.len() <= LARGEST { Reader::default().read(&html) } else { None };
    read.unwrap_or_else(|| {
        let html = with_breaks(&html);
        if html.is_empty() { Vec::new() } else { vec![Block::Html(html)] }
    })
}

/// A comment that does not end stays: hiding the rest of a note would be worse.
fn without_comments(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        let Some((_, after)) = comment.split_once("-->") else { break };
        out.push_str(before);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// HTML with real line breaks for `<br>`.
fn with_breaks(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        let length = tag.bytes().take(8).position(|byte| byte == b'>').map_or(0, |at| at + 1);
        let (name, after) = tag.split_at_checked(length).unwrap_or(("", tag));
        let is_break = Tag::parse(&format!("<{name}")).is_some_and(|tag| tag.role() == Some(Role::Break));
        out.push(if is_break { '\n' } else { '<' });
        rest = if is_break { after } else { tag };
    }
    out.push_str(rest);
    out.trim_matches('\n').trim_end().to_owned()
}

/// The tag that a text begins with, and what follows it.
fn split_tag(text: &str) -> Option<(&str, &str)> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return text.split_at_checked(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// What the text that is being read will be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Paragraph,
    Heading(u8),
    Summary,
    Item,
}

/// Reads HTML into blocks. Tags need not match: an end without a start means nothing, and blocks end what is open.
#[derive(Default)]
struct Reader {
    blocks: Vec<Block<'static>>,
    kind: Kind,
    pieces: Vec<Piece<'static>>,
    /// The text of the block without tags.
    plain: String,
    /// How many pieces can be seen.
    visible: usize,
    /// The white space that comes before the next text.
    space: Option<Piece<'static>>,
    open: Vec<OpenTag>,
    /// The lists that are open; ordered or not.
    lists: Vec<bool>,
}

struct OpenTag {
    name: String,
    /// Its piece.
    piece: usize,
    /// How many pieces could be seen before it.
    visible: usize,
    kind: TagKind,
}

enum TagKind {
    Face,
    Link(String),
    Raised,
    Lowered,
}

impl Reader {
    fn read(mut self, html: &str) -> Option<Vec<Block<'static>>> {
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            let (text, after) = rest.split_at_checked(at)?;
            self.text(text);
            if after.starts_with("< ") {
                self.text("<");
                rest = after.strip_prefix('<')?;
                continue;
            }
            let (tag, after) = split_tag(after)?;
            self.tag(&Tag::parse(tag)?)?;
            rest = after;
        }
        self.text(rest);
        self.flush(Kind::Paragraph);
        self.blocks.retain(|block| !matches!(block, Block::List(list) if list.items.is_empty()));
        Some(self.blocks)
    }

    fn tag(&mut self, tag: &Tag<'_>) -> Option<()> {
        match tag.role()? {
            Role::Hidden => {}
            Role::Break => {
                self.space = None;
                if self.visible > 0 {
                    self.pieces.push(Piece::Break);
                }
            }
            Role::Image if tag.is_end => {}
            Role::Image => self.image(tag),
            Role::Rule => {
                self.flush(Kind::Paragraph);
                self.blocks.push(Block::Rule);
            }
            Role::Paragraph if self.kind == Kind::Item => {
                self.space = (self.visible > 0).then_some(Piece::Break);
            }
            Role::Paragraph => self.flush(Kind::Paragraph),
            Role::Heading(level) => self.begin(tag, Kind::Heading(level)),
            Role::Summary => self.begin(tag, Kind::Summary),
            Role::Item => self.begin(tag, Kind::Item),
            Role::List(is_ordered) => {
                self.flush(Kind::Paragraph);
                if tag.is_end {
                    self.lists.pop();
                } else {
                    self.lists.push(is_ordered);
                    self.blocks.push(Block::List(list(is_ordered)));
                }
            }
            Role::Face(_) | Role::Link | Role::Raised | Role::Lowered if tag.is_end => self.close(&tag.name),
            Role::Face(face) => self.open(tag, TagKind::Face, Piece::Face(face)),
            Role::Raised => self.open(tag, TagKind::Raised, hidden()),
            Role::Lowered => self.open(tag, TagKind::Lowered, hidden()),
            Role::Link => {
                if let Some(address) = tag.attribute("href") {
                    self.open(tag, TagKind::Link(address), Piece::LinkStart);
                }
            }
        }
        Some(())
    }

    fn begin(&mut self, tag: &Tag<'_>, kind: Kind) {
        self.flush(if tag.is_end { Kind::Paragraph } else { kind });
    }

    fn text(&mut self, text: &str) {
        let text = decoded(text);
        let words = text.trim_matches(is_space);
        if text.starts_with(is_space) {
            self.add_space(&text);
        }
        if words.is_empty() {
            return;
        }
        let mut rest = words;
        while let Some(at) = rest.find(is_space) {
            let (word, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
            self.word(word);
            self.add_space(after);
            rest = after.trim_start_matches(is_space);
        }
        self.word(rest);
        if text.ends_with(is_space) {
            let spaces = text.len() - text.trim_end_matches(is_space).len();
            self.add_space(text.get(text.len() - spaces..).unwrap_or_default());
        }
    }

    /// White space is as good as one blank, and nothing at the beginning and the end of a line.
    fn add_space(&mut self, text: &str) {
        if self.visible == 0 || matches!(self.pieces.last(), Some(Piece::Break)) {
            return;
        }
        let mut spaces = text.chars().take_while(|c| is_space(*c));
        let space =
            if spaces.any(|c| c == '\n') { Piece::NewLine } else { Piece::Literal(Cow::Borrowed(" ")) };
        self.space.get_or_insert(space);
    }

    fn word(&mut self, word: &str) {
        self.settle();
        self.plain.push_str(word);
        match self.pieces.last_mut() {
            Some(Piece::Literal(text)) if !text.is_empty() => text.to_mut().push_str(word),
            _ => self.pieces.push(Piece::Literal(Cow::Owned(word.to_owned()))),
        }
    }

    /// Something that can be seen comes next.
    fn settle(&mut self) {
        self.visible += 1;
        self.write_space();
    }

    fn write_space(&mut self) {
        let Some(space) = self.space.take() else { return };
        self.plain.push(' ');
        match (self.pieces.last_mut(), &space) {
            (Some(Piece::Literal(text)), Piece::Literal(space)) if !text.is_empty() => {
                text.to_mut().push_str(space);
            }
            _ => self.pieces.push(space),
        }
    }

    fn image(&mut self, tag: &Tag<'_>) {
        self.settle();
        let target = tag.attribute("src").unwrap_or_default().into();
        let text = tag.attribute("alt").unwrap_or_default();
        let label = if text.trim().is_empty() { Label::Empty } else { Label::Words };
        self.pieces.push(Piece::ImageStart);
        self.pieces.push(Piece::Literal(Cow::Owned(text)));
        self.pieces.push(Piece::ImageEnd(Link { target, label }));
    }

    fn open(&mut self, tag: &Tag<'_>, kind: TagKind, piece: Piece<'static>) {
        if self.open.len() >= DEEPEST {
            return;
        }
        self.write_space();
        let (piece_at, visible) = (self.pieces.len(), self.visible);
        self.open.push(OpenTag { name: tag.name.clone(), piece: piece_at, visible, kind });
        self.pieces.push(piece);
    }

    fn close(&mut self, name: &str) {
        let Some(found) = self.open.iter().rposition(|tag| tag.name == name) else { return };
        while self.open.len() > found {
            self.close_last();
        }
    }

    fn close_last(&mut self) {
        let Some(tag) = self.open.pop() else { return };
        match tag.kind {
            TagKind::Face => self.pieces.push(Piece::FaceEnd),
            TagKind::Link(_) if self.visible == tag.visible => self.replace(tag.piece, hidden()),
            TagKind::Link(target) => {
                let inner = self.pieces.get(tag.piece + 1..).unwrap_or_default();
                let is_address = matches!(inner, [Piece::Literal(text)] if **text == target);
                let label = if is_address { Label::Address } else { Label::Words };
                self.pieces.push(Piece::LinkEnd(Link { target: target.into(), label }));
            }
            TagKind::Raised => self.close_script(tag.piece, raised, "^("),
            TagKind::Lowered => self.close_script(tag.piece, lowered, "_("),
        }
    }

    fn close_script(&mut self, piece: usize, letters: fn(&str) -> Option<String>, sign: &'static str) {
        let Some([Piece::Literal(text)]) = self.pieces.get(piece + 1..) else { return };
        if let Some(letters) = letters(text) {
            self.replace(piece + 1, Piece::Literal(Cow::Owned(letters)));
        } else if needs_sign(text) {
            self.replace(piece, Piece::Literal(Cow::Borrowed(sign)));
            self.pieces.push(Piece::Literal(Cow::Borrowed(")")));
        }
    }

    fn replace(&mut self, at: usize, piece: Piece<'static>) {
        if let Some(old) = self.pieces.get_mut(at) {
            *old = piece;
        }
    }

    /// Ends the block that is being read and begins the next.
    fn flush(&mut self, next: Kind) {
        while !self.open.is_empty() {
            self.close_last();
        }
        self.space = None;
        let kind = std::mem::replace(&mut self.kind, next);
        let inline = Inline { pieces: std::mem::take(&mut self.pieces) };
        let plain = std::mem::take(&mut self.plain);
        if std::mem::take(&mut self.visible) == 0 {
            return;
        }
        match kind {
            Kind::Paragraph => self.blocks.push(Block::Paragraph(inline)),
            Kind::Heading(level) => self.blocks.push(Block::Heading(Heading { level, inline, plain })),
            Kind::Summary => self.blocks.push(Block::Summary(inline)),
            Kind::Item => self.item(inline),
        }
    }

    fn item(&mut self, inline: Inline<'static>) {
        let item = Item { task: None, blocks: vec![Block::Paragraph(inline)] };
        if let Some(Block::List(list)) = self.blocks.last_mut() {
            return list.items.push(item);
        }
        let mut list = list(self.lists.last() == Some(&true));
        list.items.push(item);
        self.blocks.push(Block::List(list));
    }
}

fn list(is_ordered: bool) -> List<'static> {
    List { start: is_ordered.then_some(1), delimiter: '.', loose: false, items: Vec::new() }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n')
}

fn hidden() -> Piece<'static> {
    Piece::Literal(Cow::Borrowed(""))
}
