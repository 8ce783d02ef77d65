//! The lines of a file, decoded one by one, and where in the file they stand.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A file as lines.
pub(super) struct Lines {
    lines: Vec<Line>,
}

/// A line.
pub(super) struct Line {
    /// Its text without the line break.
    pub(super) text: String,
    start: usize,
    /// Bytes of a character of ASCII, and which of them says what it is.
    unit: (usize, usize),
}

impl Line {
    /// Where in the file the byte of a character is, by its place in the text. All before it must be ASCII.
    pub(super) fn byte(&self, at: usize) -> usize {
        self.start + at * self.unit.0 + self.unit.1
    }
}

impl Lines {
    /// The lines of a file in this encoding. What cannot be read is U+FFFD.
    pub(super) fn new(bytes: &[u8], encoding: &'static Encoding) -> Self {
        let unit = match encoding {
            encoding if encoding == UTF_16LE => (2, 0),
            encoding if encoding == UTF_16BE => (2, 1),
            _ => (1, 0),
        };
        let (size, offset) = unit;
        let is = |at: usize, sign: u8| {
            let other = if size == 1 { Some(0) } else { bytes.get(at + 1 - offset).copied() };
            bytes.get(at + offset) == Some(&sign) && other == Some(0)
        };
        let mut lines = Vec::new();
        let mut start =
            Encoding::for_bom(bytes).filter(|(of, _)| *of == encoding).map_or(0, |(_, length)| length);
        let mut push = |start: usize, end: usize| {
            let text = text(bytes.get(start..end).unwrap_or_default(), encoding);
            lines.push(Line { text, start, unit });
        };
        let mut at = start;
        while at < bytes.len() {
            // A line may end as on any system.
            let ends = is(at, b'\n') || is(at, b'\r');
            if !ends {
                at += size;
                continue;
            }
            push(start, at);
            at += if is(at, b'\r') && is(at + size, b'\n') { 2 * size } else { size };
            start = at;
        }
        push(start, bytes.len());
        Self { lines }
    }

    /// The lines with their numbers, the first is 1.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &Line)> {
        (1..).zip(&self.lines)
    }
}

fn text(bytes: &[u8], encoding: &'static Encoding) -> String {
    if encoding == UTF_8 {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

#[cfg(test)]
mod tests {
    use encoding_rs::EUC_KR;

    use super::*;

    #[test]
    fn lines_know_where_they_stand() {
        let wide = |text: &str, little: bool| {
            let bytes = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
            format!("\u{FEFF}{text}").encode_utf16().flat_map(bytes).collect::<Vec<u8>>()
        };
        let text = "가나\r\n- [ ] 다\rx\n\nend";
        let euc = EUC_KR.encode(text).0.into_owned();
        for (bytes, encoding) in [
            (text.as_bytes().to_vec(), UTF_8),
            (format!("\u{FEFF}{text}").into_bytes(), UTF_8),
            (wide(text, true), UTF_16LE),
            (wide(text, false), UTF_16BE),
            (euc, EUC_KR),
        ] {
            let lines = Lines::new(&bytes, encoding);
            let texts: Vec<&str> = lines.iter().map(|(_, line)| line.text.as_str()).collect();
            assert_eq!(texts, ["가나", "- [ ] 다", "x", "", "end"], "{}", encoding.name());
            let (_, line) = lines.iter().nth(1).expect("a line");
            assert_eq!(bytes.get(line.byte(2)), Some(&b'['), "{}", encoding.name());
        }
    }
}
