//! What a new version of a roadmap changed, topic by topic.

use std::collections::HashMap;

use super::{Roadmap, Succession, Topic, TopicIx};

/// What is different, each topic once: what was renamed and moved is renamed. Comments and blank lines are no difference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// New topics.
    pub added: Vec<TopicIx>,
    /// Topics with another title: what they were, what they are.
    pub renamed: Vec<(TopicIx, TopicIx)>,
    /// Topics below another one.
    pub moved: Vec<(TopicIx, TopicIx)>,
    /// Topics that are gone, and the new one that looks like it: of the same title, below the same topic.
    pub gone: Vec<(TopicIx, Option<TopicIx>)>,
    /// Topics that are gone, and the one that has their history.
    pub merged: Vec<(TopicIx, TopicIx)>,
    /// Topics with another note, other tags, links or advice, or at another place among their siblings.
    pub changed: Vec<(TopicIx, TopicIx)>,
    /// What the roadmap says of itself and is different, in words.
    pub other: Vec<&'static str>,
}

impl Difference {
    /// Compares two versions.
    pub fn of(versions: &Succession<'_>) -> Self {
        let (old, new) = (versions.old, versions.new);
        let mut difference = Self { other: of_itself(old, new), ..Self::default() };
        // What each new topic was.
        let mut was: Vec<Option<TopicIx>> = vec![None; new.topics().len()];
        for ix in old.indices() {
            let Some(heir) = versions.heir(ix) else { continue };
            let is_it = new.topic(heir).id == old.topic(ix).id;
            let before = &mut was[heir.get()];
            if is_it || before.is_none() {
                difference.merged.extend(before.replace(ix).map(|other| (other, heir)));
            } else {
                difference.merged.push((ix, heir));
            }
        }
        let reordered = reordered(versions, &was);
        for (ix, before) in new.indices().zip(&was) {
            let Some(before) = *before else {
                difference.added.push(ix);
                continue;
            };
            if old.topic(before).title != new.topic(ix).title {
                difference.renamed.push((before, ix));
            } else if !versions.stays(before) {
                difference.moved.push((before, ix));
            } else if reordered[ix.get()] || !says_the_same(versions, old.topic(before), new.topic(ix)) {
                difference.changed.push((before, ix));
            }
        }
        difference.gone = gone(versions, &difference.added);
        difference
    }

    /// How many topics the roadmap lost.
    pub fn lost(&self) -> usize {
        self.gone.len() + self.merged.len()
    }

    /// Whether nothing is different that a person could see.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn of_itself(old: &Roadmap, new: &Roadmap) -> Vec<&'static str> {
    let differs = [
        (old.title() != new.title(), "its title"),
        (old.description() != new.description(), "its description"),
        (old.language() != new.language(), "its language"),
        (old.notes() != new.notes(), "its notes folder"),
    ];
    differs.into_iter().filter_map(|(differs, what)| differs.then_some(what)).collect()
}

/// The topics that are gone, with those among the new ones that look like them.
fn gone(versions: &Succession<'_>, added: &[TopicIx]) -> Vec<(TopicIx, Option<TopicIx>)> {
    let (old, new) = (versions.old, versions.new);
    let looks = |ix: TopicIx| (new.topic(ix).parent, new.topic(ix).title.as_str());
    // The first of those that look the same is written last.
    let mut strangers: HashMap<_, _> = added.iter().rev().map(|ix| (looks(*ix), *ix)).collect();
    let mut like: HashMap<TopicIx, TopicIx> = HashMap::new();
    let mut gone = Vec::new();
    for ix in old.indices().filter(|ix| versions.heir(*ix).is_none()) {
        let Topic { parent, title, .. } = old.topic(ix);
        let now = parent.map(|parent| versions.heir(parent).or_else(|| like.get(&parent).copied()));
        // Below a topic that is gone for good nothing looks like it.
        let found = if now == Some(None) { None } else { strangers.remove(&(now.flatten(), title.as_str())) };
        like.extend(found.map(|other| (ix, other)));
        gone.push((ix, found));
    }
    gone
}

