//! All files of a source, byte for byte: for whoever takes a roadmap somewhere else.

use std::collections::BTreeSet;

use super::file::{self, Trouble};
use super::{LARGEST_NOTE_FILE, Source, SourceError, built_in, notes, notes_folder, shown};
use crate::roadmap::{NotePath, Roadmap};
use crate::text::SafeText;

/// Most files of a notes folder that are taken along.
const MOST_FILES: usize = 200_000;

impl Source {
    /// The paths of all files in the notes folder, pictures too, and of all that the roadmap names, in order. Files and folders
    /// whose name begins with a dot are left out, and so are links that the roadmap does not name.
    ///
    /// # Errors
    /// Where there are far too many files.
    pub fn all_files(&self, roadmap: &Roadmap) -> Result<BTreeSet<String>, SourceError> {
        let named = roadmap.topics().iter().filter_map(|topic| topic.note.as_ref());
        let mut files: BTreeSet<String> = named.map(|path| path.as_str().to_owned()).collect();
        match self {
            Self::BuiltIn => files.extend(built_in::paths()),
            Self::File(file) => {
                let folder = notes_folder(file, roadmap.notes());
                let Ok(found) = notes::list(&folder, MOST_FILES, |_| true) else {
                    return Err(SourceError::new(format!(
                        "Cannot look through the notes folder {}: it has more than {MOST_FILES} files. Keep the notes in a folder \
                         of their own.",
                        shown(&folder)
                    )));
                };
                files.extend(found);
            }
        }
        Ok(files)
    }

    /// What is in a file of the notes folder; none where there is no such regular file in that folder.
    ///
    /// # Errors
    /// Where it cannot be read, or is too large to be a note.
    pub fn note_bytes(&self, roadmap: &Roadmap, path: &NotePath) -> Result<Option<Vec<u8>>, SourceError> {
        let Self::File(file) = self else {
            return Ok(built_in::note(path.as_str()).map(|note| note.as_bytes().to_vec()));
        };
        let read = notes::find(file, roadmap.notes(), path)
            .and_then(|real| file::read_all(&real, LARGEST_NOTE_FILE));
        match read {
            Ok(bytes) => Ok(Some(bytes)),
            Err(Trouble::Missing | Trouble::Folder | Trouble::Irregular(_) | Trouble::Outside(_)) => Ok(None),
            Err(trouble) => {
                let name = shown(&path.below(&notes_folder(file, roadmap.notes())));
                let why = SafeText::new(trouble.why());
                Err(SourceError::new(format!(
                    "Cannot read {name}: {why}. Make it readable or smaller, or take it out of the notes folder."
                )))
            }
        }
    }
}
