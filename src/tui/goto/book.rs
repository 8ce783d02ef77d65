//! The names of everything in a roadmap, folded once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use crate::roadmap::{Roadmap, Topic, TopicIx};
use crate::search::{Key, Keys, Query};
use crate::text::SafeText;
use crate::tui::action::COMMANDS;

/// What an id is worth less than a title.
const BY_ID: u32 = 2;

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// What it is called.
    pub name: SafeText,
    /// The topics that have it.
    pub topics: BTreeSet<TopicIx>,
    key: Key,
}

/// Names of topics, tags and commands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Book {
    roadmap: Arc<Roadmap>,
    /// Titles and ids. Those of ten thousand topics take longer than a frame may: they are folded behind the one in which the
    /// list opens, unless somebody types faster.
    topics: OnceLock<Vec<Called>>,
    commands: Vec<Key>,
    /// By their names.
    pub(super) tags: Vec<Tag>,
}

/// What a topic is called: title and id, and its titles in other languages.
type Called = ([Key; 2], Box<[Key]>);

/// What was found: what it costs, how long its name is, and it.
pub(super) type Found<T> = (u32, usize, T);

impl Book {
    pub(super) fn of(roadmap: &Arc<Roadmap>) -> Self {
        let mut keys = Keys::default();
        let mut tags: BTreeMap<&SafeText, BTreeSet<TopicIx>> = BTreeMap::new();
        for (index, topic) in roadmap.topics().iter().enumerate() {
            for tag in &topic.tags {
                tags.entry(tag).or_default().insert(TopicIx::at(index));
            }
        }
        let commands = COMMANDS.iter().map(|command| keys.key(command.name)).collect();
        let tag =
            |(name, topics): (&SafeText, _)| Tag { name: name.clone(), topics, key: keys.key(name.as_str()) };
        let tags = tags.into_iter().map(tag).collect();
        Self { roadmap: Arc::clone(roadmap), topics: OnceLock::new(), commands, tags }
    }

    /// Titles and ids; folded now where they are not yet.
    fn folded(&self) -> &[Called] {
        self.topics.get_or_init(|| {
            let mut keys = Keys::default();
            let mut called = |topic: &Topic| {
                let first = [keys.key(topic.shown().as_str()), keys.key(topic.id.as_str())];
                (first, topic.names().skip(1).map(|name| keys.key(name.as_str())).collect())
            };
            self.roadmap.topics().iter().map(&mut called).collect()
        })
    }

    /// Folds what is not folded yet.
    pub(super) fn prepare(&self) {
        self.folded();
    }

    /// The topics that are meant, by title or id.
    pub(super) fn topics(&self, query: &Query, among: Option<&BTreeSet<TopicIx>>) -> Vec<Found<TopicIx>> {
        let topics = self.folded().iter().enumerate().map(|(index, keys)| (TopicIx::at(index), keys));
        let wanted = topics.filter(|(ix, _)| among.is_none_or(|among| among.contains(ix)));
        wanted.filter_map(|(ix, (names, others))| found(names, others, query, ix)).collect()
    }

    /// The commands that are meant, by their places.
    pub(super) fn commands(&self, query: &Query) -> Vec<Found<usize>> {
        numbered(self.commands.iter(), query)
    }

    /// The tags that are meant, by their numbers.
    pub(super) fn tags(&self, query: &Query) -> Vec<Found<usize>> {
        numbered(self.tags.iter().map(|tag| &tag.key), query)
    }

    /// The tag that these words begin with, in full and with a blank behind it, and what follows.
    pub(super) fn tag_before<'w>(&self, words: &'w str) -> Option<(usize, &'w str)> {
        let rest = |tag: &Tag| words.strip_prefix(tag.name.as_str())?.strip_prefix(' ');
        let tags = self.tags.iter().enumerate().filter_map(|(number, tag)| Some((number, rest(tag)?)));
        // Of `web` and `web server` the longer one is meant.
        tags.min_by_key(|(_, rest)| rest.len())
    }
}

/// Those that are meant by title or id, by their places.
pub(super) fn named<'k>(names: impl Iterator<Item = &'k [Key; 2]>, query: &Query) -> Vec<Found<usize>> {
    names.enumerate().filter_map(|(number, names)| found(names, &[], query, number)).collect()
}

fn found<T>([title, id]: &[Key; 2], others: &[Key], query: &Query, thing: T) -> Option<Found<T>> {
    let by_id = || query.cost(id).map(|cost| cost + BY_ID);
    let by_title = std::iter::once(title).chain(others).filter_map(|name| query.cost(name)).min();
    let cost = by_title.or_else(by_id)?;
    // Without words the order that there is is the best.
    let len = if query.is_empty() { 0 } else { title.len() };
    Some((cost, len, thing))
}

fn numbered<'k>(keys: impl Iterator<Item = &'k Key>, query: &Query) -> Vec<Found<usize>> {
    let len = |key: &Key| if query.is_empty() { 0 } else { key.len() };
    keys.enumerate().filter_map(|(number, key)| Some((query.cost(key)?, len(key), number))).collect()
}
