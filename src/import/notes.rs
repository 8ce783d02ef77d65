//! A folder of Markdown notes: a topic a file, folders as parents.
//!
//! - A folder's `README.md`, `index.md` or `_index.md`, or a note of its name in it or beside it, is the note of the folder.
//! - A title is that of the data above the note, else its heading, else the file's name in words. Numbers before names (`01-`,
//!   `1. `) give an order and are no part of a title made of a name; then count dates, then names, 2 before 10.
//! - Posts of Jekyll stand below their categories, a book stands in the order of its `SUMMARY.md`; what such a table of contents
//!   is called is not taken.
//! - Links of Obsidian (`[[note]]`) become relative ones where only one file can be meant. Boxes of tasks stay text.

mod contents;
mod front;
mod lead;
mod name;
mod page;
mod site;
mod tree;
mod wiki;

use super::{Draft, Material, MaterialError, Place, Remark, RemarkKind, Wish};
use crate::note::is_markdown;
use page::Page;
use wiki::Wiki;

pub(super) use front::{Front, split as split_front};
pub(super) use lead::lead;

/// Most levels of topics, whatever the folders do.
const DEEPEST: usize = crate::roadmap::MAX_LEVELS - 1;
/// Folders of programs: what is Markdown in them is no note of the person.
const OF_PROGRAMS: &[&str] = &["node_modules", "_site", "_layouts", "_includes"];
/// Files about a repository, not about its subject.
const ABOUT: &[&str] =
    &["license", "licence", "contributing", "contributors", "code_of_conduct", "code-of-conduct", "security"];

/// Reads a folder of notes, or one note of it.
pub(super) fn read(start: &str, material: &dyn Material, wish: &Wish) -> Result<Draft, MaterialError> {
    if !start.is_empty() && !material.has_folder(start) && !contents::is_contents(start) {
        return one(start, material);
    }
    let base = if material.has_folder(start) { start } else { parts(start).0 };
    let files = material.files(base)?;
    let mut draft = Draft::default();
    site::add(base, material, &mut draft);
    let contents = contents::find(base, start, &files);
    let (wanted, remarks) = chosen(base, &files, contents.as_deref());
    draft.remarks.extend(remarks);
    let wiki = Wiki::of(&files);
    let mut pages = Vec::new();
    for file in wanted {
        pages.extend(Page::read(file, material, &wiki, &mut draft.remarks));
    }
    // What a book does not name stands beside its chapters.
    let base = contents.as_deref().map_or(base, |contents| parts(contents).0);
    if let Some(contents) = &contents {
        pages = contents::add(contents, pages, material, &mut draft)?;
        tree::limit(&mut draft.topics, base, wish.depth);
    }
    tree::add(base, pages, wish.depth, &mut draft);
    draft.remarks.sort_by(|a, b| (&a.place, a.kind).cmp(&(&b.place, b.kind)));
    Ok(draft)
}

/// A draft of one note.
fn one(file: &str, material: &dyn Material) -> Result<Draft, MaterialError> {
    // A file that was named must be there; what is wrong with one among many is a remark.
    material.text(file)?;
    let mut draft = Draft::default();
    let page = Page::read(file, material, &Wiki::of(&material.files("")?), &mut draft.remarks);
    draft.topics.extend(page.map(|page| page.topic(false)));
    Ok(draft)
}

/// The files that are notes, and remarks about the others.
fn chosen<'a>(base: &str, files: &'a [String], contents: Option<&str>) -> (Vec<&'a str>, Vec<Remark>) {
    let (mut wanted, mut remarks) = (Vec::new(), Vec::new());
    let (mut of_programs, mut others) = (0, 0);
    for file in files.iter().map(String::as_str) {
        let (folder, name) = parts(file);
        let (stem, _) = name.rsplit_once('.').unwrap_or((name, ""));
        if !is_markdown(name) {
            others += 1;
        } else if folder.split('/').any(|part| OF_PROGRAMS.contains(&part)) {
            of_programs += 1;
        } else if folder == base && ABOUT.iter().any(|about| stem.eq_ignore_ascii_case(about)) {
            remarks.push(left_out(file, "it is about the repository, not about its subject".to_owned()));
        } else if Some(file) != contents {
            wanted.push(file);
        }
    }
    let words = |number: usize, noun: &str| crate::text::counted(number, noun);
    if of_programs > 0 {
        let names = OF_PROGRAMS.join(", ");
        remarks.push(left_out(
            base,
            format!("{} in folders of programs ({names})", words(of_programs, "Markdown file")),
        ));
    }
    if others > 0 {
        let words = words(others, "file");
        remarks
            .push(left_out(base, format!("{words} not in Markdown; those that a note links to come along")));
    }
    (wanted, remarks)
}

fn left_out(file: &str, words: String) -> Remark {
    Remark { kind: RemarkKind::LeftOut, place: Place { file: file.to_owned(), line: 0 }, words }
}

/// The name of a file in words.
pub(super) fn title_of_name(file: &str) -> String {
    let (_, name) = parts(file);
    name::Name::of(name.rsplit_once('.').map_or(name, |(stem, _)| stem)).words(false)
}

/// The folder and the name of a file.
fn parts(file: &str) -> (&str, &str) {
    file.rsplit_once('/').unwrap_or(("", file))
}

/// A path of folders, with a name after it.
fn below(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// Words as the label of a link.
fn label(words: &str) -> String {
    words.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

#[cfg(test)]
mod tests;
