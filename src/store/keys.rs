//! The keys that a log has.

use crate::progress::EventKey;

/// Keys in order, each once. Those that are newer than all, as a mark made just now has it, cost nothing but their own room,
/// however many there are: saving must not get slower with the months.
#[derive(Debug, Default)]
pub(super) struct Keys(Vec<EventKey>);

impl Keys {
    pub(super) fn add(&mut self, keys: impl IntoIterator<Item = EventKey>) {
        let mut new: Vec<EventKey> = keys.into_iter().collect();
        new.sort_unstable();
        let is_newest = new.first().is_none_or(|first| self.newest().is_none_or(|newest| first > newest));
        new.dedup();
        self.0.append(&mut new);
        if !is_newest {
            // Two runs in order, which this sort knows how to join.
            self.0.sort();
            self.0.dedup();
        }
    }

    pub(super) fn contains(&self, key: &EventKey) -> bool {
        self.0.binary_search(key).is_ok()
    }

    pub(super) fn newest(&self) -> Option<&EventKey> {
        self.0.last()
    }

    /// All of them, in order.
    pub(super) fn all(&self) -> &[EventKey] {
        &self.0
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::progress::{DeviceId, Moment};

    proptest! {
        #[test]
        fn keys_are_in_order_and_each_is_there_once(batches in prop::collection::vec(prop::collection::vec(0..50_i64, 0..9), 0..9)) {
            let key = |at: i64| EventKey::new(Moment::from_millis(at), 0, DeviceId::from_random(1)).unwrap();
            let mut keys = Keys::default();
            for batch in &batches {
                keys.add(batch.iter().copied().map(key));
            }
            let expected: std::collections::BTreeSet<EventKey> = batches.into_iter().flatten().map(key).collect();
            prop_assert!((0..50).map(key).all(|key| keys.contains(&key) == expected.contains(&key)));
            prop_assert_eq!(keys.newest(), expected.last());
            prop_assert!(keys.0.into_iter().eq(expected));
        }
    }
}
