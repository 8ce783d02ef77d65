//! Text that was damaged before it was saved: its UTF-8 was read as another encoding.
//!
//! Such text is valid UTF-8, so the bytes do not tell. But its characters, taken back to the bytes of the encoding that they
//! were read as, are UTF-8 again, which those of no language are. A note is called damaged where that explains nearly
//! everything in it beyond ASCII, and where there is too much of it to be an example of what damaged text looks like.

mod by_line;
mod likeness;

use encoding_rs::{Encoding, WINDOWS_1252, WINDOWS_1253};

pub(super) use by_line::by_line;
pub use likeness::Likeness;

/// Damaged twice is not rare; more often is.
const MOST_TIMES: usize = 3;
/// Characters that a word with an example in it begins with.
const QUOTES: [char; 9] = ['"', '\'', '`', '(', '[', '{', '<', '|', '*'];

/// A note that was damaged.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Damage {
    /// What its UTF-8 was read as.
    pub(super) read_as: &'static str,
    /// The text as it was before; none where a part of it is lost.
    pub(super) mended: Option<String>,
}

impl Damage {
    /// What the reader must know.
    pub(super) fn words(&self) -> String {
        let outcome = if self.mended.is_some() {
            "It is shown mended; the file is as it was."
        } else {
            "Parts of it are lost, so it is shown as it is; ask its author for the original."
        };
        let read_as = self.read_as;
        format!(
            "This note was damaged before it came here: UTF-8 was read as {read_as} and saved again. {outcome}"
        )
    }
}

/// Looks for damage. What is cut off at the end of a text `is_cut` is no loss.
pub(super) fn find(text: &str, is_cut: bool) -> Option<Damage> {
    let mut damage = find_once(text, is_cut)?;
    for _ in 1..MOST_TIMES {
        let Some(deeper) = damage.mended.as_deref().and_then(|text| find_once(text, is_cut)) else { break };
        damage.mended = deeper.mended;
    }
    Some(damage)
}

fn find_once(text: &str, is_cut: bool) -> Option<Damage> {
    [Page::Western, Page::Greek].into_iter().filter(|page| page.may_be_in(text)).find_map(|page| {
        let letters = Letters::of(page);
        let text = if is_cut { letters.whole_end(text) } else { text };
        let survey = Survey::of(text, &letters);
        survey.is_damaged(text).then(|| Damage {
            read_as: page.name(text),
            mended: (!survey.is_lossy).then(|| letters.mended(text)),
        })
    })
}

/// An encoding of one byte a letter that UTF-8 is read as.
#[derive(Clone, Copy, Debug)]
enum Page {
    /// Windows-1252, and Latin-1, which differs where Windows has quotes and dashes.
    Western,
    /// Windows-1253.
    Greek,
}

impl Page {
    /// What people call it, where `text` was read as it.
    fn name(self, text: &str) -> &'static str {
        let has_controls = || text.contains(|c| matches!(c, '\u{80}'..='\u{9F}'));
        match self {
            Self::Western if has_controls() && !text.contains(['€', '‚', '„', '†', '‡', 'ˆ', '˜', '™']) => {
                "Latin-1"
            }
            Self::Western => "Windows-1252",
            Self::Greek => "Windows-1253",
        }
    }

    /// Whether so many characters are followed as the first one of a damaged one is that a closer look is worth it. Quick.
    fn may_be_in(self, text: &str) -> bool {
        // The bytes that the letters of the encoding begin with: most texts have none of them.
        let begins = |byte: u8| match self {
            Self::Western => byte == 0xC3,
            Self::Greek => byte & 0xFE == 0xCE,
        };
        let bytes = text.as_bytes();
        let mut found = 0;
        for start in (0..bytes.len()).step_by(STRETCH) {
            let end = bytes.len().min(start + STRETCH);
            let part = bytes.get(start..end).unwrap_or_default();
            // No way out of the loop: so many bytes are looked at at once.
            if part.iter().fold(false, |any, byte| any | begins(*byte)) {
                let part = bytes.get(start..bytes.len().min(end + 3)).unwrap_or_default();
                found += part.windows(4).filter(|bytes| self.may_begin(bytes)).count();
            }
        }
        found > 0 && 8 * found >= bytes.iter().filter(|byte| **byte >= 0xC0).count()
    }

    /// Whether the letters of these bytes may be the first two of a damaged character.
    fn may_begin(self, bytes: &[u8]) -> bool {
        let [lead, second, next, last] = *bytes else { return false };
        let is_first = match self {
            Self::Western => lead == 0xC3 && (0x82..=0xB4).contains(&second),
            Self::Greek => lead == 0xCE && second >= 0x92 || lead == 0xCF && second <= 0x84,
        };
        // Signs, quotes, dashes and, in Greek, the capital letters with an accent.
        is_first && (matches!(next, 0xC2 | 0xC5 | 0xC6 | 0xCB | 0xE2) || next == 0xCE && last < 0x90)
    }
}

