//! A source goes on, and so does the person: what a second import takes over, what stays, and what it says of both.

use serde_json::Value;

use super::shapes::{files, fixture, outline};
use crate::harness::Dir;

fn text(dir: &Dir, file: &str) -> String {
    std::fs::read_to_string(dir.path().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// Changes a piece of a file, which must be there.
fn edit(dir: &Dir, file: &str, pieces: &[(&str, &str)]) {
    let mut text = text(dir, file);
    for (old, new) in pieces {
        assert!(text.contains(old), "no {old:?} in {file}:\n{text}");
        text = text.replacen(old, new, 1);
    }
    dir.put(file, text);
}

/// Ids with their status, as scripts see them.
fn standing(dir: &Dir) -> Vec<(String, String)> {
    let list = dir.run("list -r out --json").code(0).json();
    let topics = list["topics"].as_array().expect("topics").clone();
    let text = |topic: &Value, key: &str| topic[key].as_str().expect("a text").to_owned();
    topics.iter().map(|topic| (text(topic, "id"), text(topic, "status"))).collect()
}

fn kept(report: &Value) -> Vec<String> {
    let remarks = report["remarks"].as_array().expect("remarks");
    let kept = remarks.iter().filter(|remark| remark["kind"] == "kept");
    kept.map(|remark| format!("{}: {}", remark["file"], remark["message"]).replace('"', "")).collect()
}

/// The nested tasks, imported and gone on with.
fn studied() -> Dir {
    let dir = fixture("tasks");
    dir.run("import tasks -o out -q").code(0);
    dir.run("done caching transactions -r out").code(0);
    dir.run("skip implement -r out").code(0);
    dir.run("start last-task -r out").code(0);
    dir
}

#[test]
fn what_changed_in_a_readme_is_taken_over_and_marks_stay() {
    let dir = studied();
    let before = standing(&dir);
    edit(
        &dir,
        "tasks/README.md",
        &[
            (
                "  - [ ] Caching\n    - ETag\n    - Cache-Control\n",
                "  - [ ] Caching\n    - ETag\n    - Vary\n",
            ),
            ("- [X] TLS\n", "- [X] TLS\n- [ ] QUIC\n"),
            ("- [~] [gRPC](https://grpc.example.org/docs)", "- [~] [gRPC](https://grpc.example.org/start)"),
            ("    * [x] Joins\n", ""),
            ("## Web\n", "## The web\n"),
            ("- [ ] last task", "- [x] last task"),
        ],
    );
    edit(&dir, "tasks/docs/http.md", &[("See ", "Now see ")]);
    let dry = dir.run("import tasks -o out --dry-run").code(0);
    assert_eq!(standing(&dir), before, "a dry run changes nothing");
    let ran = dir.run("import tasks -o out").code(0);
    assert_eq!(
        dry.stdout().lines().skip(1).collect::<Vec<_>>(),
        ran.stdout().lines().skip(1).collect::<Vec<_>>()
    );
    insta::assert_snapshot!("a_readme_that_changed", format!("{}{}", ran.stdout(), ran.stderr()));
    insta::assert_snapshot!("what_became_of_a_readme_that_changed", outline(&dir, "out"));
    dir.run("check -r out").code(0);
    let now = standing(&dir);
    for topic in before.iter().filter(|(id, _)| !matches!(id.as_str(), "basics" | "databases" | "sql")) {
        assert!(now.contains(topic), "{topic:?} is not in {now:?}");
    }
    let all = files(&dir, "");
    dir.run("import tasks -o out").code(0).says("Nothing is new");
    assert!(files(&dir, "") == all);
}

#[test]
fn what_the_hand_changed_stays_byte_for_byte_around_what_is_new() {
    let dir = studied();
    edit(
        &dir,
        "out/roadmap.toml",
        &[
            ("title = \"My backend plan\"", "title = 'Mine' # by hand"),
            ("title = \"TLS\"", "title = \"TLS 1.3\" # the new one"),
            ("[[topics.topics]]\nid = \"soap\"\ntitle = \"SOAP\"\n\n", ""),
            (
                "[[topics]]\nid = \"setext-heading\"",
                "# moved here by hand\n[[topics.topics]]\nid = \"soap\"\ntitle = \"SOAP\"\nminutes = 5\n\n[[topics]]\nid = \"setext-heading\"",
            ),
        ],
    );
    dir.put("out/notes/docs/http.md", "# Mine\n\nNot theirs.\n");
    dir.run("check -r out").code(0);
    let (before, mine) = (standing(&dir), text(&dir, "out/roadmap.toml"));
    let all = files(&dir, "");
    dir.run("import tasks -o out").code(0).says("Nothing is new");
    assert!(files(&dir, "") == all, "what was changed by hand is no reason to write");
    edit(
        &dir,
        "tasks/README.md",
        &[
            ("- [X] TLS\n", "- [X] TLS basics\n"),
            ("## Web\n", "## Web\n\n- [ ] QUIC\n"),
            ("- [-] SOAP\n", ""),
            ("## Databases\n", "## Databases\n\n- [-] SOAP\n"),
        ],
    );
    edit(&dir, "tasks/docs/http.md", &[("See ", "Now see ")]);
    let report = dir.run("import tasks -o out --json").code(0).json();
    assert_eq!(report["added"], serde_json::json!(["QUIC"]), "{report:#}");
    insta::assert_snapshot!(kept(&report).join("\n"));
    assert_eq!(text(&dir, "out/notes/docs/http.md"), "# Mine\n\nNot theirs.\n");
    // Every line that was there still is, in its order.
    let now = text(&dir, "out/roadmap.toml");
    let mut lines = now.lines();
    for line in mine.lines() {
        assert!(lines.any(|now| now == line), "{line:?} is gone, or elsewhere:\n{now}");
    }
    let now = standing(&dir);
    let same: Vec<_> = now.iter().filter(|topic| before.contains(topic)).collect();
    assert_eq!(same.len(), before.len(), "{before:?}\n{now:?}");
}

#[test]
fn notes_that_changed_moved_and_went_keep_their_topics() {
    let dir = fixture("vault");
    dir.run("import vault -o out -q").code(0);
    dir.run("done locks queues -r out").code(0);
    let from = dir.path().join("vault/Concepts/Locks.md");
    std::fs::create_dir(dir.path().join("vault/Threads")).expect("a folder");
    std::fs::rename(from, dir.path().join("vault/Threads/Locks.md")).expect("a file");
    std::fs::remove_file(dir.path().join("vault/Daily/2024-03-01 오늘.md")).expect("a file");
    dir.put("vault/Concepts/Stacks.md", "# Stacks\n\nLast in, first out. ![s](../attachments/stack.png)\n");
    dir.put("vault/attachments/stack.png", "png of a stack");
    edit(&dir, "vault/Concepts/Queues.md", &[("First in", "First of all in")]);
    let ran = dir.run("import vault -o out").code(0);
    insta::assert_snapshot!("a_vault_that_changed", format!("{}{}", ran.stdout(), ran.stderr()));
    insta::assert_snapshot!("what_became_of_a_vault_that_changed", outline(&dir, "out"));
    let now = standing(&dir);
    for id in ["locks", "queues"] {
        assert!(now.contains(&(id.to_owned(), "done".to_owned())), "{id}: {now:?}");
    }
    let all = files(&dir, "");
    dir.run("import vault -o out").code(0).says("Nothing is new");
    assert!(files(&dir, "") == all);
}

#[test]
fn a_summary_that_was_written_on_stays_and_the_other_one_is_named() {
    let dir = fixture("questions.md");
    dir.run("import questions.md -o out -q").code(0);
    let summaries = dir.files("home/data", "what-is-a-socket.md");
    let [summary] = summaries.as_slice() else { panic!("one summary: {summaries:?}") };
    let mine = "Two ends, and what I learned since.\n";
    dir.put(&summary.strip_prefix(dir.path()).expect("below").to_string_lossy(), mine);
    edit(
        &dir,
        "questions.md",
        &[
            ("Two ends of a conversation.", "A pair of an address and a port."),
            ("#### ↘️ 강의 정리\n\n-   표를", "#### ↘️ 강의 정리\n\n-   큰 표를"),
        ],
    );
    let ran = dir.run("import questions.md -o out").code(0).complains("you have a summary already");
    insta::assert_snapshot!(format!("{}{}", ran.stdout(), ran.stderr()));
    assert_eq!(std::fs::read_to_string(summary).expect("a summary"), mine);
    assert!(text(&dir, "out/notes/네트워크/라우터는-무엇을-하는가.md").contains("큰 표를"));
}

#[test]
fn a_source_without_its_record_is_matched_by_what_the_topics_are() {
    let dir = studied();
    let (before, roadmap) = (standing(&dir), text(&dir, "out/roadmap.toml"));
    std::fs::remove_file(dir.path().join("out/.trailmark-import.json")).expect("a record");
    let report = dir.run("import tasks -o out --json").code(0).json();
    assert_eq!(
        (&report["added"], &report["gone"]),
        (&serde_json::json!([]), &serde_json::json!([])),
        "{report:#}"
    );
    assert_eq!(standing(&dir), before);
    assert_eq!(text(&dir, "out/roadmap.toml"), roadmap);
    dir.put("out/.trailmark-import.json", "{ broken");
    let all = files(&dir, "");
    dir.run("import tasks -o out").code(1).complains("Remove that file");
    assert!(files(&dir, "") == all);
}
