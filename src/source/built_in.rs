//! The roadmap that is compiled in: this repository's own `roadmap.toml` and `notes/`.

/// The roadmap file.
pub(super) static ROADMAP: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/roadmap.toml"));

/// Path below the notes folder and text of every note, sorted by path. See `build.rs`.
static NOTES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/notes.rs"));

/// The paths of all notes.
pub(super) fn paths() -> Vec<String> {
    NOTES.iter().map(|(path, _)| (*path).to_owned()).collect()
}

/// The note at `path` below the notes folder.
pub(super) fn note(path: &str) -> Option<&'static str> {
    let at = NOTES.binary_search_by(|(name, _)| (*name).cmp(path)).ok()?;
    NOTES.get(at).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_note_is_found() {
        assert!(NOTES.is_sorted_by(|(a, _), (b, _)| a < b));
        assert!(NOTES.iter().all(|(name, text)| note(name) == Some(text) && !text.is_empty()));
        assert_eq!(note("no such note.md"), None);
    }
}
