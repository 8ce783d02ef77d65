//! Journeys with filters.

use super::{cursor, tree};
use crate::stage::{Stage, write};

#[test]
fn each_filter_shows_what_it_says_and_escape_shows_all() {
    for (keys, name, expected) in [
        ("fi", "in progress 1", "Internet, DNS"),
        ("fd", "done 1", "Internet, TCP"),
        ("fs", "skipped 1", "Learn a Language, Go"),
        ("f*", "bookmarked 1", "Internet, DNS"),
        ("fn", "with my summary 1", "APIs, Authentication, JWT"),
        ("f#<enter>", "#database 1", "Relational Databases, Transactions and ACID"),
        ("f#j<enter>", "#interview 1", "Relational Databases, Transactions and ACID"),
        ("fK<enter>", "recommended 1", "Learn a Language, Rust"),
        ("fKjj<enter>", "optional 1", "Relational Databases, MS SQL Server"),
        ("fjjjj<enter>", "skipped 1", "Learn a Language, Go"),
    ] {
        let stage = Stage::new();
        write(&stage.summary("jwt"), "words");
        let mut stage = stage.keys("gj<space>ji*").keys("}ljs").keys(keys);
        let rows = tree(&mut stage);
        let titles: Vec<String> = rows.iter().map(|row| bare(row)).collect();
        assert_eq!(titles.join(", "), expected, "{keys}");
        assert!(stage.row("Backend").ends_with(name), "{keys}: {}", stage.frame());
        assert!(cursor(&mut stage).starts_with('❯'));
        let mut stage = stage.keys("<esc>");
        assert!(tree(&mut stage).len() >= 4 && !stage.row("Backend").ends_with(name), "{}", stage.frame());
    }
}

/// A row without cursor, signs and totals.
fn bare(row: &str) -> String {
    let words = row.trim_start_matches(['❯', ' ', '◦', '◔', '✓', '⊘', '▾', '▸']);
    words.trim_end_matches(|c: char| c.is_ascii_digit() || "/✦✎ ".contains(c)).to_owned()
}

#[test]
fn the_menu_counts_what_each_filter_has() {
    let mut stage = Stage::new().keys("gj<space>f");
    for row in ["t  to do", "i  in progress", "d  done", "h  without skipped", "*  bookmarked", "a  all"] {
        stage.row(row);
    }
    assert!(stage.row("t  to do").contains(" 11 │"), "{}", stage.frame());
    assert!(stage.row("d  done").contains(" 1 │"), "{}", stage.frame());
    // Its own letters, and no others; the cursor is on what is shown.
    let mut stage = stage.keys("z");
    assert!(stage.footer().contains("z does nothing here"), "{}", stage.frame());
    let mut stage = stage.keys("<esc>ftf");
    assert!(stage.row("t  to do").contains("❯ t"), "{}", stage.frame());
    let mut stage = stage.keys("f#t");
    assert!(
        stage.footer().contains("f does nothing here") || stage.footer().contains("letter"),
        "{}",
        stage.frame()
    );
    let mut stage = stage.keys("<esc>");
    assert_eq!(stage.row("Backend").split_whitespace().last(), Some("11"));
}

#[test]
fn the_cursor_stays_on_its_topic_or_goes_to_the_nearest() {
    let mut stage = Stage::new().keys("gj<space>ft");
    assert_eq!(cursor(&mut stage), "❯ ◦  DNS");
    // What is above what is shown stays as it is.
    let mut stage = Stage::new().keys("gft");
    assert_eq!(cursor(&mut stage), "❯ ◦ ▾ Internet 0/2");
    let mut stage = stage.keys("fa");
    assert_eq!(cursor(&mut stage), "❯ ◦ ▾ Internet 0/2");
}

