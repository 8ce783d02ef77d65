//! `summary`, and where summaries show.

use std::io::Write as _;
use std::process::Stdio;

use crate::harness::{Dir, ROADMAP, Ran};

const FILE: &str = "home/data/trailmark/test/summaries/jwt.md";

fn text(dir: &Dir, file: &str) -> String {
    std::fs::read_to_string(dir.path().join(file)).unwrap_or_default()
}

/// Runs the program with something on standard input.
fn piped(dir: &Dir, arguments: &[&str], input: &[u8]) -> Ran {
    let mut command = dir.command(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    // It need not read all of it.
    let _ = child.stdin.take().expect("a pipe").write_all(input);
    let output = child.wait_with_output().expect("the program ends");
    Ran::ended(&command, output)
}

#[test]
fn words_are_added_as_a_line() {
    let dir = Dir::new();
    let path = format!("{}\n", dir.path().join(FILE).display());
    let ran = dir.run("summary jwt 서명된 토큰, three parts").code(0).out(&path);
    assert_eq!(ran.stderr(), "your summary of JSON Web Tokens has 1 line\n");
    dir.run_with(&["summary", "JSON Web Tokens", "-q", "--", "- header.payload"])
        .code(0)
        .out(&path)
        .quietly();
    piped(&dir, &["summary", "jwt", "-"], b"\nsignature\r\n\x1B[2J\n\n").code(0).out(&path);
    assert_eq!(text(&dir, FILE), "서명된 토큰, three parts\n- header.payload\n\nsignature\n[2J\n");
    assert_eq!(dir.files("home/data", "").len(), 1, "nothing else is written");
}

#[test]
fn no_text_is_wrong_usage_and_writes_nothing() {
    let dir = Dir::new();
    for text in ["", " ", "\n\t"] {
        dir.run_with(&["summary", "jwt", text]).code(2).out("").complains("there is no text to add");
    }
    piped(&dir, &["summary", "jwt", "-"], b"\n\n").code(2).out("").complains("there is no text to add");
    piped(&dir, &["summary", "jwt", "-"], b"\xFF").code(1).complains("not UTF-8 text; nothing was added");
    piped(&dir, &["summary", "jwt", "-"], &vec![b'a'; 1 << 21]).code(1).complains("longer than 1 MiB");
    dir.run("summary nothing-like-this text").code(4).out("");
    dir.run("summary jwt text --json").code(2).complains("cannot answer in JSON");
    let ran = dir.run("summary jwt").code(2).out("");
    insta::assert_snapshot!(ran.stderr(), @"trailmark: an editor needs a terminal, and there is none here; `trailmark summary jwt TEXT` adds a line to your summary, `trailmark summary jwt -` adds standard input");
    assert!(dir.files("home", "").is_empty());
}

#[test]
fn what_cannot_be_added_to_is_exit_1() {
    let dir = Dir::new().file(FILE, b"\xFF\xFE");
    dir.run("summary jwt more").code(1).out("").complains("jwt.kept-1.md");
    assert_eq!(text(&dir, "home/data/trailmark/test/summaries/jwt.kept-1.md"), "more\n");
    dir.run("show jwt").code(1).says("# JSON Web Tokens").complains("Save it as UTF-8 in your editor");
}

#[cfg(unix)]
#[test]
fn a_terminal_opens_the_editor() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = Dir::new().file("my editor", "#!/bin/sh\n# As ^C does, which is meant for the editor.\nkill -INT $PPID\necho \"$1\"\necho mine >> \"$2\"\n");
    let script = dir.path().join("my editor");
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).expect("its mode");
    let value = format!("'{}' -w", script.display());
    let path = dir.path().join(FILE);
    let shown = dir.in_terminal("summary jwt", &[("EDITOR", "/nowhere"), ("VISUAL", &value)]);
    assert_eq!(shown, format!("-w\nyour summary of JSON Web Tokens has 1 line\n{}\n", path.display()));
    assert_eq!(text(&dir, FILE), "mine\n");
    // One that saves nothing, or goes on in a window of its own.
    let shown = dir.in_terminal("summary db-locks", &[("EDITOR", "true"), ("PATH", "/usr/bin:/bin")]);
    assert!(shown.starts_with("there is no summary of Locks yet\n"), "{shown}");
    assert_eq!(dir.files("home/data", ".md").len(), 1);
}

