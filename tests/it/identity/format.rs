//! The format of a log, for ever: what this version writes, and what it makes of what a later one writes.
//!
//! `format-1.toml` is never changed: every version reads it and gives the standing below. `format-later.toml` is how a later
//! version may write.

use std::path::PathBuf;
use std::sync::Arc;

use tempfile::TempDir;
use trailmark::progress::{
    Address, Change, DeviceId, Event, EventKey, Mark, Moment, Progress, Status, read_line, write_line,
};
use trailmark::roadmap::{Roadmap, RoadmapId, TopicId};
use trailmark::store::{Loaded, Places, RealFiles, Store};
use trailmark::text::SafeText;

use super::{ix, outline, roadmap};
use crate::stage::write;

const FORMAT_1: &str = include_str!("../../fixtures/logs/format-1.toml");
const LATER: &str = include_str!("../../fixtures/logs/format-later.toml");

/// The roadmap that the logs are of.
const OUTLINE: &str = "
sql-joins | SQL joins
transactions | Transactions and \\\"ACID\\\"
트랜잭션 | 트랜잭션과 격리 수준 🔒
long | 긴 title
new | Sessions and cookies
reused | Kubernetes
tokens | JSON Web Tokens
";

/// A store whose device is `k3f9q2`.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap() };
        write(&place.folder.path().join("state/device"), "k3f9q2\n");
        place
    }

    fn log(&self, name: &str) -> PathBuf {
        self.folder.path().join("data/r/progress").join(name)
    }

    fn text(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.log(name)).unwrap()
    }

    fn open(&self) -> Store {
        let places =
            Places { data: self.folder.path().join("data"), state: self.folder.path().join("state") };
        Store::open(&places, &RoadmapId::new("r").unwrap(), Arc::new(RealFiles)).unwrap()
    }

    /// What the logs hold, and what cannot be read in them.
    fn load(&self) -> (Progress, Vec<String>) {
        let Loaded { events, troubles } = self.open().load().unwrap();
        let mut progress = Progress::default();
        progress.extend(events);
        (progress, troubles.iter().map(|trouble| format!("{:?}: {}", trouble.line, trouble.why)).collect())
    }

    /// Takes one step as the program does: reads all, then appends. Says which key it got.
    fn step(&self, change: impl FnOnce(&Progress) -> Change) -> EventKey {
        let mut store = self.open();
        let mut progress = Progress::default();
        progress.extend(store.load().unwrap().events);
        let events = progress.next_step([change(&progress)], Moment::from_millis(0), store.device());
        assert_eq!(store.append(&events).unwrap().rekeyed, []);
        events[0].key.clone()
    }
}

fn id(text: &str) -> TopicId {
    TopicId::new(text).unwrap()
}

/// 20 November 2026, a quarter to eight in the evening, and so many milliseconds.
fn key(millis: i64, counter: u8) -> EventKey {
    EventKey::new(Moment::from_millis(1_795_203_900_000 + millis), counter, DeviceId::new("k3f9q2").unwrap())
        .unwrap()
}

fn mark(topic: &str, title: &str, mark: Mark) -> Change {
    Change::Mark { topic: id(topic), title: SafeText::new(title), mark }
}

fn bookmark(topic: &str, title: &str, on: bool) -> Change {
    Change::Bookmark { topic: id(topic), title: SafeText::new(title), on }
}

fn reattach(from: &str, to: &str) -> Change {
    Change::Reattach { from: id(from), to: id(to), title: SafeText::default() }
}

/// Everything that this version can write.
fn events() -> Vec<Event> {
    let long = "긴 title ".repeat(40);
    let step = Some(key(5_000, 0));
    let plain = |at, change| Event { key: key(at, 0), step: None, change };
    vec![
        plain(0, mark("sql-joins", "SQL joins", Mark::InProgress)),
        Event { key: key(0, 1), step: None, change: mark("sql-joins", "SQL joins", Mark::Done) },
        plain(1_000, mark("transactions", "Transactions and \"ACID\" \\ more", Mark::Done)),
        plain(2_000, bookmark("transactions", "Transactions and \"ACID\"", true)),
        plain(3_000, mark("트랜잭션", "트랜잭션과 격리 수준 🔒", Mark::Skipped)),
        plain(4_000, bookmark("sql-joins", "", false)),
        // A step of three.
        plain(5_000, mark("long", &long, Mark::Done)),
        Event {
            key: key(5_000, 1),
            step: step.clone(),
            change: mark("gone", "Gone for good\u{1B}", Mark::Done),
        },
        Event { key: key(5_000, 2), step, change: mark("jwt", "JWT", Mark::Done) },
        // Taken back, made again; the step taken back for good is the one after it.
        plain(6_000, Change::Undo(key(5_000, 0))),
        plain(7_000, Change::Redo(key(5_000, 0))),
        plain(8_000, mark("sql-joins", "SQL joins", Mark::Todo)),
        plain(9_000, Change::Undo(key(8_000, 0))),
        plain(10_000, mark("reused", "Rate limiting", Mark::InProgress)),
        plain(11_000, mark("new", "Sockets", Mark::Done)),
        plain(12_000, reattach("new", "new")),
        plain(13_000, reattach("jwt", "tokens")),
        Event {
            key: key(13_000, 99),
            step: None,
            change: mark("tokens", "JSON Web Tokens", Mark::InProgress),
        },
        plain(13_001, Change::Undo(key(13_000, 99))),
    ]
}