/// Whether nothing but title and place may be different.
fn says_the_same(versions: &Succession<'_>, old: &Topic, new: &Topic) -> bool {
    let needs = |ix: &TopicIx| versions.heir(*ix);
    old.id == new.id
        && old.note == new.note
        && old.requires.iter().map(needs).eq(new.requires.iter().copied().map(Some))
        && old.was == new.was
        && old.tags == new.tags
        && (old.minutes, old.kind, old.level) == (new.minutes, new.kind, new.level)
        && old.resources == new.resources
        && (old.choose, old.counts) == (new.choose, new.counts)
}

/// Which topics of the new version changed places with their siblings: as few of them as explain the new order.
fn reordered(versions: &Succession<'_>, was: &[Option<TopicIx>]) -> Vec<bool> {
    let new = versions.new;
    let mut reordered = vec![false; was.len()];
    let mut look = |siblings: &mut dyn Iterator<Item = TopicIx>| {
        let stayed =
            |ix: TopicIx| was[ix.get()].filter(|before| versions.stays(*before)).map(|before| (ix, before));
        let stayed: Vec<(TopicIx, TopicIx)> = siblings.filter_map(stayed).collect();
        if !stayed.is_sorted_by_key(|(_, before)| *before) {
            let kept = rising(&stayed.iter().map(|(_, before)| *before).collect::<Vec<_>>());
            for ((ix, _), is_kept) in stayed.iter().zip(kept) {
                reordered[ix.get()] = !is_kept;
            }
        }
    };
    look(&mut new.sections());
    for ix in new.indices().filter(|ix| !new.is_leaf(*ix)) {
        look(&mut new.children(ix));
    }
    reordered
}

