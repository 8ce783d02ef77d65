//! The tree of headings of a text, and what becomes of it.

use std::ops::Range;

use super::names::{Names, Role};
use super::push;
use super::references::references;
use crate::import::headings::{Heading, Headings, headings};
use crate::import::notes::lead;
use crate::import::{Draft, DraftNote, DraftTopic, notes};

/// A text, divided by its headings.
#[derive(Debug)]
pub(super) struct Outline<'a> {
    body: &'a str,
    /// Lines that only part what is around them.
    separators: Vec<Range<usize>>,
    nodes: Vec<Node>,
    /// The headings below no other.
    roots: Vec<usize>,
    /// The heading that names the whole text.
    name: Option<usize>,
    /// The level of the questions.
    level: u8,
}

/// A heading with those below it.
#[derive(Debug)]
struct Node {
    heading: Heading,
    role: Option<Role>,
    below: Vec<usize>,
    /// Where what is below it ends, other headings included.
    end: usize,
    /// Where the next heading begins.
    body_end: usize,
    /// Whether a summary is below it, and whether there is such a heading further below.
    is_question: bool,
    has_questions: bool,
}

impl Node {
    /// Where the text of the note begins: a title tells only a part of a heading with a link or an image.
    fn note_start(&self) -> usize {
        if self.heading.is_plain { self.heading.range.end } else { self.heading.range.start }
    }
}

impl<'a> Outline<'a> {
    /// Divides a text, its front matter taken off.
    pub(super) fn of(body: &'a str, names: &Names) -> Self {
        let found = headings(body);
        let name = found.name().map(|heading| heading.range.start);
        let Headings { all, separators, .. } = found;
        let mut nodes: Vec<Node> = Vec::with_capacity(all.len());
        // A heading that says nothing stays text.
        for heading in all.into_iter().filter(|heading| !heading.title.is_empty()) {
            let start = heading.range.start;
            nodes.last_mut().into_iter().for_each(|last| last.body_end = start);
            let role = names.role(&heading.title);
            nodes.push(Node {
                heading,
                role,
                below: Vec::new(),
                end: body.len(),
                body_end: body.len(),
                is_question: false,
                has_questions: false,
            });
        }
        let name = nodes.iter().position(|node| Some(node.heading.range.start) == name);
        let mut outline = Self { body, separators, nodes, roots: Vec::new(), name, level: 0 };
        outline.nest();
        outline.find_questions();
        outline
    }

    /// Puts each heading below the last one of a higher level.
    fn nest(&mut self) {
        let mut open: Vec<usize> = Vec::new();
        for at in 0..self.nodes.len() {
            let Some((level, start)) =
                self.nodes.get(at).map(|node| (node.heading.level, node.heading.range.start))
            else {
                continue;
            };
            while let Some(last) = open.last().copied() {
                match self.nodes.get_mut(last) {
                    Some(node) if node.heading.level >= level => node.end = start,
                    _ => break,
                }
                open.pop();
            }
            match open.last().and_then(|above| self.nodes.get_mut(*above)) {
                Some(above) => above.below.push(at),
                None => self.roots.push(at),
            }
            open.push(at);
        }
    }

    fn find_questions(&mut self) {
        let mut levels = [0_usize; 7];
        for at in (0..self.nodes.len()).rev() {
            let Some(node) = self.nodes.get(at) else { continue };
            let below = || node.below.iter().filter_map(|below| self.nodes.get(*below));
            let is_summary = |node: &Node| matches!(node.role, Some(Role::Own | Role::Lecture));
            let is_question = node.role.is_none() && below().any(is_summary);
            let has_questions = below().any(|below| below.is_question || below.has_questions);
            let level = node.heading.level;
            if let Some(node) = self.nodes.get_mut(at) {
                (node.is_question, node.has_questions) = (is_question, has_questions);
            }
            if let Some(count) = levels.get_mut(usize::from(level)).filter(|_| is_question) {
                *count += 1;
            }
        }
        // The highest of those that are most frequent.
        let most = levels.iter().max().copied().unwrap_or_default();
        self.level = (0..7)
            .find(|level| levels.get(usize::from(*level)) == Some(&most))
            .filter(|_| most > 0)
            .unwrap_or(0);
    }

    /// Whether most headings of the level of questions are such.
    pub(super) fn is_of_questions(&self) -> bool {
        let beside = |node: &&Node| node.heading.level == self.level && node.role.is_none();
        let (all, questions) = self
            .nodes
            .iter()
            .filter(beside)
            .fold((0, 0), |(all, questions), node| (all + 1, questions + usize::from(node.is_question)));
        let has_both = [Role::Own, Role::Lecture]
            .iter()
            .all(|role| self.nodes.iter().any(|node| node.role == Some(*role)));
        self.level > 0 && 2 * questions >= all && (questions > 1 || has_both)
    }

