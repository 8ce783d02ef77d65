//! How a roadmap was left, so that it is found the same when it is opened again: a value, and its text in a file.
//!
//! Each field stands for itself: what cannot be read of one leaves the others alone. Topics are named by their ids, which
//! stay what they are when the roadmap changes.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use toml::{Table, Value};

use super::filter::Filter;
use super::layout::Focus;
use super::reader::Place;
use crate::progress::{Mark, Moment};
use crate::roadmap::{Kind, TopicId};
use crate::text::SafeText;

/// The version of the format. A file of a later one is not read.
const FORMAT: i64 = 1;
/// Longest file that is read or written, in bytes.
pub const MAX_BYTES: usize = 1024 * 1024;
/// Most topics of which it is kept how far they were read.
const MOST_PLACES: usize = 200;
/// Largest number of a block or row that is read: no text has as many, and sums and products of them are numbers still.
const MOST_ROWS: i64 = 1 << 30;

/// How a roadmap was left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Session {
    /// The topic that was selected.
    pub topic: Option<TopicId>,
    /// How many rows of the tree were on the screen above it; none where no topic was shown.
    pub above: Option<usize>,
    /// What was unfolded in the tree of all topics; none where that is not known.
    pub open: Option<Vec<TopicId>>,
    /// What was folded in the filtered tree, although hits are below it.
    pub folded: Vec<TopicId>,
    /// What was unfolded in the filtered tree, although no hit is below it.
    pub revealed: Vec<TopicId>,
    /// What was shown of the tree; none where it was all.
    pub filter: Option<Filter>,
    /// Cells that the tree was given more than it takes by itself.
    pub tree_extra: i16,
    /// Whether one pane had the screen for itself.
    pub zoomed: bool,
    /// The pane with the keys.
    pub focus: Focus,
    /// How far topics were read that are not at their start.
    pub places: BTreeMap<TopicId, Place>,
}

impl Session {
    /// Reads the text of a file: the session, and when it was left. None where it is no such text, or that of a later
    /// version.
    pub fn read(text: &str) -> Option<(Self, Option<Moment>)> {
        if text.len() > MAX_BYTES {
            return None;
        }
        let table: Table = text.parse().ok()?;
        if table.get("format")?.as_integer()? != FORMAT {
            return None;
        }
        let text = |name: &str| table.get(name).and_then(Value::as_str);
        let number = |name: &str| table.get(name).and_then(Value::as_integer);
        let session = Self {
            topic: text("topic").and_then(|id| TopicId::new(id).ok()),
            above: number("above").and_then(|rows| usize::try_from(rows).ok()),
            open: ids(&table, "open"),
            folded: ids(&table, "folded").unwrap_or_default(),
            revealed: ids(&table, "revealed").unwrap_or_default(),
            filter: text("filter").and_then(filter_of),
            tree_extra: number("tree-extra").and_then(|cells| i16::try_from(cells).ok()).unwrap_or_default(),
            zoomed: table.get("zoomed").and_then(Value::as_bool).unwrap_or_default(),
            focus: if text("focus") == Some("note") { Focus::Note } else { Focus::Tree },
            places: places(&table),
        };
        Some((session, number("left").map(Moment::from_millis)))
    }

    /// The text for a file, with the moment at which it is left. Of a tree that is too large for one only what is short is
    /// kept; none where that is too long as well.
    pub fn text(&self, left: Moment) -> Option<String> {
        let fits = |text: &String| text.len() <= MAX_BYTES;
        Some(self.written(left)).filter(fits).or_else(|| {
            let short = Self {
                open: None,
                folded: Vec::new(),
                revealed: Vec::new(),
                places: BTreeMap::new(),
                ..self.clone()
            };
            Some(short.written(left)).filter(fits)
        })
    }

