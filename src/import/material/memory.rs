//! A source in memory, for the tests of readers.

use std::collections::BTreeMap;

use super::{Material, MaterialError, Text, is_inside, text_of};

/// Files in memory.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memory {
    files: BTreeMap<String, Vec<u8>>,
    /// The web address of the folder, with `/` at its end; empty where it has none.
    address: String,
}

impl Memory {
    /// Files of these paths and texts.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        files.iter().fold(Self::default(), |memory, (path, text)| memory.with(path, text))
    }

    /// The same with another file.
    pub(crate) fn with(mut self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        assert!(is_inside(path), "{path}");
        self.files.insert(path.to_owned(), bytes.as_ref().to_vec());
        self
    }

    /// The same as a part of the repository at this address.
    pub(crate) fn at(self, address: &str) -> Self {
        Self { address: address.to_owned(), ..self }
    }
}

impl Material for Memory {
    fn text(&self, file: &str) -> Result<Text, MaterialError> {
        let missing = || MaterialError::new(format!("Cannot read {file}: there is no such file."));
        text_of(file, self.files.get(file).ok_or_else(missing)?)
    }

    fn files(&self, folder: &str) -> Result<Vec<String>, MaterialError> {
        let is_shown = |file: &&String| !file.split('/').any(|part| part.starts_with('.'));
        let is_below = |file: &&String| {
            folder.is_empty() || file.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
        };
        Ok(self.files.keys().filter(is_shown).filter(is_below).cloned().collect())
    }

    fn has(&self, file: &str) -> bool {
        self.files.contains_key(file)
    }

    fn has_folder(&self, folder: &str) -> bool {
        folder.is_empty()
            || self
                .files
                .keys()
                .any(|file| file.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
    }

    fn local(&self, address: &str) -> Option<String> {
        let path = address.strip_prefix(&self.address).filter(|_| !self.address.is_empty())?;
        let path = path.split(['#', '?']).next()?;
        (self.has(path) || self.has_folder(path)).then(|| path.to_owned())
    }
}
