//! The real terminal as the loop sees it: a screen to draw on, keys and signals coming in.

use std::io;
use std::time::Duration;

use crossterm::event::{self, Event};
use ratatui::Frame;
use ratatui::layout::Size;

use super::shell::{Input, Interruption, Lent, Screen};
use super::signals::Signals;
use super::term::{self, Term};
use super::worker;
use crate::text::SafeText;

/// So long it must be quiet before what is typed is meant for us again: answers of the terminal to the editor come late.
const STRAY: Duration = Duration::from_millis(30);
/// Most stray events that are dropped.
const MOST_STRAY: usize = 10_000;

/// The real terminal as a screen.
pub(super) struct RealScreen {
    pub(super) term: Term,
    pub(super) signals: Signals,
}

impl Screen for RealScreen {
    fn draw(&mut self, render: &mut dyn FnMut(&mut Frame<'_>)) -> io::Result<()> {
        self.term.draw(render)
    }

    fn pass(&mut self, sequence: &[u8]) -> io::Result<()> {
        self.term.pass(sequence)
    }

    fn take_mouse(&mut self, is_ours: bool) -> io::Result<()> {
        self.term.take_mouse(is_ours)
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

    fn lend(&mut self, editor: Lent) -> io::Result<Option<Result<(), SafeText>>> {
        self.signals.lend();
        term::leave();
        let outcome = worker::run_editor(&editor, &self.signals);
        if outcome.is_some() {
            self.term.take_again()?;
            for _ in 0..MOST_STRAY {
                if !event::poll(STRAY)? {
                    break;
                }
                event::read()?;
            }
        }
        self.signals.take_back();
        Ok(outcome)
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