/// Bytes that are looked at together.
const STRETCH: usize = 4096;

/// Stands for a letter that a program had no other sign for than U+FFFD. There is no such byte in UTF-8.
const LOST: u8 = 0xFF;

/// The letters of a page, sorted, with the bytes from 0x80 on that they are read from.
#[derive(Debug)]
struct Letters {
    /// The bytes of the first thousand characters, where most letters are; 0 where there is none.
    near: [u8; 0x400],
    /// All letters, sorted.
    all: Vec<(char, u8)>,
}

impl Letters {
    fn of(page: Page) -> Self {
        let encoding: &Encoding = match page {
            Page::Western => WINDOWS_1252,
            Page::Greek => WINDOWS_1253,
        };
        let letter = |byte| encoding.decode_without_bom_handling(&[byte]).0.chars().next().map(|c| (c, byte));
        let mut letters: Vec<_> =
            (0x80..=0xFF).filter_map(letter).filter(|(c, _)| *c != '\u{FFFD}').collect();
        // Latin-1 has control characters here, and so has Windows where it has no letter.
        letters.extend((0x80..=0x9F).map(|byte| (char::from(byte), byte)));
        if matches!(page, Page::Greek) {
            // What programs make of the bytes that Windows-1253 has no letter for.
            letters.extend([('\u{AA}', 0xAA), ('\u{F8F9}', 0xAA), ('\u{F8FA}', 0xD2), ('\u{F8FB}', 0xFF)]);
        }
        letters.push(('\u{FFFD}', LOST));
        letters.sort_unstable();
        letters.dedup();
        let mut near = [0; 0x400];
        for (c, byte) in &letters {
            if let Some(place) = near.get_mut(*c as usize) {
                *place = *byte;
            }
        }
        Self { near, all: letters }
    }

    fn byte(&self, c: char) -> Option<u8> {
        if let Some(byte) = self.near.get(c as usize) {
            return (*byte != 0).then_some(*byte);
        }
        let at = self.all.binary_search_by_key(&c, |(letter, _)| *letter).ok()?;
        self.all.get(at).map(|(_, byte)| *byte)
    }

    /// Visits the text piece by piece: letters of the page with their bytes, and what is between them with none.
    fn pieces(&self, text: &str, mut visit: impl FnMut(&str, &[u8])) {
        let mut bytes = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(|c: char| !c.is_ascii() && self.byte(c).is_some()).unwrap_or(rest.len());
            let (before, from) = rest.split_at_checked(end).unwrap_or((rest, ""));
            if !before.is_empty() {
                visit(before, &[]);
            }
            bytes.clear();
            bytes.extend(from.chars().map_while(|c| self.byte(c)));
            let end = from.chars().take(bytes.len()).map(char::len_utf8).sum();
            let (run, behind) = from.split_at_checked(end).unwrap_or((from, ""));
            if !run.is_empty() {
                visit(run, &bytes);
            }
            rest = behind;
        }
    }

    /// The text without a damaged character at its end that was cut in two.
    fn whole_end<'a>(&self, text: &'a str) -> &'a str {
        let mut bytes: Vec<u8> = text.chars().rev().map_while(|c| self.byte(c)).take(4).collect();
        bytes.reverse();
        let begun = bytes.utf8_chunks().last().map_or(0, |chunk| {
            let invalid = chunk.invalid();
            let is_begun = std::str::from_utf8(invalid).is_err_and(|error| error.error_len().is_none());
            if is_begun { invalid.len() } else { 0 }
        });
        let cut: usize = text.chars().rev().take(begun).map(char::len_utf8).sum();
        text.get(..text.len() - cut).unwrap_or(text)
    }

    /// The text with all that is damaged as it was before.
    fn mended(&self, text: &str) -> String {
        let mut mended = String::with_capacity(text.len());
        self.pieces(text, |piece, bytes| {
            let is_damaged = !bytes.is_empty() && Run::of(bytes).is_whole();
            let before = std::str::from_utf8(bytes).ok().filter(|_| is_damaged);
            mended.push_str(before.unwrap_or(piece));
        });
        mended
    }
}

/// What letters of a page are that stand side by side: how many of them.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    /// In damaged characters that can be mended.
    whole: usize,
    /// In damaged characters of which a part is lost.
    torn: usize,
    /// No damaged ones.
    other: usize,
    /// Damaged characters that can be mended.
    characters: usize,
}

