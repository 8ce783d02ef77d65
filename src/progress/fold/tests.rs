use proptest::prelude::*;

use super::*;
use crate::progress::{Address, Mark, Orphan, Standing, Status};
use crate::roadmap::{NotePath, Resource, ResourceKind, Roadmap, RoadmapId, Topic, TopicIx};
use crate::text::SafeText;

fn id(text: &str) -> TopicId {
    TopicId::new(text).unwrap()
}

/// A flat roadmap; each word is an id, perhaps with the ids it had before: `new<old<older`.
fn roadmap(topics: &str) -> Roadmap {
    let topics: Vec<Topic> =
        topics.split_whitespace().enumerate().map(|(at, words)| topic(at, words)).collect();
    Roadmap {
        id: RoadmapId::new("r").unwrap(),
        title: SafeText::new("R"),
        titles: Box::default(),
        description: SafeText::default(),
        descriptions: Box::default(),
        language: None,
        languages: Vec::new(),
        spoken: None,
        notes: NotePath::new("notes").unwrap(),
        by_id: topics.iter().enumerate().map(|(at, topic)| (topic.id.clone(), TopicIx::at(at))).collect(),
        topics,
    }
}

fn topic(at: usize, words: &str) -> Topic {
    let mut ids = words.split('<').map(id);
    Topic {
        id: ids.next().unwrap(),
        has_own_id: true,
        title: SafeText::new(words),
        titles: Box::default(),
        shown: None,
        note: None,
        requires: Vec::new(),
        origin: None,
        was: ids.collect(),
        tags: Vec::new(),
        minutes: None,
        kind: None,
        level: None,
        resources: ["https://one.dev", "https://two.dev"].map(resource).to_vec(),
        choose: None,
        counts: false,
        line: at + 1,
        parent: None,
        depth: 0,
        end: TopicIx::at(at + 1),
    }
}

fn resource(url: &str) -> Resource {
    Resource { kind: ResourceKind::Article, title: "An article".into(), url: url.into() }
}

fn device(letter: char) -> DeviceId {
    DeviceId::new(&letter.to_string().repeat(6)).unwrap()
}

fn key(millis: i64, letter: char) -> EventKey {
    EventKey::new(Moment::from_millis(millis), 0, device(letter)).unwrap()
}

fn mark(topic: &str, mark: Mark) -> Change {
    Change::Mark { topic: id(topic), title: SafeText::new(topic.to_uppercase()), mark }
}

fn bookmark(topic: &str, on: bool) -> Change {
    Change::Bookmark { topic: id(topic), title: SafeText::new(topic.to_uppercase()), on }
}

fn tick(topic: &str, address: &str, on: bool) -> Change {
    let (title, resource) = (topic.to_uppercase().into(), Address::new(format!("https://{address}.dev")));
    Change::Tick { topic: id(topic), title, resource, on }
}

fn reattach(from: &str, to: &str) -> Change {
    Change::Reattach { from: id(from), to: id(to), title: SafeText::default() }
}

fn event(millis: i64, change: Change) -> Event {
    Event { key: key(millis, 'a'), step: None, change }
}

fn progress(events: impl IntoIterator<Item = (i64, Change)>) -> Progress {
    let mut progress = Progress::default();
    progress.extend(events.into_iter().map(|(millis, change)| event(millis, change)));
    progress
}

/// Statuses by letter, `*` for a bookmark, the numbers of the ticked resources, then the orphans.
fn shown(standing: &Standing, roadmap: &Roadmap) -> String {
    let mut out = String::new();
    for ix in roadmap.indices() {
        out.push(match standing.status(ix).mark() {
            Mark::Todo => '-',
            Mark::InProgress => 'i',
            Mark::Done => 'd',
            Mark::Skipped => 's',
        });
        if standing.is_bookmarked(ix) {
            out.push('*');
        }
        for (number, resource) in (1..).zip(&roadmap.topic(ix).resources) {
            if standing.is_ticked(ix, resource) {
                out.push_str(&number.to_string());
            }
        }
    }
    for orphan in standing.orphans() {
        out.extend([" ", orphan.id.as_str()]);
    }
    out
}

