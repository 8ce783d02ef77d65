//! One pass over symbols that finds a sequence of them.

/// An automaton that finds a sequence of symbols in one pass (Knuth, Morris, Pratt).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    /// Never empty.
    symbols: Vec<char>,
    /// For each number of symbols that were met, less one: how many of the last of them are as many of the first.
    back: Vec<usize>,
}

impl Pattern {
    /// An automaton for these symbols, of which there is at least one.
    pub(crate) fn new(symbols: Vec<char>) -> Self {
        let mut pattern = Self { back: Vec::with_capacity(symbols.len()), symbols };
        let mut met = 0;
        for at in 0..pattern.symbols.len() {
            if let (1.., Some(symbol)) = (at, pattern.symbols.get(at)) {
                met = pattern.after(met, *symbol);
            }
            pattern.back.push(met);
        }
        pattern
    }

    /// How many symbols there are.
    pub(crate) fn len(&self) -> usize {
        self.symbols.len()
    }

    /// The first symbol.
    pub(crate) fn first(&self) -> Option<char> {
        self.symbols.first().copied()
    }

    /// How many of the last symbols that were met are as many of the first.
    pub(crate) fn back(&self, met: usize) -> usize {
        met.checked_sub(1).and_then(|last| self.back.get(last)).copied().unwrap_or_default()
    }

    /// How many symbols are met after one more.
    pub(crate) fn after(&self, mut met: usize, symbol: char) -> usize {
        while self.symbols.get(met) != Some(&symbol) {
            if met == 0 {
                return 0;
            }
            met = self.back(met);
        }
        met + 1
    }
}
