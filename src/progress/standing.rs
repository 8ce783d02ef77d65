//! Progress laid over a roadmap: ids of the logs become topics.

use std::collections::{HashMap, HashSet};

use super::address::beginning;
use super::doubt::{Divided, Sorter};
use super::newest::{Field, Newest};
use super::{Change, Compared, Doubt, Orphan, Progress, Status};
use crate::roadmap::{Names, Resource, Roadmap, TopicId, TopicIx};

/// Progress laid over a roadmap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    statuses: Vec<Status>,
    bookmarks: Vec<bool>,
    /// The addresses that are ticked, by their topics; in order.
    ticks: Vec<(TopicIx, Box<str>)>,
    orphans: Vec<Orphan>,
    doubts: Vec<Doubt>,
}

impl Standing {
    /// The status of a topic.
    pub fn status(&self, ix: TopicIx) -> Status {
        self.statuses[ix.get()]
    }

    /// Whether a topic is bookmarked.
    pub fn is_bookmarked(&self, ix: TopicIx) -> bool {
        self.bookmarks[ix.get()]
    }

    /// Whether a resource of a topic is ticked.
    pub fn is_ticked(&self, ix: TopicIx, resource: &Resource) -> bool {
        let wanted = (ix, beginning(resource.url.as_str()));
        self.ticks.binary_search_by(|(topic, address)| (*topic, &**address).cmp(&wanted)).is_ok()
    }

    /// How many of these resources of a topic are ticked.
    pub fn count_ticked(&self, ix: TopicIx, resources: &[Resource]) -> usize {
        resources.iter().filter(|resource| self.is_ticked(ix, resource)).count()
    }

    /// Topics that the roadmap no longer has, the one marked last first.
    pub fn orphans(&self) -> &[Orphan] {
        &self.orphans
    }

    /// Topics under whose id something else seems to have been marked, the one marked last first.
    pub fn doubts(&self) -> &[Doubt] {
        &self.doubts
    }

    /// What was marked under the id of a topic that seems to be something else now.
    pub fn doubt(&self, ix: TopicIx) -> Option<&Doubt> {
        self.doubts.iter().find(|doubt| doubt.topic == ix)
    }
}

impl Progress {
    /// What the events say of the topics of `roadmap`: `was`, reattached and lost ids resolved.
    ///
    /// Looks at each id in the logs, not at each topic.
    pub fn on(&self, roadmap: &Roadmap) -> Standing {
        self.on_again(roadmap, &mut Compared::default())
    }

    /// The same, for who asks after each mark: a roadmap of which every title has changed is not compared anew each time.
    pub fn on_again(&self, roadmap: &Roadmap, compared: &mut Compared) -> Standing {
        let (mut orphans, mut doubts, mut found) = (Vec::new(), Vec::new(), Vec::new());
        let ids = Sorter::new(self, roadmap);
        for (id, places) in self.topics() {
            if let Some(topic) = roadmap.find(id) {
                let sorted = ids.sort((id, places), topic, compared);
                found.extend(sorted.own.places().map(|at| (at, topic)));
                found.extend_from_slice(&sorted.given);
                let doubt = self.orphan(id, &sorted.doubtful());
                doubts.extend(doubt.map(|(at, before)| (at, Doubt { topic, before })));
                continue;
            }
            if let Some(Divided { given, rest }) = ids.divide((id, places), compared) {
                found.extend(given);
                orphans.extend(self.orphan(id, &rest));
                continue;
            }
            let newest = self.newest_of(places);
            match ids.resolve(id) {
                Some(topic) => found.extend(newest.places().map(|at| (at, topic))),
                None => orphans.extend(self.orphan(id, &newest)),
            }
        }
        orphans.sort_unstable_by_key(|(at, _)| std::cmp::Reverse(*at));
        doubts.sort_unstable_by_key(|(at, _)| std::cmp::Reverse(*at));
        Standing {
            orphans: orphans.into_iter().map(|(_, orphan)| orphan).collect(),
            doubts: doubts.into_iter().map(|(_, doubt)| doubt).collect(),
            ..self.laid(found, roadmap.topics().len())
        }
    }

    /// What was marked under the id of a topic when it was something else, also where the topic was marked since.
    pub fn before(&self, roadmap: &Roadmap, ix: TopicIx) -> Option<Orphan> {
        let id = &roadmap.topic(ix).id;
        let of_id = (id, self.places(id));
        let sorted = Sorter::new(self, roadmap).looking_at_all().sort(of_id, ix, &mut Compared::default());
        self.orphan(id, &sorted.other).map(|(_, orphan)| orphan)
    }