/// What the logs come to: `id status *`, then what is in doubt and what is gone.
fn told(progress: &Progress) -> String {
    let roadmap: Roadmap = roadmap(&outline(OUTLINE));
    let standing = progress.on(&roadmap);
    let mut lines: Vec<String> = Vec::new();
    for ix in roadmap.indices() {
        let star = if standing.is_bookmarked(ix) { " *" } else { "" };
        lines.push(format!("{} {}{star}", roadmap.topic(ix).id, standing.status(ix).mark().word()));
    }
    lines.extend(
        standing
            .doubts()
            .iter()
            .map(|doubt| format!("in doubt: {} ({})", doubt.before.id, doubt.before.title)),
    );
    lines.extend(standing.orphans().iter().map(|orphan| format!("gone: {} ({})", orphan.id, orphan.title)));
    lines.join("\n")
}

#[test]
fn this_version_still_writes_format_1() {
    let place = Place::new();
    place.open().append(&events()).unwrap();
    let written = String::from_utf8(place.text("k3f9q2.toml")).unwrap();
    assert_eq!(written, FORMAT_1, "the format is for ever: what is written may not change");
}

#[test]
fn format_1_gives_this_standing_for_ever() {
    let place = Place::new();
    write(&place.log("p8w2xa.toml"), FORMAT_1);
    let (progress, troubles) = place.load();
    assert_eq!(troubles, [""; 0]);
    assert_eq!(progress.len(), 19);
    insta::assert_snapshot!(told(&progress), @r"
    sql-joins done
    transactions done *
    트랜잭션 skipped
    long done
    new done
    reused todo
    tokens done
    in doubt: reused (Rate limiting)
    gone: gone (Gone for good␛)
    ");
    let roadmap = roadmap(&outline(OUTLINE));
    let since = progress.on(&roadmap).status(ix(&roadmap, "transactions"));
    assert_eq!(since, Status::Done { at: key(1_000, 0).moment() });
    assert_eq!(progress.to_undo().unwrap().key, key(13_000, 0));
    assert_eq!(progress.to_redo().unwrap().key, key(13_000, 99));
    // Lines stand alone: in any order, and twice, they say the same.
    let lines: Vec<Event> = FORMAT_1.lines().rev().chain(FORMAT_1.lines()).filter_map(event).collect();
    let mut shuffled = Progress::default();
    for event in lines {
        shuffled.extend([event]);
    }
    assert_eq!(shuffled.events(), progress.events());
}

fn event(line: &str) -> Option<Event> {
    match read_line(line).unwrap_or_else(|bad| panic!("{line}: {bad}")) {
        trailmark::progress::Line::Event(event) => Some(event),
        _ => None,
    }
}

#[test]
fn a_tick_is_a_line_that_versions_without_ticks_pass_by() {
    // Such a version knows a line by these words, and passes by one that has none of them.
    const OLDER: [&str; 5] = ["status", "bookmark", "undo", "redo", "reattach"];
    let tick = |on| Change::Tick {
        topic: id("sql-joins"),
        title: "SQL joins".into(),
        resource: Address::new("https://example.org/a?b=\"c\"#d"),
        on,
    };
    let place = Place::new();
    let events =
        [(0, true), (1, false)].map(|(at, on)| Event { key: key(at, 0), step: None, change: tick(on) });
    place.open().append(&events).unwrap();
    let written = String::from_utf8(place.text("k3f9q2.toml")).unwrap();
    let lines: Vec<&str> = written.lines().filter(|line| line.starts_with("2026")).collect();
    insta::assert_snapshot!(lines.join("\n"), @r##"
    20261120T194500000Z-00-k3f9q2 = { topic = "sql-joins", title = "SQL joins", resource = "https://example.org/a?b=\"c\"#d", ticked = true }
    20261120T194500001Z-00-k3f9q2 = { topic = "sql-joins", title = "SQL joins", resource = "https://example.org/a?b=\"c\"#d", ticked = false }
    "##);
    for line in lines {
        let table: toml::Table = line.parse().unwrap();
        let fields = table.values().next().unwrap().as_table().unwrap();
        assert!(OLDER.iter().all(|kind| !fields.contains_key(*kind)), "{line}");
    }
    assert_eq!(place.load().0.events(), events);
}

#[test]
fn what_a_later_version_wrote_is_read_as_far_as_it_is_known() {
    let place = Place::new();
    write(&place.log("p8w2xa.toml"), LATER);
    let (progress, troubles) = place.load();
    insta::assert_snapshot!(troubles.join("\n"), @r"Some(2): the log says format 2 and this version reads format 1: there may be more in it than is shown; update trailmark");
    insta::assert_snapshot!(told(&progress), @r"
    sql-joins done
    transactions done
    트랜잭션 todo
    long todo *
    new done
    reused todo
    tokens done
    ");
    let newest = EventKey::to_string(progress.newest().unwrap());
    assert_eq!(newest, "20261120T200000000Z-00-p8w2xa", "an event that is not known moves the clock");
    let next = progress.next_key(Moment::from_millis(0), &DeviceId::new("k3f9q2").unwrap());
    assert_eq!(next.to_string(), "20261120T200000000Z-01-k3f9q2");
}

#[test]
fn undo_passes_by_what_is_not_known_and_takes_back_whole_steps() {
    let place = Place::new();
    write(&place.log("p8w2xa.toml"), LATER);
    let (mut progress, _) = place.load();
    let mut undone = Vec::new();
    while let Some(step) = progress.to_undo() {
        undone.push(format!("{}: {}", step.events.len(), trailmark::marking::described(&step)));
        super::apply(&mut progress, vec![Change::Undo(step.key)], 0);
    }
    insta::assert_snapshot!(undone.join("\n"), @r"
    2: Transactions done and a change of a kind unknown here
    2: Sessions and cookies done and a change of a kind unknown here
    1: JSON ␛ Web Tokens done
    1: 긴 title bookmarked
    1: SQL joins done
    ");
    assert!(!told(&progress).contains("done"), "{}", told(&progress));
}

#[test]
fn not_a_byte_of_a_log_is_changed_by_what_is_done_here() {
    for (name, other) in [("k3f9q2.toml", "p8w2xa.toml"), ("p8w2xa.toml", "k3f9q2.toml")] {
        // With and without a line break at the end; in another format; with damage.
        for text in [
            LATER.to_owned(),
            LATER.trim_end().to_owned(),
            LATER.replace('\n', "\r\n"),
            format!("\u{FEFF}{LATER}\0\0\nhalf a li"),
            format!("format = -1\nformat = 1\nformat = 2\nformat = \"x\"\n{FORMAT_1}"),
            FORMAT_1.replace("format = 1\n", ""),
        ] {
            let place = Place::new();
            write(&place.log(name), &text);
            place.open().load().unwrap();
            assert_eq!(place.text(name), text.as_bytes(), "a look changes nothing");
            let mut newest = place.load().0.newest().cloned();
            for round in 0..3 {
                let mark = place.step(|_| mark("sql-joins", "SQL joins", Mark::Skipped));
                let undo = place.step(|progress| Change::Undo(progress.to_undo().unwrap().key));
                assert!(newest < Some(mark.clone()) && mark < undo, "{round}");
                newest = Some(place.step(|progress| Change::Redo(progress.to_redo().unwrap().key)));
            }
            let own = place.text("k3f9q2.toml");
            if name == "k3f9q2.toml" {
                assert!(own.starts_with(text.as_bytes()), "what was there stays, byte for byte");
                assert!(!place.log(other).exists());
            } else {
                assert_eq!(place.text(name), text.as_bytes());
            }
            let (progress, _) = place.load();
            assert!(told(&progress).starts_with("sql-joins skipped\n"), "{}", told(&progress));
        }
    }
}

#[test]
fn what_is_wrong_with_a_format_is_told_and_stops_nothing() {
    let good = write_line(&events()[1]);
    let mut said = Vec::new();
    for head in [
        "",
        "format = 1\nformat = 1\n",
        "format = 2\n",
        "format = 99999999999\n",
        "format = 0\n",
        "format = -1\n",
        "format = \"1\"\n",
    ] {
        for name in ["k3f9q2.toml", "p8w2xa.toml"] {
            let place = Place::new();
            write(&place.log(name), &format!("{head}{good}"));
            // A mark goes on in either case: each line stands alone, whatever the file says at its top.
            place.step(|_| mark("long", "긴 title", Mark::Done));
            let (progress, troubles) = place.load();
            assert!(told(&progress).starts_with("sql-joins done\n"), "{head}");
            assert!(told(&progress).contains("long done"), "{head}");
            said.push(format!("{head:?}: {}", if troubles.is_empty() { "fine" } else { &troubles[0] }));
        }
    }
    said.dedup();
    insta::assert_snapshot!(said.join("\n"), @r#"
    "": fine
    "format = 1\nformat = 1\n": fine
    "format = 2\n": Some(1): the log says format 2 and this version reads format 1: there may be more in it than is shown; update trailmark
    "format = 99999999999\n": Some(1): the log says format 99999999999 and this version reads format 1: there may be more in it than is shown; update trailmark
    "format = 0\n": Some(1): `format` is a number such as 1
    "format = -1\n": Some(1): `format` is a number such as 1
    "format = \"1\"\n": Some(1): `format` is a number such as 1
    "#);
}
