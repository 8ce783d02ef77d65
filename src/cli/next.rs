//! `next`: what to study next, and why.

use super::Form;
use super::context::Context;
use super::exit::Exit;
use super::output::Output;
use crate::calendar::Calendar;
use crate::next::{Why, suggestions};
use crate::text::SafeText;
use crate::theme::span;

/// Prints at most `number` suggestions.
pub(super) fn run(
    context: &Context,
    number: usize,
    (out, form): (&mut Output<'_>, Form),
) -> anyhow::Result<Exit> {
    let mut found = suggestions(&context.roadmap, &context.standing, &context.counts);
    let nothing_left = found.is_empty();
    found.truncate(number);
    if form == Form::Json {
        out.json(&super::json::next(context, &found))?;
        return Ok(Exit::Success);
    }
    if nothing_left {
        out.note("nothing is left to study");
    }
    let theme = out.looks.theme.clone();
    for suggestion in found {
        let topic = context.roadmap.topic(suggestion.topic);
        let reason = reason(context, suggestion.why);
        if out.looks.terminal {
            let mark = context.counts.mark(suggestion.topic);
            out.line(&[
                span(theme.sign(mark), theme.sign_style(mark)),
                span(format!(" {}", topic.shown()), theme.text),
                span(format!("  {reason}  "), theme.secondary),
                span(topic.id.as_str(), theme.secondary),
            ]);
        } else {
            out.record(&[&SafeText::new(topic.id.as_str()), &reason, topic.shown()]);
        }
    }
    Ok(Exit::Success)
}

/// A reason in words.
pub(super) fn reason(context: &Context, why: Why) -> SafeText {
    match why {
        Why::InProgress { since } => {
            SafeText::new(format!("in progress since {}", Calendar::here(context.now).day(since)))
        }
        Why::Bookmarked => SafeText::new("bookmarked"),
        Why::RequirementsDone => SafeText::new("all that it requires is done"),
        Why::NextInOrder => SafeText::new("next in order"),
    }
}
