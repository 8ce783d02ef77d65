//! What the keys do with a list over the panes.

use super::{Desk, Mode, Outcome, distance};
use crate::progress::Moment;
use crate::tui::action::Action;
use crate::tui::app::Effect;
use crate::tui::layout::{Focus, Panes};
use crate::tui::listing::{Goal, Item, Listed, Listing};
use crate::tui::message::Message;

impl Desk {
    /// Opens the list of links and resources; the only one there is is followed at once.
    pub(super) fn list_links(&mut self, now: Moment) -> Outcome {
        let links = self.reader.links();
        if let [only] = links.as_slice() {
            self.reader.choose(only.at);
            return self.follow_to(&only.address, now);
        }
        let chosen = self.reader.chosen().map(|link| link.at);
        let cursor = links.iter().position(|link| Some(link.at) == chosen).unwrap_or_default();
        let items: Vec<Item> = links
            .into_iter()
            .map(|link| Item { level: 0, text: link.text, address: link.address, goal: Goal::Link(link.at) })
            .collect();
        self.list(Listing::new(Listed::Links, items, cursor), "There are no links here", now)
    }

    /// Opens the list of headings, at the one that is being read.
    pub(super) fn list_headings(&mut self, now: Moment) -> Outcome {
        let headings = self.reader.headings();
        let highest = headings.iter().map(|heading| heading.level).min().unwrap_or(1);
        let items: Vec<Item> = headings
            .into_iter()
            .map(|heading| Item {
                level: usize::from(heading.level - highest),
                text: heading.text,
                address: Box::default(),
                goal: Goal::Heading(heading.at),
            })
            .collect();
        let cursor = self.reader.heading_here().unwrap_or_default();
        self.list(Listing::new(Listed::Headings, items, cursor), "There are no headings here", now)
    }

    fn list(&mut self, listing: Listing, otherwise: &'static str, now: Moment) -> Outcome {
        if listing.items.is_empty() {
            return (Vec::new(), Some(Message::passing(otherwise, now)));
        }
        self.mode = Mode::Listing(listing);
        (Vec::new(), None)
    }

    /// What an action does in a list.
    pub(super) fn choose(&mut self, action: Action, panes: &Panes, now: Moment) -> Outcome {
        let Mode::Listing(listing) = &mut self.mode else { return (Vec::new(), None) };
        let height = panes.tree.height.max(panes.note.height);
        if let Some(lines) = distance(action, height) {
            listing.move_by(lines);
            return (Vec::new(), None);
        }
        match action {
            Action::First => listing.move_by(isize::MIN),
            Action::Last => listing.move_by(isize::MAX),
            Action::Digit(digit) if listing.of == Listed::Links && listing.digit(digit) => {
                return self.take_chosen(now);
            }
            Action::Accept => return self.take_chosen(now),
            Action::CopyAddress => {
                let address =
                    listing.chosen().map(|item| item.address.clone()).filter(|address| !address.is_empty());
                let copy = |text: Box<str>| Effect::Copy { text: text.into(), what: "the address".into() };
                return (address.map(copy).into_iter().collect(), None);
            }
            Action::Back => self.mode = Mode::Browse,
            _ => {}
        }
        (Vec::new(), None)
    }

    /// Goes where the chosen line leads. A note that changed meanwhile may have something else in its place.
    fn take_chosen(&mut self, now: Moment) -> Outcome {
        let Mode::Listing(listing) = std::mem::take(&mut self.mode) else { return (Vec::new(), None) };
        let Some(item) = listing.chosen() else { return (Vec::new(), None) };
        let changed = || (Vec::new(), Some(Message::passing("The note changed meanwhile: look again", now)));
        match item.goal {
            Goal::Link(at) => {
                let links = self.reader.links();
                if !links.iter().any(|link| link.at == at && link.address == item.address) {
                    return changed();
                }
                self.reader.choose(at);
                self.follow_to(&item.address, now)
            }
            Goal::Heading(at) => {
                if !self.reader.headings().iter().any(|heading| heading.at == at && heading.text == item.text)
                {
                    return changed();
                }
                self.arrangement.focus = Focus::Note;
                self.reader.go_to_heading(at);
                (Vec::new(), None)
            }
        }
    }
}
