//! Where the roadmap comes from, and its notes: a file and its folder, or what is compiled in.
//!
//! A roadmap may be a stranger's: its files are read with care, see its module `file`, and no note is read that lies outside of
//! the notes folder. Nothing here writes.

mod built_in;
mod decoding;
mod encoding;
mod file;
mod links;
mod mojibake;
mod notes;
mod text;
mod whole;

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

pub use encoding::encoding_of;
use file::Trouble;

pub use crate::files::Stamp;
pub use decoding::{Decoded, decoded};
pub use mojibake::Likeness;

use crate::language::LanguageTag;
use crate::roadmap::problem::Problems;
use crate::roadmap::{self, Inspection, MAX_BYTES, NotePath, Roadmap};
use crate::text::{SafeText, sentence};

/// What a roadmap file is called in its folder.
pub const FILE_NAME: &str = "roadmap.toml";
/// How messages call the file of the built-in roadmap.
const BUILT_IN: &str = "the built-in roadmap";
/// What names the built-in roadmap where a path is expected; a file of that name comes first.
pub const BUILT_IN_NAME: &str = "built-in";
/// A file of this many bytes is no note; its first part is not shown either.
const LARGEST_NOTE_FILE: u64 = 64 * 1024 * 1024;

/// Largest part of a note that is read, in bytes; the rest is cut with a notice.
pub const MAX_NOTE_BYTES: u64 = 1024 * 1024;

/// Where a roadmap is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The Backend roadmap that is compiled in.
    BuiltIn,
    /// A file; its notes lie beside it.
    File(PathBuf),
}

/// What [`Source::locate`] looks at, in this order.
#[derive(Clone, Copy, Debug)]
pub struct Wishes<'a> {
    /// The path on the command line: a file or its folder.
    pub argument: Option<&'a Path>,
    /// `TRAILMARK_ROADMAP`, a file or its folder.
    pub variable: Option<&'a OsStr>,
    /// The folder in which, and above which, `roadmap.toml` is looked for.
    pub folder: &'a Path,
    /// The file that was opened last.
    pub last: Option<&'a Path>,
}

/// Why a roadmap file cannot be used at all.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct SourceError {
    message: String,
    fault: Fault,
}

/// What is at fault where a file cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The file: it is missing, no regular file, or may not be read.
    File,
    /// What is in it: it is too large, or no text.
    Content,
}

impl SourceError {
    fn new(message: String) -> Self {
        Self { message, fault: Fault::File }
    }

    fn of_content(message: String) -> Self {
        Self { message, fault: Fault::Content }
    }

    /// What is at fault.
    pub fn fault(&self) -> Fault {
        self.fault
    }
}

/// Why a roadmap cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The file cannot be read.
    #[error(transparent)]
    Unreadable(#[from] SourceError),
    /// What it says is no roadmap.
    #[error(transparent)]
    Invalid(#[from] Problems),
}

/// A note as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoteText {
    /// Markdown, with line breaks as `\n`.
    pub markdown: String,
    /// What the reader must know: cut, damaged, not UTF-8, no text at all.
    pub notice: Option<SafeText>,
    /// That it is in another language than what is shown of the roadmap.
    pub aside: Option<SafeText>,
    /// Where the text was found, below the notes folder.
    pub path: Option<NotePath>,
}

impl Source {
    /// Finds the roadmap; first hit wins, see [`Wishes`], the built-in one last. The path of a file is made absolute.
    ///
    /// # Errors
    /// Where the argument or the variable names nothing that could be a roadmap.
    pub fn locate(wishes: Wishes<'_>) -> Result<Self, SourceError> {
        if let Some(argument) = wishes.argument {
            return named(argument, "");
        }
        if let Some(variable) = wishes.variable.filter(|variable| !variable.is_empty()) {
            return named(Path::new(variable), " (from TRAILMARK_ROADMAP)");
        }
        let folder = absolute(wishes.folder);
        let above = folder.ancestors().map(|folder| folder.join(FILE_NAME)).find(|path| path.is_file());
        let last = || wishes.last.filter(|path| path.is_file()).map(absolute);
        Ok(above.or_else(last).map_or(Self::BuiltIn, Self::File))
    }

