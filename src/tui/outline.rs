//! The tree on the screen: which topics are shown, which one is selected, how far it is scrolled.
//!
//! A roadmap lies in the order in which its rows are shown, so the rows are a rising list of positions: folding skips
//! the slice below a topic, and finding a row is a binary search.

use std::collections::HashSet;

use crate::roadmap::{Roadmap, TopicId, TopicIx};

/// Rows that stay visible above and below the cursor where there is room.
const MARGIN: usize = 2;

/// The state of the tree pane.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    open: Vec<bool>,
    rows: Vec<TopicIx>,
    cursor: usize,
    top: usize,
}

impl Outline {
    /// All folded, the first topic selected.
    pub fn new(roadmap: &Roadmap) -> Self {
        let mut outline = Self { open: vec![false; roadmap.topics().len()], ..Self::default() };
        outline.rebuild(roadmap);
        outline
    }

    /// The tree of a new version of the roadmap: what was open stays open, what was selected stays selected.
    #[must_use]
    pub fn carried(&self, old: &Roadmap, new: &Roadmap) -> Self {
        let open: HashSet<&TopicId> = old
            .topics()
            .iter()
            .zip(&self.open)
            .filter(|(_, open)| **open)
            .map(|(topic, _)| &topic.id)
            .collect();
        let mut carried = Self { top: self.top, ..Self::new(new) };
        carried.open = new.topics().iter().map(|topic| open.contains(&topic.id)).collect();
        carried.rebuild(new);
        let selected = self.selected().and_then(|ix| find_again(old, new, ix));
        match selected {
            Some(ix) => carried.select(new, ix),
            None => carried.cursor = self.cursor.min(carried.rows.len().saturating_sub(1)),
        }
        carried
    }

    fn rebuild(&mut self, roadmap: &Roadmap) {
        self.rows.clear();
        let mut next = 0;
        while next < roadmap.topics().len() {
            let ix = TopicIx::at(next);
            self.rows.push(ix);
            next = if self.open[next] { next + 1 } else { roadmap.below(ix).end };
        }
        self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
    }

    /// The shown topics, in order.
    pub fn rows(&self) -> &[TopicIx] {
        &self.rows
    }

    /// The row with the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The first row on the screen.
    pub fn top(&self) -> usize {
        self.top
    }

    /// The selected topic; none in a roadmap without topics.
    pub fn selected(&self) -> Option<TopicIx> {
        self.rows.get(self.cursor).copied()
    }

    /// Whether the children of `ix` are shown.
    pub fn is_open(&self, ix: TopicIx) -> bool {
        self.open[ix.get()]
    }

    /// Selects `ix`, opening what is above it.
    pub fn select(&mut self, roadmap: &Roadmap, ix: TopicIx) {
        let mut opened = false;
        for above in roadmap.ancestors(ix) {
            opened |= !std::mem::replace(&mut self.open[above.get()], true);
        }
        if opened {
            self.rebuild(roadmap);
        }
        if let Ok(row) = self.rows.binary_search(&ix) {
            self.cursor = row;
        }
    }

    /// Moves the cursor by `rows`, down where positive; it stops at the ends.
    pub fn move_by(&mut self, rows: isize) {
        self.cursor = self.cursor.saturating_add_signed(rows).min(self.rows.len().saturating_sub(1));
    }

    /// Moves the cursor to the first row.
    pub fn first(&mut self) {
        self.cursor = 0;
    }

    /// Moves the cursor to the last row.
    pub fn last(&mut self) {
        self.cursor = self.rows.len().saturating_sub(1);
    }

    /// Folds the selected topic; where nothing is open, goes to its parent.
    pub fn fold(&mut self, roadmap: &Roadmap) {
        let Some(ix) = self.selected() else { return };
        if self.open[ix.get()] && !roadmap.is_leaf(ix) {
            self.toggle(roadmap);
        } else if let Some(parent) = roadmap.topic(ix).parent {
            self.select(roadmap, parent);
        }
    }

    /// Unfolds the selected topic; where it is open, goes to its first child.
    pub fn unfold(&mut self, roadmap: &Roadmap) {
        let Some(ix) = self.selected() else { return };
        if roadmap.is_leaf(ix) {
            return;
        }
        if self.open[ix.get()] { self.move_by(1) } else { self.toggle(roadmap) }
    }

