//! What opening a roadmap comes to.

use crate::progress::{DeviceId, Progress};
use crate::roadmap::Roadmap;
use crate::roadmap::problem::Problems;
use crate::store::LogTrouble;
use crate::text::SafeText;

/// A roadmap with its progress, as it was read.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The roadmap.
    pub roadmap: Roadmap,
    /// What the logs say.
    pub progress: Progress,
    /// What could not be read in the logs.
    pub troubles: Vec<LogTrouble>,
    /// This device.
    pub device: DeviceId,
}

/// Why there is no roadmap to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It has mistakes.
    Invalid(Problems),
    /// It cannot be read at all.
    Unreadable(SafeText),
    /// The progress on it cannot be read.
    NoProgress(SafeText),
}
