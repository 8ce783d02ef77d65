//! A source in memory, for the tests of readers.

use std::collections::BTreeMap;

use super::{Material, MaterialError, Text, is_inside, text_of};

/// Files in memory.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memory(BTreeMap<String, Vec<u8>>);

impl Memory {
    /// Files of these paths and texts.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        files.iter().fold(Self::default(), |memory, (path, text)| memory.with(path, text))
    }

    /// The same with another file.
    pub(crate) fn with(mut self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        assert!(is_inside(path), "{path}");
        self.0.insert(path.to_owned(), bytes.as_ref().to_vec());
        self
    }
}

impl Material for Memory {
    fn text(&self, file: &str) -> Result<Text, MaterialError> {
        let missing = || MaterialError::new(format!("Cannot read {file}: there is no such file."));
        text_of(file, self.0.get(file).ok_or_else(missing)?)
    }

    fn files(&self, folder: &str) -> Result<Vec<String>, MaterialError> {
        let is_shown = |file: &&String| !file.split('/').any(|part| part.starts_with('.'));
        let is_below = |file: &&String| {
            folder.is_empty() || file.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
        };
        Ok(self.0.keys().filter(is_shown).filter(is_below).cloned().collect())
    }

    fn has(&self, file: &str) -> bool {
        self.0.contains_key(file)
    }

    fn has_folder(&self, folder: &str) -> bool {
        folder.is_empty()
            || self.0.keys().any(|file| file.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
    }
}
