//! The key of an event: a hybrid clock, a counter and the device.
//!
//! Keys are read and written by hand and not with a date library: a log of 30,000 lines is read at every start.

use std::fmt;
use std::str::FromStr;

/// Length of `20261120T194503123Z`.
const MOMENT_LEN: usize = 19;
/// Length of `20261120T194503123Z-00-k3f9q2`.
pub(super) const KEY_LEN: usize = MOMENT_LEN + 10;
/// Largest counter: two digits.
const LAST_COUNTER: u8 = 99;
const DAY: i64 = 86_400_000;

/// A point in time, in milliseconds since 1970-01-01T00:00:00Z.
///
/// Written as `20261120T194503123Z`. Only the years 0 to 9999 can be written; what lies outside shows as the nearest end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment(i64);

impl Moment {
    /// The first moment that can be written: 0000-01-01T00:00:00.000Z.
    pub const FIRST: Self = Self(-62_167_219_200_000);
    /// The last moment that can be written: 9999-12-31T23:59:59.999Z.
    pub const LAST: Self = Self(253_402_300_799_999);

    /// The moment `millis` milliseconds after the epoch.
    pub fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the epoch.
    pub fn millis(self) -> i64 {
        self.0
    }

    fn read(text: &[u8]) -> Option<Self> {
        let text: &[u8; MOMENT_LEN] = text.try_into().ok()?;
        let number = |from: usize, to: usize| digits(text.get(from..to)?);
        let (year, month, day) = (number(0, 4)?, number(4, 6)?, number(6, 8)?);
        let (hour, minute, second, milli) =
            (number(9, 11)?, number(11, 13)?, number(13, 15)?, number(15, 18)?);
        let in_range = (1..=12).contains(&month)
            && (1..=days_in(year, month)).contains(&day)
            && hour < 24
            && minute < 60
            && second < 60;
        if !in_range || text[8] != b'T' || text[18] != b'Z' {
            return None;
        }
        let seconds = (hour * 60 + minute) * 60 + second;
        Some(Self(days_before(year, month, day) * DAY + seconds * 1000 + milli))
    }

    fn text(self) -> [u8; MOMENT_LEN] {
        let millis = self.clamp(Self::FIRST, Self::LAST).0;
        let (days, rest) = (millis.div_euclid(DAY), millis.rem_euclid(DAY));
        let (year, month, day) = civil(days);
        let mut out = *b"00000000T000000000Z";
        for (from, to, value) in [
            (0, 4, year),
            (4, 6, month),
            (6, 8, day),
            (9, 11, rest / 3_600_000),
            (11, 13, rest / 60_000 % 60),
            (13, 15, rest / 1000 % 60),
            (15, 18, rest % 1000),
        ] {
            write_digits(&mut out[from..to], value);
        }
        out
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(str::from_utf8(&self.text()).unwrap_or_default())
    }
}

impl FromStr for Moment {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Self, BadKey> {
        Self::read(text.as_bytes()).ok_or(BadKey)
    }
}

/// The number that ASCII digits stand for.
fn digits(text: &[u8]) -> Option<i64> {
    text.iter()
        .try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + i64::from(byte - b'0')))
}