    /// Folds what is open and opens what is folded.
    pub fn toggle(&mut self, roadmap: &Roadmap) {
        let Some(ix) = self.selected() else { return };
        self.open[ix.get()] = !self.open[ix.get()] && !roadmap.is_leaf(ix);
        // Rows above the cursor stay as they are, so it stays on its topic.
        self.rebuild(roadmap);
    }

    /// Goes to the next section.
    pub fn next_section(&mut self, roadmap: &Roadmap) {
        let after = self.rows.iter().skip(self.cursor + 1).position(|ix| roadmap.topic(*ix).depth == 0);
        if let Some(distance) = after {
            self.cursor += distance + 1;
        }
    }

    /// Goes to the section that the cursor is in, or from its head to the one before.
    pub fn previous_section(&mut self, roadmap: &Roadmap) {
        let before = self.rows.iter().take(self.cursor).rposition(|ix| roadmap.topic(*ix).depth == 0);
        self.cursor = before.unwrap_or(0);
    }

    /// Scrolls so that the cursor is on a pane of `height` rows and no room is wasted below the last row.
    pub fn settle(&mut self, height: usize) {
        // A pane that is not shown is found again as it was left.
        if height == 0 {
            return;
        }
        let margin = MARGIN.min((height - 1) / 2);
        let highest = self.cursor.saturating_sub(margin);
        let lowest = (self.cursor + margin + 1).saturating_sub(height);
        let end = self.rows.len().saturating_sub(height);
        self.top = self.top.max(lowest).min(highest).min(end);
    }
}

