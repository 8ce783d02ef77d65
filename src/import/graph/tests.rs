//! What the tests of graphs are made of, and the rules on whole small graphs.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::geometry::Area;
use super::node::{Kind, Node};
use super::*;
use crate::import::Text;

/// A source in memory.
#[derive(Debug, Default)]
pub(in crate::import) struct Memory(BTreeMap<String, String>);

impl Memory {
    /// The text of a file that is there and cannot be read.
    pub(in crate::import) const UNREADABLE: &str = "\u{0}unreadable";

    /// A source with these files.
    pub(in crate::import) fn new(files: &[(&str, &str)]) -> Self {
        Self(files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect())
    }
}

impl Material for Memory {
    fn text(&self, file: &str) -> Result<Text, MaterialError> {
        let text = self.0.get(file).filter(|text| *text != Self::UNREADABLE);
        let text = text.ok_or_else(|| MaterialError(SafeText::new("no such file")))?;
        Ok(Text { text: text.clone(), damage: Vec::new() })
    }

    fn open(&self, file: &str) -> Result<Box<dyn std::io::Read + '_>, MaterialError> {
        let text = self.0.get(file).ok_or_else(|| MaterialError(SafeText::new("no such file")))?;
        Ok(Box::new(text.as_bytes()))
    }

    fn files(&self, folder: &str) -> Result<Vec<String>, MaterialError> {
        let is_below = |file: &&String| folder.is_empty() || file.starts_with(&format!("{folder}/"));
        Ok(self.0.keys().filter(is_below).cloned().collect())
    }

    fn has(&self, file: &str) -> bool {
        self.0.contains_key(file)
    }

    fn has_folder(&self, folder: &str) -> bool {
        folder.is_empty() || self.0.keys().any(|file| file.starts_with(&format!("{folder}/")))
    }
}

fn node(kind: Kind, label: &str, place: (f64, f64), size: (f64, f64)) -> Node {
    Node {
        id: Some(label.to_owned()).filter(|id| !id.is_empty()),
        kind,
        label: label.to_owned(),
        area: Some(Area::new(place, size)),
        is_dashed: false,
        advice: None,
        href: None,
    }
}

pub(super) fn topic(label: &str, place: (f64, f64), size: (f64, f64)) -> Node {
    node(Kind::Topic, label, place, size)
}

pub(super) fn subtopic(label: &str, place: (f64, f64), size: (f64, f64)) -> Node {
    node(Kind::Subtopic, label, place, size)
}

pub(super) fn label(label: &str, place: (f64, f64), size: (f64, f64)) -> Node {
    node(Kind::Label, label, place, size)
}

pub(super) fn frame(place: (f64, f64), size: (f64, f64)) -> Node {
    node(Kind::Section, "", place, size)
}

pub(super) fn across(place: (f64, f64), length: f64, is_dashed: bool) -> Node {
    Node { is_dashed, ..node(Kind::Line { is_across: true }, "", place, (length, 20.0)) }
}

pub(super) fn down(place: (f64, f64), length: f64, is_dashed: bool) -> Node {
    Node { is_dashed, ..node(Kind::Line { is_across: false }, "", place, (20.0, length)) }
}

/// A box for a graph in JSON.
fn block(id: &str, kind: &str, (x, y): (f64, f64), (width, height): (f64, f64)) -> Value {
    let label = if matches!(kind, "section" | "vertical" | "horizontal") { "" } else { id };
    json!({"id": id, "type": kind, "position": {"x": x, "y": y},
        "measured": {"width": width, "height": height}, "data": {"label": label}})
}

fn spot(id: &str, kind: &str, place: (f64, f64)) -> Value {
    block(id, kind, place, (100.0, 50.0))
}

fn dashes(from: &str, to: &str) -> Value {
    json!({"source": from, "target": to, "sourceHandle": "z2", "targetHandle": "y1", "data": {"edgeStyle": "dashed"}})
}

fn way(from: &str, to: &str) -> Value {
    json!({"source": from, "target": to, "sourceHandle": "x2", "targetHandle": "w1", "data": {"edgeStyle": "solid"}})
}

