//! HTML tags: what they are called and what they mean for a reader.

use pulldown_cmark::{Event, Parser};

use super::Face;

/// A tag.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Tag<'t> {
    /// In lower case.
    pub(crate) name: String,
    pub(crate) is_end: bool,
    attributes: &'t str,
}

/// What a tag means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Nothing that a terminal could show.
    Hidden,
    /// Its text looks different.
    Face(Face),
    Link,
    Image,
    Break,
    Raised,
    Lowered,
    /// A line across.
    Rule,
    /// A block of text begins or ends.
    Paragraph,
    Heading(u8),
    Summary,
    /// A list; ordered or not.
    List(bool),
    Item,
}

impl<'t> Tag<'t> {
    /// The tag that is this text, from `<` to `>`.
    pub(crate) fn parse(text: &'t str) -> Option<Self> {
        let inner = text.strip_prefix('<')?.strip_suffix('>')?;
        let (is_end, inner) = match inner.strip_prefix('/') {
            Some(inner) => (true, inner),
            None => (false, inner),
        };
        let length = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let (name, attributes) = inner.split_at_checked(length)?;
        let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && (attributes.is_empty() || attributes.starts_with(|c: char| c.is_whitespace() || c == '/'));
        is_tag.then(|| Self { name: name.to_ascii_lowercase(), is_end, attributes })
    }

    /// What it means. None where it is not known, or may hide what is written between it and its end.
    pub(crate) fn role(&self) -> Option<Role> {
        Some(match self.name.as_str() {
            "b" | "strong" | "kbd" | "mark" => Role::Face(Face::Strong),
            "i" | "em" | "u" | "ins" | "cite" | "dfn" | "var" => Role::Face(Face::Emphasis),
            "s" | "del" | "strike" => Role::Face(Face::Strike),
            "code" | "tt" | "samp" => Role::Face(Face::Code),
            "a" => Role::Link,
            "img" => Role::Image,
            "br" => Role::Break,
            "sup" => Role::Raised,
            "sub" => Role::Lowered,
            "span" | "font" | "small" | "big" | "abbr" | "picture" | "source" | "wbr" => Role::Hidden,
            "hr" => Role::Rule,
            "p" | "div" | "center" | "section" | "article" | "header" | "footer" | "main" | "nav"
            | "figure" | "figcaption" | "details" => Role::Paragraph,
            "summary" => Role::Summary,
            "ul" => Role::List(false),
            "ol" => Role::List(true),
            "li" => Role::Item,
            "h1" => Role::Heading(1),
            "h2" => Role::Heading(2),
            "h3" => Role::Heading(3),
            "h4" => Role::Heading(4),
            "h5" => Role::Heading(5),
            "h6" => Role::Heading(6),
            _ => return None,
        })
    }

    /// The value of an attribute, decoded.
    pub(crate) fn attribute(&self, wanted: &str) -> Option<String> {
        let is_separator = |c: char| c.is_whitespace() || c == '/';
        let mut rest = self.attributes.trim_start_matches(is_separator);
        while !rest.is_empty() {
            let length = rest.find(|c: char| is_separator(c) || c == '=').unwrap_or(rest.len());
            let (name, after) = rest.split_at_checked(length)?;
            let after = after.trim_start();
            let (value, after) = match after.strip_prefix('=') {
                Some(value) => attribute_value(value.trim_start()),
                None => ("", after),
            };
            if name.eq_ignore_ascii_case(wanted) {
                return Some(decoded(value));
            }
            rest = after.trim_start_matches(is_separator);
        }
        None
    }
}

/// The value that a text begins with, and what follows it.
fn attribute_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// Text of HTML with its entities replaced by what they stand for.
pub(crate) fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, entity)) = rest.split_once('&') {
        out.push_str(before);
        let name =
            entity.bytes().take(40).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
        let (name, after) = entity.split_at_checked(name).unwrap_or(("", entity));
        if let Some(after) = after.strip_prefix(';').filter(|_| !name.is_empty()) {
            out.push_str(&entity_text(name));
            rest = after;
        } else {
            out.push('&');
            rest = entity;
        }
    }
    out.push_str(rest);
    out
}

