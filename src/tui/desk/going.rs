//! What the keys do while a person goes to anything.

use std::sync::Arc;

use super::{Desk, Mode, Outcome, distance};
use crate::next::suggestions;
use crate::progress::{Mark, Moment};
use crate::roadmap::{Roadmap, Succession, TopicId, TopicIx};
use crate::tui::action::{Action, COMMANDS, Place, works_in};
use crate::tui::app::Effect;
use crate::tui::goto::{Findings, GoTo, Item};
use crate::tui::layout::{Focus, Panes};
use crate::tui::message::Message;
use crate::tui::roadmaps::Row;

impl Desk {
    pub(super) fn open_goto(&mut self) {
        let first = self.go_on_with();
        let number = self.went.as_ref().map_or(0, |went| went.number) + 1;
        let goto = match self.went.take().filter(|went| went.is_of(&self.roadmap)) {
            // Names are folded once for each version of the roadmap.
            Some(went) => went.again(first, number),
            None => GoTo::new(&self.roadmap, first, number),
        };
        let mut goto = goto;
        goto.take_roadmaps(self.others.clone());
        self.went = Some(Box::new(goto.clone()));
        self.mode = Mode::GoTo(Box::new(goto));
    }

    /// What is listed before anything is typed.
    fn go_on_with(&self) -> Vec<TopicIx> {
        let next = suggestions(&self.roadmap, &self.standing, &self.counts);
        next.iter().map(|suggestion| suggestion.topic).collect()
    }

    /// Takes the open list to a new version of the roadmap.
    pub(super) fn carry_goto(&mut self, versions: &Succession<'_>) {
        let first = self.go_on_with();
        if let Mode::GoTo(goto) = &mut self.mode {
            **goto = goto.renewed(&self.roadmap, first, |ix| versions.heir(ix));
            self.went = Some(goto.clone());
        }
    }

    /// The field and the list, where they are open.
    pub fn going(&self) -> Option<&GoTo> {
        match &self.mode {
            Mode::GoTo(goto) => Some(goto),
            _ => None,
        }
    }

    /// The roadmap, for somebody who reads its notes meanwhile.
    pub(in crate::tui) fn shared_roadmap(&self) -> Arc<Roadmap> {
        Arc::clone(&self.roadmap)
    }

    /// Takes what was found in texts.
    pub(in crate::tui) fn take_findings(&mut self, findings: Findings) {
        if let Mode::GoTo(goto) = &mut self.mode {
            goto.take(findings);
        }
    }

    /// Takes the roadmaps that were opened.
    pub(in crate::tui) fn take_roadmaps(&mut self, roadmaps: Vec<Row>) {
        if let Mode::GoTo(goto) = &mut self.mode {
            goto.take_roadmaps(roadmaps.clone());
        }
        self.others = roadmaps;
    }

    /// Puts text into the field, as one step. Says where it had no room.
    pub(super) fn insert_into_goto(&mut self, text: &str) -> Option<Message> {
        let Mode::GoTo(goto) = &mut self.mode else { return None };
        (!goto.insert(text)).then(Message::no_room)
    }

    /// What an action does while the list is open.
    pub(super) fn go(&mut self, action: Action, panes: &Panes, now: Moment) -> Outcome {
        let Mode::GoTo(goto) = &mut self.mode else { return (Vec::new(), None) };
        if let Some(rows) = distance(action, goto.height) {
            goto.move_by(rows);
            return (Vec::new(), None);
        }
        match action {
            Action::Edit(edit) => goto.edit(edit),
            Action::Back => self.mode = Mode::Browse,
            Action::Accept => return self.go_there(panes, now),
            Action::ToggleDone => return self.mark_there(now),
            Action::EditSummary => return self.edit_there(now),
            _ => {}
        }
        (Vec::new(), None)
    }

    /// Goes to what is chosen.
    fn go_there(&mut self, panes: &Panes, now: Moment) -> Outcome {
        let Mode::GoTo(goto) = &mut self.mode else { return (Vec::new(), None) };
        match goto.chosen().cloned() {
            None => {}
            Some(Item::Tag(tag)) => goto.filter(tag),
            Some(Item::Roadmap(place)) => {
                let path = goto.other(place).map(|other| other.known.path.clone());
                self.mode = Mode::Browse;
                return (path.map(Effect::OpenRoadmap).into_iter().collect(), None);
            }
            Some(Item::Command(place)) => return self.command(place, panes, now),
            Some(Item::Topic(ix)) => {
                self.go_to(ix);
                self.arrangement.focus = Focus::Tree;
            }
            Some(Item::Hit(hit)) => {
                let words = goto.asked().1.trim().to_owned();
                let Some(ix) = self.roadmap.find(&hit.topic) else { return self.gone(&hit.topic, now) };
                self.go_to(ix);
                self.arrangement.focus = Focus::Note;
                self.reader.seek(hit.is_own, &words, hit.text.as_str());
            }
        }
        (Vec::new(), None)
    }

    fn go_to(&mut self, ix: TopicIx) {
        self.mode = Mode::Browse;
        // Whoever goes on by themselves needs no way back.
        self.trail.clear();
        self.outline.select(&self.roadmap, ix);
        self.reader.turn_to(&self.roadmap, ix);
    }

    fn gone(&mut self, topic: &TopicId, now: Moment) -> Outcome {
        self.mode = Mode::Browse;
        (Vec::new(), Some(Message::passing(format!("The topic {topic} is no longer in the roadmap"), now)))
    }

    /// Does what a command says, in the pane in which it can be done.
    fn command(&mut self, place: usize, panes: &Panes, now: Moment) -> Outcome {
        self.mode = Mode::Browse;
        let Some(action) = COMMANDS.get(place).map(|command| command.action) else {
            return (Vec::new(), None);
        };
        // What has no key works in both panes.
        if action != Action::SwitchLanguage && !works_in(self.place(), action) {
            self.arrangement.focus = if works_in(Place::Note, action) { Focus::Note } else { Focus::Tree };
        }
        if matches!(
            action,
            Action::Repaint
                | Action::Suspend
                | Action::Quit
                | Action::ToggleMouse
                | Action::ShowMessages
                | Action::Roadmaps
        ) {
            self.asked = Some(action);
            return (Vec::new(), None);
        }
        self.act(action, panes, now)
    }

    /// What was asked for by its name, and is not done here.
    pub(in crate::tui) fn take_asked(&mut self) -> Option<Action> {
        self.asked.take()
    }

    /// The topic of what is chosen.
    fn there(&self) -> Option<TopicIx> {
        match self.going()?.chosen()? {
            Item::Topic(ix) => Some(*ix),
            Item::Hit(hit) => self.roadmap.find(&hit.topic),
            Item::Command(_) | Item::Tag(_) | Item::Roadmap(_) => None,
        }
    }

    fn mark_there(&mut self, now: Moment) -> Outcome {
        match self.there() {
            Some(ix) => self.mark_topic(ix, Mark::Done, now),
            None => (Vec::new(), Some(Message::passing("Only a topic can be done", now))),
        }
    }

    fn edit_there(&mut self, now: Moment) -> Outcome {
        let Some(ix) = self.there() else {
            return (Vec::new(), Some(Message::passing("Only a topic has a summary", now)));
        };
        self.go_to(ix);
        self.edit_summary()
    }
}
