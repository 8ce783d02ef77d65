//! Any bytes as text, for whoever reads a whole file of another program.

use std::collections::BTreeSet;

use super::encoding::{self, Form};
use super::mojibake;
use super::text::name;
use crate::text::with_line_feeds;

/// A file as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// Its text, with line feeds and without a byte-order mark.
    pub text: String,
    /// In which encoding it was, what was mended in it, or could not be: a line from 1, or 0 for the whole file, and words
    /// without a full stop. Sorted.
    pub damage: Vec<(usize, String)>,
    /// Whether it is text at all.
    pub is_text: bool,
}

/// The text in the bytes of a whole file, whatever its encoding.
///
/// What one wrong decoding did to it is mended, a line at a time, where nothing is lost; a line of which a part is lost stays as
/// it is and is named.
pub fn decoded(bytes: &[u8]) -> Decoded {
    let reading = encoding::read(bytes, false, || None);
    let text = with_line_feeds(&reading.text);
    let (text, mut damage) = match reading.form {
        Form::NoText => return Decoded { text, damage: Vec::new(), is_text: false },
        Form::Utf8 => {
            let mended = mojibake::by_line(&text);
            (mended.text.unwrap_or(text), mended.damage)
        }
        Form::Other(encoding) => {
            let words = format!("it is not UTF-8; it was read as {}", name(encoding));
            (text, vec![(0, words)])
        }
    };
    damage.extend(signs_of_loss(&text, &damage));
    damage.sort();
    Decoded { text, damage, is_text: true }
}

/// Lines with characters that stand where something was lost, but for those that are `named` already.
fn signs_of_loss(text: &str, named: &[(usize, String)]) -> Vec<(usize, String)> {
    // Both are letters of more than a byte: most texts in English have none.
    if text.is_ascii() {
        return Vec::new();
    }
    let named: BTreeSet<usize> = named.iter().map(|(line, _)| *line).collect();
    let found = |line: &str| {
        if line.contains('\u{FFFD}') {
            return Some("something could not be read where \u{FFFD} stands");
        }
        let is_control = |c| matches!(c, '\u{80}'..='\u{84}' | '\u{86}'..='\u{9F}');
        line.contains(is_control)
            .then_some("it has control characters, as damaged text does; it was kept as it is")
    };
    let lines = text.split('\n').enumerate().map(|(index, line)| (index + 1, line));
    lines
        .filter(|(number, line)| !line.is_ascii() && !named.contains(number))
        .filter_map(|(number, line)| found(line).map(|words| (number, words.to_owned())))
        .collect()
}

#[cfg(test)]
mod tests {
    use encoding_rs::{EUC_KR, SHIFT_JIS};

    use super::*;

    const KOREAN: &str = "# 운영체제\n\n프로세스는 실행 중인 프로그램이고, 스레드는 그 안의 흐름이다.\n";
    const JAPANESE: &str =
        "# データベース\n\nトランザクションは複数の読み書きを一つにまとめる。すべてか、何もないか。\n";

    fn utf_16(text: &str) -> Vec<u8> {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn text_in_any_encoding_is_text() {
        let read_as = |name: &str| vec![(0, format!("it is not UTF-8; it was read as {name}"))];
        for (bytes, text, damage) in [
            (KOREAN.as_bytes().to_vec(), KOREAN, vec![]),
            (format!("\u{FEFF}{}", KOREAN.replace('\n', "\r\n")).into_bytes(), KOREAN, vec![]),
            (utf_16(KOREAN), KOREAN, read_as("UTF-16")),
            (EUC_KR.encode(KOREAN).0.into_owned(), KOREAN, read_as("EUC-KR")),
            (SHIFT_JIS.encode(JAPANESE).0.into_owned(), JAPANESE, read_as("Shift_JIS")),
        ] {
            assert_eq!(decoded(&bytes), Decoded { text: text.to_owned(), damage, is_text: true });
        }
        assert!(!decoded(b"\0\x01\x02\x03\0\0\0\0").is_text);
        assert_eq!(decoded(b""), Decoded { is_text: true, ..Decoded::default() });
    }

    #[test]
    fn a_line_with_a_sign_of_loss_is_named() {
        let text = decoded("whole\n가 \u{FFFD} 나\n다\u{81}\n".as_bytes());
        let lines: Vec<usize> = text.damage.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 3]);
        let broken = decoded(b"\xEA\xB0\x80\xEB\x82\x98\n\xEB!\n\xEA\xB0\x80\n");
        assert_eq!(broken.text, "가나\n\u{FFFD}!\n가\n");
        assert_eq!(broken.damage, [(2, "something could not be read where \u{FFFD} stands".to_owned())]);
    }
}
