//! Breaking styled text into rows.

use ratatui::buffer::CellWidth as _;
use ratatui::style::Style;
use ratatui::text::Span;
use unicode_segmentation::UnicodeSegmentation as _;

use super::script::{begins_no_row, ends_no_row, is_blank, is_hangul, is_ideographic};
use crate::theme;

/// Asks for the coloured, wide form of the character before it.
const EMOJI_SELECTOR: char = '\u{FE0F}';

/// Text of one style, clean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) style: Style,
}

/// How wide rows may be, in cells, and what stands for what does not fit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    pub(super) first: usize,
    pub(super) rest: usize,
    pub(super) cut: &'static str,
}

/// A grapheme on its way into a row. Small, because a line may have a million.
#[derive(Clone, Copy)]
struct Cell<'r> {
    text: &'r str,
    cells: u16,
    /// Which run it is from.
    run: u32,
}

impl Cell<'_> {
    fn width(&self) -> usize {
        usize::from(self.cells)
    }

    fn first(&self) -> char {
        self.text.chars().next().unwrap_or(' ')
    }

    fn is_blank(&self) -> bool {
        self.text.chars().all(is_blank)
    }
}

/// Cells that a grapheme takes. Half-width voiced sound marks take one, which only the screen's own measure knows.
///
/// A run may begin with an emoji selector. It makes the character before it, in another run, a cell wider.
fn grapheme_width(grapheme: &str) -> u16 {
    match grapheme.as_bytes() {
        [_] => 1,
        _ if grapheme.starts_with(EMOJI_SELECTOR) => 1,
        _ => grapheme.cell_width(),
    }
}

/// Cells that clean text takes.
pub(super) fn width(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.graphemes(true).map(|text| usize::from(grapheme_width(text))).sum()
    }
}

fn cells(runs: &[Run]) -> Vec<Cell<'_>> {
    let mut cells = Vec::with_capacity(runs.iter().map(|run| run.text.len()).sum());
    for (run, from) in (0..).zip(runs) {
        let graphemes = from.text.graphemes(true);
        cells.extend(graphemes.map(|text| Cell { text, cells: grapheme_width(text), run }));
    }
    cells
}

/// One logical line in rows: broken at blanks, between ideographs, inside long words after `-` and `/`, and inside
/// words that are longer than a row anywhere between graphemes. Blanks at a break are dropped.
pub(super) fn rows(runs: &[Run], room: Room) -> Vec<Vec<Span<'static>>> {
    let cells = cells(runs);
    let mut rows = Vec::new();
    let mut rest = cells.as_slice();
    loop {
        rest = rest.get(rest.iter().take_while(|cell| cell.is_blank()).count()..).unwrap_or_default();
        if rest.is_empty() {
            return rows;
        }
        let width = if rows.is_empty() { room.first } else { room.rest }.max(1);
        let (end, next) = row_end(rest, width);
        rows.push(spans(rest.get(..end).unwrap_or_default(), runs, width, room.cut));
        rest = rest.get(next..).unwrap_or_default();
    }
}

