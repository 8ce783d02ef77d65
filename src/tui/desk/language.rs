//! The language of titles and notes: all that is on the screen is the same in another one.

use std::mem;
use std::sync::Arc;

use super::{Desk, Outcome};
use crate::language::LanguageTag;
use crate::progress::Moment;
use crate::roadmap::Succession;
use crate::tui::app::Effect;
use crate::tui::message::Message;

impl Desk {
    /// Shows the roadmap in the language that is wanted, or in its own where it does not have that one. Nothing moves, and what
    /// is known of topics stays as it is.
    pub(in crate::tui) fn speak(&mut self, wanted: Option<&LanguageTag>) {
        let choice = wanted.and_then(|tag| self.roadmap.choice(tag).ok().flatten());
        if choice.as_ref() == self.roadmap.spoken() {
            return;
        }
        let mut translated = Arc::unwrap_or_clone(Arc::clone(&self.roadmap));
        translated.speak(wanted);
        let new = Arc::new(translated);
        let old = mem::replace(&mut self.roadmap, Arc::clone(&new));
        let versions = Succession::new(&old, &new);
        let offset = self.outline.offset();
        self.carry(&versions);
        self.recount();
        self.carry_goto(&versions);
        self.recount_menu();
        self.outline.hold(offset);
    }

    /// Shows the roadmap in the next of its languages.
    pub(super) fn switch_language(&mut self, now: Moment) -> Outcome {
        let languages = self.roadmap.languages();
        if languages.is_empty() {
            let said = "This roadmap has titles in one language only";
            return (Vec::new(), Some(Message::passing(said, now)));
        }
        let here = self.roadmap.spoken().and_then(|tag| languages.iter().position(|known| known == tag));
        let next = languages.get(here.map_or(0, |at| at + 1)).cloned();
        let next = next.or_else(|| self.roadmap.own_language()).unwrap_or_else(LanguageTag::own);
        self.speak(Some(&next));
        let rest = if self.roadmap.spoken().is_some() { " where there are any" } else { "" };
        let said = format!("Titles and notes in {}{rest}", next.name());
        (vec![Effect::Speak(next)], Some(Message::done(said, None)))
    }
}
