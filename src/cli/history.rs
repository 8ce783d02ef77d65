//! `undo` and `redo`: steps are taken back and made again, and named.

use super::context::Context;
use super::exit::Exit;
use super::output::Output;
use crate::marking::described;
use crate::progress::{Change, Step};

/// Takes back the last `number` steps, or as many as there are.
pub(super) fn undo(context: &mut Context, number: u32, out: &mut Output<'_>) -> anyhow::Result<Exit> {
    for count in 0..number {
        let Some(step) = context.progress.to_undo() else {
            out.note(if count == 0 { "there is nothing to undo" } else { "there is nothing more to undo" });
            break;
        };
        context.save(vec![Change::Undo(step.key.clone())])?;
        say(out, "undone", &step);
    }
    Ok(Exit::Success)
}

/// Makes the step again that was undone last.
pub(super) fn redo(context: &mut Context, out: &mut Output<'_>) -> anyhow::Result<Exit> {
    match context.progress.to_redo() {
        None => out.note("there is nothing to redo"),
        Some(step) => {
            context.save(vec![Change::Redo(step.key.clone())])?;
            say(out, "redone", &step);
        }
    }
    Ok(Exit::Success)
}

fn say(out: &mut Output<'_>, what: &str, step: &Step) {
    if !out.looks.quiet {
        out.text(format!("{what}: {}", described(step)));
    }
}
