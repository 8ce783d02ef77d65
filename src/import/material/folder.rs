//! A folder on disk as a source.

mod repository;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::repository::Repository;
use super::{Material, MaterialError, Text, is_inside, text_of};
use crate::files;
use crate::import::{Pace, record};
use crate::store::{shown, why};

/// Largest text file that is read, in bytes.
pub const MAX_FILE: u64 = 16 * 1024 * 1024;
/// Most files of a source.
pub const MAX_FILES: usize = 200_000;
/// Most folders in one another.
pub const MAX_LEVELS: usize = 64;

/// A folder on disk.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
    /// Where it really is; none where it is not there.
    real: Option<PathBuf>,
    repository: Option<Repository>,
    /// Is told of the files that are opened.
    pace: Arc<Pace>,
}

impl Folder {
    /// The folder `root`.
    pub fn new(root: &Path) -> Self {
        let real = root.canonicalize().ok();
        let repository = real.as_deref().and_then(Repository::of);
        Self { root: root.to_owned(), real, repository, pace: Arc::default() }
    }

    /// The same, that tells `pace` of the files that are opened.
    #[must_use]
    pub fn counted(self, pace: &Arc<Pace>) -> Self {
        Self { pace: pace.clone(), ..self }
    }

    /// Where it is.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Opens a regular file of the folder for reading.
    ///
    /// # Errors
    /// Where there is no such file, it is no regular file, or leads outside.
    pub fn open_file(&self, file: &str) -> Result<File, MaterialError> {
        let path = self.root.join(file);
        let error = |why: &str, advice: &str| {
            MaterialError::new(format!("Cannot read {}: {why}. {advice}", shown(&path)))
        };
        if !is_inside(file) {
            return Err(error("its path leaves the folder of the source", "Copy the file into that folder."));
        }
        let opened = self.real_path(&path).and_then(|real| match real {
            Some(real) => files::open_regular(&real, OpenOptions::new().read(true)).map(Some),
            None => Ok(None),
        });
        match opened {
            Ok(Some(file)) => {
                self.pace.has_read();
                Ok(file)
            }
            Ok(None) => Err(error(
                "it is a link out of the folder of the source",
                "Put the file itself into that folder.",
            )),
            Err(failed) => Err(error(&why(&failed), "Look at the file, or take it out of the source.")),
        }
    }

    /// Where a path really leads; none where that is outside.
    fn real_path(&self, path: &Path) -> io::Result<Option<PathBuf>> {
        let root = self.real.as_ref().ok_or(io::ErrorKind::NotFound)?;
        let real = path.canonicalize()?;
        Ok(real.starts_with(root).then_some(real))
    }

    /// What a path inside of the folder is, links followed.
    fn look(&self, path: &str) -> Option<fs::Metadata> {
        if !is_inside(path) {
            return None;
        }
        let real = self.real_path(&self.root.join(path)).ok().flatten()?;
        fs::metadata(real).ok()
    }
}

impl Material for Folder {
    fn text(&self, file: &str) -> Result<Text, MaterialError> {
        let opened = self.open_file(file)?;
        let path = self.root.join(file);
        let mut bytes = Vec::new();
        opened.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(|error| {
            MaterialError::new(format!("Cannot read {}: {}. Try again.", shown(&path), why(&error)))
        })?;
        if bytes.len() as u64 > MAX_FILE {
            let limit = MAX_FILE / 1024 / 1024;
            let words = format!(
                "Cannot read {}: it is larger than {limit} MiB. Split it, or take it out of the source.",
                shown(&path)
            );
            return Err(MaterialError::new(words));
        }
        text_of(shown(&path).as_str(), &bytes)
    }

