//! Items of lists as topics, as links to learn from, or as text.

use std::ops::Range;

use super::aside;
use super::block::{Block, Item, List, What, column};
use super::inline::{Inline, Link};
use super::link::Aim;
use super::walk::{ITEM, Open, Walk, Within, title_of, words};
use crate::import::{DraftTopic, Taken, word};
use crate::progress::Mark;
use crate::roadmap::ResourceKind;

/// Letters of a title that is not looked at for something shorter.
const LONG: usize = 120;
/// Letters of an item that names a topic and links to its note somewhere.
const SHORT: usize = 80;

/// An item that is one link, and what is said about it.
pub(super) struct Single<'i> {
    pub(super) link: &'i Link,
    /// What kind of thing it leads to, where the item says so behind the link.
    pub(super) kind: Option<ResourceKind>,
    /// Where the words about it begin in the text; its end where there are none.
    about: usize,
}

/// The link that an item is, if it is one.
pub(super) fn single(inline: &Inline) -> Option<Single<'_>> {
    let link = inline.links.first()?;
    let (before, rest) = inline.text.split_at_checked(link.label.start)?;
    let (label, after) = rest.split_at_checked(link.label.len())?;
    if before.contains(char::is_alphanumeric) || label.trim().is_empty() {
        return None;
    }
    let end = inline.text.len();
    let trimmed = after.trim_start();
    let begin = end - trimmed.len();
    let about = match trimmed.chars().next() {
        None => return Some(Single { link, kind: None, about: end }),
        Some(separator @ ('(' | '[')) => {
            let (_, kind) = word::kind_after(trimmed);
            if kind.is_some() && word::kind_after(trimmed).0.is_empty() {
                return Some(Single { link, kind, about: end });
            }
            (separator == '(').then_some(begin)?
        }
        Some('-' | '–' | '—' | ':' | '：' | '|' | ',' | '.' | '⭐') => begin,
        Some(_) => return None,
    };
    // Several links side by side: none of them is the topic.
    let between =
        inline.links.get(1).map(|next| inline.text.get(begin..next.label.start).unwrap_or_default());
    let is_said = matches!(trimmed.chars().next(), Some('-' | '–' | '—' | ':' | '：'));
    let is_alone = between.is_none_or(|words| is_said && words.contains(char::is_alphanumeric));
    is_alone.then_some(Single { link, kind: None, about })
}

/// How many items a list has, at any depth.
fn item_count(list: &List) -> usize {
    let mut count = 0;
    let mut open = vec![list];
    while let Some(list) = open.pop() {
        count += list.items.len();
        let blocks = list.items.iter().flat_map(|item| &item.blocks);
        open.extend(blocks.filter_map(|block| match &block.what {
            What::List(list) => Some(list),
            _ => None,
        }));
    }
    count
}

