//! Dates for people, and times for programs.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::progress::Moment;
use crate::text::SafeText;

/// Says on which day something was, as people in this time zone count days.
#[derive(Clone, Debug)]
pub struct Calendar {
    zone: TimeZone,
    now: Moment,
}

impl Calendar {
    /// The calendar of this machine's time zone; UTC where it has none.
    pub fn here(now: Moment) -> Self {
        Self { zone: TimeZone::system(), now }
    }

    /// The calendar of this time zone.
    pub fn new(zone: TimeZone, now: Moment) -> Self {
        Self { zone, now }
    }

    /// The moment that is now.
    pub fn now(&self) -> Moment {
        self.now
    }

    /// The day of now.
    pub fn today(&self) -> SafeText {
        self.day(self.now)
    }

    /// The time of day of `moment`, such as `19:45`.
    pub fn time(&self, moment: Moment) -> SafeText {
        SafeText::new(timestamp(moment).to_zoned(self.zone.clone()).strftime("%H:%M").to_string())
    }

    /// The day of `moment` as people call it: `today`, `yesterday`, else as [`Calendar::day`] has it.
    pub fn recent(&self, moment: Moment) -> SafeText {
        let date = |moment| timestamp(moment).to_zoned(self.zone.clone()).date();
        let (day, today) = (date(moment), date(self.now));
        match today.yesterday() {
            _ if day == today => "today".into(),
            Ok(yesterday) if day == yesterday => "yesterday".into(),
            _ => self.day(moment),
        }
    }

    /// The day of `moment` for programs, such as `2026-11-12`.
    pub fn plain_day(&self, moment: Moment) -> SafeText {
        timestamp(moment).to_zoned(self.zone.clone()).date().to_string().into()
    }

    /// The day of `moment`, such as `12 Nov`; with the year where it is not this year.
    pub fn day(&self, moment: Moment) -> SafeText {
        let date = |moment| timestamp(moment).to_zoned(self.zone.clone()).date();
        let (day, today) = (date(moment), date(self.now));
        let form = if day.year() == today.year() { "%-d %b" } else { "%-d %b %Y" };
        SafeText::new(day.strftime(form).to_string())
    }
}

/// The moment by RFC 3339, in UTC with milliseconds.
pub fn rfc3339(moment: Moment) -> String {
    format!("{:.3}", timestamp(moment))
}

/// Moments outside of the years -9999 to 9999 are moved to their ends.
fn timestamp(moment: Moment) -> Timestamp {
    let end = if moment.millis() < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_millisecond(moment.millis()).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        Moment::from_millis(text.parse::<Timestamp>().expect("a time").as_millisecond())
    }

    #[test]
    fn days_are_local_and_name_the_year_only_where_it_differs() {
        let zone = TimeZone::fixed(jiff::tz::offset(9));
        let calendar = Calendar { zone, now: moment("2026-11-20T12:00:00Z") };
        for (time, day) in [
            ("2026-11-12T10:00:00Z", "12 Nov"),
            ("2026-11-12T20:00:00Z", "13 Nov"),
            ("2025-12-31T10:00:00Z", "31 Dec 2025"),
            ("2025-12-31T15:00:00Z", "1 Jan"),
        ] {
            assert_eq!(calendar.day(moment(time)).as_str(), day, "{time}");
        }
    }

    #[test]
    fn times_of_day_are_local() {
        let calendar = Calendar::new(TimeZone::fixed(jiff::tz::offset(9)), Moment::FIRST);
        for (time, said) in [("2026-11-20T19:45:03Z", "04:45"), ("2026-11-20T03:05:59Z", "12:05")] {
            assert_eq!(calendar.time(moment(time)).as_str(), said, "{time}");
        }
        for extreme in [i64::MIN, i64::MAX] {
            assert_eq!(calendar.time(Moment::from_millis(extreme)).width(), 5);
        }
    }

    #[test]
    fn near_days_have_names() {
        let zone = TimeZone::fixed(jiff::tz::offset(9));
        let calendar = Calendar { zone, now: moment("2027-01-01T12:00:00Z") };
        for (time, day) in [
            ("2027-01-01T10:00:00Z", "today"),
            ("2026-12-31T15:00:00Z", "today"),
            ("2026-12-31T14:59:59Z", "yesterday"),
            ("2026-12-30T15:00:00Z", "yesterday"),
            ("2026-12-30T10:00:00Z", "30 Dec 2026"),
            // A clock that went back.
            ("2027-01-05T10:00:00Z", "5 Jan"),
        ] {
            assert_eq!(calendar.recent(moment(time)).as_str(), day, "{time}");
        }
        assert_eq!(calendar.plain_day(moment("2026-12-31T15:00:00Z")).as_str(), "2027-01-01");
    }

    #[test]
    fn times_for_programs() {
        assert_eq!(rfc3339(moment("2026-11-20T19:45:03.123Z")), "2026-11-20T19:45:03.123Z");
        assert_eq!(rfc3339(moment("2026-11-20T19:45:03Z")), "2026-11-20T19:45:03.000Z");
        for extreme in [i64::MIN, i64::MAX] {
            assert!(rfc3339(Moment::from_millis(extreme)).ends_with('Z'));
        }
    }
}
