//! What is shown of a tree of which not all is wanted: hits, and what is above them.

use std::collections::BTreeSet;

use super::{Outline, folds_of, heirs_of};
use crate::roadmap::{Roadmap, Succession, TopicIx};

/// Which topics are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sieve {
    pub(super) hits: Vec<bool>,
    /// Hits and what is above them, with what was revealed, and the guest.
    pub(super) kept: Vec<bool>,
    /// What is above a hit or the guest.
    pub(super) above: Vec<bool>,
    /// Topics below which everything is shown, because they were unfolded although no hit is there.
    pub(super) revealed: BTreeSet<TopicIx>,
    /// A topic that is shown although it is no hit, as long as the cursor is on it.
    pub(super) guest: Option<TopicIx>,
    /// What was open before.
    pub(super) folds: Vec<bool>,
    /// The topic that the cursor was on, for when nothing is shown.
    pub(super) home: Option<TopicIx>,
}

impl Sieve {
    /// The same in another version of the roadmap, where no new topic is a hit yet.
    pub(super) fn carried(&self, versions: &Succession<'_>) -> Self {
        let heir = |ix: TopicIx| versions.heir(ix);
        let mut carried = Self {
            hits: heirs_of(versions, &self.hits),
            folds: folds_of(versions, &self.folds),
            revealed: self
                .revealed
                .iter()
                .copied()
                .filter_map(heir)
                .filter(|ix| !versions.new.is_leaf(*ix))
                .collect(),
            guest: self.guest.and_then(heir),
            home: self.home.and_then(|home| versions.nearest(home)),
            ..Self::default()
        };
        carried.renew(versions.new);
        carried
    }

    /// Finds out anew what is shown.
    pub(super) fn renew(&mut self, roadmap: &Roadmap) {
        self.above = vec![false; self.hits.len()];
        self.kept = self.hits.clone();
        if let Some(guest) = self.guest {
            self.kept[guest.get()] = true;
        }
        for ix in roadmap.indices().filter(|ix| self.hits[ix.get()] || self.guest == Some(*ix)) {
            for above in roadmap.ancestors(ix) {
                self.kept[above.get()] = true;
                if std::mem::replace(&mut self.above[above.get()], true) {
                    break;
                }
            }
        }
        for ix in &self.revealed {
            if self.kept[ix.get()] {
                self.kept[roadmap.below(*ix)].fill(true);
            }
        }
    }
}

impl Outline {
    /// Shows only hits and what is above them, or all topics. Hits are there to be seen, so what is above them is opened;
    /// how it was before comes back with all topics. The cursor stays on its topic where that is shown, else it goes to
    /// the nearest hit: in the same section before in others, below before above.
    pub fn sift(&mut self, roadmap: &Roadmap, hits: Option<Vec<bool>>) {
        let here = self.here();
        let folds = self.folds().to_vec();
        self.sieve = None;
        self.open.clone_from(&folds);
        if let Some(hits) = hits {
            let mut sieve = Sieve { hits, folds, home: here, ..Sieve::default() };
            sieve.renew(roadmap);
            for ix in roadmap.indices().filter(|ix| sieve.kept[ix.get()]) {
                self.open[ix.get()] = sieve.above[ix.get()];
            }
            self.sieve = Some(sieve);
        }
        self.rebuild(roadmap);
        match here {
            Some(here) if self.is_kept(here) => self.select(roadmap, here),
            Some(here) => self.go_to_hit(roadmap, here),
            None => self.first(),
        }
    }

    /// Takes other hits of the same question: a mark was made, or came from elsewhere. The row with the cursor stays even
    /// where it is no hit any more, until the cursor leaves it, so that nothing jumps and the same key takes a mark back.
    pub fn resift(&mut self, roadmap: &Roadmap, hits: Vec<bool>) {
        let here = self.selected();
        let Some(sieve) = self.sieve.as_mut().filter(|sieve| sieve.hits != hits) else { return };
        if here.is_none() {
            return self.sift(roadmap, Some(hits));
        }
        let before = std::mem::replace(&mut sieve.hits, hits);
        let kept_before = std::mem::take(&mut sieve.kept);
        sieve.guest = here.filter(|ix| !sieve.hits[ix.get()]);
        sieve.renew(roadmap);
        for ix in roadmap.indices().filter(|ix| sieve.hits[ix.get()] && !before[ix.get()]) {
            for above in roadmap.ancestors(ix).filter(|above| !kept_before[above.get()]) {
                self.open[above.get()] = true;
            }
        }
        self.fold_empty(roadmap);
        self.rebuild(roadmap);
        self.stand_on(here);
    }

    /// Lets a topic that is no hit go when the cursor has left it.
    pub fn dismiss(&mut self, roadmap: &Roadmap) {
        let here = self.selected();
        let Some(sieve) = self.sieve.as_mut().filter(|sieve| sieve.guest.is_some() && sieve.guest != here)
        else {
            return;
        };
        sieve.guest = None;
        sieve.renew(roadmap);
        self.fold_empty(roadmap);
        self.rebuild(roadmap);
        match here {
            Some(here) if !self.is_kept(here) => self.go_to_hit(roadmap, here),
            _ => self.stand_on(here),
        }
    }

