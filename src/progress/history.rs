//! Which steps are undone, and what undo and redo would name next.
//!
//! For each step the newest of the undo and redo events that name it decides. The order in which steps are undone and
//! redone is that of a stack, replayed from all steps and undo and redo events in the order of their keys.

use std::collections::{HashMap, HashSet};

use super::{Change, Event, EventKey};

/// The stacks of undo and redo after a number of events.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    /// Places of the events of a step but the first, by the step.
    others: HashMap<EventKey, Vec<usize>>,
    undone: HashSet<EventKey>,
    /// Every step that can be undone: those that are known and not in `undone`.
    to_undo: Vec<EventKey>,
    to_redo: Vec<EventKey>,
}

impl History {
    /// Takes in the last one of `events`, which are in order; those before it are in.
    pub(super) fn apply(&mut self, events: &[Event]) {
        let Some(event) = events.last() else { return };
        match &event.change {
            Change::Undo(step) => {
                if self.undone.insert(step.clone()) && take(&mut self.to_undo, step) {
                    self.to_redo.push(step.clone());
                }
            }
            Change::Redo(step) => {
                // A step that was marked over can be redone all the same, on a device that had not seen that mark.
                if self.undone.remove(step) && self.is_known(events, step) {
                    take(&mut self.to_redo, step);
                    self.to_undo.push(step.clone());
                }
            }
            Change::Mark { .. }
            | Change::Bookmark { .. }
            | Change::Tick { .. }
            | Change::Reattach { .. }
            | Change::Unknown => self.apply_step(events, event),
        }
    }

    fn apply_step(&mut self, events: &[Event], event: &Event) {
        let step = event.step_key();
        // What a later version did alone cannot be shown here, so it is no step of this one's history.
        let before = events.split_last().map_or(&[][..], |(_, before)| before);
        let is_new = event.change != Change::Unknown && !self.is_known(before, step);
        if event.step.is_some() {
            self.others.entry(step.clone()).or_default().push(events.len() - 1);
        }
        if is_new && !self.undone.contains(step) {
            self.to_undo.push(step.clone());
            self.to_redo.clear();
        }
    }

    /// Whether one of `events` belongs to the step and is of a kind that this version knows.
    fn is_known(&self, events: &[Event], step: &EventKey) -> bool {
        self.step(events, step).any(|event| event.change != Change::Unknown)
    }

    /// The events of a step among `events`, the first one first.
    pub(super) fn step<'a>(&self, events: &'a [Event], step: &EventKey) -> impl Iterator<Item = &'a Event> {
        let is_past = events.last().is_none_or(|last| last.key < *step);
        let first = if is_past { None } else { events.binary_search_by(|event| event.key.cmp(step)).ok() };
        let first = first.filter(|at| {
            let event = &events[*at];
            event.step.as_ref().is_none_or(|own| own == step)
                && !matches!(event.change, Change::Undo(_) | Change::Redo(_))
        });
        let others = self.others.get(step).map_or(&[][..], Vec::as_slice).iter().copied();
        let others = others.filter(move |at| Some(*at) != first);
        first.into_iter().chain(others).filter_map(|at| events.get(at))
    }

    pub(super) fn to_undo(&self) -> Option<&EventKey> {
        self.to_undo.last()
    }

    pub(super) fn to_redo(&self) -> Option<&EventKey> {
        self.to_redo.last()
    }

    pub(super) fn is_undone(&self, event: &Event) -> bool {
        !self.undone.is_empty()
            && !matches!(event.change, Change::Undo(_) | Change::Redo(_))
            && self.undone.contains(event.step_key())
    }
}

/// Takes `step` out of a stack; it is near the end nearly always.
fn take(stack: &mut Vec<EventKey>, step: &EventKey) -> bool {
    let at = stack.iter().rposition(|other| other == step);
    at.map(|at| stack.remove(at)).is_some()
}
