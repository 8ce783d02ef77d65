//! What the keys do with the links of a note: following them, the way back, copying.

use super::{Desk, Mode, Outcome, scrolled};
use crate::note::Target;
use crate::progress::Moment;
use crate::roadmap::{NotePath, Succession, TopicId, TopicIx};
use crate::text::SafeText;
use crate::tui::action::{Action, key_of};
use crate::tui::app::Effect;
use crate::tui::asking::AskingPanes;
use crate::tui::chord::Arrows;
use crate::tui::layout::{Focus, Panes};
use crate::tui::message::Message;
use crate::tui::reader::{LinkAt, Linked, Place};

/// What is said where there is no link to go to.
pub(super) const NO_LINKS: &str = "There are no links here";

/// A web address that is to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asking {
    /// The address, as the browser gets it.
    pub address: Box<str>,
    /// The first row of it on the screen.
    pub top: usize,
}

/// A place that was left by one of its links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    topic: TopicId,
    place: Place,
    link: Option<Linked>,
}

impl Desk {
    /// Chooses the next link, or the one before.
    pub(super) fn turn_to_link(&mut self, action: Action, now: Moment) -> Outcome {
        if self.reader.has_no_links() {
            return (Vec::new(), Some(Message::passing(NO_LINKS, now)));
        }
        match action {
            Action::PreviousLink => self.reader.previous_link(),
            _ => self.reader.next_link(),
        }
        (Vec::new(), None)
    }

    /// Follows the link that is chosen.
    pub(super) fn follow(&mut self, now: Moment) -> Outcome {
        if let Some(link) = self.reader.chosen() {
            return self.follow_to(link.at, &link.address, now);
        }
        let key = key_of(Action::NextLink, Arrows::Ascii);
        (Vec::new(), Some(Message::passing(format!("{key} chooses a link first"), now)))
    }

    /// Goes where a link leads that stands on the screen: a place here, another topic, or, once it is confirmed, the
    /// browser.
    pub(super) fn follow_to(&mut self, at: LinkAt, address: &str, now: Moment) -> Outcome {
        if let Some(ix) = self.topic_of_link(at, address) {
            self.go_to_topic(ix, None);
            return (Vec::new(), None);
        }
        let own = || self.reader.topic().and_then(|ix| self.roadmap.topic(ix).note.clone());
        let note = self.reader.note_path().cloned().or_else(own);
        let refused = match Target::of(address, note.as_ref()) {
            Target::Anchor(anchor) => {
                let is_there = self.reader.has_anchor(&anchor);
                if is_there {
                    self.leave();
                    self.arrangement.focus = Focus::Note;
                    self.reader.unchoose();
                    self.reader.go_to_anchor(&anchor);
                }
                (!is_there).then(|| not_here(&anchor))
            }
            Target::Note { path, anchor } => {
                let ix = self.topic_of_note(&path);
                if let Some(ix) = ix {
                    self.go_to_topic(ix, anchor.as_deref());
                }
                ix.is_none().then(|| format!("No topic of this roadmap has the note {path}"))
            }
            Target::Web(address) => {
                self.mode = Mode::Asking(Asking { address: address.into(), top: 0 });
                None
            }
            Target::Refused(why) if address.trim().is_empty() => Some(why.to_string()),
            // The reason goes first: the address may be too long for a narrow screen.
            Target::Refused(why) => Some(format!("{why}: {address}")),
        };
        (Vec::new(), refused.map(|words| Message::passing(words, now)))
    }

    /// The topic that a link names by its id.
    pub(super) fn topic_of_link(&self, at: LinkAt, address: &str) -> Option<TopicIx> {
        at.is_topic().then(|| self.roadmap.find_named(address)).flatten()
    }

    fn topic_of_note(&self, path: &NotePath) -> Option<TopicIx> {
        // In whichever language: a file that has the path itself comes first.
        let own = self.roadmap.note_in_own_language(path);
        let of = |path: &NotePath| {
            self.roadmap.indices().find(|ix| self.roadmap.topic(*ix).note.as_ref() == Some(path))
        };
        of(path).or_else(|| of(&own))
    }

