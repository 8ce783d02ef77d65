//! A list item that is one link, as content files have it: `- [@video@A title](https://example.org)`.

use crate::import::DraftResource;
use crate::roadmap::ResourceKind;

/// The resource that a line is; none where it is no list item, more than one link, or no link to the web.
pub(super) fn resource(line: &str) -> Option<DraftResource> {
    let item = line.trim();
    let item = item.strip_prefix(['-', '*', '+']).filter(|item| item.starts_with([' ', '\t']))?.trim();
    let is_task = ["[ ]", "[x]", "[X]"].iter().any(|mark| item.starts_with(mark));
    let (text, rest) = text_and_rest(item.strip_prefix('[').filter(|_| !is_task)?)?;
    // Some end their links like sentences.
    let address = rest.trim_end().trim_end_matches('.').trim_end();
    let address = address.strip_suffix(')')?.trim();
    let (url, is_bracketed) = match address.strip_prefix('<').and_then(|inner| inner.strip_suffix('>')) {
        Some(inner) => (inner, true),
        None => (address, false),
    };
    let is_one = is_balanced(url) && (is_bracketed || !url.contains(char::is_whitespace));
    let is_web = url.starts_with("http://") || url.starts_with("https://");
    let (kind, title) = kind_and_title(text);
    let title = plain(title);
    let title = if title.is_empty() { url.to_owned() } else { title };
    (is_one && is_web).then(|| DraftResource { kind, title, url: url.to_owned() })
}

/// What stands between the brackets, and what follows `](`. Brackets in the text may be escaped, paired, or neither.
fn text_and_rest(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    let mut is_escaped = false;
    let mut first = None;
    for (at, c) in text.char_indices() {
        let here = || Some((text.get(..at)?, text.get(at..)?.strip_prefix("](")?));
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '[' => depth += 1,
            ']' if depth == 0 => {
                if let Some(found) = here() {
                    return Some(found);
                }
            }
            ']' => {
                depth -= 1;
                first = first.or_else(here);
            }
            _ => {}
        }
    }
    // A bracket that is never closed: the first end that there is.
    first
}

/// Whether every parenthesis has its partner, so that this is one address and not the end of another link.
fn is_balanced(url: &str) -> bool {
    let mut depth = 0_usize;
    for c in url.chars() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return false,
            ')' => depth -= 1,
            _ => {}
        }
    }
    depth == 0
}

/// The tag in front of a title says what the link is; without one it is an article.
fn kind_and_title(text: &str) -> (ResourceKind, &str) {
    let tagged = text.trim_start().strip_prefix('@').and_then(|rest| rest.split_once('@'));
    let is_tag =
        |tag: &str| !tag.is_empty() && tag.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    match tagged.filter(|(tag, _)| is_tag(tag)) {
        Some((tag, title)) => (kind(&tag.to_ascii_lowercase()), title),
        None => (ResourceKind::Article, text),
    }
}

fn kind(tag: &str) -> ResourceKind {
    match tag {
        "official" => ResourceKind::Docs,
        // Roadmaps, web sites and what nobody has heard of are read like articles.
        _ => ResourceKind::from_word(tag).unwrap_or(ResourceKind::Article),
    }
}

/// A title without the signs of Markdown.
pub(super) fn plain(title: &str) -> String {
    let mut text = String::new();
    let mut chars = title.trim().chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek().is_some_and(char::is_ascii_punctuation) => text.extend(chars.next()),
            '`' => {}
            '*' if chars.peek() == Some(&'*') => {
                chars.next();
            }
            _ => text.push(c),
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_that_is_one_link_is_a_resource() {
        for (line, kind, title, url) in [
            ("- [@article@One](https://a.test/x)", ResourceKind::Article, "One", "https://a.test/x"),
            ("* [@official@Two](http://a.test)", ResourceKind::Docs, "Two", "http://a.test"),
            ("*   [@video@Three](https://a.test).", ResourceKind::Video, "Three", "https://a.test"),
            ("  - [@opensource@F](https://a.test) ", ResourceKind::Opensource, "F", "https://a.test"),
            ("- [@feed@Five](https://a.test)", ResourceKind::Feed, "Five", "https://a.test"),
            ("- [@course@Six](https://a.test)", ResourceKind::Course, "Six", "https://a.test"),
            ("- [@book@Seven](https://a.test)", ResourceKind::Book, "Seven", "https://a.test"),
            ("- [@podcast@Eight](https://a.test)", ResourceKind::Podcast, "Eight", "https://a.test"),
            ("- [@roadmap@Nine](https://a.test)", ResourceKind::Article, "Nine", "https://a.test"),
            ("- [@roadmap.sh@Ten](https://a.test)", ResourceKind::Article, "Ten", "https://a.test"),
            ("- [@sung@Eleven](https://a.test)", ResourceKind::Article, "Eleven", "https://a.test"),
            ("- [No tag](https://a.test)", ResourceKind::Article, "No tag", "https://a.test"),
            (
                "- [a@b.test writes](https://a.test)",
                ResourceKind::Article,
                "a@b.test writes",
                "https://a.test",
            ),
            ("- [@ someone](https://a.test)", ResourceKind::Article, "@ someone", "https://a.test"),
            ("- [@video@](https://a.test)", ResourceKind::Video, "https://a.test", "https://a.test"),
            ("- [@video@A [1] b](https://a.test)", ResourceKind::Video, "A [1] b", "https://a.test"),
            ("- [@video@A ] b](https://a.test)", ResourceKind::Video, "A ] b", "https://a.test"),
            ("- [@video@A [ b](https://a.test)", ResourceKind::Video, "A [ b", "https://a.test"),
            ("- [@video@A \\[PDF\\]](https://a.test)", ResourceKind::Video, "A [PDF]", "https://a.test"),
            ("- [@article@`x` **y**](https://a.test)", ResourceKind::Article, "x y", "https://a.test"),
            ("- [A](https://a.test/B_(c))", ResourceKind::Article, "A", "https://a.test/B_(c)"),
            ("- [A](https://a.test/B_(c)/d)", ResourceKind::Article, "A", "https://a.test/B_(c)/d"),
            ("- [A](<https://a.test/b c>)", ResourceKind::Article, "A", "https://a.test/b c"),
            ("- [한국어](https://a.test)", ResourceKind::Article, "한국어", "https://a.test"),
        ] {
            let expected = DraftResource { kind, title: title.into(), url: url.into() };
            assert_eq!(resource(line), Some(expected), "{line}");
        }
    }

    #[test]
    fn prose_and_links_elsewhere_are_no_resources() {
        for line in [
            "",
            "-",
            "- ",
            "- text",
            "-[A](https://a.test)",
            "[A](https://a.test)",
            "- See [A](https://a.test)",
            "- [A](https://a.test) explains it",
            "- [A](https://a.test) and [B](https://b.test)",
            "- [A](https://a.test), [B](https://b.test/x_(y))",
            "- [A](./other.md)",
            "- [A](javascript:alert)",
            "- [A](https://a.test \"title\")",
            "- [A]",
            "- [A](https://a.test",
            "- [A\\](https://a.test)",
            "- [ ] [A](https://a.test)",
            "- [x]",
            "1. [A](https://a.test)",
        ] {
            assert_eq!(resource(line), None, "{line}");
        }
    }
}