#[track_caller]
fn check(events: impl IntoIterator<Item = (i64, Change)>, topics: &str, expected: &str) {
    let roadmap = roadmap(topics);
    assert_eq!(shown(&progress(events).on(&roadmap), &roadmap), expected);
}

#[test]
fn the_newest_of_each_field_counts() {
    check([], "x y", "--");
    check(
        [(1, mark("x", Mark::Done)), (2, mark("y", Mark::Skipped)), (3, mark("x", Mark::InProgress))],
        "x y",
        "is",
    );
    check([(2, mark("x", Mark::Todo)), (1, mark("x", Mark::Done)), (3, bookmark("x", true))], "x", "-*");
    check([(1, bookmark("x", true)), (3, bookmark("x", false)), (2, mark("x", Mark::Done))], "x", "d");
    let roadmap = roadmap("x");
    let at = progress([(7, mark("x", Mark::Done))]).on(&roadmap).status(TopicIx::at(0));
    assert_eq!(at, Status::Done { at: Moment::from_millis(7) });
}

#[test]
fn undone_steps_do_not_count() {
    let done = || (1, mark("x", Mark::Done));
    let skipped = || (2, mark("x", Mark::Skipped));
    let (undo, redo) =
        (|at, step| (at, Change::Undo(key(step, 'a'))), |at, step| (at, Change::Redo(key(step, 'a'))));
    check([done(), skipped(), undo(3, 2)], "x", "d");
    check([done(), skipped(), undo(3, 2), undo(4, 1)], "x", "-");
    check([done(), skipped(), undo(3, 2), undo(4, 1), redo(5, 1)], "x", "d");
    check([done(), skipped(), undo(3, 1)], "x", "s");
    check([done(), undo(4, 1), redo(3, 1)], "x", "-");
    check([done(), undo(3, 1), redo(4, 1)], "x", "d");
    check([done(), undo(3, 9)], "x", "d");
    check([done(), undo(3, 1), undo(4, 3)], "x", "-");
    check([(1, reattach("x", "y")), (2, mark("x", Mark::Done)), undo(3, 1)], "y", "- x");
}

#[test]
fn a_step_is_undone_as_a_whole() {
    let mut progress = progress([(1, mark("x", Mark::Skipped))]);
    let step = progress.next_step(
        ["x", "y", "z"].map(|id| mark(id, Mark::Done)),
        Moment::from_millis(5),
        &device('a'),
    );
    assert!(progress.extend(step.clone()));
    let roadmap = roadmap("x y z");
    assert_eq!(shown(&progress.on(&roadmap), &roadmap), "ddd");
    assert_eq!(progress.to_undo(), Some(Step { key: step[0].key.clone(), events: step.clone() }));
    progress.extend([event(6, Change::Undo(step[0].key.clone()))]);
    assert_eq!(shown(&progress.on(&roadmap), &roadmap), "s--");
    assert_eq!(progress.to_undo().map(|step| step.key), Some(key(1, 'a')));
    assert_eq!(progress.to_redo().map(|step| step.events), Some(step));
}

#[test]
fn ids_that_are_gone() {
    let (done, todo) = (|at, id| (at, mark(id, Mark::Done)), |at, id| (at, mark(id, Mark::Todo)));
    check([done(1, "acid")], "x transactions<acid", "-d");
    check([done(1, "acid"), todo(2, "transactions")], "transactions<acid", "-");
    check([todo(1, "transactions"), done(2, "acid")], "transactions<acid", "d");
    check(
        [done(1, "old"), done(3, "older"), (2, bookmark("gone", true)), todo(4, "nothing")],
        "x",
        "- older gone old",
    );
    check([done(1, "old"), (2, reattach("old", "x"))], "x", "d");
    check([done(1, "old"), (2, reattach("old", "x")), (3, reattach("old", "y"))], "x y", "-d");
    check([done(1, "a"), (2, reattach("a", "b")), (3, reattach("b", "c"))], "x<c", "d");
    check([done(1, "a"), (2, reattach("a", "b")), (3, reattach("b", "a"))], "x", "- a");
    check([done(1, "x"), (2, reattach("x", "y"))], "x y", "d-");
    let gone = progress([(1, mark("gone", Mark::InProgress)), (2, bookmark("gone", true))]).on(&roadmap("x"));
    let status = Status::InProgress { since: Moment::from_millis(1) };
    assert_eq!(
        gone.orphans(),
        [Orphan { id: id("gone"), title: SafeText::new("GONE"), status, bookmarked: true, ticked: 0 }]
    );
}

