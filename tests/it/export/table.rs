//! `export csv`.

use super::{exported, studied};

#[test]
fn a_roadmap_becomes_a_table() {
    let table = exported(&studied(), "csv");
    assert!(
        table.lines().count() > 1 && table.split('\n').all(|line| line.is_empty() || line.ends_with('\r'))
    );
    insta::assert_snapshot!(table.replace('\r', ""), @r#"
    id,path,title,status,since,percent,bookmarked,summary,minutes,kind,level,tags,requires,note
    databases,,관계형 데이터베이스,in-progress,,33,,,,,,,,
    sql-joins,databases,SQL joins [JOIN],done,2026-11-20T19:45:03.123Z,100,,,90,,,database|면접,,데이터/sql joins.md
    transactions,databases,"트랜잭션, ""ACID""",in-progress,2026-11-20T19:45:03.124Z,0,,,,recommended,intermediate,,sql-joins,
    locks,databases,Locks,todo,,0,,,,,,,,
    row-locks,databases/locks,'=Row locks,todo,,0,,,,,,,,
    deadlocks,databases/locks,Deadlocks,skipped,2026-11-20T19:45:03.125Z,0,,,,,,,,
    web,,Web <b>,todo,,0,,,,,,,,
    jwt,web,JSON Web Tokens,todo,,0,yes,yes,,,,,,
    "#);
}

#[test]
fn a_table_with_more_columns_is_no_export() {
    let dir = studied();
    dir.run("export csv -o a.csv -r study --store store").code(0);
    dir.run("done jwt -r study --store store").code(0);
    dir.run("export csv -o a.csv -r study --store store").code(0).complains("written anew");
    dir.put("a.csv", "id,path,title,mine\r\n");
    dir.run("export csv -o a.csv -r study --store store").code(1).complains("it is no export");
}
