//! `restore`: puts back what was saved and is in no log any more, and only that.

use std::collections::BTreeMap;

use super::Form;
use super::args::RestoreArgs;
use super::context::Context;
use super::exit::Exit;
use super::output::Output;
use super::status::totals;
use crate::calendar::Calendar;
use crate::marking::described_in;
use crate::progress::{Change, Event, EventKey, Step};
use crate::store::Lost;
use crate::text::{SafeText, counted};
use crate::theme::span;

/// Most steps that are shown.
const MOST_SHOWN: usize = 20;

/// Shows what is missing and puts it back, or does what the options say.
pub(super) fn run(
    context: &mut Context,
    wanted: &RestoreArgs,
    (out, form): (&mut Output<'_>, Form),
) -> anyhow::Result<Exit> {
    if wanted.list {
        return list(context, out, form);
    }
    let lost = match &wanted.from {
        Some(from) => context.store.lost_since(from)?,
        None => context.store.lost(),
    };
    if form == Form::Json {
        let steps = steps(&lost).into_values();
        let told = steps.map(|step| (step.key.moment(), what(context, &lost, &step), step.events.len()));
        out.json(&super::json::lost(context, told))?;
        return Ok(Exit::Success);
    }
    if lost.is_empty() {
        out.note(match &wanted.from {
            Some(_) => "nothing in it is missing from your logs",
            None => "nothing that was saved is missing; `trailmark restore --list` shows the backups",
        });
        return Ok(Exit::Success);
    }
    show(context, &lost, out);
    if wanted.dry_run {
        say_what_is_missing(&lost, wanted, out);
    } else if wanted.forget {
        context.store.forget(&lost)?;
        tell(out, format!("{} forgotten; the backups keep what they have", counted(lost.len(), "change")));
    } else {
        let count = context.restore(&lost)?;
        let log = context.store.log().display();
        tell(out, format!("{} put back into {log}", counted(count, "change")));
        tell(out, totals(context.counts.whole()));
    }
    Ok(Exit::Success)
}

fn tell(out: &mut Output<'_>, words: impl Into<SafeText>) {
    if !out.looks.quiet {
        out.text(words);
    }
}

fn say_what_is_missing(lost: &[Lost], wanted: &RestoreArgs, out: &mut Output<'_>) {
    let from = wanted.from.as_ref().map(|from| format!(" --from {}", from.display())).unwrap_or_default();
    let (changes, are) = (counted(lost.len(), "change"), if lost.len() == 1 { "is" } else { "are" });
    let them = if lost.len() == 1 { "it" } else { "them" };
    out.note(format!("{changes} {are} missing; `trailmark restore{from}` puts {them} back"));
}

/// A line a step: its day, and what it did.
fn show(context: &Context, lost: &[Lost], out: &mut Output<'_>) {
    if out.looks.quiet {
        return;
    }
    let steps = steps(lost);
    let calendar = Calendar::here(context.now);
    let theme = out.looks.theme.clone();
    for step in steps.values().take(MOST_SHOWN) {
        let day = calendar.day(step.key.moment());
        let pad = " ".repeat(12_usize.saturating_sub(day.width()));
        let what = what(context, lost, step);
        out.line(&[span(format!("{day}{pad}"), theme.secondary), span(what, theme.text)]);
    }
    if steps.len() > MOST_SHOWN {
        out.text(format!("and {} more", counted(steps.len() - MOST_SHOWN, "step")));
    }
}

/// What is missing by the steps it belongs to, the oldest first.
fn steps(lost: &[Lost]) -> BTreeMap<&EventKey, Step> {
    let mut steps: BTreeMap<&EventKey, Step> = BTreeMap::new();
    for Lost { event, .. } in lost {
        let key = event.step_key();
        let step = steps.entry(key).or_insert_with(|| Step { key: key.clone(), events: Vec::new() });
        step.events.push(event.clone());
    }
    steps
}

/// What a step did. One that takes another back, or makes it again, names that.
fn what(context: &Context, lost: &[Lost], step: &Step) -> SafeText {
    let (word, of) = match step.events.last().map(|event| &event.change) {
        Some(Change::Undo(of)) => ("undone", of.clone()),
        Some(Change::Redo(of)) => ("redone", of.clone()),
        _ => return described_in(&context.roadmap, step),
    };
    let known = context.progress.events().iter().chain(lost.iter().map(|lost| &lost.event));
    let events: Vec<Event> = known.filter(|event| *event.step_key() == of).cloned().collect();
    if events.is_empty() {
        return SafeText::new(format!("{word}: a change that is not known here"));
    }
    SafeText::new(format!("{word}: {}", described_in(&context.roadmap, &Step { key: of, events })))
}

/// Lists the backups.
fn list(context: &Context, out: &mut Output<'_>, form: Form) -> anyhow::Result<Exit> {
    let backups = context.store.list_backups()?;
    if form == Form::Json {
        out.json(&super::json::backups(context, &backups))?;
        return Ok(Exit::Success);
    }
    if backups.is_empty() {
        out.note("there is no backup yet; the first one is made with your next mark");
        return Ok(Exit::Success);
    }
    for backup in &backups {
        let day = SafeText::new(&backup.day);
        let lost = match backup.lost {
            0 => "none is missing".to_owned(),
            lost => format!("{lost} missing"),
        };
        match (backup.events, out.looks.terminal) {
            (None, _) => out.text(format!("{day}  cannot be read")),
            (Some(events), true) => out.text(format!("{day}  {}, {lost}", counted(events, "change"))),
            (Some(events), false) => {
                let [events, lost] = [events, backup.lost].map(|number| SafeText::new(number.to_string()));
                out.record(&[&day, &events, &lost]);
            }
        }
    }
    let folder = context.store.backups();
    out.note(format!("they are in {}", folder.display()));
    out.note("`trailmark restore --from DAY` puts back what is missing");
    Ok(Exit::Success)
}
