//! The note pane: what is shown of the selected topic, and how far each topic is scrolled.

use std::collections::HashMap;

use ratatui::text::Line;

use super::sheet::{Facts, flow, words};
use crate::markdown::{Page, render};
use crate::roadmap::{Roadmap, TopicId, TopicIx};
use crate::source::NoteText;
use crate::text::SafeText;

/// The words for a topic without a note.
const NO_NOTE: &str = "The author wrote no note here.";

/// The note of the shown topic, as far as it is known.
#[derive(Clone, Debug, Default)]
enum Note {
    /// Not asked for yet.
    #[default]
    Unread,
    /// The author wrote none.
    Absent,
    /// Read.
    Read(NoteText),
    /// It cannot be read; why.
    Unreadable(SafeText),
}

/// The state of the note pane.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    topic: Option<TopicIx>,
    note: Note,
    /// The laid-out note: the part that is dear to make, and may be long.
    body: Option<Body>,
    head: Vec<Line<'static>>,
    tail: Vec<Line<'static>>,
    top: usize,
    height: usize,
    tops: HashMap<TopicId, usize>,
}

#[derive(Clone, Debug)]
struct Body {
    /// The width it was laid out for.
    width: usize,
    page: Page,
    /// Rows at its start that repeat the topic's title.
    skipped: usize,
}

impl Reader {
    /// Turns to a topic, at the place where it was left.
    pub fn turn_to(&mut self, roadmap: &Roadmap, ix: TopicIx) {
        if self.topic == Some(ix) {
            return;
        }
        self.keep_place(roadmap);
        self.topic = Some(ix);
        self.note = if roadmap.topic(ix).note.is_some() { Note::Unread } else { Note::Absent };
        self.body = None;
        self.top = self.tops.get(&roadmap.topic(ix).id).copied().unwrap_or(0);
    }

    /// Forgets what is shown, not where it is scrolled: positions mean nothing in the next version of the roadmap.
    pub fn close(&mut self, roadmap: &Roadmap) {
        self.keep_place(roadmap);
        self.topic = None;
        self.note = Note::Unread;
        self.body = None;
    }

    fn keep_place(&mut self, roadmap: &Roadmap) {
        if let Some(ix) = self.topic {
            self.tops.insert(roadmap.topic(ix).id.clone(), self.top);
        }
    }

    /// The topic whose note is not read yet.
    pub fn wanted(&self) -> Option<TopicIx> {
        self.topic.filter(|_| matches!(self.note, Note::Unread))
    }

    /// The topic that is shown.
    pub fn topic(&self) -> Option<TopicIx> {
        self.topic
    }

    /// Takes the note of `ix`, or why it cannot be read. Late news about another topic is dropped.
    pub fn take(&mut self, ix: TopicIx, note: Result<NoteText, SafeText>) {
        if self.topic == Some(ix) {
            self.note = note.map_or_else(Note::Unreadable, Note::Read);
            self.body = None;
        }
    }

    /// Lays everything out for a pane of `width` x `height` and keeps the scroll inside of it.
    pub fn settle(&mut self, facts: &Facts<'_>, width: usize, height: usize) {
        self.height = height;
        let Some(ix) = self.topic else { return };
        self.head = facts.head(ix, width);
        self.head.push(Line::default());
        self.tail = facts.tail(ix, width);
        let theme = facts.theme;
        match &self.note {
            Note::Unread => {}
            Note::Absent => self.head.extend(flow(words(NO_NOTE, theme.secondary), 1, width)),
            Note::Unreadable(why) => self.head.extend(flow(words(why.as_str(), theme.error), 1, width)),
            Note::Read(note) => {
                if let Some(notice) = &note.notice {
                    self.head.extend(flow(words(notice.as_str(), theme.in_progress), 1, width));
                    self.head.push(Line::default());
                }
                if self.body.as_ref().is_none_or(|body| body.width != width) {
                    let page = render(&note.markdown, width, theme);
                    let skipped = repeats_title(&page, facts.roadmap.topic(ix).title.as_str());
                    self.body = Some(Body { width, page, skipped });
                }
            }
        }
        // A note that is on its way may be long: its place is kept until it is here.
        if !matches!(self.note, Note::Unread) {
            self.top = self.top.min(self.last_top());
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.head.len() + self.body_rows().len() + self.tail.len()
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn body_rows(&self) -> &[Line<'static>] {
        self.body.as_ref().and_then(|body| body.page.rows.get(body.skipped..)).unwrap_or_default()
    }

    /// The rows from the first one on the screen.
    pub fn rows(&self) -> impl Iterator<Item = &Line<'static>> {
        self.head.iter().chain(self.body_rows()).chain(&self.tail).skip(self.top)
    }

    /// Rows of the headings in the note.
    fn headings(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let start = self.head.len();
        self.body.iter().flat_map(move |body| {
            let shown = body.page.headings.iter().filter(|heading| heading.row >= body.skipped);
            shown.map(move |heading| heading.row - body.skipped + start)
        })
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

/// Rows at the start of a note that only say its topic's title again, with the blank rows behind them.
fn repeats_title(page: &Page, title: &str) -> usize {
    let repeats = page.headings.first().is_some_and(|first| {
        first.row == page.rows.iter().take_while(|row| row.width() == 0).count()
            && first.text.as_str().trim().to_lowercase() == title.trim().to_lowercase()
    });
    if !repeats {
        return 0;
    }
    let blank = |row: &&Line<'_>| row.width() == 0;
    let before = page.rows.iter().take_while(blank).count();
    let heading = page.rows.iter().skip(before).take_while(|row| !blank(row)).count();
    let after = page.rows.iter().skip(before + heading).take_while(blank).count();
    before + heading + after
}
