//! All that the data above a note says, for those who must not lose any of it.

use super::{fences, goes_on, scalar, unquoted};

/// The data above a note, and the note below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entries<'a> {
    /// Its keys with what they say, in order.
    pub entries: Vec<Entry>,
    /// How many lines the data takes, with the lines around it.
    pub lines: usize,
    /// The text after it.
    pub body: &'a str,
}

/// A key of the data above a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The line of the text that it stands on, counted from 1.
    pub line: usize,
    /// The key in lower case; the whole line where that has none, such as a comment.
    pub key: String,
    /// What it says: one value, or those of its list. Empty where it says nothing, and for keys within it. Not cleaned.
    pub values: Vec<String>,
}

/// What the data above a note says; none where there is no such data, or it has no keys.
pub fn entries(prepared: &str) -> Option<Entries<'_>> {
    let (data, separator, body) = fences(prepared)?;
    let mut entries = Vec::new();
    let (mut is_below_key, mut has_keys) = (false, separator == '=');
    let mut lines = data.lines().enumerate().peekable();
    while let Some((index, line)) = lines.next() {
        if separator == '=' && line.starts_with('[') {
            entries.push(Entry { line: index + 2, key: line.trim().to_owned(), values: Vec::new() });
            continue;
        }
        let is_key = !line.starts_with([' ', '\t', '#', '-']);
        let Some((key, value)) = line.split_once(separator).filter(|_| is_key) else {
            // What stands further to the right belongs to the key above it, if there is one.
            let is_own = !line.starts_with([' ', '\t', '-']) || !is_below_key;
            if is_own && !line.trim().is_empty() {
                is_below_key = false;
                entries.push(Entry { line: index + 2, key: line.trim().to_owned(), values: Vec::new() });
            }
            continue;
        };
        (is_below_key, has_keys) = (true, true);
        let value = value.trim();
        let is_block = matches!(value.trim_end_matches(['+', '-']), ">" | "|");
        let mut text = if is_block { String::new() } else { value.to_owned() };
        let is_list = text.is_empty() && !is_block || text.starts_with('[');
        while let Some((_, more)) = lines.next_if(|(_, line)| {
            if is_block { line.starts_with([' ', '\t']) } else { is_list && goes_on(line, &text) }
        }) {
            let more = more.trim();
            text.push_str(if is_block { more } else { more.strip_prefix("- ").unwrap_or(more).trim() });
            text.push(if is_block { ' ' } else { ',' });
        }
        let values = if is_list { list(&text) } else { scalar(&text).into_iter().collect() };
        entries.push(Entry { line: index + 2, key: unquoted(key).trim().to_lowercase(), values });
    }
    // Lines across with a heading between them look like that.
    has_keys.then(|| Entries { entries, lines: data.lines().count() + 2, body })
}

/// The values of a list that was written in brackets, or in lines.
fn list(text: &str) -> Vec<String> {
    let inner = text.trim_start_matches('[');
    let inner = inner.split_once(']').map_or(inner, |(inner, _)| inner);
    inner.split(',').filter_map(scalar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_and_value_is_told() {
        let text = "---\ntitle: \"A: b\"\ntags: [x, 'y z']\ncategories:\n    - Backend\n    - Web\n\
                    description: >\n  Two\n  lines\nlayout: post\nauthor:\n  name: me\nempty:\n# Comment\n---\nBody\n";
        let found = entries(text).expect("there is data");
        let told: Vec<String> = found
            .entries
            .iter()
            .map(|entry| format!("{} {}={}", entry.line, entry.key, entry.values.join("|")))
            .collect();
        assert_eq!(
            told,
            [
                "2 title=A: b",
                "3 tags=x|y z",
                "4 categories=Backend|Web",
                "7 description=Two lines",
                "10 layout=post",
                "11 author=",
                "13 empty=",
                "14 # Comment="
            ]
        );
        assert_eq!((found.lines, found.body), (15, "Body\n"));
        let toml = entries("+++\ntitle = \"x\"\n[extra]\nweight = 3\n+++\nB").expect("there is data");
        assert_eq!(toml.entries.len(), 3);
        assert_eq!(entries("Body\n"), None);
    }
}
