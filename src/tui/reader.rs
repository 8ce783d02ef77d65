//! The note pane: what is shown of the selected topic, and how far each topic is scrolled.
//!
//! The person's own words come first, then the author's: head, summary, what stands between, note, tail.

mod passage;

use std::collections::HashMap;
use std::sync::Arc;

use ratatui::text::Line;

use self::passage::{Passage, Text};
use super::action::{Action, key_of};
use super::help::arrows;
use super::sheet::{Facts, Unit, flow, words};
use crate::markdown::Page;
use crate::note::with_lines_kept;
use crate::roadmap::{Roadmap, TopicId, TopicIx};
use crate::source::NoteText;
use crate::store::Summary;
use crate::text::SafeText;
use crate::theme::{Theme, span};

/// The words for a topic without a note.
const NO_NOTE: &str = "The author wrote no note here.";
/// The words for a topic without a summary.
const NO_SUMMARY: &str = "Nothing of your own yet.";
/// Blanks between these words and the keys.
const GAP: usize = 3;
/// What is said of a summary that is longer than what is read.
const CUT: &str = "Only the first 1 MiB of your summary is shown; the file has more.";

/// The state of the note pane.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    topic: Option<TopicIx>,
    summary: Passage,
    note: Passage,
    /// The rows above the summary, those between it and the note, and those below.
    head: Vec<Line<'static>>,
    between: Vec<Line<'static>>,
    tail: Vec<Line<'static>>,
    /// Where the headings over the two texts are, in `head` and in `between`.
    titles: Option<(usize, usize)>,
    /// Where the rows between the texts began when all of them were last there.
    anchor: Option<usize>,
    top: usize,
    height: usize,
    tops: HashMap<TopicId, usize>,
}

/// A long text that somebody else should lay out.
#[derive(Clone, Debug)]
pub struct Order {
    /// The text.
    pub markdown: Arc<str>,
    /// For this width.
    pub width: usize,
}

impl Order {
    /// Whether both are the same text for the same width.
    fn is(&self, other: &Self) -> bool {
        self.width == other.width && Arc::ptr_eq(&self.markdown, &other.markdown)
    }
}

impl Reader {
    /// Turns to a topic, at the place where it was left.
    pub fn turn_to(&mut self, roadmap: &Roadmap, ix: TopicIx) {
        if self.topic == Some(ix) {
            return;
        }
        self.keep_place(roadmap);
        self.topic = Some(ix);
        let has_note = roadmap.topic(ix).note.is_some();
        self.note = Passage::new(if has_note { Text::Unread } else { Text::Absent });
        self.summary = Passage::default();
        self.anchor = None;
        self.top = self.tops.get(&roadmap.topic(ix).id).copied().unwrap_or(0);
    }

    /// Forgets what is shown, not where it is scrolled: positions mean nothing in the next version of the roadmap.
    pub fn close(&mut self, roadmap: &Roadmap) {
        self.keep_place(roadmap);
        self.topic = None;
        self.note = Passage::default();
        self.summary = Passage::default();
        self.anchor = None;
    }

    fn keep_place(&mut self, roadmap: &Roadmap) {
        if let Some(ix) = self.topic {
            self.tops.insert(roadmap.topic(ix).id.clone(), self.top);
        }
    }

    /// The topic whose note is not read yet.
    pub fn wanted(&self) -> Option<TopicIx> {
        self.topic.filter(|_| self.note.is_unread())
    }

    /// The topic of which it is not known yet whether there is a summary.
    pub fn wanted_summary(&self) -> Option<TopicIx> {
        self.topic.filter(|_| self.summary.is_unread())
    }

    /// The topic that is shown.
    pub fn topic(&self) -> Option<TopicIx> {
        self.topic
    }

    /// Takes the note of `ix`, or why it cannot be read. Late news about another topic is dropped.
    pub fn take(&mut self, ix: TopicIx, note: Result<NoteText, SafeText>) {
        if self.topic == Some(ix) {
            self.note.take(match note {
                Ok(note) => Text::Read(note.markdown.into(), note.notice),
                Err(why) => Text::Unreadable(why),
            });
        }
    }

    /// Takes the summary of `ix` as [`Reader::take`] takes a note. One with nothing in it is as good as none.
    pub fn take_summary(&mut self, ix: TopicIx, summary: Result<Option<Summary>, SafeText>) {
        if self.topic == Some(ix) {
            self.summary.take(match summary {
                Ok(Some(summary)) if !summary.text.trim().is_empty() => {
                    Text::Read(with_lines_kept(&summary.text).into(), summary.is_cut.then(|| CUT.into()))
                }
                Ok(_) => Text::Absent,
                Err(why) => Text::Unreadable(why),
            });
        }
    }

    /// What is to be laid out elsewhere.
    pub fn order(&self) -> Option<Order> {
        self.summary.order().or_else(|| self.note.order())
    }

