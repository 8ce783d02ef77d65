//! The command line in the language that is chosen.

use super::dir;
use crate::harness::Ran;

/// The titles that `list` prints with these variables and words.
fn titles(variables: &[(&str, &str)], line: &str) -> String {
    let dir = dir().file("home/config/trailmark/config.toml", "language = \"ko\"\n");
    let mut command = dir.command(&line.split(' ').collect::<Vec<_>>());
    command.envs(variables.iter().copied());
    let ran = Ran::of(command).code(0);
    let title = |line: &str| line.rsplit('\t').next().unwrap_or_default().to_owned();
    ran.stdout().lines().take(1).map(title).collect()
}

#[test]
fn the_first_wish_decides() {
    for (variables, line, first) in [
        (&[("LANG", "en_US.UTF-8")][..], "list", "인터넷"),
        (&[("TRAILMARK_LANG", "en")], "list", "Internet"),
        (&[("TRAILMARK_LANG", "en")], "list --lang ko-KR", "인터넷"),
        (&[("TRAILMARK_LANG", "ko")], "list --lang en", "Internet"),
        // One that the roadmap does not have: its own.
        (&[], "list --lang ja", "Internet"),
        (&[], "list", "인터넷"),
    ] {
        assert_eq!(titles(variables, line), first, "{variables:?} {line}");
    }
}

#[test]
fn without_a_wish_the_locale_decides() {
    for (variables, first) in [
        (&[("LANG", "ko_KR.UTF-8")][..], "인터넷"),
        (&[("LANG", "en_US.UTF-8"), ("LC_MESSAGES", "ko_KR.UTF-8")], "인터넷"),
        (&[("LANG", "ko_KR.UTF-8"), ("LC_ALL", "C")], "Internet"),
        (&[("LC_CTYPE", "ko_KR.UTF-8")], "Internet"),
        (&[("LANG", "POSIX")], "Internet"),
        (&[], "Internet"),
    ] {
        let dir = dir();
        let mut command = dir.command(&["list"]);
        command.envs(variables.iter().copied());
        let ran = Ran::of(command).code(0).quietly();
        assert!(ran.stdout().starts_with(&format!("internet\ttodo\t{first}\n")), "{variables:?}{ran}");
    }
}

#[test]
fn a_language_that_is_not_there_is_told_and_one_that_cannot_be_is_wrong_usage() {
    let dir = dir();
    dir.run("next --lang ja").code(0).complains("this roadmap has no titles in Japanese; it has en, ko");
    dir.run("next --lang ja -q").code(0).quietly();
    dir.run("next --lang k").code(2).complains("tags are as in ko or pt-br");
    dir.run_with(&["--lang", "한국어", "next"]).code(2);
    let mut command = dir.command(&["next"]);
    command.env("TRAILMARK_LANG", "no language");
    Ran::of(command).code(2).complains("TRAILMARK_LANG is `no language`");
}

#[test]
fn a_topic_is_named_by_any_of_its_titles_and_logged_by_its_own() {
    for (lang, said) in [("ko", "트랜잭션과 ACID"), ("en", "Transactions and ACID")] {
        let dir = dir();
        for name in ["트랜잭션과 acid", "Transactions and ACID", "transactions"] {
            dir.run_with(&["--lang", lang, "done", name]).code(0).says(said);
            dir.run_with(&["--lang", lang, "undo"]).code(0).says(said);
        }
        dir.run_with(&["--lang", lang, "start", "트랜잭션과 ACID"]).code(0);
        let log = std::fs::read_to_string(&dir.files("home", "toml")[0]).expect("a log");
        assert!(log.contains("title = \"Transactions and ACID\"") && !log.contains("트랜잭션"), "{log}");
        // No language makes the topic look like another one.
        for other in ["en", "ko", "ja"] {
            let ran = dir.run_with(&["--lang", other, "orphans", "-q"]).code(0);
            assert_eq!(ran.stdout(), "", "{ran}");
        }
    }
}

#[test]
fn what_is_misspelt_in_one_language_is_guessed_in_it() {
    dir().run_with(&["done", "트랜잭션과 ACD"]).code(4).complains("transactions");
    dir().run_with(&["done", "Transactons and ACID"]).code(4).complains("transactions");
}

#[test]
fn what_is_printed_is_in_the_language() {
    let dir = dir();
    dir.run("done tcp --lang ko").code(0).says("TCP 핸드셰이크");
    dir.run("status --lang ko").code(0).says("백엔드 기초").says("이름 풀이");
    dir.run("next -n 1 --lang ko").code(0).says("이름 풀이");
    dir.run_with(&["list", "--lang", "ko", "Transactions"])
        .code(0)
        .out("transactions\ttodo\t트랜잭션과 ACID\n");
    dir.run_with(&["list", "트랜잭션"]).code(0).out("transactions\ttodo\tTransactions and ACID\n");
    dir.run("show transactions --lang ko")
        .code(0)
        .quietly()
        .says("# 트랜잭션과 ACID")
        .says("- in: 관계형 데이터베이스")
        .says("전부 되돌린다");
    dir.run("show dns --lang ko")
        .code(0)
        .says("A resolver asks")
        .complains("not in Korean yet: shown in English");
    dir.run("show dns").code(0).quietly();
}

#[test]
fn words_are_found_in_all_titles_and_in_both_notes() {
    let dir = dir();
    for (line, expected) in [
        ("find 트랜잭션과", "transactions: Transactions and ACID · 트랜잭션과 ACID\n"),
        (
            "find --lang ko Transactions and",
            "transactions: 트랜잭션과 ACID · Transactions and ACID\ntransactions:1: Transactions and ACID  (databases/transactions.md)\n",
        ),
        (
            "find --lang ko ACID 트랜잭션과",
            "transactions: 트랜잭션과 ACID\ntransactions:1: 트랜잭션과 ACID  (ko/databases/transactions.md)\n",
        ),
        (
            "find --lang ko resolver",
            "dns:3: A resolver asks the root, then the zone of the top level, then the server that answers for the name.  (internet/dns.md)\n",
        ),
    ] {
        dir.run(line).code(0).out(expected);
    }
}

#[test]
fn json_keeps_the_own_title_and_adds_the_others() {
    let dir = dir();
    for lang in ["en", "ko"] {
        let json = dir.run(&format!("list --json --lang {lang}")).code(0).json();
        assert_eq!(json["roadmap"]["title"], "Backend basics");
        assert_eq!(json["roadmap"]["titles"]["ko"], "백엔드 기초");
        assert_eq!(json["topics"][0]["title"], "Internet");
        assert_eq!(json["topics"][0]["titles"], serde_json::json!({ "ko": "인터넷" }));
        let joins = &json["topics"][5];
        assert_eq!((joins["title"].as_str(), joins.get("titles")), (Some("Joins"), None));
    }
    let json = dir.run("show tcp --json --lang ko").code(0).json();
    assert_eq!(json["topic"]["note"]["path"], "ko/internet/tcp.md");
    assert_eq!(dir.run("find resolver --json").json()["hits"][0]["path"], "internet/dns.md");
}

#[test]
fn the_plain_mode_reads_in_the_language() {
    let dir = dir().file("home/config/trailmark/config.toml", "language = \"ko\"\n");
    let ran = crate::cli::plain::said(&dir, "2\n1\n").code(0).quietly();
    ran.says("백엔드 기초").says("트랜잭션과 ACID").says("원자성");
}
