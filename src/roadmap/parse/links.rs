//! What connects topics: unique ids, former ids, requirements.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::circle;
use super::report::{Report, Words, quoted};
use super::suggest::{self, Suggest};
use super::topic::Draft;
use crate::roadmap::TopicId;

/// Which topic an id means. Bad ids are in it as well, so that a mistake in an id is not reported at each use again.
pub(super) type Named<'a> = HashMap<&'a str, usize>;

/// Finds the topic of every id that is written in the file; reports ids that are there twice.
pub(super) fn own_ids<'a>(drafts: &[Draft<'a>], report: &mut Report) -> Named<'a> {
    let mut named = Named::with_capacity(drafts.len());
    for (index, draft) in drafts.iter().enumerate() {
        let Some((id, place)) = &draft.written_id else { continue };
        match named.get(id).and_then(|first| drafts.get(*first)) {
            None => {
                named.insert(id, index);
            }
            Some(first) => report.add(place, || {
                let words = Words::new(format!("Two topics have the id {}.", quoted(id)), "used again")
                    .also(&first.place, "used here first");
                match other_id(draft, drafts, &named) {
                    Some(other) => words.help(format!("id = \"{other}\"")),
                    None => words.help("give one of the two another id"),
                }
            }),
        }
    }
    named
}

/// A free id for a topic whose own is taken: its title, or its parent's id and its own.
fn other_id(draft: &Draft<'_>, drafts: &[Draft<'_>], named: &Named<'_>) -> Option<TopicId> {
    let free = |id: &TopicId| !named.contains_key(id.as_str());
    let parent = || drafts.get(draft.parent?)?.id.clone();
    TopicId::slug(draft.title.as_str()).filter(free).or_else(|| {
        let (id, _) = draft.written_id.as_ref()?;
        TopicId::new(&format!("{}-{id}", parent()?)).ok().filter(free)
    })
}

