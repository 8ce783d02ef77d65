//! Whether two titles can be of one topic.
//!
//! An id says which topic it is; a title only warns that an author has used an id again for something else. A warning too
//! many takes a mark out of the sum, so whatever leaves room for doubt counts as one topic: a shared word, a stem, initials,
//! a translation.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::iter::once;

use unicode_normalization::UnicodeNormalization as _;

/// How near two titles are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// One title in other words or letters: equal, longer, misspelt, its initials. Also where there is no title to compare.
    Same,
    /// They can be of one topic: a word in common, or a translation.
    Related,
    /// They have nothing in common.
    Different,
}

/// Words that say nothing about what a topic is, in the order of their bytes.
const SMALL: &[&str] = &[
    "a",
    "about",
    "advanced",
    "an",
    "and",
    "are",
    "as",
    "at",
    "basic",
    "basics",
    "by",
    "choose",
    "course",
    "deeper",
    "for",
    "from",
    "fundamentals",
    "getting",
    "guide",
    "how",
    "in",
    "intro",
    "introduction",
    "is",
    "it",
    "its",
    "learn",
    "learning",
    "more",
    "of",
    "on",
    "or",
    "other",
    "overview",
    "part",
    "pick",
    "started",
    "the",
    "to",
    "understanding",
    "use",
    "using",
    "vs",
    "what",
    "why",
    "with",
    "work",
    "works",
    "you",
    "your",
    "개념",
    "개요",
    "기본",
    "기초",
    "및",
    "소개",
    "심화",
    "이해",
    "입문",
    "정리",
    "활용",
];

/// Short names that initials do not explain.
const ALIASES: &[(&str, &str)] = &[
    ("db", "database"),
    ("golang", "go"),
    ("js", "javascript"),
    ("k8s", "kubernetes"),
    ("ts", "typescript"),
];

/// Words of a title that are compared each with each. A file can be one title of megabytes.
const MOST_WORDS: usize = 40;
/// Longest word that is compared, in characters.
const LONGEST_WORD: usize = 40;
/// Longest name that is tried as initials, in letters.
const MOST_INITIALS: usize = 6;
/// Longest text of which slips of the fingers are counted, in characters: the work grows with its square.
const MOST_COMPARED: usize = 80;

/// Most comparisons that are remembered; more than one for each topic of the largest roadmap.
const MOST_REMEMBERED: usize = 200_000;

/// Comparisons of titles that were made, for [`Progress::on_again`](super::Progress::on_again).
#[derive(Clone, Debug, Default)]
pub struct Compared(HashMap<u64, Likeness>);

impl Compared {
    /// See [`likeness()`].
    pub(super) fn likeness(&mut self, old: &str, new: &str) -> Likeness {
        // The numbers of two pairs of titles are never the same by chance.
        let mut hasher = DefaultHasher::new();
        (old, new).hash(&mut hasher);
        if self.0.len() > MOST_REMEMBERED {
            self.0.clear();
        }
        *self.0.entry(hasher.finish()).or_insert_with(|| likeness(old, new))
    }
}

/// How near a title is to the one that a topic had before.
fn likeness(old: &str, new: &str) -> Likeness {
    let (old, new) = (normalised(old), normalised(new));
    if old.is_empty() || new.is_empty() || letters(&old).eq(letters(&new)) || one_contains_other(&old, &new) {
        return Likeness::Same;
    }
    let (old_words, new_words) = (words(&old), words(&new));
    if is_slip(&old, &new) || has_initials(&old_words, &new_words) || has_initials(&new_words, &old_words) {
        return Likeness::Same;
    }
    if script_of(&old) != script_of(&new) || shares_a_word(&old_words, &new_words) {
        return Likeness::Related;
    }
    Likeness::Different
}

/// The words at the start of a normal form.
fn words(text: &str) -> Vec<&str> {
    let beginning = |word: &'_ str| word.char_indices().nth(LONGEST_WORD).map_or(word.len(), |(end, _)| end);
    text.split(' ').take(MOST_WORDS).filter_map(|word| word.get(..beginning(word))).collect()
}

