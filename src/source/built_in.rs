//! The roadmap that is compiled in: this repository's own `roadmap.toml` and `notes/`.

use std::sync::OnceLock;

use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// The roadmap file.
pub(super) static ROADMAP: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/roadmap.toml"));

/// A folder of notes. Its notes are compressed together, and unpacked when the first of them is read.
struct Folder {
    /// Where it is below the notes folder.
    path: &'static str,
    /// The texts of its notes, one after the other, deflated.
    packed: &'static [u8],
    /// The name of each note, sorted, and where its text ends, in bytes.
    ends: &'static [(&'static str, usize)],
    /// The texts, once unpacked.
    text: OnceLock<String>,
}

// `FOLDERS`, see `build/notes.rs`.
include!(concat!(env!("OUT_DIR"), "/notes.rs"));

impl Folder {
    fn note(&self, name: &str) -> Option<&str> {
        let at = self.ends.binary_search_by(|(file, _)| (*file).cmp(name)).ok()?;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before].1);
        self.text().get(start..self.ends[at].1)
    }

    fn text(&self) -> &str {
        self.text.get_or_init(|| {
            let length = self.ends.last().map_or(0, |(_, end)| *end);
            // What this program was built with is sound, or a test fails.
            let bytes = decompress_to_vec_with_limit(self.packed, length).unwrap_or_default();
            String::from_utf8(bytes).unwrap_or_default()
        })
    }
}

/// The note at `path` below the notes folder.
pub(super) fn note(path: &str) -> Option<&'static str> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let at = FOLDERS.binary_search_by(|known| known.path.cmp(folder)).ok()?;
    FOLDERS.get(at)?.note(name)
}

/// The paths of all notes; nothing is unpacked for that.
pub(super) fn paths() -> impl Iterator<Item = String> {
    FOLDERS.iter().flat_map(|folder| folder.ends.iter().map(|(name, _)| format!("{}/{name}", folder.path)))
}

/// Whether there is a note at `path` below the notes folder; nothing is unpacked for that.
pub(super) fn has(path: &str) -> bool {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let known = FOLDERS.binary_search_by(|known| known.path.cmp(folder)).ok().and_then(|at| FOLDERS.get(at));
    known.is_some_and(|known| known.ends.binary_search_by(|(file, _)| (*file).cmp(name)).is_ok())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn every_note_is_as_its_file() {
        assert!(FOLDERS.is_sorted_by(|a, b| a.path < b.path));
        let notes = Path::new(env!("CARGO_MANIFEST_DIR")).join("notes");
        for folder in &FOLDERS {
            assert!(folder.ends.is_sorted_by(|(a, _), (b, _)| a < b));
            for (name, _) in folder.ends {
                let path = format!("{}/{name}", folder.path);
                let text = fs::read_to_string(notes.join(&path)).expect("the file");
                assert_eq!(note(&path), Some(text.as_str()));
                assert!(has(&path) && !text.is_empty());
            }
        }
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        for path in ["", "no such note.md", "internet", "internet/", "internet/none.md", "none/tcp.md"] {
            assert!(note(path).is_none() && !has(path), "{path}");
        }
    }
}
