//! An archive: a roadmap with everything that belongs to it, as `trailmark export json` writes it.
//!
//! An archive may be a stranger's: what is read from it names files only inside of the folder that it goes to, and every one of
//! them by a name that the program itself would have written.

use std::collections::HashSet;

use serde_json::{Map, Value};

use crate::base64;
use crate::progress::{Line, read_line};
use crate::roadmap::{MAX_BYTES, NotePath, TopicId};
use crate::text::SafeText;

/// What stands under `format`.
pub const FORMAT: &str = "trailmark-export";
/// The version that is written, and the newest one that is read.
pub const VERSION: u64 = 1;

/// A roadmap with everything that belongs to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Archive {
    /// The roadmap file, as it is.
    pub roadmap_toml: String,
    /// The files of the notes folder, by their paths below it, in order; each as it is.
    pub notes: Vec<(NotePath, Vec<u8>)>,
    /// The person's summaries, in the order of their ids; each as it is.
    pub summaries: Vec<(TopicId, Vec<u8>)>,
    /// The changes: lines of logs without their line breaks, the oldest first.
    pub events: Vec<String>,
}

/// Why a text is no archive, in a sentence without a full stop.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ArchiveError(SafeText);

/// An error of these words.
fn bad<T>(words: impl Into<SafeText>) -> Result<T, ArchiveError> {
    Err(ArchiveError(words.into()))
}

impl Archive {
    /// Whether a text may be an archive, as far as its beginning tells.
    pub fn is_likely(text: &str) -> bool {
        let text = text.trim_start_matches('\u{FEFF}').trim_start();
        let format = text.strip_prefix('{').and_then(|rest| rest.trim_start().strip_prefix("\"format\""));
        let value = format.and_then(|rest| rest.trim_start().strip_prefix(':')).map(str::trim_start);
        value.and_then(|value| value.strip_prefix('"')).is_some_and(|value| value.starts_with(FORMAT))
    }

    /// Reads an archive, all of it or nothing.
    ///
    /// # Errors
    /// Says what is wrong with the first part that cannot be taken.
    pub fn parse(text: &str) -> Result<Self, ArchiveError> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let whole: Value = match serde_json::from_str(text) {
            Ok(whole) => whole,
            Err(error) => return bad(format!("it is no JSON, or only a part of an export: {error}")),
        };
        match whole.get("format").and_then(Value::as_str) {
            Some(FORMAT) => {}
            _ => return bad("it is no export of trailmark: its `format` is not \"trailmark-export\""),
        }
        match whole.get("version").and_then(Value::as_u64) {
            Some(1..=VERSION) => {}
            Some(version) if version > VERSION => {
                return bad(format!(
                    "it is an export of version {version}, and this trailmark reads version {VERSION}; update trailmark"
                ));
            }
            _ => return bad("its `version` is no number such as 1"),
        }
        let Some(roadmap) = whole.get("roadmap").and_then(Value::as_str) else {
            return bad("it has no `roadmap`, which is the text of a roadmap.toml");
        };
        if roadmap.len() as u64 > MAX_BYTES {
            return bad("its `roadmap` is longer than 8 MiB, which is the limit");
        }
        Ok(Self {
            roadmap_toml: roadmap.to_owned(),
            notes: notes(&whole)?,
            summaries: summaries(&whole)?,
            events: events(&whole)?,
        })
    }
}

/// The object of this name; one that is missing is empty.
fn object<'a>(whole: &'a Value, name: &str) -> Result<Option<&'a Map<String, Value>>, ArchiveError> {
    match whole.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Object(object)) => Ok(Some(object)),
        Some(_) => bad(format!("its `{name}` is not an object")),
    }
}

fn notes(whole: &Value) -> Result<Vec<(NotePath, Vec<u8>)>, ArchiveError> {
    let mut notes = Vec::new();
    for (name, value) in object(whole, "notes")?.into_iter().flatten() {
        let path = match NotePath::new(name) {
            Ok(path) if path.as_str() == name => path,
            Ok(_) => return bad(format!("its note {name:?} is named by a path with empty parts")),
            Err(error) => return bad(format!("its note {name:?} cannot be taken: {error}")),
        };
        if is_hidden_note(&path) {
            return bad(format!("its note {name:?} cannot be taken: a part of the path begins with a dot"));
        }
        notes.push((path, bytes(value, &format!("note {name:?}"))?));
    }
    let folders: HashSet<&str> = notes
        .iter()
        .flat_map(|(path, _)| path.as_str().match_indices('/').filter_map(|(at, _)| path.as_str().get(..at)))
        .collect();
    if let Some((path, _)) = notes.iter().find(|(path, _)| folders.contains(path.as_str())) {
        return bad(format!("its note {:?} is a file and a folder at once", path.as_str()));
    }
    notes.sort_by(|a, b| a.0.as_str().cmp(b.0.as_str()));
    Ok(notes)
}

/// Whether a part of a path begins with a dot, as the folders of git do: nothing of that is exported, and nothing taken in.
pub fn is_hidden_note(path: &NotePath) -> bool {
    path.as_str().split('/').any(|part| part.starts_with('.'))
}

fn summaries(whole: &Value) -> Result<Vec<(TopicId, Vec<u8>)>, ArchiveError> {
    let mut summaries = Vec::new();
    for (name, value) in object(whole, "summaries")?.into_iter().flatten() {
        let id = match TopicId::new(name) {
            Ok(id) => id,
            Err(error) => return bad(format!("its summary {name:?} is not named after a topic: {error}")),
        };
        summaries.push((id, bytes(value, &format!("summary {name:?}"))?));
    }
    summaries.sort();
    Ok(summaries)
}

