//! The real program in a real pseudo-terminal: what it writes, what it leaves behind, how it ends.
#![cfg(unix)]

#[path = "pty/editor.rs"]
mod editor;
#[path = "pty/environment.rs"]
mod environment;
#[path = "pty/ground.rs"]
mod ground;
#[path = "pty/hostile.rs"]
mod hostile;
#[path = "pty/pager.rs"]
mod pager;
#[path = "pty/session.rs"]
mod session;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use session::{Session, blank_screen, write};
use tempfile::TempDir;

/// How long anything may take on a busy machine before the test gives up.
const PATIENCE: Duration = Duration::from_secs(20);
const ROADMAP: &str = r#"
id = "study"
title = "Study plan"

[[topics]]
id = "first"
title = "The first topic"
note = "first.md"

[[topics]]
id = "second"
title = "The second topic"
"#;

fn count(bytes: &[u8], part: &[u8]) -> usize {
    bytes.windows(part.len()).filter(|window| *window == part).count()
}

#[test]
fn it_opens_marks_and_gives_the_terminal_back() {
    let mut session =
        Session::shell("\"$TRAILMARK\"; echo \"exit=$?\"; stty -a", "A note about the first.", &[]);
    session.wait_for("A note about the first.");
    session.send(" ");
    session.wait_for("The first topic done");
    assert!(session.log().contains("status = \"done\""), "it is on the disk when the screen says so");
    session.send("q");
    session.wait_for("exit=0");
    session.ended();
    session.assert_restored();
    let text = session.frame();
    assert!(text.contains(" icanon") && text.contains(" echo ") && text.contains("isig"), "{text}");
}

#[test]
fn the_mouse_is_taken_and_can_be_given_back() {
    let mut session = Session::trailmark("A note.", &[]);
    session.wait_for("A note.");
    let mode = |session: &Session| session.screen.screen().mouse_protocol_mode();
    assert_eq!(mode(&session), vt100::MouseProtocolMode::ButtonMotion);
    // A click on the sign of the first topic: its column and row count from 1.
    session.send("\x1b[<0;3;3M\x1b[<0;3;3m");
    session.wait_for("The first topic in progress");
    session.send("M");
    session.wait_for("The mouse selects text");
    assert_eq!(mode(&session), vt100::MouseProtocolMode::None);
    session.send("M");
    session.wait_for("The mouse points here");
    session.send("q");
    session.ended();
    session.assert_restored();
}

#[test]
fn signals_end_it_in_order() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130), (Signal::QUIT, 131)] {
        let mut session = Session::trailmark("A note.", &[]);
        session.wait_for("A note.");
        session.signal(signal);
        assert_eq!(session.ended().exit_code(), code, "{signal:?}");
        session.assert_restored();
    }
}

/// Not a test by itself: the terminal of the next test, which is killed with a program in it.
#[test]
fn child_that_is_a_terminal() {
    let Ok(script) = std::env::var("TRAILMARK_TEST_TERMINAL") else { return };
    let mut session = Session::shell(&script, "A note.", &[]);
    session.wait_for("A note.");
    println!("pid={}", session.pid());
    while session.receive(PATIENCE) {}
}

#[test]
fn a_closed_terminal_ends_it_within_two_seconds() {
    for script in ["exec \"$TRAILMARK\"", "trap '' HUP; exec \"$TRAILMARK\""] {
        let mut terminal = Command::new(std::env::current_exe().expect("a path"))
            .args(["child_that_is_a_terminal", "--exact", "--nocapture"])
            .env("TRAILMARK_TEST_TERMINAL", script)
            .stdout(Stdio::piped())
            .spawn()
            .expect("a terminal");
        let lines = BufReader::new(terminal.stdout.take().expect("its output")).lines();
        let mut lines = lines.map_while(Result::ok);
        let pid = lines.find_map(|line| line.split_once("pid=").map(|(_, pid)| pid.to_owned()));
        let pid: u32 = pid.expect("the program runs").parse().expect("a number");
        let before = cpu_ticks(pid).expect("it runs");
        terminal.kill().expect("the terminal is gone");
        terminal.wait().expect("the terminal is gone");
        let (start, mut used) = (Instant::now(), before);
        while let Some(ticks) = cpu_ticks(pid) {
            used = ticks;
            assert!(start.elapsed() < Duration::from_secs(2), "{script}: it is still there");
            std::thread::park_timeout(Duration::from_millis(10));
        }
        // A tick is 10 ms: a loop that never sleeps would use a hundred of them.
        assert!(used - before < 90, "{script}: it used {} ticks", used - before);
    }
}

