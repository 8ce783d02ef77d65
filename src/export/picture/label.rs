//! Texts in a picture: how wide they are, cut where there is no room, and safe in XML.

use std::fmt::Write as _;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::export::markup;
use crate::text::width;

/// Stands for what was cut.
const CUT: &str = "…";

/// A text with the width that it is given.
pub(super) struct Label {
    text: String,
    /// The width in tenths of pixels.
    pub(super) width: u32,
    size: u32,
}

impl Label {
    /// A text of this size in pixels, in at most `room` pixels.
    pub(super) fn new(text: &str, size: u32, room: u32) -> Self {
        let room = room * 10;
        let whole = reckoned(text, size);
        if whole <= room {
            return Self { text: text.to_owned(), width: whole, size };
        }
        let (mut kept, mut used) = (String::new(), reckoned(CUT, size));
        for grapheme in text.graphemes(true) {
            let next = used + reckoned(grapheme, size);
            if next > room {
                break;
            }
            used = next;
            kept.push_str(grapheme);
        }
        let kept = format!("{}{CUT}", kept.trim_end());
        let width = reckoned(&kept, size);
        Self { text: kept, width, size }
    }

    /// Draws the text; `anchor` says which part of it is at `x` (tenths of pixels): `start`, `middle` or `end`.
    pub(super) fn draw(&self, out: &mut String, class: &str, (x, y, anchor): (u32, u32, &str)) {
        if self.text.is_empty() {
            return;
        }
        let (x, length, size) = (super::pixels(x), super::pixels(self.width), self.size);
        let anchor = if anchor == "start" { String::new() } else { format!(" text-anchor=\"{anchor}\"") };
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "<text class=\"{class}\" x=\"{x}\" y=\"{y}\" font-size=\"{size}\" textLength=\"{length}\" \
             lengthAdjust=\"spacingAndGlyphs\"{anchor}>{}</text>",
            escaped(&self.text)
        );
    }
}

/// About how wide a text is in tenths of pixels in the sans-serif fonts of most systems.
fn reckoned(text: &str, size: u32) -> u32 {
    let hundredths: u32 = text.graphemes(true).map(hundredths_of_em).sum();
    hundredths * size / 10
}

fn hundredths_of_em(grapheme: &str) -> u32 {
    let mut chars = grapheme.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) if c.is_ascii() => match c {
            'i' | 'j' | 'l' | '\'' | '|' | '!' | '.' | ',' | ':' | ';' => 27,
            ' ' | 'f' | 't' | 'r' | 'I' | '(' | ')' | '[' | ']' | '/' | '\\' | '"' | '`' | '-' => 36,
            'm' | 'M' | 'W' | '%' | '@' => 88,
            'w' | 'A'..='Z' | '&' | '#' => 69,
            '+' | '<' | '=' | '>' | '~' => 60,
            _ => 56,
        },
        // A joined picture is as wide as one.
        _ => match width(grapheme) {
            0 => 0,
            1 => 62,
            _ => 100,
        },
    }
}

/// A text as XML has it.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    markup::write(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_where_there_is_no_room() {
        for (text, room, cut) in [
            ("Databases", 100, "Databases"),
            ("관계형 데이터베이스", 200, "관계형 데이터베이스"),
            ("관계형 데이터베이스", 60, "관계형…"),
            ("👩\u{200D}👩\u{200D}👧👧", 20, "…"),
            ("a", 0, "…"),
            ("", 10, ""),
        ] {
            let label = Label::new(text, 13, room);
            assert_eq!(label.text, cut, "{room}");
            assert!(room == 0 || label.width <= room * 10, "{text}");
        }
    }
}
