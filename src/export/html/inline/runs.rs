//! Runs of text of one look, and the elements around them.

use std::fmt::Write as _;

use super::super::escape;
use super::super::text::Href;
use super::source::{Picture, Spot};

/// A look of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Weighty.
    Strong,
    /// Slanted.
    Emphasis,
    /// Struck through.
    Strike,
    /// Above the line.
    Raised,
    /// Below the line.
    Lowered,
    /// Code.
    Code,
}

/// The elements of the looks, the outermost first.
const ELEMENTS: [&str; 6] = ["strong", "em", "del", "sup", "sub", "code"];

/// An element around runs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Element {
    /// The link of this number.
    Link(usize),
    /// One of [`ELEMENTS`].
    Look(usize),
}

struct Run {
    around: Vec<Element>,
    content: Content,
}

enum Content {
    Text(String),
    Picture(Picture, String),
    Footnote(u32, Option<Href>),
    Break,
}

/// The runs of a leaf.
#[derive(Default)]
pub(super) struct Runs {
    done: Vec<Run>,
    /// The addresses of the links.
    hrefs: Vec<Href>,
    /// How often each look is open.
    open: [usize; ELEMENTS.len()],
    /// The looks that HTML tags gave.
    faces: Vec<Look>,
    /// How many links are open, and the number of the outermost where it leads somewhere.
    depth: usize,
    link: Option<usize>,
    /// How many pictures are open, and the description of the outermost.
    pictures: usize,
    description: String,
}

impl Runs {
    /// A look begins.
    pub(super) fn open(&mut self, look: Look) {
        self.open[look as usize] += 1;
    }

    /// A look ends.
    pub(super) fn close(&mut self, look: Look) {
        let open = &mut self.open[look as usize];
        *open = open.saturating_sub(1);
    }

    /// Adds text.
    pub(super) fn text(&mut self, text: &str) {
        if self.pictures > 0 {
            self.description.push_str(text);
            return;
        }
        // The blank that stands before every leaf is no part of it.
        let text = if self.done.is_empty() { text.trim_start_matches(' ') } else { text };
        if text.is_empty() {
            return;
        }
        let around = self.around();
        match self.done.last_mut() {
            Some(Run { around: last, content: Content::Text(words) }) if *last == around => {
                words.push_str(text);
            }
            _ => self.done.push(Run { around, content: Content::Text(text.to_owned()) }),
        }
    }

    /// Adds code.
    pub(super) fn code(&mut self, code: &str) {
        self.open(Look::Code);
        self.text(code);
        self.close(Look::Code);
    }

    /// Adds what was taken out of the leaf.
    pub(super) fn put(&mut self, spot: &Spot) {
        match spot {
            Spot::Link(href) => {
                self.depth += 1;
                if let (1, Some(href)) = (self.depth, href) {
                    self.link = Some(self.hrefs.len());
                    self.hrefs.push(href.clone());
                }
            }
            Spot::LinkEnd(label) => {
                if let Some(label) = label {
                    self.text(label);
                }
                self.depth = self.depth.saturating_sub(1);
                self.link = self.link.filter(|_| self.depth > 0);
            }
            Spot::Image => self.pictures += 1,
            Spot::ImageEnd(picture) => {
                self.pictures = self.pictures.saturating_sub(1);
                if self.pictures == 0 {
                    let description = std::mem::take(&mut self.description);
                    self.push(Content::Picture(picture.clone(), description));
                }
            }
            Spot::Code(code) => self.code(code),
            Spot::Footnote(number, href) => self.push(Content::Footnote(*number, href.clone())),
            Spot::Break => self.push(Content::Break),
            Spot::Look(look) => {
                self.faces.push(*look);
                self.open(*look);
            }
            Spot::LookEnd => self.faces.pop().into_iter().for_each(|look| self.close(look)),
        }
    }

    fn push(&mut self, content: Content) {
        if self.pictures == 0 {
            let around = self.around();
            self.done.push(Run { around, content });
        }
    }

    fn around(&self) -> Vec<Element> {
        let looks = (0..ELEMENTS.len()).filter(|look| self.open[*look] > 0).map(Element::Look);
        self.link.map(Element::Link).into_iter().chain(looks).collect()
    }

    /// Adds the runs with their elements to a page.
    pub(super) fn write(self, out: &mut String) {
        let mut around: Vec<Element> = Vec::new();
        let mut runs = self.done;
        if let Some(Run { content: Content::Text(words), .. }) = runs.last_mut() {
            words.truncate(words.trim_end().len());
        }
        for run in runs {
            let same = around.iter().zip(&run.around).take_while(|(a, b)| a == b).count();
            around.drain(same..).rev().for_each(|element| end(out, element));
            for element in run.around.iter().skip(same) {
                match element {
                    Element::Link(link) => self.hrefs.get(*link).into_iter().for_each(|href| href.start(out)),
                    // Writing to a string cannot fail.
                    Element::Look(look) => drop(write!(out, "<{}>", ELEMENTS[*look])),
                }
            }
            around = run.around;
            let is_linked = matches!(around.first(), Some(Element::Link(_)));
            run.content.write(out, is_linked);
        }
        around.into_iter().rev().for_each(|element| end(out, element));
    }
}

fn end(out: &mut String, element: Element) {
    match element {
        Element::Link(_) => out.push_str("</a>"),
        // Writing to a string cannot fail.
        Element::Look(look) => drop(write!(out, "</{}>", ELEMENTS[look])),
    }
}

impl Content {
    /// Adds it, inside of a link or not: there is no link in a link.
    fn write(self, out: &mut String, is_linked: bool) {
        match self {
            Self::Text(words) => escape::lines(out, &words),
            Self::Break => out.push_str("<br>\n"),
            Self::Footnote(number, href) => {
                let href = href.filter(|_| !is_linked);
                out.push_str("<sup class=\"ref\">");
                Href::start_of(href.as_ref(), out);
                let _ = write!(out, "{number}");
                out.push_str(if href.is_some() { "</a></sup>" } else { "</sup>" });
            }
            Self::Picture(picture, description) => picture.write(out, &description, is_linked),
        }
    }
}

impl Picture {
    fn write(self, out: &mut String, description: &str, is_linked: bool) {
        let words = if description.trim().is_empty() { &*self.address } else { description };
        if let Some(data) = &self.data {
            let _ = write!(out, "<img src=\"{data}\" alt=\"");
            escape::text(out, description);
            out.push_str("\">");
            return;
        }
        let href = self.href.filter(|_| !is_linked);
        Href::start_of(href.as_ref(), out);
        out.push_str("<span class=\"image\">[image: ");
        escape::text(out, words);
        out.push_str("]</span>");
        out.push_str(if href.is_some() { "</a>" } else { "" });
    }
}
