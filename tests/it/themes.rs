//! The themes with a ground of their own, on the screen.

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};
use trailmark::theme::{Colours, SignSet, Theme};

use crate::stage::Stage;

const TRUE: [Colours; 2] = [Colours::Dark, Colours::Light];
const NOTE: &str = "Text with `inline` code.\n\n- item\n\n  ```rust\n  let x = 1;\n\n  x\n  ```\n\nEnd.\n";

fn theme(colours: Colours) -> Theme {
    Theme::new(colours, SignSet::Unicode)
}

fn reading(colours: Colours) -> Stage {
    let toml = "id = \"r\"\ntitle = \"R\"\n[[topics]]\nid = \"a\"\ntitle = \"A\"\nnote = \"a.md\"\n";
    let stage = Stage::of(toml).looks(colours, SignSet::Unicode);
    stage.write("notes/a.md", NOTE);
    stage.keys("<enter>")
}

/// The number of the row with this text, and the column where that begins.
fn place(buffer: &Buffer, text: &str) -> (u16, u16) {
    for y in 0..buffer.area.height {
        let row: String = (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect();
        if let Some(at) = row.find(text) {
            let x = row.get(..at).expect("a part").chars().count();
            return (u16::try_from(x).expect("a column"), y);
        }
    }
    panic!("no {text:?} in {buffer:?}");
}

/// The columns of a row with this ground: first, last, how many.
fn span_of(buffer: &Buffer, y: u16, ground: Option<Color>) -> (u16, u16, usize) {
    let columns: Vec<u16> = (0..buffer.area.width).filter(|x| Some(buffer[(*x, y)].bg) == ground).collect();
    (columns[0], columns[columns.len() - 1], columns.len())
}

#[test]
fn no_cell_is_left_to_the_terminal() {
    for colours in TRUE {
        for (width, height) in [(120, 36), (80, 24), (50, 20), (20, 5), (3, 2)] {
            for keys in ["", "<enter>", "?", "g}}llj<enter>|o2", "g}}llj<enter>|oj", "aword", "/word<c-q>"] {
                let stage = Stage::new().looks(colours, SignSet::Unicode).size(width, height);
                let mut stage = keys.split('|').fold(stage, Stage::keys);
                for cell in &stage.buffer().content {
                    let is_ours = |colour| matches!(colour, Color::Rgb(..));
                    assert!(is_ours(cell.fg) && is_ours(cell.bg), "{keys:?} {width}x{height}: {cell:?}");
                    assert!(!cell.modifier.contains(Modifier::REVERSED), "{keys:?}: {cell:?}");
                }
            }
        }
    }
}

#[test]
fn a_block_of_code_has_its_ground_over_its_whole_width() {
    for colours in TRUE {
        let ground = theme(colours).code.bg;
        let mut stage = reading(colours);
        let buffer = stage.buffer();
        let (x, y) = place(buffer, "let x = 1;");
        let (first, last, count) = span_of(buffer, y, ground);
        assert_eq!((first, count), (x - 2, usize::from(last - first) + 1), "{colours:?}");
        assert!(last > x + 20, "{colours:?}: it ends at {last}");
        // The blank row and the last one of the block are as wide.
        for below in [1, 2] {
            assert_eq!(span_of(buffer, y + below, ground), (first, last, count), "{colours:?} {below}");
        }
        let (label, above) = place(buffer, "rust");
        assert_eq!((label, buffer[(label, above)].bg), (x, theme(colours).ground.bg.expect("a ground")));
    }
}

#[test]
fn inline_code_has_a_ground_in_place_of_quotes() {
    for (colours, row) in [
        (Colours::Dark, "Text with inline code."),
        (Colours::Light, "Text with inline code."),
        (Colours::Sixteen, "Text with `inline` code."),
        (Colours::None, "Text with `inline` code."),
    ] {
        let mut stage = reading(colours);
        let (x, y) = place(stage.buffer(), row);
        let is_ground = stage.buffer()[(x + 10, y)].bg == theme(colours).code.bg.unwrap_or_default();
        assert!(is_ground, "{colours:?}");
    }
}

#[test]
fn the_selected_row_looks_the_same_whatever_is_in_it() {
    for colours in TRUE {
        let selected = theme(colours).selected;
        for keys in ["}", "}<space>", "}s", "}*"] {
            let mut stage = Stage::new().looks(colours, SignSet::Unicode).keys(keys);
            let buffer = stage.buffer();
            let (_, y) = place(buffer, "❯");
            let divider = place(buffer, "│").0;
            for x in 0..divider {
                let cell = &buffer[(x, y)];
                assert_eq!((Some(cell.fg), Some(cell.bg)), (selected.fg, selected.bg), "{keys:?} {x}");
                assert!(!cell.modifier.contains(Modifier::CROSSED_OUT), "{keys:?} {x}");
            }
        }
    }
}
