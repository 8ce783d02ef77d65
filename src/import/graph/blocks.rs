//! Blocks: boxes, labels and frames that lie in, beside or on each other, and so belong together.

use super::containers::{Container, Containers};
use super::geometry::{Area, Field, Sets};
use super::node::{Kind, Node};

/// How near two members of a block are, in pixels.
const BESIDE: f64 = 10.0;
/// How near a label is to what is above or below it.
const LABEL: f64 = 14.0;
/// How far two of them must stand beside or above each other; corners that meet are not enough.
const FACING: f64 = 3.0;

/// The blocks of a drawing.
#[derive(Debug)]
pub(super) struct Blocks {
    /// The block of each node, as the number of its first member; none for what is no member of any.
    of: Vec<Option<usize>>,
    /// The members of each block, at the number of the first.
    members: Vec<Vec<usize>>,
    field: Field,
}

impl Blocks {
    /// The blocks of `nodes`. What heads others (`is_head`) is no member: it owns a block, or several.
    pub(super) fn find(nodes: &[Node], is_head: &[bool], containers: &Containers) -> Self {
        let is_member = |number: usize, node: &Node| {
            let is_box = match node.kind {
                Kind::Subtopic | Kind::Todo => true,
                Kind::Label => !node.label.is_empty(),
                _ => containers.is(number).and_then(|c| containers.all.get(c)).is_some_and(Container::is_one),
            };
            is_box && is_head.get(number) != Some(&true)
        };
        let all = nodes.iter().enumerate().filter(|(number, node)| is_member(*number, node));
        let all: Vec<(usize, Option<Area>)> = all.map(|(number, node)| (number, node.area)).collect();
        let field = Field::new(all.iter().filter_map(|(number, area)| Some((*number, (*area)?))));
        let mut sets = Sets::new(nodes.len());
        for (number, area) in &all {
            let around = containers.around(*number).and_then(|c| containers.all.get(c));
            if let Some(container) = around.filter(|container| container.is_one()) {
                sets.join(*number, container.node);
            }
            let Some(area) = area else { continue };
            for other in field.near(area, LABEL).into_iter().filter(|other| other > number) {
                if let (Some(a), Some(b)) = (nodes.get(*number), nodes.get(other))
                    && belong(a, b)
                {
                    sets.join(*number, other);
                }
            }
        }
        let mut blocks = Self { of: vec![None; nodes.len()], members: vec![Vec::new(); nodes.len()], field };
        for (number, _) in all {
            let block = sets.of(number);
            if let Some(slot) = blocks.of.get_mut(number) {
                *slot = Some(block);
            }
            if let Some(members) = blocks.members.get_mut(block) {
                members.push(number);
            }
        }
        blocks
    }

    /// The block of a node.
    pub(super) fn of(&self, node: usize) -> Option<usize> {
        self.of.get(node).copied().flatten()
    }

    /// The members of a block.
    pub(super) fn members(&self, block: usize) -> &[usize] {
        self.members.get(block).map_or(&[], Vec::as_slice)
    }

    /// Every block with its members.
    pub(super) fn all(&self) -> impl Iterator<Item = (usize, &[usize])> {
        let all = self.members.iter().enumerate().filter(|(_, members)| !members.is_empty());
        all.map(|(block, members)| (block, members.as_slice()))
    }

    /// The members of any block that an area touches.
    pub(super) fn touched(&self, area: &Area) -> Vec<usize> {
        self.field.near(area, BESIDE)
    }
}

/// Whether two nodes abut or stack.
fn belong(a: &Node, b: &Node) -> bool {
    let (Some(one), Some(other)) = (a.area, b.area) else { return false };
    let (across, down) = (one.gap_across(&other), one.gap_down(&other));
    let stacked = if a.kind == Kind::Label || b.kind == Kind::Label { LABEL } else { BESIDE };
    (across <= BESIDE && down < -FACING) || (down <= stacked && across < -FACING)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::graph::tests::{frame, label, subtopic, topic};

    fn blocks(nodes: &[Node]) -> Vec<Vec<usize>> {
        let heads: Vec<bool> = nodes.iter().map(|node| node.kind == Kind::Topic).collect();
        let blocks = Blocks::find(nodes, &heads, &Containers::find(nodes));
        blocks.all().map(|(_, members)| members.to_vec()).collect()
    }

    #[test]
    fn boxes_that_stack_or_abut_are_one_block_and_others_are_not() {
        for (place, is_one) in [
            ((0.0, 58.0), true),
            ((0.0, 61.0), false),
            ((108.0, 0.0), true),
            ((111.0, 0.0), false),
            ((105.0, 55.0), false),
        ] {
            let nodes = [subtopic("a", (0.0, 0.0), (100.0, 50.0)), subtopic("b", place, (100.0, 50.0))];
            assert_eq!(blocks(&nodes).len(), if is_one { 1 } else { 2 }, "{place:?}");
        }
        let labelled = [label("l", (0.0, 0.0), (80.0, 20.0)), subtopic("b", (0.0, 33.0), (100.0, 50.0))];
        assert_eq!(blocks(&labelled), [[0, 1]], "a label may be a little farther away");
    }

    #[test]
    fn what_lies_in_a_frame_is_one_block_unless_the_frame_holds_several_topics() {
        let mut nodes = vec![
            frame((0.0, 0.0), (400.0, 400.0)),
            subtopic("a", (10.0, 10.0), (100.0, 50.0)),
            subtopic("b", (250.0, 300.0), (100.0, 50.0)),
            topic("t", (10.0, 200.0), (100.0, 50.0)),
        ];
        assert_eq!(blocks(&nodes), [[0, 1, 2]]);
        nodes.push(topic("u", (250.0, 200.0), (100.0, 50.0)));
        assert_eq!(blocks(&nodes), [[1], [2]]);
    }
}
