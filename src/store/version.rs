//! The last version of a roadmap file that could be read: a copy beside the other state, to go back to while the file is
//! broken.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use super::error::StoreError;
use super::files::FileLayer;
use super::places::{Places, replace};
use crate::progress::Moment;
use crate::roadmap::MAX_BYTES;

/// Where the last version of one roadmap file that could be read is kept.
#[derive(Clone)]
pub struct LastVersion {
    file: PathBuf,
    files: Arc<dyn FileLayer>,
}

/// A version that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its text.
    pub text: String,
    /// When it was read for the first time.
    pub since: Moment,
}

impl LastVersion {
    /// That of the roadmap file at this path.
    pub fn of(places: &Places, roadmap: &Path, files: Arc<dyn FileLayer>) -> Self {
        Self { file: places.version_file(roadmap), files }
    }

    /// Reads it; none where there is none, or it cannot be read.
    pub fn read(&self) -> Option<Kept> {
        let modified = self.files.stamp(&self.file).ok()?.modified?;
        let bytes = self.files.read(&self.file, 0, MAX_BYTES + 1).ok()?;
        let is_whole = bytes.len() as u64 <= MAX_BYTES;
        let text = String::from_utf8(bytes).ok().filter(|_| is_whole)?;
        let since = modified.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
        Some(Kept { text, since: Moment::from_millis(i64::try_from(since).unwrap_or(i64::MAX)) })
    }

    /// Keeps a version in place of the one before. Writes nothing where it is the same.
    ///
    /// # Errors
    /// Where the state folder cannot be written.
    pub fn keep(&self, text: &str) -> Result<(), StoreError> {
        if text.len() as u64 > MAX_BYTES || self.holds(text) {
            return Ok(());
        }
        replace(&*self.files, &self.file, text.as_bytes())
            .map_err(|error| StoreError::io("keep the last version of the roadmap in", &self.file, &error))
    }

    fn holds(&self, text: &str) -> bool {
        let len = text.len() as u64;
        let has_its_length = self.files.stamp(&self.file).is_ok_and(|stamp| stamp.len == len);
        has_its_length
            && self.files.read(&self.file, 0, len).is_ok_and(|kept| kept.as_slice() == text.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::RealFiles;

    fn places(folder: &Path) -> Places {
        Places { data: folder.join("data"), state: folder.join("state") }
    }

    fn version(places: &Places, path: &str) -> LastVersion {
        LastVersion::of(places, Path::new(path), Arc::new(RealFiles))
    }

    #[test]
    fn what_was_kept_last_is_read_and_each_file_has_its_own() {
        let folder = tempfile::tempdir().expect("a folder");
        let places = places(folder.path());
        let (one, other) = (version(&places, "/a/roadmap.toml"), version(&places, "/b/roadmap.toml"));
        assert_eq!(one.read(), None);
        for text in ["id = \"a\"\r\n", "\u{FEFF}id = \"b\"\n", ""] {
            one.keep(text).expect("it is kept");
            assert_eq!(one.read().expect("a version").text, text);
        }
        assert_eq!(other.read(), None);
        assert!(!places.data.exists(), "it is nothing of the person's");
        let names = std::fs::read_dir(places.state.join("versions")).expect("the versions");
        assert_eq!(names.count(), 1, "nothing is left over");
    }

    #[test]
    fn the_same_is_not_written_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let kept = version(&places(folder.path()), "/a/roadmap.toml");
        kept.keep("id = 1\n").expect("it is kept");
        let stamp = RealFiles.stamp(&kept.file).expect("a file");
        kept.keep("id = 1\n").expect("nothing to do");
        assert_eq!(RealFiles.stamp(&kept.file).expect("a file"), stamp);
        kept.keep("id = 2\n").expect("it is kept");
        assert_ne!(RealFiles.stamp(&kept.file).expect("a file"), stamp, "as long, but another text");
    }

    #[test]
    fn what_is_no_text_or_too_long_is_as_good_as_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let kept = version(&places(folder.path()), "/a/roadmap.toml");
        let too_long = "x".repeat(usize::try_from(MAX_BYTES).expect("a length") + 1);
        kept.keep(&too_long).expect("nothing to do");
        assert_eq!(kept.read(), None);
        RealFiles.create_folders(kept.file.parent().expect("a folder")).expect("a folder");
        for bytes in [b"id = \xFF".as_slice(), too_long.as_bytes()] {
            RealFiles.write_temporary(&kept.file, bytes).expect("a file");
            assert_eq!(kept.read(), None);
        }
    }
}
