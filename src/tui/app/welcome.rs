//! The first screen of all.

use super::{App, Stage, Update};
use crate::progress::Moment;
use crate::tui::action::Action;
use crate::tui::message::Message;
use crate::tui::pointer::{Pointed, row_at, wheel_action};
use crate::tui::welcome::{Greeting, Welcome, area};

impl App {
    /// Shows the first screen of all.
    pub(super) fn welcome(&mut self, greeting: Greeting) -> Update {
        self.stage = Stage::Welcome(Box::new(Welcome::new(greeting)));
        Update::redraw()
    }

    /// What an action does there. A number that is none of its ways is told.
    pub(super) fn act_in_welcome(&mut self, action: Action, now: Moment) -> Update {
        let size = self.size;
        let Stage::Welcome(welcome) = &mut self.stage else { return Update::none() };
        if let Action::Digit(digit @ (0 | 4..)) = action {
            return self.say(Message::passing(format!("There is no line {digit}"), now), now);
        }
        welcome.act(action, size).map_or_else(Update::redraw, Update::with)
    }

    /// Puts text into its field; none where that is not open.
    pub(super) fn insert_into_welcome(&mut self, text: &str, now: Moment) -> Option<Update> {
        let Stage::Welcome(welcome) = &mut self.stage else { return None };
        if !welcome.insert(text)? {
            return Some(self.say(Message::no_room(), now));
        }
        Some(Update::redraw())
    }

    /// What the mouse does there: a click on a way begins it, the wheel chooses one.
    pub(super) fn point_in_welcome(&mut self, pointed: Pointed, now: Moment) -> Update {
        let area = area(self.size, &self.panes());
        let Stage::Welcome(welcome) = &mut self.stage else { return Update::none() };
        match pointed {
            Pointed::Wheel { is_down, .. } => self.act_in_welcome(wheel_action(is_down), now),
            Pointed::Press { at } => {
                let Some(row) = row_at(area, at, welcome.top) else { return Update::none() };
                let way = welcome.rows(area, &self.theme).get(row).and_then(|row| row.way);
                way.and_then(|way| welcome.press(way)).map_or_else(Update::redraw, Update::with)
            }
            _ => Update::none(),
        }
    }
}
