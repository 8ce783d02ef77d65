//! The note pane: what is shown of the selected topic, and how far each topic is scrolled.
//!
//! The person's own words come first, then the author's: head, summary, what stands between, note, topics, resources.

mod carry;
mod left;
mod links;
mod paint;
mod passage;
mod place;
mod search;
mod seek;
mod stack;

use std::collections::HashMap;
use std::sync::Arc;

use ratatui::style::Style;
use ratatui::text::Line;

pub use self::links::{Headed, Linked};
pub use self::paint::{Canvas, Painting};
pub use self::place::Place;
pub use self::search::{Found, Hop};
pub use self::stack::{HeadingAt, LinkAt};

use self::paint::Palette;
use self::passage::{Passage, Text};
use self::search::{Search, laid_over};
use self::seek::Sought;
use self::stack::{At, Hidden, Slice, Stack};
use super::action::{Action, key_of};
use super::help::arrows;
use super::sheet::{Facts, Unit, flow, words};
use crate::markdown::{Heading, Mark, Page};
use crate::note::{self, with_lines_kept};
use crate::roadmap::{NotePath, Roadmap, TopicId, TopicIx};
use crate::source::NoteText;
use crate::store::Summary;
use crate::text::SafeText;
use crate::theme::{Syntax, Theme, span};

/// Stand above the two texts.
const SUMMARY: &str = "My summary";
const NOTE: &str = "Note";
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
    /// The file of the note, and what is to be said of its language.
    origin: (Option<NotePath>, Option<SafeText>),
    /// The rows above the summary, those between it and the note, and those below.
    head: Arc<Page>,
    between: Arc<Page>,
    topics: Arc<Page>,
    resources: Arc<Page>,
    top: usize,
    height: usize,
    /// Where the first row on the screen is in its text.
    here: Place,
    /// Where to go as soon as the rows are there.
    goal: Option<Goal>,
    /// What a link called a place of this text that is not there.
    lost: Option<Box<str>>,
    places: HashMap<TopicId, Place>,
    /// The link that is chosen.
    chosen: Option<Linked>,
    /// Cells by which wide tables and code are scrolled sideways.
    shift: usize,
    search: Search,
    palette: Palette,
    looks: Looks,
}

/// What is laid over rows for a while.
#[derive(Clone, Copy, Debug, Default)]
struct Looks {
    chosen: Style,
    hit: Style,
    current_hit: Style,
    /// The colours of code; none where the theme has none.
    syntax: Option<Syntax>,
}

/// Where to go in a text of which not all rows are there yet.
#[derive(Clone, Debug)]
enum Goal {
    Place(Place),
    /// What links call so.
    Anchor(Box<str>),
    /// A line with words that were found elsewhere.
    Line(Sought),
    End,
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
    pub(super) fn is(&self, other: &Self) -> bool {
        self.width == other.width && Arc::ptr_eq(&self.markdown, &other.markdown)
    }
}

