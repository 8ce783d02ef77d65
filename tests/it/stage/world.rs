//! The screen and the keyboard that an interface is tried with.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crossterm::event::Event;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;
use ratatui::{Frame, Terminal};
use trailmark::text::SafeText;
use trailmark::tui::shell::{Answer, Input, Lent, Screen};

/// A screen in memory.
pub(super) struct TestScreen {
    pub(super) terminal: Terminal<TestBackend>,
    /// What was passed on to the terminal.
    pub(super) passed: Arc<Mutex<Vec<String>>>,
    /// How often it was asked what it is.
    pub(super) asked: usize,
}

impl Screen for TestScreen {
    fn draw(&mut self, render: &mut dyn FnMut(&mut Frame<'_>)) -> io::Result<()> {
        self.terminal.draw(render).map(|_| ()).map_err(io::Error::other)
    }

    fn pass(&mut self, sequence: &[u8]) -> io::Result<()> {
        self.passed.lock().expect("one thread").push(String::from_utf8_lossy(sequence).into_owned());
        Ok(())
    }

    fn ask(&mut self) -> io::Result<()> {
        self.asked += 1;
        Ok(())
    }

    fn take_mouse(&mut self, is_ours: bool) -> io::Result<()> {
        self.passed.lock().expect("one thread").push(format!("mouse: {is_ours}"));
        Ok(())
    }

    fn repaint(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn suspend(&mut self) -> io::Result<bool> {
        Ok(true)
    }

    fn lend(&mut self, editor: Lent) -> io::Result<Option<Result<(), SafeText>>> {
        Ok(Some(editor()))
    }

    fn size(&self) -> io::Result<Size> {
        self.terminal.size().map_err(io::Error::other)
    }
}

/// Keys that were typed; the loop sleeps once behind them and then the input ends.
pub(super) struct Typed {
    pub(super) events: VecDeque<Event>,
    pub(super) naps: u32,
    pub(super) answer: Option<Answer>,
    /// Whether each key comes only after the loop was told once that there is none.
    pub(super) is_apart: bool,
    pub(super) was_asked: bool,
}

impl Input for Typed {
    fn answer(&mut self, _patience: Duration) -> io::Result<Option<Answer>> {
        Ok(self.answer.take())
    }

    fn next(&mut self, patience: Duration) -> io::Result<Option<Event>> {
        self.was_asked = !self.was_asked;
        if (!self.is_apart || !self.was_asked)
            && let Some(event) = self.events.pop_front()
        {
            return Ok(Some(event));
        }
        if patience > Duration::from_millis(100) {
            self.naps += 1;
        } else {
            // The loop waits for something that another thread does.
            std::thread::yield_now();
        }
        // Behind the nap the loop draws before it asks again.
        if self.naps > 1 { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(None) }
    }
}
