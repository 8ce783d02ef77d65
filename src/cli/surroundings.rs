//! What a process is started with: arguments, environment, folder, terminals and the time.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal as _};
use std::path::PathBuf;

use crate::progress::Moment;

/// Cells of a line where nothing says how wide the terminal is.
const USUAL_WIDTH: u16 = 80;
/// Rows of a terminal where nothing says how high it is.
const USUAL_HEIGHT: u16 = 24;

/// What a process is started with, read once.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// The command line; the name of the program comes first.
    pub arguments: Vec<OsString>,
    /// The environment.
    pub variables: BTreeMap<OsString, OsString>,
    /// The current folder.
    pub folder: PathBuf,
    /// Whether standard input is a terminal.
    pub terminal_in: bool,
    /// Whether standard output is a terminal.
    pub terminal_out: bool,
    /// Cells of a line of the terminal.
    pub width: usize,
    /// Rows of the terminal.
    pub height: usize,
    /// The time at the start.
    pub now: Moment,
    /// Tells the time: for what goes on for long.
    pub clock: fn() -> Moment,
}

impl Surroundings {
    /// Those of this process. The clock is the caller's.
    pub fn of_process(clock: fn() -> Moment) -> Self {
        let (columns, rows) = crossterm::terminal::size().unwrap_or((USUAL_WIDTH, USUAL_HEIGHT));
        Self {
            arguments: std::env::args_os().collect(),
            variables: std::env::vars_os().collect(),
            // Where the folder is gone, paths of the command line may still be absolute.
            folder: std::env::current_dir().unwrap_or_else(|_| PathBuf::from(".")),
            terminal_in: io::stdin().is_terminal(),
            terminal_out: io::stdout().is_terminal(),
            width: usize::from(if columns == 0 { USUAL_WIDTH } else { columns }),
            height: usize::from(if rows == 0 { USUAL_HEIGHT } else { rows }),
            now: clock(),
            clock,
        }
    }

    /// A variable of the environment; an empty one is as good as none.
    pub fn variable(&self, name: &str) -> Option<&OsStr> {
        self.variables.get(OsStr::new(name)).map(OsString::as_os_str).filter(|value| !value.is_empty())
    }

    /// Whether the interface can be shown here.
    pub fn can_show_interface(&self) -> bool {
        self.terminal_in && self.terminal_out && !self.is_dumb()
    }

    /// Whether the terminal says that it can do nothing but print.
    pub fn is_dumb(&self) -> bool {
        self.variable("TERM").is_some_and(|term| term == "dumb")
    }
}

#[cfg(test)]
impl Surroundings {
    /// Surroundings with these variables, for tests.
    pub(crate) fn with(variables: &[(&str, &str)]) -> Self {
        Self {
            arguments: vec!["trailmark".into()],
            variables: variables.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect(),
            folder: PathBuf::from("."),
            terminal_in: true,
            terminal_out: true,
            width: 80,
            height: 24,
            now: Moment::from_millis(0),
            clock: || Moment::from_millis(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interface_needs_two_terminals_that_are_not_dumb() {
        for (input, output, term, shown) in [
            (true, true, "xterm", true),
            (true, true, "", true),
            (false, true, "xterm", false),
            (true, false, "xterm", false),
            (true, true, "dumb", false),
        ] {
            let mut here = Surroundings::with(&[("TERM", term)]);
            (here.terminal_in, here.terminal_out) = (input, output);
            assert_eq!(here.can_show_interface(), shown, "{input} {output} {term:?}");
        }
    }
}
