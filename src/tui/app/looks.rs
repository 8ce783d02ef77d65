//! What the settings change while the interface runs.

use super::{App, Update};
use crate::progress::Moment;
use crate::text::SafeText;
use crate::theme::Theme;
use crate::tui::message::{Message, Trouble};

impl App {
    /// Says that marks cannot be saved, unless something is wrong with those that were.
    pub(super) fn warn(&mut self, why: &SafeText, now: Moment) -> Update {
        match &self.message {
            Some(message) if message.is_error_of_progress() => Update::none(),
            _ => self.say(Message::unwritable(why), now),
        }
    }

    /// Takes over the looks, and says what is wrong with the settings.
    pub(super) fn configure(&mut self, theme: Theme, trouble: Option<SafeText>, now: Moment) -> Update {
        if theme != self.theme {
            self.theme = theme;
            if let Some(desk) = self.desk_mut() {
                desk.reader.renew();
            }
        }
        if let Some(why) = trouble {
            let message = Message::trouble(Trouble::Settings, why);
            if !self.journal.holds(&message) {
                self.journal.record(&message, now);
            }
            // What is wrong with progress matters more.
            if !self.message.as_ref().is_some_and(Message::is_error_of_progress) {
                self.message = Some(message);
            }
        } else {
            let _ = self.over(Trouble::Settings);
        }
        // Keys may be others too, and the footer names them.
        Update::redraw()
    }
}
