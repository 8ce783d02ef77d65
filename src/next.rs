//! What to study next, and why.

use std::collections::HashMap;

use crate::counts::Counts;
use crate::progress::{Mark, Moment, Standing};
use crate::roadmap::{Kind, Roadmap, TopicIx};

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
/// another child of a `choose` topic that has enough. Of one that has not, one child at a time is suggested: the one
/// that is begun, else a bookmarked one, else the recommended one, else the first in order.
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
    let favoured = favoured(roadmap, counts, &found);
    found.retain(|suggestion| {
        choices(roadmap, suggestion.topic)
            .all(|(choice, child)| favoured.get(&choice).is_some_and(|(_, best)| *best == child))
    });
    found
}

/// Why a child of a choice is suggested rather than its siblings; the stronger reason is the smaller one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Favour {
    Begun,
    Bookmarked,
    Recommended,
    Order,
}

/// The child that is suggested for each choice, of those of which something is `found`.
fn favoured(roadmap: &Roadmap, counts: &Counts, found: &[Suggestion]) -> HashMap<TopicIx, (Favour, TopicIx)> {
    let mut favoured = HashMap::new();
    for suggestion in found {
        for (choice, child) in choices(roadmap, suggestion.topic) {
            let favour = if counts.mark(child) == Mark::InProgress {
                Favour::Begun
            } else if suggestion.why == Why::Bookmarked {
                Favour::Bookmarked
            } else if roadmap.topic(child).kind == Some(Kind::Recommended) {
                Favour::Recommended
            } else {
                Favour::Order
            };
            let best = favoured.entry(choice).or_insert((favour, child));
            // Among equals the one that was found first stays.
            if favour < best.0 {
                *best = (favour, child);
            }
        }
    }
    favoured
}

/// The choices above `ix`, each with the child through which `ix` belongs to it.
fn choices(roadmap: &Roadmap, ix: TopicIx) -> impl Iterator<Item = (TopicIx, TopicIx)> + '_ {
    let path = std::iter::once(ix).chain(roadmap.ancestors(ix));
    roadmap.ancestors(ix).zip(path).filter(|(above, _)| roadmap.topic(*above).choose.is_some())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::{progress, roadmap};

    /// Two sections; a choice of languages in the first one.
    const ROADMAP: &str = r#"
id = "r"
title = "R"
topics = [
  { id = "internet", title = "Internet", topics = [
    { id = "tcp", title = "TCP" },
    { id = "dns", title = "DNS", requires = ["tcp"] },
    { id = "language", title = "Language", choose = 1, topics = [
      { id = "c", title = "C", requires = ["dns"], kind = "recommended" },
      { id = "go", title = "Go", topics = [{ id = "go-a", title = "A" }, { id = "go-b", title = "B" }] },
      { id = "rust", title = "Rust", kind = "recommended" },
      { id = "java", title = "Java" },
    ] },
  ] },
  { id = "data", title = "Data", topics = [
    { id = "sql", title = "SQL" },
    { id = "locks", title = "Locks", requires = ["sql", "language"] },
  ] },
]
"#;

    /// What is suggested after marks (`d`one, `i`n progress, `s`kipped) and bookmarks (`*`), a millisecond apart.
    fn suggested(marks: &str) -> Vec<(String, Why)> {
        let roadmap = roadmap(ROADMAP);
        let standing = progress(&roadmap, marks).on(&roadmap);
        let found = suggestions(&roadmap, &standing, &Counts::new(&roadmap, &standing));
        found.iter().map(|found| (roadmap.topic(found.topic).id.to_string(), found.why)).collect()
    }

    fn ids(marks: &str) -> String {
        suggested(marks).into_iter().map(|(id, _)| id).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_is_begun_comes_first_then_bookmarks_then_the_section_worked_on_last() {
        for (marks, expected) in [
            ("", "tcp rust sql"),
            ("sql=i", "sql tcp rust"),
            ("tcp=i sql=i", "sql tcp rust"),
            ("sql=*", "sql tcp rust"),
            ("sql=* tcp=i", "tcp sql rust"),
            ("tcp=d", "dns rust sql"),
            ("rust=d sql=d", "locks tcp"),
            ("sql=d rust=d", "tcp locks"),
            ("tcp=s", "dns rust sql"),
        ] {
            assert_eq!(ids(marks), expected, "{marks}");
        }
    }

    #[test]
    fn a_topic_waits_for_what_it_requires_even_when_it_is_bookmarked() {
        for (marks, expected) in [
            ("dns=*", "tcp rust sql"),
            ("dns=* tcp=d", "dns rust sql"),
            ("locks=* sql=d", "tcp rust"),
            ("locks=* sql=d java=d", "locks tcp"),
            // Begun is begun.
            ("dns=i", "dns tcp rust sql"),
        ] {
            assert_eq!(ids(marks), expected, "{marks}");
        }
    }

    #[test]
    fn of_an_open_choice_one_child_at_a_time() {
        for (marks, expected) in [
            // C is recommended too, but waits for DNS.
            ("", "rust"),
            ("tcp=d dns=d", "c"),
            ("tcp=d dns=d c=s", "rust"),
            ("rust=s", "go-a go-b"),
            ("java=i", "java"),
            ("go-a=d", "go-b"),
            ("go-a=i", "go-a go-b"),
            ("java=*", "java"),
            ("java=* go-b=i", "go-b go-a"),
            // The one that was begun last.
            ("go-a=i java=i", "java"),
            ("java=d", ""),
            ("go-a=d go-b=d", ""),
        ] {
            let languages = ["c", "go-a", "go-b", "rust", "java"];
            let all = ids(marks);
            let found: Vec<&str> = all.split(' ').filter(|id| languages.contains(id)).collect();
            assert_eq!(found.join(" "), expected, "{marks}");
        }
    }

    #[test]
    fn every_suggestion_has_its_reason() {
        let since = |millis| Why::InProgress { since: Moment::from_millis(millis) };
        let found = suggested("tcp=d rust=* sql=i");
        let expected = [("sql", since(3)), ("rust", Why::Bookmarked), ("dns", Why::RequirementsDone)];
        assert_eq!(found, expected.map(|(id, why)| (id.to_owned(), why)));
        assert_eq!(suggested("")[0].1, Why::NextInOrder);
        assert_eq!(ids("tcp=d dns=d java=d sql=d locks=s"), "");
    }
}
