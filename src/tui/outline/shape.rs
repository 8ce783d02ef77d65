//! How a tree is folded and scrolled, without what is in it: to be found again the same.

use super::Outline;
use super::sieve::Sieve;
use crate::roadmap::{Roadmap, TopicIx};

/// How a tree is folded and scrolled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// The topic with the cursor, or the one that had it when no topic was left.
    pub here: Option<TopicIx>,
    /// How many rows are on the screen above the cursor; none where no topic is shown.
    pub above: Option<usize>,
    /// What is open in the tree of all topics.
    pub open: Vec<TopicIx>,
    /// What is folded of the sifted tree, although hits are below it.
    pub folded: Vec<TopicIx>,
    /// What is open in the sifted tree, although no hit is below it.
    pub revealed: Vec<TopicIx>,
}

impl Outline {
    /// How it is folded and scrolled.
    pub fn shape(&self, roadmap: &Roadmap) -> Shape {
        let which = |is: &dyn Fn(&Sieve, usize) -> bool| match &self.sieve {
            Some(sieve) => {
                roadmap.indices().filter(|ix| sieve.kept[ix.get()] && is(sieve, ix.get())).collect()
            }
            None => Vec::new(),
        };
        Shape {
            here: self.here(),
            above: self.selected().map(|_| self.cursor.saturating_sub(self.top)),
            open: roadmap.indices().filter(|ix| self.folds()[ix.get()]).collect(),
            folded: which(&|sieve, at| sieve.above[at] && !self.open[at]),
            revealed: which(&|sieve, at| !sieve.above[at] && self.open[at]),
        }
    }

    /// Takes a shape over. The cursor goes to its topic even where that is no hit, so that it is found where it was left;
    /// where nothing was shown and nothing is, it stays nowhere.
    pub fn take_shape(&mut self, roadmap: &Roadmap, shape: &Shape, hits: Option<Vec<bool>>) {
        let before = shape.here.or_else(|| self.here());
        self.anchor = None;
        self.sieve = None;
        self.open = marked(roadmap, &shape.open);
        if let Some(hits) = hits {
            let folds = self.open.clone();
            let revealed = marked(roadmap, &shape.revealed);
            let folded = marked(roadmap, &shape.folded);
            let mut sieve = Sieve { hits, folds, home: before, ..Sieve::default() };
            sieve.revealed = roadmap.indices().filter(|ix| revealed[ix.get()]).collect();
            sieve.renew(roadmap);
            for at in roadmap.indices().map(TopicIx::get).filter(|at| sieve.kept[*at]) {
                self.open[at] = revealed[at] || sieve.above[at] && !folded[at];
            }
            self.sieve = Some(sieve);
        }
        self.rebuild(roadmap);
        let is_empty = !roadmap.indices().any(|ix| self.is_hit(ix));
        match (shape.here, before) {
            (Some(_), _) if is_empty && shape.above.is_none() => {}
            (Some(here), _) => self.select(roadmap, here),
            (None, Some(before)) if self.is_kept(before) => self.select(roadmap, before),
            (None, Some(before)) => self.go_to_hit(roadmap, before),
            (None, None) => {}
        }
        if self.sieve.is_some() {
            // Of what came in as the topic with the cursor nothing may be shown below.
            let here = self.selected();
            self.fold_empty(roadmap);
            self.rebuild(roadmap);
            self.stand_on(here);
        }
        self.top = self.cursor.saturating_sub(shape.above.unwrap_or_default());
    }
}

/// Which topics are among these and have others below them.
fn marked(roadmap: &Roadmap, topics: &[TopicIx]) -> Vec<bool> {
    let mut marked = vec![false; roadmap.topics().len()];
    for ix in topics.iter().filter(|ix| !roadmap.is_leaf(**ix)) {
        marked[ix.get()] = true;
    }
    marked
}
