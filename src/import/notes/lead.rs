//! What a text says first about itself.

use crate::import::headings::{Headings, line_breaks};

/// Longest first line that is a description, in characters.
const LONGEST: usize = 300;

/// The line below the heading that names a text, or above all else, where that is a paragraph of plain words; and whether the
/// text has anything else.
pub(in crate::import) fn lead<'a>(body: &'a str, headings: &Headings) -> (Option<&'a str>, bool) {
    let name = headings.name();
    let start = name.map_or(0, |heading| heading.range.end);
    let before = name.map_or("", |heading| body.get(..heading.range.start).unwrap_or_default());
    let rest = body.get(start..).unwrap_or_default();
    let rest = rest.trim_start_matches('\n');
    let (first, behind) = rest.split_once('\n').unwrap_or((rest, ""));
    let is_alone = behind.is_empty() || behind.starts_with('\n');
    let is_plain = !first.starts_with([' ', '\t', '#', '-', '+', '>', '=', '|', '~', ':'])
        && !first.contains(['[', ']', '<', '*', '_', '`', '\\', '&', '$'])
        && !first.starts_with(|c: char| c.is_ascii_digit())
        && !first.contains("://")
        && first.chars().count() <= LONGEST;
    // A heading cannot be taken for a line: it would be listed.
    let at = body.len() - rest.len();
    let is_heading = headings.all.iter().any(|heading| heading.range.contains(&at));
    let is_lead = is_alone && is_plain && !is_heading && before.trim().is_empty() && !first.trim().is_empty();
    let other = if is_lead { behind } else { rest };
    let has_more = !before.trim().is_empty() || !is_only_separators(other, body, headings);
    (is_lead.then(|| first.trim()), has_more)
}

/// Whether the end of a text has nothing but lines that part something.
fn is_only_separators(end: &str, body: &str, headings: &Headings) -> bool {
    let start = body.len() - end.len();
    let separators = headings.separators.iter().filter(|range| range.start >= start);
    let lines: usize = separators.map(|range| line_breaks(body, range.clone()).max(1)).sum();
    end.lines().filter(|line| !line.trim().is_empty()).count() <= lines && lines > 0 || end.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::headings::headings;

    #[test]
    fn a_plain_line_at_the_beginning_is_what_a_text_is_about() {
        for (body, expected) in [
            ("# A\n\nAbout it.\n", (Some("About it."), false)),
            ("# A\n\nAbout it.\n\n---\n", (Some("About it."), false)),
            ("# A\n\nAbout it.\n\nMore.\n", (Some("About it."), true)),
            ("# A\n\nTwo\nlines.\n", (None, true)),
            ("# A\n\n[link](x.md)\n", (None, true)),
            ("# A\n\n## B\n", (None, true)),
            ("# A\n", (None, false)),
            ("About it.", (Some("About it."), false)),
            ("Two\n===\n\nAbout it.\n", (Some("About it."), false)),
            ("", (None, false)),
        ] {
            assert_eq!(lead(body, &headings(body)), expected, "{body}");
        }
    }
}
