//! What the keys do with rows that are selected together.

use super::{Desk, Outcome};
use crate::marking::{self, Plan};
use crate::progress::{Change, Mark, Moment};
use crate::roadmap::TopicIx;
use crate::text::counted;
use crate::tui::action::Action;
use crate::tui::layout::Focus;
use crate::tui::message::Message;

impl Desk {
    /// Begins to select rows, or stops.
    pub(super) fn select_rows(&mut self) {
        if !self.outline.end_selection() {
            self.outline.begin_selection();
        }
    }

    /// The topics in the rows that are selected together, if any are.
    pub(super) fn selected_together(&self) -> Option<Vec<TopicIx>> {
        let rows = self.outline.selected_rows();
        (self.arrangement.focus == Focus::Tree && !rows.is_empty()).then(|| rows.to_vec())
    }

    /// Rows are selected only as long as the person is among them.
    pub(super) fn end_selection_at(&mut self, action: Action) {
        let ends = matches!(
            action,
            Action::Find
                | Action::Filter
                | Action::Suggest
                | Action::NextHit
                | Action::PreviousHit
                | Action::SwitchPane
                | Action::Open
                | Action::AddLine
                | Action::EditSummary
                | Action::EditRoadmap
                | Action::ListLinks
                | Action::ListHeadings
        );
        if ends {
            self.outline.end_selection();
        }
    }

    /// Marks what is selected in one step. A folded row stands for all below it, an open one only for itself: what is
    /// below it is selected row by row.
    pub(super) fn mark_rows(&mut self, rows: &[TopicIx], mark: Mark, now: Moment) -> Outcome {
        let is_one = rows.len() == 1;
        let parts =
            rows.iter().map(|ix| marking::Part { topic: *ix, whole: is_one || !self.outline.is_open(*ix) });
        let plan = marking::toggle_all(&self.roadmap, &self.standing, &parts.collect::<Vec<_>>(), mark);
        self.outline.end_selection();
        match plan {
            Plan::NothingLeft => {
                (Vec::new(), Some(Message::done("Nothing of these rows is still to do", None)))
            }
            Plan::Set(mark, topics) => {
                let said = format!("{} {}", counted(topics.len(), "topic"), mark.label());
                let changes = marking::mark_changes(&self.roadmap, &topics, mark);
                (self.apply(changes, now), Some(Message::marked(mark, said)))
            }
        }
    }

    /// Bookmarks what is selected in one step; where all of it is bookmarked, takes the bookmarks away.
    pub(super) fn bookmark_rows(&mut self, rows: &[TopicIx], now: Moment) -> Outcome {
        let on = !rows.iter().all(|ix| self.standing.is_bookmarked(*ix));
        let change = |ix: &TopicIx| {
            let topic = self.roadmap.topic(*ix);
            Change::Bookmark { topic: topic.id.clone(), title: topic.title.clone(), on }
        };
        let others = rows.iter().filter(|ix| self.standing.is_bookmarked(**ix) != on);
        let changes: Vec<Change> = others.map(change).collect();
        let said = if on { "bookmarked" } else { "no longer bookmarked" };
        let said = format!("{} {said}", counted(changes.len(), "topic"));
        self.outline.end_selection();
        (self.apply(changes, now), Some(Message::done(said, Some((Action::Undo, "undo")))))
    }
}
