//! What the data above a note says, and what of it has no place in a roadmap.

use std::collections::HashSet;

use crate::import::{Place, Remark, RemarkKind};
use crate::note;

/// The data above a note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::import) struct Front {
    /// What the note is called.
    pub(in crate::import) title: Option<String>,
    /// What it is about.
    pub(in crate::import) description: Option<String>,
    /// When it was written, or the day that its order goes by.
    pub(in crate::import) date: Option<String>,
    /// Words to find it by.
    pub(in crate::import) tags: Vec<String>,
    /// What it belongs to, from the widest on.
    pub(in crate::import) categories: Vec<String>,
    /// Its place among others.
    pub(in crate::import) order: Option<u64>,
    /// Whether it is not finished, in its author's eyes.
    pub(in crate::import) is_draft: bool,
    /// How many lines the data takes.
    pub(in crate::import) lines: usize,
    /// What it says beyond that: the line, and the keys in words.
    rest: Option<(usize, String)>,
}

/// Keys that give a note its place among others, in the programs that make sites of notes.
const ORDER: &[&str] = &["nav_order", "sidebar_position", "weight", "order"];
/// Values that say that a note is not finished.
const DRAFT: &[(&str, &str)] = &[("draft", "true"), ("published", "false")];

/// Most keys that are named, of those without a place.
const MOST_NAMED: usize = 20;

/// Reads the data above a note, and gives the note.
pub(in crate::import) fn split(text: &str) -> (Front, &str) {
    let Some(note::Entries { entries, lines, body }) = note::entries(text) else {
        return (Front::default(), text);
    };
    let mut front = Front { lines, ..Front::default() };
    let mut rest: Vec<(usize, String)> = Vec::new();
    for entry in entries {
        let note::Entry { line, key, values } = entry;
        if !front.take(&key, &values) {
            rest.push((line, key));
        }
    }
    let mut keys = rest.iter().map(|(_, key)| key.as_str()).take(MOST_NAMED).collect::<Vec<_>>().join(", ");
    if let Some(more @ 1..) = rest.len().checked_sub(MOST_NAMED) {
        keys.extend([" and ", &more.to_string(), " more"]);
    }
    front.rest = rest.first().map(|(line, _)| (*line, keys));
    (front, body)
}

impl Front {
    /// Takes what a key says; whether all of it has a place.
    fn take(&mut self, key: &str, values: &[String]) -> bool {
        let is_one = values.len() == 1;
        let one = || values.first().cloned().filter(|_| is_one);
        match key {
            "title" if is_one => self.title = one(),
            "description" | "summary" | "excerpt" if is_one && self.description.is_none() => {
                self.description = one();
            }
            "date" if is_one => self.date = one(),
            "tags" | "tag" | "keywords" => add(&mut self.tags, values),
            "categories" | "category" => add(&mut self.categories, values),
            _ if ORDER.contains(&key) && is_one => {
                let number = one().and_then(|value| value.trim().parse().ok());
                self.order = self.order.or(number);
                return number.is_some();
            }
            _ => {
                let is_draft =
                    is_one && DRAFT.iter().any(|said| (said.0, Some(said.1)) == (key, one().as_deref()));
                self.is_draft |= is_draft;
                return is_draft || values.is_empty() && matches!(key, "tags" | "title" | "date");
            }
        }
        true
    }

    /// What it says that a single topic may have, in words; none where there is nothing of that.
    pub(in crate::import) fn keys_of_topics(&self) -> Option<String> {
        let said = [
            ("tags", self.tags.join(", ")),
            ("categories", self.categories.join(", ")),
            ("date", self.date.clone().unwrap_or_default()),
            ("order", self.order.map(|order| order.to_string()).unwrap_or_default()),
            ("draft", if self.is_draft { "true".to_owned() } else { String::new() }),
        ];
        let said = said.iter().filter(|(_, value)| !value.is_empty());
        let words: Vec<String> = said.map(|(key, value)| format!("{key} ({value})")).collect();
        (!words.is_empty()).then(|| words.join(", "))
    }

    /// A remark about what has no place in a roadmap.
    pub(in crate::import) fn remark(&self, file: &str) -> Option<Remark> {
        let (line, keys) = self.rest.as_ref()?;
        Some(Remark {
            kind: RemarkKind::LeftOut,
            place: Place { file: file.to_owned(), line: *line },
            words: format!("data above the note that a roadmap has no place for: {keys}"),
        })
    }
}

/// Adds words, of which several may stand in one value with commas between them; none twice.
fn add(words: &mut Vec<String>, values: &[String]) {
    let mut known: HashSet<String> = words.iter().cloned().collect();
    let parts = values.iter().flat_map(|value| value.split(','));
    for word in parts.map(|word| word.trim().trim_start_matches('#').trim_matches(['"', '\''])) {
        if !word.is_empty() && known.insert(word.to_owned()) {
            words.push(word.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_place_is_taken_and_the_rest_is_named() {
        let text = "---\nlayout: post\ntitle: \"A: b\"\ntags: x, y\ncategories:\n    - Backend\n    - Web\nnav_order: 3\n\
                    draft: true\ndescription: >\n  Two\n  lines\nauthor:\n  name: me\n---\nBody\n";
        let (front, body) = split(text);
        assert_eq!(body, "Body\n");
        assert_eq!((front.title.as_deref(), front.description.as_deref()), (Some("A: b"), Some("Two lines")));
        assert_eq!(
            (front.tags.join(" "), front.categories.join(" ")),
            ("x y".to_owned(), "Backend Web".to_owned())
        );
        assert_eq!((front.order, front.is_draft, front.lines), (Some(3), true, 15));
        let remark = front.remark("a.md").expect("there is more");
        assert_eq!(remark.place.line, 2);
        assert!(remark.words.ends_with(": layout, author"), "{}", remark.words);
        assert_eq!(split("Body\n"), (Front::default(), "Body\n"));
    }
}
