//! Progress that is taken somewhere else, and taken in from there: the lines of the logs as they are.

use std::collections::{BTreeMap, HashSet};
use std::io;

use super::mirror::{self, Lost};
use super::{Store, StoreError};
use crate::progress::{Change, EventKey, write_line};

impl Store {
    /// The lines of all events in all logs, without their line breaks, the oldest first and each key once. What cannot be read is
    /// left out, as when the logs are loaded.
    ///
    /// # Errors
    /// Where the folder or this device's own log cannot be read.
    pub fn lines(&self) -> Result<Vec<String>, StoreError> {
        let mut lines: BTreeMap<EventKey, Lost> = BTreeMap::new();
        for path in self.list()? {
            let text = match mirror::whole(&*self.files, &path) {
                Ok(text) => text,
                Err(error) if path == self.own_log && error.kind() != io::ErrorKind::NotFound => {
                    return Err(StoreError::io("read your progress in", &path, &error));
                }
                Err(_) => continue,
            };
            for (key, line) in mirror::lines(&text).filter_map(Lost::read) {
                let is_better = lines.get(&key).is_none_or(|known| rank(&line) > rank(known));
                if is_better {
                    lines.insert(key, line);
                }
            }
        }
        Ok(lines.into_values().map(|lost| lost.line.trim_end_matches(['\n', '\r']).to_owned()).collect())
    }

    /// How many events of these lines no log has.
    ///
    /// # Errors
    /// Where this device's own log cannot be read.
    pub fn count_new(&self, lines: &[String]) -> Result<usize, StoreError> {
        let read = lines.iter().filter_map(|line| Some(Lost::read(line.as_bytes())?.0));
        let mut keys: HashSet<EventKey> = read.collect();
        if !keys.is_empty() {
            let in_logs = self.keys_in_logs()?;
            keys.retain(|key| !in_logs.contains(key));
        }
        Ok(keys.len())
    }

    /// Takes in lines that [`Store::lines`] gave: those whose keys no log has are added to this device's log, in one write. They
    /// are on the disk when this returns, and handed out at the next refresh. Says how many there were.
    ///
    /// # Errors
    /// As [`Store::append`].
    pub fn take_in(&mut self, lines: &[String]) -> Result<usize, StoreError> {
        let mut events: BTreeMap<EventKey, Lost> = BTreeMap::new();
        for (key, line) in lines.iter().filter_map(|line| Lost::read(line.as_bytes())) {
            events.entry(key).or_insert(line);
        }
        let events: Vec<Lost> = events.into_values().collect();
        self.restore(&events)
    }
}

/// Which of two lines with one key is the better one: what progress takes for better too.
fn rank(lost: &Lost) -> (bool, String, &str) {
    (lost.event.change != Change::Unknown, write_line(&lost.event), &lost.line)
}
