//! What is kept of the roadmap on the screen, behind the frame: that it was opened, and its text, to go back to while the file
//! is broken.

use std::sync::Arc;
use std::time::Duration;

use super::{Msg, Shell, open_store};
use crate::calendar::Calendar;
use crate::comparison::compare;
use crate::roadmap::{Roadmap, parse};
use crate::shelf;
use crate::source::Source;
use crate::store::{Kept, LastVersion};
use crate::text::SafeText;
use crate::tui::app::{Refusal, WaysOut};

/// How long two versions are compared: a person waits for it.
const PATIENCE: Duration = Duration::from_millis(200);
/// What is said where the version that worked went away meanwhile.
const GONE: &str = "The version that worked is not kept any more";

impl Shell {
    /// Remembers that the roadmap on the screen was opened, and keeps the version that was just read. On a thread, for it waits
    /// for the disk; a failure is not worth a word, for nothing of the person's hangs on it.
    pub(super) fn keep_record(&mut self) {
        if !self.recorder.is_idle() {
            // At the next turn then.
            return;
        }
        let version = self.to_keep.take().and_then(|stamp| Some((stamp, self.last_version()?)));
        let desk = self.app.desk().filter(|_| !self.remembered);
        let known = desk.map(|desk| shelf::known(&self.setup.source, desk.roadmap(), (self.setup.now)()));
        if known.is_some() {
            self.remembered = true;
            let roadmaps = self.roadmap_rows();
            self.tell(Msg::Others(roadmaps));
        }
        if version.is_none() && known.is_none() {
            return;
        }
        let (places, source) = (self.setup.places.clone(), self.setup.source.clone());
        self.recorder.run("record", move || {
            if let Some(known) = known {
                let _ = places.remember_roadmap(known);
            }
            // Only what was read is known to work; what was saved since is read again at the next look.
            if let Some((stamp, last)) = version
                && let Ok(text) = source.text()
                && source.stamp() == Some(stamp)
            {
                let _ = last.keep(&text);
            }
        });
    }

    /// Waits until all of that is kept.
    pub(super) fn finish_record(&mut self) {
        self.recorder.finish();
        self.keep_record();
        self.recorder.finish();
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
                self.settle_in();
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
            Source::File(path) => {
                Some(LastVersion::of(&self.setup.places, path, Arc::clone(&self.setup.files)))
            }
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
