//! `find`: words in titles, notes and summaries.

use crate::harness::{Dir, NOTE};

/// A roadmap with two summaries.
fn dir() -> Dir {
    let dir = Dir::new();
    dir.run_with(&["summary", "transactions", "트랜잭션은 여러 쿼리를 하나로 묶는다"]).code(0);
    dir.run_with(&["summary", "jwt", "A token puts claims in ROWS, not in tables"]).code(0);
    dir
}

#[test]
fn every_line_with_all_the_words_is_printed_with_its_number() {
    let dir = dir();
    for (words, expected) in [
        (
            "rows",
            "sql-joins:3: A join puts rows together.\njwt:1: A token puts claims in ROWS, not in tables\n",
        ),
        ("ROWS join", "sql-joins:3: A join puts rows together.\n"),
        ("sql", "sql-joins: SQL joins\nsql-joins:1: SQL joins\n"),
        ("쿼리를", "transactions:1: 트랜잭션은 여러 쿼리를 하나로 묶는다\n"),
        ("ㅌㄹㅈㅅ", "transactions:1: 트랜잭션은 여러 쿼리를 하나로 묶는다\n"),
    ] {
        dir.run_with(&["find", words]).code(0).out(expected).quietly();
        // One argument or many: all words must be there.
        let many: Vec<&str> = std::iter::once("find").chain(words.split(' ')).collect();
        dir.run_with(&many).code(0).out(expected);
    }
}

#[test]
fn nothing_found_is_an_answer_and_no_words_are_no_question() {
    let dir = dir();
    dir.run("find nowhere").code(0).out("").complains("no title, note or summary says that");
    dir.run("find nowhere -q").code(0).out("").quietly();
    dir.run("find").code(2);
    dir.run_with(&["find", "  "]).code(2).complains("find needs words to look for");
}

#[test]
fn json_tells_where_each_line_is() {
    let json = dir().run("find rows --json").code(0).json();
    let hits = json["hits"].as_array().expect("hits");
    let told: Vec<_> =
        hits.iter().map(|hit| (hit["id"].as_str(), hit["in"].as_str(), hit["line"].as_u64())).collect();
    assert_eq!(told, [(Some("sql-joins"), Some("note"), Some(3)), (Some("jwt"), Some("summary"), Some(1))]);
    assert_eq!(hits[0]["text"], "A join puts rows together.");
    let none = dir().run("find nowhere --json").code(0).quietly().json();
    assert_eq!(none["hits"], serde_json::json!([]));
}

#[test]
fn a_note_that_cannot_be_read_is_said_and_the_rest_is_searched() {
    let dir = Dir::empty().file(
        "roadmap.toml",
        "id = \"a\"\ntitle = \"A\"\n[[topics]]\nid = \"gone\"\ntitle = \"Gone rows\"\nnote = \"gone.md\"\n\
         [[topics]]\nid = \"here\"\ntitle = \"Here\"\nnote = \"here.md\"\n",
    );
    let dir = dir.file("notes/here.md", NOTE);
    dir.run("find rows")
        .code(1)
        .out("gone: Gone rows\nhere:3: A join puts rows together.\n")
        .complains("1 text could not be read and searched; `trailmark check` says why");
}

#[test]
fn what_a_terminal_would_obey_is_not_printed() {
    let dir = Dir::new().file("notes/sql-joins.md", "evil \u{1B}[31m words \u{202E}\n");
    let found = dir.run("find evil").code(0);
    assert!(!found.stdout().contains(['\u{1B}', '\u{202E}']), "{found}");
}
