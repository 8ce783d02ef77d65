//! The data block that some tools put above a note.

/// The text after the front matter; the whole text where there is none.
///
/// YAML stands between `---` lines, TOML between `+++` lines. A note may also begin with a line across, so YAML must
/// look like YAML: its first line names a key or is a comment.
pub(super) fn skip(text: &str) -> &str {
    let mut lines = text.split_inclusive('\n');
    let (Some(opening), Some(first)) = (lines.next(), lines.clone().next()) else {
        return text;
    };
    let closings: &[&str] = match opening.trim_end() {
        "---" if looks_like_yaml(first) => &["---", "..."],
        "+++" => &["+++"],
        _ => return text,
    };
    let mut end = opening.len();
    for line in lines {
        end += line.len();
        if closings.contains(&line.trim_end()) {
            return text.get(end..).unwrap_or_default();
        }
    }
    text
}

fn looks_like_yaml(line: &str) -> bool {
    let key = line.split_once(':').map(|(key, _)| key);
    line.starts_with('#') || key.is_some_and(|key| !key.is_empty() && !key.contains(['.', '`', '*', '[']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_closed_front_matter_at_the_top_is_skipped() {
        for (text, rest) in [
            ("---\ntitle: x\n---\nBody", "Body"),
            ("---\n# made by hand\n...\nBody", "Body"),
            ("+++\ntitle = 1\n+++\nBody", "Body"),
            ("---\ntitle: x\n---", ""),
            ("---\ntitle: x\nBody", "---\ntitle: x\nBody"),
            ("---\n\nBody\n\n---\n", "---\n\nBody\n\n---\n"),
            ("---\nJust text\n---\n", "---\nJust text\n---\n"),
            ("Body\n---\na: b\n---\n", "Body\n---\na: b\n---\n"),
            ("---", "---"),
            ("", ""),
        ] {
            assert_eq!(skip(text), rest, "{text:?}");
        }
    }
}
