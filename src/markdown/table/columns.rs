//! How wide the columns of a table are.

/// Cells that a column has in any case, where it has text for them.
const LEAST: usize = 4;
/// Rows that a column of a table that is scrolled sideways aims at, and how wide it is for that.
const AIM: usize = 4;
const COMFORTABLE: std::ops::RangeInclusive<usize> = 12..=32;
/// Cells of a table that is scrolled sideways, times the rows that each may take. A cell with a whole book in it would
/// else make all the empty cells beside it as high, which is more memory than there is.
const AREA: usize = 400_000;
const TALLEST: usize = 100;
/// Fractions of a cell that shares are counted in.
const FRACTION: usize = 1 << 10;

/// What the text of a column would like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Need {
    /// Cells of its longest line; at least 1.
    pub(super) natural: usize,
    /// Cells of its longest word.
    pub(super) word: usize,
    /// Cells of all its lines.
    pub(super) area: usize,
}

impl Need {
    /// Cells below which words break; where that is `cap` or more, `cap`.
    fn least(&self, cap: usize) -> usize {
        self.word.max(self.natural.min(LEAST)).min(cap)
    }

    /// How much of the room the column asks for: between its longest line and an ordinary one, so that one long line among
    /// short ones does not take everything.
    fn weight(&self, rows: usize) -> usize {
        self.natural.saturating_mul(self.area / rows.max(1)).isqrt().max(1)
    }
}

/// The widths of columns in `room` cells, or none where words of more than `lowest` cells would have to break at less.
///
/// Columns that need little have all they need; the others share the rest by the length of their text.
pub(super) fn fitted(needs: &[Need], room: usize, lowest: usize, rows: usize) -> Option<Vec<usize>> {
    let total = |width: &dyn Fn(&Need) -> usize| needs.iter().map(width).sum::<usize>();
    if total(&|need| need.natural) <= room {
        return Some(needs.iter().map(|need| need.natural).collect());
    }
    let cap = largest(lowest, room, |cap| total(&|need| need.least(cap)) <= room)?;
    let level = |need: &Need, level: usize| need.least(cap).max(need.natural.min(level));
    let fair = largest(0, room, |fair| total(&|need| level(need, fair)) <= room)?;
    // What a column has at least where it cannot have all: most of what would be fair, so that a book in another does not
    // squeeze it.
    let floor = |need: &Need| if need.natural <= fair { need.natural } else { level(need, fair * 2 / 3) };
    let width = |need: &Need, share: usize| {
        (need.weight(rows).saturating_mul(share) / FRACTION).min(need.natural).max(floor(need))
    };
    let share = largest(0, room * FRACTION, |share| total(&|need| width(need, share)) <= room)?;
    let mut widths: Vec<usize> = needs.iter().map(|need| width(need, share)).collect();
    hand_out(room.saturating_sub(widths.iter().sum()), needs, &mut widths);
    Some(widths)
}

/// Gives what was lost in fractions to columns that want it, from left to right.
fn hand_out(mut left: usize, needs: &[Need], widths: &mut [usize]) {
    let mut before = 0;
    while left != before {
        before = left;
        for (width, need) in widths.iter_mut().zip(needs) {
            if left > 0 && *width < need.natural {
                *width += 1;
                left -= 1;
            }
        }
    }
}

/// The widths of columns that are scrolled sideways: each can be seen as a whole in `room` cells and has few rows.
pub(super) fn comfortable(needs: &[Need], room: usize, cells: usize) -> Vec<usize> {
    let (least, most) = COMFORTABLE.into_inner();
    let tallest = (AREA / cells.max(1)).clamp(AIM, TALLEST);
    let visible = room.clamp(least, most);
    let width = |need: &Need| {
        let comfortable = (need.natural / AIM).max(need.word).clamp(least, visible);
        comfortable.max(need.natural / tallest).min(need.natural)
    };
    needs.iter().map(width).collect()
}

/// The largest number from `low` to `high` that fits; all below one that fits do.
fn largest(mut low: usize, mut high: usize, fits: impl Fn(usize) -> bool) -> Option<usize> {
    if !fits(low) {
        return None;
    }
    while low < high {
        let middle = low + (high - low).div_ceil(2);
        if fits(middle) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    Some(low)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Columns in which each line is as long as the longest.
    fn needs(columns: &[(usize, usize)]) -> Vec<Need> {
        columns
            .iter()
            .map(|(natural, word)| Need { natural: *natural, word: *word, area: *natural })
            .collect()
    }

    #[test]
    fn columns_share_the_room() {
        type Case<'c> = (&'c [(usize, usize)], usize, Option<&'c [usize]>);
        let table: &[Case<'_>] = &[
            // All fits.
            (&[(5, 5), (9, 3)], 14, Some(&[5, 9])),
            // What needs little keeps it.
            (&[(5, 5), (90, 9)], 40, Some(&[5, 35])),
            (&[(4, 4), (300, 8), (10, 6)], 50, Some(&[4, 36, 10])),
            // The others share by length, but none is squeezed.
            (&[(40, 6), (80, 6)], 60, Some(&[20, 40])),
            (&[(31, 6), (400, 6)], 60, Some(&[20, 40])),
            (&[(24, 6), (24, 6), (60, 6)], 70, Some(&[16, 15, 39])),
            // Words stay whole while they can.
            (&[(30, 24), (400, 6)], 40, Some(&[24, 16])),
            (&[(24, 24), (24, 24)], 40, Some(&[20, 20])),
            (&[(24, 24), (24, 24)], 24, Some(&[12, 12])),
            (&[(24, 24), (24, 24)], 23, None),
            (&[(6, 6), (24, 24)], 18, Some(&[6, 12])),
            (&[], 0, Some(&[])),
        ];
        for (columns, room, expected) in table {
            let widths = fitted(&needs(columns), *room, 12, 1);
            assert_eq!(widths.as_deref(), *expected, "{columns:?} in {room}");
        }
    }

    #[test]
    fn one_long_line_does_not_take_the_room_of_a_column_of_long_lines() {
        let rare = Need { natural: 80, word: 8, area: 100 };
        let always = Need { natural: 80, word: 8, area: 800 };
        let widths = fitted(&[rare, always], 60, 12, 10);
        assert_eq!(widths.as_deref(), Some(&[20, 40][..]));
    }

    #[test]
    fn columns_that_are_scrolled_are_comfortable() {
        let columns = [(3, 3), (20, 5), (100, 9), (900, 9), (60, 60)];
        assert_eq!(comfortable(&needs(&columns), 70, 5), [3, 12, 25, 32, 32]);
        assert_eq!(comfortable(&needs(&columns), 20, 5), [3, 12, 20, 20, 20]);
        // Where there are many cells, none is high.
        assert_eq!(comfortable(&needs(&[(100_000, 9)]), 70, 200_000), [25_000]);
    }
}
