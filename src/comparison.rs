//! Two versions of a file, line by line: what is gone and what is new, with a few lines around it.
//!
//! Files may have 8 MiB and nothing in common, so the time for it is bounded: what is not compared by then counts as gone and
//! new as a whole.

use std::collections::HashMap;
use std::convert::Infallible;
use std::ops::Range;
use std::time::{Duration, Instant};

use similar::algorithms::{DiffHook, myers};

use crate::text::SafeText;

/// Lines shown before and after a change.
const AROUND: usize = 2;
/// Most lines that are shown.
const SHOWN: usize = 1_000;
/// Most characters of a line that are shown.
const LONGEST: usize = 400;
/// Stands where a long line was cut.
const CUT: &str = "⋯";

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is in both versions.
    Same,
    /// It is only in the old one.
    Gone,
    /// It is only in the new one.
    New,
}

/// A line of one version or of both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What became of it.
    pub fate: Fate,
    /// Its number in the new version, or in the old one where it is gone; the first is 1.
    pub number: usize,
    /// The line, or its beginning where it is very long.
    pub text: SafeText,
}

/// What is different between two versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The places that differ, each with the lines around it.
    pub places: Vec<Vec<Row>>,
    /// Lines that are gone or new and are too many to be shown.
    pub left_out: usize,
}

/// Compares two versions, for at most about so long. How lines end makes no difference.
pub fn compare(old: &str, new: &str, patience: Duration) -> Comparison {
    let [old, new] = [old, new].map(|text| text.trim_start_matches('\u{FEFF}').lines().collect::<Vec<_>>());
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    // Numbers in place of texts: each line is read once, however often it is compared.
    let mut number = |line| {
        let next = numbers.len();
        *numbers.entry(line).or_insert(next)
    };
    let old_numbers: Vec<usize> = old.iter().copied().map(&mut number).collect();
    let new_numbers: Vec<usize> = new.iter().copied().map(&mut number).collect();
    let mut gaps = Gaps::default();
    let (all_old, all_new) = (0..old.len(), 0..new.len());
    let deadline = Instant::now().checked_add(patience);
    let Ok(()) =
        myers::diff_deadline(&mut gaps, &old_numbers[..], all_old, &new_numbers[..], all_new, deadline);
    gaps.close(old.len(), new.len());
    shown(&gaps.list, &old, &new)
}

/// Lines that are gone, and those in their place.
type Gap = (Range<usize>, Range<usize>);

/// Gathers what lies between the lines that are the same.
#[derive(Default)]
struct Gaps {
    list: Vec<Gap>,
    /// The lines up to which both versions are known.
    known: (usize, usize),
}

impl Gaps {
    /// The same lines go on from here.
    fn close(&mut self, old: usize, new: usize) {
        if (old, new) != self.known {
            self.list.push((self.known.0..old, self.known.1..new));
        }
        self.known = (old, new);
    }
}

impl DiffHook for Gaps {
    type Error = Infallible;

    fn equal(&mut self, old: usize, new: usize, len: usize) -> Result<(), Infallible> {
        self.close(old, new);
        self.known = (old + len, new + len);
        Ok(())
    }
}

/// The gaps with the lines around them; gaps that are close together are one place.
fn shown(gaps: &[Gap], old: &[&str], new: &[&str]) -> Comparison {
    let mut comparison = Comparison::default();
    let mut room = SHOWN;
    let mut shown_to = 0;
    for (index, (gone, added)) in gaps.iter().enumerate() {
        let changed = gone.len() + added.len();
        let before = added.start.saturating_sub(AROUND).max(shown_to);
        let is_apart = index == 0 || before > shown_to;
        if is_apart {
            comparison.places.push(Vec::new());
        }
        let next = gaps.get(index + 1).map_or(new.len(), |(_, next)| next.start);
        let after = added.end.saturating_add(AROUND).min(next);
        let changes = rows(old, gone.clone(), Fate::Gone).chain(rows(new, added.clone(), Fate::New));
        if let Some(place) = comparison.places.last_mut() {
            place.extend(rows(new, before..added.start, Fate::Same));
            place.extend(changes.take(room));
            place.extend(rows(new, added.end..after, Fate::Same));
        }
        comparison.left_out += changed.saturating_sub(room);
        room = room.saturating_sub(changed);
        shown_to = after;
        if room == 0 {
            let rest = gaps.iter().skip(index + 1).map(|(gone, added)| gone.len() + added.len());
            comparison.left_out += rest.sum::<usize>();
            break;
        }
    }
    comparison
}

