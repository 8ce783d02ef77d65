//! Text that may be shown: cleaned of everything a terminal would obey, and measured in cells.
//!
//! [`SafeText`] is the one door between the bytes of a file and the screen or a pipe. Whoever draws or prints takes a
//! `SafeText`, never a `str` that came from outside; the lints ban the ways around it.

mod pile;
mod toml;

use std::borrow::Cow;
use std::fmt;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

pub use self::pile::is_pile;
pub(crate) use self::toml::{push_toml_string, toml_string};

/// Stands where a character was that must not reach a terminal and has no picture of its own.
pub const MARKER: char = '\u{FFFD}';

/// Cells that a tab stands for. Tab stops are not kept: the column is not known here.
const TAB: &str = "    ";

/// One line of text without control characters, bidirectional overrides or invisible characters.
///
/// Cleaning follows the threat, not the looks: C0 controls become their Unicode pictures (ESC is `␛`), everything
/// else that is invisible or reorders what is read becomes [`MARKER`], a tab becomes four blanks and a line break one.
/// The joiners inside emoji and the scripts that need them stay. Where characters pile up on one another without end, a
/// [`MARKER`] stands after every few of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SafeText(Box<str>);

impl SafeText {
    /// Cleans `raw`. Clean text is only copied.
    pub fn new(raw: impl AsRef<str>) -> Self {
        Self(clean(raw.as_ref()).into())
    }

    /// The text, safe to write to a terminal.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Cells that the text takes on a terminal.
    pub fn width(&self) -> usize {
        width(&self.0)
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text in at most `cells` cells; what was cut is replaced by `sign`.
    ///
    /// A wide character is never split, so the result may be one cell shorter than asked for.
    #[must_use]
    pub fn fitted(&self, cells: usize, sign: &str) -> Self {
        if self.width() <= cells {
            return self.clone();
        }
        let room = cells.saturating_sub(width(sign));
        let mut kept = String::new();
        let mut used = 0;
        for grapheme in self.0.graphemes(true) {
            let next = used + width(grapheme);
            if next > room {
                break;
            }
            used = next;
            kept.push_str(grapheme);
        }
        if width(sign) <= cells {
            kept.push_str(sign);
        }
        Self(kept.into())
    }
}

impl fmt::Display for SafeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl AsRef<str> for SafeText {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for SafeText {
    fn from(raw: &str) -> Self {
        Self::new(raw)
    }
}

impl From<String> for SafeText {
    fn from(raw: String) -> Self {
        match clean(&raw) {
            Cow::Borrowed(_) => Self(raw.into()),
            Cow::Owned(cleaned) => Self(cleaned.into()),
        }
    }
}

impl From<&SafeText> for SafeText {
    fn from(text: &SafeText) -> Self {
        text.clone()
    }
}

impl From<SafeText> for String {
    fn from(text: SafeText) -> Self {
        text.0.into()
    }
}

/// Cells that `text` takes on a terminal. Controls count nothing; clean text has none.
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

/// Cleans one line of text, see [`SafeText`]. Borrows where nothing has to change.
pub fn clean(raw: &str) -> Cow<'_, str> {
    // Looks at every byte even where one has told already: without a way out in the middle many are looked at at once.
    if raw.bytes().fold(true, |plain, byte| plain & (0x20..0x7F).contains(&byte)) {
        return Cow::Borrowed(raw);
    }
    let raw = pile::parted(raw);
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw.chars().peekable();
    let mut before = None;
    let mut changed = false;
    while let Some(c) = rest.next() {
        match replacement(c, before, rest.peek().copied()) {
            None => out.push(c),
            Some(Replacement::Char(r)) => {
                changed = true;
                out.push(r);
            }
            Some(Replacement::Text(text)) => {
                changed = true;
                out.push_str(text);
            }
        }
        before = Some(c);
    }
    if changed { Cow::Owned(out) } else { raw }
}

enum Replacement {
    Char(char),
    Text(&'static str),
}

/// What stands in for `c`, or `None` where it may stay.
fn replacement(c: char, before: Option<char>, after: Option<char>) -> Option<Replacement> {
    match c {
        '\t' => Some(Replacement::Text(TAB)),
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => Some(Replacement::Char(' ')),
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(c)).map(Replacement::Char),
        '\u{7F}' => Some(Replacement::Char('\u{2421}')),
        '\u{200C}' | '\u{200D}' if joins(before) && joins(after) => None,
        _ if is_hidden(c) => Some(Replacement::Char(MARKER)),
        _ => None,
    }
}

/// Whether a joiner beside `c` has a meaning: emoji sequences, Arabic, Syriac and the Indic scripts.
fn joins(c: Option<char>) -> bool {
    matches!(
        c,
        Some('\u{0600}'..='\u{0DFF}' | '\u{1F000}'..='\u{1FAFF}' | '\u{2190}'..='\u{2BFF}' | '\u{FE0F}')
    )
}

/// Characters that control, reorder or hide: C1 (U+0080-9F), soft hyphen, bidirectional controls (UAX #9), zero-width
/// and format characters, Hangul fillers, surrogate-like specials, variation selectors of the supplement and tags.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{9F}'
        | '\u{AD}'
        | '\u{034F}'
        | '\u{061C}'
        | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}'
        | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0E}'
        | '\u{FEFF}'
        | '\u{FFF0}'..='\u{FFFB}'
        | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// Cleans text of several lines: line breaks stay, each line is cleaned, see [`SafeText`].