fn write_digits(out: &mut [u8], mut value: i64) {
    for place in out.iter_mut().rev() {
        *place = b'0' + u8::try_from(value % 10).unwrap_or_default();
        value /= 10;
    }
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 to a date of the Gregorian calendar (Howard Hinnant's `days_from_civil`).
fn days_before(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month and day of the date that many days after 1970-01-01 (Howard Hinnant's `civil_from_days`).
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

/// Six letters and digits that name one device's log.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeviceId([u8; 6]);

impl DeviceId {
    /// Takes `text` as the name of a device.
    ///
    /// # Errors
    /// Where it is not exactly six of `a-z0-9`.
    pub fn new(text: &str) -> Result<Self, BadDevice> {
        Self::read(text.as_bytes()).ok_or(BadDevice)
    }

    /// A name made of a random number.
    pub fn from_random(mut number: u64) -> Self {
        let letters = b"abcdefghijklmnopqrstuvwxyz0123456789";
        Self(std::array::from_fn(|_| {
            let letter = usize::try_from(number % 36).unwrap_or_default();
            number /= 36;
            letters[letter]
        }))
    }

    /// The name as it stands in files.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }

    fn read(text: &[u8]) -> Option<Self> {
        let id: [u8; 6] = text.try_into().ok()?;
        id.iter().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()).then_some(Self(id))
    }
}

impl fmt::Display for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for DeviceId {
    type Err = BadDevice;

    fn from_str(text: &str) -> Result<Self, BadDevice> {
        Self::new(text)
    }
}

/// Why a text names no device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a device is named by six letters and digits, such as k3f9q2")]
pub struct BadDevice;

/// Key of an event. Text order is time order; the same key twice is the same event.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventKey {
    moment: Moment,
    counter: u8,
    device: DeviceId,
}

impl EventKey {
    /// The key of the event number `counter` of one millisecond.
    ///
    /// # Errors
    /// Where the moment cannot be written (years 0 to 9999) or the counter has more than two digits.
    pub fn new(moment: Moment, counter: u8, device: DeviceId) -> Result<Self, BadKey> {
        let fits = (Moment::FIRST..=Moment::LAST).contains(&moment) && counter <= LAST_COUNTER;
        fits.then_some(Self { moment, counter, device }).ok_or(BadKey)
    }

    /// The hybrid clock: a key for what happens `now` on `device`, never behind `newest`, the newest key that is known.
    ///
    /// Only past the end of the year 9999 is the key not newer than `newest`.
    #[must_use]
    pub fn after(newest: Option<&Self>, now: Moment, device: &DeviceId) -> Self {
        let now = now.clamp(Moment::FIRST, Moment::LAST);
        let (moment, counter) = match newest {
            Some(newest) if newest.moment >= now && newest.counter < LAST_COUNTER => {
                (newest.moment, newest.counter + 1)
            }
            Some(newest) if newest.moment >= now => (Moment(newest.moment.0 + 1).min(Moment::LAST), 0),
            _ => (now, 0),
        };
        Self { moment, counter, device: device.clone() }
    }

    /// The same key on another device.
    pub(crate) fn on(&self, device: &DeviceId) -> Self {
        Self { device: device.clone(), ..self.clone() }
    }

    /// The key that a line of a log begins with.
    pub(crate) fn at_start_of(line: &[u8]) -> Option<Self> {
        Self::read(line.get(..KEY_LEN)?)
    }

    /// When the event happened, by the hybrid clock.
    pub fn moment(&self) -> Moment {
        self.moment
    }

    /// Which event of its millisecond it is.
    pub fn counter(&self) -> u8 {
        self.counter
    }

    /// The device it happened on.
    pub fn device(&self) -> &DeviceId {
        &self.device
    }

    fn text(&self) -> [u8; KEY_LEN] {
        let mut out = *b"00000000T000000000Z-00-xxxxxx";
        out[..MOMENT_LEN].copy_from_slice(&self.moment.text());
        write_digits(&mut out[MOMENT_LEN + 1..MOMENT_LEN + 3], self.counter.into());
        out[MOMENT_LEN + 4..].copy_from_slice(&self.device.0);
        out
    }

    fn read(text: &[u8]) -> Option<Self> {
        let (moment, rest) = text.split_at_checked(MOMENT_LEN)?;
        let (counter, device) = rest.split_at_checked(4)?;
        let [b'-', tens, ones, b'-'] = counter else { return None };
        let counter = u8::try_from(digits(&[*tens, *ones])?).ok()?;
        Some(Self { moment: Moment::read(moment)?, counter, device: DeviceId::read(device)? })
    }
}

/// Why a text is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a key is written as 20261120T194503123Z-00-k3f9q2: UTC time with milliseconds, counter, device")]
pub struct BadKey;

impl fmt::Display for EventKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(str::from_utf8(&self.text()).unwrap_or_default())
    }
}

impl fmt::Debug for EventKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for EventKey {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Self, BadKey> {
        Self::read(text.as_bytes()).ok_or(BadKey)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(text: &str) -> EventKey {
        text.parse().unwrap()
    }

    #[test]
    fn moments_of_the_calendar() {
        for (millis, text) in [
            (0, "19700101T000000000Z"),
            (-1, "19691231T235959999Z"),
            (1_795_203_903_123, "20261120T194503123Z"),
            (951_782_400_000, "20000229T000000000Z"),
            (Moment::FIRST.millis(), "00000101T000000000Z"),
            (Moment::LAST.millis(), "99991231T235959999Z"),
        ] {
            assert_eq!(Moment::from_millis(millis).to_string(), text);
            assert_eq!(text.parse(), Ok(Moment::from_millis(millis)));
        }
        assert_eq!(Moment::from_millis(i64::MAX).to_string(), "99991231T235959999Z");
        assert_eq!(Moment::from_millis(i64::MIN).to_string(), "00000101T000000000Z");
    }

