//! `show`: one topic with everything known of it, rendered on a terminal, as Markdown in a pipe.

use std::fmt::Write as _;

use ratatui::style::Style;
use ratatui::text::Span;

use super::Form;
use super::address::{place, resolve};
use super::context::Context;
use super::exit::Exit;
use super::output::Output;
use crate::calendar::Calendar;
use crate::markdown::{Layout, render};
use crate::note::{self, with_lines_kept};
use crate::progress::{Doubt, Mark};
use crate::roadmap::{Kind, Level, TopicIx};
use crate::source::NoteText;
use crate::text::duration;
use crate::theme::span;

/// Widest a note is set, in cells: longer lines are hard to read.
pub(super) const WIDEST: usize = 100;

/// Stands above what the person wrote.
pub(super) const SUMMARY: &str = "My summary";

/// Prints a topic.
pub(super) fn run(
    context: &Context,
    words: &str,
    (out, form): (&mut Output<'_>, Form),
) -> anyhow::Result<Exit> {
    let ix = resolve(&context.roadmap, words)?;
    let (note, of_note) = note(context, ix, out);
    let (summary, of_summary) = summary(context, ix, out);
    let title = context.title(ix).as_str();
    let is_empty = note.as_ref().is_some_and(|note| note::is_empty(&note.markdown, title));
    if form == Form::Json {
        let markdown = note.as_ref().map(|note| note.markdown.as_str());
        out.json(&super::json::show(context, ix, (markdown, summary.as_deref())))?;
    } else if out.looks.terminal {
        on_terminal(context, ix, out);
        if let Some(summary) = summary.filter(|text| !text.trim().is_empty()) {
            out.text("");
            out.line(&[span(SUMMARY, out.looks.theme.title)]);
            out.text("");
            rendered(&with_lines_kept(&summary), out);
        }
        if let Some(note) = &note {
            out.text("");
            if is_empty {
                out.line(&[span(note::EMPTY, out.looks.theme.secondary)]);
            } else {
                rendered(&note.markdown, out);
            }
        }
    } else {
        out.lines(&as_markdown(context, ix));
        if let Some(summary) = summary.filter(|text| !text.trim().is_empty()) {
            out.lines(&format!("\n## {SUMMARY}\n\n{summary}"));
        }
        if is_empty {
            // What goes into a pipe is the author's, and these words are not.
            out.note(note::EMPTY);
        } else if let Some(note) = &note {
            out.lines(&format!("\n---\n\n{}", note.markdown));
        }
    }
    Ok(if of_summary == Exit::Success { of_note } else { of_summary })
}

/// The person's summary; that it cannot be read is said as of a note.
fn summary(context: &Context, ix: TopicIx, out: &mut Output<'_>) -> (Option<String>, Exit) {
    let Some(id) = context.written.get(&ix) else { return (None, Exit::Success) };
    match context.summaries.read(id) {
        Ok(summary) => {
            if summary.as_ref().is_some_and(|summary| summary.is_cut) {
                out.note("your summary is longer than 1 MiB; only its beginning is shown");
            }
            (summary.map(|summary| summary.text), Exit::Success)
        }
        Err(error) => {
            out.complain(format!("trailmark: {error}"));
            (None, Exit::Failed)
        }
    }
}

/// The note. That it cannot be read is said at once; the rest of the topic is worth reading all the same.
fn note(context: &Context, ix: TopicIx, out: &mut Output<'_>) -> (Option<NoteText>, Exit) {
    let Some(path) = &context.roadmap.topic(ix).note else { return (None, Exit::Success) };
    match context.source.note(&context.roadmap, path) {
        Ok(note) => {
            for said in note.notice.iter().chain(&note.aside) {
                out.note(said);
            }
            (Some(note), Exit::Success)
        }
        Err(error) => {
            out.complain(format!("trailmark: {error}"));
            (None, Exit::Failed)
        }
    }
}

fn rendered(markdown: &str, out: &mut Output<'_>) {
    let page = render(markdown, Layout::print(out.looks.width.min(WIDEST)), &out.looks.theme);
    for row in page.lines() {
        // The style of a row lies under those of its spans.
        let spans: Vec<Span<'_>> =
            row.spans.iter().map(|part| span(part.content.as_ref(), row.style.patch(part.style))).collect();
        out.line(&spans);
    }
}

/// What is known of a topic, name and value; names are the same on a terminal and in Markdown.
pub(super) fn facts(context: &Context, ix: TopicIx) -> Vec<(&'static str, String)> {
    let topic = context.roadmap.topic(ix);
    let mut facts = vec![("id", topic.id.to_string()), ("status", status(context, ix))];
    let mut add = |name, value: Option<String>| facts.extend(value.map(|value| (name, value)));
    add("in doubt", context.standing.doubt(ix).map(Doubt::said));
    add("in", Some(place(&context.roadmap, ix).to_string()).filter(|place| !place.is_empty()));
    let requires: Vec<String> = topic
        .requires
        .iter()
        .map(|needed| format!("{} ({})", context.title(*needed), context.counts.mark(*needed).label()))
        .collect();
    add("requires", Some(requires.join(", ")).filter(|_| !requires.is_empty()));
    let tags: Vec<String> = topic.tags.iter().map(|tag| format!("#{tag}")).collect();
    add("tags", Some(tags.join(" ")).filter(|_| !tags.is_empty()));
    add("time", topic.minutes.map(duration));
    add("kind", topic.kind.map(Kind::word).map(str::to_owned));
    add("level", topic.level.map(Level::word).map(str::to_owned));
    facts
}

fn status(context: &Context, ix: TopicIx) -> String {
    let mark = context.counts.mark(ix);
    let mut words = mark.label().to_owned();
    // Writing to a String cannot fail.
    if let Some(since) = context.since(ix) {
        let since_word = if mark == Mark::InProgress { " since" } else { "" };
        let _ = write!(words, "{since_word} {}", Calendar::here(context.now).day(since));
    }
    if !context.roadmap.is_leaf(ix) {
        let tally = context.counts.of(ix);
        let _ = write!(words, ", {} of {}", tally.done, tally.total);
    }
    if context.standing.is_bookmarked(ix) {
        words.push_str(", bookmarked");
    }
    words
}

fn on_terminal(context: &Context, ix: TopicIx, out: &mut Output<'_>) {
    let theme = out.looks.theme.clone();
    let topic = context.roadmap.topic(ix);
    let mark = context.counts.mark(ix);
    out.line(&[
        span(theme.sign(mark), theme.sign_style(mark)),
        span(" ", Style::new()),
        span(topic.shown(), theme.title),
    ]);
    for (name, value) in facts(context, ix) {
        out.line(&[span(format!("  {name:<10}"), theme.secondary), span(value, theme.text)]);
    }
    for (number, resource) in topic.resources.iter().enumerate() {
        let name = if number == 0 { "resources" } else { "" };
        let mark = if context.standing.is_ticked(ix, resource) { Mark::Done } else { Mark::Todo };
        out.line(&[
            span(format!("  {name:<10}"), theme.secondary),
            span(theme.sign(mark), theme.sign_style(mark)),
            span(" ", theme.text),
            span(format!("{:<10}", resource.kind.word()), theme.secondary),
            span(&resource.title, theme.text),
            span("  ", theme.text),
            span(&resource.url, theme.link),
        ]);
    }
    for child in context.roadmap.children(ix) {
        let mark = context.counts.mark(child);
        out.line(&[
            span("  ", theme.text),
            span(theme.sign(mark), theme.sign_style(mark)),
            span(format!(" {}", context.title(child)), theme.text),
        ]);
    }
}

fn as_markdown(context: &Context, ix: TopicIx) -> String {
    let topic = context.roadmap.topic(ix);
    let mut text = format!("# {}\n\n", topic.shown());
    // Writing to a String cannot fail.
    for (name, value) in facts(context, ix) {
        let _ = writeln!(text, "- {name}: {value}");
    }
    if !topic.resources.is_empty() {
        text.push_str("\n## Resources\n\n");
        for resource in &topic.resources {
            let (kind, title, url) = (resource.kind.word(), &resource.title, &resource.url);
            let tick = if context.standing.is_ticked(ix, resource) { 'x' } else { ' ' };
            let _ = writeln!(text, "- [{tick}] {kind}: [{title}](<{url}>)");
        }
    }
    if !context.roadmap.is_leaf(ix) {
        text.push_str("\n## Topics\n\n");
        for child in context.roadmap.children(ix) {
            let _ = writeln!(text, "- {} ({})", context.title(child), context.counts.mark(child).label());
        }
    }
    text
}