impl Walk<'_> {
    /// Takes a list.
    pub(super) fn list(&mut self, list: &List, range: &Range<usize>, within: Within) {
        if self.is_contents(list) {
            if let Some(open) = self.open.last_mut() {
                open.had_contents = true;
            }
            return self.leave_out(range, "a table of contents: the tree of topics is one");
        }
        if self.are_resources(list) {
            for single in list.items.iter().filter_map(|item| Some((item, single(&item.text)?))) {
                let (item, Single { link, kind, .. }) = single;
                self.follow(item.text.label(link), &link.url, link.source.clone(), kind);
                self.say(&link.hint);
            }
            return;
        }
        if self.open.len() > self.depth || !self.yields_topics(list) {
            self.items += item_count(list);
            let column = list.items.first().map(|item| column(self.source.text, item.range.start));
            return self.keep(range, Within { column: column.unwrap_or(within.column), ..within });
        }
        for item in &list.items {
            let inside = Within { column: item.column, is_item: within.is_item };
            if item.text.text.trim().is_empty() && item.text.pictures.is_empty() {
                self.blocks(
                    &item.blocks,
                    item.blocks.first().map_or(0, |block| block.range.start)..item.range.end,
                    inside,
                );
            } else if self.open.len() <= self.depth && self.is_topic(item) && !title_of(&item.text).is_empty()
            {
                self.item(item);
            } else if let Some(open) = self.open.last_mut() {
                let column = column(self.source.text, item.range.start);
                open.note.keep_item(self.source, self.document, &item.range, column);
            }
        }
    }

    /// Whether a list is a table of contents. One with boxes leads to headings that are there: its boxes are theirs.
    pub(super) fn is_contents(&self, list: &List) -> bool {
        aside::is_contents(list)
            && (!aside::has_mark(list) || {
                let mut anchors = Vec::new();
                aside::anchors(list, &mut anchors);
                anchors.iter().any(|(anchor, _)| self.headings.contains(anchor))
            })
    }

    /// Whether there is a topic in a list, at any depth.
    pub(super) fn yields_topics(&self, list: &List) -> bool {
        list.items.iter().any(|item| self.is_topic(item) || Self::has_section(item))
    }

    /// Whether an item begins with a heading, as some write sections.
    fn has_section(item: &Item) -> bool {
        item.text == Inline::default()
            && matches!(item.blocks.first().map(|block| &block.what), Some(What::Heading(..)))
    }

    fn is_topic(&self, item: &Item) -> bool {
        let below = || {
            let yields = |block: &Block| matches!(&block.what, What::List(list) if self.yields_topics(list));
            item.blocks.iter().any(yields)
        };
        match self.taken {
            Taken::Headings => false,
            Taken::Bullets => true,
            Taken::Tasks => item.mark.is_some() || below(),
            Taken::Links => self.is_link(&item.text) || below(),
        }
    }

    /// Whether an item is one link, or a few words with a link to their note.
    fn is_link(&self, inline: &Inline) -> bool {
        if single(inline).is_some() {
            return true;
        }
        let is_short = inline.text.chars().take(SHORT + 1).count() <= SHORT;
        let is_note = |link: &Link| matches!(self.links.aim(&link.url), Aim::Note(_));
        is_short && inline.links.len() == 1 && inline.links.iter().all(is_note)
    }

    /// Whether a list is nothing but links to learn from, and there is a topic that they belong to.
    fn are_resources(&self, list: &List) -> bool {
        let Some(open) = self.open.last().filter(|_| self.open.len() > 1) else { return false };
        let is_place = match self.taken {
            Taken::Tasks => true,
            Taken::Links | Taken::Bullets => aside::is_references_title(&open.topic.title),
            Taken::Headings => false,
        };
        let is_resource = |item: &Item| {
            let strict = single(&item.text).filter(|single| single.about == item.text.text.len());
            let is_plain = item.mark.is_none() && item.blocks.is_empty() && item.text.pictures.is_empty();
            is_plain && strict.is_some_and(|single| matches!(self.links.aim(&single.link.url), Aim::Web(_)))
        };
        is_place && list.items.iter().all(is_resource)
    }

    /// Makes a topic of an item.
    fn item(&mut self, item: &Item) {
        let inline = &item.text;
        let at = item.range.start;
        // An open box says no more than no box.
        let mark = item.mark.filter(|mark| *mark != Mark::Todo);
        let found = single(inline);
        let mut open = Open { level: ITEM, at, ..Open::default() };
        open.topic = DraftTopic { mark, ..DraftTopic::default() };
        self.open.push(open);
        if let Some(found) = &found {
            self.single_link(inline, found);
        } else {
            let title = title_of(inline);
            let short = shortened(&title);
            if short.len() < title.len() {
                self.keep(&inline.range, Within { column: item.column, is_item: true });
            }
            self.set_title(short.to_owned());
            self.follow_all(inline);
        }
        let start = if inline.range.end > 0 { inline.range.end } else { item.range.end };
        self.blocks(&item.blocks, start..item.range.end, Within { column: item.column, is_item: true });
        self.close();
    }

    /// The title, link and description of an item that is one link.
    fn single_link(&mut self, inline: &Inline, found: &Single<'_>) {
        let whole = words(inline.text.get(..found.link.label.end).unwrap_or_default());
        let (title, kind) = word::kind_after(&whole);
        let title = if title.is_empty() { whole.clone() } else { title.to_owned() };
        self.set_title(title.clone());
        self.follow(&title, &found.link.url, found.link.source.clone(), found.kind.or(kind));
        if found.kind.or(kind).is_some() && !self.has_resource() {
            // The link is no resource that could have the kind: the words stay.
            self.set_title(words(&inline.text));
        }
        self.say(&found.link.hint);
        if found.about < inline.text.len() {
            let about = self.about(inline, found);
            self.say(&about);
        }
        self.pictures(inline);
    }

    fn has_resource(&self) -> bool {
        self.open.last().is_some_and(|open| !open.topic.resources.is_empty())
    }

    /// What an item says about its link, as Markdown.
    fn about(&self, inline: &Inline, found: &Single<'_>) -> String {
        let plain = inline.text.get(found.about..).unwrap_or_default();
        // Of an address without signs around it only the text tells where it stands.
        let is_bare = found.link.source == inline.range;
        let markdown = if is_bare { plain } else { self.source.get(found.link.source.end..inline.range.end) };
        let is_sign =
            |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | '：' | '|' | ',' | '.');
        markdown.trim_start_matches(is_sign).trim_end().to_owned()
    }

    /// Pictures beside the one link of an item.
    fn pictures(&mut self, inline: &Inline) {
        if !inline.pictures.is_empty() {
            self.leave_out(&inline.range, "badges and pictures beside a title");
        }
    }

    fn set_title(&mut self, title: String) {
        if let Some(open) = self.open.last_mut() {
            open.topic.title = title;
        }
    }
}

/// The beginning of a long item that can stand for it: what stands before a colon or dash, or its first sentence.
fn shortened(title: &str) -> &str {
    if title.chars().take(LONG + 1).count() <= LONG {
        return title;
    }
    let head = title.char_indices().nth(LONG).map_or(title, |(end, _)| title.get(..end).unwrap_or(title));
    let cut = [" : ", ": ", " - ", " – ", " — ", "：", ". ", "。", "? "];
    let first = cut.iter().filter_map(|sign| Some((head.find(sign)?, sign.trim_end()))).min();
    let Some((at, sign)) = first else { return title };
    let end = if matches!(sign, "." | "。" | "?") { at + sign.len() } else { at };
    title.get(..end).map(str::trim_end).filter(|title| !title.is_empty()).unwrap_or(title)
}
