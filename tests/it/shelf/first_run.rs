//! The first start of all.

use super::{another, click};
use crate::stage::{Stage, write};

#[test]
fn one_key_starts_with_the_backend_roadmap() {
    let mut stage = Stage::first_run();
    let frame = stage.frame();
    for text in [
        "Welcome.",
        "❯ 1  Start with the Backend roadmap",
        " topics, ready to use",
        "2  Bring your own",
        "a roadmap.toml, or its folder",
        "Files go to   ~/data",
        "space done",
        "? everything else",
        " 1-3 choose   enter start   ? help   q quit",
    ] {
        assert!(frame.contains(text), "no {text:?} in\n{frame}");
    }
    assert!(!frame.contains("import") && !frame.contains("122"), "{frame}");
    stage.press("<enter>");
    assert!(stage.frame().contains("Backend Developer"), "{}", stage.frame());
    stage.press("<space>");
    assert!(stage.places().data.join("backend/progress").exists());
    assert_eq!(stage.places().known_roadmaps().len(), 1);
}

#[test]
fn who_quits_is_asked_again() {
    let stage = Stage::first_run().keys("jjq");
    assert_eq!(stage.complaint(), None);
    assert!(!stage.places().state.exists() && !stage.places().data.exists());
    assert!(stage.restart().frame().contains("Welcome."));
}

#[test]
fn a_roadmap_of_ones_own_is_opened_by_its_path_or_its_folder() {
    for typed in ["~/rust", "~/rust/roadmap.toml", "'~/rust/'"] {
        let stage = Stage::first_run();
        another(&stage, "rust", "rust", "The Rust book");
        let mut stage = stage.keys("2").keys(typed);
        assert!(stage.says(typed), "{}", stage.frame());
        assert!(stage.footer().contains("enter open it   esc back"), "{}", stage.footer());
        stage.press("<enter>");
        assert!(stage.frame().contains("The note of rust"), "{typed}\n{}", stage.frame());
        assert_eq!(stage.places().known_roadmaps().len(), 1);
    }
}

#[test]
fn what_is_wrong_with_a_path_is_said_under_it() {
    let stage = Stage::first_run();
    std::fs::create_dir_all(stage.home().join("empty")).expect("a folder");
    let mut stage = stage.size(120, 36).keys("j<enter>").keys("~/nowhere<enter>");
    assert!(
        stage.says("✗ Cannot read the roadmap") && stage.says("Check the path; a folder with"),
        "{}",
        stage.frame()
    );
    assert!(stage.cursor().is_some());
    // With the next letter it is over, and the text stays.
    stage.press("<c-u>~/empty");
    assert!(!stage.says("Cannot read") && stage.says("~/empty"), "{}", stage.frame());
    stage.press("<enter>");
    assert!(stage.says("it has no roadmap.toml. Name a folder that has one"), "{}", stage.frame());
    stage.press("<c-u><enter>");
    assert!(stage.says("Cannot open a roadmap without a name"), "{}", stage.frame());
    stage.press("<esc>");
    assert!(stage.cursor().is_none() && stage.says("a roadmap.toml, or its folder"), "{}", stage.frame());
    assert!(!stage.places().state.exists());
}

#[test]
fn a_file_that_is_no_roadmap_is_not_shown_as_a_broken_one() {
    let stage = Stage::first_run();
    write(&stage.home().join("README.md"), "- [ ] Internet\n- [ ] DNS\n");
    let mut stage = stage.size(120, 36).keys("2").keys("~/README.md<enter>");
    assert!(stage.says("README.md is no roadmap. Give the path of a roadmap.toml"), "{}", stage.frame());
    assert!(stage.cursor().is_some() && stage.says("Welcome."), "{}", stage.frame());
}

