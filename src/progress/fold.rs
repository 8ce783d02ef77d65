//! All events that are known, and what follows from them.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::history::History;
use super::{Change, DeviceId, Event, EventKey, Moment, Step, write_line};
use crate::roadmap::TopicId;
use crate::text::SafeText;

/// All events that are known, folded.
///
/// It does not matter in which order, how often or in how many parts events come in. Events that are newer than all known
/// ones, as a mark made just now is, are taken in without looking at the rest again.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// By key, each key once. The other fields are made from it and name events by their place in it.
    events: Vec<Event>,
    topics: HashMap<TopicId, Vec<usize>>,
    reattached: Vec<usize>,
    history: History,
}

impl Progress {
    /// Takes in events, new or known, in any order. Says whether any was new.
    pub fn extend(&mut self, events: impl IntoIterator<Item = Event>) -> bool {
        let mut new: Vec<Event> = events.into_iter().collect();
        sort(&mut new);
        let mut corrected = false;
        new.retain(|event| match self.position(&event.key) {
            None => true,
            Some(at) => {
                if ranks_above(event, &self.events[at]) {
                    self.events[at] = event.clone();
                    corrected = true;
                }
                false
            }
        });
        let is_newest =
            new.first().is_none_or(|first| self.newest().is_none_or(|newest| first.key > *newest));
        let changed = corrected || !new.is_empty();
        if corrected || !is_newest {
            self.events.append(&mut new);
            self.events.sort_by(|a, b| a.key.cmp(&b.key));
            self.refold();
        } else {
            for event in new {
                self.events.push(event);
                self.apply(self.events.len() - 1);
            }
        }
        changed
    }

    /// Gives events other keys, as the store does when another process took theirs, in every place that names them.
    pub fn rekey(&mut self, pairs: &[(EventKey, EventKey)]) {
        if pairs.is_empty() {
            return;
        }
        let pairs: HashMap<&EventKey, &EventKey> = pairs.iter().map(|(old, new)| (old, new)).collect();
        for event in &mut self.events {
            rename(event, |key| pairs.get(key).map(|new| (*new).clone()));
        }
        sort(&mut self.events);
        self.refold();
    }

    /// A key for an event that happens `now`: never behind the newest event seen from anywhere.
    ///
    /// The key is taken only once the event is in: for several events at once there is [`Progress::next_step`].
    pub fn next_key(&self, now: Moment, device: &DeviceId) -> EventKey {
        self.free_key(self.newest(), now, device)
    }

    /// Events for `changes` that happen together `now` and are undone together. They are not taken in yet.
    pub fn next_step(
        &self,
        changes: impl IntoIterator<Item = Change>,
        now: Moment,
        device: &DeviceId,
    ) -> Vec<Event> {
        let mut step: Vec<Event> = Vec::new();
        for change in changes {
            let newest = step.last().map(|event| &event.key).or_else(|| self.newest());
            let key = self.free_key(newest, now, device);
            step.push(Event { key, step: step.first().map(|first| first.key.clone()), change });
        }
        step
    }

    fn free_key(&self, newest: Option<&EventKey>, now: Moment, device: &DeviceId) -> EventKey {
        let mut key = EventKey::after(newest, now, device);
        if newest.is_some_and(|newest| key <= *newest) {
            // Some log holds the last key before the year 10000. No key is newer, but a key that is taken would lose the
            // mark: better one that is merely old.
            key = EventKey::after(None, now, device);
            while self.contains(&key) || Some(&key) == newest {
                key = EventKey::after(Some(&key), now, device);
            }
        }
        key
    }

    /// The last step that is not undone, of any device.
    pub fn to_undo(&self) -> Option<Step> {
        self.history.to_undo().map(|key| self.step(key))
    }

    /// The last undone step, as long as nothing was marked since.
    pub fn to_redo(&self) -> Option<Step> {
        self.history.to_redo().map(|key| self.step(key))
    }

    fn step(&self, key: &EventKey) -> Step {
        Step { key: key.clone(), events: self.history.step(&self.events, key).cloned().collect() }
    }

