//! Rectangles of a drawing, and which of them lie near a place.

/// Areas higher than this many pixels are looked at one by one; few are.
const TALL: f64 = 160.0;

/// A rectangle of the drawing, in its pixels; y grows downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Area {
    /// The area at a place, with a width and a height.
    pub(super) fn new((x, y): (f64, f64), (width, height): (f64, f64)) -> Self {
        Self { left: x, top: y, right: x + width, bottom: y + height }
    }

    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// Square pixels.
    pub(super) fn size(&self) -> f64 {
        self.width() * self.height()
    }

    pub(super) fn centre(&self) -> (f64, f64) {
        (f64::midpoint(self.left, self.right), f64::midpoint(self.top, self.bottom))
    }

    /// Whether the point lies inside or on the edge.
    pub(super) fn holds(&self, (x, y): (f64, f64)) -> bool {
        self.left <= x && x <= self.right && self.top <= y && y <= self.bottom
    }

    /// Pixels between both from left to right; less than 0 where they stand above each other.
    pub(super) fn gap_across(&self, other: &Self) -> f64 {
        (other.left - self.right).max(self.left - other.right)
    }

    /// Pixels between both from top to bottom; less than 0 where they stand beside each other.
    pub(super) fn gap_down(&self, other: &Self) -> f64 {
        (other.top - self.bottom).max(self.top - other.bottom)
    }

    /// Pixels between both; 0 where they touch or overlap.
    pub(super) fn distance(&self, other: &Self) -> f64 {
        self.gap_across(other).max(0.0).hypot(self.gap_down(other).max(0.0))
    }

    /// How much of the smaller of both the other one covers, from 0 to 1.
    pub(super) fn shared(&self, other: &Self) -> f64 {
        let (across, down) = (-self.gap_across(other), -self.gap_down(other));
        let across = across.min(self.width()).min(other.width()).max(0.0);
        let down = down.min(self.height()).min(other.height()).max(0.0);
        across * down / self.size().min(other.size()).max(1.0)
    }
}

/// Areas that can be asked which of them are near.
#[derive(Debug, Default)]
pub(super) struct Field {
    /// Sorted by their upper edge, so that a search looks at a strip only.
    low: Vec<(usize, Area)>,
    tall: Vec<(usize, Area)>,
}

impl Field {
    /// The areas with the number that stands for each.
    pub(super) fn new(areas: impl Iterator<Item = (usize, Area)>) -> Self {
        let (tall, mut low): (Vec<_>, Vec<_>) = areas.partition(|(_, area)| area.height() > TALL);
        low.sort_by(|a, b| a.1.top.total_cmp(&b.1.top));
        Self { low, tall }
    }

    /// The numbers of the areas that are at most `gap` pixels away from `area`, in order.
    pub(super) fn near(&self, area: &Area, gap: f64) -> Vec<usize> {
        let first = self.low.partition_point(|(_, other)| other.top < area.top - gap - TALL);
        let strip = self.low.iter().skip(first).take_while(|(_, other)| other.top <= area.bottom + gap);
        let mut found: Vec<usize> = strip
            .chain(&self.tall)
            .filter(|(_, other)| area.distance(other) <= gap)
            .map(|(number, _)| *number)
            .collect();
        found.sort_unstable();
        found
    }
}

/// Sets that grow together.
#[derive(Debug)]
pub(super) struct Sets(Vec<usize>);

impl Sets {
    /// `len` sets of one member each.
    pub(super) fn new(len: usize) -> Self {
        Self((0..len).collect())
    }

    /// The number that stands for the set of `member`.
    pub(super) fn of(&mut self, mut member: usize) -> usize {
        while let Some(&above) = self.0.get(member).filter(|above| **above != member) {
            // Halving the way keeps every way short.
            let next = self.0.get(above).copied().unwrap_or(above);
            if let Some(slot) = self.0.get_mut(member) {
                *slot = next;
            }
            member = next;
        }
        member
    }

    /// Makes one set of the sets of both.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of(a), self.of(b));
        // The smaller number stands for both, so that the answer does not hang on the order.
        if let Some(slot) = self.0.get_mut(a.max(b)) {
            *slot = a.min(b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(x: f64, y: f64, width: f64, height: f64) -> Area {
        Area::new((x, y), (width, height))
    }

    #[test]
    fn gaps_and_distances_are_those_between_the_edges() {
        let a = area(0.0, 0.0, 100.0, 50.0);
        for (other, across, down, distance) in [
            (area(110.0, 0.0, 10.0, 50.0), 10.0, -50.0, 10.0),
            (area(0.0, 60.0, 100.0, 10.0), -100.0, 10.0, 10.0),
            (area(103.0, 54.0, 10.0, 10.0), 3.0, 4.0, 5.0),
            (area(50.0, 25.0, 100.0, 50.0), -50.0, -25.0, 0.0),
        ] {
            assert_eq!((a.gap_across(&other), a.gap_down(&other)), (across, down));
            assert_eq!((a.distance(&other), other.distance(&a)), (distance, distance));
        }
    }

    #[test]
    fn what_is_shared_is_a_part_of_the_smaller_one() {
        let a = area(0.0, 0.0, 100.0, 50.0);
        assert!((a.shared(&area(0.0, 0.0, 100.0, 50.0)) - 1.0).abs() < 1e-9);
        assert!((a.shared(&area(10.0, 10.0, 20.0, 20.0)) - 1.0).abs() < 1e-9);
        assert!((a.shared(&area(50.0, 0.0, 100.0, 50.0)) - 0.5).abs() < 1e-9);
        assert!(a.shared(&area(200.0, 0.0, 100.0, 50.0)) < 1e-9);
        assert!(a.shared(&area(0.0, 0.0, 0.0, 0.0)) < 1e-9, "an area of nothing");
    }

    #[test]
    fn a_field_finds_what_a_look_at_all_areas_finds() {
        let areas: Vec<Area> = (0..200_u32)
            .map(|n| {
                let n = f64::from(n);
                area((n * 37.0) % 400.0, (n * 91.0) % 900.0, 10.0 + n % 60.0, 10.0 + (n * 13.0) % 400.0)
            })
            .collect();
        let field = Field::new(areas.iter().copied().enumerate());
        for here in &areas {
            let all: Vec<usize> = (0..areas.len()).filter(|n| here.distance(&areas[*n]) <= 10.0).collect();
            assert_eq!(field.near(here, 10.0), all);
        }
    }

    #[test]
    fn sets_that_were_joined_are_one() {
        let mut sets = Sets::new(6);
        sets.join(4, 5);
        sets.join(1, 4);
        sets.join(0, 2);
        let all: Vec<usize> = (0..6).map(|n| sets.of(n)).collect();
        assert_eq!(all, [0, 1, 0, 3, 1, 1]);
    }
}
