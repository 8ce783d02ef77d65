//! The end of a roadmap.

use super::App;
use crate::progress::Moment;
use crate::text::counted;
use crate::tui::action::Action;
use crate::tui::message::Message;

impl App {
    /// Whether everything that counts is done, and anything counts.
    pub(super) fn is_all_done(&self) -> bool {
        let whole = self.desk().map(|desk| desk.counts().whole()).unwrap_or_default();
        whole.total > 0 && whole.done == whole.total
    }

    /// Says that everything is done, and from when to when that took.
    pub(super) fn say_all_done(&mut self, now: Moment) {
        let Some(desk) = self.desk() else { return };
        let total = usize::try_from(desk.counts().whole().total).unwrap_or(usize::MAX);
        let calendar = self.calendar(now);
        let (first, last) = (calendar.day(desk.began().unwrap_or(now)), calendar.today());
        let days = if first == last { last.to_string() } else { format!("{first} to {last}") };
        let said = format!("All {} done, {days}", counted(total, "topic"));
        let _ = self.say(Message::done(said, Some((Action::Roadmaps, "next roadmap"))), now);
    }
}
