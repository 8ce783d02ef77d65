//! A new version of the roadmap: everything stays where it was, and what is different is said.

use std::collections::HashSet;
use std::mem;
use std::sync::Arc;

use super::{Desk, Mode};
use crate::progress::Mark;
use crate::roadmap::{Difference, Succession, TopicId, TopicIx};
use crate::text::{SafeText, counted};
use crate::tui::action::Action;
use crate::tui::app::Opening;
use crate::tui::message::{Detail, Message, first_of};

impl Desk {
    /// Takes a new version of the roadmap; everything stays where it was. Says what is different, if anything is that a
    /// person could see.
    pub(in crate::tui) fn replace(&mut self, opening: Opening) -> Option<Message> {
        let old = mem::replace(&mut self.roadmap, Arc::new(opening.roadmap));
        let new = Arc::clone(&self.roadmap);
        let versions = Succession::new(&old, &new);
        let difference = Difference::of(&versions);
        let deeds: Vec<String> = difference.gone.iter().map(|(ix, _)| self.deeds(*ix)).collect();
        let is_gone = self.reader.topic().is_some_and(|ix| versions.heir(ix).is_none());
        let offset = self.outline.offset();
        self.carry(&versions);
        if is_gone && matches!(self.mode, Mode::Listing(_)) {
            self.mode = Mode::Browse;
        }
        self.device = opening.device;
        self.troubles = opening.troubles;
        // Added to what is known: a log that vanished meanwhile takes nothing from the screen.
        self.progress.extend(opening.progress.events().iter().cloned());
        self.recount();
        self.carry_goto(&versions);
        self.recount_menu();
        self.outline.hold(offset);
        if difference.is_empty() {
            return None;
        }
        let details = self.details(&difference, &versions, &deeds);
        let said = said(&difference, &opening.name);
        Some(Message::done(said, Some((Action::ShowMessages, "show"))).with_details(first_of(details)))
    }

    /// Whatever knows topics by their places or ids.
    pub(super) fn carry(&mut self, versions: &Succession<'_>) {
        self.carry_tree(versions);
        self.carry_trail(versions);
        self.reader.carry(versions);
        self.own.carry(versions);
        self.at_risk = self.at_risk.iter().map(|id| versions.id(id).clone()).collect();
        if let Mode::Adding(adding) = &mut self.mode {
            adding.topic = versions.id(&adding.topic).clone();
            if let Some(ix) = versions.new.find(&adding.topic) {
                adding.title = versions.new.topic(ix).shown().clone();
            }
        }
    }

    /// What a person did about a topic, in words.
    fn deeds(&self, ix: TopicIx) -> String {
        let mark = self.standing.status(ix).mark();
        let deeds = [
            (mark != Mark::Todo, mark.label()),
            (self.standing.is_bookmarked(ix), "bookmarked"),
            (self.own.is_on(ix), "with your summary"),
        ];
        let deeds: Vec<&str> = deeds.into_iter().filter_map(|(is_so, word)| is_so.then_some(word)).collect();
        deeds.join(", ")
    }

    /// What is different, a line for each topic; of those that are gone what becomes of the deeds.
    fn details(&self, difference: &Difference, versions: &Succession<'_>, deeds: &[String]) -> Vec<Detail> {
        let (old, new) = (versions.old, versions.new);
        let was = |ix: &TopicIx| old.topic(*ix).shown();
        let is = |ix: &TopicIx| new.topic(*ix).shown();
        let Difference { added, renamed, moved, gone, merged, changed, other } = difference;
        let mut details: Vec<(&str, String)> = Vec::new();
        details.extend(added.iter().map(|ix| ("added", is(ix).to_string())));
        // In the language that is shown it may be called as before.
        let own = |(ix, now): &(TopicIx, TopicIx)| (&old.topic(*ix).title, &new.topic(*now).title);
        details.extend(renamed.iter().map(own).map(|(was, is)| ("renamed", format!("{was} -> {is}"))));
        details.extend(moved.iter().map(|(_, ix)| match &new.topic(*ix).parent {
            Some(parent) => ("moved", format!("{} to {}", is(ix), is(parent))),
            None => ("moved", format!("{} to the top level", is(ix))),
        }));
        let orphans: HashSet<&TopicId> = self.standing.orphans().iter().map(|orphan| &orphan.id).collect();
        details.extend(gone.iter().zip(deeds).map(|((ix, like), deeds)| {
            let id = &old.topic(*ix).id;
            let kept = match like {
                _ if !orphans.contains(id) => String::new(),
                Some(like) => {
                    format!("; is it the new one? trailmark reattach {id} {}", new.topic(*like).id)
                }
                None => "; kept under trailmark orphans".to_owned(),
            };
            let did = if deeds.is_empty() { String::new() } else { format!(" ({deeds}{kept})") };
            ("gone", format!("{}{did}", was(ix)))
        }));
        details
            .extend(merged.iter().map(|(ix, now)| ("gone", format!("{} (is in {} now)", was(ix), is(now)))));
        details.extend(changed.iter().map(|(_, ix)| ("changed", is(ix).to_string())));
        details.extend(other.iter().map(|what| ("changed", (*what).to_owned())));
        details.into_iter().map(|(word, text)| (word.into(), text.into())).collect()
    }
}

/// What is different, in numbers.
fn said(difference: &Difference, file: &SafeText) -> String {
    let Difference { added, renamed, moved, changed, other, .. } = difference;
    let numbers = [
        (added.len(), "added"),
        (renamed.len(), "renamed"),
        (moved.len(), "moved"),
        (difference.lost(), "gone"),
        (changed.len(), "changed"),
    ];
    let mut parts: Vec<String> = Vec::new();
    for (number, word) in numbers.into_iter().filter(|(number, _)| *number > 0) {
        let number = if parts.is_empty() { counted(number, "topic") } else { number.to_string() };
        parts.push(format!("{number} {word}"));
    }
    parts.extend(other.iter().map(|what| (*what).to_owned()));
    format!("{file} changed: {}", parts.join(", "))
}
