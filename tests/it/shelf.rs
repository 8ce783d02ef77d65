//! Several roadmaps: the list of those that were opened, the way from one to another, and the first start of all.

mod first_run;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossterm::event::{Event, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use trailmark::progress::Moment;
use trailmark::roadmap::RoadmapId;
use trailmark::store::{Known, Places};

use crate::stage::{Stage, write};
use crate::store::faults::Failing;

/// Another roadmap beside the one of the stage; gives its file.
pub(crate) fn another(stage: &Stage, folder: &str, id: &str, title: &str) -> PathBuf {
    let file = stage.home().join(folder).join("roadmap.toml");
    let text = format!(
        "id = \"{id}\"\ntitle = \"{title}\"\n[[topics]]\nid = \"one\"\ntitle = \"하나 One of {id}\"\nnote = \"tcp.md\"\n\
         [[topics]]\nid = \"two\"\ntitle = \"Two\"\n"
    );
    write(&file, &text);
    write(&file.with_file_name("notes").join("tcp.md"), &format!("The note of {id}.\n"));
    file
}

/// Remembers a roadmap as opened, as the interface does.
pub(crate) fn remember(places: &Places, path: Option<&Path>, (id, title): (&str, &str), at: i64) {
    let head = (RoadmapId::new(id).expect("an id"), title.into());
    places.remember_roadmap(Known::new(path, head, Moment::from_millis(at))).expect("a list");
}

/// The roadmap of the fixtures, and two others that were opened before.
pub(crate) fn shelf() -> Stage {
    let stage = Stage::new();
    let places = stage.places();
    for (at, (folder, id, title)) in
        (1..).zip([("algo", "algo", "알고리즘"), ("rust", "rust", "The Rust book")])
    {
        let file = another(&stage, folder, id, title);
        remember(&places, Some(&file), (id, title), at);
    }
    // Studied yesterday.
    let log = "format = 1\n20261119T120000000Z-00-k3f9q2 = { topic = \"two\", title = \"Two\", status = \"done\" }\n";
    write(&places.data.join("rust/progress/k3f9q2.toml"), log);
    stage
}

fn paths(places: &Places) -> Vec<String> {
    let name = |known: Known| known.path.map_or("built-in".to_owned(), |path| path.display().to_string());
    let short = |path: String| path.rsplit('/').nth(1).unwrap_or(&path).to_owned();
    places.known_roadmaps().into_iter().map(name).map(short).collect()
}

/// A row of the list without the frame around it, its words a blank apart.
fn listed(stage: &mut Stage, title: &str) -> String {
    stage.row(title).replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_list_says_how_far_one_has_come_in_each() {
    let mut stage = shelf().size(120, 36).keys("<space>").keys("O");
    let frame = stage.frame();
    assert!(frame.contains("┌─ Roadmaps   1-4 of 4 ─"), "{frame}");
    let rust = listed(&mut stage, "The Rust book");
    assert!(rust.starts_with("❯ The Rust book") && rust.contains("50% 1 of 2 yesterday ~/rust"), "{rust}");
    let present = listed(&mut stage, "~/study");
    assert!(present.starts_with("∙ ") && present.contains("today"), "{present}");
    let built_in = listed(&mut stage, "built-in");
    assert!(built_in.contains("Backend") && built_in.contains("0% 0 of "), "{built_in}");
    assert!(listed(&mut stage, "알고리즘").contains("0% 0 of 2"));
    assert!(stage.footer().contains("enter open   esc close   d forget"), "{}", stage.footer());
    stage.press("<esc>");
    assert!(!stage.frame().contains("Roadmaps"));
}

#[test]
fn enter_opens_another_roadmap_and_what_is_opened_is_the_newest() {
    let mut stage = shelf().keys("O<enter>");
    let frame = stage.frame();
    assert!(
        frame.contains("The Rust book") && frame.contains("50%") && frame.contains("The note of rust"),
        "{frame}"
    );
    assert_eq!(paths(&stage.places()), ["rust", "study", "algo"]);
    // Marks go to its own store.
    stage.press("<space>");
    assert!(stage.frame().contains("100%"), "{}", stage.frame());
    assert!(stage.log().is_empty() && stage.places().data.join("rust/progress").exists());
    stage.press("OGk<enter>");
    assert!(stage.frame().contains("The note of algo"), "{}", stage.frame());
    // With the built-in one nothing has a path.
    stage.press("OG<enter>");
    assert!(stage.frame().contains("Backend Developer"), "{}", stage.frame());
    assert_eq!(stage.places().last_roadmap(), None);
}

#[test]
fn texts_of_another_roadmap_are_searched_anew() {
    let mut stage = shelf().keys("O<enter>").keys("<c-p>the note of").keys("");
    assert!(stage.frame().contains("The note of rust"), "{}", stage.frame());
    stage.press("<esc>OGk<enter>");
    let mut stage = stage.keys("<c-p>the note of").keys("");
    assert!(
        stage.frame().contains("The note of algo") && !stage.frame().contains("of rust"),
        "{}",
        stage.frame()
    );
}

#[test]
fn the_present_one_only_closes_the_list() {
    let mut stage = shelf().keys("jOg<enter>");
    assert!(!stage.frame().contains("Roadmaps"), "{}", stage.frame());
    // What is behind the list stays as it is.
    assert!(stage.row("❯").contains('❯'));
}

#[test]
fn forgetting_loses_nothing_and_can_be_undone() {
    let mut stage = shelf().keys("Od");
    assert!(
        stage.footer().contains("Forgot The Rust book; its progress stays   u undo"),
        "{}",
        stage.footer()
    );
    assert_eq!(paths(&stage.places()), ["study", "algo"]);
    assert!(stage.places().data.join("rust/progress/k3f9q2.toml").exists());
    assert!(stage.home().join("rust/roadmap.toml").exists());
    stage.press("u");
    assert_eq!(paths(&stage.places()), ["study", "rust", "algo"]);
    assert!(listed(&mut stage, "The Rust book").starts_with('❯'), "{}", stage.frame());
    stage.press("u");
    assert!(stage.footer().contains("Nothing was forgotten here"), "{}", stage.footer());
    // Also with the list opened anew, and one after the other.
    stage.press("ddd<esc>Ouu");
    assert_eq!(paths(&stage.places()), ["study", "rust", "algo"]);
}

#[test]
fn the_present_one_and_the_built_in_one_cannot_be_forgotten() {
    let mut stage = shelf().keys("Ogd");
    assert!(stage.footer().contains("The roadmap that is open cannot be forgotten"), "{}", stage.footer());
    stage.press("Gd");
    assert!(stage.footer().contains("The built-in roadmap cannot be forgotten"), "{}", stage.footer());
    assert_eq!(paths(&stage.places()).len(), 3);
}

#[test]
fn a_roadmap_that_is_gone_says_so_and_stays_closed() {
    let stage = shelf();
    std::fs::remove_file(stage.home().join("rust/roadmap.toml")).expect("it is there");
    let mut stage = stage.keys("O");
    let row = listed(&mut stage, "The Rust book");
    assert!(row.contains("the file is gone") && row.contains("yesterday"), "{row}");
    stage.press("<enter>");
    assert!(
        stage.says("rust/roadmap.toml any more. Put it back there, or forget it with d in the list"),
        "{}",
        stage.frame()
    );
    // The list is still there, and with the next key the notice is over.
    stage.press("k");
    assert!(stage.frame().contains("Roadmaps") && !stage.frame().contains("any more"), "{}", stage.frame());
    // Elsewhere `d` marks a topic.
    stage.press("<esc><c-p>@rust<enter>");
    assert!(stage.says("forget it with d in the list of roadmaps (O)"), "{}", stage.frame());
    // One that goes while the list is open is not opened either.
    let mut stage = shelf().keys("O");
    std::fs::remove_file(stage.home().join("rust/roadmap.toml")).expect("it is there");
    stage.press("<enter>");
    assert!(stage.says("any more. Put it back there"), "{}", stage.frame());
}

#[test]
fn a_broken_roadmap_opens_its_screen_and_the_list_leads_away_from_it() {
    let stage = shelf();
    write(&stage.home().join("rust/roadmap.toml"), "id = \"rust\"\n");
    let mut stage = stage.keys("O");
    assert!(listed(&mut stage, "The Rust book").contains("has mistakes"), "{}", stage.frame());
    stage.press("<enter>");
    let frame = stage.frame();
    assert!(
        frame.contains("This roadmap cannot be read yet") && frame.contains("O   open another roadmap"),
        "{frame}"
    );
    // What cannot be shown was not opened.
    assert_eq!(paths(&stage.places()), ["study", "rust", "algo"]);
    stage.press("O");
    assert!(listed(&mut stage, "The Rust book").starts_with('∙'), "{}", stage.frame());
    stage.press("g<enter>");
    assert!(stage.frame().contains("TCP"), "{}", stage.frame());
}

#[test]
fn what_cannot_be_saved_keeps_its_roadmap_on_the_screen() {
    let files = Failing::default();
    files.set(&[("write", io::ErrorKind::StorageFull)]);
    let mut stage = shelf().files(Arc::new(files.clone())).keys("<space>O<enter>");
    assert!(
        stage.says(
            "Another roadmap cannot be opened yet: 1 change of the roadmap on the screen is not saved yet"
        ),
        "{}",
        stage.frame()
    );
    assert_eq!(stage.places().last_roadmap(), Some(stage.roadmap_folder().join("roadmap.toml")));
    assert!(stage.says("the disk is full") && stage.says("Then open it once more"), "{}", stage.frame());
    // As soon as it can be saved, it is.
    files.set(&[]);
    stage.press("<enter>");
    assert!(stage.frame().contains("The note of rust"), "{}", stage.frame());
    assert_eq!(stage.log().len(), 1);
}

#[test]
fn the_palette_opens_roadmaps() {
    let mut stage = shelf().keys("<c-p>@");
    let frame = stage.frame();
    assert!(
        frame.contains("ROADMAPS") && frame.contains("The Rust book") && frame.contains("Backend Developer"),
        "{frame}"
    );
    assert!(frame.contains("@ roadmaps"), "{frame}");
    stage.press("ㅇㄱㄹㅈ<enter>");
    assert!(stage.frame().contains("The note of algo"), "{}", stage.frame());
    let mut stage = stage.keys("<c-p>rust bo<enter>");
    assert!(stage.frame().contains("The note of rust"), "{}", stage.frame());
    stage.press("<c-p>>roadmaps<enter>");
    assert!(stage.frame().contains("Roadmaps   1-4 of 4"), "{}", stage.frame());
}

#[test]
fn the_list_works_with_korean_keys() {
    // O, j, k, enter; and what no key is for.
    let mut stage = shelf().keys("ㅒ");
    assert!(stage.frame().contains("Roadmaps"), "{}", stage.frame());
    stage.press("ㅓㅏㅇ");
    assert!(stage.footer().contains("Forgot The Rust book"), "{}", stage.footer());
    stage.press("ㅕx");
    assert!(stage.footer().contains("x does nothing here"), "{}", stage.footer());
}

fn mouse(kind: MouseEventKind, column: u16, row: u16) -> Event {
    Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
}

pub(crate) fn click(column: u16, row: u16) -> Event {
    mouse(MouseEventKind::Down(MouseButton::Left), column, row)
}

#[test]
fn the_mouse_works_in_the_list() {
    let mut stage = shelf().keys("O");
    stage.send(vec![mouse(MouseEventKind::ScrollDown, 40, 12)]);
    assert!(listed(&mut stage, "of 153").starts_with('❯'), "{}", stage.frame());
    let row = stage.frame().lines().position(|row| row.contains("알고리즘")).expect("a row");
    stage.send(vec![click(40, u16::try_from(row).expect("a row"))]);
    assert!(stage.frame().contains("The note of algo"), "{}", stage.frame());
    stage.press("O");
    stage.send(vec![click(1, 20)]);
    assert!(!stage.frame().contains("Roadmaps"), "{}", stage.frame());
}

#[cfg(unix)]
#[test]
fn a_list_that_cannot_be_written_is_no_hindrance() {
    let mut stage = Stage::new();
    let file = another(&stage, "rust", "rust", "The Rust book");
    // A folder stands where the list would be: nothing is remembered, and nobody is told.
    std::fs::create_dir_all(stage.places().state.join("roadmaps")).expect("a folder");
    stage.press("");
    assert!(!stage.frame().contains("remember"), "{}", stage.frame());
    stage.press("O");
    // The present one and the built-in one are there all the same.
    assert!(stage.frame().contains("Roadmaps   1-2 of 2"), "{}", stage.frame());
    assert!(file.exists());
}

#[test]
fn a_small_screen_has_room_for_the_list() {
    for (width, height) in [(50, 20), (30, 8), (20, 5), (8, 3), (1, 1)] {
        let mut stage = shelf().size(width, height).keys("O").keys("Gg");
        let frame = stage.frame();
        assert!(width < 20 || frame.contains('❯'), "{width}x{height}\n{frame}");
        stage.press("j<enter>");
        assert!(width < 20 || !stage.frame().contains("Roadmaps"), "{}", stage.frame());
    }
}

#[test]
fn what_was_amiss_with_one_roadmap_is_not_said_of_another() {
    let stage = shelf();
    write(&stage.home().join("rust/roadmap.toml"), "id = \"rust\"\n");
    let mut stage = stage.size(120, 36).keys("j");
    stage.write("roadmap.toml", "id = \"study\"\n");
    stage.wait(2_000);
    assert!(stage.says("What you see is the last version that worked"), "{}", stage.frame());
    let mut stage = stage.keys("O<enter>").keys("j");
    assert!(stage.says("This roadmap cannot be read yet"), "{}", stage.frame());
    assert!(!stage.says("What you see is the last version"), "{}", stage.frame());
    // It was so, and is no longer what is in front of the person.
    let mut stage = stage.keys("!");
    assert!(stage.says("What you see") && !stage.says("still so"), "{}", stage.frame());
}

#[test]
fn mistakes_in_the_settings_are_said_of_every_roadmap() {
    let mut stage = shelf().configured("teme = 1\n").size(120, 36).keys("");
    assert!(stage.says("Your settings have 1 mistake"), "{}", stage.frame());
    let mut stage = stage.keys("O<enter>");
    assert!(stage.frame().contains("The note of rust"), "{}", stage.frame());
    assert!(stage.says("Your settings have 1 mistake"), "{}", stage.frame());
}
