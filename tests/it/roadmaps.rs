//! Properties of the roadmap parser: nothing makes it panic, and what it accepts is a proper tree.

use std::fmt::Write as _;
use std::path::Path;

use proptest::prelude::*;
use trailmark::roadmap::{Roadmap, parse};

/// A tree of topics: titles and whether each has an id.
#[derive(Clone, Debug)]
struct Node {
    title: String,
    has_id: bool,
    requires_first: bool,
    children: Vec<Node>,
}

fn nodes() -> impl Strategy<Value = Vec<Node>> {
    let leaf = ("[a-zA-Z가-힣!\"\\\\ ]{0,8}", any::<bool>(), any::<bool>()).prop_map(
        |(title, has_id, requires_first)| Node {
            title: format!("T{title}"),
            has_id,
            requires_first,
            children: Vec::new(),
        },
    );
    let node = leaf.prop_recursive(6, 60, 5, |inner| {
        ("[a-z가-힣 ]{1,8}", any::<bool>(), prop::collection::vec(inner, 0..5)).prop_map(
            |(title, has_id, children)| Node {
                title: format!("S{title}"),
                has_id,
                requires_first: false,
                children,
            },
        )
    });
    prop::collection::vec(node, 1..6)
}

/// Writes the topics; gives back their titles and depths in the order of the file.
fn write(nodes: &[Node], depth: usize, text: &mut String, list: &mut Vec<(String, usize)>) {
    for node in nodes {
        let _ = writeln!(text, "[[{}]]", vec!["topics"; depth + 1].join("."));
        let title = node.title.replace('\\', "\\\\").replace('"', "\\\"");
        let _ = writeln!(text, "title = \"{title}\"");
        if node.has_id {
            let _ = writeln!(text, "id = \"own-{}\"", list.len());
        }
        if node.requires_first {
            let _ = writeln!(text, "requires = [\"first\"]");
        }
        list.push((node.title.trim().to_owned(), depth));
        write(&node.children, depth + 1, text, list);
    }
}

fn file_of(nodes: &[Node]) -> (String, Vec<(String, usize)>) {
    let mut text = "id = \"a\"\ntitle = \"A\"\n[[topics]]\nid = \"first\"\ntitle = \"First\"\n".to_owned();
    let mut list = vec![("First".to_owned(), 0)];
    write(nodes, 0, &mut text, &mut list);
    (text, list)
}

fn assert_is_a_tree(roadmap: &Roadmap) {
    for ix in roadmap.indices() {
        let topic = roadmap.topic(ix);
        assert_eq!(roadmap.find(&topic.id), Some(ix));
        let below = roadmap.below(ix);
        assert_eq!(below.start, ix.get() + 1);
        assert!(below.end <= roadmap.topics().len());
        for inner in below.clone() {
            assert!(roadmap.topics()[inner].depth > topic.depth);
        }
        if let Some(next) = roadmap.topics().get(below.end) {
            assert!(next.depth <= topic.depth);
        }
        match topic.parent {
            Some(parent) => {
                assert_eq!(roadmap.topic(parent).depth + 1, topic.depth);
                assert!(roadmap.below(parent).contains(&ix.get()));
            }
            None => assert_eq!(topic.depth, 0),
        }
        assert!(roadmap.children(ix).all(|child| roadmap.topic(child).parent == Some(ix)));
    }
    let sections = roadmap.sections().map(|ix| roadmap.below(ix).len() + 1).sum::<usize>();
    assert_eq!(sections, roadmap.topics().len());
}

/// Every problem has a place that can be shown, and they come in the order of the file.
fn assert_reports(text: &str) {
    match parse(text, Path::new("roadmap.toml")) {
        Ok(roadmap) => assert_is_a_tree(&roadmap),
        Err(problems) => {
            assert!(!problems.list.is_empty() && !problems.to_string().is_empty());
            assert!(problems.list.is_sorted_by_key(|problem| problem.span.start));
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>()) {
        assert_reports(&text);
    }

    #[test]
    fn anything_like_toml_is_read(parts in prop::collection::vec(prop::sample::select(vec![
        "[[topics]]\n", "[[topics.topics]]\n", "[topics]\n", "id = ", "title = ", "topics = ", "requires = ", "was = ",
        "choose = ", "minutes = ", "resources = ", "note = ", "\"a\"\n", "\"b\"", "'", "\"", "\"\"\"", "[", "]", "{", "}", ",", "=",
        "#", "\n", "\r\n", "1", "-", "true", "가", "\u{1B}", "\\", "url", "type", ".",
    ]), 0..40)) {
        assert_reports(&parts.concat());
    }

    #[test]
    fn a_good_file_is_a_tree(nodes in nodes()) {
        let (text, list) = file_of(&nodes);
        let roadmap = parse(&text, Path::new("roadmap.toml")).unwrap_or_else(|problems| panic!("{problems}"));
        let read: Vec<(String, usize)> =
            roadmap.topics().iter().map(|topic| (topic.title.to_string(), topic.depth)).collect();
        assert_eq!(read, list);
        assert_is_a_tree(&roadmap);
    }

    #[test]
    fn a_damaged_file_is_read(nodes in nodes(), at in any::<prop::sample::Index>(), cut in 0..12_usize, new in "[\\PC\n]{0,3}") {
        let (text, _) = file_of(&nodes);
        let mut chars: Vec<char> = text.chars().collect();
        let start = at.index(chars.len());
        let end = (start + cut).min(chars.len());
        chars.splice(start..end, new.chars());
        assert_reports(&chars.into_iter().collect::<String>());
    }
}
