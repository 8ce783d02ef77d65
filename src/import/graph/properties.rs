//! What holds for every graph, whatever is in it.

use std::collections::HashMap;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::import::material::Memory;

/// A graph with every kind of node, as a person would draw it.
fn whole() -> Value {
    let mut nodes = vec![json!({"id": "title", "type": "title", "data": {"label": "Tea"},
        "position": {"x": 0, "y": -100}})];
    let mut edges = Vec::new();
    let kinds = ["subtopic", "subtopic", "todo", "label", "paragraph", "section", "button", "linksgroup"];
    for section in 0..8_u32 {
        let top = f64::from(section) * 400.0;
        let topic = format!("topic-{section}");
        nodes.push(json!({"id": topic, "type": "topic", "data": {"label": format!("Topic {section}")},
            "position": {"x": 0, "y": top}, "measured": {"width": 200, "height": 50}}));
        edges.push(
            json!({"source": if section == 0 { "title".to_owned() } else { format!("topic-{}", section - 1) },
            "target": topic, "data": {"edgeStyle": "solid"}}),
        );
        for part in 0..8_u32 {
            let kind = kinds[usize::try_from(part).expect("a small number")];
            let id = format!("{kind}-{section}-{part}");
            let size = if kind == "section" { (300.0, 120.0) } else { (140.0, 40.0) };
            let place = (300.0 + f64::from(part % 2) * 150.0, top + f64::from(part) * 45.0);
            nodes.push(
                json!({"id": id, "type": kind, "data": {"label": if kind == "section" { "" } else { &id }},
                "position": {"x": place.0, "y": place.1}, "measured": {"width": size.0, "height": size.1}}),
            );
            if part % 3 == 0 {
                edges.push(json!({"source": topic, "target": id, "data": {"edgeStyle": "dashed"}}));
            }
        }
        nodes.push(json!({"id": format!("line-{section}"), "type": "horizontal", "position": {"x": 200, "y": top + 60.0},
            "data": {"style": {"strokeDasharray": "0.8 8"}}, "width": 100, "height": 20}));
        nodes.push(
            json!({"id": format!("bar-{section}"), "type": "vertical", "position": {"x": 280, "y": top},
            "data": {"style": {"strokeDasharray": "0.8 8"}}, "width": 20, "height": 300}),
        );
        nodes.push(json!({"id": format!("list-{section}"), "type": "checklist", "position": {"x": 900, "y": top},
            "measured": {"width": 100, "height": 90}, "data": {"checklists": [
                {"id": format!("check-{section}-a"), "label": "One"}, {"id": format!("check-{section}-b"), "label": "Two"}]}}));
        edges.push(json!({"source": "gone", "target": topic}));
    }
    nodes.push(json!({"id": "legend", "type": "legend", "data": {"legends": [{"label": "Optional"}]}}));
    json!({"nodes": nodes, "edges": edges})
}

/// Any JSON, of small size.
fn any_json() -> impl Strategy<Value = Value> {
    let word = prop_oneof![
        Just("nodes"),
        Just("edges"),
        Just("id"),
        Just("type"),
        Just("data"),
        Just("label"),
        Just("position"),
        Just("measured"),
        Just("x"),
        Just("y"),
        Just("width"),
        Just("height"),
        Just("topic"),
        Just("subtopic"),
        Just("section"),
        Just("vertical"),
        Just("checklist"),
        Just("checklists"),
        Just("source"),
        Just("target"),
        Just("mockup"),
        Just("controls"),
        Just("control"),
        Just("__group__"),
        Just("properties"),
        Just("controlName"),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (-1e4..1e4).prop_map(Value::from),
        word.clone().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::vec((word.clone(), inner), 0..8)
                .prop_map(|pairs| pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()),
        ]
    })
}

/// Puts `new` in the place of some value inside.
fn mutate(value: &mut Value, path: &[usize], new: &Value) {
    let Some((step, rest)) = path.split_first() else {
        *value = new.clone();
        return;
    };
    match value {
        Value::Array(list) if !list.is_empty() => {
            let at = step % list.len();
            mutate(&mut list[at], rest, new);
        }
        Value::Object(table) if !table.is_empty() => {
            let at = step % table.len();
            if let Some((_, inner)) = table.iter_mut().nth(at) {
                mutate(inner, rest, new);
            }
        }
        _ => *value = new.clone(),
    }
}

fn count(topics: &[DraftTopic], found: &mut HashMap<String, usize>) {
    for topic in topics {
        assert!(!topic.title.trim().is_empty());
        if let Some(origin) = &topic.origin {
            *found.entry(origin.clone()).or_default() += 1;
        }
        count(&topic.topics, found);
    }
}

/// Reads a graph; whatever is in it, everybody who can be ticked is in the draft once.
fn check(graph: &Value) {
    let text = graph.to_string();
    let Ok(draft) = read("g.json", &Memory::new(&[("g.json", &text)]), &Wish::default()) else { return };
    let mut found = HashMap::new();
    count(&draft.topics, &mut found);
    // What was read is what JSON keeps: a number that is none comes back as nothing.
    let graph: Value = serde_json::from_str(&text).expect("JSON");
    let source = source_of(&graph);
    let drawing = Drawing::read(&source, &text, "g.json").expect("it was read");
    for node in drawing.nodes.iter().filter(|node| node.kind.is_tracked()) {
        if let Some(id) = &node.id {
            assert_eq!(found.get(id), Some(&1), "{id} in {:?}", draft.topics);
        }
    }
    assert!(found.values().all(|count| *count == 1), "{found:?}");
    let again = read("g.json", &Memory::new(&[("g.json", &text)]), &Wish::default());
    assert_eq!(again.expect("a draft"), draft, "the same source gives the same draft");
}

