//! What `check` says of notes in several languages, of their links, and of files that are no notes.

use super::dir;
use crate::harness::Dir;

#[test]
fn notes_in_other_languages_are_no_strangers() {
    dir().run("check").code(0).quietly().says("No problems: 6 topics, 3 notes");
}

#[test]
fn a_file_that_belongs_to_no_note_is_named_and_is_no_problem() {
    let dir = dir();
    dir.put("notes/ko/internet/gone.md", "# 없음\n");
    dir.put("notes/ja/internet/tcp.md", "# TCP\n");
    dir.put("notes/draft.md", "# Draft\n");
    dir.put("notes/README.md", "About these notes.\n");
    dir.put("notes/internet/dns.md", "# Name resolution\n\n[More](../more.md)\n");
    dir.put("notes/more.md", "Linked to.\n");
    let ran = dir.run("check").code(0).says("No problems");
    assert_eq!(ran.stderr().lines().count(), 3, "{ran}");
    for path in ["ko/internet/gone.md", "ja/internet/tcp.md", "draft.md"] {
        assert!(ran.stderr().contains(&format!("no topic has the note notes/{path}: ")), "{ran}");
    }
    dir.run("check -q").code(0).quietly();
    for number in 0..20 {
        dir.put(&format!("notes/{number}.md"), "text\n");
    }
    dir.run("check").code(0).complains("and 13 more below notes that no topic has");
}

#[test]
fn links_to_files_that_are_not_there_are_problems_with_their_places() {
    let dir = dir();
    dir.put(
        "notes/ko/databases/transactions.md",
        "# 트랜잭션과 ACID\n\n함께 보기: [TCP](../internet/tpc.md), [TCP](../internet/tcp.md), [위](#위),\n[그림](그림.png), [웹](https://a.b/c.md), <a@b.c>\n",
    );
    dir.put(
        "notes/internet/dns.md",
        "# Name resolution\n\n[Out](../../README.md) and [far](../caching/redis.md#x).\n",
    );
    let ran = dir.run("check").code(3);
    insta::assert_snapshot!(ran.stdout().replace(&*dir.path().to_string_lossy(), "[DIR]"), @r#"
    [DIR]/notes/internet/dns.md  line 3, column 28
    The link "../caching/redis.md#x" leads to no file.

       1  │ # Name resolution
       2  │
       3  │ [Out](../../README.md) and [far](../caching/redis.md#x).
          │                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no such file

    Try   write the file notes/caching/redis.md, or take the link out

    [DIR]/notes/ko/databases/transactions.md  line 3, column 8
    The link "../internet/tpc.md" leads to no file.

       1  │ # 트랜잭션과 ACID
       2  │
       3  │ 함께 보기: [TCP](../internet/tpc.md), [TCP](../internet/tcp.md), [위](#위),
          │            ^^^^^^^^^^^^^^^^^^^^^^^^^ no such file
       4  │ [그림](그림.png), [웹](https://a.b/c.md), <a@b.c>

    Did you mean "../internet/tcp.md"?

    [DIR]/notes/ko/databases/transactions.md  line 4, column 1
    The link "그림.png" leads to no file.

       2  │
       3  │ 함께 보기: [TCP](../internet/tpc.md), [TCP](../internet/tcp.md), [위](#위),
       4  │ [그림](그림.png), [웹](https://a.b/c.md), <a@b.c>
          │ ^^^^^^^^^^^^^^^^ no such file

    Try   write the file notes/ko/databases/그림.png, or take the link out
    "#);
    let json = dir.run("check --json").code(3).json();
    let problem = &json["problems"][1];
    assert_eq!((problem["line"].as_u64(), problem["column"].as_u64()), (Some(3), Some(8)), "{json}");
    assert_eq!(problem["help"], "Did you mean \"../internet/tcp.md\"?");
    assert!(
        problem["file"].as_str().is_some_and(|file| file.ends_with("notes/ko/databases/transactions.md"))
    );
}

#[test]
fn a_translation_that_cannot_be_shown_is_a_problem() {
    let dir = dir();
    dir.put("notes/ko/internet/dns.md/README.md", "a folder, not a note\n");
    dir.run("check").code(3).says("dns.md").says("Name a Markdown file in the roadmap");
}

#[test]
fn links_of_a_roadmap_without_translations_are_looked_at_too() {
    let dir = Dir::new().file("notes/sql-joins.md", "[x](nowhere/at-all.md)\n");
    dir.run("check").code(3).says("leads to no file").says("write the file notes/nowhere/at-all.md");
}
