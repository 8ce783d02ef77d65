use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::example;
use crate::progress::{Address, Change, DeviceId, EventKey, Mark, Moment, Orphan, Standing};
use crate::text::SafeText;

/// The resource of every topic.
const RESOURCE: &str = "https://one.dev";

/// A flat roadmap of `id Title` lines; `id<old Title` has a `was`.
fn roadmap(topics: &str) -> Roadmap {
    let mut toml = "id = \"r\"\ntitle = \"R\"\n".to_owned();
    for topic in topics.split(';').map(str::trim) {
        let (ids, title) = topic.split_once(' ').expect("an id and a title");
        let (id, was) = ids.split_once('<').unwrap_or((ids, ""));
        let was: Vec<String> =
            was.split('<').filter(|id| !id.is_empty()).map(|id| format!("{id:?}")).collect();
        let _ = write!(toml, "[[topics]]\nid = {id:?}\ntitle = {title:?}\nwas = [{}]\n", was.join(", "));
        let _ = writeln!(toml, "resources = [{{ type = \"docs\", url = {RESOURCE:?} }}]");
    }
    example::roadmap(&toml)
}

fn id(text: &str) -> TopicId {
    TopicId::new(text).unwrap()
}

fn key(at: i64) -> EventKey {
    EventKey::new(Moment::from_millis(at), 0, DeviceId::new("k3f9q2").unwrap()).unwrap()
}

/// `done x Title`, `bookmark x Title`, `tick x Title`, `reattach x y`, `undo 3`; the first happens at 1.
fn progress(events: &str) -> Progress {
    let mut progress = Progress::default();
    progress.extend(events.split(';').map(str::trim).filter(|words| !words.is_empty()).zip(1..).map(event));
    progress
}

fn event((words, at): (&str, i64)) -> Event {
    let mut words = words.splitn(3, ' ');
    let mut next = || words.next().unwrap_or_default();
    let change = match (next(), next(), next()) {
        ("undo", step, _) => Change::Undo(key(step.parse().unwrap())),
        ("redo", step, _) => Change::Redo(key(step.parse().unwrap())),
        ("reattach", from, to) => {
            let (to, title) = to.split_once(' ').unwrap_or((to, ""));
            Change::Reattach { from: id(from), to: id(to), title: title.into() }
        }
        ("bookmark", topic, title) => Change::Bookmark { topic: id(topic), title: title.into(), on: true },
        (what @ ("tick" | "untick"), topic, title) => {
            let (resource, on) = (Address::new(RESOURCE), what == "tick");
            Change::Tick { topic: id(topic), title: title.into(), resource, on }
        }
        (mark, topic, title) => {
            let mark = Mark::from_word(mark).unwrap();
            Change::Mark { topic: id(topic), title: title.into(), mark }
        }
    };
    Event { key: key(at), step: None, change }
}

/// `x done*, y todo+; in doubt: x (Cookies done)`: `*` for a bookmark, `+` for a ticked resource.
fn shown(standing: &Standing, roadmap: &Roadmap) -> String {
    let star = |on: bool| if on { "*" } else { "" };
    let topics: Vec<String> = roadmap
        .indices()
        .map(|ix| {
            let mark = standing.status(ix).mark().word();
            let topic = roadmap.topic(ix);
            let plus = "+".repeat(standing.count_ticked(ix, &topic.resources));
            format!("{} {mark}{}{plus}", topic.id, star(standing.is_bookmarked(ix)))
        })
        .collect();
    let told = |orphan: &Orphan| {
        let (mark, star, plus) =
            (orphan.status.mark().word(), star(orphan.bookmarked), "+".repeat(orphan.ticked));
        format!("{} ({} {mark}{star}{plus})", orphan.id, orphan.title)
    };
    let mut out = topics.join(", ");
    for doubt in standing.doubts() {
        assert_eq!(roadmap.topic(doubt.topic).id, doubt.before.id);
        let _ = write!(out, "; in doubt: {}", told(&doubt.before));
    }
    for orphan in standing.orphans() {
        let _ = write!(out, "; gone: {}", told(orphan));
    }
    out
}

#[track_caller]
fn check(cases: &[(&str, &str, &str)]) {
    for (events, topics, expected) in cases {
        let roadmap = roadmap(topics);
        assert_eq!(shown(&progress(events).on(&roadmap), &roadmap), *expected, "{events}");
    }
}

