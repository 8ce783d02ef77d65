//! The boxes of a task list, with what stands behind, and above, each of them.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use unicode_normalization::UnicodeNormalization as _;

use super::lines::{Line, Lines};
use crate::guard::guarded;

/// A box.
pub(super) struct Item {
    /// Its line, counted from 1.
    pub(super) line: usize,
    /// Where in the file the bytes of its brackets and of the sign between them are.
    pub(super) at: [usize; 3],
    /// The sign.
    pub(super) sign: char,
    /// What stands behind it, without Markdown.
    pub(super) title: String,
    /// What it may be called, in the form of [`folded`], the best first.
    pub(super) names: Vec<String>,
    /// Where its links lead.
    pub(super) links: Vec<String>,
    /// What headings and items it stands under, in the form of [`folded`], the nearest first.
    pub(super) above: Vec<String>,
}

/// What is open at a line.
#[derive(Default)]
struct Scan {
    headings: Vec<(usize, String)>,
    items: Vec<Open>,
    /// The line before, where it is a text that an underline makes a heading.
    text: Option<String>,
    is_after_blank: bool,
    found: Vec<Item>,
}

/// What Markdown takes a line for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// A part of a text, or nothing.
    Text,
    /// An item of a list begins on it.
    Item,
    /// It belongs to code, or to HTML such as a comment.
    Hidden,
}

/// What each line of a text is, which has so many of them.
fn roles(text: &str, count: usize) -> Vec<Role> {
    let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    let line_at = |at: usize| ends.partition_point(|end| *end < at);
    let mut roles = vec![Role::Text; count];
    let options = Options::ENABLE_TABLES | Options::ENABLE_GFM;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(Tag::Item) => {
                // With tabs before it, it may be said to begin on the line above.
                let item = text.get(range.clone()).unwrap_or_default();
                let start = range.start + item.len() - item.trim_start().len();
                roles.get_mut(line_at(start)).into_iter().for_each(|role| *role = Role::Item);
            }
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => {
                let last = line_at(range.end.saturating_sub(1).max(range.start));
                let lines =
                    roles.iter_mut().enumerate().skip(line_at(range.start)).take_while(|(at, _)| *at <= last);
                // The line on which an item begins is that of its box, if it has one.
                lines.filter(|(_, role)| **role != Role::Item).for_each(|(_, role)| *role = Role::Hidden);
            }
            _ => {}
        }
    }
    roles
}

/// A list item that others may be below of.
struct Open {
    indent: usize,
    name: String,
}

/// All boxes of a file.
pub(super) fn read(lines: &Lines) -> Vec<Item> {
    let texts: Vec<&str> = lines.iter().map(|(_, line)| line.text.as_str()).collect();
    // What makes the parser stumble has no boxes that anybody knows of.
    let Some(roles) = guarded(|| roles(&texts.join("\n"), texts.len())) else { return Vec::new() };
    let mut scan = Scan { is_after_blank: true, ..Scan::default() };
    for ((number, line), role) in lines.iter().zip(roles) {
        scan.line((number, line), role);
    }
    scan.found
}

impl Scan {
    fn line(&mut self, (number, line): (usize, &Line), role: Role) {
        let (indent, start) = indent(&line.text);
        let rest = line.text.get(start..).unwrap_or_default();
        let before = self.text.take();
        if role == Role::Hidden || rest.trim().is_empty() {
            self.is_after_blank = role != Role::Hidden;
            return;
        }
        let is_after_blank = std::mem::take(&mut self.is_after_blank);
        if let Some(after) = marker(rest).filter(|_| role == Role::Item) {
            self.item((number, line), (indent, start, after));
        } else if let Some((level, title)) = heading(rest) {
            self.head(level, &title);
        } else if let Some(level) = underline(rest).filter(|_| before.is_some()) {
            self.head(level, &before.unwrap_or_default());
        } else {
            if indent < 2 && is_after_blank {
                self.items.clear();
            }
            self.text = self.items.is_empty().then(|| rest.to_owned());
        }
    }

    fn head(&mut self, level: usize, title: &str) {
        self.headings.retain(|(above, _)| *above < level);
        self.headings.push((level, folded(&Told::of(title).text)));
        self.items.clear();
    }

