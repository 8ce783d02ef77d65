//! What the keys do to progress: marks, bookmarks, undo and redo, and what becomes of the events of these.

use super::{Desk, Outcome};
use crate::marking::{self, Plan, described_in};
use crate::progress::{Change, DeviceId, EventKey, Mark, Moment};
use crate::roadmap::TopicIx;
use crate::text::counted;
use crate::tui::action::Action;
use crate::tui::app::Effect;
use crate::tui::message::Message;

impl Desk {
    pub(super) fn mark(&mut self, mark: Mark, now: Moment) -> Outcome {
        if let Some(rows) = self.selected_together() {
            return self.mark_rows(&rows, mark, now);
        }
        self.outline.selected().map_or_else(|| nothing_selected(now), |ix| self.mark_topic(ix, mark, now))
    }

    /// Marks a topic, or what is below it.
    pub(super) fn mark_topic(&mut self, ix: TopicIx, mark: Mark, now: Moment) -> Outcome {
        let title = self.roadmap.topic(ix).shown();
        match marking::toggle(&self.roadmap, &self.standing, ix, mark) {
            Plan::NothingLeft => {
                (Vec::new(), Some(Message::done(format!("Nothing below {title} is still to do"), None)))
            }
            Plan::Set(mark, topics) => {
                let said = match topics.as_slice() {
                    [one] if *one == ix => format!("{title} {}", mark.label()),
                    many => format!("{title}: {} {}", counted(many.len(), "topic"), mark.label()),
                };
                let changes = marking::mark_changes(&self.roadmap, &topics, mark);
                (self.apply(changes, now), Some(Message::marked(mark, said)))
            }
        }
    }

    pub(super) fn bookmark(&mut self, now: Moment) -> Outcome {
        if let Some(rows) = self.selected_together() {
            return self.bookmark_rows(&rows, now);
        }
        let Some(ix) = self.outline.selected() else { return nothing_selected(now) };
        let (topic, on) = (self.roadmap.topic(ix), !self.standing.is_bookmarked(ix));
        let said = format!("{} {}", topic.shown(), if on { "bookmarked" } else { "no longer bookmarked" });
        let change = Change::Bookmark { topic: topic.id.clone(), title: topic.title.clone(), on };
        (self.apply(vec![change], now), Some(Message::done(said, Some((Action::Undo, "undo")))))
    }

    /// Ticks the resource of this number, counted from 0, or takes its tick away.
    pub(super) fn tick(&mut self, number: usize, now: Moment) -> Outcome {
        let Some(ix) = self.outline.selected() else { return nothing_selected(now) };
        let resources = &self.roadmap.topic(ix).resources;
        let Some(resource) = resources.get(number) else {
            let said = if resources.is_empty() {
                "There are no resources here".to_owned()
            } else {
                format!("There is no resource {}", number + 1)
            };
            return (Vec::new(), Some(Message::passing(said, now)));
        };
        let (change, said) = marking::toggle_tick(&self.roadmap, &self.standing, (ix, resource));
        (self.apply(vec![change], now), Some(Message::done(said, Some((Action::Undo, "undo")))))
    }

    pub(super) fn undo(&mut self, now: Moment) -> Outcome {
        match self.progress.to_undo() {
            None => (Vec::new(), Some(Message::done("There is nothing to undo", None))),
            Some(step) => {
                let said = format!("Undone: {}", described_in(&self.roadmap, &step));
                let effects = self.apply(vec![Change::Undo(step.key)], now);
                (effects, Some(Message::done(said, Some((Action::Redo, "redo")))))
            }
        }
    }

    pub(super) fn redo(&mut self, now: Moment) -> Outcome {
        match self.progress.to_redo() {
            None => (Vec::new(), Some(Message::done("There is nothing to redo", None))),
            Some(step) => {
                let said = format!("Done again: {}", described_in(&self.roadmap, &step));
                let effects = self.apply(vec![Change::Redo(step.key)], now);
                (effects, Some(Message::done(said, Some((Action::Undo, "undo")))))
            }
        }
    }

    /// Makes the events of one step, shows them at once and asks for them, and for all that is not saved yet, to be
    /// appended.
    pub(super) fn apply(&mut self, changes: Vec<Change>, now: Moment) -> Vec<Effect> {
        let events = self.progress.next_step(changes, now, &self.device);
        self.progress.extend(events.iter().cloned());
        self.recount();
        self.unsaved.extend(events);
        vec![Effect::Append(self.unsaved.clone())]
    }

    /// Everything is on the disk, some of it under other keys, and by a device that may have got its name only then.
    pub(in crate::tui) fn append_worked(&mut self, rekeyed: &[(EventKey, EventKey)], device: DeviceId) {
        self.device = device;
        self.unsaved.clear();
        self.at_risk.clear();
        if !rekeyed.is_empty() {
            self.progress.rekey(rekeyed);
            self.recount();
        }
    }

    pub(in crate::tui) fn append_failed(&mut self) {
        for event in &self.unsaved {
            match &event.change {
                Change::Mark { topic, .. } | Change::Bookmark { topic, .. } | Change::Tick { topic, .. } => {
                    self.at_risk.insert(topic.clone());
                }
                Change::Undo(step) | Change::Redo(step) => {
                    let events = self.progress.events().iter().filter(|event| event.step_key() == step);
                    self.at_risk.extend(events.filter_map(|event| event.change.topic()).cloned());
                }
                Change::Reattach { .. } | Change::Unknown => {}
            }
        }
    }
}

/// Nothing is done without a topic, and that is said.
fn nothing_selected(now: Moment) -> Outcome {
    (Vec::new(), Some(Message::passing("No topic is selected", now)))
}
