//! The file that an export goes to. It is written whole or not at all, and never where that could destroy something.

use std::io;
use std::path::{Path, PathBuf};

use crate::store::{FileLayer, shown, why};

/// Largest file that is looked at before it is replaced, in bytes.
const MAX_FILE: u64 = 512 * 1024 * 1024;

/// Why an export was not written. Says what was being done, to which file, why it failed and what to do next.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ExportError(pub String);

impl ExportError {
    fn io(doing: &str, path: &Path, error: &io::Error) -> Self {
        let advice = match error.kind() {
            io::ErrorKind::NotFound => "Make the folder first, or give another file.",
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                "Make room on that disk and try again."
            }
            _ => "Give another file, or look at the permissions of this one and of its folder.",
        };
        Self(format!("cannot {doing} {}: {}. {advice}", shown(path), why(error)))
    }
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// There was none.
    New,
    /// Another text is in it now.
    Replaced,
    /// It has that text already, and was not touched.
    Same,
}

/// A file to be written, and what is in it now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// As it was named.
    name: PathBuf,
    /// The file itself, all links followed.
    target: PathBuf,
    old: Option<Vec<u8>>,
}

impl Destination {
    /// Looks at the file `path`, which need not exist; its folder must.
    ///
    /// # Errors
    /// Where the folder is missing, or what is there is no regular file or cannot be read.
    pub fn find(files: &dyn FileLayer, path: &Path) -> Result<Self, ExportError> {
        let error = |error: &io::Error| ExportError::io("write", path, error);
        let name = std::path::absolute(path).map_err(|why| error(&why))?;
        match files.resolve(&name) {
            Ok(target) if target.is_dir() => {
                Err(ExportError(format!("cannot write {}: it is a folder. Give a file in it.", shown(path))))
            }
            Ok(target) => {
                let old = files.read(&target, 0, MAX_FILE + 1).map_err(|why| error(&why))?;
                if old.len() as u64 > MAX_FILE {
                    return Err(error(&io::ErrorKind::FileTooLarge.into()));
                }
                Ok(Self { name, target, old: Some(old) })
            }
            Err(why) if why.kind() == io::ErrorKind::NotFound => {
                let (Some(folder), Some(file)) = (name.parent(), name.file_name()) else {
                    return Err(error(&why));
                };
                let target = files.resolve(folder).map_err(|why| error(&why))?.join(file);
                Ok(Self { name, target, old: None })
            }
            Err(why) => Err(error(&why)),
        }
    }

    /// What is in the file; none where there is no file.
    pub fn old(&self) -> Option<&[u8]> {
        self.old.as_deref()
    }

    /// The file itself, all links followed.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// The folder of the file as it was named, all links followed: what links in the file are relative to.
    pub fn folder(&self, files: &dyn FileLayer) -> Option<PathBuf> {
        files.resolve(self.name.parent()?).ok()
    }

    /// Writes the file: a temporary one beside it, which then takes its name. Links that lead to it and its mode stay.
    ///
    /// # Errors
    /// Where it cannot be written, or was changed or made since it was looked at. It is as it was then.
    pub fn write(&self, files: &dyn FileLayer, bytes: &[u8]) -> Result<Written, ExportError> {
        if self.old.as_deref() == Some(bytes) {
            return Ok(Written::Same);
        }
        let error = |error: &io::Error| ExportError::io("write", &self.name, error);
        let folder = self.target.parent().unwrap_or(Path::new("."));
        let temporary = folder.join(format!(".trailmark-{}.tmp", std::process::id()));
        let written =
            self.write_temporary(files, &temporary, bytes).and_then(|()| self.rename(files, &temporary));
        if !matches!(written, Ok(true)) {
            // The first error is the one to tell.
            let _ = files.remove(&temporary);
        }
        if !written.map_err(|why| error(&why))? {
            return Err(ExportError(format!(
                "cannot write {}: another program has just changed it. Nothing was written; try again.",
                shown(&self.name)
            )));
        }
        files.sync_folder(folder).map_err(|why| error(&why))?;
        Ok(if self.old.is_some() { Written::Replaced } else { Written::New })
    }

    fn write_temporary(&self, files: &dyn FileLayer, temporary: &Path, bytes: &[u8]) -> io::Result<()> {
        // A rename asks only for the right to write in the folder; who took away the right to write the file meant that.
        files.may_write(&self.target)?;
        let model = self.old.as_ref().map(|_| self.target.as_path());
        // First the mode, then the text: nobody reads what they may not, not even for a moment.
        match files.create_like(temporary, model) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                // A run of the same number was killed here.
                files.remove(temporary)?;
                files.create_like(temporary, model)?;
            }
            created => created?,
        }
        files.write_temporary(temporary, bytes)
    }

    /// Gives the new file its name; `false` where what has the name is not what was looked at.
    fn rename(&self, files: &dyn FileLayer, temporary: &Path) -> io::Result<bool> {
        let Some(old) = &self.old else {
            files.rename_new(temporary, &self.target)?;
            return Ok(true);
        };
        if files.read(&self.target, 0, MAX_FILE + 1)? != *old {
            return Ok(false);
        }
        files.rename(temporary, &self.target)?;
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::RealFiles;

    #[test]
    fn a_file_is_new_replaced_or_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        for (bytes, became) in [("x", Written::New), ("x", Written::Same), ("y", Written::Replaced)] {
            let destination = Destination::find(&RealFiles, &path).unwrap();
            assert_eq!(destination.write(&RealFiles, bytes.as_bytes()), Ok(became));
            assert_eq!(RealFiles.read(&path, 0, 9).unwrap(), bytes.as_bytes());
            assert_eq!(RealFiles.list(folder.path()).unwrap(), ["a.md"]);
        }
    }

    #[test]
    fn what_was_changed_or_made_meanwhile_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        let before = Destination::find(&RealFiles, &path).unwrap();
        RealFiles.write_temporary(&path, b"theirs").unwrap();
        let error = before.write(&RealFiles, b"ours").unwrap_err();
        assert!(error.0.contains("something else has that name"), "{error}");
        let before = Destination::find(&RealFiles, &path).unwrap();
        RealFiles.write_temporary(&path, b"theirs again").unwrap();
        let error = before.write(&RealFiles, b"ours").unwrap_err();
        assert!(error.0.contains("has just changed it"), "{error}");
        assert_eq!(RealFiles.read(&path, 0, 99).unwrap(), b"theirs again");
        assert_eq!(RealFiles.list(folder.path()).unwrap(), ["a.md"]);
    }

    #[test]
    fn no_folder_is_made_and_no_folder_is_a_file() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["missing/a.md", ".", "/"] {
            assert!(Destination::find(&RealFiles, &folder.path().join(name)).is_err(), "{name}");
        }
        assert!(RealFiles.list(folder.path()).unwrap().is_empty());
    }
}
