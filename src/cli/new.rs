//! `new`: a small roadmap to start from.

use std::path::Path;

use super::args::Arguments;
use super::context::places;
use super::exit::Exit;
use super::output::Output;
use super::surroundings::Surroundings;
use crate::text::SafeText;
use crate::{shelf, starter};

/// Makes a roadmap in a folder, and says what comes next.
pub(super) fn run(
    folder: &Path,
    (arguments, here): (&Arguments, &Surroundings),
    out: &mut Output<'_>,
) -> anyhow::Result<Exit> {
    // Without a place for progress there is none that could be shared.
    let places = places(arguments, here).ok();
    let is_taken = |id: &_| places.as_ref().is_some_and(|places| shelf::is_taken(places, id));
    let given = SafeText::new(folder.to_string_lossy());
    let file = starter::make(&here.folder.join(folder), &is_taken)?;
    out.text(SafeText::new(file.to_string_lossy()));
    out.note("write your topics into it; every mistake is named by `trailmark check`");
    out.note(format!("open it: trailmark {}", super::import::as_argument(given.as_str())));
    Ok(Exit::Success)
}
