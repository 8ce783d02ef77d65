//! Names as symbols, and how well a few letters fit one.
//!
//! Letters are met in runs. What a run costs depends on where it begins: at the start of the name nothing, at the start of
//! a word little, elsewhere more. The rest of a syllable belongs to its first consonant: no run begins with it.

use std::ops::Range;

use super::fold::{Feed, Folding, Place, Sink, changes_letter};

/// So many symbols of a name are looked at.
const LONGEST: usize = 256;

/// What a run costs that begins a word.
const WORD: u32 = 1;
/// What any other costs.
const INSIDE: u32 = 4;

/// Marks a symbol that begins a word.
const START: u32 = 1 << 31;

/// A name, folded once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Key {
    symbols: Box<[u32]>,
    /// Which symbols there are, as [`mask_of`] has it.
    mask: u64,
}

impl Key {
    /// How many symbols it has: of two names that fit as well the shorter one is meant.
    pub fn len(&self) -> usize {
        self.symbols.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.symbols.is_empty()
    }

    fn at(&self, index: usize) -> Option<char> {
        self.symbols.get(index).and_then(|symbol| char::from_u32(symbol & !START))
    }

    /// What a run costs that begins here.
    fn run(&self, index: usize) -> u32 {
        match self.symbols.get(index) {
            _ if index == 0 => 0,
            Some(symbol) if symbol & START != 0 => WORD,
            _ => INSIDE,
        }
    }

    fn is_glued(&self, index: usize) -> bool {
        self.at(index).is_some_and(is_glued)
    }
}

/// Makes keys, one after the other.
pub struct Keys(Feed);

impl Default for Keys {
    fn default() -> Self {
        Self(Feed::new(Folding::FULL))
    }
}

impl Keys {
    /// The key of a name.
    pub fn key(&mut self, name: &str) -> Key {
        let mut builder = Builder { name, ..Builder::default() };
        builder.symbols.reserve(name.len());
        self.0.is_blank = false;
        self.0.text(name, Place::default(), &mut builder);
        builder.finish().0
    }
}

/// A key, and the bytes of each of its symbols.
pub(super) fn folded_with_places(name: &str) -> (Key, Vec<Range<usize>>) {
    let mut builder = Builder { name, has_places: true, ..Builder::default() };
    Feed::new(Folding::FULL).text(name, Place::default(), &mut builder);
    builder.finish()
}

#[derive(Default)]
struct Builder<'n> {
    name: &'n str,
    symbols: Vec<u32>,
    /// Where the last symbol begins.
    last: Option<usize>,
    has_places: bool,
    places: Vec<Range<usize>>,
}

impl Builder<'_> {
    fn finish(self) -> (Key, Vec<Range<usize>>) {
        let mask = self.symbols.iter().fold(0, |mask, symbol| mask | bit(symbol & !START));
        (Key { symbols: self.symbols.into(), mask }, self.places)
    }
}

impl Sink for Builder<'_> {
    fn take(&mut self, symbol: char, place: Place) {
        if symbol == ' ' || is_accent(symbol) || self.symbols.len() >= LONGEST {
            return;
        }
        let is_new = self.last.replace(place.start) != Some(place.start);
        let begins = is_new && !is_glued(symbol) && begins_word(self.name, place.start);
        self.symbols.push(u32::from(symbol) | if begins { START } else { 0 });
        if self.has_places {
            self.places.push(place.start..place.end);
        }
    }

    fn wanted(&self) -> Option<char> {
        None
    }
}

/// Whether a word begins at a byte: behind a blank or a sign, `Q` in `PostgreSQL`, `3` in `http3`, `는` in `JWT는`.
pub(super) fn begins_word(text: &str, at: usize) -> bool {
    let Some((before, after)) = text.split_at_checked(at) else { return true };
    let (Some(before), Some(here)) = (before.chars().next_back(), after.chars().next()) else { return true };
    !before.is_alphanumeric()
        || (before.is_lowercase() && here.is_uppercase())
        || is_east_asian(before) != is_east_asian(here)
        || (!before.is_ascii_digit() && here.is_ascii_digit())
}

/// Letters of another script begin another word; those of Latin with accents do not.
fn is_east_asian(c: char) -> bool {
    c >= '\u{1100}'
}

/// Whether a symbol is one of those that nobody types: the accents of Latin, Greek and Cyrillic letters.
pub(super) fn is_accent(symbol: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&symbol)
}

/// Whether a symbol belongs to the one before: the rest of a syllable, a mark.
pub(super) fn is_glued(symbol: char) -> bool {
    ('\u{1160}'..='\u{11FF}').contains(&symbol) || changes_letter(symbol)
}

fn is_first_consonant(symbol: char) -> bool {
    ('\u{1100}'..='\u{115F}').contains(&symbol)
}

fn bit(symbol: u32) -> u64 {
    1 << (symbol % 64)
}