fn rows<'t>(lines: &'t [&str], range: Range<usize>, fate: Fate) -> impl Iterator<Item = Row> + 't {
    range.filter_map(move |at| {
        let line = lines.get(at)?;
        let end = line.char_indices().nth(LONGEST).map_or(line.len(), |(end, _)| end);
        let cut = if end < line.len() { CUT } else { "" };
        let text = SafeText::new(format!("{}{cut}", line.get(..end).unwrap_or_default()));
        Some(Row { fate, number: at + 1, text })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    /// The rows as a person sees them; places are parted by an empty line.
    fn seen(old: &str, new: &str) -> String {
        let row = |row: &Row| {
            let sign = match row.fate {
                Fate::Same => ' ',
                Fate::Gone => '-',
                Fate::New => '+',
            };
            format!("{sign}{}{}", row.number, row.text)
        };
        let place = |place: &Vec<Row>| place.iter().map(row).collect::<Vec<_>>().join("\n");
        compare(old, new, LONG).places.iter().map(place).collect::<Vec<_>>().join("\n\n")
    }

    fn lines(numbers: impl Iterator<Item = i32>) -> String {
        numbers.map(|number| number.to_string()).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_is_gone_and_new_stands_with_two_lines_around_it() {
        for (old, new, expected) in [
            ("a\nb\n", "a\nb\n", ""),
            ("", "", ""),
            ("", "a\n", "+1a"),
            ("a", "", "-1a"),
            ("a\nb\nc\nd\ne\nf\n", "a\nb\nc\nX\ne\nf\n", " 2b\n 3c\n-4d\n+4X\n 5e\n 6f"),
            ("a\nb\nc\n", "b\nc\n", "-1a\n 1b\n 2c"),
            ("a\nb\nc\n", "a\nb\nc\nd\ne\n", " 2b\n 3c\n+4d\n+5e"),
            // Numbers are those of the new version after a line is gone.
            ("a\nb\nc\nd\ne\nf\n", "b\nc\nd\ne\nX\n", "-1a\n 1b\n 2c\n 3d\n 4e\n-6f\n+5X"),
            // Four lines between them: one place; five: two.
            ("a\n1\n2\n3\n4\nb\n", "A\n1\n2\n3\n4\nB\n", "-1a\n+1A\n 21\n 32\n 43\n 54\n-6b\n+6B"),
            ("a\n1\n2\n3\n4\n5\nb\n", "A\n1\n2\n3\n4\n5\nB\n", "-1a\n+1A\n 21\n 32\n\n 54\n 65\n-7b\n+7B"),
            // How lines end, and a byte-order mark, are not what a person changed.
            ("\u{FEFF}a\r\nb\r\n", "a\nB\n", " 1a\n-2b\n+2B"),
        ] {
            assert_eq!(seen(old, new), expected, "{old:?} {new:?}");
        }
    }

    #[test]
    fn what_is_too_much_is_counted() {
        let many = lines(0..3_000);
        let comparison = compare("", &many, LONG);
        assert_eq!(comparison.places.iter().map(Vec::len).sum::<usize>(), SHOWN);
        assert_eq!(comparison.left_out, 2_000);
        let apart = lines((0..6_000).map(|line| if line % 6 == 0 { -1 } else { line }));
        let old = lines(0..6_000);
        assert_eq!(compare(&old, &apart, LONG).left_out, 1_000);
        let line = "가".repeat(10_000);
        assert_eq!(compare("", &line, LONG).places[0][0].text.width(), 2 * LONGEST + 1);
    }

    #[test]
    fn without_any_time_all_is_gone_and_new() {
        let one = lines((0..500).map(|line| line * 2));
        let other = lines((0..500).map(|line| line * 3 + 1));
        let comparison = compare(&one, &other, Duration::ZERO);
        let changed = comparison.places.iter().flatten().filter(|row| row.fate != Fate::Same).count();
        assert_eq!(changed + comparison.left_out, 1_000);
    }
}
