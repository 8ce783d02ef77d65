//! Long notes are laid out on a thread of their own, so that keys are answered meanwhile.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::reader::Order;
use crate::markdown::{Page, render};
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
