//! Lists the notes of the built-in roadmap, so that they are compiled in, and readies the grammars for code in notes.
//!
//! Writes into `OUT_DIR`: `notes.rs`, a sorted table of (path below `notes/`, text) with one `include_str!` a note; and
//! `grammars.bin`.

use std::env;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

#[path = "build/grammars.rs"]
mod grammars;

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or(io::ErrorKind::NotFound)?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    watch(&root.join("roadmap.toml"))?;
    let mut notes = Vec::new();
    collect(&root.join("notes"), "", &mut notes)?;
    notes.sort();

    let mut table = String::from("&[\n");
    for (name, path) in &notes {
        let path = path.to_str().ok_or_else(|| io::Error::other(format!("{name}: the path is not UTF-8")))?;
        let _ = writeln!(table, "    ({name:?}, include_str!({path:?})),");
    }
    table.push_str("]\n");
    File::create(out.join("notes.rs"))?.write_all(table.as_bytes())?;

    let grammars = grammars::trimmed()?;
    syntect::dumps::dump_to_uncompressed_file(&grammars, out.join("grammars.bin")).map_err(io::Error::other)
}

/// Adds the notes in `folder` and in the folders below it; `prefix` is how they are called from the notes folder.
fn collect(folder: &Path, prefix: &str, notes: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    watch(folder)?;
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
            watch(&entry.path())?;
            notes.push((name, entry.path()));
        }
    }
    Ok(())
}

/// Runs this again when `path` changes.
fn watch(path: &Path) -> io::Result<()> {
    writeln!(io::stdout(), "cargo::rerun-if-changed={}", path.display())
}
