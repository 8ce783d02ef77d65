//! Reading held against the specifications of Markdown, against notes as people write them, and against the rules of
//! scripts.

mod emphasis;
mod examples;
mod notes;
mod reference;
mod scripts;

use std::cell::Cell;
use std::sync::Once;

use ratatui::buffer::CellWidth as _;
use ratatui::text::Line;
use trailmark::markdown::{Layout, render};
use trailmark::text;
use trailmark::theme::{Colours, SignSet, Theme};
use unicode_normalization::UnicodeNormalization as _;
use unicode_segmentation::UnicodeSegmentation as _;

/// Wide enough for every line of code and every table in what is tested: nothing is cut there.
const WIDE: usize = 400;

fn theme() -> Theme {
    Theme::new(Colours::Sixteen, SignSet::Unicode)
}

/// A note as rows, for paper: nothing is cut, and addresses follow their links.
fn page(markdown: &str, width: usize) -> Vec<Line<'static>> {
    render(markdown, Layout::print(width), &theme()).lines().collect()
}

/// A note as rows of a pane, as they are at first and scrolled sideways.
fn pane(markdown: &str, width: usize) -> Vec<Line<'static>> {
    let page = render(markdown, Layout::pane(width), &theme());
    let scrolled = (0..page.len()).map(|row| page.line(row, page.overhang().div_ceil(2), &[]));
    page.lines().chain(scrolled).collect()
}

/// The same as text.
fn shown(markdown: &str, width: usize) -> Vec<String> {
    page(markdown, width).iter().map(Line::to_string).collect()
}

/// What is wrong with a note whatever it says: a panic on the way, a row too wide, a span that is not clean.
fn fault(markdown: &str, width: usize) -> Option<String> {
    let (rows, panics) = watched(|| [page(markdown, width), pane(markdown, width)].concat());
    if panics > 0 {
        return Some(format!("{panics} panics in {width}"));
    }
    rows.iter().find_map(|row| {
        let text = row.to_string();
        if row.width().max(cells(&text)) > width.max(1) {
            return Some(format!("{text:?} is wider than {width}"));
        }
        let unclean = row.spans.iter().find(|span| text::clean(&span.content) != span.content);
        unclean.map(|span| format!("{:?} is not clean in {width}", span.content))
    })
}

/// Cells that a row takes on a screen.
fn cells(row: &str) -> usize {
    row.graphemes(true).map(|g| if g.len() == 1 { 1 } else { usize::from(g.cell_width()) }).sum()
}

/// The letters of a text: what is left when rows are broken elsewhere, blanks are others, and `<sub>` and `<sup>` have become
/// small letters.
fn letters(text: &str) -> String {
    let is_small = |c: char| matches!(c, '²' | '³' | '¹' | '\u{2070}'..='\u{209F}');
    let cleaned = text::clean(text);
    let letters = cleaned.chars().filter(|c| !c.is_whitespace());
    letters.map(|c| if is_small(c) { c.nfkc().next().unwrap_or(c) } else { c }).collect()
}

thread_local! {
    static PANICS: Cell<Option<usize>> = const { Cell::new(None) };
}

/// What `work` returns, and how many panics were caught inside it: a note that makes the renderer panic is shown all
/// the same, but not as it should be.
fn watched<T>(work: impl FnOnce() -> T) -> (T, usize) {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| match PANICS.get() {
            Some(count) => PANICS.set(Some(count + 1)),
            None => before(info),
        }));
    });
    PANICS.set(Some(0));
    let done = work();
    (done, PANICS.take().unwrap_or_default())
}

#[test]
fn panics_that_are_caught_are_counted() {
    let (_, panics) = watched(|| std::panic::catch_unwind(|| std::panic::panic_any(())));
    assert_eq!(panics, 1);
}
