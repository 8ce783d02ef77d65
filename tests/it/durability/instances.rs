//! Several processes at once: each gets its turn, and whoever does not is told why.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use trailmark::progress::Change;
use trailmark::roadmap::RoadmapId;
use trailmark::store::{FileLayer as _, Places, RealFiles, Store};

use crate::counts::rounds;
use crate::harness::Dir;
use crate::stage::Stage;

const PROCESSES: usize = 8;
const MARKS: usize = 100;

fn places(dir: &Dir) -> Places {
    Places { data: dir.path().join("home/data/trailmark"), state: dir.path().join("home/state/trailmark") }
}

/// How often each topic was marked.
fn marks(dir: &Dir, roadmap: &str) -> BTreeMap<String, usize> {
    let mut store =
        Store::open(&places(dir), &RoadmapId::new(roadmap).unwrap(), Arc::new(RealFiles)).unwrap();
    let loaded = store.load().unwrap();
    assert_eq!(loaded.troubles, []);
    let mut keys: Vec<_> = loaded.events.iter().map(|event| &event.key).collect();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), loaded.events.len(), "each key once");
    let mut marks = BTreeMap::new();
    for event in &loaded.events {
        if let Change::Mark { topic, .. } = &event.change {
            *marks.entry(topic.to_string()).or_default() += 1;
        }
    }
    marks
}

/// Marks, and again where a busy machine let it wait for longer than the limit of the lock.
fn mark_patiently(dir: &Dir, line: &str) {
    loop {
        let ran = dir.run(line);
        if !ran.stderr().contains("holds the lock") {
            ran.code(0).quietly();
            return;
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn eight_processes_with_a_hundred_marks_each() {
    for _ in 0..rounds(1, 10) {
        let topic = |n: usize| format!("[[topics]]\nid = \"t{n}\"\ntitle = \"T{n}\"\n");
        let topics: Vec<String> = (0..PROCESSES).map(topic).collect();
        let text = format!("id = \"many\"\ntitle = \"Many\"\n{}", topics.concat());
        let dir = Dir::empty().file("roadmap.toml", text);
        std::thread::scope(|scope| {
            for process in 0..PROCESSES {
                let dir = &dir;
                scope.spawn(move || {
                    for at in 0..MARKS {
                        let verb = if at % 2 == 0 { "done" } else { "start" };
                        mark_patiently(dir, &format!("{verb} t{process}"));
                    }
                });
            }
        });
        let marks = marks(&dir, "many");
        assert_eq!(marks.values().collect::<Vec<_>>(), [&MARKS; PROCESSES]);
        println!("{} of {} marks", marks.values().sum::<usize>(), PROCESSES * MARKS);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn the_interface_and_commands_at_once() {
    let dir = Dir::empty();
    let mut stage = Stage::new().at(places(&dir)).keys("j");
    let roadmap = stage.roadmap_folder().to_string_lossy().into_owned();
    let count = rounds(40, 400);
    std::thread::scope(|scope| {
        let commands = scope.spawn(|| {
            for at in 0..count {
                let verb = if at % 2 == 0 { "done" } else { "start" };
                mark_patiently(&dir, &format!("-r {roadmap} {verb} tcp"));
            }
        });
        let mut presses = 0;
        while !commands.is_finished() {
            stage.press("i");
            stage.wait(500);
            presses += 1;
        }
        // What came too late for the lock is saved with the last one.
        stage.press("i");
        assert!(!stage.frame().contains("not saved"), "{}", stage.frame());
        let marks = marks(&dir, "study");
        assert_eq!(marks["tcp"], count);
        assert_eq!(marks.values().sum::<usize>(), count + presses + 1, "{marks:?}");
        println!("{count} marks by commands, {} by the interface", presses + 1);
    });
    stage.wait(500);
    let sign = if count.is_multiple_of(2) { '◔' } else { '✓' };
    assert!(stage.topic("TCP").contains(sign), "{}", stage.frame());
}

/// The lock that a child takes.
const VARIABLE: &str = "TRAILMARK_TEST_LOCK";

/// Not a test by itself: takes the lock and keeps it.
#[test]
fn child_that_holds_the_lock() {
    let Some(lock) = std::env::var_os(VARIABLE) else { return };
    let _held = RealFiles.lock(lock.as_ref(), Duration::ZERO).expect("nobody has it");
    println!("\nheld");
    // Until whoever started it closes the pipe.
    let _ = std::io::stdin().read_line(&mut String::new());
}

#[cfg(target_os = "linux")]
#[test]
fn a_stopped_holder_of_the_lock_is_named_in_time() {
    use std::io::{BufRead as _, BufReader};

    use rustix::process::{Pid, Signal, kill_process};

    let dir = Dir::new();
    dir.run("done jwt").code(0);
    let mut child = Command::new(std::env::current_exe().expect("a path"))
        .args(["durability::instances::child_that_holds_the_lock", "--exact", "--nocapture"])
        .env(VARIABLE, places(&dir).state.join("locks/test.lock"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a child");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines().map_while(Result::ok);
    assert!(lines.any(|line| line == "held"), "it has the lock");
    let pid = Pid::from_raw(child.id().cast_signed()).expect("a process");
    kill_process(pid, Signal::STOP).expect("it runs");
    let start = Instant::now();
    let ran = dir.run("done sql-joins");
    let took = start.elapsed();
    let read = dir.run("status --short");
    // Nothing stays behind, whatever the checks say.
    kill_process(pid, Signal::CONT).expect("it runs");
    drop(child.stdin.take());
    child.wait().expect("it ends");
    println!("told after {} ms", took.as_millis());
    let ran = ran.code(1).out("").complains("kill -CONT");
    ran.complains(&format!("process {} of trailmark holds the lock", child.id()));
    // The limit is 2 s, and 2.5 s the pass figure on a machine that has nothing else to do.
    assert!(took < Duration::from_secs(10), "{took:?}");
    read.code(0).out("20% 1/5\n").quietly();
    dir.run("done sql-joins").code(0).says("40%");
}
