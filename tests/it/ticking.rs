//! Ticking resources with the keys of their numbers.

use std::io;
use std::sync::Arc;

use trailmark::theme::{Colours, SignSet};

use crate::stage::Stage;
use crate::store::faults::Failing;

const ROADMAP: &str = r#"
id = "study"
title = "Study"
topics = [
  { id = "a", title = "First", resources = [
    { type = "article", title = "PostgreSQL docs", url = "https://one.example/" },
    { type = "opensource", title = "서버 하나", url = "https://two.example/" },
    { type = "book", title = "The same as the first", url = "https://one.example/" },
  ] },
  { id = "b", title = "Second" },
]
"#;

/// The rows of the resources without the tree, and the title above them.
fn resources(stage: &mut Stage) -> Vec<String> {
    let frame = stage.frame();
    let note = |row: &str| row.rsplit(['│', '|']).next().unwrap_or_default().trim().to_owned();
    let rows = frame.lines().map(note).skip_while(|row| !row.starts_with("Resources"));
    rows.filter(|row| !row.is_empty()).take(4).collect()
}

#[test]
fn a_digit_ticks_the_resource_of_its_number() {
    let mut stage = Stage::of(ROADMAP).size(120, 36).keys("<enter>2");
    assert_eq!(
        resources(&mut stage),
        [
            "Resources  1/3",
            "◦ 1 article     PostgreSQL docs https://one.example/",
            "✓ 2 opensource  서버 하나 https://two.example/",
            "◦ 3 book        The same as the first https://one.example/",
        ]
    );
    assert!(stage.footer().ends_with("opensource 서버 하나 ticked   u undo"), "{}", stage.frame());
    assert_eq!(
        stage.log(),
        [r#"{ topic = "a", title = "First", resource = "https://two.example/", ticked = true }"#]
    );
    // Two resources with one address are one.
    stage.press("1");
    assert_eq!(resources(&mut stage)[0], "Resources  3/3");
    assert!(stage.row("The same").contains("✓ 3 book"), "{}", stage.frame());
    stage.press("3");
    assert!(
        stage.footer().ends_with("book The same as the first no longer ticked   u undo"),
        "{}",
        stage.frame()
    );
    assert_eq!(resources(&mut stage)[0], "Resources  1/3");
    stage.press("uu");
    assert!(stage.footer().contains("Undone: article PostgreSQL docs ticked"), "{}", stage.frame());
    assert_eq!(resources(&mut stage)[0], "Resources  1/3");
    stage.press("<c-r><c-r>");
    assert_eq!(resources(&mut stage)[0], "Resources  1/3");
    // A tick is no mark.
    assert!(stage.frame().contains("0 of 2") && stage.topic("First").contains('◦'), "{}", stage.frame());
}

#[test]
fn a_digit_without_a_resource_says_so() {
    let mut stage = Stage::of(ROADMAP).keys("<enter>4");
    assert!(stage.footer().contains("There is no resource 4"), "{}", stage.frame());
    let mut stage = stage.keys("<esc>j<enter>1");
    assert!(stage.footer().contains("There are no resources here"), "{}", stage.frame());
    let mut stage = stage.keys("<esc>1");
    assert!(stage.footer().contains("1 does nothing here"), "in the tree: {}", stage.frame());
    assert!(stage.log().is_empty());
}

#[test]
fn ticks_are_there_again_after_a_restart_and_a_change_of_the_roadmap() {
    let mut stage = Stage::of(ROADMAP).keys("<enter>12<esc>").restart();
    assert_eq!(resources(&mut stage)[0], "Resources  3/3");
    let changed = ROADMAP.replace("서버 하나", "둘").replace("https://one.example/", "https://new.example/");
    stage.write("roadmap.toml", &changed);
    stage.wait(2_000);
    assert_eq!(resources(&mut stage)[0], "Resources  1/3");
    stage.write("roadmap.toml", ROADMAP);
    stage.wait(2_000);
    assert_eq!(resources(&mut stage)[0], "Resources  3/3");
}

#[test]
fn a_tick_that_cannot_be_saved_is_kept_and_shown_as_not_saved() {
    let files = Failing::default();
    files.set(&[("write", io::ErrorKind::StorageFull)]);
    let mut stage = Stage::of(ROADMAP).size(120, 36).files(Arc::new(files.clone())).keys("<enter>1");
    assert!(stage.frame().contains("1 not saved"), "{}", stage.frame());
    assert!(stage.topic("First").contains('✗'), "{}", stage.frame());
    assert_eq!(resources(&mut stage)[0], "Resources  2/3");
    files.set(&[]);
    let mut stage = stage.keys("2");
    assert!(!stage.frame().contains("not saved"), "{}", stage.frame());
    assert_eq!(stage.log().len(), 2);
}

#[test]
fn the_columns_stand_below_each_other_in_both_sign_sets_and_in_narrow_panes() {
    let mut stage = Stage::of(ROADMAP).looks(Colours::None, SignSet::Ascii).keys("<enter>1");
    insta::assert_snapshot!(resources(&mut stage).join("\n"), @r"
    Resources  2/3
    x 1 article     PostgreSQL docs
    https://one.example/
    . 2 opensource  서버 하나
    ");
    let mut stage = Stage::of(ROADMAP).size(24, 24).keys("<enter>1");
    insta::assert_snapshot!(stage.frame(), @r"
     ‹ Study
    ────────────────────────
      First
      ◦ to do
      Nothing of your own
      yet.

      The author wrote no
      note here.

      Resources  2/3

      ✓ 1 article
          PostgreSQL docs
          https://one.examp
          le/
      ◦ 2 opensource 서버
          하나
          https://two.examp
          le/
      ✓ 3 book The same as
          the first
    ────────────────────────
     article PostgreSQL do⋯
    ");
}

#[test]
fn a_tenth_resource_has_no_key() {
    let many: Vec<String> = (1..=11)
        .map(|number| {
            format!("{{ type = \"docs\", title = \"R{number}\", url = \"https://r{number}.example/\" }}")
        })
        .collect();
    let toml = format!(
        "id = \"study\"\ntitle = \"Study\"\ntopics = [{{ id = \"a\", title = \"A\", resources = [{}] }}]",
        many.join(", ")
    );
    let mut stage = Stage::of(&toml).keys("<enter>9");
    assert!(stage.row("R9 ").contains("✓ 9 docs  R9"), "{}", stage.frame());
    assert!(stage.row("R10 ").contains("◦   docs  R10"), "{}", stage.frame());
}

#[test]
fn other_keys_can_tick() {
    let stage = Stage::of(ROADMAP).configured("[keys]\ntick-2 = [\"F2\", \"-2\"]\n");
    let mut stage = stage.keys("<enter>2");
    assert!(stage.footer().contains("2 does nothing here"), "{}", stage.frame());
    assert!(stage.row("서버").contains("◦ F2 opensource"), "{}", stage.frame());
    assert!(stage.row("PostgreSQL").contains("◦ 1  article"), "{}", stage.frame());
}

#[test]
fn the_list_of_links_shows_what_is_ticked() {
    let mut stage = Stage::of(ROADMAP).keys("<enter>2o");
    assert!(stage.row("PostgreSQL docs  ").contains("◦ 1  PostgreSQL docs"), "{}", stage.frame());
    assert!(stage.row("서버 하나  ").contains("✓ 2  서버 하나"), "{}", stage.frame());
}
