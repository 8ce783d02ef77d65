//! Markdown with headings, lists, tasks and tables: a README.
//!
//! ```text
//! text ── block::document ──> blocks ── taken ──> what becomes a topic ── walk ──> Draft
//!                                                  headings open sections, items and rows are topics in them,
//!                                                  all else is the note of the topic above it
//! ```

mod aside;
mod block;
mod inline;
mod item;
mod link;
mod rows;
mod source;
mod taken;
mod walk;

use std::collections::{BTreeSet, HashMap, HashSet};

use block::{Document, What};
use link::Links;
use source::Source;
use walk::{Open, Walk, Within, words};

use super::{Draft, DraftNote, DraftTopic, Material, MaterialError, Place, Remark, RemarkKind, Taken, Wish};
use crate::note::{self, Anchors, FrontMatter};
use crate::roadmap::MAX_LEVELS;
use crate::text::SafeText;

/// Letters of a first paragraph that describes the roadmap as a whole.
const SHORT: usize = 200;

/// Reads a Markdown file, or the README of a folder.
///
/// # Errors
/// Where there is no such file, or it cannot be read.
pub(super) fn read(start: &str, material: &dyn Material, wish: &Wish) -> Result<Draft, MaterialError> {
    let file = match start {
        "" => page(material)?,
        start => start.to_owned(),
    };
    let text = material.text(&file)?;
    let raw = text.text.strip_prefix('\u{FEFF}').unwrap_or(&text.text);
    let (front_matter, rest) = note::split_front_matter(raw);
    let head = raw.get(..raw.len() - rest.len()).unwrap_or_default();
    let skipped = head.matches('\n').count();
    let source = Source::new(&file, rest, skipped);
    let document = block::document(rest);
    let mut walk = walk(&source, &document, Links::new(material, &file), wish);
    let title = prepare(&mut walk, wish);
    walk.blocks(&document.blocks, 0..rest.len(), Within { column: 0, is_item: false });
    walk.close_to(0);
    let title = named(&mut walk, title, front_matter);
    // Somebody who says what becomes a topic knows what does not.
    let is_said = wish.taken.is_some() || walk.taken != Taken::Headings;
    let items_in_notes = if is_said { 0 } else { walk.items };
    let mut draft = Draft { items_in_notes, ..finish(walk, title) };
    draft.remarks.extend(text.remarks(&file));
    draft.remarks.extend((!head.is_empty()).then(|| Remark {
        kind: RemarkKind::LeftOut,
        place: Place { file: file.clone(), line: 1 },
        words: format!("the data above the text (to line {skipped}): its title is taken"),
    }));
    draft.remarks.sort_by(|one, other| one.place.cmp(&other.place));
    Ok(draft)
}

/// The file that tells about a folder.
fn page(material: &dyn Material) -> Result<String, MaterialError> {
    let known =
        ["README.md", "readme.md", "Readme.md", "README.markdown", "ROADMAP.md", "roadmap.md", "index.md"];
    if let Some(file) = known.iter().find(|file| material.has(file)) {
        return Ok((*file).to_owned());
    }
    let files = material.files("")?;
    let mut notes = files.into_iter().filter(|file| note::is_markdown(file) && !file.contains('/'));
    let none = "the folder has no README.md; name the file to import";
    notes.next().ok_or_else(|| MaterialError(SafeText::new(none)))
}

/// What is known before anything was read.
fn walk<'a>(source: &'a Source<'a>, document: &'a Document, links: Links<'a>, wish: &Wish) -> Walk<'a> {
    Walk {
        source,
        document,
        links,
        taken: Taken::Headings,
        depth: wish.depth.unwrap_or(MAX_LEVELS).clamp(1, MAX_LEVELS),
        open: vec![Open::default()],
        remarks: Vec::new(),
        ticks: HashMap::new(),
        anchors: Anchors::default(),
        headings: HashSet::new(),
        used: BTreeSet::new(),
        title_at: None,
        items: 0,
    }
}

/// The title of the roadmap: that of the data above the text, else that of its heading.
fn named(walk: &mut Walk<'_>, heading: Option<String>, data: Option<FrontMatter>) -> String {
    let known = data.and_then(|data| data.title).map(|title| words(&title)).filter(|title| !title.is_empty());
    if let (Some(known), Some(heading), Some(at)) = (&known, &heading, walk.title_at)
        && known.to_lowercase() != heading.to_lowercase()
    {
        let words = format!("the heading \"{heading}\": the data above the text names the roadmap");
        walk.remark(RemarkKind::LeftOut, walk.source.line(at), words);
    }
    known.or(heading).unwrap_or_default()
}

