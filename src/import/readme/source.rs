//! The text of a README: its lines, and pieces cut out of it.

use std::collections::BTreeSet;
use std::ops::Range;

use super::block::Document;

/// A text, and where its lines begin.
pub(super) struct Source<'a> {
    /// The file, relative to the folder of the source.
    pub(super) file: &'a str,
    /// The text without its front matter.
    pub(super) text: &'a str,
    /// Where each line begins, in bytes.
    lines: Vec<usize>,
    /// How many lines of front matter stand before it.
    skipped: usize,
}

impl<'a> Source<'a> {
    /// The text `text` of `file`, before which `skipped` lines stand.
    pub(super) fn new(file: &'a str, text: &'a str, skipped: usize) -> Self {
        let feeds = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(feeds).collect();
        Self { file, text, lines, skipped }
    }

    /// The line in which the byte `at` stands, counted from 1 in the file.
    pub(super) fn line(&self, at: usize) -> usize {
        self.skipped + self.lines.partition_point(|start| *start <= at)
    }

    /// The text of a range.
    pub(super) fn get(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    /// Whether a piece of the text has letters or digits.
    pub(super) fn has_words(&self, range: Range<usize>) -> bool {
        self.get(range).contains(char::is_alphanumeric)
    }

    /// A piece of the text on lines of its own, moved `column` columns to the left.
    pub(super) fn piece(&self, range: &Range<usize>, column: usize) -> String {
        let line = self.lines.partition_point(|start| *start <= range.start).saturating_sub(1);
        let start = self.lines.get(line).copied().unwrap_or_default();
        let is_whole = self.get(start..range.start).bytes().all(|byte| matches!(byte, b' ' | b'\t'));
        let mut out = String::with_capacity(range.len());
        let from = if is_whole { start } else { range.start };
        for (number, line) in self.get(from..range.end).trim_end().split('\n').enumerate() {
            if number > 0 {
                out.push('\n');
            }
            if number == 0 && !is_whole {
                out.push_str(line);
            } else {
                outdent(line, column, &mut out);
            }
        }
        out
    }
}

/// Takes up to `column` columns of blanks off the beginning of a line; tabs reach to the next multiple of four.
fn outdent(line: &str, column: usize, out: &mut String) {
    let (mut at, mut rest) = (0, line);
    while at < column {
        if let Some(next) = rest.strip_prefix(' ') {
            (at, rest) = (at + 1, next);
        } else if let Some(next) = rest.strip_prefix('\t') {
            (at, rest) = ((at / 4 + 1) * 4, next);
        } else {
            break;
        }
    }
    // A tab that reached further.
    out.extend(std::iter::repeat_n(' ', at.saturating_sub(column)));
    out.push_str(rest);
}

/// Text that goes into the note of a topic, piece by piece.
#[derive(Debug, Default)]
pub(super) struct Note {
    /// Markdown.
    pub(super) markdown: String,
    /// Where the last piece ends in the source.
    end: usize,
    was_item: bool,
    /// The definitions that its links need.
    needs: BTreeSet<String>,
}

impl Note {
    /// Whether nothing is in it.
    pub(super) fn is_empty(&self) -> bool {
        self.markdown.is_empty()
    }

    /// Adds a piece of the source; pieces that stand side by side there stand so here.
    pub(super) fn keep(
        &mut self,
        source: &Source<'_>,
        document: &Document,
        range: &Range<usize>,
        column: usize,
    ) {
        self.join(source, range, false);
        self.add(source, document, range, column);
    }

    /// Adds an item of a list.
    pub(super) fn keep_item(
        &mut self,
        source: &Source<'_>,
        document: &Document,
        range: &Range<usize>,
        column: usize,
    ) {
        self.join(source, range, true);
        self.add(source, document, range, column);
        self.was_item = true;
    }

    fn add(&mut self, source: &Source<'_>, document: &Document, range: &Range<usize>, column: usize) {
        self.markdown.push_str(&source.piece(range, column));
        self.end = range.start + source.get(range.clone()).trim_end().len();
        let first = document.references.partition_point(|(at, _)| *at < range.start);
        let names = document.references.iter().skip(first).take_while(|(at, _)| *at < range.end);
        self.needs.extend(names.map(|(_, name)| name.clone()));
    }

    fn join(&mut self, source: &Source<'_>, range: &Range<usize>, is_item: bool) {
        let between = self.end..range.start;
        let was_item = std::mem::replace(&mut self.was_item, false);
        if self.markdown.is_empty() {
            return;
        }
        let is_blank = between.start < between.end && source.get(between.clone()).trim().is_empty();
        let feeds = source.get(between).bytes().filter(|byte| *byte == b'\n').count();
        let is_beside = (is_blank && feeds <= 1) || (is_item && was_item);
        self.markdown.push_str(if is_beside { "\n" } else { "\n\n" });
    }

    /// Adds words as a paragraph of their own.
    pub(super) fn say(&mut self, words: &str) {
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        if !self.markdown.is_empty() {
            self.markdown.push_str("\n\n");
        }
        self.markdown.push_str(words);
        self.was_item = false;
    }

    /// The whole, with the definitions that its links need and that do not stand in it.
    pub(super) fn finish(
        mut self,
        source: &Source<'_>,
        document: &Document,
        used: &mut BTreeSet<String>,
    ) -> String {
        let needs = std::mem::take(&mut self.needs);
        let mut separator = "\n\n";
        for name in needs {
            let Some(definition) = document.definitions.get(&name) else { continue };
            let text = source.get(definition.range.clone()).trim();
            // Nobody repeats a page in every note; somebody might try.
            if text.len() > LONGEST_DEFINITION {
                continue;
            }
            self.markdown.push_str(separator);
            self.markdown.push_str(text);
            separator = "\n";
            used.insert(name);
        }
        self.markdown
    }
}

/// Bytes of a definition that is repeated in each note that needs it.
const LONGEST_DEFINITION: usize = 400;
