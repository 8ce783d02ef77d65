//! The tree of topics in the order in which people read the drawing.

use super::node::Node;
use super::places::Places;
use crate::import::{Draft, DraftNote, DraftTopic};

/// More levels than a drawing has; what hangs deeper goes on at the last level, as a roadmap has no more than 32.
const DEEPEST: usize = 24;
/// What begins within so many pixels is one row: among the sections, and among what stands below a topic.
const ROWS: f64 = 40.0;
const ROW: f64 = 10.0;

/// Puts `is_shown` nodes into a tree; returns each with its number.
pub(super) fn grow(nodes: &[Node], is_shown: &[bool], places: &Places) -> Vec<Branch> {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    let mut roots = Vec::new();
    for node in (0..nodes.len()).filter(|node| is_shown.get(*node) == Some(&true)) {
        match places.parent(node).and_then(|parent| children.get_mut(parent)) {
            Some(list) => list.push(node),
            None => roots.push(node),
        }
    }
    order(&mut roots, nodes, ROWS);
    for list in &mut children {
        order(list, nodes, ROW);
    }
    // From the roots down, without recursion: a hostile drawing may be a chain of thousands.
    let mut found: Vec<(usize, usize, usize)> = roots.into_iter().map(|root| (root, usize::MAX, 1)).collect();
    let mut at = 0;
    while let Some(&(node, parent, level)) = found.get(at) {
        let (parent, level) = if level >= DEEPEST { (parent, level) } else { (at, level + 1) };
        found.extend(children.get(node).into_iter().flatten().map(|child| (*child, parent, level)));
        at += 1;
    }
    let mut branches: Vec<(usize, Branch)> =
        found.iter().map(|(node, parent, _)| (*parent, Branch { node: *node, below: Vec::new() })).collect();
    let mut roots = Vec::new();
    while let Some((parent, mut branch)) = branches.pop() {
        branch.below.reverse();
        match branches.get_mut(parent) {
            Some((_, above)) => above.below.push(branch),
            None => roots.push(branch),
        }
    }
    roots.reverse();
    roots
}

/// A node with what stands below it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Branch {
    pub(super) node: usize,
    pub(super) below: Vec<Branch>,
}

/// From top to bottom in rows, in a row from left to right; what has no place is last.
fn order(list: &mut [usize], nodes: &[Node], row: f64) {
    let area = |node: &usize| nodes.get(*node).and_then(|node| node.area);
    let top = |node: &usize| area(node).map_or(f64::INFINITY, |area| area.top);
    let left = |node: &usize| area(node).map_or(f64::INFINITY, |area| area.left);
    list.sort_by(|a, b| top(a).total_cmp(&top(b)).then(a.cmp(b)));
    let mut rest = list;
    while let Some(first) = rest.first().map(top) {
        let end = rest.partition_point(|node| top(node) <= first + row);
        // Where the first has no place none has, and all are one row.
        let (line, others) = rest.split_at_mut(end.max(1));
        line.sort_by(|a, b| left(a).total_cmp(&left(b)));
        rest = others;
    }
}

/// Takes what lies deeper than `depth` levels into the note of the topic above it.
pub(in crate::import) fn cut(draft: &mut Draft, depth: usize) {
    for topic in &mut draft.topics {
        cut_topic(topic, depth.max(1));
    }
}

fn cut_topic(topic: &mut DraftTopic, depth: usize) {
    if depth > 1 {
        for below in &mut topic.topics {
            cut_topic(below, depth - 1);
        }
        return;
    }
    let mut text = String::new();
    for below in std::mem::take(&mut topic.topics) {
        write(&mut text, below, 2, topic);
    }
    if !text.is_empty() {
        let note = topic.note.get_or_insert_with(DraftNote::default);
        let gap = if note.markdown.is_empty() { "" } else { "\n\n" };
        note.markdown = format!("{}{gap}{}", note.markdown.trim_end(), text.trim_end());
        note.is_file = false;
    }
}

/// Writes a topic as a section of a note; its links go to `above`.
fn write(text: &mut String, topic: DraftTopic, level: usize, above: &mut DraftTopic) {
    let marks = "#".repeat(level.min(6));
    let note = topic.note.map(|note| format!("{}\n\n", note.markdown.trim())).unwrap_or_default();
    text.extend([marks.as_str(), " ", &topic.title, "\n\n", &note]);
    above.resources.extend(topic.resources);
    for below in topic.topics {
        write(text, below, level + 1, above);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::graph::tests::subtopic;

    #[test]
    fn rows_are_read_from_left_to_right_and_what_has_no_place_is_last() {
        let mut nodes: Vec<Node> = [(300.0, 0.0), (0.0, 39.0), (0.0, 90.0), (100.0, 75.0), (0.0, 400.0)]
            .iter()
            .map(|place| subtopic("a", *place, (10.0, 10.0)))
            .collect();
        nodes.push(Node { area: None, ..nodes[0].clone() });
        let mut list: Vec<usize> = vec![5, 4, 3, 2, 1, 0];
        order(&mut list, &nodes, 40.0);
        assert_eq!(list, [1, 0, 2, 3, 4, 5]);
    }

    #[test]
    fn what_lies_too_deep_becomes_a_part_of_the_note_above() {
        let topic = |title: &str, topics| DraftTopic { title: title.into(), topics, ..DraftTopic::default() };
        let note = DraftNote { markdown: "Text.\n".into(), file: "c.md".into(), is_file: true };
        let deep = DraftTopic { note: Some(note), ..topic("C", vec![topic("D", vec![])]) };
        let mut draft = Draft { topics: vec![topic("A", vec![topic("B", vec![deep])])], ..Draft::default() };
        cut(&mut draft, 2);
        let below = &draft.topics[0].topics[0];
        assert_eq!(below.topics, []);
        assert_eq!(below.note.as_ref().expect("a note").markdown, "## C\n\nText.\n\n### D");
    }
}
