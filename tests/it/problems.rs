//! One small broken file for each mistake a person can make in a roadmap file; the report on it is the snapshot.
//!
//! The reports are texts that people have to work with: read them when they change.

mod ids;
mod keys;
mod limits;
mod syntax;
mod values;

use std::path::Path;

use trailmark::roadmap::parse;

/// The report on a broken file.
fn report(text: &str) -> String {
    match parse(text, Path::new("roadmap.toml")) {
        Ok(roadmap) => panic!("the file is good: {roadmap:?}"),
        Err(problems) => problems.to_string(),
    }
}
