//! What the keys do with a list over the panes.

use super::{Desk, Outcome};
use crate::progress::Moment;
use crate::tui::action::Action;
use crate::tui::layout::Panes;

impl Desk {
    /// Opens the list of links and resources.
    pub(super) fn list_links(&mut self, _now: Moment) -> Outcome {
        (Vec::new(), None)
    }

    /// Opens the list of headings.
    pub(super) fn list_headings(&mut self, _now: Moment) -> Outcome {
        (Vec::new(), None)
    }

    /// What an action does in a list.
    pub(super) fn choose(&mut self, _action: Action, _panes: &Panes, _now: Moment) -> Outcome {
        (Vec::new(), None)
    }
}
