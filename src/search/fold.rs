//! What is the same to somebody who looks for it: letters of both cases, both normal forms, one blank and many.

use unicode_normalization::char::{canonical_combining_class, decompose_canonical};

/// Where a symbol is: bytes of a row.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Place {
    pub(crate) row: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// How characters become the symbols that are compared.
///
/// Korean syllables are taken apart to what is typed for them, so that one that is half typed is the beginning of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Folding {
    /// Whether capital letters are not the same as small ones.
    is_cased: bool,
    /// Whether only the first consonant of a syllable counts.
    is_initials: bool,
}

impl Folding {
    /// As somebody means it who looks for these words.
    pub(crate) fn of(words: &str) -> Self {
        let is_initial = |c: char| c.is_whitespace() || is_consonant(c);
        Self { is_cased: words.chars().any(char::is_uppercase), is_initials: words.chars().all(is_initial) }
    }

    /// The same for somebody who types a few letters in haste: capital letters never count.
    pub(crate) fn caseless(words: &str) -> Self {
        Self { is_cased: false, ..Self::of(words) }
    }

    /// Of what is looked through: all of each syllable.
    pub(crate) const FULL: Self = Self { is_cased: false, is_initials: false };

    /// Whether consonants stand for syllables.
    pub(crate) fn is_by_initials(self) -> bool {
        self.is_initials
    }

    /// The symbols of words, without blanks around them.
    pub(crate) fn folded(self, words: &str) -> Vec<char> {
        let mut symbols = Vec::new();
        Feed::new(self).text(words, Place::default(), &mut symbols);
        symbols
    }

    /// Whether a character is surely not, and has not in it, this symbol; quicker than folding it.
    fn is_without(self, c: char, symbol: char) -> bool {
        match c {
            '\0'..='\x7F' => u8::try_from(c).is_ok_and(|byte| self.ascii(byte) != symbol),
            '\u{1100}'..='\u{115F}' | '\u{4E00}'..='\u{9FFF}' => c != symbol,
            '가'..='힣' => first_of(c) != symbol && !matches!(symbol, '\u{1160}'..='\u{11FF}'),
            '\u{1160}'..='\u{11FF}' => !matches!(symbol, '\u{1160}'..='\u{11FF}'),
            // Kana: those with a sound mark are taken apart to others.
            '\u{3041}'..='\u{30FF}' => !matches!(symbol, '\u{3041}'..='\u{30FF}'),
            _ => false,
        }
    }

    /// The symbol of an ASCII character.
    pub(crate) fn ascii(self, byte: u8) -> char {
        char::from(if self.is_cased { byte } else { byte.to_ascii_lowercase() })
    }

    fn fold(self, c: char, out: &mut impl FnMut(char)) {
        match c {
            '\0'..='\x7F' => out(if self.is_cased { c } else { c.to_ascii_lowercase() }),
            // Han, and first consonants of syllables that are written apart: no cases and, here, no other forms.
            '\u{1100}'..='\u{115F}' | '\u{4E00}'..='\u{9FFF}' => out(c),
            _ if is_consonant(c) => consonants(c).chars().for_each(out),
            // Vowels and last consonants of syllables that are written apart.
            '\u{1160}'..='\u{11FF}' => self.rest_of_syllable(c, out),
            '가'..='힣' => self.syllable(c, out),
            // Joiners and selectors only say how what is around them looks.
            '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' => {}
            _ if self.is_cased => decompose_canonical(c, out),
            _ => decompose_canonical(c, |part| {
                for small in part.to_lowercase() {
                    out(if small == 'ς' { 'σ' } else { small });
                }
            }),
        }
    }

    /// By the arithmetic of the Unicode standard, 3.12.
    fn syllable(self, c: char, out: &mut impl FnMut(char)) {
        let index = place_of(c);
        let jamo = |base: u32, number: u32| char::from_u32(base + number).unwrap_or_default();
        out(first_of(c));
        if !self.is_initials {
            self.rest_of_syllable(jamo(0x1161, index % 588 / 28), out);
            if !index.is_multiple_of(28) {
                self.rest_of_syllable(jamo(0x11A7, index % 28), out);
            }
        }
    }

