//! What a browser would show of the HTML that a specification gives for an example, and what may stand beside it.

use std::collections::HashMap;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use ratatui::style::Modifier;

use super::letters;

/// Signs that are drawn around text: bullets, boxes of tasks, bars, lines, tables, folded parts.
const SIGNS: &str = "∙◦✓│─┌┐└┘├┤┬┴┼━▸▾";

/// The text of an example.
#[derive(Default)]
pub(super) struct Reference {
    /// What must be there, in this order; no blanks.
    text: String,
    /// What may be there in addition, in any order.
    beside: String,
    /// What of the text has each of the [`WEIGHTS`].
    weighed: [String; 4],
    /// What describes images, which may have weights that HTML cannot say.
    descriptions: String,
}

/// The tags of the weights that text has, and how we show them.
pub(super) const WEIGHTS: [(&str, Modifier); 4] = [
    ("em", Modifier::ITALIC),
    ("strong", Modifier::BOLD),
    ("del", Modifier::CROSSED_OUT),
    ("a", Modifier::UNDERLINED),
];

enum Token<'h> {
    Text(&'h str),
    Tag(&'h str),
    /// A comment, a declaration and the like.
    Silent(&'h str),
}

impl Reference {
    /// Reads the HTML of an example. Tags that its Markdown holds were passed through; they are shown or read.
    pub(super) fn new(html: &str, markdown: &str) -> Self {
        let mut reader = Reader::default();
        reader.html(html, markdown);
        let beside = letters(&reader.beside) + &reader.backticks(markdown);
        let weighed = reader.weighed.map(|text| letters(&text));
        Self { text: letters(&reader.text), beside, weighed, descriptions: letters(&reader.descriptions) }
    }

    /// The part of the text that has one of the [`WEIGHTS`].
    pub(super) fn weighed(&self, weight: usize) -> Self {
        let text = self.weighed.get(weight).cloned().unwrap_or_default();
        Self { text, beside: self.beside.clone() + &self.descriptions, ..Self::default() }
    }

    /// Reads a note as the parser does that ours is built on: what is checked is that nothing is lost after it.
    pub(super) fn of_note(note: &str) -> Self {
        let (front, body) = front_matter(note);
        let mut reader = Reader::default();
        // Above the note stand some of its words, tags with a sign.
        reader.beside.push_str(front);
        reader.beside.push_str(&"#".repeat(front.split_whitespace().count()));
        let mut html = String::new();
        for event in Parser::new_ext(body, flags()) {
            // A block of HTML comes line by line, and a comment may have several.
            match event {
                Event::Html(line) => html.push_str(&line),
                event => {
                    let html = std::mem::take(&mut html);
                    reader.html(&html, &html);
                    reader.event(event);
                }
            }
        }
        // Emphasis beside Chinese, Japanese and Korean letters is none to the parser: its signs may be there or not.
        let (signs, text): (String, String) =
            letters(&reader.text).chars().partition(|c| matches!(c, '*' | '~' | '_'));
        let has_letters = note.contains(|c: char| c >= '\u{1100}' && c.is_alphabetic());
        let written = note.chars().filter(|c| has_letters && matches!(c, '*' | '~' | '_'));
        let signs: String = signs.chars().chain(written).collect();
        let beside = letters(&reader.beside) + &reader.backticks(note) + &signs;
        Self { text, beside, ..Self::default() }
    }

    /// What is missing in these rows, or too much.
    pub(super) fn difference(&self, rows: &[String]) -> Option<String> {
        let shown = letters(&rows.concat());
        let mut rest = shown.chars();
        for (at, c) in self.text.chars().enumerate() {
            if !rest.any(|shown| shown == c) {
                let missing: String = self.text.chars().skip(at).collect();
                return Some(format!("missing from here on: {missing:?}"));
            }
        }
        let mut left: HashMap<char, usize> = HashMap::new();
        for c in self.text.chars().chain(self.beside.chars()) {
            *left.entry(c).or_default() += 1;
        }
        let surplus: String = shown
            .chars()
            .filter(|c| match left.get_mut(c) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    false
                }
                _ => !SIGNS.contains(*c),
            })
            .collect();
        (!surplus.is_empty()).then(|| format!("not explained: {surplus:?}"))
    }
}

#[derive(Default)]
struct Reader {
    /// The next number of each list that is open; none where it has bullets.
    lists: Vec<Option<u64>>,
    /// Pieces of inline code.
    codes: usize,
    in_pre: bool,
    text: String,
    beside: String,
    weighed: [String; 4],
    descriptions: String,
    /// The labels of footnotes in the order of their numbers.
    footnotes: Vec<String>,
    /// Whether a tag of the source was met: what comes after it may have its weight.
    is_raw: bool,
    /// How many tags of each weight are open.
    weights: [usize; 4],
}

