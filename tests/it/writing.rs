//! Journeys with the person's own words: the line that is added, the summary that is shown, the editor.

use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};

use crossterm::event::Event;

use crate::stage::{Stage, write};
use crate::store::faults::Failing;
use crate::store::put;

/// To the topic with the long note.
const TO_TRANSACTIONS: &str = "g}}llj";

fn written(stage: &Stage, topic: &str) -> String {
    std::fs::read_to_string(stage.summary(topic)).unwrap_or_default()
}

#[test]
fn a_line_is_in_the_file_when_the_screen_says_so() {
    let mut stage = Stage::new().keys("aSYN, SYN-ACK, ACK? q! j");
    assert!(stage.footer().starts_with(" Add to TCP ❯ SYN, SYN-ACK, ACK? q! j"), "{}", stage.frame());
    assert_eq!(stage.cursor(), Some((37, 23)));
    assert!(!stage.summary("tcp").exists());
    let mut stage = stage.keys("<enter>");
    assert_eq!(written(&stage, "tcp"), "SYN, SYN-ACK, ACK? q! j\n");
    assert!(stage.footer().contains("Added to your summary of TCP"), "{}", stage.frame());
    assert_eq!(stage.cursor(), None);
    assert!(stage.topic("❯").contains('✎'), "{}", stage.frame());
    assert!(stage.row("SYN, SYN-ACK").contains('│'), "it is shown: {}", stage.frame());
    let mut stage = stage.keys("asecond<enter>");
    assert_eq!(written(&stage, "tcp"), "SYN, SYN-ACK, ACK? q! j\nsecond\n");
    assert!(stage.topic("❯").contains("TCP"), "keys that were text moved nothing");
    assert!(stage.log().is_empty());
}

#[test]
fn a_line_is_edited_like_in_a_shell() {
    for (keys, expected) in [
        ("aone two<c-w>three", "one three\n"),
        ("awrong<c-u>right", "right\n"),
        ("aone two<left><left><left><c-k>more", "one more\n"),
        ("abc<home>a<end>d<left>+", "abc+d\n"),
        ("abc<c-a>a<c-e>d", "abcd\n"),
        ("a격리 수준 <left><left>쥰<c-e>네 가지", "격리 수쥰준 네 가지\n"),
    ] {
        let mut stage = Stage::new().keys(&format!("{keys}<enter>"));
        assert_eq!(written(&stage, "tcp"), expected, "{keys}: {}", stage.frame());
    }
}

#[test]
fn syllables_take_two_cells_and_the_cursor_follows() {
    let mut stage = Stage::new().size(50, 20).keys("a격리 수준 네 가지, WAL");
    assert!(stage.footer().contains("❯ 격리 수준 네 가지, WAL"), "{}", stage.frame());
    assert_eq!(stage.cursor(), Some((14 + 22, 19)));
    let mut stage = stage.keys("<left><left><left><left><left><left>");
    assert_eq!(stage.cursor(), Some((14 + 15, 19)), "{}", stage.frame());
    // More than fits: the caret stays on the screen.
    let mut stage = stage.keys("<end> 그리고 더 긴 줄이 여기에 있다");
    assert!(stage.footer().contains('⋯') && stage.footer().ends_with("있다"), "{}", stage.frame());
    assert_eq!(stage.cursor(), Some((48, 19)));
}

#[test]
fn a_field_works_on_the_smallest_screen() {
    let mut stage = Stage::new().size(20, 5).keys("a한 줄 쓴다");
    assert_eq!(stage.footer(), " TCP ❯ 한 줄 쓴다");
    let mut stage = stage.keys(" 더");
    assert_eq!(stage.footer(), " TCP ❯ ⋯줄 쓴다 더");
    assert_eq!(stage.cursor(), Some((18, 4)));
    let stage = stage.keys("<enter>");
    assert_eq!(written(&stage, "tcp"), "한 줄 쓴다 더\n");
}

