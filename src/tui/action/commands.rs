//! What can be asked for by its name, where the key is not known.

use super::Action;

/// An action with its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Command {
    /// The action.
    pub action: Action,
    /// What it is called.
    pub name: &'static str,
    /// The command of the command line that does the same.
    pub verb: Option<&'static str>,
}

const fn command(action: Action, name: &'static str) -> Command {
    Command { action, name, verb: None }
}

const fn with_verb(action: Action, name: &'static str, verb: &'static str) -> Command {
    Command { action, name, verb: Some(verb) }
}

/// Every action but those that only make sense by a key, the most useful first.
pub const COMMANDS: &[Command] = &[
    with_verb(Action::ToggleDone, "Done, or to do again", "trailmark done"),
    with_verb(Action::ToggleInProgress, "In progress, or to do again", "trailmark start"),
    with_verb(Action::ToggleSkipped, "Skip, or to do again", "trailmark skip"),
    command(Action::ToggleBookmark, "Bookmark on or off"),
    with_verb(Action::EditSummary, "Edit my summary", "trailmark summary"),
    command(Action::AddLine, "Add a line to my summary"),
    with_verb(Action::Suggest, "What next", "trailmark next"),
    with_verb(Action::Undo, "Undo", "trailmark undo"),
    with_verb(Action::Redo, "Redo", "trailmark redo"),
    command(Action::Find, "Find in this pane"),
    command(Action::Filter, "Filter the topics"),
    command(Action::SelectRows, "Select rows"),
    command(Action::ListHeadings, "Contents of the note"),
    command(Action::ListLinks, "Links and resources"),
    command(Action::CopyAddress, "Copy the address or id"),
    command(Action::CopyNote, "Copy the note"),
    command(Action::EditRoadmap, "Edit the roadmap file at the topic"),
    with_verb(Action::Roadmaps, "Roadmaps: open another one", "trailmark roadmaps"),
    command(Action::SwitchLanguage, "Language of titles and notes: the next one"),
    command(Action::SwitchPane, "Switch pane"),
    command(Action::ToggleZoom, "Full-screen pane"),
    command(Action::GrowTree, "Wider tree"),
    command(Action::ShrinkTree, "Narrower tree"),
    command(Action::First, "To the top"),
    command(Action::Last, "To the bottom"),
    command(Action::NextPart, "Next section or heading"),
    command(Action::PreviousPart, "Previous section or heading"),
    command(Action::Fold, "Fold the topic"),
    command(Action::Unfold, "Unfold the topic"),
    command(Action::ToggleMouse, "Release the mouse, or take it again"),
    command(Action::ShowMessages, "The last messages"),
    command(Action::ToggleHelp, "Help: all keys"),
    command(Action::Repaint, "Repaint the screen"),
    command(Action::Suspend, "Suspend trailmark"),
    command(Action::Quit, "Quit trailmark"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::action::{Place, TABLE, works_in};

    /// What makes no sense by its name: steps, and what another row of the list does better.
    const BY_KEY: &[Action] = &[
        Action::Down,
        Action::Up,
        Action::HalfPageDown,
        Action::HalfPageUp,
        Action::PageDown,
        Action::PageUp,
        Action::ScrollLeft,
        Action::ScrollRight,
        Action::NextLink,
        Action::PreviousLink,
        Action::NextHit,
        Action::PreviousHit,
        Action::Open,
        Action::Accept,
        Action::Back,
        Action::GoTo,
    ];

    /// A number in a list says nothing without the list.
    fn is_by_key(action: Action) -> bool {
        BY_KEY.contains(&action) || matches!(action, Action::Tick(_))
    }

    #[test]
    fn every_action_of_the_panes_has_a_name_or_a_reason_to_have_none() {
        for place in [Place::Tree, Place::Note] {
            for entry in TABLE.iter().filter(|entry| entry.places.contains(&place)) {
                for (_, action) in entry.keys {
                    let named = COMMANDS.iter().filter(|command| command.action == *action).count();
                    assert_eq!(named, usize::from(!is_by_key(*action)), "{action:?}");
                }
            }
        }
        for Command { action, name, .. } in COMMANDS {
            let works = works_in(Place::Tree, *action) || works_in(Place::Note, *action);
            let works = works || *action == Action::SwitchLanguage;
            assert!(works && !is_by_key(*action), "{name}");
        }
    }
}
