//! The name of this device, which is the name of its log.

use std::hash::{BuildHasher as _, RandomState};
use std::path::Path;

use super::error::StoreError;
use super::files::FileLayer;
use super::lock;
use super::places::{Places, replace, sweep};
use crate::progress::DeviceId;

/// Longest device file that is looked at, in bytes; it has seven.
const MAX_FILE: u64 = 64;
/// Not the name of a roadmap, because it begins with a dot.
const LOCK: &str = ".device";

/// The name of this device.
#[derive(Debug)]
pub(super) struct Device {
    pub(super) id: DeviceId,
    /// Whether it stands in the device file. If not, it is made up, and stands there only from the first append on: reading
    /// must be possible where nothing can be written.
    pub(super) is_kept: bool,
}

impl Device {
    /// The name in the device file, or a made-up one that no log in `folder` has.
    pub(super) fn find(files: &dyn FileLayer, places: &Places, folder: &Path) -> Self {
        if let Some(id) = read(files, places) {
            return Self { id, is_kept: true };
        }
        let mut id = random();
        while files.stamp(&folder.join(format!("{id}.toml"))).is_ok() {
            id = random();
        }
        Self { id, is_kept: false }
    }

    /// Makes sure that the name stands in the device file; takes the name that another process has put there meanwhile.
    pub(super) fn keep(&mut self, files: &dyn FileLayer, places: &Places) -> Result<(), StoreError> {
        if self.is_kept {
            return Ok(());
        }
        let _lock = lock::take(files, &places.lock_file(LOCK))?;
        if let Some(id) = read(files, places) {
            self.id = id;
        } else {
            let file = places.device_file();
            sweep(files, &file);
            replace(files, &file, format!("{}\n", self.id).as_bytes())
                .map_err(|error| StoreError::state_io("keep the name of this device in", &file, &error))?;
        }
        self.is_kept = true;
        Ok(())
    }
}

/// The name in the device file. A file that is missing, damaged or not readable has none: a new name does no harm.
pub(super) fn read(files: &dyn FileLayer, places: &Places) -> Option<DeviceId> {
    let bytes = files.read(&places.device_file(), 0, MAX_FILE).ok()?;
    DeviceId::new(str::from_utf8(&bytes).ok()?.trim_ascii()).ok()
}

fn random() -> DeviceId {
    // The keys of a new RandomState come from the system's source of random numbers.
    DeviceId::from_random(RandomState::new().hash_one(std::process::id()))
}
