//! In which encoding a note was saved, and its text.
//!
//! Text that is UTF-8 is never taken for anything else, and text that was UTF-8 before a byte of it was damaged neither.
//! What is left is guessed by how often letters stand side by side in the languages of each encoding; the language of the
//! roadmap decides between encodings that fit a short text equally well.

use std::borrow::Cow;
use std::cmp::Ordering;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GBK, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

use crate::roadmap::Roadmap;

/// Most bytes that are looked at for a guess. What is read with it afterwards tells whether the rest fits.
const SAMPLE: usize = 64 * 1024;
/// Most bytes that are looked at where they have to be encoded again, which is slow.
const SMALL_SAMPLE: usize = 4 * 1024;
/// What is shown of a file that is no text, in bytes.
pub(super) const NO_TEXT_SHOWN: usize = 256;
/// The encodings of several bytes a letter. Unlike those of one byte they do not fit just anything.
const OF_MANY_BYTES: [&Encoding; 5] = [EUC_KR, SHIFT_JIS, EUC_JP, GBK, BIG5];
/// Languages whose texts were saved in encodings of their own, and where they are spoken.
const HOMES: [(&str, &str); 24] = [
    ("ko", "kr"),
    ("ja", "jp"),
    ("zh", "cn"),
    ("ar", "sa"),
    ("be", "by"),
    ("bg", "bg"),
    ("cs", "cz"),
    ("el", "gr"),
    ("et", "ee"),
    ("fa", "ir"),
    ("he", "il"),
    ("hr", "hr"),
    ("hu", "hu"),
    ("lt", "lt"),
    ("lv", "lv"),
    ("pl", "pl"),
    ("ro", "ro"),
    ("ru", "ru"),
    ("sk", "sk"),
    ("sl", "si"),
    ("th", "th"),
    ("tr", "tr"),
    ("uk", "ua"),
    ("vi", "vn"),
];
/// How the same language is called where its letters are the traditional ones.
const TRADITIONAL: [&str; 4] = ["hant", "tw", "hk", "mo"];

/// What bytes turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Utf8,
    Other(&'static Encoding),
    /// A picture, an archive, a program.
    NoText,
}

/// Bytes as text.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) form: Form,
    /// Whether something could not be read and is U+FFFD.
    pub(super) has_gaps: bool,
}

/// The country that tells in which encodings texts of this roadmap may be: by its language, else by the script of its titles.
pub(super) fn home(roadmap: &Roadmap) -> Option<&'static str> {
    if let Some(language) = roadmap.language() {
        return home_of(language.as_str());
    }
    let topics = roadmap.topics().iter().map(|topic| topic.title.as_str());
    let mut letters = std::iter::once(roadmap.title().as_str()).chain(topics).flat_map(str::chars);
    letters.find_map(|letter| match letter {
        '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7A3}' => Some("kr"),
        '\u{3041}'..='\u{30FF}' => Some("jp"),
        _ => None,
    })
}

/// The encoding in which a text that belongs to this roadmap was saved; none where it is no text.
pub fn encoding_of(bytes: &[u8], roadmap: &Roadmap) -> Option<&'static Encoding> {
    match read(bytes, false, || home(roadmap)).form {
        Form::Utf8 => Some(UTF_8),
        Form::Other(encoding) => Some(encoding),
        Form::NoText => None,
    }
}

/// The country of a language tag such as `ko` or `zh-Hant`.
pub(super) fn home_of(language: &str) -> Option<&'static str> {
    let tag = language.to_ascii_lowercase();
    let mut parts = tag.split(['-', '_']);
    let language = parts.next()?;
    let (_, home) = HOMES.into_iter().find(|(name, _)| *name == language)?;
    Some(if home == "cn" && parts.any(|part| TRADITIONAL.contains(&part)) { "tw" } else { home })
}

