//! `undo` and `redo`: steps are taken back and made again, and named.

use super::context::{Context, Together};
use super::exit::Exit;
use super::output::Output;
use crate::progress::{Change, Event, Step};
use crate::text::SafeText;

/// Most topics of a step that are named.
const MOST_NAMED: usize = 3;

/// Takes back the last `number` steps, or as many as there are.
pub(super) fn undo(context: &mut Context, number: u32, out: &mut Output<'_>) -> anyhow::Result<Exit> {
    for count in 0..number {
        let Some(step) = context.progress.to_undo() else {
            out.note(if count == 0 { "there is nothing to undo" } else { "there is nothing more to undo" });
            break;
        };
        context.save(vec![Change::Undo(step.key.clone())], Together::Apart)?;
        say(out, "undone", &step);
    }
    Ok(Exit::Success)
}

/// Makes the step again that was undone last.
pub(super) fn redo(context: &mut Context, out: &mut Output<'_>) -> anyhow::Result<Exit> {
    match context.progress.to_redo() {
        None => out.note("there is nothing to redo"),
        Some(step) => {
            context.save(vec![Change::Redo(step.key.clone())], Together::Apart)?;
            say(out, "redone", &step);
        }
    }
    Ok(Exit::Success)
}

fn say(out: &mut Output<'_>, what: &str, step: &Step) {
    if !out.looks.quiet {
        out.text(format!("{what}: {}", described(&step.events)));
    }
}

/// What a step did, in words: `SQL joins done`, `A, B, C and 9 more done`.
fn described(events: &[Event]) -> SafeText {
    let Some(last) = events.last() else { return SafeText::new("nothing") };
    let titles: Vec<&str> = events.iter().filter_map(|event| title(&event.change)).take(MOST_NAMED).collect();
    let more = match events.len() - titles.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let words = format!("{}{more}", titles.join(", "));
    SafeText::new(match &last.change {
        Change::Mark { mark, .. } => format!("{words} {}", mark.label()),
        Change::Bookmark { on: true, .. } => format!("{words} bookmarked"),
        Change::Bookmark { on: false, .. } => format!("{words} no longer bookmarked"),
        Change::Reattach { from, to } => format!("history of {from} given to {to}"),
        Change::Undo(_) | Change::Redo(_) | Change::Unknown => "a change of a kind unknown here".to_owned(),
    })
}

fn title(change: &Change) -> Option<&str> {
    match change {
        Change::Mark { title, .. } | Change::Bookmark { title, .. } => Some(title.as_str()),
        _ => None,
    }
}
