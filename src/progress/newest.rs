//! The newest event of each field of a topic: what it is now is a matter of these alone.

use std::collections::HashMap;

use super::{Address, Change, Event};

/// What an event is about, beside its topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field<'a> {
    Mark,
    Bookmark,
    /// Each resource has a field of its own.
    Tick(&'a Address),
}

impl<'a> Field<'a> {
    /// Which field an event is of that belongs to a topic.
    pub(super) fn of(event: &'a Event) -> Self {
        match &event.change {
            Change::Mark { .. } => Self::Mark,
            Change::Tick { resource, .. } => Self::Tick(resource),
            _ => Self::Bookmark,
        }
    }
}

/// Places of the newest event of each field.
#[derive(Clone, Debug, Default)]
pub(super) struct Newest<'a> {
    mark: Option<usize>,
    bookmark: Option<usize>,
    ticks: HashMap<&'a Address, usize>,
}

impl<'a> Newest<'a> {
    /// The place of a field's event, if there is one.
    pub(super) fn get(&self, field: Field<'_>) -> Option<usize> {
        match field {
            Field::Mark => self.mark,
            Field::Bookmark => self.bookmark,
            Field::Tick(address) => self.ticks.get(address).copied(),
        }
    }

    /// Takes the place of an event, unless there is one of this field: the newest comes first.
    pub(super) fn add(&mut self, field: Field<'a>, at: usize) {
        match field {
            Field::Mark => {
                self.mark.get_or_insert(at);
            }
            Field::Bookmark => {
                self.bookmark.get_or_insert(at);
            }
            Field::Tick(address) => {
                self.ticks.entry(address).or_insert(at);
            }
        }
    }

    /// All places, in no order.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> {
        self.mark.into_iter().chain(self.bookmark).chain(self.ticks.values().copied())
    }

    /// Only those of which `wanted` says so.
    pub(super) fn only(mut self, wanted: impl Fn(Field<'_>, usize) -> bool) -> Self {
        self.mark = self.mark.filter(|at| wanted(Field::Mark, *at));
        self.bookmark = self.bookmark.filter(|at| wanted(Field::Bookmark, *at));
        self.ticks.retain(|address, at| wanted(Field::Tick(address), *at));
        self
    }
}
