//! Journeys with words that are looked for in the note.

use crossterm::event::Event;
use trailmark::theme::{Colours, SignSet};

use crate::stage::{Stage, write};

/// To the topic with the long note, and into it.
const INTO_TRANSACTIONS: &str = "g}}llj<enter>";
/// The looks of a hit and of the current one.
const HIT: &str = "cyan reversed";
const CURRENT: &str = "bold+reversed";

fn reading() -> Stage {
    Stage::new().keys(INTO_TRANSACTIONS)
}

/// The runs of a look in the row with this text, each as its first and last column.
fn looks(stage: &mut Stage, text: &str, look: &str) -> Vec<String> {
    let frame = stage.frame_with_styles();
    let row = frame.lines().position(|row| row.contains(text));
    let row = row.unwrap_or_else(|| panic!("no row with {text:?} in\n{frame}"));
    let styles = frame.lines().find_map(|line| line.strip_prefix(&format!("{row}: "))).unwrap_or_default();
    let runs = styles.split(", ").filter_map(|run| run.split_once(' '));
    runs.filter(|(_, looks)| *looks == look).map(|(columns, _)| columns.to_owned()).collect()
}

fn is_marked(stage: &mut Stage) -> bool {
    let frame = stage.frame_with_styles();
    frame.contains(HIT) || frame.contains(CURRENT)
}

#[test]
fn hits_are_marked_while_words_are_typed() {
    let mut stage = reading().keys("/");
    assert_eq!((stage.footer().as_str(), stage.cursor()), (" /", Some((2, 23))));
    let mut stage = stage.keys("trans");
    assert!(stage.footer().starts_with(" /trans ") && stage.footer().ends_with("  1 of 4"));
    assert_eq!(stage.cursor(), Some((7, 23)));
    assert_eq!(looks(&mut stage, "Transactions and ACID", CURRENT), ["35-39"]);
    assert_eq!(looks(&mut stage, "A transaction groups", HIT), ["37-41"]);
    // The next letters lead somewhere else, and back.
    let mut stage = stage.keys("action i");
    assert!(stage.footer().ends_with("  1 of 1"), "{}", stage.frame());
    assert!(stage.row("Transaction Isolation").contains('│'));
    let mut stage = stage.keys("x");
    assert!(stage.footer().ends_with("No \"transaction ix\" here"), "{}", stage.frame());
    assert!(stage.row("Transactions and ACID").contains('│') && !is_marked(&mut stage));
    let mut stage = stage.keys("<c-u>");
    assert_eq!(stage.footer(), " /");
    // Keys that were text did nothing else.
    assert!(stage.log().is_empty());
}

#[test]
fn enter_stays_and_the_next_and_previous_hits_go_round() {
    let mut stage = reading().keys("/isolation").keys("<enter>");
    assert!(stage.footer().contains("1 of 2   n next"), "{}", stage.frame());
    assert_eq!(stage.cursor(), None);
    for (key, said) in [
        ("n", "  2 of 2"),
        ("n", "1 of 2, from the top again"),
        ("N", "2 of 2, from the bottom again"),
        ("N", "  1 of 2"),
    ] {
        stage.press(key);
        assert!(stage.footer().ends_with(said), "{key}: {}", stage.frame());
        let frame = stage.frame_with_styles();
        assert_eq!(frame.matches(CURRENT).count(), 1, "{frame}");
    }
    // What else is pressed changes nothing of it.
    let mut stage = stage.keys("b");
    assert!(stage.footer().contains("b does nothing here") && is_marked(&mut stage));
    let mut stage = stage.keys("Gn");
    assert!(stage.footer().ends_with("  2 of 2"), "{}", stage.frame());
}

