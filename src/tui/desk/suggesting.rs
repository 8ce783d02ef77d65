//! What to study next: the best topic, and with the same key the next best.

use super::{Desk, Outcome};
use crate::next::{Suggestion, Why, suggestions};
use crate::progress::Moment;
use crate::tui::action::Action;
use crate::tui::message::Message;

impl Desk {
    /// Goes to what is suggested and says why; from there to the next best. What is shown of the tree is what is asked
    /// about.
    pub(super) fn suggest(&mut self, now: Moment) -> Outcome {
        let mut found = suggestions(&self.roadmap, &self.standing, &self.counts);
        let is_all_done = found.is_empty();
        found.retain(|suggestion| self.outline.is_hit(suggestion.topic));
        let here = self.outline.selected().filter(|ix| self.suggested == Some(*ix));
        let place = here.and_then(|here| found.iter().position(|suggestion| suggestion.topic == here));
        let next = place.map_or(0, |place| (place + 1) % found.len().max(1));
        let Some(suggestion) = found.get(next).copied() else {
            let said =
                if is_all_done { "Nothing is left to study" } else { "Nothing of what is shown is next" };
            let offer = (!is_all_done).then_some((Action::Back, "all topics"));
            return (Vec::new(), Some(Message::done(said, offer)));
        };
        self.trail.clear();
        self.outline.select(&self.roadmap, suggestion.topic);
        self.suggested = Some(suggestion.topic);
        let again = match (place, next) {
            (Some(_), 0) if found.len() > 1 => ", the best again",
            (Some(_), 0) => ", there is no other",
            _ => "",
        };
        let said =
            format!("{}: {}{again}", self.roadmap.topic(suggestion.topic).shown(), why(suggestion, now));
        let offer = (found.len() > 1).then_some((Action::Suggest, "next best"));
        (Vec::new(), Some(Message::done(said, offer)))
    }
}

/// The reason in words.
fn why(suggestion: Suggestion, now: Moment) -> String {
    const DAY: i64 = 24 * 60 * 60 * 1_000;
    match suggestion.why {
        Why::InProgress { since } => match now.millis().saturating_sub(since.millis()) / DAY {
            ..=0 => "in progress".to_owned(),
            1 => "in progress for a day".to_owned(),
            days => format!("in progress for {days} days"),
        },
        Why::Bookmarked => "bookmarked".to_owned(),
        Why::RequirementsDone => "all that it needs is done".to_owned(),
        Why::NextInOrder => "next in order".to_owned(),
    }
}