/// A number that titles have in common where only case, signs and blanks tell them apart; 0 for a title without letters.
pub(super) fn fingerprint(title: &str) -> u64 {
    // FNV-1a, 64 bits: a roadmap has 100,000 titles, and this takes no memory.
    let sum = |sum: u64, c: char| (sum ^ u64::from(c)).wrapping_mul(0x0100_0000_01B3);
    let text = if is_plain(title) { None } else { Some(normalised(title)) };
    let mut all = text.as_deref().unwrap_or(title).chars().filter(|c| is_of_word(*c)).peekable();
    if all.peek().is_none() {
        return 0;
    }
    all.map(|c| c.to_ascii_lowercase()).fold(0xCBF2_9CE4_8422_2325, sum)
}

/// Words in lower case between single blanks. `+` and `#` belong to the word before them: C is not C++.
fn normalised(title: &str) -> String {
    let mut out = String::with_capacity(title.len());
    let mut push = |c: char| {
        if is_of_word(c) {
            if !matches!(c, '+' | '#') || !(out.is_empty() || out.ends_with(' ')) {
                out.push(c);
            }
        } else if !matches!(c, '\'' | '\u{2019}') && !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    };
    if is_plain(title) {
        title.chars().for_each(|c| push(c.to_ascii_lowercase()));
    } else {
        // By way of upper case, for some letters differ in that alone: `ß` is `SS`.
        title.nfkc().flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfc().for_each(push);
    }
    out.truncate(out.trim_end().len());
    out
}

fn is_small(word: &str) -> bool {
    SMALL.binary_search(&word).is_ok()
}

/// Whether the normal form of a text is the text but for the case of ASCII letters: most titles need no tables of Unicode.
fn is_plain(text: &str) -> bool {
    text.is_ascii()
        || text
            .chars()
            .all(|c| c.is_ascii() || matches!(c, '\u{AC00}'..='\u{D7A3}' | '\u{4E00}'..='\u{9FFF}'))
}

fn is_of_word(c: char) -> bool {
    matches!(c, '+' | '#' | 'a'..='z' | '\u{AC00}'..='\u{D7A3}') || c.is_alphanumeric()
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| *c != ' ')
}

/// Whether the words of one are among those of the other, side by side.
fn one_contains_other(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let is_end = |text: &str, at: Option<char>| text.is_empty() || at == Some(' ');
    long.match_indices(short).any(|(at, _)| {
        let (before, rest) = long.split_at_checked(at).unwrap_or_default();
        let after = rest.strip_prefix(short).unwrap_or_default();
        is_end(before, before.chars().next_back()) && is_end(after, after.chars().next())
    })
}

/// Whether a slip of the fingers is all that is between them. Another number is no slip: HTTP/2 is not HTTP/3.
fn is_slip(a: &str, b: &str) -> bool {
    let (len_a, len_b) = (a.chars().count(), b.chars().count());
    let most = len_a.min(len_b) / 4;
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    len_a.max(len_b) <= MOST_COMPARED
        && len_a.abs_diff(len_b) <= most
        && digits(a) == digits(b)
        && letters_apart(a, b) <= most
        && strsim::osa_distance(a, b) <= most
}

/// How many letters at least have to be changed to make one of the other: what the letters say whatever their order. It is
/// counted in a moment, and most titles are further apart.
fn letters_apart(a: &str, b: &str) -> usize {
    let mut balance = [0_i32; 64];
    let mut count = |text: &str, by: i32| {
        for c in text.chars() {
            balance[c as usize % 64] += by;
        }
    };
    count(a, 1);
    count(b, -1);
    let sum = |sign: i32| balance.iter().map(|left| (left * sign).max(0)).sum::<i32>();
    usize::try_from(sum(1).max(sum(-1))).unwrap_or(usize::MAX)
}

/// Whether a word among `words`, or all of them together, are the initials of some of `long`.
fn has_initials(words: &[&str], long: &[&str]) -> bool {
    let is_short = |word: &str| {
        (2..=MOST_INITIALS).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase())
    };
    let whole: String = words.iter().copied().take(MOST_INITIALS).collect();
    let candidates = words.iter().copied().filter(|word| !is_small(word)).chain(once(whole.as_str()));
    candidates.filter(|word| is_short(word)).any(|word| {
        let singular = word.strip_suffix('s').filter(|word| word.len() > 1).unwrap_or(word);
        let starts = |at| long.get(at..).unwrap_or_default();
        (0..long.len()).any(|at| {
            [word, singular].iter().any(|word| spells(word.as_bytes(), starts(at), (0, word.len() > 3)))
        })
    })
}