    /// Goes to a topic that a link leads to, and to the heading that it names there, with a way back.
    fn go_to_topic(&mut self, ix: TopicIx, anchor: Option<&str>) {
        self.leave();
        self.turn_to(ix);
        self.reader.first();
        if let Some(anchor) = anchor {
            self.reader.go_to_anchor(anchor);
        }
    }

    /// Remembers where the person is, who is about to go somewhere else by a link.
    fn leave(&mut self) {
        if let Some(ix) = self.reader.topic() {
            let link = self.reader.chosen();
            let topic = self.roadmap.topic(ix).id.clone();
            self.trail.push(Step { topic, place: self.reader.place(), link });
        }
    }

    fn turn_to(&mut self, ix: TopicIx) {
        self.outline.select(&self.roadmap, ix);
        self.reader.turn_to(&self.roadmap, ix);
        self.arrangement.focus = Focus::Note;
    }

    /// Goes back to where a link was followed last. Says whether there is such a place.
    pub(super) fn go_back(&mut self) -> bool {
        while let Some(step) = self.trail.pop() {
            if let Some(ix) = self.roadmap.find(&step.topic) {
                self.turn_to(ix);
                self.reader.return_to(step.place, step.link);
                return true;
            }
        }
        false
    }

    /// Takes the way back to a new version of the roadmap.
    pub(super) fn carry_trail(&mut self, versions: &Succession<'_>) {
        for step in &mut self.trail {
            step.topic = versions.id(&step.topic).clone();
        }
    }

    /// The topic that one step back leads to.
    pub fn way_back(&self) -> Option<&SafeText> {
        // One that the roadmap no longer has is passed over.
        let ix = self.trail.iter().rev().find_map(|step| self.roadmap.find(&step.topic))?;
        Some(self.roadmap.topic(ix).shown())
    }

    /// What an action does where it is asked whether to open an address.
    pub(super) fn answer(&mut self, action: Action, panes: &Panes) -> Outcome {
        let Mode::Asking(asking) = &mut self.mode else { return (Vec::new(), None) };
        let address = asking.address.to_string();
        let effect = match action {
            Action::Accept => Effect::OpenAddress(address),
            Action::CopyAddress => Effect::Copy { text: address.as_str().into(), what: "the address".into() },
            Action::Back => {
                self.mode = Mode::Browse;
                return (Vec::new(), None);
            }
            _ => {
                // It is scrolled only where it does not fit.
                let height = AskingPanes::of(panes, usize::MAX).address.height;
                asking.top = scrolled(asking.top, action, height);
                return (Vec::new(), None);
            }
        };
        self.mode = Mode::Browse;
        (vec![effect], None)
    }

    /// Copies the address of the link that is chosen, or the id of the topic.
    pub(super) fn copy_address(&mut self) -> Outcome {
        let chosen = self.reader.chosen().filter(|_| self.arrangement.focus == Focus::Note);
        let effect = match (chosen, self.outline.selected()) {
            (Some(link), _) => copy_of(link.at, &link.address),
            (None, Some(ix)) => copy_of_id(self.roadmap.topic(ix).id.as_str()),
            (None, None) => return (Vec::new(), None),
        };
        (vec![effect], None)
    }

    /// Copies the note as it was written.
    pub(super) fn copy_note(&mut self, now: Moment) -> Outcome {
        match self.reader.note() {
            Some(text) => (vec![Effect::Copy { text: text.clone(), what: "the note".into() }], None),
            None => (Vec::new(), Some(Message::passing("There is no note to copy", now))),
        }
    }
}

/// What is said where a link names a place that its text does not have.
pub(super) fn not_here(anchor: &str) -> String {
    format!("Nothing here is called #{anchor}")
}

/// Copies where a link leads.
pub(super) fn copy_of(at: LinkAt, address: &str) -> Effect {
    if at.is_topic() {
        return copy_of_id(address);
    }
    Effect::Copy { text: address.into(), what: "the address".into() }
}

fn copy_of_id(id: &str) -> Effect {
    Effect::Copy { text: id.into(), what: format!("the id {id}").into() }
}
