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
pub(super) const ROOM: usize = 64 * 1024 * 1024;
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
    /// Most bytes of text that are kept.
    room: usize,
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
    /// One for so many bytes of text.
    pub(super) fn new(room: usize) -> Self {
        Self { room, ..Self::default() }
    }

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
            (None, Some(path)) => {
                // Of another language it is another text.
                let shown = source.shown_note(roadmap, path);
                let stamp = source.note_stamp(roadmap, &shown);
                ((false, shown.as_str().into()), stamp)
            }
            (None, None) => ((false, Box::default()), None),
        };
        if let Some(entry) = self.old.remove(&mark).filter(|entry| entry.stamp == stamp) {
            return Some(Entry { topic: topic.id.clone(), title: topic.shown().clone(), ..entry });
        }
        let markdown = match (own, &topic.note) {
            _ if self.bytes >= self.room => None,
            (Some(file), _) => summaries.read(file).ok().flatten().map(|summary| summary.text),
            (None, Some(path)) => source.note(roadmap, path).ok().map(|note| note.markdown),
            (None, None) => None,
        };
        self.is_full |= self.bytes >= self.room;
        let text = markdown.map(|markdown| Text::of_markdown(&markdown)).unwrap_or_default();
        Some(Entry {
            mark,
            topic: topic.id.clone(),
            title: topic.shown().clone(),
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use tempfile::TempDir;

    use super::*;
    use crate::example;
    use crate::source::Source;
    use crate::store::{Places, RealFiles, Summaries};

    /// A folder with topics `t0`, `t1` and so on, each with a note.
    struct Folder(TempDir, usize);

    impl Folder {
        fn new(notes: &[&str]) -> Self {
            let folder = Self(tempfile::tempdir().expect("a folder"), notes.len());
            for (number, note) in notes.iter().enumerate() {
                folder.write(&format!("notes/{number}.md"), note);
            }
            folder
        }

        #[expect(clippy::disallowed_methods, reason = "a test may lose its files")]
        fn write(&self, path: &str, text: &str) {
            let path = self.0.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        }

        fn summary(&self, topic: usize, text: &str) {
            self.write(&format!("data/r/summaries/t{topic}.md"), text);
        }

        fn catalogue(&self) -> Catalogue {
            let mut toml = "id = \"r\"\ntitle = \"R\"\n".to_owned();
            for number in 0..self.1 {
                toml.push_str("[[topics]]\n");
                let id = format!("id = \"t{number}\"\ntitle = \"T{number}\"\nnote = \"{number}.md\"\n");
                toml.push_str(&id);
            }
            let roadmap = Arc::new(example::roadmap(&toml));
            let path = |name: &str| self.0.path().join(Path::new(name));
            let places = Places { data: path("data"), state: path("state") };
            let summaries = Summaries::new(&places, roadmap.id(), Arc::new(RealFiles));
            let topics = roadmap.indices().map(|ix| (ix, roadmap.topic(ix).id.clone()));
            let written = topics.filter(|(_, id)| summaries.file(id).exists()).collect();
            Catalogue { source: Source::File(path("roadmap.toml")), summaries, roadmap, written }
        }
    }

    fn finish(library: &mut Library) -> Findings {
        while library.go_on() {}
        library.findings()
    }

    /// What is found for words: topic, line, whether it is a summary.
    fn found(library: &mut Library, words: &str) -> Vec<String> {
        library.look_for(words.to_owned());
        let findings = finish(library);
        assert_eq!((findings.words.as_str(), findings.count), (words, findings.hits.len()));
        let shown =
            |hit: &Arc<Hit>| format!("{}{}:{}", hit.topic, if hit.is_own { " own" } else { "" }, hit.line);
        findings.hits.iter().map(shown).collect()
    }

    fn opened(folder: &Folder) -> Library {
        let mut library = Library::new(ROOM);
        library.open(folder.catalogue());
        let findings = finish(&mut library);
        assert_eq!(findings.read, findings.of);
        library
    }

    #[test]
    fn better_lines_come_first_and_titles_are_no_news() {
        let folder =
            Folder::new(&["# T0\n\nmany words isolate\nisolation\nwords, isolated\n", "a biisola\n"]);
        folder.summary(1, "isolation, in my words\n");
        let mut library = opened(&folder);
        assert_eq!(found(&mut library, "isola"), ["t0:4", "t1 own:1", "t0:5", "t0:3", "t1:1"]);
        assert_eq!(found(&mut library, "words isola"), ["t0:5", "t1 own:1", "t0:3"]);
        assert_eq!(found(&mut library, "T0"), Vec::<String>::new());
        assert_eq!(found(&mut library, "a"), Vec::<String>::new());
    }

    #[test]
    fn letter_by_letter_finds_what_is_found_at_once() {
        let notes = [
            "트랜잭션은 여러 쿼리를 묶는다",
            "간다, 가나다",
            "trans trains",
            "격리 수준 isolation level",
            "a\nb\n\n가 나",
        ];
        let folder = Folder::new(&notes);
        let mut library = opened(&folder);
        for words in
            ["트랜잭션은 쿼리", "가나다", "간다", "trains trans", "ㅌㄹㅈㅅ", "isolation 격", "lev iso x"]
        {
            for end in words.char_indices().map(|(at, c)| at + c.len_utf8()) {
                let typed = words.get(..end).expect("whole characters");
                let at_once = found(&mut opened(&folder), typed);
                assert_eq!(found(&mut library, typed), at_once, "{typed}");
            }
        }
    }

    #[test]
    fn what_changed_or_came_is_read_again_and_what_went_is_gone() {
        let folder = Folder::new(&["alpha", "beta"]);
        let mut library = opened(&folder);
        folder.write("notes/1.md", "alpha and beta");
        folder.summary(0, "alpha too");
        library.open(folder.catalogue());
        assert_eq!(found(&mut library, "alpha"), ["t0:1", "t0 own:1", "t1:1"]);
        let fewer = Folder(folder.0, 1);
        library.open(fewer.catalogue());
        assert_eq!(found(&mut library, "alpha"), ["t0:1", "t0 own:1"]);
    }

    #[test]
    fn a_text_that_cannot_be_read_stops_nothing() {
        let folder = Folder::new(&["alpha", "", "alpha"]);
        std::fs::remove_file(folder.0.path().join("notes/0.md")).expect("it was there");
        assert_eq!(found(&mut opened(&folder), "alpha"), ["t2:1"]);
    }

    #[test]
    fn there_is_an_end_of_room_and_of_counting() {
        let folder = Folder::new(&["alpha beta", "alpha", "alpha"]);
        let mut library = Library::new(12);
        library.open(folder.catalogue());
        library.look_for("alpha".to_owned());
        let findings = finish(&mut library);
        assert!(findings.is_full && findings.count == 2 && findings.read == 3, "{findings:?}");
        let many = "alpha\n".repeat(MOST + 10);
        let mut library = opened(&Folder::new(&[&many, &many]));
        library.look_for("alpha".to_owned());
        let findings = finish(&mut library);
        assert!(findings.has_more && findings.count == MOST && findings.hits.len() == ALONE);
        // Of those that were not looked through nothing is known.
        assert_eq!(found(&mut library, "alphax"), Vec::<String>::new());
    }

    #[test]
    fn of_a_long_line_the_part_with_the_words_is_kept() {
        let far = format!("{}the words are here {}", "말 ".repeat(2_000), "나".repeat(2_000));
        let wide = format!("{}words", "가".repeat(2_000));
        for (line, starts, is_cut) in [
            ("words first", "words first", false),
            ("some way before the words come, and that is enough", "some way", false),
            (far.as_str(), "말 the words", true),
            (wide.as_str(), "words", true),
        ] {
            let (text, cut) = excerpt(line, &Query::new("words"));
            assert!(text.as_str().starts_with(starts) && text.as_str().len() <= LONGEST + 4, "{text}");
            assert_eq!(cut, is_cut, "{text}");
        }
    }
}
