//! The real terminal as the loop sees it: a screen to draw on, keys and signals coming in.

use std::io;
use std::time::Duration;

use crossterm::event::{self, Event};
use ratatui::Frame;
use ratatui::layout::Size;

use super::shell::{Input, Interruption, Screen};
use super::signals::Signals;
use super::term::Term;

/// The real terminal as a screen.
pub(super) struct RealScreen {
    pub(super) term: Term,
    pub(super) signals: Signals,
}

impl Screen for RealScreen {
    fn draw(&mut self, render: &mut dyn FnMut(&mut Frame<'_>)) -> io::Result<()> {
        self.term.draw(render)
    }

    fn repaint(&mut self) -> io::Result<()> {
        self.term.take_again()
    }

    fn suspend(&mut self) -> io::Result<bool> {
        let signals = &self.signals;
        if !signals.can_stop() {
            return Ok(false);
        }
        self.term.while_left(|| signals.stop_here()).map(|()| true)
    }

    fn size(&self) -> io::Result<Size> {
        self.term.size()
    }
}

/// The real keyboard, and the signals.
pub(super) struct RealInput {
    pub(super) signals: Signals,
}

impl Input for RealInput {
    fn next(&mut self, patience: Duration) -> io::Result<Option<Event>> {
        if event::poll(patience)? { event::read().map(Some) } else { Ok(None) }
    }

    fn interruption(&mut self) -> Option<Interruption> {
        if let Some(signal) = self.signals.ending() {
            return Some(Interruption::End(signal));
        }
        if self.signals.take_stop() {
            return Some(Interruption::Stop);
        }
        self.signals.take_continued().then_some(Interruption::Continued)
    }
}
