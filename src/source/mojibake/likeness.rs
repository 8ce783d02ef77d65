//! What a damaged text may have been: words are known again of which a part is lost.

use super::{Letters, Page};

/// Whether `text` may be what one wrong decoding made of one of the `words`, though letters of it are lost and signs such as
/// emoji stand around it. Never so for words in ASCII, which no decoding damages.
pub fn may_have_been(text: &str, words: &[&str]) -> bool {
    let pages = [Page::Western, Page::Greek].into_iter();
    !text.is_ascii()
        && pages.filter(|page| page.may_have_touched(text)).any(|page| {
            let letters = Letters::of(page);
            let found: Vec<u8> = text.chars().filter_map(|c| left_of(c, &letters)).collect();
            words.iter().filter(|word| !word.is_ascii()).any(|word| {
                let word: Vec<u8> = word.bytes().filter(|byte| is_left(*byte, &letters)).collect();
                let at =
                    (0..found.len()).find(|at| found.get(*at..).is_some_and(|rest| rest.starts_with(&word)));
                let around = at.and_then(|at| Some((found.get(..at)?, found.get(at + word.len()..)?)));
                around.is_some_and(|(before, behind)| has_no_letters(before) && has_no_letters(behind))
            })
        })
}

/// The byte that a letter of damaged text was, if such a byte outlives every program on its way.
fn left_of(c: char, letters: &Letters) -> Option<u8> {
    let byte = if c.is_ascii() { u8::try_from(c).ok() } else { letters.byte(c) };
    byte.filter(|byte| is_left(*byte, letters))
}

/// Whether the page has a letter for a byte that is no blank: others are dropped, or become another sign.
fn is_left(byte: u8, letters: &Letters) -> bool {
    let has_letter =
        || letters.all.iter().any(|(c, of)| *of == byte && !matches!(c, '\u{80}'..='\u{9F}' | '\u{FFFD}'));
    !matches!(byte, b' ' | b'\t' | 0xA0) && (byte.is_ascii() || has_letter())
}

/// Whether nothing that can still be read in these bytes is a letter or a digit.
fn has_no_letters(bytes: &[u8]) -> bool {
    bytes.utf8_chunks().all(|chunk| !chunk.valid().contains(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use encoding_rs::{WINDOWS_1252, WINDOWS_1253};

    use super::*;

    #[test]
    fn words_are_known_again_though_a_part_of_them_is_lost() {
        let words = ["내가 한 정리", "강의 정리", "my summary"];
        for page in [WINDOWS_1252, WINDOWS_1253] {
            for (text, is_known) in [
                ("내가 한 정리", true),
                ("▶️ 내가 한 정리:", true),
                ("➡️강의 정리", true),
                ("내가 한 일", false),
                ("지난 강의 정리", false),
                ("강의 정리와 복습", false),
                ("my summary", false),
                ("▶️ TCP", false),
            ] {
                let damaged = page.decode_without_bom_handling(text.as_bytes()).0.into_owned();
                for damaged in [damaged.replace('\u{FFFD}', ""), damaged.replace('\u{A0}', " "), damaged] {
                    assert_eq!(may_have_been(&damaged, &words), is_known, "{text}: {damaged}");
                }
            }
        }
        assert!(!may_have_been("내가 한 정리", &words), "it is not damaged");
        assert!(!may_have_been("", &words));
    }
}
