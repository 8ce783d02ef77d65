//! The folder that an import writes: a new one, or one with a roadmap that takes in what is new.

mod mending;
mod merge;
mod new;
mod placing;
mod tree;

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::plan::{Content, Plan};
use super::record::{self, Record};
use super::report::Changes;
use super::{Material, MaterialError, Pace, Remark, RemarkKind, remark_of};
use crate::files;
use crate::roadmap::{self, Roadmap, RoadmapId};
use crate::source::{FILE_NAME, Source};
use crate::store::{shown, why};
use crate::text::SafeText;

/// Largest file that is copied along, in bytes.
const MAX_COPY: u64 = 64 * 1024 * 1024;
/// Largest sum of what is copied along, in bytes: it is held in memory until all of it is known to be good.
const MAX_COPIES: u64 = 512 * 1024 * 1024;

/// A roadmap that an import goes into.
#[derive(Clone, Debug)]
pub(super) struct Known {
    /// Its file.
    pub(super) text: String,
    pub(super) roadmap: Roadmap,
    /// What the last import wrote; empty where there was none.
    pub(super) record: Record,
    /// Files in the folder of its notes that somebody else has put there, below that folder.
    pub(super) others: Vec<String>,
}

/// Everything that is to be written into a folder.
#[derive(Debug)]
pub(super) struct Prepared {
    /// The folder.
    pub(super) folder: PathBuf,
    /// The text of its roadmap file, from which all was worked out; empty where there is none.
    pub(super) before: String,
    /// Whether there is no roadmap in it yet.
    pub(super) is_new: bool,
    /// The roadmap as it will be.
    pub(super) roadmap: Roadmap,
    /// Files by their paths below it, in this order.
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// What changes, where there was a roadmap.
    pub(super) changes: Changes,
}

/// How an import is named in what it writes, and by whom its id must not be shared.
pub(super) struct Naming<'a> {
    /// How the source is called.
    pub(super) source: &'a SafeText,
    /// The day of the import.
    pub(super) day: &'a SafeText,
    /// Whether another roadmap has an id.
    pub(super) is_taken: &'a dyn Fn(&RoadmapId) -> bool,
}

