//! What the keys do in the menu of filters.

use std::collections::BTreeMap;

use super::{Desk, Mode, Outcome, distance};
use crate::progress::Moment;
use crate::roadmap::Kind;
use crate::text::{SafeText, counted};
use crate::tui::action::Action;
use crate::tui::filter::Filter;
use crate::tui::layout::{MenuPanes, Panes};
use crate::tui::menu::{Choice, Menu};
use crate::tui::message::Message;

const NOTHING: Outcome = (Vec::new(), None);

impl Desk {
    pub(super) fn open_filters(&mut self) {
        self.outline.end_selection();
        let menu = Menu::of_filters(|filter| self.count(filter)).at(self.filter());
        self.mode = Mode::Choosing(menu);
    }

    /// How many topics a filter has.
    fn count(&self, filter: Option<&Filter>) -> usize {
        let known = self.known();
        let has = |ix: &_| filter.is_none_or(|filter| filter.has(known, *ix));
        self.roadmap.indices().filter(has).count()
    }

    /// Counts once more what the lines of the open menu show.
    pub(super) fn recount_menu(&mut self) {
        if !matches!(self.mode, Mode::Choosing(_)) {
            return;
        }
        let Mode::Choosing(mut menu) = std::mem::take(&mut self.mode) else { return };
        for line in &mut menu.lines {
            if let Choice::Filter(filter) = &line.choice {
                line.count = Some(self.count(filter.as_ref()));
            }
        }
        self.mode = Mode::Choosing(menu);
    }

    /// What an action does in a menu.
    pub(super) fn choose_filter(&mut self, action: Action, panes: &Panes, now: Moment) -> Outcome {
        let Mode::Choosing(menu) = &mut self.mode else { return NOTHING };
        if let Some(lines) = distance(action, MenuPanes::of(panes, menu).body.height) {
            menu.move_by(lines);
            return NOTHING;
        }
        let line = match action {
            Action::Letter(letter) => menu.line_of(letter),
            Action::Accept => menu.lines.get(menu.cursor),
            _ => None,
        };
        if let Some(choice) = line.map(|line| line.choice.clone()) {
            return self.take_choice(choice, now);
        }
        match action {
            Action::First => menu.move_by(isize::MIN),
            Action::Last => menu.move_by(isize::MAX),
            Action::Back => self.mode = Mode::Browse,
            Action::Letter(_) => {
                return (Vec::new(), Some(Message::passing("That letter is of the menu before", now)));
            }
            _ => {}
        }
        NOTHING
    }

    fn take_choice(&mut self, choice: Choice, now: Moment) -> Outcome {
        let (title, filters) = match choice {
            Choice::Filter(filter) => return self.set_filter(filter),
            Choice::Tags => ("Tags", self.tags()),
            Choice::Kinds => ("Kinds", Kind::ALL.iter().map(|kind| Filter::Kind(*kind)).collect()),
        };
        if filters.is_empty() {
            return (Vec::new(), Some(Message::passing("No topic of this roadmap has a tag", now)));
        }
        let counted = |filter: Filter| {
            let count = self.count(Some(&filter));
            (filter, count)
        };
        let filters = filters.into_iter().map(counted).collect();
        self.mode = Mode::Choosing(Menu::of(title, filters).at(self.filter()));
        NOTHING
    }

    /// A filter for each tag, the most frequent first.
    fn tags(&self) -> Vec<Filter> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for tag in self.roadmap.topics().iter().flat_map(|topic| &topic.tags) {
            *counts.entry(tag.as_str()).or_default() += 1;
        }
        let mut tags: Vec<(&str, usize)> = counts.into_iter().collect();
        // Stable: among equals the alphabet decides.
        tags.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        tags.into_iter().map(|(tag, _)| Filter::Tag(SafeText::new(tag))).collect()
    }

    fn set_filter(&mut self, filter: Option<Filter>) -> Outcome {
        self.mode = Mode::Browse;
        self.sifting.sought = None;
        self.sifting.filter = filter;
        self.trail.clear();
        self.sift();
        let said = match self.filter() {
            None => counted(self.roadmap.topics().len(), "topic"),
            // The tree says it itself.
            Some(_) if self.outline.rows().is_empty() => return NOTHING,
            Some(filter) => format!("{}: {}", filter.name(), counted(self.hit_count(), "topic")),
        };
        let offer = self.filter().map(|_| (Action::Back, "all topics"));
        (Vec::new(), Some(Message::done(said, offer)))
    }
}
