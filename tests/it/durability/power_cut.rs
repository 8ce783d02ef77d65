//! A power cut after every step: nothing that was saved is lost, nothing is there that nobody made, and the next mark works.

mod summary;

use std::collections::{BTreeSet, HashSet};

use trailmark::progress::Event;

use super::disk::Disk;
use super::image::Image;
use super::person::{OWN, Person};
use crate::counts::rounds;
use crate::store::{HEADER, line};

/// Least number of different states in CI.
const STATES: usize = 3_800;

/// Somebody at work on a disk, and all the cuts that were tried on it.
struct Trial {
    disk: Disk,
    person: Person,
    cuts: Cuts,
}

#[derive(Default)]
struct Cuts {
    seen: HashSet<(u64, usize, bool)>,
    /// States in which the device had lost its name.
    nameless: usize,
    /// States in which a line could not be read.
    with_trouble: usize,
    /// How often somebody went on after a first cut.
    firsts: usize,
}

impl Trial {
    fn on(disk: Disk) -> Self {
        let person = Person::at(&disk);
        Self { disk, person, cuts: Cuts::default() }
    }

    /// Somebody does something, and the power is cut after each step of it.
    fn cut_during(mut self, act: impl FnOnce(&mut Person)) -> Self {
        let safe = self.person.safe.clone();
        self.disk.past();
        act(&mut self.person);
        let past = self.disk.past();
        assert!(!past.is_empty(), "nothing was written");
        for image in past {
            self.cuts.try_all(&image, &safe, &self.person.asked, true);
        }
        self.cuts.try_all(&self.disk.image(), &self.person.safe, &self.person.asked, true);
        self
    }

    fn marks(self, topics: &str) -> Self {
        self.cut_during(|person| person.mark(topics).expect("it is saved"))
    }

    fn fails_to_mark(self, topics: &str, operations: &'static [&'static str]) -> Self {
        self.disk
            .fail(move |_, operation| operations.contains(&operation).then_some(std::io::ErrorKind::Other));
        let trial = self.cut_during(|person| drop(person.mark(topics).expect_err("it is not saved")));
        trial.disk.fail(|_, _| None);
        trial
    }
}

impl Cuts {
    /// Goes on after every cut that is possible on this disk. After some of them the power is cut again.
    fn try_all(&mut self, image: &Image, safe: &[Event], asked: &BTreeSet<String>, is_first: bool) {
        for cut in image.cuts() {
            if self.seen.insert((cut.fingerprint(), safe.len(), is_first)) {
                self.go_on(cut, (safe, asked), is_first);
            }
        }
    }

    fn go_on(&mut self, cut: Image, (safe, asked): (&[Event], &BTreeSet<String>), is_first: bool) {
        let disk = Disk::new(cut);
        let context = || {
            let logs = disk.names("/data/r/progress");
            let log = logs.iter().map(|name| disk.text(&format!("/data/r/progress/{name}")));
            format!("state: {:?}, logs:\n{}", disk.names("/state"), log.collect::<Vec<_>>().join("\n--\n"))
        };
        let mut person = Person::at(&disk);
        person.assert_knows(safe, asked, context);
        self.nameless +=
            usize::from(!safe.is_empty() && !disk.names("/state").contains(&"device".to_owned()));
        self.with_trouble +=
            usize::from(!person.store.load().expect("the logs can be read").troubles.is_empty());
        let known = person.progress.len();
        let mut asked = asked.clone();
        asked.insert("after after done".to_owned());
        disk.past();
        person.mark("after").unwrap_or_else(|error| panic!("{error}\n{}", context()));
        // Power is cut at once: only what is safe for sure is left.
        let third = Person::at(&Disk::new(disk.image().bare()));
        third.assert_knows(&person.safe, &asked, context);
        third.assert_knows(safe, &asked, context);
        assert!(third.progress.len() > known, "{}", context());
        self.firsts += usize::from(is_first);
        let stray = |name: &String| !["device", "locks", "mirror"].contains(&name.as_str());
        assert!(!disk.names("/state").iter().any(stray), "{}", context());
        if is_first && self.firsts % rounds(1_500, 30) == 1 {
            for image in disk.past() {
                self.try_all(&image, safe, &asked, false);
            }
        }
    }
}

/// A disk on which the device has its name and its log this content.
fn prepared(log: &str) -> Disk {
    let disk = Disk::new(Image::empty());
    disk.put("/state/device", "aaaaaa\n");
    disk.put("/state/locks/r.lock", "");
    if !log.is_empty() {
        disk.put(OWN, log);
    }
    disk
}

