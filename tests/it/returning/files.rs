//! The file that says how a roadmap was left: when it is written, and that nothing depends on it.

use std::io;
use std::path::Path;
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::{HOUR, file};
use crate::stage::{Stage, write};
use crate::store::faults::Failing;

const PAUSE: i64 = 10_000;

#[test]
fn it_is_written_when_something_changed_and_at_most_once_in_ten_seconds() {
    let (sender, written) = channel();
    let files = Failing::default();
    files.meddle(move |operation| {
        if operation == "temporary" {
            let _ = sender.send(());
        }
    });
    // A thread writes it, and may still be at the one before.
    let is_written = |stage: &mut Stage| {
        (0..2_000).any(|_| {
            stage.wait(1);
            written.recv_timeout(Duration::from_millis(10)).is_ok()
        })
    };
    let mut stage = Stage::new().files(Arc::new(files)).keys("");
    assert!(written.try_recv().is_ok(), "that is the version of the roadmap");
    stage.wait(PAUSE);
    stage.wait(PAUSE);
    // The threads of a window end before it does.
    let mut stage = stage.restart();
    assert!(written.try_recv().is_err(), "who only looks changes nothing");
    stage.wait(PAUSE);
    stage.press("jj");
    assert!(is_written(&mut stage));
    stage.press("k");
    stage.wait(PAUSE / 2);
    assert!(written.try_recv().is_err(), "not so soon again");
    stage.wait(PAUSE / 2);
    assert!(is_written(&mut stage));
    for _ in 0..3 {
        stage.wait(PAUSE);
    }
    // There and back is no change.
    stage.press("jk");
    stage.wait(PAUSE);
    // Killed: what was written last is what is found.
    let mut stage = stage.restart();
    assert!(written.try_recv().is_err(), "nobody moved");
    assert!(stage.topic("❯").contains("DNS"), "{}", stage.frame());
    stage.press("?");
    stage.wait(PAUSE);
    let _stage = stage.restart();
    assert!(written.try_recv().is_err(), "what is laid over the panes is not kept");
}

#[test]
fn it_is_written_before_another_program_has_the_terminal() {
    let stage = Stage::new().keys("jj<c-z>");
    assert!(stage.restart().topic("❯").contains("Learn a Language"));
    let seen = Arc::new(Mutex::new(String::new()));
    let stage = Stage::new();
    let (path, kept) = (file(&stage), Arc::clone(&seen));
    let _stage = stage
        .editor(move |_| {
            *kept.lock().expect("one thread") = std::fs::read_to_string(&path).unwrap_or_default();
            Ok(())
        })
        .keys("jje");
    let seen = seen.lock().expect("one thread");
    assert!(seen.contains("topic = \"languages\""), "{seen}");
}

#[test]
fn of_two_windows_the_last_to_write_counts() {
    let mut one = Stage::new().keys("j");
    let mut other = Stage::new().sharing(&one).keys("G");
    one.press("q");
    other.press("q");
    assert!(one.restart().topic("❯").contains("APIs"));
}

/// What stands in the place of the file: text, or what makes it.
type Maker = fn(&Path);

