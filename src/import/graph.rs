//! A graph of roadmap.sh: a drawing, of which three quarters of the tree are told by the place of the boxes alone.
//!
//! ```text
//! JSON ── drawing (nodes, edges) ── containers, lines, blocks ── places: rule by rule ── guesses ── groups ── tree
//! ```
//!
//! What no rule reaches is put where it most likely belongs, and said to be a guess.

mod blocks;
mod containers;
mod drawing;
mod geometry;
mod groups;
mod guesses;
mod lines;
mod node;
mod places;
#[cfg(test)]
mod properties;
mod source;
#[cfg(test)]
pub(in crate::import) mod tests;
mod tree;

use serde_json::Value;

use super::content::Contents;
use super::{Draft, DraftTopic, Material, MaterialError, Remark, RemarkKind, Wish};
use crate::text::SafeText;
use blocks::Blocks;
use containers::Containers;
use drawing::Drawing;
use node::{Kind, Node};
use places::{Places, Scene};
pub(super) use source::{Front, Source, folder_of};
use tree::Branch;
pub(super) use tree::cut;

/// Reads a graph, with its content folder where that lies beside it.
///
/// # Errors
/// Where there is no graph that can be read.
pub(super) fn read(start: &str, material: &dyn Material, wish: &Wish) -> Result<Draft, MaterialError> {
    let source = Source::find(start, material, |value| value.get("nodes").is_some_and(Value::is_array))?;
    let drawing = Drawing::read(&source.value, &source.text, &source.file);
    let mut drawing = drawing.map_err(|words| {
        let words = format!("{} cannot be read as a graph: {words}", source.file);
        MaterialError(SafeText::new(words))
    })?;
    let (folder, is_given) = folder_of(start, &source.file);
    let contents = Contents::beside(material, folder, is_given)?;
    let mut draft = Draft { remarks: source.remarks.clone(), ..Draft::default() };
    let front = Front::read(material, &source.file);
    draft.title = title(&source, &front, &drawing);
    draft.description = front.description;
    let (is_shown, places) = settle(&drawing);
    let branches = tree::grow(&drawing.nodes, &is_shown, &places);
    leave_out(&mut drawing, &is_shown, &draft.title);
    draft.remarks.append(&mut drawing.remarks);
    let remarks = std::mem::take(&mut draft.remarks);
    let mut harvest = Harvest { drawing: &drawing, places: &places, contents, remarks };
    draft.topics = branches.into_iter().map(|branch| harvest.topic(branch, None)).collect();
    draft.remarks = harvest.remarks;
    harvest.contents.leave_out_rest(&mut draft.remarks);
    if let Some(depth) = wish.depth {
        cut(&mut draft, depth);
    }
    Ok(draft)
}

/// The place of every node that becomes a topic, and which those are.
fn settle(drawing: &Drawing) -> (Vec<bool>, Places) {
    let nodes = &drawing.nodes;
    let is_head = heads(drawing);
    let containers = Containers::find(nodes);
    let bunches = lines::bunches(nodes, &drawing.edges, &containers);
    let blocks = Blocks::find(nodes, &is_head, &containers);
    let scene =
        Scene { nodes, bunches: &bunches, containers: &containers, blocks: &blocks, is_head: &is_head };
    let mut places = Places::find(&scene);
    guesses::settle(&mut places, &scene);
    let is_group = groups::gather(&mut places, &scene);
    // A heading that nothing came to stand below would look like a topic.
    let mut is_shown: Vec<bool> = nodes.iter().map(|node| node.kind.is_tracked()).collect();
    for node in 0..nodes.len() {
        let mut above = places.parent(node).filter(|_| is_shown.get(node) == Some(&true));
        while let Some(slot) = above.and_then(|above| is_shown.get_mut(above)).filter(|slot| !**slot) {
            *slot = true;
            above = above.and_then(|above| places.parent(above));
        }
    }
    for (shown, group) in is_shown.iter_mut().zip(is_group) {
        *shown |= group;
    }
    (is_shown, places)
}

