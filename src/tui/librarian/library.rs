//! The texts that are read, and what was found in them so far. Work is done in small bites.

use std::collections::HashMap;
use std::sync::Arc;

use super::Catalogue;
use crate::roadmap::{TopicId, TopicIx};
use crate::search::{Line, Query, Searcher, Text};
use crate::source::Stamp;
use crate::text::SafeText;
use crate::tui::goto::{ALONE, Findings, Hit};

/// Most bytes of text that are kept; what has no room is not searched, and that is said.
const ROOM: usize = 64 * 1024 * 1024;
/// Bytes that are looked through in one bite: a millisecond or two.
const BITE: usize = 512 * 1024;
/// Texts that are read in one bite.
const READ: usize = 32;
/// More lines than these are not counted.
const MOST: usize = 10_000;
/// From this byte on the words are too far to the right: what is before them is left out.
const FAR: usize = 48;
/// Most bytes of a line that are kept.
const LONGEST: usize = 400;

/// Which text it is: whether it is the person's own, and the name of its file.
type Mark = (bool, Box<str>);

struct Entry {
    mark: Mark,
    topic: TopicId,
    /// The title of the topic: that a note repeats it is no news.
    title: SafeText,
    stamp: Option<Stamp>,
    text: Text,
}

/// The better of two lines is the smaller: cost, length, which text, which line.
type Rank = (u32, usize, usize, usize);

/// The texts, and one search.
#[derive(Default)]
pub(super) struct Library {
    catalogue: Option<Catalogue>,
    /// The texts to read, and how many of them are.
    list: Vec<(TopicIx, Option<TopicId>)>,
    entries: Vec<Entry>,
    /// Those that were read before, not yet seen to be as they were.
    old: HashMap<Mark, Entry>,
    bytes: usize,
    is_full: bool,
    searcher: Searcher,
    words: String,
    query: Query,
    /// Which texts can have the words in them at all, where that is known.
    among: Option<Vec<usize>>,
    /// How many of the texts, or of those, are looked through.
    searched: usize,
    /// Those of them with hits.
    matched: Vec<usize>,
    best: Best,
    count: usize,
}

impl Library {
    /// Takes a new list of texts. Those that did not change are not read again.
    pub(super) fn open(&mut self, catalogue: Catalogue) {
        self.old = self.entries.drain(..).map(|entry| (entry.mark.clone(), entry)).collect();
        let written: HashMap<TopicIx, &TopicId> =
            catalogue.written.iter().map(|(ix, file)| (*ix, file)).collect();
        let own = |ix: TopicIx| written.get(&ix).map(|file| (ix, Some((*file).clone())));
        let note = |ix: TopicIx| catalogue.roadmap.topic(ix).note.is_some().then_some((ix, None));
        self.list = catalogue.roadmap.indices().flat_map(|ix| own(ix).into_iter().chain(note(ix))).collect();
        self.catalogue = Some(catalogue);
        self.bytes = 0;
        self.is_full = false;
        self.look_for(String::new());
    }

    /// Looks for other words from now on.
    pub(super) fn look_for(&mut self, words: String) {
        let is_longer = self.query.is_telling() && words.starts_with(&self.words);
        let is_known = is_longer && self.is_searched() && self.is_read() && self.count <= MOST;
        // What has more words, or more letters in the last one, is in no other texts.
        self.among = is_known.then(|| std::mem::take(&mut self.matched));
        self.query = Query::new(&words);
        self.words = words;
        self.searched = 0;
        self.matched.clear();
        self.best.clear();
        self.count = 0;
    }

    fn is_read(&self) -> bool {
        self.entries.len() >= self.list.len()
    }

    fn is_searched(&self) -> bool {
        let all = self.among.as_ref().map_or(self.entries.len(), Vec::len);
        !self.query.is_telling() || self.searched >= all || self.count > MOST
    }

    /// Does a little of what is to be done. Says whether there is more.
    pub(super) fn go_on(&mut self) -> bool {
        if self.is_searched() {
            self.read_some();
        } else {
            self.search_some();
        }
        !(self.is_read() && self.is_searched())
    }

    fn read_some(&mut self) {
        for _ in 0..READ {
            let Some((ix, own)) = self.list.get(self.entries.len()).cloned() else {
                // What is left of them is in no list any more.
                self.old.clear();
                return;
            };
            let entry = self.read(ix, own.as_ref());
            self.bytes = self.bytes.saturating_add(entry.as_ref().map_or(0, |entry| entry.text.len()));
            self.entries.extend(entry);
        }
    }

