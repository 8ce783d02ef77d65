//! Links of notes that have come to another place.

use std::collections::HashMap;

use super::paths::{Paths, safe};
use super::{below, note};
use crate::import::headings::line_breaks;
use crate::import::links::{Destination, Found, found, is_path, rewritten};
use crate::import::plan::Content;
use crate::import::plan::flat::Flat;
use crate::import::{DraftNote, Material, Place, Remark, RemarkKind};
use crate::note::{Anchors, relative};
use crate::text::SafeText;

/// What is tried behind the path of a link that leads to nothing.
const ENDINGS: &[&str] = &["", ".md", ".markdown", "/README.md", "/readme.md", "/index.md", "/Readme.md"];

/// What the links of notes lead to, before and after.
pub(super) struct Relinking<'a> {
    material: &'a dyn Material,
    folder: &'a str,
    /// The files that are notes as a whole, and their new paths.
    whole: &'a HashMap<&'a str, String>,
    /// Headings of files that became several notes: file and anchor, and the new path.
    parts: HashMap<(String, String), String>,
    taken: &'a mut Paths,
    /// Other files that come along, and their new paths.
    copies: HashMap<String, String>,
    /// Where the addresses of the files stand that were looked into: the first line of each.
    lines: HashMap<String, HashMap<String, usize>>,
}

impl<'a> Relinking<'a> {
    pub(super) fn new(
        (material, folder): (&'a dyn Material, &'a str),
        whole: &'a HashMap<&'a str, String>,
        taken: &'a mut Paths,
    ) -> Self {
        let (parts, copies, lines) = (HashMap::new(), HashMap::new(), HashMap::new());
        Self { material, folder, whole, parts, taken, copies, lines }
    }

    /// Remembers which headings have become which notes.
    pub(super) fn know_parts(&mut self, topics: &[Flat], paths: &[Option<String>]) {
        let mut anchors: HashMap<&str, Anchors> = HashMap::new();
        for (topic, path) in topics.iter().zip(paths) {
            let (Some(note), Some(path)) = (note(topic).filter(|note| !note.is_file), path) else { continue };
            let anchor = anchors.entry(&note.file).or_default().take(&topic.draft.title);
            self.parts.insert((note.file.clone(), anchor.into()), path.clone());
        }
    }

    /// A note that will be at `path`, with links that work there.
    pub(super) fn relinked(&mut self, note: &DraftNote, path: &str, remarks: &mut Vec<Remark>) -> String {
        let mut text = rewritten(&note.markdown, |address| match self.lead(address, (note, path)) {
            Ok(new) => new.filter(|new| *new != address),
            Err(why) => {
                let place = Place { file: note.file.clone(), line: self.line_of(&note.file, address) };
                let words = format!("the link to {} {why}; it was left as it is", SafeText::new(address));
                remarks.push(Remark { kind: RemarkKind::Missing, place, words });
                None
            }
        });
        // What was a part of a file is one of its own now.
        if !note.is_file && !text.ends_with('\n') {
            text.push('\n');
        }
        text
    }

    /// What an address becomes; none where it stays. The error says what is wrong with it.
    fn lead(
        &mut self,
        address: &str,
        (note, path): (&DraftNote, &str),
    ) -> Result<Option<String>, &'static str> {
        let own = self.material.local(address).map(|path| {
            let anchor = address.find('#').and_then(|at| address.get(at..)).unwrap_or_default();
            Destination { path, anchor: anchor.to_owned() }
        });
        let is_own = own.is_some();
        let Some(to) = own.or_else(|| Destination::of(address, &note.file)) else {
            return if is_path(address) { Err("leads out of the folder of the source") } else { Ok(None) };
        };
        let anchor = to.anchor.strip_prefix('#').unwrap_or_default();
        if let Some(part) = self.part(&to.path, anchor).filter(|part| *part != path) {
            return Ok(Some(relative(path, part)));
        }
        if address.starts_with('#') {
            return Ok(None);
        }
        let named = |ending: &&&str| {
            let path = format!("{}{ending}", to.path);
            let path = path.trim_start_matches('/');
            (self.whole.contains_key(path) || self.material.has(path)).then(|| path.to_owned())
        };
        let Some(file) = ENDINGS.iter().find_map(|ending| named(&ending)) else {
            let is_folder = self.material.has_folder(&to.path);
            return Err(if is_folder { "leads to a folder" } else { "leads to nothing" });
        };
        let new = match self.whole.get(file.as_str()) {
            Some(new) => new.clone(),
            None => self.copy(file.clone()).ok_or("leads to a hidden file, which does not come along")?,
        };
        // As it stands there it may work already.
        let works = Destination::of(address, path).is_some_and(|found| found.path == new);
        Ok((is_own || !works).then(|| relative(path, &new) + &to.anchor))
    }

    /// The note that the heading of a file has become.
    fn part(&self, file: &str, anchor: &str) -> Option<&str> {
        if anchor.is_empty() {
            return None;
        }
        let anchor = crate::import::links::percent_decoded(anchor);
        self.parts.get(&(file.to_owned(), anchor)).map(String::as_str)
    }

    /// Takes a file along; its new path. None where it is hidden.
    fn copy(&mut self, file: String) -> Option<String> {
        if file.split('/').any(|part| part.starts_with('.')) {
            return None;
        }
        if let Some(path) = self.copies.get(&file) {
            return Some(path.clone());
        }
        let path = self.taken.free(&safe(below(self.folder, &file)));
        self.copies.insert(file, path.clone());
        Some(path)
    }

    /// The line of a file on which an address stands first; 0 where that is not known.
    fn line_of(&mut self, file: &str, address: &str) -> usize {
        let lines = self.lines.entry(file.to_owned()).or_insert_with(|| {
            let text = self.material.text(file).map(|text| text.text).unwrap_or_default();
            lines_of_addresses(&text)
        });
        lines.get(address).copied().unwrap_or_default()
    }

    /// The files that come along.
    pub(super) fn into_copies(self) -> impl Iterator<Item = (String, Content)> {
        self.copies.into_iter().map(|(file, path)| (path, Content::Copy(file)))
    }
}

/// The first line, counted from 1, of each address in a text.
fn lines_of_addresses(text: &str) -> HashMap<String, usize> {
    let mut lines = HashMap::new();
    let (mut line, mut counted) = (1, 0);
    for Found { bytes, address } in found(text) {
        line += line_breaks(text, counted..bytes.start);
        counted = bytes.start;
        lines.entry(address).or_insert(line);
    }
    lines
}
