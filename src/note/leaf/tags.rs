//! HTML tags in running text.

use std::borrow::Cow;
use std::ops::Range;

use super::{Leaf, Open};
use crate::note::Piece;
use crate::note::tag::{Role, Tag, lowered, needs_sign, raised};

/// How many tags may be open. More are text: nobody reads them, and each end looks through those that are open.
const DEEPEST: usize = 32;

/// A tag that is open.
pub(super) struct OpenTag {
    name: String,
    range: Range<usize>,
    /// Its edit.
    edit: usize,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// What stands between has another look.
    Face,
    /// A link. It is also the last of the links that are open, or those after it are in it.
    Link,
    /// The place of a link that has no address.
    Place,
    Raised,
    Lowered,
}

impl Leaf<'_> {
    /// Takes a piece of raw HTML. What is not known stays text.
    pub(super) fn html(&mut self, html: &str, range: &Range<usize>) {
        if html.starts_with("<!--") {
            return self.hide(range.clone());
        }
        let Some(tag) = Tag::parse(html) else { return };
        match tag.role() {
            Some(Role::Break) => self.edits.push((range.clone(), Piece::Break)),
            Some(Role::Hidden | Role::Paragraph) => self.hide(range.clone()),
            Some(Role::Image) if !tag.is_end => self.image(&tag, range),
            Some(_) if tag.is_end => self.close_tag(&tag.name, range),
            Some(_) if self.tags.len() >= DEEPEST => {}
            Some(Role::Face(face)) => self.open_tag(tag.name, Kind::Face, Piece::Face(face), range),
            Some(Role::Raised) => self.open_tag(tag.name, Kind::Raised, hidden(), range),
            Some(Role::Lowered) => self.open_tag(tag.name, Kind::Lowered, hidden(), range),
            Some(Role::Link) => self.open_link(tag, range),
            _ => {}
        }
    }

    fn open_tag(&mut self, name: String, kind: Kind, piece: Piece<'static>, range: &Range<usize>) {
        self.tags.push(OpenTag { name, range: range.clone(), edit: self.edits.len(), kind });
        self.edits.push((range.clone(), piece));
    }

    fn open_link(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        let Some(address) = tag.attribute("href") else {
            return self.open_tag(tag.name, Kind::Place, hidden(), range);
        };
        let (address, label) = (address.into_boxed_str(), String::new());
        let tags = self.tags.len();
        self.open.push(Open { address, label, auto: false, filled: false, tags, runs: 0, is_html: true });
        self.open_tag(tag.name, Kind::Link, Piece::LinkStart, range);
    }

    fn image(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        let address = tag.attribute("src").unwrap_or_default().into_boxed_str();
        let label = tag.attribute("alt").unwrap_or_default();
        let filled = !label.trim().is_empty();
        let image =
            Open { address, label: label.clone(), auto: false, filled, tags: 0, runs: 0, is_html: true };
        self.edits.push((range.clone(), Piece::ImageStart));
        self.edits.push((range.end..range.end, Piece::Literal(Cow::Owned(label))));
        self.edits.push((range.end..range.end, Piece::ImageEnd(image.link())));
        self.fill();
    }

    /// How many tags were open before the link or image that Markdown opened last: those do not end in it.
    pub(super) fn markdown_tags(&self) -> usize {
        self.open.iter().rev().find(|open| !open.is_html).map_or(0, |open| open.tags)
    }

    fn close_tag(&mut self, name: &str, range: &Range<usize>) {
        let lowest = self.markdown_tags();
        let inner = self.tags.get(lowest..).unwrap_or_default();
        let Some(found) = inner.iter().rposition(|tag| tag.name == name) else { return };
        while self.tags.len() > lowest + found + 1 {
            self.void_tag();
        }
        let Some(tag) = self.tags.pop() else { return };
        match tag.kind {
            Kind::Face => self.edits.push((range.clone(), Piece::FaceEnd)),
            Kind::Place => self.hide(range.clone()),
            Kind::Raised | Kind::Lowered => self.close_script(&tag, range),
            Kind::Link => {
                let Some(open) = self.open.pop() else { return };
                if open.filled {
                    self.edits.push((range.clone(), Piece::LinkEnd(open.link())));
                    self.fill();
                } else {
                    self.replace(tag.edit, tag.range, hidden());
                    self.hide(range.clone());
                }
            }
        }
    }

    fn close_script(&mut self, tag: &OpenTag, range: &Range<usize>) {
        let text = self.text.get(tag.range.end..range.start).unwrap_or_default();
        let (letters, sign) = match tag.kind {
            Kind::Raised => (raised(text), "^("),
            _ => (lowered(text), "_("),
        };
        match letters.filter(|_| self.edits.len() == tag.edit + 1) {
            Some(letters) => {
                self.replace(tag.edit, tag.range.start..range.end, Piece::Literal(Cow::Owned(letters)));
            }
            None if needs_sign(text) => {
                self.replace(tag.edit, tag.range.clone(), Piece::Literal(Cow::Borrowed(sign)));
                self.edits.push((range.clone(), Piece::Literal(Cow::Borrowed(")"))));
            }
            None => self.hide(range.clone()),
        }
    }

    /// Makes text of the tag that was opened last: it has no end.
    pub(super) fn void_tag(&mut self) {
        let Some(tag) = self.tags.pop() else { return };
        if tag.kind == Kind::Link {
            self.open.pop();
        }
        self.replace(tag.edit, tag.range.start..tag.range.start, hidden());
    }

    fn replace(&mut self, edit: usize, range: Range<usize>, piece: Piece<'static>) {
        if let Some(edit) = self.edits.get_mut(edit) {
            *edit = (range, piece);
        }
    }
}

fn hidden() -> Piece<'static> {
    Piece::Literal(Cow::Borrowed(""))
}
