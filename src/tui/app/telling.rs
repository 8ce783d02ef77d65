//! Saying something, and reading again what was said.

use jiff::tz::TimeZone;

use super::refused::Amiss;
use super::{App, Effect, Update};
use crate::calendar::Calendar;
use crate::progress::Moment;
use crate::tui::action::Action;
use crate::tui::desk::distance;
use crate::tui::journal::{Leafing, Row};
use crate::tui::layout::ListPanes;
use crate::tui::message::{Message, Trouble};
use crate::tui::pointer::{Pointed, row_at, wheel_rows};

/// Cells of a row of the list before its text, and behind it.
const AROUND: u16 = 3;

/// The open list of what was said, as it is on the screen.
#[derive(Clone, Debug)]
pub struct Leafed<'a> {
    /// Where the person is in it.
    pub leafing: &'a Leafing,
    /// All its rows.
    pub rows: Vec<Row>,
    /// Where it is drawn.
    pub panes: ListPanes,
}

impl App {
    /// Counts days and hours as people in a time zone do; in UTC until then.
    pub fn move_to_zone(&mut self, zone: TimeZone) {
        self.zone = Some(zone);
    }

    /// Whether it is known how people here count them.
    pub fn has_zone(&self) -> bool {
        self.zone.is_some()
    }

    pub(super) fn calendar(&self, now: Moment) -> Calendar {
        Calendar::new(self.zone.clone().unwrap_or(TimeZone::UTC), now)
    }

    /// Says something.
    pub(super) fn say(&mut self, message: Message, now: Moment) -> Update {
        self.journal.record(&message, now);
        self.message = Some(message);
        Update::redraw()
    }

    /// Says something that came by itself: where an error is on the screen, what is none is only kept.
    pub(super) fn mention(&mut self, message: Message, now: Moment) {
        if !message.is_error() && self.message.as_ref().is_some_and(Message::is_error) {
            self.journal.record(&message, now);
        } else {
            let _ = self.say(message, now);
        }
    }

    /// An error that is over must not stay on the screen.
    pub(super) fn over(&mut self, trouble: Trouble) -> Update {
        self.journal.end(trouble);
        match self.message.take_if(|message| message.is_about(trouble)) {
            Some(_) => Update::redraw(),
            None => Update::none(),
        }
    }

    /// Another roadmap is in front of the person: what was wrong with the one before is not wrong with this one, or will be
    /// said anew. Only the settings stay what they are.
    pub(super) fn turn_page(&mut self) {
        self.amiss = Amiss::default();
        self.journal.turn_page();
        self.message.take_if(|message| !message.is_about(Trouble::Settings));
    }

    pub(super) fn toggle_messages(&mut self, now: Moment) -> Update {
        self.leafing = if self.leafing.is_some() { None } else { Some(Leafing::new(now)) };
        Update::redraw()
    }

    /// The list of what was said, where it is open.
    pub fn leafed(&self) -> Option<Leafed<'_>> {
        let leafing = self.leafing.as_ref()?;
        let panes = self.panes();
        let width = ListPanes::of(&panes, 0).body.width.saturating_sub(AROUND);
        let calendar = self.calendar(leafing.opened);
        let rows = self.journal.rows(width.into(), &calendar, &self.theme);
        let panes = ListPanes::of(&panes, rows.len());
        Some(Leafed { leafing, rows, panes })
    }

    /// What an action does in that list.
    pub(super) fn leaf(&mut self, action: Action) -> Update {
        let Some(Leafed { leafing, rows, panes }) = self.leafed() else { return Update::none() };
        let row = match action {
            Action::Back => None,
            Action::CopyAddress => {
                let text = self.journal.text(leafing.entry());
                let copy = |text: String| Effect::Copy { text: text.into(), what: "the message".into() };
                return text.map_or_else(Update::none, |text| Update::with(copy(text)));
            }
            Action::First => Some(0),
            Action::Last => Some(usize::MAX),
            _ => {
                let by = distance(action, panes.body.height).unwrap_or_default();
                Some(leafing.cursor.saturating_add_signed(by))
            }
        };
        self.go_to_row(row, &rows);
        Update::redraw()
    }

    /// Puts the cursor on a row, or closes the list.
    fn go_to_row(&mut self, row: Option<usize>, rows: &[Row]) {
        match (row, &mut self.leafing) {
            (Some(row), Some(leafing)) => leafing.go(row, rows),
            _ => self.leafing = None,
        }
    }

    /// What the mouse does in that list: a click beside it closes it.
    pub(super) fn point_at_messages(&mut self, pointed: Pointed) -> Update {
        let Some(Leafed { leafing, rows, panes }) = self.leafed() else { return Update::none() };
        let row = match pointed {
            Pointed::Wheel { is_down, .. } => Some(leafing.cursor.saturating_add_signed(wheel_rows(is_down))),
            Pointed::Press { at } => match row_at(panes.body, at, leafing.top) {
                None if panes.area.contains(at) => return Update::none(),
                row => row,
            },
            _ => return Update::none(),
        };
        self.go_to_row(row, &rows);
        Update::redraw()
    }

    /// Settles that list for the size of the screen.
    pub(super) fn settle_messages(&mut self) {
        let Some(Leafed { rows, panes, .. }) = self.leafed() else { return };
        if let Some(leafing) = &mut self.leafing {
            leafing.settle(&rows, panes.body.height.into());
        }
    }
}
