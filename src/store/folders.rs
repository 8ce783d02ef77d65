//! All roadmaps of a store together, for whoever works on the files of all of them.

use std::io;
use std::path::Path;

use super::error::StoreError;
use super::files::{FileLayer, LockGuard};
use super::lock;
use super::places::Places;
use crate::roadmap::RoadmapId;

/// Not the name of a roadmap, because it begins with a dot.
const WHOLE: &str = ".store";

/// Holds the locks of all roadmaps until it is dropped: nothing is appended to any log meanwhile.
pub struct StoreLock {
    _guards: Vec<Box<dyn LockGuard>>,
}

impl Places {
    /// The roadmaps that have a folder in the data folder, in order.
    ///
    /// # Errors
    /// Where the data folder cannot be read; one that is missing has none.
    pub fn roadmaps(&self, files: &dyn FileLayer) -> Result<Vec<RoadmapId>, StoreError> {
        let names = match files.list(&self.data) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            names => names.map_err(|error| StoreError::io("look into", &self.data, &error))?,
        };
        let is_folder = |name: &Path| files.stamp(&self.data.join(name)).is_ok_and(|stamp| !stamp.is_regular);
        let mut roadmaps: Vec<RoadmapId> = names
            .iter()
            .filter_map(|name| RoadmapId::new(name.to_str()?).ok())
            .filter(|id| is_folder(Path::new(id.as_str())))
            .collect();
        roadmaps.sort();
        Ok(roadmaps)
    }

    /// Takes the locks of all roadmaps, always in the same order, waiting for each as an append does.
    ///
    /// # Errors
    /// Where another process holds one of them too long.
    pub fn lock_all(&self, files: &dyn FileLayer) -> Result<StoreLock, StoreError> {
        let mut guards = vec![lock::take_to(lock::Purpose::Sync, files, &self.lock_file(WHOLE))?];
        for roadmap in self.roadmaps(files)? {
            let file = self.lock_file(roadmap.as_str());
            guards.push(lock::take_to(lock::Purpose::Sync, files, &file)?);
        }
        Ok(StoreLock { _guards: guards })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::RealFiles;

    #[test]
    fn whoever_holds_all_locks_keeps_everybody_waiting() {
        let folder = tempfile::tempdir().expect("a folder");
        let places = Places { data: folder.path().join("data"), state: folder.path().join("state") };
        assert_eq!(places.roadmaps(&RealFiles).expect("none yet"), []);
        for name in ["b", "a", ".git", "Not an id"] {
            RealFiles.create_folders(&places.data.join(name)).expect("a folder");
        }
        RealFiles.write_temporary(&places.data.join("file"), b"").expect("a file");
        let ids: Vec<String> =
            places.roadmaps(&RealFiles).expect("two").iter().map(ToString::to_string).collect();
        assert_eq!(ids, ["a", "b"]);
        let held = places.lock_all(&RealFiles).expect("the locks");
        let limit = std::time::Duration::ZERO;
        for name in ["a", "b"] {
            let error = RealFiles.lock(&places.lock_file(name), limit).err().expect("it is held");
            assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        }
        drop(held);
        drop(RealFiles.lock(&places.lock_file("a"), limit).expect("it is free"));
        let _one = RealFiles.lock(&places.lock_file("b"), limit).expect("it is free");
        let error = places.lock_all(&RealFiles).err().expect("one is held").to_string();
        assert!(error.starts_with("cannot sync: ") && error.ends_with("and try again."), "{error}");
    }
}
