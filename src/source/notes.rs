//! The notes folder: where a note is, why it cannot be shown, and which notes there are.

use std::fs;
use std::path::{Path, PathBuf};

use super::file::{self, Trouble};
use super::{LARGEST_NOTE_FILE, Source, built_in, notes_folder};
use crate::language::LanguageTag;
use crate::note::is_markdown;
use crate::roadmap::{MAX_LEVELS, NoteFault, NoteFiles, NotePath, Roadmap};
use crate::text::SafeText;

/// Most names that are looked at for a note that may have been meant. A roadmap may lie beside anything.
const MOST_NAMES: usize = 20_000;

/// The notes of a source.
pub(super) struct Shelf<'a>(pub(super) &'a Source);

impl NoteFiles for Shelf<'_> {
    fn fault(&self, folder: &NotePath, path: &NotePath) -> Option<NoteFault> {
        let looked = match self.0 {
            Source::BuiltIn => built_in::has(path.as_str()).then_some(()).ok_or(Trouble::Missing),
            // Only an attempt tells whether it can be read.
            Source::File(file) => find(file, folder, path)
                .and_then(|real| file::read_head(&real, 0, LARGEST_NOTE_FILE).map(|_| ())),
        };
        let trouble = looked.err()?;
        let is_missing = matches!(trouble, Trouble::Missing);
        let help = match self.0 {
            Source::File(file) if is_missing && !notes_folder(file, folder).is_dir() => format!(
                "there is no notes folder {folder} beside the roadmap: make it, or name another one with notes = \"⋯\""
            ),
            _ => remedy(&trouble).to_owned(),
        };
        Some(NoteFault { why: SafeText::new(trouble.why()).into(), label: label(&trouble), help, is_missing })
    }

    fn existing(&self, folder: &NotePath) -> Vec<String> {
        match self.0 {
            Source::BuiltIn => built_in::paths().collect(),
            Source::File(file) => {
                list(&notes_folder(file, folder), MOST_NAMES, is_markdown).unwrap_or_else(|some| some)
            }
        }
    }
}

/// The file that is shown for the note at `path`, and its language where that is not the roadmap's own.
pub(super) fn shown(source: &Source, roadmap: &Roadmap, path: &NotePath) -> (Option<LanguageTag>, NotePath) {
    let translated = roadmap.translated_notes(path).find(|(_, path)| source.has(roadmap, path));
    translated.map_or_else(|| (None, path.clone()), |(tag, path)| (Some(tag), path))
}

/// Where the note `path` of the roadmap in `file` really is, if that is in its notes folder.
pub(super) fn find(file: &Path, folder: &NotePath, path: &NotePath) -> Result<PathBuf, Trouble> {
    let folder = notes_folder(file, folder);
    file::inside(&folder, &path.below(&folder))
}

/// What to do about a note, to follow "Try".
pub(super) fn remedy(trouble: &Trouble) -> &'static str {
    match trouble {
        Trouble::Missing => "write the file, or take the `note` line out of the roadmap",
        Trouble::Folder | Trouble::Irregular(_) => "name a Markdown file in the roadmap",
        Trouble::TooLarge(_) => "make it smaller, or take the `note` line out of the roadmap",
        Trouble::Outside(_) => "put the file itself into the notes folder",
        Trouble::Io(_) => "look at the permissions of the file and of its folder",
    }
}

fn label(trouble: &Trouble) -> &'static str {
    match trouble {
        Trouble::Missing => "no such file",
        Trouble::Folder => "a folder",
        Trouble::Irregular(what) => what,
        Trouble::TooLarge(_) => "too large",
        Trouble::Outside(_) => "a link out of the notes folder",
        Trouble::Io(_) => "cannot be read",
    }
}

/// The paths of the wanted files below `folder`, sorted: regular files; links are not followed, nor names that begin with a dot.
/// An error with those found so far where there are more than `most` names.
pub(super) fn list(
    folder: &Path,
    most: usize,
    is_wanted: impl Fn(&str) -> bool,
) -> Result<Vec<String>, Vec<String>> {
    let mut found = Vec::new();
    let (mut left, mut is_cut) = (most, false);
    let mut folders = vec![(folder.to_path_buf(), String::new(), 0)];
    while let Some((folder, above, depth)) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let Some(fewer) = left.checked_sub(1) else {
                is_cut = true;
                break;
            };
            left = fewer;
            let (Ok(name), Ok(kind)) = (entry.file_name().into_string(), entry.file_type()) else { continue };
            if name.starts_with('.') {
                continue;
            }
            let path = format!("{above}{name}");
            if kind.is_dir() && depth < MAX_LEVELS {
                folders.push((entry.path(), format!("{path}/"), depth + 1));
            } else if kind.is_file() && is_wanted(&name) && NotePath::new(&path).is_ok() {
                found.push(path);
            }
        }
    }
    found.sort_unstable();
    if is_cut { Err(found) } else { Ok(found) }
}
