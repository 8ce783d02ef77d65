//! Which topic of a source is which of those that were imported before.

use std::collections::HashMap;
use std::hash::Hash;

use super::folded;
use crate::import::folder::Known;
use crate::import::plan::flat::Flat;
use crate::import::writing::Values;
use crate::progress::is_reworded;
use crate::roadmap::{MAX_LEVELS, TopicId, TopicIx};

/// Most pairs of titles below one topic that are compared.
const MOST_COMPARED: usize = 20_000;

/// A topic that was imported before, as it was then; or that was written by hand, as it is.
struct Old {
    id: TopicId,
    title: String,
    parent: Option<usize>,
    origin: Option<String>,
    file: Option<String>,
    url: Option<String>,
    /// Whether the source had it no longer, and how many came before it there.
    rank: (bool, u64),
}

/// Pairs of topics: for each new one the old one, and the other way round.
struct Pairs<'a> {
    topics: &'a [Flat],
    olds: &'a [Old],
    old_of: Vec<Option<usize>>,
    new_of: Vec<Option<usize>>,
    /// Whether what the source had no longer is looked at.
    with_gone: bool,
}

/// The old id of each topic that was there before.
pub(super) fn matched(topics: &[Flat], known: &Known) -> Vec<Option<TopicId>> {
    let olds = olds(known);
    let mut pairs = Pairs {
        with_gone: false,
        topics,
        olds: &olds,
        old_of: vec![None; topics.len()],
        new_of: vec![None; olds.len()],
    };
    // What the source had the last time comes before what was gone then.
    for with_gone in [false, true] {
        pairs.with_gone = with_gone;
        pairs.find();
    }
    let id = |old: &Option<usize>| Some(olds.get((*old)?)?.id.clone());
    pairs.old_of.iter().map(id).collect()
}

/// What was there before: first what the file has, in its order, then what was taken out of it.
fn olds(known: &Known) -> Vec<Old> {
    let (roadmap, record) = (&known.roadmap, &known.record);
    let in_file = roadmap.topics().iter().map(|topic| topic.id.clone());
    let gone =
        record.topics.keys().filter_map(|id| TopicId::new(id).ok()).filter(|id| roadmap.find(id).is_none());
    let ids: Vec<TopicId> = in_file.chain(gone).collect();
    let index: HashMap<&str, usize> =
        ids.iter().enumerate().map(|(index, id)| (id.as_str(), index)).collect();
    let old = |id: &TopicId| {
        let present = roadmap.find(id);
        let values = present.map(|ix| Values::of(roadmap, ix)).unwrap_or_default();
        let entry = record.topics.get(id.as_str());
        let above = |ix: TopicIx| roadmap.topic(ix).parent.map(|parent| roadmap.topic(parent).id.to_string());
        let parent = entry.map_or_else(|| present.and_then(above), |entry| entry.parent.clone());
        Old {
            id: id.clone(),
            title: folded(entry.map_or(&values.title, |entry| &entry.title)),
            parent: parent.and_then(|parent| index.get(parent.as_str()).copied()),
            origin: values.origin,
            file: entry.and_then(|entry| entry.file.clone()),
            rank: entry.map_or((false, u64::MAX), |entry| (entry.is_gone, entry.order)),
            url: values.resources.into_iter().next().map(|(_, _, url)| url),
        }
    };
    ids.iter().map(old).collect()
}