/// Topics, and the headings that an edge joins to what people tick.
fn heads(drawing: &Drawing) -> Vec<bool> {
    let is_heading =
        |node: &Node| matches!(node.kind, Kind::Paragraph | Kind::Label) && !node.label.is_empty();
    let is_item = |node: &Node| matches!(node.kind, Kind::Subtopic | Kind::Todo);
    let mut is_head: Vec<bool> = drawing.nodes.iter().map(|node| node.kind == Kind::Topic).collect();
    for edge in &drawing.edges {
        for (one, other) in [(edge.from, edge.to), (edge.to, edge.from)] {
            let (Some(node), Some(joined)) = (drawing.nodes.get(one), drawing.nodes.get(other)) else {
                continue;
            };
            if let Some(slot) = is_head.get_mut(one).filter(|_| is_heading(node) && is_item(joined)) {
                *slot = true;
            }
        }
    }
    is_head
}

/// What the source calls itself, the file beside it, the node with the title, the file name.
fn title(source: &Source, front: &Front, drawing: &Drawing) -> String {
    let said = ["/title/page", "/title/card", "/title"].into_iter();
    let mut said = said.filter_map(|path| source.value.pointer(path)?.as_str().map(str::trim));
    let drawn = drawing.nodes.iter().find(|node| node.kind == Kind::Title && !node.label.is_empty());
    said.find(|title| !title.is_empty())
        .map(str::to_owned)
        .or_else(|| Some(front.title.clone()).filter(|title| !title.is_empty()))
        .or_else(|| drawn.map(|node| node.label.clone()))
        .unwrap_or_else(|| source.words())
}

/// Says which nodes became nothing. Lines and frames say nothing themselves.
fn leave_out(drawing: &mut Drawing, is_shown: &[bool], title: &str) {
    for number in 0..drawing.nodes.len() {
        let Some(node) = drawing.nodes.get(number) else { continue };
        let is_silent = node.label.is_empty() || matches!(node.kind, Kind::Line { .. });
        if is_silent
            || is_shown.get(number) == Some(&true)
            || (node.kind == Kind::Title && node.label == title)
        {
            continue;
        }
        let label = &node.label;
        let words = match (node.kind, &node.href) {
            (_, Some(href)) => format!("“{label}” is no topic but a link: {href}"),
            (Kind::Title, None) => {
                format!("“{label}” is the title in the drawing, and the roadmap has another")
            }
            (Kind::Label, None) => format!("“{label}” is a heading that nothing stands below"),
            (Kind::Paragraph, None) => format!("“{label}” is a hint in the drawing and no topic"),
            _ => format!("“{label}” is no topic"),
        };
        drawing.leave_out(number, words);
    }
}

/// What is needed to make topics of branches.
struct Harvest<'a> {
    drawing: &'a Drawing,
    places: &'a Places,
    contents: Contents<'a>,
    remarks: Vec<Remark>,
}

impl Harvest<'_> {
    /// A branch with everything below it; `above` is the title of the topic above, if there is one.
    fn topic(&mut self, branch: Branch, above: Option<&str>) -> DraftTopic {
        let Branch { node: number, below } = branch;
        let Some(node) = self.drawing.nodes.get(number) else { return DraftTopic::default() };
        let mut topic = DraftTopic {
            title: node.label.clone(),
            origin: node.id.clone(),
            kind: node.advice,
            guess: self.places.guess.get(number).cloned().flatten(),
            ..DraftTopic::default()
        };
        if let Some(guess) = &topic.guess {
            let title = &topic.title;
            let words = match above {
                Some(above) => format!("“{title}” is put below “{above}”: {guess}"),
                None => format!("“{title}” is put at the top: {guess}"),
            };
            self.remarks.push(Remark { kind: RemarkKind::Guessed, place: self.drawing.place(number), words });
        }
        if let Some(id) = &node.id {
            self.contents.fill(id, &mut topic, false, &mut self.remarks);
        }
        topic.topics = below.into_iter().map(|below| self.topic(below, Some(&node.label))).collect();
        topic
    }
}
