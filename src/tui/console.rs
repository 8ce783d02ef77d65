//! The real terminal as the loop sees it: a screen to draw on, keys and signals coming in.

use std::collections::VecDeque;
use std::io;
use std::time::{Duration, Instant};

use crossterm::cursor;
use crossterm::event::{self, Event};
use ratatui::Frame;
use ratatui::layout::Size;

use super::ground::{Listener, QUESTION};
use super::shell::{Answer, Input, Interruption, Lent, Screen};
use super::signals::Signals;
use super::term::{self, Term};
use super::worker;
use crate::text::SafeText;

/// So long it must be quiet before what is typed is meant for us again: answers of the terminal to the editor come late.
const STRAY: Duration = Duration::from_millis(30);
/// Once it was quiet so long, nothing more comes of what the terminal has begun to say.
const SETTLED: Duration = Duration::from_millis(100);
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

    fn ask(&mut self) -> io::Result<()> {
        self.term.pass(QUESTION.as_bytes())
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
    signals: Signals,
    listener: Listener,
    /// Events that were read and not given on yet.
    ready: VecDeque<Event>,
}

impl RealInput {
    pub(super) fn new(signals: Signals) -> Self {
        Self { signals, listener: Listener::default(), ready: VecDeque::new() }
    }

    /// Waits for events until there is one to give on, or an answer of the terminal.
    fn read(&mut self, patience: Duration) -> io::Result<()> {
        while self.ready.is_empty() && !self.listener.has_heard() {
            if !event::poll(patience)? {
                // A part of an answer is followed by the rest of it very soon.
                if patience >= SETTLED {
                    self.ready.extend(self.listener.release());
                }
                break;
            }
            self.ready.extend(self.listener.hear(event::read()?));
        }
        Ok(())
    }
}

impl Input for RealInput {
    fn next(&mut self, patience: Duration) -> io::Result<Option<Event>> {
        self.read(patience)?;
        Ok(self.ready.pop_front())
    }

    fn answer(&mut self, patience: Duration) -> io::Result<Option<Answer>> {
        self.await_answer(patience)?;
        let heard = self.listener.heard();
        Ok(heard.map(|shade| Answer { shade, has_wide_lines: has_wide_lines() }))
    }

    fn await_answer(&mut self, patience: Duration) -> io::Result<()> {
        let until = Instant::now() + patience;
        // What is typed meanwhile is kept.
        let mut typed = std::mem::take(&mut self.ready);
        while !patience.is_zero() && !self.listener.has_heard() {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            self.read(left)?;
            typed.append(&mut self.ready);
        }
        self.ready = typed;
        Ok(())
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

/// Whether the line of the question took more than one cell. Only behind an answer: the one about the cursor came before it
/// and lies ready, so nothing is waited for. The terminal is asked once more for it, so not when the program ends.
fn has_wide_lines() -> bool {
    cursor::position().is_ok_and(|(column, _)| column > 1)
}