/// Which symbols there are, so that most names are passed over at one glance.
pub(super) fn mask_of(symbols: &[char]) -> u64 {
    symbols.iter().fold(0, |mask, symbol| mask | bit(u32::from(*symbol)))
}

/// What the best place of these letters costs.
pub(super) fn fit(needle: &[char], mask: u64, key: &Key) -> Option<u32> {
    if key.mask & mask != mask || !is_in_order(needle, key) {
        return None;
    }
    Grid::of(needle, key).best().map(|(cost, _)| cost)
}

/// The symbols of the key at that place, in order.
pub(super) fn letters(needle: &[char], key: &Key) -> Option<Vec<usize>> {
    if !is_in_order(needle, key) {
        return None;
    }
    let grid = Grid::of(needle, key);
    let (_, last) = grid.best()?;
    Some(grid.way_to(last))
}

fn is_in_order(needle: &[char], key: &Key) -> bool {
    let mut symbols = (0..key.len()).filter_map(|index| key.at(index));
    needle.len() <= key.len() && needle.iter().all(|wanted| symbols.any(|symbol| symbol == *wanted))
}

/// For each letter and each symbol of the key what it costs at least to have met all letters up to this one, this one here.
struct Grid<'g> {
    needle: &'g [char],
    key: &'g Key,
    costs: Vec<Option<u32>>,
}

/// How a letter goes on from the one before.
#[derive(Clone, Copy)]
struct Link {
    /// It is the rest of a syllable: nothing may lie between.
    is_glued: bool,
    /// The one before is a consonant that stands for a syllable: the rest of that may lie between.
    is_after_initial: bool,
}

impl<'g> Grid<'g> {
    fn of(needle: &'g [char], key: &'g Key) -> Self {
        let mut grid = Self { needle, key, costs: vec![None; needle.len() * key.len()] };
        for letter in 0..needle.len() {
            grid.fill(letter);
        }
        grid
    }

    fn cost(&self, letter: usize, at: usize) -> Option<u32> {
        self.costs.get(letter * self.key.len() + at).copied().flatten()
    }

    fn link(&self, letter: usize) -> Link {
        let is_glued = self.needle.get(letter).copied().is_some_and(is_glued);
        let before = letter.checked_sub(1).and_then(|before| self.needle.get(before)).copied();
        Link { is_glued, is_after_initial: !is_glued && before.is_some_and(is_first_consonant) }
    }

    fn fill(&mut self, letter: usize) {
        let (link, wanted) = (self.link(letter), self.needle.get(letter).copied());
        let mut before = None;
        for at in 0..self.key.len() {
            if let Some(previous) = letter.checked_sub(1)
                && let Some(last) = at.checked_sub(1).filter(|_| self.may_end(link, at))
            {
                before = smaller(before, self.cost(previous, last));
            }
            if self.key.at(at) != wanted {
                continue;
            }
            let run = self.key.run(at);
            let cost = if letter == 0 {
                Some(run)
            } else {
                let on = self.adjacent(link, at).and_then(|last| self.cost(letter - 1, last));
                smaller(on, before.filter(|_| !link.is_glued).map(|before| before.saturating_add(run)))
            };
            let place = letter * self.key.len() + at;
            if let Some(cell) = self.costs.get_mut(place) {
                *cell = cost;
            }
        }
    }

    /// Whether a syllable of the needle may end before this symbol: what was typed in full is not the beginning of another.
    fn may_end(&self, link: Link, at: usize) -> bool {
        link.is_after_initial || !self.key.is_glued(at)
    }

    /// Where the letter before is, if a letter here goes on from it.
    fn adjacent(&self, link: Link, at: usize) -> Option<usize> {
        let mut last = at.checked_sub(1)?;
        while link.is_after_initial && self.key.is_glued(last) {
            last = last.checked_sub(1)?;
        }
        Some(last)
    }

    /// The least cost, and where the last letter is then.
    fn best(&self) -> Option<(u32, usize)> {
        let last = self.needle.len().checked_sub(1)?;
        (0..self.key.len()).filter_map(|at| Some((self.cost(last, at)?, at))).min()
    }

    /// Where the letters are, of which the last is here.
    fn way_to(&self, last: usize) -> Vec<usize> {
        let mut way = vec![last];
        let mut at = last;
        for letter in (1..self.needle.len()).rev() {
            let (link, cost) = (self.link(letter), self.cost(letter, at));
            let on = self.adjacent(link, at).filter(|last| self.cost(letter - 1, *last) == cost);
            let run = self.key.run(at);
            let leap = || {
                let costs =
                    |last: &usize| self.cost(letter - 1, *last).map(|before| before.saturating_add(run));
                (0..at).rev().find(|last| self.may_end(link, last + 1) && costs(last) == cost)
            };
            let Some(before) = on.or_else(leap) else { break };
            way.push(before);
            at = before;
        }
        way.reverse();
        way
    }
}

fn smaller(a: Option<u32>, b: Option<u32>) -> Option<u32> {
    a.into_iter().chain(b).min()
}
