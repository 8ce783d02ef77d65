//! The table of contents of a book of notes: `SUMMARY.md` of mdBook and `GitBook`.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::page::Page;
use super::{DEEPEST, parts};
use crate::import::headings::{line_breaks, options};
use crate::import::links::Destination;
use crate::import::{Draft, DraftResource, DraftTopic, Material, MaterialError, Place, Remark, RemarkKind};
use crate::roadmap::ResourceKind;

const NAME: &str = "SUMMARY.md";
/// Headings above the whole table: they are no part of a book.
const HEADINGS: &[&str] = &["summary", "table of contents", "contents", "목차"];

/// Whether a file is such a table.
pub(super) fn is_contents(file: &str) -> bool {
    parts(file).1 == NAME
}

/// The table of the notes in the folder `base`, of which `files` are all; that which was named comes first.
pub(super) fn find(base: &str, start: &str, files: &[String]) -> Option<String> {
    if is_contents(start) {
        return Some(start.to_owned());
    }
    let at = |folder: &str| if folder.is_empty() { NAME.to_owned() } else { format!("{folder}/{NAME}") };
    let below = super::below(base, "src");
    [at(base), at(&below)].into_iter().find(|file| files.binary_search(file).is_ok())
}

/// Adds the notes that the table names, in its order; gives back the others.
///
/// # Errors
/// Where the table cannot be read.
pub(super) fn add(
    file: &str,
    pages: Vec<Page>,
    material: &dyn Material,
    draft: &mut Draft,
) -> Result<Vec<Page>, MaterialError> {
    let text = material.text(file)?;
    let place = |line| Place { file: file.to_owned(), line };
    draft.remarks.extend(text.remarks(file));
    let order: Vec<String> = pages.iter().map(|page| page.file.clone()).collect();
    let mut shelf = Shelf { file, pages: HashMap::new(), remarks: Vec::new() };
    shelf.pages.extend(pages.into_iter().map(|page| (page.file.clone(), page)));
    let mut rows = Rows::of(&text.text);
    let words = || "it names no chapter".to_owned();
    let others = rows.others().into_iter();
    draft.remarks.extend(others.map(|line| Remark {
        kind: RemarkKind::LeftOut,
        place: place(line),
        words: words(),
    }));
    let rows = rows.all;
    draft.topics.extend(nested(rows.into_iter().map(|row| (row.level, shelf.topic(row))).collect()));
    draft.remarks.extend(shelf.remarks);
    Ok(order.into_iter().filter_map(|file| shelf.pages.remove(&file)).collect())
}

/// The notes that are not taken yet.
struct Shelf<'a> {
    file: &'a str,
    pages: HashMap<String, Page>,
    remarks: Vec<Remark>,
}

impl Shelf<'_> {
    fn topic(&mut self, row: Row) -> DraftTopic {
        let mut topic = DraftTopic { title: row.title, ..DraftTopic::default() };
        for address in row.addresses {
            let web = || DraftResource {
                kind: ResourceKind::Article,
                title: topic.title.clone(),
                url: address.clone(),
            };
            if address.contains("://") {
                topic.resources.push(web());
                continue;
            }
            // A chapter that is planned has an empty address.
            if address.is_empty() {
                continue;
            }
            let path = Destination::of(&address, self.file).map(|found| found.path);
            match path.and_then(|path| self.pages.remove(&path)) {
                Some(page) if topic.note.is_none() => {
                    self.remarks.extend(other_title(&page, &topic.title));
                    topic =
                        DraftTopic { title: topic.title, resources: topic.resources, ..page.topic(false) };
                }
                found => {
                    // Back on the shelf: it is a topic of its own then.
                    self.pages.extend(found.map(|page| (page.file.clone(), page)));
                    let words = format!("{address} is no note, or stands in another place already");
                    let place = Place { file: self.file.to_owned(), line: row.line };
                    self.remarks.push(Remark { kind: RemarkKind::Missing, place, words });
                }
            }
        }
        topic
    }
}

/// A remark about the title above a note that is not the one in the table.
fn other_title(page: &Page, title: &str) -> Option<Remark> {
    let other = page.front.title.as_deref().filter(|other| *other != title)?;
    let place = Place { file: page.file.clone(), line: 1 };
    let words = format!("the note calls itself {other}; the title in the table of contents was taken");
    Some(Remark { kind: RemarkKind::LeftOut, place, words })
}

