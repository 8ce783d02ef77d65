//! The screens of `docs/reading.md` are those of the program.

use std::path::Path;

use trailmark::markdown::{Layout, render};
use trailmark::theme::{Colours, SignSet, Theme};

/// What begins and ends a block of the page; notes in it have shorter fences of their own.
const FENCE: &str = "````";

/// With this variable set, the test writes the page as it must be.
const WRITE: &str = "TRAILMARK_WRITE_DOCS";

/// The page with what the program shows in each `text pane` and `text show` of the note that comes before it, the
/// `markdown WIDTH` of that many cells. Other blocks stay as they are.
fn filled(page: &str) -> String {
    let theme = Theme::new(Colours::Sixteen, SignSet::Unicode);
    let (mut width, mut note) = (0, String::new());
    let mut out = String::new();
    // Every other piece is inside of a block.
    for (number, piece) in page.split(FENCE).enumerate() {
        if number > 0 {
            out.push_str(FENCE);
        }
        let (info, text) = piece.split_once('\n').unwrap_or_default();
        let shown = match info {
            _ if number % 2 == 0 => None,
            "text pane" => Some(Layout::pane(width)),
            "text show" => Some(Layout::print(width)),
            info => {
                if let Some(cells) = info.strip_prefix("markdown ") {
                    width = cells.parse().expect("a number of cells after `markdown`");
                    text.clone_into(&mut note);
                }
                None
            }
        };
        let Some(layout) = shown else {
            out.push_str(piece);
            continue;
        };
        out.push_str(info);
        for row in render(&note, layout, &theme).lines() {
            out.push('\n');
            out.push_str(row.to_string().trim_end());
        }
        out.push('\n');
    }
    out
}

#[test]
#[expect(clippy::disallowed_methods, reason = "git has the page that is written over")]
fn the_screens_in_the_page_about_reading_are_those_of_the_program() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reading.md");
    let page = std::fs::read_to_string(&path).expect("docs/reading.md");
    let expected = filled(&page);
    assert!(page.matches("text pane").count() >= 10 && page.matches("text show").count() >= 2);
    if std::env::var_os(WRITE).is_some() {
        std::fs::write(&path, expected).expect("docs/reading.md can be written");
    } else {
        let wrong = page.lines().zip(expected.lines()).find(|(is, must)| is != must);
        assert!(
            page == expected,
            "docs/reading.md is not true any more at {wrong:?}: {WRITE}=1 cargo test mends it"
        );
    }
}