impl Reader {
    fn text(&mut self, text: &str) {
        self.text.push_str(text);
        if self.is_raw {
            self.descriptions.push_str(text);
        }
        for (weighed, _) in self.weighed.iter_mut().zip(self.weights).filter(|(_, open)| *open > 0) {
            weighed.push_str(text);
        }
    }

    /// Inline code may keep the backticks that it was written with, and have more than it holds.
    fn backticks(&self, markdown: &str) -> String {
        let count = |text: &str| text.matches('`').count();
        let kept = count(markdown).saturating_sub(count(&self.text));
        let longest = self.text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
        "`".repeat(if self.codes > 0 { kept.max(self.codes * 2 * (longest + 1)) } else { 0 })
    }

    fn html(&mut self, html: &str, markdown: &str) {
        for token in tokens(html) {
            match token {
                Token::Text(text) => self.text(&decoded(text)),
                Token::Silent(source) => self.beside.push_str(source),
                Token::Tag(tag) => {
                    self.tag(tag);
                    if markdown.contains(tag) {
                        self.is_raw = true;
                        self.beside.push_str(tag);
                    } else {
                        self.weight(tag);
                    }
                }
            }
        }
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) => self.text.push_str(&text),
            Event::Code(code) => {
                self.codes += 1;
                self.text.push_str(&code);
            }
            Event::InlineMath(math) => {
                self.text.push_str(&math);
                self.beside.push_str("$$");
            }
            Event::DisplayMath(math) => {
                self.text.push_str(&math);
                self.beside.push_str("$$$$");
            }
            Event::InlineHtml(html) => self.html(&html, &html),
            Event::FootnoteReference(label) => self.footnote(&label),
            Event::Start(tag) => self.start(&tag),
            Event::End(TagEnd::List(_)) => drop(self.lists.pop()),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::FootnoteDefinition(label) => self.footnote(label),
            Tag::List(start) => self.lists.push(*start),
            Tag::Item => self.item(),
            Tag::BlockQuote(Some(kind)) => self.text.extend([format!("{kind:?}")]),
            Tag::CodeBlock(CodeBlockKind::Fenced(language)) => self.beside.push_str(language),
            Tag::Link { dest_url, .. } => self.beside.extend([format!("({dest_url})")]),
            Tag::Image { dest_url, .. } => self.beside.extend([format!("[image:]{dest_url}")]),
            // No syntax to us.
            Tag::Superscript => self.beside.push_str("^^"),
            Tag::Subscript => self.beside.push_str("~~"),
            _ => {}
        }
    }

    fn footnote(&mut self, label: &str) {
        let label = label.to_lowercase();
        let known = self.footnotes.iter().position(|known| *known == label);
        let number = known.unwrap_or(self.footnotes.len()) + 1;
        if known.is_none() {
            self.footnotes.push(label);
        }
        self.text.extend([format!("[{number}]")]);
    }

    fn item(&mut self) {
        if let Some(Some(number)) = self.lists.last_mut() {
            self.beside.extend([format!("{number}.)")]);
            *number += 1;
        }
    }

    fn weight(&mut self, tag: &str) {
        for ((weight, _), open) in WEIGHTS.iter().zip(&mut self.weights) {
            match tag.trim_matches(['<', '>']).split(' ').next() {
                Some(name) if name == *weight => *open += 1,
                Some(name) if name.strip_prefix('/') == Some(weight) => *open = open.saturating_sub(1),
                _ => {}
            }
        }
    }

    fn tag(&mut self, tag: &str) {
        let name: String = tag
            .chars()
            .skip(1)
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '-'))
            .filter(|c| !c.is_whitespace())
            .collect();
        match name.trim_end_matches('/') {
            "ul" => self.lists.push(None),
            "ol" => {
                let start = attribute(tag, "start").and_then(|start| start.parse().ok());
                self.lists.push(Some(start.unwrap_or(1)));
            }
            "/ul" | "/ol" => drop(self.lists.pop()),
            "li" => self.item(),
            "a" => {
                let address = attribute(tag, "href").unwrap_or_default();
                self.beside.extend([format!("({address}){}", otherwise(&address))]);
            }
            "img" => {
                let description = attribute(tag, "alt").unwrap_or_default();
                self.text(&description);
                self.descriptions.push_str(&description);
                let address = attribute(tag, "src").unwrap_or_default();
                self.beside.extend([format!("[image:]{address}{}", otherwise(&address))]);
            }
            "pre" => self.in_pre = true,
            "/pre" => self.in_pre = false,
            "code" => {
                self.codes += usize::from(!self.in_pre);
                let class = attribute(tag, "class").unwrap_or_default();
                self.beside.push_str(class.strip_prefix("language-").unwrap_or_default());
            }
            _ => {}
        }
    }
}

