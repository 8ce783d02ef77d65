//! Long notes are laid out, and the copies of the logs looked after, on threads of their own, so that keys are answered
//! meanwhile.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use super::reader::Order;
use crate::markdown::{Page, render};
use crate::store::Upkeep;
use crate::theme::Theme;

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
