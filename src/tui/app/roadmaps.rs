//! The list of roadmaps, which lies over whatever is in front of the person, and the way to another roadmap.

use std::path::{Path, PathBuf};

use super::{App, Broken, Effect, Msg, Refusal, Stage, Update};
use crate::progress::Moment;
use crate::shelf::State;
use crate::store::{Known, shown};
use crate::text::SafeText;
use crate::tui::action::{Action, key_of};
use crate::tui::chord::Arrows;
use crate::tui::layout::ListPanes;
use crate::tui::message::{Message, Trouble};
use crate::tui::pointer::{Pointed, WHEEL, row_at, wheel_action};
use crate::tui::roadmaps::{RoadmapList, Row, Seen};

impl App {
    /// The list of roadmaps, where it is open.
    pub fn roadmaps(&self) -> Option<&RoadmapList> {
        self.roadmaps.as_ref()
    }

    /// Shows the list, or shows it anew with this row chosen.
    pub(super) fn list_roadmaps(&mut self, rows: Vec<Row>, chosen: Option<&Path>) -> Update {
        match &mut self.roadmaps {
            Some(list) => list.renew(rows, chosen),
            None => self.roadmaps = Some(RoadmapList::new(rows)),
        }
        Update::redraw()
    }

    /// Takes what was found of roadmaps.
    pub(super) fn survey(&mut self, found: &[(Option<PathBuf>, Seen)]) -> Update {
        let Some(list) = &mut self.roadmaps else { return Update::none() };
        for (path, seen) in found {
            list.take(path, seen);
        }
        Update::redraw()
    }

    /// What an action does in the list.
    pub(super) fn act_in_roadmaps(&mut self, action: Action, now: Moment) -> Update {
        // What was said of a row is over with the next key.
        let _ = self.over(Trouble::Opening);
        let panes = self.panes();
        let Some(list) = &mut self.roadmaps else { return Update::none() };
        let height = ListPanes::of(&panes, list.rows.len()).body.height;
        if list.move_by(action, height) {
            return Update::redraw();
        }
        match action {
            Action::Back => self.roadmaps = None,
            Action::Accept => return self.open_chosen(now),
            Action::Forget => return self.forget_chosen(now),
            Action::Undo => match self.forgotten.pop() {
                Some(known) => return Update::with(Effect::PutBack(Box::new(known))),
                None => return self.say(Message::passing("Nothing was forgotten here", now), now),
            },
            _ => {}
        }
        Update::redraw()
    }

    fn open_chosen(&mut self, now: Moment) -> Update {
        let Some(row) = self.roadmaps.as_ref().and_then(RoadmapList::chosen) else { return Update::none() };
        if row.is_present {
            self.roadmaps = None;
            return Update::redraw();
        }
        match (&row.seen, row.path()) {
            (Some(seen), Some(path)) if seen.look.state == State::Gone => {
                let why = gone(path);
                self.say(Message::trouble(Trouble::Opening, why), now)
            }
            (_, path) => Update::with(Effect::OpenRoadmap(path.map(PathBuf::from))),
        }
    }

    fn forget_chosen(&mut self, now: Moment) -> Update {
        let Some(row) = self.roadmaps.as_ref().and_then(RoadmapList::chosen) else { return Update::none() };
        if row.path().is_none() {
            return self.say(
                Message::passing("The built-in roadmap cannot be forgotten: it is always here", now),
                now,
            );
        }
        if row.is_present {
            return self.say(Message::passing("The roadmap that is open cannot be forgotten", now), now);
        }
        Update::with(Effect::Forget(Box::new(row.known.clone())))
    }

    /// A roadmap is no longer on the list.
    pub(super) fn forgot(&mut self, known: Known, now: Moment) -> Update {
        if let Some(list) = &mut self.roadmaps {
            list.remove(&known);
        }
        let said = format!("Forgot {}; its progress stays", known.title);
        self.forgotten.push(known);
        self.say(Message::done(said, Some((Action::Undo, "undo"))), now)
    }

    /// What the mouse does in the list.
    pub(super) fn point_in_roadmaps(&mut self, pointed: Pointed, now: Moment) -> Update {
        let panes = self.panes();
        let Some(list) = &mut self.roadmaps else { return Update::none() };
        let place = ListPanes::of(&panes, list.rows.len());
        match pointed {
            Pointed::Wheel { is_down, .. } => {
                for _ in 0..WHEEL {
                    list.move_by(wheel_action(is_down), place.body.height);
                }
            }
            Pointed::Press { at } => match row_at(place.body, at, list.top) {
                Some(row) if row < list.rows.len() => {
                    list.cursor = row;
                    return self.act_in_roadmaps(Action::Accept, now);
                }
                None if !place.area.contains(at) => self.roadmaps = None,
                _ => {}
            },
            _ => {}
        }
        Update::redraw()
    }

    /// Another roadmap takes the place of what was in front of the person.
    pub(super) fn switched(&mut self, first: Msg, now: Moment) -> Update {
        self.roadmaps = None;
        self.turn_page();
        let nothing = Broken::new(Refusal::Unreadable(SafeText::default()));
        self.stage = Stage::Broken(nothing);
        self.handle(first, now)
    }

    /// A roadmap could not be opened: what is in front of the person stays.
    pub(super) fn not_opened(&mut self, why: SafeText, now: Moment) -> Update {
        if let Stage::Welcome(welcome) = &mut self.stage
            && welcome.refuse(&why)
        {
            return Update::redraw();
        }
        self.say(Message::trouble(Trouble::Opening, why), now)
    }
}

/// What is said of a roadmap whose file is gone.
pub(in crate::tui) fn gone(path: &Path) -> String {
    // This may be said where the list is not open, and there its keys mean something else.
    let [list, forget] = [Action::Roadmaps, Action::Forget].map(|action| key_of(action, Arrows::Ascii));
    format!(
        "There is no file {} any more. Put it back there, or forget it with {forget} in the list of roadmaps ({list}): its \
         progress stays",
        shown(path)
    )
}
