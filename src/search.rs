//! Finding by a few letters: in names, where letters may be left out, and in lines of text, where they may not.
//!
//! Both see the same symbols (see `fold`): capital letters, normal forms and accents make no difference, a Korean syllable
//! may be half typed, and consonants alone are the initials of syllables.

pub(crate) mod fold;
mod key;
pub(crate) mod pattern;
mod plain;
mod scan;
mod text;

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use self::fold::Folding;
use self::key::{fit, folded_with_places};
use self::pattern::Pattern;
use self::scan::Scanner;

pub use self::key::{Key, Keys};
pub use self::text::{Line, Searcher, Text};

/// The highest cost of a word that is still meant, however long it is: two runs of letters out of the middle of words.
const FARTHEST: u32 = 9;

/// What somebody types to find something: words, each of which must be there, in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The longest first: it is in the fewest places.
    words: Vec<Word>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    folding: Folding,
    /// As it is, and with the last consonant of the last syllable as the first one of the next.
    forms: Vec<Form>,
    /// The highest cost of a place that is still meant.
    limit: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Form {
    symbols: Vec<char>,
    pattern: Pattern,
    mask: u64,
}

impl Word {
    fn new(word: &str) -> Option<Self> {
        let folding = Folding::caseless(word);
        let mut symbols = folding.folded(word);
        symbols.retain(|symbol| !key::is_accent(*symbol));
        if symbols.is_empty() {
            return None;
        }
        let letters = symbols.iter().filter(|symbol| !key::is_glued(**symbol)).count();
        let limit = u32::try_from(letters.saturating_sub(1)).unwrap_or(u32::MAX).saturating_mul(3);
        // One syllable says more than one letter: it need not begin a word.
        let least = if symbols.iter().any(|symbol| key::is_glued(*symbol)) { 4 } else { 1 };
        let typed = fold::carried_over(&symbols);
        let form = |symbols: Vec<char>| Form {
            mask: key::mask_of(&symbols),
            pattern: Pattern::new(symbols.clone()),
            symbols,
        };
        let forms = std::iter::once(symbols).chain(typed).map(form).collect();
        Some(Self { folding, forms, limit: limit.saturating_add(1).max(least).min(FARTHEST) })
    }
}

impl Query {
    /// What these words look for.
    pub fn new(words: &str) -> Self {
        let mut words: Vec<Word> = words.split_whitespace().filter_map(Word::new).collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.forms.first().map_or(0, |form| form.symbols.len())));
        Self { words }
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether it says enough to be looked for in all lines of all texts: two letters, or one syllable.
    pub fn is_telling(&self) -> bool {
        self.words.iter().flat_map(|word| &word.forms).any(|form| form.symbols.len() > 1)
    }

    /// How far a name is from what is looked for: 0 where it begins with it, little where its words do, more where letters
    /// are in the middle of words or left out; none where it is not meant.
    pub fn cost(&self, key: &Key) -> Option<u32> {
        self.words.iter().try_fold(0u32, |sum, word| {
            let fits = |form: &Form| fit(&form.symbols, form.mask, key).filter(|cost| *cost <= word.limit);
            Some(sum.saturating_add(word.forms.iter().find_map(fits)?))
        })
    }

    /// Whether a name of this cost has the words in one piece, or as the beginnings of its own: no letters out of the middle of
    /// words.
    pub fn is_near(&self, cost: u32) -> bool {
        usize::try_from(cost).is_ok_and(|cost| cost <= self.words.len() * 4)
    }

    /// The letters of a name that are meant: bytes from left to right, whole graphemes, not overlapping.
    pub fn letters(&self, name: &str) -> Vec<Range<usize>> {
        let (key, places) = folded_with_places(name);
        let mut found = Vec::new();
        for word in &self.words {
            let fits = |form: &Form| key::letters(&form.symbols, &key);
            let letters = word.forms.iter().find_map(fits).unwrap_or_default();
            found.extend(letters.iter().filter_map(|at| places.get(*at).cloned()));
        }
        whole(name, found)
    }

    /// The syllables of a name or a line that initial consonants stand for, where nothing else is looked for.
    pub fn spelt_out<'n>(&self, name: &'n str) -> Option<&'n str> {
        let [word] = self.words.as_slice() else { return None };
        let [place] = self.places(name).try_into().ok()?;
        let is_short = word.folding.is_by_initials() && self.is_telling();
        name.get::<Range<usize>>(place).filter(|_| is_short)
    }

    /// How far a line is from what is looked for, as [`Query::cost`], where no letter may be left out.
    pub fn cost_of_line(&self, line: &str) -> Option<u32> {
        let mut scanner = Scanner::default();
        self.words.iter().try_fold(0u32, |sum, word| Some(sum.saturating_add(scanner.first(word, line)?.0)))
    }

    /// The first place of each word in a line, as [`Query::letters`].
    pub fn places(&self, line: &str) -> Vec<Range<usize>> {
        let mut scanner = Scanner::default();
        let found = self.words.iter().filter_map(|word| Some(scanner.first(word, line)?.1)).collect();
        whole(line, found)
    }
}

/// Ranges of bytes from left to right, grown to whole graphemes, those that meet made one.
fn whole(text: &str, mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut next = ranges.iter().peekable();
    for (start, grapheme) in text.grapheme_indices(true) {
        let end = start + grapheme.len();
        while next.next_if(|range| range.end <= start).is_some() {}
        // Of several that lie over each other one that is longer may hide behind a shorter one.
        let is_in = next.clone().take_while(|range| range.start < end).any(|range| range.end > start);
        match out.last_mut() {
            Some(last) if is_in && last.end == start => last.end = end,
            _ if is_in => out.push(start..end),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests;
