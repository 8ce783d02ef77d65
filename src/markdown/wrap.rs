//! Breaking styled text into rows.

mod window;

use ratatui::buffer::CellWidth as _;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation as _;

use super::script::{begins_no_row, ends_no_row, is_blank, is_hangul, is_ideographic};
use crate::text;
pub(super) use window::window;

/// Asks for the coloured, wide form of the character before it.
const EMOJI_SELECTOR: char = '\u{FE0F}';

/// At the end of a span they have nothing to join and would become visible.
const JOINERS: [char; 2] = ['\u{200C}', '\u{200D}'];

/// Stands for more characters than are ever seen as one.
const PILE: &str = "\u{FFFD}";

/// Text of one style, clean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) style: Style,
    /// The link that it is a part of: its number in the leaf, and on a page its number there.
    pub(super) link: Option<u32>,
}

impl Run {
    /// Text that is no link.
    pub(super) fn new(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style, link: None }
    }
}

/// The same where it is only looked at.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Piece<'r> {
    pub(super) text: &'r str,
    pub(super) style: Style,
    pub(super) link: Option<u32>,
}

impl<'r> From<&'r Run> for Piece<'r> {
    fn from(run: &'r Run) -> Self {
        Self { text: &run.text, style: run.style, link: run.link }
    }
}

/// How a row goes on from the row before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Join {
    /// Not at all: a line begins.
    #[default]
    Apart,
    /// There was a blank between the two.
    Blank,
    /// There was nothing between the two.
    Direct,
}

/// A row that a line was broken into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) runs: Vec<Run>,
    pub(super) join: Join,
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

impl<'r> Cell<'r> {
    fn new(text: &'r str, run: u32) -> Self {
        // Entities can pile up what was clean piece by piece.
        let text = if text::is_pile(text) { PILE } else { text };
        Self { text, cells: grapheme_width(text), run }
    }

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
        cells.extend(graphemes.map(|text| Cell::new(text, run)));
    }
    cells
}

/// One logical line in rows: broken at blanks, between ideographs, inside long words after `-` and `/`, and inside
/// words that are longer than a row anywhere between graphemes. Blanks at a break are dropped.
pub(super) fn rows(runs: &[Run], room: Room) -> Vec<Row> {
    let cells = cells(runs);
    let mut rows = Vec::new();
    let mut rest = cells.as_slice();
    let mut join = Join::Apart;
    loop {
        let blanks = rest.iter().take_while(|cell| cell.is_blank()).count();
        if blanks > 0 && !rows.is_empty() {
            join = Join::Blank;
        }
        rest = rest.get(blanks..).unwrap_or_default();
        if rest.is_empty() {
            return rows;
        }
        let width = if rows.is_empty() { room.first } else { room.rest }.max(1);
        let (end, next) = row_end(rest, width);
        rows.push(Row { runs: parts(rest.get(..end).unwrap_or_default(), runs, width, room.cut), join });
        rest = rest.get(next..).unwrap_or_default();
        join = if next > end { Join::Blank } else { Join::Direct };
    }
}

/// Cells that a line takes, and its longest part in which no row ends unless it has to.
pub(super) fn extent(runs: &[Run]) -> (usize, usize) {
    let cells = cells(runs);
    let (mut all, mut longest, mut word) = (0, 0, 0);
    for (at, cell) in cells.iter().enumerate() {
        all += cell.width();
        if cell.is_blank() || matches!(opportunity(&cells, at), Some(Opportunity::Anywhere)) {
            word = 0;
        }
        if !cell.is_blank() {
            word += cell.width();
            longest = longest.max(word);
        }
    }
    (all, longest)
}

/// One line of code in rows: broken between any two graphemes, but after a blank where there is one in the second half of
/// a row. Blanks at a break are dropped, those at the start of the line are not.
pub(super) fn folds(runs: &[Run], room: Room) -> Vec<Row> {
    let cells = cells(runs);
    let mut rows = Vec::new();
    let mut rest = cells.as_slice();
    let mut join = Join::Apart;
    while !rest.is_empty() {
        let width = if rows.is_empty() { room.first } else { room.rest };
        let (end, next) = fold_end(rest, width);
        rows.push(Row { runs: parts(rest.get(..end).unwrap_or_default(), runs, width, room.cut), join });
        rest = rest.get(next..).unwrap_or_default();
        join = if next > end { Join::Blank } else { Join::Direct };
    }
    rows
}