    /// Takes a laid-out text. One that is no longer wanted is dropped.
    pub fn deliver(&mut self, roadmap: &Roadmap, order: &Order, page: &Page) {
        if let Some(ix) = self.topic {
            let title = &roadmap.topic(ix).title;
            self.summary.deliver(title, order, page);
            self.note.deliver(title, order, page);
        }
    }

    /// Lays everything out for a pane of `width` x `height` and keeps the scroll inside of it.
    pub fn settle(&mut self, facts: &Facts<'_>, width: usize, height: usize) {
        self.height = height;
        let Some(ix) = self.topic else { return };
        let (theme, title) = (facts.theme, &facts.roadmap.topic(ix).title);
        self.head = facts.head(ix, width);
        if self.summary.is_absent() {
            self.head.extend(invitation(width, theme));
        }
        self.head.push(Line::default());
        self.between = Vec::new();
        self.titles = None;
        if !self.summary.is_unread() && !self.summary.is_absent() {
            self.titles = Some((self.head.len(), 1));
            self.head.extend([heading("My summary", theme), Line::default()]);
            self.head.extend(self.summary.settle(("summary", title), width, theme));
            self.between = vec![Line::default(), heading("Note", theme), Line::default()];
        }
        if self.note.is_absent() {
            self.between.extend(flow(words(NO_NOTE, theme.secondary), 1, width));
        }
        self.between.extend(self.note.settle(("note", title), width, theme));
        self.tail = facts.tail(ix, width);
        // A text that is on its way may be long: its place is kept until it is here.
        if !self.summary.is_awaited() && !self.note.is_awaited() {
            self.keep_note_in_place();
            self.top = self.top.min(self.last_top());
        }
    }

    /// Whoever reads the note goes on at the same row when the summary above it gets longer or shorter.
    fn keep_note_in_place(&mut self) {
        let now = self.note_start();
        if let Some(before) = self.anchor.replace(now)
            && self.top >= before
        {
            self.top = self.top - before + now;
        }
    }

    /// The row at which what stands before the note begins.
    fn note_start(&self) -> usize {
        self.head.len() + self.summary.rows().len()
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.note_start() + self.between.len() + self.note.rows().len() + self.tail.len()
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rows from the first one on the screen.
    pub fn rows(&self) -> impl Iterator<Item = &Line<'static>> {
        let above = self.head.iter().chain(self.summary.rows());
        above.chain(&self.between).chain(self.note.rows()).chain(&self.tail).skip(self.top)
    }

    /// Rows of the headings: those over the texts, and those in them.
    fn headings(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let (head, middle) = (self.head.len(), self.note_start());
        let note = middle + self.between.len();
        let of_summary = self.titles.map(|(summary, _)| summary).into_iter();
        let of_note = self.titles.map(|(_, note)| middle + note).into_iter();
        of_summary
            .chain(self.summary.headings().map(move |row| head + row))
            .chain(of_note)
            .chain(self.note.headings().map(move |row| note + row))
    }

    fn last_top(&self) -> usize {
        self.len().saturating_sub(self.height.max(1))
    }

    /// The first row on the screen.
    pub fn top(&self) -> usize {
        self.top
    }

    /// Scrolls by `rows`, down where positive.
    pub fn scroll_by(&mut self, rows: isize) {
        self.top = self.top.saturating_add_signed(rows).min(self.last_top());
    }

    /// Scrolls to the start.
    pub fn first(&mut self) {
        self.top = 0;
    }

    /// Scrolls to the end.
    pub fn last(&mut self) {
        self.top = self.last_top();
    }

    /// Scrolls to the next heading, or to the end where none is left.
    pub fn next_heading(&mut self) {
        let next = self.headings().find(|row| *row > self.top);
        self.top = next.unwrap_or(usize::MAX).min(self.last_top());
    }

    /// Scrolls to the heading before, or to the start.
    pub fn previous_heading(&mut self) {
        let previous = self.headings().rev().find(|row| *row < self.top);
        self.top = previous.unwrap_or(0);
    }
}

fn heading(title: &'static str, theme: &Theme) -> Line<'static> {
    Line::from(span(title, theme.strong))
}

/// The words for a topic without a summary, with the keys that make one.
fn invitation(width: usize, theme: &Theme) -> Vec<Line<'static>> {
    let key = |action, words: &'static str| -> Unit {
        let key = key_of(action, arrows(theme));
        vec![span(key, theme.secondary), span(format!(" {words}"), theme.secondary)]
    };
    let mut units = vec![
        vec![span(NO_SUMMARY, theme.secondary)],
        key(Action::EditSummary, "write"),
        key(Action::AddLine, "add a line"),
    ];
    // One row is enough for it; the help names the keys too.
    while units.len() > 1 {
        let rows = flow(units.clone(), GAP, width);
        if rows.len() == 1 {
            return rows;
        }
        units.pop();
    }
    flow(words(NO_SUMMARY, theme.secondary), 1, width)
}

#[cfg(test)]
mod tests;
