//! One event a line: the format of a log.

use super::Event;

/// What a line of a log is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// Blank, a comment, or `format = N`.
    Other,
    /// An event.
    Event(Event),
}

/// Why a line could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadLine(pub String);

/// Reads one line of a log, without its line break.
///
/// # Errors
/// Says what is wrong with the line.
pub fn read_line(line: &str) -> Result<Line, BadLine> {
    let _ = line;
    unimplemented!()
}

/// Writes an event as one line, with its line break.
pub fn write_line(event: &Event) -> String {
    let _ = event;
    unimplemented!()
}