#[test]
fn an_id_that_is_used_for_something_else() {
    check(&[
        ("done x Cookies", "x Kubernetes", "x todo; in doubt: x (Cookies done)"),
        ("done x Cookies", "x HTTP cookies", "x done"),
        ("done x Cookies; bookmark x Cookies", "x Kubernetes", "x todo; in doubt: x (Cookies done*)"),
        ("bookmark x Cookies", "x Kubernetes", "x todo; in doubt: x (Cookies todo*)"),
        // Nothing was said of it.
        ("todo x Cookies", "x Kubernetes", "x todo"),
        ("done x Cookies; todo x Cookies", "x Kubernetes", "x todo"),
        // Unknown titles are no ground for doubt.
        ("done x ", "x Kubernetes", "x done"),
        // A mark under the new title says that the person has seen it. A bookmark does not say so of a mark.
        ("done x Cookies; in-progress x Kubernetes", "x Kubernetes", "x in-progress"),
        ("done x Cookies; bookmark x Cookies; todo x Kubernetes", "x Kubernetes", "x todo"),
        ("done x Cookies; bookmark x Kubernetes", "x Kubernetes", "x todo*; in doubt: x (Cookies done)"),
        ("done x Cookies; done x Kubernetes; undo 2", "x Kubernetes", "x todo; in doubt: x (Cookies done)"),
        ("done x Cookies; undo 1", "x Kubernetes", "x todo"),
        // Made by a device that still has the old roadmap: each title has its own marks.
        ("done x Kubernetes; skipped x Cookies", "x Kubernetes", "x done; in doubt: x (Cookies skipped)"),
        ("done x Kubernetes; skipped x Cookies", "x Cookies", "x skipped"),
        ("done x Cookies; skipped x Kubernetes", "x Cookies", "x done; in doubt: x (Kubernetes skipped)"),
    ]);
}

#[test]
fn a_tick_under_another_title_is_in_doubt_as_a_bookmark_is() {
    check(&[
        ("tick x Cookies", "x Cookies", "x todo+"),
        ("tick x Cookies", "x Kubernetes", "x todo; in doubt: x (Cookies todo+)"),
        ("tick x Cookies; untick x Cookies", "x Kubernetes", "x todo"),
        ("done x Cookies; tick x Cookies", "x Kubernetes", "x todo; in doubt: x (Cookies done+)"),
        // A tick says nothing of a mark; a mark says that the person has seen what the topic is now.
        ("done x Cookies; tick x Kubernetes", "x Kubernetes", "x todo+; in doubt: x (Cookies done)"),
        ("tick x Cookies; todo x Kubernetes", "x Kubernetes", "x todo"),
        ("tick x Cookies; untick x Kubernetes", "x Kubernetes", "x todo"),
        ("tick x Cookies; reattach x x", "x Kubernetes", "x todo+"),
        ("tick x Cookies; reattach x y", "x Kubernetes; y Web storage", "x todo, y todo+"),
        (
            "tick x Cookies; reattach x y; undo 2",
            "x Kubernetes; y Web storage",
            "x todo, y todo; in doubt: x (Cookies todo+)",
        ),
        (
            "tick x Cookies; reattach x y Cookies; tick x Kubernetes",
            "y Sessions",
            "y todo+; gone: x (Kubernetes todo+)",
        ),
        ("tick x ", "x Kubernetes", "x todo+"),
    ]);
    let (progress, roadmap) = (progress("tick x Cookies"), roadmap("x Kubernetes"));
    let said: Vec<String> = progress.on(&roadmap).doubts().iter().map(super::super::Doubt::said).collect();
    assert_eq!(said, ["this id had ticked resources as Cookies; see `trailmark orphans`"]);
}

#[test]
fn a_title_that_stands_on_another_topic_now() {
    check(&[
        ("done x SQL joins", "x SQL views", "x done"),
        ("done x SQL joins", "x SQL views; y SQL joins!", "x todo, y todo; in doubt: x (SQL joins done)"),
        ("done x Java", "x JavaScript; y Java", "x todo, y todo; in doubt: x (Java done)"),
        // One title contains the other: two topics may well share it.
        ("done x Locks", "x Database locks; y Locks", "x done, y todo"),
    ]);
}

#[test]
fn it_is_the_same_topic_a_person_says() {
    let events = "done x Cookies; bookmark x Cookies; reattach x x";
    check(&[
        (events, "x Kubernetes", "x done*"),
        (events, "x Load balancing", "x done*"),
        (&format!("{events}; undo 3"), "x Kubernetes", "x todo; in doubt: x (Cookies done*)"),
        (&format!("{events}; undo 3; redo 3"), "x Kubernetes", "x done*"),
        (&format!("{events}; todo x Kubernetes"), "x Kubernetes", "x todo*"),
        // What comes later under yet another title is a new question.
        (&format!("{events}; skipped x Threads"), "x Kubernetes", "x done*; in doubt: x (Threads skipped)"),
        (&format!("{events}; skipped x Threads; reattach x x"), "x Kubernetes", "x skipped*"),
        // Of an id that is gone nothing is known by it.
        (events, "y Kubernetes", "y todo; gone: x (Cookies done*)"),
    ]);
}

