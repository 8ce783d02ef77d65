//! Notes in their folders become topics with topics below them.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashSet};

use super::name::{Name, natural};
use super::page::Page;
use super::{DEEPEST, below, label, lead};
use crate::import::{Draft, DraftNote, DraftTopic, Place, Remark, RemarkKind};
use crate::note::relative;

/// Names of the note of a folder, the first that is there counts.
const OWN: &[&str] = &["readme", "index", "_index"];

/// Adds the notes of the folder `base` to a draft, in at most so many levels.
pub(super) fn add(base: &str, pages: Vec<Page>, depth: Option<usize>, draft: &mut Draft) {
    let mut root = Branch { folder: base.to_owned(), ..Branch::default() };
    for page in pages {
        let path: Vec<String> = page.path(base).into_iter().map(str::to_owned).collect();
        let is_category = page.stands_below_categories();
        root.insert(&path, is_category, page);
    }
    root.settle();
    if let Some(own) = root.own.take() {
        add_own(own, draft);
    }
    let most = depth.unwrap_or(DEEPEST).clamp(1, DEEPEST);
    draft.topics.extend(root.topics(1, most));
}

/// Brings topics to at most so many levels; `folder` is where their contents stand.
pub(super) fn limit(topics: &mut [DraftTopic], folder: &str, depth: Option<usize>) {
    let most = depth.unwrap_or(DEEPEST).clamp(1, DEEPEST);
    limit_below(topics, folder, 1, most);
}

fn limit_below(topics: &mut [DraftTopic], folder: &str, level: usize, most: usize) {
    for topic in topics {
        if level < most {
            limit_below(&mut topic.topics, folder, level + 1, most);
        } else {
            let topics = std::mem::take(&mut topic.topics);
            join(topic, &topics, folder);
        }
    }
}

/// The note of the whole folder: what it is called, what it is about, and all else as a topic of its own.
fn add_own(own: Page, draft: &mut Draft) {
    let title = own.title().map(str::to_owned);
    let (about, has_more) = lead(&own.body, &own.headings);
    let said = own.front.description.clone().or_else(|| about.map(str::to_owned));
    // What another file said first is not lost: then the note is a topic, as it is when it says more.
    let is_other = |old: &str, new: Option<&String>| new.is_some_and(|new| !old.is_empty() && old != new);
    let is_topic = has_more
        || own.front.description.is_some() && about.is_some() && own.front.description.as_deref() != about
        || is_other(&draft.title, title.as_ref())
        || is_other(&draft.description, said.as_ref())
        || own.front.title.is_some()
            && own.headings.name().is_some_and(|name| Some(&name.title) != title.as_ref());
    if draft.title.is_empty() {
        draft.title = title.unwrap_or_default();
    }
    if draft.description.is_empty() {
        draft.description = said.unwrap_or_default();
    }
    let keys = own.front.keys_of_topics().filter(|_| !is_topic);
    draft.remarks.extend(keys.map(|keys| {
        let place = Place { file: own.file.clone(), line: 1 };
        let words = format!("data above the text that belongs to no single topic: {keys}");
        Remark { kind: RemarkKind::LeftOut, place, words }
    }));
    if is_topic {
        draft.topics.push(own.topic(false));
    }
}

/// A folder, or a category.
#[derive(Debug, Default)]
struct Branch {
    /// What it is called.
    name: String,
    /// Whether a post gave the name: then it is one, and no name of a folder.
    is_category: bool,
    /// The path of the folder; for a category, where it would be.
    folder: String,
    /// The note about it.
    own: Option<Page>,
    pages: Vec<Page>,
    branches: BTreeMap<String, Branch>,
}

impl Branch {
    fn insert(&mut self, path: &[String], is_category: bool, page: Page) {
        let mut branch = self;
        for name in path.iter().take(DEEPEST - 1) {
            let folder = below(&branch.folder, name);
            let new = || Self { name: name.clone(), is_category, folder, ..Self::default() };
            branch = branch.branches.entry(name.to_lowercase()).or_insert_with(new);
        }
        branch.pages.push(page);
    }

    /// Finds the note of each folder.
    fn settle(&mut self) {
        let rank = |page: &Page| {
            let own = OWN.iter().position(|own| page.stem.eq_ignore_ascii_case(own));
            own.or_else(|| (page.stem.to_lowercase() == self.name.to_lowercase()).then_some(OWN.len()))
        };
        let found = self.pages.iter().enumerate().filter_map(|(at, page)| Some((rank(page)?, at))).min();
        if let Some((_, at)) = found.filter(|_| self.own.is_none()) {
            self.own = Some(self.pages.remove(at));
        }
        let mut pages = Vec::with_capacity(self.pages.len());
        for page in std::mem::take(&mut self.pages) {
            // A note beside a folder of its name is about that folder, unless there is one in it.
            match self.branches.get_mut(&page.stem.to_lowercase()) {
                Some(branch) if !branch.has_own() => branch.own = Some(page),
                _ => pages.push(page),
            }
        }
        self.pages = pages;
        self.branches.values_mut().for_each(Self::settle);
    }

    fn has_own(&self) -> bool {
        let is_own = |page: &Page| {
            OWN.iter().any(|own| page.stem.eq_ignore_ascii_case(own))
                || page.stem.to_lowercase() == self.name.to_lowercase()
        };
        self.own.is_some() || self.pages.iter().any(is_own)
    }