fn draft(nodes: &[Value], edges: &[Value]) -> Draft {
    let text = json!({"nodes": nodes, "edges": edges}).to_string();
    read("tea-making.json", &Memory::new(&[("tea-making.json", &text)]), &Wish::default()).expect("a draft")
}

fn written(topics: &[DraftTopic], depth: usize) -> String {
    let line = |topic: &DraftTopic| {
        let guess = topic.guess.as_ref().map(|guess| format!(" ({guess})")).unwrap_or_default();
        format!("{}{}{guess}\n{}", "  ".repeat(depth), topic.title, written(&topic.topics, depth + 1))
    };
    topics.iter().map(line).collect()
}

fn tree(nodes: &[Value], edges: &[Value]) -> String {
    written(&draft(nodes, edges).topics, 0)
}

#[test]
fn a_dashed_edge_puts_a_subtopic_below_its_topic_whichever_end_is_the_source() {
    let nodes = [
        spot("Tea", "topic", (0.0, 0.0)),
        spot("Green", "subtopic", (400.0, 0.0)),
        spot("Black", "subtopic", (400.0, 200.0)),
        spot("Milk", "topic", (0.0, 400.0)),
    ];
    let edges = [dashes("Tea", "Green"), dashes("Black", "Tea"), way("Tea", "Milk")];
    insta::assert_snapshot!(tree(&nodes, &edges), @r"
    Tea
      Green
      Black
    Milk
    ");
}

#[test]
fn what_stands_in_a_frame_stands_below_the_box_that_heads_it() {
    let nodes = [
        spot("Tea", "topic", (0.0, 0.0)),
        block("frame", "section", (300.0, 0.0), (300.0, 300.0)),
        block("Green", "subtopic", (305.0, -20.0), (290.0, 40.0)),
        spot("Sencha", "subtopic", (320.0, 60.0)),
        spot("Matcha", "todo", (450.0, 200.0)),
    ];
    insta::assert_snapshot!(tree(&nodes, &[dashes("Tea", "frame")]), @r"
    Tea
      Green
        Sencha
        Matcha
    ");
}

#[test]
fn an_edge_to_one_member_of_a_block_places_the_whole_block() {
    let nodes = [
        spot("Tea", "topic", (0.0, 0.0)),
        spot("Green", "subtopic", (400.0, 0.0)),
        spot("Black", "subtopic", (400.0, 54.0)),
        spot("White", "subtopic", (504.0, 54.0)),
        spot("Milk", "topic", (0.0, 400.0)),
        spot("Oat", "subtopic", (400.0, 108.0)),
    ];
    let edges = [dashes("Tea", "Green"), dashes("Milk", "Oat"), way("Tea", "Milk")];
    insta::assert_snapshot!(tree(&nodes, &edges), @r"
    Tea
      Green
      Black
      White
    Milk
      Oat
    ");
}

#[test]
fn a_subtopic_leads_on_to_blocks_that_nothing_else_joins() {
    let nodes = [
        spot("Tea", "topic", (0.0, 0.0)),
        spot("Green", "subtopic", (300.0, 0.0)),
        spot("Sencha", "subtopic", (600.0, 0.0)),
        spot("Matcha", "subtopic", (600.0, 54.0)),
        spot("Whisk", "subtopic", (900.0, 54.0)),
    ];
    let edges = [dashes("Tea", "Green"), dashes("Sencha", "Green"), dashes("Matcha", "Whisk")];
    insta::assert_snapshot!(tree(&nodes, &edges), @r"
    Tea
      Green
        Sencha
        Matcha
          Whisk
    ");
}

#[test]
fn a_topic_that_hangs_on_dashes_or_stands_in_a_frame_of_another_is_no_root() {
    let nodes = [
        spot("Tea", "topic", (0.0, 0.0)),
        spot("Milk", "topic", (0.0, 400.0)),
        spot("Pots", "topic", (300.0, 0.0)),
        block("frame", "section", (300.0, 380.0), (300.0, 200.0)),
        spot("Oat", "topic", (320.0, 400.0)),
        spot("Soy", "subtopic", (320.0, 500.0)),
    ];
    let edges = [way("Tea", "Milk"), dashes("Pots", "Tea"), dashes("Milk", "frame")];
    insta::assert_snapshot!(tree(&nodes, &edges), @r"
    Tea
      Pots
    Milk
      Oat
      Soy
    ");
}

#[test]
fn a_paragraph_with_an_edge_to_a_subtopic_and_a_label_above_boxes_are_groups() {
    let nodes = [
        spot("Tea", "topic", (0.0, 0.0)),
        spot("Drinks", "paragraph", (0.0, 400.0)),
        spot("Water", "subtopic", (300.0, 400.0)),
        block("frame", "section", (300.0, 0.0), (300.0, 300.0)),
        block("Colours", "label", (320.0, 10.0), (80.0, 20.0)),
        spot("Green", "subtopic", (320.0, 40.0)),
        block("Forms", "label", (320.0, 150.0), (80.0, 20.0)),
        spot("Leaves", "subtopic", (320.0, 180.0)),
        spot("Powder", "subtopic", (430.0, 180.0)),
        block("Lonely", "label", (2000.0, 150.0), (80.0, 20.0)),
        spot("A hint", "paragraph", (2000.0, 400.0)),
    ];
    let edges = [way("Tea", "Drinks"), dashes("Drinks", "Water"), dashes("Tea", "frame")];
    let draft = draft(&nodes, &edges);
    insta::assert_snapshot!(written(&draft.topics, 0), @r"
    Tea
      Colours
        Green
      Forms
        Leaves
        Powder
    Drinks
      Water
    ");
    let words: Vec<&str> = draft.remarks.iter().map(|remark| remark.words.as_str()).collect();
    assert_eq!(
        words,
        ["“Lonely” is a heading that nothing stands below", "“A hint” is a hint in the drawing and no topic"]
    );
    assert_eq!(draft.topics[0].topics[0].origin.as_deref(), Some("Colours"));
}

#[test]
fn a_paragraph_around_boxes_is_the_heading_of_them() {
    let nodes = [
        spot("Tea", "topic", (0.0, 0.0)),
        block("Kinds", "paragraph", (300.0, 0.0), (200.0, 200.0)),
        spot("Green", "subtopic", (320.0, 40.0)),
        spot("Black", "subtopic", (320.0, 120.0)),
    ];
    insta::assert_snapshot!(tree(&nodes, &[dashes("Tea", "Kinds")]), @r"
    Tea
      Kinds
        Green
        Black
    ");
}

#[test]
fn what_nothing_joins_is_a_guess_that_names_both_answers() {
    let nodes = [
        spot("Tea", "topic", (0.0, 0.0)),
        spot("Milk", "topic", (0.0, 500.0)),
        spot("Green", "subtopic", (0.0, 400.0)),
        spot("Oat", "subtopic", (0.0, 575.0)),
    ];
    let draft = draft(&nodes, &[]);
    insta::assert_snapshot!(written(&draft.topics, 0), @r"
    Tea
      Green (nothing joins it to a topic: “Tea” is the last topic above it, “Milk” is nearer)
    Milk
      Oat (nothing joins it to a topic: “Milk” is the nearest topic)
    ");
    let remark = &draft.remarks[0];
    assert_eq!(remark.kind, RemarkKind::Guessed);
    assert_eq!((remark.place.file.as_str(), remark.place.line), ("tea-making.json", 1));
    insta::assert_snapshot!(remark.words, @"“Green” is put below “Tea”: nothing joins it to a topic: “Tea” is the last topic above it, “Milk” is nearer");
}

#[test]
fn edges_that_make_a_circle_are_refused_and_nobody_is_lost() {
    let nodes = [
        spot("A", "topic", (0.0, 0.0)),
        spot("B", "topic", (300.0, 0.0)),
        spot("C", "topic", (600.0, 0.0)),
        spot("D", "subtopic", (900.0, 0.0)),
        spot("E", "subtopic", (1200.0, 0.0)),
    ];
    let edges = [
        dashes("A", "B"),
        dashes("B", "C"),
        dashes("C", "A"),
        dashes("D", "E"),
        dashes("E", "D"),
        dashes("C", "D"),
        dashes("D", "A"),
    ];
    insta::assert_snapshot!(tree(&nodes, &edges), @r"
    A
      B
        C
          D
            E
    ");
}

#[test]
fn sections_are_in_the_order_in_which_people_read_them() {
    let nodes = [
        spot("Third", "topic", (0.0, 100.0)),
        spot("Second", "topic", (300.0, 0.0)),
        spot("First", "topic", (0.0, 30.0)),
        json!({"id": "n", "type": "topic", "data": {"label": "Nowhere"}}),
        json!({"id": "s", "type": "subtopic", "data": {"label": "Nobody"}, "position": {"x": 1e300, "y": null}}),
    ];
    insta::assert_snapshot!(tree(&nodes, &[]), @r"
    First
    Second
    Third
    Nowhere
    Nobody (the drawing does not say where it is)
    ");
}

#[test]
fn the_title_is_that_of_the_source_of_the_file_beside_it_of_the_drawing_or_of_the_file() {
    let read = |graph: Value, beside: Option<&str>| {
        let text = graph.to_string();
        let mut files = vec![("green-tea.json", text.as_str())];
        files.extend(beside.map(|text| ("green-tea.md", text)));
        read("green-tea.json", &Memory::new(&files), &Wish::default()).expect("a draft").title
    };
    let title = spot("Drawn", "title", (0.0, 0.0));
    let front = "---\ntitle: Front\n---\n";
    let all = json!({"nodes": [title], "title": {"page": "Page", "card": "Card"}});
    assert_eq!(read(all, Some(front)), "Page");
    assert_eq!(read(json!({"nodes": [title], "title": {"page": " ", "card": "Card"}}), None), "Card");
    assert_eq!(read(json!({"nodes": [title], "title": "Plain"}), None), "Plain");
    assert_eq!(read(json!({"nodes": [title], "title": 5}), Some(front)), "Front");
    assert_eq!(read(json!({"nodes": [title]}), None), "Drawn");
    assert_eq!(read(json!({"nodes": []}), None), "Green tea");
}

#[test]
fn content_files_give_notes_and_links_and_those_without_a_node_are_named() {
    let id = |letter: &str| letter.repeat(21);
    let node =
        json!({"id": id("a"), "type": "topic", "data": {"label": "Tea", "legend": {"label": "Optional"}}});
    let graph = json!({"nodes": [node]}).to_string();
    let own = format!("tea/content/tea@{}.md", id("a"));
    let other = format!("tea/content/gone@{}.md", id("b"));
    let page = "# Teas\n\nLeaves in water.\n\nVisit the following resources to learn more:\n\n\
                - [@book@Leaves](https://a.test)\n";
    let files = [("tea/tea.json", graph.as_str()), (own.as_str(), page), (other.as_str(), "# Gone\n")];
    for start in ["tea/tea.json", "tea"] {
        let draft = read(start, &Memory::new(&files), &Wish::default()).expect("a draft");
        let topic = &draft.topics[0];
        let note = topic.note.as_ref().expect("a note");
        assert_eq!(
            (note.markdown.as_str(), note.file.as_str()),
            ("# Teas\n\nLeaves in water.\n", own.as_str())
        );
        assert_eq!((topic.title.as_str(), topic.kind), ("Tea", Some(crate::roadmap::Kind::Optional)));
        assert_eq!(topic.resources[0].title, "Leaves");
        let left: Vec<(&str, usize)> =
            draft.remarks.iter().map(|remark| (remark.place.file.as_str(), remark.place.line)).collect();
        assert_eq!(left, [(own.as_str(), 5), (other.as_str(), 0)]);
    }
}

#[test]
fn a_depth_takes_what_lies_deeper_into_the_notes() {
    let nodes = [spot("Tea", "topic", (0.0, 0.0)), spot("Green", "subtopic", (300.0, 0.0))];
    let text = json!({"nodes": nodes, "edges": [dashes("Tea", "Green")]}).to_string();
    let wish = Wish { depth: Some(1), ..Wish::default() };
    let draft = read("a.json", &Memory::new(&[("a.json", &text)]), &wish).expect("a draft");
    assert_eq!(draft.topics[0].topics, []);
    assert_eq!(draft.topics[0].note.as_ref().expect("a note").markdown, "## Green");
}