/// Where a row of code ends and where the next begins, as numbers of cells. Always takes at least one.
fn fold_end(cells: &[Cell<'_>], width: usize) -> (usize, usize) {
    let mut used = 0;
    let fitting = cells.iter().take_while(|cell| {
        used += cell.width();
        used <= width
    });
    let most = fitting.count().max(1);
    let is_blank = |at: usize| cells.get(at).is_some_and(Cell::is_blank);
    if most >= cells.len() {
        return (cells.len(), cells.len());
    }
    let next = if is_blank(most) {
        most + cells.iter().skip(most).take_while(|cell| cell.is_blank()).count()
    } else {
        // Not after what the line is indented with.
        let indent = cells.iter().take_while(|cell| cell.is_blank()).count();
        ((most / 2).max(indent) + 1..=most).rev().find(|at| is_blank(at - 1)).unwrap_or(most)
    };
    let row = cells.get(..next.min(most)).unwrap_or_default();
    let end = row.iter().rposition(|cell| !cell.is_blank()).map_or(row.len(), |last| last + 1);
    (end, next)
}

/// Where the row ends and where the next begins, as numbers of cells. Always takes at least one.
fn row_end(cells: &[Cell<'_>], width: usize) -> (usize, usize) {
    let mut used = 0;
    let mut best = None;
    let mut inside = None;
    let mut after_scheme = None;
    let mut word = 0;
    let mut at = 0;
    while let Some(cell) = cells.get(at) {
        if cell.is_blank() {
            let blanks = cells.iter().skip(at).take_while(|cell| cell.is_blank());
            let (count, blank_width) = blanks.fold((0, 0), |(n, w), cell| (n + 1, w + cell.width()));
            best = Some((at, at + count));
            (inside, after_scheme) = (None, None);
            used += blank_width;
            at += count;
            word = at;
            if used > width || at == cells.len() {
                return best.unwrap_or((at, at));
            }
            continue;
        }
        match opportunity(cells, at) {
            Some(Opportunity::Anywhere) => {
                (best, inside, after_scheme, word) = (Some((at, at)), None, None, at);
            }
            Some(Opportunity::InLongWord) => inside = Some((at, at)),
            Some(Opportunity::AfterScheme) => after_scheme = Some((at, at)),
            None => {}
        }
        if used + cell.width() > width {
            let (long, rest) = (width / 3, cells.get(word..).unwrap_or_default());
            return inside
                .filter(|_| best.is_none() || is_wider(rest, long))
                .or(after_scheme.filter(|_| best.is_none() || !begins_well(rest, width)))
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
    /// After the slashes of an address. What comes next is better in the same row.
    AfterScheme,
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
        '/' if next == '/' => false,
        '/' if at.checked_sub(2).and_then(|at| cells.get(at)).is_some_and(|cell| cell.first() == '/') => {
            return Some(Opportunity::AfterScheme);
        }
        '/' => true,
        '-' => next.is_alphanumeric() && at >= 2 && cells.get(at - 2)?.first().is_alphanumeric(),
        _ => false,
    };
    joint.then_some(Opportunity::InLongWord)
}

/// Whether a row of its own could end in or after a word without splitting one of its parts.
fn begins_well(word: &[Cell<'_>], width: usize) -> bool {
    let mut used = 0;
    for (at, cell) in word.iter().enumerate() {
        if cell.is_blank() || matches!(opportunity(word, at), Some(Opportunity::InLongWord)) {
            return true;
        }
        used += cell.width();
        if used > width {
            return false;
        }
    }
    true
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

/// The part of each run that is in a row. A character wider than the row itself is replaced by the sign.
fn parts(cells: &[Cell<'_>], runs: &[Run], width: usize, sign: &'static str) -> Vec<Run> {
    let mut parts = Vec::new();
    for part in cells.chunk_by(|a, b| a.run == b.run) {
        let Some(run) = part.first().and_then(|cell| runs.get(usize::try_from(cell.run).ok()?)) else {
            continue;
        };
        let text: String =
            part.iter().map(|cell| if cell.width() > width { sign } else { cell.text }).collect();
        let text = text.trim_matches(JOINERS);
        if !text.is_empty() {
            parts.push(Run { text: text.to_owned(), ..*run });
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, width: usize) -> Vec<String> {
        let runs = [Run::new(text, Style::new())];
        let rows = rows(&runs, Room { first: width, rest: width, cut: "⋯" });
        rows.iter().map(|row| row.runs.iter().map(|run| run.text.as_str()).collect()).collect()
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
            ("see https://example.org/a/b", 20, &["see", "https://example.org/", "a/b"]),
            ("(see https://example.org/a/b)", 30, &["(see https://example.org/a/b)"]),
            ("(see https://example.org/a/b)", 28, &["(see https://example.org/a/", "b)"]),
            ("(see https://example.org/a)", 16, &["(see https://", "example.org/a)"]),
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
    fn folds_lose_nothing_but_blanks_between_rows() {
        let table: &[(&str, usize, &[&str], &[Join])] = &[
            ("ab  한글", 3, &["ab", "한", "글"], &[Join::Apart, Join::Blank, Join::Direct]),
            ("ab cd ef", 3, &["ab", "cd", "ef"], &[Join::Apart, Join::Blank, Join::Blank]),
            ("ab cd ef", 4, &["ab", "cd", "ef"], &[Join::Apart, Join::Blank, Join::Blank]),
            ("let x = abcdefghij;", 12, &["let x =", "abcdefghij;"], &[Join::Apart, Join::Blank]),
            // A blank that comes early leaves too much of the row.
            ("a bcdefghijkl", 8, &["a bcdefg", "hijkl"], &[Join::Apart, Join::Direct]),
            ("    abcdefgh", 6, &["    ab", "cdefgh"], &[Join::Apart, Join::Direct]),
            ("        ab", 4, &["    ", "ab"], &[Join::Apart, Join::Blank]),
            ("ab        ", 4, &["ab"], &[Join::Apart]),
        ];
        for (line, width, expected, joins) in table {
            let runs = [Run::new(*line, Style::new())];
            let rows = folds(&runs, Room { first: *width, rest: *width, cut: "⋯" });
            let texts: Vec<_> = rows.iter().map(|row| row.runs[0].text.as_str()).collect();
            assert_eq!(texts, *expected, "{line:?} in {width}");
            assert!(rows.iter().map(|row| row.join).eq(joins.iter().copied()), "{line:?} in {width}");
        }
    }

    #[test]
    fn a_row_knows_how_it_goes_on() {
        let runs = [Run::new("one two", Style::new()), Run::new("  日本語", Style::new().bold())];
        let rows = rows(&runs, Room { first: 4, rest: 4, cut: "⋯" });
        let joins: Vec<_> = rows.iter().map(|row| row.join).collect();
        assert_eq!(joins, [Join::Apart, Join::Blank, Join::Blank, Join::Direct]);
    }
}