#[test]
fn show_has_your_own_words_first() {
    let dir = Dir::new();
    piped(&dir, &["summary", "sql-joins", "-"], "행을 *합친다*.\n\n- inner\n- outer\n".as_bytes()).code(0);
    insta::assert_snapshot!(dir.run("show sql-joins").code(0).quietly().stdout(), @r"
    # SQL joins

    - id: sql-joins
    - status: to do
    - in: Databases
    - tags: #database #Interview

    ## Resources

    - [ ] docs: [Joins](<https://example.org/joins>)

    ## My summary

    행을 *합친다*.

    - inner
    - outer

    ---

    # SQL joins

    A join puts **rows** together.
    ");
    let plain = [("NO_COLOR", "1")];
    insta::assert_snapshot!(dir.in_terminal("show sql-joins", &plain), @r"
    ◦ SQL joins
      id        sql-joins
      status    to do
      in        Databases
      tags      #database #Interview
      resources ◦ docs      Joins  https://example.org/joins

    My summary

    행을 합친다.

    ∙ inner
    ∙ outer

    SQL joins

    A join puts rows together.
    ");
    let topic = &dir.run("show sql-joins --json").code(0).json()["topic"];
    assert_eq!(topic["has_summary"].as_bool(), Some(true));
    assert_eq!(topic["summary"]["text"].as_str(), Some("행을 *합친다*.\n\n- inner\n- outer\n"));
    assert!(topic["summary"]["path"].as_str().is_some_and(|path| path.ends_with("summaries/sql-joins.md")));
    assert!(dir.run("show jwt --json").json()["topic"]["summary"].is_null());
    insta::assert_snapshot!(dir.in_terminal("list --under databases", &plain), @r"
    ◦ Databases  0/3
      ◦ SQL joins ✎
      ◦ Transactions and ACID
      ◦ Locks
    ");
    let listed = dir.run("list --json").json();
    let has = |topic: &serde_json::Value| topic["has_summary"].as_bool();
    let having = listed["topics"].as_array().expect("topics").iter().filter(|topic| has(topic) == Some(true));
    assert_eq!(having.count(), 1);
}

#[test]
fn a_summary_follows_its_topic() {
    let dir = Dir::new();
    dir.run("summary jwt mine").code(0);
    dir.run("done jwt").code(0);
    // The author renames the topic, and says so.
    dir.put("roadmap.toml", ROADMAP.replace("id = \"jwt\"", "id = \"tokens\"\nwas = [\"jwt\"]"));
    dir.run("show tokens").code(0).says("## My summary\n\nmine\n");
    dir.run("summary tokens more").code(0).says("/jwt.md\n");
    assert_eq!(text(&dir, FILE), "mine\nmore\n");
    // Or does not: then it waits for its topic.
    dir.put("roadmap.toml", ROADMAP.replace("\"jwt\"", "\"keys\""));
    let check = dir.run("check").code(0).says("No problems");
    insta::assert_snapshot!(check.stderr(), @r"
    your summary [DIR]/home/data/trailmark/test/summaries/jwt.md is kept, but no topic shows it: rename it to the id of its topic, or add it to the summary that is there
    progress of 1 topic that is gone is kept; `trailmark orphans` shows it
    ");
    dir.run("reattach jwt keys").code(0);
    dir.run("show keys").code(0).says("## My summary\n\nmine\nmore\n");
    dir.run("summary keys again").code(0).says("/jwt.md\n");
    dir.run("check").code(0).quietly();
    assert_eq!(dir.files("home/data", ".md").len(), 1);
}

#[test]
fn check_names_copies_and_what_cannot_be_read() {
    let dir =
        Dir::new().file(FILE, "mine").file(&FILE.replace(".md", " (conflicted copy 2026-11-20).md"), "x");
    dir.put(&FILE.replace("jwt", "sql-joins"), b"\xFF\xFE");
    let told = dir.run("check").code(3).quietly();
    let folder = format!("{}/", dir.path().join(FILE).parent().expect("a folder").display());
    insta::assert_snapshot!(told.stdout().replace(&folder, ""), @r"
    ✗ jwt (conflicted copy 2026-11-20).md: a copy of your summary jwt.md, which no topic shows. Put what is only here into that one, and remove this
    ✗ sql-joins.md: it is not UTF-8 text. Save it as UTF-8 in your editor
    ");
    assert_eq!(dir.run("check --json").code(3).json()["problems"].as_array().map(Vec::len), Some(2));
}

#[test]
fn many_processes_add_to_one_summary() {
    let dir = Dir::new();
    std::thread::scope(|scope| {
        for process in 0..8 {
            let dir = &dir;
            scope.spawn(move || {
                for line in 0..25 {
                    dir.run(&format!("summary jwt -q {process} {line}")).code(0).quietly();
                }
            });
        }
    });
    let summary = text(&dir, FILE);
    let mut lines: Vec<&str> = summary.lines().collect();
    assert_eq!(lines.len(), 200);
    lines.sort_unstable();
    lines.dedup();
    assert_eq!((lines.len(), dir.files("home/data", "").len()), (200, 1));
}
