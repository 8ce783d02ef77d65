//! `find`: words in titles, notes and summaries, a line each.

use std::fmt;

use super::Form;
use super::context::Context;
use super::exit::{Exit, UsageError};
use super::output::Output;
use crate::roadmap::{NotePath, TopicIx};
use crate::search::{Query, Searcher, Text};
use crate::text::{SafeText, counted};
use crate::theme::span;

/// Where words were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Title,
    Summary,
    Note,
}

impl Part {
    /// What it is called in JSON.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Summary => "summary",
            Self::Note => "note",
        }
    }
}

/// A line with all of the words.
#[derive(Debug)]
pub(super) struct Found {
    /// The topic.
    pub(super) ix: TopicIx,
    /// Where it is.
    pub(super) part: Part,
    /// The number of the line, from 1; none of a title.
    pub(super) line: Option<usize>,
    /// It.
    pub(super) text: SafeText,
    /// The file of a note, below the notes folder.
    pub(super) path: Option<NotePath>,
}

/// A text, and where it is if that is a note.
type Read = (Option<String>, Option<NotePath>);

/// Prints every line with all of `words` in it.
pub(super) fn run(
    context: &Context,
    words: &[String],
    (out, form): (&mut Output<'_>, Form),
) -> anyhow::Result<Exit> {
    let query = Query::new(&words.join(" "));
    if query.is_empty() {
        return Err(UsageError(
            "find needs words to look for, as in: trailmark find isolation level".to_owned(),
        )
        .into());
    }
    let (found, unread) = lines(context, &query);
    if form == Form::Json {
        out.json(&super::json::find(context, &found))?;
    } else {
        for found in &found {
            print(context, found, &query, out);
        }
        if found.is_empty() {
            out.note("no title, note or summary says that");
        }
    }
    if unread > 0 {
        let texts = counted(unread, "text");
        out.complain(format!(
            "trailmark: {texts} could not be read and searched; `trailmark check` says why"
        ));
        return Ok(Exit::Failed);
    }
    Ok(Exit::Success)
}

/// Every line with all of the words, in the order of the roadmap, and how many texts could not be read.
pub(super) fn lines(context: &Context, query: &Query) -> (Vec<Found>, usize) {
    let mut search = Search { context, query, searcher: Searcher::default(), found: Vec::new(), unread: 0 };
    for ix in context.roadmap.indices() {
        search.topic(ix);
    }
    (search.found, search.unread)
}

struct Search<'c> {
    context: &'c Context,
    query: &'c Query,
    searcher: Searcher,
    found: Vec<Found>,
    /// How many texts could not be read.
    unread: usize,
}

impl Search<'_> {
    fn topic(&mut self, ix: TopicIx) {
        let topic = self.context.roadmap.topic(ix);
        if let Some(text) = topic.found_as(|name| self.query.cost_of_line(name).is_some()) {
            self.found.push(Found { ix, part: Part::Title, line: None, text, path: None });
        }
        let context = self.context;
        if let Some(file) = context.written.get(&ix) {
            let summary = context.summaries.read(file).map(|read| read.map(|summary| summary.text));
            self.text(ix, Part::Summary, summary.map(|text| (text, None)));
        }
        if let Some(path) = &topic.note {
            let note = context.source.note(&context.roadmap, path);
            self.text(ix, Part::Note, note.map(|note| (Some(note.markdown), note.path)));
            // What the author wrote in the roadmap's own language says more than what is shown, or says it otherwise.
            if let Some(note) = context.source.own_note(&context.roadmap, path) {
                self.text(ix, Part::Note, note.map(|note| (Some(note.markdown), note.path)));
            }
        }
    }

    fn text<E: fmt::Display>(&mut self, ix: TopicIx, part: Part, read: Result<Read, E>) {
        match read {
            Ok((markdown, path)) => {
                let text = Text::of_markdown(&markdown.unwrap_or_default());
                let found = &mut self.found;
                self.searcher.lines(&text, self.query, &mut |line| {
                    let (line, text) = (Some(line.number), line.text.into());
                    found.push(Found { ix, part, line, text, path: path.clone() });
                });
            }
            Err(_) => self.unread += 1,
        }
    }
}

/// Prints `id:line: text`, and `id: text` of a title, with the words set apart.
fn print(context: &Context, found: &Found, query: &Query, out: &mut Output<'_>) {
    let theme = out.looks.theme.clone();
    let line = found.line.map(|line| format!(":{line}")).unwrap_or_default();
    let mut spans = vec![
        span(context.roadmap.topic(found.ix).id.as_str(), theme.accent),
        span(format!("{line}: "), theme.secondary),
    ];
    let text = found.text.as_str();
    let mut at = 0;
    for place in query.places(text) {
        spans.push(span(text.get(at..place.start).unwrap_or_default(), theme.text));
        spans.push(span(text.get(place.clone()).unwrap_or_default(), theme.strong));
        at = place.end;
    }
    spans.push(span(text.get(at..).unwrap_or_default(), theme.text));
    // The line of which file it is: two languages of a note have different ones.
    if let (Some(path), Some(_)) = (&found.path, context.roadmap.spoken()) {
        spans.push(span(format!("  ({path})"), theme.secondary));
    }
    out.line(&spans);
}
