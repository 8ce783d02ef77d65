//! The names of everything in a roadmap, folded once.

use std::collections::{BTreeMap, BTreeSet};

use crate::roadmap::{Roadmap, TopicIx};
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
    /// Titles and ids.
    topics: Vec<[Key; 2]>,
    commands: Vec<Key>,
    /// By their names.
    pub(super) tags: Vec<Tag>,
}

/// What was found: what it costs, how long its name is, and it.
pub(super) type Found<T> = (u32, usize, T);

impl Book {
    pub(super) fn of(roadmap: &Roadmap) -> Self {
        let mut keys = Keys::default();
        let mut tags: BTreeMap<&SafeText, BTreeSet<TopicIx>> = BTreeMap::new();
        let mut topics = Vec::with_capacity(roadmap.topics().len());
        for (index, topic) in roadmap.topics().iter().enumerate() {
            topics.push([keys.key(topic.title.as_str()), keys.key(topic.id.as_str())]);
            for tag in &topic.tags {
                tags.entry(tag).or_default().insert(TopicIx::at(index));
            }
        }
        let commands = COMMANDS.iter().map(|command| keys.key(command.name)).collect();
        let tag =
            |(name, topics): (&SafeText, _)| Tag { name: name.clone(), topics, key: keys.key(name.as_str()) };
        Self { topics, commands, tags: tags.into_iter().map(tag).collect() }
    }

    /// The topics that are meant, by title or id.
    pub(super) fn topics(&self, query: &Query, among: Option<&BTreeSet<TopicIx>>) -> Vec<Found<TopicIx>> {
        let topics = self.topics.iter().enumerate().map(|(index, keys)| (TopicIx::at(index), keys));
        let wanted = topics.filter(|(ix, _)| among.is_none_or(|among| among.contains(ix)));
        wanted.filter_map(|(ix, names)| found(names, query, ix)).collect()
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
    names.enumerate().filter_map(|(number, names)| found(names, query, number)).collect()
}

fn found<T>([title, id]: &[Key; 2], query: &Query, thing: T) -> Option<Found<T>> {
    let by_id = || query.cost(id).map(|cost| cost + BY_ID);
    let cost = query.cost(title).or_else(by_id)?;
    // Without words the order that there is is the best.
    let len = if query.is_empty() { 0 } else { title.len() };
    Some((cost, len, thing))
}

fn numbered<'k>(keys: impl Iterator<Item = &'k Key>, query: &Query) -> Vec<Found<usize>> {
    let len = |key: &Key| if query.is_empty() { 0 } else { key.len() };
    keys.enumerate().filter_map(|(number, key)| Some((query.cost(key)?, len(key), number))).collect()
}