    /// A list item; `after` is where its text begins in what follows the indent, which ends at `start`.
    fn item(&mut self, (number, line): (usize, &Line), (indent, start, after): (usize, usize, usize)) {
        self.items.retain(|open| open.indent + 2 <= indent);
        let content = line.text.get(start + after..).unwrap_or_default();
        let (sign, text) = match boxed(content) {
            Some((sign, text)) => (Some(sign), text),
            None => (None, content),
        };
        let told = Told::of(text);
        let name = folded(&told.text);
        if let Some(sign) = sign {
            let items = self.items.iter().rev().map(|open| open.name.clone());
            let headings = self.headings.iter().rev().map(|(_, title)| title.clone());
            let mut names = vec![name.clone()];
            names.extend(told.label.as_deref().map(folded).filter(|label| *label != name));
            self.found.push(Item {
                line: number,
                at: [0, 1, 2].map(|at| line.byte(start + after + at)),
                sign,
                title: told.text,
                names,
                links: told.links,
                above: items.chain(headings).collect(),
            });
        }
        self.items.push(Open { indent, name });
    }
}

/// How far a line is indented, in columns, and where its text begins. The signs of quotes count as blanks.
fn indent(line: &str) -> (usize, usize) {
    let mut columns = 0;
    for (at, c) in line.char_indices() {
        match c {
            ' ' | '>' => columns += 1,
            '\t' => columns += 4 - columns % 4,
            _ => return (columns, at),
        }
    }
    (columns, line.len())
}

/// The level and the title of a heading that begins with `#`.
fn heading(rest: &str) -> Option<(usize, String)> {
    let title = rest.trim_start_matches('#');
    let level = rest.len() - title.len();
    let is_heading = (1..=6).contains(&level) && (title.is_empty() || title.starts_with([' ', '\t']));
    is_heading.then(|| (level, title.trim().trim_end_matches('#').trim_end().to_owned()))
}

/// The level that a line gives to the text above it.
fn underline(rest: &str) -> Option<usize> {
    let line = rest.trim_end();
    [('=', 1), ('-', 2)]
        .into_iter()
        .find(|(sign, _)| line.chars().all(|c| c == *sign))
        .map(|(_, level)| level)
}

/// Where the text of a list item begins.
fn marker(rest: &str) -> Option<usize> {
    let after_number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = rest.len() - after_number.len();
    let after = match digits {
        0 => rest.strip_prefix(['-', '*', '+'])?,
        1..=9 => after_number.strip_prefix(['.', ')'])?,
        _ => return None,
    };
    let text = after.trim_start_matches([' ', '\t']);
    (text.len() < after.len()).then_some(rest.len() - text.len())
}

/// The sign in a box, and what stands behind it.
fn boxed(content: &str) -> Option<(char, &str)> {
    let mut rest = content.strip_prefix('[')?.chars();
    let sign = rest.next().filter(|sign| matches!(sign, ' ' | 'x' | 'X' | '-' | '~'))?;
    let text = rest.as_str().strip_prefix(']')?;
    (text.is_empty() || text.starts_with([' ', '\t'])).then_some((sign, text))
}

/// What a line of Markdown says.
#[derive(Default)]
struct Told {
    text: String,
    /// The text of the first link.
    label: Option<String>,
    links: Vec<String>,
}

impl Told {
    fn of(markdown: &str) -> Self {
        // A letter before it keeps a list or a heading from beginning here.
        let line = format!("x {}", markdown.trim());
        guarded(|| Self::read(&line)).unwrap_or_else(|| Self { text: markdown.to_owned(), ..Self::default() })
    }

    fn read(line: &str) -> Self {
        let mut told = Self::default();
        let mut begun = None;
        for event in Parser::new_ext(line, Options::ENABLE_STRIKETHROUGH) {
            match event {
                Event::Text(text) | Event::Code(text) => told.text.push_str(&text),
                Event::SoftBreak | Event::HardBreak => told.text.push(' '),
                Event::Start(Tag::Link { dest_url, .. }) => {
                    told.links.push(dest_url.into_string());
                    begun = Some(told.text.len());
                }
                Event::End(TagEnd::Link) => {
                    let label = begun.take().and_then(|begun| told.text.get(begun..));
                    told.label = told.label.or(label.map(|label| label.trim().to_owned()));
                }
                _ => {}
            }
        }
        told.text = told.text.strip_prefix('x').unwrap_or(&told.text).trim().to_owned();
        told
    }
}

/// A title in the form in which titles are compared: without what `export md` writes behind it.
pub(super) fn folded(title: &str) -> String {
    let mut title = title.trim();
    for end in ["(in progress)", "(skipped)"] {
        title = title.strip_suffix(end).unwrap_or(title).trim_end();
    }
    if let Some((before, share)) = title.rsplit_once(' ') {
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if share.split_once('/').is_some_and(|(done, total)| is_number(done) && is_number(total)) {
            title = before;
        }
    }
    let words: Vec<String> = title
        .trim_end_matches(':')
        .split_whitespace()
        .map(|word| word.nfc().flat_map(char::to_lowercase).nfc().collect())
        .collect();
    words.join(" ")
}
