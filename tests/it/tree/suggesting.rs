//! Journeys to what is next.

use super::cursor;
use crate::stage::Stage;

#[test]
fn the_key_goes_to_the_best_and_then_to_the_next_best() {
    let mut stage = Stage::new().keys("Gw");
    assert_eq!(cursor(&mut stage), "❯ ◦  TCP");
    assert!(stage.footer().ends_with("TCP: next in order   w next best"), "{}", stage.frame());
    let mut stage = stage.keys("w");
    assert_eq!(cursor(&mut stage), "❯ ◦  DNS");
    // Who went somewhere else begins at the best again.
    let mut stage = stage.keys("Gw");
    assert_eq!(cursor(&mut stage), "❯ ◦  TCP");
    // Round once, and it says so.
    let two = "id = \"r\"\ntitle = \"R\"\n[[topics]]\nid = \"a\"\ntitle = \"A\"\n[[topics]]\nid = \"b\"\ntitle = \"B\"\n";
    let mut stage = Stage::of(two).keys("www");
    assert!(stage.footer().contains("A: next in order, the best again   w next best"), "{}", stage.frame());
}

#[test]
fn what_is_begun_is_first_then_bookmarks_then_what_is_ready() {
    let mut stage = Stage::new().keys("g}}ljij<esc>").keys("/jwt<enter>*<esc>gw");
    assert_eq!(cursor(&mut stage), "❯ ◔  SQL joins");
    assert!(stage.footer().contains("SQL joins: in progress"), "{}", stage.frame());
    let mut stage = stage.keys("w");
    assert_eq!(cursor(&mut stage), "❯ ◦  JWT  ✦");
    assert!(stage.footer().contains("JWT: bookmarked"), "{}", stage.frame());
    // The same section first.
    let mut stage = stage.keys("w");
    assert_eq!(cursor(&mut stage), "❯ ◦  Indexes");
    let mut stage = stage.keys("/sql joins<enter><space><esc>").keys("g/trans<esc>ww");
    assert!(stage.frame().contains("all that it needs is done"), "{}", stage.frame());
}

#[test]
fn it_works_from_the_note_and_within_a_filter() {
    let mut stage = Stage::new().size(50, 20).keys("G<enter>w");
    assert!(stage.row("TCP").contains("TCP"), "{}", stage.frame());
    let mut stage = Stage::new().keys("f#<enter>w");
    assert!(
        stage.footer().contains("Nothing of what is shown is next   esc all topics"),
        "{}",
        stage.frame()
    );
    let mut stage = stage.keys("<esc>fK<enter>w");
    assert!(stage.footer().contains("Rust: next in order"), "{}", stage.frame());
    let mut stage = stage.keys("w");
    assert!(stage.footer().contains("there is no other"), "{}", stage.frame());
}

#[test]
fn nothing_is_left_when_all_is_done() {
    let mut stage =
        Stage::of("id = \"r\"\ntitle = \"R\"\n[[topics]]\nid = \"a\"\ntitle = \"A\"\n").keys("<space>w");
    assert!(stage.footer().contains("Nothing is left to study"), "{}", stage.frame());
}
