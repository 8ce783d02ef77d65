//! The keys as the person has changed them: what `[keys]` of the configuration adds to the table and takes from it.

mod wishes;

use std::cell::RefCell;
use std::fmt::Write as _;

use super::{Action, Entry, Place, TABLE};
use crate::config::{KeyRow, KeyWish, Keyboard};
use crate::roadmap::problem::Problem;
use crate::tui::chord::{Arrows, Chord};

/// What is different from the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap {
    added: Vec<(Chord, Action)>,
    removed: Vec<(Chord, Action)>,
}

thread_local! {
    /// The keys of the interface that runs on this thread. Kept here and not passed on, for every word that names a key asks
    /// for it, however deep it stands.
    static BOUND: RefCell<Keymap> = RefCell::default();
}

/// Makes these the keys of the interface on this thread.
pub fn bind(keymap: Keymap) {
    BOUND.set(keymap);
}

/// Asks the keys of this thread.
pub(super) fn bound<T>(ask: impl FnOnce(&Keymap) -> T) -> T {
    BOUND.with_borrow(ask)
}

impl Action {
    /// What the action is called in the configuration; none where its keys cannot be changed: the digits of a number, and
    /// those that edit a line.
    pub fn name(self) -> Option<String> {
        if let Self::Tick(number) = self {
            return Some(format!("tick-{number}"));
        }
        // The words of the enum, so that no list of them can miss one.
        let words = format!("{self:?}");
        if !words.chars().all(char::is_alphanumeric) {
            return None;
        }
        let mut name = String::with_capacity(words.len() + 4);
        for c in words.chars() {
            if c.is_uppercase() && !name.is_empty() {
                name.push('-');
            }
            name.extend(c.to_lowercase());
        }
        Some(name)
    }

    /// The action of this name that the table has.
    fn named(name: &str) -> Option<Self> {
        all().find(|action| action.name().as_deref() == Some(name))
    }
}

/// Every action of the table, as often as it stands there.
fn all() -> impl Iterator<Item = Action> {
    TABLE.iter().flat_map(Entry::usual).map(|(_, action)| action)
}

impl Entry {
    /// Its keys before anybody changes them, the listed ones first.
    fn usual(&self) -> impl Iterator<Item = (Chord, Action)> {
        self.keys.iter().chain(self.unlisted).copied()
    }

    fn has(&self, action: Action) -> bool {
        self.usual().any(|(_, own)| own == action)
    }

    fn takes(&self, chord: Chord, action: Action, place: Place) -> bool {
        // What is text stays text where text is typed.
        let is_text = place == Place::Field && chord.text().is_some();
        self.places.contains(&place) && self.has(action) && !is_text
    }
}

impl Keymap {
    /// What `chord` does in `place`.
    pub(super) fn action(&self, place: Place, chord: Chord) -> Option<Action> {
        let mut added = self.added.iter().filter(|(own, _)| *own == chord);
        let own = added.find(|(_, action)| TABLE.iter().any(|entry| entry.takes(chord, *action, place)));
        own.map(|(_, action)| *action).or_else(|| self.usual(place, chord))
    }

    /// What `chord` does in `place` by the table.
    fn usual(&self, place: Place, chord: Chord) -> Option<Action> {
        let entries = TABLE.iter().filter(|entry| entry.places.contains(&place));
        let mut keys = entries.flat_map(Entry::usual).filter(|key| !self.removed.contains(key));
        keys.find(|(own, _)| *own == chord).map(|(_, action)| action)
    }

    /// The keys of a line of the help, those that the person has added first.
    pub(super) fn keys_of(&self, entry: &Entry) -> Vec<(Chord, Action)> {
        let added = self
            .added
            .iter()
            .filter(|(chord, action)| entry.places.iter().any(|place| entry.takes(*chord, *action, *place)));
        let usual = entry.keys.iter().filter(|key| !self.removed.contains(key));
        let keys: Vec<_> = added.chain(usual).copied().collect();
        if keys.is_empty() {
            // Better one that is not listed than none.
            return entry.unlisted.iter().filter(|key| !self.removed.contains(key)).copied().collect();
        }
        keys
    }

    /// The key that is named first for an action.
    pub(super) fn first(&self, action: Action) -> Option<Chord> {
        let with_action = |(chord, own): (Chord, Action)| (own == action).then_some(chord);
        TABLE
            .iter()
            .flat_map(|entry| self.keys_of(entry))
            .find_map(with_action)
            .or_else(|| all_keys().filter(|key| !self.removed.contains(key)).find_map(with_action))
    }

    /// Every action that can have other keys, with those that it has.
    fn rows(&self) -> Vec<KeyRow> {
        let mut rows: Vec<KeyRow> = Vec::new();
        for (entry, action) in TABLE.iter().flat_map(|entry| entry.usual().map(move |(_, own)| (entry, own)))
        {
            let Some(name) = action.name().filter(|name| rows.iter().all(|row| row.action != *name)) else {
                continue;
            };
            let mut keys = String::new();
            for chord in self.chords(action) {
                let gap = if keys.is_empty() { "" } else { " " };
                let _ = write!(keys, "{gap}{}", chord.label(Arrows::Ascii));
            }
            rows.push(KeyRow { action: name, keys, help: entry.help });
        }
        rows
    }