fn one_line() -> String {
    format!("{HEADER}{}", line(1, "first"))
}

/// What is done, and the states that power cuts left of it.
fn scenarios() -> Vec<(&'static str, Cuts)> {
    let fresh = Disk::new(Image::empty());
    let second = Trial::on(fresh).marks("one").marks("two");
    let device_only = Trial::on(prepared("")).marks("one").marks("two");
    let batch = Trial::on(prepared(&one_line())).marks("a b c d");
    let undone = Trial::on(prepared(&one_line()))
        .marks("x")
        .cut_during(|person| person.undo().expect("it is saved"))
        .marks("y");
    let half = Trial::on(prepared(one_line().trim_end().strip_suffix("done\" }").unwrap())).marks("x");
    let mut open_end = Trial::on(prepared(one_line().trim_end()));
    // Somebody's editor wrote that line: the program never called it saved, and a cut may leave rubbish directly behind it.
    open_end.person.safe.clear();
    let open_end = open_end.cut_during(|person| {
        person.mark("x").expect("it is saved");
        person.safe.remove(0);
    });
    let beside = prepared(&one_line());
    beside.put("/data/r/progress/bbbbbb.toml", format!("{HEADER}{}{}", line(2, "b"), line(3, "c")));
    let linked = prepared("");
    linked.put("/cloud/notes.md", "mine");
    linked.put("/data/r/progress/bbbbbb.toml", line(2, "b"));
    linked.link(OWN, "/cloud/log.toml");
    let linked = Trial::on(linked).marks("x").marks("y");
    assert_eq!(linked.disk.names("/cloud"), ["log.toml", "notes.md"], "a link stays a link");
    let far = prepared(&one_line());
    far.link("/data/r/progress/cccccc.toml", "/data/r/progress/nowhere.toml");
    let trials = [
        ("the first marks of all", second),
        ("the first marks of a device", device_only),
        ("many marks as one step", batch),
        ("a mark, its undo, a mark", undone),
        ("a mark after half a line", half),
        ("a mark after a line without its break", open_end),
        ("a mark beside another device's log", Trial::on(beside).marks("x")),
        ("a log that is a link", linked),
        ("a mark beside a link to nowhere", Trial::on(far).marks("x")),
        ("a write that fails", Trial::on(prepared(&one_line())).fails_to_mark("x", &["write"]).marks("y")),
        ("a sync that fails", Trial::on(prepared(&one_line())).fails_to_mark("x", &["sync"]).marks("y")),
        (
            "a write that fails and cannot be cut back",
            Trial::on(prepared(&one_line())).fails_to_mark("x y z", &["write", "cut"]).marks("v"),
        ),
        (
            "a sync that fails and cannot be cut back",
            Trial::on(prepared(&one_line())).fails_to_mark("x y", &["sync", "cut"]).marks("v").marks("w"),
        ),
        (
            "a first mark whose folders cannot be synced",
            Trial::on(Disk::new(Image::empty())).fails_to_mark("x", &["sync folder"]).marks("y"),
        ),
    ];
    trials.into_iter().map(|(name, trial)| (name, trial.cuts)).collect()
}

#[test]
fn no_power_cut_loses_a_mark_or_invents_one() {
    let (mut states, mut nameless, mut with_trouble) = (0, 0, 0);
    for (name, cuts) in scenarios() {
        println!("{:6} states: {name}", cuts.seen.len());
        states += cuts.seen.len();
        nameless += cuts.nameless;
        with_trouble += cuts.with_trouble;
    }
    println!(
        "{states:6} states in all, {nameless} without the device's name, {with_trouble} with a line that cannot be read"
    );
    assert!(states >= STATES, "only {states} states");
    assert!(nameless > 0 && with_trouble > 0, "the disk is too kind");
}

#[test]
fn the_disk_forgets_what_nobody_synced() {
    // A disk that keeps everything would make the test above worthless.
    let disk = prepared(&one_line());
    disk.fail(|_, operation| (operation == "cut").then_some(std::io::ErrorKind::Other));
    let mut person = Person::at(&disk);
    person.mark("x").expect("it is saved");
    let with = disk.image().bare();
    disk.fail(|_, operation| ["sync", "cut"].contains(&operation).then_some(std::io::ErrorKind::Other));
    person.mark("y").expect_err("it is not saved");
    assert_eq!(Person::at(&disk).progress.len(), 3, "it can be read as long as there is power");
    assert_eq!(Person::at(&Disk::new(disk.image().bare())).progress.len(), 2);
    assert_eq!(Person::at(&Disk::new(with)).progress.len(), 2);
    assert!(disk.image().cuts().len() > 300);
}
