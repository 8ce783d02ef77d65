//! `export json`, and what takes it back.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};
use trailmark::import::Archive;
use trailmark::roadmap::{RoadmapId, TopicId};
use trailmark::store::{Places, RealFiles, Store, Summaries, TakenIn};

use super::{LOG, NOTE, ROADMAP, exported, studied};
use crate::harness::Dir;

fn places(dir: &Dir, store: &str) -> Places {
    Places { data: dir.path().join(store), state: dir.path().join("home/state/trailmark") }
}

/// Writes an archive as an import does: a new folder, and what is missing into the store. Says what the store took.
fn import(dir: &Dir, text: &str, (folder, store): (&str, &str)) -> (usize, Vec<TakenIn>) {
    let archive = Archive::parse(text).expect("an archive");
    dir.put(&format!("{folder}/roadmap.toml"), &archive.roadmap_toml);
    for (path, note) in &archive.notes {
        dir.put(&format!("{folder}/notes/{path}"), note);
    }
    let (places, id) = (places(dir, store), RoadmapId::new("backend").expect("an id"));
    let mut opened = Store::open(&places, &id, Arc::new(RealFiles)).expect("a store");
    opened.load().expect("logs");
    let count = opened.take_in(&archive.events).expect("a log that can be written");
    let summaries = Summaries::new(&places, &id, Arc::new(RealFiles));
    let taken = archive.summaries.iter().map(|(id, text)| summaries.take_in(id, text).expect("a summary"));
    (count, taken.collect())
}

#[test]
fn everything_is_in_it() {
    let archive: Value = serde_json::from_str(&exported(&studied(), "json")).expect("JSON");
    assert_eq!(archive["format"], "trailmark-export");
    assert_eq!(archive["version"], 1);
    assert_eq!(archive["progress"], json!({ "percent": 25, "done": 1, "in_progress": 1, "total": 4 }));
    assert_eq!(archive["roadmap"], ROADMAP);
    assert_eq!(
        archive["notes"],
        json!({ "데이터/sql joins.md": NOTE, "데이터/그림.png": { "base64": "iVBORw0KGgoA/w==" } })
    );
    assert_eq!(archive["summaries"], json!({ "jwt": "세 부분: header, payload, signature.\n" }));
    let lines: Vec<&str> = LOG.lines().skip(2).collect();
    assert_eq!(archive["events"], json!(lines));
    let joins = &archive["topics"][0]["topics"][0];
    assert_eq!(
        *joins,
        json!({
            "id": "sql-joins", "title": "SQL joins [JOIN]", "status": "done", "since": "2026-11-20T19:45:03.123Z",
            "bookmarked": false, "percent": 100, "note": "데이터/sql joins.md"
        })
    );
    assert_eq!(archive["topics"][0]["topics"][2]["topics"][1]["status"], "skipped");
}

#[test]
fn out_and_in_and_out_again_changes_nothing() {
    let dir = studied();
    let first = exported(&dir, "json");
    let (count, summaries) = import(&dir, &first, ("other", "store2"));
    assert_eq!((count, summaries), (6, vec![TakenIn::New]));
    let again = dir.run("export json -r other --store store2").code(0).quietly();
    assert_eq!(again.stdout(), first);
    for name in ["roadmap.toml", "notes/데이터/sql joins.md", "notes/데이터/그림.png"] {
        let [one, other] =
            ["study", "other"].map(|folder| std::fs::read(dir.path().join(folder).join(name)).ok());
        assert!(one.is_some() && one == other, "{name}");
    }
    // Once more into what has it all.
    assert_eq!(import(&dir, &first, ("other", "store2")), (0, vec![TakenIn::Known]));
    assert_eq!(import(&dir, &first, ("other", "store")), (0, vec![TakenIn::Known]));
    assert_eq!(exported(&dir, "json"), first);
}

