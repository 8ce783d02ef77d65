//! The JSON file of a roadmap, and the front matter that may lie beside it.

use serde_json::Value;

use crate::import::content::{joined, parent, words};
use crate::import::{Material, MaterialError, Place, Remark, RemarkKind};
use crate::text::SafeText;

/// More JSON files than lie in the folder of a roadmap.
const MOST_FILES: usize = 64;
/// What services put around the roadmap in their answers.
const WRAPPERS: &[&str] = &["roadmap", "data", "json"];

/// A JSON file that holds a roadmap.
#[derive(Debug)]
pub(in crate::import) struct Source {
    pub(in crate::import) file: String,
    pub(in crate::import) text: String,
    pub(in crate::import) value: Value,
    /// What the person should know about the file, and about the ones beside it.
    pub(in crate::import) remarks: Vec<Remark>,
}

impl Source {
    /// The file `start`, or the one in the folder `start` that `fits`.
    ///
    /// # Errors
    /// Where there is none, or it cannot be read.
    pub(in crate::import) fn find(
        start: &str,
        material: &dyn Material,
        fits: impl Fn(&Value) -> bool,
    ) -> Result<Self, MaterialError> {
        if !start.is_empty() && !material.has_folder(start) {
            return Self::open(start, material, &fits);
        }
        let is_beside = |file: &String| parent(file) == start && has_ending(file, "json");
        let files: Vec<String> =
            material.files(start)?.into_iter().filter(is_beside).take(MOST_FILES).collect();
        let read = files.iter().map(|file| Self::open(file, material, &fits));
        let (found, errors): (Vec<_>, Vec<_>) = read.partition(Result::is_ok);
        // A roadmap has its front matter beside it; of several the largest has most to tell.
        let rank = |source: &Self| (material.has(&front_of(&source.file)), source.text.len());
        let mut found: Vec<Self> = found.into_iter().flatten().collect();
        let best = (0..found.len()).rev().max_by_key(|at| found.get(*at).map(rank));
        let Some(best) = best.filter(|best| *best < found.len()) else {
            let none = MaterialError(SafeText::new(
                "there is no JSON file of a roadmap in the folder: name the file itself",
            ));
            // With one file its own error says more.
            return Err(errors
                .into_iter()
                .find_map(Result::err)
                .filter(|_| files.len() == 1)
                .unwrap_or(none));
        };
        let mut source = found.swap_remove(best);
        for other in found {
            let words =
                format!("the file is left out: {} is taken; import the other by its name", source.file);
            source.remarks.push(Remark {
                kind: RemarkKind::LeftOut,
                place: Place { file: other.file, line: 0 },
                words,
            });
        }
        Ok(source)
    }

    fn open(
        file: &str,
        material: &dyn Material,
        fits: impl Fn(&Value) -> bool,
    ) -> Result<Self, MaterialError> {
        let text = material.text(file)?;
        let refuse = |words: String| MaterialError(SafeText::new(format!("{file} {words}")));
        let value: Value =
            serde_json::from_str(&text.text).map_err(|error| refuse(format!("is no JSON: {error}")))?;
        let value = unwrapped(value, &fits).ok_or_else(|| {
            refuse("holds no roadmap: it has neither `nodes` nor `mockup`; name another file".to_owned())
        })?;
        let remarks = text.remarks(file).collect();
        Ok(Self { file: file.to_owned(), text: text.text, value, remarks })
    }

    /// The name of the file as words.
    pub(in crate::import) fn words(&self) -> String {
        words(stem(&self.file))
    }
}

fn unwrapped(mut value: Value, fits: impl Fn(&Value) -> bool) -> Option<Value> {
    if fits(&value) {
        return Some(value);
    }
    let key = WRAPPERS.iter().find(|key| value.get(**key).is_some_and(&fits))?;
    value.get_mut(*key).map(Value::take)
}

/// The folder beside which content lies, and whether the person named the folder and not the file.
pub(in crate::import) fn folder_of<'a>(start: &str, file: &'a str) -> (&'a str, bool) {
    (parent(file), start != file)
}

fn has_ending(file: &str, ending: &str) -> bool {
    file.rsplit_once('.').is_some_and(|(_, found)| found.eq_ignore_ascii_case(ending))
}

fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn front_of(file: &str) -> String {
    joined(parent(file), &format!("{}.md", stem(file)))
}

/// What the Markdown file of the same name says above its text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::import) struct Front {
    pub(in crate::import) title: String,
    pub(in crate::import) description: String,
}

