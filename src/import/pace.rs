//! How far an import is, for whoever waits for it.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::text::counted;

/// How far an import is.
#[derive(Debug, Default)]
pub struct Pace {
    read: AtomicUsize,
    to_write: AtomicUsize,
    written: AtomicUsize,
}

impl Pace {
    /// A file of the source was opened.
    pub(super) fn has_read(&self) {
        self.read.fetch_add(1, Ordering::Relaxed);
    }

    /// So many files are going to be written.
    pub(super) fn will_write(&self, files: usize) {
        self.to_write.store(files, Ordering::Relaxed);
    }

    /// One of them is.
    pub(super) fn has_written(&self) {
        self.written.fetch_add(1, Ordering::Relaxed);
    }

    /// How far it is, in words.
    pub fn words(&self) -> String {
        let [read, to_write, written] =
            [&self.read, &self.to_write, &self.written].map(|number| number.load(Ordering::Relaxed));
        match to_write {
            0 => format!("{} read", counted(read, "file")),
            _ => format!("{written} of {} written", counted(to_write, "file")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_read_and_then_written() {
        let pace = Pace::default();
        pace.has_read();
        assert_eq!(pace.words(), "1 file read");
        pace.will_write(2);
        pace.has_written();
        assert_eq!(pace.words(), "1 of 2 files written");
    }
}
