//! Roadmaps that were drawn: a graph with and without its content folder, that folder alone, and a drawing of the older kind.

use serde_json::{Value, json};

use super::shapes::{imported, outline};
use crate::harness::Dir;

/// An id as the graphs have them, 21 characters; some begin with `-`.
fn id(name: &str) -> String {
    format!("{name:_<21}")
}

fn node(name: &str, kind: &str, label: &str, (x, y): (i32, i32)) -> Value {
    json!({
        "id": id(name), "type": kind, "position": {"x": x, "y": y}, "measured": {"width": 160, "height": 48},
        "data": {"label": label},
    })
}

fn edge(from: &str, to: &str, style: &str) -> Value {
    json!({"source": id(from), "target": id(to), "data": {"edgeStyle": style}})
}

fn graph() -> String {
    let nodes = [
        node("title", "title", "Tea", (300, 0)),
        node("leaves", "topic", "Leaves & buds", (300, 200)),
        node("-green", "subtopic", "Green", (0, 180)),
        node("black", "subtopic", "Black", (0, 240)),
        node("water", "topic", "물", (300, 500)),
        node("hot", "subtopic", "Hot", (600, 480)),
        node("lost", "subtopic", "Somewhere", (1500, 900)),
        node("hint", "paragraph", "Read this first", (300, 100)),
        node("more", "button", "Coffee", (300, 900)),
    ];
    let edges = [
        edge("title", "leaves", "solid"),
        edge("leaves", "water", "solid"),
        edge("leaves", "-green", "dashed"),
        edge("black", "leaves", "dashed"),
        edge("water", "hot", "dashed"),
        edge("water", "nobody", "dashed"),
    ];
    json!({"nodes": nodes, "edges": edges}).to_string()
}

fn content(dir: Dir, folder: &str) -> Dir {
    let visit = "Visit the following resources to learn more:";
    dir.file(
        &format!("{folder}/leaves--buds@{}.md", id("leaves")),
        format!(
            "# Leaves\n\nPicked by hand.\n\n{visit}\n\n- [@video@How to pick [fast]](https://example.org/pick)\n- [Shop](https://example.org/shop)\n"
        ),
    )
    .file(
        &format!("{folder}/green@{}.md", id("-green")),
        format!("# Green\n\n{visit}\n\n- [@article@Green](https://example.org/green_(tea))\n"),
    )
    .file(&format!("{folder}/@{}.md", id("water")), "# 물\n\n끓인 **물**.\n")
    .file(&format!("{folder}/gone@{}.md", id("gone")), "# Gone\n\nOf no node.\n")
}

#[test]
fn a_graph_alone() {
    let dir = Dir::empty().file("tea.json", graph());
    insta::assert_snapshot!(imported(&dir, "tea.json", ""));
}

#[test]
fn a_graph_with_its_content_folder() {
    let dir = content(Dir::empty().file("tea/tea.json", graph()), "tea/content");
    insta::assert_snapshot!(imported(&dir, "tea", ""));
}

#[test]
fn a_content_folder_alone_and_then_its_graph() {
    let dir = content(Dir::empty(), "tea");
    insta::assert_snapshot!("a_content_folder_alone", imported(&dir, "tea", ""));
    let dir = content(dir.file("all/tea.json", graph()), "all/content");
    dir.run("done green -r out").code(0);
    let ran = dir.run("import all -o out").code(0);
    dir.run("check -r out").code(0).says("No problems");
    insta::assert_snapshot!(
        "a_content_folder_and_then_its_graph",
        format!("{}{}\n{}", ran.stdout(), ran.stderr(), outline(&dir, "out"))
    );
}

#[test]
fn a_drawing_of_the_older_kind() {
    let group = |name: &str, label: &str, y: i32| {
        let label = json!({"typeID": "Label", "properties": {"text": label}});
        json!({"typeID": "__group__", "x": "10", "y": y.to_string(), "properties": {"controlName": name},
            "children": {"controls": {"control": [{"typeID": "TextArea"}, label]}}})
    };
    let controls = [
        json!({"typeID": "Arrow", "properties": {}}),
        group("100-leaves", "Leaves%20%26%20buds", 10),
        group("101-leaves:green", "Green", 20),
        group("102-leaves:black", "%ED%99%8D%EC%B0%A8", 30),
        group("200-water", "Water", 40),
        group("ext_link:example.org/coffee", "Coffee", 50),
    ];
    let text = json!({"mockup": {"controls": {"control": controls}}}).to_string();
    let dir = Dir::empty()
        .file("tea/tea.json", text)
        .file("tea/content/100-leaves/index.md", "# Leaves\n\nPicked by hand.\n")
        .file(
            "tea/content/100-leaves/101-green.md",
            "# Green\n\n- [@video@Green](https://example.org/green)\n",
        );
    insta::assert_snapshot!(imported(&dir, "tea", ""));
}
