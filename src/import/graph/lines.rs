//! Free-standing lines: what they touch is joined by them, as by an edge.

use super::containers::Containers;
use super::drawing::Edge;
use super::geometry::{Area, Field, Sets};
use super::node::{Kind, Node};

/// How near a line must come to what it touches, in pixels.
const TOUCH: f64 = 10.0;
/// More boxes than a line of a person touches.
const MOST: usize = 100;

/// Nodes that are joined: by an edge, by a line, by lines that touch each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bunch {
    /// The nodes, each once; of an edge the source is first.
    pub(super) members: Vec<usize>,
    pub(super) is_dashed: bool,
}

/// Everything that is joined: what the edges join, then what the lines join.
pub(super) fn bunches(nodes: &[Node], edges: &[Edge], containers: &Containers) -> Vec<Bunch> {
    let edges =
        edges.iter().map(|edge| Bunch { members: vec![edge.from, edge.to], is_dashed: edge.is_dashed });
    let mut bunches: Vec<Bunch> = edges.collect();
    bunches.extend(Lines::new(nodes).bunches(nodes, containers));
    bunches
}

/// A free-standing line as it is seen: its node is wider than the stroke.
#[derive(Clone, Copy, Debug)]
struct Line {
    /// Its node.
    area: Area,
    /// What is drawn in the middle of it.
    stroke: Area,
    is_across: bool,
    is_dashed: bool,
}

impl Line {
    fn of(node: &Node) -> Option<Self> {
        let Kind::Line { is_across } = node.kind else { return None };
        let area = node.area?;
        let (x, y) = area.centre();
        let stroke =
            if is_across { Area { top: y, bottom: y, ..area } } else { Area { left: x, right: x, ..area } };
        Some(Self { area, stroke, is_across, is_dashed: node.is_dashed })
    }

    fn ends(&self) -> [Area; 2] {
        let line = self.stroke;
        if self.is_across {
            [Area { right: line.left, ..line }, Area { left: line.right, ..line }]
        } else {
            [Area { bottom: line.top, ..line }, Area { top: line.bottom, ..line }]
        }
    }
}

struct Lines {
    all: Vec<Line>,
    /// What a line can touch, but for containers.
    boxes: Field,
}

impl Lines {
    fn new(nodes: &[Node]) -> Self {
        let can_touch = |node: &Node| {
            let is_text = matches!(node.kind, Kind::Label | Kind::Paragraph | Kind::Title);
            node.kind.is_tracked() || (is_text && !node.label.is_empty())
        };
        let boxes = nodes.iter().enumerate().filter(|(_, node)| can_touch(node));
        Self {
            all: nodes.iter().filter_map(Line::of).collect(),
            boxes: Field::new(boxes.filter_map(|(number, node)| Some((number, node.area?)))),
        }
    }

    fn bunches(&self, nodes: &[Node], containers: &Containers) -> Vec<Bunch> {
        // An unbroken line from topic to topic is the way to go; what only touches it is not joined to them.
        let is_topic = |number: &usize| nodes.get(*number).is_some_and(|node| node.kind == Kind::Topic);
        let is_way = |line: &Line| {
            let mut ends = line.ends().into_iter();
            !line.is_dashed && ends.any(|end| self.boxes.near(&end, TOUCH).iter().any(is_topic))
        };
        let ways: Vec<bool> = self.all.iter().map(is_way).collect();
        let strokes = Field::new(self.all.iter().map(|line| line.stroke).enumerate());
        let mut sets = Sets::new(self.all.len());
        for (number, line) in self.all.iter().enumerate() {
            for other in strokes.near(&line.stroke, TOUCH) {
                if ways.get(other) == ways.get(number) {
                    sets.join(number, other);
                }
            }
        }
        let mut groups: Vec<Vec<&Line>> = vec![Vec::new(); self.all.len()];
        for (number, line) in self.all.iter().enumerate() {
            if let Some(group) = groups.get_mut(sets.of(number)) {
                group.push(line);
            }
        }
        let groups = groups.iter().filter(|group| !group.is_empty());
        let bunches = groups.map(|group| self.bunch(group, nodes, containers));
        bunches.filter(|bunch| bunch.members.len() > 1).collect()
    }

