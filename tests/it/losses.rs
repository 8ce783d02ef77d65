//! The interface while lines disappear from its log, and come back.

use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::Arc;

use trailmark::progress::{DeviceId, Progress};
use trailmark::roadmap::RoadmapId;
use trailmark::source::Source;
use trailmark::store::{FileLayer as _, Places, RealFiles, Store};
use trailmark::theme::{Colours, SignSet, Theme};
use trailmark::tui::app::{Msg, Opening};

use crate::stage::{Stage, drawn, text_of, write};
use crate::store::faults::Failing;

fn log(stage: &Stage) -> PathBuf {
    let folder = stage.places().data.join("study/progress");
    let mut logs = std::fs::read_dir(folder).expect("a folder");
    logs.next().expect("a log").expect("a log").path()
}

fn store(places: &Places) -> Store {
    let id = RoadmapId::new("study").expect("an id");
    let mut store = Store::open(places, &id, std::sync::Arc::new(RealFiles)).expect("a store");
    store.load().expect("logs");
    store
}

/// Takes the last line out of the log, as an editor does.
fn lose_a_line(stage: &Stage) -> String {
    let whole = std::fs::read_to_string(log(stage)).expect("a log");
    let mut lines: Vec<&str> = whole.split_inclusive('\n').collect();
    lines.pop();
    write(&log(stage), &lines.concat());
    whole
}

#[test]
fn a_store_that_cannot_be_written_is_told_before_anything_is_marked() {
    let files = Failing::default();
    files.set(&[("may write", ErrorKind::ReadOnlyFilesystem)]);
    let mut stage = Stage::new().files(Arc::new(files.clone())).keys("jk");
    assert!(stage.says("You can read; marks are not saved: cannot write to"), "{}", stage.frame());
    assert!(stage.says("the file system is read-only"), "{}", stage.frame());
    assert!(!stage.places().data.exists(), "nothing is tried before it is asked for");
    // What only seemed so is over with the first mark.
    stage.press("<space>");
    assert!(!stage.frame().contains("You can read"), "{}", stage.frame());
    assert_eq!(stage.log().len(), 1);
    // Esc takes the words away; a mark that fails says it again.
    let mut stage = Stage::new().files(Arc::new(files.clone())).keys("<esc>");
    assert!(!stage.frame().contains("You can read"), "{}", stage.frame());
    files.set(&[("open", ErrorKind::ReadOnlyFilesystem)]);
    stage.press("<space>");
    assert!(stage.says("the file system is read-only"), "{}", stage.frame());
    assert!(stage.frame().contains("1 not saved"), "{}", stage.frame());
}

#[cfg(unix)]
#[test]
fn whether_a_file_may_be_written_is_known_before_it_is_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    write(&path("file"), "");
    for allowed in ["file", "new", "new/and/newer"] {
        RealFiles.may_write(&path(allowed)).expect(allowed);
    }
    if rustix::process::geteuid().is_root() {
        eprintln!("skipped: root may write everywhere");
        return;
    }
    let set_mode = |mode| {
        let mode = std::os::unix::fs::PermissionsExt::from_mode(mode);
        std::fs::set_permissions(folder.path(), mode).expect("our own folder");
    };
    set_mode(0o555);
    RealFiles.may_write(&path("file")).expect("the file itself may be written");
    for refused in ["new", "new/and/newer"] {
        let error = RealFiles.may_write(&path(refused)).expect_err(refused);
        assert_eq!(error.kind(), ErrorKind::PermissionDenied);
    }
    set_mode(0o755);
}

const BANNER: &str = "1 change that was saved is no longer in your log";

#[test]
fn a_loss_is_told_until_it_is_put_back_from_outside() {
    let mut stage = Stage::new().keys("<space>j<space>");
    let whole = lose_a_line(&stage);
    stage.wait(500);
    let frame = stage.frame();
    assert!(frame.contains(BANNER) && frame.contains("only"), "{frame}");
    assert!(stage.topic("DNS").contains('✓'), "what is known stays on the screen: {frame}");
    // Keys do not send it away, and marks are saved meanwhile.
    stage.press("ki");
    assert!(stage.frame().contains("no longer in your log") || stage.footer().contains("in progress"));
    assert_eq!(stage.log().len(), 2);
    let mut other = store(&stage.places());
    assert_eq!(other.restore(&other.lost()).expect("a log"), 1);
    stage.wait(500);
    assert!(!stage.frame().contains("no longer"), "{}", stage.frame());
    assert_eq!(stage.log().len(), 3);
    assert!(stage.log().iter().all(|line| whole.contains(line.as_str()) || line.contains("in-progress")));
    // Undo takes back what was marked last, whatever the order in the file.
    stage.press("u");
    assert!(stage.footer().contains("Undone"), "{}", stage.footer());
    assert!(stage.topic("DNS").contains('✓'));
}