/// A line of the table.
#[derive(Debug, Default)]
struct Row {
    level: usize,
    title: String,
    addresses: Vec<String>,
    line: usize,
}

/// The lines of the table with how deep they stand; what is below a heading is a level deeper.
#[derive(Debug, Default)]
struct Rows<'a> {
    text: &'a str,
    all: Vec<Row>,
    /// What of the text is in them, in bytes.
    taken: Vec<Range<usize>>,
    /// How many headings and lists are open.
    part: usize,
    depth: usize,
    /// Whether words belong to the last row.
    is_open: bool,
    /// The line at the byte up to which lines are counted.
    line: usize,
    counted: usize,
}

impl<'a> Rows<'a> {
    fn of(text: &'a str) -> Self {
        let mut rows = Self { text, line: 1, ..Self::default() };
        for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
            rows.take(event, range);
        }
        for row in &mut rows.all {
            row.title = row.title.split_whitespace().collect::<Vec<_>>().join(" ");
            if row.title.is_empty() {
                row.addresses.join(" ").trim().clone_into(&mut row.title);
            }
        }
        rows.all.retain(|row| !row.title.is_empty());
        rows
    }

    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(TagEnd::List(_)) => self.depth = self.depth.saturating_sub(1),
            Event::End(TagEnd::Heading(_)) => {
                self.is_open = false;
                let is_name = |row: &mut Row| HEADINGS.contains(&row.title.trim().to_lowercase().as_str());
                self.part = usize::from(self.all.pop_if(is_name).is_none());
            }
            Event::End(TagEnd::Paragraph) if self.depth == 0 => self.is_open = false,
            // Chapters outside of the parts stand behind such a line.
            Event::Rule if self.depth == 0 => self.part = 0,
            Event::Text(words) | Event::Code(words) | Event::InlineHtml(words) | Event::Html(words) => {
                if !self.is_open {
                    self.open(range.start);
                }
                self.all.last_mut().into_iter().for_each(|row| row.title.push_str(&words));
                self.taken.push(range);
            }
            Event::SoftBreak | Event::HardBreak if self.depth == 0 => self.open(range.end),
            Event::SoftBreak | Event::HardBreak => {
                self.all.last_mut().into_iter().for_each(|row| row.title.push(' '));
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::List(_) => self.depth += 1,
            Tag::Heading { .. } => {
                self.part = 0;
                self.open(range.start);
            }
            Tag::Item => self.open(range.start),
            Tag::Paragraph if self.depth == 0 => self.open(range.start),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                let address = dest_url.trim().to_owned();
                self.all.last_mut().into_iter().for_each(|row| row.addresses.push(address.clone()));
                self.taken.push(range);
            }
            _ => {}
        }
    }

    /// Begins a row.
    fn open(&mut self, at: usize) {
        self.line += line_breaks(self.text, self.counted..at);
        self.counted = self.counted.max(at);
        let level = (self.part + self.depth.saturating_sub(1)).min(DEEPEST - 1);
        self.all.push(Row { level, line: self.line, ..Row::default() });
        self.is_open = true;
    }

    /// The lines of which nothing is in a row.
    fn others(&mut self) -> Vec<usize> {
        self.taken.sort_by_key(|range| range.start);
        let (mut others, mut start, mut next, mut reached) = (Vec::new(), 0, 0, 0);
        for (index, line) in self.text.split_inclusive('\n').enumerate() {
            let end = start + line.len();
            while let Some(range) = self.taken.get(next).filter(|range| range.start < end) {
                reached = reached.max(range.end);
                next += 1;
            }
            if reached <= start && line.contains(char::is_alphanumeric) {
                others.push(index + 1);
            }
            start = end;
        }
        others
    }
}

/// Topics by how deep they stand.
fn nested(rows: Vec<(usize, DraftTopic)>) -> Vec<DraftTopic> {
    let mut open: Vec<(usize, DraftTopic)> = Vec::new();
    let mut topics = Vec::new();
    let mut close = |open: &mut Vec<(usize, DraftTopic)>| {
        if let Some((_, topic)) = open.pop() {
            open.last_mut().map_or(&mut topics, |(_, above)| &mut above.topics).push(topic);
        }
    };
    for (level, topic) in rows {
        while open.last().is_some_and(|(above, _)| *above >= level) {
            close(&mut open);
        }
        open.push((level, topic));
    }
    while !open.is_empty() {
        close(&mut open);
    }
    topics
}