    fn bunch(&self, lines: &[&Line], nodes: &[Node], containers: &Containers) -> Bunch {
        let is_dashed = lines.iter().any(|line| line.is_dashed);
        let mut members = Vec::new();
        for line in lines {
            // Lines of dashes that touch each other are a bracket: also what runs along it belongs to it.
            if lines.len() > 1 && is_dashed {
                members.extend(self.boxes.near(&line.area, TOUCH).into_iter().take(MOST));
            }
            for end in line.ends() {
                let touched = self.boxes.near(&end, TOUCH);
                if touched.is_empty() {
                    members.extend(container_at(&end, &line.stroke, containers));
                }
                members.extend(touched.into_iter().take(MOST));
            }
        }
        members.sort_unstable();
        members.dedup();
        members.retain(|number| nodes.get(*number).is_some());
        Bunch { members, is_dashed }
    }
}

/// The node of the smallest container whose edge the end of a line touches; one that holds the whole line is not touched.
fn container_at(end: &Area, line: &Area, containers: &Containers) -> Option<usize> {
    let holds_line = |area: &Area| area.holds((line.left, line.top)) && area.holds((line.right, line.bottom));
    let mut all = containers.all.iter();
    let touched = all.find(|container| container.area.distance(end) <= TOUCH && !holds_line(&container.area));
    touched.map(|container| container.node)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::graph::tests::{across, down, frame, subtopic, topic};

    fn members(nodes: &[Node]) -> Vec<Vec<usize>> {
        let bunches = bunches(nodes, &[], &Containers::find(nodes));
        bunches.into_iter().map(|bunch| bunch.members).collect()
    }

    #[test]
    fn a_line_joins_what_its_ends_touch() {
        let topic = topic("t", (0.0, 0.0), (100.0, 50.0));
        for (x, joined) in [(200.0, true), (209.0, true), (211.0, false), (190.0, true)] {
            let nodes =
                [topic.clone(), subtopic("s", (x, 0.0), (100.0, 50.0)), across((100.0, 15.0), 100.0, true)];
            assert_eq!(members(&nodes), if joined { vec![vec![0, 1]] } else { vec![] }, "at {x}");
        }
        let beside = [topic, subtopic("s", (140.0, 30.0), (20.0, 50.0)), across((100.0, 15.0), 100.0, true)];
        assert!(members(&beside).is_empty(), "what it only passes is not touched");
    }

    #[test]
    fn lines_of_dashes_that_touch_are_a_bracket_with_all_that_runs_along_it() {
        let nodes = [
            topic("t", (0.0, 100.0), (100.0, 50.0)),
            across((100.0, 115.0), 100.0, true),
            down((190.0, 0.0), 300.0, true),
            subtopic("a", (205.0, 20.0), (100.0, 50.0)),
            subtopic("b", (205.0, 140.0), (100.0, 50.0)),
            subtopic("c", (205.0, 240.0), (100.0, 50.0)),
            subtopic("far", (255.0, 320.0), (100.0, 50.0)),
        ];
        assert_eq!(members(&nodes), [[0, 3, 4, 5]]);
    }

    #[test]
    fn an_unbroken_line_from_a_topic_does_not_go_on_in_dashes_but_dashes_go_on_in_it() {
        let nodes = |is_first_dashed| {
            [
                topic("t", (0.0, 100.0), (100.0, 50.0)),
                across((100.0, 115.0), 100.0, is_first_dashed),
                down((190.0, 125.0), 300.0, !is_first_dashed),
                subtopic("c", (215.0, 240.0), (100.0, 50.0)),
            ]
        };
        assert!(members(&nodes(false)).is_empty());
        assert_eq!(members(&nodes(true)), [[0, 3]]);
    }

    #[test]
    fn a_line_that_ends_at_a_frame_touches_the_frame() {
        let nodes = [
            topic("t", (0.0, 0.0), (100.0, 50.0)),
            frame((200.0, 0.0), (300.0, 300.0)),
            subtopic("s", (300.0, 100.0), (100.0, 50.0)),
            across((100.0, 15.0), 100.0, true),
        ];
        assert_eq!(members(&nodes), [[0, 1]]);
    }
}
