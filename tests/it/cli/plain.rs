//! The plain mode: whole conversations with the real program, through pipes.

mod changes;
mod lines;

use std::io::Write as _;
use std::process::{Child, Stdio};

use crate::harness::{Dir, NOTE, ROADMAP, Ran};

/// The program in plain mode, waiting for its first line.
fn begun(dir: &Dir, arguments: &[&str]) -> (std::process::Command, Child) {
    let mut command = dir.command(&[&["--plain"], arguments].concat());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().expect("the program starts");
    (command, child)
}

/// Says these bytes to it, and nothing more.
pub(crate) fn said(dir: &Dir, input: impl AsRef<[u8]>) -> Ran {
    let (command, mut child) = begun(dir, &[]);
    // It need not read all of it.
    let _ = child.stdin.take().expect("a pipe").write_all(input.as_ref());
    let output = child.wait_with_output().expect("the program ends");
    Ran::ended(&command, output)
}

/// The conversation behind the greeting: what is typed stands behind the prompt, as on a terminal.
#[track_caller]
fn talk(dir: &Dir, lines: &[&str]) -> String {
    let ran = said(dir, lines.join("\n") + "\n").code(0).quietly();
    let mut parts = ran.stdout().split("> \n");
    parts.next();
    let answers: Vec<&str> = parts.collect();
    // The last one is the end of the input.
    assert_eq!(answers.len(), lines.len() + 1, "{ran}");
    lines
        .iter()
        .zip(answers)
        .map(|(line, answer)| format!("{}\n{answer}", format!("> {line}").trim_end()))
        .collect::<Vec<_>>()
        .concat()
}

