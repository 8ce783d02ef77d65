//! Files that go into a roadmap that is there: all of them are on the disk beside their places before the first one is put there.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::new::Made;
use super::{MaterialError, Pace, place_of, shown, why};
use crate::store::{FileLayer as _, RealFiles};

/// What is to be done where nothing is in its place yet.
const NOTHING: &str = "Nothing was changed; mend that, and import again.";

/// A file that is written, but not at its place.
struct Waiting {
    temporary: PathBuf,
    target: PathBuf,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        // Nothing is there any more where it was put into its place.
        let _ = fs::remove_file(&self.temporary);
    }
}

/// Writes files below a folder, in their order. Where one of them cannot be written, none is.
pub(super) fn place(folder: &Path, files: &[(String, Vec<u8>)], pace: &Pace) -> Result<(), MaterialError> {
    let error = |path: &str, why: &str, rest: &str| {
        MaterialError::new(format!("Cannot write {}: {why}. {rest}", shown(&folder.join(path))))
    };
    let mut made = Made(Vec::new());
    let mut waiting = Vec::with_capacity(files.len());
    for (path, bytes) in files {
        let failed = |failed: io::Error| error(path, &why(&failed), NOTHING);
        let target = place_of(folder, path).map_err(failed)?;
        let target = target.ok_or_else(|| error(path, "a link leads out of the folder", NOTHING))?;
        waiting.push(written(target, bytes, &mut made).map_err(failed)?);
        pace.has_written();
    }
    synced(folder, &waiting).map_err(|failed| error("", &why(&failed), NOTHING))?;
    for ((path, _), file) in files.iter().zip(&waiting) {
        fs::rename(&file.temporary, &file.target).map_err(|failed| {
            error(path, &why(&failed), "What was written before is there; import again.")
        })?;
        made.0.clear();
    }
    // All of it is there; what a power cut takes away now, another import brings back.
    let _ = RealFiles.sync_folder(folder);
    Ok(())
}

/// Writes a file beside its place, as its owner has the one that is there.
fn written(target: PathBuf, bytes: &[u8], made: &mut Made) -> io::Result<Waiting> {
    let above = target.parent().unwrap_or(Path::new("."));
    let missing: Vec<&Path> = above.ancestors().take_while(|folder| !folder.exists()).collect();
    for folder in missing.into_iter().rev() {
        fs::create_dir(folder)?;
        made.0.push(folder.to_owned());
    }
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    // Short, whatever the name is: names have an end.
    let short: String = name.chars().take(40).collect();
    let waiting = |number: usize| above.join(format!(".{short}.{}-{number}.tmp", std::process::id()));
    let model = target.exists().then_some(target.as_path());
    let mut number = 0;
    let temporary = loop {
        let temporary = waiting(number);
        match RealFiles.create_like(&temporary, model) {
            Ok(()) => break temporary,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < 1000 => number += 1,
            Err(error) => return Err(error),
        }
    };
    let waiting = Waiting { temporary, target };
    OpenOptions::new().write(true).open(&waiting.temporary)?.write_all(bytes)?;
    Ok(waiting)
}

/// Waits until all of it is on the disk: at once where the system can, as each file by itself takes milliseconds.
fn synced(folder: &Path, files: &[Waiting]) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    if files.len() > MANY {
        return Ok(rustix::fs::syncfs(fs::File::open(folder)?)?);
    }
    let _ = folder;
    files.iter().try_for_each(|file| OpenOptions::new().write(true).open(&file.temporary)?.sync_all())
}

/// From how many files on the whole file system is synced, with what other programs have written.
#[cfg(target_os = "linux")]
const MANY: usize = 32;
