//! `.gitattributes` and `.gitignore` of a store: they make every merge of logs a union, whoever runs it.

use std::io;
use std::path::Path;

use super::SyncError;
use crate::store::{FileLayer as _, RealFiles, replace};

/// Stands above our lines.
const HEAD: &str =
    "# trailmark: logs and summaries of several devices are merged line by line, never in conflict.";
const ATTRIBUTES: &[&str] = &[
    // No line break is ever converted: a log is read by its bytes.
    "*/progress/*.toml -text merge=union",
    "*/summaries/*.md merge=union",
    ".gitattributes merge=union",
    ".gitignore merge=union",
];
const IGNORE_HEAD: &str = "# trailmark: what belongs to one device only.";
const IGNORED: &[&str] =
    &["*.tmp", ".state/", ".DS_Store", ".stfolder/", ".stversions/", ".dropbox", ".dropbox.cache/"];
/// Longest file that is extended, in bytes.
const MAX_FILE: u64 = 1024 * 1024;

/// Adds our lines to both files, where they lack some; says which files were changed.
pub(super) fn ensure(folder: &Path) -> Result<Vec<&'static str>, SyncError> {
    let mut changed = Vec::new();
    for (name, head, lines) in [(".gitattributes", HEAD, ATTRIBUTES), (".gitignore", IGNORE_HEAD, IGNORED)] {
        let path = folder.join(name);
        let old = read(&path).map_err(|error| SyncError::file("read", &path, &error))?;
        if let Some(new) = with_lines(&old, head, lines) {
            // A link stays one.
            let target = RealFiles.resolve(&path).unwrap_or_else(|_| path.clone());
            replace(&RealFiles, &target, &new).map_err(|error| SyncError::file("write", &path, &error))?;
            changed.push(name);
        }
    }
    Ok(changed)
}

/// Whether the folder was made ready for git once.
pub(super) fn are_there(folder: &Path) -> bool {
    let old = read(&folder.join(".gitattributes")).unwrap_or_default();
    tell(&old)
}

/// Whether a `.gitattributes` is that of a store.
pub(super) fn tell(text: &[u8]) -> bool {
    ATTRIBUTES.first().is_some_and(|line| has(text, line))
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    match RealFiles.read(path, 0, MAX_FILE + 1) {
        Ok(bytes) if bytes.len() as u64 > MAX_FILE => {
            Err(io::Error::new(io::ErrorKind::InvalidData, "it is longer than 1 MiB"))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        result => result,
    }
}

fn has(text: &[u8], line: &str) -> bool {
    text.split(|byte| *byte == b'\n').any(|old| old.trim_ascii() == line.as_bytes())
}

/// The text with the lines that it lacks at its end; none where it has them all.
fn with_lines(old: &[u8], head: &str, lines: &[&str]) -> Option<Vec<u8>> {
    let missing: Vec<&str> = lines.iter().copied().filter(|line| !has(old, line)).collect();
    if missing.is_empty() {
        return None;
    }
    let mut new = old.to_vec();
    if new.last().is_some_and(|last| *last != b'\n') {
        new.push(b'\n');
    }
    let head = (!has(old, head)).then_some(head);
    for line in head.into_iter().chain(missing) {
        new.extend_from_slice(line.as_bytes());
        new.push(b'\n');
    }
    Some(new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_person_stay_and_ours_come_once() {
        let lines = ["b", "c"];
        for (old, new) in [
            ("", Some("# h\nb\nc\n")),
            ("a\n", Some("a\n# h\nb\nc\n")),
            ("a", Some("a\n# h\nb\nc\n")),
            ("c\r\n", Some("c\r\n# h\nb\n")),
            ("# h\nb\n", Some("# h\nb\nc\n")),
            ("# h\nb\nc\n", None),
            ("c\nb", None),
        ] {
            let made = with_lines(old.as_bytes(), "# h", &lines);
            assert_eq!(made.as_deref(), new.map(str::as_bytes), "{old:?}");
            if let Some(made) = made {
                assert_eq!(with_lines(&made, "# h", &lines), None);
            }
        }
    }
}
