//! Inline Markdown as HTML.
//!
//! The parser reads what is left of a leaf when links, pictures, code and the looks of HTML tags are taken out; for each
//! of these an invisible character stands in the text. What comes back is cut into runs of one look, and the elements are
//! written around runs: they are always nested well, whatever overlaps in the source.

mod runs;
mod source;

use pulldown_cmark::{Event, Options, Parser, TagEnd};

use self::runs::{Look, Runs};
use self::source::{MARK, Source, Spot};
use super::text::Text;
use crate::guard::guarded;
use crate::markdown::bridged;
use crate::note::{Inline, Piece, is_reserved};

/// A leaf of more bytes is written without its emphasis: nobody reads such a paragraph, and it may be made to cost.
const LARGEST: usize = 64 * 1024;

/// Adds running text.
pub(super) fn write(out: &mut String, inline: &Inline<'_>, text: &Text<'_>) {
    let source = Source::of(inline, text);
    let runs = if source.markdown.len() > LARGEST { None } else { guarded(|| read(&source)).flatten() };
    runs.unwrap_or_else(|| as_written(inline, &source)).write(out);
}

/// The signs of Markdown that are left in a leaf. Brackets mean nothing any more.
fn flags() -> Options {
    Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_SUBSCRIPT
        | Options::ENABLE_MATH
}

/// The runs of a leaf; none where something that was taken out did not come back.
fn read(source: &Source) -> Option<Runs> {
    let markdown = bridged(&source.markdown);
    let mut runs = Runs::default();
    let mut spots = source.spots.iter();
    for event in Parser::new_ext(&markdown, flags()) {
        match event {
            Event::Start(tag) => {
                if let Some(look) = look(tag.to_end()) {
                    runs.open(look);
                }
            }
            Event::End(tag) => {
                if let Some(look) = look(tag) {
                    runs.close(look);
                }
            }
            Event::Text(text) | Event::InlineHtml(text) | Event::Html(text) => {
                marked(&text, &mut runs, &mut spots)?;
            }
            Event::Code(code) | Event::InlineMath(code) | Event::DisplayMath(code) => {
                if code.contains(is_reserved) {
                    return None;
                }
                runs.code(&code);
            }
            Event::SoftBreak => runs.text("\n"),
            Event::HardBreak => runs.put(&Spot::Break),
            _ => {}
        }
    }
    spots.next().is_none().then_some(runs)
}

fn look(tag: TagEnd) -> Option<Look> {
    Some(match tag {
        TagEnd::Emphasis => Look::Emphasis,
        TagEnd::Strong => Look::Strong,
        TagEnd::Strikethrough => Look::Strike,
        TagEnd::Superscript => Look::Raised,
        TagEnd::Subscript => Look::Lowered,
        _ => return None,
    })
}

/// Adds text in which marks stand for what was taken out.
fn marked<'s>(text: &str, runs: &mut Runs, spots: &mut impl Iterator<Item = &'s Spot>) -> Option<()> {
    for (number, part) in text.split(MARK).enumerate() {
        if number > 0 {
            runs.put(spots.next()?);
        }
        let plain: String = part.chars().filter(|c| !is_reserved(*c)).collect();
        runs.text(&plain);
    }
    Some(())
}

/// What the author wrote, where the parser fails or would have too much to do: only what was taken out is read.
fn as_written(inline: &Inline<'_>, source: &Source) -> Runs {
    let mut runs = Runs::default();
    let mut spots = source.spots.iter();
    for piece in &inline.pieces {
        match piece {
            Piece::Source(text) => runs.text(text),
            Piece::Literal(text) => runs.text(text),
            Piece::NewLine => runs.text("\n"),
            Piece::Bare => {}
            _ => spots.next().into_iter().for_each(|spot| runs.put(spot)),
        }
    }
    runs
}
