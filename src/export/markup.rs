//! Text in HTML and in pictures, both of which are markup.

/// Adds text so that it is nothing but text, in an element as in an attribute with quotes. What no XML may have,
/// <https://www.w3.org/TR/xml/#charsets>, becomes U+FFFD.
pub(super) fn write(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {
                out.push('\u{FFFD}');
            }
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out_of_the_text() {
        let mut out = String::new();
        write(&mut out, "</text><script>\"'&\u{FFFF}\t\n\u{1B}");
        assert_eq!(out, "&lt;/text&gt;&lt;script&gt;&quot;&#39;&amp;\u{FFFD}\t\n\u{FFFD}");
    }
}
