//! Text for a TOML file.

use std::fmt::Write as _;

/// Adds `text` to a line as a TOML basic string, <https://toml.io/en/v1.0.0#string>.
pub(crate) fn push_toml_string(line: &mut String, text: &str) {
    line.push('"');
    for c in text.chars() {
        match c {
            '"' => line.push_str("\\\""),
            '\\' => line.push_str("\\\\"),
            '\0'..='\u{1F}' | '\u{7F}' => {
                // Writing to a String cannot fail.
                let _ = write!(line, "\\u{:04X}", u32::from(c));
            }
            _ => line.push(c),
        }
    }
    line.push('"');
}

/// `text` as a TOML basic string.
pub(crate) fn toml_string(text: &str) -> String {
    let mut string = String::with_capacity(text.len() + 2);
    push_toml_string(&mut string, text);
    string
}
