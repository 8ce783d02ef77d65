//! Markdown whose headings are questions, with a summary of one's own and one of the lecture below each.
//!
//! - A heading is a question where a heading below it is called "my summary" or "lecture summary" (see
//!   [`OWN_SUMMARY`](super::OWN_SUMMARY)); signs, emoji and capitals around these words do not matter. What stands below one's own
//!   is the summary, all else is the note, other headings too. Both never mix.
//! - A heading above questions is a section; one beside them is a question without summaries, and all below it is its note.
//! - Below a heading such as "References" links become resources, and the text stays a note where it says more than these.
//! - In a damaged text the words are known again though a part of them is lost.
//! - The two kinds of sub-headings themselves, lines across and `<br>` alone at the ends of a part are not taken: they only part
//!   what stands around them.

mod names;
mod outline;
mod references;

use super::notes;
use super::{Draft, DraftNote, DraftTopic, Material, MaterialError, Place, Remark, RemarkKind, Text, Wish};
use crate::note;
use names::Names;
use outline::Outline;

/// Reads questions from a file, or from every file of the folder that has some.
pub(super) fn read(start: &str, material: &dyn Material, wish: &Wish) -> Result<Draft, MaterialError> {
    let names = Names::of(wish);
    let mut draft = if start.is_empty() || material.has_folder(start) {
        folder(start, material, &names)?
    } else {
        file(start, &material.text(start)?, &names)
    };
    limit(&mut draft.topics, 1, wish.depth.unwrap_or(usize::MAX).max(1));
    draft.remarks.sort_by(|a, b| (&a.place, a.kind).cmp(&(&b.place, b.kind)));
    Ok(draft)
}

/// Whether most headings of a text that could be questions are such, by the words that people write below them.
pub(super) fn fits(text: &str, wish: &Wish) -> bool {
    let (_, body) = notes::split_front(text);
    Outline::of(body, &Names::of(wish)).is_of_questions()
}

/// The questions of a file.
fn file(file: &str, text: &Text, names: &Names) -> Draft {
    let remark = |kind, line, words| Remark { kind, place: Place { file: file.to_owned(), line }, words };
    let mut draft = Draft { remarks: text.remarks(file).collect(), ..Draft::default() };
    let (front, body) = notes::split_front(&text.text);
    if let Some(keys) = front.keys_of_topics() {
        let words = format!("data above the text that belongs to no single topic: {keys}");
        draft.remarks.push(remark(RemarkKind::LeftOut, 1, words));
    }
    draft.remarks.extend(front.remark(file));
    draft.title = front.title.unwrap_or_default();
    draft.description = front.description.unwrap_or_default();
    Outline::of(body, names).add_to(&mut draft, file);
    draft
}

/// The questions of all files of a folder; where several have some, a section a file.
fn folder(folder: &str, material: &dyn Material, names: &Names) -> Result<Draft, MaterialError> {
    let (mut drafts, mut others) = (Vec::new(), Vec::new());
    for name in material.files(folder)?.into_iter().filter(|name| note::is_markdown(name)) {
        let left_out = |words: String| Remark {
            kind: RemarkKind::LeftOut,
            place: Place { file: name.clone(), line: 0 },
            words,
        };
        match material.text(&name) {
            Err(error) => others.push(error.left_out(&name)),
            Ok(text) => {
                let draft = file(&name, &text, names);
                if has_summaries(&draft.topics) {
                    drafts.push((name, draft));
                } else {
                    others.push(left_out("it has no questions with summaries below them".to_owned()));
                }
            }
        }
    }
    let mut whole = match drafts.len() {
        1 => drafts.pop().map(|(_, draft)| draft).unwrap_or_default(),
        _ => drafts.into_iter().fold(Draft::default(), |mut whole, (name, draft)| {
            whole.remarks.extend(draft.remarks);
            let title = if draft.title.trim().is_empty() { notes::title_of_name(&name) } else { draft.title };
            let note = DraftNote { markdown: draft.description, file: name, is_file: false };
            let note = Some(note).filter(|note| !note.markdown.is_empty());
            whole.topics.push(DraftTopic { title, note, topics: draft.topics, ..DraftTopic::default() });
            whole
        }),
    };
    whole.remarks.extend(others);
    Ok(whole)
}

fn has_summaries(topics: &[DraftTopic]) -> bool {
    topics
        .iter()
        .any(|topic| !topic.summary.is_empty() || topic.note.is_some() || has_summaries(&topic.topics))
}

/// What lies too deep goes into the topic above it: note to note, summary to summary.
fn limit(topics: &mut [DraftTopic], level: usize, most: usize) {
    for topic in topics {
        limit(&mut topic.topics, level + 1, most);
        if level < most {
            continue;
        }
        for mut below in std::mem::take(&mut topic.topics) {
            let heading = format!("### {}", below.title);
            if !below.summary.is_empty() {
                push(&mut topic.summary, &heading);
                push(&mut topic.summary, &below.summary);
            }
            let file = below.note.as_ref().map(|note| note.file.clone()).unwrap_or_default();
            let note = topic.note.get_or_insert_with(|| DraftNote { file, ..DraftNote::default() });
            push(&mut note.markdown, &heading);
            push(&mut note.markdown, below.note.as_ref().map_or("", |note| note.markdown.as_str()));
            topic.resources.append(&mut below.resources);
        }
    }
}

/// Adds a part of a text with a blank line before it.
fn push(text: &mut String, part: &str) {
    if !text.is_empty() && !part.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(part);
}

#[cfg(test)]
mod tests;
