//! Files that are away for a moment: many programs take a file away, or empty it, before they write it anew.

use crate::progress::Moment;
use crate::source::Stamp;

/// How long a file is waited for, in milliseconds.
const PATIENCE: i64 = 1_500;

/// Since when a file is away.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Absence(Option<Moment>);

impl Absence {
    /// Whether what a file is now should be left alone, because it is away and may be back soon.
    pub(super) fn is_brief(&mut self, before: Option<&Stamp>, stamp: Option<&Stamp>, now: Moment) -> bool {
        let is_there = |stamp: Option<&Stamp>| stamp.is_some_and(|stamp| stamp.len > 0);
        if before == stamp || is_there(stamp) || !is_there(before) {
            self.0 = None;
            return false;
        }
        let since = self.0.get_or_insert(now).millis();
        (0..PATIENCE).contains(&now.millis().saturating_sub(since))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_goes_is_waited_for_and_one_that_was_not_there_is_not() {
        let stamp = |len| Stamp { len, modified: None, inode: 1, is_regular: true };
        let (full, other, empty) = (stamp(3), stamp(4), stamp(0));
        let mut absence = Absence::default();
        let mut is_brief = |before: Option<&Stamp>, now: Option<&Stamp>, millis| {
            absence.is_brief(before, now, Moment::from_millis(millis))
        };
        for (before, now, millis, brief) in [
            (Some(&full), Some(&full), 0, false),
            (Some(&full), None, 10_000, true),
            (Some(&full), Some(&empty), 10_500, true),
            (Some(&full), None, 11_500, false),
            (None, None, 12_000, false),
            // It is back, and goes once more.
            (None, Some(&other), 20_000, false),
            (Some(&other), None, 20_500, true),
            (Some(&other), Some(&full), 21_000, false),
            (Some(&full), Some(&empty), 30_000, true),
            // A clock that is set back ends the wait.
            (Some(&full), Some(&empty), 20_000, false),
            (Some(&empty), None, 40_000, false),
        ] {
            assert_eq!(is_brief(before, now, millis), brief, "{millis}");
        }
    }
}
