//! The topics of a roadmap file as tables that can be moved, with their comments.

use std::collections::HashMap;

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, Value};

use crate::roadmap::Roadmap;

/// The key of the topics below a topic.
const BELOW: &str = "topics";

/// The topics of a file.
pub(super) struct Tree {
    document: DocumentMut,
    nodes: Vec<Node>,
    sections: Vec<usize>,
    by_id: HashMap<String, usize>,
}

struct Node {
    id: String,
    /// Without the topics below it.
    table: Table,
    parent: Option<usize>,
    below: Vec<usize>,
}

impl Tree {
    /// The topics in the text of a roadmap; none where they are not written as `[[topics]]`.
    pub(super) fn read(text: &str, roadmap: &Roadmap) -> Option<Self> {
        let document: DocumentMut = text.parse().ok()?;
        let mut tree = Self { document, nodes: Vec::new(), sections: Vec::new(), by_id: HashMap::new() };
        let mut ids = roadmap.topics().iter().map(|topic| topic.id.to_string());
        let topics = match tree.document.get_mut(BELOW)? {
            Item::ArrayOfTables(topics) => std::mem::take(topics),
            _ => return None,
        };
        tree.add_all(topics, None, &mut ids)?;
        Some(tree)
    }

    fn add_all(
        &mut self,
        topics: ArrayOfTables,
        parent: Option<usize>,
        ids: &mut dyn Iterator<Item = String>,
    ) -> Option<()> {
        for mut table in topics {
            let below = match table.remove(BELOW) {
                None => ArrayOfTables::new(),
                Some(Item::ArrayOfTables(below)) => below,
                Some(Item::Value(Value::Array(array))) if array.is_empty() => ArrayOfTables::new(),
                Some(_) => return None,
            };
            let index = self.add(ids.next()?, table, parent);
            self.below_mut(parent).push(index);
            self.add_all(below, Some(index), ids)?;
        }
        Some(())
    }

    fn add(&mut self, id: String, table: Table, parent: Option<usize>) -> usize {
        let index = self.nodes.len();
        self.by_id.insert(id.clone(), index);
        self.nodes.push(Node { id, table, parent, below: Vec::new() });
        index
    }

    fn below_mut(&mut self, parent: Option<usize>) -> &mut Vec<usize> {
        match parent {
            Some(parent) if parent < self.nodes.len() => &mut self.nodes[parent].below,
            _ => &mut self.sections,
        }
    }

    /// The topic with this id.
    pub(super) fn find(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// How many topics there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// How many topics are directly below a topic.
    pub(super) fn count_below(&self, index: usize) -> usize {
        self.nodes.get(index).map_or(0, |node| node.below.len())
    }

    /// The whole number of a key.
    pub(super) fn number(&self, index: usize, key: &str) -> Option<i64> {
        self.nodes.get(index)?.table.get(key)?.as_integer()
    }

    /// The texts of a key.
    pub(super) fn texts(&self, index: usize, key: &str) -> Vec<String> {
        let value = self.nodes.get(index).and_then(|node| node.table.get(key)?.as_array());
        value.into_iter().flatten().filter_map(|value| value.as_str().map(str::to_owned)).collect()
    }

    /// The topic above a topic.
    pub(super) fn parent(&self, index: usize) -> Option<usize> {
        self.nodes.get(index)?.parent
    }

    /// The id of a topic.
    pub(super) fn id(&self, index: usize) -> Option<&str> {
        self.nodes.get(index).map(|node| node.id.as_str())
    }

    /// Puts a new topic, the text of `[[topics]]` with its keys, below `parent` and behind the topic `after`, or at the beginning.
    pub(super) fn insert(
        &mut self,
        (id, text): (&str, &str),
        parent: Option<usize>,
        after: Option<usize>,
    ) -> Option<usize> {
        let mut document: DocumentMut = text.parse().ok()?;
        let Item::ArrayOfTables(topics) = document.get_mut(BELOW)? else { return None };
        let table = std::mem::take(topics).into_iter().next()?;
        let index = self.add(id.to_owned(), table, parent);
        self.place(index, parent, after);
        Some(index)
    }

    /// Moves a topic with all below it; false where that is not possible.
    pub(super) fn shift(&mut self, index: usize, parent: Option<usize>, after: Option<usize>) -> bool {
        let is_below_itself =
            std::iter::successors(parent, |above| self.parent(*above)).any(|above| above == index);
        if is_below_itself {
            return false;
        }
        let old = self.parent(index);
        self.below_mut(old).retain(|other| *other != index);
        if let Some(node) = self.nodes.get_mut(index) {
            node.parent = parent;
        }
        self.place(index, parent, after);
        true
    }

    fn place(&mut self, index: usize, parent: Option<usize>, after: Option<usize>) {
        let siblings = self.below_mut(parent);
        let at =
            after.and_then(|after| siblings.iter().rposition(|other| *other == after)).map_or(0, |at| at + 1);
        siblings.insert(at, index);
    }

    /// Sets a key of a topic to a value that is TOML, or takes it out. The comments around it stay.
    pub(super) fn set(&mut self, index: usize, key: &str, value: Option<&str>) {
        let Some(node) = self.nodes.get_mut(index) else { return };
        let Some(mut value) = value.and_then(|value| value.parse::<Value>().ok()) else {
            node.table.remove(key);
            return;
        };
        if let Some(Item::Value(old)) = node.table.get_mut(key) {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        } else {
            value.decor_mut().set_prefix(" ");
            node.table.remove(key);
            node.table.insert(key, Item::Value(value));
        }
    }

    /// The text of the file.
    pub(super) fn text(mut self) -> String {
        let sections = std::mem::take(&mut self.sections);
        let topics = self.tables(&sections);
        if let Some(item) = self.document.get_mut(BELOW) {
            *item = Item::ArrayOfTables(topics);
        }
        self.document.to_string()
    }

    fn tables(&mut self, indices: &[usize]) -> ArrayOfTables {
        let mut tables = ArrayOfTables::new();
        for index in indices {
            let Some(node) = self.nodes.get_mut(*index) else { continue };
            let (mut table, below) = (std::mem::take(&mut node.table), std::mem::take(&mut node.below));
            // Tables without a place are written where they lie in the tree.
            table.set_position(None);
            if !below.is_empty() {
                table.insert(BELOW, Item::ArrayOfTables(self.tables(&below)));
            }
            tables.push(table);
        }
        tables
    }
}
