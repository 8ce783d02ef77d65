//! The escape sequence that asks a terminal to copy: OSC 52 of xterm, with the text in base64.

/// The most that is asked of a terminal, in bytes of text: xterm and others stop at 100,000 bytes of sequence.
pub(super) const LONGEST: usize = 74_994;
/// GNU screen passes on strings of up to 256 bytes in its older versions.
const PART: usize = 250;
/// The digits of base64 (RFC 4648).
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// What stands between us and the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// Nothing.
    None,
    /// tmux. By default it does not obey the sequence, but hands on what is wrapped. Since 3.3 it does not do that either, but
    /// then `load-buffer -w` works.
    Tmux,
    /// GNU screen, which hands on what is wrapped.
    Screen,
}

/// The bytes that copy `text` when they are written to the terminal. None where it is too long.
pub(super) fn osc52(text: &str, frame: Frame) -> Option<Vec<u8>> {
    if text.len() > LONGEST {
        return None;
    }
    // BEL ends it for every terminal, and is not taken for the end of what screen wraps.
    let sequence = [b"\x1B]52;c;", base64(text.as_bytes()).as_slice(), b"\x07"].concat();
    Some(match frame {
        Frame::None => sequence,
        Frame::Tmux => {
            let doubled = sequence.iter().flat_map(|byte| match byte {
                0x1B => [0x1B, 0x1B].iter(),
                byte => std::slice::from_ref(byte).iter(),
            });
            let doubled: Vec<u8> = doubled.copied().collect();
            [b"\x1BPtmux;", doubled.as_slice(), b"\x1B\\"].concat()
        }
        Frame::Screen => {
            sequence.chunks(PART).flat_map(|part| [b"\x1BP", part, b"\x1B\\"].concat()).collect()
        }
    })
}

/// Three bytes as four digits each; what is left at the end is filled up with `=`.
fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |index: usize| group.get(index).copied().map_or(0, usize::from);
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for (index, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            let digit = DIGITS.get(bits >> shift & 63).copied().filter(|_| index <= group.len());
            out.push(digit.unwrap_or(b'='));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sequence(text: &str, frame: Frame) -> String {
        String::from_utf8(osc52(text, frame).expect("it is short")).expect("ASCII")
    }

    #[test]
    fn base64_is_that_of_the_standard() {
        // RFC 4648, section 10; the last ones use the digits 62 and 63.
        for (text, expected) in [
            (&b""[..], ""),
            (b"f", "Zg=="),
            (b"fo", "Zm8="),
            (b"foo", "Zm9v"),
            (b"foob", "Zm9vYg=="),
            (b"fooba", "Zm9vYmE="),
            (b"foobar", "Zm9vYmFy"),
            (b"\xFB\xFF\xFE", "+//+"),
            ("트랜잭션".as_bytes(), "7Yq4656c7J6t7IWY"),
        ] {
            assert_eq!(base64(text), expected.as_bytes());
        }
    }

    #[test]
    fn each_frame_passes_the_sequence_on() {
        assert_eq!(sequence("foo", Frame::None), "\x1B]52;c;Zm9v\x07");
        assert_eq!(sequence("foo", Frame::Tmux), "\x1BPtmux;\x1B\x1B]52;c;Zm9v\x07\x1B\\");
        assert_eq!(sequence("foo", Frame::Screen), "\x1BP\x1B]52;c;Zm9v\x07\x1B\\");
        let text = "어떤 텍스트 ".repeat(100);
        let parts = sequence(&text, Frame::Screen);
        let parts: Vec<&str> = parts.split_terminator("\x1B\\").collect();
        assert!(parts.len() > 5 && parts.iter().all(|part| part.len() <= 256), "{parts:?}");
        let whole: String = parts.iter().map(|part| part.strip_prefix("\x1BP").expect("a part")).collect();
        assert_eq!(whole, sequence(&text, Frame::None));
    }

    #[test]
    fn a_text_may_be_as_long_as_terminals_take_it() {
        let longest = osc52(&"x".repeat(LONGEST), Frame::None).expect("it is not too long");
        assert_eq!(longest.len(), 100_000);
        assert_eq!(osc52(&"x".repeat(LONGEST + 1), Frame::None), None);
    }
}
