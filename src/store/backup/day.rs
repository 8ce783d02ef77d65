//! Days of UTC, which name the backups.

use std::fmt;

use crate::progress::Moment;

const MILLIS: i64 = 86_400_000;

/// A day of UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::store) struct Day(i64);

impl Day {
    /// The day of a moment.
    pub(in crate::store) fn of(moment: Moment) -> Self {
        Self(moment.clamp(Moment::FIRST, Moment::LAST).millis().div_euclid(MILLIS))
    }

    /// Reads `2026-11-20`.
    pub(in crate::store) fn read(text: &str) -> Option<Self> {
        let moment: Moment = format!("{}T000000000Z", text.replace('-', "")).parse().ok()?;
        let day = Self::of(moment);
        // Dashes elsewhere, or none, are another name.
        (day.to_string() == text).then_some(day)
    }

    /// The name of its backup.
    pub(in crate::store) fn file(self) -> String {
        format!("{self}.toml")
    }

    /// Which week it is in; weeks begin on Monday, as in ISO 8601.
    pub(super) fn week(self) -> i64 {
        // The first day of 1970 was a Thursday.
        (self.0 + 3).div_euclid(7)
    }

    /// Which month it is in.
    pub(super) fn month(self) -> i64 {
        let digits = self.digits();
        digits.get(..6).and_then(|month| month.parse().ok()).unwrap_or_default()
    }

    /// `20261120`.
    fn digits(self) -> String {
        let mut text = Moment::from_millis(self.0 * MILLIS).to_string();
        text.truncate(8);
        text
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = self.digits();
        text.insert(6, '-');
        text.insert(4, '-');
        f.pad(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_and_written() {
        for text in ["2026-11-20", "1970-01-01", "1969-12-31", "2024-02-29", "0000-01-01", "9999-12-31"] {
            assert_eq!(Day::read(text).expect("a day").to_string(), text);
        }
        for text in ["", "2026-11-31", "20261120", "2026-112-0", "2026-11-20.toml", "-2026-11-20", "notes"] {
            assert_eq!(Day::read(text), None, "{text}");
        }
    }

    #[test]
    fn weeks_begin_on_monday_and_months_on_the_first() {
        let day = |text| Day::read(text).expect("a day");
        // 2026-11-16 is a Monday.
        assert_eq!(day("2026-11-16").week(), day("2026-11-22").week());
        assert_eq!(day("2026-11-15").week() + 1, day("2026-11-16").week());
        assert_eq!(day("2026-12-28").week(), day("2027-01-03").week());
        assert_eq!(day("2026-11-01").month(), day("2026-11-30").month());
        assert_ne!(day("2026-11-30").month(), day("2026-12-01").month());
        assert_ne!(day("2025-11-30").month(), day("2026-11-30").month());
    }
}
