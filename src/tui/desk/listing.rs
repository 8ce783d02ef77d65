//! What the keys do with a list over the panes.

use super::reading::{NO_LINKS, copy_of, not_here};
use super::{Desk, Mode, Outcome, distance};
use crate::progress::Moment;
use crate::roadmap::TopicIx;
use crate::tui::action::{Action, Place};
use crate::tui::asking::ANSWERS;
use crate::tui::layout::{Focus, ListPanes, Panes};
use crate::tui::listing::{Goal, Item, Listed, Listing, Typed};
use crate::tui::message::Message;
use crate::tui::reader::Linked;

const NOTHING: Outcome = (Vec::new(), None);

impl Desk {
    /// Opens the list of links and resources; the only one there is is followed at once.
    pub(super) fn list_links(&mut self, now: Moment) -> Outcome {
        self.list(Listed::Links, now)
    }

    /// Opens the list of headings.
    pub(super) fn list_headings(&mut self, now: Moment) -> Outcome {
        self.list(Listed::Headings, now)
    }

    fn list(&mut self, of: Listed, now: Moment) -> Outcome {
        if self.reader.is_growing() {
            // The numbers are right only when everything is there: the list opens then.
            self.awaited = Some(of);
            return (Vec::new(), Some(Message::passing("The note is still being laid out", now)));
        }
        let items = self.items(of);
        let cursor = match of {
            Listed::Headings => self.reader.heading_here(),
            Listed::Links => {
                let chosen = self.reader.chosen().map(|link| link.at);
                items.iter().position(|item| matches!(item.goal, Goal::Link { at, .. } if Some(at) == chosen))
            }
        };
        match (of, items.as_slice()) {
            (Listed::Links, []) => (Vec::new(), Some(Message::passing(NO_LINKS, now))),
            (Listed::Headings, []) => (Vec::new(), Some(Message::passing("There are no headings here", now))),
            (Listed::Links, [only]) => {
                let goal = only.goal.clone();
                self.take(goal, now)
            }
            _ => {
                self.mode = Mode::Listing(Listing::new(of, items, cursor.unwrap_or_default()));
                NOTHING
            }
        }
    }

    /// The lines of a list, as far as the texts are here.
    fn items(&self, of: Listed) -> Vec<Item> {
        if of == Listed::Headings {
            return Item::of_headings(self.reader.headings());
        }
        let topic = self.reader.topic();
        let resources = topic.map_or(&[][..], |ix| self.roadmap.topic(ix).resources.as_slice());
        let item = |link: Linked| {
            if let Some(ix) = self.topic_of_link(link.at, &link.address) {
                return Item::of_topic(link, self.roadmap.topic(ix).shown());
            }
            let resource = link.at.resource().and_then(|number| resources.get(number));
            let ticked = topic.zip(resource).map(|(ix, resource)| self.standing.is_ticked(ix, resource));
            Item { ticked, ..Item::of_link(link, resource) }
        };
        let (topics, links): (Vec<Linked>, Vec<Linked>) =
            self.reader.links().into_iter().partition(|link| link.at.is_topic());
        links.into_iter().chain(topics).map(item).collect()
    }

    /// What an action does in a list.
    pub(super) fn choose(&mut self, action: Action, panes: &Panes, now: Moment) -> Outcome {
        let Mode::Listing(listing) = &mut self.mode else { return NOTHING };
        let height = ListPanes::of(panes, listing.rows()).body.height;
        if let Some(lines) = distance(action, height) {
            listing.move_by(lines);
            return NOTHING;
        }
        match action {
            Action::First => listing.move_by(isize::MIN),
            Action::Last => listing.move_by(isize::MAX),
            Action::Digit(digit) if listing.of == Listed::Links => match listing.take_digit(digit) {
                Typed::Begun => {}
                Typed::Line => return self.take_chosen(now),
                Typed::Missing(number) => {
                    let said = format!("There is no line {number}");
                    return (Vec::new(), Some(Message::passing(said, now)));
                }
            },
            Action::Accept => return self.take_chosen(now),
            Action::CopyAddress => return self.copy_listed(now),
            Action::CopyNote => return self.copy_note(now),
            Action::Back => self.mode = Mode::Browse,
            _ => {}
        }
        NOTHING
    }

