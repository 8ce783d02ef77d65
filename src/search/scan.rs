//! Looking for a word in lines: one pass, nothing left out.

use std::ops::Range;

use super::fold::{Feed, Folding, Place, Sink};
use super::key::{begins_word, is_accent};
use super::pattern::Pattern;
use super::{Form, Word};

/// What a word costs at the start of a line, of a word, elsewhere.
const COSTS: [u32; 3] = [0, 1, 4];

/// Looks for words; keeps what is dear to make.
#[derive(Default)]
pub(super) struct Scanner(Vec<(Folding, Feed)>);

impl Scanner {
    fn feed(&mut self, folding: Folding) -> Option<&mut Feed> {
        let known = self.0.iter().position(|(known, _)| *known == folding);
        let at = known.unwrap_or_else(|| {
            self.0.push((folding, Feed::new(folding)));
            self.0.len() - 1
        });
        self.0.get_mut(at).map(|(_, feed)| feed)
    }

    /// The best place of a word in one line, with what it costs.
    pub(super) fn first(&mut self, word: &Word, line: &str) -> Option<(u32, Range<usize>)> {
        word.forms.iter().find_map(|form| {
            let mut best: Option<(u32, Range<usize>)> = None;
            self.each(word, form, line, &mut |cost, place| {
                if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                    best = Some((cost, place));
                }
            });
            best
        })
    }

    /// Every place of a form of a word in a text of lines, from left to right.
    pub(super) fn each(
        &mut self,
        word: &Word,
        form: &Form,
        text: &str,
        found: &mut dyn FnMut(u32, Range<usize>),
    ) {
        let Some(feed) = self.feed(word.folding) else { return };
        feed.is_blank = false;
        let starts = vec![0; form.pattern.len().next_power_of_two()];
        let mut scan = Scan { text, pattern: &form.pattern, met: 0, read: 0, starts, found };
        feed.text(text, Place::default(), &mut scan);
    }
}

struct Scan<'s> {
    text: &'s str,
    pattern: &'s Pattern,
    met: usize,
    read: usize,
    /// Where the symbols that are met begin, in a ring.
    starts: Vec<usize>,
    found: &'s mut dyn FnMut(u32, Range<usize>),
}

impl Sink for Scan<'_> {
    fn take(&mut self, symbol: char, place: Place) {
        if is_accent(symbol) {
            return;
        }
        self.met = self.pattern.after(self.met, symbol);
        self.read += 1;
        let slots = self.starts.len() - 1;
        if self.met > 0
            && let Some(start) = self.starts.get_mut(self.read & slots)
        {
            *start = place.start;
        }
        if self.met == self.pattern.len() {
            let first = self.starts.get((self.read + 1 - self.met) & slots).copied().unwrap_or_default();
            (self.found)(cost(self.text, first), first..place.end);
            self.met = 0;
        }
    }

    fn wanted(&self) -> Option<char> {
        if self.met == 0 { self.pattern.first() } else { None }
    }
}

fn cost(text: &str, at: usize) -> u32 {
    let [line, word, inside] = COSTS;
    match text.as_bytes().get(..at).and_then(<[u8]>::last) {
        None | Some(b'\n') => line,
        _ if begins_word(text, at) => word,
        _ => inside,
    }
}
