//! The data block that some tools put above a note.

mod entries;

pub use entries::{Entries, Entry, entries};

/// What the data above a note says about it. What it says beyond that is not shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// What the note is called. Nothing here is cleaned.
    pub title: Option<String>,
    /// When it was written, without the time of day.
    pub date: Option<String>,
    /// What it is about: tags and categories, without doubles.
    pub tags: Vec<String>,
}

/// More tags than anybody reads, and more bytes than they take.
const MOST_TAGS: usize = 32;
const LONGEST_LIST: usize = 4096;

impl FrontMatter {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Front matter with something to show, if there is any, and the text after it; the whole text where there is none.
///
/// YAML stands between `---` lines, TOML between `+++` lines. A note may also begin with a line across, so YAML must
/// look like YAML: its first line names a key or is a comment.
pub(crate) fn split(text: &str) -> (Option<FrontMatter>, &str) {
    let Some((data, separator, rest)) = fences(text) else { return (None, text) };
    (Some(read(data, separator)).filter(|found| !found.is_empty()), rest)
}

/// The data between its two lines, the sign between its keys and values, and the text after it.
fn fences(text: &str) -> Option<(&str, char, &str)> {
    let mut lines = text.split_inclusive('\n');
    let (opening, first) = (lines.next()?, lines.clone().next()?);
    let (closings, separator): (&[&str], char) = match opening.trim_end() {
        "---" if looks_like_yaml(first) => (&["---", "..."], ':'),
        "+++" => (&["+++"], '='),
        _ => return None,
    };
    let start = opening.len();
    let mut end = start;
    for line in lines {
        if closings.contains(&line.trim_end()) {
            let data = text.get(start..end).unwrap_or_default();
            return Some((data, separator, text.get(end + line.len()..).unwrap_or_default()));
        }
        end += line.len();
    }
    None
}

fn looks_like_yaml(line: &str) -> bool {
    let key = line.split_once(':').map(|(key, _)| key);
    line.starts_with('#') || key.is_some_and(|key| !key.is_empty() && !key.contains(['.', '`', '*', '[']))
}

/// Reads the keys that matter. Not all of YAML or TOML, but what people and tools write above notes.
fn read(data: &str, separator: char) -> FrontMatter {
    let mut found = FrontMatter::default();
    let mut lines = data.lines().peekable();
    while let Some(line) = lines.next() {
        // A table of TOML: its keys are not about the note.
        if separator == '=' && line.starts_with('[') {
            break;
        }
        // Only keys at the left edge are about the note itself.
        let Some((key, value)) =
            line.split_once(separator).filter(|_| !line.starts_with([' ', '\t', '#', '-']))
        else {
            continue;
        };
        let value = value.trim();
        match unquoted(key).to_ascii_lowercase().as_str() {
            "title" => found.title = scalar(value).or(found.title),
            "date" => found.date = scalar(value).map(|date| day(&date).to_owned()).or(found.date),
            "tags" | "tag" | "categories" | "category" => {
                let mut list = value.to_owned();
                // A list over several lines: of dashes, or in brackets that are not closed yet.
                while let Some(item) = lines.next_if(|line| goes_on(line, &list)) {
                    list.push_str(item.trim().strip_prefix("- ").map_or_else(|| item.trim(), str::trim));
                    list.push(',');
                }
                found.add_tags(&list);
            }
            _ => {}
        }
    }
    found
}

fn goes_on(line: &str, list: &str) -> bool {
    if list.len() > LONGEST_LIST {
        return false;
    }
    if list.starts_with('[') {
        return !list.contains(']');
    }
    let is_list = list.is_empty() || list.ends_with(',');
    is_list && line.trim_start().starts_with("- ")
}

impl FrontMatter {
    fn add_tags(&mut self, list: &str) {
        let list = list.trim_start_matches('[');
        let list = list.split_once(']').map_or(list, |(list, _)| list);
        // Jekyll also takes tags with blanks between them, but a tag with a blank in it is the more frequent.
        for tag in list.split(',').filter_map(scalar) {
            let tag = tag.trim_start_matches('#').to_owned();
            if !tag.is_empty() && self.tags.len() < MOST_TAGS && !self.tags.contains(&tag) {
                self.tags.push(tag);
            }
        }
    }
}

/// A value on one line. None where there is nothing, and for what goes on in the next lines.
fn scalar(value: &str) -> Option<String> {
    let value = value.trim();
    let is_quoted = value.starts_with(['"', '\'']);
    let value = match value.split_once(" #") {
        Some((value, _)) if !is_quoted => value.trim_end(),
        _ => unquoted(value),
    };
    let is_block = matches!(value.trim_end_matches(['+', '-']), ">" | "|") && !is_quoted;
    let is_nothing = matches!(value, "" | "~" | "null");
    (!is_block && !is_nothing).then(|| value.replace("\\\"", "\""))
}

/// The text between quotes, and without what stands after them; text without quotes as it is.
fn unquoted(value: &str) -> &str {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote) {
            let end = inner.char_indices().find(|(at, c)| {
                *c == quote && !inner.get(..*at).is_some_and(|before| before.ends_with('\\'))
            });
            return end.map_or(value, |(end, _)| inner.get(..end).unwrap_or(inner));
        }
    }
    value
}

/// A date without its time of day. What is no date stays as it is.
fn day(date: &str) -> &str {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-' || byte == b'/');
    match date.split_once(['T', ' ']) {
        Some((day, _)) if day.len() >= 8 && digits(day) => day,
        _ => date,
    }
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
            assert_eq!(split(text).1, rest, "{text:?}");
        }
    }

    /// Title, date and tags in one line.
    fn told(text: &str) -> String {
        let found = split(text).0.unwrap_or_default();
        let none = || "-".to_owned();
        let (title, date) = (found.title.unwrap_or_else(none), found.date.unwrap_or_else(none));
        format!("{title}; {date}; {}", found.tags.join(" "))
    }

    #[test]
    fn title_date_and_tags_are_read() {
        for (data, expected) in [
            ("title: A note\ndate: 2024-05-01\ntags: [a, \"b c\"]", "A note; 2024-05-01; a b c"),
            (
                "title: \"Say \\\"hi\\\": now\"\ndate: 2024-05-01 10:00:00 +0900",
                "Say \"hi\": now; 2024-05-01; ",
            ),
            (
                "title: 'TCP: 연결' # why\ndate: 2024-05-01T10:00:00Z\ntags: a, b,a",
                "TCP: 연결; 2024-05-01; a b",
            ),
            ("tags:\n  - a\n- \"#b\"\n  - c # d\nlayout: post", "-; -; a b c"),
            ("tags: [a,\n  b,\n  c]\ncategories: [d]", "-; -; a b c d"),
            ("Title: C# in depth # not this\ndate: May 2024", "C# in depth; May 2024; "),
            ("author:\n  title: nested\n  tags: [x]\n# title: out", "-; -; "),
            ("title: >\n  folded\ndate: ~\ntags:", "-; -; "),
            ("layout: post", "-; -; "),
        ] {
            assert_eq!(told(&format!("---\n{data}\n---\nBody")), expected, "{data}");
        }
        let toml = "title = \"A note\"\ndate = 2024-05-01T10:00:00+09:00\ntags = [\n \"a\",\n 'b',\n]\n[extra]\ntitle = 1";
        assert_eq!(told(&format!("+++\n{toml}\n+++\n")), "A note; 2024-05-01; a b");
    }

    #[test]
    fn data_that_says_nothing_is_hidden() {
        assert_eq!(split("---\nlayout: post\n---\nBody"), (None, "Body"));
    }
}
