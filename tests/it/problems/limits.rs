//! Files past the limits: one problem, quickly, and never a crash.

use std::fmt::Write as _;
use std::path::Path;

use trailmark::roadmap::{MAX_BYTES, MAX_LEVELS, MAX_TOPICS, parse};

const HEAD: &str = "id = \"a\"\ntitle = \"A\"\n";

/// The messages of the report on `text`, and whether it is good.
fn messages(text: &str) -> Vec<String> {
    match parse(text, Path::new("roadmap.toml")) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.list.iter().map(|problem| problem.message.to_string()).collect(),
    }
}

/// A chain of topics with this many levels.
fn nested(levels: usize) -> String {
    let mut text = HEAD.to_owned();
    for level in 1..=levels {
        let header = vec!["topics"; level].join(".");
        let _ = writeln!(text, "[[{header}]]\nid = \"l{level}\"\ntitle = \"L\"");
    }
    text
}

#[test]
fn levels() {
    assert_eq!(messages(&nested(MAX_LEVELS)), [""; 0]);
    for levels in [MAX_LEVELS + 1, 40, 79] {
        assert_eq!(messages(&nested(levels)), ["Topics are nested in more than 32 levels."], "{levels}");
    }
    assert_eq!(messages(&nested(90)), ["Brackets or tables are nested too deeply."]);
}

#[test]
fn many_branches_that_are_too_deep_are_one_problem() {
    let mut text = nested(MAX_LEVELS);
    for _ in 0..1_000 {
        let _ = writeln!(text, "[[{}]]\ntitle = \"X\"", vec!["topics"; MAX_LEVELS + 1].join("."));
        let _ = writeln!(text, "[[topics]]\ntitle = \"X\"");
        for level in 2..=MAX_LEVELS {
            let _ = writeln!(text, "[[{}]]\ntitle = \"X\"", vec!["topics"; level].join("."));
        }
    }
    assert_eq!(messages(&text), ["Topics are nested in more than 32 levels."]);
}

#[test]
fn topics() {
    let mut text = HEAD.to_owned();
    for _ in 0..MAX_TOPICS {
        text.push_str("[[topics]]\ntitle=\"X\"\n");
    }
    assert_eq!(messages(&text), [""; 0]);
    text.push_str("[[topics]]\ntitle=\"X\"\n");
    assert_eq!(messages(&text), ["The roadmap has more than 100000 topics."]);
}

#[test]
fn bytes() {
    let size = usize::try_from(MAX_BYTES).expect("a small number");
    let text = format!("{HEAD}[[topics]]\ntitle = \"X\"\n");
    let comment = "#".repeat(size - text.len());
    assert_eq!(messages(&format!("{text}{comment}")), [""; 0]);
    assert_eq!(messages(&format!("{text}{comment}#")), ["The file is larger than 8 MiB."]);
}

#[test]
fn a_million_mistakes_are_a_hundred_and_a_count() {
    let mut text = format!("{HEAD}[[topics]]\ntitle = \"X\"\n");
    for number in 0..200_000 {
        let _ = writeln!(text, "k{number} = 1");
    }
    let messages = messages(&text);
    assert_eq!(messages.len(), 101);
    assert_eq!(messages.last().map(String::as_str), Some("199900 more problems from here on"));
}

#[test]
fn many_unknown_ids_in_a_large_file() {
    let mut text = HEAD.to_owned();
    for number in 0..20_000 {
        let _ = writeln!(
            text,
            "[[topics]]\nid = \"topic-{number}\"\ntitle = \"X\"\nrequires = [\"topik-{number}\"]"
        );
    }
    assert_eq!(messages(&text).len(), 101);
}

#[test]
fn nesting_bombs() {
    for text in [
        "[".repeat(100_000),
        "[[".repeat(100_000),
        format!("a = {}", "[".repeat(100_000)),
        "a={b=".repeat(100_000),
        format!("a = {}", "{a=".repeat(100_000)),
        "a.".repeat(100_000),
        format!("[[{}]]", "topics.".repeat(100_000)),
        format!("{HEAD}topics = {}", "[{topics=".repeat(100_000)),
        "x y\n".repeat(100_000),
        "\"".repeat(100_000),
    ] {
        let count = messages(&text).len();
        let head: String = text.chars().take(20).collect();
        assert!((1..=4).contains(&count), "{count} for {head}");
    }
}

#[test]
fn inline_topics_that_are_too_deep() {
    let text = format!("{HEAD}topics = {}[]{}", "[{title=\"X\",topics=".repeat(38), "}]".repeat(38));
    assert_eq!(messages(&text), ["Topics are nested in more than 32 levels."]);
}
