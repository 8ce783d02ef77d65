//! Plain text: a topic a line, lines that end with a colon and indentation as parents.
//!
//! Lines that end with a colon are heads; one with a sign before it (`*General Knowledge:`) stands above those without. What
//! stands below a head are topics where most of it is short, and its note where most of it is sentences.

mod line;

use super::word;
use super::{Draft, DraftNote, DraftResource, DraftTopic, Material, MaterialError, Remark, Taken, Wish};
use crate::note;
use crate::progress::Mark;
use crate::roadmap::MAX_LEVELS;
use line::{Line, lines};

/// Columns that a line has to stand further to the right to be below another; one is a slip.
const STEP: usize = 2;

/// Reads a plain text outline.
///
/// # Errors
/// Where there is no such file, or it cannot be read.
pub(super) fn read(start: &str, material: &dyn Material, wish: &Wish) -> Result<Draft, MaterialError> {
    let file = match start {
        "" => material.files("")?.into_iter().find(|file| is_plain(file)).unwrap_or_default(),
        start => start.to_owned(),
    };
    let text = material.text(&file)?;
    let lines = lines(&text.text);
    let mut growth = Growth {
        file: &file,
        depth: wish.depth.unwrap_or(MAX_LEVELS).clamp(1, MAX_LEVELS),
        open: vec![Open::default()],
        remarks: Vec::new(),
    };
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if line.role.is_head() {
            let is_alone = lines.get(at + 1).is_none_or(|next| next.role.is_head());
            growth.head(line, is_alone);
            at += 1;
        } else {
            let rest = lines.get(at..).unwrap_or_default();
            let length = rest.iter().position(|line| line.role.is_head()).unwrap_or(rest.len());
            growth.block(rest.get(..length).unwrap_or_default(), wish.taken);
            at += length.max(1);
        }
    }
    let mut draft = growth.finish();
    draft.remarks.extend(text.remarks(&file));
    draft.remarks.sort_by(|one, other| one.place.cmp(&other.place));
    Ok(draft)
}

/// A topic that is being read.
#[derive(Debug, Default)]
struct Open {
    topic: DraftTopic,
    /// The lines of its note.
    note: Vec<String>,
    /// The rank of a head; none for a line.
    rank: Option<(usize, usize)>,
    indent: usize,
    /// The line of it, to see what stands directly below.
    number: usize,
}

/// The tree while it grows.
struct Growth<'a> {
    file: &'a str,
    depth: usize,
    /// The topics that are open, each in the one before; the first is the page.
    open: Vec<Open>,
    remarks: Vec<Remark>,
}

