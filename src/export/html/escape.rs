//! Text that is only text in a page, whatever stands in it.

use std::borrow::Cow;

use crate::export::markup;
use crate::text::clean;

/// Adds text so that it is nothing but text, in an element as in an attribute with double quotes. What cannot be seen or
/// would turn the direction of writing is cleaned as on screens.
pub(super) fn text(out: &mut String, raw: &str) {
    markup::write(out, &clean(raw));
}

/// The same, for text of several lines: line breaks and tabs stay.
pub(super) fn lines(out: &mut String, raw: &str) {
    for (number, line) in raw.split('\n').enumerate() {
        out.push_str(if number > 0 { "\n" } else { "" });
        markup::write(out, &clean_line(line));
    }
}

/// A line without anything that must not be shown; tabs stay, for a browser knows tab stops.
pub(super) fn clean_line(line: &str) -> Cow<'_, str> {
    if !line.contains('\t') {
        return clean(line);
    }
    Cow::Owned(line.split('\t').map(clean).collect::<Vec<_>>().join("\t"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_only_text() {
        for (raw, written) in [
            ("plain 한글", "plain 한글"),
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("\" onload='x' &amp;", "&quot; onload=&#39;x&#39; &amp;amp;"),
            ("a\u{0}b\u{1B}[31m\u{202E}c", "a\u{2400}b\u{241B}[31m\u{FFFD}c"),
            ("two\u{2028}lines\u{2029}", "two lines "),
        ] {
            let mut out = String::new();
            text(&mut out, raw);
            assert_eq!(out, written, "{raw:?}");
        }
        let mut out = String::new();
        lines(&mut out, "\ta\t<b>\r\u{7}\n\nc");
        assert_eq!(out, "\ta\t&lt;b&gt; \u{2407}\n\nc");
    }
}
