//! Inline Markdown through the leaf renderer.

use std::fmt::Write as _;

use ratatui::style::Style;
use tui_markdown::Options;

use super::Addresses;
use super::mark::{self, State};
use super::script::{bridged, is_ideographic};
use super::sheet::{Sheet, look, with_face};
use super::wrap::Run;
use crate::guard::guarded;
use crate::note::{self, Face, Inline, Label, Piece};
use crate::text;
use crate::theme::Theme;

/// Characters that may be Markdown in a leaf from which links and images are gone.
const SYNTAX: [char; 9] = ['*', '_', '`', '~', '^', '$', '<', '&', '\\'];

/// A leaf, rendered.
pub(super) struct Leaf {
    /// Its logical lines.
    pub(super) lines: Vec<Vec<Run>>,
    /// The addresses of its links, in the order of their numbers.
    pub(super) links: Vec<Box<str>>,
}

/// A leaf of more bytes is shown as it was written: the renderer needs a hundred times the memory of what it reads.
const LARGEST: usize = 64 * 1024;

/// The logical lines of running text.
pub(super) fn lines(inline: &Inline<'_>, addresses: Addresses, theme: &Theme) -> Leaf {
    if let Some(text) = plain(inline) {
        return Leaf { lines: vec![vec![run(&text, theme.text)]], links: Vec::new() };
    }
    if size(inline) > LARGEST {
        return AsWritten::new(theme).write(inline);
    }
    let (source, links) = Source::new(addresses, theme).write(inline);
    let rendered = guarded(|| {
        let text = tui_markdown::from_str_with_options(&source, &Options::new(Sheet::new(theme)));
        let mut reader = Reader::new(theme);
        text.lines.iter().for_each(|line| reader.text_line(line));
        reader.lines
    });
    match rendered {
        Some(lines) => Leaf { lines, links },
        None => AsWritten::new(theme).write(inline),
    }
}

/// How many bytes of text there are.
fn size(inline: &Inline<'_>) -> usize {
    let sizes = inline.pieces.iter().map(|piece| match piece {
        Piece::Source(text) => text.len(),
        Piece::Literal(text) => text.len(),
        Piece::LinkEnd(link) | Piece::ImageEnd(link) => link.target.len(),
        _ => 1,
    });
    sizes.sum()
}

/// The text of a leaf that needs no renderer.
fn plain(inline: &Inline<'_>) -> Option<String> {
    let mut text = String::new();
    let mut pieces = inline.pieces.iter().peekable();
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Source(source) if !source.contains(SYNTAX) => text.push_str(source),
            // Two blanks are a line break.
            Piece::NewLine if text.ends_with("  ") => return None,
            Piece::NewLine => {
                if !joins(text.chars().next_back(), pieces.peek().copied()) {
                    text.push(' ');
                }
            }
            _ => return None,
        }
    }
    Some(text)
}

/// Whether lines are joined without a blank: Chinese and Japanese have none between words.
fn joins(last: Option<char>, next: Option<&Piece<'_>>) -> bool {
    let Some(Piece::Source(next)) = next else { return false };
    last.is_some_and(is_ideographic) && next.chars().next().is_some_and(is_ideographic)
}

/// What the author wrote, where the renderer fails or would need too much: only links and line breaks are read.
struct AsWritten<'t> {
    theme: &'t Theme,
    leaf: Leaf,
    /// How many links and images are open.
    depth: usize,
}

impl<'t> AsWritten<'t> {
    fn new(theme: &'t Theme) -> Self {
        Self { theme, leaf: Leaf { lines: vec![Vec::new()], links: Vec::new() }, depth: 0 }
    }

    fn write(mut self, inline: &Inline<'_>) -> Leaf {
        for piece in &inline.pieces {
            match piece {
                Piece::NewLine | Piece::Break => self.leaf.lines.push(Vec::new()),
                Piece::Source(text) => self.text(text),
                Piece::Literal(text) => self.text(text),
                Piece::LinkStart => self.depth += 1,
                Piece::ImageStart => {
                    self.depth += 1;
                    self.text("[image: ");
                }
                Piece::LinkEnd(link) => {
                    if link.label == Label::Empty {
                        self.text(&link.target);
                    }
                    self.link_end(&link.target);
                }
                Piece::ImageEnd(image) => {
                    if image.label == Label::Empty {
                        self.text(&image.target);
                    }
                    self.text("]");
                    self.link_end(&image.target);
                }
                Piece::FootnoteMark(number) => {
                    self.depth += 1;
                    self.text(&format!("[{number}]"));
                    self.link_end(&footnote_address(*number));
                }
                Piece::Code(code) => {
                    let (before, after) = quotes(code);
                    self.text(&format!("{before}{code}{after}"));
                }
                Piece::Bare | Piece::Face(_) | Piece::FaceEnd => {}
            }
        }
        self.leaf
    }

