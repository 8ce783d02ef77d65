//! From blocks to topics: headings open sections, and what stands below them goes to them.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use super::aside;
use super::block::{Block, Document, What};
use super::inline::{Inline, html};
use super::link::{Aim, Links, resource};
use super::source::{Note, Source};
use crate::import::{DraftNote, DraftTopic, Place, Remark, RemarkKind, Taken};
use crate::note::Anchors;
use crate::progress::Mark;

/// The level of topics that are no headings: below all of them.
pub(super) const ITEM: usize = 100;
/// The level of what can be folded: below all headings.
const FOLD: usize = 7;

/// What is known while the blocks are gone through.
pub(super) struct Walk<'a> {
    pub(super) source: &'a Source<'a>,
    pub(super) document: &'a Document,
    pub(super) links: Links<'a>,
    pub(super) taken: Taken,
    /// Most levels of topics.
    pub(super) depth: usize,
    /// The topics that are open, each in the one before; the first is the page.
    pub(super) open: Vec<Open>,
    pub(super) remarks: Vec<Remark>,
    /// What the boxes of a table of contents say of headings, by their anchors.
    pub(super) ticks: HashMap<String, Mark>,
    pub(super) anchors: Anchors,
    /// The anchors of all headings.
    pub(super) headings: HashSet<String>,
    /// The definitions that notes took along.
    pub(super) used: BTreeSet<String>,
    /// The heading that became the title of the roadmap, by where it stands.
    pub(super) title_at: Option<usize>,
    /// List items that were kept in notes.
    pub(super) items: usize,
}

/// A topic that is being read.
#[derive(Debug, Default)]
pub(super) struct Open {
    pub(super) level: usize,
    pub(super) topic: DraftTopic,
    pub(super) note: Note,
    /// The note that its title links to, and the address as it was written.
    pub(super) file: Option<(String, String)>,
    /// Where it stands in the source.
    pub(super) at: usize,
    /// Whether a table of contents stood in it.
    pub(super) had_contents: bool,
    /// A line across that nothing has followed yet.
    pub(super) rule: Option<(Range<usize>, usize)>,
    /// Its first paragraph.
    pub(super) first: Option<Inline>,
}

/// Where blocks stand.
#[derive(Clone, Copy)]
pub(super) struct Within {
    /// The column in which they begin.
    pub(super) column: usize,
    /// Whether they belong to an item that is a topic: a heading in it is no section.
    pub(super) is_item: bool,
}

