//! Damage anywhere in a log: nothing panics, only the lines that were hit are lost, and the next mark works.

use trailmark::progress::Event;

use super::disk::Disk;
use super::image::Image;
use super::person::{OWN, Person};
use crate::counts::{Dice, rounds};
use crate::harness::Dir;
use crate::store::{HEADER, line};

const LINES: i64 = 40;

fn log() -> Vec<u8> {
    let line = |at: i64| {
        line(at * 7919 * 86_400_000, ["x", "데이터베이스", "sql-joins"][usize::try_from(at % 3).unwrap()])
    };
    format!("{HEADER}{}", (1..=LINES).map(line).collect::<String>()).into_bytes()
}

/// The events of lines of which no byte was hit, nor the line break before them.
fn spared(log: &[u8], damaged: &[u8]) -> Vec<Event> {
    let mut spared = Vec::new();
    let mut from = 0;
    let disk = |line: &[u8]| {
        let disk = Disk::new(Image::empty());
        disk.put(OWN, line);
        Person::at(&disk).safe
    };
    for line in log.split_inclusive(|byte| *byte == b'\n') {
        let to = from + line.len();
        let before: usize = from.saturating_sub(1);
        if log[before..to] == damaged[before..to] {
            spared.extend(disk(line));
        }
        from = to;
    }
    spared
}

fn disk_with(log: &[u8]) -> Disk {
    let disk = Disk::new(Image::empty());
    disk.put("/state/device", "aaaaaa\n");
    disk.put(OWN, log);
    disk
}

#[test]
fn only_the_lines_that_were_hit_are_lost() {
    let log = log();
    let mut dice = Dice::new(10);
    let (mut hit, mut lost, mut named) = (0, 0, 0);
    for round in 0..rounds(600, 20_000) {
        let mut damaged = log.clone();
        let count = [1, 8, 512][round % 3];
        if round % 2 == 0 {
            // Here and there.
            for _ in 0..count {
                damaged[dice.below(log.len())] = dice.byte();
            }
        } else {
            let from = dice.below(log.len() - count);
            damaged[from..from + count].fill_with(|| dice.byte());
        }
        let spared = spared(&log, &damaged);
        let disk = disk_with(&damaged);
        let mut person = Person::at(&disk);
        for event in &spared {
            assert!(person.safe.contains(event), "lost: {event:?} in round {round}\n{}", disk.text(OWN));
        }
        hit += usize::try_from(LINES).unwrap() - spared.len();
        lost += usize::try_from(LINES).unwrap().saturating_sub(person.safe.len());
        named += person.store.load().expect("the log can be read").troubles.len();
        person.mark("after").expect("the next mark works");
        assert!(disk.bytes(OWN).unwrap().starts_with(&damaged), "every byte stays");
        let again = Person::at(&disk);
        assert!(person.unsaved.is_empty() && again.progress.newest() == person.progress.newest());
        assert_eq!(again.progress.len(), person.progress.len());
    }
    println!("{} rounds: {hit} lines hit, {lost} lost, {named} named", rounds(600, 20_000));
    assert!(lost <= hit && hit > 600);
}

#[test]
fn damage_while_the_program_runs_takes_nothing_that_was_seen() {
    let log = log();
    let mut dice = Dice::new(11);
    for round in 0..rounds(150, 5_000) {
        let disk = disk_with(&log);
        let mut person = Person::at(&disk);
        let seen = person.progress.events().to_vec();
        let mut damaged = log.clone();
        for _ in 0..[1, 8, 512][round % 3] {
            damaged[dice.below(log.len())] = dice.byte();
        }
        damaged.truncate(log.len() - dice.below(2) * dice.below(log.len()));
        disk.put(OWN, &damaged);
        person.read().expect("the log can be read");
        // Damage may make another key of one, or another title: more is known then, and never less.
        let known = person.progress.events();
        assert!(seen.iter().all(|event| known.iter().any(|other| other.key == event.key)), "round {round}");
        person.mark("after").expect("the next mark works");
        assert!(disk.bytes(OWN).unwrap().starts_with(&damaged), "every byte stays");
        let after = person.progress.newest().expect("the mark");
        assert!(Person::at(&disk).progress.contains(after), "round {round}");
    }
}

#[test]
fn the_file_of_the_device_may_be_damaged() {
    let mut dice = Dice::new(12);
    for _ in 0..rounds(300, 20_000) {
        let disk = disk_with(&log());
        let name: Vec<u8> = (0..dice.below(12)).map(|_| dice.byte()).collect();
        disk.put("/state/device", name);
        let mut person = Person::at(&disk);
        person.mark("after").expect("the next mark works");
        let again = Person::at(&disk);
        assert_eq!(again.progress.events(), person.progress.events());
        assert_eq!(again.store.device(), person.store.device());
        assert_eq!(again.progress.len(), usize::try_from(LINES).unwrap() + 1);
    }
}

#[test]
fn the_program_reads_and_marks_whatever_the_damage() {
    let log = log();
    let mut dice = Dice::new(13);
    for round in 0..rounds(15, 500) {
        let dir = Dir::new().file("home/state/trailmark/device", "aaaaaa\n");
        let mut damaged = log.clone();
        for _ in 0..[1, 8, 512][round % 3] {
            damaged[dice.below(log.len())] = dice.byte();
        }
        dir.put("s/test/progress/aaaaaa.toml", &damaged);
        // Damage in a title or in a comment is none that can be seen.
        let is_named = dir.run("check --store s").stderr().contains("what cannot be read stays in its file");
        dir.run("check --store s").code(if is_named { 3 } else { 0 });
        dir.run("status --store s").code(0).says("Test roadmap");
        dir.run("start transactions --store s").code(0);
        dir.run("show transactions --json --store s").code(0).says("in-progress");
    }
}
