//! Notes that are made to be slow: the work ends, and what is drawn stays small.

use std::time::{Duration, Instant};

use trailmark::markdown::{Layout, Mark, Page, render};
use trailmark::theme::{Colours, SignSet, Theme};
use unicode_segmentation::UnicodeSegmentation as _;

/// Far more than it takes; what grows with the square of a note needs hours.
const PATIENCE: Duration = Duration::from_secs(60);

/// More characters than are drawn in one cell.
const PILE: usize = 33;

fn laid_out(note: &str, layout: Layout) -> Page {
    render(note, layout, &Theme::new(Colours::Sixteen, SignSet::Unicode))
}

/// The same again and again, about so many bytes of it.
fn filled(bytes: usize, part: &str) -> String {
    part.repeat(bytes / part.len() + 1)
}

fn numbered(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect::<Vec<_>>().concat()
}

fn table(columns: usize, rows: usize) -> String {
    let row = |cell: &str| format!("| {cell} ").repeat(columns) + "|\n";
    row("a") + &row("---") + &row("b").repeat(rows)
}

/// Parts that make a bomb where there are many of them.
const PARTS: &[&str] = &[
    ">",
    "> ",
    "- ",
    "1. ",
    "> - ",
    "[",
    "*",
    "*a ",
    "_a ",
    "~a",
    "`",
    "<",
    "<a ",
    "<?",
    "<![CDATA[",
    "a <!A ",
    "|",
    "&",
    "&#",
    "![",
    "[a](b",
    "[a](",
    "[]",
    "[a]",
    "[a](<b",
    "<!--",
    "a <!-- ",
    "<!-- a\n\n",
    "lorem ipsum ",
    "a",
    "漢",
    "가",
    "트랜잭션은 ",
    "# a\n",
    "a\n=\n",
    "[a](b) ",
    "[a](b)\n\n",
    "http://a.b/ ",
    "www.a.b ",
    "a@b.cc ",
    "a@",
    "http://",
    "www.",
    "[^1]",
    "[^a]: ",
    "[a]: b\n",
    "```rust\na\n```\n",
    "```\n",
    "<div>",
    "<div>\n",
    "<details>\n<summary>a</summary>\n\nb\n\n</details>\n\n",
    "<kbd>a</kbd> ",
    "<sub>",
    "<p>a</p>\n\n",
    "<ul><li>",
    "👩\u{200D}",
    "\u{200D}",
    "🇰",
    "☺\u{FE0F}",
    "क\u{94D}",
    "\u{1100}",
    "a\n",
    "\n",
    "a\n\n",
    "- a\n",
    "- [ ] a\n",
    "---\n",
    "\t",
    "\\",
    "\\*",
    "&amp;",
    "&#x1b;",
    "\0",
    "$",
    "$a$ ",
    "$$a ",
    "^a^ ",
    "*_`~[(<!&|",
    "a\n: b\n\n",
    "> [!NOTE]\n> a\n\n",
    "**\"굵게\"**를 ",
    "*a*",
    "\u{301}",
    "a\u{301}",
];

#[test]
fn many_of_anything_end_and_fit() {
    let start = Instant::now();
    let repeated = PARTS.iter().map(|part| filled(5_000, part) + "a");
    let lines =
        [">", "- ", "[", "*a ", "`", "<b>", "| "].map(|part| format!("{}\n", part.repeat(60)).repeat(60));
    let others = [
        table(100, 10),
        table(500, 2),
        table(2, 500),
        "a ".to_owned() + &"<b>".repeat(2_000) + "x" + &"</b>".repeat(2_000),
        "[".repeat(6_000) + &"]".repeat(6_000),
        "*".repeat(6_000) + "a" + &"*".repeat(6_000),
        "![".repeat(1_000) + "a" + &"](b)".repeat(1_000),
        numbered(500, |n| format!("[^{n}] \n\n[^{n}]: a\n\n")),
        numbered(200, |n| "`".repeat(n) + " "),
        numbered(400, |n| format!("{}- a\n", " ".repeat(n * 2))),
        "---\ntags: [".to_owned() + &"a, ".repeat(4_000) + "]\n---\nx",
    ];
    for note in repeated.chain(lines).chain(others) {
        let begin: String = note.chars().take(30).collect();
        let page = laid_out(&note, Layout::print(40));
        assert!(page.lines().all(|row| row.width() <= 40), "{begin:?}");
        let page = laid_out(&note, Layout::pane(40));
        assert!((0..page.len()).all(|row| page.line(row, 0, &[]).width() <= 40), "{begin:?}");
        assert!(start.elapsed() < PATIENCE, "{begin:?} takes too long");
    }
}

#[test]
fn no_cell_holds_more_than_anybody_sees() {
    let raw = "a".to_owned() + &"\u{301}".repeat(5_000);
    let entities = "a".to_owned() + &"&#x301;".repeat(5_000);
    let joined = "👩\u{200D}".repeat(2_000) + "👩";
    for pile in [&raw, &entities, &joined] {
        for note in [
            format!("{pile}\n"),
            format!("# {pile}\n"),
            format!("**{pile}** [{pile}](a.md) `{pile}`\n"),
            format!("```{pile}\n{pile}\n```\n"),
            format!("| {pile} |\n|---|\n| {pile} |\n"),
            format!("<p>{pile}</p>\n"),
            format!("---\ntitle: {pile}\n---\n"),
        ] {
            for layout in [Layout::pane(40), Layout::print(40)] {
                let page = laid_out(&note, layout);
                let begin: String = note.chars().take(20).collect();
                for span in page.lines().flat_map(|row| row.spans) {
                    let highest = span.content.graphemes(true).map(|text| text.chars().count()).max();
                    assert!(highest < Some(PILE), "{highest:?} characters in a cell of {begin:?}");
                }
            }
        }
    }
}

#[test]
fn a_row_of_a_million_cells_costs_what_is_seen_of_it() {
    let note = "    ".to_owned() + &"a b ".repeat(1 << 18);
    let page = laid_out(&note, Layout::pane(40));
    assert!(page.len() == 1 && page.overhang() > 1_000_000);
    let style = ratatui::style::Style::new().bold();
    let marks: Vec<Mark> = (0..10_000).map(|n| Mark { bytes: 2 + n * 4..3 + n * 4, style }).collect();
    let start = Instant::now();
    for step in 0..300 {
        let line = page.line(0, step * 2_000, &marks);
        assert_eq!(line.width(), 40);
        assert!(start.elapsed() < PATIENCE, "{step}: each cell of the row is looked at");
    }
}
