//! The words of a heading, an item, a paragraph or a cell: plain text, and what links and pictures stand in it.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag as Md, TagEnd};

use crate::note::autolink;
use crate::note::tag::{Role, Tag, decoded};

/// Words without their Markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Inline {
    /// Where they stand in the source, in bytes.
    pub(super) range: Range<usize>,
    /// The words; a line break is a blank. Pictures are not in it.
    pub(super) text: String,
    /// The links, in order.
    pub(super) links: Vec<Link>,
    /// The pictures, in order.
    pub(super) pictures: Vec<Picture>,
}

/// A link in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// Its label in the text.
    pub(super) label: Range<usize>,
    /// The whole of it in the source.
    pub(super) source: Range<usize>,
    /// Where it leads, as the parser gives it.
    pub(super) url: String,
    /// What shows when a pointer rests on it.
    pub(super) hint: String,
}

/// A picture in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Picture {
    /// Where it is.
    pub(super) url: String,
    /// What stands for it.
    pub(super) words: String,
}

impl Inline {
    /// The label of a link, trimmed.
    pub(super) fn label(&self, link: &Link) -> &str {
        self.text.get(link.label.clone()).unwrap_or_default().trim()
    }

    /// The text without `length` bytes at its beginning.
    pub(super) fn without_start(mut self, length: usize) -> Self {
        self.text = self.text.get(length..).unwrap_or_default().to_owned();
        for link in &mut self.links {
            link.label = link.label.start.saturating_sub(length)..link.label.end.saturating_sub(length);
        }
        self
    }
}

/// Collects the parser's events into words.
#[derive(Debug, Default)]
pub(super) struct Words {
    found: Inline,
    /// The links that are open: in Markdown or in HTML.
    open: Vec<Link>,
    /// How many pictures are open, each in the one before.
    in_picture: usize,
}

impl Words {
    /// Nothing yet, of what begins at `start`.
    pub(super) fn at(start: usize) -> Self {
        Self { found: Inline { range: start..start, ..Inline::default() }, ..Self::default() }
    }

    /// Takes the next event.
    pub(super) fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        self.found.range.end = self.found.range.end.max(range.end);
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.push(&text);
            }
            Event::SoftBreak | Event::HardBreak => self.push(" "),
            Event::InlineHtml(html) | Event::Html(html) => self.html(&html, range),
            Event::FootnoteReference(name) => self.push(&format!("[^{name}]")),
            Event::Start(Md::Link { dest_url, title, .. }) => self.open_link(dest_url, title, range),
            Event::End(TagEnd::Link) => self.close_link(range.end),
            Event::Start(Md::Image { dest_url, .. }) => {
                self.in_picture += 1;
                self.found.pictures.push(Picture { url: dest_url.into_string(), words: String::new() });
            }
            Event::End(TagEnd::Image) => self.in_picture = self.in_picture.saturating_sub(1),
            _ => {}
        }
    }

    /// The words, complete.
    pub(super) fn finish(mut self) -> Inline {
        while !self.open.is_empty() {
            self.close_link(self.found.range.end);
        }
        self.bare_addresses();
        self.found
    }

    fn push(&mut self, text: &str) {
        match self.found.pictures.last_mut().filter(|_| self.in_picture > 0) {
            Some(picture) => picture.words.push_str(text),
            None => self.found.text.push_str(text),
        }
    }

    fn open_link(&mut self, url: CowStr<'_>, hint: CowStr<'_>, source: Range<usize>) {
        let at = self.found.text.len();
        let (url, hint) = (url.into_string(), hint.into_string());
        self.open.push(Link { label: at..at, source, url, hint });
    }

    fn close_link(&mut self, end: usize) {
        if let Some(mut link) = self.open.pop() {
            link.label.end = self.found.text.len();
            link.source.end = link.source.end.max(end);
            self.found.links.push(link);
        }
    }

    /// A tag. What is not known stays as it is written: in `<your framework>` a person means these very words.
    fn html(&mut self, html: &str, range: Range<usize>) {
        let Some(tag) = Tag::parse(html) else {
            if !html.starts_with("<!--") {
                self.push(html);
            }
            return;
        };
        match tag.role() {
            Some(Role::Break) => self.push(" "),
            Some(Role::Link) if tag.is_end => self.close_link(range.end),
            Some(Role::Link) => {
                if let Some(url) = tag.attribute("href") {
                    self.open_link(url.into(), "".into(), range);
                }
            }
            Some(Role::Image) => {
                let url = tag.attribute("src").unwrap_or_default();
                let words = tag.attribute("alt").unwrap_or_default();
                self.found.pictures.push(Picture { url, words });
            }
            Some(_) => {}
            None => self.push(html),
        }
    }

    /// Finds the addresses that stand in the words without any sign around them.
    fn bare_addresses(&mut self) {
        if !self.found.links.is_empty()
            || !(self.found.text.contains("://") || self.found.text.contains("www."))
        {
            return;
        }
        let text = &self.found.text;
        let mut at = 0;
        while let Some(found) = autolink::first(text, at..text.len(), at, false) {
            let address = text.get(found.range.clone()).unwrap_or_default();
            at = found.range.end.max(at + 1);
            if found.prefix == "mailto:" {
                continue;
            }
            // Where exactly it stands in the source is not known: it is not cut out of it.
            self.found.links.push(Link {
                label: found.range.clone(),
                source: self.found.range.clone(),
                url: format!("{}{address}", found.prefix),
                hint: String::new(),
            });
        }
    }
}

