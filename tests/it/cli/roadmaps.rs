//! `roadmaps`: those that were opened in the interface. Only where it is known in which folder the program keeps its list.
#![cfg(target_os = "linux")]

use std::path::Path;

use trailmark::store::Places;

use crate::harness::Dir;
use crate::shelf::remember;

const LOG: &str = "format = 1\n20241119T120000000Z-00-k3f9q2 = { topic = \"jwt\", title = \"JSON Web Tokens\", status = \"done\" }\n";

fn places(dir: &Dir) -> Places {
    let folder = |name: &str| dir.path().join("home").join(name).join("trailmark");
    Places { data: folder("data"), state: folder("state") }
}

/// The roadmap of the folder and three others, opened one after the other.
fn opened() -> Dir {
    let dir = Dir::new()
        .file("home/data/trailmark/test/progress/k3f9q2.toml", LOG)
        .file(
            "other/roadmap.toml",
            "id = \"other\"\ntitle = \"다른 것\"\n[[topics]]\nid = \"a\"\ntitle = \"A\"\n",
        )
        .file("broken/roadmap.toml", "id = \"broken\"\n");
    for (at, path, head) in [
        (1_000_000_000_000, "gone/roadmap.toml", ("gone", "Gone")),
        (1_000_000_000_001, "broken/roadmap.toml", ("broken", "Broken")),
        (1_000_000_000_002, "other/roadmap.toml", ("other", "Old title")),
        (1_000_000_000_003, "roadmap.toml", ("test", "Test roadmap")),
    ] {
        remember(&places(&dir), Some(&dir.path().join(path)), head, at);
    }
    dir
}

/// Output without what differs from run to run.
fn bare(dir: &Dir, text: &str) -> String {
    text.replace(&*dir.path().to_string_lossy(), "[DIR]")
}

#[test]
fn a_pipe_gets_a_roadmap_a_line_and_a_broken_one_stops_nothing() {
    let dir = opened();
    let ran = dir.run("roadmaps").code(0).quietly();
    let rows = bare(&dir, ran.stdout());
    let (first, built_in) = rows.rsplit_once("\nbackend\t").expect("the built-in one comes last");
    assert_eq!(
        first,
        "test\t20%\t1/5\t2024-11-19\tTest roadmap\t[DIR]/roadmap.toml\n\
         other\t0%\t0/1\t\t다른 것\t[DIR]/other/roadmap.toml\n\
         broken\tbroken\t\t\tBroken\t[DIR]/broken/roadmap.toml\n\
         gone\tgone\t\t\tGone\t[DIR]/gone/roadmap.toml"
    );
    assert!(
        built_in.starts_with("0%\t0/") && built_in.ends_with("\t\tBackend Developer\tbuilt-in\n"),
        "{built_in}"
    );
}

#[test]
fn a_terminal_gets_a_table() {
    let dir = opened();
    let table =
        bare(&dir, &dir.in_terminal("roadmaps", &[("NO_COLOR", "1"), ("LC_ALL", "C.UTF-8"), ("TZ", "UTC")]));
    let row = |text: &str| table.lines().find(|row| row.contains(text)).unwrap_or_default().to_owned();
    assert!(row("Test roadmap").contains(" 20%  1 of 5  "), "{table}");
    assert!(
        row("Test roadmap").contains("19 Nov") && row("Test roadmap").ends_with("[DIR]/roadmap.toml"),
        "{table}"
    );
    assert!(row("Gone").contains("the file is gone") && row("Broken").contains("has mistakes"), "{table}");
    assert!(row("Backend Developer").ends_with("built-in"), "{table}");
}

#[test]
fn programs_get_json() {
    let dir = opened();
    let answer = dir.run("roadmaps --json").code(0).json();
    assert_eq!((answer["trailmark"].as_u64(), answer.get("roadmap")), (Some(1), None));
    let roadmaps = answer["roadmaps"].as_array().expect("a list");
    let states: Vec<&str> = roadmaps.iter().filter_map(|roadmap| roadmap["state"].as_str()).collect();
    assert_eq!(states, ["sound", "sound", "broken", "gone", "sound"]);
    assert_eq!(roadmaps[0]["progress"]["done"].as_u64(), Some(1));
    assert_eq!(roadmaps[0]["studied"].as_str(), Some("2024-11-19T12:00:00.000Z"));
    assert_eq!(roadmaps[0]["opened"].as_str(), Some("2001-09-09T01:46:40.003Z"));
    assert!(roadmaps[2]["progress"].is_null() && roadmaps[4]["opened"].is_null());
    assert_eq!(roadmaps[4]["source"].as_str(), Some("built-in"));
}

#[test]
fn forgetting_takes_an_entry_and_nothing_else() {
    for name in ["test", "Test ROADMAP", "roadmap.toml", ".", "[DIR]/roadmap.toml"] {
        let dir = opened();
        let name = name.replace("[DIR]", &dir.path().to_string_lossy());
        let ran = dir.run_with(&["roadmaps", "--forget", &name]).code(0).quietly();
        assert_eq!(ran.stdout(), "forgot Test roadmap; its progress stays\n", "{name}");
        assert_eq!(places(&dir).known_roadmaps().len(), 3, "{name}");
        assert!(dir.path().join("roadmap.toml").exists());
        assert_eq!(dir.files("home/data", "k3f9q2.toml").len(), 1);
    }
    // One that is gone is forgotten too.
    let dir = opened();
    dir.run("roadmaps --forget gone/roadmap.toml").code(0).says("forgot Gone");
}

#[test]
fn what_is_meant_must_be_clear() {
    let dir = opened();
    remember(&places(&dir), Some(Path::new("/elsewhere/roadmap.toml")), ("test", "Another test"), 1);
    dir.run("roadmaps --forget test")
        .code(4)
        .complains("`test` could be any of these; name one by its path:")
        .complains("test  Another test  (/elsewhere/roadmap.toml)");
    dir.run("roadmaps --forget brokne")
        .code(4)
        .complains("no roadmap is called `brokne`; did you mean:\n  broken  Broken");
    dir.run("roadmaps --forget zzzzzz").code(4).complains("`trailmark roadmaps` shows them all");
    dir.run("roadmaps --forget built-in").code(2).complains("the built-in roadmap cannot be forgotten");
    dir.run("roadmaps --forget backend").code(2).complains("the built-in roadmap cannot be forgotten");
    assert_eq!(places(&dir).known_roadmaps().len(), 5);
    dir.run("roadmaps --forget test --json").code(2).complains("this command cannot answer in JSON");
}

#[test]
fn nothing_is_known_at_first_but_what_is_built_in() {
    let dir = Dir::empty();
    let ran = dir.run("roadmaps").code(0).quietly();
    assert_eq!(ran.stdout().lines().count(), 1, "{ran}");
    assert!(dir.files("home", "").is_empty(), "nothing was written");
}