/// Processor time of a process so far, in ticks.
fn cpu_ticks(pid: u32) -> Option<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    // A process that nobody waited for yet has ended all the same.
    if fields.first() == Some(&"Z") {
        return None;
    }
    Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
}

#[test]
fn it_is_suspended_and_goes_on() {
    let mut session = Session::under_a_shell("A note.");
    session.send("\x1a");
    session.wait_until("the shell is back", |session| !session.screen.screen().alternate_screen());
    session.wait_for("Stopped");
    session.send("fg\n");
    session.wait_until("it is back", |session| session.screen.screen().alternate_screen());
    session.wait_for("A note.");
    session.send(" ");
    session.wait_for("The first topic done");
    session.send("q");
    session.wait_until("the shell is back", |session| !session.screen.screen().alternate_screen());
    session.send("exit 0\n");
    session.ended();
}

#[test]
fn without_a_shell_there_is_no_stopping() {
    let mut session = Session::trailmark("A note.", &[]);
    session.wait_for("A note.");
    session.send("\x1a");
    session.wait_for("There is no shell here");
    session.send("q");
    assert_eq!(session.ended().exit_code(), 0);
}

#[test]
fn a_window_that_changed_while_it_was_stopped_is_filled() {
    let mut session = Session::under_a_shell("A note.");
    session.send("\x1a");
    session.wait_for("Stopped");
    let size = PtySize { rows: 20, cols: 60, pixel_width: 0, pixel_height: 0 };
    session.master.as_ref().expect("open").resize(size).expect("a resize");
    let (rows, columns) = (NonZero::new(20).expect("rows"), NonZero::new(60).expect("columns"));
    session.screen = vt100::Parser::new(rows, columns, 0);
    session.send("fg\n");
    session.wait_for("The second topic");
    session.wait_until("the footer is at the bottom", |session| {
        session.frame().lines().last().is_some_and(|row| row.contains("space done"))
    });
}

#[test]
fn a_terminal_that_others_made_cooked_is_raw_again() {
    let mut session = Session::trailmark("A note.", &[]);
    session.wait_for("A note.");
    let tty = session.master.as_ref().and_then(|master| master.tty_name()).expect("a name");
    let cooked = Command::new("stty").arg("-F").arg(&tty).arg("sane").status();
    assert!(cooked.expect("stty").success());
    session.signal(Signal::CONT);
    session.wait_until("it is raw again", |_| {
        let modes = Command::new("stty").arg("-F").arg(&tty).arg("-a").output().expect("stty");
        String::from_utf8_lossy(&modes.stdout).contains("-icanon")
    });
    session.send("q");
    assert_eq!(session.ended().exit_code(), 0);
}

#[test]
fn an_idle_program_writes_nothing_and_sleeps() {
    let mut session = Session::trailmark("A note.", &[]);
    session.wait_for("A note.");
    while session.receive(Duration::from_millis(300)) {}
    let (bytes, switches) = (session.bytes.len(), wake_ups(session.pid()));
    let idle = Instant::now();
    while idle.elapsed() < Duration::from_secs(3) {
        session.receive(Duration::from_millis(500));
    }
    assert_eq!(session.bytes.len(), bytes, "something was written");
    let seconds = idle.elapsed().as_secs() + 1;
    let woken = wake_ups(session.pid()) - switches;
    assert!(woken <= 4 * seconds, "{woken} wake-ups in {seconds} s");
}

