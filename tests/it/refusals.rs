//! Journeys with a roadmap file that cannot be used: mending it, going back to the version that worked, what changed since.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::{Duration, UNIX_EPOCH};

use trailmark::store::{FileLayer, RealFiles};

use crate::stage::{Stage, write};
use crate::store::faults::Failing;

/// 2026-11-12T11:00:00Z, which is that day wherever most people live.
const THEN: Duration = Duration::from_secs(1_794_481_200);
const GOOD: &str = "id = \"study\"\ntitle = \"Study\"\n\n[[topics]]\nid = \"a\"\ntitle = \"Plain words\"\n\n\
                    [[topics]]\nid = \"b\"\ntitle = \"B\"\n";

fn bad() -> String {
    GOOD.replace("\"Plain words\"", "Plain words")
}

/// What is kept of versions that worked.
fn kept(stage: &Stage) -> Vec<PathBuf> {
    let Ok(versions) = std::fs::read_dir(stage.places().state.join("versions")) else { return Vec::new() };
    versions.map(|version| version.expect("a version").path()).collect()
}

/// An interface on a file that is broken and worked on 12 Nov.
fn broken() -> Stage {
    broken_after(GOOD, &bad())
}

fn broken_after(good: &str, bad: &str) -> Stage {
    let stage = Stage::of(good).size(120, 36).keys("");
    for version in kept(&stage) {
        let file = File::options().write(true).open(version).expect("a version");
        file.set_modified(UNIX_EPOCH + THEN).expect("its time");
    }
    stage.write("roadmap.toml", bad);
    stage.restart()
}

fn text(stage: &Stage) -> String {
    std::fs::read_to_string(stage.roadmap_folder().join("roadmap.toml")).unwrap_or_default()
}

#[test]
fn the_version_that_worked_is_kept_behind_the_frame_and_once() {
    let mut stage = Stage::of(GOOD).keys("");
    let [version] = &kept(&stage)[..] else { panic!("one file, one version") };
    assert_eq!(std::fs::read_to_string(version).expect("a version"), GOOD);
    assert!(!stage.places().data.exists(), "nothing of the person's is touched");
    let stamp = || RealFiles.stamp(version).expect("a version");
    let first = stamp();
    for _ in 0..3 {
        stage.wait(500);
        stage.press("jk?<esc>");
    }
    let mut stage = stage.restart();
    assert_eq!(stamp(), first, "nothing is written where nothing is new");
    let commented = format!("# Mine.\n{GOOD}");
    stage.write("roadmap.toml", &commented);
    stage.wait(500);
    assert_eq!(std::fs::read_to_string(version).expect("a version"), commented);
    stage.write("roadmap.toml", &bad());
    stage.wait(500);
    assert_eq!(std::fs::read_to_string(version).expect("a version"), commented, "that one did not work");
    assert_eq!(kept(&stage).len(), 1);
    let built_in = Stage::new().built_in().keys("j");
    assert!(kept(&built_in).is_empty());
}

#[test]
fn that_no_version_can_be_kept_is_not_worth_a_word() {
    let mut quiet = Stage::of(GOOD).keys("j");
    let stage = Stage::of(GOOD);
    // No folder can be made here, whoever runs this.
    write(&stage.places().state.join("versions"), "in the way");
    let mut stage = stage.keys("j");
    assert_eq!(stage.frame(), quiet.frame());
    stage.write("roadmap.toml", &bad());
    let mut stage = stage.restart();
    assert!(stage.says("This roadmap cannot be read yet") && !stage.says("go back"), "{}", stage.frame());
}

#[test]
fn the_file_is_mended_in_the_editor() {
    let mut stage = Stage::of(&bad()).editor_at(|path: &Path, line| {
        assert_eq!(line, Some(6), "the line of the mistake");
        write(path, GOOD);
        Ok(())
    });
    assert!(stage.frame().contains("\n     e   open line 6 in nvim"), "{}", stage.frame());
    assert!(stage.footer().starts_with(" e edit   O roadmaps   q quit"), "{}", stage.frame());
    let mut stage = stage.keys("e");
    assert!(stage.topic("❯").contains("Plain words"), "{}", stage.frame());
}

