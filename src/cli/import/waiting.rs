//! A line that says that something is being done, where that takes longer than a person expects.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use crate::import::Pace;

/// How long nothing is said.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the line changes.
const STEP: Duration = Duration::from_millis(250);

/// The line, until this is dropped.
pub(super) struct Waiting {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Waiting {
    /// Begins to wait, while `pace` is told how far it is. Nothing is ever said where standard error is no terminal, or
    /// nothing is `wanted`.
    pub(super) fn start(wanted: bool, pace: &Arc<Pace>) -> Self {
        if !wanted || !io::stderr().is_terminal() {
            return Self { stop: None, thread: None };
        }
        let (stop, stopped) = mpsc::channel::<()>();
        let pace = pace.clone();
        let say = move || {
            let mut wait = PATIENCE;
            let mut dots = 0;
            while stopped.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                wait = STEP;
                dots = dots % 3 + 1;
                // Nobody can be told that standard error does not work.
                let _ = write!(io::stderr(), "\r\x1B[KImporting: {}{}", pace.words(), ".".repeat(dots));
            }
            if wait == STEP {
                let _ = write!(io::stderr(), "\r\x1B[K");
            }
        };
        // Without a thread it is only quiet.
        let thread = Builder::new().name("waiting".to_owned()).spawn(say).ok();
        Self { stop: Some(stop), thread }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // It does nothing that could fail.
            let _ = thread.join();
        }
    }
}
