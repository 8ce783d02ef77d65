//! The counting rule: the one place that says how far a person has come.
//!
//! Units count: leaves, and topics that say `counts = true`. A topic shows the sum of what is below it. In a topic with
//! `choose = n` at most n children count, the best ones. Skipped units leave the total.

use std::cmp::Ordering;
use std::ops::AddAssign;

use crate::progress::{Mark, Standing};
use crate::roadmap::{Roadmap, TopicIx};

/// How many units count below a topic, and where they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Units that are done.
    pub done: u32,
    /// Units in progress.
    pub in_progress: u32,
    /// Units that count: neither skipped nor left out by a choice.
    pub total: u32,
}

impl Tally {
    /// Share that is done, rounded down, so that 100 means everything; 0 where nothing counts.
    pub fn percent(self) -> u32 {
        let share = u64::from(self.done) * 100 / u64::from(self.total.max(1));
        u32::try_from(share).unwrap_or(100)
    }

    /// Whether everything that counts is done.
    pub fn is_complete(self) -> bool {
        self.total > 0 && self.done == self.total
    }

    fn of_unit(mark: Mark) -> Self {
        Self {
            done: u32::from(mark == Mark::Done),
            in_progress: u32::from(mark == Mark::InProgress),
            total: u32::from(mark != Mark::Skipped),
        }
    }

    /// Orders the better one first: a larger share done, then a larger share in progress. What counts nothing is last.
    fn better_first(self, other: Self) -> Ordering {
        let share = |part: u32, of: u32| u64::from(part) * u64::from(of);
        (other.total > 0)
            .cmp(&(self.total > 0))
            .then_with(|| share(other.done, self.total).cmp(&share(self.done, other.total)))
            .then_with(|| share(other.in_progress, self.total).cmp(&share(self.in_progress, other.total)))
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.done += other.done;
        self.in_progress += other.in_progress;
        self.total += other.total;
    }
}

/// The tally of every topic and of the whole roadmap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    tallies: Vec<Tally>,
    marks: Vec<Mark>,
    whole: Tally,
}

impl Counts {
    /// Counts a roadmap.
    pub fn new(roadmap: &Roadmap, standing: &Standing) -> Self {
        let size = roadmap.topics().len();
        let mut counts = Self {
            tallies: vec![Tally::default(); size],
            marks: vec![Mark::Todo; size],
            whole: Tally::default(),
        };
        // Children stand behind their parent, so from the end every child is counted before its parent.
        for ix in roadmap.indices().rev() {
            let own = standing.status(ix).mark();
            let tally = counts.tally(roadmap, ix, own);
            counts.tallies[ix.get()] = tally;
            counts.marks[ix.get()] = if roadmap.is_leaf(ix) { own } else { group_mark(tally) };
        }
        for section in roadmap.sections() {
            counts.whole += counts.of(section);
        }
        counts
    }

    fn tally(&self, roadmap: &Roadmap, ix: TopicIx, own: Mark) -> Tally {
        let mut tally = if roadmap.is_unit(ix) { Tally::of_unit(own) } else { Tally::default() };
        match roadmap.topic(ix).choose {
            None => roadmap.children(ix).for_each(|child| tally += self.of(child)),
            Some(enough) => {
                let mut children: Vec<Tally> = roadmap.children(ix).map(|child| self.of(child)).collect();
                // A stable sort: among equals the author's order decides.
                children.sort_by(|a, b| a.better_first(*b));
                let enough = usize::try_from(enough.get()).unwrap_or(usize::MAX);
                children.into_iter().take(enough).for_each(|child| tally += child);
            }
        }
        tally
    }

    /// The tally of a topic with all that is below it.
    pub fn of(&self, ix: TopicIx) -> Tally {
        self.tallies[ix.get()]
    }

    /// The tally of the roadmap.
    pub fn whole(&self) -> Tally {
        self.whole
    }

    /// The mark that a topic shows: its own for a leaf, what its tally comes to for a topic with children.
    pub fn mark(&self, ix: TopicIx) -> Mark {
        self.marks[ix.get()]
    }
}

fn group_mark(tally: Tally) -> Mark {
    if tally.total == 0 {
        Mark::Skipped
    } else if tally.is_complete() {
        Mark::Done
    } else if tally.done + tally.in_progress > 0 {
        Mark::InProgress
    } else {
        Mark::Todo
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::{progress, roadmap};

    /// Counts a tree of `id`s with the given marks: `d`one, `i`n progress, `s`kipped.
    fn counted(toml: &str, marks: &str) -> Counts {
        let head = "id = \"r\"\ntitle = \"R\"\n";
        let roadmap = roadmap(&format!("{head}{toml}"));
        let progress = progress(&roadmap, marks);
        Counts::new(&roadmap, &progress.on(&roadmap))
    }

    fn topic(level: usize, id: &str, more: &str) -> String {
        format!("[[{}]]\nid = \"{id}\"\ntitle = \"{id}\"\n{more}\n", vec!["topics"; level].join("."))
    }

    fn whole(counts: &Counts) -> (u32, u32, u32) {
        (counts.whole().done, counts.whole().total, counts.whole().percent())
    }

    #[test]
    fn leaves_count_and_skipped_ones_leave_the_total() {
        let toml = topic(1, "s", "")
            + &topic(2, "a", "")
            + &topic(2, "b", "")
            + &topic(2, "c", "")
            + &topic(1, "l", "");
        for (marks, expected) in [
            ("", (0, 4, 0)),
            ("a=d", (1, 4, 25)),
            ("a=d b=d c=s", (2, 3, 66)),
            ("a=d b=d c=d l=i", (3, 4, 75)),
            ("a=d b=d c=s l=d", (3, 3, 100)),
            ("a=s b=s c=s l=s", (0, 0, 0)),
            // The section has no progress of its own.
            ("s=d", (0, 4, 0)),
        ] {
            assert_eq!(whole(&counted(&toml, marks)), expected, "{marks}");
        }
    }

    #[test]
    fn counts_true_adds_the_topic_itself() {
        let toml = topic(1, "s", "counts = true") + &topic(2, "a", "");
        assert_eq!(whole(&counted(&toml, "a=d")), (1, 2, 50));
        assert_eq!(whole(&counted(&toml, "a=d s=d")), (2, 2, 100));
    }

    #[test]
    fn of_a_choice_the_best_count() {
        let toml = topic(1, "s", "choose = 1")
            + &topic(2, "a", "")
            + &topic(2, "g", "")
            + &topic(3, "x", "")
            + &topic(3, "y", "")
            + &topic(2, "b", "");
        for (marks, expected) in [
            ("", (0, 1, 0)),
            ("b=d", (1, 1, 100)),
            ("x=d", (1, 2, 50)),
            ("x=d y=d b=i", (2, 2, 100)),
            ("a=s x=s y=s b=s", (0, 0, 0)),
            ("a=s x=s y=s", (0, 1, 0)),
        ] {
            assert_eq!(whole(&counted(&toml, marks)), expected, "{marks}");
        }
    }

    #[test]
    fn signs_of_topics_with_children() {
        let toml = topic(1, "s", "") + &topic(2, "a", "") + &topic(2, "b", "");
        for (marks, sign) in [
            ("", Mark::Todo),
            ("a=i", Mark::InProgress),
            ("a=d", Mark::InProgress),
            ("a=d b=s", Mark::Done),
            ("a=s", Mark::Todo),
            ("a=s b=s", Mark::Skipped),
        ] {
            assert_eq!(counted(&toml, marks).mark(TopicIx::at(0)), sign, "{marks}");
        }
    }
}
