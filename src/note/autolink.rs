//! Addresses that stand in running text without any sign around them, by the rules of GFM.
//!
//! <https://github.github.com/gfm/#autolinks-extension->, with two exceptions for text without blanks between words.
//! An address ends before a Korean, Chinese or Japanese letter that follows a letter or digit, or the `/` after the
//! host, if all before is ASCII: `https://a.b/c입니다` is an address and a particle, `https://a.b/한국어` is one address. And
//! it ends before East Asian punctuation.

use std::ops::Range;

/// Names of hosts have at most 253 characters (RFC 1035).
const LONGEST_HOST: usize = 254;
/// Characters behind a host that are looked at for the end of an address which is good only without what ends it.
const LONGEST_TAIL: usize = 64;

/// An address in running text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Autolink {
    /// Its bytes.
    pub(crate) range: Range<usize>,
    /// What has to stand before it to make it complete.
    pub(crate) prefix: &'static str,
}

/// The first address in a text that has its `://`, `www.` or `@` in `within` and does not begin before `lowest`.
pub(crate) fn first(text: &str, within: Range<usize>, lowest: usize, is_cell: bool) -> Option<Autolink> {
    let bytes = text.as_bytes().get(within.clone())?;
    (within.start..).zip(bytes).find_map(|(at, byte)| match byte {
        b':' => url(text, at, lowest, is_cell),
        b'w' | b'W' => www(text, at, is_cell),
        b'@' => email(text, at, lowest),
        _ => None,
    })
}

fn url(text: &str, colon: usize, lowest: usize, is_cell: bool) -> Option<Autolink> {
    let host = text.get(colon..)?.strip_prefix("://")?;
    let before = text.get(lowest..colon)?.as_bytes();
    let letters = before.iter().rev().take(6).take_while(|byte| byte.is_ascii_alphabetic()).count();
    let start = colon - letters;
    let scheme = text.get(start..colon)?;
    let is_known = ["http", "https", "ftp"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    let length = if is_known { length(host, is_cell, false)? } else { return None };
    Some(Autolink { range: start..colon + 3 + length, prefix: "" })
}

fn www(text: &str, start: usize, is_cell: bool) -> Option<Autolink> {
    let rest = text.get(start..)?;
    if !rest.get(..4)?.eq_ignore_ascii_case("www.") {
        return None;
    }
    let before = text.get(..start)?.chars().next_back();
    if before
        .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '@' | ':' | '=' | '&'))
    {
        return None;
    }
    Some(Autolink { range: start..start + length(rest, is_cell, true)?, prefix: "http://" })
}

fn email(text: &str, at: usize, lowest: usize) -> Option<Autolink> {
    let name = local_length(text.get(lowest..at)?.as_bytes());
    let start = at - name;
    let before = start.checked_sub(1).and_then(|before| text.as_bytes().get(before));
    if name == 0 || matches!(before, Some(b'/' | b':')) {
        return None;
    }
    let host = text.get(at + 1..)?;
    let is_host = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    let host = host.get(..host.bytes().take_while(is_host).count())?;
    // A full stop after it ends a sentence.
    let host = host.trim_end_matches('.');
    let is_good = host.split('.').all(|part| !part.is_empty())
        && host.contains('.')
        && host.ends_with(|c: char| c.is_ascii_alphanumeric());
    is_good.then(|| Autolink { range: start..at + 1 + host.len(), prefix: "mailto:" })
}

/// How many bytes at the end may be what stands before the `@`. A sign may be escaped.
fn local_length(text: &[u8]) -> usize {
    let is_sign = |byte: u8| matches!(byte, b'.' | b'+' | b'-' | b'_');
    let mut after = b'@';
    let name = text.iter().rev().take_while(|byte| {
        let after = std::mem::replace(&mut after, **byte);
        byte.is_ascii_alphanumeric() || is_sign(**byte) || (**byte == b'\\' && is_sign(after))
    });
    name.count()
}