#[test]
fn an_editor_that_does_not_work_is_told() {
    let mut stage = Stage::of(&bad()).editor(|_| Err("nvim ended with code 7".into())).keys("e");
    assert!(stage.says("Nvim ended with code 7"), "{}", stage.frame());
    assert!(stage.says("This roadmap cannot be read yet"), "{}", stage.frame());
    let mut stage = Stage::of(&bad());
    assert!(stage.frame().contains("e   open line 6 in your editor"), "{}", stage.frame());
    let mut stage = stage.keys("e");
    assert!(stage.says("Cannot open an editor: there is none here"), "{}", stage.frame());
}

#[test]
fn going_back_shows_the_version_that_worked_and_marks_are_saved() {
    let said = "You see the version of 12 Nov: roadmap.toml has a mistake in line 6";
    let mut stage = broken();
    assert!(
        stage.frame().contains("b   go back to the last version that worked (12 Nov)"),
        "{}",
        stage.frame()
    );
    let mut stage = stage.keys("b");
    assert!(stage.topic("❯").contains("Plain words"), "{}", stage.frame());
    assert!(stage.says(said), "{}", stage.frame());
    let mut stage = stage.keys("<space>");
    assert_eq!(stage.log().len(), 1);
    assert!(stage.footer().contains("Plain words done"), "{}", stage.frame());
    stage.press("j");
    assert!(stage.says(said), "it stays: {}", stage.frame());
    assert_eq!(text(&stage), bad(), "the person's file is as it was");
    // Another mistake is told like the first one.
    stage.write("roadmap.toml", &format!("# Mine.\n{}", bad()));
    stage.wait(500);
    assert!(
        stage.says("You see the version of 12 Nov: roadmap.toml has a mistake in line 7"),
        "{}",
        stage.frame()
    );
    stage.write("roadmap.toml", &GOOD.replace("\"B\"", "\"Bee\""));
    stage.wait(500);
    assert!(stage.topic("❯").contains("Bee") && !stage.says("You see the version"), "{}", stage.frame());
    assert!(stage.topic("Plain").contains('✓'), "{}", stage.frame());
    stage.wait(5_000);
    stage.press("j");
    assert!(!stage.says("You see the version"), "{}", stage.frame());
}

#[test]
fn what_is_said_of_the_version_can_be_put_away() {
    let mut stage = broken().keys("b<esc>j");
    assert!(!stage.says("You see the version"), "{}", stage.frame());
    stage.press("<space>");
    stage.press("<esc>j");
    assert!(!stage.says("You see the version"), "{}", stage.frame());
}

#[test]
fn the_summaries_are_those_of_the_version() {
    let stage = broken();
    write(&stage.summary("a"), "My own words.\n");
    let mut stage = stage.keys("b");
    assert!(stage.topic("❯").contains('✎') && stage.says("My own words."), "{}", stage.frame());
}

#[test]
fn what_changed_is_shown_and_followed() {
    let mut stage = broken().keys("d");
    let frame = stage.frame();
    assert!(frame.contains("What changed since it last worked (12 Nov)"), "{frame}");
    let expected =
        ["  4  [[topics]]", "  5  id = \"a\"", "- 6  title = \"Plain words\"", "+ 6  title = Plain words"];
    let rows: Vec<&str> = frame.lines().map(str::trim_end).collect();
    for row in expected {
        let row = format!("{}{row}", " ".repeat(16));
        assert!(rows.contains(&row.as_str()), "{row:?} in {frame}");
    }
    assert!(!frame.contains("id = \"study\""), "only two lines around it: {frame}");
    // Saved again, and still broken.
    stage.write("roadmap.toml", &bad().replace("\"B\"", "B"));
    stage.wait(500);
    assert!(stage.frame().contains("+ 10  title = B"), "{}", stage.frame());
    for keys in ["<esc>", "d"] {
        let mut back = broken().keys("d").keys(keys);
        assert!(back.says("This roadmap cannot be read yet"), "{}", back.frame());
    }
    let mut stage = stage.keys("b");
    assert!(stage.topic("❯").contains("Plain words"), "{}", stage.frame());
}

