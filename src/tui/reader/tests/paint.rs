//! Unit tests of the colours of code.

use ratatui::style::Color;

use super::*;
use crate::highlight::colour;

/// Code between paragraphs: Rust on the first screen, SQL on the next, Go far below, and some that is never coloured.
fn note() -> String {
    let rows = "row\n\n".repeat(20);
    format!(
        "```rust\nlet x = 1;\n```\n\n```\nlet y = 2;\n```\n\n```brainfuck\nlet z = 3;\n```\n\n\
         ```sql\nSELECT 1\n```\n\n{rows}\n\n```go\nfunc f() {{}}\n```\n"
    )
}

impl Desk {
    fn reading(note: &str) -> Self {
        let mut desk = Self::new();
        desk.size = (30, 12);
        desk.turn(0);
        desk.read(0, note);
        desk
    }

    /// The languages of the code that is to be coloured.
    fn wanted(&self) -> Vec<String> {
        self.reader.canvases().iter().map(|canvas| canvas.language.to_string()).collect()
    }

    /// Does what the painter does.
    fn paint(&mut self) {
        for canvas in self.reader.canvases() {
            let coloured = colour(&canvas.language, &canvas.code).map(Arc::new);
            self.reader.hang(Painting { canvas, coloured });
        }
        self.settle();
    }

    /// The rows of code with what has the colour of keywords as `‹let›`, of strings as `"a"` and of hits as `[x]`.
    fn code(&self) -> Vec<String> {
        let signed = |span: &ratatui::text::Span<'_>| match (span.style.fg, span.style.add_modifier) {
            (_, modifier) if modifier.contains(ratatui::style::Modifier::REVERSED) => {
                format!("[{}]", span.content)
            }
            (Some(Color::Cyan), _) => format!("‹{}›", span.content),
            (Some(Color::Green), _) => format!("“{}”", span.content),
            _ => span.content.to_string(),
        };
        let rows = self.reader.rows().take(self.size.1).filter(|row| row.to_string().starts_with("  "));
        let text = |row: Line<'_>| row.spans.iter().map(signed).collect::<String>();
        // The sign of what is cut is a span of its own.
        rows.map(|row| text(row).replace("”“", "").replace("›‹", "")).collect()
    }
}

#[test]
fn code_on_the_screen_is_coloured_first_then_what_is_near() {
    let mut desk = Desk::reading(&note());
    assert_eq!(desk.wanted(), ["rust", "sql"]);
    assert_eq!(desk.code()[1], "  let x = 1;");
    desk.paint();
    assert!(desk.wanted().is_empty());
    assert_eq!(desk.code()[1], "  ‹let› x = 1;");
    desk.reader.scroll_by(12);
    desk.settle();
    // Seen from here SQL is on the screen, and has its colours by now.
    assert!(desk.wanted().is_empty(), "{:?}", desk.wanted());
    desk.reader.last();
    desk.settle();
    assert_eq!(desk.wanted(), ["go"]);
}

#[test]
fn what_is_wanted_no_more_is_not_asked_for() {
    let mut desk = Desk::reading(&note());
    desk.reader.last();
    desk.settle();
    assert_eq!(desk.wanted(), ["go"]);
    // The painter is slow: its work comes when the code is far away, and is there on the way back.
    let canvas = desk.reader.canvases().remove(0);
    desk.reader.first();
    desk.settle();
    assert_eq!(desk.wanted(), ["rust", "sql"]);
    let coloured = colour(&canvas.language, &canvas.code).map(Arc::new);
    desk.reader.hang(Painting { canvas, coloured });
    desk.reader.last();
    desk.settle();
    assert!(desk.wanted().is_empty());
    assert_eq!(desk.code(), ["  go", "  ‹func› f() {}"]);
}

