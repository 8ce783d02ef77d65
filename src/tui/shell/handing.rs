//! What is handed to other programs, and to the terminal.

use std::io;

use super::{Msg, Screen, Shell};
use crate::text::SafeText;

impl Shell {
    pub(super) fn toggle_mouse(&mut self, screen: &mut dyn Screen) -> io::Result<Msg> {
        self.setup.mouse = !self.setup.mouse;
        screen.take_mouse(self.setup.mouse)?;
        let said = if self.setup.mouse { "The mouse points here" } else { "The mouse selects text" };
        Ok(Msg::Handed(Ok(said.into())))
    }

    pub(super) fn open_address(&self, address: &str) -> Msg {
        let opened = (self.setup.programs.browser)(address);
        Msg::Handed(opened.map(|()| format!("Opened {address}").into()))
    }

    pub(super) fn copy(&self, text: &str, what: &SafeText, screen: &mut dyn Screen) -> io::Result<Msg> {
        Ok(Msg::Handed(match (self.setup.programs.clipboard)(text) {
            Ok(copied) => {
                if let Some(sequence) = copied.sequence() {
                    screen.pass(sequence)?;
                }
                Ok(format!("Copied {what} {}", copied.said()).into())
            }
            Err(why) => Err(format!("Cannot copy {what}: {why}").into()),
        }))
    }
}