impl Front {
    /// The front matter beside `file`; nothing where there is none.
    pub(in crate::import) fn read(material: &dyn Material, file: &str) -> Self {
        let beside = front_of(file);
        let text = Some(beside).filter(|file| material.has(file)).and_then(|file| material.text(&file).ok());
        text.map(|text| Self::of(&text.text)).unwrap_or_default()
    }

    fn of(text: &str) -> Self {
        let mut lines = text.lines();
        if lines.next().map(str::trim_end) != Some("---") {
            return Self::default();
        }
        let inside = lines.take_while(|line| !matches!(line.trim_end(), "---" | "..."));
        let mut values: Vec<(&str, String)> = Vec::new();
        for line in inside {
            let goes_on = line.starts_with([' ', '\t']);
            match (line.split_once(':'), values.last_mut()) {
                (_, Some((_, value))) if goes_on => {
                    value.push(' ');
                    value.push_str(line.trim());
                }
                (Some((key, value)), _) if !goes_on => values.push((key.trim(), value.trim().to_owned())),
                _ => {}
            }
        }
        let value = |keys: &[&str]| {
            let mut found = keys.iter().filter_map(|key| values.iter().find(|(known, _)| known == key));
            found
                .find_map(|(_, value)| Some(scalar(value)).filter(|value| !value.is_empty()))
                .unwrap_or_default()
        };
        Self {
            title: value(&["title", "briefTitle"]),
            description: value(&["description", "briefDescription"]),
        }
    }
}

/// A value of YAML as text: without quotes, and without the sign of a block.
fn scalar(value: &str) -> String {
    let value = value.trim().trim_start_matches(['>', '|', '-']).trim();
    for quote in ['\'', '"'] {
        if let Some(inner) = value.strip_prefix(quote).and_then(|inner| inner.strip_suffix(quote)) {
            let doubled: String = [quote, quote].iter().collect();
            return inner.replace("\\\"", "\"").replace(&doubled, &quote.to_string());
        }
    }
    value.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::material::Memory;

    fn find(start: &str, files: &[(&str, &str)]) -> Result<Source, String> {
        let found = Source::find(start, &Memory::new(files), |value| value.get("nodes").is_some());
        found.map_err(|error| error.to_string())
    }

    #[test]
    fn the_graph_of_a_folder_is_found_and_the_others_are_named() {
        let files = [
            ("a.json", r#"{"nodes": [1, 2, 3, 4]}"#),
            ("b.json", r#"{"roadmap": {"nodes": []}}"#),
            ("b.md", "---\ntitle: B\n---\n"),
            ("migration.json", r#"{"a": "b"}"#),
            ("broken.json", "{"),
            ("deep/c.json", r#"{"nodes": [1, 2, 3, 4, 5]}"#),
        ];
        let source = find("", &files).expect("a graph");
        assert_eq!((source.file.as_str(), source.words().as_str()), ("b.json", "B"));
        assert!(source.value.get("nodes").is_some(), "the wrapping is off");
        assert_eq!(source.remarks.len(), 1);
        assert_eq!(find("deep", &files).expect("a graph").file, "deep/c.json");
        assert_eq!(find("a.json", &files).expect("a graph").file, "a.json");
        assert_eq!(folder_of("deep", "deep/c.json"), ("deep", true));
        assert_eq!(folder_of("deep/c.json", "deep/c.json"), ("deep", false));
    }

    #[test]
    fn what_holds_no_graph_is_refused_with_the_reason() {
        for (text, reason) in [
            ("{", "a.json is no JSON: EOF while parsing an object at line 1 column 1"),
            ("[]", "a.json holds no roadmap: it has neither `nodes` nor `mockup`; name another file"),
        ] {
            let files = [("a.json", text)];
            assert_eq!(find("a.json", &files).expect_err("refused"), reason);
            assert_eq!(find("", &files).expect_err("refused"), reason);
        }
        let deep = "[".repeat(10_000);
        assert!(find("a.json", &[("a.json", &deep)]).is_err());
        let none = find("", &[("a.md", "# A")]).expect_err("refused");
        assert_eq!(none, "there is no JSON file of a roadmap in the folder: name the file itself");
    }

    #[test]
    fn title_and_description_stand_in_the_front_matter() {
        for (text, title, description) in [
            (
                "---\ntitle: 'It''s A'\nbriefTitle: B\ndescription: \"What: it\"\n---\nText",
                "It's A",
                "What: it",
            ),
            ("---\nbriefTitle: B\nbriefDescription: >-\n  one\n  two\n---\n", "B", "one two"),
            ("---\nseo:\n  title: inner\n  description: inner\n---\n", "", ""),
            ("title: A\n", "", ""),
            ("", "", ""),
        ] {
            let expected = Front { title: title.into(), description: description.into() };
            assert_eq!(Front::of(text), expected, "{text}");
        }
    }
}