#[test]
fn the_history_of_something_else_goes_to_another_topic() {
    let given = "done x Cookies; reattach x y";
    check(&[
        (given, "x Kubernetes; y Web storage", "x todo, y done"),
        // What is marked under the new title stays, before and after.
        (&format!("{given}; skipped x Kubernetes"), "x Kubernetes; y Web storage", "x skipped, y done"),
        (
            "done x Cookies; skipped x Kubernetes; reattach x y",
            "x Kubernetes; y Web storage",
            "x skipped, y done",
        ),
        // The old title is back: so is its mark.
        (given, "x Cookies; y Web storage", "x done, y todo"),
        (given, "y Web storage", "y done"),
        (
            &format!("{given}; undo 2"),
            "x Kubernetes; y Web storage",
            "x todo, y todo; in doubt: x (Cookies done)",
        ),
        // Newer than what was said.
        (
            &format!("{given}; skipped x Threads"),
            "x Kubernetes; y Web storage",
            "x todo, y done; in doubt: x (Threads skipped)",
        ),
        (
            &format!("{given}; skipped x Threads; reattach x z"),
            "x Kubernetes; y Web storage; z Processes",
            "x todo, y done, z skipped",
        ),
        // Said again with nothing in between: corrected.
        (
            &format!("{given}; reattach x z"),
            "x Kubernetes; y Web storage; z Sessions",
            "x todo, y todo, z done",
        ),
        (&format!("{given}; reattach x x"), "x Kubernetes; y Web storage", "x done, y todo"),
        (
            &format!("{given}; undo 1; done x Cookies"),
            "x Kubernetes; y Web storage",
            "x todo, y todo; in doubt: x (Cookies done)",
        ),
        // Where it should go is gone, renamed, or passed on.
        (given, "x Kubernetes", "x todo; in doubt: x (Cookies done)"),
        (given, "x Kubernetes; z<y Web storage", "x todo, z done"),
        (&format!("{given}; reattach y z"), "x Kubernetes; z Sessions", "x todo, z done"),
        // In a circle: by way of an id that is gone it is the topic itself.
        (&format!("{given}; reattach y x"), "x Kubernetes", "x done"),
        (&format!("{given}; reattach y x"), "x Kubernetes; y Web storage", "x todo, y done"),
        // The newer mark of the two counts.
        (
            "done x Cookies; reattach x y; skipped y Web storage",
            "x Kubernetes; y Web storage",
            "x todo, y skipped",
        ),
        (
            "skipped y Web storage; done x Cookies; reattach x y",
            "x Kubernetes; y Web storage",
            "x todo, y done",
        ),
    ]);
}

#[test]
fn what_was_before_is_known_after_a_new_mark_too() {
    for (events, expected) in [
        ("done x Cookies", Some("Cookies")),
        ("done x Cookies; skipped x Kubernetes", Some("Cookies")),
        ("done x Cookies; bookmark x Kubernetes; skipped x Kubernetes", Some("Cookies")),
        ("skipped x Kubernetes", None),
        ("done x Cookies; skipped x Kubernetes; reattach x y", None),
        ("done x Cookies; reattach x x", None),
    ] {
        let roadmap = roadmap("x Kubernetes; y Sessions");
        let before = progress(events).before(&roadmap, example::ix(&roadmap, "x"));
        assert_eq!(before.as_ref().map(|before| before.title.as_str()), expected, "{events}");
    }
}

#[test]
fn two_ids_that_change_places() {
    let events = "done x Cookies; skipped y Kubernetes";
    let topics = "x Kubernetes; y Cookies";
    check(&[
        (events, topics, "x todo, y todo; in doubt: y (Kubernetes skipped); in doubt: x (Cookies done)"),
        (&format!("{events}; reattach x y; reattach y x"), topics, "x skipped, y done"),
        (&format!("{events}; reattach x y; reattach y x"), "x Cookies; y Kubernetes", "x done, y skipped"),
    ]);
}

#[test]
fn what_the_author_renames_needs_no_title() {
    check(&[
        ("done old Cookies", "x<old Kubernetes", "x done"),
        ("done old Cookies; skipped x Threads", "x<old Kubernetes", "x done; in doubt: x (Threads skipped)"),
        ("done a Cookies; skipped b Sessions", "x<a<b Kubernetes", "x skipped"),
        ("done a Cookies; reattach a b", "x<b Kubernetes", "x done"),
        ("done a Cookies; reattach a b; reattach b a", "x Cookies", "x todo; gone: a (Cookies done)"),
        // What the author says comes before what a person says.
        ("done a Cookies; reattach a y", "x<a Kubernetes; y Cookies", "x done, y todo"),
    ]);
}