    /// Reads and parses the roadmap.
    ///
    /// # Errors
    /// Says what is wrong with the file, all problems at once.
    pub fn load(&self) -> Result<Roadmap, LoadError> {
        Ok(roadmap::parse(&self.text()?, self.name())?)
    }

    /// Reads the roadmap and looks at everything that its author should mend, each note file too.
    ///
    /// # Errors
    /// Where the file cannot be read. That it is no roadmap is a part of the answer.
    pub fn inspect(&self) -> Result<Inspection, SourceError> {
        Ok(roadmap::inspect(&self.text()?, self.name(), &notes::Shelf(self)))
    }

    /// Reads the text of the roadmap.
    ///
    /// # Errors
    /// Where the file cannot be read, or is no text.
    pub fn text(&self) -> Result<Cow<'static, str>, SourceError> {
        let Self::File(path) = self else { return Ok(built_in::ROADMAP.into()) };
        let bytes = file::read_all(path, MAX_BYTES).map_err(|trouble| roadmap_error(path, "", &trouble))?;
        let text = text::of_roadmap(bytes);
        let error = |why| SourceError::of_content(format!("Cannot read the roadmap {}: {why}.", shown(path)));
        text.map(Cow::Owned).map_err(error)
    }

    /// The name of the roadmap file, without its folder.
    pub fn file_name(&self) -> SafeText {
        let name = self.name();
        SafeText::new(name.file_name().unwrap_or(name.as_os_str()).to_string_lossy())
    }

    /// How messages call the roadmap file.
    fn name(&self) -> &Path {
        match self {
            Self::BuiltIn => Path::new(BUILT_IN),
            Self::File(path) => path,
        }
    }

    /// Reads a note, in the language that is shown of the roadmap where it is there in that one.
    ///
    /// # Errors
    /// Says why the note cannot be read: missing, no regular file, a link out of the folder.
    pub fn note(&self, roadmap: &Roadmap, path: &NotePath) -> Result<NoteText, SourceError> {
        let (language, found) = notes::shown(self, roadmap, path);
        let mut note = self.note_at(roadmap, &found, language.as_ref())?;
        note.aside = roadmap.spoken().filter(|_| language.is_none()).map(|spoken| {
            let own = roadmap.own_language().unwrap_or_else(LanguageTag::own);
            SafeText::from(format!("not in {} yet: shown in {}", spoken.name(), own.name()))
        });
        Ok(note)
    }

    /// Where the note is that is shown for the one at `path`: itself, or the same in the language that is shown.
    pub fn shown_note(&self, roadmap: &Roadmap, path: &NotePath) -> NotePath {
        notes::shown(self, roadmap, path).1
    }

    /// Every other file of the note at `path` than the one that is shown, for whoever looks for words in it.
    pub fn own_note(&self, roadmap: &Roadmap, path: &NotePath) -> Option<Result<NoteText, SourceError>> {
        (self.shown_note(roadmap, path) != *path).then(|| self.note_at(roadmap, path, None))
    }

    /// Reads the note in this file of the notes folder, which is in another language than the roadmap where that is named.
    ///
    /// # Errors
    /// Says why it cannot be read.
    pub fn note_at(
        &self,
        roadmap: &Roadmap,
        path: &NotePath,
        language: Option<&LanguageTag>,
    ) -> Result<NoteText, SourceError> {
        let read = || match self {
            Self::BuiltIn => {
                let note = built_in::note(path.as_str()).ok_or(Trouble::Missing)?;
                Ok(NoteText { markdown: crate::text::with_line_feeds(note), ..NoteText::default() })
            }
            Self::File(file) => {
                let real = notes::find(file, roadmap.notes(), path)?;
                let head = file::read_head(&real, MAX_NOTE_BYTES, LARGEST_NOTE_FILE)?;
                Ok(text::of_note(&head, || match language {
                    Some(language) => encoding::home_of(language.as_str()),
                    None => encoding::home(roadmap),
                }))
            }
        };
        read().map(|note| NoteText { path: Some(path.clone()), ..note }).map_err(|trouble: Trouble| {
            let name = match self {
                Self::BuiltIn => SafeText::new(format!("{}/{path} of {BUILT_IN}", roadmap.notes())),
                Self::File(file) => shown(&path.below(&notes_folder(file, roadmap.notes()))),
            };
            let why = SafeText::new(trouble.why());
            let remedy = sentence(notes::remedy(&trouble));
            SourceError::new(format!("Cannot read the note {name}: {why}. {remedy}."))
        })
    }

    /// What tells that the roadmap file changed; `None` for the built-in one and a file that is gone.
    pub fn stamp(&self) -> Option<Stamp> {
        match self {
            Self::BuiltIn => None,
            Self::File(path) => Stamp::of(path).ok(),
        }
    }

    /// What tells that a note changed, of the file that [`Source::shown_note`] gives; `None` for a built-in one and a file that is gone.
    pub fn note_stamp(&self, roadmap: &Roadmap, path: &NotePath) -> Option<Stamp> {
        match self {
            Self::BuiltIn => None,
            Self::File(file) => Stamp::of(&path.below(&notes_folder(file, roadmap.notes()))).ok(),
        }
    }

    /// How the source is called on screens: the path, or "the built-in roadmap".
    pub fn label(&self) -> SafeText {
        match self {
            Self::BuiltIn => BUILT_IN.into(),
            Self::File(path) => shown(path),
        }
    }
}