    fn text(&mut self, text: &str) {
        let number = u32::try_from(self.leaf.links.len()).unwrap_or(u32::MAX);
        let (link, style) =
            if self.depth > 0 { (Some(number), self.theme.link) } else { (None, self.theme.text) };
        let Some(line) = self.leaf.lines.last_mut().filter(|_| !text.is_empty()) else { return };
        match line.last_mut() {
            Some(last) if last.link == link => last.text.push_str(&text::clean(text)),
            _ => line.push(Run { link, ..run(text, style) }),
        }
    }

    fn link_end(&mut self, target: &str) {
        self.depth = self.depth.saturating_sub(1);
        if self.depth == 0 {
            self.leaf.links.push(target.into());
        }
    }
}

fn footnote_address(number: u32) -> Box<str> {
    format!("#{}", note::footnote_anchor(number)).into()
}

fn run(text: &str, style: Style) -> Run {
    Run::new(text::clean(text), style)
}

/// The backticks before and after code: more than there are in it.
fn quotes(code: &str) -> (String, String) {
    if !code.contains('`') {
        return ("`".to_owned(), "`".to_owned());
    }
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    (format!("{fence} "), format!(" {fence}"))
}

/// The Markdown that goes to the renderer: one paragraph, and marks instead of links and images.
struct Source {
    out: String,
    /// The addresses of the links so far.
    links: Vec<Box<str>>,
    /// How many links and images are open. Those in others are a part of them.
    depth: usize,
    /// How many images are open. The description of one in the description of another is a part of that.
    images: usize,
    /// Whether the link that is open has no signs around it.
    is_bare: bool,
    faces: Vec<Face>,
    addresses: Addresses,
    /// Whether code keeps its backticks because its style does not set it apart.
    quotes_code: bool,
}

impl Source {
    fn new(addresses: Addresses, theme: &Theme) -> Self {
        Self {
            out: String::new(),
            links: Vec::new(),
            depth: 0,
            images: 0,
            is_bare: false,
            faces: Vec::new(),
            addresses,
            quotes_code: theme.code == theme.text,
        }
    }

    /// The Markdown, and the addresses of its links.
    fn write(mut self, inline: &Inline<'_>) -> (String, Vec<Box<str>>) {
        // An entity at the front, so that nothing in the first line can begin a block, and a blank, which is what stands
        // before a line to the rules of emphasis.
        self.mark(mark::GUARD);
        self.out.push(' ');
        let mut pieces = inline.pieces.iter().peekable();
        while let Some(piece) = pieces.next() {
            if !matches!(piece, Piece::NewLine | Piece::Source(_)) {
                self.end_source();
            }
            match piece {
                Piece::NewLine => self.new_line(pieces.peek().copied()),
                Piece::Literal(text) => self.in_place(text, pieces.peek().copied()),
                piece => self.piece(piece),
            }
        }
        (bridged(&self.out), self.links)
    }

    fn piece(&mut self, piece: &Piece<'_>) {
        match piece {
            Piece::Source(source) => self.out.push_str(source),
            // Written where what follows is known.
            Piece::NewLine | Piece::Literal(_) => {}
            Piece::Break => self.mark(mark::BREAK),
            Piece::Code(code) => self.code(code),
            Piece::Bare => self.is_bare = true,
            Piece::LinkStart if self.is_bare && self.depth == 0 => {
                self.out.push(mark::LINK);
                self.depth += 1;
            }
            Piece::LinkStart => self.link_start(),
            Piece::LinkEnd(link) => self.link_end(link),
            Piece::ImageStart => {
                self.link_start();
                self.images += 1;
                if self.images == 1 {
                    self.mark(mark::ASIDE);
                    self.literal("[image: ");
                }
            }
            Piece::ImageEnd(image) => {
                if image.label == Label::Empty {
                    self.literal(&image.target);
                }
                self.images = self.images.saturating_sub(1);
                if self.images == 0 {
                    self.literal("]");
                    self.mark(mark::ASIDE_END);
                }
                self.end_link(&image.target);
            }
            Piece::FootnoteMark(number) => {
                self.link_start();
                self.mark(mark::ASIDE);
                self.literal(&format!("[{number}]"));
                self.mark(mark::ASIDE_END);
                self.end_link(&footnote_address(*number));
            }
            Piece::Face(face) => {
                self.faces.push(*face);
                self.mark(mark::of(*face));
                self.face_quote(Some(*face));
            }
            Piece::FaceEnd => {
                let face = self.faces.pop();
                self.face_quote(face);
                self.mark(mark::FACE_END);
            }
        }
    }

    /// A backtick as text beside code that HTML tags made.
    fn face_quote(&mut self, face: Option<Face>) {
        if self.quotes_code && face == Some(Face::Code) {
            self.literal("`");
        }
    }