#[test]
fn what_is_left_is_there_when_the_field_is_opened_again() {
    for leave in ["<esc>", "<c-c>"] {
        let mut stage = Stage::new().keys("ahalf a line").keys(leave);
        assert!(stage.footer().contains("Your line is kept until you quit"), "{}", stage.frame());
        assert!(!stage.summary("tcp").exists());
        // Another topic has a field of its own.
        let mut stage = stage.keys("ja");
        assert!(stage.footer().contains("Add to DNS ❯") && !stage.footer().contains("half"));
        // With nothing in it, enter only closes it.
        let mut stage = stage.keys("  <enter>").keys("ka");
        assert!(stage.footer().contains("❯ half a line"), "{}", stage.frame());
        let mut stage = stage.keys(" more<enter>").keys("a");
        assert_eq!(written(&stage, "tcp"), "half a line more\n");
        assert!(!stage.footer().contains("half"), "{}", stage.frame());
        assert!(!stage.summary("dns").exists());
    }
}

#[test]
fn a_paste_is_one_step_and_no_key() {
    let mut stage = Stage::new().keys("a<lt>");
    stage.send(vec![Event::Paste("one\r\ntwo\tthree\nq\u{1b}[31m".to_owned())]);
    assert!(stage.footer().contains("❯ <one two three q[31m"), "{}", stage.frame());
    let stage = stage.keys("<enter>");
    assert_eq!(written(&stage, "tcp"), "<one two three q[31m\n");
    // A terminal that does not say that it is a paste: short ones and long ones.
    for text in ["one<enter>two q<enter>s".to_owned(), "is it dusk yet, quite?<enter>".repeat(9)] {
        let mut stage = Stage::new().keys("a").keys(&text);
        assert!(!stage.summary("tcp").exists(), "{}", stage.frame());
        assert!(stage.log().is_empty());
        let stage = stage.keys("<enter>");
        let expected = text.replace("<enter>", " ");
        assert_eq!(written(&stage, "tcp"), format!("{}\n", expected.trim_end()));
    }
}

#[test]
fn a_line_that_cannot_be_saved_is_never_lost() {
    let disk = Failing::default();
    disk.set(&[("temporary", io::ErrorKind::StorageFull)]);
    let mut stage = Stage::new().files(Arc::new(disk.clone())).keys("akept<enter>");
    assert!(stage.says("disk is full"), "{}", stage.frame());
    assert!(stage.footer().contains("❯ kept"), "it is back in the field: {}", stage.frame());
    assert!(stage.cursor().is_some());
    // Esc closes the message, then the field; a asks for it again.
    let mut stage = stage.keys("<esc><esc>");
    assert!(!stage.footer().contains('❯'), "{}", stage.frame());
    assert!(stage.topic("❯").contains('✗') && stage.row("Backend Developer").contains("✗ 1 not saved"));
    let mut stage = stage.keys("a and more<enter>");
    assert!(stage.footer().contains("❯ kept and more"), "{}", stage.frame());
    disk.set(&[]);
    let mut stage = stage.keys("<enter>");
    assert_eq!(written(&stage, "tcp"), "kept and more\n");
    assert!(!stage.frame().contains('✗'), "{}", stage.frame());
    let stage = stage.keys("q");
    assert_eq!(stage.complaint(), None);
}

/// What is on the disk, if only beside the summary, is not offered again: a second enter would write it twice.
#[test]
fn a_line_that_is_written_leaves_the_field_whatever_is_said_of_it() {
    let disk = Failing::default();
    let stage = Stage::new().files(Arc::new(disk.clone())).keys("afirst<enter>");
    disk.set(&[("sync folder", io::ErrorKind::StorageFull)]);
    let mut stage = stage.keys("aonce<enter>");
    assert!(stage.says("✗ Your text is in"), "{}", stage.frame());
    assert!(!stage.frame().contains("not saved") && stage.cursor().is_none(), "{}", stage.frame());
    let mut stage = stage.keys("<esc>a");
    assert!(!stage.footer().contains("once"), "{}", stage.frame());
    assert_eq!(written(&stage, "tcp"), "first\nonce\n");
    let stage = Stage::new();
    write(&stage.summary("tcp"), "");
    put(&stage.summary("tcp"), b"\xFF\xFE");
    let mut stage = stage.keys("akept beside<enter>");
    assert!(stage.says("What you wrote is kept in"), "{}", stage.frame());
    let stage = stage.keys("<esc>a<enter>q");
    let kept = stage.summary("tcp").with_extension("kept-1.md");
    assert_eq!(std::fs::read_to_string(kept).expect("a file"), "kept beside\n");
    assert!(!stage.summary("tcp").with_extension("kept-2.md").exists());
    assert_eq!(stage.complaint(), None);
}

