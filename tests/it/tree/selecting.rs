//! Journeys with rows that are selected together.

use super::{cursor, tree};
use crate::stage::Stage;

/// How many rows look selected.
fn marked(stage: &mut Stage) -> usize {
    let frame = stage.frame_with_styles();
    let (_, styles) = frame.split_once("\n\n0:").expect("styles");
    styles.lines().filter(|line| line.contains("reversed")).count()
}

#[test]
fn a_mark_key_marks_all_that_is_selected_in_one_step() {
    let mut stage = Stage::new().keys("g}}ljvjj");
    assert_eq!(marked(&mut stage), 3);
    assert!(stage.row("Backend").ends_with("3 selected"), "{}", stage.frame());
    assert!(stage.footer().contains("esc leave   * bookmark"), "{}", stage.frame());
    let mut stage = stage.keys("<space>");
    assert!(stage.footer().ends_with("✓ 3 topics done   u undo"), "{}", stage.frame());
    assert_eq!((stage.log().len(), marked(&mut stage)), (3, 1));
    assert_eq!(cursor(&mut stage), "❯ ✓  Indexes");
    // One step back.
    let mut stage = stage.keys("u");
    assert!(tree(&mut stage).iter().all(|row| !row.contains('✓')), "{}", stage.frame());
    assert!(
        stage.footer().contains("Undone: SQL joins, Transactions and ACID, Indexes done"),
        "{}",
        stage.frame()
    );
    // Upwards, another mark; again: back.
    let mut stage = stage.keys("vkk").keys("i");
    assert!(stage.footer().contains("◔ 3 topics in progress"), "{}", stage.frame());
    let mut stage = stage.keys("vjji");
    assert!(stage.footer().contains("◦ 3 topics to do"), "{}", stage.frame());
    let mut stage = stage.keys("vkk*");
    assert!(stage.footer().contains("3 topics bookmarked   u undo"), "{}", stage.frame());
    let mut stage = stage.keys("vjj*");
    assert!(stage.footer().contains("3 topics no longer bookmarked"), "{}", stage.frame());
}

#[test]
fn an_open_row_stands_for_itself_and_a_folded_one_for_all_below() {
    // From the last of Internet over the folded languages to the head of the databases, which is open.
    let mut stage = Stage::new().keys("g}}lkkvjj");
    assert_eq!(tree(&mut stage).iter().filter(|row| row.contains('▾')).count(), 2, "{}", stage.frame());
    let mut stage = stage.keys("s");
    assert!(stage.footer().contains("⊘ 3 topics skipped"), "{}", stage.frame());
    assert_eq!(cursor(&mut stage), "❯ ◦ ▾ Relational Databases 0/4");
    // Nothing but open rows: nothing is meant by it.
    let mut stage = Stage::new().keys("g}lhlv").keys("<space>");
    assert!(stage.footer().contains("2 topics done"), "{}", stage.frame());
}

#[test]
fn who_leaves_the_rows_selects_nothing() {
    for keys in ["<esc>", "v", "<enter><esc>", "<tab><tab>", "f<esc>", "/<esc>", "w", "n"] {
        let mut stage = Stage::new().keys("gjvj").keys(keys);
        assert!(!stage.frame().contains("selected"), "{keys}: {}", stage.frame());
    }
    // A fold keeps what is seen of it.
    let mut stage = Stage::new().keys("gjvj");
    assert!(stage.row("Backend").ends_with("2 selected"));
    let mut stage = stage.keys("hh");
    assert!(stage.row("Backend").ends_with("1 selected"), "{}", stage.frame());
    let mut stage = stage.keys("<space>");
    assert!(stage.footer().contains("2 topics done"), "{}", stage.frame());
}

#[test]
fn rows_of_a_filter_are_marked_and_gone_when_the_cursor_is() {
    let mut stage = Stage::new().keys("gftjvj<space>");
    assert!(stage.footer().contains("2 topics done"), "{}", stage.frame());
    assert_eq!(cursor(&mut stage), "❯ ✓  DNS");
    let mut stage = stage.keys("j");
    assert_eq!(cursor(&mut stage), "❯ ◦ ▾ Learn a Language 0/1");
    assert_eq!(tree(&mut stage)[0], "❯ ◦ ▾ Learn a Language 0/1");
}
