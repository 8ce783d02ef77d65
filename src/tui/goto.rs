//! Going to anything: what is typed, and the list of what it may mean.
//!
//! Names are found at once. Lines of notes and summaries are found by somebody else, who reads them meanwhile; what was
//! found there comes as [`Findings`].

mod book;

use std::collections::BTreeSet;
use std::sync::Arc;

pub use self::book::Tag;

use self::book::{Book, Found};
use super::action::COMMANDS;
use super::field::{Edit, Field};
use super::layout::in_view;
use super::roadmaps::Row as Shelved;
use crate::roadmap::{Roadmap, Topic, TopicId, TopicIx};
use crate::search::{Key, Keys, Query};
use crate::text::SafeText;

/// Topics that are listed before anything is typed.
const FIRST: usize = 5;
/// Most lines of a group beside others; a prefix shows more.
const BESIDE: usize = 8;
/// Most lines of a group that stands alone.
pub(super) const ALONE: usize = 200;

/// A line of a note or a summary in which the words are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The topic.
    pub topic: TopicId,
    /// Whether it is the person's own summary.
    pub is_own: bool,
    /// The number of the line; the first is 1.
    pub line: usize,
    /// The line, or the part of it with the words.
    pub text: SafeText,
    /// Whether its beginning was left out.
    pub is_cut: bool,
    /// How far it is from what was meant.
    pub cost: u32,
}

/// What was found in notes and summaries so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// The words that were looked for.
    pub words: String,
    /// The best lines, the best one first.
    pub hits: Vec<Arc<Hit>>,
    /// How many lines there are.
    pub count: usize,
    /// Whether there may be more that are not counted.
    pub has_more: bool,
    /// How many texts of how many are read.
    pub read: usize,
    /// See `read`.
    pub of: usize,
    /// Whether there was no room for some of the texts.
    pub is_full: bool,
}

/// What is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All there is.
    All,
    /// Behind `>`.
    Commands,
    /// Behind `#`.
    Tags,
    /// Topics with this tag, by its number.
    Tagged(usize),
    /// Behind `"`.
    Texts,
    /// Behind `@`.
    Roadmaps,
}

/// Something to go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A topic.
    Topic(TopicIx),
    /// A line of a note or a summary.
    Hit(Arc<Hit>),
    /// A command, by its place in [`COMMANDS`].
    Command(usize),
    /// A tag, by its number.
    Tag(usize),
    /// A roadmap, by its place in the list of them.
    Roadmap(usize),
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// What the rows below it are, and how many there are of them.
    Title(&'static str, usize),
    /// An empty one.
    Blank,
    /// Something to go to.
    Item(Item),
    /// What the consonants that are typed stand for.
    Initials(SafeText),
}

/// The names that are looked through, to be made ready by somebody who has the time for it.
#[derive(Clone, Debug)]
pub(super) struct Names(Arc<Book>);

impl Names {
    /// Makes them ready. Nothing is found earlier than that.
    pub(super) fn prepare(&self) {
        self.0.prepare();
    }
}

/// Things of one kind that were found.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Group {
    title: &'static str,
    items: Vec<Item>,
    count: usize,
    cost: u32,
}

/// The field and the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoTo {
    /// What is typed.
    pub field: Field,
    /// Which opening it is: texts are read again for each.
    pub number: u64,
    /// The rows.
    pub rows: Vec<Row>,
    /// The row that is chosen, where there is one to choose.
    pub cursor: usize,
    /// The first row on the screen.
    pub top: usize,
    /// How many rows are on the screen.
    pub height: u16,
    /// How much was found, listed or not.
    pub count: usize,
    /// What was found in texts.
    pub findings: Findings,
    roadmap: Arc<Roadmap>,
    book: Arc<Book>,
    /// The other roadmaps that were opened, with their titles and ids folded.
    others: Vec<(Shelved, [Key; 2])>,
    /// What was found among names.
    names: Vec<Group>,
    /// What is listed before anything is typed.
    first: Vec<TopicIx>,
    /// Whether the person chose the row.
    is_chosen: bool,
}

impl GoTo {
    /// Lists what to go on with: these topics, and the commands.
    pub fn new(roadmap: &Arc<Roadmap>, first: Vec<TopicIx>, number: u64) -> Self {
        Self::with((Arc::clone(roadmap), Arc::new(Book::of(roadmap))), first, number)
    }

