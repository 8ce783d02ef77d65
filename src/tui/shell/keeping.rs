//! The last version of the roadmap that could be read: kept behind the frame, and gone back to while the file is broken.

use std::sync::Arc;
use std::time::Duration;

use super::{Msg, Shell, open_store};
use crate::calendar::Calendar;
use crate::comparison::compare;
use crate::roadmap::{Roadmap, parse};
use crate::source::Source;
use crate::store::{Kept, LastVersion, RealFiles};
use crate::text::SafeText;
use crate::tui::app::{Refusal, WaysOut};

/// How long two versions are compared: a person waits for it.
const PATIENCE: Duration = Duration::from_millis(200);
/// What is said where the version that worked went away meanwhile.
const GONE: &str = "The version that worked is not kept any more";

impl Shell {
    /// Keeps the version that is on the screen, where it was just read. Behind the frame, for it waits for the disk; a failure
    /// is not worth a word, for nothing of the person's hangs on it.
    pub(super) fn keep_version(&mut self) {
        let (Some(stamp), Some(last)) = (self.to_keep.take(), self.last_version()) else { return };
        let text = self.setup.source.text();
        // Only what was read is known to work; what was saved since is read again at the next look.
        if let Ok(text) = text
            && self.setup.source.stamp() == Some(stamp)
        {
            let _ = last.keep(&text);
        }
    }

    /// Tells the screen of a broken file what leads on from it.
    pub(super) fn tell_ways_out(&mut self) -> bool {
        if self.app.refusal().is_none() {
            return false;
        }
        let ways = WaysOut {
            editor: self.setup.editor_name.clone(),
            has_file: self.stamp.is_some_and(|stamp| stamp.is_regular),
            version: self.fallback().map(|(kept, _)| self.day(&kept)),
        };
        self.tell(Msg::WaysOut(ways))
    }

    /// Goes back to the last version that worked. The person's file stays as it is.
    pub(super) fn go_back(&mut self) -> Option<Msg> {
        let Some((kept, roadmap)) = self.fallback() else { return Some(Msg::Handed(Err(GONE.into()))) };
        match open_store(&self.setup, roadmap) {
            Ok((store, opening)) => {
                self.store = Some(store);
                self.tell(Msg::WentBack(Box::new(opening), self.day(&kept)));
                self.list_summaries();
                self.restore_session();
                None
            }
            Err(error) => Some(Msg::Withheld(error.to_string().into())),
        }
    }

    /// Finds out what changed since the file last worked.
    pub(super) fn compare_versions(&self) -> Msg {
        match (self.fallback(), self.app.refusal()) {
            (Some((kept, _)), Some(Refusal::Invalid(problems))) => {
                Msg::Compared(Box::new(compare(&kept.text, problems.text(), PATIENCE)))
            }
            _ => Msg::Handed(Err(GONE.into())),
        }
    }

    fn last_version(&self) -> Option<LastVersion> {
        match &self.setup.source {
            Source::BuiltIn => None,
            Source::File(path) => Some(LastVersion::of(&self.setup.places, path, Arc::new(RealFiles))),
        }
    }

    /// The version that is kept of the file that cannot be used. None where it cannot be used either, or is of another
    /// roadmap that lay at the same path: marks would go elsewhere.
    fn fallback(&self) -> Option<(Kept, Roadmap)> {
        let Source::File(path) = &self.setup.source else { return None };
        let id = match self.app.refusal()? {
            Refusal::Invalid(problems) => problems.id(),
            Refusal::Unreadable(_) => None,
            Refusal::NoProgress(_) => return None,
        };
        let kept = self.last_version()?.read()?;
        let roadmap = parse(&kept.text, path).ok()?;
        id.is_none_or(|id| id == roadmap.id().as_str()).then_some((kept, roadmap))
    }

    fn day(&self, kept: &Kept) -> SafeText {
        Calendar::new((self.setup.zone)(), (self.setup.now)()).day(kept.since)
    }
}