#[test]
fn only_what_was_given_away_goes_along_when_its_id_goes() {
    let given = "done x Cookies; reattach x y Cookies";
    check(&[
        (&format!("{given}; skipped x Kubernetes"), "x Kubernetes; y Sessions", "x skipped, y done"),
        (&format!("{given}; skipped x Kubernetes"), "y Sessions", "y done; gone: x (Kubernetes skipped)"),
        (
            "done x Cookies; skipped x Kubernetes; reattach x y Cookies",
            "y Sessions",
            "y done; gone: x (Kubernetes skipped)",
        ),
        // A device that still has the old roadmap goes on with what was given away.
        (&format!("{given}; in-progress x HTTP cookies"), "y Sessions", "y in-progress"),
        (
            &format!("{given}; skipped x Kubernetes; reattach x z Kubernetes"),
            "y Sessions; z Containers",
            "y done, z skipped",
        ),
        (&format!("{given}; reattach x z Cookies"), "y Sessions; z Containers", "y todo, z done"),
        (&format!("{given}; bookmark x Cookies; todo x Kubernetes"), "y Sessions", "y done*"),
        // What the author says comes first.
        (given, "z<x Threads; y Sessions", "z done, y todo"),
        (&format!("{given}; reattach y z Sessions"), "z Sessions", "z done"),
        (&format!("{given}; reattach y x"), "z Sessions", "z todo; gone: x (Cookies done)"),
    ]);
}

fn any_events() -> impl Strategy<Value = Vec<Event>> {
    let id = || prop::sample::select(vec!["x", "y", "z"]);
    let title = prop::sample::select(vec!["Cookies", "Kubernetes", "Threads", "SQL joins", "SQL views", ""]);
    let change = prop_oneof![
        4 => (id(), title.clone(), prop::sample::select(Mark::ALL.to_vec()))
            .prop_map(|(topic, title, mark)| Change::Mark { topic: self::id(topic), title: SafeText::new(title), mark }),
        2 => (id(), title.clone(), any::<bool>()).prop_map(|(topic, title, on)| {
            let (topic, resource) = (self::id(topic), Address::new(RESOURCE));
            Change::Tick { topic, title: SafeText::new(title), resource, on }
        }),
        3 => (id(), id(), title).prop_map(|(from, to, title)| {
            Change::Reattach { from: self::id(from), to: self::id(to), title: SafeText::new(title) }
        }),
        1 => (1..20_i64).prop_map(|at| Change::Undo(key(at))),
        1 => (1..20_i64).prop_map(|at| Change::Redo(key(at))),
    ];
    let event = |(change, at)| Event { key: key(at), step: None, change };
    prop::collection::vec(change, 0..20)
        .prop_map(move |changes| changes.into_iter().zip(1..).map(event).collect())
}

proptest! {
    #[test]
    fn order_and_parts_do_not_matter(events in any_events(), shuffle in any::<u64>()) {
        let mut shuffled = events.clone();
        let at = |of: usize| usize::try_from(shuffle % (of.max(1) as u64)).unwrap();
        shuffled.rotate_left(at(events.len()));
        shuffled.reverse();
        let (mut once, mut often) = (Progress::default(), Progress::default());
        once.extend(events);
        for event in shuffled {
            often.extend([event]);
        }
        for topics in ["x Cookies; y Kubernetes", "x Kubernetes; z Cookies", "y SQL views; z SQL joins", "a<x Threads"] {
            let roadmap = roadmap(topics);
            prop_assert_eq!(once.on(&roadmap), often.on(&roadmap));
        }
    }

    #[test]
    fn what_a_person_says_leaves_no_doubt(events in any_events()) {
        let roadmap = roadmap("x Cookies; y Kubernetes; z SQL views");
        let mut progress = Progress::default();
        progress.extend(events);
        let before = progress.on(&roadmap);
        for doubt in before.doubts() {
            let mut progress = progress.clone();
            let id = doubt.before.id.clone();
            example::apply(&mut progress, vec![Change::Reattach { from: id.clone(), to: id, title: doubt.before.title.clone() }], 100);
            let after = progress.on(&roadmap);
            prop_assert!(after.doubt(doubt.topic).is_none());
            let step = progress.to_undo().unwrap().key;
            example::apply(&mut progress, vec![Change::Undo(step)], 101);
            prop_assert_eq!(&progress.on(&roadmap), &before);
        }
    }
}
