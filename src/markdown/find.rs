//! Finding text on a page that is laid out.
//!
//! Rows are read as the lines that they were broken from, folded a character at a time and run through one automaton:
//! every character is looked at once, and nothing of the page is kept.

use std::iter::Peekable;
use std::ops::Range;

use unicode_segmentation::{GraphemeIndices, UnicodeSegmentation as _};

use super::page::Page;
use super::wrap::Join;
use crate::search::fold::{self, Feed, Folding, Place, Sink};
use crate::search::pattern::Pattern;

/// More hits than these are not told of a page: nobody steps through them.
pub const MOST: usize = 10_000;

/// What is looked for, folded once.
///
/// Capital letters count only where it has some. Many blanks are one, and those around it go. The last Korean syllable
/// may be one that is still being typed, and nothing but consonants are the initials of syllables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needle {
    folding: Folding,
    pattern: Pattern,
    /// For a syllable whose last consonant may begin the next one as soon as a vowel is typed.
    typed: Option<Pattern>,
}

impl Needle {
    /// `None` where there is nothing to look for.
    pub fn new(words: &str) -> Option<Self> {
        let folding = Folding::of(words);
        let symbols = folding.folded(words);
        if symbols.is_empty() {
            return None;
        }
        let typed = fold::carried_over(&symbols).map(Pattern::new);
        Some(Self { folding, pattern: Pattern::new(symbols), typed })
    }
}

/// A place that was found. Bytes count from the start of their row, and never split what is seen as one character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The row in which it begins.
    pub row: usize,
    /// Its first byte.
    pub start: usize,
    /// The row in which it ends: the same or a later one.
    pub last_row: usize,
    /// The byte after its last.
    pub end: usize,
}

impl Hit {
    /// The part of a row that belongs to it, without the signs before the text.
    pub fn in_row(&self, page: &Page, row: usize) -> Option<Range<usize>> {
        if !(self.row..=self.last_row).contains(&row) {
            return None;
        }
        let body = page.body(row);
        let start = if row == self.row { self.start } else { body.start };
        let end = if row == self.last_row { self.end } else { body.end };
        (start < end).then_some(start..end)
    }
}

impl Page {
    /// Where the needle is, from top to bottom, not overlapping; at most 10,000 places.
    ///
    /// A hit may go on in the next row where a line was broken, never from one line into another. A syllable at the end of
    /// the needle whose last consonant may yet become the first of the next (`간` on the way to `가나`) finds that where it
    /// is nowhere as it is.
    pub fn find(&self, needle: &Needle) -> Vec<Hit> {
        let hits = Scan::new(self, &needle.pattern).run(needle.folding);
        match &needle.typed {
            Some(typed) if hits.is_empty() => Scan::new(self, typed).run(needle.folding),
            _ => hits,
        }
    }
}

/// A search on its way down a page.
struct Scan<'s> {
    page: &'s Page,
    pattern: &'s Pattern,
    /// How many symbols of the pattern are met. Where it is all of them, the next symbol may still be a mark on the last.
    met: usize,
    /// How many symbols were read.
    read: usize,
    /// Where the symbols that are met begin, in a ring.
    starts: Vec<(usize, usize)>,
    /// Where the last of them ends.
    end: (usize, usize),
    edges: Edges<'s>,
    hits: Vec<Hit>,
}

impl<'s> Scan<'s> {
    fn new(page: &'s Page, pattern: &'s Pattern) -> Self {
        let starts = vec![(0, 0); pattern.len().next_power_of_two()];
        let edges = Edges { row: usize::MAX, base: 0, text: "", graphemes: None };
        Self { page, pattern, met: 0, read: 0, starts, end: (0, 0), edges, hits: Vec::new() }
    }

    fn run(mut self, folding: Folding) -> Vec<Hit> {
        let mut feed = Feed::new(folding);
        for row in 0..self.page.len() {
            match self.page.join(row) {
                Join::Apart => {
                    self.close();
                    feed.is_blank = false;
                }
                Join::Blank => feed.is_blank = true,
                Join::Direct => {}
            }
            if self.hits.len() >= MOST {
                return self.hits;
            }
            let (start, text) = body(self.page, row);
            feed.text(text, Place { row, start, end: start }, &mut self);
        }
        self.close();
        self.hits
    }

