//! Journeys with words that are looked for in the tree.

use super::{cursor, tree};
use crate::stage::{Stage, events};

const HANGUL: &str = "id = \"r\"\ntitle = \"R\"\n[[topics]]\nid = \"a\"\ntitle = \"데이터베이스\"\n\
                      [[topics.topics]]\nid = \"b\"\ntitle = \"트랜잭션 격리\"\n[[topics.topics]]\nid = \"c\"\ntitle = \"Cafe\u{301} and lait\"\n\
                      [[topics]]\nid = \"d\"\ntitle = \"네트워크\"\n";

#[test]
fn hits_are_shown_with_what_is_above_them_while_words_are_typed() {
    let mut stage = Stage::new().keys("g/");
    assert_eq!((stage.footer().as_str(), stage.cursor()), (" /", Some((2, 23))));
    let all = tree(&mut stage);
    let mut stage = stage.keys("sql");
    let found = ["◦ ▾ Relational Databases 0/4", "❯ ◦  SQL joins", "◦  MS SQL Server"];
    assert_eq!(tree(&mut stage), found);
    assert!(stage.footer().starts_with(" /sql ") && stage.footer().ends_with("  1 of 2"));
    assert!(stage.row("Backend").ends_with("  \"sql\" 2"), "{}", stage.frame());
    let frame = stage.frame_with_styles();
    assert!(frame.contains("8-10 underlined+reversed") && frame.contains("11-13 underlined"), "{frame}");
    // Nothing has it; the next key, and the one that takes it back.
    let mut stage = stage.keys("x");
    assert_eq!(tree(&mut stage), ["No topic has \"sqlx\".", "did you mean sql?", "esc all topics"]);
    // A few letters are a slip away from anything.
    let mut stage = stage.keys("<c-w>qx");
    assert_eq!(tree(&mut stage), ["No topic has \"qx\".", "esc all topics"]);
    let mut stage = stage.keys("<c-w>sql j");
    assert_eq!(tree(&mut stage), found.get(..2).expect("two rows"));
    let mut stage = stage.keys("<c-u>");
    assert_eq!(tree(&mut stage), all);
    // Keys that were text did nothing else.
    assert!(stage.log().is_empty());
}

#[test]
fn escape_goes_back_to_the_place_and_the_folds_and_enter_stays() {
    let mut stage = Stage::new().keys("g}}lj");
    let before = tree(&mut stage);
    assert_eq!(cursor(&mut stage), "❯ ◦  SQL joins");
    for keys in ["/jwt<esc>", "/nowhere<esc>", "/<esc>", "/<enter>", "/ <enter>", "/nowhere<enter>"] {
        stage.press(keys);
        assert_eq!(tree(&mut stage), before, "{keys}");
        assert_eq!(stage.cursor(), None);
    }
    assert!(stage.footer().contains("No topic has \"nowhere\"."), "{}", stage.frame());
    // Who stays is there when all topics come back, and nothing else was opened.
    let mut stage = stage.keys("/jwt<enter>");
    assert_eq!(tree(&mut stage), ["◦ ▾ APIs 0/4", "◦  ▾ Authentication 0/3", "❯ ◦  JWT"]);
    let mut stage = stage.keys("<esc>");
    assert_eq!(cursor(&mut stage), "❯ ◦  JWT");
    assert_eq!(tree(&mut stage).len(), before.len() + 5, "{}", stage.frame());
    // The words are still known.
    let mut stage = stage.keys("/");
    assert!(stage.footer().contains("enter finds \"jwt\" again"), "{}", stage.frame());
    let mut stage = stage.keys("<enter>");
    assert_eq!(tree(&mut stage).len(), 3);
}

#[test]
fn the_next_and_previous_hits_go_round() {
    let mut stage = Stage::new().keys("g/sql<enter>");
    assert!(stage.footer().ends_with("1 of 2   n next"), "{}", stage.frame());
    for (keys, said, at) in [
        ("n", "  2 of 2", "MS SQL Server"),
        ("n", "1 of 2, from the top again", "SQL joins"),
        ("N", "2 of 2, from the bottom again", "MS SQL Server"),
        ("N", "  1 of 2", "SQL joins"),
        // From what is above the hits, and into what was folded meanwhile.
        ("kn", "  1 of 2", "SQL joins"),
        ("khn", "  1 of 2", "SQL joins"),
    ] {
        stage.press(keys);
        assert!(stage.footer().ends_with(said), "{keys}: {}", stage.frame());
        assert!(cursor(&mut stage).ends_with(at), "{keys}: {}", stage.frame());
    }
    let mut stage = stage.keys("<esc>n");
    assert!(stage.footer().ends_with("/ finds first"), "{}", stage.frame());
}

#[test]
fn korean_is_found_by_initials_half_typed_and_in_both_normal_forms() {
    for (words, expected) in [
        ("ㅌㄹㅈㅅ", "트랜잭션 격리"),
        ("트래", "트랜잭션 격리"),
        ("ㄱㄹ", "트랜잭션 격리"),
        ("caf\u{e9}", "Cafe\u{301} and lait"),
        ("CAFE", ""),
        ("네", "네트워크"),
    ] {
        let mut stage = Stage::of(HANGUL).keys("g/");
        stage.send(events(words));
        let rows = tree(&mut stage);
        if expected.is_empty() {
            assert!(rows[0].starts_with("No topic has"), "{words}: {rows:?}");
        } else {
            assert!(
                rows.iter().any(|row| row.starts_with('❯') && row.contains(expected)),
                "{words}: {rows:?}"
            );
        }
    }
}

#[test]
fn marks_and_notes_work_on_what_was_found() {
    let mut stage = Stage::new().keys("/rust<enter><space>");
    assert_eq!(tree(&mut stage), ["✓ ▾ Learn a Language 1/1", "❯ ✓  Rust"]);
    // Each pane has its own words.
    let mut stage = stage.keys("<esc>/trans<enter><enter>").keys("/isolation<enter>");
    assert!(stage.footer().contains("of 2   n next"), "{}", stage.frame());
    let mut stage = stage.keys("<tab>n");
    assert!(stage.footer().contains("1 of 1"), "{}", stage.frame());
}
