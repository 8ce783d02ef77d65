//! A text that is written into a page, and where what it names is in the page.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::rc::Rc;

use super::{Matter, escape};
use crate::note::{self, Anchors, Block, Target};
use crate::roadmap::{NotePath, TopicIx};

/// Most bytes that all pictures of a page may have together. What is left out is named.
const MOST_PICTURES: usize = 6 * 1024 * 1024;

/// An address that may be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Href {
    /// An element of the page.
    Inside(String),
    /// The web, or somebody to write to.
    Web(String),
}

impl Href {
    /// A web address, if it is one.
    pub(super) fn web(address: &str) -> Option<Self> {
        match Target::of(address, None) {
            Target::Web(address) => Some(Self::Web(address)),
            _ => None,
        }
    }

    /// Begins a link, if there is an address.
    pub(super) fn start_of(href: Option<&Self>, out: &mut String) {
        if let Some(href) = href {
            href.start(out);
        }
    }

    /// Begins a link.
    pub(super) fn start(&self, out: &mut String) {
        match self {
            Self::Inside(id) => {
                out.push_str("<a href=\"#");
                escape::text(out, id);
                out.push_str("\">");
            }
            Self::Web(address) => {
                out.push_str("<a href=\"");
                escape::text(out, address);
                out.push_str("\" rel=\"noopener noreferrer\">");
            }
        }
    }
}

/// What the texts of a page name.
pub(super) struct Links<'p> {
    pub(super) matter: &'p Matter<'p>,
    /// The topics of the notes; of several with the same note the first.
    topics: HashMap<&'p str, TopicIx>,
    /// The anchors of notes that others link to.
    anchors: RefCell<HashMap<TopicIx, Rc<HashSet<Box<str>>>>>,
    /// How many bytes of pictures there may still be.
    left: Cell<usize>,
}

impl<'p> Links<'p> {
    pub(super) fn new(matter: &'p Matter<'p>, with_notes: bool) -> Self {
        let mut topics = HashMap::new();
        for ix in matter.study.roadmap.indices().filter(|_| with_notes) {
            if let Some(note) = &matter.study.roadmap.topic(ix).note {
                topics.entry(note.as_str()).or_insert(ix);
            }
        }
        Self { matter, topics, anchors: RefCell::default(), left: Cell::new(MOST_PICTURES) }
    }

    /// The id of a topic, which is that of its element. Ids of other elements have a sign in them that no topic's has.
    pub(super) fn id(&self, ix: TopicIx) -> &'p str {
        self.matter.study.roadmap.topic(ix).id.as_str()
    }

    fn anchors_of(&self, ix: TopicIx) -> Rc<HashSet<Box<str>>> {
        if let Some(known) = self.anchors.borrow().get(&ix) {
            return known.clone();
        }
        let note = self.matter.texts.note(ix).unwrap_or_default();
        let prepared = note::prepared(&note);
        let blocks: Vec<_> = crate::guard::guarded(|| note::blocks(&prepared).collect()).unwrap_or_default();
        let found: Rc<HashSet<_>> = Rc::new(Marks::of(&blocks).headings.into_iter().collect());
        self.anchors.borrow_mut().insert(ix, found.clone());
        found
    }

    fn picture(&self, path: &NotePath) -> Option<String> {
        let bytes = self.matter.texts.picture(path)?;
        let kind = kind(&bytes)?;
        let left = self.left.get().checked_sub(bytes.len())?;
        self.left.set(left);
        Some(format!("data:image/{kind};base64,{}", crate::base64::encoded(&bytes)))
    }
}

/// What kind of picture begins with these bytes, where browsers show it and it can do nothing.
fn kind(bytes: &[u8]) -> Option<&'static str> {
    let is_webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    let begins = |start: &[u8]| bytes.starts_with(start);
    match () {
        () if begins(b"\x89PNG\r\n\x1A\n") => Some("png"),
        () if begins(b"\xFF\xD8\xFF") => Some("jpeg"),
        () if begins(b"GIF87a") || begins(b"GIF89a") => Some("gif"),
        () if is_webp => Some("webp"),
        () => None,
    }
}

/// What can be linked to in a text.
#[derive(Debug, Default)]
struct Marks {
    /// The anchors of its headings, in order.
    headings: Vec<Box<str>>,
    /// The numbers of its footnotes.
    footnotes: HashSet<u32>,
}