/// One line in at most `width` cells; what is cut is replaced by the sign.
pub(super) fn cut(runs: &[Run], width: usize, sign: &'static str) -> Vec<Span<'static>> {
    let cells = cells(runs);
    if cells.iter().map(Cell::width).sum::<usize>() <= width {
        return spans(&cells, runs, width, sign);
    }
    let mut used = 1;
    let kept = cells.iter().take_while(|cell| {
        used += cell.width();
        used <= width
    });
    let mut kept: Vec<_> = kept.copied().collect();
    let run = kept.last().map(|cell| cell.run).unwrap_or_default();
    kept.push(Cell { text: sign, cells: 1, run });
    spans(&kept, runs, width, sign)
}

/// Where the row ends and where the next begins, as numbers of cells. Always takes at least one.
fn row_end(cells: &[Cell<'_>], width: usize) -> (usize, usize) {
    let mut used = 0;
    let mut best = None;
    let mut inside = None;
    let mut word = 0;
    let mut at = 0;
    while let Some(cell) = cells.get(at) {
        if cell.is_blank() {
            let blanks = cells.iter().skip(at).take_while(|cell| cell.is_blank());
            let (count, blank_width) = blanks.fold((0, 0), |(n, w), cell| (n + 1, w + cell.width()));
            best = Some((at, at + count));
            inside = None;
            used += blank_width;
            at += count;
            word = at;
            if used > width || at == cells.len() {
                return best.unwrap_or((at, at));
            }
            continue;
        }
        match opportunity(cells, at) {
            Some(Opportunity::Anywhere) => (best, inside, word) = (Some((at, at)), None, at),
            Some(Opportunity::InLongWord) => inside = Some((at, at)),
            None => {}
        }
        if used + cell.width() > width {
            let long = width / 3;
            return inside
                .filter(|_| best.is_none() || is_wider(cells.get(word..).unwrap_or_default(), long))
                .or(best)
                .unwrap_or_else(|| forced(cells, at));
        }
        used += cell.width();
        at += 1;
    }
    (at, at)
}

enum Opportunity {
    Anywhere,
    InLongWord,
}

/// Whether a row may end before the cell at `at`.
fn opportunity(cells: &[Cell<'_>], at: usize) -> Option<Opportunity> {
    let before = cells.get(at.checked_sub(1)?)?;
    let (last, next) = (before.first(), cells.get(at)?.first());
    if begins_no_row(next) || ends_no_row(last) {
        return None;
    }
    if (is_ideographic(last) || is_ideographic(next)) && !is_hangul(last) && !is_hangul(next) {
        return (!before.is_blank()).then_some(Opportunity::Anywhere);
    }
    let joint = match last {
        '/' => next != '/',
        '-' => next.is_alphanumeric() && at >= 2 && cells.get(at - 2)?.first().is_alphanumeric(),
        _ => false,
    };
    joint.then_some(Opportunity::InLongWord)
}

fn is_wider(word: &[Cell<'_>], limit: usize) -> bool {
    let mut used = 0;
    word.iter().take_while(|cell| !cell.is_blank()).any(|cell| {
        used += cell.width();
        used > limit
    })
}

/// A break inside a word that fills the row: before the cell that does not fit, or a little earlier so that closing
/// punctuation does not begin the next row.
fn forced(cells: &[Cell<'_>], at: usize) -> (usize, usize) {
    let at = at.max(1);
    let good = |at: &usize| {
        let next = cells.get(*at).is_none_or(|cell| !begins_no_row(cell.first()));
        next && cells.get(at - 1).is_none_or(|cell| !ends_no_row(cell.first()))
    };
    let end = (1..=at).rev().take(8).find(good).unwrap_or(at);
    (end, end)
}

/// Cells as spans, one for each run. A character wider than the row itself is replaced by the sign.
fn spans(cells: &[Cell<'_>], runs: &[Run], width: usize, sign: &'static str) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    for part in cells.chunk_by(|a, b| a.run == b.run) {
        let run = part.first().and_then(|cell| runs.get(usize::try_from(cell.run).ok()?));
        let style = run.map(|run| run.style).unwrap_or_default();
        let text: String =
            part.iter().map(|cell| if cell.width() > width { sign } else { cell.text }).collect();
        // At the end of a span a joiner has nothing to join and would become visible.
        let text = text.trim_matches(['\u{200C}', '\u{200D}']);
        if !text.is_empty() {
            spans.push(theme::span(text, style));
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, width: usize) -> Vec<String> {
        let runs = [Run { text: text.to_owned(), style: Style::new() }];
        let rows = rows(&runs, Room { first: width, rest: width, cut: "⋯" });
        rows.iter().map(|row| row.iter().map(|span| span.content.as_ref()).collect()).collect()
    }

    #[test]
    fn rows_end_where_they_may() {
        let table: &[(&str, usize, &[&str])] = &[
            ("", 5, &[]),
            ("   ", 5, &[]),
            ("one two three", 7, &["one two", "three"]),
            ("one two three", 8, &["one two", "three"]),
            ("one   two", 4, &["one", "two"]),
            ("  one ", 4, &["one"]),
            ("abcdefgh", 3, &["abc", "def", "gh"]),
            ("ab abcdefgh", 3, &["ab", "abc", "def", "gh"]),
            // Inside long words only, and not between the parts of an address.
            ("see half-done", 10, &["see half-", "done"]),
            ("a row of text here is half-done", 30, &["a row of text here is", "half-done"]),
            ("see https://example.org/a/b", 20, &["see https://", "example.org/a/b"]),
            ("the option --help", 13, &["the option", "--help"]),
            ("wide, (yes)!", 5, &["wide,", "(ye", "s)!"]),
            // Korean: at spaces, inside a word only where it is longer than the row.
            ("트랜잭션은 여러 쿼리를", 12, &["트랜잭션은", "여러 쿼리를"]),
            ("트랜잭션은여러쿼리를", 8, &["트랜잭션", "은여러쿼", "리를"]),
            ("가 나", 1, &["⋯", "⋯"]),
            // Japanese: between any two, but small kana and closing punctuation cling to what is before them.
            ("日本語の文章です。", 8, &["日本語の", "文章で", "す。"]),
            ("「引用」です", 4, &["「引", "用」", "です"]),
            ("データベース", 6, &["データ", "ベース"]),
            ("日本語とRustの話", 11, &["日本語と", "Rustの話"]),
            // Graphemes stay whole.
            (
                "👩\u{200D}👩\u{200D}👧👩\u{200D}👩\u{200D}👧",
                3,
                &["👩\u{200D}👩\u{200D}👧", "👩\u{200D}👩\u{200D}👧"],
            ),
            ("e\u{301}e\u{301}e\u{301}", 2, &["e\u{301}e\u{301}", "e\u{301}"]),
            ("10\u{A0}MB", 4, &["10\u{A0}M", "B"]),
        ];
        for (text, width, expected) in table {
            assert_eq!(wrapped(text, *width), *expected, "{text:?} in {width}");
        }
    }

    #[test]
    fn cutting_leaves_room_for_the_sign() {
        let runs = [
            Run { text: "let ".to_owned(), style: Style::new() },
            Run { text: "한글 = 1".to_owned(), style: Style::new().bold() },
        ];
        for (width, expected) in
            [(12, "let 한글 = 1"), (11, "let 한글 =⋯"), (7, "let 한⋯"), (6, "let ⋯"), (1, "⋯")]
        {
            let line: String = cut(&runs, width, "⋯").iter().map(|span| span.content.as_ref()).collect();
            assert_eq!(line, expected, "{width}");
        }
    }
}