    fn take_chosen(&mut self, now: Moment) -> Outcome {
        let Mode::Listing(listing) = &self.mode else { return NOTHING };
        match listing.chosen().map(|item| item.goal.clone()) {
            Some(goal) => self.take(goal, now),
            None => NOTHING,
        }
    }

    /// Goes where a line leads, and closes the list.
    fn take(&mut self, goal: Goal, now: Moment) -> Outcome {
        self.mode = Mode::Browse;
        match goal {
            Goal::Link { at, address } => {
                // The way back leads to the link. Where it stood may be something else by now, or nothing.
                let is_there = |link: &Linked| link.at == at && link.address == address;
                if self.reader.links().iter().any(is_there) {
                    self.reader.choose(at);
                } else {
                    self.reader.unchoose();
                }
                self.follow_to(at, &address, now)
            }
            Goal::Heading { at, anchor } => {
                self.arrangement.focus = Focus::Note;
                self.reader.go_to_heading(at, &anchor);
                NOTHING
            }
        }
    }

    fn copy_listed(&self, now: Moment) -> Outcome {
        let Mode::Listing(listing) = &self.mode else { return NOTHING };
        match listing.chosen().map(|item| &item.goal) {
            Some(Goal::Link { at, address }) => (vec![copy_of(*at, address)], None),
            _ => (Vec::new(), Some(Message::passing("A heading has no address to copy", now))),
        }
    }

    /// Whether a list is to open as soon as the texts are here.
    pub(in crate::tui) fn awaits_list(&self) -> bool {
        self.awaited.is_some()
    }

    /// Looks after the list when a text came or was laid out: one that is waited for opens, and one whose lines are others
    /// now is closed, so that no number means something else than the screen says. A link that named no place of it is told.
    pub(in crate::tui) fn look_after_texts(&mut self, now: Moment) -> Option<Message> {
        if self.reader.is_growing() {
            return None;
        }
        let lost = self.reader.take_lost().map(|anchor| Message::passing(not_here(&anchor), now));
        if let Some(of) = self.awaited.take().filter(|_| self.mode == Mode::Browse) {
            return self.list(of, now).1.or(lost);
        }
        let Mode::Listing(listing) = &self.mode else { return lost };
        let items = self.items(listing.of);
        let Mode::Listing(listing) = &mut self.mode else { return lost };
        if listing.renew(items) {
            return lost;
        }
        self.mode = Mode::Browse;
        Some(Message::passing("The text changed: the list is closed", now))
    }

    /// The word of the footer for a key that does something else now than is usual in its place.
    pub fn word_now(&self, action: Action) -> Option<&'static str> {
        match (self.place(), action) {
            // Whoever followed a link goes back to it first.
            (Place::Note, Action::Back) if self.way_back().is_some() => Some("back"),
            (Place::Tree, Action::Open) => {
                let ix = self.outline.selected().filter(|ix| self.only_folds(*ix))?;
                Some(if self.outline.is_open(ix) { "fold" } else { "unfold" })
            }
            _ => None,
        }
    }

    /// Whether there is nothing to read of a topic but what is below it.
    pub(super) fn only_folds(&self, ix: TopicIx) -> bool {
        self.roadmap.topic(ix).note.is_none() && !self.own.is_on(ix) && !self.roadmap.is_leaf(ix)
    }

    /// The words of the footer for what lies over the panes, where they are other ones than those of its place.
    pub fn own_hints(&self) -> Option<&'static [(Action, &'static str)]> {
        match &self.mode {
            Mode::Listing(Listing { of: Listed::Headings, .. }) => {
                Some(&[(Action::Accept, "go there"), (Action::Back, "close")])
            }
            Mode::Asking(_) => Some(&ANSWERS),
            _ if self.selected_together().is_some() => Some(&[
                (Action::ToggleDone, "done"),
                (Action::ToggleInProgress, "doing"),
                (Action::ToggleSkipped, "skip"),
                (Action::Back, "leave"),
                (Action::ToggleBookmark, "bookmark"),
            ]),
            _ => None,
        }
    }
}
