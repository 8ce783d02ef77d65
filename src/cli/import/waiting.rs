//! A line that says that something is being done, where that takes longer than a person expects.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use crate::text::counted;

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
    /// Begins to wait, while `read` counts the files that were read. Nothing is ever said where standard error is no terminal, or nothing is `wanted`.
    pub(super) fn start(wanted: bool, read: &Arc<AtomicUsize>) -> Self {
        if !wanted || !io::stderr().is_terminal() {
            return Self { stop: None, thread: None };
        }
        let (stop, stopped) = mpsc::channel::<()>();
        let read = read.clone();
        let say = move || {
            let mut wait = PATIENCE;
            let mut dots = 0;
            while stopped.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                wait = STEP;
                dots = dots % 3 + 1;
                // Nobody can be told that standard error does not work.
                let (dots, files) = (".".repeat(dots), counted(read.load(Ordering::Relaxed), "file"));
                let _ = write!(io::stderr(), "\r\x1B[KImporting: {files} read{dots}");
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