#[test]
fn what_is_not_there_is_not_offered() {
    let other = GOOD.replace("\"study\"", "\"other\"");
    let lost = || {
        let stage = broken();
        for version in kept(&stage) {
            write(&version, "id = ");
        }
        stage.restart()
    };
    for (mut stage, what) in [
        (Stage::of(&bad()).size(120, 36), "nothing is kept"),
        (lost(), "what is kept is broken too"),
        (broken_after(&other, &bad()), "what is kept is another roadmap"),
        (broken_after(&other, &bad().replace('"', "'").replace("id ", "  id")), "in other quotes"),
    ] {
        let frame = stage.frame();
        assert!(frame.contains("e   open line 6"), "{what}: {frame}");
        assert!(!frame.contains("go back") && !frame.contains("what changed"), "{what}: {frame}");
        let mut stage = stage.keys("b");
        assert!(stage.says("No version that worked is kept to go back to"), "{what}: {}", stage.frame());
        let mut stage = stage.keys("d");
        assert!(stage.says("No version that worked is kept to compare with"), "{what}: {}", stage.frame());
    }
    // Where the id is the mistake, what is kept is offered.
    let mut stage = broken_after(GOOD, &GOOD.replace("\"study\"", "study"));
    assert!(stage.frame().contains("go back to the last version"), "{}", stage.frame());
}

#[test]
fn a_version_that_goes_away_meanwhile_is_told() {
    for key in ["b", "d"] {
        let mut stage = broken();
        assert!(stage.frame().contains("12 Nov"), "{}", stage.frame());
        for version in kept(&stage) {
            std::fs::remove_file(version).expect("it goes");
        }
        let mut stage = stage.keys(key);
        assert!(stage.says("The version that worked is not kept any more"), "{}", stage.frame());
        assert!(stage.says("This roadmap cannot be read yet"), "{}", stage.frame());
    }
}

#[test]
fn a_file_that_is_gone_can_be_gone_back_from() {
    let mut stage = broken().keys("d");
    let file = stage.roadmap_folder().join("roadmap.toml");
    std::fs::remove_file(&file).expect("it goes");
    // It is waited for a moment: many programs take a file away before they write it anew.
    stage.wait(500);
    stage.wait(2_000);
    let frame = stage.frame();
    assert!(stage.says("it is not there any more. Put it back"), "{frame}");
    assert!(stage.says("closes by itself when this one can be read"), "{frame}");
    assert!(!frame.contains("what changed") && !frame.contains("   open the file"), "{frame}");
    let mut stage = stage.keys("e");
    assert!(stage.says("There is no roadmap file to edit"), "{}", stage.frame());
    let mut stage = stage.keys("d");
    assert!(stage.says("What cannot be read cannot be compared"), "{}", stage.frame());
    let mut stage = stage.keys("b").keys("<space>j");
    assert!(stage.says("You see the version of 12 Nov: Cannot read the roadmap"), "{}", stage.frame());
    assert_eq!(stage.log().len(), 1);
    stage.wait(500);
    assert!(!file.exists(), "it is not written again");
    stage.write("roadmap.toml", GOOD);
    stage.wait(500);
    assert!(stage.topic("Plain").contains('✓') && !stage.says("You see"), "{}", stage.frame());
}

#[test]
fn a_file_that_is_no_text_is_opened_in_the_editor() {
    let mut stage = Stage::of(GOOD).editor_at(|path: &Path, line| {
        assert_eq!(line, Some(1));
        write(path, GOOD);
        Ok(())
    });
    let file = File::options().append(true).open(stage.roadmap_folder().join("roadmap.toml"));
    io::Write::write_all(&mut file.expect("a file"), b"\xFF").expect("no text");
    assert!(stage.frame().contains("e   open the file in nvim"), "{}", stage.frame());
    let mut stage = stage.keys("e");
    assert!(stage.topic("❯").contains("Plain words"), "{}", stage.frame());
}

#[test]
fn while_a_version_is_shown_the_editor_opens_at_the_mistake() {
    // Broken before the start and gone back from, and broken while it was open.
    for keys in ["b", ""] {
        let stage = Stage::of(GOOD).size(120, 36).editor_at(|path: &Path, line| {
            assert_eq!(line, Some(6), "not where the topic was");
            write(path, GOOD);
            Ok(())
        });
        let mut stage = stage.keys("");
        stage.write("roadmap.toml", &bad());
        let mut stage = if keys.is_empty() {
            stage.wait(500);
            stage
        } else {
            stage.restart().keys(keys)
        };
        assert!(stage.says("mistake in line 6"), "{}", stage.frame());
        // Whatever has the keys, the list of topics or the note.
        for keys in ["jE", "<enter>E<esc>"] {
            stage.write("roadmap.toml", &bad());
            stage.wait(500);
            stage.press(keys);
            assert!(!stage.says("mistake in line 6"), "{keys}\n{}", stage.frame());
            assert!(stage.topic("❯").contains('B'), "{}", stage.frame());
        }
    }
}

