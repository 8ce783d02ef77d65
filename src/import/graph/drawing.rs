//! A graph as a drawing: its nodes and what joins them, freed from what cannot be used.

use std::collections::HashMap;

use serde_json::Value;

use super::geometry::Field;
use super::node::{Kind, Node, is_dashed};
use crate::import::{Place, Remark, RemarkKind};
use crate::text::counted;

/// More than any roadmap has; the largest known have a few hundred.
const MOST_NODES: usize = 3_000;
const MOST_EDGES: usize = 20_000;
/// How much of the smaller of two boxes of one label must be covered for both to be one box.
const SAME: f64 = 0.7;

/// A line from a node to a node, as the numbers of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) is_dashed: bool,
}

/// What is drawn.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    pub(super) nodes: Vec<Node>,
    pub(super) edges: Vec<Edge>,
    pub(super) remarks: Vec<Remark>,
    /// The line of the source in which an id stands.
    lines: HashMap<String, usize>,
    file: String,
}

impl Drawing {
    /// Reads the `nodes` and `edges` of `graph`, which was read from `text`, the text of `file`.
    ///
    /// # Errors
    /// Words for why this is no graph that can be read.
    pub(super) fn read(graph: &Value, text: &str, file: &str) -> Result<Self, String> {
        let nodes = graph.get("nodes").and_then(Value::as_array).ok_or("it has no list of `nodes`")?;
        let none = Vec::new();
        let edges = graph.get("edges").and_then(Value::as_array).unwrap_or(&none);
        if edges.len() > MOST_EDGES {
            return Err(format!(
                "it has {}, and at most {MOST_EDGES} are read",
                counted(edges.len(), "edge")
            ));
        }
        let mut drawing = Self { lines: lines(text), file: file.to_owned(), ..Self::default() };
        for value in nodes {
            if drawing.nodes.len() + 1 > MOST_NODES {
                return Err(format!("it has more than {MOST_NODES} nodes, which is the most that is read"));
            }
            drawing.add(value);
        }
        if drawing.nodes.len() > MOST_NODES {
            return Err(format!("it has more than {MOST_NODES} nodes, which is the most that is read"));
        }
        let mut numbers = drawing.numbers();
        drawing.merge_doubles(&mut numbers);
        drawing.join(edges, &numbers);
        Ok(drawing)
    }

    /// Where a node stands in the source.
    pub(super) fn place(&self, node: usize) -> Place {
        let id = self.nodes.get(node).and_then(|node| node.id.as_ref());
        let line = id.and_then(|id| self.lines.get(id)).copied().unwrap_or(0);
        Place { file: self.file.clone(), line }
    }

    /// Says that a node became nothing.
    pub(super) fn leave_out(&mut self, node: usize, words: String) {
        let place = self.place(node);
        self.remarks.push(Remark { kind: RemarkKind::LeftOut, place, words });
    }

    fn add(&mut self, value: &Value) {
        let lines = Node::checklist(value);
        let is_checklist = !lines.is_empty();
        for line in lines {
            if line.label.is_empty() {
                self.say("a line of a checklist without words is left out".to_owned());
            } else {
                self.nodes.push(line);
            }
        }
        match Node::read(value) {
            _ if is_checklist => {}
            Err(words) => self.say(format!("{words} is left out")),
            Ok(node) if node.kind.is_tracked() && node.label.is_empty() => {
                let id = node.id.map(|id| format!(" (`{id}`)")).unwrap_or_default();
                self.say(format!("a topic without a label{id} is left out"));
            }
            Ok(node) => self.nodes.push(node),
        }
    }

    fn say(&mut self, words: String) {
        let place = Place { file: self.file.clone(), line: 0 };
        self.remarks.push(Remark { kind: RemarkKind::LeftOut, place, words });
    }