#[test]
fn without_words_there_is_nothing_to_go_on_to() {
    for keys in ["n", "N", "/<enter>n", "/isolation<esc>n", "/ <enter>n"] {
        let mut stage = reading().keys(keys);
        assert!(stage.footer().ends_with("/ finds first"), "{keys}: {}", stage.frame());
        assert!(!is_marked(&mut stage), "{keys}");
    }
    let mut stage = reading().keys("/trnas").keys("<enter>");
    assert!(stage.footer().ends_with("No \"trnas\" here"), "{}", stage.frame());
    let mut stage = stage.keys("jn");
    assert!(stage.footer().ends_with("No \"trnas\" here"), "{}", stage.frame());
    // Nothing is marked: one step back is one out of the note.
    let mut stage = stage.keys("<esc>");
    assert!(stage.footer().starts_with(" space done"), "{}", stage.frame());
}

#[test]
fn leaving_the_field_leads_back_and_forgets() {
    for leave in ["<esc>", "<c-c>"] {
        let mut stage = reading().keys("jj");
        let before = stage.frame();
        let mut stage = stage.keys("/designing");
        assert!(stage.row("Designing").contains('│') && is_marked(&mut stage));
        let mut stage = stage.keys(leave);
        assert_eq!(stage.frame(), before, "{leave}");
        assert!(!is_marked(&mut stage), "{leave}");
    }
}

#[test]
fn escape_clears_the_hits_before_it_leads_anywhere() {
    let mut stage = reading().keys("]/isolation").keys("<enter>");
    assert!(is_marked(&mut stage));
    let mut stage = stage.keys("<esc>");
    assert!(!is_marked(&mut stage) && stage.footer().starts_with(" enter follow"), "{}", stage.frame());
    // Then the link is chosen no more, then the tree has the keys.
    let mut stage = stage.keys("<esc>");
    assert!(stage.footer().starts_with(" esc topics"), "{}", stage.frame());
    let mut stage = stage.keys("<esc>");
    assert!(stage.footer().starts_with(" space done"), "{}", stage.frame());
}

#[test]
fn the_last_words_are_a_key_away() {
    let stage = reading().keys("/isolation").keys("<enter>");
    let mut stage = stage.keys("n/");
    assert!(stage.footer().ends_with("enter finds \"isolation\" again"), "{}", stage.frame());
    assert!(!is_marked(&mut stage));
    let mut stage = stage.keys("<enter>");
    assert!(stage.footer().contains(" of 2   n next") && is_marked(&mut stage), "{}", stage.frame());
    // Also when they were cleared.
    let mut stage = stage.keys("<esc>").keys("/").keys("<enter>");
    assert!(stage.footer().contains(" of 2   n next") && is_marked(&mut stage), "{}", stage.frame());
}

#[test]
fn syllables_are_found_as_they_are_typed() {
    let mut stage = reading();
    for (typed, said, caret) in [
        ("/ㄱ", None, 4),
        ("<c-u>격", Some("1 of 2"), 4),
        ("리 수ㅈ", None, 9),
        ("<left><c-k> 수준", None, 0),
        ("<c-u>격리 수준이", Some("1 of 2"), 13),
    ] {
        stage.press(typed);
        if let Some(said) = said {
            assert!(stage.footer().ends_with(said), "{typed}: {}", stage.frame());
            assert_eq!(stage.cursor(), Some((caret, 23)), "{typed}");
        }
    }
    let mut stage = stage.keys("<enter>");
    let rows = looks(&mut stage, "실패하면 전부 되돌린다", CURRENT);
    assert!(!rows.is_empty(), "{}", stage.frame_with_styles());
    let mut stage = stage.keys("n");
    assert!(!looks(&mut stage, "A", CURRENT).is_empty() || stage.footer().ends_with("2 of 2"));
}