#[test]
fn each_resource_has_a_tick_of_its_own() {
    let on = |at, topic, address| (at, tick(topic, address, true));
    let off = |at, topic, address| (at, tick(topic, address, false));
    check([on(1, "x", "one")], "x y", "-1-");
    check([on(1, "x", "two"), on(2, "x", "one"), on(3, "y", "two")], "x y", "-12-2");
    check([on(1, "x", "one"), off(2, "x", "one")], "x", "-");
    check([off(1, "x", "one"), on(2, "x", "one"), off(3, "x", "two")], "x", "-1");
    // Beside what is said of the topic itself.
    check([on(1, "x", "one"), (2, mark("x", Mark::Done)), (3, bookmark("x", true))], "x", "d*1");
    check([(1, mark("x", Mark::Done)), on(2, "x", "one"), (3, mark("x", Mark::Todo))], "x", "-1");
    // Undo and redo, of one resource.
    let (undo, redo) =
        (|at, step| (at, Change::Undo(key(step, 'a'))), |at, step| (at, Change::Redo(key(step, 'a'))));
    check([on(1, "x", "one"), on(2, "x", "two"), undo(3, 2)], "x", "-1");
    check([on(1, "x", "one"), off(2, "x", "one"), undo(3, 2)], "x", "-1");
    check([on(1, "x", "one"), undo(3, 1), redo(4, 1)], "x", "-1");
    // A resource that is gone keeps its tick for the day on which it is back.
    check([on(1, "x", "gone")], "x", "-");
    // Former ids, and what a person gave to another topic; the newest counts, whichever id it was of.
    check([on(1, "old", "one"), on(2, "x", "two")], "x<old", "-12");
    check([on(1, "old", "one"), off(2, "x", "one")], "x<old", "-");
    check([off(1, "x", "one"), on(2, "old", "one")], "x<old", "-1");
    check([on(1, "gone", "two")], "x", "- gone");
    check([on(1, "gone", "two"), off(2, "gone", "two")], "x", "-");
    check([on(1, "gone", "two"), (2, reattach("gone", "x"))], "x", "-2");
    let gone = progress([on(1, "gone", "two"), on(2, "gone", "one"), off(3, "gone", "two")]);
    let orphan =
        Orphan { id: id("gone"), title: "GONE".into(), status: Status::Todo, bookmarked: false, ticked: 1 };
    assert_eq!(gone.on(&roadmap("x")).orphans(), [orphan]);
}

#[test]
fn ticks_of_two_devices_add_up() {
    let roadmap = roadmap("x");
    let logs = [
        [(1, tick("x", "one", true)), (4, mark("x", Mark::Done))],
        [(2, tick("x", "two", true)), (3, tick("x", "one", false))],
    ];
    let logs = [('a', &logs[0]), ('b', &logs[1])].map(|(letter, changes)| {
        changes.iter().map(move |(at, change)| Event {
            key: key(*at, letter),
            step: None,
            change: change.clone(),
        })
    });
    let [one, other] = logs.map(Iterator::collect::<Vec<Event>>);
    for order in [[&one, &other], [&other, &one]] {
        let mut progress = Progress::default();
        for log in order {
            progress.extend(log.iter().cloned());
        }
        assert_eq!(shown(&progress.on(&roadmap), &roadmap), "d2");
    }
}

#[test]
fn what_this_version_does_not_know_is_no_step() {
    let mut progress = progress([(1, mark("x", Mark::Done)), (3, Change::Unknown)]);
    assert_eq!(progress.to_undo().map(|step| step.key), Some(key(1, 'a')));
    progress.extend([event(4, Change::Undo(key(1, 'a'))), event(5, Change::Unknown)]);
    assert_eq!(progress.to_redo().map(|step| step.key), Some(key(1, 'a')));
    assert_eq!((progress.len(), progress.to_undo()), (4, None));
}

