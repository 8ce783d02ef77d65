//! What holds for every table and every width.

use proptest::prelude::*;
use ratatui::buffer::CellWidth as _;
use ratatui::text::Line;
use trailmark::markdown::{Layout, Page, render};
use unicode_segmentation::UnicodeSegmentation as _;

use super::theme;

/// Text that is wide, combines, or both, and no Markdown.
const TEXT: &[&str] = &[
    " ",
    " ",
    " ",
    "a",
    "word",
    "longer-word/with-joints",
    "한글",
    "트랜잭션은",
    "日本語",
    "、",
    "」",
    "「",
    "ッ",
    "ｶﾞ",
    "ﾊﾟ",
    "👩\u{200D}👧",
    "🇰🇷",
    "🇰",
    "नि",
    "e\u{301}",
    "\u{301}",
    "❤\u{FE0F}",
    "#\u{FE0F}\u{20E3}",
    "\u{FE0F}",
    "각",
    "\u{A0}",
];
/// Markdown inside cells.
const MARKDOWN: &[&str] = &[
    "**",
    "*",
    "`",
    "~~",
    "[",
    "](a.md)",
    "](https://a.b/c)",
    "![",
    "<br>",
    "&amp;",
    "&#32;",
    "&#8205;",
    "\\|",
    "\u{200D}",
    "\u{1B}",
    "<b>",
    "[^1]",
];

type Rows = Vec<Vec<String>>;

fn cell(fragments: Vec<&'static str>) -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(fragments), 0..10).prop_map(|parts| parts.concat())
}

fn rows(fragments: Vec<&'static str>) -> impl Strategy<Value = Rows> {
    (1_usize..7).prop_flat_map(move |columns| {
        let row = proptest::collection::vec(cell(fragments.clone()), columns);
        proptest::collection::vec(row, 1..6)
    })
}

fn note(rows: &Rows) -> String {
    let line = |row: &Vec<String>| format!("| {} |\n", row.join(" | "));
    let sides: Vec<_> = ["---", ":--", ":-:", "--:"].into_iter().cycle().take(rows[0].len()).collect();
    let sides = format!("|{}|\n", sides.join("|"));
    line(&rows[0]) + &sides + &rows[1..].iter().map(line).collect::<String>()
}

/// Cells of a row as the screen counts them, span by span.
fn cells(line: &Line<'_>) -> usize {
    let cells = |grapheme: &str| match grapheme.len() {
        1 => 1,
        _ if grapheme.starts_with('\u{FE0F}') => 1,
        _ => usize::from(grapheme.cell_width()),
    };
    line.spans.iter().flat_map(|span| span.content.graphemes(true)).map(cells).sum()
}

/// The right edge is straight, wherever the page is scrolled to.
fn check_edges(page: &Page, width: usize) -> Result<(), TestCaseError> {
    if !page.line(0, 0, &[]).to_string().starts_with('┌') {
        for line in page.lines() {
            prop_assert!(cells(&line) <= width, "{line:?} is wider than {width}");
        }
        return Ok(());
    }
    let expected = cells(&page.line(0, 0, &[]));
    prop_assert!(expected == width || (expected < width && page.overhang() == 0));
    for row in 0..page.len() {
        for shift in [0, page.overhang() / 2, page.overhang()] {
            let line = page.line(row, shift, &[]);
            prop_assert_eq!(cells(&line), expected, "row {} from {}: {:?}", row, shift, line);
        }
        let end = page.line(row, page.overhang(), &[]).to_string();
        prop_assert!(end.ends_with(['┐', '│', '┤', '┘']), "{end:?}");
    }
    Ok(())
}

fn without_blanks(text: &str) -> String {
    text.replace([' ', '\u{A0}'], "")
}

/// All text of a column is there, in order.
fn check_text(page: &Page, rows: &Rows) -> Result<(), TestCaseError> {
    let texts: Vec<_> = (0..page.len()).map(|row| page.row_text(row)).collect();
    if !texts[0].starts_with('┌') {
        let all = without_blanks(&texts.concat());
        let mut rest = all.as_str();
        for cell in &rows[0] {
            prop_assert!(all.contains(&without_blanks(cell)), "{cell:?} in {texts:#?}");
        }
        for cell in rows[1..].iter().flatten() {
            let Some((_, after)) = rest.split_once(&without_blanks(cell)) else {
                return Err(TestCaseError::fail(format!("{cell:?} in {texts:#?}")));
            };
            rest = after;
        }
        return Ok(());
    }
    for column in 0..rows[0].len() {
        let shown: String = texts.iter().filter_map(|text| text.split('│').nth(column + 1)).collect();
        let expected: String = rows.iter().map(|row| row[column].as_str()).collect();
        prop_assert_eq!(without_blanks(&shown), without_blanks(&expected), "{:#?}", texts);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn the_edges_of_any_table_are_straight(rows in rows([TEXT, MARKDOWN].concat()), width in 1_usize..90) {
        for layout in [Layout::pane(width), Layout::print(width)] {
            check_edges(&render(&note(&rows), layout, &theme()), width)?;
        }
    }

    #[test]
    fn no_text_of_any_table_is_lost(rows in rows(TEXT.to_vec()), width in 4_usize..90) {
        for layout in [Layout::pane(width), Layout::print(width)] {
            let page = render(&note(&rows), layout, &theme());
            check_edges(&page, width)?;
            check_text(&page, &rows)?;
        }
    }

    #[test]
    fn links_keep_their_numbers(rows in rows(TEXT.to_vec()), width in 4_usize..90) {
        let linked = |row: &Vec<String>| row.iter().map(|cell| format!("[x{cell}](a.md)")).collect();
        let body: Rows = rows.iter().map(linked).collect();
        let note = note(&std::iter::once(rows[0].clone()).chain(body.clone()).collect());
        for layout in [Layout::pane(width), Layout::print(width)] {
            let page = render(&note, layout, &theme());
            prop_assert_eq!(page.links.len(), rows.len() * rows[0].len());
            for (link, cell) in rows.iter().flatten().enumerate() {
                let mut shown = String::new();
                for row in 0..page.len() {
                    page.link_in_row(row, link).for_each(|bytes| shown.extend(page.row_text(row).get(bytes)));
                }
                prop_assert_eq!(without_blanks(&shown), without_blanks(&format!("x{cell}")));
            }
        }
    }
}