    /// How many events are known.
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// Whether no event is known.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// The key of the newest event.
    pub fn newest(&self) -> Option<&EventKey> {
        self.events.last().map(|event| &event.key)
    }

    /// Whether the event with this key is known.
    pub fn contains(&self, key: &EventKey) -> bool {
        self.position(key).is_some()
    }

    /// All events, the oldest first, undone ones too.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Whether an event is taken back. Undo and redo themselves never are.
    pub fn is_undone(&self, event: &Event) -> bool {
        self.history.is_undone(event)
    }

    fn position(&self, key: &EventKey) -> Option<usize> {
        // Most events that come in are newer than all that are known.
        if self.newest().is_none_or(|newest| newest < key) {
            return None;
        }
        self.events.binary_search_by(|event| event.key.cmp(key)).ok()
    }

    fn refold(&mut self) {
        self.topics.clear();
        self.reattached.clear();
        self.history = History::default();
        for at in 0..self.events.len() {
            self.apply(at);
        }
    }

    /// Takes the event at `at` into what follows from the events; those before it are in.
    fn apply(&mut self, at: usize) {
        match &self.events[at].change {
            Change::Mark { topic, .. } | Change::Bookmark { topic, .. } | Change::Tick { topic, .. } => {
                if let Some(places) = self.topics.get_mut(topic) {
                    places.push(at);
                } else {
                    self.topics.insert(topic.clone(), vec![at]);
                }
            }
            Change::Reattach { .. } => self.reattached.push(at),
            Change::Undo(_) | Change::Redo(_) | Change::Unknown => {}
        }
        self.history.apply(&self.events[..=at]);
    }

    /// For each topic id in the logs the places of its marks, bookmarks and ticks, the oldest first.
    pub(super) fn topics(&self) -> impl Iterator<Item = (&TopicId, &[usize])> {
        self.topics.iter().map(|(id, places)| (id, places.as_slice()))
    }

    /// The places of the marks, bookmarks and ticks of one of these ids, the oldest first.
    pub(super) fn places(&self, id: &TopicId) -> &[usize] {
        self.topics.get(id).map_or(&[], Vec::as_slice)
    }

    /// What was said of where histories belong and not taken back, the oldest first: its place, from which id, to which.
    pub(super) fn reattachments(&self) -> impl Iterator<Item = (usize, &TopicId, &TopicId, &SafeText)> {
        self.reattached.iter().filter_map(|at| match &self.events[*at] {
            event if self.is_undone(event) => None,
            Event { change: Change::Reattach { from, to, title }, .. } => Some((*at, from, to, title)),
            _ => None,
        })
    }
}

/// Puts events in order, each key once.
fn sort(events: &mut Vec<Event>) {
    events.sort_by(|a, b| a.key.cmp(&b.key));
    events.dedup_by(|later, kept| {
        let same = later.key == kept.key;
        if same && ranks_above(later, kept) {
            std::mem::swap(later, kept);
        }
        same
    });
}

/// Whether `event` is kept where `other` has the same key and says something else, as after damage to one of two copies.
/// Which one it is matters little, but it must not depend on the order of reading.
fn ranks_above(event: &Event, other: &Event) -> bool {
    if event == other {
        return false;
    }
    let known = |event: &Event| event.change != Change::Unknown;
    known(event).cmp(&known(other)).then_with(|| write_line(event).cmp(&write_line(other)))
        == Ordering::Greater
}

/// Replaces keys in every place where an event names one.
pub(crate) fn rename(event: &mut Event, new: impl Fn(&EventKey) -> Option<EventKey>) {
    let named = match &mut event.change {
        Change::Undo(key) | Change::Redo(key) => Some(key),
        Change::Mark { .. }
        | Change::Bookmark { .. }
        | Change::Tick { .. }
        | Change::Reattach { .. }
        | Change::Unknown => None,
    };
    for key in [Some(&mut event.key), event.step.as_mut(), named].into_iter().flatten() {
        if let Some(new) = new(key) {
            *key = new;
        }
    }
}

#[cfg(test)]
mod tests;
