//! What the keys do with the links of a note: following them, the way back, copying.

use super::{Desk, Mode, Outcome};
use crate::progress::Moment;
use crate::roadmap::{TopicId, TopicIx};
use crate::text::SafeText;
use crate::tui::action::{Action, key_of};
use crate::tui::app::Effect;
use crate::tui::chord::Arrows;
use crate::tui::layout::Focus;
use crate::tui::message::Message;
use crate::tui::reader::LinkAt;

/// A web address that is to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asking {
    /// The address, as the browser gets it.
    pub address: Box<str>,
}

/// A topic that was left by one of its links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    topic: TopicId,
    link: Option<LinkAt>,
}

impl Desk {
    /// Follows the link that is chosen.
    pub(super) fn follow(&mut self, now: Moment) -> Outcome {
        match self.reader.chosen() {
            Some(link) => self.follow_to(&link.address, now),
            None => {
                let key = key_of(Action::NextLink, Arrows::Ascii);
                (Vec::new(), Some(Message::passing(format!("{key} chooses a link first"), now)))
            }
        }
    }

    /// Goes where an address of the note on the screen leads.
    pub(super) fn follow_to(&mut self, address: &str, now: Moment) -> Outcome {
        let said = |words: String| (Vec::new(), Some(Message::passing(words, now)));
        if let Some(anchor) = address.strip_prefix('#') {
            self.arrangement.focus = Focus::Note;
            if !self.reader.go_to_anchor(anchor) {
                return said(format!("Nothing here is called #{anchor}"));
            }
        } else {
            self.mode = Mode::Asking(Asking { address: address.into() });
        }
        (Vec::new(), None)
    }

    /// Goes to a topic that a link leads to, with a way back.
    pub(super) fn go_to_topic(&mut self, ix: TopicIx) {
        if let Some(left) = self.reader.topic() {
            let link = self.reader.chosen().map(|link| link.at);
            self.trail.push(Step { topic: self.roadmap.topic(left).id.clone(), link });
        }
        self.turn_to(ix);
    }

    fn turn_to(&mut self, ix: TopicIx) {
        self.outline.select(&self.roadmap, ix);
        self.reader.turn_to(&self.roadmap, ix);
        self.arrangement.focus = Focus::Note;
    }

    /// Goes back to the topic that was left last. Says whether there is one.
    pub(super) fn go_back(&mut self) -> bool {
        while let Some(step) = self.trail.pop() {
            if let Some(ix) = self.roadmap.find(&step.topic) {
                self.turn_to(ix);
                self.reader.choose_again(step.link);
                return true;
            }
        }
        false
    }

    /// The topic that one step back leads to.
    pub fn way_back(&self) -> Option<&SafeText> {
        let ix = self.roadmap.find(&self.trail.last()?.topic)?;
        Some(&self.roadmap.topic(ix).title)
    }

    /// What an action does where it is asked whether to open an address.
    pub(super) fn answer(&mut self, action: Action) -> Outcome {
        let Mode::Asking(asking) = &self.mode else { return (Vec::new(), None) };
        let address = asking.address.to_string();
        let effect = match action {
            Action::Accept => Effect::OpenAddress(address),
            Action::CopyAddress => Effect::Copy { text: address.as_str().into(), what: "the address".into() },
            Action::Back => {
                self.mode = Mode::Browse;
                return (Vec::new(), None);
            }
            _ => return (Vec::new(), None),
        };
        self.mode = Mode::Browse;
        (vec![effect], None)
    }

    /// Copies the address of the link that is chosen, or the id of the topic.
    pub(super) fn copy_address(&mut self) -> Outcome {
        let chosen = self.reader.chosen().filter(|_| self.arrangement.focus == Focus::Note);
        let effect = match (chosen, self.outline.selected()) {
            (Some(link), _) => {
                Effect::Copy { text: link.address.as_ref().into(), what: "the address".into() }
            }
            (None, Some(ix)) => {
                let id = &self.roadmap.topic(ix).id;
                Effect::Copy { text: id.as_str().into(), what: format!("the id {id}").into() }
            }
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
