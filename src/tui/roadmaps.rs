//! The list of roadmaps over the panes: titles at once, how far the person has come in each as soon as that is known.

use std::path::{Path, PathBuf};

use super::action::Action;
use super::desk::distance;
use super::layout::in_view;
use crate::shelf::Look;
use crate::store::Known;
use crate::text::SafeText;

/// A roadmap of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it is and what it was called.
    pub known: Known,
    /// Where it is, in words.
    pub place: SafeText,
    /// Whether it is the one behind the list.
    pub is_present: bool,
    /// What was found of it.
    pub seen: Option<Seen>,
}

/// What was found of a roadmap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// How it is.
    pub look: Look,
    /// The day on which it was studied last, in words; empty where there is none.
    pub day: SafeText,
}

impl Row {
    /// Its file; none of the built-in one.
    pub fn path(&self) -> Option<&Path> {
        self.known.path.as_deref()
    }

    /// What it is called: today, where that is known.
    pub fn title(&self) -> &SafeText {
        let today = self.seen.as_ref().and_then(|seen| seen.look.title.as_ref());
        today.unwrap_or(&self.known.title)
    }
}

/// The list with the row that is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoadmapList {
    /// The roadmaps; never none.
    pub rows: Vec<Row>,
    /// The row that is chosen.
    pub cursor: usize,
    /// The first row on the screen.
    pub top: usize,
}

impl RoadmapList {
    /// A list with the first roadmap chosen that is not the present one: somebody who asks for the list wants another.
    pub fn new(rows: Vec<Row>) -> Self {
        let cursor = rows.iter().position(|row| !row.is_present).unwrap_or_default();
        Self { rows, cursor, top: 0 }
    }

    /// Takes the list anew, with what is known already, and chooses a row.
    pub fn renew(&mut self, rows: Vec<Row>, chosen: Option<&Path>) {
        let old = std::mem::replace(&mut self.rows, rows);
        for row in &mut self.rows {
            let same = old.iter().find(|old| old.known.path == row.known.path);
            row.seen = same.and_then(|old| old.seen.clone());
        }
        let place = self.rows.iter().position(|row| row.path() == chosen);
        self.cursor = place.unwrap_or(self.cursor).min(self.rows.len().saturating_sub(1));
    }

    /// Takes what was found of the roadmap at a path.
    pub fn take(&mut self, path: &Option<PathBuf>, seen: &Seen) {
        if let Some(row) = self.rows.iter_mut().find(|row| row.known.path == *path) {
            row.seen = Some(seen.clone());
        }
    }

    /// Leaves out a roadmap that was forgotten.
    pub fn remove(&mut self, known: &Known) {
        self.rows.retain(|row| row.known.path != known.path);
        self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
    }

    /// The row that is chosen.
    pub fn chosen(&self) -> Option<&Row> {
        self.rows.get(self.cursor)
    }

    /// Moves by an action in a list of `height` rows. Says whether it is one that moves.
    pub fn move_by(&mut self, action: Action, height: u16) -> bool {
        let last = self.rows.len().saturating_sub(1);
        self.cursor = match (action, distance(action, height)) {
            (_, Some(rows)) => self.cursor.saturating_add_signed(rows).min(last),
            (Action::First, _) => 0,
            (Action::Last, _) => last,
            _ => return false,
        };
        true
    }

    /// Keeps the row that is chosen on a list of `height` rows, and the list full.
    pub fn settle(&mut self, height: usize) {
        self.top = in_view(self.top, self.cursor..=self.cursor, self.rows.len(), height);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::Moment;
    use crate::roadmap::RoadmapId;
    use crate::shelf::State;

    fn rows(paths: &[&str]) -> Vec<Row> {
        let row = |(place, path): (usize, &&str)| {
            let head = (RoadmapId::new("a").expect("an id"), "A".into());
            let known = Known::new(Some(Path::new(path)), head, Moment::FIRST);
            Row { known, place: SafeText::default(), is_present: place == 0, seen: None }
        };
        paths.iter().enumerate().map(row).collect()
    }

    #[test]
    fn another_one_than_the_present_is_chosen_where_there_is_one() {
        assert_eq!(RoadmapList::new(rows(&["/a", "/b"])).cursor, 1);
        assert_eq!(RoadmapList::new(rows(&["/a"])).cursor, 0);
        assert_eq!(RoadmapList::new(Vec::new()).chosen(), None);
    }

    #[test]
    fn what_was_found_stays_with_its_row() {
        let mut list = RoadmapList::new(rows(&["/a", "/b", "/c"]));
        let look = Look { title: Some("New".into()), id: None, state: State::Broken, studied: None };
        let seen = Seen { look, day: SafeText::default() };
        list.take(&Some("/c".into()), &seen);
        list.take(&Some("/gone".into()), &seen);
        assert_eq!((list.rows[2].title().as_str(), list.rows[1].title().as_str()), ("New", "A"));
        list.remove(&list.rows[1].known.clone());
        assert_eq!((list.rows.len(), list.cursor), (2, 1));
        list.renew(rows(&["/a", "/b", "/c"]), Some(Path::new("/b")));
        assert_eq!((list.cursor, list.rows[2].title().as_str()), (1, "New"));
        list.renew(rows(&["/a"]), Some(Path::new("/nowhere")));
        assert_eq!(list.cursor, 0);
    }

    #[test]
    fn the_chosen_row_is_on_the_screen() {
        let paths: Vec<String> = (0..20).map(|number| format!("/{number}")).collect();
        let mut list = RoadmapList::new(rows(&paths.iter().map(String::as_str).collect::<Vec<_>>()));
        for (action, cursor, top) in [
            (Action::Last, 19, 15),
            (Action::Up, 18, 15),
            (Action::First, 0, 0),
            (Action::PageDown, 4, 0),
            (Action::Down, 5, 1),
        ] {
            assert!(list.move_by(action, 5));
            list.settle(5);
            assert_eq!((list.cursor, list.top), (cursor, top), "{action:?}");
        }
        assert!(!list.move_by(Action::Accept, 5));
        list.settle(0);
        assert_eq!(list.top, 5);
        list.settle(50);
        assert_eq!(list.top, 0);
    }
}