    fn rest_of_syllable(self, jamo: char, out: &mut impl FnMut(char)) {
        if !self.is_initials {
            let (first, second) = strokes(jamo);
            out(first);
            second.into_iter().for_each(out);
        }
    }
}

/// The place of a syllable among all.
fn place_of(syllable: char) -> u32 {
    u32::from(syllable).saturating_sub(u32::from('가'))
}

/// The first consonant of a syllable.
fn first_of(syllable: char) -> char {
    char::from_u32(0x1100 + place_of(syllable) / 588).unwrap_or_default()
}

/// The symbols of a needle. A blank comes only with what is after it, so there is none at the end.
impl Sink for Vec<char> {
    fn take(&mut self, symbol: char, _: Place) {
        if symbol != ' ' || !self.is_empty() {
            self.push(symbol);
        }
    }

    fn wanted(&self) -> Option<char> {
        None
    }
}

/// What symbols go into.
pub(crate) trait Sink {
    /// Takes the next symbol.
    fn take(&mut self, symbol: char, place: Place);

    /// The only symbol that would change anything now, if there is but one.
    fn wanted(&self) -> Option<char>;
}

/// Turns text into symbols, row by row: one blank for many, and marks on a letter in their canonical order.
pub(crate) struct Feed {
    folding: Folding,
    /// Whether a blank comes before the next symbol.
    pub(crate) is_blank: bool,
    /// The marks on the last letter with their classes, and where they are, all together: they are one grapheme.
    marks: Vec<(u8, char)>,
    marked: Place,
    /// Characters that were looked up, by the low byte of their number.
    known: Vec<Folded>,
}

/// A character that was looked up: its symbols with their classes.
#[derive(Clone, Copy, Default)]
struct Folded {
    of: char,
    count: usize,
    symbols: [(u8, char); LONGEST],
}

/// No character has more symbols that is looked up.
const LONGEST: usize = 4;

impl Feed {
    pub(crate) fn new(folding: Folding) -> Self {
        let known = vec![Folded::default(); 256];
        Self { folding, is_blank: false, marks: Vec::new(), marked: Place::default(), known }
    }

    /// Gives the symbols of a text that begins at the start of `place`.
    pub(crate) fn text(&mut self, text: &str, place: Place, sink: &mut impl Sink) {
        if text.is_ascii() {
            return self.ascii(text.as_bytes(), place, sink);
        }
        let mut end = place.start;
        for c in text.chars() {
            let place = Place { row: place.row, start: end, end: end + c.len_utf8() };
            end = place.end;
            if self.marks.is_empty() && sink.wanted().is_some_and(|wanted| self.folding.is_without(c, wanted))
            {
                self.is_blank = false;
            } else {
                self.character(c, place, sink);
            }
        }
        self.settle(sink);
    }

    /// As [`Feed::text`], where every byte is a symbol.
    fn ascii(&mut self, bytes: &[u8], place: Place, sink: &mut impl Sink) {
        let mut at = 0;
        loop {
            let rest = bytes.get(at..).unwrap_or_default();
            if let Some(wanted) = sink.wanted() {
                self.is_blank = false;
                let Some(skipped) = rest.iter().position(|byte| self.folding.ascii(*byte) == wanted) else {
                    return;
                };
                at += skipped;
            }
            let Some(byte) = bytes.get(at) else { return };
            let place = Place { row: place.row, start: place.start + at, end: place.start + at + 1 };
            at += 1;
            if byte.is_ascii_whitespace() {
                self.is_blank = true;
            } else {
                self.give(self.folding.ascii(*byte), place, sink);
            }
        }
    }

    fn character(&mut self, c: char, place: Place, sink: &mut impl Sink) {
        if c.is_whitespace() {
            self.settle(sink);
            self.is_blank = true;
        } else if is_computed(c) {
            self.settle(sink);
            self.folding.fold(c, &mut |symbol| self.give(symbol, place, sink));
        } else {
            let folded = self.look_up(c);
            for (class, symbol) in folded.symbols.into_iter().take(folded.count) {
                if class == 0 {
                    self.settle(sink);
                    self.give(symbol, place, sink);
                } else {
                    let start = if self.marks.is_empty() { place.start } else { self.marked.start };
                    self.marked = Place { start, ..place };
                    self.marks.push((class, symbol));
                }
            }
        }
    }

