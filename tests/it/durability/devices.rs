//! Three devices whose clocks are off by up to a year, and a sync tool that copies their logs now and then.

use proptest::prelude::*;
use trailmark::progress::{Change, Event, EventKey, Mark, Moment, Progress};
use trailmark::roadmap::TopicId;
use trailmark::text::SafeText;

use super::disk::Disk;
use super::image::Image;
use super::person::Person;
use crate::counts::rounds;

const YEAR: i64 = 365 * 86_400_000;
const NAMES: [&str; 3] = ["aaaaaa", "bbbbbb", "cccccc"];

#[derive(Clone, Debug)]
enum Deed {
    Mark {
        device: usize,
        topic: usize,
        mark: Mark,
    },
    Undo {
        device: usize,
    },
    Redo {
        device: usize,
    },
    /// The log of `owner`, as `from` has it, gets to `to`.
    Sync {
        from: usize,
        to: usize,
        owner: usize,
    },
    Restart {
        device: usize,
    },
}

fn deed() -> impl Strategy<Value = Deed> {
    let device = 0..3_usize;
    let marks = prop::sample::select(Mark::ALL.to_vec());
    prop_oneof![
        5 => (device.clone(), 0..3_usize, marks).prop_map(|(device, topic, mark)| Deed::Mark { device, topic, mark }),
        1 => device.clone().prop_map(|device| Deed::Undo { device }),
        1 => device.clone().prop_map(|device| Deed::Redo { device }),
        5 => (device.clone(), device.clone(), device.clone()).prop_map(|(from, to, owner)| Deed::Sync { from, to, owner }),
        1 => device.prop_map(|device| Deed::Restart { device }),
    ]
}

struct Device {
    disk: Disk,
    person: Person,
    clock: i64,
}

impl Device {
    fn new(name: &str, clock: i64) -> Self {
        let disk = Disk::new(Image::empty());
        disk.put("/state/device", format!("{name}\n"));
        let person = Person::at(&disk);
        Self { disk, person, clock }
    }

    fn make(&mut self, now: i64, change: Change) -> EventKey {
        self.person.read().expect("the logs can be read");
        let now = Moment::from_millis(now + self.clock);
        let events = self.person.progress.next_step([change], now, self.person.store.device());
        self.person.progress.extend(events.clone());
        self.person.unsaved.extend(events.clone());
        self.person.save().expect("it is saved");
        events[0].key.clone()
    }
}

fn log(name: &str) -> String {
    format!("/data/r/progress/{name}.toml")
}

/// Copies a log, unless the other side has more of it.
fn sync(devices: &[Device; 3], (from, to): (usize, usize), owner: usize) {
    let path = log(NAMES[owner]);
    let (Some(theirs), ours) = (devices[from].disk.bytes(&path), devices[to].disk.bytes(&path)) else {
        return;
    };
    if to != owner && ours.is_none_or(|ours| ours.len() < theirs.len()) {
        devices[to].disk.put(&path, theirs);
    }
}

fn sync_all(devices: &mut [Device; 3]) {
    for owner in 0..3 {
        for to in 0..3 {
            sync(devices, (owner, to), owner);
        }
    }
    for device in devices {
        device.person.read().expect("the logs can be read");
    }
}

fn topic(number: usize) -> TopicId {
    TopicId::new(&format!("t{number}")).unwrap()
}

fn mark(number: usize, mark: Mark) -> Change {
    Change::Mark { topic: topic(number), title: SafeText::new("T"), mark }
}

/// The newest mark of a topic that is not undone.
fn status(progress: &Progress, number: usize) -> Mark {
    let of_topic =
        |event: &&Event| event.change.topic() == Some(&topic(number)) && !progress.is_undone(event);
    match progress.events().iter().rfind(of_topic).map(|event| &event.change) {
        Some(Change::Mark { mark, .. }) => *mark,
        _ => Mark::Todo,
    }
}

fn do_it(devices: &mut [Device; 3], now: i64, deed: &Deed) {
    match *deed {
        Deed::Mark { device, topic, mark: new } => {
            let device = &mut devices[device];
            device.person.read().expect("the logs can be read");
            let seen = device.person.progress.newest().cloned();
            let key = device.make(now, mark(topic, new));
            assert!(seen.is_none_or(|seen| seen < key), "newer than all that was seen");
            assert_eq!(status(&device.person.progress, topic), new);
        }
        Deed::Undo { device } => {
            if let Some(step) = devices[device].person.progress.to_undo() {
                devices[device].make(now, Change::Undo(step.key));
            }
        }
        Deed::Redo { device } => {
            if let Some(step) = devices[device].person.progress.to_redo() {
                devices[device].make(now, Change::Redo(step.key));
            }
        }
        Deed::Sync { from, to, owner } => sync(devices, (from, to), owner),
        Deed::Restart { device } => devices[device].person = Person::at(&devices[device].disk),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(u32::try_from(rounds(100, 5_000)).unwrap()))]

    #[test]
    fn three_devices_agree_and_who_has_seen_the_others_wins(
        clocks in prop::array::uniform3(-YEAR..YEAR),
        deeds in prop::collection::vec(deed(), 0..40),
        last in (0..3_usize, 0..3_usize),
    ) {
        let mut devices = [0, 1, 2].map(|at| Device::new(NAMES[at], clocks[at]));
        let mut now = 2 * YEAR;
        for deed in &deeds {
            now += 1000;
            do_it(&mut devices, now, deed);
        }
        sync_all(&mut devices);
        let all = devices[0].person.progress.events().to_vec();
        let made = deeds.iter().filter(|deed| matches!(deed, Deed::Mark { .. })).count();
        prop_assert!(all.len() >= made, "no mark is lost");
        for device in &devices {
            prop_assert_eq!(device.person.progress.events(), &all);
        }
        // Somebody who has seen it all says something else.
        let (device, number) = last;
        let old = status(&devices[0].person.progress, number);
        let new = if old == Mark::Done { Mark::Skipped } else { Mark::Done };
        devices[device].make(now, mark(number, new));
        sync_all(&mut devices);
        for device in &devices {
            prop_assert_eq!(status(&device.person.progress, number), new);
            let again = Person::at(&device.disk).progress;
            prop_assert_eq!(again.events(), devices[0].person.progress.events());
        }
    }
}
