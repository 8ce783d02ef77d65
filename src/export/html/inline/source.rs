//! The Markdown that goes to the parser, and what was taken out of it.

use super::super::text::{Href, Text};
use super::runs::Look;
use crate::markdown::is_ideographic;
use crate::note::{Face, Inline, Label, Link, Piece, is_reserved};
use crate::text;

/// Stands for what was taken out. No prepared note has it, see [`is_reserved`].
pub(super) const MARK: char = '\u{2063}';
/// Stands for nothing, beside a sign of emphasis. What [`crate::markdown`] uses for the same.
const GUARD: char = '\u{2060}';

/// What was taken out.
#[derive(Debug)]
pub(super) enum Spot {
    /// A link begins; with its address, where it may be followed.
    Link(Option<Href>),
    /// A link ends; with what stands for its label where it has none.
    LinkEnd(Option<Box<str>>),
    /// The description of a picture begins.
    Image,
    /// The description ends.
    ImageEnd(Picture),
    /// Code.
    Code(Box<str>),
    /// A reference to a footnote: its number and its address, where there is one.
    Footnote(u32, Option<Href>),
    /// The line ends.
    Break,
    /// Text begins that HTML tags gave a look.
    Look(Look),
    /// The last of these ends.
    LookEnd,
}

/// A picture.
#[derive(Clone, Debug)]
pub(super) struct Picture {
    /// The picture itself, as an address.
    pub(super) data: Option<String>,
    /// Where it leads.
    pub(super) href: Option<Href>,
    /// What it is called where it has no description.
    pub(super) address: Box<str>,
}

/// The Markdown of a leaf.
pub(super) struct Source {
    /// One paragraph.
    pub(super) markdown: String,
    /// What the marks in it stand for, one for each piece that is neither text nor the end of a line.
    pub(super) spots: Vec<Spot>,
    /// How many links and pictures are open.
    depth: usize,
    /// Whether the link that is open has no signs around it.
    is_bare: bool,
}

impl Source {
    /// Takes a leaf apart.
    pub(super) fn of(inline: &Inline<'_>, text: &Text<'_>) -> Self {
        let mut source = Self { markdown: String::new(), spots: Vec::new(), depth: 0, is_bare: false };
        // An entity at the front, so that nothing in the first line can begin a block, and a blank, which is what stands
        // before a line to the rules of emphasis.
        source.entity(GUARD);
        source.markdown.push(' ');
        let mut ends = ends(inline).into_iter();
        let mut pieces = inline.pieces.iter().peekable();
        while let Some(piece) = pieces.next() {
            let next = pieces.peek().copied();
            match piece {
                Piece::Source(markdown) => source.markdown.push_str(markdown),
                Piece::NewLine => source.new_line(next),
                Piece::Literal(literal) => source.literal(literal, next),
                Piece::Bare => source.is_bare = true,
                Piece::LinkStart => {
                    let end = ends.next().flatten();
                    let bare = source.is_bare && source.depth == 0;
                    source.depth += 1;
                    source.spot(Spot::Link(end.and_then(|link| text.href(&link.target))), bare);
                }
                Piece::LinkEnd(link) => {
                    source.depth = source.depth.saturating_sub(1);
                    let is_letter = !source.markdown.ends_with(|c: char| c.is_ascii_punctuation());
                    let bare = std::mem::take(&mut source.is_bare) && is_letter;
                    let label = (link.label == Label::Empty).then(|| link.target.clone());
                    source.spot(Spot::LinkEnd(label), bare);
                }
                piece => source.piece(piece, text),
            }
        }
        source
    }

    fn piece(&mut self, piece: &Piece<'_>, text: &Text<'_>) {
        let spot = match piece {
            Piece::ImageStart => {
                self.depth += 1;
                Spot::Image
            }
            Piece::ImageEnd(image) => {
                self.depth = self.depth.saturating_sub(1);
                let href = text.href(&image.target);
                Spot::ImageEnd(Picture {
                    data: text.picture(&image.target),
                    href,
                    address: image.target.clone(),
                })
            }
            Piece::Code(code) => Spot::Code(code.as_ref().into()),
            Piece::FootnoteMark(number) => Spot::Footnote(*number, text.footnote(*number)),
            Piece::Face(face) => Spot::Look(match face {
                Face::Strong => Look::Strong,
                Face::Emphasis => Look::Emphasis,
                Face::Strike => Look::Strike,
                Face::Code => Look::Code,
            }),
            Piece::FaceEnd => Spot::LookEnd,
            _ => Spot::Break,
        };
        self.spot(spot, false);
    }

    /// A mark: as an entity where signs stood, for that is punctuation on both sides to the rules of emphasis, as brackets
    /// are; bare where there were none.
    fn spot(&mut self, spot: Spot, bare: bool) {
        self.end_source();
        if bare {
            self.markdown.push(MARK);
        } else {
            self.entity(MARK);
        }
        self.spots.push(spot);
    }

    fn entity(&mut self, c: char) {
        self.markdown.push_str(if c == MARK { "&#x2063;" } else { "&#x2060;" });
    }

    /// A backslash at the end of source is text: it must not escape what is written for what follows it.
    fn end_source(&mut self) {
        if self.markdown.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1 {
            self.markdown.push('\\');
        }
    }

    /// Blanks before each line but the first, so that none can begin a block or end the paragraph.
    fn new_line(&mut self, next: Option<&Piece<'_>>) {
        let begins = match next {
            Some(Piece::Source(next)) => next.chars().next(),
            _ => None,
        };
        // Chinese and Japanese have no blanks between words.
        let joins = self.markdown.chars().next_back().is_some_and(is_ideographic)
            && begins.is_some_and(is_ideographic);
        if !joins {
            self.markdown.push_str("\n    ");
        }
    }

    /// Text instead of what was punctuation to the parser. Stars beside it must still stand beside punctuation.
    fn literal(&mut self, literal: &str, next: Option<&Piece<'_>>) {
        let is_sign = |c: char| matches!(c, '*' | '_' | '~');
        self.end_source();
        if self.markdown.ends_with(is_sign) {
            self.entity(GUARD);
        }
        for c in literal.chars() {
            let c = if is_reserved(c) { text::MARKER } else { c };
            if c.is_ascii_punctuation() {
                self.markdown.push('\\');
            }
            match c {
                '\t' | '\n' | '\r' => self.markdown.push(' '),
                // The parser takes some for blanks; what stands for them is text.
                c if c.is_control() => self.markdown.push_str(&text::clean(c.encode_utf8(&mut [0; 4]))),
                c => self.markdown.push(c),
            }
        }
        if matches!(next, Some(Piece::Source(source)) if source.starts_with(is_sign)) {
            self.entity(GUARD);
        }
    }
}

/// The link that each beginning of a link belongs to.
fn ends<'i>(inline: &'i Inline<'_>) -> Vec<Option<&'i Link>> {
    let (mut found, mut open) = (Vec::new(), Vec::new());
    for piece in &inline.pieces {
        match piece {
            Piece::LinkStart => {
                open.push(found.len());
                found.push(None);
            }
            Piece::LinkEnd(link) => {
                if let Some(place) = open.pop().and_then(|at: usize| found.get_mut(at)) {
                    *place = Some(link);
                }
            }
            _ => {}
        }
    }
    found
}
