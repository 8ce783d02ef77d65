//! Lines of a text by byte offset, for whoever has to name many places of it.

use std::ops::Range;

/// Where the lines of one text begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self(std::iter::once(0).chain(breaks).collect())
    }

    /// Number of the line that `offset` is on; the first is 1. Past the end it is the last line.
    pub(super) fn number(&self, offset: usize) -> usize {
        self.0.partition_point(|start| *start <= offset).max(1)
    }

    /// How many lines there are, not counting an empty one after the last line break.
    pub(super) fn count(&self, text: &str) -> usize {
        match self.0.last() {
            Some(last) if *last == text.len() && self.0.len() > 1 => self.0.len() - 1,
            _ => self.0.len(),
        }
    }

    /// Bytes of the line with this number, without its line break.
    pub(super) fn range(&self, text: &str, number: usize) -> Range<usize> {
        let start = self.0.get(number.saturating_sub(1)).copied().unwrap_or(text.len());
        let end = self.0.get(number).map_or(text.len(), |next| next - 1);
        let line = text.get(start..end).unwrap_or_default();
        start..start + line.strip_suffix('\r').unwrap_or(line).len()
    }
}

/// Line numbers of places that mostly come in the order of the text: counts from the last place on, and keeps nothing.
#[derive(Debug)]
pub(super) struct LineCounter<'t> {
    text: &'t [u8],
    offset: usize,
    line: usize,
}

impl<'t> LineCounter<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text: text.as_bytes(), offset: 0, line: 1 }
    }

    /// Number of the line that `offset` is on; the first is 1. Past the end it is the last line.
    pub(super) fn at(&mut self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let between = |from: usize, to: usize| breaks(self.text.get(from..to).unwrap_or_default());
        self.line = if offset < self.offset {
            self.line - between(offset, self.offset)
        } else {
            self.line + between(self.offset, offset)
        };
        self.offset = offset;
        self.line
    }
}

/// How many line breaks there are. The sum of a piece fits a byte, which lets the compiler count many bytes at once.
fn breaks(bytes: &[u8]) -> usize {
    let in_piece = |piece: &[u8]| piece.iter().map(|byte| u8::from(*byte == b'\n')).sum::<u8>();
    bytes.chunks(192).map(|piece| usize::from(in_piece(piece))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_in_any_order() {
        let text = "a\n\nb\n".repeat(200);
        let lines = Lines::new(&text);
        let mut counter = LineCounter::new(&text);
        for offset in (0..text.len() + 2).chain((0..text.len()).rev().step_by(7)).chain([3, 900, 0, 999, 400])
        {
            assert_eq!(counter.at(offset), lines.number(offset), "{offset}");
        }
    }

    #[test]
    fn every_offset_has_a_line() {
        let text = "a\r\n\n가\n";
        let lines = Lines::new(text);
        let numbers: Vec<usize> = (0..=text.len() + 1).map(|offset| lines.number(offset)).collect();
        assert_eq!(numbers, [1, 1, 1, 2, 3, 3, 3, 3, 4, 4]);
        assert_eq!((1..=5).map(|n| lines.range(text, n)).collect::<Vec<_>>(), [0..1, 3..3, 4..7, 8..8, 8..8]);
        assert_eq!(lines.count(text), 3);
        assert_eq!(Lines::new("").count(""), 1);
    }
}