impl Run {
    fn of(bytes: &[u8]) -> Self {
        let mut run = Self::default();
        let has_losses = bytes.contains(&LOST);
        for chunk in bytes.utf8_chunks() {
            for c in chunk.valid().chars() {
                match c {
                    // What stood there was lost before.
                    '\u{FFFD}' => run.torn += c.len_utf8(),
                    _ if is_likely(c) => {
                        run.whole += c.len_utf8();
                        run.characters += 1;
                    }
                    _ => run.other += c.len_utf8(),
                }
            }
            match chunk.invalid() {
                // `Â` and `Ã`: programs take the no-break space behind them for a space.
                [0xC2 | 0xC3] => run.torn += 1,
                [_] if has_losses => run.torn += 1,
                [_] => run.other += 1,
                begun => run.torn += begun.len(),
            }
        }
        run
    }

    /// Whether nothing but damaged characters stands here, all of which can be mended.
    fn is_whole(&self) -> bool {
        self.whole > 0 && self.torn == 0 && self.other == 0
    }

    /// Whether there are damaged characters that cannot be mended.
    fn is_lossy(&self) -> bool {
        self.torn > 0 || self.whole > 0 && self.other > 0
    }
}

/// Whether people write this character. In notes that are not damaged a capital letter stands before a quote or a dash now
/// and then, and together they make a character of two bytes, though one that is hardly ever seen.
fn is_likely(c: char) -> bool {
    match c {
        '\u{E000}'..='\u{F8FF}' => false,
        '\u{900}'.. => true,
        _ => matches!(
            c,
            '\u{80}'..='\u{17F}'
                | 'ƒ' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | 'Ș'..='ț' | 'ˆ' | 'ˇ' | '˜'
                | '\u{300}'..='\u{331}'
                | '\u{384}'..='\u{3CE}'
                | '\u{401}'..='\u{491}'
                | '\u{5D0}'..='\u{5EA}'
                | '\u{621}'..='\u{6D3}'
        ),
    }
}

/// How much of a note is damaged.
#[derive(Clone, Copy, Debug, Default)]
struct Survey {
    /// All that the page has letters for.
    all: Run,
    /// Characters beyond ASCII that it has none for.
    foreign: usize,
    /// Whether a damaged character cannot be mended.
    is_lossy: bool,
    /// What of it is in no word that may be an example: characters that can be mended, the words and the lines.
    characters: usize,
    words: usize,
    lines: usize,
}

impl Survey {
    fn of(text: &str, letters: &Letters) -> Self {
        let mut survey = Self::default();
        let mut is_code = false;
        for line in text.split('\n') {
            let is_fence = ["```", "~~~"].iter().any(|fence| line.trim_start().starts_with(fence));
            is_code ^= is_fence;
            if !line.is_ascii() {
                let words = survey.words;
                survey.add_line(line, is_code, letters);
                survey.lines += usize::from(survey.words > words);
            }
        }
        survey
    }

    fn add_line(&mut self, line: &str, is_code: bool, letters: &Letters) {
        let mut is_span = is_code;
        for word in line.split_ascii_whitespace() {
            let is_example = is_span || word.starts_with(QUOTES);
            is_span ^= word.bytes().filter(|byte| *byte == b'`').count() % 2 == 1;
            if word.is_ascii() {
                continue;
            }
            let before = self.all.characters;
            letters.pieces(word, |piece, bytes| {
                if bytes.is_empty() {
                    self.foreign += piece.chars().filter(|c| !c.is_ascii()).count();
                }
                let run = Run::of(bytes);
                self.is_lossy |= run.is_lossy();
                let Run { whole, torn, other, characters } = run;
                self.all.whole += whole;
                self.all.torn += torn;
                self.all.other += other;
                self.all.characters += characters;
            });
            let found = self.all.characters - before;
            if found > 0 && !is_example {
                self.characters += found;
                self.words += 1;
            }
        }
    }

    /// Whether the note as a whole is damaged, `text` being all of it.
    fn is_damaged(&self, text: &str) -> bool {
        let Run { whole, torn, other, .. } = self.all;
        let explains_all = torn <= 2 * whole && 9 * (other + self.foreign) <= whole + torn;
        if !explains_all || self.words == 0 {
            return false;
        }
        let letters = text.chars().filter(|c| c.is_alphanumeric() || !c.is_ascii()).count();
        // A word or two of a tiny note, or of one in a script of its own; else several words, here and there.
        let is_much = whole * 4 >= letters;
        let is_everywhere = self.lines >= 2 && whole * 200 >= letters || whole * 10 >= letters;
        is_much || self.characters >= 3 && self.words >= 2 && is_everywhere
    }
}

#[cfg(test)]
mod tests;