    /// All keys of an action.
    fn chords(&self, action: Action) -> Vec<Chord> {
        let usual = all_keys().filter(|key| !self.removed.contains(key));
        let mut chords: Vec<Chord> = Vec::new();
        for (chord, own) in self.added.iter().copied().chain(usual) {
            if own == action && !chords.contains(&chord) {
                chords.push(chord);
            }
        }
        chords
    }
}

/// What the wishes of `[keys]` come to.
pub fn keyboard(wishes: &[KeyWish]) -> Keyboard {
    let (keymap, problems) = Keymap::of(wishes);
    Keyboard { problems, rows: keymap.rows() }
}

/// What is wrong with the wishes of `[keys]`.
pub fn problems(wishes: &[KeyWish]) -> Vec<Problem> {
    Keymap::of(wishes).1
}

fn all_keys() -> impl Iterator<Item = (Chord, Action)> {
    TABLE.iter().flat_map(Entry::usual)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Placed;

    fn wishes(list: &[(&str, &[&str])]) -> Vec<KeyWish> {
        let mut at = 0;
        let mut placed = |text: &str| {
            at += 1;
            Placed { text: text.to_owned(), span: at..at + 1 }
        };
        let wish = |(action, keys): &(&str, &[&str])| KeyWish {
            action: placed(action),
            keys: keys.iter().map(|key| placed(key)).collect(),
        };
        list.iter().map(wish).collect()
    }

    fn good(list: &[(&str, &[&str])]) -> Keymap {
        let (keymap, problems) = Keymap::of(&wishes(list));
        assert_eq!(problems, [], "{list:?}");
        keymap
    }

    #[test]
    fn names_are_the_words_of_the_actions() {
        for (action, name) in [
            (Action::ToggleDone, Some("toggle-done")),
            (Action::Quit, Some("quit")),
            (Action::Tick(3), Some("tick-3")),
            (Action::Digit(1), None),
            (Action::Edit(crate::tui::field::Edit::Start), None),
        ] {
            assert_eq!(action.name().as_deref(), name);
        }
        for action in all() {
            let Some(name) = action.name() else { continue };
            assert_eq!(Action::named(&name), Some(action));
        }
    }

    #[test]
    fn without_wishes_the_table_is_as_it_is() {
        let keymap = Keymap::default();
        for entry in TABLE {
            assert_eq!(keymap.keys_of(entry), entry.keys);
        }
        assert_eq!(keymap.first(Action::Quit), Some(Chord::char('q')));
    }

    #[test]
    fn keys_are_added_and_taken_away() {
        let keymap = good(&[("quit", &["Q", "-q"]), ("toggle-done", &["x"])]);
        assert_eq!(keymap.action(Place::Tree, Chord::char('Q')), Some(Action::Quit));
        assert_eq!(keymap.action(Place::Tree, Chord::char('q')), None);
        assert_eq!(keymap.action(Place::Tree, Chord::ctrl('c')), Some(Action::Quit));
        assert_eq!(keymap.first(Action::Quit), Some(Chord::char('Q')));
        assert_eq!(keymap.action(Place::Note, Chord::char('x')), Some(Action::ToggleDone));
        assert_eq!(keymap.action(Place::Tree, Chord::char(' ')), Some(Action::ToggleDone));
        // Where the action is not, the key is not.
        assert_eq!(keymap.action(Place::Help, Chord::char('x')), None);
    }

    #[test]
    fn a_key_goes_from_one_action_to_another_in_any_order() {
        for list in [
            &[("find", &["-/"] as &[_]), ("toggle-done", &["/"])],
            &[("toggle-done", &["/"]), ("find", &["-/", "ctrl-f"])],
        ] {
            assert_eq!(good(list).action(Place::Note, Chord::char('/')), Some(Action::ToggleDone));
        }
    }

    #[test]
    fn what_is_text_stays_text_in_a_field() {
        let keymap = good(&[("back", &["Z"]), ("accept", &["ctrl-o"])]);
        assert_eq!(keymap.action(Place::Field, Chord::char('Z')), None);
        assert_eq!(keymap.action(Place::Note, Chord::char('Z')), Some(Action::Back));
        assert_eq!(keymap.action(Place::Field, Chord::ctrl('o')), Some(Action::Accept));
    }

    #[test]
    fn one_letter_may_mean_two_things_in_two_places() {
        let keymap = good(&[("scroll-left", &["B"]), ("fold", &["B"])]);
        assert_eq!(keymap.action(Place::Tree, Chord::char('B')), Some(Action::Fold));
        assert_eq!(keymap.action(Place::Note, Chord::char('B')), Some(Action::ScrollLeft));
    }

    #[test]
    fn what_nobody_can_do_without_keeps_a_key() {
        let (keymap, problems) = Keymap::of(&wishes(&[("quit", &["-q", "-ctrl-c"]), ("back", &["-esc"])]));
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert_eq!(keymap, Keymap::default());
    }

    #[test]
    fn an_action_may_lose_all_its_keys() {
        let keymap = good(&[("suspend", &["-ctrl-z"])]);
        assert_eq!(keymap.first(Action::Suspend), None);
        let row = keymap.rows().into_iter().find(|row| row.action == "suspend");
        assert_eq!(row.map(|row| row.keys).as_deref(), Some(""));
    }
}