#[test]
fn extending_says_whether_anything_was_new() {
    let mut progress = Progress::default();
    assert!(!progress.extend([]));
    let events =
        || [(1, mark("x", Mark::Done)), (2, mark("y", Mark::Done))].map(|(at, change)| event(at, change));
    assert!(progress.extend(events()));
    assert!(!progress.extend(events()));
    assert!(progress.extend([event(0, mark("x", Mark::Done))]));
    assert_eq!(
        progress.next_key(Moment::from_millis(1), &device('b')).to_string(),
        "19700101T000000002Z-01-bbbbbb"
    );
}

#[test]
fn other_keys_are_other_keys_everywhere() {
    let mut progress = Progress::default();
    let step = progress.next_step(
        [mark("x", Mark::Done), mark("y", Mark::Done)],
        Moment::from_millis(1),
        &device('a'),
    );
    progress.extend(step.clone());
    progress
        .extend([event(2, Change::Undo(step[0].key.clone())), event(3, Change::Redo(step[0].key.clone()))]);
    let pairs: Vec<_> =
        progress.events().iter().zip(10..).map(|(event, at)| (event.key.clone(), key(at, 'a'))).collect();
    progress.rekey(&pairs);
    let undo = progress.to_undo().unwrap();
    assert_eq!((undo.key, undo.events.len()), (key(10, 'a'), 2));
    assert_eq!(progress.events()[3].change, Change::Redo(key(10, 'a')));
    assert_eq!(progress.newest(), Some(&key(13, 'a')));
}

#[test]
fn a_log_from_the_end_of_time_takes_no_key_twice() {
    let last = EventKey::new(Moment::LAST, 99, device('z')).unwrap();
    let mut progress = Progress::default();
    progress.extend([Event { key: last, step: None, change: Change::Unknown }]);
    for count in 1..5 {
        progress.extend(progress.next_step(
            [mark("x", Mark::Done), mark("y", Mark::Done)],
            Moment::default(),
            &device('a'),
        ));
        assert_eq!(progress.len(), 1 + 2 * count);
    }
}

fn any_change() -> impl Strategy<Value = Change> {
    let id = || prop::sample::select(vec!["v", "w", "x", "y", "z"]);
    let any_key =
        || (0..12_i64, prop::sample::select(vec!['a', 'b'])).prop_map(|(at, letter)| key(at, letter));
    prop_oneof![
        4 => (id(), prop::sample::select(Mark::ALL.to_vec())).prop_map(|(topic, to)| mark(topic, to)),
        1 => (id(), any::<bool>()).prop_map(|(topic, on)| bookmark(topic, on)),
        2 => (id(), prop::sample::select(vec!["one", "two", "gone"]), any::<bool>())
            .prop_map(|(topic, address, on)| tick(topic, address, on)),
        3 => any_key().prop_map(Change::Undo),
        2 => any_key().prop_map(Change::Redo),
        1 => (id(), id()).prop_map(|(from, to)| reattach(from, to)),
        1 => Just(Change::Unknown),
    ]
}

prop_compose! {
    /// Any events, with keys, steps and undos that name each other in ways that no program makes.
    fn any_events()(events in prop::collection::vec(
        (0..12_i64, prop::sample::select(vec!['a', 'b']), prop::option::weighted(0.3, 0..12_i64), any_change()),
        0..25,
    )) -> Vec<Event> {
        events
            .into_iter()
            .map(|(at, letter, step, change)| Event { key: key(at, letter), step: step.map(|at| key(at, letter)), change })
            .collect()
    }
}