impl Pairs<'_> {
    /// Pairs all that can be paired, by the surest signs first.
    fn find(&mut self) {
        self.unique(|new| new.draft.id.clone(), |old| Some(old.id.to_string()));
        self.unique(|new| new.draft.origin.clone(), |old| old.origin.clone());
        self.by_path();
        let file =
            |new: &Flat| new.draft.note.as_ref().filter(|note| note.is_file).map(|note| note.file.clone());
        self.unique(file, |old| old.file.clone());
        self.unique(|new| new.draft.resources.first().map(|first| first.url.clone()), |old| old.url.clone());
        self.unique(|new| Some(folded(&new.draft.title)), |old| Some(old.title.clone()));
        self.by_children();
        // What is found at one level tells of the next.
        for _ in 0..MAX_LEVELS {
            if !self.by_place() {
                break;
            }
        }
    }

    fn pair(&mut self, new: usize, old: usize) {
        if let (Some(of_new @ None), Some(of_old @ None)) =
            (self.old_of.get_mut(new), self.new_of.get_mut(old))
        {
            (*of_new, *of_old) = (Some(old), Some(new));
        }
    }

    fn new_left(&self) -> impl DoubleEndedIterator<Item = (usize, &Flat)> {
        self.topics.iter().enumerate().filter(|(index, _)| self.old_of.get(*index) == Some(&None))
    }

    fn olds_left(&self) -> impl Iterator<Item = (usize, &Old)> {
        let is_left = |index: usize| self.new_of.get(index) == Some(&None);
        let is_looked_at = |old: &Old| self.with_gone || !old.rank.0;
        self.olds.iter().enumerate().filter(move |(index, old)| is_left(*index) && is_looked_at(old))
    }

    /// Pairs what has the same key, where nothing else that is left has it.
    fn unique<K: Eq + Hash>(
        &mut self,
        of_new: impl Fn(&Flat) -> Option<K>,
        of_old: impl Fn(&Old) -> Option<K>,
    ) {
        let mut found: HashMap<K, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for (old, topic) in self.olds_left() {
            if let Some(key) = of_old(topic) {
                found.entry(key).or_default().1.push(old);
            }
        }
        for (new, topic) in self.new_left() {
            if let Some(both) = of_new(topic).and_then(|key| found.get_mut(&key)) {
                both.0.push(new);
            }
        }
        for (news, olds) in found.into_values() {
            if let ([new], [old]) = (news.as_slice(), olds.as_slice()) {
                self.pair(*new, *old);
            }
        }
    }

    /// Pairs what has the same titles above it; several of one name in the order of the source.
    fn by_path(&mut self) {
        let mut found: HashMap<String, (Vec<usize>, Vec<usize>)> = HashMap::new();
        let news = paths(self.topics.iter().map(|topic| (folded(&topic.draft.title), topic.parent)));
        let olds = paths(self.olds.iter().map(|old| (old.title.clone(), old.parent)));
        for (old, _) in self.olds_left() {
            if let Some(path) = olds.get(old) {
                found.entry(path.clone()).or_default().1.push(old);
            }
        }
        for (new, _) in self.new_left() {
            if let Some(both) = news.get(new).and_then(|path| found.get_mut(path)) {
                both.0.push(new);
            }
        }
        for (news, mut olds) in found.into_values() {
            olds.sort_by_key(|old| self.olds.get(*old).map(|old| old.rank));
            for (new, old) in news.into_iter().zip(olds) {
                self.pair(new, old);
            }
        }
    }

    /// Pairs what most of the topics below were below of before.
    fn by_children(&mut self) {
        let mut votes: HashMap<(usize, usize), usize> = HashMap::new();
        for (topic, old) in self.topics.iter().zip(&self.old_of) {
            let above = old.and_then(|old| self.olds.get(old)?.parent);
            if let (Some(new), Some(old)) = (topic.parent, above) {
                *votes.entry((new, old)).or_default() += 1;
            }
        }
        let mut votes: Vec<_> = votes.into_iter().collect();
        votes.sort_unstable_by_key(|((new, old), count)| (std::cmp::Reverse(*count), *new, *old));
        for ((new, old), count) in votes {
            let all = self.topics.get(new).map_or(0, |topic| topic.children);
            if count * 2 > all {
                self.pair(new, old);
            }
        }
    }

    /// Pairs what is left below a topic with what was, where only these two titles are alike; says whether
    /// there were any.
    fn by_place(&mut self) -> bool {
        let mut has_found = false;
        let mut left: HashMap<Option<usize>, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for (new, topic) in self.new_left() {
            let above = topic.parent.map(|parent| self.old_of.get(parent).copied().flatten());
            match above {
                // Below a topic that is new.
                Some(None) => {}
                above => left.entry(above.flatten()).or_default().0.push(new),
            }
        }
        for (old, topic) in self.olds_left() {
            if let Some(both) = left.get_mut(&topic.parent) {
                both.1.push(old);
            }
        }
        for (news, olds) in left.into_values().filter(|(news, olds)| news.len() * olds.len() <= MOST_COMPARED)
        {
            for (new, old) in self.alike(&news, &olds) {
                self.pair(new, old);
                has_found = true;
            }
        }
        has_found
    }

    /// The pairs of which each is alike to nothing but the other.
    fn alike(&self, news: &[usize], olds: &[usize]) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        for new in news {
            for old in olds {
                let titles = self.topics.get(*new).zip(self.olds.get(*old));
                if titles.is_some_and(|(new, old)| is_reworded(&old.title, &new.draft.title)) {
                    pairs.push((*new, *old));
                }
            }
        }
        let mut touching: HashMap<(bool, usize), usize> = HashMap::new();
        for (new, old) in &pairs {
            *touching.entry((true, *new)).or_default() += 1;
            *touching.entry((false, *old)).or_default() += 1;
        }
        let is_only = |(new, old): &(usize, usize)| {
            [(true, *new), (false, *old)].iter().all(|end| touching.get(end) == Some(&1))
        };
        pairs.iter().copied().filter(is_only).collect()
    }
}

/// The titles from the top to each topic. What stands above a topic comes before it, or else is as good as not there.
fn paths(topics: impl Iterator<Item = (String, Option<usize>)>) -> Vec<String> {
    let mut paths: Vec<String> = Vec::new();
    for (title, parent) in topics {
        let above = parent.and_then(|parent| paths.get(parent)).cloned().unwrap_or_default();
        paths.push(format!("{above}\u{1F}{title}"));
    }
    paths
}
