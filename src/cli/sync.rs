//! `sync`: the store to other devices and back.

use super::args::Arguments;
use super::context::places;
use super::exit::Exit;
use super::output::Output;
use super::surroundings::Surroundings;
use crate::store::Places;
use crate::sync::{self, Arrivals, Ending, Report, Sent, Setting};
use crate::text::{SafeText, counted};

/// Most steps of a roadmap that are named.
const MOST_NAMED: usize = 10;

/// Commits, fetches, merges and pushes, and says what came in and what went out.
pub(super) fn run(arguments: &Arguments, here: &Surroundings, out: &mut Output<'_>) -> anyhow::Result<Exit> {
    let setting = setting(places(arguments, here)?, here);
    let report = sync::run(&setting, &mut heard_by(arguments, out))?;
    for note in &report.notes {
        out.note(note);
    }
    if !out.looks.quiet {
        say(&report, &SafeText::new(setting.places.data.to_string_lossy()), out);
    }
    match report.ending {
        Ending::Refused(error) => Err(error.into()),
        _ => Ok(Exit::Success),
    }
}

/// What git is run with.
pub(super) fn setting(places: Places, here: &Surroundings) -> Setting {
    Setting { places, variables: here.variables.clone(), terminal: here.terminal_in }
}

/// Says which git commands are run, where that was asked for.
pub(super) fn heard_by(arguments: &Arguments, out: &mut Output<'_>) -> impl FnMut(&str) {
    let verbose = arguments.global.verbose;
    move |command| {
        if verbose {
            out.complain(command);
        }
    }
}

fn say(report: &Report, data: &SafeText, out: &mut Output<'_>) {
    for arrivals in &report.came {
        came(arrivals, out);
    }
    let nothing_came = report.came.is_empty();
    match &report.ending {
        Ending::NoRemote => {
            out.text("Everything is committed here. The repository knows no other place to sync with yet:");
            out.text(format!("  git -C {} remote add origin ADDRESS", super::store::quoted(data)));
        }
        Ending::Offline { remote, why } => {
            out.text(format!("Offline: {remote} could not be reached ({why})."));
            out.text("Everything is committed here and goes out with the next sync.");
        }
        Ending::Synced { remote, sent } => {
            if nothing_came {
                out.text("Nothing came in.");
            }
            out.text(went(remote, *sent));
        }
        Ending::Refused(_) if nothing_came => out.text("Nothing came in."),
        Ending::Refused(_) => {}
    }
}

fn came(arrivals: &Arrivals, out: &mut Output<'_>) {
    let amount = amount(arrivals.changes, arrivals.summaries);
    out.text(format!("{}: {amount} came in", arrivals.roadmap));
    for step in arrivals.steps.iter().take(MOST_NAMED) {
        out.text(format!("  {step}"));
    }
    let more = arrivals.steps.len().saturating_sub(MOST_NAMED);
    if more > 0 {
        out.text(format!("  and {more} more before"));
    }
}

fn went(remote: &SafeText, sent: Sent) -> String {
    match (sent.changes, sent.summaries) {
        (0, 0) => format!("Nothing had to go out to {remote}."),
        (changes, summaries) => format!("{} went out to {remote}.", amount(changes, summaries)),
    }
}

/// `2 changes and 1 summary`; both where there is neither.
fn amount(changes: usize, summaries: usize) -> String {
    let summaries = match summaries {
        0 => None,
        1 => Some("1 summary".to_owned()),
        more => Some(format!("{more} summaries")),
    };
    match (changes, summaries) {
        (0, Some(summaries)) => summaries,
        (changes, Some(summaries)) => format!("{} and {summaries}", counted(changes, "change")),
        (changes, None) => counted(changes, "change"),
    }
}
