//! Random roadmaps, as their files say them.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use proptest::prelude::*;
use trailmark::roadmap::{Roadmap, parse};

/// How many ids there are: so few that two roadmaps have many topics in common.
pub(super) const IDS: usize = 40;

/// A topic before it has an id that no other one has.
#[derive(Clone, Debug)]
struct Node {
    id: usize,
    title: String,
    choose: Option<usize>,
    counts: bool,
    requires: Option<usize>,
    was: Option<usize>,
    more: &'static str,
    children: Vec<Node>,
}

/// Versions of one roadmap: topics come, go, move and get other titles.
pub(super) fn versions() -> impl Strategy<Value = Vec<Roadmap>> {
    prop::collection::vec(roadmap("study"), 1..4)
}

/// A roadmap with this id.
pub(super) fn roadmap(id: &'static str) -> impl Strategy<Value = Roadmap> {
    (title(), prop::collection::vec(node(), 1..5)).prop_map(move |(title, nodes)| {
        let text = file_of(id, &title, &nodes);
        parse(&text, Path::new("roadmap.toml")).unwrap_or_else(|problems| panic!("{problems}\n{text}"))
    })
}

fn title() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Z][a-z]{0,9}( [a-z]{1,12}){0,5}",
        "[가-힣]{1,6}( [가-힣]{1,4}){0,4}",
        "[a-z]{1,4}[가-힣]{1,9}",
        Just("e\u{301}tude 👩‍👩‍👧 \\u001B[31m \\u202E ㅎ".to_owned()),
    ]
}

fn node() -> impl Strategy<Value = Node> {
    let rarely = |limit: usize| prop_oneof![4 => Just(None), 1 => (0..limit).prop_map(Some)];
    let more = prop::sample::select(vec![
        "",
        "",
        "",
        "note = \"a.md\"\n",
        "kind = \"recommended\"\nnote = \"b/c.md\"\n",
        "minutes = 90\ntags = [\"태그\", \"tag\"]\n",
        "resources = [{ type = \"docs\", title = \"문서 x\", url = \"https://example.org/a/long/way\" }]\n",
    ]);
    let own = (0..IDS, title(), rarely(IDS), rarely(IDS), more);
    let leaf = own
        .prop_map(|(id, title, requires, was, more)| Node {
            id,
            title,
            choose: None,
            counts: false,
            requires,
            was,
            more,
            children: Vec::new(),
        })
        .boxed();
    leaf.clone().prop_recursive(5, 30, 4, move |inner| {
        let children = prop::collection::vec(inner, 1..5);
        (leaf.clone(), children, rarely(4), prop::bool::weighted(0.2))
            .prop_map(|(leaf, children, choose, counts)| Node { choose, counts, children, ..leaf })
    })
}

fn file_of(id: &str, title: &str, nodes: &[Node]) -> String {
    let mut file = File { text: format!("id = \"{id}\"\ntitle = \"{title}\"\n"), ..File::default() };
    file.free = (0..2 * IDS).collect();
    for node in nodes {
        file.write(node, 1);
    }
    for (place, was) in std::mem::take(&mut file.wishes) {
        // An id that a topic has now cannot be one that another had before, and only one had it.
        let line = if file.is_free(was) { format!("was = [\"t{was}\"]\n") } else { String::new() };
        file.free.remove(&was);
        file.text = file.text.replace(&place, &line);
    }
    file.text
}

#[derive(Default)]
struct File {
    text: String,
    /// Ids that no topic has.
    free: BTreeSet<usize>,
    /// Leaves so far: requiring only these makes no circle.
    leaves: Vec<usize>,
    /// Placeholders for ids that topics had before.
    wishes: Vec<(String, usize)>,
}

impl File {
    fn is_free(&self, id: usize) -> bool {
        self.free.contains(&id)
    }

    fn write(&mut self, node: &Node, level: usize) {
        let id = self.free.range(node.id..).next().copied().unwrap_or(1_000 + self.text.len());
        self.free.remove(&id);
        let path = vec!["topics"; level].join(".");
        let _ = write!(self.text, "[[{path}]]\nid = \"t{id}\"\ntitle = \"{}\"\n{}", node.title, node.more);
        if let Some(was) = node.was {
            let place = format!("# was of {id}\n");
            self.text.push_str(&place);
            self.wishes.push((place, was));
        }
        if let Some(needed) =
            node.requires.and_then(|index| self.leaves.get(index % self.leaves.len().max(1)))
        {
            let _ = writeln!(self.text, "requires = [\"t{needed}\"]");
        }
        if node.children.is_empty() {
            self.leaves.push(id);
        }
        if let Some(enough) = node.choose.filter(|_| !node.children.is_empty()) {
            let _ = writeln!(self.text, "choose = {}", 1 + enough % node.children.len());
        }
        if node.counts && !node.children.is_empty() {
            self.text.push_str("counts = true\n");
        }
        for child in &node.children {
            self.write(child, level + 1);
        }
    }
}
