//! What a person's wish comes to: which topics a mark applies to, and how a step is told.

use crate::progress::{Change, Mark, Standing, Step};
use crate::roadmap::{Roadmap, TopicIx};
use crate::text::SafeText;

/// What a mark key does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plan {
    /// These topics get this mark.
    Set(Mark, Vec<TopicIx>),
    /// Nothing is left to mark below the topic: all of it has a mark of some kind already.
    NothingLeft,
}

/// What pressing the key of `mark` on `ix` does. A leaf that has the mark goes back to "to do". Of a topic with
/// children, the units that have no mark yet get it; where all of them have it already, all go back.
pub fn toggle(roadmap: &Roadmap, standing: &Standing, ix: TopicIx, mark: Mark) -> Plan {
    let units: Vec<TopicIx> = roadmap.units(ix).collect();
    let has = |unit: &TopicIx, mark: Mark| standing.status(*unit).mark() == mark;
    if units.iter().all(|unit| has(unit, mark)) {
        return Plan::Set(Mark::Todo, units);
    }
    if roadmap.is_leaf(ix) {
        return Plan::Set(mark, units);
    }
    let unmarked = unmarked(roadmap, standing, ix);
    if unmarked.is_empty() { Plan::NothingLeft } else { Plan::Set(mark, unmarked) }
}

/// The units at and below `ix` that have no mark yet, in order.
pub fn unmarked(roadmap: &Roadmap, standing: &Standing, ix: TopicIx) -> Vec<TopicIx> {
    roadmap.units(ix).filter(|unit| standing.status(*unit).mark() == Mark::Todo).collect()
}

/// The changes that give `topics` a mark.
pub fn mark_changes(roadmap: &Roadmap, topics: &[TopicIx], mark: Mark) -> Vec<Change> {
    let change = |ix: &TopicIx| {
        let topic = roadmap.topic(*ix);
        Change::Mark { topic: topic.id.clone(), title: topic.title.clone(), mark }
    };
    topics.iter().map(change).collect()
}

/// Most topics of a step that are named.
const MOST_NAMED: usize = 3;

/// What a step did, in words: `SQL joins done`, `A, B, C and 9 more done`.
pub fn described(step: &Step) -> SafeText {
    let Some(last) = step.events.last() else { return SafeText::new("nothing") };
    let titles: Vec<&str> =
        step.events.iter().filter_map(|event| title(&event.change)).take(MOST_NAMED).collect();
    let more = match step.events.len() - titles.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let words = format!("{}{more}", titles.join(", "));
    SafeText::new(match &last.change {
        Change::Mark { mark, .. } => format!("{words} {}", mark.label()),
        Change::Bookmark { on: true, .. } => format!("{words} bookmarked"),
        Change::Bookmark { on: false, .. } => format!("{words} no longer bookmarked"),
        Change::Reattach { from, to } => format!("history of {from} given to {to}"),
        Change::Undo(_) | Change::Redo(_) | Change::Unknown => "a change of a kind unknown here".to_owned(),
    })
}

fn title(change: &Change) -> Option<&str> {
    match change {
        Change::Mark { title, .. } | Change::Bookmark { title, .. } => Some(title.as_str()),
        _ => None,
    }
}
