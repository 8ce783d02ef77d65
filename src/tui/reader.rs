//! The note pane: what is shown of the selected topic, and how far each topic is scrolled.

use std::collections::HashMap;
use std::sync::Arc;

use ratatui::text::Line;

use super::sheet::{Facts, flow, words};
use crate::markdown::{Page, render};
use crate::roadmap::{Roadmap, TopicId, TopicIx};
use crate::source::NoteText;
use crate::text::SafeText;

/// The words for a topic without a note.
const NO_NOTE: &str = "The author wrote no note here.";
/// The words for a long note that is on its way.
const LAYING_OUT: &str = "Laying out a long note";
/// Notes up to this many bytes are laid out at once: about 4 ms for most, and 30 ms for the worst that is known.
const AT_ONCE: usize = 32 * 1024;

/// The note of the shown topic, as far as it is known.
#[derive(Clone, Debug, Default)]
enum Note {
    /// Not asked for yet.
    #[default]
    Unread,
    /// The author wrote none.
    Absent,
    /// Read.
    Read(Arc<str>, Option<SafeText>),
    /// It cannot be read; why.
    Unreadable(SafeText),
}

/// The state of the note pane.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    topic: Option<TopicIx>,
    note: Note,
    /// The width for which a long note is to be laid out.
    ordered: Option<usize>,
    /// The laid-out note: the part that is dear to make, and may be long.
    body: Option<Body>,
    head: Vec<Line<'static>>,
    tail: Vec<Line<'static>>,
    top: usize,
    height: usize,
    tops: HashMap<TopicId, usize>,
}

/// A long note that somebody else should lay out.
#[derive(Clone, Debug)]
pub struct Order {
    /// The note.
    pub markdown: Arc<str>,
    /// For this width.
    pub width: usize,
}

#[derive(Clone, Debug)]
struct Body {
    /// The width it was laid out for.
    width: usize,
    page: Page,
    /// Rows at its start that repeat the topic's title.
    skipped: usize,
}

impl Body {
    fn new(title: &SafeText, page: Page, width: usize) -> Self {
        let skipped = repeats_title(&page, title.as_str());
        Self { width, page, skipped }
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
        self.note = if roadmap.topic(ix).note.is_some() { Note::Unread } else { Note::Absent };
        self.body = None;
        self.ordered = None;
        self.top = self.tops.get(&roadmap.topic(ix).id).copied().unwrap_or(0);
    }

