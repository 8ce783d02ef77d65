//! What runs on threads of its own: long notes are laid out and the copies of the logs looked after, so that keys are
//! answered meanwhile; and an editor is waited for, so that signals are.

use std::io;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::reader::{Delivery, Order};
use super::shell::Lent;
use super::signals::Signals;
use crate::markdown::{Layout, Page, render_in_steps};
use crate::store::Upkeep;
use crate::text::SafeText;
use crate::theme::Theme;

/// How often signals are looked at while an editor has the terminal.
const LOOK: Duration = Duration::from_millis(250);

/// How many rows are delivered first; twice as many then, and so on.
const FIRST: usize = 200;

/// News of the thread that lays out.
#[derive(Debug)]
enum News {
    Delivery(Delivery),
    Over,
}

/// One thread at a time, and the way its work comes back.
#[derive(Debug)]
pub(super) struct Worker {
    sender: Sender<News>,
    receiver: Receiver<News>,
    /// What is being laid out, and how to end that.
    at_work: Option<(Order, Arc<AtomicBool>)>,
}

impl Worker {
    /// A worker with nothing to do.
    pub(super) fn new() -> Self {
        let (sender, receiver) = channel();
        Self { sender, receiver, at_work: None }
    }

    /// Whether something is being laid out.
    pub(super) fn is_busy(&self) -> bool {
        self.at_work.is_some()
    }

    /// Starts on an order. Another one that is under way ends first, and this one is ordered again by then.
    ///
    /// # Errors
    /// Where there is no thread to be had.
    pub(super) fn start(&mut self, order: Order, theme: Theme) -> io::Result<()> {
        if let Some((under_way, is_enough)) = &self.at_work {
            is_enough.store(!under_way.is(&order), Ordering::Relaxed);
            return Ok(());
        }
        let is_enough = Arc::new(AtomicBool::new(false));
        self.at_work = Some((order.clone(), Arc::clone(&is_enough)));
        let sender = self.sender.clone();
        let started = thread::Builder::new().name("layout".to_owned()).spawn(move || {
            lay_out(&order, &theme, &is_enough, &sender);
            // Nobody listens any more where the program is ending.
            let _ = sender.send(News::Over);
        });
        started.map(drop).inspect_err(|_| self.at_work = None)
    }

    /// What is finished, waited for so long.
    pub(super) fn collect(&mut self, patience: Duration) -> Option<Delivery> {
        while self.is_busy() {
            match self.receiver.recv_timeout(patience).ok()? {
                News::Delivery(delivery) => return Some(delivery),
                News::Over => self.at_work = None,
            }
        }
        None
    }
}

fn lay_out(order: &Order, theme: &Theme, is_enough: &AtomicBool, sender: &Sender<News>) {
    let deliver = |page: Page, is_whole| {
        let order = order.clone();
        let _ = sender.send(News::Delivery(Delivery { order, page: Arc::new(page), is_whole }));
    };
    let mut next = FIRST;
    // What was ended is not all, even if it is wanted again by then.
    let mut is_ended = false;
    let page = render_in_steps(&order.markdown, Layout::pane(order.width), theme, |page| {
        if page.len() >= next {
            next = page.len() * 2;
            deliver(page.clone(), false);
        }
        is_ended = is_enough.load(Ordering::Relaxed);
        if is_ended { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    if !is_ended {
        deliver(page, true);
    }
}

/// Does what is written to the disk beside the logs, one thread at a time: their copies, how the roadmap is left, what is kept
/// of it. The program does not end in the middle of it.
#[derive(Debug, Default)]
pub(super) struct Keeper(Option<JoinHandle<()>>);

impl Keeper {
    /// Whether it has nothing to do.
    pub(super) fn is_idle(&self) -> bool {
        self.0.as_ref().is_none_or(JoinHandle::is_finished)
    }

    /// Starts on it. Where there is no thread to be had it is left to the next start: nobody is to wait for it.
    pub(super) fn start(&mut self, upkeep: Upkeep) {
        self.run("copies", move || upkeep.run());
    }

    /// Does work on a thread of this name, under the same conditions.
    pub(super) fn run(&mut self, name: &str, work: impl FnOnce() + Send + 'static) {
        self.finish();
        self.0 = thread::Builder::new().name(name.to_owned()).spawn(work).ok();
    }

    /// Waits until it has nothing to do.
    pub(super) fn finish(&mut self) {
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
