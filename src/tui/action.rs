//! Everything a key can do: one table that makes the help, the footer, the README's key table and the man page.

mod commands;
mod keymap;
mod table;

pub use commands::{COMMANDS, Command};
pub use keymap::{Keymap, bind, keyboard, problems};
pub use table::TABLE;

use self::keymap::bound;

use super::chord::{Arrows, Chord};
use super::field::Edit;

/// One thing a person can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table below says in words what each one does")]
pub enum Action {
    Down,
    Up,
    Fold,
    Unfold,
    First,
    Last,
    HalfPageDown,
    HalfPageUp,
    PageDown,
    PageUp,
    PreviousPart,
    NextPart,
    Open,
    SwitchPane,
    Back,
    ToggleDone,
    ToggleInProgress,
    ToggleSkipped,
    ToggleBookmark,
    /// The resource of this number; the first is 1.
    Tick(u8),
    NextLink,
    PreviousLink,
    ListLinks,
    ListHeadings,
    ScrollLeft,
    ScrollRight,
    CopyAddress,
    CopyNote,
    Find,
    NextHit,
    PreviousHit,
    Filter,
    Letter(char),
    SelectRows,
    Suggest,
    GoTo,
    Roadmaps,
    Forget,
    Digit(u8),
    EditSummary,
    EditRoadmap,
    ShowChanges,
    LastVersion,
    AddLine,
    Accept,
    Edit(Edit),
    Undo,
    Redo,
    ToggleZoom,
    ShrinkTree,
    GrowTree,
    ShowMessages,
    ToggleHelp,
    ToggleMouse,
    /// Only by its name.
    SwitchLanguage,
    Repaint,
    Suspend,
    Quit,
}

/// Where keys go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The tree of topics.
    Tree,
    /// The note beside it.
    Note,
    /// The help overlay.
    Help,
    /// A list over the panes, or a question.
    List,
    /// A menu over the panes, each line of which has a letter.
    Menu,
    /// The list of roadmaps.
    Roadmaps,
    /// A field for a line of text: all that is not bound there is text.
    Field,
    /// The field and the list of what to go to.
    GoTo,
    /// The list of what was said.
    Messages,
    /// The screen of a roadmap that cannot be read.
    Broken,
    /// The first screen of all.
    Welcome,
}

impl Place {
    /// The place in the words of a sentence.
    fn words(self) -> &'static str {
        match self {
            Self::Tree => "the tree",
            Self::Note => "the note",
            Self::Help => "the help",
            Self::List => "lists",
            Self::Field => "fields",
            Self::Menu => "menus",
            Self::Roadmaps => "the list of roadmaps",
            Self::GoTo => "the list of what to go to",
            Self::Messages => "the messages",
            Self::Broken => "the screen of a roadmap that cannot be read",
            Self::Welcome => "the first screen",
        }
    }

    /// Whether what is not bound there is text.
    pub fn takes_text(self) -> bool {
        matches!(self, Self::Field | Self::GoTo)
    }
}

/// Headings of the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Getting around.
    Move,
    /// Changing progress.
    Mark,
    /// Finding words.
    Find,
    /// Reading a note.
    Read,
    /// Writing about a topic.
    Write,
    /// Changing what is seen.
    View,
}

impl Group {
    /// Every group, in the order of the help.
    pub const ALL: [Self; 6] = [Self::Move, Self::Mark, Self::Find, Self::Read, Self::Write, Self::View];

    /// The heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Move => "MOVE",
            Self::Mark => "MARK",
            Self::Find => "FIND",
            Self::Read => "READ",
            Self::Write => "WRITE",
            Self::View => "VIEW",
        }
    }
}

/// One line of the help: some keys and what they do.
#[derive(Debug)]
pub struct Entry {
    /// Under which heading.
    pub group: Group,
    /// What the keys do, in the order of the keys.
    pub help: &'static str,
    /// Where the keys work.
    pub places: &'static [Place],
    /// The keys, as they are listed.
    pub keys: &'static [(Chord, Action)],
    /// More keys for the same, not listed.
    pub unlisted: &'static [(Chord, Action)],
}

impl Entry {
    /// The keys that are listed, as the person has changed them, separated by blanks.
    pub fn keys_label(&self, arrows: Arrows) -> String {
        self.labels(arrows).join(" ")
    }

    /// The same one by one; digits in a row are one: `1-9`.
    pub fn labels(&self, arrows: Arrows) -> Vec<String> {
        let keys = bound(|keymap| keymap.keys_of(self));
        let digit = |(chord, _): &(Chord, Action)| chord.text().and_then(|c| c.to_digit(10));
        let follows = |a: &_, b: &_| digit(a).is_some_and(|a| digit(b) == Some(a + 1));
        let label = |(chord, _): &(Chord, Action)| chord.label(arrows);
        let of_run = |run: &[_]| match run {
            [first, _, .., last] => vec![format!("{}-{}", label(first), label(last))],
            few => few.iter().map(label).collect(),
        };
        keys.chunk_by(follows).flat_map(of_run).collect()
    }
}

/// Every line of the help: keys and what they do.
pub fn listed(arrows: Arrows) -> Vec<(String, &'static str)> {
    TABLE.iter().map(|entry| (entry.keys_label(arrows), entry.help)).collect()
}

/// What `chord` does in `place`.
pub fn action(place: Place, chord: Chord) -> Option<Action> {
    bound(|keymap| keymap.action(place, chord))
}

/// The key that is listed first for `action`; empty where it has none any more.
pub fn key_of(action: Action, arrows: Arrows) -> String {
    bound(|keymap| keymap.first(action)).map(|chord| chord.label(arrows)).unwrap_or_default()
}