    /// Nothing that is met so far goes on; it is a hit where it is all.
    fn close(&mut self) {
        if self.met == self.pattern.len() {
            let slot = (self.read + 1 - self.met) & (self.starts.len() - 1);
            let (row, start) = self.starts.get(slot).copied().unwrap_or_default();
            self.hit((row, start), self.end);
        }
        self.met = 0;
    }

    fn hit(&mut self, (row, start): (usize, usize), (last_row, end): (usize, usize)) {
        let start = self.edges.before(self.page, row, start);
        let is_behind = |hit: &Hit| (hit.last_row, hit.end) <= (row, start);
        if self.hits.len() < MOST && self.hits.last().is_none_or(is_behind) {
            let end = self.edges.after(self.page, last_row, end);
            self.hits.push(Hit { row, start, last_row, end });
        }
    }
}

impl Sink for Scan<'_> {
    fn take(&mut self, symbol: char, place: Place) {
        if self.met == self.pattern.len() {
            if fold::changes_letter(symbol) {
                self.met = self.pattern.back(self.met);
            } else {
                self.close();
            }
        }
        self.met = self.pattern.after(self.met, symbol);
        self.read += 1;
        if self.met > 0 {
            let slot = self.read & (self.starts.len() - 1);
            if let Some(start) = self.starts.get_mut(slot) {
                *start = (place.row, place.start);
            }
            self.end = (place.row, place.end);
        }
    }

    fn wanted(&self) -> Option<char> {
        if self.met == 0 { self.pattern.first() } else { None }
    }
}

/// The text of a row without the signs before it, and its first byte.
fn body(page: &Page, row: usize) -> (usize, &str) {
    let body = page.body(row);
    (body.start, page.row_text(row).get(body).unwrap_or_default())
}

/// Where graphemes begin and end. Asked from top to bottom, so that no row is split more than once.
struct Edges<'s> {
    row: usize,
    /// The first byte of the text.
    base: usize,
    text: &'s str,
    /// Those that were not passed yet, if any had to be looked for.
    graphemes: Option<Peekable<GraphemeIndices<'s>>>,
}

impl<'s> Edges<'s> {
    /// The last edge that is not behind a byte.
    fn before(&mut self, page: &'s Page, row: usize, byte: usize) -> usize {
        self.grapheme(page, row, byte).map_or(byte, |grapheme| grapheme.start)
    }

    /// The first edge that is not before a byte.
    fn after(&mut self, page: &'s Page, row: usize, byte: usize) -> usize {
        self.grapheme(page, row, byte).map_or(byte, |grapheme| grapheme.end)
    }

    /// The bytes of the grapheme that a byte is in the middle of.
    fn grapheme(&mut self, page: &'s Page, row: usize, byte: usize) -> Option<Range<usize>> {
        if self.row != row {
            let (base, text) = body(page, row);
            *self = Self { row, base, text, graphemes: None };
        }
        let at = byte.checked_sub(self.base)?;
        if is_plain_edge(self.text, at) {
            return None;
        }
        let text = self.text;
        let graphemes = self.graphemes.get_or_insert_with(|| text.grapheme_indices(true).peekable());
        while graphemes.next_if(|(start, grapheme)| start + grapheme.len() <= at).is_some() {}
        let (start, grapheme) = graphemes.peek()?;
        (*start < at).then(|| self.base + start..self.base + start + grapheme.len())
    }
}

/// Whether the characters on both sides are of those that never melt together; also at both ends of a text.
fn is_plain_edge(text: &str, at: usize) -> bool {
    let Some((before, after)) = text.split_at_checked(at) else { return true };
    let is_plain = |c: char| matches!(c, ' '..='~' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{4E00}'..='\u{9FFF}' | '가'..='힣');
    match (before.chars().next_back(), after.chars().next()) {
        (Some(before), Some(after)) => is_plain(before) && is_plain(after),
        _ => true,
    }
}
