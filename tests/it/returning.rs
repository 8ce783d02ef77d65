//! Coming back: everything is where it was left.

mod files;

use std::path::PathBuf;

use trailmark::roadmap::RoadmapId;
use trailmark::store::Places;

use crate::stage::{Stage, write};

const HOUR: i64 = 60 * 60 * 1_000;
const WEEK: i64 = 7 * 24 * HOUR;
/// To the topic with the long note, two headings down in it.
const INTO_THE_NOTE: &str = "g}}llj<enter>}}";

fn file(stage: &Stage) -> PathBuf {
    stage.places().session_file(&RoadmapId::new("study").expect("an id"))
}

/// The text of the roadmap of the fixtures with something else in it.
fn edit(stage: &Stage, from: &str, to: &str) {
    let path = stage.roadmap_folder().join("roadmap.toml");
    let text = std::fs::read_to_string(&path).expect("the roadmap");
    assert!(text.contains(from), "no {from}");
    write(&path, &text.replace(from, to));
}

#[test]
fn the_whole_screen_is_found_as_it_was_left() {
    for keys in [
        "",
        "G",
        // Folded and unfolded.
        "gh",
        "}}l}ljl{h",
        INTO_THE_NOTE,
        "g}}llj<enter>G",
        "g}}llj<enter>}}<esc>k",
        "g}}llj<enter>}}<esc>G",
        "z",
        "g}}llj<enter>}}z",
        "<gt><gt><gt>",
        "<lt><lt>",
        "ft",
        "fn",
        "f*",
        "f#<enter><enter>",
        // Among what is filtered: folded, no hit any more, unfolded without a hit.
        "fthh",
        "fthhG",
        "ftj<space>",
        "fi",
        "jifi",
        "jifii",
        "G*f*l",
        "G*f*lj",
    ] {
        for (width, height) in [(80, 24), (120, 36), (50, 20), (20, 8)] {
            // The help takes the message away.
            let mut stage = Stage::new().size(width, height).keys(keys).keys("?<esc>");
            let left = stage.frame_with_styles();
            let mut stage = stage.reopened_after(24 * HOUR);
            assert_eq!(stage.frame_with_styles(), left, "{keys} at {width}x{height}");
        }
    }
}

#[test]
fn a_long_tree_is_scrolled_as_it_was() {
    for keys in [
        "}}}}l<c-d>",
        "}}l}}l}}l}}lG",
        "}}l}}l}}l}}lGkkkkkkkkkkkkkk",
        "}}l}}l}}l}}l<c-d><c-u>kkk",
        "fh<c-d><c-d>kkkk",
    ] {
        let mut stage = Stage::new().built_in().keys(keys).keys("?<esc>");
        let left = stage.frame();
        assert_eq!(stage.reopened_after(HOUR).frame(), left, "{keys}");
    }
}

#[test]
fn topics_that_were_left_before_are_found_at_their_place_too() {
    let mut stage = Stage::new().keys(INTO_THE_NOTE);
    let left = stage.frame();
    let mut stage = stage.keys("<esc>g").reopened_after(HOUR).reopened_after(HOUR).keys("}}jj<tab>");
    assert_eq!(stage.frame(), left);
}

#[test]
fn a_filter_that_is_left_on_is_named() {
    let mut stage = Stage::new().keys("ft").reopened_after(HOUR);
    assert!(stage.row("Backend").ends_with("to do 12"), "{}", stage.frame());
    let mut stage = stage.keys("<esc>");
    assert!(!stage.row("Backend").contains("to do"), "{}", stage.frame());
    // A tag that is gone is no filter: nothing could be seen of the tree.
    let mut stage = stage.keys("f#<enter>?<esc>q");
    edit(&stage, "tags = [\"database\", \"interview\"]", "tags = [\"interview\"]");
    stage = stage.restart();
    assert!(!stage.frame().contains("#database"), "{}", stage.frame());
    assert!(stage.topic("❯").contains("Transactions"), "{}", stage.frame());
}

#[test]
fn what_is_found_of_a_roadmap_that_changed() {
    // What is renamed says so.
    let mut stage = Stage::new().keys(INTO_THE_NOTE);
    let left = stage.frame();
    stage.press("q");
    edit(&stage, "id = \"transactions\"", "id = \"tx\"");
    edit(&stage, "was = [\"acid\"]", "was = [\"acid\", \"transactions\"]");
    edit(&stage, "id = \"databases\"", "id = \"dbs\"\nwas = [\"databases\"]");
    let mut stage = stage.restart();
    assert_eq!(stage.frame(), left);
    // It moved.
    stage.press("q");
    edit(
        &stage,
        "[[topics]]\nid = \"dbs\"",
        "[[topics]]\nid = \"new\"\ntitle = \"New\"\n\n[[topics]]\nid = \"dbs\"",
    );
    let mut stage = stage.restart();
    assert!(stage.topic("❯").contains("Transactions and ACID"), "{}", stage.frame());
    let note = |frame: String| -> Vec<String> {
        frame.lines().skip(2).filter_map(|row| row.split_once('│').map(|(_, note)| note.to_owned())).collect()
    };
    assert_eq!(note(stage.frame()), note(left));
}