/// An address without the backslashes before its signs.
pub(super) fn unescaped(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    let mut chars = address.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek().filter(|next| c == '\\' && next.is_ascii_punctuation()) {
            // Not the beginning of an entity.
            Some('&') => out.push_str("&amp;"),
            Some(next) => out.push(*next),
            None => {
                out.push(c);
                continue;
            }
        }
        chars.next();
    }
    out
}

/// The length of an address that begins with its host, which may need a full stop in it.
///
/// What is no address is told by its beginning: a text may have as many beginnings as letters, and where each of them
/// would end must not be looked for.
fn length(text: &str, is_cell: bool, needs_stop: bool) -> Option<usize> {
    let count = text.chars().take(LONGEST_HOST).take_while(|c| is_host(*c)).count();
    if count == LONGEST_HOST {
        return None;
    }
    let first = |count: usize| text.get(..text.chars().take(count).map(char::len_utf8).sum());
    let host = first(count)?;
    let is_good = is_domain(host.get(..end(host, is_cell))?, needs_stop);
    let near = if is_good { text } else { first(count + LONGEST_TAIL)? };
    let end = end(near, is_cell);
    let goes_on = end == near.len() && near.len() < text.len();
    let length = trimmed(near.get(..end)?);
    (!goes_on && is_domain(text.get(..length)?, needs_stop)).then_some(length)
}

/// Where an address ends, with the punctuation behind it.
fn end(text: &str, is_cell: bool) -> usize {
    let mut is_ascii = true;
    let mut slashes = 0;
    let mut before = '/';
    for (at, c) in text.char_indices() {
        let is_over = c.is_whitespace() || c.is_control() || matches!(c, '<' | '`') || (is_cell && c == '|');
        if is_over
            || is_east_punctuation(c)
            || (is_ascii && is_east_letter(c) && !leads_on(before, at, slashes))
        {
            return at;
        }
        is_ascii &= c.is_ascii();
        slashes += usize::from(c == '/');
        before = c;
    }
    text.len()
}

/// Whether a letter of another script after this character is part of the address.
fn leads_on(before: char, at: usize, slashes: usize) -> bool {
    match before {
        '/' => at == 0 || slashes > 1,
        '.' => slashes == 0,
        _ => matches!(before, '=' | '#' | '?' | '&' | '_' | '-' | '+' | '%'),
    }
}

/// The length without punctuation that ends a sentence, closing brackets that were opened before the address, and an
/// entity.
fn trimmed(address: &str) -> usize {
    let count = |wanted: u8| address.bytes().filter(|byte| *byte == wanted).count();
    let mut round = (count(b'('), count(b')'));
    let mut square = (count(b'['), count(b']'));
    let mut rest = address;
    while let Some(last) = rest.chars().next_back() {
        let cut = match last {
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '"' | '\\' => 1,
            ')' if round.1 > round.0 => {
                round.1 -= 1;
                1
            }
            ']' if square.1 > square.0 => {
                square.1 -= 1;
                1
            }
            ';' => {
                let name = rest.bytes().rev().skip(1).take(32).take_while(u8::is_ascii_alphanumeric).count();
                let is_entity = name > 0 && rest.as_bytes().iter().rev().nth(name + 1) == Some(&b'&');
                if is_entity { name + 2 } else { 1 }
            }
            _ => break,
        };
        rest = rest.get(..rest.len() - cut).unwrap_or_default();
    }
    rest.len()
}

/// Whether an address begins with the name of a host, which may need a full stop in it.
fn is_domain(address: &str, needs_stop: bool) -> bool {
    let domain = address.split(|c| !is_host(c)).next().unwrap_or_default();
    let mut parts = domain.rsplit('.');
    let (last, before) = (parts.next().unwrap_or_default(), parts.next());
    let is_plain = |part: &str| !part.contains('_');
    domain.starts_with(char::is_alphanumeric)
        && is_plain(last)
        && before.is_none_or(is_plain)
        && (!needs_stop || (before.is_some() && !last.is_empty()))
}

fn is_host(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '_')
}