    /// What events, by their places, say of `count` topics.
    fn laid(&self, mut found: Vec<(usize, TopicIx)>, count: usize) -> Standing {
        let (mut statuses, mut bookmarks) = (vec![Status::Todo; count], vec![false; count]);
        let mut ticks = Vec::new();
        // Several ids may fall on one topic; places are in the order of time, so the newest is laid on last.
        found.sort_unstable();
        for (at, topic) in found {
            let event = &self.events()[at];
            match &event.change {
                Change::Mark { mark, .. } => statuses[topic.get()] = Status::of(*mark, event.key.moment()),
                Change::Bookmark { on, .. } => bookmarks[topic.get()] = *on,
                Change::Tick { resource, on, .. } => ticks.push((topic, resource.as_str(), at, *on)),
                _ => {}
            }
        }
        ticks.sort_unstable();
        let newest = ticks.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).filter_map(<[_]>::last);
        let ticks = newest.filter(|tick| tick.3).map(|tick| (tick.0, tick.1.into())).collect();
        Standing { statuses, bookmarks, ticks, ..Standing::default() }
    }

    /// The topics of `roadmap` that ids belong to now, as [`Progress::on`] has it, such as those of files that are named after
    /// topics. Where several ids fall on one topic its present id comes first, then the first in `ids`.
    pub fn owners<'a>(
        &'a self,
        roadmap: &'a Roadmap,
        ids: impl IntoIterator<Item = &'a TopicId>,
    ) -> HashMap<TopicIx, &'a TopicId> {
        let resolver = Resolver::new(self, roadmap);
        let mut owners = HashMap::new();
        for id in ids {
            let Some(topic) = resolver.resolve(id) else { continue };
            let is_present = roadmap.find(id).is_some();
            owners
                .entry(topic)
                .and_modify(|owner| {
                    if is_present {
                        *owner = id;
                    }
                })
                .or_insert(id);
        }
        owners
    }

    /// The newest event of each field that is not undone.
    fn newest_of(&self, places: &[usize]) -> Newest<'_> {
        let mut newest = Newest::default();
        for at in places.iter().rev() {
            let event = &self.events()[*at];
            let field = Field::of(event);
            if newest.get(field).is_none() && !self.is_undone(event) {
                newest.add(field, *at);
            }
        }
        newest
    }

    /// What is to tell of an id that no topic has, and the place of the newest event that tells it.
    fn orphan(&self, id: &TopicId, of_id: &Newest<'_>) -> Option<(usize, Orphan)> {
        let newest = of_id.places().max()?;
        let title = self.events()[newest].change.title().cloned().unwrap_or_default();
        let mut orphan = Orphan { id: id.clone(), title, status: Status::Todo, bookmarked: false, ticked: 0 };
        for event in of_id.places().map(|at| &self.events()[at]) {
            match &event.change {
                Change::Mark { mark, .. } => orphan.status = Status::of(*mark, event.key.moment()),
                Change::Bookmark { on, .. } => orphan.bookmarked = *on,
                Change::Tick { on, .. } => orphan.ticked += usize::from(*on),
                _ => {}
            }
        }
        let is_empty = orphan.status == Status::Todo && !orphan.bookmarked && orphan.ticked == 0;
        (!is_empty).then_some((newest, orphan))
    }
}

/// Finds the topic that an id of the logs belongs to, as far as that is a matter of the id.
pub(super) struct Resolver<'a> {
    names: Names<'a>,
    reattached: HashMap<&'a TopicId, &'a TopicId>,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(progress: &'a Progress, roadmap: &'a Roadmap) -> Self {
        // What was said last decides.
        let reattached = progress.reattachments().map(|(_, from, to, _)| (from, to)).collect();
        Self { names: Names::of(roadmap), reattached }
    }

    /// Whether the roadmap says itself where the id belongs.
    pub(super) fn is_known(&self, id: &TopicId) -> bool {
        self.names.find(id).is_some()
    }

    /// By what the roadmap says first, then by what the person said; chains are followed, circles end.
    pub(super) fn resolve(&self, id: &'a TopicId) -> Option<TopicIx> {
        let mut seen = HashSet::new();
        let mut id = id;
        while seen.insert(id) {
            let topic = self.names.find(id);
            if topic.is_some() {
                return topic;
            }
            id = self.reattached.get(id)?;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example;
    use crate::text::SafeText;

    const TOML: &str = "id = \"r\"\ntitle = \"R\"
[[topics]]
id = \"a\"
title = \"A\"
was = [\"old-a\", \"older-a\"]
[[topics]]
id = \"b\"
title = \"B\"
";

    /// The ids of topics, and of the files that belong to them.
    fn owners(files: &[&str], reattached: &[(&str, &str)]) -> Vec<(String, String)> {
        let roadmap = example::roadmap(TOML);
        let id = |text: &str| TopicId::new(text).expect("an id");
        let mut progress = Progress::default();
        for (now, (from, to)) in (1..).zip(reattached) {
            example::apply(
                &mut progress,
                vec![Change::Reattach { from: id(from), to: id(to), title: SafeText::default() }],
                now,
            );
        }
        let files: Vec<TopicId> = files.iter().map(|file| id(file)).collect();
        let owners = progress.owners(&roadmap, &files);
        let mut pairs: Vec<(String, String)> = owners
            .into_iter()
            .map(|(ix, file)| (roadmap.topic(ix).id.to_string(), file.to_string()))
            .collect();
        pairs.sort();
        pairs
    }

    #[test]
    fn a_file_belongs_to_the_topic_that_its_id_is_now() {
        for (files, reattached, expected) in [
            (&["a", "b"][..], &[][..], &[("a", "a"), ("b", "b")][..]),
            (&["old-a", "gone"], &[], &[("a", "old-a")]),
            // Its present id comes first, then the first of the former ones.
            (&["old-a", "a"], &[], &[("a", "a")]),
            (&["a", "old-a"], &[], &[("a", "a")]),
            (&["older-a", "old-a"], &[], &[("a", "older-a")]),
            (&["gone"], &[("gone", "b")], &[("b", "gone")]),
            (&["gone"], &[("gone", "lost"), ("lost", "old-a")], &[("a", "gone")]),
            (&["gone"], &[("gone", "lost"), ("lost", "gone")], &[]),
            // What the roadmap says comes before what the person said.
            (&["old-a"], &[("old-a", "b")], &[("a", "old-a")]),
        ] {
            let expected: Vec<(String, String)> =
                expected.iter().map(|(topic, file)| ((*topic).to_owned(), (*file).to_owned())).collect();
            assert_eq!(owners(files, reattached), expected, "{files:?} {reattached:?}");
        }
    }
}