/// The roadmap that a person named: a file, or the one in a folder. `origin` says where the name is from, in brackets.
fn named(path: &Path, origin: &str) -> Result<Source, SourceError> {
    if path.as_os_str().is_empty() {
        return Err(SourceError::new(
            "Cannot open a roadmap without a name. Give the path of a roadmap.toml.".to_owned(),
        ));
    }
    let is_built_in = path == Path::new(BUILT_IN_NAME);
    let path = absolute(path);
    let look = |path: &Path| file::check(&fs::metadata(path)?, u64::MAX);
    match look(&path) {
        Ok(()) => Ok(Source::File(path)),
        Err(Trouble::Folder) => {
            let file = path.join(FILE_NAME);
            match look(&file) {
                Ok(()) => Ok(Source::File(file)),
                Err(Trouble::Missing) => Err(SourceError::new(format!(
                    "Cannot open the folder {}{origin} as a roadmap: it has no {FILE_NAME}. \
                     Name a folder that has one, or the file itself.",
                    shown(&path)
                ))),
                Err(trouble) => Err(roadmap_error(&file, origin, &trouble)),
            }
        }
        Err(Trouble::Missing) if is_built_in => Ok(Source::BuiltIn),
        Err(trouble) => Err(roadmap_error(&path, origin, &trouble)),
    }
}

fn roadmap_error(path: &Path, origin: &str, trouble: &Trouble) -> SourceError {
    let remedy = match trouble {
        Trouble::Missing => "Check the path; a folder with a roadmap.toml in it will do as well.".to_owned(),
        Trouble::Folder | Trouble::Irregular(_) | Trouble::Outside(_) => "Name a roadmap.toml.".to_owned(),
        Trouble::TooLarge(_) => {
            let limit = file::size_words(MAX_BYTES);
            format!("A roadmap has at most {limit}; split it, or move long texts into notes.")
        }
        Trouble::Io(_) => "Look at the permissions of the file and of its folder.".to_owned(),
    };
    let why = SafeText::new(trouble.why());
    let message = format!("Cannot read the roadmap {}{origin}: {why}. {remedy}", shown(path));
    match trouble {
        Trouble::TooLarge(_) => SourceError::of_content(message),
        _ => SourceError::new(message),
    }
}

/// The folder that the roadmap in `file` calls `notes`.
fn notes_folder(file: &Path, notes: &NotePath) -> PathBuf {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    notes.below(folder)
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}

fn shown(path: &Path) -> SafeText {
    SafeText::new(path.to_string_lossy())
}