    fn read(&mut self, ix: TopicIx, own: Option<&TopicId>) -> Option<Entry> {
        let Catalogue { source, summaries, roadmap, .. } = self.catalogue.as_ref()?;
        let topic = roadmap.topic(ix);
        let (mark, stamp) = match (own, &topic.note) {
            (Some(file), _) => ((true, file.as_str().into()), summaries.stamp(file)),
            (None, Some(path)) => ((false, path.as_str().into()), source.note_stamp(roadmap, path)),
            (None, None) => ((false, Box::default()), None),
        };
        if let Some(entry) = self.old.remove(&mark).filter(|entry| entry.stamp == stamp) {
            return Some(Entry { topic: topic.id.clone(), title: topic.title.clone(), ..entry });
        }
        let markdown = match (own, &topic.note) {
            _ if self.bytes >= ROOM => None,
            (Some(file), _) => summaries.read(file).ok().flatten().map(|summary| summary.text),
            (None, Some(path)) => source.note(roadmap, path).ok().map(|note| note.markdown),
            (None, None) => None,
        };
        self.is_full |= self.bytes >= ROOM;
        let text = markdown.map(|markdown| Text::of_markdown(&markdown)).unwrap_or_default();
        Some(Entry {
            mark,
            topic: topic.id.clone(),
            title: topic.title.clone(),
            stamp: stamp.filter(|_| !self.is_full),
            text,
        })
    }

    fn search_some(&mut self) {
        let mut looked = 0;
        while looked < BITE && !self.is_searched() {
            let number = match &self.among {
                Some(among) => among.get(self.searched).copied().unwrap_or_default(),
                None => self.searched,
            };
            self.searched += 1;
            let Some(entry) = self.entries.get(number) else { continue };
            looked += entry.text.len();
            let before = self.count;
            let (best, count, query) = (&mut self.best, &mut self.count, &self.query);
            self.searcher.lines(&entry.text, query, &mut |line| {
                if line.text != entry.title.as_str() {
                    *count += 1;
                    best.keep((entry, number), &line, query);
                }
            });
            if self.count > before {
                self.matched.push(number);
            }
        }
    }

    /// What was found so far.
    pub(super) fn findings(&mut self) -> Findings {
        self.best.sort();
        Findings {
            words: self.words.clone(),
            hits: self.best.lines.iter().map(|(_, hit)| Arc::clone(hit)).collect(),
            count: self.count.min(MOST),
            has_more: self.count > MOST,
            read: self.entries.len(),
            of: self.list.len(),
            is_full: self.is_full,
        }
    }
}

/// The best lines, and some that are not.
#[derive(Default)]
struct Best {
    lines: Vec<(Rank, Arc<Hit>)>,
    /// What is no better than this is none of them.
    limit: Option<Rank>,
}

impl Best {
    fn clear(&mut self) {
        self.lines.clear();
        self.limit = None;
    }

    /// Keeps a line if it may be one of the best.
    fn keep(&mut self, (entry, number): (&Entry, usize), line: &Line<'_>, query: &Query) {
        let rank = (line.cost, line.text.len(), number, line.number);
        if self.limit.is_some_and(|limit| rank >= limit) {
            return;
        }
        let (text, is_cut) = excerpt(line.text, query);
        let (topic, is_own) = (entry.topic.clone(), entry.mark.0);
        self.lines
            .push((rank, Arc::new(Hit { topic, is_own, line: line.number, text, is_cut, cost: line.cost })));
        if self.lines.len() >= 2 * ALONE {
            self.sort();
        }
    }

    fn sort(&mut self) {
        self.lines.sort_unstable_by_key(|(rank, _)| *rank);
        self.lines.truncate(ALONE);
        self.limit = self.lines.get(ALONE - 1).map(|(rank, _)| *rank);
    }
}

/// The part of a line with the words; whether its beginning is left out.
fn excerpt(line: &str, query: &Query) -> (SafeText, bool) {
    let first = if line.len() > FAR { query.places(line).first().map_or(0, |place| place.start) } else { 0 };
    let from = if first > FAR {
        let (before, _) = line.split_at_checked(first).unwrap_or_default();
        // A few words before it say what it is about.
        before.char_indices().rev().filter(|(_, c)| c.is_whitespace()).nth(2).map_or(first, |(at, _)| at + 1)
    } else {
        0
    };
    let from = if first - from > FAR { first } else { from };
    let rest = line.get(from..).unwrap_or(line);
    let end = rest.char_indices().map(|(at, _)| at).find(|at| *at >= LONGEST).unwrap_or(rest.len());
    (SafeText::new(rest.get(..end).unwrap_or(rest)), from > 0)
}