/// What notes may hold beyond the specification.
fn flags() -> Options {
    Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_SUBSCRIPT
        | Options::ENABLE_MATH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
        | Options::ENABLE_TABLES
}

/// The data block at the top of a note, and the rest.
fn front_matter(note: &str) -> (&str, &str) {
    let end = note.strip_prefix("---\n").and_then(|rest| rest.find("\n---\n"));
    note.split_at(end.map_or(0, |end| end + "---\n\n---\n".len()))
}

/// A note without its tables and code blocks.
pub(super) fn without_wide_blocks(note: &str) -> String {
    let (_, body) = front_matter(note);
    let mut out = String::new();
    let mut at = 0;
    for (event, range) in Parser::new_ext(body, flags()).into_offset_iter() {
        if matches!(event, Event::Start(Tag::Table(_) | Tag::CodeBlock(_))) && range.start >= at {
            out.push_str(body.get(at..range.start).unwrap_or_default());
            out.push('\n');
            at = range.end;
        }
    }
    out + body.get(at..).unwrap_or_default()
}

fn tokens(html: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, markup) = rest.split_at(at);
        tokens.push(Token::Text(before));
        let silent = [("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">")];
        let silent = silent
            .iter()
            .filter(|(opening, _)| markup.starts_with(opening))
            .find_map(|(_, closing)| Some(markup.find(closing)? + closing.len()));
        let (token, after) = match (silent, tag_length(markup)) {
            (Some(end), _) => {
                let (token, after) = markup.split_at(end);
                (Token::Silent(token), after)
            }
            (None, Some(end)) => {
                let (token, after) = markup.split_at(end);
                (Token::Tag(token), after)
            }
            (None, None) => {
                let (token, after) = markup.split_at(1);
                (Token::Text(token), after)
            }
        };
        tokens.push(token);
        rest = after;
    }
    tokens.push(Token::Text(rest));
    tokens
}

/// How many bytes the tag takes with which this text begins, if it does.
fn tag_length(markup: &str) -> Option<usize> {
    let name = markup.strip_prefix('<').map(|rest| rest.strip_prefix('/').unwrap_or(rest))?;
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut quote = None;
    for (at, c) in markup.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '>') => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, value) = tag.split_once(&format!(" {name}=\""))?;
    value.split('"').next().map(decoded)
}

/// Text without the entities that stand in a specification's HTML. Others were passed through and are shown as such.
fn decoded(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The address of a specification is encoded, ours is shown as it was written. Empty where that is the same.
fn otherwise(address: &str) -> String {
    if !address.contains('%') {
        return String::new();
    }
    let mut parts = address.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        match part.split_at_checked(2).map(|(code, rest)| (u8::from_str_radix(code, 16), rest)) {
            Some((Ok(byte), rest)) => {
                bytes.push(byte);
                bytes.extend(rest.bytes());
            }
            _ => bytes.extend(part.bytes()),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn a_reference_is_read() {
    let read = |html: &str, markdown: &str| {
        let reference = Reference::new(html, markdown);
        (reference.text, reference.beside)
    };
    for (html, markdown, text, beside) in [
        ("<p>a &lt;b&gt; &amp;amp;</p>\n", "", "a<b>&amp;", ""),
        ("<p>a <!-- b --> <b>c</b></p>", "a <!-- b --> <b>c</b>", "ac", "<!--b--><b></b>"),
        ("<a href=\"/%C3%A4\" title=\"t\">x</a>", "", "x", "(/%C3%A4)/ä"),
        ("<img src=\"u\" alt=\"a &quot;b&quot;\" />", "", "a\"b\"", "[image:]u"),
        ("<ol start=\"9\"><li>a<ul><li>b</li></ul></li><li>c</li></ol>", "", "abc", "9.)10.)"),
        ("<code>x</code>", "`x`", "x", "``"),
        ("<pre><code class=\"language-c\">x</code></pre>", "```c\nx", "x", "c"),
        ("a <b c", "", "a<bc", ""),
    ] {
        assert_eq!(read(html, markdown), (text.to_owned(), beside.to_owned()), "{html}");
    }
}

#[test]
fn differences_are_found() {
    let reference = Reference::new("<p>one <em>two</em> <a href=\"u\">three</a></p>", "");
    let difference = |shown: &str| reference.difference(&[shown.to_owned()]);
    assert_eq!(difference("│ one two"), Some("missing from here on: \"three\"".to_owned()));
    assert_eq!(difference("one two three (u)"), None);
    assert_eq!(difference("one three two"), Some("missing from here on: \"three\"".to_owned()));
    assert_eq!(difference("one *two* three"), Some("not explained: \"**\"".to_owned()));
    assert_eq!(difference("one two three u u"), Some("not explained: \"u\"".to_owned()));
}
