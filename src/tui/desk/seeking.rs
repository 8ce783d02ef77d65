//! What the keys do while words are looked for in the tree.

use super::Desk;
use super::sifting::Sought;
use crate::markdown::Needle;
use crate::roadmap::TopicIx;
use crate::text::{SafeText, counted};
use crate::tui::action::Action;
use crate::tui::message::Message;
use crate::tui::reader::{Found, Hop};

impl Desk {
    /// What was looked for before is over.
    pub(super) fn begin_seek(&mut self) {
        self.outline.end_selection();
        if self.sifting.sought.take().is_some() {
            self.sift();
        }
        self.sifting.origin = Some(self.outline.clone());
    }

    /// Shows the topics whose titles have words in them, from the place on where the person was.
    pub(super) fn seek(&mut self, words: &str) {
        let Some(origin) = self.sifting.origin.clone() else { return };
        let here = origin.here();
        self.outline = origin;
        self.sifting.sought = Needle::new(words).map(|needle| Sought { words: words.to_owned(), needle });
        self.sift();
        if let (Some(_), Some(here)) = (&self.sifting.sought, here) {
            self.outline.go_to_hit(&self.roadmap, here);
        }
    }

    /// Goes back to where the person was, with the folds that were there; nothing is looked for any more.
    pub(super) fn cancel_seek(&mut self) {
        self.sifting.sought = None;
        if let Some(origin) = self.sifting.origin.take() {
            self.outline = origin;
        }
        // Marks may have come from elsewhere meanwhile.
        self.sift_again();
    }

    /// Stays at what was found; without words it is what was found the time before.
    pub(super) fn keep_sought(&mut self) -> Option<Message> {
        if self.sifting.sought.is_none() {
            let last = self.sifting.last.clone();
            self.seek(&last);
        }
        let words = self.sifting.sought.as_ref().map(|sought| sought.words.clone());
        let Some(words) = words else {
            self.cancel_seek();
            return None;
        };
        if self.outline.rows().is_empty() {
            // An empty tree is of no use to anybody.
            let (said, meant) = self.why_empty();
            self.cancel_seek();
            let said = meant.map_or(said.to_string(), |meant| format!("{said} {}", capitalized(&meant)));
            return Some(Message::done(said, None));
        }
        self.sifting.last = words;
        self.sifting.origin = None;
        self.trail.clear();
        let offer = (self.hit_count() > 1).then_some((Action::NextHit, "next"));
        Some(Message::done(self.tally_of_tree()?, offer))
    }

    /// Goes to the next hit or the one before it.
    pub(super) fn hop_in_tree(&mut self, action: Action) -> Hop {
        let hits: Vec<TopicIx> = self.roadmap.indices().filter(|ix| self.outline.is_hit(*ix)).collect();
        let (Some(here), true) = (self.outline.here(), self.sifting.sought.is_some()) else {
            return Hop::Nowhere;
        };
        let further = match action {
            Action::PreviousHit => hits.iter().rfind(|ix| **ix < here),
            _ => hits.iter().find(|ix| **ix > here),
        };
        let around = if action == Action::PreviousHit { hits.last() } else { hits.first() };
        let Some(goal) = further.or(around).copied() else { return Hop::Nowhere };
        let hop = if further.is_some() { Hop::On } else { Hop::Around };
        self.trail.clear();
        self.outline.select(&self.roadmap, goal);
        hop
    }

    /// How many topics were found, and which of them the cursor is on.
    pub(super) fn found_in_tree(&self) -> Option<Found> {
        self.sifting.sought.as_ref()?;
        let here = self.outline.selected().filter(|ix| self.outline.is_hit(*ix));
        let hits = || self.roadmap.indices().filter(|ix| self.outline.is_hit(*ix));
        let current = here.map_or(0, |here| hits().take_while(|ix| *ix <= here).count());
        Some(Found { current, count: hits().count() })
    }

    pub(super) fn tally_of_tree(&self) -> Option<SafeText> {
        let found = self.found_in_tree()?;
        Some(match (found.count, found.current) {
            (0, _) => self.why_empty().0,
            (count, 0) => counted(count, "hit").into(),
            (count, current) => format!("{current} of {count}").into(),
        })
    }
}

/// With a capital letter.
fn capitalized(text: &SafeText) -> String {
    let mut chars = text.as_str().chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
