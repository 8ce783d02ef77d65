//! What tells one kind of source from another.

use std::collections::HashSet;
use std::path::Path;

use pulldown_cmark::{Event, Parser, Tag};
use serde_json::Value;

use crate::import::links::Destination;
use crate::import::{Material, Shape};
use crate::note::is_markdown;

/// How many characters the id of a roadmap.sh node has.
const ID_CHARS: usize = 21;

/// Whether the name of a file has this ending.
pub(super) fn ends_with(file: &str, ending: &str) -> bool {
    Path::new(file).extension().is_some_and(|found| found.eq_ignore_ascii_case(ending))
}

/// Whether a file is called `slug@id.md`, as those of a content folder of roadmap.sh.
pub(super) fn is_content(file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or(file);
    let id = name.strip_suffix(".md").and_then(|stem| stem.rsplit_once('@')).map(|(_, id)| id);
    id.is_some_and(|id| {
        id.len() == ID_CHARS
            && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
    })
}

/// What JSON is, where that is known.
pub(super) fn json(text: &str) -> Option<Shape> {
    let value: Value = serde_json::from_str(text).ok()?;
    if value.get("format").and_then(Value::as_str) == Some("trailmark-export") {
        Some(Shape::Export)
    } else if value.get("nodes").is_some_and(Value::is_array)
        && value.get("edges").is_some_and(Value::is_array)
    {
        Some(Shape::Graph)
    } else if value.get("mockup").and_then(|mockup| mockup.get("controls")).is_some() {
        Some(Shape::Balsamiq)
    } else {
        None
    }
}

/// Whether the README of a folder links to most of its notes; also where it is the only one.
pub(super) fn links_to_most(material: &dyn Material, readme: &str, notes: &[&String]) -> bool {
    let Ok(text) = material.text(readme) else { return false };
    let mut linked = HashSet::new();
    let mut folders = HashSet::new();
    for event in Parser::new(&text.text) {
        let Event::Start(Tag::Link { dest_url, .. }) = event else { continue };
        let local =
            material.local(&dest_url).or_else(|| Destination::of(&dest_url, readme).map(|found| found.path));
        let Some(path) = local else { continue };
        if is_markdown(&path) {
            linked.insert(path);
        } else {
            folders.insert(path);
        }
    }
    let others = notes.iter().filter(|note| note.as_str() != readme);
    let is_linked = |note: &&&&String| {
        let mut above = note.match_indices('/').filter_map(|(at, _)| note.get(..at));
        linked.contains(note.as_str()) || above.any(|folder| folders.contains(folder))
    };
    let (all, found) = (others.clone().count(), others.filter(|note| is_linked(&note)).count());
    all == 0 || found * 2 > all
}

/// How many lines of a text have what only Markdown has.
pub(super) fn signs_of_markdown(text: &str) -> usize {
    let is_sign = |line: &&str| {
        let line = line.trim_start();
        let is_task = || {
            let item = ["- ", "* ", "+ "].iter().find_map(|sign| line.strip_prefix(sign));
            item.is_some_and(|item| ["[ ] ", "[x] ", "[X] "].iter().any(|sign| item.starts_with(sign)))
        };
        heading(line).is_some() || is_task() || line.contains("](") || line.starts_with("```")
    };
    text.lines().filter(is_sign).count()
}

/// The text of a heading with `#`.
fn heading(line: &str) -> Option<&str> {
    let rest = line.trim_start().trim_start_matches('#');
    let signs = line.trim_start().len() - rest.len();
    ((1..=6).contains(&signs) && rest.starts_with([' ', '\t'])).then(|| rest.trim())
}