#[test]
fn a_failed_line_and_its_error_share_the_smallest_screen() {
    let disk = Failing::default();
    disk.set(&[("temporary", io::ErrorKind::StorageFull)]);
    let mut stage = Stage::new().size(20, 5).files(Arc::new(disk)).keys("akept<enter>");
    assert_eq!(stage.footer(), " TCP ❯ kept", "{}", stage.frame());
    assert!(stage.frame().contains("✗ Cannot add to"), "{}", stage.frame());
    assert_eq!(stage.cursor(), Some((11, 4)));
}

#[test]
fn quitting_says_which_line_is_in_no_summary() {
    let disk = Failing::default();
    disk.set(&[("temporary", io::ErrorKind::ReadOnlyFilesystem)]);
    let stage = Stage::new().files(Arc::new(disk)).keys("a남은 줄<enter><esc><esc>").keys("q");
    let said = stage.complaint().expect("words");
    assert_eq!(said, "your line for TCP is in no summary; keep it from here: 남은 줄");
}

#[test]
fn two_windows_add_to_one_summary() {
    let mut one = Stage::new().keys("afrom one<enter>");
    let mut two = Stage::new().sharing(&one).keys("g<down>");
    assert!(two.topic("❯").contains("TCP") && two.frame().contains("from one"), "{}", two.frame());
    two.press("afrom two<enter>");
    assert_eq!(written(&one, "tcp"), "from one\nfrom two\n");
    one.wait(600);
    assert!(one.frame().contains("from two"), "{}", one.frame());
}