#[test]
fn hits_survive_other_sizes_topics_and_versions() {
    let mut stage = reading().keys("/isolation").keys("<enter>").keys("n");
    for (width, height) in [(120, 36), (50, 20), (20, 5), (0, 0), (400, 60), (80, 24)] {
        stage.send(vec![Event::Resize(width, height)]);
    }
    assert!(is_marked(&mut stage), "{}", stage.frame());
    // The note is edited above the hit.
    let path = "notes/databases/transactions.md";
    let note = std::fs::read_to_string(stage.roadmap_folder().join(path)).expect("the note");
    stage.write(path, &note.replace("## The four", "Isolation first.\n\n## The four"));
    let roadmap = std::fs::read_to_string(stage.roadmap_folder().join("roadmap.toml")).expect("the roadmap");
    stage.write("roadmap.toml", &roadmap.replace("Backend Developer", "Backend"));
    stage.wait(500);
    stage.press("GN");
    assert!(stage.footer().ends_with("  2 of 3"), "{}", stage.frame());
    // Another topic has hits of its own, and no current one until it is asked for.
    let mut stage = stage.keys("<tab>{<tab>");
    assert!(!stage.frame_with_styles().contains(CURRENT), "{}", stage.frame());
    let mut stage = stage.keys("n");
    assert!(stage.footer().ends_with("No \"isolation\" here"), "{}", stage.frame());
    let mut stage = stage.keys("<tab>jj<tab>");
    assert!(is_marked(&mut stage) && !stage.frame_with_styles().contains(CURRENT), "{}", stage.frame());
    // From where the note was left.
    stage.press("n");
    assert!(stage.footer().ends_with("  2 of 3"), "{}", stage.frame());
}

#[test]
fn a_resize_while_typing_keeps_the_field() {
    let mut stage = reading().keys("/isolation");
    stage.send(vec![Event::Resize(50, 20)]);
    assert!(stage.footer().starts_with(" /isolation ") && stage.footer().ends_with("1 of 2"));
    assert_eq!(looks(&mut stage, "∙ Isolation", CURRENT).len(), 1, "{}", stage.frame());
    stage.send(vec![Event::Resize(20, 5)]);
    assert_eq!(stage.footer(), " /⋯olation   1 of 2");
    stage.press("x");
    assert_eq!(stage.footer(), " /isolationx   none");
    stage.send(vec![Event::Resize(5, 2)]);
    assert!(stage.cursor().is_some(), "{}", stage.frame());
}

#[test]
fn a_paste_is_one_step_and_a_wrong_key_says_so() {
    let mut stage = reading().keys("/");
    stage.send(vec![Event::Paste("격리\n수준이".to_owned())]);
    assert!(stage.footer().starts_with(" /격리 수준이 ") && stage.footer().ends_with("1 of 2"));
    let mut stage = stage.keys("<tab>");
    assert!(stage.footer().contains("tab does nothing here"), "{}", stage.frame());
    stage.wait(2_000);
    assert!(stage.footer().ends_with("1 of 2"), "{}", stage.frame());
    stage.send(vec![Event::Paste("too long ".repeat(10_000))]);
    assert!(stage.footer().contains("no room for so much text"), "{}", stage.frame());
    let mut stage = stage.keys("<c-u>isolation").keys("<enter>");
    assert!(stage.footer().contains("1 of 2"), "{}", stage.frame());
}

#[test]
fn own_words_and_wide_rows_are_searched_too() {
    let stage = Stage::new();
    write(&stage.summary("transactions"), "the pane is mine\n");
    let mut stage = stage.keys(INTO_TRANSACTIONS).keys("/pane").keys("<enter>");
    assert!(!looks(&mut stage, "the pane is mine", CURRENT).is_empty(), "{}", stage.frame());
    let mut stage = stage.keys("n");
    assert!(stage.footer().ends_with("  2 of 2"), "{}", stage.frame());
    // It stands behind the edge of the pane until it is gone to.
    assert!(!looks(&mut stage, "narrow pane", CURRENT).is_empty(), "{}", stage.frame());
}

#[test]
fn without_colours_hits_are_told_by_weight_and_line() {
    let stage = Stage::new().looks(Colours::None, SignSet::Ascii);
    let mut stage = stage.keys(INTO_TRANSACTIONS).keys("/trans");
    assert_eq!(looks(&mut stage, "A transaction groups", "bold+underlined"), ["37-41"]);
    assert_eq!(looks(&mut stage, "Transactions and ACID", "bold+reversed"), ["35-39"]);
    let mut stage = stage.keys("<c-u>words that are nowhere in all of it");
    assert!(stage.footer().is_ascii() && stage.footer().ends_with("none"), "{}", stage.frame());
}