/// Reads a file of which `bytes` are all, or the beginning; that it ends within a character is no fault then.
///
/// `home` is asked where the bytes alone do not tell.
pub(super) fn read(bytes: &[u8], is_cut: bool, home: impl FnOnce() -> Option<&'static str>) -> Reading<'_> {
    if let Some(bytes) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return utf_8(bytes, is_cut).unwrap_or_else(|| decoded(Form::Utf8, bytes, is_cut));
    }
    for (mark, encoding) in [(b"\xFF\xFE", UTF_16LE), (b"\xFE\xFF", UTF_16BE)] {
        if let Some(rest) = bytes.strip_prefix(mark) {
            let reading = decoded(Form::Other(encoding), rest, is_cut);
            let zeros = reading.text.matches('\0').count();
            let is_text = zeros * 16 <= reading.text.len() && few_gaps(&reading.text);
            return if is_text { reading } else { no_text(bytes) };
        }
    }
    let as_utf_8 = utf_8(bytes, is_cut);
    // Whole texts without a NUL are almost all there is: nothing else is asked of them.
    if bytes.contains(&0) {
        if let Some(encoding) = without_mark(bytes, as_utf_8.is_some()) {
            return decoded(Form::Other(encoding), bytes, is_cut);
        }
        let sample = first(bytes, SAMPLE);
        let zeros: usize = sample.iter().map(|byte| usize::from(*byte == 0)).sum();
        if zeros * if as_utf_8.is_some() { 16 } else { 256 } >= sample.len() {
            return no_text(bytes);
        }
    }
    as_utf_8.unwrap_or_else(|| not_utf_8(bytes, is_cut, home))
}

/// The text where all of it is UTF-8.
fn utf_8(bytes: &[u8], is_cut: bool) -> Option<Reading<'_>> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if is_cut && error.error_len().is_none() => {
            std::str::from_utf8(first(bytes, error.valid_up_to())).ok()?
        }
        Err(_) => return None,
    };
    Some(Reading { text: text.into(), form: Form::Utf8, has_gaps: false })
}

fn not_utf_8(bytes: &[u8], is_cut: bool, home: impl FnOnce() -> Option<&'static str>) -> Reading<'_> {
    let damaged = || decoded(Form::Utf8, bytes, is_cut);
    let (whole, broken) = multibyte(bytes);
    if whole >= 3 * broken {
        return damaged();
    }
    let sample = first(bytes, SAMPLE);
    let controls = sample.iter().filter(|byte| matches!(byte, 0..=8 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F));
    if controls.count() * 32 > sample.len() {
        return no_text(bytes);
    }
    let home = home();
    let fits = |encoding: &'static Encoding| {
        let reading = decoded(Form::Other(encoding), bytes, is_cut);
        // Encodings of one byte a letter have these where they have no letter.
        let has_controls = reading.text.contains(|c| matches!(c, '\u{80}'..='\u{9F}'));
        let is_likely = whole < broken || OF_MANY_BYTES.contains(&encoding);
        (is_likely && !has_controls && few_gaps(&reading.text)).then_some(reading)
    };
    // A roadmap in one language has notes in others.
    let elsewhere = || home.and_then(|_| fits(guess(bytes, None)));
    fits(guess(bytes, home)).or_else(elsewhere).unwrap_or_else(damaged)
}

/// How many bytes of those that are not ASCII are whole characters in UTF-8, and how many are not.
fn multibyte(bytes: &[u8]) -> (usize, usize) {
    bytes.utf8_chunks().fold((0, 0), |(whole, broken), chunk| {
        let valid = chunk.valid().bytes().filter(|byte| !byte.is_ascii()).count();
        (whole + valid, broken + chunk.invalid().len())
    })
}