#[test]
fn it_opens_with_the_list_of_sections() {
    let dir = Dir::new();
    dir.run("done sql-joins").code(0);
    insta::assert_snapshot!(said(&dir, "").code(0).quietly().stdout(), @r"
    Test roadmap
    1 of 5 done, 20 percent.
    2 sections.
    1. Databases, in progress, 1 of 3 done, 3 topics below
    2. Web, to do, 0 of 2 done, 2 topics below
    Type a number, a command, or help.
    >
    ");
}

#[test]
fn browse_read_mark_and_undo() {
    let dir = Dir::new();
    insta::assert_snapshot!(talk(&dir, &["1", "1", "d", "start 2", "ls", "u", "redo", "redo", "..", "..", ".."]), @r"
    > 1
    Databases, to do, 0 of 3 done, 3 topics below.
    1. SQL joins, to do
    2. Transactions and ACID, to do
    3. Locks, to do
    > 1
    SQL joins
    Status: to do
    In: Databases
    Tags: #database #Interview
    Resource 1: docs, Joins, https://example.org/joins

    Note:
    A join puts rows together.
    > d
    SQL joins: done. 1 of 5.
    > start 2
    Transactions and ACID: in progress. 1 of 5.
    > ls
    Databases, in progress, 1 of 3 done, 3 topics below.
    1. SQL joins, done
    2. Transactions and ACID, in progress
    3. Locks, to do
    > u
    Undone: Transactions and ACID in progress. 1 of 5.
    > redo
    Redone: Transactions and ACID in progress. 1 of 5.
    > redo
    There is nothing to redo.
    > ..
    Databases, in progress, 1 of 3 done, 3 topics below.
    1. SQL joins, done
    2. Transactions and ACID, in progress
    3. Locks, to do
    > ..
    2 sections.
    1. Databases, in progress, 1 of 3 done, 3 topics below
    2. Web, to do, 0 of 2 done, 2 topics below
    > ..
    You are at the top.
    ");
    dir.run("status").code(0).says("20%  1 of 5").says("In progress: Transactions and ACID\n");
}

#[test]
fn marks_of_several_and_of_sections() {
    let dir = Dir::new();
    insta::assert_snapshot!(
        talk(&dir, &["1", "done 1, 3", "done 1", "skip 2-3 2", "top", "done 1", "s 2", "done 2", "todo 2", "done jwt", "* 1-2", "*2", "ls"]),
        @r"
    > 1
    Databases, to do, 0 of 3 done, 3 topics below.
    1. SQL joins, to do
    2. Transactions and ACID, to do
    3. Locks, to do
    > done 1, 3
    SQL joins: done.
    Locks: done.
    2 of 5.
    > done 1
    SQL joins is already done.
    > skip 2-3 2
    Transactions and ACID: skipped.
    Locks: skipped.
    Transactions and ACID is already skipped.
    1 of 3.
    > top
    2 sections.
    1. Databases, done, 1 of 1 done, 3 topics below
    2. Web, to do, 0 of 2 done, 2 topics below
    > done 1
    Databases is already done.
    > s 2
    Web: 2 topics skipped. 1 of 1.
    > done 2
    Web: everything below it is marked already.
    > todo 2
    Web: 2 topics to do. 1 of 3.
    > done jwt
    JSON Web Tokens: done. 2 of 3.
    > * 1-2
    Databases: bookmarked.
    Web: bookmarked.
    > *2
    Web: no longer bookmarked.
    > ls
    2 sections.
    1. Databases, done, 1 of 1 done, 3 topics below, bookmarked
    2. Web, in progress, 1 of 2 done, 2 topics below
    "
    );
    dir.run("list --bookmarked").code(0).out("databases\tdone\tDatabases\n");
}

#[test]
fn find_next_filter_and_the_way_back() {
    let dir = Dir::new().file("home/data/trailmark/test/summaries/jwt.md", "A token, joined by dots\n");
    insta::assert_snapshot!(
        talk(&dir, &["2", "find JOIN", "where", "d", "3", "read 1", "back", "back", "w", "* 1", "w", "f todo", "filter in progress", "f summary", "f all", "f dnoe", "/zzz", "/"]),
        @r"
    > 2
    Web, to do, 0 of 2 done, 2 topics below.
    1. Locks, to do
    2. JSON Web Tokens, to do, summary
    > find JOIN
    4 lines with JOIN.
    1. SQL joins, to do, in Databases
    2. SQL joins, note, line 1: SQL joins
    3. SQL joins, note, line 3: A join puts rows together.
    4. JSON Web Tokens, summary, line 1: A token, joined by dots
    > where
    Test roadmap: Web, to do, 0 of 2 done, 2 topics below. The numbers are of: 4 lines with JOIN.
    > d
    No topic is open. Type the number of one first, or behind the command, as in done 1.
    > 3
    SQL joins
    Status: to do
    In: Databases
    Tags: #database #Interview
    Resource 1: docs, Joins, https://example.org/joins

    Note:
    A join puts rows together.
    > read 1
    SQL joins
    Status: to do
    In: Databases
    Tags: #database #Interview
    Resource 1: docs, Joins, https://example.org/joins

    Note:
    A join puts rows together.
    > back
    4 lines with JOIN.
    1. SQL joins, to do, in Databases
    2. SQL joins, note, line 1: SQL joins
    3. SQL joins, note, line 3: A join puts rows together.
    4. JSON Web Tokens, summary, line 1: A token, joined by dots
    > back
    Web, to do, 0 of 2 done, 2 topics below.
    1. Locks, to do
    2. JSON Web Tokens, to do, summary
    > w
    What to study next.
    1. SQL joins, next in order, in Databases
    2. Locks, next in order, in Databases
    3. Locks, next in order, in Web
    4. JSON Web Tokens, next in order, in Web
    > * 1
    SQL joins: bookmarked.
    > w
    What to study next.
    1. SQL joins, bookmarked, in Databases
    2. Locks, next in order, in Databases
    3. Locks, next in order, in Web
    4. JSON Web Tokens, next in order, in Web
    > f todo
    2 topics to do below Web.
    1. Locks, to do, in Web
    2. JSON Web Tokens, to do, summary, in Web
    > filter in progress
    No topic below Web is like that; the list is as it was.
    > f summary
    1 topic with your summary below Web.
    1. JSON Web Tokens, to do, summary, in Web
    > f all
    Web, to do, 0 of 2 done, 2 topics below.
    1. Locks, to do
    2. JSON Web Tokens, to do, summary
    > f dnoe
    Did you mean filter done? There is filter to do, in progress, done, skipped, bookmarked, summary and all.
    > /zzz
    No title, note or summary says that.
    > /
    Say what to find, as in find isolation level.
    "
    );
}

#[test]
fn summaries_are_written_and_read() {
    let dir = Dir::new();
    insta::assert_snapshot!(
        talk(&dir, &["a nothing is open", "1", "1", "add 행을 *합친다*.", "a", "a   - two", "e", "read", "ls"]),
        @r"
    > a nothing is open
    No topic is open. Type the number of one first, or behind the command, as in done 1.
    > 1
    Databases, to do, 0 of 3 done, 3 topics below.
    1. SQL joins, to do
    2. Transactions and ACID, to do
    3. Locks, to do
    > 1
    SQL joins
    Status: to do
    In: Databases
    Tags: #database #Interview
    Resource 1: docs, Joins, https://example.org/joins

    Note:
    A join puts rows together.
    > add 행을 *합친다*.
    Your summary of SQL joins has 1 line.
    > a
    Say what to add, as in add A join puts rows together.
    > a   - two
    Your summary of SQL joins has 2 lines.
    > e
    An editor needs a terminal, and there is none here. Type add and a line of text instead.
    > read
    SQL joins
    Status: to do
    In: Databases
    Tags: #database #Interview
    Resource 1: docs, Joins, https://example.org/joins

    My summary:
    행을 합친다.

    - two

    Note:
    A join puts rows together.
    > ls
    Databases, to do, 0 of 3 done, 3 topics below.
    1. SQL joins, to do, summary
    2. Transactions and ACID, to do
    3. Locks, to do
    "
    );
    dir.run("show sql-joins").code(0).says("## My summary\n\n행을 *합친다*.\n- two\n");
}

#[test]
fn what_makes_no_sense_says_what_does() {
    let dir = Dir::new();
    insta::assert_snapshot!(
        talk(&dir, &["0", "3", "99999999999999999999", "1 2", "2-1", "1-", "-", ",", "done", "done 1 9", "read sql-jions", "locks", "dnoe 1", "frobnicate", "open", "copy", "1", "o", "1", "o 2", "y 2", "more", ""]),
        @r"
    > 0
    There is no 0 in this list; its numbers go from 1 to 2.
    > 3
    There is no 3 in this list; its numbers go from 1 to 2.
    > 99999999999999999999
    There is no 99999999999999999999 in this list; its numbers go from 1 to 2.
    > 1 2
    One number opens a topic. For several there is done, start, skip, todo and bookmark.
    > 2-1
    2-1 is no range: the smaller number comes first.
    > 1-
    A number is missing beside the hyphen.
    > -
    A number is missing beside the hyphen.
    > ,
    , is no number.
    > done
    No topic is open. Type the number of one first, or behind the command, as in done 1.
    > done 1 9
    There is no 9 in this list; its numbers go from 1 to 2.
    > read sql-jions
    No topic is called `sql-jions`; did you mean:
      sql-joins  SQL joins  (Databases)
    > locks
    There is no command locks. Type help for the commands.
    > dnoe 1
    There is no command dnoe. Did you mean done? Type help for the commands.
    > frobnicate
    There is no command frobnicate. Type help for the commands.
    > open
    No topic is open. Type the number of one first, or behind the command, as in done 1.
    > copy
    No topic is open. Type the number of one first, or behind the command, as in done 1.
    > 1
    Databases, to do, 0 of 3 done, 3 topics below.
    1. SQL joins, to do
    2. Transactions and ACID, to do
    3. Locks, to do
    > o
    Databases has no resources.
    > 1
    SQL joins
    Status: to do
    In: Databases
    Tags: #database #Interview
    Resource 1: docs, Joins, https://example.org/joins

    Note:
    A join puts rows together.
    > o 2
    SQL joins has 1 resource. Say which one by its number, as in open 1.
    > y 2
    SQL joins has 1 resource. Say which one by its number, as in copy 1.
    > more
    There is no more.
    >
    Test roadmap, Databases: SQL joins, to do.
    "
    );
    dir.run("status --short").code(0).out("0% 0/5\n");
}

#[test]
fn a_korean_roadmap_with_the_input_mode_on() {
    let roadmap = r#"
id = "ko"
title = "백엔드"
[[topics]]
id = "db"
title = "데이터베이스"
[[topics.topics]]
id = "tx"
title = "트랜잭션"
note = "tx.md"
[[topics.topics]]
id = "ix"
title = "인덱스"
"#;
    let note = "# 트랜잭션\n\n여러 쿼리를 **하나의** 단위로 묶는다.\n\n> 전부 아니면 전무\n\n| 격리 | 읽기 |\n|---|---|\n| 낮음 | 더티 리드 |\n";
    let dir = Dir::empty().file("roadmap.toml", roadmap).file("notes/tx.md", note);
    insta::assert_snapshot!(
        talk(&dir, &["find ㅌㄹㅈㅅ", "1", "ㅇ", "ㅇ 1", "ㅕ", "애ㅜㄷ ix", "find 쿼리", "ㅁ 하나로 묶는다", "1", "ㅁ 하나로 묶는다", "ㅂ"][..10]),
        @r"
    > find ㅌㄹㅈㅅ
    2 lines with ㅌㄹㅈㅅ.
    1. 트랜잭션, to do, in 데이터베이스
    2. 트랜잭션, note, line 1: 트랜잭션
    > 1
    트랜잭션
    Status: to do
    In: 데이터베이스

    Note:
    여러 쿼리를 하나의 단위로 묶는다.

    Quote:
    전부 아니면 전무
    End of quote.

    격리: 낮음
    읽기: 더티 리드
    > ㅇ
    트랜잭션: done. 1 of 2.
    > ㅇ 1
    트랜잭션 is already done.
    > ㅕ
    Undone: 트랜잭션 done. 0 of 2.
    > 애ㅜㄷ ix
    인덱스: done. 1 of 2.
    > find 쿼리
    1 line with 쿼리.
    1. 트랜잭션, note, line 3: 여러 쿼리를 하나의 단위로 묶는다.
    > ㅁ 하나로 묶는다
    No topic is open. Type the number of one first, or behind the command, as in done 1.
    > 1
    트랜잭션
    Status: to do
    In: 데이터베이스

    Note:
    여러 쿼리를 하나의 단위로 묶는다.

    Quote:
    전부 아니면 전무
    End of quote.

    격리: 낮음
    읽기: 더티 리드
    > ㅁ 하나로 묶는다
    Your summary of 트랜잭션 has 1 line.
    "
    );
    said(&dir, "ㅂ\nㅇ tx\n").code(0).quietly();
    dir.run("status --short").code(0).out("50% 1/2\n");
}

#[test]
fn small_and_deep_roadmaps() {
    let dir = Dir::empty().file("roadmap.toml", "id = \"e\"\ntitle = \"Empty\"\n");
    said(&dir, "1\n").code(3).out("").complains("The roadmap has no topics.");
    let dir = Dir::empty()
        .file("roadmap.toml", "id = \"o\"\ntitle = \"One\"\n[[topics]]\nid = \"only\"\ntitle = \"Only\"\n");
    insta::assert_snapshot!(talk(&dir, &["1", "d", "w", "status"]), @r"
    > 1
    Only
    Status: to do
    > d
    Only: done. 1 of 1.
    > w
    Nothing is left to study.
    > status
    1 of 1 done, 100 percent.
    In progress: nothing.
    Next: nothing new.
    ");
    let mut deep = "id = \"d\"\ntitle = \"Deep\"\n".to_owned();
    for level in 1..=20 {
        let key = vec!["topics"; level].join(".");
        let topic = format!("[[{key}]]\nid = \"t{level}\"\ntitle = \"Level {level}\"\n");
        deep.push_str(&topic);
    }
    let dir = Dir::empty().file("roadmap.toml", deep);
    let down = vec!["1"; 20];
    let shown = talk(&dir, &[&down[..], &["where", "d", "..", "..", "where", "top"]].concat());
    insta::assert_snapshot!(shown.split("> where").skip(1).collect::<String>(), @r"
    Deep, Level 1, Level 2, Level 3, Level 4, Level 5, Level 6, Level 7, Level 8, Level 9, Level 10, Level 11, Level 12, Level 13, Level 14, Level 15, Level 16, Level 17, Level 18, Level 19: Level 20, to do.
    > d
    Level 20: done. 1 of 1.
    > ..
    Level 19, done, 1 of 1 done, 1 topic below.
    1. Level 20, done
    > ..
    Level 18, done, 1 of 1 done, 2 topics below.
    1. Level 19, done, 1 of 1 done, 1 topic below

    Deep, Level 1, Level 2, Level 3, Level 4, Level 5, Level 6, Level 7, Level 8, Level 9, Level 10, Level 11, Level 12, Level 13, Level 14, Level 15, Level 16, Level 17: Level 18, done, 1 of 1 done, 2 topics below.
    > top
    1 section.
    1. Level 1, done, 1 of 1 done, 19 topics below
    ");
}

#[test]
fn resources_are_ticked() {
    let dir = Dir::new();
    let said = talk(&dir, &["tick", "1", "1", "tick", "read", "tick 2", "tick 1", "u"]);
    for line in [
        "> tick\nNo topic is open.",
        "> tick\nDocs Joins ticked.",
        "Resource 1, ticked: docs, Joins, https://example.org/joins",
        "> tick 2\nSQL joins has 1 resource.",
        "> tick 1\nDocs Joins no longer ticked.",
        "> u\nUndone: docs Joins no longer ticked.",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
}

#[test]
fn a_topic_that_is_named_twice_is_bookmarked_once() {
    let dir = Dir::new();
    let said = talk(&dir, &["1", "* 1 2 1", "u", "filter bookmarked"]);
    assert_eq!(said.matches("SQL joins: bookmarked.").count(), 1, "{said}");
    assert!(said.contains("Undone: SQL joins, Transactions and ACID bookmarked."), "{said}");
}
