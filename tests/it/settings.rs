//! The person's settings: what their file may say, what the interface and the commands make of it.

mod mistakes;
mod verb;

use trailmark::theme::{Colours, Shade, SignSet, Theme};
use trailmark::tui::shell::Answer;

use crate::stage::{Stage, write};

/// The colour that everything is painted on.
fn ground(stage: &mut Stage) -> ratatui::style::Color {
    stage.buffer()[(0, 0)].bg
}

fn ground_of(colours: Colours) -> ratatui::style::Color {
    Theme::new(colours, SignSet::Unicode).ground.bg.unwrap_or_default()
}

#[test]
fn a_theme_is_taken_over_as_soon_as_it_is_saved() {
    let mut stage = Stage::new().configured("theme = \"dark\"\n").keys("j");
    assert_eq!(ground(&mut stage), ground_of(Colours::Dark));
    for (text, colours) in [
        ("theme = \"light\"\n", Colours::Light),
        ("theme = \"terminal\"\n", Colours::Sixteen),
        ("theme = \"dark\"\nascii = true", Colours::Dark),
    ] {
        write(&stage.config(), text);
        stage.wait(1_000);
        assert_eq!(ground(&mut stage), ground_of(colours), "{text}");
    }
    assert!(stage.frame().is_ascii(), "{}", stage.frame());
    std::fs::remove_file(stage.config()).expect("it was there");
    stage.wait(1_000);
    assert_eq!(ground(&mut stage), ground_of(Colours::Dark), "it may be on its way back");
    stage.wait(2_000);
    assert_eq!(ground(&mut stage), ground_of(Colours::Sixteen));
    assert!(stage.frame().contains('│'));
}

#[test]
fn the_note_takes_the_new_theme_and_stays_where_it_was() {
    let long = (0..60).map(|number| format!("Row {number} with `code`.\n\n")).collect::<Vec<_>>().concat();
    let toml = "id = \"r\"\ntitle = \"R\"\n[[topics]]\nid = \"a\"\ntitle = \"A\"\nnote = \"a.md\"\n";
    let stage = Stage::of(toml).configured("");
    stage.write("notes/a.md", &long);
    let mut stage = stage.keys("<enter><c-d><c-d>");
    let top = |stage: &mut Stage| {
        let frame = stage.frame();
        let row = frame.lines().find(|line| line.contains("Row ")).expect("a row");
        row.split("Row ").nth(1).and_then(|rest| rest.split(' ').next()).map(str::to_owned)
    };
    let before = top(&mut stage);
    assert!(stage.frame().contains("with `code`"), "{}", stage.frame());
    write(&stage.config(), "theme = \"dark\"");
    stage.wait(1_000);
    assert!(!stage.frame().contains("with `code`"), "{}", stage.frame());
    assert_eq!(top(&mut stage), before);
}

#[test]
fn the_terminal_is_asked_once_what_it_is() {
    for (shade, colours) in [(Shade::Dark, Colours::Dark), (Shade::Light, Colours::Light)] {
        let mut stage = Stage::new().configured("theme = \"auto\"").shaded(shade).keys("j");
        assert_eq!(ground(&mut stage), ground_of(colours));
        write(&stage.config(), "theme = \"auto\" ");
        stage.wait(1_000);
        assert_eq!((stage.asked(), ground(&mut stage)), (1, ground_of(colours)));
        // What it said holds for later wishes too.
        write(&stage.config(), "theme = \"terminal\"");
        stage.wait(1_000);
        assert_eq!(ground(&mut stage), ground_of(Colours::Sixteen));
    }
    let mut silent = Stage::new().configured("theme = \"auto\"").keys("j");
    assert_eq!((silent.asked(), ground(&mut silent)), (1, ground_of(Colours::Sixteen)));
    // What comes late counts too.
    silent = silent.shaded(Shade::Light).keys("j");
    assert_eq!(ground(&mut silent), ground_of(Colours::Light));
}

