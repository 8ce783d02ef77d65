//! From bytes to text.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use super::encoding::{self, Form, NO_TEXT_SHOWN, Reading};
use super::file::{Head, size_words};
use super::mojibake::{self, Damage};
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
///
/// `home` is the country whose encodings it may be in, asked where its bytes do not tell.
pub(super) fn of_note(head: &Head, home: impl FnOnce() -> Option<&'static str>) -> NoteText {
    let cut = head.size > head.bytes.len() as u64;
    let Reading { text, form, has_gaps } = encoding::read(&head.bytes, cut, home);
    let mut notices = Vec::new();
    if cut && form != Form::NoText {
        let (shown, all) = (size_words(MAX_NOTE_BYTES), size_words(head.size));
        notices.push(format!("Only the first {shown} of this note are shown; the file has {all}."));
    }
    notices.extend(words(form, has_gaps));
    let damage = if form == Form::Utf8 && !has_gaps { mojibake::find(&text, cut) } else { None };
    notices.extend(damage.as_ref().map(Damage::words));
    let mended = damage.and_then(|damage| damage.mended);
    let notice = (!notices.is_empty()).then(|| SafeText::new(notices.join(" ")));
    NoteText { markdown: with_line_feeds(mended.as_deref().unwrap_or(&text)), notice, ..NoteText::default() }
}

/// What the reader must know of how a note was read.
fn words(form: Form, has_gaps: bool) -> Option<String> {
    match form {
        Form::Utf8 if has_gaps => {
            Some("This note is not UTF-8: what could not be read is shown as \u{FFFD}.".to_owned())
        }
        Form::Utf8 => None,
        Form::Other(encoding) => {
            let name = name(encoding);
            let gaps = if has_gaps { " What could not be read is shown as \u{FFFD}." } else { "" };
            Some(format!(
                "This note is not UTF-8; it was read as {name}.{gaps} Save it as UTF-8 in your editor."
            ))
        }
        Form::NoText => Some(format!(
            "This file is no text; at most {NO_TEXT_SHOWN} of its bytes are shown. \
             Look at which file the roadmap names."
        )),
    }
}

/// What people call an encoding.
pub(super) fn name(encoding: &'static Encoding) -> String {
    if encoding == UTF_16LE || encoding == UTF_16BE {
        return "UTF-16".to_owned();
    }
    encoding.name().replace("windows-", "Windows-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(bytes: &[u8], size: u64) -> (String, Option<String>) {
        let note = of_note(&Head { bytes: bytes.to_vec(), size }, || None);
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
        let damaged =
            "This note was damaged before it came here: UTF-8 was read as Windows-1252 and saved again.";
        for (bytes, text, notice) in [
            ("\u{FEFF}a\r\nb\rc\n".as_bytes(), "a\nb\nc\n", None),
            (
                b"caf\xE9!\r\n",
                "café!\n",
                Some(
                    "This note is not UTF-8; it was read as Windows-1252. Save it as UTF-8 in your editor."
                        .to_owned(),
                ),
            ),
            (
                b"\xFF\xFEa\0\r\0\n\0",
                "a\n",
                Some(
                    "This note is not UTF-8; it was read as UTF-16. Save it as UTF-8 in your editor."
                        .to_owned(),
                ),
            ),
            (
                b"\xEA\xB0\x80\xEB\x82\x98 \xEB!",
                "가나 \u{FFFD}!",
                Some("This note is not UTF-8: what could not be read is shown as \u{FFFD}.".to_owned()),
            ),
            (
                b"\0\x01\x02\x03\0\0\0\0",
                "\0\u{1}\u{2}\u{3}\0\0\0\0",
                Some(
                    "This file is no text; at most 256 of its bytes are shown. \
                     Look at which file the roadmap names."
                        .to_owned(),
                ),
            ),
            (
                "cafÃ©\r\n".as_bytes(),
                "café\n",
                Some(format!("{damaged} It is shown mended; the file is as it was.")),
            ),
            (
                "dÃ©jÃ \r\n".as_bytes(),
                "dÃ©jÃ \n",
                Some(format!(
                    "{damaged} Parts of it are lost, so it is shown as it is; ask its author for the original."
                )),
            ),
        ] {
            assert_eq!(note(bytes, bytes.len() as u64), (text.to_owned(), notice));
        }
    }

    #[test]
    fn a_cut_note_ends_with_a_whole_character() {
        let cut = "Only the first 1.0 MiB of this note are shown; the file has 5.0 GiB.";
        let (text, notice) = note(&"가나".as_bytes()[..5], 5 << 30);
        assert_eq!((text.as_str(), notice.as_deref()), ("가", Some(cut)));
        let (text, notice) = note(b"\xFE\xFF\xAC\0\xB0", 5 << 30);
        assert_eq!(text, "가");
        assert!(
            notice.is_some_and(|notice| notice.starts_with(&format!("{cut} This note is not UTF-8; it was")))
        );
        assert_eq!(note(b"\xEA\xB0\x80 \xEA\xB0\x80 \xE9 \xEA\xB0", 90).0, "가 가 \u{FFFD} ");
    }
}