    fn look_up(&mut self, c: char) -> Folded {
        let slot = usize::from(u32::from(c).to_le_bytes()[0]);
        if let Some(known) = self.known.get(slot).filter(|known| known.of == c) {
            return *known;
        }
        let mut folded = Folded { of: c, ..Folded::default() };
        self.folding.fold(c, &mut |symbol| {
            if let Some(place) = folded.symbols.get_mut(folded.count) {
                *place = (canonical_combining_class(symbol), symbol);
                folded.count += 1;
            }
        });
        if let Some(known) = self.known.get_mut(slot) {
            *known = folded;
        }
        folded
    }

    fn settle(&mut self, sink: &mut impl Sink) {
        if self.marks.is_empty() {
            return;
        }
        let mut marks = std::mem::take(&mut self.marks);
        marks.sort_by_key(|(class, _)| *class);
        for (_, mark) in marks.drain(..) {
            self.give(mark, self.marked, sink);
        }
        self.marks = marks;
    }

    fn give(&mut self, symbol: char, place: Place, sink: &mut impl Sink) {
        if std::mem::take(&mut self.is_blank) {
            sink.take(' ', place);
        }
        sink.take(symbol, place);
    }
}

/// Whether the symbols of a character are found without a table, and none of them is a mark.
fn is_computed(c: char) -> bool {
    matches!(c, '\0'..='\x7F' | '\u{1100}'..='\u{11FF}' | '\u{4E00}'..='\u{9FFF}' | '가'..='힣')
}

/// Whether a symbol makes another letter of the one before: `e` is not in `é`, in whatever form that is written.
pub(crate) fn changes_letter(symbol: char) -> bool {
    const VIRAMA: u8 = 9;
    symbol > '\u{2FF}' && !is_computed(symbol) && !matches!(canonical_combining_class(symbol), 0 | VIRAMA)
}

/// Whether it is a Korean consonant that stands alone.
fn is_consonant(c: char) -> bool {
    ('ㄱ'..='ㅎ').contains(&c)
}

/// For each consonant that stands alone the first consonants of syllables that it is typed as: two where an input method
/// has put them together.
const ALONE: [&str; 30] = [
    "ᄀ", "ᄁ", "ᄀᄉ", "ᄂ", "ᄂᄌ", "ᄂᄒ", "ᄃ", "ᄄ", "ᄅ", "ᄅᄀ", "ᄅᄆ", "ᄅᄇ", "ᄅᄉ", "ᄅᄐ",
    "ᄅᄑ", "ᄅᄒ", "ᄆ", "ᄇ", "ᄈ", "ᄇᄉ", "ᄉ", "ᄊ", "ᄋ", "ᄌ", "ᄍ", "ᄎ", "ᄏ", "ᄐ", "ᄑ", "ᄒ",
];

fn consonants(c: char) -> &'static str {
    let place = u32::from(c).checked_sub(u32::from('ㄱ')).and_then(|place| usize::try_from(place).ok());
    place.and_then(|place| ALONE.get(place)).copied().unwrap_or_default()
}