proptest! {
    #[test]
    fn order_duplication_and_splitting_do_not_matter(
        events in any_events(),
        shuffled in any_events().prop_shuffle(),
        order in prop::collection::vec(any::<prop::sample::Index>(), 0..60),
        parts in 1..9_usize,
    ) {
        let all: Vec<Event> = events.into_iter().chain(shuffled).collect();
        let mut once = Progress::default();
        once.extend(all.clone());
        let mut often = Progress::default();
        let doubled: Vec<Event> = order.iter().filter(|_| !all.is_empty()).map(|at| at.get(&all).clone()).collect();
        for part in doubled.chunks(parts).chain(all.rchunks(parts)) {
            often.extend(part.to_vec());
        }
        prop_assert_eq!(once.events(), often.events());
        prop_assert_eq!((once.to_undo(), once.to_redo()), (often.to_undo(), often.to_redo()));
        let roadmap = roadmap("x y<w");
        prop_assert_eq!(once.on(&roadmap), often.on(&roadmap));
        for step in once.to_undo().iter().flat_map(|step| &step.events) {
            prop_assert!(!once.is_undone(step));
        }
        for step in once.to_redo().iter().flat_map(|step| &step.events) {
            prop_assert!(once.is_undone(step));
        }
    }

    #[test]
    fn undo_and_redo_are_a_stack(moves in prop::collection::vec((0..6_u8, 0..3_usize, 0..4_usize), 0..60)) {
        let roadmap = roadmap("x y z");
        let (mut progress, mut log) = (Progress::default(), Vec::new());
        // The model: whole standings before each step, as an editor would keep them.
        let (mut now, mut undo, mut redo): (Vec<Mark>, Vec<Vec<Mark>>, Vec<Vec<Mark>>) = (vec![Mark::Todo; 3], vec![], vec![]);
        for (what, topic, to) in moves {
            let changes = match (what, progress.to_undo(), progress.to_redo()) {
                (0 | 1, Some(step), _) => {
                    redo.push(std::mem::replace(&mut now, undo.pop().unwrap()));
                    vec![Change::Undo(step.key)]
                }
                (2, _, Some(step)) => {
                    undo.push(std::mem::replace(&mut now, redo.pop().unwrap()));
                    vec![Change::Redo(step.key)]
                }
                _ => {
                    undo.push(now.clone());
                    redo.clear();
                    let topics = &["x", "y", "z"][topic..];
                    now[topic..].fill(Mark::ALL[to]);
                    topics.iter().map(|topic| mark(topic, Mark::ALL[to])).collect()
                }
            };
            // The clock stands still: only the counter moves.
            let step = progress.next_step(changes, Moment::default(), &device('a'));
            log.extend(step.clone());
            progress.extend(step);
            prop_assert_eq!(progress.to_undo().is_some(), !undo.is_empty());
            prop_assert_eq!(progress.to_redo().is_some(), !redo.is_empty());
            let standing = progress.on(&roadmap);
            let marks: Vec<Mark> = roadmap.indices().map(|ix| standing.status(ix).mark()).collect();
            prop_assert_eq!(&marks, &now);
        }
        let mut restarted = Progress::default();
        restarted.extend(log);
        prop_assert_eq!((restarted.to_undo(), restarted.to_redo()), (progress.to_undo(), progress.to_redo()));
        prop_assert_eq!(restarted.on(&roadmap), progress.on(&roadmap));
    }

    #[test]
    fn three_devices_agree_in_the_end(
        moves in prop::collection::vec((0..3_usize, 0..3_usize, 0..4_usize, 0..5_u8), 0..60),
        offsets in prop::array::uniform3(-31_536_000_000..31_536_000_000_i64),
    ) {
        let roadmap = roadmap("x y z");
        let devices = ['a', 'b', 'c'].map(device);
        let mut known = [(); 3].map(|()| Progress::default());
        for (time, (at, other, to, what)) in (1_795_203_903_123..).zip(moves) {
            let change = match (what, known[at].to_undo(), known[at].to_redo()) {
                (0, ..) => {
                    // A sync tool has brought the others' logs.
                    let events = known[other].events().to_vec();
                    known[at].extend(events);
                    continue;
                }
                (1, Some(step), _) => Change::Undo(step.key),
                (2, _, Some(step)) => Change::Redo(step.key),
                _ => mark(["x", "y", "z"][other], Mark::ALL[to]),
            };
            let step = known[at].next_step([change.clone()], Moment::from_millis(time + offsets[at]), &devices[at]);
            known[at].extend(step);
            if let Change::Mark { mark, .. } = change {
                let status = known[at].on(&roadmap).status(TopicIx::at(other));
                prop_assert_eq!(status.mark(), mark, "a change made after seeing the others wins");
            }
        }
        let all: Vec<Event> = known.iter().flat_map(|progress| progress.events().to_vec()).collect();
        for progress in &mut known {
            progress.extend(all.clone());
        }
        for progress in &known {
            prop_assert_eq!(progress.on(&roadmap), known[0].on(&roadmap));
            prop_assert_eq!((progress.to_undo(), progress.to_redo()), (known[0].to_undo(), known[0].to_redo()));
        }
    }
}
