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

#[cfg(test)]
mod tests {
    use super::*;

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
