//! Labels as headings: what stands below one in its frame or block becomes a group.

use std::collections::HashMap;

use super::geometry::Area;
use super::node::Kind;
use super::places::{Places, Scene};

/// How much higher than its label the first box of a group may begin, in pixels.
const LEVEL: f64 = 4.0;

/// Letters of a heading; a longer text on a frame is a hint.
const LONGEST: usize = 60;

/// Where a label holds sway: in a frame, or in a block that has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Scope {
    Frame(usize),
    Block(usize),
}

/// Makes a group of every label that heads something. Returns which nodes are groups.
pub(super) fn gather(places: &mut Places, scene: &Scene<'_>) -> Vec<bool> {
    let mut labels: HashMap<Scope, Vec<(usize, Area)>> = HashMap::new();
    for (number, node) in scene.nodes.iter().enumerate() {
        let is_label = node.kind == Kind::Label && !node.label.is_empty() && !scene.is_head(number);
        if let (true, Some(area)) = (is_label, node.area)
            && let Some((scope, _)) = scopes(number, area, scene).next()
        {
            labels.entry(scope).or_default().push((number, area));
        }
    }
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); scene.nodes.len()];
    for node in (0..scene.nodes.len()).filter(|node| scene.is_item(*node)) {
        let Some(area) = scene.area(node) else { continue };
        let label = scopes(node, area, scene).find_map(|(scope, area)| {
            let label = labels.get(&scope).and_then(|labels| label_of(&area, labels, scope));
            label.or_else(|| text_of(scope, scene))
        });
        if let Some(list) = label.and_then(|label| below.get_mut(label)) {
            list.push(node);
        }
    }
    let mut is_group = vec![false; scene.nodes.len()];
    for (label, items) in below.iter().enumerate().filter(|(_, items)| !items.is_empty()) {
        if let Some(slot) = is_group.get_mut(label) {
            *slot = join(places, scene, label, items);
        }
    }
    is_group
}

/// The frames around a node from the smallest on, then its block, each with the area that a label would stand above.
fn scopes(node: usize, area: Area, scene: &Scene<'_>) -> impl Iterator<Item = (Scope, Area)> {
    let mut inner = area;
    let frames = scene.containers.chain(node).map(move |(number, container)| {
        let scope = (Scope::Frame(number), inner);
        inner = container.area;
        scope
    });
    let outer = scene.containers.chain(node).last().map_or(area, |(_, container)| container.area);
    frames.chain(scene.blocks.of(node).map(|block| (Scope::Block(block), outer)))
}

/// The label that an area stands below.
fn label_of(area: &Area, labels: &[(usize, Area)], scope: Scope) -> Option<usize> {
    let above =
        || labels.iter().filter(|(_, label)| label.top <= area.top + LEVEL && label.centre().1 < area.bottom);
    let lowest = |a: &&(usize, Area), b: &&(usize, Area)| a.1.top.total_cmp(&b.1.top);
    let straight = above().filter(|(_, label)| label.gap_across(area) < 0.0).max_by(lowest);
    // A heading ends where the next one in its column begins, also for a box that stands a little aside.
    let next = straight.and_then(|(_, straight)| {
        above()
            .filter(|(_, label)| label.top >= straight.top && label.gap_across(straight) < 0.0)
            .max_by(lowest)
    });
    // In a frame a label is the heading also of what does not stand right below it.
    let aside = || above().max_by(lowest).filter(|_| matches!(scope, Scope::Frame(_)));
    next.or_else(aside).map(|(label, _)| *label)
}

/// The frame whose own text heads what stands in it.
fn text_of(scope: Scope, scene: &Scene<'_>) -> Option<usize> {
    let Scope::Frame(number) = scope else { return None };
    let frame = scene.containers.all.get(number).filter(|frame| frame.heading.is_none())?.node;
    let length = scene.nodes.get(frame)?.label.chars().count();
    ((1..=LONGEST).contains(&length) && !scene.is_head(frame)).then_some(frame)
}

/// Puts the label between the items and the topic that most of them stand below.
fn join(places: &mut Places, scene: &Scene<'_>, label: usize, items: &[usize]) -> bool {
    let mut parents: Vec<(Option<usize>, usize)> = Vec::new();
    for item in items {
        let parent = places.parent(*item);
        match parents.iter_mut().find(|(known, _)| *known == parent) {
            Some((_, count)) => *count += 1,
            None => parents.push((parent, 1)),
        }
    }
    // Of several with as many it is the first.
    let Some((parent, _)) = parents.into_iter().rev().max_by_key(|(_, count)| *count) else { return false };
    let words = |node: usize| scene.nodes.get(node).map_or("", |node| node.label.as_str());
    if parent.is_some_and(|parent| words(parent) == words(label)) {
        return false;
    }
    let members: Vec<usize> = items.iter().copied().filter(|item| places.parent(*item) == parent).collect();
    for member in &members {
        places.put_between(label, *member);
    }
    // What is guessed is the place of the group.
    let mut guess = None;
    for member in members {
        guess = places.guess.get_mut(member).and_then(Option::take).or(guess);
    }
    if let Some(slot) = places.guess.get_mut(label) {
        *slot = guess;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_label_right_above_is_the_heading() {
        let area = |x, y| Area::new((x, y), (100.0, 20.0));
        // A narrow heading in the middle ends a wide one above it, a heading in another column does not.
        let wide = Area::new((0.0, 0.0), (300.0, 20.0));
        let labels = [(0, wide), (1, area(100.0, 100.0)), (2, area(400.0, 200.0))];
        assert_eq!(label_of(&area(0.0, 130.0), &labels, Scope::Frame(0)), Some(1));
        assert_eq!(label_of(&area(0.0, 230.0), &labels, Scope::Frame(0)), Some(1));
        let labels = [(0, area(0.0, 0.0)), (1, area(0.0, 100.0)), (2, area(200.0, 0.0))];
        for (item, in_block, in_frame) in [
            (area(0.0, 30.0), Some(0), Some(0)),
            (area(50.0, 130.0), Some(1), Some(1)),
            (area(250.0, 300.0), Some(2), Some(2)),
            (area(500.0, 130.0), None, Some(1)),
            (area(0.0, -50.0), None, None),
        ] {
            assert_eq!(label_of(&item, &labels, Scope::Block(0)), in_block, "{item:?}");
            assert_eq!(label_of(&item, &labels, Scope::Frame(0)), in_frame, "{item:?}");
        }
    }
}
