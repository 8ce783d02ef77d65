//! `status`: how far a person has come, in three lines.

use super::Form;
use super::context::Context;
use super::exit::Exit;
use super::next::reason;
use super::output::Output;
use crate::counts::Tally;
use crate::next::{Suggestion, Why, suggestions};
use crate::roadmap::TopicIx;
use crate::text::SafeText;
use crate::theme::{Theme, span};
use ratatui::text::Span;

/// Cells of the bar.
const BAR: u32 = 20;

/// Most topics in progress that are named.
const MOST_NAMED: usize = 3;

/// Prints the whole status.
pub(super) fn run(context: &Context, out: &mut Output<'_>, form: Form) -> anyhow::Result<Exit> {
    let all = suggestions(&context.roadmap, &context.standing, &context.counts);
    let (begun, fresh): (Vec<Suggestion>, Vec<Suggestion>) =
        all.into_iter().partition(|suggestion| matches!(suggestion.why, Why::InProgress { .. }));
    let begun: Vec<TopicIx> = begun.into_iter().map(|suggestion| suggestion.topic).collect();
    if form == Form::Json {
        let first = fresh.get(..fresh.len().min(1)).unwrap_or_default();
        out.json(&super::json::status(context, &begun, first))?;
        return Ok(Exit::Success);
    }
    let theme = out.looks.theme.clone();
    let tally = context.counts.whole();
    let mut head = vec![span(context.roadmap.shown_title(), theme.title), span("  ", theme.text)];
    head.extend(bar(tally, &theme));
    head.push(span(format!("  {}", totals(tally)), theme.text));
    out.line(&head);
    out.line(&[span("In progress: ", theme.secondary), span(named(context, &begun), theme.text)]);
    let next = match fresh.first() {
        Some(suggestion) => vec![
            span(context.title(suggestion.topic), theme.text),
            span(format!("  ({})", reason(context, suggestion.why)), theme.secondary),
        ],
        None if tally.is_complete() => vec![span("nothing, all is done", theme.text)],
        None => vec![span("nothing new", theme.text)],
    };
    out.line(&[vec![span("Next: ", theme.secondary)], next].concat());
    Ok(Exit::Success)
}

/// Prints the totals for a prompt.
pub(super) fn short(context: &Context, out: &mut Output<'_>) -> Exit {
    let Tally { done, total, .. } = context.counts.whole();
    out.text(format!("{}% {done}/{total}", context.counts.whole().percent()));
    Exit::Success
}

/// The totals as every verb that marks prints them.
pub(super) fn totals(tally: Tally) -> SafeText {
    SafeText::new(format!("{}%  {} of {}", tally.percent(), tally.done, tally.total))
}

fn bar(tally: Tally, theme: &Theme) -> [Span<'static>; 2] {
    let full = tally.percent() * BAR / 100;
    let part = |sign: &str, cells: u32| sign.repeat(cells as usize);
    [
        span(part(theme.signs.bar, full), theme.accent),
        span(part(theme.signs.bar_rest, BAR - full), theme.frame),
    ]
}

/// The titles of topics, or of some of them.
pub(super) fn named(context: &Context, topics: &[TopicIx]) -> SafeText {
    let titles: Vec<&str> = topics.iter().take(MOST_NAMED).map(|ix| context.title(*ix).as_str()).collect();
    match topics.len() - titles.len() {
        _ if titles.is_empty() => SafeText::new("nothing"),
        0 => SafeText::new(titles.join(", ")),
        more => SafeText::new(format!("{} and {more} more", titles.join(", "))),
    }
}
