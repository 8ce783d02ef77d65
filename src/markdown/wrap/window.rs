//! What is seen of a line that is scrolled sideways.

use unicode_segmentation::UnicodeSegmentation as _;

use super::{Cell, JOINERS, Piece, Run};

/// The part of a line that begins at the cell `shift`, in at most `width` cells. The sign stands where more is to be had;
/// half of a wide character is a blank.
///
/// A line may have a million cells: only those up to the right edge are looked at.
pub(in crate::markdown) fn window(
    pieces: &[Piece<'_>],
    shift: usize,
    width: usize,
    sign: &'static str,
) -> Vec<Run> {
    let right = shift.saturating_add(width);
    let Seen { cells, start, end } = seen(pieces, shift, right);
    let more_before = shift > 0 && end > 0;
    // In a single cell there is room for one sign.
    let more_after = end > right && width > usize::from(more_before);
    let (from, to) = (shift + usize::from(more_before), right.saturating_sub(usize::from(more_after)));
    let mut at = start;
    let mut window: Vec<Run> = Vec::new();
    for group in cells.chunk_by(|a, b| a.run == b.run) {
        let mut text = String::new();
        for cell in group {
            let (start, end) = (at, at + cell.width());
            at = end;
            if start >= from && end <= to {
                text.push_str(if cell.width() > width { sign } else { cell.text });
            } else {
                let halves = end.min(to).saturating_sub(start.max(from));
                text.extend(std::iter::repeat_n(' ', halves));
            }
        }
        let text = text.trim_matches(JOINERS);
        if let Some(piece) = group.first().and_then(|cell| pieces.get(usize::try_from(cell.run).ok()?))
            && !text.is_empty()
        {
            window.push(Run { text: text.to_owned(), style: piece.style, link: piece.link });
        }
    }
    // A run of its own, so that what combines does not with the sign.
    let first = pieces.first().copied().unwrap_or_default();
    let edge = |beside: Option<&Run>| {
        let Piece { style, link, .. } = beside.map_or(first, Piece::from);
        Run { text: sign.to_owned(), style, link }
    };
    if more_before {
        window.insert(0, edge(window.first()));
    }
    if more_after {
        window.push(edge(window.last()));
    }
    window
}

/// The cells between two edges of a line, those that lie across an edge too.
struct Seen<'r> {
    cells: Vec<Cell<'r>>,
    /// How many cells of a terminal are before the first of them.
    start: usize,
    /// How many are before the end of the last: more than the right edge where the line goes on beyond it.
    end: usize,
}

fn seen<'r>(pieces: &[Piece<'r>], left: usize, right: usize) -> Seen<'r> {
    let (mut cells, mut start, mut at) = (Vec::new(), 0, 0);
    for (run, Piece { text, .. }) in (0..).zip(pieces) {
        // A byte is a cell there, so that what is before the left edge need not be read.
        let skipped = if text.is_ascii() { left.saturating_sub(at).min(text.len()) } else { 0 };
        at += skipped;
        for text in text.get(skipped..).unwrap_or_default().graphemes(true) {
            if at > right {
                return Seen { cells, start, end: at };
            }
            let cell = Cell::new(text, run);
            if cells.is_empty() {
                start = at;
            }
            at += cell.width();
            if at > left {
                cells.push(cell);
            }
        }
    }
    Seen { cells, start, end: at }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    #[test]
    fn a_window_shows_where_there_is_more() {
        let runs = [Run::new("let ", Style::new()), Run::new("한글 = 1", Style::new().bold())];
        let pieces = runs.each_ref().map(Piece::from);
        for (shift, width, expected) in [
            (0, 12, "let 한글 = 1"),
            (0, 11, "let 한글 =⋯"),
            (0, 7, "let 한⋯"),
            (0, 6, "let  ⋯"),
            (0, 1, "⋯"),
            (3, 12, "⋯한글 = 1"),
            (4, 12, "⋯ 글 = 1"),
            (3, 6, "⋯한글⋯"),
            (40, 6, "⋯"),
        ] {
            let line: String =
                window(&pieces, shift, width, "⋯").iter().map(|run| run.text.as_str()).collect();
            assert_eq!(line, expected, "{width} cells from {shift}");
        }
    }
}