/// What a piece of HTML shows.
#[derive(Debug, Default)]
pub(super) struct Html {
    /// Its words, links and pictures.
    pub(super) inline: Inline,
    /// The one heading in it: its level and words.
    pub(super) heading: Option<(u8, Inline)>,
    /// Whether it has more than one heading.
    pub(super) has_more: bool,
    /// Whether it has a comment.
    pub(super) has_comment: bool,
}

/// Reads a piece of HTML: one pass, and nothing in it is believed.
pub(super) fn html(source: &str, start: usize) -> Html {
    let mut out = Html::default();
    let (mut words, mut heading) = (Words::at(start), None::<(u8, Words)>);
    let mut rest = source;
    while let Some((before, after)) = rest.split_once('<') {
        let text = decoded(before);
        let at = start + (source.len() - after.len()).saturating_sub(1);
        let event = |text: String| Event::Text(text.into());
        words.take(event(text.clone()), at..at);
        if let Some((_, heading)) = &mut heading {
            heading.take(event(text), at..at);
        }
        if let Some(comment) = after.strip_prefix("!--") {
            out.has_comment = true;
            rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        }
        let length = after.find('>').map_or(after.len(), |end| end + 1);
        let (tag, next) = after.split_at_checked(length).unwrap_or((after, ""));
        rest = next;
        let whole = format!("<{tag}");
        let role = Tag::parse(&whole).map(|tag| (tag.role(), tag.is_end));
        match role {
            Some((Some(Role::Heading(level)), false)) => {
                out.has_more |= out.heading.is_some() || heading.is_some();
                heading = Some((level, Words::at(at)));
            }
            Some((Some(Role::Heading(_)), true)) => {
                out.heading = heading.take().map(|(level, words)| (level, words.finish())).or(out.heading);
            }
            // Blocks stand apart.
            Some((Some(Role::Paragraph | Role::Summary | Role::List(_) | Role::Item), _)) => {
                words.take(event(" ".to_owned()), at..at);
            }
            _ => {
                let range = at..at + length + 1;
                words.take(Event::InlineHtml(whole.clone().into()), range.clone());
                if let Some((_, heading)) = &mut heading {
                    heading.take(Event::InlineHtml(whole.into()), range);
                }
            }
        }
    }
    words.take(Event::Text(decoded(rest).into()), start..start + source.len());
    out.inline = words.finish();
    out
}
