//! What a run ends with.

use std::process::ExitCode;

use super::address::AddressError;
use super::roadmaps::RoadmapError;
use crate::source::{Fault, LoadError, SourceError};
use crate::text::SafeText;

/// What a run ends with; the numbers are part of the program's contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done, also when the answer is an empty list: 0.
    Success,
    /// A file, a permission, a lock, an editor: 1.
    Failed,
    /// Wrong usage, or no terminal for what needs one: 2.
    Usage,
    /// The roadmap, a note, a summary, a log or the settings are invalid: 3.
    Invalid,
    /// A topic or a roadmap was not found, or is ambiguous: 4.
    NotFound,
    /// Ended by a signal with this number: 128 and the number.
    Signal(u8),
}

impl Exit {
    /// What a run that ends with `error` ends with.
    pub fn of(error: &anyhow::Error) -> Self {
        if error.is::<UsageError>() {
            Self::Usage
        } else if error.is::<AddressError>() || error.is::<OrphanError>() || error.is::<RoadmapError>() {
            Self::NotFound
        } else if is_invalid(error) {
            Self::Invalid
        } else {
            Self::Failed
        }
    }

    /// The number that the shell sees.
    pub fn code(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Invalid => 3,
            Self::NotFound => 4,
            Self::Signal(number) => number.saturating_add(128),
        }
    }
}

/// Whether what is in the roadmap file is at fault, and not the file.
fn is_invalid(error: &anyhow::Error) -> bool {
    let source = match error.downcast_ref() {
        Some(LoadError::Invalid(_)) => return true,
        Some(LoadError::Unreadable(error)) => Some(error),
        None => error.downcast_ref(),
    };
    source.is_some_and(|error: &SourceError| error.fault() == Fault::Content)
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// A command line that makes no sense.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct UsageError(pub String);

/// An id without progress of its own, where the id of a topic that is gone, or was something else, was expected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrphanError {
    /// The roadmap still has it.
    #[error(
        "`{0}` is a topic of this roadmap, and all that was marked under this id is of it; only progress of topics that are gone, or of \
             an id that stands for something else now, can be given away"
    )]
    Present(SafeText),
    /// Nobody knows it.
    #[error("no topic that is gone is called `{id}`; {help}")]
    Unknown {
        /// What was asked for.
        id: SafeText,
        /// What to do.
        help: SafeText,
    },
}

#[cfg(test)]
mod tests {
    use anyhow::Context as _;

    use super::*;

    #[test]
    fn errors_keep_their_code_under_a_context() {
        let usage: Result<(), _> = Err(UsageError("no".into()));
        let error = usage.context("while trying").expect_err("an error");
        assert_eq!(Exit::of(&error), Exit::Usage);
        assert_eq!(Exit::of(&anyhow::anyhow!("a disk is full")).code(), 1);
        assert_eq!(Exit::Signal(2).code(), 130);
    }
}