/// Whether `initials` are those of the first of `words`, two of them at least. Small words may be left out, and a long name
/// may take one letter from within a word, as RDBMS does from "database".
fn spells(initials: &[u8], words: &[&str], (taken, may_look_within): (usize, bool)) -> bool {
    let Some((first, others)) = initials.split_first() else { return taken > 1 };
    let Some((word, rest)) = words.split_first() else { return false };
    let Some((initial, within)) = word.as_bytes().split_first() else { return false };
    if first == initial {
        if spells(others, rest, (taken + 1, may_look_within)) {
            return true;
        }
        if let Some((second, others)) = others.split_first()
            && may_look_within
            && within.contains(second)
            && spells(others, rest, (taken + 1, false))
        {
            return true;
        }
    }
    taken > 0 && is_small(word) && spells(initials, rest, (taken, may_look_within))
}

/// The script that most of a text is written in. Texts of two scripts cannot be compared: one may translate the other.
fn script_of(text: &str) -> Option<u32> {
    let mut weights: Vec<(u32, usize)> = Vec::new();
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        let (script, weight) = match c {
            '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => (0, 1),
            '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7AF}' => (1, 3),
            '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' => (2, 3),
            _ => (3 + (u32::from(c) >> 8), 1),
        };
        match weights.iter_mut().find(|(other, _)| *other == script) {
            Some((_, sum)) => *sum += weight,
            None => weights.push((script, weight)),
        }
    }
    let most = weights.into_iter().max_by_key(|(script, weight)| (*weight, std::cmp::Reverse(*script)));
    most.map(|(script, _)| script)
}

fn shares_a_word(old: &[&str], new: &[&str]) -> bool {
    let telling = |words: &[&str]| -> Vec<String> {
        let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
        let telling = words.iter().filter(|word| !is_small(word) && !is_number(word));
        telling.map(|word| alias(word).to_owned()).collect()
    };
    let (old, new) = (telling(old), telling(new));
    // "Introduction" and "Getting started": small words are all there is.
    (old.is_empty() && new.is_empty()) || old.iter().any(|old| new.iter().any(|new| are_akin(old, new)))
}

fn alias(word: &str) -> &str {
    let singular = word.strip_suffix('s').unwrap_or(word);
    ALIASES.iter().find(|(short, _)| [word, singular].contains(short)).map_or(word, |(_, long)| long)
}

/// Whether two words are of one stem: equal but for a plural, one within the other, or with a long beginning in common.
fn are_akin(a: &str, b: &str) -> bool {
    if a == b || a.strip_suffix('s') == Some(b) || b.strip_suffix('s') == Some(a) {
        return true;
    }
    let (len_a, len_b) = (a.chars().count(), b.chars().count());
    let common = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    if a.is_ascii() && b.is_ascii() {
        let is_within = len_a.min(len_b) >= 4 && (a.contains(b) || b.contains(a));
        let bare = |word: &'_ str| word.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let is_numbered = common >= 2 && bare(a) == common && bare(b) == common;
        return is_within || is_numbered || (common >= 4 && common * 2 >= len_a.max(len_b));
    }
    let script = script_of(a).max(script_of(b));
    if script == Some(0) {
        return common >= 4;
    }
    // Syllables and ideographs: two say as much as four letters, and particles and parts of a compound have no blank between.
    let within = if script == Some(2) { 2 } else { 3 };
    common >= 2 || common == len_a.min(len_b) || shares_a_part(a, b, within)
}

/// Whether `length` characters of `a` stand side by side in `b`, or one is within the other.
fn shares_a_part(a: &str, b: &str, length: usize) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let length = length.min(a.len()).min(b.len()).max(2);
    a.windows(length).any(|part| b.windows(length).any(|other| other == part))
}

#[cfg(test)]
mod tests;
