//! Characters that pile up on one another: a letter with a thousand accents is one cell of a terminal, and slow to draw.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation as _;

use super::MARKER;

/// More characters than these are never seen as one where that means something. Unicode's own limit for text that passes
/// through small buffers is 30 accents on a letter, <https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format>.
const TALLEST: usize = 32;

/// Whether what is seen as one character is made of more than anybody means.
pub fn is_pile(grapheme: &str) -> bool {
    grapheme.len() > TALLEST && grapheme.chars().nth(TALLEST).is_some()
}

/// A text in which a [`MARKER`] stands after every few characters of a pile. Nothing is lost.
pub(super) fn parted(raw: &str) -> Cow<'_, str> {
    if !may_pile_up(raw) || !raw.graphemes(true).any(is_pile) {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len() + raw.len() / TALLEST);
    for grapheme in raw.graphemes(true) {
        for (number, c) in grapheme.chars().enumerate() {
            // The marker is one of the characters of the next part.
            if number > 0 && number % (TALLEST - 1) == 0 && is_pile(grapheme) {
                out.push(MARKER);
            }
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Whether a pile is possible at all: most text has a character often enough with which a new one begins.
fn may_pile_up(raw: &str) -> bool {
    let mut run = 0;
    raw.chars().any(|c| {
        run = if begins_anew(c) { 0 } else { run + 1 };
        // Half of it, because a syllable may have letters before and after it.
        run > TALLEST / 2 - 1
    })
}

/// Characters that do not go on from the one before, unless a letter without a vowel is that.
fn begins_anew(c: char) -> bool {
    matches!(c,
        '\0'..='\u{7F}' | '\u{C0}'..='\u{24F}' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn piles_are_parted_and_nothing_else() {
        let piles = [
            "a".to_owned() + &"\u{301}".repeat(1_000),
            "👩\u{200D}".repeat(1_000) + "👩",
            "क\u{94D}".repeat(1_000) + "क",
            "\u{1100}".repeat(1_000),
            "\u{600}".repeat(1_000) + "a",
            "©\u{200D}".repeat(1_000) + "©",
            "가".to_owned() + &"\u{11A8}".repeat(1_000),
        ];
        for pile in piles {
            let parted = parted(&pile);
            assert!(!parted.graphemes(true).any(is_pile), "{:?}", pile.get(..12));
            assert_eq!(parted.replace(MARKER, ""), pile, "nothing is lost");
            assert!(parted.len() < pile.len() * 6 / 5);
            assert_eq!(super::parted(&parted), parted, "once is enough");
        }
        for text in [
            "트랜잭션은 여러 쿼리를 하나의 작업 단위로 묶는 것이다.",
            "Ḽ̸̢̛o̷̧͝r̵̢̕e̶͔͝m̵͓̚",
            "👨\u{200D}👩\u{200D}👧\u{200D}👦🏴󠁧󠁢󠁥󠁮󠁧󠁿",
            "ไม่มีช่องว่างระหว่างคำในภาษาไทยเลยสักช่องเดียว",
            "достопримечательностипревысокомногорассмотрительствующий",
        ] {
            assert_eq!(parted(text), text);
        }
    }
}
