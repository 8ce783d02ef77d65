//! What a source says of the person's progress, as marks of the topics that count.

use std::collections::HashMap;

use super::plan::Plan;
use super::{Remark, RemarkKind};
use crate::progress::Mark;
use crate::roadmap::{Roadmap, TopicIx};

/// The marks of the topics that count, in order. A mark of a topic with others below it is for all of these, where none of them has
/// one of its own.
pub(super) fn marks(plan: &Plan, roadmap: &Roadmap, remarks: &mut Vec<Remark>) -> Vec<(TopicIx, Mark)> {
    let said: HashMap<TopicIx, Mark> =
        plan.topics.iter().filter_map(|topic| Some((roadmap.find(&topic.id)?, topic.mark?))).collect();
    let mut found: Vec<(TopicIx, Mark)> = Vec::new();
    for topic in &plan.topics {
        let (Some(ix), Some(mark)) = (roadmap.find(&topic.id), topic.mark) else { continue };
        if mark == Mark::Todo {
            continue;
        }
        if roadmap.is_unit(ix) {
            found.push((ix, mark));
        }
        if roadmap.is_leaf(ix) {
            continue;
        }
        let units: Vec<TopicIx> = roadmap.units(ix).filter(|unit| *unit != ix).collect();
        if mark != Mark::InProgress && units.iter().all(|unit| !said.contains_key(unit)) {
            found.extend(units.into_iter().map(|unit| (unit, mark)));
        } else if !roadmap.is_unit(ix) && !units.iter().all(|unit| said.get(unit) == Some(&mark)) {
            let words = format!(
                "{}: that it is {} itself; what is below it says how far it is",
                topic.title,
                mark.label()
            );
            remarks.push(Remark { kind: RemarkKind::LeftOut, place: topic.place.clone(), words });
        }
    }
    // The nearest mark above a topic is the one that counts for it.
    let mut marks: HashMap<TopicIx, Mark> = HashMap::new();
    marks.extend(found);
    let mut marks: Vec<(TopicIx, Mark)> = marks.into_iter().collect();
    marks.sort_unstable_by_key(|(ix, _)| *ix);
    marks
}
