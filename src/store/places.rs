//! Where files of the program lie.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::error::StoreError;
use super::files::{FileLayer, RealFiles};
use crate::fingerprint::fingerprint;
use crate::progress::DeviceId;
use crate::roadmap::RoadmapId;

/// Folder for the state inside the data folder, where the platform has no place of its own for it. No roadmap can be called
/// so: ids do not begin with a dot.
const STATE_INSIDE: &str = ".state";
/// How the names of temporary files end, after the number of their process.
pub(super) const TEMPORARY: &str = ".tmp";

/// Where files of the program lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// Folder with one folder a roadmap: logs and summaries.
    pub data: PathBuf,
    /// Folder for what is never synced: device id, locks, which roadmaps were opened, how each was left.
    pub state: PathBuf,
}

impl Places {
    /// The platform's folders, with `store` (from `--store` or `TRAILMARK_STORE`) in place of the data folder.
    ///
    /// Where there is no home folder, `store` alone is enough: the state then lies in a hidden folder inside it.
    ///
    /// # Errors
    /// Where there is neither a home folder nor a `store`, or where `store` is relative and there is no current folder.
    pub fn find(store: Option<&Path>) -> Result<Self, StoreError> {
        Self::choose(
            store.filter(|store| !store.as_os_str().is_empty()),
            ProjectDirs::from("", "", "trailmark").as_ref(),
        )
    }

    fn choose(store: Option<&Path>, platform: Option<&ProjectDirs>) -> Result<Self, StoreError> {
        let store = match store {
            Some(store) => {
                Some(std::path::absolute(store).map_err(|error| StoreError::io("find", store, &error))?)
            }
            None => None,
        };
        let data = store.or_else(|| platform.map(|platform| platform.data_dir().to_owned())).ok_or_else(|| {
            StoreError::new(
                "cannot find a place for your progress: you have no home folder. Set HOME, or name a folder with \
                 --store FOLDER or TRAILMARK_STORE.",
            )
        })?;
        let state = match platform {
            Some(platform) => match platform.state_dir() {
                Some(state) => state.to_owned(),
                // Only Linux has a folder for state. Elsewhere this one may be the data folder as well.
                None => platform.data_local_dir().join(STATE_INSIDE),
            },
            None => data.join(STATE_INSIDE),
        };
        Ok(Self { data, state })
    }

    /// The file that says how a roadmap was left in the interface. Each data folder has its own.
    pub fn session_file(&self, roadmap: &RoadmapId) -> PathBuf {
        self.copies("session", roadmap.as_str()).with_extension("toml")
    }

    /// The name of this device, where it has one already.
    pub fn device(&self) -> Option<DeviceId> {
        super::device::read(&RealFiles, self)
    }

    pub(super) fn device_file(&self) -> PathBuf {
        self.state.join("device")
    }

    /// The folder for copies (`kind`) of what this data folder has of a roadmap. Each data folder has its own: what is saved
    /// with another `--store` is not missing here.
    pub(super) fn copies(&self, kind: &str, roadmap: &str) -> PathBuf {
        self.state.join(kind).join(roadmap).join(format!("{:016x}", path_number(&self.data)))
    }

    /// The copy of the last version of this roadmap file that could be read.
    pub(super) fn version_file(&self, roadmap: &Path) -> PathBuf {
        self.state.join("versions").join(format!("{:016x}.toml", path_number(roadmap)))
    }

    pub(super) fn lock_file(&self, name: &str) -> PathBuf {
        self.state.join("locks").join(format!("{name}.lock"))
    }
}

/// Puts a small file in place of the old one, so that a crash leaves one of the two.
pub(crate) fn replace(files: &dyn FileLayer, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    files.create_folders(folder)?;
    // A name of our own: another process may be writing the same file, and not every file has a lock.
    let temporary = path.with_extension(format!("{}{TEMPORARY}", std::process::id()));
    let named = files.write_temporary(&temporary, bytes).and_then(|()| files.rename(&temporary, path));
    if named.is_err() {
        // The first error is the one to tell.
        let _ = files.remove(&temporary);
    }
    named?;
    files.sync_folder(folder)
}

/// Creates a folder, and makes those above it that did not exist outlast a power cut.
pub(super) fn create_folder(files: &dyn FileLayer, folder: &Path) -> std::io::Result<()> {
    let missing = folder.ancestors().take_while(|folder| files.stamp(folder).is_err());
    let parents: Vec<&Path> = missing.filter_map(Path::parent).collect();
    files.create_folders(folder)?;
    parents.into_iter().try_for_each(|parent| files.sync_folder(parent))
}

