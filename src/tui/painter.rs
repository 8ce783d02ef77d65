//! Code is coloured on a thread of its own: the first of a language takes longer than a frame may.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;

use super::reader::{Canvas, Painting};
use crate::highlight::colour;

/// One thread at a time, and the way its work comes back.
#[derive(Debug, Default)]
pub(super) struct Painter {
    /// Where the work comes from, and how many pieces are still to come.
    at_work: Option<(Receiver<Painting>, usize)>,
}

impl Painter {
    /// Whether something is being coloured.
    pub(super) fn is_busy(&self) -> bool {
        self.at_work.is_some()
    }

    /// Starts on pieces of code, in their order. Not while others are under way: these are asked for again by then.
    ///
    /// # Errors
    /// Where there is no thread to be had.
    pub(super) fn start(&mut self, canvases: Vec<Arc<Canvas>>) -> io::Result<()> {
        if self.is_busy() || canvases.is_empty() {
            return Ok(());
        }
        let (sender, receiver) = channel();
        let pieces = canvases.len();
        thread::Builder::new().name("colours".to_owned()).spawn(move || {
            for canvas in canvases {
                let coloured = colour(&canvas.language, &canvas.code).map(Arc::new);
                // Nobody listens any more where the program is ending.
                let _ = sender.send(Painting { canvas, coloured });
            }
        })?;
        self.at_work = Some((receiver, pieces));
        Ok(())
    }

    /// A piece that is finished, if there is one.
    pub(super) fn collect(&mut self) -> Option<Painting> {
        let (receiver, left) = self.at_work.as_mut()?;
        let painting = receiver.try_recv();
        *left -= usize::from(painting.is_ok());
        if *left == 0 || matches!(painting, Err(TryRecvError::Disconnected)) {
            self.at_work = None;
        }
        painting.ok()
    }
}
