//! A line of Markdown without its signs, as far as one line tells: cheap enough for all notes at once.

use std::borrow::Cow;

use crate::text::clean;

/// The line as it is read; empty where there is nothing to read in it.
pub(super) fn plain(line: &str) -> Cow<'_, str> {
    let line = clean(line.trim());
    if is_drawn(&line) {
        return Cow::Borrowed("");
    }
    let is_plain =
        |byte: u8| !matches!(byte, b'*' | b'_' | b'`' | b'[' | b']' | b'|' | b'#' | b'>' | b'~' | b'\\');
    let begins_plain = line.bytes().next().is_none_or(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii());
    if begins_plain && line.bytes().all(is_plain) {
        return line;
    }
    Cow::Owned(without_signs(without_lead(&line)))
}

/// Whether it is a rule, a fence, or the line under the head of a table.
fn is_drawn(line: &str) -> bool {
    line.starts_with("```")
        || line.starts_with("~~~")
        || line.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'*' | b'_' | b'|' | b':' | b'+' | b' '))
}

/// The line without the signs of headings, quotes, lists and tasks before it.
fn without_lead(line: &str) -> &str {
    let mut rest = line;
    loop {
        let before = rest;
        rest = rest.trim_start_matches(['#', '>', '|']).trim_start();
        for sign in ["- ", "* ", "+ ", "[ ] ", "[x] ", "[X] "] {
            rest = rest.strip_prefix(sign).unwrap_or(rest).trim_start();
        }
        let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        if number.len() < rest.len() && rest.len() - number.len() < 10 {
            let item = number.strip_prefix(". ").or_else(|| number.strip_prefix(") "));
            rest = item.unwrap_or(rest).trim_start();
        }
        if rest == before {
            return rest;
        }
    }
}

/// The line without the signs within it: of links only the text stays.
fn without_signs(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let (_, after) = rest.split_at_checked(c.len_utf8()).unwrap_or_default();
        rest = after;
        match c {
            '*' | '`' | '[' => {}
            '~' if after.starts_with('~') => rest = after.trim_start_matches('~'),
            ']' => rest = behind_target(after),
            '!' if after.starts_with('[') => {}
            '|' => out.push(' '),
            '\\' if after.starts_with(|c: char| c.is_ascii_punctuation()) => {
                let sign = after.chars().next().unwrap_or_default();
                out.push(sign);
                rest = after.strip_prefix(sign).unwrap_or_default();
            }
            // Within a word it belongs to a name.
            '_' if !(out.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)) => {}
            _ => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// What follows the address of a link.
fn behind_target(after: &str) -> &str {
    let close = match after.chars().next() {
        Some('(') => ')',
        Some('[') => ']',
        _ => return after,
    };
    after.split_once(close).map_or(after, |(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_of_a_line() {
        for (line, expected) in [
            ("plain words", "plain words"),
            ("## Isolation levels", "Isolation levels"),
            ("- [x] **BEGIN** starts", "BEGIN starts"),
            ("> 1. quoted _item_", "quoted item"),
            ("| a | `b` |", "a   b"),
            ("|---|:--:|", ""),
            ("```sql", ""),
            ("---", ""),
            ("see [the docs](https://example.org) and [more][1].", "see the docs and more."),
            ("![a picture](p.png)", "a picture"),
            ("snake_case and __strong__", "snake_case and strong"),
            (r"2 \* 3", "2 * 3"),
            ("2026. 트랜잭션은", "트랜잭션은"),
            ("~~gone~~ ~ home", "gone ~ home"),
            ("a\u{1B}[31m", "a\u{241B}31m"),
            ("C# and F#", "C# and F#"),
            ("", ""),
        ] {
            assert_eq!(plain(line), expected, "{line}");
        }
    }
}
