//! From the start of the process to its first complete frame, in a real pseudo-terminal, beside a ratatui program that
//! only says hello; and the peak memory of both. Run with `cargo bench --bench start`.
//!
//! Each round starts every program once, so that a machine that gets slower slows all of them; medians are printed.
#![expect(clippy::print_stdout, reason = "the figures are what this program is for")]
#![expect(clippy::unwrap_used, reason = "a bench that cannot run has nothing to say")]
#![cfg_attr(not(unix), allow(dead_code, reason = "pseudo-terminals as used here are a Unix matter"))]

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use ratatui::crossterm::event;

mod generated;

use generated::generated;

const ROUNDS: usize = 31;
const HELLO: &str = "TRAILMARK_BENCH_HELLO";

fn main() {
    if std::env::var_os(HELLO).is_some() {
        hello();
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut programs = vec![Program::hello(), Program::trailmark("built-in roadmap", folder.path(), None)];
    for (topics, name) in [(10_000, "10,000 topics"), (100_000, "100,000 topics")] {
        let file = folder.path().join(format!("{topics}.toml"));
        std::fs::File::create(&file).unwrap().write_all(generated(topics).as_bytes()).unwrap();
        programs.push(Program::trailmark(name, folder.path(), Some(&file)));
    }
    for round in 0..=ROUNDS {
        for program in &mut programs {
            let figures = program.run();
            // The first round only warms the caches.
            if round > 0 {
                program.figures.push(figures);
            }
        }
    }
    println!("{:32} {:>12} {:>12} {:>9} {:>12}", "", "first frame", "best", "ratio", "peak memory");
    let hello = programs[0].median();
    for program in &programs {
        let best = program.figures.iter().map(|(time, _)| *time).min().unwrap();
        let memory = program.figures.iter().map(|(_, memory)| *memory).fold(0.0, f64::max);
        let median = program.median();
        let ratio = median.as_secs_f64() / hello.as_secs_f64();
        println!(
            "{:32} {:>9.2} ms {:>9.2} ms {ratio:>9.2} {:>9.1} MB",
            program.name,
            millis(median),
            millis(best),
            memory
        );
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The smallest honest ratatui program: takes the terminal, draws a line, waits for a key.
fn hello() {
    let mut terminal = ratatui::init();
    terminal.draw(|frame| frame.render_widget("hello, press a key: ready", frame.area())).unwrap();
    let _ = event::read();
    ratatui::restore();
}

struct Program {
    name: String,
    command: CommandBuilder,
    /// What the last cells of the first frame say.
    ready: &'static str,
    figures: Vec<(Duration, f64)>,
}

impl Program {
    fn hello() -> Self {
        let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
        command.env(HELLO, "1");
        Self { name: "hello-world".to_owned(), command, ready: "ready", figures: Vec::new() }
    }

    fn trailmark(name: &str, home: &Path, roadmap: Option<&Path>) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_trailmark"));
        // By its name: a first start without one begins with a choice.
        command.arg(roadmap.unwrap_or(Path::new("built-in")));
        // A home of its own: the roadmap that was opened last comes before the built-in one.
        let home = home.join(name);
        std::fs::create_dir_all(&home).unwrap();
        for name in ["HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
            command.env(name, &home);
        }
        command.env("LANG", "C.UTF-8");
        command.cwd(&home);
        Self { name: name.to_owned(), command, ready: "quit", figures: Vec::new() }
    }

    /// Time to the first complete frame, and peak memory in MB.
    fn run(&self) -> (Duration, f64) {
        let size = PtySize { rows: 36, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let mut writer = pair.master.take_writer().unwrap();
        let start = Instant::now();
        let mut child = pair.slave.spawn_command(self.command.clone()).unwrap();
        // While this side of the terminal is open, the other side never ends.
        drop(pair.slave);
        let mut seen = String::new();
        let mut buffer = vec![0; 65536];
        while !seen.contains(self.ready) {
            let count = reader.read(&mut buffer).unwrap();
            seen.push_str(&String::from_utf8_lossy(&buffer[..count]));
        }
        let time = start.elapsed();
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.process_id().unwrap()))
            .unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0");
        let kilobytes: f64 = peak.trim().trim_end_matches(" kB").parse().unwrap_or(0.0);
        writer.write_all(b"q").unwrap();
        // What is still on its way must be read, or the program cannot end.
        while let Ok(1..) = reader.read(&mut buffer) {}
        child.wait().unwrap();
        (time, kilobytes / 1024.0)
    }

    fn median(&self) -> Duration {
        let mut times: Vec<Duration> = self.figures.iter().map(|(time, _)| *time).collect();
        times.sort();
        times[times.len() / 2]
    }
}
