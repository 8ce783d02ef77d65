//! `export md`.

use super::{exported, studied};

#[test]
fn a_roadmap_becomes_a_task_list() {
    insta::assert_snapshot!(exported(&studied(), "md"), @r#"
    # 백엔드 & Backend

    1 of 4 topics done, 25%

    ## 관계형 데이터베이스 1/3

    - [x] SQL joins \[JOIN\]
    - [ ] 트랜잭션, "ACID" *(in progress)*
    - Locks 0/1
      - [ ] =Row locks
      - [ ] ~~Deadlocks~~ (skipped)

    ## Web \<b> 0/1

    - [ ] JSON Web Tokens

    <!-- trailmark export 8403936b87e17e8e -->
    "#);
}

#[test]
fn in_a_file_titles_link_to_the_notes() {
    let dir = studied();
    for (file, link) in [
        ("README.md", "](study/notes/데이터/sql%20joins.md)"),
        ("study/README.md", "](notes/데이터/sql%20joins.md)"),
        ("store/README.md", "](../study/notes/데이터/sql%20joins.md)"),
    ] {
        dir.run(&format!("export md -o {file} -r study --store store")).code(0).out("");
        let text = std::fs::read_to_string(dir.path().join(file)).expect("an export");
        assert!(text.contains(link), "{text}");
    }
    // The notes of the built-in roadmap are in no folder.
    dir.run("export md -o built-in.md -r built-in --store store").code(0);
    let text = std::fs::read_to_string(dir.path().join("built-in.md")).expect("an export");
    assert!(text.lines().count() > 100 && !text.contains("]("), "{text}");
}