    /// The number of every node by its id. An id belongs to the first that has it: the others stay, but nobody can name them.
    fn numbers(&mut self) -> HashMap<String, usize> {
        let mut numbers = HashMap::new();
        let mut doubles = Vec::new();
        for (number, node) in self.nodes.iter_mut().enumerate() {
            let Some(id) = &node.id else { continue };
            if numbers.contains_key(id) {
                if !node.label.is_empty() {
                    doubles.push(format!(
                        "“{}” has the id `{id}` of another node: it is taken without it",
                        node.label
                    ));
                }
                node.id = None;
            } else {
                numbers.insert(id.clone(), number);
            }
        }
        for words in doubles {
            let place = Place { file: self.file.clone(), line: 0 };
            self.remarks.push(Remark { kind: RemarkKind::Damaged, place, words });
        }
        numbers
    }

    /// Boxes of one label that lie on each other are one box.
    fn merge_doubles(&mut self, numbers: &mut HashMap<String, usize>) {
        let is_box = |node: &Node| node.kind.is_tracked() || node.kind == Kind::Label;
        let mut labels: HashMap<&str, usize> = HashMap::new();
        for node in &self.nodes {
            *labels.entry(node.label.as_str()).or_default() += 1;
        }
        let is_double = |node: &Node| labels.get(node.label.as_str()).is_some_and(|count| *count > 1);
        let boxes = self.nodes.iter().enumerate().filter(|(_, node)| is_box(node) && is_double(node));
        let field = Field::new(boxes.clone().filter_map(|(n, node)| Some((n, node.area?))));
        let mut same: HashMap<usize, usize> = HashMap::new();
        for (number, node) in boxes {
            let Some(area) = node.area.filter(|_| !same.contains_key(&number)) else { continue };
            for other in field.near(&area, 0.0).into_iter().filter(|other| *other > number) {
                let is_twin = |twin: &&Node| {
                    twin.label == node.label && twin.kind.is_tracked() == node.kind.is_tracked()
                };
                let twin = self.nodes.get(other).filter(is_twin);
                if twin.and_then(|twin| twin.area).is_some_and(|twin| area.shared(&twin) > SAME) {
                    same.insert(other, number);
                }
            }
        }
        for number in numbers.values_mut() {
            *number = same.get(number).copied().unwrap_or(*number);
        }
        let mut doubles: Vec<usize> = same.into_keys().collect();
        doubles.sort_unstable();
        for double in doubles {
            let label = self.nodes.get(double).map(|node| node.label.clone()).unwrap_or_default();
            self.leave_out(double, format!("“{label}” is drawn twice at one place: it is one topic"));
            if let Some(node) = self.nodes.get_mut(double) {
                // It keeps its number, so that the other numbers stay true.
                (node.kind, node.label, node.id) = (Kind::Aside, String::new(), None);
            }
        }
    }

    fn join(&mut self, edges: &[Value], numbers: &HashMap<String, usize>) {
        let end = |edge: &Value, key| numbers.get(edge.get(key)?.as_str()?).copied();
        let mut broken = 0;
        for edge in edges {
            let (Some(from), Some(to)) = (end(edge, "source"), end(edge, "target")) else {
                broken += 1;
                continue;
            };
            let style = edge.pointer("/data/edgeStyle").and_then(Value::as_str);
            let is_dashed = style.map_or_else(
                || edge.get("style").is_some_and(is_dashed),
                |style| matches!(style, "dashed" | "dotted"),
            );
            if from != to {
                self.edges.push(Edge { from, to, is_dashed });
            }
        }
        if broken > 0 {
            let lead = if broken == 1 { "leads" } else { "lead" };
            self.say(format!(
                "{} {lead} from or to nothing: the place of the boxes tells instead",
                counted(broken, "edge")
            ));
        }
    }
}

