//! What a damaged text may have been: words are known again of which a part is lost.

use super::{Letters, Page};

/// Words that are looked for in damaged text.
#[derive(Debug)]
pub struct Likeness(Vec<OnPage>);

/// What is left of the words where their UTF-8 was read as one page.
#[derive(Debug)]
struct OnPage {
    page: Page,
    letters: Letters,
    /// The bytes that outlive every program on their way: the page has a letter for them, which is no blank.
    is_left: [bool; 256],
    words: Vec<Vec<u8>>,
}

impl Likeness {
    /// Looks for these words; never for those in ASCII, which no decoding damages.
    pub fn of<'a>(words: &(impl Iterator<Item = &'a str> + Clone)) -> Self {
        let on = |page: Page| {
            let letters = Letters::of(page);
            let mut is_left = [false; 256];
            let is_lost = |c: char| matches!(c, '\u{80}'..='\u{9F}' | '\u{FFFD}');
            let beyond = letters.all.iter().filter(|(c, _)| !is_lost(*c)).map(|(_, byte)| *byte);
            for byte in (0..0x80).chain(beyond).filter(|byte| !matches!(byte, b' ' | b'\t' | 0xA0)) {
                is_left[usize::from(byte)] = true;
            }
            let left = |word: &str| word.bytes().filter(|byte| is_left[usize::from(*byte)]).collect();
            let words = words.clone().filter(|word| !word.is_ascii()).map(left).collect();
            OnPage { page, letters, is_left, words }
        };
        Self([Page::Western, Page::Greek].map(on).into())
    }

    /// Whether `text` may be what one wrong decoding made of one of the words, though letters of it are lost and signs such as
    /// emoji stand around it.
    pub fn may_have_been(&self, text: &str) -> bool {
        !text.is_ascii() && self.0.iter().any(|on| on.may_have_been(text))
    }
}

impl OnPage {
    fn may_have_been(&self, text: &str) -> bool {
        if !self.page.may_have_touched(text) {
            return false;
        }
        let byte = |c: char| if c.is_ascii() { u8::try_from(c).ok() } else { self.letters.byte(c) };
        let found = text.chars().filter_map(byte).filter(|byte| self.is_left[usize::from(*byte)]);
        let found: Vec<u8> = found.collect();
        self.words.iter().any(|word| {
            let at = found.windows(word.len().max(1)).position(|part| part == word);
            let around = at.and_then(|at| Some((found.get(..at)?, found.get(at + word.len()..)?)));
            around.is_some_and(|(before, behind)| has_no_letters(before) && has_no_letters(behind))
        })
    }
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
        let words = Likeness::of(&["내가 한 정리", "강의 정리", "my summary"].into_iter());
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
                    assert_eq!(words.may_have_been(&damaged), is_known, "{text}: {damaged}");
                }
            }
        }
        assert!(!words.may_have_been("내가 한 정리"), "it is not damaged");
        assert!(!words.may_have_been(""));
    }
}
