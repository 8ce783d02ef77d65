//! What a browser would show of the HTML that a specification gives for an example, and what may stand beside it.

use std::collections::HashMap;

use super::letters;

/// Signs that are drawn around text: bullets, boxes of tasks, bars, lines, tables, folded parts.
const SIGNS: &str = "∙◦✓│─┌┐└┘├┤┬┴┼━▸▾";

/// The text of an example.
pub(super) struct Reference {
    /// What must be there, in this order; no blanks.
    text: String,
    /// What may be there in addition, in any order.
    beside: String,
}

enum Token<'h> {
    Text(&'h str),
    Tag(&'h str),
    /// A comment, a declaration and the like.
    Silent(&'h str),
}

impl Reference {
    /// Reads the HTML of an example. Tags that its Markdown holds were passed through; they are shown or read.
    pub(super) fn new(html: &str, markdown: &str) -> Self {
        let mut reader =
            Reader { lists: Vec::new(), codes: 0, in_pre: false, text: String::new(), beside: String::new() };
        for token in tokens(html) {
            match token {
                Token::Text(text) => reader.text.push_str(&decoded(text)),
                Token::Silent(source) => reader.beside.push_str(source),
                Token::Tag(tag) => {
                    reader.tag(tag);
                    if markdown.contains(tag) {
                        reader.beside.push_str(tag);
                    }
                }
            }
        }
        let beside = letters(&reader.beside) + &reader.backticks(markdown);
        Self { text: letters(&reader.text), beside }
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

struct Reader {
    /// The next number of each list that is open; none where it has bullets.
    lists: Vec<Option<u64>>,
    /// Pieces of inline code.
    codes: usize,
    in_pre: bool,
    text: String,
    beside: String,
}

impl Reader {
    /// Inline code may keep the backticks that it was written with.
    fn backticks(&self, markdown: &str) -> String {
        let count = |text: &str| text.matches('`').count();
        let kept = count(markdown).saturating_sub(count(&self.text));
        "`".repeat(if self.codes > 0 { kept } else { 0 })
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
            "li" => {
                if let Some(Some(number)) = self.lists.last_mut() {
                    self.beside.push_str(&format!("{number}.)"));
                    *number += 1;
                }
            }
            "a" => {
                let address = attribute(tag, "href").unwrap_or_default();
                self.beside.push_str(&format!("({address}){}", otherwise(&address)));
            }
            "img" => {
                self.text.push_str(&attribute(tag, "alt").unwrap_or_default());
                let address = attribute(tag, "src").unwrap_or_default();
                self.beside.push_str(&format!("[image:]{address}{}", otherwise(&address)));
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
