//! What the screen says about where the keys go, and what they do just now.

use trailmark::theme::{Colours, SignSet};

use crate::stage::Stage;

const ROADMAP: &str = r#"
id = "study"
title = "Study"
topics = [
  { id = "s", title = "Section", topics = [
    { id = "a", title = "First", note = "a.md" },
    { id = "b", title = "Second", note = "b.md" },
  ] },
]
"#;

fn stage() -> Stage {
    let stage = Stage::of(ROADMAP);
    let wide = "x_".repeat(60);
    stage.write(
        "notes/a.md",
        &format!("One\n\n## Two\n\nwords\n\n## Three\n\n{}```\n{wide}\n```\n", "row\n\n".repeat(20)),
    );
    stage.write("notes/b.md", "[one](a.md) [two](https://two.example/)\n");
    stage
}

#[test]
fn the_note_says_that_it_has_the_keys_with_colours_and_without() {
    for (colours, signs, line) in [
        (Colours::Sixteen, SignSet::Unicode, "─┬━━━"),
        (Colours::None, SignSet::Unicode, "─┬━━━"),
        (Colours::None, SignSet::Ascii, "-+==="),
    ] {
        for size in [(80, 24), (120, 36)] {
            let mut stage = stage().looks(colours, signs).size(size.0, size.1);
            let rule = |stage: &mut Stage| stage.frame().lines().nth(1).unwrap_or_default().to_owned();
            assert!(!rule(&mut stage).contains(line), "{}", stage.frame());
            let mut stage = stage.keys("<tab>");
            assert!(rule(&mut stage).contains(line), "{}", stage.frame());
            let mut stage = stage.keys("<tab>");
            assert!(!rule(&mut stage).contains(line), "{}", stage.frame());
        }
    }
    let mut stage = stage().keys("<tab>");
    let row = stage.frame().lines().position(|row| row.starts_with('❯')).expect("a cursor");
    let cell = stage.buffer()[(0, u16::try_from(row).expect("a row"))].clone();
    assert_eq!(cell.fg, ratatui::style::Color::DarkGray, "the cursor of the tree steps back");
}

#[test]
fn the_contents_of_the_shown_note_open_from_the_tree_and_lead_into_it() {
    for size in [(120, 36), (80, 24), (50, 20)] {
        let mut stage = stage().size(size.0, size.1).keys("gjc");
        assert!(stage.frame().contains("Contents   1-2 of 2"), "{}", stage.frame());
        let mut stage = stage.keys("j<enter>");
        assert!(stage.footer().contains("esc topics"), "{}", stage.frame());
        assert!(stage.frame().contains("Three"), "{}", stage.frame());
    }
    let mut stage = stage().keys("gjjc");
    assert!(stage.footer().contains("There are no headings here"), "{}", stage.frame());
}

#[test]
fn that_something_is_cut_sideways_is_hinted_only_where_it_is() {
    let mut stage = stage().keys("gj<enter>");
    assert!(!stage.footer().contains("sideways"), "{}", stage.frame());
    let mut stage = stage.keys("G");
    assert!(stage.footer().starts_with(" esc topics   h l sideways   space done"), "{}", stage.frame());
    let mut stage = stage.keys("<tab>");
    assert!(!stage.footer().contains("sideways"), "{}", stage.frame());
}

#[test]
fn a_narrow_screen_hints_what_fits_and_what_enter_does() {
    let mut stage = stage().size(50, 20).keys("gj<enter>");
    insta::assert_snapshot!(stage.footer(), @" esc topics  space done  e edit  ? help  / find");
    let mut stage = stage.keys("<esc>");
    insta::assert_snapshot!(stage.footer(), @" space done  enter note  ? help  / find  e edit");
    let mut stage = stage.keys("g");
    assert!(stage.footer().contains("enter fold"), "{}", stage.frame());
    let mut stage = stage.keys("<enter>");
    assert!(stage.footer().contains("enter unfold"), "{}", stage.frame());
    let mut stage = stage.keys("<enter>");
    assert!(stage.footer().contains("enter fold"), "{}", stage.frame());
}

#[test]
fn the_list_of_links_says_that_a_number_can_be_typed() {
    let mut stage = stage().keys("gjjo");
    assert!(
        stage.footer().starts_with(" enter open   1-2 by number   y copy   esc close"),
        "{}",
        stage.frame()
    );
    let mut stage = stage.keys("<esc>kc");
    assert!(!stage.footer().contains("number"), "{}", stage.frame());
}

#[test]
fn the_menu_of_filters_says_what_it_counts() {
    let mut stage = stage().keys("f");
    assert!(stage.row("─ Show").contains("─ topics ─"), "{}", stage.frame());
    assert!(stage.row("a  all, sections too").contains(" 3 │"), "{}", stage.frame());
    assert!(stage.row("t  to do").contains(" 2 │"), "{}", stage.frame());
}
