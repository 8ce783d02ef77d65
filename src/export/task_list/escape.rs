//! Text that Markdown shows as it is.

/// A line of text that Markdown, as GitHub reads it, shows as it is: in a heading, a list item or the text of a link.
pub(crate) fn literal(text: &str) -> String {
    let text = text.trim();
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = None;
    let mut rest = text.chars();
    let is_numbered = numbered(text);
    let mut has_begun = false;
    while let Some(c) = rest.next() {
        let after = rest.clone().next();
        let is_inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let means = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' | '$' | '|' => true,
            // Between letters it is a letter.
            '_' => !(is_inner(before) && is_inner(after)),
            '&' => {
                after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '#') && rest.as_str().contains(';')
            }
            // A heading may end with it, and most of these make a block of what they begin.
            '#' => !has_begun || after.is_none(),
            '-' | '+' | '>' => !has_begun,
            '.' | ')' => is_numbered && before_is_number(&out),
            _ => false,
        };
        if means {
            out.push('\\');
        }
        out.push(c);
        has_begun = true;
        before = Some(c);
    }
    out
}

/// Whether a text begins as an item of an ordered list does.
fn numbered(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.len() && rest.starts_with(['.', ')'])
}

/// Whether nothing but a number has been written.
fn before_is_number(out: &str) -> bool {
    out.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser};

    use super::*;
    use crate::text::SafeText;

    /// What a reader of the Markdown sees.
    fn seen(markdown: &str) -> String {
        let options = Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_TABLES
            | Options::ENABLE_MATH;
        let mut seen = String::new();
        for event in Parser::new_ext(markdown, options) {
            match event {
                Event::Text(text) => seen.push_str(&text),
                Event::Start(_) | Event::End(_) | Event::TaskListMarker(_) => {}
                other => panic!("{other:?} in {markdown:?}"),
            }
        }
        seen
    }

    #[test]
    fn what_means_nothing_is_left_alone() {
        for plain in
            ["snake_case and C#-like", "SQL: a + b = c", "v1.2 (2026) - done!", "R&D, Q & A", "조인과 인덱스"]
        {
            assert_eq!(literal(plain), plain);
        }
        assert_eq!(literal("1. First"), "1\\. First");
        assert_eq!(literal("C #"), "C \\#");
    }

    proptest! {
        #[test]
        fn titles_are_shown_as_they_are(
            raw in "[ a한1_*`~#|$&<>\\[\\]()!.:+=\\\\-]{1,12}|&(amp|#35|lt);x?|https://x.y/[a_*]{0,3}|\\PC{1,8}",
        ) {
            let text = SafeText::new(&raw).as_str().trim().to_owned();
            prop_assume!(!text.is_empty());
            for (before, after) in [("# ", ""), ("## ", " 1/2"), ("- [ ] ", ""), ("- ", " 1/2"), ("- [ ] ~~", "~~ (skipped)"), ("- [ ] [", "](a.md)")] {
                let markdown = format!("{before}{}{after}\n", literal(&text));
                let after = if after.starts_with(']') { "" } else { after.trim_start_matches('~') };
                prop_assert_eq!(seen(&markdown), format!("{text}{after}"), "{}", markdown);
            }
        }
    }
}
