//! What the settings change while the interface runs.

use super::{App, Update};
use crate::text::SafeText;
use crate::theme::Theme;
use crate::tui::message::{Message, Trouble};

impl App {
    /// Says that marks cannot be saved, unless something is wrong with those that were.
    pub(super) fn warn(&mut self, why: &SafeText) -> Update {
        match &self.message {
            Some(message) if message.is_error_of_progress() => Update::none(),
            _ => self.say(Message::unwritable(why)),
        }
    }

    /// Takes over the looks, and says what is wrong with the settings.
    pub(super) fn configure(&mut self, theme: Theme, trouble: Option<SafeText>) -> Update {
        if theme != self.theme {
            self.theme = theme;
            if let Some(desk) = self.desk_mut() {
                desk.reader.renew();
            }
        }
        match trouble {
            // What is wrong with progress matters more.
            Some(why) if !self.message.as_ref().is_some_and(Message::is_error_of_progress) => {
                self.say(Message::trouble(Trouble::Settings, why))
            }
            Some(_) => Update::redraw(),
            None => {
                let _ = self.over(Trouble::Settings);
                // Keys may be others too, and the footer names them.
                Update::redraw()
            }
        }
    }
}