    fn written(&self, left: Moment) -> String {
        let list = |ids: &[TopicId]| Value::Array(ids.iter().map(|id| string(id.as_str())).collect());
        let fields = [
            ("format", Some(Value::Integer(FORMAT))),
            ("left", Some(Value::Integer(left.millis()))),
            ("topic", self.topic.as_ref().map(|id| string(id.as_str()))),
            ("above", self.above.map(integer)),
            ("open", self.open.as_deref().map(list)),
            ("filter", self.filter.as_ref().map(|filter| string(&word_of(filter)))),
            ("folded", Some(list(&self.folded)).filter(|_| !self.folded.is_empty())),
            ("revealed", Some(list(&self.revealed)).filter(|_| !self.revealed.is_empty())),
            ("tree-extra", Some(Value::Integer(self.tree_extra.into()))),
            ("zoomed", Some(Value::Boolean(self.zoomed))),
            ("focus", Some(string(if self.focus == Focus::Note { "note" } else { "tree" }))),
        ];
        let mut text = String::new();
        for (name, value) in fields {
            if let Some(value) = value {
                let _ = writeln!(text, "{name} = {value}");
            }
        }
        if !self.places.is_empty() {
            text.push_str("\n[places]\n");
        }
        for (id, place) in &self.places {
            // In quotes, for a point in an id would part it.
            let _ = writeln!(text, "{} = {}", string(id.as_str()), Value::Table(row_of(place)));
        }
        text
    }

    /// Keeps no more places than a file should have, that of the selected topic before others.
    #[must_use]
    pub fn bounded(mut self) -> Self {
        while self.places.len() > MOST_PLACES {
            let Some(last) = self.places.keys().rev().find(|id| self.topic.as_ref() != Some(*id)) else {
                break;
            };
            let last = last.clone();
            self.places.remove(&last);
        }
        self
    }
}

fn string(text: &str) -> Value {
    Value::String(text.to_owned())
}

fn integer(number: usize) -> Value {
    Value::Integer(i64::try_from(number).unwrap_or(i64::MAX))
}

/// The ids of a list; what is none is passed by.
fn ids(table: &Table, name: &str) -> Option<Vec<TopicId>> {
    let list = table.get(name)?.as_array()?;
    Some(list.iter().filter_map(|id| TopicId::new(id.as_str()?).ok()).collect())
}

fn word_of(filter: &Filter) -> String {
    match filter {
        Filter::Mark(mark) => format!("mark {}", mark.word()),
        Filter::NotSkipped => "not-skipped".to_owned(),
        Filter::Bookmarked => "bookmarked".to_owned(),
        Filter::Summary => "summary".to_owned(),
        Filter::Kind(kind) => format!("kind {}", kind.word()),
        Filter::Tag(tag) => format!("tag {tag}"),
    }
}

fn filter_of(word: &str) -> Option<Filter> {
    match word.split_once(' ') {
        Some(("mark", mark)) => Mark::from_word(mark).map(Filter::Mark),
        Some(("kind", kind)) => Kind::from_word(kind).map(Filter::Kind),
        Some(("tag", tag)) => Some(Filter::Tag(SafeText::new(tag))),
        Some(_) => None,
        None => match word {
            "not-skipped" => Some(Filter::NotSkipped),
            "bookmarked" => Some(Filter::Bookmarked),
            "summary" => Some(Filter::Summary),
            _ => None,
        },
    }
}

fn places(table: &Table) -> BTreeMap<TopicId, Place> {
    let places = table.get("places").and_then(Value::as_table);
    let places = places.into_iter().flatten().filter_map(|(id, row)| {
        let place = place_of(row.as_table()?)?;
        Some((TopicId::new(id).ok()?, place))
    });
    places.collect()
}

/// A place as a table.
fn row_of(place: &Place) -> Table {
    let numbers = [
        ("part", place.part),
        ("below", place.below),
        ("block", place.block),
        ("row", place.row),
        ("of", place.of),
    ];
    let mut row: Table =
        numbers.map(|(name, number)| (name.to_owned(), integer(number))).into_iter().collect();
    row.insert("letters".to_owned(), string(&place.letters));
    if let Some(heading) = &place.heading {
        row.insert("heading".to_owned(), string(heading));
    }
    row
}

/// The place of a table; none where a part of it is missing, for only all of them together say where it is.
fn place_of(row: &Table) -> Option<Place> {
    let number = |name: &str| {
        let number = row.get(name)?.as_integer().filter(|number| *number <= MOST_ROWS)?;
        usize::try_from(number).ok()
    };
    Some(Place {
        part: number("part")?,
        heading: match row.get("heading") {
            Some(heading) => Some(heading.as_str()?.into()),
            None => None,
        },
        below: number("below")?,
        block: number("block")?,
        letters: row.get("letters")?.as_str()?.into(),
        row: number("row")?,
        of: number("of")?,
    })
}

#[cfg(test)]
mod tests;
