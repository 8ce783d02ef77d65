//! A source in memory: what an archive has, and the sources of tests.

use std::collections::BTreeMap;
use std::io::Read;

#[cfg(test)]
use super::is_inside;
use super::{Material, MaterialError, Text, text_of};

/// Files in memory.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memory {
    files: BTreeMap<String, Vec<u8>>,
    /// The web address of the folder, with `/` at its end; empty where it has none.
    #[cfg(test)]
    address: String,
}

impl Memory {
    /// Adds a file. Its path stays inside of the source.
    pub(crate) fn put(&mut self, path: String, bytes: Vec<u8>) {
        self.files.insert(path, bytes);
    }

    /// Files of these paths and texts.
    #[cfg(test)]
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        files.iter().fold(Self::default(), |memory, (path, text)| memory.with(path, text))
    }

    /// The same with another file.
    #[cfg(test)]
    pub(crate) fn with(mut self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        assert!(is_inside(path), "{path}");
        self.put(path.to_owned(), bytes.as_ref().to_vec());
        self
    }

    /// The same as a part of the repository at this address.
    #[cfg(test)]
    pub(crate) fn at(self, address: &str) -> Self {
        Self { address: address.to_owned(), ..self }
    }

    fn bytes(&self, file: &str) -> Result<&[u8], MaterialError> {
        let missing = || MaterialError::new(format!("Cannot read {file}: there is no such file."));
        self.files.get(file).map(Vec::as_slice).ok_or_else(missing)
    }
}

/// What a path has below a folder.
fn below<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    if folder.is_empty() { Some(path) } else { path.strip_prefix(folder)?.strip_prefix('/') }
}

impl Material for Memory {
    fn text(&self, file: &str) -> Result<Text, MaterialError> {
        text_of(file, self.bytes(file)?)
    }

    fn open(&self, file: &str) -> Result<Box<dyn Read + '_>, MaterialError> {
        Ok(Box::new(self.bytes(file)?))
    }

    fn files(&self, folder: &str) -> Result<Vec<String>, MaterialError> {
        let is_shown = |file: &&String| {
            below(file, folder).is_some_and(|rest| !rest.split('/').any(|part| part.starts_with('.')))
        };
        Ok(self.files.keys().filter(is_shown).cloned().collect())
    }

    fn has(&self, file: &str) -> bool {
        self.files.contains_key(file)
    }

    fn has_folder(&self, folder: &str) -> bool {
        folder.is_empty() || self.files.keys().any(|file| below(file, folder).is_some())
    }

    #[cfg(test)]
    fn local(&self, address: &str) -> Option<String> {
        let path = address.strip_prefix(&self.address).filter(|_| !self.address.is_empty())?;
        let path = path.split(['#', '?']).next()?;
        (self.has(path) || self.has_folder(path)).then(|| path.to_owned())
    }
}
