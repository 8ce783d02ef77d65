//! Journeys through notes with code in them, and what `show` prints of it.

use trailmark::theme::{Colours, SignSet};

use crate::harness::{Dir, ROADMAP};
use crate::stage::Stage;

const TOML: &str = r#"
id = "r"
title = "R"
[[topics]]
id = "a"
title = "Words"
[[topics]]
id = "b"
title = "Code"
note = "b.md"
"#;

const NOTE: &str = "Text.\n\n```rust\n// let\nlet text = \"a\";\n```\n\n```\nlet plain = \"b\";\n```\n";

fn reading(colours: Colours) -> Stage {
    let stage = Stage::of(TOML).looks(colours, SignSet::Unicode);
    stage.write("notes/b.md", NOTE);
    stage.keys("j<enter>")
}

/// The styles right of the tree in the row with this text: first and last column and look.
fn looks(stage: &mut Stage, text: &str) -> Vec<String> {
    let frame = stage.frame_with_styles();
    let row = frame.lines().position(|row| row.contains(text));
    let row = row.unwrap_or_else(|| panic!("no row with {text:?} in\n{frame}"));
    let styles = frame.lines().find_map(|line| line.strip_prefix(&format!("{row}: "))).unwrap_or_default();
    let divider = stage.row(text).chars().position(|c| c == '│').expect("a divider");
    let column = |run: &str| run.split('-').next().and_then(|column| column.parse::<usize>().ok());
    let runs = styles.split(", ").filter(|run| column(run).is_some_and(|column| column > divider));
    runs.map(str::to_owned).collect()
}

#[test]
fn code_has_its_colours_as_soon_as_the_painter_is_done() {
    let mut stage = reading(Colours::Sixteen);
    assert_eq!(looks(&mut stage, "// let"), ["37-42 darkgray"]);
    assert_eq!(looks(&mut stage, "let text"), ["37-39 cyan", "48-50 green"]);
    assert_eq!(looks(&mut stage, "let plain"), [""; 0]);
}

#[test]
fn hits_are_seen_on_code() {
    let mut stage = reading(Colours::Sixteen).keys("/let").keys("<enter>");
    assert_eq!(looks(&mut stage, "// let"), ["37-39 darkgray", "40-42 bold+reversed"]);
    assert_eq!(looks(&mut stage, "let text"), ["37-39 cyan reversed", "48-50 green"]);
}

#[test]
fn code_that_was_edited_gets_new_colours() {
    let mut stage = reading(Colours::Sixteen);
    stage.write("notes/b.md", &NOTE.replace("let text", "pub let text"));
    stage.wait(1_000);
    assert_eq!(looks(&mut stage, "let text"), ["37-39 cyan", "41-43 cyan", "52-54 green"]);
}

#[test]
fn without_colours_code_is_plain() {
    let mut stage = reading(Colours::None);
    for text in ["// let", "let text"] {
        assert_eq!(looks(&mut stage, text), [""; 0], "{text}");
    }
}

fn dir() -> Dir {
    Dir::empty().file("roadmap.toml", ROADMAP).file("notes/sql-joins.md", NOTE)
}

#[test]
fn show_colours_code_on_a_terminal_that_has_colours() {
    let shown = dir().in_terminal("show sql-joins --no-pager", &[]);
    for row in
        ["  \u{1B}[90m// let\u{1B}[0m\n", "  \u{1B}[36mlet\u{1B}[0m text = \u{1B}[32m\"a\"\u{1B}[0m;\n"]
    {
        assert!(shown.contains(row), "no {row:?} in {shown:?}");
    }
    let plain = dir().in_terminal("show sql-joins --no-pager", &[("NO_COLOR", "1")]);
    assert!(plain.contains("  let text = \"a\";\n") && !plain.contains('\u{1B}'), "{plain:?}");
}

#[test]
fn show_gives_code_to_a_pipe_as_it_was_written() {
    for line in ["show sql-joins", "show sql-joins --color always"] {
        let ran = dir().run(line).code(0).says(NOTE);
        assert!(!ran.stdout().contains('\u{1B}'), "{ran}");
    }
}