/// UTF-16 by its NULs: they are the other half of each ASCII character.
fn without_mark(bytes: &[u8], is_utf_8: bool) -> Option<&'static Encoding> {
    let sample = first(bytes, SAMPLE);
    let (pairs, rest) = sample.as_chunks::<2>();
    let [before, after] = [0, 1].map(|side| pairs.iter().filter(|pair| pair[side] == 0).count());
    // Some letters have a half that is zero too, 가 among them.
    let (encoding, zeros) = match after.cmp(&before) {
        Ordering::Greater => (UTF_16LE, after),
        Ordering::Less => (UTF_16BE, before),
        Ordering::Equal => return None,
    };
    let enough = if is_utf_8 || pairs.len() < 32 { 16 } else { 32 };
    // Plain text with a NUL in it is two letters in nearly all pairs.
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~');
    let plain = pairs.iter().filter(|pair| pair.iter().all(is_plain)).count();
    if !rest.is_empty() || zeros * enough < pairs.len() || plain * 2 > pairs.len() - zeros {
        return None;
    }
    let Reading { text, has_gaps, .. } = decoded(Form::Other(encoding), sample, true);
    let is_odd = |c: char| match c {
        '\t' | '\n' | '\r' | '\u{C}' => false,
        '\u{E000}'..='\u{F8FF}' | '\u{FFF0}'..='\u{FFFF}' => true,
        _ => c.is_control(),
    };
    (!has_gaps && !text.contains(is_odd)).then_some(encoding)
}

/// The encoding that fits best. Some encoding always does.
fn guess(bytes: &[u8], home: Option<&'static str>) -> &'static Encoding {
    let start = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    // Two characters before: they tell something of the first one.
    let sample = first(bytes.get(start.saturating_sub(2)..).unwrap_or(bytes), SAMPLE);
    let found = detect(sample, home);
    if OF_MANY_BYTES.contains(&found) && !decoded(Form::Other(found), sample, true).has_gaps {
        return found;
    }
    // One damaged byte rules out the right encoding of many bytes, and one of one byte fits whatever it is.
    let sample = first(sample, SMALL_SAMPLE);
    let candidates = OF_MANY_BYTES.into_iter().filter_map(|encoding| {
        let text = decoded(Form::Other(encoding), sample, true).text;
        (few_gaps(&text) && detect(&without_gaps(&text, encoding)?, home) == encoding)
            .then(|| (text.matches('\u{FFFD}').count(), encoding))
    });
    candidates.min_by_key(|(gaps, _)| *gaps).map_or(found, |(_, encoding)| encoding)
}

/// The bytes of the text without what could not be read.
fn without_gaps(text: &str, encoding: &'static Encoding) -> Option<Vec<u8>> {
    // What stands behind a damaged byte is read wrongly up to the next ASCII.
    let parts = text.split_inclusive(|c: char| c.is_ascii()).filter(|part| !part.contains('\u{FFFD}'));
    let mut whole: String = parts.collect();
    if whole.is_ascii() {
        whole = text.replace('\u{FFFD}', "");
    }
    let (bytes, _, has_losses) = encoding.encode(&whole);
    (!has_losses).then(|| bytes.into_owned())
}

fn detect(sample: &[u8], home: Option<&'static str>) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() < SAMPLE);
    detector.guess(home.map(str::as_bytes), Utf8Detection::Deny)
}

/// Whether there are eight letters beyond ASCII or more for each place that could not be read.
fn few_gaps(text: &str) -> bool {
    let gaps = text.chars().filter(|c| *c == '\u{FFFD}').count();
    gaps == 0 || text.chars().filter(|c| !c.is_ascii()).count() >= 9 * gaps
}

fn decoded(form: Form, bytes: &[u8], is_cut: bool) -> Reading<'static> {
    let encoding = if let Form::Other(encoding) = form { encoding } else { UTF_8 };
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or_default());
    let (_, _, has_gaps) = decoder.decode_to_string(bytes, &mut text, !is_cut);
    Reading { text: text.into(), form, has_gaps }
}

fn no_text(bytes: &[u8]) -> Reading<'_> {
    Reading { form: Form::NoText, ..decoded(Form::Utf8, first(bytes, NO_TEXT_SHOWN), true) }
}

fn first(bytes: &[u8], most: usize) -> &[u8] {
    bytes.get(..most).unwrap_or(bytes)
}

#[cfg(test)]
mod tests;