#[test]
fn a_summary_that_another_program_writes_is_shown_within_a_second() {
    let mut stage = Stage::new().keys(TO_TRANSACTIONS);
    assert!(stage.frame().contains("Nothing of your own yet."), "{}", stage.frame());
    assert!(!stage.topic("❯").contains('✎'));
    write(&stage.summary("transactions"), "# Transactions and ACID\n\n내 말로.\n");
    stage.wait(600);
    assert!(stage.topic("❯").contains('✎'), "{}", stage.frame());
    assert!(stage.row("My summary").contains('│') && stage.row("내 말로.").contains('│'));
    assert!(stage.frame().contains("  Note\n"), "{}", stage.frame());
    // Whoever reads the note below goes on reading it.
    stage.press("<enter>}}}");
    let before = stage.frame();
    write(&stage.summary("transactions"), "내 말로.\n\n더.\n\n- 하나\n- 둘\n");
    stage.wait(600);
    let body = |frame: &str| {
        let rows = frame.lines().filter_map(|row| row.split_once('│'));
        rows.map(|(_, note)| note.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(body(&stage.frame()), body(&before));
    std::fs::remove_file(stage.summary("transactions")).expect("it was there");
    stage.wait(600);
    assert_eq!(body(&stage.frame()), body(&before), "it may be on its way back");
    stage.wait(1_600);
    stage.press("g");
    assert!(stage.frame().contains("Nothing of your own yet."), "{}", stage.frame());
    assert!(!stage.topic("Transactions").contains('✎'));
}

#[test]
fn only_the_selected_summary_is_read_and_one_that_cannot_be_is_told_in_its_place() {
    let stage = Stage::new().size(120, 36);
    write(&stage.summary("dns"), "names");
    std::fs::create_dir_all(stage.summary("tcp")).expect("a folder in its place");
    let mut stage = stage.keys("");
    assert!(stage.frame().contains("Cannot read your summary"), "{}", stage.frame());
    assert!(stage.topic("DNS").contains('✎'));
    let mut stage = stage.keys("j");
    assert!(stage.frame().contains("names") && !stage.frame().contains("Cannot read"), "{}", stage.frame());
}

#[test]
fn a_summary_follows_a_topic_that_got_another_id() {
    let stage = Stage::of(
        "id = \"study\"\ntitle = \"S\"\n[[topics]]\nid = \"new\"\ntitle = \"T\"\nwas = [\"old\"]\n",
    );
    write(&stage.summary("old"), "first\n");
    let mut stage = stage.keys("");
    assert!(stage.topic("❯").contains('✎') && stage.frame().contains("first"), "{}", stage.frame());
    let stage = stage.keys("asecond<enter>");
    assert_eq!(written(&stage, "old"), "first\nsecond\n");
    assert!(!stage.summary("new").exists());
}

#[test]
fn the_editor_gets_the_file_and_what_it_wrote_is_shown() {
    let opened = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&opened);
    let stage = Stage::new().editor(move |path| {
        seen.lock().expect("no panic").push(path.to_owned());
        write(path, "from the editor\n");
        Ok(())
    });
    // Keys that were typed ahead were meant for the editor.
    let mut stage = stage.keys("e<space>ij");
    assert_eq!(*opened.lock().expect("no panic"), [stage.summary("tcp")]);
    assert!(stage.frame().contains("from the editor"), "{}", stage.frame());
    assert!(stage.topic("❯").contains('✎') && stage.log().is_empty(), "{}", stage.frame());
    let mut stage = stage.keys("<tab>e");
    assert_eq!(opened.lock().expect("no panic").len(), 2, "it works in the note too");
    assert!(stage.frame().contains("from the editor"));
}

#[test]
fn what_went_wrong_with_the_editor_is_said_until_it_works() {
    let fails = Arc::new(Mutex::new(true));
    let failing = Arc::clone(&fails);
    let stage = Stage::new().editor(move |path: &Path| {
        write(path, "saved before it failed\n");
        let why = "the editor `vim` failed with exit code 1. Set EDITOR to an editor that is there.";
        if *failing.lock().expect("no panic") { Err(why.into()) } else { Ok(()) }
    });
    let mut stage = stage.keys("e");
    assert!(stage.frame().contains("✗ The editor `vim` failed with exit code 1."), "{}", stage.frame());
    assert!(stage.frame().contains("saved before it failed"), "{}", stage.frame());
    *fails.lock().expect("no panic") = false;
    let mut stage = stage.keys("e");
    assert!(!stage.frame().contains('✗'), "{}", stage.frame());
    let mut without = Stage::new().keys("e");
    assert!(without.frame().contains("✗ Cannot open an editor"), "{}", without.frame());
}

#[test]
fn a_mark_of_another_device_that_came_while_the_editor_was_open_is_shown() {
    let stage = Stage::new();
    let log = stage.places().data.join("study/progress/zzzzzz.toml");
    let stage = stage.editor(move |_| {
        let line = "20261120T194504000Z-00-zzzzzz = { topic = \"dns\", title = \"DNS\", status = \"done\" }";
        write(&log, &format!("format = 1\n{line}\n"));
        Ok(())
    });
    let mut stage = stage.keys("e");
    assert!(stage.topic("DNS").contains('✓'), "{}", stage.frame());
}

#[test]
fn a_folder_for_summaries_that_cannot_be_made_is_told_before_the_editor_opens() {
    let disk = Failing::default();
    disk.set(&[("create", io::ErrorKind::PermissionDenied)]);
    let mut stage = Stage::new().files(Arc::new(disk)).editor(|_| panic!("nothing to open")).keys("e");
    assert!(stage.says("permission denied"), "{}", stage.frame());
}

#[test]
fn a_field_stays_open_whatever_happens_to_the_roadmap() {
    let toml =
        |title: &str| format!("id = \"study\"\ntitle = \"S\"\n[[topics]]\nid = \"a\"\ntitle = \"{title}\"\n");
    let mut stage = Stage::of(&toml("Before")).keys("aa line");
    stage.write("roadmap.toml", &toml("Quite another title"));
    stage.wait(600);
    assert!(stage.footer().contains("Add to Quite another title ❯ a line"), "{}", stage.frame());
    // A roadmap with another id has other summaries: it waits for the line, also for one that was left for later.
    let other = toml("Third title").replace("study", "other");
    stage.write("roadmap.toml", &other);
    stage.wait(600);
    assert!(stage.footer().contains("❯ a line"), "{}", stage.frame());
    let mut stage = stage.keys("<esc><esc>");
    stage.write("roadmap.toml", &format!("{other}# touched\n"));
    stage.wait(600);
    assert!(stage.frame().contains("✗ The roadmap file has another id now"), "{}", stage.frame());
    let mut stage = stage.keys("<esc>a<enter>");
    assert_eq!(written(&stage, "a"), "a line\n", "{}", stage.frame());
    stage.write("roadmap.toml", &format!("{other}# touched again\n"));
    stage.wait(600);
    assert!(stage.frame().contains("Third title") && !stage.frame().contains('✗'), "{}", stage.frame());
}
