//! One log, and how far it has been read.

use std::io;
use std::path::Path;

use super::files::{FileLayer, Stamp};
use crate::progress::{Event, Line, MAX_LINE, read_line};
use crate::text::SafeText;

/// What stands at the top of a new log.
pub(super) const HEADER: &str =
    "# trailmark progress. One change a line; safe to read, diff, merge and commit.\nformat = 1\n";
/// The version of the format that is written and read.
const FORMAT: u64 = 1;
/// How much of a log is read at a time, in bytes. A longer line is passed over.
const CHUNK: u64 = 1024 * 1024;
const _: () = assert!(CHUNK > MAX_LINE as u64 + 2, "every line that may be read fits into a chunk");
/// Most lines of one log that are named as unreadable; the others are counted.
const MAX_FAULTS: usize = 1000;
/// Bytes before the place up to which a log is read, kept to see whether the log has only grown.
const TAIL: usize = 256;

/// What is wrong with a log: the line, if it is one, and why.
pub(super) type Fault = (Option<usize>, SafeText);

/// How far a log has been read.
#[derive(Debug, Default)]
pub(super) struct Log {
    /// The file when it was read; `None` has it read again whatever it is like.
    stamp: Option<Stamp>,
    /// Bytes up to the end of the last line that has one.
    read_to: u64,
    /// Lines up to there.
    lines: usize,
    /// The last bytes before there.
    tail: Vec<u8>,
    /// Faults up to there.
    faults: Vec<Fault>,
    /// How many more there are than are kept.
    more_faults: usize,
    /// What is wrong after there, with half a line.
    last_fault: Option<Fault>,
    /// Whether it was read from its beginning the last time.
    is_read_whole: bool,
}

impl Log {
    /// Reads what is new; `None` where the file has not changed. Half a line at the end is read again next time.
    ///
    /// A file that was only appended to is read from the old end, any other change has it read whole.
    ///
    /// # Errors
    /// Where the file cannot be read; it is read whole next time.
    pub(super) fn catch_up(&mut self, files: &dyn FileLayer, path: &Path) -> io::Result<Option<Vec<Event>>> {
        let events = self.read_new(files, path);
        if events.is_err() {
            *self = Self::default();
        }
        events
    }

    fn read_new(&mut self, files: &dyn FileLayer, path: &Path) -> io::Result<Option<Vec<Event>>> {
        let stamp = files.stamp(path)?;
        if self.stamp == Some(stamp) {
            return Ok(None);
        }
        if !stamp.is_regular {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"));
        }
        let is_read_whole = !self.has_grown(files, path, stamp)?;
        if is_read_whole {
            *self = Self::default();
        }
        self.is_read_whole = is_read_whole;
        self.stamp = Some(stamp);
        self.read_on(files, path, CHUNK).map(Some)
    }

    /// Whether the file is longer and what was read still stands at its beginning, as far as its last bytes tell. A file that
    /// was written without getting longer was edited, which can be anywhere.
    fn has_grown(&self, files: &dyn FileLayer, path: &Path, stamp: Stamp) -> io::Result<bool> {
        if self.stamp.is_none_or(|old| old.inode != stamp.inode || old.len >= stamp.len)
            || self.read_to == 0
            || stamp.len < self.read_to
        {
            return Ok(false);
        }
        let len = self.tail.len() as u64;
        Ok(files.read(path, self.read_to.saturating_sub(len), len)? == self.tail)
    }

    /// Reads from the last line that has an end on, `chunk` bytes at a time: a long log takes no more memory than its events.
    fn read_on(&mut self, files: &dyn FileLayer, path: &Path, chunk: u64) -> io::Result<Vec<Event>> {
        let mut events = Vec::new();
        loop {
            let mut bytes = files.read(path, self.read_to, chunk)?;
            let is_last = (bytes.len() as u64) < chunk;
            if !is_last {
                let Some(end) = bytes.iter().rposition(|byte| *byte == b'\n') else {
                    if self.pass_over(files, path, chunk)? {
                        continue;
                    }
                    return Ok(events);
                };
                bytes.truncate(end + 1);
            }
            events.append(&mut self.take(&bytes));
            if is_last {
                return Ok(events);
            }
        }
    }

