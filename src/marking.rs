//! What a person's wish comes to: which topics a mark applies to, and how a step is told.

use crate::progress::{Address, Change, Event, Mark, Standing, Step};
use crate::roadmap::{Resource, Roadmap, TopicIx};
use crate::text::SafeText;

/// What a mark key does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plan {
    /// These topics get this mark.
    Set(Mark, Vec<TopicIx>),
    /// Nothing is left to mark below the topic: all of it has a mark of some kind already.
    NothingLeft,
}

/// What pressing the key of `mark` on `ix` does. A leaf that has the mark goes back to "to do". Of a topic with
/// children, the units that have no mark yet get it; where all of them have it already, all go back.
pub fn toggle(roadmap: &Roadmap, standing: &Standing, ix: TopicIx, mark: Mark) -> Plan {
    let units: Vec<TopicIx> = roadmap.units(ix).collect();
    let has = |unit: &TopicIx, mark: Mark| standing.status(*unit).mark() == mark;
    if units.iter().all(|unit| has(unit, mark)) {
        return Plan::Set(Mark::Todo, units);
    }
    if roadmap.is_leaf(ix) {
        return Plan::Set(mark, units);
    }
    let unmarked = unmarked(roadmap, standing, ix);
    if unmarked.is_empty() { Plan::NothingLeft } else { Plan::Set(mark, unmarked) }
}

/// A topic that is marked together with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The topic.
    pub topic: TopicIx,
    /// Whether it stands for all that is below it, not only for itself.
    pub whole: bool,
}

/// What pressing the key of `mark` on several topics does, in one step. Where all of them have the mark, they go back to
/// "to do". Else those get it that are not marked with it: leaves whatever mark they have, and of what is below a topic
/// only what has none.
pub fn toggle_all(roadmap: &Roadmap, standing: &Standing, parts: &[Part], mark: Mark) -> Plan {
    let status = |unit: &TopicIx| standing.status(*unit).mark();
    let units = |part: &Part| -> Vec<TopicIx> {
        let is_own = |unit: &TopicIx| part.whole || *unit == part.topic;
        roadmap.units(part.topic).filter(is_own).collect()
    };
    let mut all: Vec<TopicIx> = parts.iter().flat_map(units).collect();
    all.sort_unstable();
    all.dedup();
    if all.is_empty() {
        return Plan::NothingLeft;
    }
    if all.iter().all(|unit| status(unit) == mark) {
        return Plan::Set(Mark::Todo, all);
    }
    let is_named = |unit: &TopicIx| parts.iter().any(|part| part.topic == *unit && roadmap.is_leaf(*unit));
    all.retain(|unit| status(unit) == Mark::Todo || (is_named(unit) && status(unit) != mark));
    if all.is_empty() { Plan::NothingLeft } else { Plan::Set(mark, all) }
}

/// The units at and below `ix` that have no mark yet, in order.
pub fn unmarked(roadmap: &Roadmap, standing: &Standing, ix: TopicIx) -> Vec<TopicIx> {
    roadmap.units(ix).filter(|unit| standing.status(*unit).mark() == Mark::Todo).collect()
}

/// The changes that give `topics` a mark.
pub fn mark_changes(roadmap: &Roadmap, topics: &[TopicIx], mark: Mark) -> Vec<Change> {
    let change = |ix: &TopicIx| {
        let topic = roadmap.topic(*ix);
        Change::Mark { topic: topic.id.clone(), title: topic.title.clone(), mark }
    };
    topics.iter().map(change).collect()
}

/// The change that ticks a resource of a topic, or takes its tick away, and what it does in words.
pub fn toggle_tick(
    roadmap: &Roadmap,
    standing: &Standing,
    (ix, resource): (TopicIx, &Resource),
) -> (Change, SafeText) {
    let topic = roadmap.topic(ix);
    let on = !standing.is_ticked(ix, resource);
    let (topic, title) = (topic.id.clone(), topic.title.clone());
    let change = Change::Tick { topic, title, resource: Address::new(&resource.url), on };
    (change, SafeText::from(format!("{} {}", named(resource), ticked(on))))
}

fn named(resource: &Resource) -> String {
    format!("{} {}", resource.kind.word(), resource.title)
}

fn ticked(on: bool) -> &'static str {
    if on { "ticked" } else { "no longer ticked" }
}

