//! Journeys with the mouse.

use crossterm::event::{Event, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::{cursor, tree};
use crate::stage::Stage;

const DOWN: MouseEventKind = MouseEventKind::Down(MouseButton::Left);
const DRAG: MouseEventKind = MouseEventKind::Drag(MouseButton::Left);
const UP: MouseEventKind = MouseEventKind::Up(MouseButton::Left);

fn mouse(stage: &mut Stage, kind: MouseEventKind, (column, row): (u16, u16)) {
    stage.send(vec![Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })]);
}

#[test]
fn a_click_selects_marks_by_the_sign_and_folds_by_the_arrow() {
    let mut stage = Stage::new().keys("g");
    mouse(&mut stage, DOWN, (10, 4));
    assert_eq!(cursor(&mut stage), "❯ ◦  DNS");
    for sign in ["◔", "✓", "◦"] {
        mouse(&mut stage, DOWN, (2, 4));
        assert_eq!(cursor(&mut stage), format!("❯ {sign}  DNS"));
    }
    assert!(stage.footer().contains("DNS to do   u undo"), "{}", stage.frame());
    // The sign of a section only selects: nobody marks so much by a slip.
    let marks = stage.log().len();
    mouse(&mut stage, DOWN, (2, 6));
    assert_eq!((cursor(&mut stage).as_str(), stage.log().len()), ("❯ ◦ ▸ Relational Databases 0/4", marks));
    mouse(&mut stage, DOWN, (4, 6));
    assert_eq!(cursor(&mut stage), "❯ ◦ ▾ Relational Databases 0/4");
    mouse(&mut stage, DOWN, (4, 6));
    assert_eq!(tree(&mut stage).len(), 6);
    // Where nothing is, nothing happens; the note takes the keys.
    for at in [(5, 15), (5, 0), (5, 23), (79, 1), (200, 200)] {
        mouse(&mut stage, DOWN, at);
        assert_eq!(cursor(&mut stage), "❯ ◦ ▸ Relational Databases 0/4", "{at:?}");
    }
    mouse(&mut stage, DOWN, (50, 10));
    assert!(stage.footer().contains("esc topics"), "{}", stage.frame());
}

#[test]
fn the_wheel_scrolls_what_is_under_it() {
    // Everything is open: more rows than the pane has.
    let mut stage = Stage::new().size(80, 12).keys("ftg");
    let rows = tree(&mut stage);
    assert!(rows[0].contains("Internet") && rows.len() == 8, "{rows:?}");
    mouse(&mut stage, MouseEventKind::ScrollDown, (3, 5));
    let scrolled = tree(&mut stage);
    assert_eq!(scrolled[0], rows[3], "{}", stage.frame());
    assert_eq!(cursor(&mut stage), format!("❯ {}", rows[5]), "the cursor goes along");
    mouse(&mut stage, MouseEventKind::ScrollUp, (3, 5));
    assert!(tree(&mut stage)[0].contains("Internet"), "{}", stage.frame());
    // The note beside it, wherever the keys go.
    let mut stage = Stage::new().size(80, 12).keys("/transactions<enter>");
    let title = "│  Transactions and ACID";
    assert!(stage.frame().contains(title));
    mouse(&mut stage, MouseEventKind::ScrollDown, (60, 5));
    assert!(!stage.frame().contains(title), "{}", stage.frame());
    assert!(cursor(&mut stage).contains("Transactions"));
    // What lies over both.
    let mut stage = stage.keys("?");
    let help = stage.frame();
    mouse(&mut stage, MouseEventKind::ScrollDown, (60, 5));
    assert_ne!(stage.frame(), help);
}

#[test]
fn the_divider_is_dragged_and_lists_are_taken_from() {
    let mut stage = Stage::new();
    let column =
        |stage: &mut Stage| stage.frame().lines().nth(3).and_then(|row| row.chars().position(|c| c == '│'));
    assert_eq!(column(&mut stage), Some(32));
    mouse(&mut stage, DRAG, (40, 5));
    assert_eq!(column(&mut stage), Some(32), "nobody took it");
    mouse(&mut stage, DOWN, (32, 5));
    for (x, at) in [(33, 33), (40, 40), (30, 30), (0, 24), (79, 50)] {
        mouse(&mut stage, DRAG, (x, 5));
        assert_eq!(column(&mut stage), Some(at), "{x}");
    }
    mouse(&mut stage, UP, (79, 5));
    mouse(&mut stage, DRAG, (40, 5));
    assert_eq!(column(&mut stage), Some(50));
    // A line of a menu, and a click beside it.
    let mut stage = Stage::new().keys("gf");
    let row = stage.frame().lines().position(|row| row.contains("t  to do")).expect("the line");
    mouse(&mut stage, DOWN, (20, u16::try_from(row).expect("a row")));
    assert!(stage.row("Backend").ends_with("to do 12"), "{}", stage.frame());
    let mut stage = stage.keys("f");
    mouse(&mut stage, DOWN, (1, 20));
    assert!(!stage.frame().contains("Show"), "{}", stage.frame());
    let mut stage = Stage::new().keys("/transactions<enter>").keys("o");
    let row = stage.frame().lines().position(|row| row.contains(" 1  ")).expect("the line");
    mouse(&mut stage, DOWN, (20, u16::try_from(row).expect("a row")));
    assert!(!stage.frame().contains("─ Links ─"), "{}", stage.frame());
}

#[test]
fn the_mouse_can_be_released() {
    let mut stage = Stage::new().keys("M");
    assert!(stage.footer().contains("The mouse selects text"), "{}", stage.frame());
    let stage = stage.keys("M");
    assert_eq!(stage.handed(), ["mouse: false", "mouse: true"]);
}