    /// Code as text with a mark: the renderer would forget that it is strong or a part of a link.
    fn code(&mut self, code: &str) {
        let (before, after) = if self.quotes_code { quotes(code) } else { Default::default() };
        self.mark(mark::CODE);
        for part in [before.as_str(), code, after.as_str()] {
            self.literal(part);
        }
        self.mark(mark::FACE_END);
    }

    fn link_start(&mut self) {
        if self.depth == 0 {
            self.mark(mark::LINK);
        }
        self.depth += 1;
    }

    fn end_link(&mut self, target: &str) {
        self.depth = self.depth.saturating_sub(1);
        let is_letter = !self.out.ends_with(|c: char| c.is_ascii_punctuation());
        let is_bare = std::mem::take(&mut self.is_bare) && is_letter;
        if self.depth == 0 {
            if is_bare {
                self.out.push(mark::LINK_END);
            } else {
                self.mark(mark::LINK_END);
            }
            self.links.push(target.into());
        }
    }

    fn link_end(&mut self, link: &note::Link) {
        if link.label == Label::Empty {
            self.literal(&link.target);
        }
        self.end_link(&link.target);
        if self.addresses == Addresses::Shown && link.label == Label::Words && !link.is_relative() {
            self.out.push(' ');
            self.mark(mark::ASIDE);
            self.literal(&format!("({})", link.target));
            self.mark(mark::ASIDE_END);
        }
    }

    /// A backslash at the end of source is text: it must not escape what is written for what follows it.
    fn end_source(&mut self) {
        if self.out.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1 {
            self.out.push('\\');
        }
    }

    /// Blanks before each line but the first, so that none can begin a block or end the paragraph.
    fn new_line(&mut self, next: Option<&Piece<'_>>) {
        if !joins(self.out.chars().next_back(), next) {
            self.out.push_str("\n    ");
        }
    }

    /// As an entity where signs stood, because that is punctuation on both sides to the rules of emphasis, as brackets are.
    fn mark(&mut self, mark: char) {
        // Writing to a string cannot fail.
        let _ = write!(self.out, "&#x{:X};", u32::from(mark));
    }

    /// Text instead of what was punctuation to the parser. Stars beside it must still stand beside punctuation.
    fn in_place(&mut self, text: &str, next: Option<&Piece<'_>>) {
        let is_sign = |c: char| matches!(c, '*' | '_' | '~');
        if self.out.ends_with(is_sign) {
            self.mark(mark::GUARD);
        }
        self.literal(text);
        if matches!(next, Some(Piece::Source(source)) if source.starts_with(is_sign)) {
            self.mark(mark::GUARD);
        }
    }

    fn literal(&mut self, text: &str) {
        for c in text.chars() {
            let c = if note::is_reserved(c) { text::MARKER } else { c };
            if c.is_ascii_punctuation() {
                self.out.push('\\');
            }
            match c {
                '\t' | '\n' | '\r' => self.out.push(' '),
                // The parser takes some for blanks; what stands for them is text.
                c if c.is_control() => self.out.push_str(&text::clean(c.encode_utf8(&mut [0; 4]))),
                c => self.out.push(c),
            }
        }
    }
}

/// What came back, on its way to runs.
struct Reader<'t> {
    theme: &'t Theme,
    lines: Vec<Vec<Run>>,
    state: State,
    /// The blank at the front is still to come.
    at_front: bool,
}

impl<'t> Reader<'t> {
    fn new(theme: &'t Theme) -> Self {
        Self { theme, lines: Vec::new(), state: State::default(), at_front: true }
    }

    fn text_line(&mut self, line: &ratatui::text::Line<'_>) {
        self.lines.push(Vec::new());
        for span in &line.spans {
            self.span(&span.content, line.style.patch(span.style));
        }
    }

    fn span(&mut self, content: &str, style: Style) {
        let style = look(style, self.theme);
        let mut rest = content;
        while let Some(at) = rest.find(note::is_reserved) {
            let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
            self.push(before, style);
            let mut chars = after.chars();
            match chars.next() {
                Some(mark::BREAK) => self.lines.push(Vec::new()),
                Some(mark) => self.state.take(mark),
                None => {}
            }
            rest = chars.as_str();
        }
        self.push(rest, style);
    }

    fn push(&mut self, text: &str, style: Style) {
        let text = if !text.is_empty() && std::mem::take(&mut self.at_front) {
            text.strip_prefix(' ').unwrap_or(text)
        } else {
            text
        };
        let Some(line) = self.lines.last_mut().filter(|_| !text.is_empty()) else { return };
        let mut style = style;
        if self.state.link.is_some() {
            style = style.patch(self.theme.link);
        }
        if self.state.aside {
            style = style.patch(self.theme.secondary);
        }
        for face in &self.state.faces {
            style = with_face(style, *face, self.theme);
        }
        match line.last_mut() {
            Some(last) if last.style == style && last.link == self.state.link => {
                last.text.push_str(&text::clean(text));
            }
            _ => line.push(Run { link: self.state.link, ..run(text, style) }),
        }
    }
}