#[test]
fn where_lines_are_two_cells_wide_the_signs_are_ascii() {
    let has_lines = |stage: &mut Stage| stage.frame().contains('\u{2502}');
    for has_wide_lines in [true, false] {
        let mut stage = Stage::new().configured("").keys("j");
        assert!(has_lines(&mut stage), "{}", stage.frame());
        stage = stage.answering(Answer { shade: Shade::Dark, has_wide_lines }).keys("j");
        assert_eq!(has_lines(&mut stage), !has_wide_lines, "{}", stage.frame());
        // The setting adds to it and takes nothing back.
        write(&stage.config(), "ascii = false");
        stage.wait(1_000);
        assert_eq!(has_lines(&mut stage), !has_wide_lines, "{}", stage.frame());
    }
}

#[test]
fn the_mouse_is_taken_as_the_settings_say() {
    let taken = |stage: &Stage| {
        stage.handed().into_iter().filter(|text| text.starts_with("mouse")).collect::<Vec<_>>()
    };
    // What the key does shows what was before.
    assert_eq!(taken(&Stage::new().configured("mouse = false").keys("M")), ["mouse: true"]);
    let mut stage = Stage::new().configured("").keys("j");
    write(&stage.config(), "mouse = false");
    stage.wait(1_000);
    assert_eq!(taken(&stage), ["mouse: false"]);
    write(&stage.config(), "mouse = false\nascii = true");
    stage.wait(1_000);
    assert_eq!(taken(&stage), ["mouse: false"], "another setting leaves the mouse alone");
}

#[test]
fn the_footer_and_the_help_show_the_keys_as_they_are() {
    let mut stage = Stage::new().configured("[keys]\ntoggle-done = [\"X\", \"-space\"]\n").keys("");
    assert!(stage.footer().contains("X done"), "{}", stage.footer());
    stage.press("jX");
    assert_eq!(stage.log().len(), 1, "{:?}", stage.log());
    stage.press("<space>");
    assert!(stage.footer().contains("space does nothing here"), "{}", stage.footer());
    stage.press("?");
    assert!(
        stage.frame().contains("X   ") && stage.frame().contains("done, again: to do"),
        "{}",
        stage.frame()
    );
    // The keys of another interface in the same process are its own.
    let mut other = Stage::new().keys("");
    assert!(other.footer().contains("space done"), "{}", other.footer());
}

#[test]
fn keys_change_while_the_interface_runs() {
    let mut stage = Stage::new().configured("").keys("j");
    write(&stage.config(), "[keys]\nundo = [\"U\", \"-u\"]\n");
    stage.wait(1_000);
    stage.press("<space>");
    assert!(stage.footer().contains("U undo"), "{}", stage.footer());
    stage.press("U");
    assert_eq!(stage.log().len(), 2, "{:?}", stage.log());
}

#[test]
fn mistakes_are_told_until_they_are_mended_and_the_rest_counts() {
    let mut stage = Stage::new().configured("theme = \"dark\"\nasci = true\n").keys("j");
    assert_eq!(ground(&mut stage), ground_of(Colours::Dark));
    assert!(stage.says("Your settings have 1 mistake, in line 2: The settings file has no key \"asci\"."));
    write(&stage.config(), "theme = \"dark\"\nascii = false\n");
    stage.wait(1_000);
    assert!(!stage.says("Your settings have"), "{}", stage.frame());
    write(&stage.config(), "theme = \"dark\ncolour = 1\n");
    stage.wait(1_000);
    assert!(stage.says("This is not TOML"), "{}", stage.frame());
    // What the terminal says of its ground mends nothing.
    stage = stage.shaded(Shade::Light).keys("");
    assert!(stage.says("This is not TOML"), "{}", stage.frame());
    // Esc takes the words away, and the program goes on.
    stage.press("<esc>");
    assert!(!stage.says("This is not TOML"), "{}", stage.frame());
}
