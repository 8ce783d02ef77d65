//! Links and headings of the pane.

use super::*;
use crate::markdown::{Layout, render};

/// Lays a long text out, as somebody else does it, so far: all of it, or the first rows.
fn deliver(desk: &mut Desk, rows: Option<usize>) {
    let order = desk.reader.order().expect("a long text");
    let theme = Theme::new(Colours::Sixteen, SignSet::Unicode);
    let shown = match rows {
        None => order.markdown.to_string(),
        Some(rows) => order.markdown.lines().take(rows).collect::<Vec<_>>().join("\n"),
    };
    let page = Arc::new(render(&shown, Layout::pane(order.width), &theme));
    let delivery = Delivery { order, page, is_whole: rows.is_none() };
    desk.reader.deliver(&desk.roadmap, &delivery);
    desk.settle();
}

#[test]
fn a_label_is_whole_however_it_was_broken() {
    for (width, label) in [
        (30, "트랜잭션격리수준과동시성제어 이야기"),
        (12, "트랜잭션격리수준과동시성제어 이야기"),
        (9, "one two three four five"),
        (4, "abcdefghijkl mno"),
        // A blank stands where the author broke the line.
        (30, "hard  \nbreak"),
    ] {
        let mut desk = Desk { size: (width, 6), ..Desk::new() };
        desk.turn(0);
        desk.read(0, &format!("see [{label}](x.md) there"));
        let links = desk.reader.links();
        let said: Vec<&str> = links.iter().map(|link| link.text.as_str()).collect();
        assert_eq!(said, [label.replace("  \n", " ")], "{width}");
    }
}

#[test]
fn a_heading_is_gone_to_as_soon_as_it_is_here() {
    let note =
        (0..2_000).fold(String::new(), |note, part| note + &format!("## Part {part}\n\nwords of it\n\n"));
    let mut desk = Desk::new();
    desk.turn(0);
    desk.read(0, &note);
    deliver(&mut desk, None);
    let wanted = desk.reader.headings().into_iter().nth(1_500).expect("many headings");
    // Laid out again for another width; the heading is at the end of the first rows that come, then in the midst.
    desk.size = (20, 6);
    desk.settle();
    assert!(desk.reader.is_growing() && desk.reader.headings().is_empty());
    desk.reader.go_to_heading(wanted.at, &wanted.anchor);
    deliver(&mut desk, Some(100));
    assert_ne!(desk.rows()[0], "Part 1500");
    deliver(&mut desk, Some(1_500 * 4 + 1));
    assert_eq!(desk.rows().last().map(String::as_str), Some("Part 1500"));
    deliver(&mut desk, None);
    assert_eq!(desk.rows()[..3], ["Part 1500", "", "words of it"]);
    // Whoever scrolls meanwhile stays there.
    desk.size = (30, 6);
    desk.settle();
    desk.reader.go_to_heading(wanted.at, &wanted.anchor);
    desk.reader.first();
    deliver(&mut desk, None);
    assert_eq!(desk.reader.top(), 0);
}

#[test]
fn the_title_is_left_out_below_front_matter() {
    let data = "---\ntitle: Keys\ndate: 2024-05-01\n---\n\n";
    for (note, expected) in [
        ("# Locks and Keys\n\ntext", vec!["Keys  ∙  2024-05-01", "", "text"]),
        ("# Locks and Keys\n\n## Part\n", vec!["Keys  ∙  2024-05-01", "", "Part"]),
        ("# Other\n\ntext", vec!["Keys  ∙  2024-05-01", "", "Other", "", "text"]),
        ("text\n\n# Locks and Keys", vec!["Keys  ∙  2024-05-01", "", "text", "", "Locks and Keys"]),
        ("# Locks and Keys", vec!["Keys  ∙  2024-05-01"]),
        ("", vec!["Keys  ∙  2024-05-01"]),
    ] {
        let mut desk = Desk::new();
        desk.turn(0);
        desk.read(0, &format!("{data}{note}"));
        let rows = desk.rows();
        assert_eq!(rows.get(4..).unwrap_or_default(), expected, "{note:?}");
        // Every row is somewhere, and found there again.
        let stack = desk.reader.stack();
        for row in 0..stack.len() {
            let at = stack.at(row).expect("a row");
            assert_eq!(stack.row(at), Some(row), "{note:?}");
            assert_eq!(Place::of(&stack, row).row(&stack), Some(row), "{note:?}");
        }
    }
}
