//! Bytes as text: base64 of RFC 4648, with its padding.

/// The digits.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Three bytes as four digits each; what is left at the end is filled up with `=`.
pub(crate) fn encoded(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |index: usize| group.get(index).copied().map_or(0, usize::from);
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for (index, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            let digit = DIGITS.get(bits >> shift & 63).copied().filter(|_| index <= group.len());
            out.push(char::from(digit.unwrap_or(b'=')));
        }
    }
    out
}

/// The bytes that stand in a text; none where it is no base64 as [`encoded`] writes it.
pub(crate) fn decoded(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let mut groups = text.as_bytes().chunks(4).peekable();
    while let Some(group) = groups.next() {
        let filled = group.iter().rev().take_while(|byte| **byte == b'=').count();
        if group.len() < 4 || filled > 2 || (filled > 0 && groups.peek().is_some()) {
            return None;
        }
        let mut bits = 0;
        for byte in group.iter().take(4 - filled) {
            bits = bits << 6 | value(*byte)?;
        }
        bits <<= 6 * filled;
        let [_, bytes @ ..] = bits.to_be_bytes();
        out.extend(bytes.iter().take(3 - filled));
        if bytes.iter().skip(3 - filled).any(|byte| *byte != 0) {
            return None;
        }
    }
    Some(out)
}

/// The value of a digit.
fn value(byte: u8) -> Option<u32> {
    let value = match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn it_is_that_of_the_standard() {
        // RFC 4648, section 10; the last ones use the digits 62 and 63.
        for (bytes, text) in [
            (&b""[..], ""),
            (b"f", "Zg=="),
            (b"fo", "Zm8="),
            (b"foo", "Zm9v"),
            (b"foob", "Zm9vYg=="),
            (b"fooba", "Zm9vYmE="),
            (b"foobar", "Zm9vYmFy"),
            (b"\xFB\xFF\xBF", "+/+/"),
        ] {
            assert_eq!(encoded(bytes), text);
            assert_eq!(decoded(text).as_deref(), Some(bytes));
        }
        for text in ["Zg", "Zg=", "Z===", "Zh==", "Zg==Zg==", "Zm9\n", "====", "Zm8=x"] {
            assert_eq!(decoded(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn bytes_come_back(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            prop_assert_eq!(decoded(&encoded(&bytes)), Some(bytes));
        }

        #[test]
        fn only_one_text_stands_for_some_bytes(text in "[A-D+/=]{0,9}") {
            if let Some(bytes) = decoded(&text) {
                prop_assert_eq!(encoded(&bytes), text);
            }
        }
    }
}
