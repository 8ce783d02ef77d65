//! The lines of an outline: how far they stand to the right, what sign they have, whether they are heads.

use crate::import::word;
use crate::note::autolink;
use crate::progress::Mark;

/// Letters and words of a line that is a sentence, even without a full stop.
const LONG: usize = 70;
const MANY: usize = 9;
/// Letters of a head; a longer line that ends with a colon is a sentence.
const LONGEST_HEAD: usize = 80;

/// A line with words.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    /// As it stands, without blanks around it.
    pub(super) text: &'a str,
    /// Where its words begin, after sign and box.
    start: usize,
    /// Columns before it.
    pub(super) indent: usize,
    /// Counted from 1.
    pub(super) number: usize,
    /// What its box says, where it has one.
    pub(super) mark: Option<Mark>,
    pub(super) role: Role,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A line between heads.
    Plain,
    /// A head with a colon and a sign before it.
    Marked,
    /// A head with a colon.
    Head,
    /// A line that is underlined: with `=`, or with `-`.
    Underlined(u8),
    /// A numbered head, `1.2 Title`, with how many numbers it has.
    Numbered(usize),
}

impl Role {
    pub(super) fn is_head(self) -> bool {
        self != Self::Plain
    }

    /// Where a head stands among others: the lower one above.
    pub(super) fn rank(self, indent: usize) -> (usize, usize) {
        match self {
            Self::Underlined(level) => (usize::from(level), 0),
            Self::Marked => (2, indent / 2),
            Self::Numbered(numbers) => (3, numbers),
            Self::Head | Self::Plain => (1000, indent / 2),
        }
    }
}

impl<'a> Line<'a> {
    /// Its words without sign and box.
    pub(super) fn words(&self) -> &'a str {
        self.text.get(self.start..).unwrap_or(self.text).trim()
    }

    /// Whether it is text to read rather than the name of something.
    pub(super) fn is_sentence(&self) -> bool {
        let words = self.words();
        self.is_long() || (words.ends_with(['.', '。', ',', ';']) && self.mark.is_none())
    }

    /// Whether it is too long for a name.
    pub(super) fn is_long(&self) -> bool {
        let words = self.words();
        let letters = match address(words) {
            Some((before, _)) => before,
            None => words,
        };
        letters.chars().take(LONG + 1).count() > LONG
            || letters.split_whitespace().take(MANY + 1).count() > MANY
    }
}

/// The lines of a text that have words.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut found: Vec<Line<'_>> = Vec::new();
    for (number, raw) in text.lines().enumerate() {
        let words = raw.trim();
        if words.contains(char::is_alphanumeric) {
            found.push(line(raw, number + 1));
            continue;
        }
        // A line below another that underlines it.
        let is_line = |sign| words.len() >= 3 && words.chars().all(|c| c == sign);
        let level = u8::from(!is_line('='));
        if let Some(above) = found.last_mut().filter(|above| above.number == number && above.mark.is_none())
            && (is_line('=') || is_line('-'))
        {
            above.role = Role::Underlined(level);
        }
    }
    found
}

fn line(raw: &str, number: usize) -> Line<'_> {
    let text = raw.trim();
    let blanks = raw.bytes().take_while(|byte| matches!(byte, b' ' | b'\t'));
    let indent = blanks.fold(0, |column, byte| if byte == b'\t' { (column / 4 + 1) * 4 } else { column + 1 });
    // The number of a section is a part of its title, that of an item is not.
    let (sign, numbers) = match sign(text) {
        (_, numbers @ 2..) => (0, numbers),
        found => found,
    };
    let rest = text.get(sign..).unwrap_or_default();
    let boxed = word::boxed(rest);
    let start = sign + boxed.map_or(0, |(_, length)| length);
    let mark = boxed.map(|(mark, _)| mark);
    let is_bullet = sign > 0 && text.get(..sign).is_some_and(|sign| sign.ends_with([' ', '\t']));
    let words = text.get(start..).unwrap_or_default();
    let ends = words.ends_with([':', '：']) && words.chars().take(LONGEST_HEAD + 1).count() <= LONGEST_HEAD;
    let role = match (ends && mark.is_none(), numbers) {
        (true, _) if sign > 0 && !is_bullet => Role::Marked,
        (_, 2..) => Role::Numbered(numbers),
        (true, _) => Role::Head,
        (false, _) => Role::Plain,
    };
    Line { text, start, indent, number, mark, role }
}

/// How many bytes the sign takes that a line begins with, and how many numbers it has: `- `, `*`, `• `, `3. `, `2.4 `.
fn sign(text: &str) -> (usize, usize) {
    let signs = ['-', '*', '+', '•', '·', '◦', '▪', '■', '●', '○', '–', '#', '>', '→'];
    let bare = text.trim_start_matches(signs);
    if bare.len() < text.len() {
        let rest = bare.trim_start();
        let is_dash = text.starts_with(['-', '+', '–']) && rest.len() == bare.len();
        // `-n` and `+1` are words; `*word` is a line with a star.
        return if is_dash || rest.is_empty() { (0, 0) } else { (text.len() - rest.len(), 0) };
    }
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let Some((digits, after)) = text.split_at_checked(end) else { return (0, 0) };
    let numbers = digits.split('.').filter(|digits| !digits.is_empty()).count();
    let after = if digits.ends_with('.') || numbers > 1 { Some(after) } else { after.strip_prefix(')') };
    let words = after.filter(|after| after.starts_with([' ', '\t'])).map(str::trim_start);
    // A number with more digits, or a whole line of numbers, is no sign.
    match words.filter(|words| !words.is_empty() && numbers > 0 && digits.len() <= 12) {
        Some(words) => (text.len() - words.len(), numbers),
        None => (0, 0),
    }
}

/// The web address that a line ends with, and what stands before it.
pub(super) fn address(words: &str) -> Option<(&str, String)> {
    if !words.contains("://") && !words.contains("www.") {
        return None;
    }
    let found = autolink::first(words, 0..words.len(), 0, false).filter(|found| found.prefix != "mailto:")?;
    let (before, rest) = words.split_at_checked(found.range.start)?;
    let (url, after) = rest.split_at_checked(found.range.len())?;
    let is_end = !after.contains(char::is_alphanumeric);
    let is_web = note_target(found.prefix, url);
    if is_end { is_web.map(|url| (before, url)) } else { None }
}

fn note_target(prefix: &str, url: &str) -> Option<String> {
    match crate::note::Target::of(&format!("{prefix}{url}"), None) {
        crate::note::Target::Web(url) => Some(url),
        _ => None,
    }
}
