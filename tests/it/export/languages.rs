//! Exports in another language than the roadmap's own.

use crate::harness::Dir;

const ROADMAP: &str = r#"id = "r"
title = "Backend"
titles = { ko = "백엔드" }
description = "The way."
descriptions = { ko = "가는 길." }
language = "en"
[[topics]]
id = "db"
title = "Databases"
titles = { ko = "데이터베이스" }
[[topics.topics]]
id = "tx"
title = "Transactions"
titles = { ko = "트랜잭션" }
note = "tx.md"
[[topics.topics]]
id = "locks"
title = "Locks"
note = "locks.md"
requires = ["tx"]
"#;

fn roadmap() -> Dir {
    let dir = Dir::empty();
    dir.put("study/roadmap.toml", ROADMAP);
    dir.put("study/notes/tx.md", "# Transactions\n\nAll or nothing.\n");
    dir.put("study/notes/ko/tx.md", "# 트랜잭션\n\n전부 아니면 전무.\n");
    dir.put("study/notes/locks.md", "# Locks\n\nWho waits.\n");
    dir
}

fn exported(dir: &Dir, what: &str) -> String {
    dir.run(&format!("export {what} -r study --store store")).code(0).stdout().to_owned()
}

#[test]
fn people_get_the_titles_and_notes_of_the_language_that_they_ask_for() {
    let dir = roadmap();
    dir.run("export md -o list.md --lang ko -r study --store store").code(0);
    let list = std::fs::read_to_string(dir.path().join("list.md")).expect("a list");
    let (list, _) = list.split_once("\n<!--").expect("a seal");
    insta::assert_snapshot!(list, @r"
    # 백엔드

    0 of 2 topics done, 0%

    ## 데이터베이스 0/2

    - [ ] [트랜잭션](study/notes/ko/tx.md)
    - [ ] [Locks](study/notes/locks.md)
    ");
    let page = exported(&dir, "html --lang ko");
    for words in [
        "<html lang=\"ko\">",
        "<title>백엔드</title>",
        "<h1>백엔드</h1>",
        "가는 길.",
        "<h3>트랜잭션</h3>",
        ">트랜잭션</a>",
        "전부 아니면 전무.",
        "Who waits.",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert_eq!(page.matches(">트랜잭션<").count(), 2, "the heading of the note only says the title again");
    assert!(!page.contains("Transactions") && !page.contains("The way."));
    assert!(exported(&dir, "csv --lang ko").contains("tx,db,트랜잭션,todo,"));
    assert!(exported(&dir, "svg --lang ko").contains("백엔드"));
    let card = exported(&dir, "svg --card --lang ko");
    assert!(card.contains("백엔드") && card.contains("데이터베이스"));
    // An archive has all languages.
    assert_eq!(exported(&dir, "json"), exported(&dir, "json --lang ko"));
}

#[test]
fn a_list_in_another_language_is_ticked_too() {
    let dir = roadmap();
    dir.run("export md -o list.md --lang ko -r study --store store").code(0);
    dir.run("done tx -r study --store store").code(0);
    dir.run("export md --tick list.md -r study --store store").code(0).complains("1 of 2 boxes changed");
}