/// What a vowel or a last consonant is typed as: one key, or two.
fn strokes(jamo: char) -> (char, Option<char>) {
    let (first, second) = match jamo {
        '\u{116A}' => ('\u{1169}', '\u{1161}'),
        '\u{116B}' => ('\u{1169}', '\u{1162}'),
        '\u{116C}' => ('\u{1169}', '\u{1175}'),
        '\u{116F}' => ('\u{116E}', '\u{1165}'),
        '\u{1170}' => ('\u{116E}', '\u{1166}'),
        '\u{1171}' => ('\u{116E}', '\u{1175}'),
        '\u{1174}' => ('\u{1173}', '\u{1175}'),
        '\u{11AA}' => ('\u{11A8}', '\u{11BA}'),
        '\u{11AC}' => ('\u{11AB}', '\u{11BD}'),
        '\u{11AD}' => ('\u{11AB}', '\u{11C2}'),
        '\u{11B0}' => ('\u{11AF}', '\u{11A8}'),
        '\u{11B1}' => ('\u{11AF}', '\u{11B7}'),
        '\u{11B2}' => ('\u{11AF}', '\u{11B8}'),
        '\u{11B3}' => ('\u{11AF}', '\u{11BA}'),
        '\u{11B4}' => ('\u{11AF}', '\u{11C0}'),
        '\u{11B5}' => ('\u{11AF}', '\u{11C1}'),
        '\u{11B6}' => ('\u{11AF}', '\u{11C2}'),
        '\u{11B9}' => ('\u{11B8}', '\u{11BA}'),
        _ => return (jamo, None),
    };
    (first, Some(second))
}

/// The symbols where the last consonant of the last syllable begins the next one instead; `None` if there is none.
pub(crate) fn carried_over(symbols: &[char]) -> Option<Vec<char>> {
    /// Those that may be last, in the order of the code points.
    const LAST: &str = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
    let (last, rest) = symbols.split_last()?;
    let (_, alone) = ('\u{11A8}'..='\u{11C2}').zip(LAST.chars()).find(|(jamo, _)| jamo == last)?;
    Some(rest.iter().copied().chain(consonants(alone).chars()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(is_cased: bool, text: &str) -> String {
        Folding { is_cased, is_initials: false }.folded(text).into_iter().collect()
    }

    /// The symbols of every character that Unicode has given away, in one buffer.
    fn each(mut check: impl FnMut(Folding, char, &[char])) {
        let mut symbols = Vec::new();
        for c in ('\0'..='\u{2FFFF}').filter(|c| !c.is_whitespace()) {
            for is_cased in [false, true] {
                let folding = Folding { is_cased, is_initials: false };
                symbols.clear();
                folding.fold(c, &mut |symbol| symbols.push(symbol));
                check(folding, c, &symbols);
            }
        }
    }

    #[test]
    fn no_character_has_more_symbols_than_are_kept() {
        each(|_, c, symbols| {
            let is_marked = symbols.iter().any(|symbol| canonical_combining_class(*symbol) > 0);
            assert!(if is_computed(c) { !is_marked } else { symbols.len() <= LONGEST }, "{c:?} {symbols:?}");
        });
    }

    #[test]
    fn folding_twice_changes_nothing() {
        each(|folding, c, symbols| {
            for once in symbols {
                folding.fold(*once, &mut |twice| assert_eq!(twice, *once, "in {c:?}"));
            }
        });
    }

    #[test]
    fn what_is_without_a_symbol_does_not_fold_to_it() {
        let wanted = ['a', 'A', 'é', '\u{301}', '日', 'か', '\u{3099}', 'ᄀ', '\u{1161}', '\u{11A8}', '가'];
        each(|folding, c, symbols| {
            for wanted in wanted {
                assert!(!(folding.is_without(c, wanted) && symbols.contains(&wanted)), "{wanted:?} in {c:?}");
            }
        });
    }

    #[test]
    fn syllables_are_what_is_typed() {
        for (text, expected) in [
            ("가", "\u{1100}\u{1161}"),
            ("힣", "\u{1112}\u{1175}\u{11C2}"),
            ("닭", "\u{1103}\u{1161}\u{11AF}\u{11A8}"),
            ("과", "\u{1100}\u{1169}\u{1161}"),
            ("ㄳ", "\u{1100}\u{1109}"),
            ("ㅎ", "\u{1112}"),
            ("  É \u{A0} b ", "e\u{301} b"),
        ] {
            assert_eq!(folded(false, text), expected, "{text}");
        }
        assert_eq!(carried_over(&['ᄀ', '\u{1161}', '\u{11AB}']), Some(vec!['ᄀ', '\u{1161}', 'ᄂ']));
        assert_eq!(carried_over(&['ᄀ', '\u{1161}']), None);
    }
}
