//! An archive as a source: the roadmap in it, with the files of its notes in memory, and the progress beside them.

use std::io::Read as _;
use std::path::Path;

use super::material::Memory;
use super::{Archive, Draft, Material, MaterialError, Wish, trailmark};
use crate::roadmap::{self, RoadmapId, TopicId};
use crate::source::FILE_NAME;
use crate::store::why;

/// Largest archive that is read, in bytes: 512 MiB of notes, none of which is a text.
const MAX_ARCHIVE: u64 = 1024 * 1024 * 1024;

/// What an archive has for the store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Archived {
    /// Lines of logs.
    pub events: Vec<String>,
    /// The person's summaries, byte for byte.
    pub summaries: Vec<(TopicId, Vec<u8>)>,
}

/// An archive, taken apart.
pub(super) struct Unpacked {
    /// The roadmap in it.
    pub(super) id: RoadmapId,
    pub(super) draft: Draft,
    /// Its files: the roadmap, and the notes below their folder.
    pub(super) files: Memory,
    /// The roadmap file, as it is.
    pub(super) text: String,
    /// What goes into the store.
    pub(super) archived: Archived,
}

/// Reads an archive as the roadmap in it.
pub(super) fn read(start: &str, material: &dyn Material, _wish: &Wish) -> Result<Draft, MaterialError> {
    Ok(unpacked(start, material)?.draft)
}

/// Takes the archive `start` apart, all of it or nothing.
pub(super) fn unpacked(start: &str, material: &dyn Material) -> Result<Unpacked, MaterialError> {
    let refused =
        |why: &str, advice: &str| MaterialError::new(format!("Cannot import {start}: {why}. {advice}"));
    let mut bytes = Vec::new();
    let read = material.open(start)?.take(MAX_ARCHIVE + 1).read_to_end(&mut bytes);
    read.map_err(|error| refused(&why(&error), "Try again."))?;
    if bytes.len() as u64 > MAX_ARCHIVE {
        return Err(refused("it is larger than 1 GiB, which is the limit", "Nothing was changed."));
    }
    let whole = "Nothing was changed; take a whole one, as `trailmark export json -o FILE` writes it.";
    let text = String::from_utf8(bytes).map_err(|_| refused("it is no UTF-8 text", whole))?;
    let archive = Archive::parse(&text).map_err(|error| refused(&error.to_string(), whole))?;
    drop(text);
    let Archive { roadmap_toml, notes, summaries, events } = archive;
    let roadmap = roadmap::parse(&roadmap_toml, Path::new(FILE_NAME)).map_err(|problems| {
        refused(&format!("the roadmap in it has mistakes, and nothing was changed. {problems}"), "")
    })?;
    let folder = roadmap.notes();
    let mut files = Memory::default();
    files.put(FILE_NAME.to_owned(), roadmap_toml.clone().into_bytes());
    for (path, note) in notes {
        files.put(format!("{folder}/{path}"), note);
    }
    let draft = trailmark::draft(&roadmap, FILE_NAME, &files);
    let archived = Archived { events, summaries };
    Ok(Unpacked { id: roadmap.id().clone(), draft, files, text: roadmap_toml, archived })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    const ROADMAP: &str = "id = \"r\"\ntitle = \"R\"\nnotes = \".n\"\n[[topics]]\nid = \"a\"\ntitle = \"A\"\nnote = \"가/a.md\"\n";

    fn archive(part: &str, value: Value) -> String {
        let mut archive = json!({
            "format": "trailmark-export", "version": 1, "roadmap": ROADMAP,
            "notes": { "가/a.md": "A", "b.png": { "base64": "/wA=" } },
            "summaries": { "a": "요약" },
            "events": ["20261120T194503123Z-00-k3f9q2 = { topic = \"a\", status = \"done\" }"],
        });
        archive[part] = value;
        archive.to_string()
    }

    fn unpack(text: impl AsRef<[u8]>) -> Result<Unpacked, String> {
        unpacked("a.json", &Memory::default().with("a.json", text)).map_err(|error| error.to_string())
    }

    #[test]
    fn everything_is_taken_out_as_it_is() {
        let found = unpack(archive("more", json!(1))).expect("an archive");
        assert_eq!((found.id.as_str(), found.text.as_str()), ("r", ROADMAP));
        assert_eq!(found.files.files(".n").expect("files"), [".n/b.png", ".n/가/a.md"]);
        let note = found.draft.topics.first().and_then(|topic| topic.note.clone()).expect("a note");
        assert_eq!((note.file.as_str(), note.is_file), (".n/가/a.md", true));
        assert_eq!((found.archived.events.len(), found.archived.summaries.len()), (1, 1));
        assert_eq!(found.draft.remarks, []);
    }

    #[test]
    fn what_cannot_be_taken_is_told_with_the_name_of_the_archive() {
        for (part, value, why) in [
            ("version", json!(2), "update trailmark"),
            ("roadmap", json!("id = \"r\""), "the roadmap in it has mistakes"),
            ("roadmap", json!(ROADMAP.replace("\".n\"", "\"../n\"")), "the roadmap in it has mistakes"),
            ("notes", json!({ "../a.md": "x" }), "cannot be taken"),
        ] {
            let error = unpack(archive(part, value)).err().unwrap_or_default();
            assert!(error.starts_with("Cannot import a.json: ") && error.contains(why), "{error}");
        }
        assert!(unpack(b"\xFF").is_err());
    }

    proptest! {
        #[test]
        fn a_damaged_archive_never_panics(at in 0_usize..700, bytes in proptest::collection::vec(any::<u8>(), 0..4), is_cut in any::<bool>()) {
            let whole = archive("more", json!(1)).into_bytes();
            let at = at.min(whole.len());
            let (head, rest) = whole.split_at(at);
            let rest = if is_cut { &[] } else { rest.get(bytes.len()..).unwrap_or_default() };
            let damaged = [head, &bytes, rest].concat();
            if let Ok(found) = unpack(&damaged) {
                prop_assert!(found.files.has(FILE_NAME));
                for file in found.files.files("").expect("files") {
                    prop_assert!(!file.split('/').any(|part| matches!(part, "" | "." | "..")));
                }
            } else if is_cut && at < whole.len() {
                prop_assert!(unpack(head).is_err());
            }
        }
    }
}
