//! `import`: what a person already has becomes a roadmap, or goes into one.

mod carry;
mod json;
mod say;
mod waiting;

use std::sync::Arc;

use super::Form;
use super::args::{Arguments, ImportArgs};
use super::context::places;
use super::exit::Exit;
use super::output::Output;
use super::surroundings::Surroundings;
use crate::calendar::Calendar;
use crate::import::{Import, Pace, Request, Wish};
use crate::shelf;
use crate::text::SafeText;

/// What was asked for, and what came of it.
pub(super) struct Done<'a> {
    wanted: &'a ImportArgs,
    import: Import,
    carried: carry::Carried,
}

/// Imports a source, or says what would become of it.
pub(super) fn run(
    (arguments, wanted): (&Arguments, &ImportArgs),
    here: &Surroundings,
    (out, form): (&mut Output<'_>, Form),
) -> anyhow::Result<Exit> {
    let places = places(arguments, here);
    let is_taken = |id: &_| places.as_ref().is_ok_and(|places| shelf::is_taken(places, id));
    let wish = Wish {
        taken: wanted.topics,
        depth: wanted.depth.map(usize::from),
        own_summary: wanted.own_summary.clone(),
        lecture_summary: wanted.lecture_summary.clone(),
    };
    let pace = Arc::new(Pace::default());
    let waiting = waiting::Waiting::start(!out.looks.quiet, &pace);
    // A web address is no path below the current folder.
    let source = here.folder.join(&wanted.source);
    let source = if source.exists() { &source } else { &wanted.source };
    let request = Request {
        source,
        folder: &here.folder.join(&wanted.output),
        from: wanted.from,
        wish: &wish,
        day: &Calendar::here(here.now).plain_day(here.now),
        is_taken: &is_taken,
        pace: &pace,
        may_mix: arguments.global.yes,
    };
    let import = Import::prepare(&request)?;
    if !wanted.dry_run {
        import.write()?;
    }
    let carried = carry::carry(&import, wanted.dry_run, (places, here.now))?;
    drop(waiting);
    super::note_troubles(&carried.troubles, out);
    let done = Done { wanted, import, carried };
    match form {
        Form::Json => out.json(&json::Answer::new(&done))?,
        Form::Text => say::said(&done, arguments.global.verbose, out),
    }
    Ok(Exit::Success)
}

/// A path as it is typed in a shell.
pub(super) fn as_argument(path: &str) -> SafeText {
    SafeText::from(shell_words::quote(path).into_owned())
}
