//! From the wishes of `[keys]` to a keymap, or to every problem with them at once.

use std::ops::Range;

use super::{Keymap, all, all_keys};
use crate::config::{KeyWish, Placed};
use crate::roadmap::problem::Problem;
use crate::text::{SafeText, nearest};
use crate::tui::action::{Action, Entry, Place, TABLE, table};
use crate::tui::chord::{Arrows, Chord, Unnamed};

/// Actions that must keep a key: without them nobody comes out again.
const NEEDED: [Action; 2] = [Action::Quit, Action::Back];

impl Keymap {
    /// Takes what is wished, as far as that is possible; what is not is among the problems.
    pub fn of(wishes: &[KeyWish]) -> (Self, Vec<Problem>) {
        let mut reading = Reading::default();
        let named: Vec<(Action, &KeyWish)> =
            wishes.iter().filter_map(|wish| Some((reading.action(&wish.action)?, wish))).collect();
        // First all that goes: a key may go from one action to another.
        for (action, key) in each(&named) {
            if let Some(name) = gone(key) {
                reading.remove(action, name, key);
            }
        }
        reading.keep_needed();
        for (action, key) in each(&named).filter(|(_, key)| gone(key).is_none()) {
            reading.add(action, key);
        }
        (reading.keymap, reading.problems)
    }
}

fn each<'w>(named: &'w [(Action, &'w KeyWish)]) -> impl Iterator<Item = (Action, &'w Placed)> {
    named.iter().flat_map(|(action, wish)| wish.keys.iter().map(|key| (*action, key)))
}

/// The name of a key that is to go: `-q`. A `-` alone is a key.
fn gone(key: &Placed) -> Option<&str> {
    key.text.strip_prefix('-').filter(|name| !name.is_empty())
}

/// Wishes on their way to a keymap.
#[derive(Default)]
struct Reading {
    keymap: Keymap,
    problems: Vec<Problem>,
    /// Where each key that goes or is added stands.
    going: Vec<(Chord, Action, Range<usize>)>,
    coming: Vec<(Chord, Action, Range<usize>)>,
}

impl Reading {
    fn action(&mut self, name: &Placed) -> Option<Action> {
        let found = Action::named(&name.text);
        if found.is_none() {
            let names: Vec<String> = all().filter_map(Action::name).collect();
            let meant = nearest(&name.text, names.iter().map(String::as_str));
            let help = meant.map_or_else(
                || "`trailmark config keys` lists the actions".to_owned(),
                |meant| format!("Did you mean \"{meant}\"?"),
            );
            let said = format!("There is no action {}.", quoted(&name.text));
            self.tell(&name.span, (said, "unknown action"), Some(help));
        }
        found
    }

    fn chord(&mut self, name: &str, span: &Range<usize>) -> Option<Chord> {
        let said = match Chord::named(name) {
            Ok(chord) => return Some(chord),
            Err(Unnamed::Same(other)) => {
                format!("Terminals send the same for {} and {other}.", quoted(name))
            }
            Err(Unnamed::Unknown) => format!("There is no key {}.", quoted(name)),
        };
        let help =
            "a key is a sign such as x, or a word: space, enter, esc, tab, up, pgdn, F2, ctrl-x, alt-x";
        self.tell(span, (said, "not a key"), Some(help.to_owned()));
        None
    }

    fn remove(&mut self, action: Action, name: &str, key: &Placed) {
        let Some(chord) = self.chord(name, &key.span) else { return };
        if all_keys().any(|usual| usual == (chord, action)) {
            self.keymap.removed.push((chord, action));
            self.going.push((chord, action, key.span.clone()));
            return;
        }
        let has: Vec<String> =
            self.keymap.chords(action).iter().map(|chord| chord.label(Arrows::Ascii)).collect();
        let said = format!("{} is no key of {}.", quoted(name), quoted(&action.name().unwrap_or_default()));
        let label = format!("it has {}", has.join(" "));
        self.tell(&key.span, (said, &label), None);
    }

    /// What must keep a key keeps those that it had.
    fn keep_needed(&mut self) {
        for action in NEEDED {
            let is_out = |place: &Place| {
                let is_here = |entry: &&Entry| entry.places.contains(place) && entry.has(action);
                let mut here =
                    TABLE.iter().filter(is_here).flat_map(Entry::usual).filter(|key| key.1 == action);
                here.next().is_some_and(|first| {
                    std::iter::once(first).chain(here).all(|key| self.keymap.removed.contains(&key))
                })
            };
            if !table::ALL.iter().any(is_out) {
                continue;
            }
            let name = quoted(&action.name().unwrap_or_default());
            self.keymap.removed.retain(|(_, own)| *own != action);
            let last = self.going.iter().rfind(|(_, own, _)| *own == action).map(|(.., span)| span.clone());
            let said = format!("{name} would have no key left.");
            let help = "leave it one of the keys that it has; others may come beside them".to_owned();
            self.tell(&last.unwrap_or_default(), (said, "the last one"), Some(help));
        }
    }

    fn add(&mut self, action: Action, key: &Placed) {
        let Some(chord) = self.chord(&key.text, &key.span) else { return };
        let name = action.name().unwrap_or_default();
        let places = || {
            let takes = |place: &&Place| TABLE.iter().any(|entry| entry.takes(chord, action, **place));
            table::ALL.iter().filter(takes)
        };
        if places().next().is_none() {
            let said = format!("{} works only where text is typed.", quoted(&name));
            return self.tell(&key.span, (said, "a letter there is text"), None);
        }
        let taken = places().find_map(|place| Some((*place, self.keymap.action(*place, chord)?)));
        let Some((place, other)) = taken else {
            self.keymap.added.push((chord, action));
            self.coming.push((chord, action, key.span.clone()));
            return;
        };
        let other_name = other.name().unwrap_or_else(|| "what is typed there".to_owned());
        let whose = if other == action { quoted(&name) } else { quoted(&other_name) };
        let said = format!("{} is a key of {whose} already, in {}.", quoted(&key.text), place.words());
        let first = self.coming.iter().find(|(own, of, _)| *own == chord && *of == other);
        let also = first.map(|(.., span)| (span.clone(), SafeText::from("here first")));
        let mut help = None;
        if also.is_none() && other != action && other.name().is_some() {
            help = Some(format!("take it away there:  {other_name} = \"-{}\"", key.text));
        }
        self.tell(&key.span, (said, "taken"), help);
        if let Some(problem) = self.problems.last_mut() {
            problem.also = also;
        }
    }

    fn tell(&mut self, span: &Range<usize>, (said, label): (String, &str), help: Option<String>) {
        self.problems.push(Problem {
            span: span.clone(),
            message: said.into(),
            label: label.into(),
            help: help.map(Into::into),
            also: None,
        });
    }
}

/// A piece of the file in quotes, short enough for a sentence.
fn quoted(text: &str) -> String {
    format!("\"{}\"", SafeText::new(text).fitted(40, "⋯"))
}
