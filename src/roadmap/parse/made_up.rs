//! Ids for topics that have none in the file.

use std::collections::{HashMap, HashSet};

use super::topic::Draft;
use crate::roadmap::TopicId;

/// Longest id, in characters, as [`TopicId`] has it.
const MAX_CHARS: usize = 64;

/// Gives every topic an id. One without its own gets the id of the topic above it, a dot, and its title as a slug; with
/// a number behind it where that is taken. `None` where nothing could be made, which the caller reports.
///
/// The same file always gives the same ids, but a change of a title or of the place changes them: that is why topics
/// should have ids of their own.
pub(super) fn ids(drafts: &[Draft<'_>]) -> Vec<Option<TopicId>> {
    if drafts.iter().all(|draft| draft.id.is_some()) {
        return drafts.iter().map(|draft| draft.id.clone()).collect();
    }
    let own = drafts.iter().filter_map(|draft| draft.id.clone());
    let former = drafts.iter().flat_map(|draft| draft.was.iter().map(|(id, _)| id.clone()));
    let mut taken: HashSet<TopicId> = own.chain(former).collect();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut ids: Vec<Option<TopicId>> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let id = draft.id.clone().or_else(|| {
            let parent = draft.parent.and_then(|parent| ids.get(parent)).and_then(Option::as_ref);
            let base = base(parent, draft.title.as_str());
            let number = numbers.entry(base.clone()).or_insert(1);
            loop {
                let id = TopicId::new(&numbered(&base, *number)).ok()?;
                *number += 1;
                if taken.insert(id.clone()) {
                    return Some(id);
                }
            }
        });
        ids.push(id);
    }
    ids
}

/// The id of a topic below `parent` with this title, where it is free.
pub(crate) fn base(parent: Option<&TopicId>, title: &str) -> String {
    let slug = TopicId::slug(title);
    let slug = slug.as_ref().map_or("topic", TopicId::as_str);
    fitted(&parent.map_or_else(|| slug.to_owned(), |parent| format!("{parent}.{slug}")), "")
}

/// The same for the topic of this number that would have it.
pub(crate) fn numbered(base: &str, number: usize) -> String {
    if number < 2 { base.to_owned() } else { fitted(base, &format!("-{number}")) }
}

/// `text` and `end` in at most 64 characters. What is cut from `text` is replaced by its checksum, so that two long
/// texts with the same beginning stay two.
fn fitted(text: &str, end: &str) -> String {
    let room = MAX_CHARS - end.len().min(MAX_CHARS);
    if text.chars().count() <= room {
        return format!("{text}{end}");
    }
    let sum = format!("-{:08x}", checksum(text));
    let head: String = text.chars().take(room.saturating_sub(sum.len())).collect();
    format!("{}{sum}{end}", head.trim_end_matches(['-', '.', '_']))
}

/// FNV-1a, 32 bits: the same on every machine and in every version, which the hashers of the library do not promise.
fn checksum(text: &str) -> u32 {
    text.bytes().fold(0x811C_9DC5, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_paths_stay_ids_and_stay_apart() {
        let parent = TopicId::new(&"p".repeat(60)).expect("an id");
        let (a, b) = (base(Some(&parent), "One title"), base(Some(&parent), "Another title"));
        assert_ne!(a, b);
        for id in [&a, &numbered(&a, 99_999)] {
            assert_eq!(id.chars().count(), 64);
            assert!(TopicId::new(id).is_ok(), "{id}");
        }
        assert_eq!(base(None, "!!!"), "topic");
        assert_eq!(numbered("a", 2), "a-2");
    }
}
