//! The question whether to open a web address.

use ratatui::buffer::Buffer;
use ratatui::text::Line;

use super::footer::{GAP, hint};
use super::list::{place, shown};
use super::{put_left, row};
use crate::theme::{Theme, span};
use crate::tui::asking::{ANSWERS, laid_out, question};
use crate::tui::desk::Asking;
use crate::tui::layout::Panes;

/// Draws the question with the whole address.
pub(super) fn draw(asking: &Asking, theme: &Theme, panes: &Panes, buffer: &mut Buffer) {
    let (rows, parts) = laid_out(&asking.address, panes, theme);
    let height = usize::from(parts.address.height);
    let (range, scroll) = if rows.len() > height {
        (shown(asking.top, height, rows.len()), "j k scroll")
    } else {
        (String::new(), "")
    };
    place(&parts.panes, [question(&asking.address), &range, scroll], theme, buffer);
    for (index, line) in (0..parts.address.height).zip(rows.iter().skip(asking.top)) {
        put_left(buffer, row(parts.address, index), line);
    }
    let mut keys = Line::default();
    for answer in ANSWERS {
        let gap = if keys.spans.is_empty() { 0 } else { GAP };
        keys.push_span(span(" ".repeat(gap), theme.text));
        keys.spans.extend(hint(answer, theme));
    }
    if keys.width() <= usize::from(parts.keys.width) {
        put_left(buffer, parts.keys, &keys);
    }
}
