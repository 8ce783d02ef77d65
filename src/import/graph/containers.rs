//! Frames around boxes, and the box that heads a frame.

use super::geometry::{Area, Field};
use super::node::{Kind, Node};

/// A frame is wider and higher than this, in pixels; what is smaller is a spot of colour.
const SMALLEST: f64 = 60.0;
/// How far a heading may be narrower or wider than its frame, on each side.
const AS_WIDE: f64 = 18.0;
/// How far it may be from the edge of the frame.
const AT_EDGE: f64 = 10.0;

/// A frame that holds something.
#[derive(Clone, Copy, Debug)]
pub(super) struct Container {
    /// The node that it is.
    pub(super) node: usize,
    pub(super) area: Area,
    /// The smallest container around it, as the number of that.
    pub(super) around: Option<usize>,
    /// The topic or subtopic that stands on its edge like a title.
    pub(super) heading: Option<usize>,
    /// How many topics it holds. With several it is a background: what lies in it does not belong together.
    topics: usize,
}

impl Container {
    /// Whether what lies in it belongs together.
    pub(super) fn is_one(&self) -> bool {
        self.topics <= 1
    }
}

/// All containers of a drawing.
#[derive(Debug, Default)]
pub(super) struct Containers {
    /// From the smallest to the largest.
    pub(super) all: Vec<Container>,
    /// The smallest container around each node, as its number.
    around: Vec<Option<usize>>,
    /// The container that a node is.
    is: Vec<Option<usize>>,
}

impl Containers {
    pub(super) fn find(nodes: &[Node]) -> Self {
        // A paragraph with boxes in it is a frame, and its text the heading of it.
        let is_frame = |node: &Node| matches!(node.kind, Kind::Section | Kind::Paragraph);
        let frames = nodes.iter().enumerate().filter(|(_, node)| is_frame(node));
        let frames = frames.filter_map(|(number, node)| Some((number, node.area?)));
        let mut frames: Vec<(usize, Area)> =
            frames.filter(|(_, area)| area.width() > SMALLEST && area.height() > SMALLEST).collect();
        frames.sort_by(|a, b| a.1.size().total_cmp(&b.1.size()).then(a.0.cmp(&b.0)));

        let centre = |node: &Node| node.area.map(|area| area.centre());
        let boxes: Vec<_> = nodes.iter().filter(|node| node.kind.is_tracked()).filter_map(centre).collect();
        let topics = nodes.iter().filter(|node| node.kind == Kind::Topic);
        let topics: Vec<_> = topics.filter_map(centre).collect();
        let mut all = Vec::new();
        for (node, area) in frames {
            if boxes.iter().any(|centre| area.holds(*centre)) {
                let topics = topics.iter().filter(|centre| area.holds(**centre)).count();
                all.push(Container { node, area, around: None, heading: None, topics });
            }
        }
        let mut containers = Self { all, around: vec![None; nodes.len()], is: vec![None; nodes.len()] };
        containers.nest(nodes);
        containers.find_headings(nodes);
        containers
    }

    /// The smallest container around a node.
    pub(super) fn around(&self, node: usize) -> Option<usize> {
        self.around.get(node).copied().flatten()
    }

    /// The container that a node is.
    pub(super) fn is(&self, node: usize) -> Option<usize> {
        self.is.get(node).copied().flatten()
    }

    /// The containers around a node, from the smallest to the largest.
    pub(super) fn chain(&self, node: usize) -> impl Iterator<Item = (usize, &Container)> {
        let mut next = self.around(node);
        std::iter::from_fn(move || {
            let number = next?;
            let container = self.all.get(number)?;
            next = container.around;
            Some((number, container))
        })
    }

    fn nest(&mut self, nodes: &[Node]) {
        // The first is the smallest that holds a place.
        let holder = |all: &[Container], from: usize, place| {
            all.iter()
                .enumerate()
                .skip(from)
                .find(|(_, container)| container.area.holds(place))
                .map(|(n, _)| n)
        };
        for (number, node) in nodes.iter().enumerate() {
            let Some(area) = node.area else { continue };
            // Of two containers only the later, larger one can be around the other.
            let own = self.all.iter().position(|container| container.node == number);
            let from = own.map_or(0, |own| own + 1);
            let around = holder(&self.all, from, area.centre());
            if let Some(own) = own.and_then(|own| self.all.get_mut(own)) {
                own.around = around;
            }
            for (list, value) in [(&mut self.around, around), (&mut self.is, own)] {
                if let Some(slot) = list.get_mut(number) {
                    *slot = value;
                }
            }
        }
    }