impl Growth<'_> {
    /// Takes a head. One directly below another of another look, with nothing below itself, goes on with the words of that:
    /// `*notes:` and then ` what to look up first:`.
    fn head(&mut self, line: &Line<'_>, is_alone: bool) {
        let rank = line.role.rank(line.indent);
        let goes_on = self.open.last().is_some_and(|above| {
            above.number + 1 == line.number
                && above.note.is_empty()
                && above.topic.topics.is_empty()
                && above.rank.is_some_and(|above| above < rank)
        });
        while self.open.len() > 1
            && self.open.last().is_some_and(|open| open.rank.is_none_or(|open| open >= rank))
        {
            self.close();
        }
        if (goes_on && is_alone) || self.open.len() > self.depth {
            return self.note(line.text);
        }
        let mut topic = topic(line);
        if let Some(title) =
            topic.title.strip_suffix([':', '：']).map(str::trim_end).filter(|title| !title.is_empty())
        {
            topic.title = String::from(title);
        }
        self.open.push(Open {
            topic,
            rank: Some(rank),
            indent: line.indent,
            number: line.number,
            ..Open::default()
        });
    }

    /// Takes the lines between two heads.
    fn block(&mut self, lines: &[Line<'_>], taken: Option<Taken>) {
        let sentences = lines.iter().filter(|line| line.is_sentence()).count();
        let is_text = match taken {
            Some(Taken::Bullets | Taken::Links) => false,
            Some(Taken::Headings) => true,
            Some(Taken::Tasks) => !lines.iter().any(|line| line.mark.is_some()),
            None => self.open.len() > 1 && sentences * 2 > lines.len(),
        };
        for line in lines {
            let is_topic = match taken {
                _ if is_text => false,
                Some(Taken::Tasks) => line.mark.is_some(),
                Some(_) => true,
                // A long sentence among short lines is about the line above it.
                None => !line.is_long() || self.open.len() == 1,
            };
            if is_topic {
                self.line(line);
                continue;
            }
            let is_right = |open: &Open| open.rank.is_none() && open.indent >= line.indent + STEP;
            while self.open.len() > 1 && self.open.last().is_some_and(is_right) {
                self.close();
            }
            self.note(line.text);
        }
    }

    /// Takes a line as a topic, below the nearest line that stands further to the left.
    fn line(&mut self, line: &Line<'_>) {
        let is_beside = |open: &Open| open.rank.is_none() && line.indent < open.indent + STEP;
        while self.open.len() > 1 && self.open.last().is_some_and(is_beside) {
            self.close();
        }
        if self.open.len() > self.depth {
            return self.note(line.text);
        }
        let topic = topic(line);
        self.open.push(Open { topic, indent: line.indent, number: line.number, ..Open::default() });
    }

    fn note(&mut self, words: &str) {
        if let Some(open) = self.open.last_mut() {
            open.note.push(words.trim().to_owned());
        }
    }

    fn close(&mut self) {
        if self.open.len() < 2 {
            return;
        }
        let Some(mut open) = self.open.pop() else { return };
        if !open.note.is_empty() {
            let markdown = note::with_lines_kept(&open.note.join("\n"));
            open.topic.note = Some(DraftNote { markdown, file: self.file.to_owned(), is_file: false });
        }
        if let Some(parent) = self.open.last_mut() {
            parent.topic.topics.push(open.topic);
        }
    }

    fn finish(mut self) -> Draft {
        while self.open.len() > 1 {
            self.close();
        }
        let page = self.open.pop().unwrap_or_default();
        let mut topics = page.topic.topics;
        if !page.note.is_empty() {
            let stem = self.file.rsplit('/').next().unwrap_or_default();
            let title = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem).to_owned();
            let markdown = note::with_lines_kept(&page.note.join("\n"));
            let note = Some(DraftNote { markdown, file: self.file.to_owned(), is_file: false });
            topics.insert(0, DraftTopic { title, note, ..DraftTopic::default() });
        }
        Draft { topics, remarks: self.remarks, ..Draft::default() }
    }
}

/// The topic of a line: without its sign and box, and without an address, which is a link to learn from.
fn topic(line: &Line<'_>) -> DraftTopic {
    let mark = line.mark.filter(|mark| *mark != Mark::Todo);
    let mut topic = DraftTopic { mark, ..DraftTopic::default() };
    let words = line.words();
    if let Some((before, url)) = line::address(words) {
        let title = before.trim_end_matches([' ', '\t', '-', '–', '—', ':', '(', '<']).trim_end();
        let (title, kind) = word::kind_after(title);
        let kind = kind.unwrap_or_else(|| word::kind_at(&url));
        topic.title = if title.is_empty() { url.clone() } else { title.to_owned() };
        topic.resources.push(DraftResource { kind, title: topic.title.clone(), url });
    } else {
        words.clone_into(&mut topic.title);
    }
    topic.title = topic.title.split_whitespace().collect::<Vec<_>>().join(" ");
    topic
}

fn is_plain(file: &str) -> bool {
    file.rsplit_once('.').is_some_and(|(_, kind)| kind.eq_ignore_ascii_case("txt"))
}

#[cfg(test)]
mod tests;
