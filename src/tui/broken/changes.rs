//! What changed in a roadmap file since it last worked, as rows of a given width.

use ratatui::style::Style;
use ratatui::text::Line;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::comparison::{Comparison, Fate, Row};
use crate::highlight::Role;
use crate::text::{SafeText, counted, width as cells};
use crate::theme::{Theme, span};
use crate::tui::app::WaysOut;
use crate::tui::sheet::{flow, words};

/// All rows in at most `width` cells.
pub(super) fn rows(
    comparison: &Comparison,
    ways: &WaysOut,
    width: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let day = ways.version.as_ref().map_or("", SafeText::as_str);
    let title = format!("What changed since it last worked ({day})");
    let mut rows = flow(words(&title, theme.title), 1, width);
    rows.push(Line::default());
    if comparison.places.is_empty() {
        let same = "No line is another one: what changed is how lines end, or the program.";
        rows.extend(flow(words(same, theme.text), 1, width));
    }
    let numbers = comparison.places.iter().flatten().map(|row| row.number);
    let digits = numbers.max().unwrap_or_default().to_string().len();
    for (index, place) in comparison.places.iter().enumerate() {
        if index > 0 {
            rows.push(Line::from(span(format!("  {:>digits$}", theme.signs.cut), theme.secondary)));
        }
        rows.extend(place.iter().flat_map(|row| line(row, digits, width, theme)));
    }
    if comparison.left_out > 0 {
        rows.push(Line::default());
        let more = counted(comparison.left_out, "more line");
        rows.extend(flow(words(&format!("{more} changed."), theme.secondary), 1, width));
    }
    rows
}

/// A line with its sign and number, in as many rows as it needs.
fn line(row: &Row, digits: usize, width: usize, theme: &Theme) -> Vec<Line<'static>> {
    let (sign, style) = match row.fate {
        Fate::Same => (" ", theme.secondary),
        Fate::Gone => ("-", coloured(Role::Deleted, theme)),
        Fate::New => ("+", coloured(Role::Inserted, theme)),
    };
    let lead = format!("{sign} {:>digits$}  ", row.number);
    let indent = cells(&lead);
    // Where there is no room at all a letter a row is still better than none.
    let room = width.saturating_sub(indent).max(1);
    let mut pieces = vec![String::new()];
    let mut used = 0;
    for grapheme in row.text.as_str().graphemes(true) {
        if used > 0 && used + cells(grapheme) > room {
            pieces.push(String::new());
            used = 0;
        }
        used += cells(grapheme);
        if let Some(piece) = pieces.last_mut() {
            piece.push_str(grapheme);
        }
    }
    let leads = std::iter::once(lead).chain(std::iter::repeat(" ".repeat(indent)));
    leads.zip(pieces).map(|(lead, piece)| Line::from(vec![span(lead, style), span(piece, style)])).collect()
}

fn coloured(role: Role, theme: &Theme) -> Style {
    theme.syntax.as_ref().map_or(theme.text, |syntax| theme.text.patch(syntax.style(role)))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::comparison::compare;
    use crate::theme::{Colours, SignSet};

    fn seen(old: &str, new: &str, width: usize) -> Vec<String> {
        let comparison = compare(old, new, Duration::from_secs(60));
        let ways = WaysOut { version: Some("12 Nov".into()), ..WaysOut::default() };
        let theme = Theme::new(Colours::None, SignSet::Ascii);
        rows(&comparison, &ways, width, &theme).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn long_lines_go_on_below_and_places_are_parted() {
        let old = "title = \"격리 수준과 잠금\"\n\n\n\n\n\nid = 1\n";
        let new = "title = 격리 수준과 잠금\n\n\n\n\n\nid = 2\n";
        let rows = seen(old, new, 20);
        let expected = [
            "What changed since",
            "it last worked (12",
            "Nov)",
            "",
            "- 1  title = \"격리 ",
            "     수준과 잠금\"",
            "+ 1  title = 격리 수",
            "     준과 잠금",
            "  2  ",
            "  3  ",
            "  ~",
            "  5  ",
            "  6  ",
            "- 7  id = 1",
            "+ 7  id = 2",
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn what_is_not_shown_is_said() {
        assert!(seen("a\r\n", "a\n", 80).concat().contains("No line is another one"));
        let many = vec!["x"; 2_000].join("\n");
        assert_eq!(seen("", &many, 80).last().map(String::as_str), Some("1000 more lines changed."));
        for width in 0..30 {
            assert!(seen("가나다", "가나라", width).len() > 3, "{width}");
        }
    }
}
