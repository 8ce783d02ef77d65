//! A note of the folder as it was read.

use super::name::Name;
use super::wiki::Wiki;
use super::{Front, front, parts};
use crate::import::headings::{Headings, headings};
use crate::import::{DraftNote, DraftTopic, Material, Remark};

/// Folders of Jekyll that say what is in them, not what it is about.
const TRANSPARENT: &[&str] = &["_posts", "_drafts"];

/// A note of the folder.
#[derive(Clone, Debug)]
pub(super) struct Page {
    /// Its path.
    pub(super) file: String,
    /// Its name without its kind.
    pub(super) stem: String,
    /// What its name says.
    pub(super) name: Name,
    /// The data above it.
    pub(super) front: Front,
    /// What its heading calls it.
    heading: Option<String>,
    /// The note, without the data above it.
    pub(super) body: String,
    /// How it is divided.
    pub(super) headings: Headings,
}

impl Page {
    /// Reads a note; none where it cannot be read, which is a remark.
    pub(super) fn read(
        file: &str,
        material: &dyn Material,
        wiki: &Wiki,
        remarks: &mut Vec<Remark>,
    ) -> Option<Self> {
        let text = match material.text(file) {
            Ok(text) => text,
            Err(error) => {
                remarks.push(error.left_out(file));
                return None;
            }
        };
        remarks.extend(text.remarks(file));
        let (front, body) = front::split(&text.text);
        remarks.extend(front.remark(file));
        let body = wiki.rewritten(body, file, front.lines, remarks);
        let headings = headings(&body);
        let heading = headings.name().map(|heading| heading.title.clone());
        let (_, name) = parts(file);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
        Some(Self { name: Name::of(&stem), file: file.to_owned(), stem, front, heading, body, headings })
    }

    /// What the note itself says it is called.
    pub(super) fn title(&self) -> Option<&str> {
        let own = self.front.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
        own.or(self.heading.as_deref())
    }

    /// The date that its order goes by.
    pub(super) fn date(&self) -> Option<&str> {
        self.front.date.as_deref().or(self.name.date.as_deref())
    }

    /// The folders that it stands below, of the folder `base`; categories for a post.
    pub(super) fn path(&self, base: &str) -> Vec<&str> {
        let (folder, _) = parts(&self.file);
        let inside = folder
            .strip_prefix(base)
            .filter(|rest| rest.is_empty() || rest.starts_with('/') || base.is_empty());
        let folder = inside.unwrap_or(folder);
        let folders = || folder.split('/').filter(|part| !part.is_empty());
        if self.stands_below_categories() {
            return self.front.categories.iter().map(String::as_str).collect();
        }
        folders().filter(|part| !TRANSPARENT.contains(part)).collect()
    }

    /// Whether it is a post with categories.
    pub(super) fn stands_below_categories(&self) -> bool {
        let is_in = || parts(&self.file).0.split('/').any(|part| TRANSPARENT.contains(&part));
        !self.front.categories.is_empty() && (self.name.date.is_some() || is_in())
    }

    /// The topic of the note, with the words of its name where it does not say what it is called.
    pub(super) fn topic(self, without_numbers: bool) -> DraftTopic {
        let title = self.title().map_or_else(|| self.name.words(without_numbers), str::to_owned);
        let is_draft = self.front.is_draft || parts(&self.file).0.split('/').any(|part| part == "_drafts");
        let is_below = self.stands_below_categories();
        let Front { mut tags, categories, description, .. } = self.front;
        let words = if is_below { Vec::new() } else { categories };
        for word in words.into_iter().chain(is_draft.then(|| "draft".to_owned())) {
            if !tags.contains(&word) {
                tags.push(word);
            }
        }
        let markdown = with_description(&self.body, &self.headings, description.as_deref());
        let note = DraftNote { markdown, file: self.file, is_file: true };
        let note = Some(note).filter(|note| !note.markdown.trim().is_empty());
        DraftTopic { title, note, tags, ..DraftTopic::default() }
    }
}

/// The note with what the data above it says it is about, below its heading; not twice.
fn with_description(body: &str, headings: &Headings, description: Option<&str>) -> String {
    let Some(words) = description.map(str::trim).filter(|words| !words.is_empty() && !body.contains(words))
    else {
        return body.to_owned();
    };
    let at = headings.name().map_or(0, |heading| heading.range.end);
    let above = headings
        .name()
        .is_some_and(|heading| body.get(..heading.range.start).is_some_and(|text| text.trim().is_empty()));
    let (heading, rest) = if above { body.split_at_checked(at).unwrap_or(("", body)) } else { ("", body) };
    let heading = heading.trim_end();
    let gap = if heading.is_empty() { "" } else { "\n\n" };
    format!("{heading}{gap}{words}\n\n{}", rest.trim_start_matches('\n'))
}