/// What an entity stands for. The parser knows all of them.
fn entity_text(name: &str) -> String {
    let source = format!("&{name};");
    let text = Parser::new(&source).find_map(|event| match event {
        Event::Text(text) => Some(text.into_string()),
        _ => None,
    });
    text.unwrap_or(source)
}

/// What is written above the line, in letters of its own if there are such for all of it.
pub(super) fn raised(text: &str) -> Option<String> {
    script(text, |c| {
        Some(match c {
            '0' => '⁰',
            '1' => '¹',
            '2' => '²',
            '3' => '³',
            '4'..='9' => char::from_u32('⁴' as u32 + (c as u32 - '4' as u32))?,
            '+' => '⁺',
            '-' | '−' => '⁻',
            '=' => '⁼',
            '(' => '⁽',
            ')' => '⁾',
            'n' => 'ⁿ',
            'i' => 'ⁱ',
            _ => return None,
        })
    })
}

/// What is written below the line, in letters of its own if there are such for all of it.
pub(super) fn lowered(text: &str) -> Option<String> {
    script(text, |c| {
        Some(match c {
            '0'..='9' => char::from_u32('₀' as u32 + (c as u32 - '0' as u32))?,
            '+' => '₊',
            '-' | '−' => '₋',
            '=' => '₌',
            '(' => '₍',
            ')' => '₎',
            'i' => 'ᵢ',
            'n' => 'ₙ',
            _ => return None,
        })
    })
}

fn script(text: &str, letter: impl Fn(char) -> Option<char>) -> Option<String> {
    let text = text.trim();
    if text.is_empty() { None } else { text.chars().map(letter).collect() }
}

/// Whether text above or below the line is set apart by a sign and brackets: words in small letters are not, nor the
/// end of an ordinal number.
pub(super) fn needs_sign(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty()
        && !text.contains(char::is_whitespace)
        && !matches!(text, "st" | "nd" | "rd" | "th" | "TM" | "™" | "®")
        && !text.starts_with(['^', '_', '(', '['])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_have_names_and_attributes() {
        let tag = Tag::parse("<IMG src=a.png alt='x &amp; \"y\"'\n width = \"3\" data-z/>").expect("a tag");
        assert_eq!((tag.name.as_str(), tag.is_end), ("img", false));
        let value = |name| tag.attribute(name);
        assert_eq!(value("src").as_deref(), Some("a.png"));
        assert_eq!(value("alt").as_deref(), Some("x & \"y\""));
        assert_eq!(value("width").as_deref(), Some("3"));
        assert_eq!(value("data-z").as_deref(), Some(""));
        assert_eq!(value("href"), None);
        assert!(Tag::parse("</p >").expect("a tag").is_end);
        for text in ["<>", "< b>", "<b", "<!-- -->", "<a@b.c>", "<https://x>", "</>"] {
            assert_eq!(Tag::parse(text), None, "{text}");
        }
        for odd in ["<a =x>", "<a ==\"", "<a href=\"x>", "<a 'x'=y href>"] {
            let _ = Tag::parse(odd).map(|tag| tag.attribute("href"));
        }
    }

    #[test]
    fn entities_are_decoded_once() {
        assert_eq!(decoded("a &lt;b&gt; &amp;lt; &#x41; &copy; &none; & &;"), "a <b> &lt; A © &none; & &;");
    }

    #[test]
    fn digits_are_raised_and_lowered() {
        assert_eq!(raised("10-n").as_deref(), Some("¹⁰⁻ⁿ"));
        assert_eq!(lowered(" 290 ").as_deref(), Some("₂₉₀"));
        assert_eq!(raised("49"), Some("⁴⁹".to_owned()));
        assert_eq!((raised("x"), lowered("")), (None, None));
    }
}
