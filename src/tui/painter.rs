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
                if sender.send(Painting { canvas, coloured }).is_err() {
                    // Nobody listens any more: the program is ending, or another roadmap is shown.
                    return;
                }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn canvas(language: &str) -> Arc<Canvas> {
        Arc::new(Canvas { language: language.into(), code: "let x = 1;\n".to_owned() })
    }

    /// All that comes until nothing is under way.
    fn all(painter: &mut Painter) -> Vec<(String, bool)> {
        let mut all = Vec::new();
        while painter.is_busy() {
            let painting = painter.collect();
            all.extend(painting.map(|it| (it.canvas.language.to_string(), it.coloured.is_some())));
            thread::yield_now();
        }
        all
    }

    #[test]
    fn every_piece_comes_back_and_those_of_no_language_plain() {
        let mut painter = Painter::default();
        assert!(painter.collect().is_none());
        painter.start(vec![canvas("rust"), canvas("brainfuck"), canvas("js")]).expect("a thread");
        // Not while it is busy.
        painter.start(vec![canvas("sql")]).expect("a thread");
        let expected = [("rust", true), ("brainfuck", false), ("js", true)];
        assert_eq!(all(&mut painter), expected.map(|(language, known)| (language.to_owned(), known)));
        painter.start(vec![canvas("sql")]).expect("a thread");
        assert_eq!(all(&mut painter).len(), 1);
    }

    #[test]
    fn nothing_to_do_takes_no_thread() {
        let mut painter = Painter::default();
        painter.start(Vec::new()).expect("nothing");
        assert!(!painter.is_busy());
    }
}