#[test]
fn a_restart_shows_what_is_left_and_says_so() {
    let mut stage = Stage::new().keys("<space>j<space>");
    lose_a_line(&stage);
    stage = stage.restart();
    let frame = stage.frame();
    assert!(frame.contains(BANNER) && frame.contains("not counted"), "{frame}");
    assert!(stage.topic("DNS").contains('◦'), "{frame}");
    stage.press("<esc>");
    stage.wait(500);
    assert!(!stage.frame().contains("no longer"), "Esc holds: {}", stage.frame());
    let mut other = store(&stage.places());
    other.restore(&other.lost()).expect("a log");
    stage.wait(500);
    assert!(stage.topic("DNS").contains('✓'), "{}", stage.frame());
}

#[test]
fn a_loss_that_comes_back_by_itself_is_over() {
    let mut stage = Stage::new().keys("<space>");
    let whole = lose_a_line(&stage);
    stage.wait(500);
    assert!(stage.frame().contains("no longer"), "{}", stage.frame());
    write(&log(&stage), &whole);
    stage.wait(500);
    assert!(!stage.frame().contains("no longer"), "{}", stage.frame());
    // And one that is meant is over too.
    lose_a_line(&stage);
    stage.wait(500);
    let mut other = store(&stage.places());
    other.forget(&other.lost()).expect("a mirror");
    stage.wait(500);
    assert!(!stage.frame().contains("no longer"), "{}", stage.frame());
    assert!(stage.topic("TCP").contains('✓'), "until the end");
    assert!(stage.restart().topic("TCP").contains('◦'));
}

#[test]
fn a_backup_is_made_behind_the_first_mark_of_a_day() {
    let mut stage = Stage::new();
    stage.press("jk");
    let places = stage.places();
    let days =
        || store(&places).list_backups().expect("backups").into_iter().map(|it| it.day).collect::<Vec<_>>();
    assert_eq!(days(), [""; 0], "looking makes none");
    stage.press("<space>");
    stage = stage.restart();
    assert_eq!(days(), ["2026-11-20"]);
    stage.press("<space>");
    // Its copies are made when it has ended: while they are, the next ones wait for another mark.
    stage = stage.restart();
    // Past midnight in UTC.
    stage.wait(5 * 3_600_000);
    stage.press("<space>");
    let _stage = stage.restart();
    assert_eq!(days(), ["2026-11-20", "2026-11-21"]);
}

#[test]
fn what_is_left_to_say_takes_the_place_of_what_is_over() {
    let mut stage = Stage::new().keys("<space>");
    let whole = lose_a_line(&stage);
    stage.wait(500);
    write(&log(&stage), &(whole + "nonsense\n"));
    stage.wait(500);
    assert!(!stage.frame().contains("no longer"), "{}", stage.frame());
    assert!(stage.footer().contains("1 line of your progress"), "{}", stage.footer());
}

/// What a start after a loss looks like, with a path that is the same in every run.
fn banner(width: u16, height: u16) -> String {
    let stage = Stage::new().keys("<space>j<space>");
    write(&log(&stage), "");
    let mut trouble = store(&stage.places()).copy_troubles().remove(0);
    trouble.file = "/home/ann/.local/share/trailmark/study/progress/k3f9q2.toml".into();
    let opening = Opening {
        roadmap: Source::File(stage.roadmap_folder().join("roadmap.toml")).load().expect("a roadmap"),
        name: "roadmap.toml".into(),
        progress: Progress::default(),
        troubles: vec![trouble],
        device: DeviceId::from_random(1),
    };
    let theme = Theme::new(Colours::Sixteen, SignSet::Unicode);
    text_of(&drawn(vec![Msg::Opened(Box::new(opening))], theme, (width, height)))
}

#[test]
fn the_banner_in_two_sizes() {
    insta::assert_snapshot!(banner(80, 24), @r"
     Backend Developer   ──────────────    0%  0 of 11
    ────────────────────────────────────────────────────────────────────────────────
      ◦ ▾ Internet              0/2 │  TCP
    ❯ ◦     TCP                     │  ◦ to do   ~45m
      ◦     DNS                     │
      ◦ ▸ Learn a Language      0/1 │  The author wrote no note here.
      ◦ ▸ Relational Databases  0/4 │
      ◦ ▸ APIs                  0/4 │
                                    │
                                    │
                                    │
                                    │
                                    │
                                    │
                                    │
                                    │
                                    │
                                    │
                                    │
     ✗ 2 changes that were saved are no longer in your log, and not counted;
     `trailmark restore` puts them back
     (/home/ann/.local/share/trailmark/study/progress/k3f9q2.toml)
    ────────────────────────────────────────────────────────────────────────────────
     space done   i doing   s skip   e edit   w next   / find   ? help   ^P go to
    ");
    insta::assert_snapshot!(banner(50, 20), @r"
     Backend Developer   ────────────    0%
    ──────────────────────────────────────────────────
      ◦ ▾ Internet                                0/2
    ❯ ◦     TCP
      ◦     DNS
      ◦ ▸ Learn a Language                        0/1
      ◦ ▸ Relational Databases                    0/4
      ◦ ▸ APIs                                    0/4





     ✗ 2 changes that were saved are no longer in
     your log, and not counted; `trailmark restore`
     puts them back
     (/home/ann/.local/share/trailmark/study/progress
     /k3f9q2.toml)
    ──────────────────────────────────────────────────
     space done  enter note  ? help  / find  e edit
    ");
}