    fn find_headings(&mut self, nodes: &[Node]) {
        let can_head = |node: &Node| matches!(node.kind, Kind::Topic | Kind::Subtopic);
        let boxes = nodes.iter().enumerate().filter(|(_, node)| can_head(node));
        let field = Field::new(boxes.filter_map(|(number, node)| Some((number, node.area?))));
        let fits = |number: usize, frame: &Area| {
            nodes.get(number).and_then(|node| node.area).is_some_and(|heading| {
                (heading.left - frame.left).abs() <= AS_WIDE && (heading.right - frame.right).abs() <= AS_WIDE
            })
        };
        let mut taken = vec![false; nodes.len()];
        for is_top in [true, false] {
            // What has a text of its own is headed by that.
            let has_none = |container: &&mut Container| {
                container.heading.is_none()
                    && nodes.get(container.node).is_some_and(|node| node.label.is_empty())
            };
            for container in self.all.iter_mut().filter(has_none) {
                let frame = container.area;
                let y = if is_top { frame.top } else { frame.bottom };
                let edge = Area { top: y, bottom: y, ..frame };
                let mut found = field.near(&edge, AT_EDGE).into_iter();
                container.heading =
                    found.find(|number| fits(*number, &frame) && taken.get(*number) == Some(&false));
                if let Some(slot) = container.heading.and_then(|number| taken.get_mut(number)) {
                    *slot = true;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::graph::tests::{frame, subtopic, topic};

    #[test]
    fn the_smallest_container_wins_and_containers_nest() {
        let nodes = [
            frame((0.0, 0.0), (400.0, 400.0)),
            frame((50.0, 50.0), (200.0, 200.0)),
            frame((60.0, 60.0), (50.0, 50.0)),
            frame((900.0, 900.0), (200.0, 200.0)),
            subtopic("inner", (70.0, 70.0), (100.0, 40.0)),
            subtopic("outer", (280.0, 300.0), (100.0, 40.0)),
            subtopic("alone", (600.0, 300.0), (100.0, 40.0)),
        ];
        let found = Containers::find(&nodes);
        let frames: Vec<(usize, Option<usize>)> = found.all.iter().map(|c| (c.node, c.around)).collect();
        assert_eq!(frames, [(1, Some(1)), (0, None)], "a small one and an empty one are none");
        assert_eq!([4, 5, 6].map(|node| found.around(node)), [Some(0), Some(1), None]);
        assert_eq!(found.chain(4).map(|(number, _)| number).collect::<Vec<_>>(), [0, 1]);
        assert_eq!([0, 1, 2].map(|node| found.is(node)), [Some(1), Some(0), None]);
    }

    #[test]
    fn a_box_as_wide_as_the_frame_heads_it_from_its_upper_or_lower_edge() {
        for (y, is_heading) in
            [(-30.0, true), (-48.0, true), (0.0, true), (-70.0, false), (60.0, false), (190.0, true)]
        {
            let nodes = [
                frame((0.0, 0.0), (300.0, 200.0)),
                topic("head", (5.0, y), (290.0, 40.0)),
                subtopic("item", (100.0, 110.0), (100.0, 40.0)),
            ];
            let heading = Containers::find(&nodes).all[0].heading;
            assert_eq!(heading, is_heading.then_some(1), "at {y}");
        }
        let narrow = [
            frame((0.0, 0.0), (300.0, 200.0)),
            topic("head", (50.0, -20.0), (200.0, 40.0)),
            subtopic("item", (100.0, 110.0), (100.0, 40.0)),
        ];
        assert_eq!(Containers::find(&narrow).all[0].heading, None);
    }

    #[test]
    fn a_container_of_several_topics_is_a_background() {
        let mut nodes = vec![frame((0.0, 0.0), (300.0, 200.0)), topic("one", (10.0, 10.0), (100.0, 40.0))];
        assert!(Containers::find(&nodes).all[0].is_one());
        nodes.push(topic("two", (10.0, 100.0), (100.0, 40.0)));
        assert!(!Containers::find(&nodes).all[0].is_one());
    }
}
