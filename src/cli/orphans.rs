//! `orphans` and `reattach`: progress of topics that the roadmap no longer has.

use super::Form;
use super::address::resolve;
use super::context::Context;
use super::date::Calendar;
use super::exit::{Exit, OrphanError};
use super::output::Output;
use super::status::totals;
use crate::progress::{Change, Orphan};
use crate::roadmap::TopicId;
use crate::text::{SafeText, nearest};
use crate::theme::span;

/// Prints the orphans: id, title, status, day.
pub(super) fn run(context: &Context, out: &mut Output<'_>, form: Form) -> anyhow::Result<Exit> {
    if form == Form::Json {
        out.json(&super::json::orphans(context))?;
        return Ok(Exit::Success);
    }
    let orphans = context.standing.orphans();
    if orphans.is_empty() {
        out.note("no progress is of a topic that is gone");
        return Ok(Exit::Success);
    }
    let calendar = Calendar::here(context.now);
    let rows: Vec<[SafeText; 4]> = orphans.iter().map(|orphan| fields(orphan, &calendar)).collect();
    let widest = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths = [widest(0), widest(1), widest(2)];
    let theme = out.looks.theme.clone();
    for row in &rows {
        let [id, title, status, day] = row;
        if !out.looks.terminal {
            out.record(&[id, title, status, day]);
            continue;
        }
        let padded = |text: &SafeText, width: usize| format!("{text}{}  ", " ".repeat(width - text.width()));
        out.line(&[
            span(padded(id, widths[0]), theme.text),
            span(padded(title, widths[1]), theme.strong),
            span(padded(status, widths[2]), theme.text),
            span(day, theme.secondary),
        ]);
    }
    out.note("`trailmark reattach OLD NEW` gives the history of one to a topic of the roadmap");
    Ok(Exit::Success)
}

fn fields(orphan: &Orphan, calendar: &Calendar) -> [SafeText; 4] {
    let day = orphan.status.since().map_or_else(SafeText::default, |since| calendar.day(since));
    let mark = orphan.status.mark();
    [SafeText::new(orphan.id.as_str()), orphan.title.clone(), SafeText::new(mark.word()), day]
}

/// Gives the history of `old` to the topic `new`.
pub(super) fn reattach(
    context: &mut Context,
    (old, new): (&str, &str),
    out: &mut Output<'_>,
) -> anyhow::Result<Exit> {
    let from = orphan(context, old)?;
    let to = resolve(&context.roadmap, new)?;
    let to_id = context.roadmap.topic(to).id.clone();
    context.save(vec![Change::Reattach { from: from.clone(), to: to_id }])?;
    if !out.looks.quiet {
        out.text(format!("the history of {from} now belongs to {}", context.title(to)));
        out.text(totals(context.counts.whole()));
        out.text("undo: trailmark undo");
    }
    Ok(Exit::Success)
}

fn orphan(context: &Context, id: &str) -> Result<TopicId, OrphanError> {
    let orphans = context.standing.orphans();
    if let Some(orphan) = orphans.iter().find(|orphan| orphan.id.as_str() == id) {
        return Ok(orphan.id.clone());
    }
    if TopicId::new(id).is_ok_and(|id| context.roadmap.find(&id).is_some()) {
        return Err(OrphanError::Present(SafeText::new(id)));
    }
    let help = match nearest(id, orphans.iter().map(|orphan| orphan.id.as_str())) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`trailmark orphans` lists them".to_owned(),
    };
    Err(OrphanError::Unknown { id: SafeText::new(id), help: SafeText::new(help) })
}