    /// Goes to the hit that is nearest to a topic, if there is one.
    pub fn go_to_hit(&mut self, roadmap: &Roadmap, from: TopicIx) {
        let section = roadmap.section_of(from);
        let far =
            |ix: &TopicIx| (roadmap.section_of(*ix) != section, *ix < from, ix.get().abs_diff(from.get()));
        if let Some(nearest) = roadmap.indices().filter(|ix| self.is_hit(*ix)).min_by_key(far) {
            self.select(roadmap, nearest);
        }
    }

    /// Shows a topic that is sifted out. Says whether it was.
    pub(super) fn invite(&mut self, roadmap: &Roadmap, ix: TopicIx) -> bool {
        let Some(sieve) = self.sieve.as_mut().filter(|sieve| !sieve.kept[ix.get()]) else { return false };
        sieve.guest = Some(ix);
        sieve.renew(roadmap);
        true
    }

    /// Shows everything below a topic that was unfolded although no hit is there.
    pub(super) fn reveal(&mut self, roadmap: &Roadmap, ix: TopicIx) {
        if let Some(sieve) = self.sieve.as_mut().filter(|sieve| !sieve.above[ix.get()]) {
            sieve.revealed.insert(ix);
            sieve.renew(roadmap);
        }
    }

    /// Folds what has nothing below it any more that is shown.
    pub(super) fn fold_empty(&mut self, roadmap: &Roadmap) {
        for ix in roadmap.indices() {
            let is_empty = || !roadmap.below(ix).any(|below| self.is_kept(TopicIx::at(below)));
            if self.is_kept(ix) && self.open[ix.get()] && is_empty() {
                self.open[ix.get()] = false;
            }
        }
    }

    pub(super) fn stand_on(&mut self, ix: Option<TopicIx>) {
        if let Some(Ok(row)) = ix.map(|ix| self.rows.binary_search(&ix)) {
            self.cursor = row;
        }
    }

    /// What is open in the tree of all topics.
    pub(super) fn folds(&self) -> &[bool] {
        self.sieve.as_ref().map_or(&self.open, |sieve| &sieve.folds)
    }

    /// The selected topic, or the one that was when no topic was left.
    pub fn here(&self) -> Option<TopicIx> {
        self.selected().or_else(|| self.sieve.as_ref().and_then(|sieve| sieve.home))
    }

    /// Whether not all topics are shown.
    pub fn is_sifted(&self) -> bool {
        self.sieve.is_some()
    }

    /// Whether a topic is shown where what is above it is open.
    pub fn is_kept(&self, ix: TopicIx) -> bool {
        self.sieve.as_ref().is_none_or(|sieve| sieve.kept[ix.get()])
    }