/// The topic of `new` that was `ix` in `old`: the same id, or one that says it had this id before.
fn find_again(old: &Roadmap, new: &Roadmap, ix: TopicIx) -> Option<TopicIx> {
    let id = &old.topic(ix).id;
    new.find(id).or_else(|| new.indices().find(|ix| new.topic(*ix).was.contains(id)))
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::example::{self, ix};

    /// A roadmap of ids, each behind as many dots as it has topics above it.
    fn roadmap(ids: &str) -> Roadmap {
        let mut text = "id = \"r\"\ntitle = \"R\"\n".to_owned();
        for id in ids.split_whitespace() {
            let (id, was) =
                id.split_once('<').map_or((id, String::new()), |(id, was)| (id, format!("\"{was}\"")));
            let name = id.trim_start_matches('.');
            let path = vec!["topics"; id.len() - name.len() + 1].join(".");
            let _ = writeln!(text, "[[{path}]]\nid = \"{name}\"\ntitle = \"{name}\"\nwas = [{was}]");
        }
        example::roadmap(&text)
    }

    /// The rows, with `+` behind what is folded, `-` behind what is open, and the cursor in brackets.
    fn shown(outline: &Outline, roadmap: &Roadmap) -> String {
        let row = |(place, ix): (usize, &TopicIx)| {
            let sign = match (roadmap.is_leaf(*ix), outline.is_open(*ix)) {
                (true, _) => "",
                (false, true) => "-",
                (false, false) => "+",
            };
            let row = format!("{}{sign}", roadmap.topic(*ix).id);
            if place == outline.cursor() { format!("[{row}]") } else { row }
        };
        outline.rows().iter().enumerate().map(row).collect::<Vec<_>>().join(" ")
    }

    fn press(outline: &mut Outline, roadmap: &Roadmap, keys: &str) {
        for key in keys.chars() {
            match key {
                'j' => outline.move_by(1),
                'k' => outline.move_by(-1),
                'h' => outline.fold(roadmap),
                'l' => outline.unfold(roadmap),
                'o' => outline.toggle(roadmap),
                '{' => outline.previous_section(roadmap),
                '}' => outline.next_section(roadmap),
                'g' => outline.first(),
                'G' => outline.last(),
                _ => panic!("no key {key}"),
            }
        }
    }

    const TREE: &str = "a .a1 .a2 ..x ..y b .b1 c";

    #[test]
    fn keys_and_what_they_show() {
        let roadmap = roadmap(TREE);
        for (keys, expected) in [
            ("", "[a+] b+ c"),
            ("l", "[a-] a1 a2+ b+ c"),
            // Unfold goes into what is open, and does nothing on a leaf.
            ("ll", "a- [a1] a2+ b+ c"),
            ("lll", "a- [a1] a2+ b+ c"),
            ("lljl", "a- a1 [a2-] x y b+ c"),
            // Fold closes what is open, and leaves what is not.
            ("lljlh", "a- a1 [a2+] b+ c"),
            ("lljljh", "a- a1 [a2-] x y b+ c"),
            ("lljljhhh", "[a-] a1 a2+ b+ c"),
            ("h", "[a+] b+ c"),
            // What was open inside is open again.
            ("lljlkkhl", "[a-] a1 a2- x y b+ c"),
            ("oo", "[a+] b+ c"),
            ("Go", "a+ b+ [c]"),
            ("Gl", "a+ b+ [c]"),
            ("Gh", "a+ b+ [c]"),
            ("jjjjj", "a+ b+ [c]"),
            ("kkk", "[a+] b+ c"),
            ("lG", "a- a1 a2+ b+ [c]"),
            ("lGg", "[a-] a1 a2+ b+ c"),
            // Sections: to the next head, to the own head, to the one before.
            ("ll}", "a- a1 a2+ [b+] c"),
            ("ll}{", "[a-] a1 a2+ b+ c"),
            ("lljj{", "[a-] a1 a2+ b+ c"),
            ("l}l{", "[a-] a1 a2+ b- b1 c"),
            ("}}}}", "a+ b+ [c]"),
            ("{{", "[a+] b+ c"),
        ] {
            let mut outline = Outline::new(&roadmap);
            press(&mut outline, &roadmap, keys);
            assert_eq!(shown(&outline, &roadmap), expected, "{keys}");
        }
    }

    #[test]
    fn selecting_opens_only_what_is_above() {
        let roadmap = roadmap(TREE);
        for (id, expected) in [("c", "a+ b+ [c]"), ("a2", "a- a1 [a2+] b+ c"), ("y", "a- a1 a2- x [y] b+ c")]
        {
            let mut outline = Outline::new(&roadmap);
            outline.select(&roadmap, ix(&roadmap, id));
            assert_eq!(shown(&outline, &roadmap), expected);
        }
    }

    #[test]
    fn scrolling_keeps_the_cursor_in_sight_and_wastes_no_room() {
        let ids: Vec<String> = (0..20).map(|number| format!("t{number}")).collect();
        let roadmap = roadmap(&ids.join(" "));
        // Where it was, the cursor, the height, where it is then.
        for (top, cursor, height, expected) in [
            (0, 0, 10, 0),
            (0, 7, 10, 0),
            (0, 8, 10, 1),
            (0, 19, 10, 10),
            (10, 12, 10, 10),
            (10, 11, 10, 9),
            (10, 0, 10, 0),
            (15, 19, 10, 10),
            (15, 19, 30, 0),
            (0, 5, 1, 5),
            (0, 5, 2, 4),
            (0, 5, 3, 4),
            (0, 5, 4, 3),
            // A hidden pane stays as it is.
            (7, 12, 0, 7),
        ] {
            let mut outline = Outline { cursor, top, ..Outline::new(&roadmap) };
            outline.settle(height);
            assert_eq!(outline.top(), expected, "{top} {cursor} {height}");
            outline.settle(height);
            assert_eq!(outline.top(), expected, "once more: {top} {cursor} {height}");
        }
    }

    #[test]
    fn a_new_version_of_the_roadmap_keeps_what_was_open_and_selected() {
        let old = roadmap(TREE);
        for (selected, new, expected) in [
            ("y", TREE, "a- a1 a2- x [y] b+ c"),
            ("y", "n c a .a0 .a2 ..y ..x", "n c a- a0 a2- [y] x"),
            // Moved into a folded section.
            ("y", "b .b1 .y a .a1", "b- b1 [y] a- a1"),
            // Another id, and the file says so.
            ("y", "a .a1 .a2 ..z<y b", "a- a1 a2- [z] b"),
            // Gone: the row stays.
            ("a1", "a .a3 .a2 ..x b", "a- [a3] a2+ b"),
            ("c", "a .a1", "[a+]"),
            // A leaf that has children now, and the other way round.
            ("c", "a c .d", "a [c+]"),
        ] {
            let mut outline = Outline::new(&old);
            outline.select(&old, ix(&old, selected));
            let new = roadmap(new);
            assert_eq!(shown(&outline.carried(&old, &new), &new), expected, "{selected}");
        }
    }
}