#[test]
fn a_broken_roadmap_shows_its_mistakes() {
    let stage = Stage::first_run();
    write(&stage.home().join("x/roadmap.toml"), "id = \"x\"\n");
    let mut stage = stage.keys("2").keys("~/x<enter>");
    assert!(stage.frame().contains("This roadmap cannot be read yet"), "{}", stage.frame());
    stage.press("OG<enter>");
    assert!(stage.frame().contains("Backend Developer"), "{}", stage.frame());
}

#[test]
fn an_empty_roadmap_is_made_and_opened() {
    let mut stage = Stage::first_run().keys("3");
    assert!(stage.row("❯ ~").contains("~/study/roadmap"), "{}", stage.frame());
    assert!(stage.footer().contains("enter make it   esc back"), "{}", stage.footer());
    stage.press("<enter>");
    assert!(stage.frame().contains("First steps"), "{}", stage.frame());
    assert!(stage.footer().contains("Your roadmap is made   E write its topics"), "{}", stage.footer());
    let file = stage.home().join("study/roadmap/roadmap.toml");
    assert!(file.exists());
    assert_eq!(stage.places().last_roadmap(), Some(file));
}

#[test]
fn nothing_is_written_over() {
    let stage = Stage::first_run();
    let file = another(&stage, "rust", "rust", "The Rust book");
    let before = std::fs::read(&file).expect("a file");
    let mut stage = stage.keys("3").keys("<c-u>~/rust<enter>");
    assert!(stage.says("already, and nothing was changed"), "{}", stage.frame());
    assert_eq!(std::fs::read(&file).expect("a file"), before);
}

#[test]
fn a_new_roadmap_does_not_take_the_progress_of_another() {
    let stage = Stage::first_run();
    std::fs::create_dir_all(stage.places().data.join("roadmap")).expect("a folder");
    let stage = stage.keys("3<enter>");
    assert_eq!(stage.places().known_roadmaps()[0].id.as_str(), "roadmap-2");
}

#[test]
fn the_help_opens_over_it() {
    let mut stage = Stage::first_run().keys("?");
    assert!(stage.frame().contains("MOVE"), "{}", stage.frame());
    stage.press("<esc>x");
    assert!(
        stage.frame().contains("Welcome.") && stage.frame().contains("x does nothing here   ? help"),
        "{}",
        stage.frame()
    );
    stage.press("7");
    assert!(stage.frame().contains("There is no line 7"), "{}", stage.frame());
}

#[test]
fn it_works_with_korean_keys_and_the_mouse() {
    let mut stage = Stage::first_run().keys("ㅓㅓㅏ");
    assert!(stage.row("❯").contains("Bring your own"), "{}", stage.frame());
    let row = |stage: &mut Stage, text: &str| {
        let frame = stage.frame();
        u16::try_from(frame.lines().position(|row| row.contains(text)).expect("a row")).expect("a row")
    };
    let at = row(&mut stage, "write the first topics yourself");
    stage.send(vec![click(20, at)]);
    assert!(stage.row("❯ ~").contains("~/study/roadmap"), "{}", stage.frame());
    // A click does not take the field away; letters are text in it.
    let at = row(&mut stage, "Start with");
    stage.send(vec![click(20, at)]);
    stage.press("ㅂ");
    assert!(stage.row("❯ ~").contains("~/study/roadmapㅂ"), "{}", stage.frame());
    stage.press("<esc>");
    stage.send(vec![click(20, at)]);
    assert!(stage.frame().contains("Backend Developer"), "{}", stage.frame());
}

#[test]
fn what_is_chosen_is_on_the_smallest_screen() {
    for (width, height) in [(120, 36), (80, 24), (50, 20), (20, 5), (10, 3), (1, 1)] {
        let mut stage = Stage::first_run().size(width, height);
        for (keys, text) in
            [("", "Start"), ("j", "Bring"), ("j", "Make"), ("<enter>", "roadmap"), ("<esc>k", "Bring")]
        {
            stage.press(keys);
            let frame = stage.frame();
            assert!(width < 20 || frame.contains(text), "{width}x{height} {keys}\n{frame}");
        }
    }
}
