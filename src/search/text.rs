//! Texts as plain lines, and the lines of them in which words are.

use std::ops::Range;

use super::plain::plain;
use super::scan::Scanner;
use super::{Query, Word};

/// A Markdown text as clean, plain lines. As many as it had, so that their numbers are those of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(Box<str>);

/// A line with what was looked for in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'t> {
    /// Its number; the first is 1.
    pub number: usize,
    /// What is in it, without signs of Markdown.
    pub text: &'t str,
    /// How far it is from what is looked for: a word at its start is nearest.
    pub cost: u32,
}

impl Text {
    /// The lines of a Markdown text.
    pub fn of_markdown(markdown: &str) -> Self {
        let mut lines = String::with_capacity(markdown.len());
        for (index, line) in markdown.split('\n').enumerate() {
            if index > 0 {
                lines.push('\n');
            }
            lines.push_str(&plain(line));
        }
        lines.truncate(lines.trim_end_matches('\n').len());
        Self(lines.into())
    }

    /// Bytes that it keeps.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Looks for lines in one text after the other.
#[derive(Default)]
pub struct Searcher(Scanner);

impl Searcher {
    /// Gives the lines of a text in which all the words are, from top to bottom.
    pub fn lines<'t>(&mut self, text: &'t Text, query: &Query, found: &mut dyn FnMut(Line<'t>)) {
        let Some((first, others)) = query.words.split_first() else { return };
        let mut lines = Lines { text: &text.0, line: 0..0, number: 1, best: None };
        let mut hits: Vec<(usize, Range<usize>, u32)> = Vec::new();
        for form in &first.forms {
            self.0.each(first, form, &text.0, &mut |cost, place| hits.extend(lines.hit(cost, place.start)));
            hits.extend(lines.best.take());
            if !hits.is_empty() {
                break;
            }
            lines = Lines { text: &text.0, line: 0..0, number: 1, best: None };
        }
        for (number, line, cost) in hits {
            let line = text.0.get(line).unwrap_or_default();
            if let Some(more) = self.cost(others, line) {
                found(Line { number, text: line, cost: cost.saturating_add(more) });
            }
        }
    }

    fn cost(&mut self, words: &[Word], line: &str) -> Option<u32> {
        words.iter().try_fold(0u32, |sum, word| Some(sum.saturating_add(self.0.first(word, line)?.0)))
    }
}

/// Which line a place is in, asked from top to bottom.
struct Lines<'t> {
    text: &'t str,
    /// The bytes of the line that was asked for last, and its number.
    line: Range<usize>,
    number: usize,
    /// The best place of that line.
    best: Option<(usize, Range<usize>, u32)>,
}

impl Lines<'_> {
    /// Takes a place; gives the line before with its best one where this is in another.
    fn hit(&mut self, cost: u32, at: usize) -> Option<(usize, Range<usize>, u32)> {
        if let Some((_, _, least)) = self.best.as_mut().filter(|(_, line, _)| at <= line.end) {
            *least = cost.min(*least);
            return None;
        }
        let bytes = self.text.as_bytes();
        let between = bytes.get(self.line.start..at).unwrap_or_default();
        self.number += self.text.get(self.line.start..at).map_or(0, |between| between.matches('\n').count());
        let start = between
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(self.line.start, |back| self.line.start + back + 1);
        let rest = bytes.get(at..).unwrap_or_default();
        let end = rest.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |on| at + on);
        self.line = start..end;
        self.best.replace((self.number, start..end, cost))
    }
}