#[test]
fn a_mark_that_leaves_the_filter_stays_until_the_cursor_leaves() {
    let mut stage = Stage::new().keys("gjft<space>");
    assert_eq!(cursor(&mut stage), "❯ ✓  TCP");
    assert!(stage.footer().contains("✓ TCP done   u undo"), "{}", stage.frame());
    // The same key takes it back, undo too.
    let mut stage = stage.keys("<space>");
    assert_eq!(cursor(&mut stage), "❯ ◦  TCP");
    let mut stage = stage.keys("<space>u<space>j");
    assert_eq!(tree(&mut stage).get(..2).expect("rows"), ["◔ ▾ Internet 1/2", "❯ ◦  DNS"]);
    // The last of its section: with the cursor goes the section.
    let mut stage = stage.keys("<space>j");
    assert_eq!(cursor(&mut stage), "❯ ◦ ▾ Learn a Language 0/1");
    assert!(!tree(&mut stage).iter().any(|row| row.contains("Internet")), "{}", stage.frame());
    // Undone, they are there again, and the cursor stays where it is.
    let mut stage = stage.keys("u");
    assert_eq!(cursor(&mut stage), "❯ ◦ ▾ Learn a Language 0/1");
    assert!(tree(&mut stage).iter().any(|row| row.contains("DNS")), "{}", stage.frame());
}

#[test]
fn a_filter_without_a_topic_says_so_and_how_to_see_all() {
    for (keys, said) in [
        ("fs", "No skipped topics."),
        ("fi", "No topics in progress."),
        ("f*", "No bookmarked topics."),
        ("fn", "No topics with a summary"),
    ] {
        let mut stage = Stage::new().keys("g").keys(keys);
        assert!(stage.frame().contains(said), "{keys}: {}", stage.frame());
        // Keys have nothing to work on, and say so.
        let mut stage = stage.keys("<space>");
        assert!(
            stage.footer().contains("No topic is selected") && stage.log().is_empty(),
            "{}",
            stage.frame()
        );
        let mut stage = stage.keys("jkhl{}gGnvw*/x<esc>vu<esc>").keys("<esc>");
        assert_eq!(cursor(&mut stage), "❯ ◦ ▾ Internet 0/2", "{keys}");
        assert!(stage.log().is_empty());
    }
}

#[test]
fn a_search_goes_on_inside_a_filter_and_escape_takes_one_after_the_other() {
    let mut stage = Stage::new().keys("gj<space>ft/n<enter>");
    let name = stage.row("Backend");
    assert!(name.ends_with("to do \"n\" 4"), "{name}");
    let mut stage = stage.keys("/tcp");
    assert!(stage.frame().contains("No topic of those to do"), "{}", stage.frame());
    assert!(!stage.frame().contains("did you mean"), "what the filter hides is not meant: {}", stage.frame());
    let mut stage = stage.keys("<esc>");
    assert!(stage.row("Backend").ends_with("  to do 11"), "{}", stage.frame());
    let mut stage = stage.keys("<esc>");
    assert!(stage.row("Backend").ends_with("1 of 11"), "{}", stage.frame());
}

#[test]
fn a_new_version_of_the_roadmap_is_filtered_too() {
    let mut stage = Stage::of("id = \"r\"\ntitle = \"R\"\n[[topics]]\nid = \"a\"\ntitle = \"A\"\ntags = [\"x\"]\n\n[[topics]]\nid = \"b\"\ntitle = \"B\"\n")
        .keys("f#<enter>");
    assert_eq!(tree(&mut stage), ["❯ ◦  A"]);
    stage.write("roadmap.toml", "id = \"r\"\ntitle = \"R\"\n[[topics]]\nid = \"b\"\ntitle = \"B\"\ntags = [\"x\"]\n\n[[topics]]\nid = \"a\"\ntitle = \"A\"\n");
    stage.wait(5_000);
    // The cursor stays on its topic as long as the person does.
    assert_eq!(tree(&mut stage), ["  ◦  B", "❯ ◦  A"].map(str::trim_start));
    let mut stage = stage.keys("k");
    assert_eq!(tree(&mut stage), ["❯ ◦  B"]);
    let mut stage = stage.keys("<esc>");
    assert_eq!(tree(&mut stage).len(), 2);
}

#[test]
fn what_is_shown_is_named_on_every_screen() {
    for (width, height) in [(120, 36), (80, 24), (50, 20), (40, 10)] {
        let mut stage = Stage::new().size(width, height).keys("ft");
        assert!(stage.frame().contains("to do 12"), "{}", stage.frame());
    }
}
