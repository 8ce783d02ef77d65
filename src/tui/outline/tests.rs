//! Unit tests of the tree.

use super::*;
use crate::example::ix;

pub(super) use crate::example::tree as roadmap;

/// The rows, with `+` behind what is folded, `-` behind what is open, and the cursor in brackets.
pub(super) fn shown(outline: &Outline, roadmap: &Roadmap) -> String {
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

pub(super) fn press(outline: &mut Outline, roadmap: &Roadmap, keys: &str) {
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
    for (id, expected) in [("c", "a+ b+ [c]"), ("a2", "a- a1 [a2+] b+ c"), ("y", "a- a1 a2- x [y] b+ c")] {
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
fn the_wheel_takes_the_cursor_along_only_where_it_would_leave_the_pane() {
    let ids: Vec<String> = (0..20).map(|number| format!("t{number}")).collect();
    let roadmap = roadmap(&ids.join(" "));
    // Where it was, the cursor, by how much, the height, where both are then.
    for (top, cursor, by, height, expected) in [
        (0, 0, 3, 10, (3, 5)),
        (0, 7, 3, 10, (3, 7)),
        (3, 5, -3, 10, (0, 5)),
        (3, 10, -3, 10, (0, 7)),
        (8, 10, 3, 10, (10, 12)),
        (10, 19, 3, 10, (10, 19)),
        (10, 19, -3, 10, (7, 14)),
        (0, 0, -3, 10, (0, 0)),
        (0, 4, 3, 30, (0, 4)),
        (0, 0, 3, 1, (3, 3)),
        (7, 12, 3, 0, (7, 12)),
    ] {
        let mut outline = Outline { cursor, top, ..Outline::new(&roadmap) };
        outline.scroll_by(by, height);
        assert_eq!((outline.top(), outline.cursor()), expected, "{top} {cursor} {by} {height}");
        outline.settle(height);
        assert_eq!((outline.top(), outline.cursor()), expected, "settled: {top} {cursor} {by} {height}");
    }
    Outline::default().scroll_by(3, 10);
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
        // Gone: the next sibling, the one before, the parent.
        ("a1", "a .a3 .a2 ..x b", "a- a3 [a2+] b"),
        ("y", "a .a1 .a2 ..x ..z b", "a- a1 a2- [x] z b"),
        ("y", "a .a1 .a2 b", "a- a1 [a2] b"),
        ("c", "a .a1", "[a+]"),
        // A leaf that has children now, and the other way round.
        ("c", "a c .d", "a [c+]"),
    ] {
        let mut outline = Outline::new(&old);
        outline.select(&old, ix(&old, selected));
        let new = roadmap(new);
        assert_eq!(shown(&outline.carried(&Succession::new(&old, &new)), &new), expected, "{selected}");
    }
}