#[test]
fn what_is_taken_in_is_added_to_what_is_there() {
    let dir = studied();
    let first = exported(&dir, "json");
    dir.put("store2/backend/summaries/jwt.md", "My own words.\n");
    dir.put(
        "store2/backend/progress/p8w2xa.toml",
        "20261121T194503123Z-00-p8w2xa = { topic = \"row-locks\", status = \"done\" }",
    );
    let (count, summaries) = import(&dir, &first, ("other", "store2"));
    assert_eq!(count, 6);
    let kept = dir.path().join("store2/backend/summaries/jwt.kept-1.md");
    assert_eq!(summaries, [TakenIn::Beside(kept.clone())]);
    assert_eq!(std::fs::read_to_string(kept).expect("it is kept"), "세 부분: header, payload, signature.\n");
    assert_eq!(import(&dir, &first, ("other", "store2")), (0, vec![TakenIn::Known]));
    let again = dir.run("export json -r other --store store2").code(0).json();
    assert_eq!(again["events"].as_array().map(Vec::len), Some(7));
    assert_eq!(again["summaries"], json!({ "jwt": "My own words.\n" }));
    assert_eq!(again["progress"]["done"], 2);
    assert!(summary_files(&dir.path().join("store2/backend/summaries")) == ["jwt.kept-1.md", "jwt.md"]);
}

fn summary_files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder").filter_map(Result::ok);
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn what_cannot_be_taken_along_is_named() {
    let dir = studied().file("study/notes/.git/config", "secret").file("outside.md", "secret");
    let toml = format!(
        "{ROADMAP}note = \"gone.md\"\n[[topics]]\nid = \"out\"\ntitle = \"Out\"\nnote = \"out.md\"\n"
    );
    dir.put("study/roadmap.toml", toml);
    #[cfg(unix)]
    std::os::unix::fs::symlink("../../outside.md", dir.path().join("study/notes/out.md")).expect("a link");
    let ran = dir
        .run("export json -r study --store store")
        .code(0)
        .complains("gone.md is left out")
        .complains("out.md is left out");
    assert!(!ran.stdout().contains("secret"));
    assert_eq!(ran.json()["notes"].as_object().map(serde_json::Map::len), Some(2));
}

#[test]
fn the_built_in_roadmap_goes_out_whole() {
    let dir = Dir::empty();
    let text = dir.run("export json -r built-in").code(0).quietly().stdout().to_owned();
    let archive = Archive::parse(&text).expect("an archive");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    assert_eq!(archive.roadmap_toml, std::fs::read_to_string(folder.join("roadmap.toml")).expect("a file"));
    assert!(archive.notes.len() > 50);
    for (path, note) in &archive.notes {
        assert_eq!(std::fs::read(path.below(&folder.join("notes"))).ok().as_ref(), Some(note), "{path}");
    }
    assert!(archive.summaries.is_empty() && archive.events.is_empty());
    assert!(!dir.path().join("home/data").exists(), "nothing is made");
}

#[test]
fn nothing_that_a_terminal_obeys_is_in_it() {
    let dir = studied()
        .file("study/notes/evil.md", "a\u{1B}[2J\u{9B}\u{202E}b")
        .file("store/backend/summaries/jwt.md", b"\xFF\0");
    let text = exported(&dir, "json");
    assert!(!text.contains(['\u{1B}', '\u{9B}', '\u{202E}']));
    let archive = Archive::parse(&text).expect("an archive");
    let evil = archive.notes.iter().find(|(path, _)| path.as_str() == "evil.md").expect("the note");
    assert_eq!(evil.1, "a\u{1B}[2J\u{9B}\u{202E}b".as_bytes());
    assert_eq!(archive.summaries, [(TopicId::new("jwt").expect("an id"), vec![0xFF, 0])]);
}

#[test]
fn an_earlier_archive_is_replaced_and_nothing_else() {
    let dir = studied().file("mine.json", "{\"format\": \"mine\"}");
    dir.run("export json -o all.json -r study --store store").code(0).complains("all.json is written\n");
    dir.run("done jwt -r study --store store").code(0);
    dir.run("export json -o all.json -r study --store store").code(0).complains("all.json is written anew");
    dir.run("export json -o mine.json -r study --store store").code(1).complains("it is no export");
    dir.run("export md -o all.json -r study --store store").code(1).complains("it is no export");
}
