//! What runs on threads of its own: long notes are laid out and the copies of the logs looked after, so that keys are
//! answered meanwhile; and an editor is waited for, so that signals are.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::reader::Order;
use super::shell::Lent;
use super::signals::Signals;
use crate::markdown::{Layout, Page, render};
use crate::store::Upkeep;
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
            let page = render(&order.markdown, Layout::pane(order.width), &theme);
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

/// Looks after the copies of the logs, one thread at a time. The program does not end in the middle of it.
#[derive(Debug, Default)]
pub(super) struct Keeper(Option<JoinHandle<()>>);

impl Keeper {
    /// Whether it has nothing to do.
    pub(super) fn is_idle(&self) -> bool {
        self.0.as_ref().is_none_or(JoinHandle::is_finished)
    }

    /// Starts on it. Where there is no thread to be had it is left to the next start: nobody is to wait for it.
    pub(super) fn start(&mut self, upkeep: Upkeep) {
        self.finish();
        self.0 = thread::Builder::new().name("copies".to_owned()).spawn(move || upkeep.run()).ok();
    }

    fn finish(&mut self) {
        if let Some(thread) = self.0.take() {
            // A panic of it has been told, and the logs do not depend on it.
            let _ = thread.join();
        }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.finish();
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
