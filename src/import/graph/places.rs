//! The place of every node in the tree, found out rule by rule: the surest first.

use std::collections::HashMap;

use super::blocks::Blocks;
use super::containers::Containers;
use super::geometry::Area;
use super::lines::Bunch;
use super::node::{Kind, Node};

/// Two boxes stand in one row or column when their middles differ by no more than this, in pixels.
const IN_LINE: f64 = 10.0;
/// More places that tell where a block belongs than a drawing of people has.
const MOST_SEEDS: usize = 500;

/// What the rules look at.
#[derive(Debug)]
pub(super) struct Scene<'a> {
    pub(super) nodes: &'a [Node],
    pub(super) bunches: &'a [Bunch],
    pub(super) containers: &'a Containers,
    pub(super) blocks: &'a Blocks,
    /// Which nodes others can stand below from the start: topics, and headings that nobody ticks.
    pub(super) is_head: &'a [bool],
}

impl Scene<'_> {
    pub(super) fn is_head(&self, node: usize) -> bool {
        self.is_head.get(node) == Some(&true)
    }

    /// Whether a node has to find a topic to stand below.
    pub(super) fn is_item(&self, node: usize) -> bool {
        let kind = self.nodes.get(node).map(|node| node.kind);
        matches!(kind, Some(Kind::Subtopic | Kind::Todo)) && !self.is_head(node)
    }

    pub(super) fn area(&self, node: usize) -> Option<Area> {
        self.nodes.get(node)?.area
    }

    pub(super) fn heads(&self) -> impl Iterator<Item = usize> {
        (0..self.nodes.len()).filter(|node| self.is_head(*node))
    }
}

/// What stands below what.
#[derive(Debug)]
pub(super) struct Places {
    parent: Vec<Option<usize>>,
    /// Whether the heading of a frame was the reason.
    is_by_heading: Vec<bool>,
    /// Why a place is a guess.
    pub(super) guess: Vec<Option<String>>,
}

/// A place that tells the boxes around it where they belong.
struct Seed {
    area: Area,
    parent: usize,
}

impl Places {
    /// Puts everything where the drawing says that it belongs. What it says nothing about has no place yet.
    pub(super) fn find(scene: &Scene<'_>) -> Self {
        let len = scene.nodes.len();
        let mut places =
            Self { parent: vec![None; len], is_by_heading: vec![false; len], guess: vec![None; len] };
        places.follow_headings(scene);
        let is_on_spine = spine(scene);
        let claims = places.follow_bunches(scene, &is_on_spine);
        places.fill_blocks(scene, &claims);
        places.follow_subtopics(scene);
        places.put_topics(scene, &claims, &is_on_spine);
        places
    }

    /// What a node stands below.
    pub(super) fn parent(&self, node: usize) -> Option<usize> {
        self.parent.get(node).copied().flatten()
    }

    /// Whether `node` is `above` or stands below it.
    fn is_below(&self, mut node: usize, above: usize) -> bool {
        while node != above {
            let Some(next) = self.parent(node) else { return false };
            node = next;
        }
        true
    }

    /// Puts a node below another one, unless it has a place or would stand below itself.
    pub(super) fn put(&mut self, node: usize, parent: usize) -> bool {
        let is_free = self.parent(node).is_none() && !self.is_below(parent, node);
        if let Some(slot) = self.parent.get_mut(node).filter(|_| is_free) {
            *slot = Some(parent);
        }
        is_free
    }

    /// Puts a node between another one and what that stands below, where that makes no circle.
    pub(super) fn put_between(&mut self, node: usize, child: usize) {
        let parent = self.parent(child);
        if let Some(slot) = self.parent.get_mut(node).filter(|slot| slot.is_none()) {
            *slot = parent;
        }
        if self.parent(node) == parent
            && !self.is_below(node, child)
            && let Some(slot) = self.parent.get_mut(child)
        {
            *slot = Some(node);
        }
    }

    /// What stands in a frame stands below the box that heads it.
    fn follow_headings(&mut self, scene: &Scene<'_>) {
        for node in (0..scene.nodes.len()).filter(|node| scene.is_item(*node)) {
            let mut headings = scene.containers.chain(node).filter_map(|(_, container)| container.heading);
            let is_put =
                headings.find(|heading| *heading != node).is_some_and(|heading| self.put(node, heading));
            if let Some(slot) = self.is_by_heading.get_mut(node) {
                *slot = is_put;
            }
        }
    }