/// The line in which each id stands first.
fn lines(text: &str) -> HashMap<String, usize> {
    let mut lines = HashMap::new();
    for (number, line) in (1..).zip(text.lines()) {
        for piece in line.split("\"id\"").skip(1) {
            let value = piece.trim_start().strip_prefix(':').map(str::trim_start);
            let id = value.and_then(|value| value.strip_prefix('"')?.split('"').next());
            if let Some(id) = id {
                lines.entry(id.to_owned()).or_insert(number);
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(graph: &Value) -> Drawing {
        let text = serde_json::to_string_pretty(graph).expect("JSON");
        Drawing::read(graph, &text, "a.json").expect("a graph")
    }

    fn words(drawing: &Drawing) -> Vec<&str> {
        drawing.remarks.iter().map(|remark| remark.words.as_str()).collect()
    }

    fn topic(id: &str, label: &str, x: u32) -> Value {
        json!({"id": id, "type": "topic", "data": {"label": label}, "position": {"x": x, "y": 0},
            "measured": {"width": 100, "height": 50}})
    }

    #[test]
    fn boxes_of_one_label_that_lie_on_each_other_are_one() {
        let graph = json!({
            "nodes": [topic("a", "Same", 0), topic("b", "Same", 20), topic("c", "Same", 60), topic("d", "Other", 5)],
            "edges": [{"source": "b", "target": "d", "data": {"edgeStyle": "dashed"}}],
        });
        let drawing = read(&graph);
        let labels: Vec<&str> = drawing.nodes.iter().map(|node| node.label.as_str()).collect();
        assert_eq!(labels, ["Same", "", "Same", "Other"]);
        assert_eq!(
            drawing.edges,
            [Edge { from: 0, to: 3, is_dashed: true }],
            "the edge goes on to the first"
        );
        assert_eq!(words(&drawing), ["“Same” is drawn twice at one place: it is one topic"]);
        assert!(drawing.remarks[0].place.line > 1, "{:?}", drawing.remarks);
    }

    #[test]
    fn edges_that_lead_nowhere_are_counted_and_left_out() {
        let graph = json!({
            "nodes": [topic("a", "A", 0), topic("b", "B", 500)],
            "edges": [
                {"source": "a", "target": "b", "style": {"strokeDasharray": "1 2"}},
                {"target": "b"}, {"source": "a"}, {"source": "a", "target": "gone"}, {"source": 5, "target": "b"},
                null, "x", {"source": "a", "target": "a"}, {"source": "b", "target": "a"},
            ],
        });
        let drawing = read(&graph);
        let edge = |from, to, is_dashed| Edge { from, to, is_dashed };
        assert_eq!(drawing.edges, [edge(0, 1, true), edge(1, 0, false)]);
        assert_eq!(
            words(&drawing),
            ["6 edges lead from or to nothing: the place of the boxes tells instead"]
        );
    }

    #[test]
    fn an_id_belongs_to_the_first_node_that_has_it() {
        let graph = json!({"nodes": [topic("a", "One", 0), topic("a", "Two", 500)], "edges": 5});
        let drawing = read(&graph);
        let ids: Vec<Option<&str>> = drawing.nodes.iter().map(|node| node.id.as_deref()).collect();
        assert_eq!(ids, [Some("a"), None]);
        assert_eq!(words(&drawing), ["“Two” has the id `a` of another node: it is taken without it"]);
    }

    #[test]
    fn too_many_nodes_and_no_nodes_are_refused() {
        let many = json!({"nodes": vec![topic("a", "A", 0); MOST_NODES + 1]});
        let error = Drawing::read(&many, "", "a.json").expect_err("too many");
        assert_eq!(error, "it has more than 3000 nodes, which is the most that is read");
        let lines: Vec<Value> = (0..=MOST_NODES).map(|_| json!({"label": "x"})).collect();
        let many = json!({"nodes": [{"type": "checklist", "data": {"checklists": lines}}]});
        assert!(Drawing::read(&many, "", "a.json").is_err());
        for none in [json!({}), json!(null), json!({"nodes": {}})] {
            assert!(Drawing::read(&none, "", "a.json").is_err(), "{none}");
        }
    }

    #[test]
    fn nodes_that_are_none_are_named_and_stop_nothing() {
        let graph = json!({"nodes": [null, 5, {}, {"type": "topic", "id": "e"}, topic("a", "A", 0),
            {"type": "checklist", "data": {"checklists": [{"id": "l", "label": "Line"}, {"id": "m"}]}}]});
        let drawing = read(&graph);
        assert_eq!(drawing.nodes.len(), 2);
        assert_eq!(
            words(&drawing),
            [
                "a node that is no table is left out",
                "a node that is no table is left out",
                "a node without a type is left out",
                "a topic without a label (`e`) is left out",
                "a line of a checklist without words is left out",
            ]
        );
    }
}
