//! How the desk is left, and found again.

use std::collections::BTreeMap;

use super::Desk;
use super::sifting::Sifting;
use crate::roadmap::{Names, TopicId, TopicIx};
use crate::tui::filter::Filter;
use crate::tui::outline::Shape;
use crate::tui::session::Session;

impl Desk {
    /// How it would be left now. What is looked for is not kept, and what is laid over the panes neither.
    pub fn session(&self) -> Session {
        let shape = self.outline.shape(&self.roadmap);
        let ids = |topics: &[TopicIx]| -> Vec<TopicId> {
            topics.iter().map(|ix| self.roadmap.topic(*ix).id.clone()).collect()
        };
        // What is folded among hits of words means nothing without the words.
        let is_sought = self.sifting.sought.is_some();
        let of_filter = |topics: &[TopicIx]| if is_sought { Vec::new() } else { ids(topics) };
        let session = Session {
            topic: shape.here.map(|ix| self.roadmap.topic(ix).id.clone()),
            above: shape.above,
            open: Some(ids(&shape.open)),
            folded: of_filter(&shape.folded),
            revealed: of_filter(&shape.revealed),
            filter: self.filter().cloned(),
            tree_extra: self.arrangement.tree_extra,
            zoomed: self.arrangement.zoomed,
            focus: self.arrangement.focus,
            places: self.reader.places(&self.roadmap),
        };
        session.bounded()
    }

    /// Puts everything where it was left, as far as the roadmap still has it. The topic that was selected then; none where
    /// it is gone: another one stays selected.
    pub(in crate::tui) fn come_back(&mut self, session: &Session) -> Option<TopicIx> {
        let names = Names::of(&self.roadmap);
        let find_all =
            |ids: &[TopicId]| -> Vec<TopicIx> { ids.iter().filter_map(|id| names.find(id)).collect() };
        let here = session.topic.as_ref().and_then(|id| names.find(id));
        let shape = Shape {
            here,
            above: session.above,
            open: match &session.open {
                Some(open) => find_all(open),
                None => self.outline.shape(&self.roadmap).open,
            },
            folded: find_all(&session.folded),
            revealed: find_all(&session.revealed),
        };
        let mut places = BTreeMap::new();
        for (id, place) in &session.places {
            let Some(ix) = names.find(id) else { continue };
            let topic = &self.roadmap.topic(ix).id;
            // What was read under the present id counts more than what was under a former one.
            if topic == id || !session.places.contains_key(topic) {
                places.insert(topic.clone(), place.clone());
            }
        }
        let filter = session.filter.clone().filter(|filter| self.knows(filter));
        self.sifting = Sifting { filter, ..Sifting::default() };
        let hits = self.hits();
        self.outline.take_shape(&self.roadmap, &shape, hits);
        self.reader.take_places(&self.roadmap, places);
        // Also where no topic is shown in the tree.
        if let Some(ix) = self.outline.here() {
            self.reader.turn_to(&self.roadmap, ix);
        }
        self.arrangement.tree_extra = session.tree_extra;
        self.arrangement.zoomed = session.zoomed;
        self.arrangement.focus = session.focus;
        here
    }

    /// Whether there can be topics of a filter: tags come and go with the roadmap.
    fn knows(&self, filter: &Filter) -> bool {
        match filter {
            Filter::Tag(tag) => self.roadmap.topics().iter().any(|topic| topic.tags.contains(tag)),
            _ => true,
        }
    }
}