impl Walk<'_> {
    /// Goes through blocks that stand in `range`.
    pub(super) fn blocks(&mut self, blocks: &[Block], range: Range<usize>, within: Within) {
        let (mut end, mut number) = (range.start, 0);
        while let Some(block) = blocks.get(number) {
            self.gap(end..block.range.start, within);
            let taken = self.block(blocks, number, within).max(1);
            number += taken;
            end = blocks.get(number - 1).map_or(range.end, |last| last.range.end);
        }
        self.gap(end..range.end, within);
    }

    /// What stands between blocks: definitions of links, which are taken along where they are needed, and such that are there
    /// already.
    fn gap(&mut self, range: Range<usize>, within: Within) {
        if range.start >= range.end || !self.source.has_words(range.clone()) {
            return;
        }
        let spans = &self.document.spans;
        let first = spans.partition_point(|span| span.start < range.start);
        let inside = spans.iter().skip(first).take_while(|span| span.start < range.end);
        let mut at = range.start;
        let mut rests = Vec::new();
        for span in inside {
            rests.push(at..span.start);
            at = at.max(span.end);
        }
        rests.push(at..range.end);
        for rest in rests {
            let text = self.source.get(rest.clone());
            let start = rest.start + (text.len() - text.trim_start().len());
            if !text.contains(char::is_alphanumeric) {
                continue;
            }
            if text.trim_start().starts_with('[') {
                self.leave_out(&(start..rest.end), "the address of a link that is given a second time");
            } else {
                self.keep(&(start..rest.end), within);
            }
        }
    }

    /// Takes a block; says how many blocks it took.
    fn block(&mut self, blocks: &[Block], number: usize, within: Within) -> usize {
        let Some(block) = blocks.get(number) else { return 1 };
        match &block.what {
            What::Heading(level, inline) if !within.is_item => {
                let level = usize::from(*level);
                if let Some(end) = self.end_of_repository_section(blocks, number, level, inline) {
                    return end - number;
                }
                self.heading(level, inline, &block.range);
            }
            What::Paragraph(inline) => match aside::reason(inline) {
                Some(reason) => self.leave_out(&block.range, reason),
                None => self.paragraph(inline, &block.range, within),
            },
            What::List(list) => self.list(list, &block.range, within),
            What::Table(rows) if self.is_table_of_topics(rows) => self.table(rows, &block.range),
            What::Html => self.html(blocks, number, within),
            What::Rule => self.rule(&block.range, within),
            What::Table(_) | What::Other | What::Heading(..) => self.keep(&block.range, within),
        }
        1
    }

    fn paragraph(&mut self, inline: &Inline, range: &Range<usize>, within: Within) {
        if let Some(open) = self.open.last_mut()
            && open.note.is_empty()
            && open.first.is_none()
        {
            open.first = Some(inline.clone());
        }
        self.keep(range, within);
    }

    /// A line across is worth keeping between two texts only.
    fn rule(&mut self, range: &Range<usize>, within: Within) {
        if let Some(open) = self.open.last_mut().filter(|open| !open.note.is_empty()) {
            open.rule = Some((range.clone(), within.column));
        }
    }

    /// Puts a piece of the source into the note of the topic that is open.
    pub(super) fn keep(&mut self, range: &Range<usize>, within: Within) {
        if let Some(open) = self.open.last_mut() {
            if let Some((rule, column)) = open.rule.take() {
                open.note.keep(self.source, self.document, &rule, column);
            }
            open.note.keep(self.source, self.document, range, within.column);
        }
    }

    /// Says that lines became nothing.
    pub(super) fn leave_out(&mut self, range: &Range<usize>, reason: &str) {
        let text = self.source.get(range.clone()).trim_end();
        let (line, last) = (self.source.line(range.start), self.source.line(range.start + text.len()));
        let words = if line < last { format!("{reason} (to line {last})") } else { reason.to_owned() };
        self.remark(RemarkKind::LeftOut, line, words);
    }

    pub(super) fn remark(&mut self, kind: RemarkKind, line: usize, words: String) {
        let place = Place { file: self.source.file.to_owned(), line };
        self.remarks.push(Remark { kind, place, words });
    }

    /// The block after a section about the repository, which is left out, if such a section begins here.
    fn end_of_repository_section(
        &mut self,
        blocks: &[Block],
        number: usize,
        level: usize,
        inline: &Inline,
    ) -> Option<usize> {
        // Deeper it may well be something to learn: how to license a program.
        if level > 2 || !aside::is_about_the_repository(&inline.text) {
            return None;
        }
        let is_end =
            |block: &Block| matches!(block.what, What::Heading(next, _) if usize::from(next) <= level);
        let rest = blocks.get(number + 1..)?;
        let section = rest.get(..rest.iter().position(is_end).unwrap_or(rest.len()))?;
        if aside::has_task(section) {
            return None;
        }
        let end = section.last().map_or(inline.range.end, |last| last.range.end);
        let reason = format!("the section \"{}\": it is about the repository", inline.text.trim());
        self.leave_out(&(inline.range.start..end), &reason);
        Some(number + 1 + section.len())
    }

    /// Opens a section.
    fn heading(&mut self, level: usize, inline: &Inline, range: &Range<usize>) {
        let tick = self.ticks.remove(&*self.anchors.take(&inline.text));
        self.close_to(level);
        if self.title_at == Some(range.start) {
            self.follow_title(inline);
            return;
        }
        let (mark, inline) = match crate::import::word::boxed(inline.text.trim_start()) {
            Some((mark, length)) => (Some(mark), inline.clone().without_start(length)),
            None => (tick, inline.clone()),
        };
        let title = title_of(&inline);
        if title.is_empty() || self.open.len() > self.depth {
            return self.keep(range, Within { column: 0, is_item: false });
        }
        let topic =
            DraftTopic { title, mark: mark.filter(|mark| *mark != Mark::Todo), ..DraftTopic::default() };
        self.open.push(Open { level, topic, at: range.start, ..Open::default() });
        self.follow_all(&inline);
    }

    /// The links of the roadmap's title have no topic that could have them.
    fn follow_title(&mut self, inline: &Inline) {
        if !inline.links.is_empty() || !inline.pictures.is_empty() {
            self.leave_out(
                &inline.range,
                "links and pictures of the title: a roadmap has no resources itself",
            );
        }
    }

    fn html(&mut self, blocks: &[Block], number: usize, within: Within) {
        let Some(range) = blocks.get(number).map(|block| block.range.clone()) else { return };
        let text = self.source.get(range.clone());
        let found = html(text, range.start);
        let has_letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        if let Some((level, heading)) = found.heading.as_ref().filter(|_| !found.has_more && !within.is_item)
        {
            self.heading(usize::from(*level), heading, &range);
            if has_letters(&found.inline.text) > has_letters(&heading.text)
                || !found.inline.pictures.is_empty()
            {
                self.keep(&range, within);
            } else if found.has_comment {
                self.leave_out(&range, "a comment beside a heading");
            }
            return;
        }
        let lower = text.to_ascii_lowercase();
        let is_fold = lower.contains("<details") && lower.contains("<summary") && !within.is_item;
        let yields = |block: &Block| matches!(&block.what, What::List(list) if self.yields_topics(list));
        let title = words(&found.inline.text);
        if is_fold
            && !title.is_empty()
            && blocks.get(number + 1).is_some_and(yields)
            && self.open.len() <= self.depth
        {
            let level = FOLD + self.open.iter().filter(|open| (FOLD..ITEM).contains(&open.level)).count();
            let topic = DraftTopic { title, ..DraftTopic::default() };
            self.open.push(Open { level, topic, at: range.start, ..Open::default() });
            self.follow_all(&found.inline);
            return;
        }
        let is_in_fold = self.open.last().is_some_and(|open| (FOLD..ITEM).contains(&open.level));
        if is_in_fold && title.is_empty() && lower.contains("</details") {
            return self.close();
        }
        let is_empty = self.open.last().is_none_or(|open| open.note.is_empty());
        match aside::html_reason(&found) {
            // The end of what began in the note.
            Some("HTML without words") if !is_empty || lower.contains("<details") => {
                self.keep(&range, within);
            }
            Some(reason) => self.leave_out(&range, reason),
            None => self.keep(&range, within),
        }
    }

    /// Takes the links of a title that is more than one link.
    pub(super) fn follow_all(&mut self, inline: &Inline) {
        for link in &inline.links {
            let title = match inline.label(link) {
                "" => inline.text.trim(),
                label => label,
            };
            self.follow(title, &link.url, link.source.clone(), None);
            self.say(&link.hint);
        }
        if inline.pictures.iter().all(aside::is_badge) {
            if !inline.pictures.is_empty() {
                self.leave_out(&inline.range, "badges beside a title");
            }
        } else {
            let within = Within { column: 0, is_item: true };
            self.keep(&inline.range, within);
        }
    }

    /// Gives what a link leads to to the topic that is open.
    pub(super) fn follow(
        &mut self,
        title: &str,
        url: &str,
        source: Range<usize>,
        kind: Option<crate::roadmap::ResourceKind>,
    ) {
        let line = self.source.line(source.start);
        let within = Within { column: 0, is_item: true };
        let has_file = self.open.last().is_some_and(|open| open.file.is_some());
        match self.links.aim(url) {
            Aim::Page => {}
            Aim::Web(address) => {
                let resource = resource(title, kind, address);
                if let Some(open) = self.open.last_mut() {
                    open.topic.resources.push(resource);
                }
            }
            Aim::Note(path) if !has_file => {
                if let Some(open) = self.open.last_mut() {
                    open.file = Some((path, url.to_owned()));
                }
            }
            Aim::Note(_) | Aim::File => self.keep(&source, within),
            Aim::Missing(path) => {
                self.remark(
                    RemarkKind::Missing,
                    line,
                    format!("\"{title}\" links to {path}, which is not there"),
                );
            }
            Aim::Refused(reason) => {
                self.remark(RemarkKind::LeftOut, line, format!("the address {url} of \"{title}\": {reason}"));
            }
        }
    }

    /// Adds words to the note of the topic that is open.
    pub(super) fn say(&mut self, words: &str) {
        if let Some(open) = self.open.last_mut() {
            open.note.say(words);
        }
    }

    /// Closes every topic of this level or below.
    pub(super) fn close_to(&mut self, level: usize) {
        while self.open.len() > 1 && self.open.last().is_some_and(|open| open.level >= level) {
            self.close();
        }
    }

    /// Closes the topic that is open and gives it to the one above.
    pub(super) fn close(&mut self) {
        if self.open.len() < 2 {
            return;
        }
        let Some(mut open) = self.open.pop() else { return };
        let note = std::mem::take(&mut open.note).finish(self.source, self.document, &mut self.used);
        let topic = &open.topic;
        let is_bare =
            note.is_empty() && open.file.is_none() && topic.topics.is_empty() && topic.resources.is_empty();
        if open.had_contents && is_bare && aside::is_contents_title(&topic.title) {
            let line = self.source.line(open.at);
            return self.remark(RemarkKind::LeftOut, line, "the heading of a table of contents".to_owned());
        }
        self.settle_note(&mut open, note);
        if let Some(parent) = self.open.last_mut() {
            parent.topic.topics.push(open.topic);
        }
    }

    /// Gives a topic its note: the file that its title links to, and what the page says about it.
    fn settle_note(&mut self, open: &mut Open, own: String) {
        let part = |markdown: String, file: &str| {
            (!markdown.is_empty()).then(|| DraftNote { markdown, file: file.to_owned(), is_file: false })
        };
        let Some((path, url)) = open.file.take() else {
            open.topic.note = part(own, self.source.file);
            return;
        };
        if folder(&path) != folder(self.source.file) && super::has_relative_link(&own) {
            // The words of the page cannot stand in a note of another folder: their links would break.
            let link = format!("{own}\n\n[{}](<{url}>)", open.topic.title);
            open.topic.note = part(link, self.source.file);
            return;
        }
        match self.links.note(&path, &own, &mut self.remarks) {
            Ok((note, tags)) => {
                open.topic.note = Some(note);
                open.topic.tags.extend(tags);
            }
            Err(reason) => {
                let line = self.source.line(open.at);
                self.remark(RemarkKind::Missing, line, format!("the note {path} cannot be read: {reason}"));
                open.topic.note = part(own, self.source.file);
            }
        }
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The title that words make; what stands for a picture where they are nothing but that.
pub(super) fn title_of(inline: &Inline) -> String {
    let title = words(&inline.text);
    match inline.pictures.first() {
        Some(picture) if title.is_empty() && !aside::is_badge(picture) => words(&picture.words),
        _ => title,
    }
}

/// Words with one blank between them.
pub(super) fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
