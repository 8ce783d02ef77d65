//! Verbs that change progress.

use crate::harness::{Dir, ROADMAP};

#[test]
fn a_mark_says_what_it_did_and_how_to_take_it_back() {
    let dir = Dir::new();
    insta::assert_snapshot!(dir.run("done sql-joins").code(0).quietly().stdout(), @r"
    ✓ SQL joins done
    20%  1 of 5
    undo: trailmark undo
    ");
    dir.run("start transactions").code(0).says("◔ Transactions and ACID in progress\n");
    dir.run("skip jwt --ascii").code(0).says("- JSON Web Tokens skipped\n25%  1 of 4\n");
    dir.run("todo jwt").code(0).says("◦ JSON Web Tokens to do\n20%  1 of 5\n");
    dir.run("-q done jwt").code(0).out("").quietly();
    dir.run("status --short").out("40% 2/5\n");
}

#[test]
fn marking_what_is_so_changes_nothing() {
    let dir = Dir::new();
    dir.run("todo jwt").code(0).out("JSON Web Tokens is already to do\n").quietly();
    assert!(dir.files("home", ".toml").is_empty(), "nothing was written");
    dir.run("done jwt").code(0);
    dir.run("done jwt").code(0).out("JSON Web Tokens is already done\n").quietly();
    dir.run("check").says("1 event");
}

#[test]
fn a_command_line_is_one_step() {
    let dir = Dir::new();
    dir.run("start transactions").code(0);
    insta::assert_snapshot!(dir.run("done databases jwt jwt").code(0).stdout(), @r"
    ✓ Databases: 2 topics done (1 marked otherwise: as before)
    ✓ JSON Web Tokens done
    JSON Web Tokens is already done
    60%  3 of 5
    undo: trailmark undo
    ");
    dir.run("undo").code(0).out("undone: SQL joins, Locks, JSON Web Tokens done\n").quietly();
    dir.run("status --short").out("0% 0/5\n");
    dir.run("list --status in-progress").says("transactions");
    dir.run("redo").code(0).out("redone: SQL joins, Locks, JSON Web Tokens done\n").quietly();
    dir.run("status --short").out("60% 3/5\n");
}

#[test]
fn a_group_can_be_reset() {
    let dir = Dir::new();
    dir.run("done web jwt").code(0);
    dir.run("todo web").code(0).says("◦ Web: 2 topics to do\n0%  0 of 5\n");
    dir.run("todo web").code(0).out("Web is already to do\n");
    dir.run("undo").code(0).out("undone: Locks, JSON Web Tokens to do\n");
    dir.run("status --short").out("40% 2/5\n");
}

#[test]
fn one_bad_topic_stops_all() {
    let dir = Dir::new();
    dir.run("done sql-joins nothing-like-this").code(4).out("");
    dir.run("done sql-joins locks").code(4).out("").complains("db-locks");
    dir.run("status --short").out("0% 0/5\n");
}

#[test]
fn undo_and_redo_outlive_the_process() {
    let dir = Dir::new();
    dir.run("undo").code(0).out("").complains("nothing to undo");
    dir.run("redo").code(0).out("").complains("nothing to redo");
    for id in ["sql-joins", "transactions", "jwt"] {
        dir.run_with(&["done", id]).code(0);
    }
    dir.run("undo -n 2").code(0).out("undone: JSON Web Tokens done\nundone: Transactions and ACID done\n");
    dir.run("status --short").out("20% 1/5\n");
    dir.run("redo").code(0).out("redone: Transactions and ACID done\n");
    dir.run("status --short").out("40% 2/5\n");
    dir.run("undo -n 9").code(0).complains("nothing more to undo");
    dir.run("status --short").out("0% 0/5\n");
    dir.run("undo -n 0").code(2);
}

#[test]
fn progress_of_a_topic_that_is_gone_is_kept_and_given_back() {
    let dir = Dir::new();
    dir.run("done jwt").code(0);
    dir.run("orphans").code(0).out("").complains("no progress is of a topic that is gone");
    dir.put("roadmap.toml", ROADMAP.replace("\"jwt\"", "\"tokens\""));
    dir.run("status --short").out("0% 0/5\n");
    dir.run("orphans").code(0).says("jwt\tJSON Web Tokens\tdone\t");
    let orphan = &dir.run("orphans --json").code(0).json()["orphans"][0];
    assert_eq!((orphan["id"].as_str(), orphan["status"].as_str()), (Some("jwt"), Some("done")));
    dir.run("check").code(0).complains("trailmark orphans");
    dir.run("reattach jtw tokens").code(4).complains("did you mean `jwt`?");
    dir.run("reattach zzzzzz tokens").code(4).complains("trailmark orphans");
    dir.run("reattach web-locks tokens").code(4).complains("is a topic of this roadmap");
    dir.run("reattach jwt nothing-like-this").code(4);
    let given = dir.run("reattach jwt tokens").code(0).quietly();
    insta::assert_snapshot!(given.stdout(), @r"
    the history of jwt now belongs to JSON Web Tokens
    20%  1 of 5
    undo: trailmark undo
    ");
    dir.run("orphans").code(0).out("");
    dir.run("undo").code(0).out("undone: history of jwt given to tokens\n");
    dir.run("status --short").out("0% 0/5\n");
}

#[test]
fn the_store_can_be_chosen() {
    let dir = Dir::new();
    dir.run("done jwt --store mine").code(0);
    assert_eq!(dir.files("mine/test/progress", ".toml").len(), 1);
    assert!(dir.files("home/data", ".toml").is_empty());
    dir.run("status --short").out("0% 0/5\n");
    let mut command = dir.command(&["status", "--short"]);
    command.env("TRAILMARK_STORE", "mine");
    crate::harness::Ran::of(command).code(0).out("20% 1/5\n");
    let mut command = dir.command(&["status", "--short", "--store", "other"]);
    command.env("TRAILMARK_STORE", "mine");
    crate::harness::Ran::of(command).code(0).out("0% 0/5\n");
}