/// A number for a path, however it is written.
fn path_number(path: &Path) -> u64 {
    let parts = path.components().map(|part| part.as_os_str().as_encoded_bytes());
    fingerprint(parts.flat_map(|part| part.iter().chain(b"/").copied()))
}

/// Removes what processes that were killed in [`replace`] have left of a file, as far as that is possible. Only for whoever
/// holds the lock of that file: nobody else is writing it.
pub(super) fn sweep(files: &dyn FileLayer, path: &Path) {
    let (Some(folder), Some(stem)) = (path.parent(), path.file_stem().and_then(OsStr::to_str)) else {
        return;
    };
    for path in left_over(files, folder, &format!("{stem}.")) {
        // It stands in nobody's way.
        let _ = files.remove(&path);
    }
}

/// Temporary files in a folder that are named after processes: `before`, the number, [`TEMPORARY`].
pub(super) fn left_over(files: &dyn FileLayer, folder: &Path, before: &str) -> Vec<PathBuf> {
    let is_left = |name: &str| {
        let number = name.strip_prefix(before).and_then(|rest| rest.strip_suffix(TEMPORARY));
        number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let names = files.list(folder).unwrap_or_default();
    let left = names.iter().filter(|name| name.to_str().is_some_and(is_left));
    left.map(|name| folder.join(name)).collect()
}

/// The path of these bytes.
#[cfg(unix)]
pub(super) fn path_of(bytes: Vec<u8>) -> PathBuf {
    <OsString as std::os::unix::ffi::OsStringExt>::from_vec(bytes).into()
}

/// The path of these bytes.
#[cfg(not(unix))]
pub(super) fn path_of(bytes: Vec<u8>) -> PathBuf {
    OsString::from(String::from_utf8_lossy(&bytes).into_owned()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_home() {
        let error = Places::choose(None, None).unwrap_err().to_string();
        assert!(error.contains("--store"), "{error}");
        let places = Places::choose(Some(Path::new("/s")), None).unwrap();
        assert_eq!(places, Places { data: "/s".into(), state: "/s/.state".into() });
    }

    #[test]
    fn a_chosen_store_moves_the_data_only() {
        let Some(platform) = ProjectDirs::from("", "", "trailmark") else { return };
        let usual = Places::choose(None, Some(&platform)).unwrap();
        let chosen = Places::choose(Some(Path::new("s")), Some(&platform)).unwrap();
        assert!(chosen.data.is_absolute() && chosen.data.ends_with("s"));
        assert_eq!(chosen.state, usual.state);
        assert_ne!(usual.state, usual.data);
    }

    #[test]
    fn each_data_folder_has_its_own_copies() {
        let copies =
            |data: &str| Places { data: data.into(), state: "/state".into() }.copies("mirror", "backend");
        // Not to change: what was copied before would not be found any more.
        assert_eq!(copies("/data"), Path::new("/state/mirror/backend/af985f88622a6f6c"));
        let places = Places { data: "/data".into(), state: "/state".into() };
        let session = places.session_file(&RoadmapId::new("backend").unwrap());
        assert_eq!(session, Path::new("/state/session/backend/af985f88622a6f6c.toml"));
        assert_eq!(copies("/data/"), copies("/./data"));
        assert_ne!(copies("/data"), copies("/data2"));
        assert_ne!(copies("/a/b"), copies("/ab"));
    }

    #[test]
    fn each_roadmap_file_has_its_own_version() {
        let places = Places { data: "/data".into(), state: "/state".into() };
        let version = |path: &str| places.version_file(Path::new(path));
        // Not to change: what was kept before would not be found any more.
        assert_eq!(version("/data"), Path::new("/state/versions/af985f88622a6f6c.toml"));
        assert_eq!(version("/a//b.toml"), version("/a/./b.toml"));
        assert_ne!(version("/a/roadmap.toml"), version("/b/roadmap.toml"));
    }

    #[test]
    fn what_killed_processes_left_is_swept_away() {
        let folder = tempfile::tempdir().unwrap();
        let names =
            ["device", "device.12.tmp", "device.x.tmp", "device..tmp", "roadmaps.12.tmp", "devices.1.tmp"];
        for name in names {
            RealFiles.write_temporary(&folder.path().join(name), b"").unwrap();
        }
        sweep(&RealFiles, &folder.path().join("device"));
        let left = names.map(|name| folder.path().join(name).exists());
        assert_eq!(left, [true, false, true, true, true, true]);
        sweep(&RealFiles, &folder.path().join("nowhere/device"));
    }
}