    #[test]
    fn what_is_no_key() {
        for text in [
            "",
            "20261120T194503123Z",
            "20261120T194503123Z-00-k3f9q",
            "20261120T194503123Z-00-k3f9q22",
            "20261120T194503123Z-00-K3F9Q2",
            "20261120T194503123Z-0x-k3f9q2",
            "20261120t194503123z-00-k3f9q2",
            "20261320T194503123Z-00-k3f9q2",
            "20260229T194503123Z-00-k3f9q2",
            "20261120T244503123Z-00-k3f9q2",
            "20261120T196003123Z-00-k3f9q2",
            "20261120T194560123Z-00-k3f9q2",
            "+0261120T194503123Z-00-k3f9q2",
            "2026112\u{661}T19450312Z-00-k3f9q2",
        ] {
            assert_eq!(text.parse::<EventKey>(), Err(BadKey), "{text:?}");
        }
        assert!(EventKey::new(Moment::from_millis(0), 100, DeviceId::from_random(1)).is_err());
        assert!(EventKey::new(Moment::from_millis(i64::MAX), 0, DeviceId::from_random(1)).is_err());
    }

    #[test]
    fn devices() {
        for (text, good) in
            [("k3f9q2", true), ("000000", true), ("k3f9q", false), ("k3f9q-", false), ("K3F9Q2", false)]
        {
            assert_eq!(DeviceId::new(text).is_ok(), good, "{text:?}");
        }
        assert_eq!(DeviceId::from_random(u64::MAX).as_str().len(), 6);
    }

    #[test]
    fn the_clock_counts_and_then_goes_on() {
        let device = DeviceId::new("bbbbbb").unwrap();
        for (newest, now, next) in [
            (None, "20261120T194503123Z", "20261120T194503123Z-00-bbbbbb"),
            (Some("20261120T194503122Z-07-aaaaaa"), "20261120T194503123Z", "20261120T194503123Z-00-bbbbbb"),
            (Some("20261120T194503123Z-07-zzzzzz"), "20261120T194503123Z", "20261120T194503123Z-08-bbbbbb"),
            (Some("20271120T194503999Z-99-zzzzzz"), "20261120T194503123Z", "20271120T194504000Z-00-bbbbbb"),
        ] {
            let newest = newest.map(key);
            assert_eq!(EventKey::after(newest.as_ref(), now.parse().unwrap(), &device), key(next));
        }
    }

    prop_compose! {
        pub(crate) fn any_key()(
            millis in prop_oneof![Moment::FIRST.millis()..=Moment::LAST.millis(), 0..5000_i64],
            counter in 0..=99_u8,
            device in any::<u64>(),
        ) -> EventKey {
            EventKey::new(Moment::from_millis(millis), counter, DeviceId::from_random(device)).unwrap()
        }
    }

    proptest! {
        #[test]
        fn keys_round_trip_and_text_order_is_time_order(a in any_key(), b in any_key()) {
            prop_assert_eq!(a.to_string().parse(), Ok(a.clone()));
            prop_assert_eq!(a.to_string().cmp(&b.to_string()), a.cmp(&b));
        }

        #[test]
        fn the_clock_never_goes_backwards(newest in any_key(), nows in prop::collection::vec(any::<i64>(), 1..50)) {
            let device = DeviceId::from_random(7);
            let mut newest = newest;
            for now in nows {
                let next = EventKey::after(Some(&newest), Moment::from_millis(now), &device);
                let at_the_end_of_time = newest.moment() == Moment::LAST;
                prop_assert!(next > newest || at_the_end_of_time, "{next} after {newest}");
                prop_assert_eq!(next.to_string().parse(), Ok(next.clone()));
                newest = next;
            }
        }

        #[test]
        fn any_text_is_a_key_or_none(text in ".{0,40}") {
            if let Ok(key) = text.parse::<EventKey>() {
                prop_assert_eq!(key.to_string(), text);
            }
        }
    }
}
