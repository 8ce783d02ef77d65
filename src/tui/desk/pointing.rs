//! What the mouse does: the wheel scrolls what is under the pointer, a click selects or follows, the divider is dragged.

use ratatui::layout::{Position, Rect};

use super::{Desk, Mode, Outcome, resized};
use crate::marking;
use crate::progress::{Mark, Moment};
use crate::roadmap::TopicIx;
use crate::tui::action::Action;
use crate::tui::layout::{Focus, ListPanes, MenuPanes, Panes, SIGN, arrow_column};
use crate::tui::listing::ListedRow;
use crate::tui::message::Message;
use crate::tui::pointer::{Pointed, WHEEL, row_at, wheel_action, wheel_rows};

const NOTHING: Outcome = (Vec::new(), None);

impl Desk {
    /// What the mouse leads to.
    pub(in crate::tui) fn point(&mut self, pointed: Pointed, panes: &Panes, now: Moment) -> Outcome {
        match pointed {
            Pointed::Wheel { is_down, at } => self.wheel(is_down, at, (panes, now)),
            Pointed::Press { at } => return self.press_at(at, panes, now),
            Pointed::Drag { at } if self.is_dragging && panes.divider.width > 0 => {
                let by = i32::from(at.x) - i32::from(panes.divider.x);
                let by = i16::try_from(by).unwrap_or_default();
                self.arrangement.tree_extra = resized(panes, self.arrangement.tree_extra, by);
            }
            Pointed::Drag { .. } => {}
            Pointed::Release => self.is_dragging = false,
        }
        NOTHING
    }

    /// Scrolls what is under the pointer, or what is laid over the panes.
    fn wheel(&mut self, is_down: bool, at: Position, (panes, now): (&Panes, Moment)) {
        let by = wheel_rows(is_down);
        match &self.mode {
            Mode::Help { .. } | Mode::Listing(_) | Mode::Choosing(_) | Mode::Asking(_) | Mode::GoTo(_) => {
                for _ in 0..WHEEL {
                    // A step in a list leads nowhere else.
                    let _ = self.act(wheel_action(is_down), panes, now);
                }
            }
            _ if panes.note.contains(at) => self.reader.scroll_by(by),
            _ if panes.tree.contains(at) => self.outline.scroll_by(by, usize::from(panes.tree.height)),
            _ => {}
        }
    }

    fn press_at(&mut self, at: Position, panes: &Panes, now: Moment) -> Outcome {
        match &mut self.mode {
            Mode::Listing(listing) => {
                let list = ListPanes::of(panes, listing.rows());
                let Some(row) = row_at(list.body, at, listing.top) else {
                    return self.close_over(list.area, at);
                };
                if row >= listing.rows() {
                    return NOTHING;
                }
                let ListedRow::Line(line) = listing.row(row) else { return NOTHING };
                listing.cursor = line;
                self.act(Action::Accept, panes, now)
            }
            Mode::Choosing(menu) => {
                let list = MenuPanes::of(panes, menu);
                let Some(row) = row_at(list.body, at, menu.top) else {
                    return self.close_over(list.area, at);
                };
                if row >= menu.lines.len() {
                    return NOTHING;
                }
                menu.cursor = row;
                self.act(Action::Accept, panes, now)
            }
            Mode::Browse => self.press_in_panes(at, panes, now),
            // What is being written or asked goes on with keys.
            Mode::Help { .. } | Mode::Adding(_) | Mode::Finding(_) | Mode::Asking(_) | Mode::GoTo(_) => {
                NOTHING
            }
        }
    }

    /// A click beside what lies over the panes closes it.
    fn close_over(&mut self, area: Rect, at: Position) -> Outcome {
        if !area.contains(at) {
            self.mode = Mode::Browse;
        }
        NOTHING
    }

    fn press_in_panes(&mut self, at: Position, panes: &Panes, now: Moment) -> Outcome {
        if panes.divider.contains(at) {
            self.is_dragging = true;
        } else if panes.note.contains(at) || panes.note_title.contains(at) {
            self.end_selection_at(Action::SwitchPane);
            self.arrangement.focus = Focus::Note;
            return self.press_in_note(at, panes, now);
        } else if let Some(row) = row_at(panes.tree, at, self.outline.top()) {
            return self.press_in_tree(row, (at.x - panes.tree.x, panes.tree.width), now);
        }
        NOTHING
    }

    /// A click on the sign of a topic goes to its next mark, one on its arrow folds it.
    fn press_in_tree(&mut self, row: usize, (column, width): (u16, u16), now: Moment) -> Outcome {
        let Some(ix) = self.outline.rows().get(row).copied() else { return NOTHING };
        self.end_selection_at(Action::SwitchPane);
        self.trail.clear();
        self.arrangement.focus = Focus::Tree;
        self.outline.select(&self.roadmap, ix);
        let arrow = arrow_column(self.roadmap.topic(ix).depth, width);
        if column == SIGN && self.roadmap.is_leaf(ix) {
            return self.next_mark(ix, now);
        }
        if column == arrow {
            self.outline.toggle(&self.roadmap);
        }
        NOTHING
    }

    /// A click on a link follows it, one on the sign of a resource ticks it.
    fn press_in_note(&mut self, at: Position, panes: &Panes, now: Moment) -> Outcome {
        let text = panes.text();
        if !text.contains(at) {
            return NOTHING;
        }
        let (below, cell) = (usize::from(at.y - text.y), usize::from(at.x - text.x));
        if let Some(resource) = self.reader.tick_at(below, cell) {
            return self.tick(resource, now);
        }
        if self.reader.choose_at(below, cell) { self.follow(now) } else { NOTHING }
    }

    /// To do, in progress, done, and from the beginning.
    fn next_mark(&mut self, ix: TopicIx, now: Moment) -> Outcome {
        let next = match self.standing.status(ix).mark() {
            Mark::Todo => Mark::InProgress,
            Mark::InProgress => Mark::Done,
            Mark::Done | Mark::Skipped => Mark::Todo,
        };
        let said = format!("{} {}", self.roadmap.topic(ix).shown(), next.label());
        let changes = marking::mark_changes(&self.roadmap, &[ix], next);
        (self.apply(changes, now), Some(Message::marked(next, said)))
    }
}
