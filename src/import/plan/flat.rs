//! The topics of a draft in one list.

use super::super::{DraftTopic, Remark, RemarkKind, remark_of};
use super::line;
use crate::roadmap::MAX_LEVELS;

/// What a topic without a title is called.
const NAMELESS: &str = "Untitled";

/// A topic of a draft, without those below it.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Flat {
    pub(in crate::import) draft: DraftTopic,
    pub(in crate::import) parent: Option<usize>,
    /// 0 for a section.
    pub(in crate::import) depth: usize,
    /// How many topics are directly below it.
    pub(in crate::import) children: usize,
}

impl Flat {
    /// All topics, each before those below it. What lies too deep for a roadmap comes up as far as it must.
    pub(super) fn of(topics: Vec<DraftTopic>, (file, remarks): (&str, &mut Vec<Remark>)) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        // Not one function in another: a source may be nested without end.
        let mut left: Vec<(DraftTopic, Option<usize>)> =
            topics.into_iter().rev().map(|topic| (topic, None)).collect();
        while let Some((mut draft, above)) = left.pop() {
            let depth = above.and_then(|above| all.get(above)).map_or(0, |above| above.depth + 1);
            let parent =
                if depth < MAX_LEVELS { above } else { above.and_then(|above| all.get(above)?.parent) };
            if depth >= MAX_LEVELS {
                let words =
                    format!("{}: it lay deeper than {MAX_LEVELS} levels and was moved up", draft.title);
                remarks.push(remark_of(RemarkKind::Guessed, file, &words));
            }
            tidy(&mut draft);
            let index = all.len();
            let below = std::mem::take(&mut draft.topics);
            left.extend(below.into_iter().rev().map(|topic| (topic, Some(index))));
            if let Some(parent) = parent.and_then(|parent| all.get_mut(parent)) {
                parent.children += 1;
            }
            all.push(Self { draft, parent, depth: depth.min(MAX_LEVELS - 1), children: 0 });
        }
        all
    }
}

/// Makes of what a topic is known by what the roadmap file will say.
fn tidy(draft: &mut DraftTopic) {
    draft.title =
        Some(line(&draft.title)).filter(|title| !title.is_empty()).unwrap_or_else(|| NAMELESS.to_owned());
    draft.origin = draft.origin.as_deref().map(line).filter(|origin| !origin.is_empty());
    for resource in &mut draft.resources {
        resource.url = address(&resource.url);
    }
}

/// An address without what cannot stand in one.
fn address(url: &str) -> String {
    let mut address = String::with_capacity(url.len());
    for c in url.trim().chars().filter(|c| c.is_whitespace() || !c.is_control()) {
        if c.is_whitespace() {
            address.push_str("%20");
        } else {
            address.push(c);
        }
    }
    address
}
