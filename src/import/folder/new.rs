//! A new folder: made whole beside its place, and only then put there.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::{FILE_NAME, MaterialError, Naming, Pace, Plan, Prepared, in_notes, parsed, record, shown, why};
use crate::import::record::{Entry, Record, fingerprint};
use crate::import::report::Changes;
use crate::import::writing;
use crate::roadmap::{RoadmapId, TopicId};

/// What the roadmap is called where no id can be made of its title.
const NAMELESS: &str = "my-roadmap";

/// The files of a new folder.
pub(super) fn made(
    plan: &mut Plan,
    contents: BTreeMap<String, Vec<u8>>,
    folder: &Path,
    naming: &Naming<'_>,
) -> Result<Prepared, MaterialError> {
    let text = plan.verbatim.take().unwrap_or_else(|| {
        let id = plan.id.as_ref().map_or_else(|| free_id(plan, folder, naming), ToString::to_string);
        writing::file(plan, &id, (naming.source, naming.day))
    });
    let roadmap = parsed(&text, &folder.join(FILE_NAME))?;
    let mut record = Record { topics: entries(plan), files: BTreeMap::new() };
    let mut files = Vec::with_capacity(contents.len() + 2);
    for (path, bytes) in contents {
        let path = in_notes(plan, &path);
        record.files.insert(path.clone(), fingerprint(&bytes));
        files.push((path, bytes));
    }
    files.push((record::FILE_NAME.to_owned(), record.text().into_bytes()));
    files.push((FILE_NAME.to_owned(), text.into_bytes()));
    let changes = Changes::default();
    let before = String::new();
    Ok(Prepared { folder: folder.to_owned(), before, is_new: true, roadmap, files, changes })
}

/// What the record says of the topics of a plan.
pub(super) fn entries(plan: &Plan) -> BTreeMap<String, Entry> {
    let mut entries = BTreeMap::new();
    for (order, topic) in (0..).zip(&plan.topics) {
        let parent =
            topic.parent.and_then(|parent| plan.topics.get(parent)).map(|parent| parent.id.to_string());
        let values = topic.values.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
        let (title, file) = (topic.title.clone(), topic.file.clone());
        entries.insert(topic.id.to_string(), Entry { title, parent, file, order, is_gone: false, values });
    }
    entries
}

/// An id for the roadmap that no other one has: of its title, or of the name of its folder.
fn free_id(plan: &Plan, folder: &Path, naming: &Naming<'_>) -> String {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let slug = TopicId::slug(&plan.title).or_else(|| TopicId::slug(&name));
    let slug = slug.map_or_else(|| NAMELESS.to_owned(), |id| id.to_string());
    let short: String = slug.chars().take(60).collect();
    let numbered = (2..1000).map(|number| format!("{}-{number}", short.trim_end_matches('-')));
    let is_free = |id: &String| RoadmapId::new(id).is_ok_and(|id| !(naming.is_taken)(&id));
    std::iter::once(slug.clone()).chain(numbered).find(is_free).unwrap_or(slug)
}

/// Folders that were made on the way, to be taken away again where that was in vain.
pub(super) struct Made(pub(super) Vec<PathBuf>);

impl Drop for Made {
    fn drop(&mut self) {
        // The innermost first; one that somebody has put something into meanwhile stays.
        for folder in self.0.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// A folder that is not finished.
struct Unfinished(PathBuf);

impl Drop for Unfinished {
    fn drop(&mut self) {
        // Nothing is there any more where all went well.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Writes files into a folder that is new or empty. Where that fails, nothing of it is left.
pub(super) fn write(folder: &Path, files: &[(String, Vec<u8>)], pace: &Pace) -> Result<(), MaterialError> {
    let error = |what: &Path, failed: &io::Error| {
        let words = format!(
            "Cannot write {}: {}. Nothing of it was left behind; give another folder, or make room.",
            shown(what),
            why(failed)
        );
        MaterialError::new(words)
    };
    let folder = std::path::absolute(folder).map_err(|failed| error(folder, &failed))?;
    let is_there = folder.is_dir();
    let beside = if is_there { folder.as_path() } else { folder.parent().unwrap_or(&folder) };
    let mut made = Made(Vec::new());
    for above in beside.ancestors().collect::<Vec<_>>().into_iter().rev().filter(|above| !above.exists()) {
        fs::create_dir(above).map_err(|failed| error(above, &failed))?;
        made.0.push(above.to_owned());
    }
    let unfinished = beside.join(format!(".trailmark-import-{}", std::process::id()));
    fs::create_dir(&unfinished).map_err(|failed| error(&unfinished, &failed))?;
    let unfinished = Unfinished(unfinished);
    for (path, bytes) in files {
        put(&unfinished.0, path, bytes).map_err(|failed| error(&folder.join(path), &failed))?;
        pace.has_written();
    }
    let placed = if is_there { move_in(&unfinished.0, &folder) } else { fs::rename(&unfinished.0, &folder) };
    placed.map_err(|failed| error(&folder, &failed))?;
    made.0.clear();
    Ok(())
}

/// Writes a file that is not there yet, with the folders above it.
fn put(folder: &Path, path: &str, bytes: &[u8]) -> io::Result<()> {
    let file = folder.join(path);
    if let Some(above) = file.parent() {
        fs::create_dir_all(above)?;
    }
    let mut new = OpenOptions::new().write(true).create_new(true).open(&file)?;
    new.write_all(bytes)?;
    // What cannot be made again by another import is nothing here, but a roadmap that is there must be whole.
    if path == FILE_NAME { new.sync_all() } else { Ok(()) }
}

/// Moves what is in a folder into another one, which is empty: it may be where a shell stands. The roadmap file comes last.
fn move_in(from: &Path, to: &Path) -> io::Result<()> {
    let mut names: Vec<_> = fs::read_dir(from)?.collect::<io::Result<Vec<_>>>()?;
    names.sort_by_key(|entry| entry.file_name() == FILE_NAME);
    let mut moved = Vec::new();
    for entry in names {
        let target = to.join(entry.file_name());
        let placed = if target.exists() {
            Err(io::ErrorKind::AlreadyExists.into())
        } else {
            fs::rename(entry.path(), &target)
        };
        if let Err(failed) = placed {
            for (from, to) in moved.iter().rev() {
                // Back into what is taken away as a whole.
                let _ = fs::rename(to, from);
            }
            return Err(failed);
        }
        moved.push((entry.path(), target));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_of_a_folder_is_no_obstacle() {
        let temp = tempfile::tempdir().expect("a folder");
        let folder = temp.path().join("n".repeat(250));
        write(&folder, &[("a/b.md".to_owned(), b"x".to_vec())], &Pace::default()).expect("it is written");
        assert_eq!(fs::read(folder.join("a/b.md")).expect("a file"), b"x");
        assert_eq!(fs::read_dir(temp.path()).expect("a folder").count(), 1, "nothing beside it");
    }
}