#[test]
fn a_file_that_cannot_be_used_is_as_good_as_none() {
    let good = {
        let stage = Stage::new().keys("Gq");
        std::fs::read_to_string(file(&stage)).expect("a session")
    };
    assert!(good.contains("topic = \"apis\""), "{good}");
    let texts = [
        String::new(),
        "\u{0}\u{0}".to_owned(),
        "topic = ".to_owned(),
        good.replace("format = 1", "format = 2"),
        format!("{good}\n#{}", "x".repeat(1024 * 1024)),
    ];
    let mut makers: Vec<Maker> = vec![|path| std::fs::create_dir_all(path).expect("a folder"), |path| {
        write(path, "");
        #[expect(clippy::disallowed_methods, reason = "a test may lose its files")]
        std::fs::write(path, b"format = 1\ntopic = \"apis\"\n# \xff\n").expect("a file");
    }];
    #[cfg(unix)]
    makers.extend([
        (|path| {
            use rustix::fs::{CWD, FileType, Mode, mknodat};
            mknodat(CWD, path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).expect("a pipe");
        }) as Maker,
        |path| std::os::unix::fs::symlink(path, path).expect("a link to itself"),
        |path| std::os::unix::fs::symlink("/dev/zero", path).expect("a link to a device"),
    ]);
    let starts = |stage: Stage, what: &str| {
        let mut stage = stage.restart();
        let fresh = Stage::new().frame();
        assert_eq!(stage.frame(), fresh, "{what}");
        stage.press("Gq");
        assert_eq!(stage.complaint(), None, "{what}");
    };
    for text in &texts {
        let stage = Stage::new();
        write(&file(&stage), text);
        starts(stage, &text.chars().take(40).collect::<String>());
    }
    for (number, make) in makers.into_iter().enumerate() {
        let stage = Stage::new();
        let path = file(&stage);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        make(&path);
        starts(stage, &format!("maker {number}"));
    }
}

#[test]
fn what_is_wrong_with_one_field_leaves_the_others() {
    let stage = Stage::new().keys("G<gt><gt>ft").keys("q");
    let path = file(&stage);
    let text = std::fs::read_to_string(&path).expect("a session");
    write(&path, &text.replace("topic = \"", "topic = \"No id: ").replace("open = [", "open = [7, "));
    let mut stage = stage.restart();
    assert!(stage.row("Backend").ends_with("to do 12"), "{}", stage.frame());
    assert!(stage.row("┬").find('┬') > Stage::new().row("┬").find('┬'));
}

#[test]
fn where_the_state_cannot_be_written_it_works_silently() {
    let stage = Stage::new();
    // A file in place of the folder keeps everybody out, whoever they are.
    write(&stage.places().state.join("session"), "");
    let mut stage = stage.keys("jj");
    stage.wait(PAUSE);
    assert!(stage.topic("❯").contains("Learn a Language"));
    let mut stage = stage.keys("?<esc>");
    let footer = stage.footer();
    let mut stage = stage.reopened_after(HOUR);
    assert!(stage.topic("❯").contains("TCP"), "{}", stage.frame());
    assert!(!footer.contains("cannot"), "{footer}");
    assert_eq!(stage.keys("q").complaint(), None);
    for operation in ["create", "temporary", "rename", "sync folder", "read"] {
        let files = Failing::default();
        files.set(&[(operation, io::ErrorKind::StorageFull)]);
        let stage = Stage::new().files(Arc::new(files)).keys("jj<c-z>q");
        assert_eq!(stage.complaint(), None, "{operation}");
        let folder = file(&stage).parent().map(Path::to_path_buf).expect("a folder");
        let names = std::fs::read_dir(folder).map(Iterator::count).unwrap_or_default();
        assert!(names <= 1, "{operation}: nothing is left lying about");
    }
}

#[test]
fn numbers_beyond_all_reason_are_no_hindrance() {
    let most = i64::MAX;
    for (part, row, of) in
        [(3, 0, 0), (3, 1 << 30, 0), (3, 1 << 30, 1), (1, 9, 0), (5, 1 << 30, 0), (99, 1, 1)]
    {
        for above in [0, most] {
            for extra in [i16::MIN, i16::MAX] {
                let stage = Stage::new();
                let place =
                    format!("part = {part}, below = {}, block = {}, letters = \"\"", 1 << 30, 1 << 30);
                let text = format!(
                    "format = 1\nleft = {}\ntopic = \"transactions\"\nabove = {above}\nopen = []\ntree-extra = {extra}\n\
                     focus = \"note\"\n\n[places]\n\"transactions\" = {{ {place}, row = {row}, of = {of} }}\n",
                    i64::MIN
                );
                write(&file(&stage), &text);
                let mut stage = stage.keys("jk");
                assert!(stage.frame().contains("Transactions"), "{text}\n{}", stage.frame());
            }
        }
    }
}
