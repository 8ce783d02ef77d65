//! Roadmaps and progress of a few words, for the unit tests beside the code.

use std::fmt::Write as _;
use std::path::Path;

use crate::progress::{Address, Change, DeviceId, Mark, Moment, Progress};
use crate::roadmap::{Roadmap, TopicIx, parse};

/// The roadmap of this text, which is a good one.
pub(crate) fn roadmap(toml: &str) -> Roadmap {
    parse(toml, Path::new("roadmap.toml")).unwrap_or_else(|problems| panic!("{problems}"))
}

/// A roadmap of ids, each behind as many dots as it has topics above it, and before `<` and the id that it had before.
pub(crate) fn tree(ids: &str) -> Roadmap {
    let mut text = "id = \"r\"\ntitle = \"R\"\n".to_owned();
    for id in ids.split_whitespace() {
        let (id, was) =
            id.split_once('<').map_or((id, String::new()), |(id, was)| (id, format!("\"{was}\"")));
        let name = id.trim_start_matches('.');
        let path = vec!["topics"; id.len() - name.len() + 1].join(".");
        let _ = writeln!(text, "[[{path}]]\nid = \"{name}\"\ntitle = \"{name}\"\nwas = [{was}]");
    }
    roadmap(&text)
}

/// The topic with this id.
pub(crate) fn ix(roadmap: &Roadmap, id: &str) -> TopicIx {
    roadmap.indices().find(|ix| roadmap.topic(*ix).id.as_str() == id).expect("a topic")
}

/// The mark that `word` is the word of, or the beginning of it: `done`, `d`.
pub(crate) fn mark(word: &str) -> Mark {
    Mark::ALL.into_iter().find(|mark| mark.word().starts_with(word)).expect("a mark")
}

/// Progress after marks such as `a=done b=s c=* d=+` (a bookmark; its first resource), each a step of its own, a millisecond apart.
pub(crate) fn progress(roadmap: &Roadmap, marks: &str) -> Progress {
    let mut progress = Progress::default();
    for (now, word) in (1..).zip(marks.split_whitespace()) {
        let (id, sign) = word.split_once('=').expect("id=mark");
        let named = roadmap.topic(ix(roadmap, id));
        let (topic, title) = (named.id.clone(), named.title.clone());
        let change = match sign {
            "*" => Change::Bookmark { topic, title, on: true },
            "+" => {
                let resource = Address::new(&named.resources.first().expect("a resource").url);
                Change::Tick { topic, title, resource, on: true }
            }
            sign => Change::Mark { topic, title, mark: mark(sign) },
        };
        apply(&mut progress, vec![change], now);
    }
    progress
}

/// Makes changes as one step, `now` in milliseconds.
pub(crate) fn apply(progress: &mut Progress, changes: Vec<Change>, now: i64) {
    let device = DeviceId::new("k3f9q2").expect("a device");
    let events = progress.next_step(changes, Moment::from_millis(now), &device);
    progress.extend(events);
}
