//! What holds for every note and every width.

use proptest::prelude::*;
use ratatui::buffer::CellWidth as _;
use trailmark::markdown::{Layout, Page, render};
use trailmark::text;
use trailmark::theme::{Colours, SignSet, Theme};
use unicode_segmentation::UnicodeSegmentation as _;

/// Pieces that mean something in Markdown, that are wide, or that must not reach a terminal.
const FRAGMENTS: &[&str] = &[
    "\n",
    "\n\n",
    " ",
    "  \n",
    "    ",
    "\t",
    "# ",
    "## ",
    "\n===\n",
    "\n---\n",
    "***",
    "**",
    "*",
    "_",
    "~~",
    "~",
    "^",
    "`",
    "```\n",
    "```rust\n",
    "> ",
    "- ",
    "* ",
    "1. ",
    "10) ",
    "- [ ] ",
    "- [x] ",
    "[",
    "]",
    "](",
    "](a.md)",
    "](https://a.b/c)",
    "![",
    "[^1]",
    "[^1]: ",
    "[a]: b\n",
    "<https://a.b>",
    "<br>",
    "<!--",
    "-->",
    "<div>\n",
    "<b>",
    "| a | b |\n|---|:-:|\n",
    "| ",
    "|",
    "$",
    "$$",
    "\\",
    "\\\n",
    "&amp;",
    "&#27;",
    "&#x2061;",
    "&#x202E;",
    "\u{1B}[0m",
    "\u{2060}",
    "\u{2061}",
    "\u{200B}",
    "\u{200C}",
    "\u{200D}",
    "\u{202E}",
    "\u{FE0F}",
    "\u{301}",
    "\r",
    "\r\n",
    "word",
    "longer-word/with-joints",
    "한글",
    "단어는",
    "日本語",
    "、",
    "」",
    "「",
    "ッ",
    "ｶﾞ",
    "👩\u{200D}👧",
    "🇰🇷",
    "नि",
    "\u{A0}",
    "\n: ",
    "---\na: b\n---\n",
    "> [!NOTE]\n",
    "가**\"나\"**다",
    "{#id}",
    "\0",
];

fn fragments() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(FRAGMENTS), 0..40).prop_map(|parts| parts.concat())
}

fn page(note: &str, width: usize) -> Page {
    render(note, Layout::print(width), &Theme::new(Colours::Sixteen, SignSet::Unicode))
}

fn check(note: &str, width: usize) -> Result<(), TestCaseError> {
    let page = page(note, width);
    for row in page.lines() {
        let text = row.to_string();
        let cells: usize =
            text.graphemes(true).map(|g| if g.len() == 1 { 1 } else { usize::from(g.cell_width()) }).sum();
        prop_assert!(row.width() <= width && cells <= width, "{:?} is wider than {}", text, width);
        for span in &row.spans {
            prop_assert!(text::clean(&span.content) == span.content, "{:?} is not clean", span.content);
        }
    }
    for heading in &page.headings {
        prop_assert!(heading.row < page.len());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_text_fits_and_is_clean(note in any::<String>(), width in 1_usize..80) {
        check(&note, width)?;
    }

    #[test]
    fn any_markdown_fits_and_is_clean(note in fragments(), width in 1_usize..80) {
        check(&note, width)?;
    }

    #[test]
    fn wrapping_loses_no_text(words in proptest::collection::vec("[a-z가-힣一-龠ぁ-ん、。」/-]{1,30}", 1..30), width in 2_usize..80) {
        // A letter at the front, so that no word begins a list or a line across.
        let note = format!("x{}", words.join(" "));
        let shown: String = page(&note, width).lines().map(|row| row.to_string()).collect();
        let letters = |text: &str| text.replace(' ', "");
        prop_assert_eq!(letters(&shown), letters(&note));
    }
}