    /// What an edge or a line joins to one topic stands below it; a block that is joined is claimed by it.
    ///
    /// Returns the claims: (member of a block, who claims it).
    fn follow_bunches(&mut self, scene: &Scene<'_>, is_on_spine: &[bool]) -> Vec<(usize, usize)> {
        let mut claims = Vec::new();
        // A line of dashes is what authors draw from a topic to what belongs to it; the others are the way to go.
        for is_dashed in [true, false] {
            for bunch in scene.bunches.iter().filter(|bunch| bunch.is_dashed == is_dashed) {
                let Some(owner) = owner(bunch, scene, is_on_spine) else { continue };
                for &member in bunch.members.iter().filter(|member| **member != owner) {
                    if scene.is_item(member) {
                        self.put(member, owner);
                    } else if scene.blocks.of(member).is_some() {
                        claims.push((member, owner));
                    }
                }
            }
        }
        claims
    }

    /// In a block a box without a place goes where its neighbour is.
    fn fill_blocks(&mut self, scene: &Scene<'_>, claims: &[(usize, usize)]) {
        let mut seeds: Vec<Vec<Seed>> = Vec::new();
        seeds.resize_with(scene.nodes.len(), Vec::new);
        let sow = |seeds: &mut Vec<Vec<Seed>>, member: usize, area: Option<Area>, parent: usize| {
            if let (Some(block), Some(area)) = (scene.blocks.of(member), area)
                && let Some(list) = seeds.get_mut(block).filter(|list| list.len() < MOST_SEEDS)
            {
                list.push(Seed { area, parent });
            }
        };
        for node in (0..scene.nodes.len()).filter(|node| scene.is_item(*node)) {
            // Who stands below the heading of a frame says nothing about those outside of the frame.
            if let Some(parent) = self.parent(node).filter(|_| self.is_by_heading.get(node) == Some(&false)) {
                sow(&mut seeds, node, scene.area(node), parent);
            }
        }
        for &(member, owner) in claims {
            sow(&mut seeds, member, scene.area(member), owner);
        }
        // A topic that touches a block owns it where nothing is joined to it.
        let is_known: Vec<bool> = seeds.iter().map(|list| !list.is_empty()).collect();
        for head in scene.heads() {
            let Some(area) = scene.area(head) else { continue };
            let mut touched = scene.blocks.touched(&area);
            touched.sort_unstable_by_key(|member| scene.blocks.of(*member));
            touched.dedup_by_key(|member| scene.blocks.of(*member));
            for member in touched {
                let block = scene.blocks.of(member);
                if block.and_then(|block| is_known.get(block)) == Some(&false) {
                    sow(&mut seeds, member, Some(area), head);
                }
            }
        }
        for (block, members) in scene.blocks.all() {
            let Some(seeds) = seeds.get(block).filter(|seeds| !seeds.is_empty()) else { continue };
            for &member in members.iter().filter(|member| scene.is_item(**member)) {
                self.follow_neighbour(member, scene.area(member), seeds);
            }
        }
    }

    fn follow_neighbour(&mut self, node: usize, area: Option<Area>, seeds: &[Seed]) {
        let Some(area) = area.filter(|_| self.parent(node).is_none()) else { return };
        let nearest = |seeds: &mut dyn Iterator<Item = &Seed>| {
            let nearest = seeds.min_by(|a, b| {
                let (a, b) = (nearness(&area, &a.area), nearness(&area, &b.area));
                a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
            });
            nearest.map(|seed| seed.parent)
        };
        let parent = nearest(&mut seeds.iter());
        if parent.is_some_and(|parent| !self.put(node, parent)) {
            let free = nearest(&mut seeds.iter().filter(|seed| !self.is_below(seed.parent, node)));
            if let Some(parent) = free {
                self.put(node, parent);
            }
        }
    }

