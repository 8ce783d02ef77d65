use proptest::prelude::*;

use super::*;

fn set(days: &[&str]) -> BTreeSet<Day> {
    days.iter().map(|day| Day::read(day).expect("a day")).collect()
}

/// The days from one to another.
fn every(from: &str, to: &str) -> BTreeSet<Day> {
    let last = Day::read(to).expect("a day");
    let mut at: Moment = format!("{}T120000000Z", from.replace('-', "")).parse().expect("a moment");
    let mut days = BTreeSet::new();
    while Day::of(at) <= last {
        days.insert(Day::of(at));
        at = Moment::from_millis(at.millis() + 86_400_000);
    }
    days
}

#[test]
fn which_backups_are_kept() {
    for (days, expected) in [
        (set(&[]), set(&[])),
        (set(&["2026-11-20"]), set(&["2026-11-20"])),
        // Seven days that have one, however far apart.
        (every("2026-11-14", "2026-11-20"), every("2026-11-14", "2026-11-20")),
        (
            set(&[
                "2019-01-01",
                "2020-01-01",
                "2021-06-01",
                "2022-01-01",
                "2023-01-01",
                "2024-01-01",
                "2026-11-20",
            ]),
            set(&[
                "2019-01-01",
                "2020-01-01",
                "2021-06-01",
                "2022-01-01",
                "2023-01-01",
                "2024-01-01",
                "2026-11-20",
            ]),
        ),
        // A Friday after two years of daily marks: days, Sundays, ends of months.
        (
            every("2024-11-01", "2026-11-20"),
            &(&every("2026-11-14", "2026-11-20") | &set(&["2026-11-15", "2026-11-08", "2026-11-01"]))
                | &set(&[
                    "2026-10-31",
                    "2026-09-30",
                    "2026-08-31",
                    "2026-07-31",
                    "2026-06-30",
                    "2026-05-31",
                    "2026-04-30",
                    "2026-03-31",
                    "2026-02-28",
                    "2026-01-31",
                    "2025-12-31",
                ]),
        ),
    ] {
        assert_eq!(kept(&days), expected);
    }
}

proptest! {
    #[test]
    fn the_newest_stays_and_no_more_than_23(days in prop::collection::btree_set(-800_000_000_000_i64..1_800_000_000_000, 0..200)) {
        let days: BTreeSet<Day> = days.into_iter().map(|at| Day::of(Moment::from_millis(at))).collect();
        let kept = kept(&days);
        prop_assert!(kept.len() <= 23 && kept.is_subset(&days));
        prop_assert_eq!(kept.last(), days.last());
        prop_assert!(kept.len() >= days.len().min(7));
        // What is kept is kept again: rotation comes to rest.
        prop_assert_eq!(&super::kept(&kept), &kept);
    }
}