    /// Goes past a line that is longer than a chunk; says whether it has an end.
    fn pass_over(&mut self, files: &dyn FileLayer, path: &Path, chunk: u64) -> io::Result<bool> {
        let why = SafeText::from(format!("the line is longer than {MAX_LINE} bytes, which is the limit"));
        let mut from = self.read_to;
        loop {
            let bytes = files.read(path, from, chunk)?;
            if let Some(end) = bytes.iter().position(|byte| *byte == b'\n') {
                self.lines += 1;
                self.fault(why);
                self.tail.clear();
                self.went(bytes.get(..=end).unwrap_or_default());
                self.read_to = from + end as u64 + 1;
                return Ok(true);
            }
            from += bytes.len() as u64;
            if (bytes.len() as u64) < chunk {
                self.last_fault = Some((Some(self.lines + 1), why));
                return Ok(false);
            }
        }
    }

    /// Reads the bytes that follow what has been read.
    fn take(&mut self, bytes: &[u8]) -> Vec<Event> {
        let mut events = Vec::new();
        let complete = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let (complete, half) = bytes.split_at(complete);
        for line in complete.split_inclusive(|byte| *byte == b'\n') {
            self.lines += 1;
            match read(line) {
                Ok(event) => events.extend(event),
                Err(why) => self.fault(why),
            }
        }
        self.went(complete);
        self.last_fault = match read(half) {
            Ok(event) => {
                events.extend(event);
                None
            }
            Err(why) => Some((Some(self.lines + 1), why)),
        };
        events
    }

    /// The line that was read last is at fault.
    fn fault(&mut self, why: SafeText) {
        if self.faults.len() < MAX_FAULTS {
            self.faults.push((Some(self.lines), why));
        } else {
            self.more_faults += 1;
        }
    }

    fn went(&mut self, complete: &[u8]) {
        self.read_to += complete.len() as u64;
        self.tail.extend_from_slice(complete.get(complete.len().saturating_sub(TAIL)..).unwrap_or_default());
        self.tail.drain(..self.tail.len().saturating_sub(TAIL));
    }

    /// Notes that we have appended `bytes`, whole lines, at `old_len`, and that the file is as `stamp` says now. Where that
    /// does not fit what was read, the next look reads on from where the last one ended.
    pub(super) fn appended(&mut self, bytes: &[u8], old_len: u64, stamp: Stamp) {
        let fits = self.read_to == old_len && stamp.len == old_len + bytes.len() as u64;
        let same_file = self.stamp.is_none_or(|old| old.inode == stamp.inode);
        if fits && same_file {
            self.lines += bytes.split_inclusive(|byte| *byte == b'\n').count();
            self.went(bytes);
            self.stamp = Some(stamp);
        }
    }

    /// Whether the last look had to read it from its beginning: what was in it before may be gone.
    pub(super) fn is_read_whole(&self) -> bool {
        self.is_read_whole
    }

    /// The inode of the file that was read.
    pub(super) fn inode(&self) -> Option<u64> {
        self.stamp.map(|stamp| stamp.inode)
    }

    /// What could not be read.
    pub(super) fn faults(&self) -> impl Iterator<Item = Fault> {
        let more = (self.more_faults > 0)
            .then(|| (None, format!("{} more lines cannot be read", self.more_faults).into()));
        self.faults.iter().cloned().chain(more).chain(self.last_fault.clone())
    }
}

/// The event on a line, if there is one, or what is wrong with the line.
pub(super) fn read(line: &[u8]) -> Result<Option<Event>, SafeText> {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    let line = str::from_utf8(line).map_err(|_| SafeText::new("the line is not UTF-8 text"))?;
    match read_line(line).map_err(|bad| SafeText::from(bad.0))? {
        Line::Event(event) => Ok(Some(event)),
        // This device's own log may say so too, after going back to an older version. It is appended to all the same: a line
        // stands alone in every format, and a mark that is refused is lost.
        Line::Format(version) if version > FORMAT => Err(SafeText::from(format!(
            "the log says format {version} and this version reads format {FORMAT}: there may be more in it than is shown; \
             update trailmark"
        ))),
        Line::Format(_) | Line::Other => Ok(None),
    }
}

#[cfg(test)]
mod tests;
