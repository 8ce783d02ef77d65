//! The table of keys.

use crossterm::event::KeyCode;

use super::{Action, Entry, Group, Place};
use crate::tui::chord::Chord;
use crate::tui::field::Edit;

pub(super) const ALL: &[Place] = &[
    Place::Tree,
    Place::Note,
    Place::Help,
    Place::List,
    Place::Menu,
    Place::Field,
    Place::GoTo,
    Place::Messages,
    Place::Broken,
];
const SCROLL: &[Place] =
    &[Place::Tree, Place::Note, Place::Help, Place::List, Place::Menu, Place::Messages, Place::Broken];
const TREE: &[Place] = &[Place::Tree];
const BROKEN: &[Place] = &[Place::Broken];
const NOTE: &[Place] = &[Place::Note];
const LIST: &[Place] = &[Place::List];
const MENU: &[Place] = &[Place::Menu];
const PANES: &[Place] = &[Place::Tree, Place::Note];
const FIELD: &[Place] = &[Place::Field];
const GO_TO: &[Place] = &[Place::GoTo];
const TEXT: &[Place] = &[Place::Field, Place::GoTo];

/// The table. Questions of taste are decided in it and nowhere else.
pub const TABLE: &[Entry] = &[
    Entry {
        group: Group::Move,
        help: "down, up; scroll the note",
        places: SCROLL,
        keys: &[
            (Chord::char('j'), Action::Down),
            (Chord::char('k'), Action::Up),
            (Chord::key(KeyCode::Down), Action::Down),
            (Chord::key(KeyCode::Up), Action::Up),
        ],
        unlisted: &[],
    },
    Entry {
        group: Group::Move,
        help: "fold or parent, unfold or first child",
        places: TREE,
        keys: &[
            (Chord::char('h'), Action::Fold),
            (Chord::char('l'), Action::Unfold),
            (Chord::key(KeyCode::Left), Action::Fold),
            (Chord::key(KeyCode::Right), Action::Unfold),
        ],
        unlisted: &[],
    },
    Entry {
        group: Group::Move,
        help: "first, last",
        places: SCROLL,
        keys: &[(Chord::char('g'), Action::First), (Chord::char('G'), Action::Last)],
        unlisted: &[(Chord::key(KeyCode::Home), Action::First), (Chord::key(KeyCode::End), Action::Last)],
    },
    Entry {
        group: Group::Move,
        help: "half a page down, up",
        places: SCROLL,
        keys: &[(Chord::ctrl('d'), Action::HalfPageDown), (Chord::ctrl('u'), Action::HalfPageUp)],
        unlisted: &[],
    },
    Entry {
        group: Group::Move,
        help: "a page down, up",
        places: SCROLL,
        keys: &[
            (Chord::key(KeyCode::PageDown), Action::PageDown),
            (Chord::key(KeyCode::PageUp), Action::PageUp),
        ],
        unlisted: &[],
    },
    Entry {
        group: Group::Move,
        help: "previous, next section or heading",
        places: PANES,
        keys: &[(Chord::char('{'), Action::PreviousPart), (Chord::char('}'), Action::NextPart)],
        unlisted: &[],
    },
    Entry {
        group: Group::Move,
        help: "what next, again: the next best",
        places: PANES,
        keys: &[(Chord::char('w'), Action::Suggest)],
        unlisted: &[],
    },
    Entry {
        group: Group::Move,
        help: "open the note, or fold and unfold",
        places: TREE,
        keys: &[(Chord::key(KeyCode::Enter), Action::Open)],
        unlisted: &[],
    },
    Entry {
        group: Group::Move,
        help: "switch pane",
        places: PANES,
        keys: &[(Chord::key(KeyCode::Tab), Action::SwitchPane)],
        unlisted: &[(Chord::key(KeyCode::BackTab), Action::SwitchPane)],
    },
    Entry {
        group: Group::Move,
        help: "one step back",
        places: ALL,
        keys: &[(Chord::key(KeyCode::Esc), Action::Back)],
        unlisted: &[],
    },
    Entry {
        group: Group::Mark,
        help: "done, again: to do",
        places: PANES,
        keys: &[(Chord::char(' '), Action::ToggleDone)],
        unlisted: &[(Chord::char('d'), Action::ToggleDone)],
    },
    Entry {
        group: Group::Mark,
        help: "in progress, again: to do",
        places: PANES,
        keys: &[(Chord::char('i'), Action::ToggleInProgress)],
        unlisted: &[],
    },
    Entry {
        group: Group::Mark,
        help: "skipped, again: to do",
        places: PANES,
        keys: &[(Chord::char('s'), Action::ToggleSkipped)],
        unlisted: &[],
    },
    Entry {
        group: Group::Mark,
        help: "bookmark on, off",
        places: PANES,
        keys: &[(Chord::char('*'), Action::ToggleBookmark)],
        unlisted: &[],
    },
    Entry {
        group: Group::Mark,
        help: "tick a resource, again: untick it",
        places: NOTE,
        keys: &[
            (Chord::char('1'), Action::Tick(1)),
            (Chord::char('2'), Action::Tick(2)),
            (Chord::char('3'), Action::Tick(3)),
            (Chord::char('4'), Action::Tick(4)),
            (Chord::char('5'), Action::Tick(5)),
            (Chord::char('6'), Action::Tick(6)),
            (Chord::char('7'), Action::Tick(7)),
            (Chord::char('8'), Action::Tick(8)),
            (Chord::char('9'), Action::Tick(9)),
        ],
        unlisted: &[],
    },
    Entry {
        group: Group::Mark,
        help: "select rows, then mark them",
        places: TREE,
        keys: &[(Chord::char('v'), Action::SelectRows)],
        unlisted: &[],
    },
    Entry {
        group: Group::Mark,
        help: "undo, redo",
        places: PANES,
        keys: &[(Chord::char('u'), Action::Undo), (Chord::ctrl('r'), Action::Redo)],
        unlisted: &[],
    },
    Entry {
        group: Group::Find,
        help: "go to anything, run a command",
        places: PANES,
        keys: &[(Chord::ctrl('p'), Action::GoTo), (Chord::char(':'), Action::GoTo)],
        unlisted: &[],
    },
    Entry {
        group: Group::Find,
        help: "find in this pane",
        places: PANES,
        keys: &[(Chord::char('/'), Action::Find)],
        unlisted: &[],
    },
    Entry {
        group: Group::Find,
        help: "next, previous hit",
        places: PANES,
        keys: &[(Chord::char('n'), Action::NextHit), (Chord::char('N'), Action::PreviousHit)],
        unlisted: &[],
    },
    Entry {
        group: Group::Find,
        help: "filter the topics",
        places: TREE,
        keys: &[(Chord::char('f'), Action::Filter)],
        unlisted: &[],
    },
    Entry {
        group: Group::Find,
        help: "in the filter menu: its letters",
        places: MENU,
        keys: &[(Chord::char('a'), Action::Letter('a')), (Chord::char('t'), Action::Letter('t'))],
        unlisted: &[
            (Chord::char('i'), Action::Letter('i')),
            (Chord::char('d'), Action::Letter('d')),
            (Chord::char('s'), Action::Letter('s')),
            (Chord::char('h'), Action::Letter('h')),
            (Chord::char('*'), Action::Letter('*')),
            (Chord::char('n'), Action::Letter('n')),
            (Chord::char('#'), Action::Letter('#')),
            (Chord::char('K'), Action::Letter('K')),
        ],
    },
    Entry {
        group: Group::Read,
        help: "next, previous link",
        places: NOTE,
        keys: &[(Chord::char(']'), Action::NextLink), (Chord::char('['), Action::PreviousLink)],
        unlisted: &[],
    },
    Entry {
        group: Group::Read,
        help: "follow the link; take from a list",
        places: &[Place::Note, Place::List, Place::Menu],
        keys: &[(Chord::key(KeyCode::Enter), Action::Accept)],
        unlisted: &[],
    },
    Entry {
        group: Group::Read,
        help: "links and resources by number",
        places: PANES,
        keys: &[(Chord::char('o'), Action::ListLinks)],
        unlisted: &[],
    },
    Entry {
        group: Group::Read,
        help: "contents: the headings",
        places: PANES,
        keys: &[(Chord::char('c'), Action::ListHeadings)],
        unlisted: &[],
    },
    Entry {
        group: Group::Read,
        help: "in a list: the line of that number",
        places: LIST,
        keys: &[
            (Chord::char('1'), Action::Digit(1)),
            (Chord::char('2'), Action::Digit(2)),
            (Chord::char('3'), Action::Digit(3)),
            (Chord::char('4'), Action::Digit(4)),
            (Chord::char('5'), Action::Digit(5)),
            (Chord::char('6'), Action::Digit(6)),
            (Chord::char('7'), Action::Digit(7)),
            (Chord::char('8'), Action::Digit(8)),
            (Chord::char('9'), Action::Digit(9)),
        ],
        unlisted: &[(Chord::char('0'), Action::Digit(0))],
    },
    Entry {
        group: Group::Read,
        help: "wide tables and code: left, right",
        places: NOTE,
        keys: &[
            (Chord::char('h'), Action::ScrollLeft),
            (Chord::char('l'), Action::ScrollRight),
            (Chord::key(KeyCode::Left), Action::ScrollLeft),
            (Chord::key(KeyCode::Right), Action::ScrollRight),
        ],
        unlisted: &[],
    },
    Entry {
        group: Group::Read,
        help: "copy the address or id, the note",
        places: &[Place::Tree, Place::Note, Place::List, Place::Messages],
        keys: &[(Chord::char('y'), Action::CopyAddress), (Chord::char('Y'), Action::CopyNote)],
        unlisted: &[],
    },
    Entry {
        group: Group::Write,
        help: "edit your summary in your editor",
        places: PANES,
        keys: &[(Chord::char('e'), Action::EditSummary)],
        unlisted: &[],
    },
    Entry {
        group: Group::Write,
        help: "add a line to your summary",
        places: PANES,
        keys: &[(Chord::char('a'), Action::AddLine)],
        unlisted: &[],
    },
    Entry {
        group: Group::Write,
        help: "edit the roadmap file at the topic",
        places: TREE,
        keys: &[(Chord::char('E'), Action::EditRoadmap)],
        unlisted: &[],
    },
    Entry {
        group: Group::Write,
        help: "broken file: edit, changes, go back",
        places: BROKEN,
        keys: &[
            (Chord::char('e'), Action::EditRoadmap),
            (Chord::char('d'), Action::ShowChanges),
            (Chord::char('b'), Action::LastVersion),
        ],
        unlisted: &[(Chord::char('E'), Action::EditRoadmap)],
    },
    Entry {
        group: Group::Write,
        help: "in a field: take what is in it",
        places: TEXT,
        keys: &[(Chord::key(KeyCode::Enter), Action::Accept)],
        // A line that is being written is left, not lost: `^C` quits everywhere else.
        unlisted: &[(Chord::ctrl('c'), Action::Back)],
    },
    Entry {
        group: Group::Write,
        help: "in a field: to the start, the end",
        places: FIELD,
        keys: &[(Chord::ctrl('a'), Action::Edit(Edit::Start)), (Chord::ctrl('e'), Action::Edit(Edit::End))],
        unlisted: &[
            (Chord::key(KeyCode::Home), Action::Edit(Edit::Start)),
            (Chord::key(KeyCode::End), Action::Edit(Edit::End)),
            (Chord::key(KeyCode::Left), Action::Edit(Edit::Left)),
            (Chord::key(KeyCode::Right), Action::Edit(Edit::Right)),
        ],
    },
    Entry {
        group: Group::Write,
        help: "delete a word, all before, all after",
        places: TEXT,
        keys: &[
            (Chord::ctrl('w'), Action::Edit(Edit::Word)),
            (Chord::ctrl('u'), Action::Edit(Edit::ToStart)),
            (Chord::ctrl('k'), Action::Edit(Edit::ToEnd)),
        ],
        unlisted: &[
            (Chord::key(KeyCode::Backspace), Action::Edit(Edit::Backspace)),
            (Chord::ctrl('h'), Action::Edit(Edit::Backspace)),
            (Chord::key(KeyCode::Delete), Action::Edit(Edit::Delete)),
        ],
    },
    Entry {
        group: Group::Find,
        help: "in go to: down, up",
        places: GO_TO,
        keys: &[(Chord::key(KeyCode::Down), Action::Down), (Chord::key(KeyCode::Up), Action::Up)],
        unlisted: &[
            (Chord::ctrl('n'), Action::Down),
            (Chord::ctrl('p'), Action::Up),
            (Chord::key(KeyCode::PageDown), Action::PageDown),
            (Chord::key(KeyCode::PageUp), Action::PageUp),
        ],
    },
    Entry {
        group: Group::Find,
        help: "in go to: done, edit your summary",
        places: GO_TO,
        keys: &[(Chord::key(KeyCode::Tab), Action::ToggleDone), (Chord::ctrl('e'), Action::EditSummary)],
        // These move the caret in every field; only `^E` has something else to do here.
        unlisted: &[
            (Chord::ctrl('a'), Action::Edit(Edit::Start)),
            (Chord::key(KeyCode::Home), Action::Edit(Edit::Start)),
            (Chord::key(KeyCode::End), Action::Edit(Edit::End)),
            (Chord::key(KeyCode::Left), Action::Edit(Edit::Left)),
            (Chord::key(KeyCode::Right), Action::Edit(Edit::Right)),
        ],
    },
    Entry {
        group: Group::View,
        help: "full-screen pane",
        places: PANES,
        keys: &[(Chord::char('z'), Action::ToggleZoom)],
        unlisted: &[],
    },
    Entry {
        group: Group::View,
        help: "resize the panes",
        places: PANES,
        keys: &[(Chord::char('<'), Action::ShrinkTree), (Chord::char('>'), Action::GrowTree)],
        unlisted: &[],
    },
    Entry {
        group: Group::View,
        help: "the last messages",
        places: SCROLL,
        keys: &[(Chord::char('!'), Action::ShowMessages)],
        unlisted: &[],
    },
    Entry {
        group: Group::View,
        help: "this help",
        places: &[Place::Tree, Place::Note, Place::Help, Place::Broken],
        keys: &[(Chord::char('?'), Action::ToggleHelp), (Chord::key(KeyCode::F(1)), Action::ToggleHelp)],
        unlisted: &[],
    },
    Entry {
        group: Group::View,
        help: "release the mouse, take it again",
        places: PANES,
        keys: &[(Chord::char('M'), Action::ToggleMouse)],
        unlisted: &[],
    },
    Entry {
        group: Group::View,
        help: "repaint",
        places: ALL,
        keys: &[(Chord::ctrl('l'), Action::Repaint)],
        unlisted: &[],
    },
    Entry {
        group: Group::View,
        help: "suspend",
        places: ALL,
        keys: &[(Chord::ctrl('z'), Action::Suspend)],
        unlisted: &[],
    },
    Entry {
        group: Group::View,
        help: "quit",
        places: SCROLL,
        keys: &[(Chord::char('q'), Action::Quit), (Chord::ctrl('c'), Action::Quit)],
        unlisted: &[],
    },
];