    /// A block that only a subtopic leads to stands below it, and so on from there.
    fn follow_subtopics(&mut self, scene: &Scene<'_>) {
        let mut of_node: Vec<Vec<usize>> = vec![Vec::new(); scene.nodes.len()];
        for (number, bunch) in scene.bunches.iter().enumerate() {
            for member in &bunch.members {
                if let Some(list) = of_node.get_mut(*member) {
                    list.push(number);
                }
            }
        }
        let is_placed = |places: &Self, node: &usize| scene.is_item(*node) && places.parent(*node).is_some();
        let mut next: Vec<usize> = (0..scene.nodes.len()).filter(|node| is_placed(self, node)).collect();
        let mut at = 0;
        let mut is_used = vec![false; scene.bunches.len()];
        let mut is_tried = vec![false; scene.nodes.len()];
        while let Some(&node) = next.get(at) {
            at += 1;
            for &number in of_node.get(node).into_iter().flatten() {
                // A bunch is followed once, from the first of its members that has a place.
                if is_used.get(number) != Some(&false) {
                    continue;
                }
                if let Some(slot) = is_used.get_mut(number) {
                    *slot = true;
                }
                let members = scene.bunches.get(number).map_or(&[][..], |bunch| &bunch.members);
                for block in members.iter().filter_map(|member| scene.blocks.of(*member)) {
                    if is_tried.get_mut(block).is_none_or(|slot| std::mem::replace(slot, true)) {
                        continue;
                    }
                    let members = scene.blocks.members(block);
                    if members.iter().any(|member| is_placed(self, member)) {
                        continue;
                    }
                    for &member in members.iter().filter(|member| scene.is_item(**member)) {
                        if self.put(member, node) {
                            next.push(member);
                        }
                    }
                }
            }
        }
    }

    /// A topic in the frame of another one, or that hangs on another one by dashes, stands below that.
    fn put_topics(&mut self, scene: &Scene<'_>, claims: &[(usize, usize)], is_on_spine: &[bool]) {
        let is_off = |node: usize| scene.is_head(node) && is_on_spine.get(node) != Some(&true);
        for bunch in scene.bunches.iter().filter(|bunch| bunch.is_dashed) {
            let heads: Vec<usize> =
                bunch.members.iter().copied().filter(|node| scene.is_head(*node)).collect();
            // Where none is on the spine, an edge goes from the one above to the one below.
            let above = owner(bunch, scene, is_on_spine)
                .or_else(|| heads.first().copied().filter(|_| heads.len() == 2));
            let Some(above) = above else { continue };
            for head in heads.into_iter().filter(|head| *head != above && is_off(*head)) {
                self.put(head, above);
            }
        }
        // Of several claims the first counts.
        let claims: HashMap<usize, usize> = claims.iter().rev().copied().collect();
        for node in (0..scene.nodes.len()).filter(|node| is_off(*node)) {
            let owner = scene.containers.chain(node).find_map(|(_, container)| {
                let claim = || claims.get(&container.node).copied();
                container.heading.or_else(claim).filter(|owner| *owner != node)
            });
            if let Some(owner) = owner {
                self.put(node, owner);
            }
        }
    }
}

/// Whether in a row, in a column or elsewhere, and how far away.
fn nearness(area: &Area, other: &Area) -> (u8, f64) {
    let ((x, y), (other_x, other_y)) = (area.centre(), other.centre());
    let rank = if (y - other_y).abs() <= IN_LINE {
        0
    } else if (x - other_x).abs() <= IN_LINE {
        1
    } else {
        2
    };
    (rank, area.distance(other))
}

/// Which nodes lie on the way to go: those that an unbroken line joins to another topic, a heading or the title.
fn spine(scene: &Scene<'_>) -> Vec<bool> {
    let mut is_on_spine = vec![false; scene.nodes.len()];
    for bunch in scene.bunches.iter().filter(|bunch| !bunch.is_dashed) {
        let is_stop = |node: &&usize| {
            let kind = scene.nodes.get(**node).map(|node| node.kind);
            scene.is_head(**node) || matches!(kind, Some(Kind::Title | Kind::Paragraph))
        };
        let stops: Vec<usize> = bunch.members.iter().filter(is_stop).copied().collect();
        for stop in stops.iter().filter(|_| stops.len() > 1) {
            if let Some(slot) = is_on_spine.get_mut(*stop) {
                *slot = true;
            }
        }
    }
    is_on_spine
}

/// The one topic of a bunch, or the only one of them that lies on the spine.
fn owner(bunch: &Bunch, scene: &Scene<'_>, is_on_spine: &[bool]) -> Option<usize> {
    let heads: Vec<usize> = bunch.members.iter().copied().filter(|node| scene.is_head(*node)).collect();
    if let [only] = heads[..] {
        return Some(only);
    }
    let mut on_spine = heads.into_iter().filter(|node| is_on_spine.get(*node) == Some(&true));
    on_spine.next().filter(|_| on_spine.next().is_none())
}