pub fn clean_lines(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for (index, line) in raw.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        out.push_str(&clean(line.strip_suffix('\r').unwrap_or(line)));
    }
    out
}

/// A text without a byte-order mark, and with `\n` for every kind of line break.
pub fn with_line_feeds(text: &str) -> String {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

/// A number with its noun: `1 line`, `2 lines`.
pub fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// Words with a capital letter at their start.
pub fn sentence(words: &str) -> String {
    let mut rest = words.chars();
    let first = rest.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(rest).collect()
}

/// How long something takes, as people say it: `~45m`, `~2h`, `~1h 30m`.
pub fn duration(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("~{minutes}m"),
        (hours, 0) => format!("~{hours}h"),
        (hours, minutes) => format!("~{hours}h {minutes}m"),
    }
}

/// The candidate nearest to `word`, for "did you mean"; none where all are too far to be a slip of the fingers.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let longest = (word.chars().count() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= longest)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_become_visible() {
        for (raw, shown) in [
            ("plain", "plain"),
            ("a\u{1B}[31mb", "a\u{241B}[31mb"),
            ("\u{7}\0\u{7F}", "\u{2407}\u{2400}\u{2421}"),
            ("a\u{9B}31m", "a\u{FFFD}31m"),
            ("user\u{202E}gpj.exe", "user\u{FFFD}gpj.exe"),
            ("zero\u{200B}width\u{FEFF}", "zero\u{FFFD}width\u{FFFD}"),
            ("tag\u{E0041}", "tag\u{FFFD}"),
            ("tab\there", "tab    here"),
            ("two\r\nlines", "two  lines"),
            ("한글 그대로", "한글 그대로"),
        ] {
            assert_eq!(SafeText::new(raw).as_str(), shown, "{raw:?}");
        }
    }

    #[test]
    fn joiners_stay_only_where_they_mean_something() {
        let family = "👩\u{200D}👩\u{200D}👧";
        assert_eq!(clean(family), family);
        assert_eq!(clean("pass\u{200D}word"), "pass\u{FFFD}word");
    }

    #[test]
    fn fitting_never_splits_a_wide_character() {
        let text = SafeText::new("트랜잭션");
        assert_eq!(text.fitted(8, "⋯").as_str(), "트랜잭션");
        assert_eq!(text.fitted(7, "⋯").as_str(), "트랜잭⋯");
        assert_eq!(text.fitted(6, "⋯").as_str(), "트랜⋯");
        assert_eq!(text.fitted(1, "⋯").as_str(), "⋯");
        assert_eq!(text.fitted(0, "⋯").as_str(), "");
    }

    #[test]
    fn lines_keep_their_breaks() {
        assert_eq!(clean_lines("a\r\n\u{1B}b\n"), "a\n\u{241B}b\n");
    }

    #[test]
    fn durations() {
        for (minutes, text) in [(0, "~0m"), (45, "~45m"), (60, "~1h"), (120, "~2h"), (150, "~2h 30m")] {
            assert_eq!(duration(minutes), text);
        }
    }

    #[test]
    fn nearest_wants_a_small_slip() {
        assert_eq!(nearest("titel", ["title", "note"]), Some("title"));
        assert_eq!(nearest("colour", ["title", "note"]), None);
    }
}