    fn open(&self, file: &str) -> Result<Box<dyn Read + '_>, MaterialError> {
        Ok(Box::new(self.open_file(file)?))
    }

    fn files(&self, folder: &str) -> Result<Vec<String>, MaterialError> {
        let start = if folder.is_empty() { self.root.clone() } else { self.root.join(folder) };
        if !folder.is_empty() && !self.has_folder(folder) {
            let words = format!("Cannot look into {}: there is no such folder in the source.", shown(&start));
            return Err(MaterialError::new(words));
        }
        let mut found = Vec::new();
        let mut folders = vec![(start, folder.to_owned(), 0)];
        while let Some((path, above, level)) = folders.pop() {
            let entries = fs::read_dir(&path).map_err(|error| {
                let words = format!(
                    "Cannot look into the folder {}: {}. Look at its permissions.",
                    shown(&path),
                    why(&error)
                );
                MaterialError::new(words)
            })?;
            for entry in entries.flatten() {
                let (Ok(name), Ok(kind)) = (entry.file_name().into_string(), entry.file_type()) else {
                    continue;
                };
                if name.starts_with('.') {
                    continue;
                }
                let inside = if above.is_empty() { name } else { format!("{above}/{name}") };
                if kind.is_dir() {
                    // What an import has made of a source inside of that source is no part of it.
                    if !entry.path().join(record::FILE_NAME).exists() {
                        folders.push((entry.path(), inside, level + 1));
                    }
                } else if kind.is_file() || (kind.is_symlink() && self.has(&inside)) {
                    found.push(inside);
                }
            }
            self.limit((found.len(), folders.len()), level)?;
        }
        found.sort_unstable();
        Ok(found)
    }

    fn has(&self, file: &str) -> bool {
        self.look(file).is_some_and(|metadata| metadata.is_file())
    }

    fn has_folder(&self, folder: &str) -> bool {
        folder.is_empty() || self.look(folder).is_some_and(|metadata| metadata.is_dir())
    }

    fn local(&self, address: &str) -> Option<String> {
        self.repository.as_ref()?.path_of(address).filter(|path| self.look(path).is_some())
    }
}

impl Folder {
    /// # Errors
    /// Where there are far too many files, or far too many folders in one another.
    fn limit(&self, (files, folders): (usize, usize), level: usize) -> Result<(), MaterialError> {
        let what = if files + folders > MAX_FILES {
            format!("it has more than {MAX_FILES} files")
        } else if level > MAX_LEVELS {
            format!("its folders are nested in more than {MAX_LEVELS} levels")
        } else {
            return Ok(());
        };
        let words = format!(
            "Cannot import {}: {what}. Give the folder inside of it that has your notes.",
            shown(&self.root)
        );
        Err(MaterialError::new(words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::disallowed_methods, reason = "what is lost with a test's folder is no loss")]
    fn folder(files: &[(&str, &[u8])]) -> (tempfile::TempDir, Folder) {
        let temp = tempfile::tempdir().expect("a folder");
        let root = temp.path().join("source");
        for (name, bytes) in files {
            let path = root.join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        }
        let folder = Folder::new(&root);
        (temp, folder)
    }

    #[test]
    fn what_is_in_a_folder() {
        let files: &[(&str, &[u8])] = &[
            ("b.md", b"\xEF\xBB\xBFa\r\nb"),
            ("a/c.md", b"x"),
            (".git/config", b"x"),
            ("out/.trailmark-import.json", b"{}"),
            ("out/notes/a.md", b"x"),
        ];
        let (_temp, folder) = folder(files);
        assert_eq!(folder.files("").expect("files"), ["a/c.md", "b.md"]);
        assert_eq!(folder.files("a").expect("files"), ["a/c.md"]);
        assert!(folder.files("c").is_err() && folder.files("../source").is_err());
        assert_eq!(folder.text("b.md").expect("a text").text, "a\nb");
        assert!(
            folder.has("a/c.md") && !folder.has("a") && folder.has_folder("a") && !folder.has("a/../b.md")
        );
        for path in ["", "/etc/passwd", "../source/b.md", "a//c.md", "nowhere.md", "a"] {
            assert!(folder.text(path).is_err(), "{path}");
        }
    }

    #[test]
    fn what_is_no_text_is_refused_and_what_is_too_large() {
        let (_temp, folder) = folder(&[("a.md", b"\0\x01\x02\x03\0\0\0\0"), ("b.md", b"")]);
        let error = folder.text("a.md").expect_err("no text").to_string();
        assert!(error.contains("it is no text"), "{error}");
        let file = OpenOptions::new().write(true).open(folder.root().join("b.md")).expect("a file");
        file.set_len(MAX_FILE + 1).expect("its length");
        let error = folder.text("b.md").expect_err("too large").to_string();
        assert!(error.contains("larger than 16 MiB"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn links_never_lead_outside() {
        use std::os::unix::fs::symlink;
        let (temp, folder) = folder(&[("a/b.md", b"in"), ("../secret.md", b"out")]);
        let root = folder.root();
        symlink(temp.path().join("secret.md"), root.join("out.md")).expect("a link");
        symlink(root.join("a/b.md"), root.join("in.md")).expect("a link");
        symlink(root, root.join("a/circle")).expect("a link");
        symlink(temp.path(), root.join("up")).expect("a link");
        assert_eq!(folder.files("").expect("files"), ["a/b.md", "in.md"]);
        assert_eq!(folder.text("in.md").expect("a text").text, "in");
        let error = folder.text("out.md").expect_err("outside").to_string();
        assert!(error.contains("a link out of the folder"), "{error}");
        assert!(
            folder.text("up/secret.md").is_err() && !folder.has("up/secret.md") && !folder.has_folder("up")
        );
    }
}
