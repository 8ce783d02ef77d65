//! What one saved mark costs, and what loading costs, beside other ways to keep progress. Run with
//! `cargo run --release --manifest-path benches/peers/Cargo.toml [FOLDER]`; FOLDER is on the disk to be measured, by default
//! the one for temporary files.
//!
//! Every contender holds the same: three changes of each topic. In each round every contender saves one mark, so that a disk
//! that gets slower slows all of them.

mod contenders;

use std::path::Path;
use std::time::{Duration, Instant};

use contenders::{Bare, Contender, Replaced, Rewritten, Sqlite, Trailmark};

const SIZES: [usize; 3] = [100, 10_000, 100_000];
const LOADS: usize = 7;

fn main() {
    let folder = std::env::args_os().nth(1).map_or_else(std::env::temp_dir, Into::into);
    let mut marks = Vec::new();
    let mut loads = Vec::new();
    for size in SIZES {
        let rounds = if size > 10_000 { 60 } else { 300 };
        measure(&folder, size, rounds, (&mut marks, &mut loads));
    }
    println!("| one mark | topics | p50 | p95 | marks a second |\n| --- | ---: | ---: | ---: | ---: |");
    marks.iter().for_each(|row| println!("{row}"));
    println!("\n| load | topics | median |\n| --- | ---: | ---: |");
    loads.iter().for_each(|row| println!("{row}"));
}

fn measure(folder: &Path, size: usize, rounds: usize, (marks, loads): (&mut Vec<String>, &mut Vec<String>)) {
    let folder = tempfile::tempdir_in(folder).expect("a folder for the files");
    let mut contenders: Vec<Box<dyn Contender>> = vec![
        Box::new(Bare::new(folder.path())),
        Box::new(Trailmark::new(folder.path(), size)),
        Box::new(Rewritten::new(folder.path(), size)),
        Box::new(Replaced::new(folder.path(), size)),
        Box::new(Sqlite::new(folder.path(), size)),
    ];
    let mut times = vec![Vec::new(); contenders.len()];
    for round in 0..rounds {
        for (contender, times) in contenders.iter_mut().zip(&mut times) {
            times.push(timed(|| contender.mark(round * 37 % size)));
        }
    }
    for (contender, times) in contenders.iter().zip(&mut times) {
        times.sort();
        let total: Duration = times.iter().sum();
        marks.push(format!(
            "| {} | {size} | {:.3} ms | {:.3} ms | {:.0} |",
            contender.name(),
            millis(times[times.len() / 2]),
            millis(times[times.len() * 95 / 100]),
            times.len() as f64 / total.as_secs_f64(),
        ));
    }
    for contender in contenders.iter().filter(|contender| contender.load().is_some()) {
        let load = || assert_eq!(contender.load(), Some(size));
        let mut times: Vec<Duration> = (0..LOADS).map(|_| timed(load)).collect();
        times.sort();
        loads.push(format!("| {} | {size} | {:.2} ms |", contender.name(), millis(times[LOADS / 2])));
    }
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
