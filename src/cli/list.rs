//! `list`: topics as a tree for people, one a line for programs.

use std::collections::BTreeSet;

use super::Form;
use super::address::{folded, resolve};
use super::args::ListArgs;
use super::context::Context;
use super::exit::Exit;
use super::output::Output;
use crate::progress::Mark;
use crate::roadmap::TopicIx;
use crate::text::{SafeText, width};
use crate::theme::span;

/// Prints the topics that are asked for.
pub(super) fn run(
    context: &Context,
    wanted: &ListArgs,
    (out, form): (&mut Output<'_>, Form),
) -> anyhow::Result<Exit> {
    let found = Filter::new(context, wanted)?.topics(context);
    if form == Form::Json {
        out.json(&super::json::list(context, &found))?;
    } else if out.looks.terminal {
        tree(context, &found, out);
    } else {
        for ix in &found {
            let topic = context.roadmap.topic(*ix);
            let status = SafeText::new(context.counts.mark(*ix).word());
            out.record(&[&SafeText::new(topic.id.as_str()), &status, topic.shown()]);
        }
    }
    if found.is_empty() && form == Form::Text {
        out.note("no topic is like that");
    }
    Ok(Exit::Success)
}

/// What a topic must be like to be listed.
struct Filter {
    words: Option<String>,
    tag: Option<String>,
    mark: Option<Mark>,
    under: Option<TopicIx>,
    bookmarked: bool,
}

impl Filter {
    fn new(context: &Context, wanted: &ListArgs) -> anyhow::Result<Self> {
        let under = wanted.under.as_deref().map(|topic| resolve(&context.roadmap, topic)).transpose()?;
        Ok(Self {
            words: wanted.query.as_deref().map(folded),
            tag: wanted.tag.as_deref().map(|tag| folded(tag.strip_prefix('#').unwrap_or(tag))),
            mark: wanted.status.map(super::args::StatusWord::mark),
            under,
            bookmarked: wanted.bookmarked,
        })
    }

    fn topics(&self, context: &Context) -> Vec<TopicIx> {
        let range = match self.under {
            Some(above) => above.get()..context.roadmap.below(above).end,
            None => 0..context.roadmap.topics().len(),
        };
        range.map(TopicIx::at).filter(|ix| self.fits(context, *ix)).collect()
    }

    fn fits(&self, context: &Context, ix: TopicIx) -> bool {
        let topic = context.roadmap.topic(ix);
        let tagged = |tag: &String| topic.tags.iter().any(|own| folded(own.as_str()) == *tag);
        let says = |words: &String| {
            let contains = |text: &str| folded(text).contains(words.as_str());
            contains(topic.id.as_str())
                || topic.names().any(|name| contains(name.as_str()))
                || topic.tags.iter().any(|tag| contains(tag.as_str()))
        };
        self.mark.is_none_or(|mark| context.counts.mark(ix) == mark)
            && (!self.bookmarked || context.standing.is_bookmarked(ix))
            && self.tag.as_ref().is_none_or(tagged)
            && self.words.as_ref().is_none_or(says)
    }
}

/// Prints topics under the topics above them.
fn tree(context: &Context, found: &[TopicIx], out: &mut Output<'_>) {
    let mut rows: BTreeSet<TopicIx> = found.iter().copied().collect();
    rows.extend(found.iter().flat_map(|ix| context.roadmap.ancestors(*ix)));
    let listed: BTreeSet<TopicIx> = found.iter().copied().collect();
    for ix in rows {
        row(context, ix, (listed.contains(&ix), out));
    }
}

fn row(context: &Context, ix: TopicIx, (listed, out): (bool, &mut Output<'_>)) {
    let theme = out.looks.theme.clone();
    let topic = context.roadmap.topic(ix);
    let mark = context.counts.mark(ix);
    let style = match mark {
        _ if !listed => theme.secondary,
        Mark::Skipped => theme.skipped,
        Mark::Done if context.roadmap.is_leaf(ix) => theme.secondary,
        _ if context.roadmap.is_leaf(ix) => theme.text,
        _ => theme.strong,
    };
    let mut tail = String::new();
    if !context.roadmap.is_leaf(ix) {
        let tally = context.counts.of(ix);
        tail = format!("  {}/{}", tally.done, tally.total);
    }
    let bookmark =
        if context.standing.is_bookmarked(ix) { format!(" {}", theme.signs.bookmark) } else { String::new() };
    let summary =
        if context.written.contains_key(&ix) { format!(" {}", theme.signs.summary) } else { String::new() };
    let indent = " ".repeat(2 * topic.depth);
    let used =
        indent.len() + 2 + tail.len() + [&bookmark, &summary].map(|sign| width(sign)).iter().sum::<usize>();
    out.line(&[
        span(indent, theme.text),
        span(theme.sign(mark), theme.sign_style(mark)),
        span(" ", theme.text),
        // A title that is cut to nothing says less than one that wraps.
        span(topic.shown().fitted(out.looks.width.saturating_sub(used).max(8), theme.signs.cut), style),
        span(bookmark, theme.in_progress),
        span(summary, theme.secondary),
        span(tail, theme.secondary),
    ]);
}