/// The bytes of a file: a text, or `base64`.
fn bytes(value: &Value, what: &str) -> Result<Vec<u8>, ArchiveError> {
    match value {
        Value::String(text) => Ok(text.clone().into_bytes()),
        _ => match value.get("base64").and_then(Value::as_str).and_then(base64::decoded) {
            Some(bytes) => Ok(bytes),
            None => bad(format!("its {what} is neither a text nor {{ \"base64\": \"⋯\" }}")),
        },
    }
}

fn events(whole: &Value) -> Result<Vec<String>, ArchiveError> {
    let lines = match whole.get("events") {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Array(lines)) => lines,
        Some(_) => return bad("its `events` is not an array"),
    };
    let mut events = Vec::with_capacity(lines.len());
    for (number, line) in (1..).zip(lines) {
        let Some(line) = line.as_str().filter(|line| !line.contains(['\n', '\r'])) else {
            return bad(format!("its event {number} is no line of a log"));
        };
        match read_line(line) {
            Ok(Line::Event(_)) => events.push(line.to_owned()),
            Ok(_) => return bad(format!("its event {number} is no event")),
            Err(error) => return bad(format!("its event {number} cannot be read: {error}")),
        }
    }
    Ok(events)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    const EVENT: &str =
        r#"20261120T194503123Z-00-k3f9q2 = { topic = "a", title = "A", status = "done" } # a remark"#;

    /// An archive with one part in place of the usual one.
    fn with(part: &str, value: Value) -> Result<Archive, ArchiveError> {
        let mut whole = json!({ "format": FORMAT, "version": 1, "roadmap": "id = \"r\"" });
        whole[part] = value;
        Archive::parse(&whole.to_string())
    }

    #[test]
    fn every_part_is_taken_as_it_is() {
        let archive = Archive::parse(
            &json!({
                "format": FORMAT, "version": 1, "later": true, "topics": [],
                "roadmap": "id = \"r\"\r\n",
                "notes": { "b.md": "\u{FEFF}한글\r\n", "a/그림.png": { "base64": "iVBO/w==" } },
                "summaries": { "조인": "내 정리\n" },
                "events": [EVENT],
            })
            .to_string(),
        )
        .unwrap();
        assert_eq!(archive.roadmap_toml, "id = \"r\"\r\n");
        let notes: Vec<(&str, &[u8])> =
            archive.notes.iter().map(|(path, note)| (path.as_str(), &**note)).collect();
        assert_eq!(notes, [("a/그림.png", &b"\x89PN\xFF"[..]), ("b.md", "\u{FEFF}한글\r\n".as_bytes())]);
        assert_eq!(archive.summaries, [(TopicId::new("조인").unwrap(), "내 정리\n".into())]);
        assert_eq!(archive.events, [EVENT]);
    }

    #[test]
    fn what_is_no_archive_says_why() {
        for (part, value, why) in [
            ("format", json!("other"), "it is no export of trailmark"),
            ("version", json!(2), "update trailmark"),
            ("version", json!("1"), "no number"),
            ("roadmap", json!(null), "no `roadmap`"),
            ("notes", json!([]), "not an object"),
            ("notes", json!({ "../x.md": "" }), "leaves the folder"),
            ("notes", json!({ "/etc/passwd": "" }), "absolute"),
            ("notes", json!({ "c:x": "" }), "absolute"),
            ("notes", json!({ "a\\..\\b": "" }), "has '\\\\' in it"),
            ("notes", json!({ "a//b.md": "" }), "empty parts"),
            ("notes", json!({ "a/.git/config": "" }), "begins with a dot"),
            ("notes", json!({ "a": "", "a/b.md": "" }), "a file and a folder"),
            ("notes", json!({ "a.md": { "base64": "?" } }), "neither a text"),
            ("notes", json!({ "a.md": 1 }), "neither a text"),
            ("summaries", json!({ "../x": "" }), "not named after a topic"),
            ("summaries", json!({ "A": "" }), "not named after a topic"),
            ("events", json!({}), "not an array"),
            ("events", json!(["format = 1"]), "its event 1 is no event"),
            ("events", json!([EVENT, "x"]), "its event 2 cannot be read"),
            ("events", json!([format!("{EVENT}\nformat = 9")]), "no line of a log"),
        ] {
            let error = with(part, value.clone()).expect_err(part).to_string();
            assert!(error.contains(why), "{part} {value}: {error}");
        }
        for text in ["", "[]", "{}", "{\"format\": \"trailmark-export\"", &"[".repeat(100_000)] {
            assert!(Archive::parse(text).is_err());
        }
    }

    #[test]
    fn the_beginning_tells_an_archive() {
        for (text, is) in [
            ("{\n  \"format\": \"trailmark-export\",\n", true),
            ("\u{FEFF}{\"format\":\"trailmark-export\"", true),
            ("{\"nodes\": []}", false),
            ("# trailmark-export", false),
        ] {
            assert_eq!(Archive::is_likely(text), is, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_note_leaves_its_folder(name in "[a./\\\\:~ \u{202E}-]{0,8}") {
            if let Ok(archive) = with("notes", json!({ name.clone(): "" })) {
                for (path, _) in archive.notes {
                    prop_assert!(path.as_str().split('/').all(|part| !part.is_empty() && !part.starts_with('.')));
                    prop_assert!(!path.as_str().contains(['\\', ':']));
                }
            }
        }
    }
}