fn source_of(graph: &Value) -> Value {
    let text = graph.to_string();
    let found = Source::find("g.json", &Memory::new(&[("g.json", &text)]), |value| {
        value.get("nodes").is_some_and(Value::is_array)
    });
    found.expect("it was read").value
}

#[test]
fn a_whole_graph_is_read_and_every_node_is_accounted_for() {
    let graph = whole();
    check(&graph);
    let text = graph.to_string();
    let draft = read("g.json", &Memory::new(&[("g.json", &text)]), &Wish::default()).expect("a draft");
    let mut found = HashMap::new();
    count(&draft.topics, &mut found);
    assert_eq!(draft.topics.iter().filter(|topic| topic.title.starts_with("Topic ")).count(), 8);
    let words: Vec<&str> = draft.remarks.iter().map(|remark| remark.words.as_str()).collect();
    for node in graph["nodes"].as_array().expect("nodes") {
        let id = node["id"].as_str().expect("an id");
        let label = node["data"]["label"].as_str().unwrap_or_default();
        let is_known = found.contains_key(id) || words.iter().any(|words| words.contains(id));
        let is_silent = label.is_empty() || label == "Tea";
        assert!(is_known || is_silent, "{id} is neither a topic nor left out");
    }
}

#[test]
fn a_long_chain_and_a_heap_of_boxes_are_read() {
    let chain = |n: u32| {
        json!({"id": format!("n{n}"), "type": "subtopic", "data": {"label": format!("N{n}")},
        "position": {"x": f64::from(n) * 200.0, "y": 0}, "measured": {"width": 100, "height": 40}})
    };
    let mut nodes: Vec<Value> = (0..700).map(chain).collect();
    nodes.push(json!({"id": "t", "type": "topic", "data": {"label": "T"}, "position": {"x": -200, "y": 0}}));
    let mut edges: Vec<Value> =
        (1..700).map(|n| json!({"source": format!("n{}", n - 1), "target": format!("n{n}")})).collect();
    edges.push(json!({"source": "t", "target": "n0"}));
    check(&json!({"nodes": nodes, "edges": edges}));
    let heap = |n: u32| {
        json!({"id": format!("h{n}"), "type": if n.is_multiple_of(3) { "section" } else { "subtopic" },
        "data": {"label": format!("H{n}")}, "position": {"x": 0, "y": 0}, "measured": {"width": 100 + n, "height": 100 + n}})
    };
    let nodes: Vec<Value> = (0..600).map(heap).collect();
    check(&json!({"nodes": nodes, "edges": []}));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_json_is_read_or_refused(value in any_json()) {
        check(&value);
        check(&json!({"nodes": [value.clone()], "edges": [value.clone()]}));
        let mockup = json!({"mockup": {"controls": {"control": [value]}}}).to_string();
        let files = [("g.json", mockup.as_str())];
        let _ = crate::import::balsamiq::read("g.json", &Memory::new(&files), &Wish::default());
    }

    #[test]
    fn a_graph_with_anything_changed_in_it_loses_nobody(
        changes in prop::collection::vec((prop::collection::vec(any::<usize>(), 1..6), any_json()), 1..12),
    ) {
        let mut graph = whole();
        for (path, new) in &changes {
            mutate(&mut graph, path, new);
        }
        check(&graph);
    }

    #[test]
    fn boxes_anywhere_joined_anyhow_lose_nobody(
        boxes in prop::collection::vec((0..9_usize, -500.0..500.0, -500.0..500.0, 1.0..400.0, 1.0..300.0), 1..40),
        joints in prop::collection::vec((0..40_usize, 0..40_usize, any::<bool>()), 0..60),
    ) {
        let kinds = ["topic", "subtopic", "todo", "label", "paragraph", "section", "vertical", "horizontal", "title"];
        let nodes: Vec<Value> = boxes.iter().enumerate().map(|(n, (kind, x, y, width, height))| {
            json!({"id": format!("n{n}"), "type": kinds[*kind], "data": {"label": format!("N{n}")},
                "position": {"x": x, "y": y}, "measured": {"width": width, "height": height}})
        }).collect();
        let edges: Vec<Value> = joints.iter().map(|(from, to, dashed)| {
            json!({"source": format!("n{from}"), "target": format!("n{to}"),
                "data": {"edgeStyle": if *dashed { "dashed" } else { "solid" }}})
        }).collect();
        check(&json!({"nodes": nodes, "edges": edges}));
    }

    #[test]
    fn any_page_of_content_is_read_and_its_words_are_kept(text in "(#|-|\\*|`{3}|\\[|\\]|\\(|\\)|@|https://a\\.t|[a-z가 ]|\n){0,80}") {
        let name = format!("a@{}.md", "a".repeat(21));
        let draft = crate::import::content::read("", &Memory::new(&[(&name, &text)]), &Wish::default());
        prop_assert_eq!(draft.expect("a draft").topics.len(), 1);
    }
}
