//! Lists the notes of the built-in roadmap, so that they are compiled in, and readies the grammars for code in notes.
//!
//! Writes into `OUT_DIR`: `notes.rs`, a table of the folders below `notes/` and their notes, see [`notes`]; the texts of each
//! folder, compressed together; and `grammars.bin`.

use std::env;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

#[path = "build/grammars.rs"]
mod grammars;
#[path = "build/notes.rs"]
mod notes;

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or(io::ErrorKind::NotFound)?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    watch(&root.join("roadmap.toml"))?;
    notes::write(&root.join("notes"), &out)?;

    let grammars = grammars::trimmed()?;
    syntect::dumps::dump_to_uncompressed_file(&grammars, out.join("grammars.bin")).map_err(io::Error::other)
}

/// Runs this again when `path` changes.
fn watch(path: &Path) -> io::Result<()> {
    writeln!(io::stdout(), "cargo::rerun-if-changed={}", path.display())
}
