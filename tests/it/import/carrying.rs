//! Marks and summaries of a source come into the person's progress, and touch nothing that is there.

use serde_json::json;

use super::archive::all;
use crate::harness::Dir;

const LIST: &str = "# Plan\n\n## Web\n\n- [x] HTML\n- [x] CSS\n- [-] Flash\n- [ ] WASM\n";
const QUESTIONS: &str = "# 질문\n\n## What is TCP?\n\n### 내가 한 정리\n\n연결 지향이다.\n\n### 강의 정리\n\nA protocol.\n\n\
                         ## What is UDP?\n\n### 내가 한 정리\n\n빠르다.\n\n### 강의 정리\n\nAnother one.\n";

fn status(dir: &Dir, topic: &str) -> String {
    let topics = dir.run("list -r out --json").code(0).json();
    let topics = topics["topics"].as_array().expect("topics").clone();
    let found = topics.into_iter().find(|one| one["title"] == topic).expect("the topic");
    found["status"].as_str().expect("a status").to_owned()
}

#[test]
fn ticks_become_events_and_undo_takes_them_back_in_one_step() {
    let dir = Dir::empty().file("plan.md", LIST);
    let ran = dir.run("import plan.md -o out --dry-run --json").code(0).quietly().json();
    assert_eq!((&ran["marks"], &ran["marks_kept"], &ran["dry_run"]), (&json!(3), &json!(0), &json!(true)));
    assert!(!dir.path().join("home").exists() && !dir.path().join("out").exists());
    dir.run("import plan.md -o out").code(0).says("3 marks");
    let logs = dir.files("home/data", ".toml");
    assert_eq!(logs.len(), 1, "{logs:?}");
    let log = std::fs::read_to_string(&logs[0]).expect("a log");
    assert_eq!(log.lines().filter(|line| line.contains("status = ")).count(), 3, "{log}");
    assert!(log.contains("title = \"HTML\""), "{log}");
    let shown = ["HTML", "CSS", "Flash", "WASM"].map(|topic| status(&dir, topic));
    assert_eq!(shown, ["done", "done", "skipped", "todo"]);
    dir.run("undo -r out").code(0);
    let shown = ["HTML", "CSS", "Flash", "WASM"].map(|topic| status(&dir, topic));
    assert_eq!(shown, ["todo", "todo", "todo", "todo"]);
    dir.run("undo -r out").code(0).complains("there is nothing to undo");
    // What was taken back was decided by the person.
    let again = dir.run("import plan.md -o out --json").code(0).json();
    assert_eq!((&again["marks"], &again["marks_kept"]), (&json!(0), &json!(3)));
}

#[test]
fn a_mark_of_ones_own_stays() {
    let dir = Dir::empty().file("plan.md", "# Plan\n\n- [ ] HTML\n- [ ] CSS\n- [ ] JS\n- [ ] WASM\n");
    dir.run("import plan.md -o out -q").code(0);
    for line in ["start HTML", "done CSS", "done JS", "todo JS"] {
        dir.run(&format!("{line} -r out")).code(0);
    }
    dir.put("plan.md", "# Plan\n\n- [x] HTML\n- [x] CSS\n- [x] JS\n- [x] WASM\n");
    dir.run("import plan.md -o out")
        .code(0)
        .says("1 mark")
        .says("2 topics have marks of your own and keep them");
    let shown = ["HTML", "CSS", "JS", "WASM"].map(|topic| status(&dir, topic));
    assert_eq!(shown, ["in-progress", "done", "todo", "done"]);
    let store = all(&dir, "home/data");
    dir.run("import plan.md -o out").code(0).says("Nothing is new in plan.md");
    assert!(all(&dir, "home/data") == store);
}

#[test]
fn summaries_are_written_only_where_there_is_none() {
    let dir = Dir::empty().file("q.md", QUESTIONS);
    let ran = dir.run("import q.md -o out --dry-run --json").code(0).json();
    assert_eq!((&ran["shape"], &ran["summaries"]), (&json!("questions"), &json!(2)));
    assert!(!dir.path().join("home").exists());
    dir.run("import q.md -o out").code(0).says("2 summaries");
    let tcp = dir.files("home/data", "what-is-tcp.md").pop().expect("a summary");
    assert_eq!(std::fs::read_to_string(&tcp).expect("a summary"), "연결 지향이다.\n");
    // The same once more is nothing to tell.
    dir.run("import q.md -o out").code(0).says("Nothing is new").complains("open it");
    dir.put("q.md", QUESTIONS.replace("연결 지향이다.", "다른 말."));
    let ran = dir.run("import q.md -o out").code(0);
    let ran = ran.complains("q.md").complains("you have a summary already, in").complains("what-is-tcp.md");
    assert!(ran.stderr().contains("Left as you have it (1)"), "{ran}");
    let json = dir.run("import q.md -o out --json").code(0).quietly().json();
    assert_eq!(json["summaries"], 0);
    let remarks = json["remarks"].as_array().expect("remarks");
    let kept: Vec<_> = remarks.iter().filter(|remark| remark["kind"] == "kept").collect();
    assert!(kept.len() == 1 && kept[0]["file"] == "q.md", "{json}");
    assert_eq!(std::fs::read_to_string(&tcp).expect("a summary"), "연결 지향이다.\n");
    assert_eq!(dir.files("home/data", ".md").len(), 2);
}

#[test]
fn where_progress_cannot_be_written_the_roadmap_is_there_and_it_is_said() {
    let dir = Dir::empty().file("plan.md", LIST).file("store", "a file");
    dir.run("import plan.md -o out --store store")
        .code(1)
        .complains("The roadmap is written, but not your marks and summaries");
    dir.run("check -r out --store other").code(0);
    dir.run("import plan.md -o out --store other").code(0).says("3 marks");
}

#[test]
fn the_answer_in_json_has_every_field_that_is_documented() {
    let docs = include_str!("../../../docs/json.md");
    let table = docs.split("`import` answers with").nth(1).and_then(|rest| rest.split("A **tally**").next());
    let rows = table.expect("a table").lines().filter_map(|line| line.strip_prefix("| `"));
    let cells = rows.filter_map(|row| row.split(" | ").next());
    let mut documented: Vec<&str> =
        cells.flat_map(|cell| cell.split(", ")).map(|name| name.trim_matches('`')).collect();
    documented.push("trailmark");
    documented.sort_unstable();
    let dir = Dir::empty().file("plan.md", LIST);
    let json = dir.run("import plan.md -o out --json").code(0).json();
    let mut fields: Vec<&str> = json.as_object().expect("an object").keys().map(String::as_str).collect();
    fields.sort_unstable();
    assert_eq!(fields, documented);
}

#[test]
fn list_items_that_stay_in_notes_are_counted() {
    let words = "a sentence that is long enough to be none of the names that become topics by themselves.";
    let text = format!("# A\n\n## One\n\n- {words}\n  - {words}\n- {words}\n\n## Two\n\n1. {words}\n");
    let dir = Dir::empty().file("a.md", &text);
    dir.run("import a.md -o out")
        .code(0)
        .says("  4 list items are in the notes; --topics bullets makes topics of them\n");
    let ran = dir.run("import a.md -o out2 --topics headings").code(0);
    assert!(!ran.stdout().contains("list items"), "{ran}");
    let ran = dir.run("import a.md -o out3 --topics bullets --json").code(0).json();
    assert_eq!((&ran["items_in_notes"], &ran["topics"]), (&json!(0), &json!(6)));
}
