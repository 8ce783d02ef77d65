//! Whatever a person did: when they come back everything is where it was left.

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use trailmark::progress::Moment;
use trailmark::roadmap::TopicIx;
use trailmark::theme::SignSet;
use trailmark::tui::app::{App, Msg};
use trailmark::tui::desk::{Desk, Mode};
use trailmark::tui::session::Session;

use super::world::{World, opening};

/// What of a desk is found again.
fn kept(desk: &Desk) -> impl PartialEq + std::fmt::Debug {
    let outline = &desk.outline;
    let tree = (outline.rows().to_vec(), outline.selected(), outline.here(), outline.top());
    let is_open = |ix: &TopicIx| outline.is_open(*ix) && !desk.roadmap().is_leaf(*ix);
    let open: Vec<bool> = outline.rows().iter().map(is_open).collect();
    // Beside a tree without topics the note is that of some topic before.
    let note = outline.selected().map(|ix| (ix, desk.reader.place(), desk.reader.top()));
    (tree, open, note, desk.filter().cloned(), desk.arrangement)
}

/// The interface of somebody who comes back.
fn opened_again(world: &World, session: Session) -> World {
    let (size, now) = (world.app.size(), Moment::from_millis(world.now));
    let roadmap = world.desk().roadmap().clone();
    let first = opening(&roadmap, &world.logs);
    let mut again = World::new(vec![roadmap], (size.width, size.height), SignSet::Unicode);
    again.app = App::new(size, world.app.theme().clone(), first, now);
    again.notes = world.notes;
    again.summaries.clone_from(&world.summaries);
    again.list_summaries();
    again.send(Msg::Returned(Box::new(session), None));
    again.read_note();
    again.read_summary();
    again
}

pub(super) fn check(world: &World) -> Result<(), TestCaseError> {
    let desk = world.desk();
    let text = desk.session().text(Moment::from_millis(world.now)).expect("a text");
    let (session, _) = Session::read(&text).expect("a session");
    prop_assert_eq!(&session, &desk.session());
    // What is looked for is not kept, and what is not saved is lost.
    let is_looking = desk.needle().is_some() || matches!(desk.mode, Mode::Finding(_));
    if is_looking || !desk.unsaved().is_empty() {
        return Ok(());
    }
    let again = opened_again(world, session);
    // A message may take rows from the panes.
    if again.app.panes() == world.app.panes() {
        prop_assert_eq!(kept(again.desk()), kept(desk), "\n{}", text);
    }
    Ok(())
}