    /// What is in the folder, in order.
    fn topics(self, level: usize, most: usize) -> Vec<DraftTopic> {
        let pages = self.pages.into_iter().map(Part::Page);
        let mut parts: Vec<Sorted> =
            pages.chain(self.branches.into_values().map(Part::Branch)).map(Sorted::of).collect();
        let numbered = parts.iter().filter(|part| part.name.numbers().is_some()).count();
        for part in &mut parts {
            // A single name with a number before it may be about that number of things.
            part.is_numbered = part.name.numbers().is_some() && (part.name.is_padded || numbered > 1);
        }
        parts.sort_by(Sorted::cmp);
        parts.into_iter().map(|part| part.topic(level, most)).collect()
    }
}

/// A note or a folder among others.
#[derive(Debug)]
enum Part {
    Page(Page),
    Branch(Branch),
}

/// A part with what its place goes by.
#[derive(Debug)]
struct Sorted {
    part: Part,
    name: Name,
    /// What the data above the note says of its place.
    order: Option<u64>,
    /// Whether the numbers of the name give its place.
    is_numbered: bool,
    date: Option<String>,
}

impl Sorted {
    fn of(part: Part) -> Self {
        let (name, page) = match &part {
            Part::Page(page) => (page.name.clone(), Some(page)),
            Part::Branch(branch) => (Name::of(&branch.name), branch.own.as_ref()),
        };
        let order = page.and_then(|page| page.front.order);
        // A folder is no older than what is in it: its place goes by its name.
        let date = if let Part::Page(page) = &part { page.date().map(str::to_owned) } else { None };
        Self { part, name, order, is_numbered: false, date }
    }

    fn cmp(&self, other: &Self) -> Ordering {
        fn place(part: &Sorted) -> Option<Vec<u64>> {
            let numbers = part.name.numbers().filter(|_| part.is_numbered);
            part.order.map(|order| vec![order]).or_else(|| numbers.map(<[u64]>::to_vec))
        }
        // What has no place or no date stands after what has.
        let by = |a: &Self, b: &Self| {
            let (x, y) = (place(a), place(b));
            x.is_none().cmp(&y.is_none()).then_with(|| x.cmp(&y))
        };
        let by_date =
            || self.date.is_none().cmp(&other.date.is_none()).then_with(|| self.date.cmp(&other.date));
        let by_name = || natural(self.name_of(), other.name_of());
        by(self, other).then_with(by_date).then_with(by_name)
    }

    fn name_of(&self) -> &str {
        match &self.part {
            Part::Page(page) => &page.stem,
            Part::Branch(branch) => &branch.name,
        }
    }

    fn topic(self, level: usize, most: usize) -> DraftTopic {
        let mut branch = match self.part {
            Part::Page(page) => return page.topic(self.is_numbered),
            Part::Branch(branch) => branch,
        };
        let words = if branch.is_category { branch.name.clone() } else { self.name.words(self.is_numbered) };
        let own = branch.own.take();
        let title = own.as_ref().and_then(|own| own.title().map(str::to_owned)).unwrap_or(words);
        let topic = own.map(|own| own.topic(false)).unwrap_or_default();
        let mut topic = DraftTopic { title, ..topic };
        let folder = branch.folder.clone();
        let topics = branch.topics(level + 1, most);
        if level == most {
            join(&mut topic, &topics, &folder);
        } else {
            // Below the last level they are whole until the topic of that level joins them.
            topic.topics = topics;
        }
        topic
    }
}

/// Puts topics that would lie too deep into the note of the topic above them: links to their notes.
fn join(topic: &mut DraftTopic, topics: &[DraftTopic], folder: &str) {
    if topics.is_empty() {
        return;
    }
    let new = || DraftNote { file: below(folder, "README.md"), ..DraftNote::default() };
    let mut note = topic.note.take().unwrap_or_else(new);
    let mut lines = String::new();
    add_links(topics, &note.file, 0, &mut lines);
    let mut known: HashSet<String> = topic.tags.iter().cloned().collect();
    add_tags(topics, &mut known, &mut topic.tags);
    note.markdown = if note.markdown.trim().is_empty() {
        lines
    } else {
        format!("{}\n\n{lines}", note.markdown.trim_end())
    };
    topic.note = Some(note);
}

fn add_links(topics: &[DraftTopic], from: &str, level: usize, lines: &mut String) {
    for topic in topics {
        lines.push_str(&"  ".repeat(level));
        let words = label(&topic.title);
        let target = topic.note.as_ref().map(|note| relative(from, &note.file));
        let target = target.or_else(|| topic.resources.first().map(|resource| resource.url.clone()));
        match target {
            Some(target) => lines.extend(["- [", words.as_str(), "](", target.as_str(), ")\n"]),
            None => lines.extend(["- ", words.as_str(), "\n"]),
        }
        add_links(&topic.topics, from, level + 1, lines);
    }
}

fn add_tags(topics: &[DraftTopic], known: &mut HashSet<String>, tags: &mut Vec<String>) {
    for topic in topics {
        tags.extend(topic.tags.iter().filter(|tag| known.insert((*tag).clone())).cloned());
        add_tags(&topic.topics, known, tags);
    }
}