    /// The same once more for the same roadmap.
    #[must_use]
    pub fn again(&self, first: Vec<TopicIx>, number: u64) -> Self {
        Self::with((Arc::clone(&self.roadmap), Arc::clone(&self.book)), first, number)
    }

    /// The same words for a new version of the roadmap, with the same thing chosen.
    #[must_use]
    pub fn renewed(
        &self,
        roadmap: &Arc<Roadmap>,
        first: Vec<TopicIx>,
        heir: impl Fn(TopicIx) -> Option<TopicIx>,
    ) -> Self {
        let mut goto = Self { field: self.field.clone(), ..Self::new(roadmap, first, self.number + 1) };
        goto.typed();
        let chosen = match self.chosen().filter(|_| self.is_chosen) {
            Some(Item::Topic(ix)) => heir(*ix).map(Item::Topic),
            Some(Item::Command(place)) => Some(Item::Command(*place)),
            _ => None,
        };
        let row =
            chosen.and_then(|chosen| goto.rows.iter().position(|row| *row == Row::Item(chosen.clone())));
        if let Some(row) = row {
            (goto.cursor, goto.is_chosen) = (row, true);
        }
        goto
    }

    fn with((roadmap, book): (Arc<Roadmap>, Arc<Book>), first: Vec<TopicIx>, number: u64) -> Self {
        let mut goto = Self {
            field: Field::default(),
            number,
            rows: Vec::new(),
            cursor: 0,
            top: 0,
            height: 0,
            count: 0,
            findings: Findings::default(),
            roadmap,
            book,
            others: Vec::new(),
            names: Vec::new(),
            first: first.into_iter().take(FIRST).collect(),
            is_chosen: false,
        };
        goto.typed();
        goto
    }

    /// The names that are looked through.
    pub(super) fn names(&self) -> Names {
        Names(Arc::clone(&self.book))
    }

    /// Whether it is of this version of the roadmap.
    pub fn is_of(&self, roadmap: &Arc<Roadmap>) -> bool {
        Arc::ptr_eq(&self.roadmap, roadmap)
    }

    /// What is listed, and the words that are looked for in it.
    pub fn asked(&self) -> (Scope, &str) {
        let text = self.field.text().trim_start();
        let mut rest = text.chars();
        match rest.next() {
            Some('>') => (Scope::Commands, rest.as_str()),
            Some('"') => (Scope::Texts, rest.as_str()),
            Some('@') => (Scope::Roadmaps, rest.as_str()),
            Some('#') => match self.book.tag_before(rest.as_str()) {
                Some((tag, words)) => (Scope::Tagged(tag), words),
                None => (Scope::Tags, rest.as_str()),
            },
            _ => (Scope::All, text),
        }
    }

    /// The words that are to be looked for in texts.
    pub fn wanted(&self) -> Option<&str> {
        let (scope, words) = self.asked();
        Some(words.trim()).filter(|_| matches!(scope, Scope::All | Scope::Texts))
    }

    /// What the words look for.
    pub fn query(&self) -> Query {
        Query::new(self.asked().1)
    }

    /// A tag by its number.
    pub fn tag(&self, number: usize) -> Option<&Tag> {
        self.book.tags.get(number)
    }

    /// Takes the roadmaps that were opened; the present one is here already.
    pub fn take_roadmaps(&mut self, roadmaps: Vec<Shelved>) {
        let mut keys = Keys::default();
        let others = roadmaps.into_iter().filter(|roadmap| !roadmap.is_present);
        self.others = others
            .map(|other| {
                let names = [keys.key(other.title().as_str()), keys.key(other.known.id.as_str())];
                (other, names)
            })
            .collect();
        self.names = self.find_names();
        self.list();
    }

    /// A roadmap by its place.
    pub fn other(&self, place: usize) -> Option<&Shelved> {
        self.others.get(place).map(|(other, _)| other)
    }

    /// Does what an editing key asks for.
    pub fn edit(&mut self, edit: Edit) {
        let before = self.field.text().to_owned();
        self.field.edit(edit);
        if self.field.text() != before {
            self.typed();
        }
    }

    /// Puts text in. Says whether all of it had room.
    pub fn insert(&mut self, text: &str) -> bool {
        let fits = self.field.insert(text);
        self.typed();
        fits
    }

