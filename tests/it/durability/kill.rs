//! kill -9 at any moment: what was acknowledged is there, nothing is left lying about, and the next mark works.

use std::collections::HashSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use tempfile::TempDir;
use trailmark::progress::{Change, Event, Mark, Moment, Progress};
use trailmark::roadmap::{RoadmapId, TopicId};
use trailmark::store::{Places, RealFiles, Store};
use trailmark::text::SafeText;

use crate::counts::{Dice, rounds};

/// The folder that a child marks in.
const VARIABLE: &str = "TRAILMARK_TEST_KILL";
/// Rounds in one folder. A new folder has the making of all folders and of the device's name in its first round.
const BATCH: usize = 10;

fn open(folder: &Path) -> Store {
    let places = Places { data: folder.join("data"), state: folder.join("state") };
    Store::open(&places, &RoadmapId::new("r").unwrap(), Arc::new(RealFiles)).unwrap()
}

fn mark(progress: &Progress, store: &Store) -> Vec<Event> {
    let topic = TopicId::new("x").unwrap();
    let change = Change::Mark { topic, title: SafeText::new("A topic"), mark: Mark::Done };
    progress.next_step([change], Moment::from_millis(0), store.device())
}

/// Not a test by itself: marks as fast as it can, and says each key once the mark is saved, until it is killed.
#[test]
fn child_that_marks() {
    let Some(folder) = std::env::var_os(VARIABLE) else { return };
    let mut out = std::io::stdout();
    writeln!(out, "\nready").expect("somebody reads");
    let mut store = open(Path::new(&folder));
    let mut progress = Progress::default();
    progress.extend(store.load().expect("the logs can be read").events);
    loop {
        let mut events = mark(&progress, &store);
        let saved = store.append(&events).expect("it is saved");
        if let Some((_, new)) = saved.rekeyed.first() {
            events[0].key = new.clone();
        }
        writeln!(out, "{}", events[0].key).expect("somebody reads");
        progress.extend(events);
    }
}

fn spawn(folder: &Path) -> Child {
    let mut command = Command::new(std::env::current_exe().expect("a path"));
    command.args(["durability::kill::child_that_marks", "--exact", "--nocapture", "--test-threads=1"]);
    command.env(VARIABLE, folder).stdout(Stdio::piped()).spawn().expect("a child")
}

/// Kills a child in the middle of its work; the keys that it acknowledged.
fn kill_one(folder: &Path, dice: &mut Dice) -> Vec<String> {
    let mut child = spawn(folder);
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut line = String::new();
    while line != "ready\n" {
        line.clear();
        assert!(lines.read_line(&mut line).expect("a line") > 0, "the child ended by itself");
    }
    std::thread::park_timeout(Duration::from_micros(500 + dice.throw() % 9_500));
    child.kill().expect("it runs");
    child.wait().expect("it ends");
    let mut keys = Vec::new();
    loop {
        line.clear();
        let count = lines.read_line(&mut line).expect("a line");
        match line.strip_suffix('\n') {
            Some(key) => keys.push(key.to_owned()),
            None if count == 0 => return keys,
            // Killed while it was saying the key: that is no acknowledgement.
            None => {}
        }
    }
}

fn assert_tidy(folder: &Path) {
    let names = |path: &str| -> Vec<String> {
        let entries = std::fs::read_dir(folder.join(path)).expect("a folder");
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    };
    let device = std::fs::read_to_string(folder.join("state/device")).expect("a name");
    // A process may be killed before there is anything to be copied.
    let copies = names("state").contains(&"mirror".to_owned()).then_some("mirror");
    assert!(names("state").iter().map(String::as_str).eq(["device", "locks"].into_iter().chain(copies)));
    assert_eq!(names("state/locks"), [".device.lock", "r.lock"]);
    assert_eq!(names("data"), ["r"]);
    assert_eq!(names("data/r"), ["progress"]);
    assert_eq!(names("data/r/progress"), [format!("{}.toml", device.trim_end())]);
}

#[test]
fn no_mark_is_lost_when_the_program_is_killed() {
    let rounds = rounds(500, 10_000);
    let mut dice = Dice::new(9);
    let (mut acknowledged, mut killed_first) = (0, 0);
    for _ in 0..rounds.div_ceil(BATCH) {
        let folder = TempDir::new().expect("a folder");
        let mut safe: HashSet<String> = HashSet::new();
        for _ in 0..BATCH {
            let keys = kill_one(folder.path(), &mut dice);
            killed_first += usize::from(keys.is_empty());
            acknowledged += keys.len();
            safe.extend(keys);
            let mut store = open(folder.path());
            let mut progress = Progress::default();
            progress.extend(store.load().expect("the logs can be read").events);
            let next = mark(&progress, &store);
            store.append(&next).expect("the next mark works");
            let there = open(folder.path()).load().expect("the logs can be read").events;
            let there: HashSet<String> = there.iter().map(|event| event.key.to_string()).collect();
            let missing: Vec<&String> = safe.difference(&there).collect();
            assert!(missing.is_empty(), "lost: {missing:?}");
            assert_tidy(folder.path());
        }
    }
    println!(
        "killed {rounds} times, {killed_first} of them before the first mark: {acknowledged} marks, none lost"
    );
    assert!(acknowledged > rounds / 2 && killed_first < rounds, "the children hardly got to work");
}
