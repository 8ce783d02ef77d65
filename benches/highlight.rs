//! What the colours of code cost. Run with `cargo bench --bench highlight`.
//!
//! Each language is measured in processes of its own, for only the first block of a process compiles its grammar:
//! the first block (with reading the list of grammars, about a millisecond), the same code again, another block of the
//! same language, and the memory of the process before and after; medians are printed. Then five languages in one
//! process, and code that was made to be slow, in bytes and time of a whole block.
//!
//! The limits are 60 ms for the first block and 10 ms for the next. Measured on two cores: the first block takes 55 ms in
//! TypeScript, 35 to 43 in TSX, HTML with styles and scripts, CSS, Scala, C# and Markdown, 10 to 30 in Rust, Go, Python,
//! JavaScript, C, C++, SQL and shell, below 8 in Java, Kotlin, YAML, TOML, JSON and others; a next block at most 4 ms. Five
//! languages hold 24 MB. The worst 64 KiB take 1.4 s, the worst line 1.8 s (Markdown of nothing but backticks), on a thread
//! that nobody waits for. Uncut, the grammars took 400 ms in TypeScript, 708 in PHP, 112 in JavaScript and 40 in Rust, and
//! 960 KB of the program instead of 315.
#![expect(clippy::print_stdout, reason = "the figures are what this program is for")]
#![expect(clippy::unwrap_used, reason = "a bench that cannot run has nothing to say")]

use std::hint::black_box;
use std::process::Command;
use std::time::Instant;

use trailmark::highlight::{LONGEST_LINE, colour};

mod samples;

use samples::SAMPLES;

const ROUNDS: usize = 7;
/// The languages that one process measures, with commas between them.
const CHILD: &str = "TRAILMARK_BENCH_HIGHLIGHT";
/// The language whose slow code a process measures.
const BOMB: &str = "TRAILMARK_BENCH_HIGHLIGHT_BOMB";

fn main() {
    if let Ok(languages) = std::env::var(CHILD) {
        for language in languages.split(',') {
            measure(language);
        }
    } else if let Ok(language) = std::env::var(BOMB) {
        bombs(&language);
    } else {
        println!(
            "{:12} {:>9} {:>9} {:>9} {:>10} {:>10}",
            "", "first ms", "again ms", "next ms", "before MB", "after MB"
        );
        for (language, ..) in SAMPLES {
            let mut rounds: Vec<Vec<f64>> = (0..ROUNDS).map(|_| figures(&run(CHILD, language))).collect();
            let median = |column: usize| {
                rounds.sort_by(|a, b| a[column].total_cmp(&b[column]));
                rounds[ROUNDS / 2][column]
            };
            let [first, again, next, before, after] = [0, 1, 2, 3, 4].map(median);
            println!("{language:12} {first:9.1} {again:9.2} {next:9.2} {before:10.1} {after:10.1}");
        }
        let five = run(CHILD, "rust,python,sql,bash,js");
        println!("\nfive languages: {:.1} MB", figures(five.lines().last().unwrap())[4]);
        println!("\nslowest block of 64 KiB:");
        for (language, ..) in SAMPLES {
            print!("{}", run(BOMB, language));
        }
    }
}

fn run(variable: &str, value: &str) -> String {
    let output = Command::new(std::env::current_exe().unwrap()).env(variable, value).output().unwrap();
    assert!(output.status.success(), "{value}");
    String::from_utf8(output.stdout).unwrap()
}

fn figures(line: &str) -> Vec<f64> {
    line.split_whitespace().map(|figure| figure.parse().unwrap()).collect()
}

fn measure(language: &str) {
    let (_, code, other) = SAMPLES.iter().find(|(name, ..)| *name == language).unwrap();
    let before = memory();
    let times = [code, code, other].map(|code| time(language, code));
    println!("{} {} {} {before} {}", times[0], times[1], times[2], memory());
}

/// How long a block takes, in milliseconds.
fn time(language: &str, code: &str) -> f64 {
    let start = Instant::now();
    black_box(colour(language, black_box(code)));
    start.elapsed().as_secs_f64() * 1000.0
}

/// What the process holds in memory, in MB.
fn memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or("0");
    kilobytes.trim().trim_end_matches(" kB").parse().unwrap_or(0.0) / 1024.0
}

/// The piece of code that takes longest where it fills lines of a length, for a few lengths.
fn bombs(language: &str) {
    let pieces = [
        "(", "[", "{", "<", "((a", "/*", "*/ /*", "\"", "'", "`", "\\\"", "a.", "a ", " ", "\t", "<a ", "<<",
        "$(", "${", "=", "-", "a,", "a::", "&&", "//", "0", "_", "#", "@a ", "a<", "a(", "é",
    ];
    let mut worst = (0.0, String::new());
    for length in [80, 400, LONGEST_LINE - 1] {
        for piece in pieces {
            let line = piece.repeat(length / piece.len()) + "\n";
            let time = time(language, &line.repeat(65_536 / line.len()));
            if time > worst.0 {
                worst = (time, format!("{piece:?} in lines of {length} bytes"));
            }
        }
    }
    println!("{language:12} {:9.1} ms  {}", worst.0, worst.1);
}
