//! What the last import wrote, kept beside the roadmap: with it the next one tells what changed in the source from what was
//! changed by hand.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::fingerprint;

/// What the record is called in the folder of the roadmap.
pub(super) const FILE_NAME: &str = ".trailmark-import.json";
/// The version of the record.
const VERSION: u64 = 1;

/// What the last import wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Record {
    /// The topics by their ids. Those that the source no longer has stay.
    pub(super) topics: BTreeMap<String, Entry>,
    /// Fingerprints of the files, by their paths below the folder of the roadmap.
    pub(super) files: BTreeMap<String, String>,
}

/// A topic as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its title.
    pub(super) title: String,
    /// The id of the topic above it.
    pub(super) parent: Option<String>,
    /// The file of the source that its note is, whole.
    pub(super) file: Option<String>,
    /// How many topics came before it in the source.
    pub(super) order: u64,
    /// Whether the source had it no longer.
    pub(super) is_gone: bool,
    /// The values of its keys, as TOML.
    pub(super) values: BTreeMap<String, String>,
}

impl Record {
    /// Reads a record; none where it is none, or of a later version.
    pub(super) fn read(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        if value.get("version")?.as_u64()? != VERSION {
            return None;
        }
        let mut topics = BTreeMap::new();
        for (id, topic) in value.get("topics")?.as_object()? {
            let text = |key: &str| topic.get(key).and_then(Value::as_str).map(str::to_owned);
            let entry = Entry {
                title: text("title")?,
                parent: text("parent"),
                file: text("file"),
                order: topic.get("order").and_then(Value::as_u64).unwrap_or(u64::MAX),
                is_gone: topic.get("gone").is_some(),
                values: texts(topic.get("values")?)?,
            };
            topics.insert(id.clone(), entry);
        }
        Some(Self { topics, files: texts(value.get("files")?)? })
    }

    /// The text of the record.
    pub(super) fn text(&self) -> String {
        let topics: Map<String, Value> =
            self.topics.iter().map(|(id, entry)| (id.clone(), entry.value())).collect();
        let value = json!({
            "what": "What `trailmark import` wrote here, for the next import to tell your changes from those of the source.",
            "version": VERSION,
            "topics": topics,
            "files": self.files,
        });
        format!("{value:#}\n")
    }
}

impl Entry {
    fn value(&self) -> Value {
        let mut value = json!({ "title": self.title, "order": self.order, "values": self.values });
        if let Some(object) = value.as_object_mut() {
            if self.is_gone {
                object.insert("gone".to_owned(), true.into());
            }
            let more = [("parent", &self.parent), ("file", &self.file)];
            object.extend(
                more.into_iter().filter_map(|(key, text)| Some((key.to_owned(), text.clone()?.into()))),
            );
        }
        value
    }
}

fn texts(value: &Value) -> Option<BTreeMap<String, String>> {
    value.as_object()?.iter().map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned()))).collect()
}

/// What tells one text of a file from another: its length and a number for it.
pub(super) fn fingerprint(bytes: &[u8]) -> String {
    format!("{}-{:016x}", bytes.len(), fingerprint::fingerprint(bytes.iter().copied()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let values = BTreeMap::from([("title".to_owned(), "\"A\"".to_owned())]);
        let entry = Entry {
            title: "A".into(),
            parent: Some("b".into()),
            file: Some("a.md".into()),
            order: 1,
            is_gone: true,
            values,
        };
        let record = Record {
            topics: BTreeMap::from([("a".to_owned(), entry), ("b".to_owned(), Entry::default())]),
            files: BTreeMap::from([("notes/a.md".to_owned(), fingerprint(b"x"))]),
        };
        assert_eq!(Record::read(&record.text()), Some(record));
        for bad in [
            "",
            "{}",
            r#"{"version": 2, "topics": {}, "files": {}}"#,
            r#"{"version": 1, "topics": [], "files": {}}"#,
        ] {
            assert_eq!(Record::read(bad), None, "{bad}");
        }
    }
}
