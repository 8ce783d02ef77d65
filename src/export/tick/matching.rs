//! Which topic a box belongs to.

use std::collections::{HashMap, HashSet};

use super::items::{Item, folded};
use crate::export::{Study, route};
use crate::note::percent_decoded;
use crate::roadmap::{Roadmap, TopicIx};

/// Why a box belongs to no topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unsure {
    /// Whether more than one topic could be meant.
    pub(super) is_ambiguous: bool,
}

const UNKNOWN: Unsure = Unsure { is_ambiguous: false };
const AMBIGUOUS: Unsure = Unsure { is_ambiguous: true };

/// What a roadmap's topics are known by.
struct Known<'a> {
    roadmap: &'a Roadmap,
    titles: HashMap<String, Vec<TopicIx>>,
    notes: HashMap<String, Vec<TopicIx>>,
    /// The titles of the roadmap: a heading of such a name is no section.
    own: HashSet<String>,
}

/// A topic, and whether anything but its title tells it.
type Found = Result<(TopicIx, bool), Unsure>;

/// The topic of each item.
pub(super) fn topics(
    items: &[Item],
    (study, notes): (Study<'_>, Option<&str>),
) -> Vec<Result<TopicIx, Unsure>> {
    let known = Known::new(study.roadmap, notes);
    let found: Vec<Found> = items.iter().map(|item| known.topic(item)).collect();
    let mut claims: HashMap<TopicIx, (bool, usize)> = HashMap::new();
    for (ix, is_sure) in found.iter().flatten() {
        let (any_sure, count) = claims.entry(*ix).or_default();
        *any_sure |= is_sure;
        *count += 1;
    }
    let settled = |found: Found| {
        let (ix, is_sure) = found?;
        // Of several of one title, which of them is meant is only known of those with more that tells it.
        let is_claimed = claims.get(&ix).is_some_and(|(any_sure, count)| *any_sure || *count > 1);
        if is_sure || !is_claimed { Ok(ix) } else { Err(AMBIGUOUS) }
    };
    found.into_iter().map(settled).collect()
}

impl<'a> Known<'a> {
    fn new(roadmap: &'a Roadmap, notes: Option<&str>) -> Self {
        let translated = roadmap.titles().iter().map(|(_, title)| title);
        let titles = std::iter::once(roadmap.title()).chain(translated);
        let mut known = Self {
            roadmap,
            titles: HashMap::new(),
            notes: HashMap::new(),
            own: titles.map(|title| folded(title.as_str())).collect(),
        };
        for ix in roadmap.indices() {
            let topic = roadmap.topic(ix);
            known.titles.entry(folded(topic.title.as_str())).or_default().push(ix);
            if let (Some(note), Some(folder)) = (&topic.note, notes) {
                let translated = roadmap.languages().iter().map(|tag| note.in_folder(tag.as_str()));
                for note in std::iter::once(note.clone()).chain(translated) {
                    let way = route::joined(folder, note.as_str());
                    known.notes.entry(plain(&way)).or_default().push(ix);
                }
            }
        }
        known.add_translations();
        known
    }

    /// Adds titles in other languages: a list may be in any of them. What a topic is called in the roadmap's own language
    /// means that topic all the same.
    fn add_translations(&mut self) {
        let mut more: HashMap<String, Vec<TopicIx>> = HashMap::new();
        for ix in self.roadmap.indices() {
            for (_, title) in &self.roadmap.topic(ix).titles {
                more.entry(folded(title.as_str())).or_default().push(ix);
            }
        }
        for (title, topics) in more {
            self.titles.entry(title).or_insert(topics);
        }
    }

    fn topic(&self, item: &Item) -> Found {
        let linked: Vec<TopicIx> = item
            .links
            .iter()
            .filter_map(|link| self.notes.get(&plain(&file(link)?)))
            .flatten()
            .copied()
            .collect();
        let named = item.names.iter().find_map(|name| self.titles.get(name)).map_or(&[][..], Vec::as_slice);
        if linked.is_empty() {
            return self.narrowed(named.to_vec(), item);
        }
        if let [one] = linked.as_slice() {
            return Ok((*one, true));
        }
        let both: Vec<TopicIx> = linked.iter().filter(|ix| named.contains(ix)).copied().collect();
        let (ix, _) = self.narrowed(if both.is_empty() { linked } else { both }, item)?;
        Ok((ix, true))
    }

    /// The one of some topics that stands under what the item stands under.
    fn narrowed(&self, mut topics: Vec<TopicIx>, item: &Item) -> Found {
        topics.sort_unstable();
        topics.dedup();
        let mut is_sure = false;
        for above in item.above.iter().filter(|above| !self.own.contains(*above)) {
            let Some(groups) = self.titles.get(above) else { continue };
            let groups: HashSet<TopicIx> =
                groups.iter().filter(|group| !self.roadmap.is_leaf(**group)).copied().collect();
            if groups.is_empty() {
                continue;
            }
            topics.retain(|ix| {
                // A section may be a task of its own list.
                groups.contains(ix) || self.roadmap.ancestors(*ix).any(|above| groups.contains(&above))
            });
            is_sure = true;
            if topics.len() < 2 {
                break;
            }
        }
        match topics.as_slice() {
            [] => Err(UNKNOWN),
            [one] => Ok((*one, is_sure)),
            _ => Err(AMBIGUOUS),
        }
    }
}

/// The file that a link leads to.
fn file(link: &str) -> Option<String> {
    percent_decoded(link.split(['#', '?']).next()?)
}

/// A way without parts that lead nowhere.
fn plain(way: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in way.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}