    /// Whether a topic is one of those that are wanted; all are where all are shown.
    pub fn is_hit(&self, ix: TopicIx) -> bool {
        self.sieve.as_ref().is_none_or(|sieve| sieve.hits[ix.get()])
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{press, roadmap, shown};
    use super::*;
    use crate::example::ix;

    const TREE: &str = "a .a1 .a2 ..x ..y b .b1 .b2 c";

    fn hits(roadmap: &Roadmap, ids: &str) -> Vec<bool> {
        let is_hit = |topic: TopicIx| ids.split(' ').any(|id| id == roadmap.topic(topic).id.as_str());
        roadmap.indices().map(is_hit).collect()
    }

    /// A tree with the cursor on `from`, sifted.
    fn sifted(roadmap: &Roadmap, from: &str, ids: &str) -> Outline {
        let mut outline = Outline::new(roadmap);
        outline.select(roadmap, ix(roadmap, from));
        outline.sift(roadmap, Some(hits(roadmap, ids)));
        outline
    }

    #[test]
    fn hits_are_shown_with_what_is_above_them() {
        let roadmap = roadmap(TREE);
        for (from, ids, expected) in [
            ("c", "x", "a- a2- [x]"),
            ("c", "c y b1", "a- a2- y b- b1 [c]"),
            // The cursor stays on what is above a hit.
            ("a", "x b1", "[a-] a2- x b- b1"),
            // A hit without hits below it is folded.
            ("c", "a b", "a+ [b+]"),
            ("c", "a2 x", "a- a2- [x]"),
            // The nearest: in the section before in others, below before above.
            ("a1", "x b1", "a- a2- [x] b- b1"),
            ("y", "a1 b1", "a- [a1] b- b1"),
            ("a1", "b1 c", "b- [b1] c"),
            ("c", "x b2", "a- a2- x b- [b2]"),
            ("c", "nothing", ""),
        ] {
            let mut outline = sifted(&roadmap, from, ids);
            assert_eq!(shown(&outline, &roadmap), expected, "{ids} from {from}");
            assert!(outline.is_sifted());
            assert_eq!(outline.selected().is_none(), expected.is_empty());
            // All topics again: what was open before is, and what leads to the cursor.
            outline.sift(&roadmap, None);
            assert_eq!(outline.here(), outline.selected());
            assert!(!outline.is_sifted() && outline.selected().is_some());
        }
    }

    #[test]
    fn folds_come_back_and_those_of_the_sieve_are_its_own() {
        let roadmap = roadmap(TREE);
        let mut outline = Outline::new(&roadmap);
        press(&mut outline, &roadmap, "}l");
        assert_eq!(shown(&outline, &roadmap), "a+ [b-] b1 b2 c");
        let before = outline.clone();
        outline.sift(&roadmap, Some(hits(&roadmap, "x b2")));
        assert_eq!(shown(&outline, &roadmap), "a- a2- x [b-] b2");
        press(&mut outline, &roadmap, "hkkh");
        assert_eq!(shown(&outline, &roadmap), "a- [a2+] b+");
        // Another question opens what leads to its hits.
        outline.sift(&roadmap, Some(hits(&roadmap, "y b1")));
        assert_eq!(shown(&outline, &roadmap), "a- [a2-] y b- b1");
        press(&mut outline, &roadmap, "G");
        outline.sift(&roadmap, None);
        assert_eq!(shown(&outline, &roadmap), "a+ b- [b1] b2 c");
        outline.move_by(-1);
        assert_eq!(outline, before);
        // Without a hit the cursor is found again where it was.
        outline.sift(&roadmap, Some(hits(&roadmap, "")));
        outline.sift(&roadmap, Some(hits(&roadmap, "nothing")));
        press(&mut outline, &roadmap, "jkhlo{}gG");
        outline.sift(&roadmap, None);
        assert_eq!(outline, before);
    }

    #[test]
    fn what_is_below_a_hit_is_shown_when_it_is_unfolded() {
        let roadmap = roadmap(TREE);
        let mut outline = sifted(&roadmap, "c", "a b");
        press(&mut outline, &roadmap, "gl");
        assert_eq!(shown(&outline, &roadmap), "[a-] a1 a2+ b+");
        press(&mut outline, &roadmap, "ljl");
        assert_eq!(shown(&outline, &roadmap), "a- a1 [a2-] x y b+");
        press(&mut outline, &roadmap, "hhh");
        assert_eq!(shown(&outline, &roadmap), "[a+] b+");
    }

    #[test]
    fn a_row_with_the_cursor_stays_until_the_cursor_leaves() {
        let roadmap = roadmap(TREE);
        let mut outline = sifted(&roadmap, "x", "a1 x y b1");
        outline.resift(&roadmap, hits(&roadmap, "a1 y b1"));
        assert_eq!(shown(&outline, &roadmap), "a- a1 a2- [x] y b- b1");
        outline.dismiss(&roadmap);
        assert_eq!(shown(&outline, &roadmap), "a- a1 a2- [x] y b- b1");
        // Taken back: it is one of them again.
        outline.resift(&roadmap, hits(&roadmap, "a1 x y b1"));
        outline.move_by(1);
        outline.dismiss(&roadmap);
        assert_eq!(shown(&outline, &roadmap), "a- a1 a2- x [y] b- b1");
        outline.resift(&roadmap, hits(&roadmap, "a1 b1"));
        outline.move_by(1);
        outline.dismiss(&roadmap);
        assert_eq!(shown(&outline, &roadmap), "a- a1 [b-] b1");
        // New hits are seen, and what a person folded stays folded.
        press(&mut outline, &roadmap, "h");
        outline.resift(&roadmap, hits(&roadmap, "a1 x b1 b2 c"));
        assert_eq!(shown(&outline, &roadmap), "a- a1 a2- x [b+] c");
        // A hit of which the last hit below went is folded.
        let mut outline = sifted(&roadmap, "b1", "b b1 c");
        outline.resift(&roadmap, hits(&roadmap, "b c"));
        outline.move_by(1);
        outline.dismiss(&roadmap);
        assert_eq!(shown(&outline, &roadmap), "b+ [c]");
        // The last hit, and none.
        let mut outline = sifted(&roadmap, "c", "c");
        outline.resift(&roadmap, hits(&roadmap, ""));
        assert_eq!(shown(&outline, &roadmap), "[c]");
        outline.sift(&roadmap, Some(hits(&roadmap, "")));
        outline.resift(&roadmap, hits(&roadmap, "y"));
        assert_eq!(shown(&outline, &roadmap), "a- a2- [y]");
    }

    #[test]
    fn a_topic_that_is_sifted_out_is_a_guest_when_it_is_selected() {
        let roadmap = roadmap(TREE);
        let mut outline = sifted(&roadmap, "c", "c");
        outline.select(&roadmap, ix(&roadmap, "y"));
        assert_eq!(shown(&outline, &roadmap), "a- a2- [y] c");
        outline.dismiss(&roadmap);
        assert_eq!(shown(&outline, &roadmap), "a- a2- [y] c");
        // To what was shown only because of it: it has nothing to stay for.
        outline.move_by(-1);
        outline.dismiss(&roadmap);
        assert_eq!(shown(&outline, &roadmap), "[c]");
    }
}
