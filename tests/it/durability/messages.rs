//! Every message that a person can meet when something is wrong with the files, as the program prints it. Each says what was
//! being done, to which file, why it failed and what to do next; where a change was asked for, also what became of it.
#![cfg(target_os = "linux")]

use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use trailmark::store::{FileLayer as _, RealFiles};

use super::disk::Disk;
use super::image::Image;
use super::links::make_pipe;
use super::person::{OWN, Person};
use crate::counts::skipped;
use crate::harness::{Dir, Ran};
use crate::stage::Stage;
use crate::store::faults::Failing;
use crate::store::{HEADER, line};

const LOG: &str = "s/test/progress/aaaaaa.toml";

/// A store `s` with one mark, of a device with a name.
fn used() -> Dir {
    let dir = Dir::new().file("home/state/trailmark/device", "aaaaaa\n");
    dir.put(LOG, format!("{HEADER}{}", line(1, "jwt")));
    dir
}

/// What a command says on standard error, and what `check` says of the store.
fn said(dir: &Dir, command: &str) -> String {
    dir.run(&format!("{command} --store s")).code(1).out("").stderr()
}

fn checked(dir: &Dir) -> String {
    let ran = dir.run("check --store s").code(3);
    ran.stdout().replace(&*dir.path().to_string_lossy(), "[DIR]") + &ran.stderr()
}

fn with_log(bytes: &[u8]) -> Dir {
    let dir = used();
    dir.put(LOG, [format!("{HEADER}{}", line(1, "jwt")).as_bytes(), bytes].concat());
    dir
}

/// What the store says where an operation fails.
fn refused(operation: &'static str, kind: std::io::ErrorKind) -> String {
    let disk = Disk::new(Image::empty());
    disk.put("/state/device", "aaaaaa\n");
    disk.put("/state/locks/r.lock", "");
    disk.put(OWN, format!("{HEADER}{}", line(1, "jwt")));
    let mut person = Person::at(&disk);
    disk.fail(move |_, name| (name == operation).then_some(kind));
    person.mark("x").expect_err("it is not saved").to_string()
}

