//! Ids for the topics of a draft: those that they have already, however the source has changed, and new ones.

mod matching;

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization as _;

use super::folder::Known;
use super::plan::flat::Flat;
use crate::roadmap::TopicId;
use crate::roadmap::parse::made_up;

/// The id of each topic. A topic of `known` keeps its id; others get the id that their source gives, their title as a slug, the
/// slugs of the titles above it with it, or a number: the first that nothing has.
pub(super) fn assigned(topics: &[Flat], known: Option<&Known>) -> Vec<TopicId> {
    let mut ids: Vec<Option<TopicId>> = match known {
        Some(known) => matching::matched(topics, known),
        None => vec![None; topics.len()],
    };
    let mut taken: HashSet<TopicId> = ids.iter().flatten().cloned().collect();
    if let Some(known) = known {
        taken.extend(known.record.topics.keys().filter_map(|id| TopicId::new(id).ok()));
        for topic in known.roadmap.topics() {
            taken.insert(topic.id.clone());
            taken.extend(topic.was.iter().cloned());
        }
    }
    for (id, topic) in ids.iter_mut().zip(topics) {
        let own = topic.draft.id.as_deref().and_then(|id| TopicId::new(id).ok());
        if id.is_none() {
            *id = own.filter(|own| taken.insert(own.clone()));
        }
    }
    let mut all: Vec<TopicId> = Vec::with_capacity(topics.len());
    let mut numbers = std::collections::HashMap::new();
    for (id, topic) in ids.into_iter().zip(topics) {
        let id = id.unwrap_or_else(|| {
            let title = &topic.draft.title;
            let parent = topic.parent.and_then(|parent| all.get(parent));
            let plain = TopicId::new(&made_up::base(None, title)).ok();
            let base = made_up::base(parent, title);
            plain.filter(|id| taken.insert(id.clone())).unwrap_or_else(|| {
                let number = numbers.entry(base.clone()).or_insert(1);
                free(&base, number, &mut taken)
            })
        });
        all.push(id);
    }
    all
}

/// The first id with this beginning that is free.
fn free(base: &str, number: &mut usize, taken: &mut HashSet<TopicId>) -> TopicId {
    loop {
        let id = TopicId::new(&made_up::numbered(base, *number)).ok();
        *number += 1;
        match id {
            Some(id) if taken.insert(id.clone()) => return id,
            Some(_) => {}
            // What is made of ids and slugs is one; but if not, something else is.
            None => return free("topic", number, taken),
        }
    }
}

/// A title as it is compared with others.
fn folded(title: &str) -> String {
    let words: Vec<&str> = title.split_whitespace().collect();
    words.join(" ").nfc().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::DraftTopic;

    fn flat(titles: &[(&str, Option<usize>)]) -> Vec<Flat> {
        let topic = |(title, parent): &(&str, Option<usize>)| Flat {
            draft: DraftTopic { title: (*title).to_owned(), ..DraftTopic::default() },
            parent: *parent,
            ..Flat::default()
        };
        titles.iter().map(topic).collect()
    }

    #[test]
    fn titles_of_one_name_get_ids_of_their_own() {
        let topics = flat(&[
            ("SQL", None),
            ("Videos:", Some(0)),
            ("Graphs", None),
            ("Videos", Some(2)),
            ("Videos", Some(2)),
            ("!!!", None),
            ("???", None),
            ("트랜잭션", None),
        ]);
        let ids = assigned(&topics, None);
        let ids: Vec<&str> = ids.iter().map(TopicId::as_str).collect();
        assert_eq!(
            ids,
            ["sql", "videos", "graphs", "graphs.videos", "graphs.videos-2", "topic", "topic-2", "트랜잭션"]
        );
    }

    #[test]
    fn an_id_of_the_source_comes_first_where_it_is_one() {
        let mut topics = flat(&[("A", None), ("B", None), ("C", None), ("D", None)]);
        for (topic, id) in topics.iter_mut().zip(["x", "a", "a", "No Id"]) {
            topic.draft.id = Some(id.to_owned());
        }
        let ids = assigned(&topics, None);
        assert_eq!(ids.iter().map(TopicId::as_str).collect::<Vec<_>>(), ["x", "a", "c", "d"]);
    }
}