/// Which of the values are in the longest part of them that rises.
fn rising(values: &[TopicIx]) -> Vec<bool> {
    // The last place of the best part of each length, and the place before each place in its part.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(values.len());
    for (place, value) in values.iter().enumerate() {
        let length = ends.partition_point(|end| values[*end] < *value);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() {
            ends.push(place);
        } else {
            ends[length] = place;
        }
    }
    let mut kept = vec![false; values.len()];
    let mut next = ends.last().copied();
    while let Some(place) = next {
        kept[place] = true;
        next = before[place];
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::{roadmap, tree};

    /// The difference in a word for each topic.
    fn said(old: &Roadmap, new: &Roadmap) -> String {
        let Difference { added, renamed, moved, gone, merged, changed, other } =
            Difference::of(&Succession::new(old, new));
        let (was, is) = (|ix: TopicIx| old.topic(ix).id.as_str(), |ix: TopicIx| new.topic(ix).id.as_str());
        let pair =
            |sign: &str, (before, now): (TopicIx, TopicIx)| format!("{sign}{}>{}", was(before), is(now));
        let like = |(ix, like): (TopicIx, Option<TopicIx>)| match like {
            Some(like) => pair("-", (ix, like)),
            None => format!("-{}", was(ix)),
        };
        let words = added.into_iter().map(|ix| format!("+{}", is(ix)));
        let words = words.chain(renamed.into_iter().map(|both| pair("~", both)));
        let words = words.chain(moved.into_iter().map(|both| pair("^", both)));
        let words = words.chain(gone.into_iter().map(like));
        let words = words.chain(merged.into_iter().map(|both| pair("&", both)));
        let words = words.chain(changed.into_iter().map(|both| pair("=", both)));
        words.chain(other.into_iter().map(str::to_owned)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn topics_that_came_went_moved_or_have_another_id() {
        for (old, new, expected) in [
            ("a .b c", "a .b c", ""),
            ("a", "a b .c", "+b +c"),
            ("a b .c", "a", "-b -c"),
            ("a b .c", "a .c b", "^c>c"),
            // What is below a topic that moves goes with it.
            ("a .b ..c d", "a d .b ..c", "^b>b"),
            ("a .b", "b", "^b>b -a"),
            // The helper calls topics by their ids.
            ("a b", "a n<b", "~b>n"),
            ("a b", "a n", "+n -b"),
            ("a b c", "a b<c", "&c>b =b>b"),
            ("a b c", "a n<b", "~b>n -c"),
            // As few as explain the order.
            ("a b c d", "d a b c", "=d>d"),
            ("a b c d", "b c d a", "=a>a"),
            ("a .x .y .z", "a .z .x .new .y", "+new =z>z"),
            ("a b c", "n a b c", "+n"),
        ] {
            assert_eq!(said(&tree(old), &tree(new)), expected, "{old} | {new}");
        }
    }

    #[test]
    fn every_field_is_a_difference_and_a_comment_is_none() {
        let with = |head: &str, topic: &str| {
            roadmap(&format!(
                "id = \"r\"\n{head}\n[[topics]]\nid = \"a\"\n{topic}\n[[topics]]\nid = \"b\"\ntitle = \"B\"\n"
            ))
        };
        let old = with("title = \"R\"", "title = \"A\"");
        for (head, topic, expected) in [
            ("# a comment\n\ntitle = \"R\"", "title = \"A\" # another\n", ""),
            ("title = \"S\"", "title = \"A\"", "its title"),
            (
                "title = \"R\"\ndescription = \"d\"\nlanguage = \"ko\"",
                "title = \"A\"",
                "its description its language",
            ),
            ("title = \"R\"\nnotes = \"texts\"", "title = \"A\"", "its notes folder"),
            ("title = \"R\"", "title = \"AA\"", "~a>a"),
            ("title = \"R\"", "title = \"AA\"\nnote = \"a.md\"", "~a>a"),
            ("title = \"R\"", "title = \"A\"\nnote = \"a.md\"", "=a>a"),
            ("title = \"R\"", "title = \"A\"\nrequires = [\"b\"]", "=a>a"),
            ("title = \"R\"", "title = \"A\"\ntags = [\"x\"]", "=a>a"),
            ("title = \"R\"", "title = \"A\"\nminutes = 5", "=a>a"),
            ("title = \"R\"", "title = \"A\"\nkind = \"optional\"", "=a>a"),
            ("title = \"R\"", "title = \"A\"\nlevel = \"beginner\"", "=a>a"),
            ("title = \"R\"", "title = \"A\"\nwas = [\"c\"]", "=a>a"),
            ("title = \"R\"", "title = \"A\"\ncounts = true", "=a>a"),
            (
                "title = \"R\"",
                "title = \"A\"\nresources = [{ type = \"docs\", title = \"D\", url = \"https://d.example/\" }]",
                "=a>a",
            ),
        ] {
            let new = with(head, topic);
            assert_eq!(said(&old, &new), expected, "{topic}");
            assert_eq!(Difference::of(&Succession::new(&old, &new)).is_empty(), expected.is_empty());
        }
    }

    #[test]
    fn a_new_id_without_was_looks_like_what_is_gone() {
        let titled = |id: &str| {
            roadmap(&format!(
                "id = \"r\"\ntitle = \"R\"\n[[topics]]\nid = \"s\"\ntitle = \"S\"\n[[topics.topics]]\nid = \"{id}\"\ntitle = \"SQL\"\n"
            ))
        };
        assert_eq!(said(&titled("a"), &titled("b")), "+b -a>b");
        // An id that is written down now, as it was made up before, is no difference.
        let made_up = roadmap(
            "id = \"r\"\ntitle = \"R\"\n[[topics]]\ntitle = \"S\"\n[[topics.topics]]\nid = \"a\"\ntitle = \"SQL\"\n",
        );
        assert_eq!(said(&made_up, &titled("a")), "");
    }
}