/// How often the threads of a process went to sleep of their own will.
fn wake_ups(pid: u32) -> u64 {
    let tasks = std::fs::read_dir(format!("/proc/{pid}/task")).expect("it runs");
    let of_task = |task: PathBuf| {
        let status = std::fs::read_to_string(task.join("status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
        line.and_then(|count| count.trim().parse::<u64>().ok()).unwrap_or(0)
    };
    tasks.map(|task| of_task(task.expect("a task").path())).sum()
}

#[test]
fn a_storm_of_resizes_does_no_harm() {
    let mut session = Session::trailmark("A note.", &[]);
    session.wait_for("A note.");
    for step in 0..1000u16 {
        let size = PtySize { rows: step % 60, cols: step * 7 % 200, pixel_width: 0, pixel_height: 0 };
        session.master.as_ref().expect("open").resize(size).expect("a resize");
    }
    // There is no memory for a frame of that size.
    let size = PtySize { rows: u16::MAX, cols: u16::MAX, pixel_width: 0, pixel_height: 0 };
    session.master.as_ref().expect("open").resize(size).expect("a resize");
    session.send(" ");
    let progress = session.dir.path().join("data/trailmark/study/progress");
    session.wait_until("the mark is saved", |_| progress.is_dir());
    let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
    session.master.as_ref().expect("open").resize(size).expect("a resize");
    session.screen = blank_screen();
    session.send("\x0c");
    session.wait_for("A note.");
    session.send("q");
    assert_eq!(session.ended().exit_code(), 0);
}

#[test]
fn a_flood_of_pasted_text_marks_nothing() {
    for (before, after) in [("\x1b[200~", "\x1b[201~"), ("", "")] {
        let mut session = Session::trailmark("A note.", &[]);
        session.wait_for("A note.");
        session.send(before);
        session.send(&"is it dusk yet, quite? ".repeat(9_000));
        session.send(after);
        session.wait_for("Pasted text was ignored");
        // The last of it has been read when a later key is answered.
        session.wait_until("it is quiet", |_| true);
        while session.receive(Duration::from_millis(300)) {}
        assert_eq!(session.log(), "");
        session.send("j ");
        session.wait_for("The second topic done");
    }
}

#[test]
fn only_our_own_sequences_reach_the_terminal() {
    let note = "\u{1b}]52;c;AAAA\u{7} \u{1b}[31mred &#27;]0;title&#7; \u{9b}5n \u{202e}rtl \u{200b}zero\n\n```\n\u{1b}[2J\n```\n";
    let mut session = Session::trailmark(note, &[]);
    session.wait_for("The first topic");
    session.wait_for("rtl");
    session.send("q");
    session.ended();
    let text = String::from_utf8_lossy(&session.bytes_but_the_question()).into_owned();
    for rest in text.split('\u{1b}').skip(1) {
        let rest: String = rest.chars().take(12).collect();
        assert!(rest.starts_with('['), "a sequence that is not ours: {rest:?}");
        assert!(!rest.starts_with("[31mred") && !rest.starts_with("[2J\n"), "{rest:?}");
    }
    for hostile in ['\u{9b}', '\u{202e}', '\u{200b}', '\u{7}'] {
        assert!(!text.contains(hostile), "{hostile:?} reached the terminal");
    }
}

/// Not a test by itself: what the next test runs in a terminal. A panic must leave the terminal as it was.
#[test]
fn child_that_panics() {
    let Ok(place) = std::env::var("TRAILMARK_TEST_PANIC") else { return };
    let _term = trailmark::tui::term::Term::enter().expect("a terminal");
    if place == "thread" {
        let thread = std::thread::Builder::new().spawn(|| panic!("in a thread")).expect("a thread");
        let _ = thread.join();
    }
    panic!("in the loop");
}

#[test]
fn a_panic_in_any_thread_gives_the_terminal_back() {
    for place in ["main", "thread"] {
        let myself = std::env::current_exe().expect("a path");
        let mut command = CommandBuilder::new(myself);
        command.args(["child_that_panics", "--exact", "--nocapture"]);
        let mut session = Session::spawn(command, "", &[("TRAILMARK_TEST_PANIC", place)]);
        assert_eq!(session.ended().exit_code(), 101, "{place}");
        assert!(count(&session.bytes, b"\x1b[?1049h") > 0);
        session.assert_restored();
        assert!(session.frame().contains("panicked"), "the message is readable: {}", session.frame());
    }
}

#[test]
fn whoever_is_ended_finds_their_place_again() {
    let script = "sh -c 'echo $$ > pid; exec \"$TRAILMARK\"'; echo \"exit=$?\"; read; \"$TRAILMARK\"";
    for (signal, exit) in [(Signal::TERM, "exit=143"), (Signal::HUP, "exit=129")] {
        let mut session = Session::shell(script, "A note.", &[]);
        session.wait_for("A note.");
        session.send("j");
        session.wait_for("❯ ◦   The second topic");
        let pid = std::fs::read_to_string(session.dir.path().join("pid")).expect("a number");
        let pid = pid.trim().parse().ok().and_then(Pid::from_raw).expect("a process");
        kill_process(pid, signal).expect("it runs");
        session.wait_for(exit);
        session.send("\n");
        session.wait_for("❯ ◦   The second topic");
        session.send("q");
        assert!(session.ended().success());
    }
}