#[test]
fn what_the_disk_refuses() {
    use std::io::ErrorKind as Kind;
    let refusals = [
        ("write", Kind::StorageFull),
        ("write", Kind::QuotaExceeded),
        ("write", Kind::FileTooLarge),
        ("open", Kind::PermissionDenied),
        ("open", Kind::ReadOnlyFilesystem),
        ("sync", Kind::StorageFull),
        ("lock", Kind::ReadOnlyFilesystem),
    ];
    let messages = refusals.map(|(operation, kind)| refused(operation, kind)).join("\n");
    insta::assert_snapshot!(messages, @r"
    cannot save to /data/r/progress/aaaaaa.toml: the disk is full. Make room on that disk and try again.
    cannot save to /data/r/progress/aaaaaa.toml: your disk quota is used up. Make room on that disk and try again.
    cannot save to /data/r/progress/aaaaaa.toml: the file has reached the largest size allowed. Raise the limit (`ulimit -f`) and try again.
    cannot save to /data/r/progress/aaaaaa.toml: permission denied. Give yourself the right to read and write there, or choose another folder with --store.
    cannot save to /data/r/progress/aaaaaa.toml: the file system is read-only. Mount it for writing, or choose another folder with --store.
    cannot save to /data/r/progress/aaaaaa.toml: the disk is full. Make room on that disk and try again.
    cannot lock /state/locks/r.lock: the file system is read-only. Mount it for writing, or choose another folder with XDG_STATE_HOME.
    ");
}

#[test]
fn what_stands_in_the_place_of_a_log() {
    let dir = used();
    let log = dir.path().join(LOG);
    std::fs::remove_file(&log).expect("a log");
    std::fs::create_dir(&log).expect("a folder");
    insta::assert_snapshot!(said(&dir, "status"), @r"trailmark: cannot read your progress in [DIR]/s/test/progress/aaaaaa.toml: it is not a regular file. Move what is in its place away, or choose another folder with --store.");
    std::fs::remove_dir(&log).expect("a folder");
    make_pipe(&log);
    insta::assert_snapshot!(said(&dir, "done jwt"), @r"trailmark: cannot read your progress in [DIR]/s/test/progress/aaaaaa.toml: it is not a regular file. Move what is in its place away, or choose another folder with --store.");
}

#[test]
fn what_stands_in_the_place_of_a_folder() {
    let dir = Dir::new().file("s/test/progress", "a file");
    insta::assert_snapshot!(said(&dir, "done jwt"), @r"trailmark: cannot look into your progress folder [DIR]/s/test/progress: a part of the path is a file and no folder. Move what is in its place away, or choose another folder with --store.");
    let dir = Dir::new().file("s", "a file");
    insta::assert_snapshot!(said(&dir, "done jwt"), @r"trailmark: cannot look into your progress folder [DIR]/s/test/progress: a part of the path is a file and no folder. Move what is in its place away, or choose another folder with --store.");
    let dir = Dir::new().file("home/state/trailmark", "a file");
    insta::assert_snapshot!(said(&dir, "done jwt"), @r"
    trailmark: cannot lock [DIR]/home/state/trailmark/locks/.device.lock: a part of the path is a file and no folder. Move what is in its place away, or choose another folder with XDG_STATE_HOME.
    Nothing was saved; what was saved before is as it was.
    ");
}

#[test]
fn somebody_else_holds_the_lock() {
    let dir = used();
    dir.run("done sql-joins --store s").code(0);
    let _held =
        RealFiles.lock(&dir.path().join("home/state/trailmark/locks/test.lock"), Duration::ZERO).unwrap();
    let message = said(&dir, "done transactions").replace(&std::process::id().to_string(), "[PID]");
    insta::assert_snapshot!(message, @r"
    trailmark: cannot save: process [PID] of trailmark holds the lock [DIR]/home/state/trailmark/locks/test.lock for more than 2 seconds. It may be suspended: let it go on with `kill -CONT [PID]`, or end it with `kill [PID]`, and try again.
    Nothing was saved; what was saved before is as it was.
    ");
}

/// Runs the program as a user who may not do everything; `None` where we cannot become one.
fn as_nobody(dir: &Dir, line: &str) -> Option<Ran> {
    if !rustix::process::geteuid().is_root() {
        return Some(dir.run(line));
    }
    let program = dir.path().join("trailmark");
    if !program.exists() {
        std::fs::copy(env!("CARGO_BIN_EXE_trailmark"), &program).expect("the program");
        for path in everything(dir.path()) {
            let is_folder = path.is_dir();
            let (user, group) = (Some(65_534), Some(65_534));
            if let Err(error) = std::os::unix::fs::chown(&path, user, group) {
                skipped(&format!("cannot give files to another user: {error}"));
                return None;
            }
            set_mode(&path, if is_folder || path == program { 0o755 } else { 0o644 });
        }
    }
    let words = dir.command(&line.split_whitespace().collect::<Vec<_>>());
    let mut command = std::process::Command::new(&program);
    command.args(words.get_args()).current_dir(dir.path()).env_clear().envs(dir.homes());
    let output = command.uid(65_534).gid(65_534).output();
    match output {
        Ok(output) => Some(Ran::ended(&words, output)),
        Err(error) => {
            skipped(&format!("cannot become another user: {error}"));
            None
        }
    }
}

fn everything(folder: &Path) -> Vec<PathBuf> {
    let mut all = vec![folder.to_owned()];
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("a file").path();
        if path.is_dir() {
            all.extend(everything(&path));
        } else {
            all.push(path);
        }
    }
    all
}

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("a mode");
}

#[test]
fn what_one_may_not_do() {
    let dir = used();
    if as_nobody(&dir, "done sql-joins --store s").is_none() {
        return;
    }
    let log = dir.path().join(LOG);
    let folder = log.parent().expect("a folder").to_owned();
    let ask = |path: &Path, mode: u32, line: &str| {
        set_mode(path, mode);
        let ran = as_nobody(&dir, &format!("{line} --store s")).expect("as before").code(1).out("");
        set_mode(path, if path.is_dir() { 0o755 } else { 0o644 });
        ran.stderr()
    };
    insta::assert_snapshot!(ask(&log, 0o444, "done transactions"), @r"
    trailmark: cannot save to [DIR]/s/test/progress/aaaaaa.toml: permission denied. Give yourself the right to read and write there, or choose another folder with --store.
    Nothing was saved; what was saved before is as it was.
    ");
    insta::assert_snapshot!(ask(&log, 0o000, "status"), @r"trailmark: cannot read your progress in [DIR]/s/test/progress/aaaaaa.toml: permission denied. Give yourself the right to read and write there, or choose another folder with --store.");
    insta::assert_snapshot!(ask(&folder, 0o000, "status"), @r"trailmark: cannot look into your progress folder [DIR]/s/test/progress: permission denied. Give yourself the right to read and write there, or choose another folder with --store.");
    let locks = dir.path().join("home/state/trailmark/locks/test.lock");
    insta::assert_snapshot!(ask(&locks, 0o444, "done transactions"), @r"
    trailmark: cannot lock [DIR]/home/state/trailmark/locks/test.lock: permission denied. Give yourself the right to read and write there, or choose another folder with XDG_STATE_HOME.
    Nothing was saved; what was saved before is as it was.
    ");
    std::fs::remove_file(&log).expect("a log");
    insta::assert_snapshot!(ask(&folder, 0o555, "done transactions"), @r"
    [DIR]/s/test/progress/aaaaaa.toml: 2 changes that were saved are no longer in your log, and not counted; `trailmark restore` puts them back
    trailmark: cannot save to [DIR]/s/test/progress/aaaaaa.toml: permission denied. Give yourself the right to read and write there, or choose another folder with --store.
    Nothing was saved; what was saved before is as it was.
    ");
    // Nothing of it stays.
    as_nobody(&dir, "done transactions --store s").expect("as before").code(0);
}

#[test]
fn lines_that_cannot_be_read() {
    let bad = [
        "20261120T201207450Z-00-k3f9q2 = { topic = \"jwt\", title = \"JSO\n",
        "<<<<<<< HEAD\n",
        "20261120T201207450Z-00-k3f9q2 = { topic = \"jwt\", title = \"\", status = \"don\" }\n",
        "20261120T201207450Z-00-k3f9q2 = { topic = \"../jwt\", title = \"\", status = \"done\" }\n",
        "20261120T201207450Z-00-k3f9q2 = { title = \"\", status = \"done\" }\n",
        "20261120T201207450Z-00-k3f9q2 = { undo = \"yesterday\" }\n",
        "20261320T201207450Z-00-k3f9q2 = { topic = \"jwt\", title = \"\", status = \"done\" }\n",
        "format = \"new\"\n",
    ];
    let bytes =
        [bad.concat().as_bytes(), b"\xFF\xFE\n\0\0\0\n", "x".repeat(70_000).as_bytes(), b"\n2026"].concat();
    let dir = with_log(&bytes);
    insta::assert_snapshot!(checked(&dir), @r#"
    ✗ [DIR]/s/test/progress/aaaaaa.toml:4: not readable as TOML: unclosed inline table, expected `}`
    ✗ [DIR]/s/test/progress/aaaaaa.toml:5: not readable as TOML: key with no value, expected `=`
    ✗ [DIR]/s/test/progress/aaaaaa.toml:6: no status is called "don"; did you mean "done"?
    ✗ [DIR]/s/test/progress/aaaaaa.toml:7: `topic` names no topic: an id is made of letters, digits and `.`, `_`, `-`; '/' is none of these
    ✗ [DIR]/s/test/progress/aaaaaa.toml:8: `topic` is missing
    ✗ [DIR]/s/test/progress/aaaaaa.toml:9: `undo` names no event; a key is written as 20261120T194503123Z-00-k3f9q2: UTC time with milliseconds, counter, device
    ✗ [DIR]/s/test/progress/aaaaaa.toml:10: `20261320T201207450Z-00-k3f9q2` is no key; a key is written as 20261120T194503123Z-00-k3f9q2: UTC time with milliseconds, counter, device
    ✗ [DIR]/s/test/progress/aaaaaa.toml:11: `format` is a number such as 1
    ✗ [DIR]/s/test/progress/aaaaaa.toml:12: the line is not UTF-8 text
    ✗ [DIR]/s/test/progress/aaaaaa.toml:13: not readable as TOML: key with no value, expected `=`
    ✗ [DIR]/s/test/progress/aaaaaa.toml:14: the line has 70000 bytes; 65536 is the limit
    ✗ [DIR]/s/test/progress/aaaaaa.toml:15: not readable as TOML: key with no value, expected `=`
    what cannot be read stays in its file, and the rest counts: mend it in an editor, or leave it
    "#);
    insta::assert_snapshot!(dir.run("status --short --store s").code(0).out("20% 1/5\n").stderr(), @r"12 lines of [DIR]/s/test/progress/aaaaaa.toml could not be read; `trailmark check` says more");
}

#[test]
fn a_log_of_a_later_version() {
    let dir = with_log(b"");
    let text = String::from_utf8(std::fs::read(dir.path().join(LOG)).expect("a log")).expect("text");
    dir.put(LOG, text.replace("format = 1", "format = 2"));
    insta::assert_snapshot!(checked(&dir), @r"
    ✗ [DIR]/s/test/progress/aaaaaa.toml:2: the log says format 2 and this version reads format 1: there may be more in it than is shown; update trailmark
    what cannot be read stays in its file, and the rest counts: mend it in an editor, or leave it
    ");
}

#[test]
fn a_very_long_line() {
    let dir = with_log(format!("# {}", "x".repeat(10_000_000)).as_bytes());
    insta::assert_snapshot!(checked(&dir), @r"
    ✗ [DIR]/s/test/progress/aaaaaa.toml:4: the line is longer than 65536 bytes, which is the limit
    what cannot be read stays in its file, and the rest counts: mend it in an editor, or leave it
    ");
}

#[test]
fn logs_of_other_devices_that_are_no_files() {
    let dir = used();
    let folder = dir.path().join("s/test/progress");
    std::fs::create_dir(folder.join("bbbbbb.toml")).expect("a folder");
    make_pipe(&folder.join("cccccc.toml"));
    std::os::unix::fs::symlink("nowhere", folder.join("dddddd.toml")).expect("a link");
    insta::assert_snapshot!(checked(&dir), @r"
    ✗ [DIR]/s/test/progress/bbbbbb.toml: the log cannot be read: it is not a regular file
    ✗ [DIR]/s/test/progress/cccccc.toml: the log cannot be read: it is not a regular file
    ✗ [DIR]/s/test/progress/dddddd.toml: the log cannot be read: there is no such file or folder
    what cannot be read stays in its file, and the rest counts: mend it in an editor, or leave it
    ");
    insta::assert_snapshot!(dir.run("status --short --store s").code(0).out("20% 1/5\n").stderr(), @r"
    nothing in [DIR]/s/test/progress/bbbbbb.toml could be read; `trailmark check` says why
    nothing in [DIR]/s/test/progress/cccccc.toml could be read; `trailmark check` says why
    nothing in [DIR]/s/test/progress/dddddd.toml could be read; `trailmark check` says why
    ");
}

/// The rows of the notice above the footer.
fn notice(stage: &mut Stage) -> String {
    let frame = stage.frame();
    let is_frame = |row: &&str| row.starts_with('─');
    let rows: Vec<&str> = frame.lines().collect();
    let end = rows.iter().rposition(is_frame).unwrap_or(rows.len());
    let rows = &rows[..end];
    let sign = rows.iter().rposition(|row| row.trim_start().starts_with('✗')).unwrap_or(rows.len() - 1);
    rows[sign..].join("\n")
}

#[test]
fn what_the_interface_says() {
    let files = Failing::default();
    files.set(&[("write", std::io::ErrorKind::StorageFull)]);
    // Wide enough for the path of any temporary folder.
    let mut stage = Stage::new().size(400, 24).files(Arc::new(files.clone())).keys("<space>");
    let folder = stage.places().data.parent().expect("a folder").to_string_lossy().into_owned();
    let device = std::fs::read_to_string(stage.places().state.join("device")).expect("a name");
    let notice = |stage: &mut Stage| {
        let shown = notice(stage).replace(&folder, "[DIR]").replace(device.trim_end(), "[DEVICE]");
        shown.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    insta::assert_snapshot!(notice(&mut stage), @r"✗ Cannot save to [DIR]/data/study/progress/[DEVICE].toml: the disk is full. Make room on that disk and try again. The change is kept, and tried again with the next one and when you quit.");
    files.set(&[]);
    stage.press("j<space>");
    std::fs::remove_dir_all(stage.places().data).expect("a folder");
    stage.wait(500);
    insta::assert_snapshot!(notice(&mut stage), @r"✗ 2 changes that were saved are no longer in your log, and shown only until you quit; `trailmark restore` puts them back ([DIR]/data/study/progress/[DEVICE].toml) ! show");
}
