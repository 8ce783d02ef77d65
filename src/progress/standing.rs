//! Progress laid over a roadmap: ids of the logs become topics.

use std::collections::{HashMap, HashSet};

use super::{Change, Event, Orphan, Progress, Status};
use crate::roadmap::{Roadmap, TopicId, TopicIx};
use crate::text::SafeText;

/// Progress laid over a roadmap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    statuses: Vec<Status>,
    bookmarks: Vec<bool>,
    orphans: Vec<Orphan>,
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

    /// Topics that the roadmap no longer has, the one marked last first.
    pub fn orphans(&self) -> &[Orphan] {
        &self.orphans
    }
}

impl Progress {
    /// What the events say of the topics of `roadmap`: `was`, reattached and lost ids resolved.
    ///
    /// Looks at each id in the logs, not at each topic.
    pub fn on(&self, roadmap: &Roadmap) -> Standing {
        let count = roadmap.topics().len();
        let mut statuses = vec![Status::Todo; count];
        let mut bookmarks = vec![false; count];
        let mut orphans = Vec::new();
        let mut found = Vec::new();
        let mut resolver = None;
        for (id, places) in self.topics() {
            let newest = self.newest_of(places);
            let topic = roadmap.find(id).or_else(|| {
                // Most logs need no more than the line above.
                resolver.get_or_insert_with(|| Resolver::new(self, roadmap)).resolve(id)
            });
            match topic {
                Some(topic) => found.extend(newest.into_iter().flatten().map(|at| (at, topic))),
                None => orphans.extend(self.orphan(id, newest)),
            }
        }
        // Several ids may fall on one topic; places are in the order of time, so the newest is laid on last.
        found.sort_unstable();
        for (at, topic) in found {
            let event = &self.events()[at];
            match &event.change {
                Change::Mark { mark, .. } => statuses[topic.get()] = Status::of(*mark, event.key.moment()),
                Change::Bookmark { on, .. } => bookmarks[topic.get()] = *on,
                _ => {}
            }
        }
        orphans.sort_unstable_by_key(|(at, _)| std::cmp::Reverse(*at));
        Standing { statuses, bookmarks, orphans: orphans.into_iter().map(|(_, orphan)| orphan).collect() }
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

    /// The newest mark and the newest bookmark that are not undone.
    fn newest_of(&self, places: &[usize]) -> [Option<usize>; 2] {
        let (mut mark, mut bookmark) = (None, None);
        for at in places.iter().rev() {
            let event = &self.events()[*at];
            let field = if matches!(event.change, Change::Mark { .. }) { &mut mark } else { &mut bookmark };
            if field.is_none() && !self.is_undone(event) {
                *field = Some(*at);
                if mark.is_some() && bookmark.is_some() {
                    break;
                }
            }
        }
        [mark, bookmark]
    }

    /// What is to tell of an id that no topic has, and the place of the newest event that tells it.
    fn orphan(&self, id: &TopicId, [mark, bookmark]: [Option<usize>; 2]) -> Option<(usize, Orphan)> {
        let event = |at: usize| &self.events()[at];
        let status = mark.map(event).map_or(Status::Todo, |event| match &event.change {
            Change::Mark { mark, .. } => Status::of(*mark, event.key.moment()),
            _ => Status::Todo,
        });
        let bookmarked = bookmark
            .map(event)
            .is_some_and(|event| matches!(event.change, Change::Bookmark { on: true, .. }));
        if status == Status::Todo && !bookmarked {
            return None;
        }
        let newest = mark.max(bookmark)?;
        let title = title(event(newest));
        Some((newest, Orphan { id: id.clone(), title, status, bookmarked }))
    }
}

fn title(event: &Event) -> SafeText {
    match &event.change {
        Change::Mark { title, .. } | Change::Bookmark { title, .. } => title.clone(),
        _ => SafeText::default(),
    }
}

/// Finds the topic of an id that is not in the roadmap (any more).
struct Resolver<'a> {
    roadmap: &'a Roadmap,
    was: HashMap<&'a TopicId, TopicIx>,
    reattached: HashMap<&'a TopicId, &'a TopicId>,
}

impl<'a> Resolver<'a> {
    fn new(progress: &'a Progress, roadmap: &'a Roadmap) -> Self {
        let topics = roadmap.indices().zip(roadmap.topics());
        let was = topics.flat_map(|(ix, topic)| topic.was.iter().map(move |old| (old, ix))).collect();
        Self { roadmap, was, reattached: progress.reattached() }
    }

    /// By what the roadmap says first, then by what the person said; chains are followed, circles end.
    fn resolve(&self, id: &'a TopicId) -> Option<TopicIx> {
        let mut seen = HashSet::new();
        let mut id = id;
        while seen.insert(id) {
            let topic = self.roadmap.find(id).or_else(|| self.was.get(id).copied());
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
            example::apply(&mut progress, vec![Change::Reattach { from: id(from), to: id(to) }], now);
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
