//! From bytes to text.

use super::file::{Head, size_words};
use super::{MAX_NOTE_BYTES, NoteText};
use crate::text::{SafeText, with_line_feeds};

/// The byte-order marks of UTF-16, which editors on Windows write.
const UTF_16: [&[u8]; 2] = [&[0xFF, 0xFE], &[0xFE, 0xFF]];

/// The text of a roadmap file; or why it is none, to follow a colon.
pub(super) fn of_roadmap(bytes: Vec<u8>) -> Result<String, String> {
    if UTF_16.iter().any(|mark| bytes.starts_with(mark)) {
        return Err("it is UTF-16. Save it as UTF-8 in your editor".to_owned());
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let before = bytes.get(..at).unwrap_or_default();
        let line = before.split(|byte| *byte == b'\n').count();
        let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
        let byte = bytes.get(at).copied().unwrap_or_default();
        format!(
            "it is not UTF-8: line {line} has the byte 0x{byte:02X} at its byte {column}. Save it as UTF-8 in your editor"
        )
    })
}

/// The text of a note: whatever it holds, something can be shown.
pub(super) fn of_note(head: &Head) -> NoteText {
    let cut = head.size > head.bytes.len() as u64;
    let bytes = if cut { whole_characters(&head.bytes) } else { &head.bytes };
    let (text, damaged) = match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), false),
        Err(_) => (String::from_utf8_lossy(bytes).into_owned(), true),
    };
    let mut notices = Vec::new();
    if cut {
        let (shown, all) = (size_words(MAX_NOTE_BYTES), size_words(head.size));
        notices.push(format!("Only the first {shown} of this note are shown; the file has {all}."));
    }
    if damaged {
        notices.push("This note is not UTF-8: what could not be read is shown as \u{FFFD}.".to_owned());
    }
    let notice = (!notices.is_empty()).then(|| SafeText::new(notices.join(" ")));
    NoteText { markdown: with_line_feeds(&text), notice }
}

/// The bytes without a character at their end that was cut in two.
fn whole_characters(bytes: &[u8]) -> &[u8] {
    match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => bytes.get(..error.valid_up_to()).unwrap_or(bytes),
        Ok(_) => bytes,
        // Damaged somewhere in the middle: the last character may be cut as well, one at most.
        Err(_) => {
            let start = bytes.iter().rposition(|byte| byte & 0xC0 != 0x80).unwrap_or(0);
            let last = bytes.get(start..).unwrap_or_default();
            let is_cut = std::str::from_utf8(last).is_err_and(|error| error.error_len().is_none());
            if is_cut { bytes.get(..start).unwrap_or(bytes) } else { bytes }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(bytes: &[u8], size: u64) -> (String, Option<String>) {
        let note = of_note(&Head { bytes: bytes.to_vec(), size });
        (note.markdown, note.notice.map(String::from))
    }

    #[test]
    fn a_roadmap_is_utf_8() {
        assert_eq!(of_roadmap("가".into()).as_deref(), Ok("가"));
        let latin = of_roadmap(b"id = 1\ntitle = \"caf\xE9\"\n".to_vec());
        assert_eq!(
            latin.unwrap_err(),
            "it is not UTF-8: line 2 has the byte 0xE9 at its byte 13. Save it as UTF-8 in your editor"
        );
        assert_eq!(
            of_roadmap(vec![0xFF, 0xFE, b'i', 0]).unwrap_err(),
            "it is UTF-16. Save it as UTF-8 in your editor"
        );
    }

    #[test]
    fn a_note_is_whatever_can_be_read() {
        assert_eq!(note("\u{FEFF}a\r\nb\rc\n".as_bytes(), 9), ("a\nb\nc\n".to_owned(), None));
        let (text, notice) = note(b"caf\xE9!", 5);
        assert_eq!((text.as_str(), notice.is_some()), ("caf\u{FFFD}!", true));
    }

    #[test]
    fn a_cut_note_ends_with_a_whole_character() {
        let korean = "가나";
        let (text, notice) = note(&korean.as_bytes()[..5], 5 << 30);
        assert_eq!(text, "가");
        assert_eq!(
            notice.as_deref(),
            Some("Only the first 1.0 MiB of this note are shown; the file has 5.0 GiB.")
        );
        assert_eq!(note(b"\xE9 \xEA\xB0", 9).0, "\u{FFFD} ");
    }
}
