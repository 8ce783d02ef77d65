//! Random histories: marks on several devices, synced whenever.

use std::collections::BTreeSet;

use trailmark::progress::{Change, Event, EventKey, Mark, Moment, Progress};
use trailmark::store::Store;
use trailmark::sync::Ending;

use crate::counts::{Dice, rounds};

use super::{Device, World, has_git, marked};

const MARKS: u64 = 20;

/// Runs the histories on as many threads as there are cores to use.
fn all(history: impl Fn(u64) + Sync) {
    std::thread::scope(|scope| {
        for part in 0..2 {
            let history = &history;
            scope
                .spawn(move || (0..rounds(60, 600) as u64).filter(|seed| seed % 2 == part).for_each(history));
        }
    });
}

/// A device with its store open, as an interface has it.
struct Window<'a> {
    device: Device<'a>,
    store: Store,
    progress: Progress,
    marks: u64,
}

impl<'a> Window<'a> {
    fn open(device: Device<'a>) -> Self {
        let store = device.store("r");
        Self { device, store, progress: Progress::default(), marks: 0 }
    }

    fn refresh(&mut self) {
        if let Some(news) = self.store.refresh().unwrap() {
            assert_eq!(news.troubles, []);
            self.progress.extend(news.events);
        }
    }

    /// Marks a topic, or takes back the last mark; says under which key.
    fn mark(&mut self, random: &mut Dice, clock: i64) -> EventKey {
        self.refresh();
        let topic = format!("t{}", random.below(8));
        let change = match self.progress.to_undo().filter(|_| random.below(6) == 0) {
            Some(step) => Change::Undo(step.key),
            None => marked(&topic, Mark::ALL[random.below(4)]),
        };
        // Clocks that are up to ten seconds off.
        let now = Moment::from_millis(clock + i64::try_from(random.below(20_000)).unwrap());
        let key = self.progress.next_key(now, self.store.device());
        let event = Event { key: key.clone(), step: None, change };
        assert_eq!(self.store.append(std::slice::from_ref(&event)).unwrap().rekeyed, []);
        self.progress.extend([event]);
        self.marks += 1;
        key
    }

    fn sync(&self) {
        let report = self.device.sync_here().unwrap_or_else(|error| panic!("{error}"));
        assert!(matches!(report.ending, Ending::Synced { .. }), "{report:?}");
        assert_eq!(report.notes, []);
    }
}

/// Devices that begin on their own, or with a clone of what is there.
fn windows<'a>(world: &'a World, random: &mut Dice, number: usize) -> Vec<Window<'a>> {
    let mut windows: Vec<Window<'_>> = Vec::new();
    for name in ["aaaaaa", "bbbbbb", "cccccc"].into_iter().take(number) {
        if !windows.is_empty() && random.below(2) == 0 {
            windows[0].sync();
            world.git(".", &format!("clone --quiet bare.git {name}/data"));
            windows.push(Window::open(world.device(name)));
        } else {
            windows.push(Window::open(world.joined(name)));
        }
    }
    windows
}

fn history(seed: u64) {
    let mut random = Dice::new(seed);
    let world = World::in_memory();
    let mut windows = windows(&world, &mut random, if seed.is_multiple_of(5) { 3 } else { 2 });
    let mut keys = BTreeSet::new();
    let mut clock = 1_795_203_903_123;
    while windows.iter().any(|window| window.marks < MARKS) {
        clock += 1000;
        let at = random.below(windows.len());
        let window = &mut windows[at];
        if window.marks < MARKS {
            assert!(keys.insert(window.mark(&mut random, clock)), "seed {seed}");
        }
        if random.below(20) == 0 {
            window.sync();
        }
    }
    // Once round brings everything to the last one, twice brings it back to the first ones.
    windows.iter().for_each(Window::sync);
    windows.iter().rev().skip(1).for_each(Window::sync);
    for window in &mut windows {
        window.refresh();
        window.device.is_settled();
        let fresh = window.device.progress();
        assert_eq!(fresh.events(), window.progress.events(), "seed {seed}: what an open window shows");
        let found: BTreeSet<EventKey> = fresh.events().iter().map(|event| event.key.clone()).collect();
        assert_eq!(found, keys, "seed {seed}");
    }
    let heads: BTreeSet<String> =
        windows.iter().map(|window| window.device.git("rev-parse HEAD^{tree}")).collect();
    assert_eq!(heads.len(), 1, "seed {seed}: not all have the same files");
}

#[test]
fn nothing_is_lost_and_all_devices_agree_after_any_history() {
    if has_git() {
        all(history);
    }
}

/// What a person does who merges by hand.
fn by_hand(seed: u64) {
    let mut random = Dice::new(seed);
    let world = World::in_memory();
    let mut one = Window::open(world.joined("aaaaaa"));
    one.sync();
    world.git(".", "clone --quiet bare.git bbbbbb/data");
    let mut two = Window::open(world.device("bbbbbb"));
    let mut keys = BTreeSet::new();
    for at in 0..i64::try_from(MARKS).unwrap() {
        keys.insert(one.mark(&mut random, at * 1000));
        keys.insert(two.mark(&mut random, at * 1000));
        // A mark of the other device in this one's folder, as a copy brings it: both change one file.
        if at == 10 {
            let log = one.device.text("r/progress/aaaaaa.toml");
            two.device.put("r/progress/aaaaaa.toml", log);
        }
    }
    for window in [&one, &two] {
        window.device.git("add --all");
        window.device.git("commit --quiet --message marks");
    }
    one.device.git("push --quiet origin HEAD");
    two.device.git("fetch --quiet");
    two.device.git("merge --quiet --no-edit origin/main");
    two.device.is_settled();
    let found: BTreeSet<EventKey> =
        two.device.progress().events().iter().map(|event| event.key.clone()).collect();
    assert_eq!(found, keys, "seed {seed}");
}

#[test]
fn a_merge_by_hand_has_no_conflict_and_loses_nothing() {
    if has_git() {
        all(by_hand);
    }
}
