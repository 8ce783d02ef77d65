//! What was said is read again.

use std::fs;
use std::io;
use std::sync::Arc;

use crossterm::event::{Event, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use crate::stage::{Stage, write};
use crate::store::faults::Failing;

/// An error of more rows than a notice has.
fn with_error(width: u16, height: u16) -> (Stage, Arc<Failing>) {
    let disk = Arc::new(Failing::default());
    let stage = Stage::new().size(width, height).files(disk.clone());
    disk.set(&[("create", io::ErrorKind::PermissionDenied)]);
    (stage.keys("<space>"), disk)
}

#[test]
fn an_error_that_is_cut_is_read_whole() {
    let (mut stage, disk) = with_error(50, 8);
    let notice = stage.row("! whole text");
    assert!(notice.contains("⋯   ! whole text"), "{}", stage.frame());
    let mut stage = stage.keys("!");
    assert!(stage.row("Messages").contains("Messages"), "{}", stage.frame());
    let mut text = String::new();
    for _ in 0..20 {
        text.push_str(&stage.frame());
        stage.press("j");
    }
    let text: String = text.split_whitespace().collect();
    assert!(text.contains("thenextone") && text.contains("(stillso)"), "{text}");
    // It is over: that it was is still known.
    disk.set(&[]);
    let mut stage = stage.keys("!i").size(100, 20).keys("!");
    let frame = stage.frame();
    assert!(frame.contains("✗") && !frame.contains("still so"), "{frame}");
}

#[test]
fn an_error_that_esc_put_away_still_holds() {
    let (stage, _) = with_error(100, 20);
    let mut stage = stage.keys("<esc>j");
    assert!(!stage.says("The change is kept"), "{}", stage.frame());
    let mut stage = stage.keys("!");
    assert!(stage.frame().contains("(still so)"), "{}", stage.frame());
    // Esc closes the list before it does anything else.
    let mut stage = stage.keys("<esc>");
    assert!(!stage.frame().contains("Messages"), "{}", stage.frame());
}

#[test]
fn equal_ones_are_counted_and_keys_that_do_nothing_are_not_kept() {
    let mut stage = Stage::new().keys("uuubbB!");
    assert!(stage.row("There is nothing to undo").contains("(3 times)"), "{}", stage.frame());
    assert!(!stage.frame().contains("does nothing here"), "{}", stage.frame());
    let mut stage = stage.keys("b");
    assert!(stage.footer().contains("b does nothing here"), "{}", stage.frame());
}

#[test]
fn days_are_named_where_they_change() {
    let mut stage = Stage::new().keys("u");
    stage.wait(24 * 60 * 60 * 1_000);
    let mut stage = stage.keys("<space>!");
    let frame = stage.frame();
    let row = |text: &str| frame.lines().position(|row| row.contains(text)).expect(text);
    assert!(row("TCP done") < row("20 Nov") && row("20 Nov") < row("nothing to undo"), "{frame}");
}

#[test]
fn the_list_lies_over_whatever_is_there_and_goes_again() {
    for keys in ["?", "f", "jjjlj<enter>|o"] {
        let stage = keys.split('|').fold(Stage::new(), Stage::keys);
        let mut stage = stage.keys("u<esc>").keys("");
        let before = stage.frame();
        let mut stage = stage.keys("!");
        assert!(stage.footer().contains("esc close   j scroll   y copy"), "{keys}: {}", stage.frame());
        for close in ["!", "<esc>"] {
            stage.press(close);
            assert_eq!(stage.frame(), before, "{keys}{close}");
            stage.press("!");
        }
    }
    // In a field it is text.
    let mut stage = Stage::new().keys("a!");
    assert!(stage.footer().contains("❯ !"), "{}", stage.frame());
    // By its name.
    let mut stage = Stage::new().keys("u:>last mess<enter>");
    assert!(stage.row("Messages").contains("Messages") && stage.says("nothing to undo"), "{}", stage.frame());
    let mut stage = Stage::new().keys(":>release<enter>");
    assert!(stage.says("The mouse selects text"), "{}", stage.frame());
}

#[test]
fn a_roadmap_that_cannot_be_read_has_the_list_too() {
    let mut stage = Stage::of("id = \"r\"\ntitle = \n").keys("!");
    assert!(stage.says("Nothing was said yet."), "{}", stage.frame());
    assert!(stage.footer().contains("esc close"), "{}", stage.frame());
    let mut stage = stage.keys("<esc>");
    assert!(stage.says("This roadmap cannot be read yet"), "{}", stage.frame());
}

#[test]
fn every_mistake_of_a_file_is_a_detail_and_all_is_copied() {
    let mut stage = Stage::of("id = \"r\"\ntitle = \"R\"\n[[topics]]\nid = \"a\"\ntitle = \"A\"\n").keys("j");
    stage.write(
        "roadmap.toml",
        "id = \"r\"\ntitle = \"R\"\n[[topics]]\nid = \"a\"\ntitel = \"A\"\nrequires = [\"x\"]\n",
    );
    stage.wait(600);
    assert!(stage.row("! show").contains("worked"), "{}", stage.frame());
    let mut stage = stage.keys("!");
    assert!(stage.says("line 5") && stage.says("line 6"), "{}", stage.frame());
    let stage = stage.keys("y");
    let copied = stage.handed().concat();
    assert!(copied.contains("]52;"), "{copied}");
}

#[test]
fn what_is_said_meanwhile_comes_at_the_top_and_the_cursor_stays_on_its_message() {
    let mut stage = Stage::new().size(80, 12).keys("u<space>i*!");
    assert!(stage.row("❯ 19:45").contains("TCP"), "{}", stage.frame());
    stage.press("j");
    let before = stage.row("❯ 19:45");
    let roadmap = fs::read_to_string(stage.roadmap_folder().join("roadmap.toml")).expect("the roadmap");
    stage.write("roadmap.toml", &roadmap.replace("title = \"TCP\"", "title = \"TCP/IP\""));
    stage.wait(600);
    assert!(stage.row("changed: 1 topic renamed").contains("19:45"), "{}", stage.frame());
    assert_eq!(stage.row("❯ 19:45"), before, "{}", stage.frame());
}

#[test]
fn the_mouse_scrolls_and_a_click_beside_it_closes() {
    let mouse = |kind, column, row| {
        vec![Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })]
    };
    let mut stage = Stage::new().size(80, 24).keys("u<space>i*!");
    stage.send(mouse(MouseEventKind::ScrollDown, 40, 12));
    assert!(stage.row("❯ 19:45").contains("nothing to undo"), "{}", stage.frame());
    stage.send(mouse(MouseEventKind::Down(MouseButton::Left), 40, 12));
    assert!(stage.frame().contains("Messages"), "{}", stage.frame());
    stage.send(mouse(MouseEventKind::Down(MouseButton::Left), 0, 0));
    assert!(!stage.frame().contains("Messages"), "{}", stage.frame());
}

#[test]
fn mistakes_of_the_settings_are_kept_once() {
    let stage = Stage::new().configured("theme = \"dark\"\nnothing = 1\n").size(100, 24).keys("j");
    let mut stage = stage.keys("<esc>!");
    let frame = stage.frame();
    assert_eq!(frame.matches("Your settings have").count(), 1, "{frame}");
    assert!(frame.contains("(still so)"), "{frame}");
    write(&stage.config(), "theme = \"dark\"\n");
    stage.wait(1_000);
    assert!(!stage.frame().contains("still so"), "{}", stage.frame());
}