    /// Lists the topics of a tag.
    pub fn filter(&mut self, tag: usize) {
        if let Some(tag) = self.book.tags.get(tag) {
            self.field = Field::new(format!("#{} ", tag.name));
            self.typed();
        }
    }

    fn typed(&mut self) {
        self.is_chosen = false;
        self.top = 0;
        self.names = self.find_names();
        self.list();
    }

    /// Takes what was found in texts, unless something else is looked for by now.
    pub fn take(&mut self, findings: Findings) {
        if self.wanted() == Some(findings.words.as_str()) {
            self.findings = findings;
            self.list();
        }
    }

    /// Whether the list may grow by itself.
    pub fn is_reading(&self) -> bool {
        self.findings.read < self.findings.of
    }

    /// Makes the rows.
    fn list(&mut self) {
        let chosen = self.chosen().filter(|_| self.is_chosen).cloned();
        let mut groups = self.names.clone();
        let (scope, words) = self.asked();
        if matches!(scope, Scope::All | Scope::Texts) && !words.trim().is_empty() {
            let (words, query) = (words.trim().to_owned(), self.query());
            let texts = self.texts(&words, &query, if scope == Scope::All { BESIDE } else { ALONE });
            groups.insert(groups.len().min(1), texts);
        }
        // What begins with the words, or has a word that does, comes before what merely has the letters.
        groups.sort_by_key(|group| group.cost > 1);
        self.count = groups.iter().map(|group| group.count).sum();
        self.rows.clear();
        for group in groups.into_iter().filter(|group| !group.items.is_empty()) {
            if !self.rows.is_empty() {
                self.rows.push(Row::Blank);
            }
            self.rows.push(Row::Title(group.title, group.count));
            self.rows.extend(group.items.into_iter().map(Row::Item));
        }
        if let Some(spelt_out) = self.spelt_out() {
            self.rows.extend([Row::Blank, Row::Initials(spelt_out)]);
        }
        let again =
            chosen.and_then(|chosen| self.rows.iter().position(|row| *row == Row::Item(chosen.clone())));
        let first = || self.rows.iter().position(|row| matches!(row, Row::Item(_)));
        self.cursor = again.or_else(first).unwrap_or_default();
    }

    /// What the consonants that are typed stand for in the first of what was found.
    fn spelt_out(&self) -> Option<SafeText> {
        let first =
            self.rows.iter().find_map(|row| if let Row::Item(item) = row { Some(item) } else { None });
        let name = match first? {
            Item::Topic(ix) => &name_of(self.roadmap.topic(*ix), &self.query()),
            Item::Hit(hit) => &hit.text,
            Item::Tag(number) => &self.tag(*number)?.name,
            Item::Roadmap(at) => self.other(*at)?.title(),
            Item::Command(_) => return None,
        };
        self.query().spelt_out(name.as_str()).map(SafeText::new)
    }

    /// What is found without reading anything.
    fn find_names(&self) -> Vec<Group> {
        let (scope, query) = (self.asked().0, self.query());
        let most = if scope == Scope::All { BESIDE } else { ALONE };
        match scope {
            Scope::All if query.is_empty() => {
                let items: Vec<_> = self.first.iter().map(|ix| Item::Topic(*ix)).collect();
                let topics = Group { title: "GO ON WITH", count: items.len(), items, cost: 0 };
                vec![topics, self.commands(&query, COMMANDS.len())]
            }
            Scope::All => {
                let (commands, tags) = (self.commands(&query, most), self.tags(&query, most));
                vec![self.topics(&query, None, most), commands, tags, self.roadmaps(&query, most)]
            }
            Scope::Commands => vec![self.commands(&query, most)],
            Scope::Tags => vec![self.tags(&query, most)],
            Scope::Tagged(tag) => vec![self.topics(&query, Some(tag), most)],
            Scope::Texts => Vec::new(),
            Scope::Roadmaps => vec![self.roadmaps(&query, most)],
        }
    }

    fn topics(&self, query: &Query, tag: Option<usize>, most: usize) -> Group {
        let tagged: Option<&BTreeSet<TopicIx>> =
            tag.and_then(|tag| self.book.tags.get(tag)).map(|tag| &tag.topics);
        let mut found = self.book.topics(query, tagged);
        prefer_near(query, &mut found);
        group("TOPICS", found, most, Item::Topic)
    }

