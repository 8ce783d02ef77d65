//! The headings of a Markdown text, with where they stand.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// A heading that stands in no list, quote or table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// 1 to 6, 1 is the highest.
    pub(super) level: u8,
    /// Its text without Markdown.
    pub(super) title: String,
    /// Whether it has nothing but that text: no link, image or HTML, of which the title tells only a part.
    pub(super) is_plain: bool,
    /// The line that it begins on, counted from 1.
    pub(super) line: usize,
    /// Its bytes, the sign of its level and the line break included.
    pub(super) range: Range<usize>,
}

/// What divides a Markdown text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Headings {
    /// Its headings, in order.
    pub(super) all: Vec<Heading>,
    /// Lines that only part what is above from what is below: lines across, and `<br>` alone. Bytes, in order.
    pub(super) separators: Vec<Range<usize>>,
    /// Where the first block begins; none where there is nothing.
    first: Option<usize>,
}

impl Headings {
    /// The heading that names the whole text: one of the highest level that is the only one, or stands above all else.
    pub(super) fn name(&self) -> Option<&Heading> {
        let mut highest = self.all.iter().filter(|heading| heading.level == 1);
        let name = highest.next()?;
        let is_above = self.first.is_some_and(|first| name.range.start <= first);
        (is_above || highest.next().is_none()).then_some(name).filter(|name| !name.title.is_empty())
    }
}

/// What is understood beside plain Markdown, in the texts of all sources.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
}

/// How a Markdown text is divided. Its front matter is taken off already.
pub(super) fn headings(markdown: &str) -> Headings {
    let mut search = Search { markdown, line: 1, ..Search::default() };
    for (event, range) in Parser::new_ext(markdown, options()).into_offset_iter() {
        search.take(event, range);
    }
    search.found
}

/// The number of line breaks in a part of a text.
pub(super) fn line_breaks(text: &str, part: Range<usize>) -> usize {
    text.get(part).map_or(0, |part| part.matches('\n').count())
}

#[derive(Default)]
struct Search<'a> {
    markdown: &'a str,
    found: Headings,
    /// How many blocks and spans are open, and how many images of them.
    depth: usize,
    images: usize,
    /// The heading that is open, and what its images show.
    open: Option<(Heading, String)>,
    /// The line at the byte up to which lines are counted.
    line: usize,
    counted: usize,
}

impl Search<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.depth == 0 && !matches!(event, Event::End(_)) {
            self.found.first.get_or_insert(range.start);
        }
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(end) => self.end(end),
            Event::Rule if self.depth == 0 => self.found.separators.push(range),
            Event::Text(text) | Event::Code(text) => self.add(&text),
            Event::SoftBreak | Event::HardBreak => self.add(" "),
            Event::InlineHtml(_) | Event::FootnoteReference(_) => self.note_more(),
            _ => {}
        }
    }

    fn note_more(&mut self) {
        self.open.iter_mut().for_each(|(heading, _)| heading.is_plain = false);
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { level, .. } if self.depth == 0 => {
                self.line += line_breaks(self.markdown, self.counted..range.start);
                self.counted = range.start;
                let level = number(*level);
                let heading = Heading { level, title: String::new(), is_plain: true, line: self.line, range };
                self.open = Some((heading, String::new()));
            }
            Tag::HtmlBlock
                if self.depth == 0 && is_break(self.markdown.get(range.clone()).unwrap_or_default()) =>
            {
                self.found.separators.push(range);
            }
            Tag::Image { .. } => {
                self.images += 1;
                self.note_more();
            }
            Tag::Link { .. } => self.note_more(),
            _ => {}
        }
        self.depth += 1;
    }

    fn end(&mut self, end: TagEnd) {
        self.depth = self.depth.saturating_sub(1);
        match end {
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::Heading(_) => {
                if let Some((mut heading, shown)) = self.open.take() {
                    let all = in_one_line(&heading.title);
                    let title = without_attributes(&all);
                    heading.is_plain &= title == all;
                    heading.title = if title.is_empty() { in_one_line(&shown) } else { title.to_owned() };
                    self.found.all.push(heading);
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, text: &str) {
        if let Some((heading, shown)) = &mut self.open {
            if self.images > 0 { shown } else { &mut heading.title }.push_str(text);
        }
    }
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn in_one_line(text: &str) -> String {
    // A no-break space is a part of the words, in damaged text above all.
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// The title without what some programs read as its anchor: `{#here .wide}`.
fn without_attributes(title: &str) -> &str {
    let before = title.strip_suffix('}').and_then(|title| title.rsplit_once('{'));
    match before {
        Some((before, inner)) if inner.starts_with(['#', '.', ':']) && !inner.contains('}') => {
            before.trim_ascii_end()
        }
        _ => title,
    }
}

/// Whether HTML is nothing but line breaks, and lines across that it swallowed.
fn is_break(html: &str) -> bool {
    let is_rule = |line: &str| line.len() >= 3 && line.bytes().all(|byte| byte == b'-');
    html.lines().map(str::trim).all(|line| {
        let rest = line.to_ascii_lowercase().replace([' ', '/'], "").replace("<br>", "").replace("<hr>", "");
        rest.is_empty() || is_rule(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_found_with_their_text_and_place() {
        let text = "\n# A *b* `c` [d](x.md) ![e](f.png) {#a}\n\ntext\n\nTwo\nlines\n---\n\n- # in a list\n\n```\n# code\n```\n\n\
                    ### ![badge](x.svg)\n\n## C# &amp; #\n##\n";
        let found: Vec<String> =
            headings(text).all.iter().map(|h| format!("{} {} {}", h.line, h.level, h.title)).collect();
        assert_eq!(found, ["2 1 A b c d", "6 2 Two lines", "16 3 badge", "18 2 C# &", "19 2 "]);
    }

    #[test]
    fn separators_are_lines_across_and_breaks_alone() {
        let text =
            "a\n\n<br>\n\n---\n\n* * *\n\n<br />\n<BR/>\n---\n\n> ---\n\n<br>text\n\n<img src=\"x\">\n";
        let found: Vec<&str> =
            headings(text).separators.iter().filter_map(|range| text.get(range.clone())).collect();
        assert_eq!(found, ["<br>\n", "---\n", "* * *\n", "<br />\n<BR/>\n---\n"]);
    }

    #[test]
    fn a_text_is_named_by_its_only_highest_heading_or_the_one_above_all() {
        for (text, name) in [
            ("# A\n\n# B\n", Some("A")),
            ("intro\n\n# A\n", Some("A")),
            ("intro\n\n# A\n\n# B\n", None),
            ("## A\n", None),
            ("#\n", None),
            ("", None),
        ] {
            assert_eq!(headings(text).name().map(|heading| heading.title.as_str()), name, "{text}");
        }
    }
}