fn is_east_letter(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{11FF}'
        | '\u{3041}'..='\u{9FFF}'
        | '\u{A960}'..='\u{A97F}'
        | '\u{AC00}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}

fn is_east_punctuation(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{3040}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF65}' | '“' | '”' | '‘' | '’' | '…')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_where_gfm_says() {
        for (text, expected) in [
            ("www.commonmark.org", "www.commonmark.org"),
            ("http://a.b_!) c", "http://a.b"),
            ("http://a.b_/c", ""),
            ("http://a.b_(http://c.d", "http://c.d"),
            ("Visit www.commonmark.org/help for", "www.commonmark.org/help"),
            ("Visit www.commonmark.org.", "www.commonmark.org"),
            ("www.google.com/search?q=(business))+ok", "www.google.com/search?q=(business))+ok"),
            ("(www.google.com/search?q=Markup+(business)))", "www.google.com/search?q=Markup+(business)"),
            ("www.google.com/search?q=commonmark&hl=en", "www.google.com/search?q=commonmark&hl=en"),
            ("www.google.com/search?q=commonmark&hl;", "www.google.com/search?q=commonmark"),
            ("www.commonmark.org/he<lp", "www.commonmark.org/he"),
            ("http://commonmark.org", "http://commonmark.org"),
            (
                "(Visit https://encrypted.google.com/search?q=Markup+(business))",
                "https://encrypted.google.com/search?q=Markup+(business)",
            ),
            ("ftp://a.b/c:", "ftp://a.b/c"),
            ("http://localhost:3000/x", "http://localhost:3000/x"),
            ("xhttp://a.b", ""),
            ("http://", ""),
            ("http://_a.b", ""),
            ("http://a.b_c.d", ""),
            ("www.", ""),
            ("wwwx.a.b", ""),
            ("a.www.b.c", ""),
            ("[see https://a.b/c]", "https://a.b/c"),
            ("**https://a.b/c**", "https://a.b/c"),
            ("\"https://a.b/c\",", "https://a.b/c"),
            ("foo@bar.baz", "foo@bar.baz"),
            ("hello+xyz@mail.example.", "hello+xyz@mail.example"),
            ("hello@mail+xyz.example", ""),
            ("a.b-c_d@a.b", "a.b-c_d@a.b"),
            ("a.b-c_d@a.b-", ""),
            ("a.b-c_d@a.b_", ""),
            ("foo\\_bar@a.b", "foo\\_bar@a.b"),
            ("a\\*b\\\\c@a.b", "c@a.b"),
            (r"https://a.b/c\* d", "https://a.b/c"),
            ("ssh://git@a.b/c", ""),
            ("@a.b", ""),
        ] {
            let found = first(text, 0..text.len(), 0, false);
            assert_eq!(found.and_then(|found| text.get(found.range)).unwrap_or_default(), expected, "{text}");
        }
    }

    #[test]
    fn signs_of_addresses_may_be_escaped() {
        for (written, address) in [("a\\_b\\\\c", "a_b\\c"), ("a\\bc\\", "a\\bc\\"), ("\\&lt;", "&amp;lt;")] {
            assert_eq!(unescaped(written), address);
        }
    }

    #[test]
    fn addresses_end_before_words_of_the_east() {
        for (text, expected) in [
            ("https://a.b/c입니다", "https://a.b/c"),
            ("https://a.b에서", "https://a.b"),
            ("https://a.b/에서", "https://a.b/"),
            ("한글https://a.b/c)는", "https://a.b/c"),
            ("**https://a.b/c**를", "https://a.b/c"),
            ("https://ko.wikipedia.org/wiki/한국어", "https://ko.wikipedia.org/wiki/한국어"),
            ("https://a.b/?q=한국어&l=ko", "https://a.b/?q=한국어&l=ko"),
            ("https://한국.kr/x", "https://한국.kr/x"),
            ("「https://a.b/c」です", "https://a.b/c"),
            ("见https://a.b/c。", "https://a.b/c"),
            ("www.a.kr입니다", "www.a.kr"),
            ("메일은a@b.kr입니다", "a@b.kr"),
        ] {
            let found = first(text, 0..text.len(), 0, false);
            assert_eq!(found.and_then(|found| text.get(found.range)).unwrap_or_default(), expected, "{text}");
        }
    }
}
