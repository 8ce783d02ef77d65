//! Compresses the notes of the built-in roadmap, a folder at a time: together they are less than half as large, and the first
//! note that is read opens its own folder only.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use miniz_oxide::deflate::compress_to_vec;

/// Best compression; it is done once.
const LEVEL: u8 = 10;

/// Writes `notes.rs` into the folder `out`: `FOLDERS`, sorted, with their notes in the order of their names.
pub(super) fn write(notes: &Path, out: &Path) -> io::Result<()> {
    let mut files = Vec::new();
    collect(notes, "", &mut files)?;
    let mut folders: BTreeMap<String, Vec<(String, PathBuf)>> = BTreeMap::new();
    for (name, path) in files {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", &name));
        folders.entry(folder.to_owned()).or_default().push((file.to_owned(), path));
    }
    let mut table = format!(
        "/// Every folder with notes, sorted by path.\nstatic FOLDERS: [Folder; {}] = [\n",
        folders.len()
    );
    for (number, (folder, mut files)) in folders.into_iter().enumerate() {
        files.sort();
        let (mut text, mut ends) = (String::new(), String::new());
        for (file, path) in files {
            text.push_str(
                &fs::read_to_string(&path)
                    .map_err(|error| io::Error::other(format!("{folder}/{file}: {error}")))?,
            );
            let _ = write!(ends, "({file:?}, {}), ", text.len());
        }
        let packed = compress_to_vec(text.as_bytes(), LEVEL);
        File::create(out.join(format!("notes-{number}")))?.write_all(&packed)?;
        let _ = writeln!(
            table,
            "    Folder {{ path: {folder:?}, packed: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/notes-{number}\")), \
             ends: &[{ends}], text: OnceLock::new() }},"
        );
    }
    table.push_str("];\n");
    File::create(out.join("notes.rs"))?.write_all(table.as_bytes())
}

/// Adds the notes in `folder` and in the folders below it; `prefix` is how they are called from the notes folder.
fn collect(folder: &Path, prefix: &str, notes: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    super::watch(folder)?;
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type()?;
        if kind.is_dir() {
            collect(&entry.path(), &format!("{name}/"), notes)?;
        } else if kind.is_file() && entry.path().extension().is_some_and(|extension| extension == "md") {
            super::watch(&entry.path())?;
            notes.push((name, entry.path()));
        }
    }
    Ok(())
}
