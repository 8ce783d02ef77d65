//! Verbs that only read.

use serde_json::json;

use crate::harness::{Dir, ROADMAP};

#[test]
fn status_says_where_one_is() {
    let dir = Dir::new();
    insta::assert_snapshot!(dir.run("status").code(0).quietly().stdout(), @r"
    Test roadmap  ────────────────────  0%  0 of 5
    In progress: nothing
    Next: SQL joins  (next in order)
    ");
    dir.run("start jwt").code(0);
    dir.run("done sql-joins").code(0);
    insta::assert_snapshot!(dir.run("status --ascii").code(0).quietly().stdout(), @r"
    Test roadmap  ====----------------  20%  1 of 5
    In progress: JSON Web Tokens
    Next: Transactions and ACID  (all that it requires is done)
    ");
    dir.run("status --short").code(0).out("20% 1/5\n");
}

#[test]
fn without_a_terminal_no_verb_is_status() {
    let dir = Dir::new();
    let status = dir.run("status").code(0);
    dir.run("").code(0).out(status.stdout());
    dir.run("roadmap.toml").code(0).out(status.stdout());
    dir.run("--roadmap .").code(0).out(status.stdout());
}

#[test]
fn everything_done_leaves_nothing_next() {
    let dir = Dir::new();
    dir.run("done databases web").code(0);
    dir.run("status").code(0).says("100%  5 of 5").says("Next: nothing, all is done");
    dir.run("next").code(0).out("").complains("nothing is left to study");
    dir.run("next -q").code(0).out("").quietly();
}

#[test]
fn next_suggests_with_reasons() {
    let dir = Dir::new();
    insta::assert_snapshot!(dir.run("next").code(0).quietly().stdout().replace('\t', "|"), @r"
    sql-joins|next in order|SQL joins
    db-locks|next in order|Locks
    web-locks|next in order|Locks
    jwt|next in order|JSON Web Tokens
    ");
    dir.run("next -n 1").code(0).out("sql-joins\tnext in order\tSQL joins\n");
    dir.run("next -n 0").code(0).out("").quietly();
}

#[test]
fn list_prints_one_topic_a_line_in_a_pipe() {
    let dir = Dir::new();
    dir.run("start jwt").code(0);
    dir.run("skip db-locks").code(0);
    let listed = |line: &str| dir.run(line).code(0).stdout().replace('\t', "|");
    insta::assert_snapshot!(listed("list"), @r"
    databases|todo|Databases
    sql-joins|todo|SQL joins
    transactions|todo|Transactions and ACID
    db-locks|skipped|Locks
    web|in-progress|Web
    web-locks|todo|Locks
    jwt|in-progress|JSON Web Tokens
    ");
    for (line, ids) in [
        ("list LOCKS", "db-locks web-locks"),
        ("list interview", "sql-joins"),
        ("list --tag #interview", "sql-joins"),
        ("list --status in-progress", "web jwt"),
        ("list --status skipped", "db-locks"),
        ("list --under web", "web web-locks jwt"),
        ("list locks --under databases", "db-locks"),
        ("list --bookmarked", ""),
        ("list nothing-like-this", ""),
    ] {
        let found: Vec<String> =
            listed(line).lines().map(|line| line.split('|').next().unwrap_or_default().to_owned()).collect();
        assert_eq!(found.join(" "), ids, "{line}");
    }
    dir.run("list nothing-like-this").code(0).complains("no topic is like that");
    dir.run("list --under nothing-like-this").code(4);
}

#[test]
fn show_is_markdown_in_a_pipe() {
    let dir = Dir::new();
    insta::assert_snapshot!(dir.run("show sql-joins").code(0).quietly().stdout(), @r"
    # SQL joins

    - id: sql-joins
    - status: to do
    - in: Databases
    - tags: #database #Interview

    ## Resources

    - [ ] docs: [Joins](<https://example.org/joins>)

    ---

    # SQL joins

    A join puts **rows** together.
    ");
    insta::assert_snapshot!(dir.run("show transactions").code(0).quietly().stdout(), @r"
    # Transactions and ACID

    - id: transactions
    - status: to do
    - in: Databases
    - requires: SQL joins (to do)
    - time: ~1h 30m
    ");
    insta::assert_snapshot!(dir.run("show web").code(0).quietly().stdout(), @r"
    # Web

    - id: web
    - status: to do, 0 of 2

    ## Topics

    - Locks (to do)
    - JSON Web Tokens (to do)
    ");
}

#[test]
fn a_note_that_is_missing_does_not_hide_the_topic() {
    let dir = Dir::empty().file("roadmap.toml", ROADMAP);
    dir.run("show sql-joins").code(1).says("# SQL joins").complains("sql-joins.md");
    dir.run("check").code(3).says("sql-joins.md");
}

#[test]
fn show_and_check_say_how_a_note_was_read() {
    let korean = "트랜잭션은 여러 읽기와 쓰기를 묶는다.";
    let (euc_kr, _, _) = encoding_rs::EUC_KR.encode(korean);
    let dir = Dir::empty().file("roadmap.toml", ROADMAP).file("notes/sql-joins.md", &euc_kr);
    let notice = "This note is not UTF-8; it was read as EUC-KR. Save it as UTF-8 in your editor.";
    dir.run("show sql-joins").code(0).says(korean).complains(notice);
    dir.run("check").code(0).says("No problems").complains(&format!("notes/sql-joins.md: {notice}"));

    let (damaged, _, _) = encoding_rs::WINDOWS_1252.decode(korean.as_bytes());
    dir.put("notes/sql-joins.md", damaged.as_bytes());
    dir.run("show sql-joins").code(0).says(korean).complains("It is shown mended; the file is as it was.");
    dir.run("check")
        .code(0)
        .complains("notes/sql-joins.md: This note was damaged before it came here: UTF-8 was");
    assert_eq!(std::fs::read(dir.path().join("notes/sql-joins.md")).expect("a note"), damaged.as_bytes());
}

#[test]
fn topics_are_found_by_id_path_and_title() {
    let dir = Dir::new();
    for words in ["jwt", "web/jwt", "JSON web tokens"] {
        dir.run_with(&["show", words]).code(0).says("- id: jwt");
    }
    let ambiguous = dir.run("show locks").code(4).out("");
    insta::assert_snapshot!(ambiguous.stderr(), @r"
    trailmark: `locks` could be any of these; name one by its id:
      db-locks  Locks  (Databases)
      web-locks  Locks  (Web)
    ");
    let unknown = dir.run("show jtw").code(4).out("");
    insta::assert_snapshot!(unknown.stderr(), @r"
    trailmark: no topic is called `jtw`; did you mean:
      jwt  JSON Web Tokens  (Web)
    ");
}

#[test]
fn check_counts_what_is_good() {
    let dir = Dir::new();
    dir.run("check").code(0).out("No problems: 7 topics, 1 note, 0 events.\n").quietly();
    dir.run("done web").code(0);
    dir.run("check").code(0).out("No problems: 7 topics, 1 note, 2 events.\n");
}

#[test]
fn json_has_one_shape() {
    let dir = Dir::new();
    dir.run("start jwt").code(0);
    dir.run("done sql-joins").code(0);
    for verb in ["status", "next", "list", "show jwt", "orphans", ""] {
        let answer = dir.run(&format!("{verb} --json")).code(0).quietly().json();
        assert_eq!(answer["trailmark"], 1, "{verb}");
        assert_eq!(answer["roadmap"]["id"], "test", "{verb}");
        assert_eq!(
            answer["progress"],
            json!({ "percent": 20, "done": 1, "in_progress": 1, "total": 5 }),
            "{verb}"
        );
    }
    let status = dir.run("status --json").json();
    assert_eq!(status["in_progress"][0]["id"], "jwt");
    assert_eq!(status["next"][0]["id"], "transactions");
    assert_eq!(status["next"][0]["why"], "requirements-done");
    let list = dir.run("--json list --status done").json();
    assert_eq!(list["topics"].as_array().map(Vec::len), Some(1));
    let joins = &list["topics"][0];
    assert_eq!((&joins["status"], &joins["path"]), (&json!("done"), &json!(["databases"])));
    let since = joins["since"].as_str().unwrap_or_default();
    assert!(since.parse::<jiff::Timestamp>().is_ok() && since.ends_with('Z'), "{since}");
    let show = dir.run("show sql-joins --json").json();
    assert_eq!(show["topic"]["resources"][0]["type"], "docs");
    assert_eq!(show["topic"]["resources"][0]["ticked"], false);
    assert_eq!(show["topic"]["note"]["path"], "sql-joins.md");
    assert!(show["topic"]["note"]["markdown"].as_str().is_some_and(|note| note.contains("**rows**")));
    let check = dir.run("check --json").code(0).json();
    assert_eq!(check, json!({ "trailmark": 1, "problems": [], "topics": 7, "notes": 1, "events": 2 }));
}

#[test]
fn a_ticked_resource_is_shown_everywhere() {
    let dir = Dir::new();
    let tick = |at: u32, id: &str, title: &str, address: &str, on: bool| {
        format!(
            "20261120T1945000{at:02}Z-00-aaaaaa = {{ topic = {id:?}, title = {title:?}, resource = {address:?}, ticked = {on} }}\n"
        )
    };
    let joins = "https://example.org/joins";
    let log = [
        tick(1, "sql-joins", "SQL joins", joins, true),
        tick(2, "sql-joins", "SQL joins", "https://gone.example", true),
        tick(3, "gone", "Gone", joins, true),
        tick(4, "jwt", "Cookies", joins, true),
    ];
    dir.put("home/data/trailmark/test/progress/aaaaaa.toml", log.concat());
    dir.run("show sql-joins")
        .code(0)
        .quietly()
        .says("- status: to do")
        .says("- [x] docs: [Joins](<https://example.org/joins>)");
    let terminal = dir.in_terminal("show sql-joins --ascii", &[("NO_COLOR", "1")]);
    assert!(terminal.contains("resources x docs      Joins"), "{terminal}");
    let show = dir.run("show sql-joins --json").json();
    assert_eq!(show["topic"]["resources"][0]["ticked"], true);
    // It counts nothing, and what nothing else is known of is listed.
    dir.run("status --short").code(0).out("0% 0/5\n");
    let orphans = dir.run("orphans --json").json();
    let told = |at: usize| {
        json!([
            orphans["orphans"][at]["id"],
            orphans["orphans"][at]["resources_ticked"],
            orphans["orphans"][at]["now"]
        ])
    };
    assert_eq!([told(0), told(1)], [json!(["gone", 1, null]), json!(["jwt", 1, "JSON Web Tokens"])]);
    dir.run("show jwt").says("- in doubt: this id had ticked resources as Cookies; see `trailmark orphans`");
    dir.run("check").code(0).says("4 events");
    for (verb, said) in [
        ("undo", "undone: Cookies: https://example.org/joins ticked\n"),
        ("undo", "undone: Gone: https://example.org/joins ticked\n"),
        ("undo", "undone: SQL joins: https://gone.example ticked\n"),
        ("undo", "undone: docs Joins ticked\n"),
        ("redo", "redone: docs Joins ticked\n"),
    ] {
        dir.run(verb).code(0).out(said);
    }
    dir.run("orphans").code(0).out("");
    dir.run("show sql-joins").says("- [x] docs");
}

#[test]
fn show_says_that_a_note_is_empty() {
    let dir = Dir::new();
    for empty in ["", "\n\n", "# SQL Joins\n"] {
        dir.put("notes/sql-joins.md", empty);
        let terminal = dir.in_terminal("show sql-joins", &[("NO_COLOR", "1")]);
        assert!(terminal.trim_end().ends_with("The author's note is empty."), "{terminal}");
        let piped = dir.run("show sql-joins").code(0).complains("The author's note is empty.");
        assert!(!piped.stdout().contains("---"), "{}", piped.stdout());
    }
    dir.put("notes/sql-joins.md", "# Something else\n");
    dir.run("show sql-joins").code(0).quietly().says("# Something else");
}

#[test]
fn only_reading_verbs_answer_in_json() {
    let dir = Dir::new();
    for verb in ["done jwt", "undo", "redo", "reattach a b", "completions bash", "man"] {
        dir.run(&format!("{verb} --json")).code(2).out("").complains("cannot answer in JSON");
    }
    dir.run("check").code(0).says("0 events");
}

#[test]
fn a_built_in_roadmap_is_there_without_any_file() {
    let dir = Dir::empty();
    let answer = dir.run("status --json").code(0).quietly().json();
    assert_eq!(answer["roadmap"]["id"], "backend");
    dir.run("next -n 2").code(0).quietly();
}

#[test]
fn check_names_a_clock_that_was_wrong() {
    let dir = Dir::new();
    let log = "home/data/trailmark/test/progress/aaaaaa.toml";
    dir.put(log, "99980101T000000000Z-00-aaaaaa = { topic = \"jwt\", title = \"JSON Web Tokens\", status = \"skipped\" }\n");
    dir.run("check")
        .code(0)
        .complains("the newest change in your logs is dated 1 Jan 9998, ahead of the clock");
    // It stands in nobody's way.
    dir.run("done jwt").code(0).says("JSON Web Tokens");
    dir.run("show jwt").code(0).says("done");
}