/// What a step did, in words, with a resource named as `roadmap` calls it: `article Joins ticked`.
pub fn described_in(roadmap: &Roadmap, step: &Step) -> SafeText {
    if let [Event { change: Change::Tick { topic, resource, on, .. }, .. }] = step.events.as_slice()
        && let Some(ix) = roadmap.find(topic)
        && let Some(known) =
            roadmap.topic(ix).resources.iter().find(|known| Address::new(&known.url) == *resource)
    {
        return SafeText::from(format!("{} {}", named(known), ticked(*on)));
    }
    // A title of the log is that of the roadmap's own language.
    described_as(step, &|change| {
        let topic = roadmap.topic(roadmap.find(change.topic()?)?);
        (change.title() == Some(&topic.title)).then(|| topic.shown().clone())
    })
}

/// Most topics of a step that are named.
const MOST_NAMED: usize = 3;

/// What a step did, in words: `SQL joins done`, `A, B, C and 9 more done`.
pub fn described(step: &Step) -> SafeText {
    described_as(step, &|_| None)
}

/// The same, with topics as they are `called`, where that is another title than the log has.
fn described_as(step: &Step, called: &dyn Fn(&Change) -> Option<SafeText>) -> SafeText {
    let is_known = |change: &&Change| **change != Change::Unknown;
    let known: Vec<&Change> = step.events.iter().map(|event| &event.change).filter(is_known).collect();
    let Some(last) = known.last() else { return SafeText::new("nothing") };
    let title = |change: &&Change| called(change).or_else(|| change.title().cloned());
    let titles: Vec<String> = known.iter().filter_map(title).map(String::from).take(MOST_NAMED).collect();
    let more = match known.len() - titles.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let words = format!("{}{more}", titles.join(", "));
    let mut said = match last {
        Change::Mark { mark, .. } => format!("{words} {}", mark.label()),
        Change::Bookmark { on: true, .. } => format!("{words} bookmarked"),
        Change::Bookmark { on: false, .. } => format!("{words} no longer bookmarked"),
        Change::Tick { resource, on, .. } => format!("{words}: {} {}", resource.shown(), ticked(*on)),
        Change::Reattach { from, to, .. } if from == to => {
            format!("{from} taken for the same topic as before")
        }
        Change::Reattach { from, to, .. } => format!("history of {from} given to {to}"),
        // No step has these.
        Change::Undo(_) | Change::Redo(_) | Change::Unknown => String::new(),
    };
    // A later version may do more in a step than is known here; it is undone with the rest.
    if known.len() < step.events.len() {
        said.push_str(" and a change of a kind unknown here");
    }
    SafeText::new(said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::{apply, ix, mark, progress, roadmap};
    use crate::progress::Progress;

    const ROADMAP: &str = r#"
id = "r"
title = "R"
topics = [
  { id = "s", title = "S", topics = [
    { id = "a", title = "A" },
    { id = "g", title = "G", counts = true, topics = [{ id = "x", title = "X" }, { id = "y", title = "Y" }] },
  ] },
]
"#;

    #[test]
    fn what_a_mark_key_does() {
        let roadmap = roadmap(ROADMAP);
        for (marks, key, expected) in [
            // A leaf takes the mark, another one too, and gives it back.
            ("", "a done", "done a"),
            ("a=done", "a done", "todo a"),
            ("a=done", "a in-progress", "in-progress a"),
            ("a=skipped", "a skipped", "todo a"),
            // Of a section what has no mark; a topic that counts itself is one of them.
            ("", "s done", "done a g x y"),
            ("a=done x=skipped", "s done", "done g y"),
            ("a=done x=skipped", "g skipped", "skipped g y"),
            // All of it has this mark: all back.
            ("g=done x=done y=done", "g done", "todo g x y"),
            ("g=done x=done y=done", "s done", "done a"),
            // All of it has some mark.
            ("g=done x=done y=skipped", "g done", "nothing"),
            ("g=done x=done y=done", "g skipped", "nothing"),
        ] {
            let standing = progress(&roadmap, marks).on(&roadmap);
            let (id, mark_word) = key.split_once(' ').expect("a topic and a mark");
            let plan = match toggle(&roadmap, &standing, ix(&roadmap, id), mark(mark_word)) {
                Plan::NothingLeft => "nothing".to_owned(),
                Plan::Set(mark, topics) => {
                    let ids = topics.iter().map(|ix| format!(" {}", roadmap.topic(*ix).id));
                    format!("{}{}", mark.word(), ids.collect::<String>())
                }
            };
            assert_eq!(plan, expected, "{key} after {marks:?}");
        }
    }

    #[test]
    fn what_a_mark_key_does_to_several() {
        let roadmap = roadmap(ROADMAP);
        // `+` behind a topic: all that is below it too.
        for (marks, parts, key, expected) in [
            ("", "a x", "done", "done a x"),
            ("a=done", "a x", "done", "done x"),
            ("a=done x=done", "a x", "done", "todo a x"),
            ("a=skipped x=in-progress", "a x", "done", "done a x"),
            // Only itself, where it counts; nothing, where it does not.
            ("", "s a", "done", "done a"),
            ("", "g", "done", "done g"),
            ("", "s", "done", "nothing"),
            // Of what is below only what has no mark; once, however often it is meant.
            ("x=skipped", "a g+", "done", "done a g y"),
            ("x=skipped", "g+ x", "done", "done g x y"),
            ("", "s+ g+ x", "skipped", "skipped a g x y"),
            ("g=done x=done y=skipped", "g+", "done", "nothing"),
            ("a=done g=done x=done y=done", "s+", "done", "todo a g x y"),
        ] {
            let standing = progress(&roadmap, marks).on(&roadmap);
            let part = |id: &str| {
                let (id, whole) = id.strip_suffix('+').map_or((id, false), |id| (id, true));
                Part { topic: ix(&roadmap, id), whole }
            };
            let parts_of: Vec<Part> = parts.split(' ').map(part).collect();
            let plan = match toggle_all(&roadmap, &standing, &parts_of, mark(key)) {
                Plan::NothingLeft => "nothing".to_owned(),
                Plan::Set(mark, topics) => {
                    let ids = topics.iter().map(|ix| format!(" {}", roadmap.topic(*ix).id));
                    format!("{}{}", mark.word(), ids.collect::<String>())
                }
            };
            assert_eq!(plan, expected, "{key} on {parts} after {marks:?}");
        }
    }

    #[test]
    fn a_tick_in_words() {
        let toml = "id = \"r\"\ntitle = \"R\"\ntopics = [{ id = \"a\", title = \"A\", resources = [
            { type = \"article\", title = \"Joins\", url = \"https://one.dev\" },
            { type = \"video\", title = \"Joins again\", url = \"https://one.dev\" },
        ] }]";
        let with = roadmap(toml);
        let without = roadmap("id = \"r\"\ntitle = \"R\"\ntopics = [{ id = \"a\", title = \"A\" }]");
        let mut progress = Progress::default();
        let resources = &with.topic(ix(&with, "a")).resources;
        for (now, number, expected) in
            // Two resources with one address are one.
            [
                (1, 0, "article Joins ticked"),
                (2, 1, "video Joins again no longer ticked"),
                (3, 0, "article Joins ticked"),
            ]
        {
            let (change, said) =
                toggle_tick(&with, &progress.on(&with), (ix(&with, "a"), &resources[number]));
            assert_eq!(said.as_str(), expected);
            apply(&mut progress, vec![change], now);
        }
        let step = progress.to_undo().expect("a step");
        assert_eq!(described_in(&with, &step).as_str(), "article Joins ticked");
        assert_eq!(described_in(&without, &step).as_str(), "A: https://one.dev ticked");
        assert_eq!(described(&step).as_str(), "A: https://one.dev ticked");
    }

    #[test]
    fn a_step_in_words() {
        let roadmap = roadmap(ROADMAP);
        let topic = roadmap.topic(ix(&roadmap, "a")).clone();
        let bookmark = |on| Change::Bookmark { topic: topic.id.clone(), title: topic.title.clone(), on };
        let marks = |ids: &[&str]| {
            let topics: Vec<TopicIx> = ids.iter().map(|id| ix(&roadmap, id)).collect();
            mark_changes(&roadmap, &topics, Mark::InProgress)
        };
        let reattach = Change::Reattach {
            from: topic.id.clone(),
            to: roadmap.topics()[0].id.clone(),
            title: SafeText::default(),
        };
        for (changes, expected) in [
            (marks(&["a"]), "A in progress"),
            (marks(&["a", "g", "x"]), "A, G, X in progress"),
            (marks(&["a", "g", "x", "y"]), "A, G, X and 1 more in progress"),
            (vec![bookmark(true)], "A bookmarked"),
            (vec![bookmark(false)], "A no longer bookmarked"),
            (vec![reattach], "history of a given to s"),
        ] {
            let mut progress = Progress::default();
            apply(&mut progress, changes, 1);
            assert_eq!(described(&progress.to_undo().expect("a step")).as_str(), expected);
        }
    }
}