/// A long text, laid out.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// What was ordered.
    pub order: Order,
    /// What came of it.
    pub page: Arc<Page>,
    /// Whether that is all; else it is the beginning.
    pub is_whole: bool,
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
        self.origin = Default::default();
        self.top = 0;
        self.here = Place::default();
        self.shift = 0;
        self.chosen = None;
        self.lost = None;
        self.search.turn_to(&roadmap.topic(ix).id);
        self.goal = self.places.get(&roadmap.topic(ix).id).cloned().map(Goal::Place);
    }

    /// Forgets what is shown, not how far it was read.
    pub fn close(&mut self, roadmap: &Roadmap) {
        self.keep_place(roadmap);
        self.topic = None;
        self.note = Passage::default();
        self.summary = Passage::default();
    }

    fn keep_place(&mut self, roadmap: &Roadmap) {
        if let Some(ix) = self.topic {
            let place = self.place();
            self.goal = None;
            self.places.insert(roadmap.topic(ix).id.clone(), place);
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

    /// The note as it was written, as far as it is read.
    pub fn note(&self) -> Option<&Arc<str>> {
        self.note.markdown()
    }

    /// The file of the note that is shown, below the notes folder.
    pub fn note_path(&self) -> Option<&NotePath> {
        self.origin.0.as_ref()
    }

    /// Takes the note of `ix`, or why it cannot be read. Late news about another topic is dropped.
    pub fn take(&mut self, ix: TopicIx, note: Result<NoteText, SafeText>) {
        if self.topic == Some(ix) {
            self.origin = Default::default();
            self.note.take(match note {
                Ok(note) => {
                    self.origin = (note.path, note.aside);
                    Text::Read(note.markdown.into(), note.notice)
                }
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

    /// Has everything laid out again, because it is to look different.
    pub fn renew(&mut self) {
        self.summary.renew();
        self.note.renew();
    }

    /// What is to be laid out elsewhere.
    pub fn order(&self) -> Option<Order> {
        self.summary.order().or_else(|| self.note.order())
    }

    /// Takes a laid-out text. One that is no longer wanted is dropped.
    pub fn deliver(&mut self, roadmap: &Roadmap, delivery: &Delivery) {
        if let Some(ix) = self.topic {
            let title = roadmap.topic(ix).shown();
            let _ = self.summary.deliver(title, delivery) || self.note.deliver(title, delivery);
        }
    }

    /// Lays everything out for a pane of `width` x `height`. What is read stays where it is, whatever gets longer or
    /// shorter above it.
    pub fn settle(&mut self, facts: &Facts<'_>, width: usize, height: usize) {
        self.height = height;
        let Theme { chosen, hit, current_hit, syntax, .. } = *facts.theme;
        self.looks = Looks { chosen, hit, current_hit, syntax };
        let Some(ix) = self.topic else { return };
        let before = self.stack().heights();
        self.compose(ix, facts, width);
        if self.goal.is_none() && self.stack().heights() != before {
            self.goal = Some(Goal::Place(self.here.clone()));
        }
        let sought = self.sought();
        self.reach_goal();
        self.go(self.top);
        self.follow_search();
        self.arrive(sought);
        self.follow_code();
        let widest = self.stack().parts.iter().map(|part| part.page.overhang()).max().unwrap_or_default();
        self.shift = self.shift.min(widest);
    }

    fn compose(&mut self, ix: TopicIx, facts: &Facts<'_>, width: usize) {
        let (theme, title) = (facts.theme, facts.roadmap.topic(ix).shown());
        let mut head = facts.head(ix, width);
        if self.summary.is_absent() {
            head.add_lines(&invitation(width, theme));
        }
        head.add_lines(&[Line::default()]);
        let mut between = Vec::new();
        let has_summary = !self.summary.is_unread() && !self.summary.is_absent();
        if has_summary {
            head.headings.push(Heading::over(head.len(), SUMMARY));
            head.add_lines(&[heading(SUMMARY, theme), Line::default()]);
            head.add_lines(&self.summary.settle(("summary", title), width, theme));
            between = vec![Line::default(), heading(NOTE, theme), Line::default()];
        }
        if self.note.is_absent() {
            between.extend(flow(words(NO_NOTE, theme.secondary), 1, width));
        }
        if let Some(aside) = &self.origin.1 {
            between.extend(flow(words(aside.as_str(), theme.secondary), 1, width));
            between.push(Line::default());
        }
        between.extend(self.note.settle(("note", title), width, theme));
        if self.note.is_empty() {
            between.extend(flow(words(note::EMPTY, theme.secondary), 1, width));
        }
        let mut between = Page::of_lines(&between, width, theme.signs.cut);
        if has_summary {
            between.headings.push(Heading::over(1, NOTE));
        }
        renew(&mut self.head, head);
        renew(&mut self.between, between);
        renew(&mut self.topics, facts.topics(ix, width));
        renew(&mut self.resources, facts.resources(ix, width));
    }

    /// Goes where the person was, or wanted to go, if the rows are there.
    fn reach_goal(&mut self) {
        let is_awaited = self.is_growing();
        let stack = self.stack();
        let row = match &self.goal {
            None => return,
            Some(Goal::End) => (!is_awaited).then_some(usize::MAX),
            Some(Goal::Anchor(anchor)) => {
                let row = self.row_of_anchor(anchor);
                if row.is_none() && !is_awaited {
                    self.lost = Some(anchor.clone()).filter(|_| !self.note.is_unreadable());
                    self.goal = None;
                    return;
                }
                row
            }
            Some(Goal::Line(line)) => self.row_of(line).or((!is_awaited).then_some(self.top)),
            Some(Goal::Place(place)) => place.row(&stack).or((!is_awaited).then(|| place.nearest(&stack))),
        };
        // A note that cannot be read now may be on its way back: some programs take a file away before they write it.
        let may_return = self.note.is_unreadable() && matches!(self.goal, Some(Goal::Place(_)));
        if let Some(row) = row {
            // Rows that are on their way may be needed below it.
            if !may_return && (!is_awaited || row <= self.last_top()) {
                self.goal = None;
            }
            self.top = row;
        }
    }

    fn stack(&self) -> Stack<'_> {
        let nothing = Slice { page: &self.head, hidden: Hidden { start: 0, end: self.head.len() } };
        let or_nothing = |passage: Option<_>| passage.unwrap_or(nothing);
        Stack {
            parts: [
                Slice::whole(&self.head),
                or_nothing(self.summary.slice()),
                Slice::whole(&self.between),
                or_nothing(self.note.slice()),
                Slice::whole(&self.topics),
                Slice::whole(&self.resources),
            ],
        }
    }

    /// How many rows there are, as far as they are known.
    pub fn len(&self) -> usize {
        self.stack().len()
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether more rows are on their way.
    pub fn is_growing(&self) -> bool {
        self.summary.is_awaited() || self.note.is_awaited()
    }

    /// The rows from the first one on the screen.
    pub fn rows(&self) -> impl Iterator<Item = Line<'static>> {
        let stack = self.stack();
        (self.top..).map_while(move |row| {
            let at = stack.at(row)?;
            Some(stack.page(at.part)?.line(at.row, self.shift, &self.marks(at)))
        })
    }

    /// What looks different in a row for now.
    fn marks(&self, at: At) -> Vec<Mark> {
        let Some(page) = self.stack().page(at.part) else { return Vec::new() };
        let chosen = self.chosen_at().filter(|link| link.part == at.part);
        let links = chosen.into_iter().flat_map(|link| page.link_in_row(at.row, link.number));
        let links = links.map(|bytes| Mark { bytes, style: self.looks.chosen }).collect();
        let code = self.palette.marks(page, at, self.looks.syntax);
        self.search.marks(page, at, laid_over(code, links), &self.looks)
    }

    /// By how many cells what is on the screen can be moved sideways.
    pub fn reach(&self) -> usize {
        let stack = self.stack();
        let rows = (self.top..self.top.saturating_add(self.height)).map_while(|row| stack.at(row));
        rows.filter_map(|at| Some(stack.page(at.part)?.reach(at.row))).max().unwrap_or_default()
    }

    /// Moves wide tables and code sideways by `cells`, to the left where positive; not beyond the end of those on the screen.
    pub fn shift_by(&mut self, cells: isize) {
        let reach = self.reach();
        if reach > 0 {
            self.shift = self.shift.min(reach).saturating_add_signed(cells).min(reach);
        }
    }

    fn last_top(&self) -> usize {
        self.len().saturating_sub(self.height.max(1))
    }

    /// The first row on the screen.
    pub fn top(&self) -> usize {
        self.top
    }

    /// Puts this row at the top of the screen, or as near as it gets.
    fn go(&mut self, row: usize) {
        self.top = row.min(self.last_top());
        if self.goal.is_none() {
            self.here = Place::of(&self.stack(), self.top);
        }
    }

    /// The same for a person, who forgets where else they wanted to go.
    fn scroll_to(&mut self, row: usize) {
        self.goal = None;
        self.go(row);
    }

    /// Where the person is.
    pub fn place(&self) -> Place {
        match &self.goal {
            Some(Goal::Place(place)) => place.clone(),
            _ => self.here.clone(),
        }
    }

    /// Goes to a place of the text that is shown, or is about to be, and chooses this link there.
    pub fn return_to(&mut self, place: Place, link: Option<Linked>) {
        self.goal = Some(Goal::Place(place));
        self.chosen = link;
        self.reach_goal();
        self.go(self.top);
    }

    /// Scrolls by `rows`, down where positive.
    pub fn scroll_by(&mut self, rows: isize) {
        self.scroll_to(self.top.saturating_add_signed(rows));
    }

    /// Scrolls to the start.
    pub fn first(&mut self) {
        self.scroll_to(0);
    }

    /// Scrolls to the end.
    pub fn last(&mut self) {
        self.scroll_to(usize::MAX);
        self.goal = self.is_growing().then_some(Goal::End);
    }

    /// Scrolls to the next heading, or to the end where none is left.
    pub fn next_heading(&mut self) {
        let next = self.stack().headings().map(|(row, _)| row).find(|row| *row > self.top);
        self.scroll_to(next.unwrap_or(usize::MAX));
    }

    /// Scrolls to the heading before, or to the start.
    pub fn previous_heading(&mut self) {
        let previous = self.stack().headings().map(|(row, _)| row).rev().find(|row| *row < self.top);
        self.scroll_to(previous.unwrap_or(0));
    }
}

/// Takes a page, unless it is the one that is there: whoever looks at pages need not look at it again.
fn renew(page: &mut Arc<Page>, new: Page) {
    if **page != new {
        *page = Arc::new(new);
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
