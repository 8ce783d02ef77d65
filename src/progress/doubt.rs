//! Ids that the roadmap has, but perhaps for something else than when they were marked.
//!
//! An event keeps the title that its topic had. Where that title can be no title of the topic that has the id now, the event
//! is not of this topic: it neither counts nor shows, and a person is asked to look. Which events fit is a matter of the
//! titles alone, so an older version of the roadmap has its old standing back.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use super::newest::{Field, Newest};
use super::standing::Resolver;
use super::title::{Compared, Likeness, fingerprint};
use super::{Event, Progress};
use crate::roadmap::{Roadmap, Topic, TopicId, TopicIx};
use crate::text::SafeText;

/// What the events of an id that the roadmap has come to.
#[derive(Debug, Default)]
pub(super) struct Sorted<'a> {
    /// Those of the topic that has the id.
    pub(super) own: Newest<'a>,
    /// Those of something else of which nothing was said.
    pub(super) other: Newest<'a>,
    /// Those of something else that a person gave to another topic.
    pub(super) given: Vec<(usize, TopicIx)>,
}

impl<'a> Sorted<'a> {
    /// Those of something else that are to be looked at. Who has marked the topic since has seen what it is now.
    pub(super) fn doubtful(self) -> Newest<'a> {
        let own = &self.own;
        self.other.only(|field, at| Some(at) > own.get(field).max(own.get(Field::Mark)))
    }
}

/// What the events of an id that the roadmap has not come to.
#[derive(Debug, Default)]
pub(super) struct Divided<'a> {
    /// Those that a person gave to a topic.
    pub(super) given: Vec<(usize, TopicIx)>,
    /// Those of which nothing was said.
    pub(super) rest: Newest<'a>,
}

/// Where a person said that the history of an id belongs.
#[derive(Clone, Copy, Debug)]
struct Saying<'a> {
    /// The place of the event.
    at: usize,
    to: &'a TopicId,
    /// What the id was when it was marked; empty for all that it ever was.
    title: &'a SafeText,
}

/// Sorts the events of ids that the roadmap has.
pub(super) struct Sorter<'a> {
    progress: &'a Progress,
    roadmap: &'a Roadmap,
    /// What was said of an id, the oldest first.
    said: HashMap<&'a TopicId, Vec<Saying<'a>>>,
    /// Fingerprints of all titles of the roadmap.
    titles: OnceCell<HashSet<u64>>,
    /// Most logs need none: they have no id that the roadmap has not.
    resolver: OnceCell<Resolver<'a>>,
    /// Whether events are looked at that a newer one of the topic hides.
    all: bool,
}

/// What a person said of the events of an id that do not fit its topic.
#[derive(Clone, Copy)]
enum Said {
    /// They are of this topic all the same.
    Same,
    /// They belong to another one.
    Other(TopicIx),
}

impl<'a> Sorter<'a> {
    pub(super) fn new(progress: &'a Progress, roadmap: &'a Roadmap) -> Self {
        let mut said: HashMap<&TopicId, Vec<Saying<'_>>> = HashMap::new();
        for (at, from, to, title) in progress.reattachments() {
            said.entry(from).or_default().push(Saying { at, to, title });
        }
        let (titles, resolver) = (OnceCell::new(), OnceCell::new());
        Self { progress, roadmap, said, titles, resolver, all: false }
    }

    /// Looks at every event.
    pub(super) fn looking_at_all(self) -> Self {
        Self { all: true, ..self }
    }

    /// The topic of an id that the roadmap has not.
    pub(super) fn resolve(&self, id: &'a TopicId) -> Option<TopicIx> {
        self.resolver().resolve(id)
    }

    fn resolver(&self) -> &Resolver<'a> {
        self.resolver.get_or_init(|| Resolver::new(self.progress, self.roadmap))
    }

    /// Sorts the events of `id`, whose places are `places`, the oldest first, and which `topic` has now.
    ///
    /// What a person says of an id is of the events before it. Said again, with nothing doubtful in between, it corrects what
    /// was said first; otherwise it is of what came in between.
    pub(super) fn sort(
        &self,
        (id, places): (&TopicId, &[usize]),
        topic: TopicIx,
        compared: &mut Compared,
    ) -> Sorted<'a> {
        let topic = self.roadmap.topic(topic);
        let mut said = self.said.get(id).map_or(&[][..], Vec::as_slice);
        let is_short = said.is_empty() && !self.all;
        let (mut decides, mut is_used) = (None, true);
        let mut sorted = Sorted::default();
        for &at in places.iter().rev() {
            let event = &self.progress.events()[at];
            while let Some((saying, earlier)) = said.split_last().filter(|(saying, _)| saying.at > at) {
                if is_used {
                    let other = || self.resolve(saying.to).map(Said::Other);
                    (decides, is_used) = (if saying.to == id { Some(Said::Same) } else { other() }, false);
                }
                said = earlier;
            }
            let field = Field::of(event);
            if (is_short && sorted.own.get(field).is_some()) || self.progress.is_undone(event) {
                continue;
            }
            if self.fits(event, topic, compared) {
                sorted.own.add(field, at);
                continue;
            }
            is_used = true;
            match decides {
                Some(Said::Same) => sorted.own.add(field, at),
                Some(Said::Other(topic)) => sorted.given.push((at, topic)),
                None => sorted.other.add(field, at),
            }
        }
        sorted
    }

    /// Divides the events of an id that the roadmap has not, by the titles that a person named when giving them away. None where
    /// no title was named: then the whole history of the id goes one way.
    pub(super) fn divide(
        &self,
        (id, places): (&TopicId, &[usize]),
        compared: &mut Compared,
    ) -> Option<Divided<'a>> {
        let said = self.said.get(id).filter(|said| said.iter().any(|saying| !saying.title.is_empty()))?;
        if self.resolver().is_known(id) {
            return None;
        }
        let mut divided = Divided::default();
        for &at in places.iter().rev() {
            let event = &self.progress.events()[at];
            if self.progress.is_undone(event) {
                continue;
            }
            let title = event.change.title().map_or("", SafeText::as_str);
            let mut likeness = |saying: &&Saying<'_>| compared.likeness(saying.title.as_str(), title);
            let decides = said.iter().rev().find(|saying| likeness(saying) != Likeness::Different);
            match decides.and_then(|saying| self.resolve(saying.to)) {
                Some(topic) => divided.given.push((at, topic)),
                None => divided.rest.add(Field::of(event), at),
            }
        }
        Some(divided)
    }

    fn fits(&self, event: &Event, topic: &Topic, compared: &mut Compared) -> bool {
        let Some(title) = event.change.title() else { return true };
        if *title == topic.title {
            return true;
        }
        match compared.likeness(title.as_str(), topic.title.as_str()) {
            Likeness::Same => true,
            Likeness::Different => false,
            // "SQL joins" and "SQL views" can be one topic, unless "SQL joins" is another one now.
            Likeness::Related => !self.titles().contains(&fingerprint(title.as_str())),
        }
    }

    fn titles(&self) -> &HashSet<u64> {
        let topics = self.roadmap.topics();
        self.titles.get_or_init(|| topics.iter().map(|topic| fingerprint(topic.title.as_str())).collect())
    }
}

#[cfg(test)]
mod tests;