    /// Adds the whole text to a draft.
    pub(super) fn add_to(&self, draft: &mut Draft, file: &str) {
        let first = self.nodes.first().map_or(self.body.len(), |node| node.heading.range.start);
        let before = self.part(0..first);
        let name = self.name.filter(|name| self.roots == [*name]).and_then(|name| self.nodes.get(name));
        let name = name.filter(|node| !node.is_question && node.role.is_none() && !node.below.is_empty());
        let name = name.filter(|node| draft.title.is_empty() || draft.title == node.heading.title);
        if let Some(node) = name {
            draft.title.clone_from(&node.heading.title);
        }
        let title =
            if draft.title.trim().is_empty() { notes::title_of_name(file) } else { draft.title.clone() };
        let about = name.map_or("", |node| self.part(node.note_start()..node.body_end));
        for text in [before, about] {
            Self::add_about(text, &title, draft, file);
        }
        let top = name.map_or(&self.roots, |node| &node.below);
        draft.topics.extend(top.iter().filter_map(|at| self.topic(*at, file)));
    }

    /// What stands above all questions: a line is what they are about, more is a topic.
    fn add_about(text: &str, title: &str, draft: &mut Draft, file: &str) {
        let (about, has_more) = lead(text, &headings(text));
        match about {
            Some(about) if draft.description.is_empty() && !has_more => {
                about.clone_into(&mut draft.description);
            }
            _ if text.is_empty() => {}
            _ => draft.topics.push(DraftTopic {
                title: title.to_owned(),
                note: note(text.to_owned(), file),
                ..DraftTopic::default()
            }),
        }
    }

    /// The topic of a heading.
    fn topic(&self, at: usize, file: &str) -> Option<DraftTopic> {
        let node = self.nodes.get(at)?;
        let title = node.heading.title.clone();
        let body = self.part(node.note_start()..node.body_end);
        let whole = self.part(node.note_start()..node.end);
        let mut topic = DraftTopic { title, ..DraftTopic::default() };
        let is_above =
            |below: &usize| self.nodes.get(*below).is_some_and(|below| below.heading.level <= self.level);
        match node.role {
            _ if node.is_question => self.fill(&mut topic, node, file),
            Some(Role::Own) if !node.has_questions => whole.clone_into(&mut topic.summary),
            Some(Role::References) if !node.has_questions => {
                let (resources, says_more) = references(whole);
                topic.note = note(if says_more { whole.to_owned() } else { String::new() }, file);
                topic.resources = resources;
            }
            _ if node.has_questions || !node.below.is_empty() && node.below.iter().all(is_above) => {
                topic.note = note(body.to_owned(), file);
                topic.topics = node.below.iter().filter_map(|below| self.topic(*below, file)).collect();
            }
            _ => topic.note = note(whole.to_owned(), file),
        }
        Some(topic)
    }

    /// The parts of a question.
    fn fill(&self, topic: &mut DraftTopic, question: &Node, file: &str) {
        let mut markdown = self.part(question.note_start()..question.body_end).to_owned();
        for at in &question.below {
            let Some(node) = self.nodes.get(*at) else { continue };
            let whole = self.part(node.heading.range.end..node.end);
            match node.role {
                Some(Role::Own) => push(&mut topic.summary, whole),
                Some(Role::Lecture) => push(&mut markdown, whole),
                _ if node.is_question || node.has_questions => topic.topics.extend(self.topic(*at, file)),
                role => {
                    let (resources, says_more) = references(whole);
                    let is_references = role == Some(Role::References);
                    if is_references {
                        topic.resources.extend(resources);
                    }
                    if says_more || !is_references {
                        push(&mut markdown, self.part(node.heading.range.start..node.end));
                    }
                }
            }
        }
        topic.note = note(markdown, file);
    }

    /// A part of the text without blank lines and separators at its ends.
    fn part(&self, range: Range<usize>) -> &'a str {
        let Range { mut start, mut end } = range;
        loop {
            let text = self.body.get(start..end).unwrap_or_default();
            end = start + text.trim_end().len();
            let blank = text.len() - text.trim_start().len();
            let indent = text.get(..blank).and_then(|blank| blank.rfind('\n')).map_or(0, |feed| feed + 1);
            start += indent.min(end - start);
            // Indentation belongs to the first line, but not to a separator.
            let first = start + blank.saturating_sub(indent);
            let next = self.separators.partition_point(|separator| separator.start < first);
            let front = self
                .separators
                .get(next)
                .filter(|separator| separator.start == first && separator.end <= range.end);
            if let Some(separator) = front.filter(|_| start < end) {
                start = separator.end.min(end);
                continue;
            }
            let last = self.separators.partition_point(|separator| separator.start < end);
            let back = last.checked_sub(1).and_then(|last| self.separators.get(last));
            match back.filter(|separator| separator.start >= start && separator.end >= end) {
                Some(separator) if start < end => end = separator.start,
                _ => return self.body.get(start..end).unwrap_or_default(),
            }
        }
    }
}

fn note(markdown: String, file: &str) -> Option<DraftNote> {
    (!markdown.trim().is_empty()).then(|| DraftNote { markdown, file: file.to_owned(), is_file: false })
}