impl Known {
    /// What is in `folder`; none where there is nothing.
    ///
    /// # Errors
    /// Where something else is in it, or a roadmap that cannot be read.
    pub(super) fn open(folder: &Path) -> Result<Option<Self>, MaterialError> {
        let refused =
            |why: String| MaterialError::new(format!("Cannot import into {}: {why}", shown(folder)));
        let file = folder.join(FILE_NAME);
        if !file.exists() {
            return match fs::read_dir(folder) {
                Ok(mut entries) => match entries.next() {
                    None => Ok(None),
                    Some(_) => Err(refused(format!(
                        "there are other files in it, and no {FILE_NAME}. Give a folder that is new or empty, or one with a roadmap."
                    ))),
                },
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                Err(error) => Err(refused(format!("{}. Give another folder.", why(&error)))),
            };
        }
        let text =
            Source::File(file.clone()).text().map_err(|error| MaterialError::new(error.to_string()))?;
        let roadmap = roadmap::parse(&text, &file).map_err(|problems| {
            refused(format!("its {FILE_NAME} has mistakes. Mend them first:\n{problems}"))
        });
        let record = folder.join(record::FILE_NAME);
        let read = match read_at(&record) {
            Ok(bytes) => String::from_utf8(bytes).ok().and_then(|text| Record::read(&text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Some(Record::default()),
            Err(_) => None,
        };
        let record = read.ok_or_else(|| {
            refused(format!(
                "what the last import noted in {} cannot be read. Remove that file; then all that is in the roadmap counts as \
                 written by hand, and stays.",
                shown(&record)
            ))
        })?;
        let roadmap = roadmap?;
        // Of a folder with far too many files nothing is known, and each file is looked at before it is written.
        let mut others: Vec<String> =
            Source::File(file).all_files(&roadmap).unwrap_or_default().into_iter().collect();
        others.retain(|path| !record.files.contains_key(&below_notes(roadmap.notes().as_str(), path)));
        Ok(Some(Self { text: text.into_owned(), roadmap, record, others }))
    }
}

/// Works out what is to be written. Nothing is written yet.
///
/// # Errors
/// Where a roadmap cannot be made of it.
pub(super) fn prepare(
    plan: &mut Plan,
    (source, folder): (&dyn Material, &Path),
    known: Option<&Known>,
    naming: &Naming<'_>,
) -> Result<Prepared, MaterialError> {
    let contents = contents(plan, source);
    match known {
        Some(known) => merge::merged(plan, contents, known, folder),
        None => new::made(plan, contents, folder, naming),
    }
}

/// What is to be in each file below the folder of the notes. What cannot be copied is told and left out.
fn contents(plan: &mut Plan, source: &dyn Material) -> BTreeMap<String, Vec<u8>> {
    let mut contents = BTreeMap::new();
    let mut left = MAX_COPIES;
    for (path, content) in std::mem::take(&mut plan.files) {
        match content {
            Content::Text(text) => drop(contents.insert(path, text.into_bytes())),
            Content::Copy(file) => match copy(source, &file, left) {
                Ok(bytes) => {
                    left = left.saturating_sub(bytes.len() as u64);
                    contents.insert(path, bytes);
                }
                Err(error) => plan.remarks.push(remark_of(RemarkKind::Missing, &file, error.0.as_str())),
            },
        }
    }
    contents
}

fn copy(source: &dyn Material, file: &str, left: u64) -> Result<Vec<u8>, MaterialError> {
    let mut bytes = Vec::new();
    let limit = left.min(MAX_COPY);
    let read = source.open(file)?.take(limit + 1).read_to_end(&mut bytes);
    let why = match read {
        Ok(_) if bytes.len() as u64 <= limit => return Ok(bytes),
        Ok(_) if limit == MAX_COPY => format!("it is larger than {} MiB", MAX_COPY / 1024 / 1024),
        Ok(_) => format!("all files together are larger than {} MiB", MAX_COPIES / 1024 / 1024),
        Err(error) => why(&error),
    };
    Err(MaterialError::new(format!("it did not come along: {why}")))
}

/// What is in a file of the folder that is written into. Nothing but a regular file is opened.
fn read_at(file: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = files::open_regular(file, OpenOptions::new().read(true))?;
    file.take(MAX_COPIES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The roadmap that a text is.
///
/// # Errors
/// Where it is none.
fn parsed(text: &str, file: &Path) -> Result<Roadmap, MaterialError> {
    roadmap::parse(text, file).map_err(|problems| {
        let words = format!("Cannot make a roadmap of this source, and nothing was changed. What it would be has mistakes:\n{problems}");
        MaterialError::new(clean(&words))
    })
}

/// Words of several lines in one.
fn clean(words: &str) -> String {
    words.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

impl Prepared {
    /// Writes it all: a new folder at once, or else each file in place of the old one, the record last.
    ///
    /// # Errors
    /// Where something cannot be written. Of a new folder nothing is left then.
    pub(super) fn write(&self, pace: &Pace) -> Result<(), MaterialError> {
        pace.will_write(self.files.len());
        if self.is_new {
            return new::write(&self.folder, &self.files, pace);
        }
        self.refuse_a_change()?;
        placing::place(&self.folder, &self.files, pace)
    }

    /// # Errors
    /// Where the roadmap file is not the one that all was worked out for: somebody has saved it meanwhile.
    fn refuse_a_change(&self) -> Result<(), MaterialError> {
        let file = self.folder.join(FILE_NAME);
        if self.before.is_empty() || read_at(&file).is_ok_and(|now| now == self.before.as_bytes()) {
            return Ok(());
        }
        let words = "it has just been changed. Nothing was written; import again";
        Err(MaterialError::new(format!("Cannot import into {}: {words}.", shown(&file))))
    }
}

/// Where a file of a folder really is or will be; none where that is outside.
fn place_of(folder: &Path, path: &str) -> io::Result<Option<PathBuf>> {
    let root = folder.canonicalize()?;
    let file = folder.join(path);
    let target = match file.canonicalize() {
        Ok(target) => target,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // A link to nowhere would be written through.
            if fs::symlink_metadata(&file).is_ok() {
                return Ok(None);
            }
            let above = file.ancestors().skip(1).find(|above| above.exists()).unwrap_or(folder);
            let rest = file.strip_prefix(above).map_or_else(|_| PathBuf::from(path), Path::to_owned);
            above.canonicalize()?.join(rest)
        }
        Err(error) => return Err(error),
    };
    Ok(target.starts_with(root).then_some(target))
}

/// A path below the folder of the notes as one below that of the roadmap.
fn in_notes(plan: &Plan, path: &str) -> String {
    below_notes(&plan.notes_folder, path)
}

fn below_notes(folder: &str, path: &str) -> String {
    format!("{folder}/{path}")
}

/// A remark that a file was left as it is.
fn kept(path: &str, why: &str) -> Remark {
    remark_of(RemarkKind::Kept, path, why)
}