#[test]
fn help_korean_and_own_keys_work_there() {
    for help in ["?", "<f1>"] {
        let mut stage = broken().keys(help);
        assert!(stage.frame().contains("? or esc closes"), "{}", stage.frame());
        assert!(stage.frame().contains("broken file: edit, changes, go back"), "{}", stage.frame());
        let mut stage = stage.keys("b").keys("<esc>");
        assert!(stage.says("This roadmap cannot be read yet"), "{}", stage.frame());
    }
    let mut stage = broken().keys("ㅠ");
    assert!(stage.topic("❯").contains("Plain words"), "{}", stage.frame());
    let stage = broken().configured("[keys]\nlast-version = [\"B\", \"-b\"]\nshow-changes = [\"-d\"]\n");
    let mut stage = stage.restart();
    assert!(stage.frame().contains("B   go back to the last version"), "{}", stage.frame());
    assert!(!stage.frame().contains("show what changed"), "it has no key: {}", stage.frame());
    assert!(stage.footer().contains("B go back"), "{}", stage.frame());
    let mut stage = stage.keys("B");
    assert!(stage.topic("❯").contains("Plain words"), "{}", stage.frame());
}

#[test]
fn the_report_and_what_is_laid_over_it_keep_their_places() {
    let mut stage = broken().keys("");
    stage.send(vec![crossterm::event::Event::Resize(20, 5)]);
    let report = stage.frame();
    stage.press("jj");
    let scrolled = stage.frame();
    assert_ne!(report, scrolled);
    for (open, close) in [("d", "d"), ("d", "<esc>"), ("?", "?"), ("?", "<esc>"), ("djj?jj", "?d")] {
        stage.press(open);
        assert_ne!(stage.frame(), scrolled, "{open}");
        stage.press(close);
        assert_eq!(stage.frame(), scrolled, "{open} {close}");
    }
    stage.press("g");
    assert_eq!(stage.frame(), report);
}

#[test]
fn nobody_waits_until_a_version_is_kept() {
    let files = Failing::default();
    let (sender, written) = channel();
    files.meddle(move |operation| {
        if operation == "temporary" {
            let _ = sender.send(std::thread::current().id());
        }
    });
    let _stage = Stage::of(GOOD).files(Arc::new(files)).keys("");
    let writer = written.recv_timeout(Duration::from_secs(60)).expect("it is kept");
    assert_ne!(writer, std::thread::current().id(), "keys are answered meanwhile");
}

#[test]
fn that_marks_cannot_be_saved_is_said_as_soon_as_there_are_topics() {
    let warns = |stage: &mut Stage| stage.says("You can read; marks are not saved");
    let files = Failing::default();
    files.set(&[("may write", io::ErrorKind::PermissionDenied)]);
    let mut stage = Stage::of(&bad()).files(Arc::new(files.clone())).keys("");
    assert!(!warns(&mut stage), "{}", stage.frame());
    stage.write("roadmap.toml", GOOD);
    stage.wait(500);
    assert!(stage.topic("❯").contains("Plain words") && warns(&mut stage), "{}", stage.frame());
    // Once is enough.
    let mut stage = stage.keys("<esc>");
    stage.write("roadmap.toml", &GOOD.replace("Plain", "Other"));
    stage.wait(500);
    assert!(stage.topic("❯").contains("Other words") && !warns(&mut stage), "{}", stage.frame());
}

#[test]
fn scrolling_is_offered_where_there_is_more_to_see() {
    let mut stage = broken().keys("");
    assert!(!stage.footer().contains("scroll"), "{}", stage.frame());
    // What lies over the report has rows of its own.
    for keys in ["?", "!"] {
        stage.press(keys);
        assert!(stage.footer().contains("j scroll") || stage.says("j k scroll"), "{}", stage.frame());
        stage.press("<esc>");
    }
    let mut stage = stage.size(120, 12).keys("g");
    assert!(stage.footer().contains("j scroll"), "{}", stage.frame());
}
