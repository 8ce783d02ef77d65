//! The note pane when the roadmap is another version of itself.

use std::mem;

use super::passage::{Passage, Text};
use super::{Goal, Reader};
use crate::roadmap::{Roadmap, Succession};

impl Reader {
    /// Goes on with the same topic, whatever it is called now, at the same place. One that is gone is closed.
    pub fn carry(&mut self, versions: &Succession<'_>) {
        let places = mem::take(&mut self.places).into_iter();
        self.places = places.map(|(id, place)| (versions.id(&id).clone(), place)).collect();
        let Some(ix) = self.topic else { return };
        let Some(heir) = versions.heir(ix) else { return self.close(versions.old) };
        let (old, new) = (versions.old.topic(ix), versions.new.topic(heir));
        self.topic = Some(heir);
        self.search.rename(&new.id);
        if old.shown() != new.shown() {
            // A heading that says the title again is not shown.
            self.renew();
        }
        let text_of = |roadmap: &Roadmap| (roadmap.notes().clone(), roadmap.spoken().cloned());
        if old.note != new.note || text_of(versions.old) != text_of(versions.new) {
            let place = self.place();
            self.note = Passage::new(if new.note.is_some() { Text::Unread } else { Text::Absent });
            self.goal = Some(Goal::Place(place));
        }
    }
}