#[test]
fn where_the_topic_is_gone_the_next_one_to_study_is_selected() {
    let stage = Stage::new().keys("Gl<gt>j?<esc>q");
    edit(&stage, "id = \"rest\"\n", "id = \"rpc\"\n");
    edit(&stage, "title = \"REST\"\n", "title = \"Calls of another kind\"\n");
    let mut stage = stage.restart();
    assert!(stage.topic("❯").contains("TCP"), "{}", stage.frame());
    assert!(stage.frame().contains("▾ APIs"), "{}", stage.frame());
    let divider = stage.row("┬").find('┬');
    assert!(divider > Stage::new().row("┬").find('┬'));
}

#[test]
fn the_note_is_found_at_its_place_when_it_was_edited() {
    let mut stage = Stage::new().keys(INTO_THE_NOTE);
    let first = |stage: &mut Stage| {
        stage.frame().lines().nth(2).and_then(|row| row.split_once('│')).map(|(_, note)| note.to_owned())
    };
    let left = first(&mut stage);
    assert!(left.as_ref().is_some_and(|row| !row.trim().is_empty()), "{}", stage.frame());
    stage.press("q");
    let path = stage.roadmap_folder().join("notes/databases/transactions.md");
    let text = std::fs::read_to_string(&path).expect("a note");
    write(&path, &text.replacen("\n\n", "\n\nSome more words.\n\nAnd more.\n\n", 1));
    let mut stage = stage.restart();
    assert_eq!(first(&mut stage), left, "{}", stage.frame());
    // It became short, and then it went.
    stage.press("q");
    write(&path, "# Transactions and ACID\n\nShort.\n");
    let mut stage = stage.restart();
    assert!(stage.frame().contains("Short."), "{}", stage.frame());
    stage.press("q");
    std::fs::remove_file(&path).expect("a note");
    assert!(stage.restart().topic("❯").contains("Transactions and ACID"));
}

#[test]
fn after_a_week_it_says_where_you_stopped() {
    let left = |width| Stage::new().size(width, 20).keys("g}}llj");
    let mut stage = left(80).reopened_after(WEEK - HOUR);
    assert!(!stage.frame().contains("you stopped"), "{}", stage.frame());
    let mut stage = left(80).reopened_after(WEEK);
    let said = "7 days ago you stopped at Transactions and ACID   w next";
    assert!(stage.footer().ends_with(said), "{}", stage.frame());
    // The next key takes it away, and coming again too.
    let mut stage = stage.keys("j");
    assert!(!stage.frame().contains("you stopped"), "{}", stage.frame());
    let mut stage = stage.reopened_after(HOUR);
    assert!(!stage.frame().contains("you stopped"), "{}", stage.frame());
    let mut stage = left(50).reopened_after(12 * 24 * HOUR);
    assert_eq!(stage.footer().trim(), "12 days ago you stopped at Transactions and ACID");
    let mut stage = left(40).reopened_after(12 * 24 * HOUR);
    assert_eq!(stage.footer().trim(), "12 days ago you stopped at Transactio⋯");
    // A clock that was put back.
    let mut stage = left(80).reopened_after(-WEEK);
    assert!(!stage.frame().contains("you stopped"), "{}", stage.frame());
    // Where the topic is gone there is nowhere to name.
    let mut stage = left(80).keys("q");
    edit(&stage, "id = \"transactions\"", "id = \"other\"");
    stage = stage.reopened_after(WEEK);
    assert!(!stage.frame().contains("you stopped"), "{}", stage.frame());
}

#[test]
fn each_roadmap_and_each_data_folder_has_its_own() {
    let mut stage = Stage::new().keys("G").keys("q");
    let Places { state, .. } = stage.places();
    let elsewhere = Places { data: state.with_file_name("elsewhere"), state };
    let mut other = Stage::new().at(elsewhere);
    assert!(other.topic("❯").contains("TCP"), "{}", other.frame());
    // While it is open another roadmap takes its place, and goes again.
    stage = stage.restart().keys("k");
    let left = stage.frame();
    edit(&stage, "id = \"study\"", "id = \"other\"");
    stage.wait(500);
    assert!(stage.topic("❯").contains("TCP"), "{}", stage.frame());
    stage.press("j");
    edit(&stage, "id = \"other\"", "id = \"study\"");
    stage.wait(500);
    assert_eq!(stage.frame(), left);
    edit(&stage, "id = \"study\"", "id = \"other\"");
    stage.wait(500);
    assert!(stage.topic("❯").contains("DNS"), "{}", stage.frame());
}

#[test]
fn a_roadmap_that_was_broken_at_the_start_is_found_as_it_was_left() {
    let mut stage = Stage::new().keys("G<gt>");
    let left = stage.frame();
    stage.press("q");
    edit(&stage, "id = \"study\"", "id = study");
    let mut stage = stage.restart();
    assert!(stage.frame().contains("cannot be read yet"), "{}", stage.frame());
    edit(&stage, "id = study", "id = \"study\"");
    stage.wait(500);
    assert_eq!(stage.frame(), left);
}
