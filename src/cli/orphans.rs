//! `orphans` and `reattach`: progress of topics that the roadmap no longer has, or has no longer under the same id.

use super::Form;
use super::address::resolve;
use super::context::Context;
use super::exit::{Exit, OrphanError};
use super::output::Output;
use super::status::totals;
use crate::calendar::Calendar;
use crate::progress::{Change, Orphan};
use crate::roadmap::TopicId;
use crate::text::{SafeText, nearest};
use crate::theme::span;

/// What to do about a topic that is gone.
const GONE: &str = "`trailmark reattach OLD NEW` gives the history of one to a topic of the roadmap";
/// What to do about an id that is used for something else.
const IN_DOUBT: &str = "what has a `now` was marked when its id stood for something else, and does not count:
  trailmark reattach ID ID      it is the same topic after all
  trailmark reattach ID OTHER   give its history to another topic
  trailmark todo ID             begin anew, or any other mark";

/// Prints the orphans: id, title, status, day; and the title that the id has now, where the roadmap uses it for something else.
pub(super) fn run(context: &Context, out: &mut Output<'_>, form: Form) -> anyhow::Result<Exit> {
    if form == Form::Json {
        out.json(&super::json::orphans(context))?;
        return Ok(Exit::Success);
    }
    let (orphans, doubts) = (context.standing.orphans(), context.standing.doubts());
    if orphans.is_empty() && doubts.is_empty() {
        out.note("no progress is of a topic that is gone");
        return Ok(Exit::Success);
    }
    let calendar = Calendar::here(context.now);
    let gone = orphans.iter().map(|orphan| fields(orphan, SafeText::default(), &calendar));
    let in_doubt =
        doubts.iter().map(|doubt| fields(&doubt.before, context.title(doubt.topic).clone(), &calendar));
    print(&gone.chain(in_doubt).collect::<Vec<_>>(), out);
    if !orphans.is_empty() {
        out.note(GONE);
    }
    if !doubts.is_empty() {
        out.note(IN_DOUBT);
    }
    Ok(Exit::Success)
}

fn print(rows: &[[SafeText; 5]], out: &mut Output<'_>) {
    let widest = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths = [widest(0), widest(1), widest(2), widest(3)];
    let theme = out.looks.theme.clone();
    for row in rows {
        let [id, title, status, day, now] = row;
        if !out.looks.terminal {
            out.record(&[id, title, status, day, now]);
            continue;
        }
        let padded = |text: &SafeText, width: usize| format!("{text}{}  ", " ".repeat(width - text.width()));
        let mut spans = vec![
            span(padded(id, widths[0]), theme.text),
            span(padded(title, widths[1]), theme.strong),
            span(padded(status, widths[2]), theme.text),
        ];
        if now.is_empty() {
            spans.push(span(day, theme.secondary));
        } else {
            spans.push(span(format!("{}now {now}", padded(day, widths[3])), theme.secondary));
        }
        out.line(&spans);
    }
}

fn fields(orphan: &Orphan, now: SafeText, calendar: &Calendar) -> [SafeText; 5] {
    let day = orphan.status.since().map_or_else(SafeText::default, |since| calendar.day(since));
    let mark = orphan.status.mark();
    [SafeText::new(orphan.id.as_str()), orphan.title.clone(), SafeText::new(mark.word()), day, now]
}

/// Gives the history of `old` to the topic `new`.
pub(super) fn reattach(
    context: &mut Context,
    (old, new): (&str, &str),
    out: &mut Output<'_>,
) -> anyhow::Result<Exit> {
    let before = orphan(context, old)?;
    let to = resolve(&context.roadmap, new)?;
    let to_id = context.roadmap.topic(to).id.clone();
    let what = if context.roadmap.find(&before.id).is_some() {
        format!("what was marked as {}", before.title)
    } else {
        format!("the history of {}", before.id)
    };
    context.save(vec![Change::Reattach { from: before.id, to: to_id, title: before.title }])?;
    if !out.looks.quiet {
        out.text(format!("{what} now belongs to {}", context.title(to)));
        out.text(totals(context.counts.whole()));
        out.text("undo: trailmark undo");
    }
    Ok(Exit::Success)
}

/// What is known of an id that is gone, or that the roadmap uses for something else.
fn orphan(context: &Context, id: &str) -> Result<Orphan, OrphanError> {
    let orphans = context.standing.orphans();
    if let Some(orphan) = orphans.iter().find(|orphan| orphan.id.as_str() == id) {
        return Ok(orphan.clone());
    }
    if let Some(ix) = TopicId::new(id).ok().and_then(|id| context.roadmap.find(&id)) {
        let before = context.progress.before(&context.roadmap, ix);
        return before.ok_or_else(|| OrphanError::Present(SafeText::new(id)));
    }
    let help = match nearest(id, orphans.iter().map(|orphan| orphan.id.as_str())) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`trailmark orphans` lists them".to_owned(),
    };
    Err(OrphanError::Unknown { id: SafeText::new(id), help: SafeText::new(help) })
}
