//! Where to put what the drawing joins to nothing: a guess, and said to be one.

use super::geometry::Area;
use super::places::{Places, Scene};

/// A topic at most this far away is where a block belongs, in pixels.
const CLOSE: f64 = 40.0;
/// Two topics stand in one row when their upper edges differ by no more than this.
const ROW: f64 = 40.0;

/// Puts every block that has no place below a topic, and notes why.
pub(super) fn settle(places: &mut Places, scene: &Scene<'_>) {
    let heads: Vec<(usize, Area)> =
        scene.heads().filter_map(|head| Some((head, scene.area(head)?))).collect();
    for (_, members) in scene.blocks.all() {
        let left: Vec<usize> = members
            .iter()
            .copied()
            .filter(|member| scene.is_item(*member) && places.parent(*member).is_none())
            .collect();
        let areas: Vec<Area> = members.iter().filter_map(|member| scene.area(*member)).collect();
        if left.is_empty() {
            continue;
        }
        let guess = Guess::of(&areas, &heads);
        for member in left {
            let candidates = guess.chosen.into_iter().chain(guess.other);
            let parent = candidates.into_iter().find(|parent| places.put(member, *parent));
            let words = match parent {
                Some(parent) => Some(guess.words(parent, scene)),
                None if heads.is_empty() => None,
                None if scene.area(member).is_none() => {
                    Some("the drawing does not say where it is".to_owned())
                }
                None => Some("nothing joins it to a topic".to_owned()),
            };
            if let Some(slot) = places.guess.get_mut(member) {
                *slot = words;
            }
        }
    }
}

/// Two answers to where a block belongs; often they are one.
#[derive(Debug, PartialEq, Eq)]
struct Guess {
    chosen: Option<usize>,
    /// What speaks for the first: its distance, or that it is the last one above.
    is_close: bool,
    /// The other answer, where it is another.
    other: Option<usize>,
}

impl Guess {
    fn of(members: &[Area], heads: &[(usize, Area)]) -> Self {
        let Some(top) = members.iter().map(|area| area.top).min_by(f64::total_cmp) else {
            return Self { chosen: None, is_close: false, other: None };
        };
        let distance = |area: &Area| {
            let distances = members.iter().map(|member| member.distance(area));
            distances.min_by(f64::total_cmp).unwrap_or(f64::MAX)
        };
        let measured: Vec<(usize, &Area, f64)> =
            heads.iter().map(|(head, area)| (*head, area, distance(area))).collect();
        let nearest = measured.iter().min_by(|a, b| a.2.total_cmp(&b.2));
        let row = measured.iter().map(|(_, area, _)| area.top).filter(|at| *at <= top).max_by(f64::total_cmp);
        // Of several in the last row above it is the nearest.
        let above = measured
            .iter()
            .filter(|(_, area, _)| row.is_some_and(|row| area.top <= top && area.top >= row - ROW));
        let above = above.min_by(|a, b| a.2.total_cmp(&b.2));
        let is_close = nearest.is_some_and(|nearest| nearest.2 <= CLOSE);
        let (nearest, above) = (nearest.map(|found| found.0), above.map(|found| found.0));
        let (chosen, other) = if is_close { (nearest, above) } else { (above.or(nearest), nearest) };
        Self { chosen, is_close, other: other.filter(|other| Some(*other) != chosen) }
    }

    fn words(&self, parent: usize, scene: &Scene<'_>) -> String {
        let label = |node: usize| scene.nodes.get(node).map_or("", |node| node.label.as_str());
        let reason = if self.is_close { "is the nearest topic" } else { "is the last topic above it" };
        let mut words = format!("nothing joins it to a topic: “{}” {reason}", label(parent));
        if let Some(other) = self.other.filter(|other| *other != parent) {
            let reason = if self.is_close { "is the last one above it" } else { "is nearer" };
            words = format!("{words}, “{}” {reason}", label(other));
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(x: f64, y: f64) -> Area {
        Area::new((x, y), (100.0, 50.0))
    }

    #[test]
    fn a_close_topic_wins_and_else_the_last_one_above_and_both_are_known() {
        let heads =
            [(0, area(0.0, 0.0)), (1, area(0.0, 400.0)), (2, area(300.0, 410.0)), (3, area(0.0, 700.0))];
        for (member, chosen, is_close, other) in [
            (area(0.0, 80.0), Some(0), true, None),
            (area(0.0, 630.0), Some(3), true, Some(1)),
            (area(0.0, 600.0), Some(1), false, Some(3)),
            (area(300.0, 520.0), Some(2), false, None),
            (area(0.0, -200.0), Some(0), false, None),
        ] {
            assert_eq!(Guess::of(&[member], &heads), Guess { chosen, is_close, other }, "{member:?}");
        }
        let none = Guess { chosen: None, is_close: false, other: None };
        assert_eq!(Guess::of(&[area(0.0, 0.0)], &[]), none);
        assert_eq!(Guess::of(&[], &heads), none);
    }
}
