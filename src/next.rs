//! What to study next, and why.

use crate::counts::Counts;
use crate::progress::{Mark, Moment, Standing};
use crate::roadmap::{Roadmap, TopicIx};

/// A topic to study next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The topic.
    pub topic: TopicIx,
    /// The reason.
    pub why: Why,
}

/// Why a topic is suggested; the stronger reason is the smaller one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It is begun.
    InProgress {
        /// Since when.
        since: Moment,
    },
    /// It is bookmarked, and what it requires is done.
    Bookmarked,
    /// What it requires is done.
    RequirementsDone,
    /// It is the next one in order and requires nothing.
    NextInOrder,
}

/// Topics to study next, the best one first: what is in progress, then bookmarks, then what is to do in the section
/// that was worked on last, then the rest, in order. A topic whose `requires` are still open is not suggested, nor
/// another child of a `choose` topic that has enough.
pub fn suggestions(roadmap: &Roadmap, standing: &Standing, counts: &Counts) -> Vec<Suggestion> {
    let last = last_section(roadmap, standing);
    let mut found: Vec<Suggestion> = roadmap
        .indices()
        .filter(|ix| roadmap.is_unit(*ix) && !has_enough(roadmap, counts, *ix))
        .filter_map(|ix| why(roadmap, standing, counts, ix).map(|why| Suggestion { topic: ix, why }))
        .collect();
    // Stable: within a rank the author's order stays.
    found.sort_by_key(|suggestion| {
        let rank = match suggestion.why {
            Why::InProgress { .. } => 0,
            Why::Bookmarked => 1,
            _ if last == Some(roadmap.section_of(suggestion.topic)) => 2,
            _ => 3,
        };
        let newest = match suggestion.why {
            Why::InProgress { since } => -since.millis(),
            _ => 0,
        };
        (rank, newest)
    });
    found
}

fn why(roadmap: &Roadmap, standing: &Standing, counts: &Counts, ix: TopicIx) -> Option<Why> {
    let status = standing.status(ix);
    match status.mark() {
        Mark::InProgress => status.since().map(|since| Why::InProgress { since }),
        Mark::Done | Mark::Skipped => None,
        Mark::Todo => {
            let requires = &roadmap.topic(ix).requires;
            let settled = |needed: &TopicIx| matches!(counts.mark(*needed), Mark::Done | Mark::Skipped);
            if !requires.iter().all(settled) {
                None
            } else if standing.is_bookmarked(ix) {
                Some(Why::Bookmarked)
            } else if requires.is_empty() {
                Some(Why::NextInOrder)
            } else {
                Some(Why::RequirementsDone)
            }
        }
    }
}

/// Whether a choice above `ix` is already made.
fn has_enough(roadmap: &Roadmap, counts: &Counts, ix: TopicIx) -> bool {
    roadmap.ancestors(ix).any(|above| roadmap.topic(above).choose.is_some() && counts.of(above).is_complete())
}

/// The section in which something was begun or done last.
fn last_section(roadmap: &Roadmap, standing: &Standing) -> Option<TopicIx> {
    roadmap
        .indices()
        .filter(|ix| matches!(standing.status(*ix).mark(), Mark::Done | Mark::InProgress))
        .max_by_key(|ix| standing.status(*ix).since())
        .map(|ix| roadmap.section_of(ix))
}
