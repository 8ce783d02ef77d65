//! How far topics were read, to be kept for another day.

use std::collections::BTreeMap;

use super::{Place, Reader};
use crate::roadmap::{Roadmap, TopicId};

impl Reader {
    /// How far topics are read that are not at their start.
    pub fn places(&self, roadmap: &Roadmap) -> BTreeMap<TopicId, Place> {
        let here = self.topic.map(|ix| (roadmap.topic(ix).id.clone(), self.place()));
        let mut places: BTreeMap<_, _> =
            self.places.iter().map(|(id, place)| (id.clone(), place.clone())).chain(here).collect();
        places.retain(|_, place| *place != Place::default());
        places
    }

    /// Takes these places over; the topic that is shown is opened anew at its own.
    pub fn take_places(&mut self, roadmap: &Roadmap, places: BTreeMap<TopicId, Place>) {
        self.close(roadmap);
        self.places.extend(places);
    }
}
