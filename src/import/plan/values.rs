//! What a topic says, as a roadmap file can say it.

use std::collections::{HashMap, HashSet};

use super::super::circles;
use super::super::writing::Values;
use super::super::{DraftResource, Place, Remark, RemarkKind, remark_of};
use super::flat::Flat;
use super::{Topic, line};
use crate::roadmap::parse::behind_scheme;
use crate::roadmap::{MAX_MINUTES, Roadmap, TopicId};
use crate::text::clean;

/// A topic as it will be written.
pub(super) fn topic(
    flat: &Flat,
    id: &TopicId,
    (note, requires, was): (Option<String>, Vec<String>, Vec<String>),
    remarks: &mut Vec<Remark>,
) -> Topic {
    let draft = &flat.draft;
    let title = draft.title.clone();
    let file = draft.note.as_ref().map(|note| note.file.clone()).unwrap_or_default();
    let mut left_out =
        |what: String| remarks.push(remark_of(RemarkKind::LeftOut, &file, &format!("{title}: {what}")));
    let mut resources = Vec::new();
    for resource in &draft.resources {
        match read_resource(resource) {
            Some(read) => resources.push(read),
            None => left_out(format!(
                "its link to {} is none that can be opened in a browser",
                line(&resource.url)
            )),
        }
    }
    let minutes = draft.minutes.filter(|minutes| *minutes > 0);
    if minutes.is_some_and(|minutes| minutes > MAX_MINUTES) {
        left_out("its time is more than a year of working days".to_owned());
    }
    let values = Values {
        title: title.clone(),
        titles: draft.titles.clone(),
        origin: draft.origin.clone(),
        note: note.clone(),
        requires,
        was,
        tags: tags(&draft.tags),
        minutes: minutes.filter(|minutes| *minutes <= MAX_MINUTES),
        kind: draft.kind.map(crate::roadmap::Kind::word),
        level: draft.level.map(crate::roadmap::Level::word),
        choose: draft.choose.filter(|choose| {
            *choose > 0 && usize::try_from(*choose).is_ok_and(|choose| choose <= flat.children)
        }),
        counts: draft.counts,
        resources,
    };
    Topic {
        id: id.clone(),
        parent: flat.parent,
        depth: flat.depth,
        title,
        resources: values.resources.len(),
        values: values.rendered(),
        file: draft
            .note
            .as_ref()
            .filter(|note| note.is_file && !note.file.is_empty())
            .map(|note| note.file.clone()),
        summary: draft.summary.clone(),
        place: Place { file, line: 0 },
        mark: draft.mark,
        guess: draft.guess.as_deref().map(line).filter(|guess| !guess.is_empty()),
    }
}

fn tags(tags: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for tag in tags {
        let tag = line(line(tag).trim_start_matches('#'));
        if !tag.is_empty() && !found.contains(&tag) {
            found.push(tag);
        }
    }
    found
}

/// A resource, where its address is one that a roadmap may have.
fn read_resource(resource: &DraftResource) -> Option<(&'static str, String, String)> {
    let url = &resource.url;
    let rest = behind_scheme(url)?;
    if rest.trim_start_matches('/').is_empty() || clean(url) != *url {
        return None;
    }
    let title = Some(line(&resource.title)).filter(|title| !title.is_empty()).unwrap_or_else(|| url.clone());
    Some((resource.kind.word(), title, url.clone()))
}

/// Takes out the titles that are in the language of the roadmap that they go into: it has those of its own.
pub(super) fn without_own_language(topics: &mut [Flat], known: &Roadmap, remarks: &mut Vec<Remark>) {
    let Some(own) = known.own_language() else { return };
    for draft in topics.iter_mut().map(|topic| &mut topic.draft) {
        let title = line(&draft.title);
        draft.titles.retain(|(tag, text)| {
            let is_own = tag == own.as_str();
            if is_own {
                let words = format!(
                    "{title}: its title in {}, {text}: that is the language of the roadmap",
                    own.name()
                );
                remarks.push(remark_of(RemarkKind::LeftOut, "", &words));
            }
            !is_own
        });
    }
}

/// The ids of what each topic requires: named by origin, id or title. What is above or below a topic cannot be required by it,
/// and no requirement goes in a circle.
pub(super) fn requirements(topics: &[Flat], ids: &[TopicId], remarks: &mut Vec<Remark>) -> Vec<Vec<String>> {
    let mut named: HashMap<&str, usize> = HashMap::new();
    // The surest name is entered last.
    for (index, topic) in topics.iter().enumerate().rev() {
        named.insert(&topic.draft.title, index);
    }
    for (index, topic) in topics.iter().enumerate().rev() {
        named.extend(topic.draft.id.as_deref().map(|id| (id, index)));
        named.extend(topic.draft.origin.as_deref().map(|origin| (origin, index)));
    }
    let is_above = |above: usize, of: usize| {
        std::iter::successors(Some(of), |of| topics.get(*of)?.parent).any(|of| of == above)
    };
    let mut left_out = |topic: &Flat, wanted: &str, why: &str| {
        let words = format!("{}: that it requires {}: {why}", line(&topic.draft.title), line(wanted));
        let file = topic.draft.note.as_ref().map_or("", |note| &note.file);
        remarks.push(remark_of(RemarkKind::LeftOut, file, &words));
    };
    let mut edges: Vec<Vec<usize>> = vec![Vec::new(); topics.len()];
    for (index, topic) in topics.iter().enumerate() {
        for wanted in &topic.draft.requires {
            let found = named.get(wanted.as_str()).or_else(|| named.get(line(wanted).as_str())).copied();
            let why = match found {
                None => "there is no such topic",
                Some(other) if is_above(other, index) || is_above(index, other) => {
                    "one is a part of the other"
                }
                Some(other) if edges.get(index).is_some_and(|edges| edges.contains(&other)) => continue,
                Some(other) => {
                    if let Some(edges) = edges.get_mut(index) {
                        edges.push(other);
                    }
                    continue;
                }
            };
            left_out(topic, wanted, why);
        }
    }
    for (index, other) in circles::broken(&mut edges) {
        if let (Some(topic), Some(other)) = (topics.get(index), topics.get(other)) {
            left_out(topic, &other.draft.title, "they would require each other");
        }
    }
    let id = |index: &usize| ids.get(*index).map(ToString::to_string);
    edges.iter().map(|edges| edges.iter().filter_map(id).collect()).collect()
}

/// The former ids of each topic: those that no topic has now, and each once.
pub(super) fn former(topics: &[Flat], ids: &[TopicId]) -> Vec<Vec<String>> {
    let mut taken: HashSet<&str> = ids.iter().map(TopicId::as_str).collect();
    let mut all = Vec::with_capacity(topics.len());
    for topic in topics {
        let was = topic.draft.was.iter().filter(|id| TopicId::new(id).is_ok() && taken.insert(id));
        all.push(was.cloned().collect());
    }
    all
}
