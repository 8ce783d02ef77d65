//! What became of each topic in another version of its roadmap.

use std::collections::HashMap;

use super::{Roadmap, TopicId, TopicIx};

/// Finds topics of a roadmap by their ids, and by those that they say they had.
#[derive(Clone, Debug)]
pub struct Names<'a> {
    roadmap: &'a Roadmap,
    was: HashMap<&'a TopicId, TopicIx>,
}

impl<'a> Names<'a> {
    /// Takes down which ids the topics had.
    pub fn of(roadmap: &'a Roadmap) -> Self {
        let former = |ix| roadmap.topic(ix).was.iter().map(move |id| (id, ix));
        Self { roadmap, was: roadmap.indices().flat_map(former).collect() }
    }

    /// The topic that has an id, else the one that had it.
    pub fn find(&self, id: &TopicId) -> Option<TopicIx> {
        self.roadmap.find(id).or_else(|| self.was.get(id).copied())
    }
}

/// Two versions of a roadmap, and what the topics of the old one are in the new one.
#[derive(Clone, Debug)]
pub struct Succession<'a> {
    /// The version before.
    pub old: &'a Roadmap,
    /// The version after it.
    pub new: &'a Roadmap,
    heirs: Vec<Option<TopicIx>>,
}

impl<'a> Succession<'a> {
    /// Finds every topic again: by its id, else where a topic says that it had this id before.
    pub fn new(old: &'a Roadmap, new: &'a Roadmap) -> Self {
        let names = Names::of(new);
        let heirs = old.topics().iter().map(|topic| names.find(&topic.id)).collect();
        Self { old, new, heirs }
    }

    /// What a topic of the old version is in the new one; none where it is gone.
    pub fn heir(&self, ix: TopicIx) -> Option<TopicIx> {
        self.heirs.get(ix.get()).copied().flatten()
    }

    /// The id that the topic with this one has now: the same where it is gone, or never was there.
    pub fn id<'b>(&self, id: &'b TopicId) -> &'b TopicId
    where
        'a: 'b,
    {
        let heir = self.old.find(id).and_then(|ix| self.heir(ix));
        heir.map_or(id, |ix| &self.new.topic(ix).id)
    }

    /// Whether a topic has the parent that it had, or is at the top still.
    pub fn stays(&self, ix: TopicIx) -> bool {
        let Some(heir) = self.heir(ix) else { return false };
        match (self.old.topic(ix).parent, self.new.topic(heir).parent) {
            (None, None) => true,
            (Some(before), now) => now.is_some() && self.heir(before) == now,
            _ => false,
        }
    }

    /// The topic itself, or else what is left of its neighbourhood: the next sibling that stays, the one before, the parent,
    /// and what is near that.
    pub fn nearest(&self, ix: TopicIx) -> Option<TopicIx> {
        let mut here = Some(ix);
        while let Some(ix) = here {
            if let Some(heir) = self.heir(ix).or_else(|| self.sibling(ix)) {
                return Some(heir);
            }
            here = self.old.topic(ix).parent;
        }
        None
    }

    fn sibling(&self, ix: TopicIx) -> Option<TopicIx> {
        let parent = self.old.topic(ix).parent;
        let siblings: Vec<TopicIx> = match parent {
            Some(parent) => self.old.children(parent).collect(),
            None => self.old.sections().collect(),
        };
        let place = siblings.binary_search(&ix).unwrap_or_else(|next| next);
        let (before, after) = siblings.split_at_checked(place)?;
        // Where the parent is gone they all went elsewhere.
        let has_no_home = parent.is_some_and(|parent| self.heir(parent).is_none());
        let mut near = after.iter().chain(before.iter().rev());
        near.find_map(|near| self.heir(*near).filter(|_| has_no_home || self.stays(*near)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::{ix, tree};

    #[test]
    fn a_topic_is_found_again_or_what_is_near_it() {
        let old = tree("a .a1 .a2 .a3 b .b1 ..x ..y c");
        for (new, topic, heir, nearest) in [
            // By its id, wherever it is.
            ("b .a2", "a2", "a2", "a2"),
            // By an id that it had.
            ("a .n<a2 b", "a2", "n", "n"),
            // The next sibling, the one before, the parent.
            ("a .a1 .a3", "a2", "", "a3"),
            ("a .a1 .new", "a2", "", "a1"),
            ("a .new", "a2", "", "a"),
            // A sibling that went elsewhere is not near any more.
            ("a .a1 b .a3", "a2", "", "a1"),
            // What is near the parent, where that is gone too.
            ("a b .new c", "x", "", "b"),
            ("a c", "x", "", "c"),
            ("a", "x", "", "a"),
            // The parent alone is gone.
            ("a y c", "x", "", "y"),
            ("z", "x", "", ""),
        ] {
            let new = tree(new);
            let succession = Succession::new(&old, &new);
            let from = ix(&old, topic);
            let name = |ix: Option<TopicIx>| ix.map_or("", |ix| new.topic(ix).id.as_str());
            assert_eq!(name(succession.heir(from)), heir, "{topic}");
            assert_eq!(name(succession.nearest(from)), nearest, "{topic}");
        }
    }

    #[test]
    fn an_id_is_the_one_that_the_topic_has_now() {
        let (old, new) = (tree("a b c"), tree("a n<b"));
        let succession = Succession::new(&old, &new);
        for (id, expected) in [("a", "a"), ("b", "n"), ("c", "c"), ("stranger", "stranger")] {
            let id = TopicId::new(id).expect("an id");
            assert_eq!(succession.id(&id).as_str(), expected);
        }
    }
}
