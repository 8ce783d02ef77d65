//! Coming back to a roadmap.

use super::{App, Update};
use crate::progress::Moment;
use crate::text::counted;
use crate::tui::action::{Action, has_key};
use crate::tui::message::Message;
use crate::tui::session::Session;

/// A day, in milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1_000;
/// So many days away, nobody knows any more where they were.
const LONG: i64 = 7;

impl App {
    /// Puts everything where it was left. After a week it says where that is, unless there is something else to be said.
    pub(super) fn come_back(&mut self, session: &Session, left: Option<Moment>, now: Moment) -> Update {
        let Some(desk) = self.desk_mut() else { return Update::none() };
        let Some(ix) = desk.come_back(session) else { return Update::redraw() };
        let title = desk.roadmap().topic(ix).shown().clone();
        let days = left.map_or(0, |left| now.millis().saturating_sub(left.millis()) / DAY);
        if days >= LONG && self.message.is_none() {
            // The title goes last: it may be too long for a narrow screen.
            let days = counted(usize::try_from(days).unwrap_or(usize::MAX), "day");
            let offer = has_key(self.place(), Action::Suggest).then_some((Action::Suggest, "next"));
            return self.say(Message::done(format!("{days} ago you stopped at {title}"), offer), now);
        }
        Update::redraw()
    }
}