#[test]
fn notes_without_code_of_a_known_language_ask_for_nothing() {
    for note in [
        "",
        "text `let x = 1;`",
        "```\nlet x = 1;\n```",
        "    let x = 1;",
        "```text\nlet\n```",
        "```http\na\n```",
    ] {
        assert!(Desk::reading(note).wanted().is_empty(), "{note:?}");
    }
}

#[test]
fn colours_outlast_another_width_and_an_edit_elsewhere() {
    let mut desk = Desk::reading(&note());
    desk.paint();
    desk.size = (20, 12);
    desk.settle();
    assert!(desk.wanted().is_empty());
    assert_eq!(desk.code()[1], "  ‹let› x = 1;");
    desk.read(0, &format!("A new paragraph.\n\n{}", note()));
    assert!(desk.wanted().is_empty());
    desk.read(0, &note().replace("let x", "let mut x"));
    assert_eq!(desk.wanted(), ["rust"]);
    assert_eq!(desk.code()[1], "  let mut x = 1;");
    // Another topic, and back.
    desk.turn(1);
    desk.turn(0);
    desk.read(0, &note());
    assert!(desk.wanted().is_empty());
}

#[test]
fn the_summary_has_colours_too() {
    let mut desk = Desk::reading("");
    desk.sum_up(0, "```rust\nlet x = 1;\n```");
    desk.paint();
    assert_eq!(desk.code(), ["  rust", "  ‹let› x = 1;"]);
}

#[test]
fn hits_lie_over_colours() {
    let mut desk = Desk::reading("```rust\nlet letter = \"let it\"; let a;\n```");
    desk.paint();
    assert_eq!(desk.code()[1], "  ‹let› letter = “\"let it\"”; ‹let› ⋯");
    desk.reader.begin_find();
    desk.reader.find(Some("et"));
    desk.settle();
    assert_eq!(desk.code()[1], "  ‹l›[et] l[et]ter = “\"l”[et]“ it\"”; ‹l›[et] ⋯");
}

#[test]
fn code_that_is_scrolled_sideways_keeps_its_colours() {
    let mut desk = Desk::reading("```rust\nlet 가나 = \"하나 둘 셋 넷 다섯\"; let b = 1;\nlet\n```");
    desk.paint();
    let expected = [
        (0, ["  ‹let› 가나 = “\"하나 둘 셋 넷  ⋯”", "  ‹let›"]),
        (2, ["  ⋯ 가나 = “\"하나 둘 셋 넷 다 ⋯”", "  ‹⋯›"]),
        (12, ["  “⋯ 나 둘 셋 넷 다섯\"”; ‹let› b ⋯", "  ‹⋯›"]),
        (24, ["  “⋯ 둘 셋 넷 다섯\"”; ‹let› b = 1;", "  ‹⋯›"]),
    ];
    for (shift, rows) in expected {
        desk.reader.shift_by(-100);
        desk.reader.shift_by(shift);
        assert_eq!(desk.code().get(1..), Some(&rows.map(String::from)[..]), "{shift}");
    }
}

#[test]
fn a_page_is_the_same_with_its_colours() {
    let mut desk = Desk::reading(&note());
    let before = desk.rows();
    desk.paint();
    assert_eq!(desk.rows(), before);
}

#[test]
fn without_colours_nothing_is_asked_for() {
    let mut desk = Desk::reading("");
    desk.colours = Colours::None;
    desk.read(0, &note());
    assert!(desk.wanted().is_empty());
}

#[test]
fn no_more_than_a_megabyte_of_code_is_kept() {
    let mut desk = Desk::reading("");
    for number in 0..40 {
        let code = format!("// {number}\n{}", "let x = 1; // more\n".repeat(3_000));
        let canvas = Arc::new(Canvas { language: "rust".into(), code });
        desk.reader.hang(Painting { canvas, coloured: None });
        assert!(
            desk.reader.palette.kept.keys().map(|canvas| canvas.code.len()).sum::<usize>() <= 1024 * 1024
        );
    }
}