/// Finds out what has to be known before the blocks are gone through: the headings, the title, what becomes a topic.
fn prepare(walk: &mut Walk<'_>, wish: &Wish) -> Option<String> {
    let (mut anchors, mut first, mut firsts) = (Anchors::default(), None, 0);
    for block in &walk.document.blocks {
        let html = match block.what {
            What::Html => inline::html(walk.source.get(block.range.clone()), block.range.start).heading,
            _ => None,
        };
        let found = match (&block.what, &html) {
            (What::Heading(level, inline), _) | (What::Html, Some((level, inline))) => (*level, inline),
            _ => continue,
        };
        let (level, inline) = found;
        let title = words(&inline.text);
        let anchor = anchors.take(&inline.text);
        firsts += usize::from(level == 1);
        first = first.or_else(|| Some((level, title, anchor.clone(), block.range.start)));
        walk.headings.insert(anchor.into_string());
    }
    let (entries, contents_at) = taken::contents(walk.document);
    let is_named = |anchor: &str| entries.iter().any(|(entry, _)| entry == anchor);
    let title = first.filter(|(level, title, anchor, at)| {
        // Among several of the first level, one before the table of contents that the table does not name is the title.
        let stands_above = contents_at.is_some_and(|contents| *at < contents) && !is_named(anchor);
        *level == 1 && !title.is_empty() && (firsts == 1 || stands_above)
    });
    walk.title_at = title.as_ref().map(|(.., at)| *at);
    let marks = entries.into_iter().filter_map(|(anchor, mark)| Some((anchor, mark?)));
    walk.ticks = marks.filter(|(anchor, _)| walk.headings.contains(anchor)).collect();
    let is_contents = |list: &block::List| walk.is_contents(list);
    walk.taken = wish.taken.unwrap_or_else(|| taken::found_out(walk.document, &walk.links, &is_contents));
    title.map(|(_, title, ..)| title)
}

/// The draft, with what stands before the first section: a description if it is short, else a first topic of its own.
fn finish(mut walk: Walk<'_>, title: String) -> Draft {
    let mut page = walk.open.pop().unwrap_or_default();
    let note = std::mem::take(&mut page.note).finish(walk.source, walk.document, &mut walk.used);
    let mut draft = Draft { title, topics: page.topic.topics, ..Draft::default() };
    let first = page.first.unwrap_or_default();
    // An address describes nothing.
    let is_link = first.links.iter().any(|link| first.label(link) == first.text.trim());
    if !is_link {
        description(&words(&first.text)).clone_into(&mut draft.description);
    }
    let is_whole =
        draft.description == words(&first.text) && first.links.is_empty() && first.pictures.is_empty();
    let rest = note.get(walk.source.get(first.range.clone()).trim().len()..).unwrap_or_default();
    let is_all_said =
        is_whole && !draft.description.is_empty() && rest.trim().is_empty() && !draft.topics.is_empty();
    // What links to learn from stand above the first section belong to nobody else.
    if note.contains(char::is_alphanumeric) && !is_all_said || !page.topic.resources.is_empty() {
        let stem = walk.source.file.rsplit('/').next().unwrap_or_default();
        let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
        let title = if draft.title.is_empty() { stem.to_owned() } else { draft.title.clone() };
        let note = DraftNote { markdown: note, file: walk.source.file.to_owned(), is_file: false };
        let resources = page.topic.resources;
        let topic = DraftTopic { title, note: Some(note), resources, ..DraftTopic::default() };
        draft.topics.insert(0, topic);
    }
    remark_definitions(&mut walk, &draft.topics);
    draft.remarks = walk.remarks;
    draft
}

/// Names the definitions of links that nothing needs.
fn remark_definitions(walk: &mut Walk<'_>, topics: &[DraftTopic]) {
    let mut urls = HashSet::new();
    let mut open: Vec<&DraftTopic> = topics.iter().collect();
    while let Some(topic) = open.pop() {
        urls.extend(topic.resources.iter().map(|resource| resource.url.as_str()));
        open.extend(&topic.topics);
    }
    let document = walk.document;
    for (name, definition) in &document.definitions {
        if !walk.used.contains(name) && !urls.contains(definition.url.as_str()) {
            walk.leave_out(&definition.range, "the address of a link that no note has");
        }
    }
}

/// The first paragraph if it is short, else its first sentence.
fn description(text: &str) -> &str {
    if text.chars().take(SHORT + 1).count() <= SHORT {
        return text;
    }
    let ends = [". ", "? ", "! ", "。"];
    let end = ends.iter().filter_map(|end| Some(text.find(end)? + end.trim_end().len())).min();
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

/// Whether Markdown has a link that is relative to its file.
fn has_relative_link(markdown: &str) -> bool {
    let document = pulldown_cmark::Parser::new(markdown);
    document.into_iter().any(|event| match event {
        pulldown_cmark::Event::Start(
            pulldown_cmark::Tag::Link { dest_url, .. } | pulldown_cmark::Tag::Image { dest_url, .. },
        ) => note::scheme(&dest_url).is_none() && !dest_url.starts_with('#'),
        _ => false,
    })
}

#[cfg(test)]
pub(in crate::import) mod tests;
