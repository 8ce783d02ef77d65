//! The key of an event: a hybrid clock, a counter and the device.

use std::fmt;

/// A point in time, in milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment(i64);

impl Moment {
    /// The moment `millis` milliseconds after the epoch.
    pub fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the epoch.
    pub fn millis(self) -> i64 {
        self.0
    }
}

/// Six letters and digits that name one device's log.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeviceId(Box<str>);

/// Key of an event. Text order is time order; the same key twice is the same event.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventKey {
    moment: Moment,
    counter: u8,
    device: DeviceId,
}

impl EventKey {
    /// When the event happened, by the hybrid clock.
    pub fn moment(&self) -> Moment {
        self.moment
    }
}

/// Why a text is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a key is written as 20261120T194503123Z-00-k3f9q2: UTC time with milliseconds, counter, device")]
pub struct BadKey;

impl fmt::Display for EventKey {
    fn fmt(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
        unimplemented!()
    }
}
