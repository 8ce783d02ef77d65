//! Whether each word of a source went somewhere.

use std::collections::HashSet;

use crate::import::{Draft, DraftTopic};

/// Words of a text: runs of letters and digits.
fn words(text: &str) -> impl Iterator<Item = String> {
    let text = crate::note::percent_decoded(text).unwrap_or_else(|| text.to_owned());
    let words: Vec<String> = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
    words.into_iter().filter(|word| !word.is_empty())
}

fn add(topics: &[DraftTopic], into: &mut HashSet<String>) {
    for topic in topics {
        let note = topic.note.as_ref();
        let texts = [&topic.title, &topic.summary].into_iter().chain(note.map(|note| &note.markdown));
        let texts = texts.chain(note.map(|note| &note.file)).chain(&topic.tags).chain(&topic.requires);
        for text in texts {
            into.extend(words(text));
        }
        for resource in &topic.resources {
            into.extend(
                words(&resource.title).chain(words(&resource.url)).chain(words(resource.kind.word())),
            );
        }
        add(&topic.topics, into);
    }
}

/// The lines that a remark names: `(to line 9)` is the last of several.
fn named(draft: &Draft) -> HashSet<usize> {
    let lines = draft.remarks.iter().flat_map(|remark| {
        let last =
            remark.words.rsplit_once("(to line ").and_then(|(_, rest)| rest.split(')').next()?.parse().ok());
        remark.place.line..=last.unwrap_or(remark.place.line)
    });
    lines.collect()
}

/// Boxes, tags, spans of time that are minutes, cells that say nothing, and what a link needs beside a path.
const SIGNS: &[&str] = &[
    "[x]",
    "[X]",
    "<details>",
    "</details>",
    "<summary>",
    "</summary>",
    "<br>",
    "<h1 align=\"center\">",
    "</h1>",
    "<h2>",
    "</h2>",
    "| 2h 30m",
    "| 2h",
    "| 90분",
    "| 2시간",
    "| none",
    "| 없음",
    "#why",
    "https://github.com/me/it/blob/main",
];

/// A line without the signs that have a meaning of their own: numbers of items, boxes, tags of HTML, places in other pages.
fn bare(line: &str) -> String {
    let line = crate::import::word::kind_after(line).0;
    let mut out = line.trim_start_matches([' ', '\t', '>', '-', '*', '+']).to_owned();
    let digits = out.chars().take_while(char::is_ascii_digit).count();
    if digits > 0 && out.chars().nth(digits).is_some_and(|c| matches!(c, '.' | ')')) {
        out = out.chars().skip(digits + 1).collect();
    }
    for sign in SIGNS {
        out = out.replace(sign, " ");
    }
    while let Some((before, rest)) = out.split_once("](#") {
        let after = rest.split_once(')').map_or("", |(_, after)| after);
        out = format!("{before}] {after}");
    }
    out
}

/// Fails where a word of a line went nowhere and no remark names its line.
pub(in crate::import) fn check(text: &str, draft: &Draft) {
    let mut known = HashSet::new();
    known.extend(words(&draft.title).chain(words(&draft.description)));
    add(&draft.topics, &mut known);
    let named = named(draft);
    for (number, line) in text.lines().enumerate() {
        if !named.contains(&(number + 1)) {
            let lost: Vec<String> = words(&bare(line)).filter(|word| !known.contains(word)).collect();
            assert!(lost.is_empty(), "line {}, {line:?}: {lost:?} in none of\n{draft:#?}", number + 1);
        }
    }
}
