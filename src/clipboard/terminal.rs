//! The escape sequence that asks a terminal to copy: OSC 52 of xterm, with the text in base64.

use crate::base64::encoded;

/// The most that is asked of a terminal, in bytes of text: xterm and others stop at 100,000 bytes of sequence.
pub(super) const LONGEST: usize = 74_994;
/// GNU screen passes on strings of up to 256 bytes in its older versions.
const PART: usize = 250;

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
    let sequence = [b"\x1B]52;c;", encoded(text.as_bytes()).as_bytes(), b"\x07"].concat();
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

#[cfg(test)]
mod tests {
    use super::*;

    fn sequence(text: &str, frame: Frame) -> String {
        String::from_utf8(osc52(text, frame).expect("it is short")).expect("ASCII")
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
