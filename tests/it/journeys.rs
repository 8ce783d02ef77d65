//! Journeys: keys in, the frame and the files out.

use std::io;
use std::path::Path;
use std::sync::Arc;

use crossterm::event::Event;
use trailmark::theme::{Colours, SignSet};

use crate::stage::{Stage, events, write};
use crate::store::faults::Failing;

#[test]
fn the_first_topic_to_study_is_selected() {
    let mut stage = Stage::new();
    assert!(stage.topic("❯").contains("TCP"));
    assert!(stage.row("Backend Developer").contains("0%  0 of 11"));
}

#[test]
fn a_mark_is_on_the_disk_and_in_every_total() {
    let mut stage = Stage::new().keys("<space>");
    assert_eq!(stage.log(), [r#"{ topic = "tcp", title = "TCP", status = "done" }"#]);
    assert!(stage.topic("❯").contains("✓"));
    assert!(stage.topic("Internet").contains("1/2"));
    assert!(stage.row("Backend Developer").contains("9%  1 of 11"));
    assert!(stage.footer().contains("✓ TCP done   u undo"));
}

#[test]
fn each_mark_key_toggles() {
    for (key, status) in [("<space>", "done"), ("d", "done"), ("i", "in-progress"), ("s", "skipped")] {
        let stage = Stage::new().keys(key).keys(key);
        let line = |status: &str| format!(r#"{{ topic = "tcp", title = "TCP", status = "{status}" }}"#);
        assert_eq!(stage.log(), [line(status), line("todo")], "{key}");
    }
}

#[test]
fn a_mark_on_a_section_is_one_step_of_its_unmarked_leaves() {
    let mut stage = Stage::new().keys("s{<space>");
    assert!(stage.footer().contains("✓ Internet: 1 topic done"));
    assert!(stage.topic("Internet").contains("✓ ▾ Internet"));
    let mut stage = stage.keys("}}}<space>");
    assert!(stage.footer().contains("✓ APIs: 4 topics done"), "{}", stage.frame());
    let mut stage = stage.keys("u");
    assert!(stage.footer().contains("Undone: REST, Cookie-based auth, JWT and 1 more done   ^R redo"));
    assert!(stage.topic("APIs").contains("0/4"));
    let mut stage = stage.keys("<c-r>");
    assert!(stage.topic("APIs").contains("4/4"));
    // All of it has the mark: again means back to do.
    let mut stage = stage.keys("<space>");
    assert!(stage.topic("APIs").contains("0/4"));
}

#[test]
fn a_section_with_other_marks_only_says_so() {
    let mut stage = Stage::new().keys("<space>js{<space>");
    assert!(stage.footer().contains("Nothing below Internet is still to do"), "{}", stage.frame());
    assert_eq!(stage.log().len(), 2);
}

#[test]
fn undo_has_no_limit_and_survives_a_restart() {
    let mut stage = Stage::new().keys("<space>ji<space>*").restart().keys("uuu");
    assert!(stage.topic("Internet").contains("1/2"), "{}", stage.frame());
    let mut stage = stage.keys("u");
    assert!(stage.row("Backend Developer").contains("0 of 11"));
    let mut stage = stage.keys("u");
    assert!(stage.footer().contains("There is nothing to undo"));
    let mut stage = stage.restart().keys("<c-r><c-r><c-r><c-r>g");
    assert!(stage.topic("DNS").contains("✓"), "{}", stage.frame());
    assert!(stage.topic("DNS").contains("✦"));
    let mut stage = stage.keys("<c-r>");
    assert!(stage.footer().contains("There is nothing to redo"));
}

#[test]
fn folding_and_moving() {
    let mut stage = Stage::new().keys("h");
    assert!(stage.topic("❯").contains("▾ Internet"));
    let mut stage = stage.keys("h");
    assert!(stage.topic("❯").contains("▸ Internet"));
    assert!(stage.topic("Learn a Language").contains('▸'));
    assert!(!stage.frame().contains("  ◦     DNS"));
    let mut stage = stage.keys("ll<down>");
    assert!(stage.topic("❯").contains("DNS"));
    let mut stage = stage.keys("G");
    assert!(stage.topic("❯").contains("APIs"));
    let mut stage = stage.keys("<enter>jj<right><right>");
    assert!(stage.topic("❯").contains("Cookie-based auth"), "{}", stage.frame());
    let mut stage = stage.keys("g");
    assert!(stage.topic("❯").contains("Internet"));
    let mut stage = stage.keys("}");
    assert!(stage.topic("❯").contains("Learn a Language"));
    let mut stage = stage.keys("k{");
    assert!(stage.topic("❯").contains("Internet"));
}

/// To the topic with the long note.
const TO_TRANSACTIONS: &str = "g}}llj";

#[test]
fn the_note_scrolls_and_keeps_its_place() {
    let mut stage = Stage::new().keys(TO_TRANSACTIONS);
    assert!(stage.row("needs:").contains("SQL joins ◦"), "{}", stage.frame());
    let mut stage = stage.keys("<enter>}}");
    assert!(!stage.frame().contains("needs:"), "{}", stage.frame());
    let scrolled = stage.frame();
    // To another topic and back.
    let mut stage = stage.keys("<esc>kj<tab>");
    assert_eq!(stage.frame(), scrolled);
    let mut stage = stage.keys("g");
    assert!(stage.frame().contains("needs:"));
    let mut stage = stage.keys("G");
    assert!(stage.frame().contains("Designing Data-Intensive"), "{}", stage.frame());
}

#[test]
fn marks_work_while_reading() {
    let mut stage = Stage::new().keys(TO_TRANSACTIONS).keys("<enter>i");
    assert!(stage.row("~2h").contains("◔ in progress"), "{}", stage.frame());
}

#[test]
fn a_narrow_screen_shows_one_pane() {
    let mut stage = Stage::new().size(50, 20).keys(TO_TRANSACTIONS);
    assert!(!stage.frame().contains("needs:"));
    let mut stage = stage.keys("<enter>");
    assert!(stage.frame().contains("‹ Relational Databases"), "{}", stage.frame());
    assert!(stage.frame().contains("needs: SQL joins"));
    let mut stage = stage.keys("<esc>");
    assert!(stage.topic("❯").contains("Transactions"));
}

#[test]
fn where_there_is_room_for_one_pane_the_keys_of_two_say_so() {
    for key in ["z", "<lt>", "<gt>"] {
        let mut stage = Stage::new().size(50, 20).keys(key);
        assert!(stage.footer().contains("There is room for one pane only"), "{key}: {}", stage.footer());
        let mut stage = stage.size(80, 24).keys("");
        assert!(stage.frame().contains('┬'), "{}", stage.frame());
    }
}

#[test]
fn zoom_and_the_width_of_the_panes() {
    let mut stage = Stage::new().keys("z");
    assert!(!stage.frame().contains('┬'));
    let mut stage = stage.keys("<esc>");
    let before = stage.row("┬").find('┬');
    let mut stage = stage.keys("<gt>");
    assert!(stage.row("┬").find('┬') > before);
    let mut stage = stage.keys("<lt><lt>");
    assert!(stage.row("┬").find('┬') < before);
}

#[test]
fn an_unbound_key_says_so_for_two_seconds() {
    let mut stage = Stage::new().keys("b");
    assert!(stage.frame().contains("b does nothing here   ? help"), "{}", stage.frame());
    stage.wait(1_900);
    assert!(stage.frame().contains("does nothing here"));
    stage.wait(200);
    assert!(!stage.frame().contains("does nothing here"));
}

#[test]
fn keys_are_exact() {
    // ^S is not s, ^I is tab in a terminal but here it is a chord of its own.
    let stage = Stage::new().keys("<c-s><c-i>");
    assert_eq!(stage.log(), [""; 0]);
}

#[test]
fn help_opens_and_closes_with_the_same_key() {
    for (open, close) in [("?", "?"), ("<f1>", "<f1>"), ("?", "<esc>"), ("<f1>", "?")] {
        let mut stage = Stage::new().keys(open);
        assert!(stage.frame().contains("? or esc closes"));
        let mut stage = stage.keys(close);
        assert!(!stage.frame().contains("or esc closes"), "{open} {close}");
    }
}

#[test]
fn two_windows_see_each_others_marks() {
    let mut one = Stage::new();
    let mut two = Stage::new().sharing(&one);
    two.press("");
    one.press("<space>");
    two.wait(500);
    assert!(two.topic("TCP").contains("✓"), "{}", two.frame());
    two.press("u");
    one.wait(500);
    assert!(one.topic("TCP").contains("◦"), "{}", one.frame());
}

#[test]
fn what_cannot_be_saved_is_kept_shown_and_tried_again() {
    let files = Failing::default();
    files.set(&[("write", io::ErrorKind::StorageFull)]);
    let mut stage = Stage::new().files(Arc::new(files.clone())).keys("<space>");
    let frame = stage.frame();
    assert!(frame.contains("1 not saved"), "{frame}");
    assert!(stage.topic("TCP").contains("✗"), "{frame}");
    assert!(stage.topic("❯").contains("✓"), "the mark is kept: {frame}");
    assert_eq!(stage.log(), [""; 0]);
    let mut stage = stage.keys("j<space>");
    assert!(stage.frame().contains("2 not saved"));
    assert!(stage.says("The change is kept"), "{}", stage.frame());
    files.set(&[]);
    let mut stage = stage.keys("ki");
    assert!(!stage.frame().contains("not saved"), "{}", stage.frame());
    assert_eq!(stage.log().len(), 3);
    let mut stage = stage.restart();
    assert!(stage.row("Backend Developer").contains("1 of 11"));
}

#[test]
fn quitting_tries_to_save_once_more() {
    let files = Failing::default();
    files.set(&[("write", io::ErrorKind::StorageFull)]);
    let mut stage = Stage::new().files(Arc::new(files.clone())).keys("<space>");
    files.set(&[]);
    stage.press("q");
    assert_eq!(stage.log().len(), 1);
}

#[test]
fn a_broken_roadmap_is_explained_and_opens_when_it_is_mended() {
    let mut stage =
        Stage::of("id = \"study\"\ntitle = \"Study\"\n\n[[topics]]\nid = \"a\"\ntitle = Plain words\n");
    let frame = stage.frame();
    assert!(frame.contains("✗ This roadmap cannot be read yet"), "{frame}");
    assert!(stage.says("line 6, column 9"), "{frame}");
    assert!(frame.contains("^^^^"), "{frame}");
    assert!(frame.contains("Your progress and notes are safe."), "{frame}");
    // No key does harm.
    stage.press("<space>iusjk<enter><esc>?");
    stage.write(
        "roadmap.toml",
        "id = \"study\"\ntitle = \"Study\"\n\n[[topics]]\nid = \"a\"\ntitle = \"Plain words\"\n",
    );
    stage.wait(500);
    assert!(stage.topic("❯").contains("Plain words"), "{}", stage.frame());
}

#[test]
fn a_roadmap_that_breaks_while_it_is_open_stays_open() {
    let mut stage = Stage::new().keys("<space>");
    stage.write("roadmap.toml", "id = ");
    stage.wait(500);
    assert!(stage.topic("❯").contains("TCP"), "{}", stage.frame());
    assert!(stage.frame().contains("last version that worked"), "{}", stage.frame());
    assert!(stage.says("E opens the file"), "{}", stage.frame());
}

#[test]
fn a_changed_roadmap_is_read_again_and_the_cursor_stays() {
    let mut stage = Stage::new().keys("j<space>");
    let text = std::fs::read_to_string(stage.roadmap_folder().join("roadmap.toml")).expect("the roadmap");
    let text = text.replace(
        "[[topics.topics]]\nid = \"tcp\"",
        "[[topics.topics]]\nid = \"udp\"\ntitle = \"UDP\"\n\n[[topics.topics]]\nid = \"tcp\"",
    );
    stage.write("roadmap.toml", &text);
    stage.wait(500);
    assert!(stage.frame().contains("UDP"), "{}", stage.frame());
    assert!(stage.topic("❯").contains("✓     DNS"), "{}", stage.frame());
}

#[test]
fn a_roadmap_with_another_id_waits_for_what_is_not_saved() {
    let files = Failing::default();
    files.set(&[("write", io::ErrorKind::StorageFull)]);
    let mut stage = Stage::new().files(Arc::new(files.clone())).keys("<space>");
    let other = "id = \"other\"\ntitle = \"Other\"\n[[topics]]\nid = \"a\"\ntitle = \"Only one\"\n";
    stage.write("roadmap.toml", other);
    stage.wait(500);
    assert!(stage.topic("❯").contains("TCP"), "{}", stage.frame());
    assert!(stage.frame().contains("1 change"), "{}", stage.frame());
    files.set(&[]);
    stage.press("j<space>");
    assert_eq!(stage.log().len(), 2);
    stage.write("roadmap.toml", &format!("{other}\n"));
    stage.wait(500);
    assert!(stage.topic("❯").contains("Only one"), "{}", stage.frame());
}

#[test]
fn the_shown_note_is_fresh_after_an_edit() {
    let mut stage = Stage::new().keys(TO_TRANSACTIONS);
    stage.write("notes/databases/transactions.md", "# Transactions and ACID\n\nWritten anew.\n");
    stage.wait(500);
    assert!(stage.frame().contains("Written anew."), "{}", stage.frame());
}

#[test]
fn a_long_note_is_laid_out_aside() {
    let mut stage = Stage::new();
    let long = format!("# Transactions\n\n{}\n\nThe end of it.\n", "Words and more words. ".repeat(20_000));
    stage.write("notes/databases/transactions.md", &long);
    stage.press(TO_TRANSACTIONS);
    assert!(stage.frame().contains("Words and more words."), "{}", stage.frame());
    let mut stage = stage.keys("<tab>G");
    assert!(stage.frame().contains("The end of it."), "{}", stage.frame());
    // Another width, and then a key before it is there.
    stage.send(vec![Event::Resize(120, 36)]);
    assert!(stage.frame().contains("Resources"), "{}", stage.frame());
    assert!(!stage.frame().contains("Laying out"), "{}", stage.frame());
}

#[test]
fn a_note_that_cannot_be_read_says_why() {
    let mut stage = Stage::new().keys("g}}lljj");
    assert!(stage.topic("❯").contains("Indexes"));
    // Where the note has the screen to itself, its rows are whole.
    stage.press("<enter>z");
    assert!(stage.says("Cannot read the note"), "{}", stage.frame());
    assert!(stage.says("there is no such file"), "{}", stage.frame());
    let mut stage = stage.keys("<esc><esc>j");
    assert!(stage.frame().contains("The author wrote no note here."), "{}", stage.frame());
}

#[test]
fn pasted_text_triggers_nothing() {
    let mut stage = Stage::new();
    stage.send(vec![Event::Paste("  iiissq".repeat(20_000))]);
    assert!(stage.frame().contains("Pasted text was ignored"));
    let flood: String = "some text with spaces, quick and long ".repeat(50);
    stage.send(events(&flood));
    assert_eq!(stage.log(), [""; 0]);
    assert!(stage.frame().contains("Pasted text was ignored"));
    // A key that is held down is no paste.
    let mut stage = Stage::new().built_in();
    stage.press("g");
    stage.send(events(&"j".repeat(200)));
    assert!(
        stage.topic("❯").contains("DevOps") || !stage.topic("❯").contains("Internet"),
        "{}",
        stage.frame()
    );
}

#[test]
fn every_size_is_drawn() {
    let mut stage = Stage::new().keys(TO_TRANSACTIONS);
    for width in (0..=12).chain([20, 49, 69, 70, 71, 99, 100, 101, 140, 400]) {
        for height in (0..=6).chain([9, 10, 11, 23, 24, 25, 60]) {
            for keys in ["", "<tab>", "?", "<esc>", "z", "z", "<tab>", "w"] {
                stage.send(vec![Event::Resize(width, height)]);
                stage.press(keys);
            }
        }
    }
    stage.send(vec![Event::Resize(80, 24)]);
    assert!(stage.frame().contains("Transactions and ACID"));
}

#[test]
fn nothing_from_a_file_reaches_the_screen_as_a_control() {
    let hostile = "\\u001B[31m\\u009B\\u202E\\u200B\\u0007";
    let toml = format!(
        "id = \"study\"\ntitle = \"T{hostile}\"\n[[topics]]\nid = \"a\"\ntitle = \"A{hostile}\"\nnote = \"a.md\"\ntags = [\"x{hostile}\"]\n\
         resources = [{{ type = \"docs\", title = \"R{hostile}\", url = \"https://example.org/\" }}]\n"
    );
    let stage = Stage::of(&toml);
    stage.write(
        "notes/a.md",
        "# A\n\n\u{1B}]52;c;AAAA\u{7} &#27;[31m &#x202E; `\u{9B}x` \u{200B}\n\n```\n\u{1B}[2J\tx\n```\n",
    );
    let mut stage = stage.looks(Colours::Sixteen, SignSet::Unicode).keys("");
    let frame = stage.frame();
    assert!(frame.contains('\u{241B}'), "{frame}");
    assert!(
        !frame.chars().any(|c| (c.is_control() && c != '\n') || "\u{202E}\u{200B}\u{9B}".contains(c)),
        "{frame:?}"
    );
}

#[test]
fn a_store_folder_that_cannot_be_read_is_explained() {
    let mut stage = Stage::new();
    let data = stage.places().data;
    write(&data.join("study/progress"), "not a folder");
    let frame = stage.frame();
    assert!(frame.contains("Your progress cannot be read yet"), "{frame}");
    assert!(Path::new(&data.join("study/progress")).is_file());
    // It heals by itself.
    std::fs::remove_file(data.join("study/progress")).expect("the file is gone");
    stage.wait(500);
    assert!(stage.topic("❯").contains("TCP"), "{}", stage.frame());
}

#[test]
fn what_cannot_be_read_in_the_logs_is_told() {
    let mut stage = Stage::new().keys("<space>");
    let logs = stage.places().data.join("study/progress");
    write(&logs.join("p8w2xa.toml"), "format = 1\nnonsense\n= {}\n");
    stage.wait(500);
    assert!(stage.footer().contains("2 lines of your progress"), "{}", stage.frame());
    std::fs::create_dir(logs.join("folder.toml")).expect("a folder");
    stage.wait(500);
    assert!(stage.says("folder.toml"), "{}", stage.frame());
    // Progress stays, whatever is wrong beside it.
    assert!(stage.topic("TCP").contains('✓'));
}

#[test]
fn what_is_known_stays_when_a_log_vanishes() {
    let mut stage = Stage::new().keys("<space>");
    std::fs::remove_dir_all(stage.places().data).expect("the logs are gone");
    stage.write("roadmap.toml", "id = \"study\"\ntitle = \"S\"\n[[topics]]\nid = \"tcp\"\ntitle = \"TCP\"\n");
    stage.wait(500);
    assert!(stage.topic("TCP").contains('✓'), "{}", stage.frame());
}

#[test]
fn an_error_that_is_over_leaves_the_screen() {
    let mut stage = Stage::new();
    stage.press("");
    let roadmap = std::fs::read_to_string(stage.roadmap_folder().join("roadmap.toml")).expect("the roadmap");
    stage.write("roadmap.toml", "");
    stage.wait(500);
    stage.wait(1_500);
    assert!(stage.frame().contains("The file says nothing yet. What you"), "{}", stage.frame());
    // Put back as it was.
    stage.write("roadmap.toml", &roadmap);
    stage.wait(500);
    assert!(!stage.frame().contains("last version that worked"), "{}", stage.frame());
}

#[test]
fn logs_that_cannot_be_looked_at_are_said_once_and_only_as_long_as_it_is_so() {
    let mut stage = Stage::new().keys("<space>");
    let data = stage.places().data;
    let aside = data.with_extension("aside");
    std::fs::rename(&data, &aside).expect("a folder");
    write(&data, "not a folder");
    stage.wait(500);
    assert!(stage.frame().contains("cannot look into your progress folder"), "{}", stage.frame());
    stage.press("<esc>");
    stage.wait(500);
    assert!(!stage.frame().contains("cannot look into"), "Esc holds: {}", stage.frame());
    stage.press("j");
    std::fs::remove_file(&data).expect("a file");
    stage.wait(500);
    assert!(stage.frame().contains("1 change that was saved is no longer"), "{}", stage.frame());
    std::fs::rename(&aside, &data).expect("a folder");
    stage.wait(500);
    assert!(!stage.frame().contains("no longer"), "{}", stage.frame());
}

#[test]
fn the_end_of_a_roadmap_says_from_when_to_when_it_took() {
    let toml = "id = \"study\"\ntitle = \"Study\"\n[[topics]]\nid = \"a\"\ntitle = \"A\"\n[[topics]]\nid = \"b\"\ntitle = \"B\"\n";
    let mut stage = Stage::of(toml).keys("<space>");
    assert!(!stage.footer().contains("All"), "{}", stage.footer());
    // Thirty days later.
    stage.wait(30 * 86_400_000);
    stage.press("j<space>");
    assert!(
        stage.footer().contains("All 2 topics done, 20 Nov to 20 Dec   O next roadmap"),
        "{}",
        stage.footer()
    );
    // It is said once, and what was marked can be taken back.
    stage.press("k");
    assert!(!stage.footer().contains("All 2"), "{}", stage.footer());
    stage.press("u");
    assert!(stage.topic("B").contains('◦'), "{}", stage.frame());
    // What is skipped does not count.
    stage.press("js");
    assert!(stage.footer().contains("All 1 topic done"), "{}", stage.footer());
}