impl Marks {
    fn of(blocks: &[Block<'_>]) -> Self {
        let mut marks = Self::default();
        marks.add(blocks, &mut Anchors::default());
        marks
    }

    fn add(&mut self, blocks: &[Block<'_>], anchors: &mut Anchors) {
        for block in blocks {
            match block {
                Block::Heading(heading) => self.headings.push(anchors.take(&heading.plain)),
                Block::Quote { blocks, .. } | Block::Definition(blocks) => self.add(blocks, anchors),
                Block::List(list) => list.items.iter().for_each(|item| self.add(&item.blocks, anchors)),
                Block::Footnote { number, blocks } => {
                    self.footnotes.insert(*number);
                    self.add(blocks, anchors);
                }
                _ => {}
            }
        }
    }
}

/// A note or a summary that is written.
pub(super) struct Text<'p> {
    links: &'p Links<'p>,
    topic: TopicIx,
    /// What the ids of the elements in it begin with.
    prefix: String,
    /// The path of the note; none for a summary.
    note: Option<&'p NotePath>,
    marks: Marks,
    /// How many headings are written.
    headings: Cell<usize>,
}

impl<'p> Text<'p> {
    /// The note of a topic.
    pub(super) fn note(links: &'p Links<'p>, topic: TopicIx, blocks: &[Block<'_>]) -> Self {
        let prefix = format!("{}:", links.id(topic));
        let note = links.matter.study.roadmap.topic(topic).note.as_ref();
        Self { links, topic, prefix, note, marks: Marks::of(blocks), headings: Cell::new(0) }
    }

    /// A person's summary of it.
    pub(super) fn summary(links: &'p Links<'p>, topic: TopicIx, blocks: &[Block<'_>]) -> Self {
        let prefix = format!("{}:my:", links.id(topic));
        Self { prefix, note: None, ..Self::note(links, topic, blocks) }
    }

    /// The id of the next heading.
    pub(super) fn heading(&self) -> String {
        let number = self.headings.replace(self.headings.get() + 1);
        format!("{}{}", self.prefix, self.marks.headings.get(number).map_or("", |anchor| anchor))
    }

    /// The id of a footnote.
    pub(super) fn footnote_id(&self, number: u32) -> String {
        format!("{}{}", self.prefix, note::footnote_anchor(number))
    }

    /// The address of a footnote that is there.
    pub(super) fn footnote(&self, number: u32) -> Option<Href> {
        self.marks.footnotes.contains(&number).then(|| Href::Inside(self.footnote_id(number)))
    }

    /// Where an address of the text leads; none where it must not be followed, or leads to what is not in the page.
    pub(super) fn href(&self, address: &str) -> Option<Href> {
        match Target::of(address, self.note) {
            Target::Web(address) => Some(Href::Web(address)),
            Target::Anchor(anchor) => {
                let is_there = self.marks.headings.iter().any(|known| **known == *anchor);
                let id = self.links.id(self.topic).to_owned();
                Some(Href::Inside(if is_there { format!("{}{anchor}", self.prefix) } else { id }))
            }
            Target::Note { path, anchor } => {
                let topic = *self.links.topics.get(path.as_str())?;
                let mut id = self.links.id(topic).to_owned();
                if let Some(anchor) = anchor.filter(|anchor| self.links.anchors_of(topic).contains(&**anchor))
                {
                    // Writing to a string cannot fail.
                    let _ = write!(id, ":{anchor}");
                }
                Some(Href::Inside(id))
            }
            Target::Refused(_) => None,
        }
    }

    /// A picture of the notes folder that the text names, as an address that needs no other file.
    pub(super) fn picture(&self, address: &str) -> Option<String> {
        self.links.picture(&Target::file(address, self.note?)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pictures_are_pictures() {
        for (bytes, expected) in [
            (b"\x89PNG\r\n\x1A\n...".as_slice(), Some("png")),
            (b"\xFF\xD8\xFF\xE0", Some("jpeg")),
            (b"GIF89a", Some("gif")),
            (b"RIFF\0\0\0\0WEBPVP8 ", Some("webp")),
            (b"RIFF\0\0\0\0WAVE", None),
            (b"<svg onload=\"alert(1)\"/>", None),
            (b"", None),
        ] {
            assert_eq!(kind(bytes), expected, "{bytes:?}");
        }
    }
}