/// Whether `action` has a key in `place`.
pub fn has_key(place: Place, action: Action) -> bool {
    chord_in(place, action).is_some()
}

/// The key that is listed first for `action` in `place`.
pub fn key_in(place: Place, action: Action, arrows: Arrows) -> String {
    chord_in(place, action).map(|chord| chord.label(arrows)).unwrap_or_default()
}

fn chord_in(place: Place, action: Action) -> Option<Chord> {
    let here = TABLE.iter().filter(|entry| entry.places.contains(&place));
    bound(|keymap| {
        let mut keys = here.flat_map(|entry| keymap.keys_of(entry));
        keys.find(|(_, own)| *own == action).map(|(chord, _)| chord)
    })
}

/// Whether a key asks for `action` in `place`.
pub fn works_in(place: Place, action: Action) -> bool {
    let mut here = TABLE.iter().filter(|entry| entry.places.contains(&place));
    here.any(|entry| entry.keys.iter().chain(entry.unlisted).any(|(_, bound)| *bound == action))
}

/// Actions that the footer names, with its shorter words, the most useful first.
pub fn hints(place: Place, panes: PaneCount) -> &'static [(Action, &'static str)] {
    match (place, panes) {
        (Place::Tree, PaneCount::Two) => &[
            (Action::ToggleDone, "done"),
            (Action::ToggleInProgress, "doing"),
            (Action::ToggleSkipped, "skip"),
            (Action::EditSummary, "edit"),
            (Action::Suggest, "next"),
            (Action::Find, "find"),
            (Action::ToggleHelp, "help"),
            (Action::GoTo, "go to"),
            (Action::Open, "note"),
            (Action::Undo, "undo"),
            (Action::Quit, "quit"),
        ],
        (Place::Tree, PaneCount::One) => &[
            (Action::ToggleDone, "done"),
            (Action::Open, "note"),
            (Action::ToggleHelp, "help"),
            (Action::Find, "find"),
            (Action::EditSummary, "edit"),
            (Action::Undo, "undo"),
            (Action::Quit, "quit"),
        ],
        (Place::Note, _) => &[
            (Action::Back, "topics"),
            (Action::ToggleDone, "done"),
            (Action::EditSummary, "edit"),
            (Action::ToggleHelp, "help"),
            (Action::Find, "find"),
            (Action::ListLinks, "links"),
            (Action::ListHeadings, "contents"),
            (Action::AddLine, "add a line"),
            (Action::NextPart, "next heading"),
            (Action::Quit, "quit"),
        ],
        (Place::List, _) => {
            &[(Action::Accept, "open"), (Action::CopyAddress, "copy"), (Action::Back, "close")]
        }
        (Place::Menu, _) => &[(Action::Accept, "show"), (Action::Back, "close"), (Action::Down, "down")],
        (Place::Field, _) => &[(Action::Accept, "save"), (Action::Back, "close")],
        (Place::GoTo, _) => &[
            (Action::Accept, "open"),
            (Action::ToggleDone, "done"),
            (Action::EditSummary, "edit"),
            (Action::Back, "close"),
        ],
        (Place::Messages, _) => {
            &[(Action::Back, "close"), (Action::Down, "scroll"), (Action::CopyAddress, "copy")]
        }
        (Place::Help, _) => &[(Action::Back, "close"), (Action::Down, "scroll"), (Action::Quit, "quit")],
        (Place::Roadmaps, _) => &[
            (Action::Accept, "open"),
            (Action::Back, "close"),
            (Action::Forget, "forget"),
            (Action::Quit, "quit"),
        ],
        (Place::Welcome, _) => {
            &[(Action::Accept, "start"), (Action::ToggleHelp, "help"), (Action::Quit, "quit")]
        }
        (Place::Broken, _) => &[
            (Action::EditRoadmap, "edit"),
            (Action::LastVersion, "go back"),
            (Action::Roadmaps, "roadmaps"),
            (Action::Quit, "quit"),
            (Action::ToggleHelp, "help"),
            (Action::Down, "scroll"),
        ],
    }
}

/// How many panes are on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaneCount {
    /// Only the one with the focus.
    One,
    /// Tree and note.
    Two,
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_key_means_two_things_in_one_place() {
        for place in table::ALL {
            let mut seen = HashSet::new();
            for entry in TABLE.iter().filter(|entry| entry.places.contains(place)) {
                for (chord, _) in entry.keys.iter().chain(entry.unlisted) {
                    assert!(seen.insert(*chord), "{} twice in {place:?}", chord.label(Arrows::Signs));
                }
            }
        }
    }

    #[test]
    fn every_hint_names_a_key_that_works_there() {
        for place in table::ALL {
            for panes in [PaneCount::One, PaneCount::Two] {
                for (hinted, _) in hints(*place, panes) {
                    let works = TABLE.iter().any(|e| {
                        e.places.contains(place) && e.keys.iter().any(|(_, action)| action == hinted)
                    });
                    assert!(works, "{hinted:?} in {place:?}");
                }
            }
        }
    }

    #[test]
    fn keys_are_looked_up_by_place() {
        assert_eq!(action(Place::Tree, Chord::char('h')), Some(Action::Fold));
        assert_eq!(action(Place::Note, Chord::char('h')), Some(Action::ScrollLeft));
        assert_eq!(action(Place::Help, Chord::char('h')), None);
        assert_eq!(action(Place::Tree, Chord::char('d')), Some(Action::ToggleDone));
        assert_eq!(action(Place::Tree, Chord::ctrl('d')), Some(Action::HalfPageDown));
    }
}
