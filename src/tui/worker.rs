//! What runs on a thread of its own: long notes are laid out there, so that keys are answered meanwhile, and an editor is
//! waited for, so that signals are.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use super::reader::Order;
use super::shell::Lent;
use super::signals::Signals;
use crate::markdown::{Page, render};
use crate::text::SafeText;
use crate::theme::Theme;

/// How often signals are looked at while an editor has the terminal.
const LOOK: Duration = Duration::from_millis(250);

/// A note that is laid out.
#[derive(Debug)]
pub(super) struct Delivery {
    /// What was ordered.
    pub(super) order: Order,
    /// What came of it.
    pub(super) page: Page,
}

/// One thread at a time, and the way its work comes back.
#[derive(Debug)]
pub(super) struct Worker {
    sender: Sender<Delivery>,
    receiver: Receiver<Delivery>,
    is_busy: bool,
}

impl Worker {
    /// A worker with nothing to do.
    pub(super) fn new() -> Self {
        let (sender, receiver) = channel();
        Self { sender, receiver, is_busy: false }
    }

    /// Whether something is being laid out.
    pub(super) fn is_busy(&self) -> bool {
        self.is_busy
    }

    /// Starts on an order; one that is under way is finished first, and its successor is ordered again by then.
    ///
    /// # Errors
    /// Where there is no thread to be had.
    pub(super) fn start(&mut self, order: Order, theme: Theme) -> io::Result<()> {
        if self.is_busy {
            return Ok(());
        }
        let sender = self.sender.clone();
        thread::Builder::new().name("layout".to_owned()).spawn(move || {
            let page = render(&order.markdown, order.width, &theme);
            // Nobody listens any more where the program is ending.
            let _ = sender.send(Delivery { order, page });
        })?;
        self.is_busy = true;
        Ok(())
    }

    /// What is finished.
    pub(super) fn collect(&mut self) -> Option<Delivery> {
        let delivery = self.receiver.try_recv().ok()?;
        self.is_busy = false;
        Some(delivery)
    }
}

/// Runs an editor until it ends; what became of it. None where a signal asks the program to end. Where one asks it to stop, it
/// stops, as the editor does by the same signal: only then the shell behind both comes to the front.
pub(super) fn run_editor(editor: &Lent, signals: &Signals) -> Option<Result<(), SafeText>> {
    let (sender, receiver) = channel();
    let work = Arc::clone(editor);
    let waiting = thread::Builder::new().name("editor".to_owned()).spawn(move || {
        // Nobody listens any more where the program is ending.
        let _ = sender.send(work());
    });
    if waiting.is_err() {
        return Some(editor());
    }
    loop {
        match receiver.recv_timeout(LOOK) {
            Ok(outcome) => return Some(outcome),
            Err(RecvTimeoutError::Disconnected) => {
                return Some(Err("The editor could not be waited for".into()));
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
        if signals.ending().is_some() {
            return None;
        }
        if signals.take_stop() && signals.can_stop() {
            signals.stop_here();
        }
    }
}