    fn commands(&self, query: &Query, most: usize) -> Group {
        group("COMMANDS", self.beside(query, self.book.commands(query)), most, Item::Command)
    }

    fn tags(&self, query: &Query, most: usize) -> Group {
        group("TAGS", self.beside(query, self.book.tags(query)), most, Item::Tag)
    }

    fn roadmaps(&self, query: &Query, most: usize) -> Group {
        let keys = self.others.iter().map(|(_, names)| names);
        group("ROADMAPS", self.beside(query, book::named(keys, query)), most, Item::Roadmap)
    }

    /// Beside topics and texts only what is surely meant.
    fn beside(&self, query: &Query, mut found: Vec<Found<usize>>) -> Vec<Found<usize>> {
        if self.asked().0 == Scope::All {
            found.retain(|(cost, ..)| query.is_near(*cost));
        }
        prefer_near(query, &mut found);
        found
    }

    /// Of what was found for other words that is shown which is right for these too, until they are looked for.
    fn texts(&mut self, words: &str, query: &Query, most: usize) -> Group {
        if self.findings.words != words {
            self.findings
                .hits
                .retain(|hit| query.is_telling() && query.cost_of_line(hit.text.as_str()).is_some());
            self.findings.count = self.findings.hits.len();
            self.findings.has_more = false;
            words.clone_into(&mut self.findings.words);
        }
        let Findings { hits, count, .. } = &self.findings;
        let items = hits.iter().take(most).map(|hit| Item::Hit(Arc::clone(hit))).collect();
        let cost = hits.first().map_or(u32::MAX, |hit| hit.cost);
        Group { title: "NOTES", items, count: *count, cost }
    }

    /// What is chosen.
    pub fn chosen(&self) -> Option<&Item> {
        match self.rows.get(self.cursor) {
            Some(Row::Item(item)) => Some(item),
            _ => None,
        }
    }

    /// Chooses the row that is so many further down among those that can be chosen; it stops at the ends.
    pub fn move_by(&mut self, rows: isize) {
        let items: Vec<usize> =
            (0..self.rows.len()).filter(|row| matches!(self.rows.get(*row), Some(Row::Item(_)))).collect();
        let here = items.partition_point(|row| *row < self.cursor);
        let there = here.saturating_add_signed(rows).min(items.len().saturating_sub(1));
        if let Some(row) = items.get(there) {
            self.cursor = *row;
            self.is_chosen = true;
        }
    }

    /// Scrolls so that what is chosen is on a list of `height` rows, with the title above it where that is next to it.
    pub fn settle(&mut self, height: u16) {
        self.height = height;
        let height = usize::from(height);
        if height == 0 {
            return;
        }
        let is_first = self
            .cursor
            .checked_sub(1)
            .is_some_and(|above| matches!(self.rows.get(above), Some(Row::Title(..))));
        let highest = if is_first && height > 1 { self.cursor - 1 } else { self.cursor };
        self.top = in_view(self.top, highest..=self.cursor, self.rows.len(), height);
    }
}

/// What is listed of a topic: its title, with the one in another language behind it where that is meant.
pub fn name_of(topic: &Topic, query: &Query) -> SafeText {
    let is_meant = |name: &str| query.cost(&Keys::default().key(name)).is_some();
    let found = if query.is_empty() { None } else { topic.found_as(is_meant) };
    found.unwrap_or_else(|| topic.shown().clone())
}

/// Letters out of the middle of words are meant where nothing else is.
fn prefer_near<T>(query: &Query, found: &mut Vec<Found<T>>) {
    if found.iter().any(|(cost, ..)| query.is_near(*cost)) {
        found.retain(|(cost, ..)| query.is_near(*cost));
    }
}

/// The best of what was found, as things of one kind.
fn group<T>(title: &'static str, mut found: Vec<Found<T>>, most: usize, item: impl Fn(T) -> Item) -> Group {
    // Stable: of two that are as good the one that comes first in the roadmap stays first.
    found.sort_by_key(|(cost, len, _)| (*cost, *len));
    let (count, cost) = (found.len(), found.first().map_or(u32::MAX, |(cost, ..)| *cost));
    Group { title, items: found.into_iter().take(most).map(|(.., thing)| item(thing)).collect(), count, cost }
}

#[cfg(test)]
mod tests;