    /// Forgets what is shown, not where it is scrolled: positions mean nothing in the next version of the roadmap.
    pub fn close(&mut self, roadmap: &Roadmap) {
        self.keep_place(roadmap);
        self.topic = None;
        self.note = Note::Unread;
        self.body = None;
        self.ordered = None;
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
            self.note = match note {
                Ok(note) => Note::Read(note.markdown.into(), note.notice),
                Err(why) => Note::Unreadable(why),
            };
            self.body = None;
            self.ordered = None;
        }
    }

    /// What is to be laid out elsewhere.
    pub fn order(&self) -> Option<Order> {
        match &self.note {
            Note::Read(markdown, _) => {
                self.ordered.map(|width| Order { markdown: Arc::clone(markdown), width })
            }
            _ => None,
        }
    }

    /// Takes a laid-out note. One that is no longer wanted is dropped.
    pub fn deliver(&mut self, roadmap: &Roadmap, order: &Order, page: Page) {
        let is_wanted = self.order().is_some_and(|wanted| {
            wanted.width == order.width && Arc::ptr_eq(&wanted.markdown, &order.markdown)
        });
        if let (true, Some(ix)) = (is_wanted, self.topic) {
            self.body = Some(Body::new(&roadmap.topic(ix).title, page, order.width));
            self.ordered = None;
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
            Note::Read(markdown, notice) => {
                if let Some(notice) = notice {
                    self.head.extend(flow(words(notice.as_str(), theme.in_progress), 1, width));
                    self.head.push(Line::default());
                }
                let is_laid_out = self.body.as_ref().is_some_and(|body| body.width == width);
                self.ordered = None;
                if !is_laid_out && markdown.len() <= AT_ONCE {
                    let title = &facts.roadmap.topic(ix).title;
                    self.body = Some(Body::new(title, render(markdown, width, theme), width));
                } else if !is_laid_out {
                    self.body = None;
                    self.ordered = Some(width);
                    let text = format!("{LAYING_OUT} {}", theme.signs.cut);
                    self.head.extend(flow(words(&text, theme.secondary), 1, width));
                }
            }
        }
        // A note that is on its way may be long: its place is kept until it is here.
        if !matches!(self.note, Note::Unread) && self.ordered.is_none() {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counts::Counts;
    use crate::example;
    use crate::progress::Progress;
    use crate::theme::{Colours, SignSet, Theme};

    /// A topic with a note, one without, and one with a note.
    const ROADMAP: &str = r#"
id = "r"
title = "R"
topics = [
  { id = "a", title = "Locks and Keys", note = "a.md" },
  { id = "b", title = "B" },
  { id = "c", title = "C", note = "c.md" },
]
"#;

    /// A reader with what it needs to be laid out.
    struct Desk {
        roadmap: Roadmap,
        reader: Reader,
        size: (usize, usize),
    }

    impl Desk {
        fn new() -> Self {
            let roadmap = example::roadmap(ROADMAP);
            Self { roadmap, reader: Reader::default(), size: (30, 6) }
        }

        fn turn(&mut self, topic: usize) {
            self.reader.turn_to(&self.roadmap, TopicIx::at(topic));
            self.settle();
        }

        fn read(&mut self, topic: usize, markdown: &str) {
            let note = NoteText { markdown: markdown.to_owned(), notice: None };
            self.reader.take(TopicIx::at(topic), Ok(note));
            self.settle();
        }

        fn settle(&mut self) {
            let standing = Progress::default().on(&self.roadmap);
            let counts = Counts::new(&self.roadmap, &standing);
            let theme = Theme::new(Colours::Sixteen, SignSet::Unicode);
            let facts = Facts { roadmap: &self.roadmap, standing: &standing, counts: &counts, theme: &theme };
            self.reader.settle(&facts, self.size.0, self.size.1);
        }

        /// The rows from the first one on the screen.
        fn rows(&self) -> Vec<String> {
            self.reader.rows().map(|row| row.to_string().trim_end().to_owned()).collect()
        }
    }

    const HEAD: [&str; 3] = ["Locks and Keys", "◦ to do", ""];

    fn long() -> String {
        let part = |name: &str| format!("## {name}\n\n{}", "row\n\n".repeat(4));
        format!("intro\n\n{}{}", part("One"), part("Two"))
    }

    #[test]
    fn a_heading_that_repeats_the_title_is_left_out() {
        for (note, expected) in [
            ("# Locks and Keys\n\ntext", vec!["text"]),
            ("\n\nLOCKS AND KEYS\n===\n\ntext", vec!["text"]),
            ("# Locks\n\ntext", vec!["Locks", "", "text"]),
            ("intro\n\n# Locks and Keys", vec!["intro", "", "Locks and Keys"]),
            ("# Locks and Keys", vec![]),
            ("", vec![]),
        ] {
            let mut desk = Desk::new();
            desk.turn(0);
            desk.read(0, note);
            let rows = desk.rows();
            assert_eq!(rows.get(..3), Some(HEAD.map(str::to_owned).as_slice()), "{note:?}");
            let body: Vec<&str> = rows.iter().skip(3).map(|row| row.trim_start_matches("# ")).collect();
            assert_eq!(body, expected, "{note:?}");
        }
    }

    #[test]
    fn a_long_title_is_left_out_in_all_its_rows() {
        let mut desk = Desk { size: (10, 6), ..Desk::new() };
        desk.turn(0);
        desk.read(0, "# Locks and Keys\n\ntext");
        assert_eq!(desk.rows(), ["Locks and", "Keys", "◦ to do", "", "text"]);
    }

    #[test]
    fn what_stands_in_place_of_a_note() {
        let mut desk = Desk::new();
        desk.turn(1);
        assert_eq!(desk.reader.wanted(), None);
        assert_eq!(desk.rows().last().map(String::as_str), Some("The author wrote no note here."));
        desk.turn(2);
        assert_eq!(desk.reader.wanted(), Some(TopicIx::at(2)));
        assert_eq!(desk.rows(), ["C", "◦ to do", ""]);
        desk.reader.take(TopicIx::at(2), Err("Cannot read it".into()));
        desk.settle();
        assert_eq!(desk.rows().last().map(String::as_str), Some("Cannot read it"));
        assert_eq!(desk.reader.wanted(), None);
        let note = NoteText { markdown: "text".into(), notice: Some("It was cut".into()) };
        desk.reader.take(TopicIx::at(2), Ok(note));
        desk.settle();
        assert_eq!(desk.rows()[3..], ["It was cut", "", "text"]);
        // News of a topic that is not shown any more.
        desk.read(0, "late");
        assert_eq!(desk.rows()[3..], ["It was cut", "", "text"]);
    }

    #[test]
    fn each_topic_keeps_its_place_until_its_note_is_here() {
        let mut desk = Desk::new();
        desk.turn(0);
        desk.read(0, &long());
        desk.reader.scroll_by(5);
        desk.turn(1);
        assert_eq!(desk.reader.top(), 0);
        desk.turn(0);
        assert_eq!(desk.reader.top(), 5, "the note is on its way");
        desk.read(0, &long());
        assert_eq!(desk.reader.top(), 5);
        // A new version of the roadmap, and of the note: shorter than the place.
        let roadmap = desk.roadmap.clone();
        desk.reader.close(&roadmap);
        desk.turn(0);
        assert_eq!((desk.reader.top(), desk.reader.wanted()), (5, Some(TopicIx::at(0))));
        desk.read(0, "short");
        assert_eq!(desk.reader.top(), 0);
    }

    #[test]
    fn scrolling_by_rows_and_headings_stays_inside() {
        let mut desk = Desk::new();
        desk.turn(0);
        desk.read(0, &long());
        let last = desk.reader.len() - 6;
        let (one, two) = (5, 15);
        let reader = &mut desk.reader;
        for (step, expected) in [
            ("up", 0),
            ("next", one),
            ("next", two),
            ("next", last),
            ("next", last),
            ("previous", two),
            ("previous", one),
            ("previous", 0),
            ("previous", 0),
            ("last", last),
            ("down", last),
            ("up", last - 1),
            ("first", 0),
            ("down", 1),
        ] {
            match step {
                "up" => reader.scroll_by(-1),
                "down" => reader.scroll_by(1),
                "next" => reader.next_heading(),
                "previous" => reader.previous_heading(),
                "first" => reader.first(),
                _ => reader.last(),
            }
            assert_eq!(reader.top(), expected, "{step}");
        }
        let rows = desk.rows();
        desk.reader.next_heading();
        assert!(desk.rows()[0].contains("One"), "{rows:?}");
    }

    #[test]
    fn a_pane_of_any_size_keeps_the_scroll_inside() {
        let mut desk = Desk::new();
        desk.turn(0);
        desk.read(0, &long());
        for size in [(0, 0), (1, 1), (3, 100), (200, 2), (30, 6)] {
            desk.reader.last();
            desk.size = size;
            desk.settle();
            assert!(desk.reader.top() < desk.reader.len(), "{size:?}");
            assert!(desk.reader.top() + size.1.max(1) <= desk.reader.len().max(size.1.max(1)), "{size:?}");
        }
    }
}