/// Reports former ids that are claimed twice or belong to a topic.
pub(super) fn check_was(drafts: &[Draft<'_>], named: &Named<'_>, report: &mut Report) {
    let mut claimed: HashMap<&str, &Range<usize>> = HashMap::new();
    for (index, draft) in drafts.iter().enumerate() {
        for (id, place) in &draft.was {
            if let Some(owner) = named.get(id.as_str()) {
                report.add(place, || {
                    live_words(id, *owner == index).also(&place_of(drafts, *owner), "has this id now")
                });
            } else if let Some(first) = claimed.insert(id.as_str(), place) {
                let first = first.clone();
                report.add(place, || {
                    Words::new(
                        format!("The former id {} is claimed twice.", quoted(id.as_str())),
                        "claimed again",
                    )
                    .also(&first, "claimed here first")
                    .help("keep it where the history belongs, and take the other one out")
                });
            }
        }
    }
}

fn live_words(id: &TopicId, own: bool) -> Words {
    let id = quoted(id.as_str());
    if own {
        Words::new(format!("A topic has {id} both as its id and as a former one."), "its own id")
            .help("take it out of \"was\"")
    } else {
        Words::new(format!("{id} cannot be a former id: it is the id of a topic."), "in use")
            .help("take it out of \"was\", or give that topic another id")
    }
}

fn place_of(drafts: &[Draft<'_>], index: usize) -> Range<usize> {
    drafts.get(index).map_or(0..0, |draft| draft.place.clone())
}

/// Finds the topics that each topic requires.
///
/// Requiring itself, a topic above or a topic below is a problem: a topic with topics below it is done when they are,
/// so none of the two could come before the other one. So is a circle. An id that is listed twice counts once.
pub(super) fn resolve(drafts: &[Draft<'_>], ids: &Ids<'_, '_>, report: &mut Report) -> Vec<Vec<usize>> {
    let mut suggest = Suggest::default();
    let unreadable = if report.is_broken() { ids_in_text(ids.text) } else { HashSet::new() };
    let mut all = Vec::with_capacity(drafts.len());
    // The last topic that required each topic: tells without a search whether an id is listed twice.
    let mut seen_by = vec![usize::MAX; drafts.len()];
    for (index, draft) in drafts.iter().enumerate() {
        let mut found = Vec::new();
        for (id, place) in &draft.requires {
            match ids.find(id) {
                Some(other) if is_free(drafts, index, other) => {
                    let seen = seen_by.get_mut(other).map(|seen| std::mem::replace(seen, index));
                    if seen != Some(index) {
                        found.push(other);
                    }
                }
                Some(other) => report.add(place, || entangled(drafts, index, other)),
                None if unreadable.contains(id) => {}
                None => report.add(place, || unknown(draft, id, (drafts, ids), &mut suggest)),
            }
        }
        all.push(found);
    }
    circle::report_all(drafts, &all, report);
    all
}

/// Whether one of the two is neither the other one nor above it.
fn is_free(drafts: &[Draft<'_>], a: usize, b: usize) -> bool {
    let holds = |outer: usize, inner: usize| {
        drafts.get(outer).is_some_and(|topic| (outer..topic.end).contains(&inner))
    };
    !holds(a, b) && !holds(b, a)
}

fn entangled(drafts: &[Draft<'_>], index: usize, other: usize) -> Words {
    let name = drafts.get(other).map_or_else(String::new, name);
    match index.cmp(&other) {
        Ordering::Equal => {
            Words::new("A topic cannot require itself.", "itself").help("take it out of \"requires\"")
        }
        Ordering::Less => {
            Words::new(format!("A topic cannot require {name}, which is a part of it."), "below this topic")
                .help("take it out of \"requires\": the order in the file says that it comes first")
        }
        Ordering::Greater => {
            Words::new(format!("A topic cannot require {name}, which it is a part of."), "above this topic")
                .help("take it out of \"requires\"; to require what that topic requires, name those")
        }
    }
}

fn unknown(
    draft: &Draft<'_>,
    id: &str,
    (drafts, ids): (&[Draft<'_>], &Ids<'_, '_>),
    suggest: &mut Suggest,
) -> Words {
    let renamed = drafts.iter().find(|draft| draft.was.iter().any(|(former, _)| former.as_str() == id));
    let words =
        Words::new(format!("Topic {} needs {}: no such topic.", name(draft), quoted(id)), "unknown id");
    if let Some((new, _)) = renamed.and_then(|draft| draft.written_id.as_ref()) {
        return words.help(format!("it is called {} now", quoted(new)));
    }
    match suggest.id(id, ids.all()) {
        Some(meant) => words.help(suggest::did_you_mean(meant)),
        None => words.help("add a topic with this id, or take it out of \"requires\""),
    }
}

/// How messages call a topic: by its id, or else by its title.
pub(super) fn name(draft: &Draft<'_>) -> String {
    quoted(draft.written_id.as_ref().map_or(draft.title.as_str(), |(id, _)| id))
}

/// All ids by which a topic can be named.
pub(super) struct Ids<'a, 'd> {
    /// Those that are written in the file.
    pub(super) named: &'d Named<'a>,
    /// Those that were made up.
    pub(super) made_up: &'d HashMap<TopicId, usize>,
    /// The file, for ids on lines that cannot be read.
    pub(super) text: &'a str,
}

impl Ids<'_, '_> {
    fn find(&self, id: &str) -> Option<usize> {
        self.named.get(id).or_else(|| self.made_up.get(id)).copied()
    }

    fn all(&self) -> impl Iterator<Item = &str> + Clone {
        self.named.keys().copied().chain(self.made_up.keys().map(TopicId::as_str))
    }
}

/// Every id that a line gives, whether or not the syntax around it could be read.
fn ids_in_text(text: &str) -> HashSet<&str> {
    text.lines().filter_map(id_of_line).collect()
}

fn id_of_line(line: &str) -> Option<&str> {
    let value = line.trim_start().strip_prefix("id")?.trim_start().strip_prefix('=')?;
    Some(value.split('#').next()?.trim().trim_matches(['"', '\'']))
}
