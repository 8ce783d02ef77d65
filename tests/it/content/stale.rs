//! Facts that will be wrong one day carry a mark, so that they can be found and looked at again.
//!
//! A year or the version of a product, outside of code, needs `<!-- stale: checked YYYY-MM -->` in the same paragraph,
//! item or table. Not so what cannot change any more: a year of [`HISTORY`] or before only says when something happened,
//! and the number in the name of a standard (`RFC 9110`, `TLS 1.3`, `HTTP/1.1`, `SQL:2016`) belongs to the name.

use std::ops::RangeInclusive;

use super::has;
use super::languages::{LANGUAGES, Language};

const MARK: &str = "<!-- stale: checked ";
/// Until here a year is history. What happened later may go on: a licence, an edition, a fork.
const HISTORY: usize = 2015;
/// Numbers that are years: 2048 is more often a count of bits.
const YEARS: RangeInclusive<usize> = HISTORY + 1..=2035;
/// A number after these is a part of the name.
const STANDARDS: [&str; 12] =
    ["RFC", "ISO", "IEEE", "TLS", "SSL", "HTTP", "OAuth", "SAML", "AMQP", "MQTT", "SOAP", "Unicode"];
/// A number after these is a version, even if it is a whole one.
const PRODUCTS: [&str; 50] = [
    "PostgreSQL",
    "Postgres",
    "MySQL",
    "MariaDB",
    "InnoDB",
    "Oracle",
    "SQLite",
    "Redis",
    "Valkey",
    "Memcached",
    "MongoDB",
    "CouchDB",
    "Couchbase",
    "Cassandra",
    "Java",
    "JDK",
    "Python",
    "CPython",
    "Ruby",
    "Rails",
    "Record",
    "Node.js",
    "Node",
    "Go",
    "C#",
    ".NET",
    "Django",
    "Flask",
    "Express",
    "Spring",
    "Boot",
    "Git",
    "Docker",
    "Compose",
    "Kubernetes",
    "Kafka",
    "RabbitMQ",
    "Nginx",
    "Apache",
    "Tomcat",
    "Jenkins",
    "JUnit",
    "pytest",
    "Mocha",
    "JMeter",
    "Prometheus",
    "Grafana",
    "Elasticsearch",
    "OpenSSL",
    "Debian",
];
/// A number with a point after these is a version too.
const SINCE: [&str; 6] = ["since", "from", "until", "before", "version", "release"];

/// The paragraphs, items, headings and tables of a note, each in one line; code is left out, but parts them.
fn blocks(text: &str) -> Vec<String> {
    let (mut blocks, mut is_code) = (vec![String::new()], false);
    for line in text.lines() {
        let line = line.trim();
        let is_fence = line.starts_with("```");
        let is_row = line.starts_with('|');
        let begins =
            line.starts_with("- ") || line.starts_with('#') || line.starts_with("<!--") || is_item(line);
        let last = blocks.last().map_or("", String::as_str);
        if is_fence || line.is_empty() || begins || (is_row != last.starts_with('|')) {
            blocks.push(String::new());
        }
        is_code ^= is_fence;
        if let Some(last) = blocks.last_mut().filter(|_| !is_code && !is_fence) {
            last.push_str(line);
            last.push(' ');
        }
    }
    blocks.retain(|block| !block.trim().is_empty());
    blocks
}

fn is_item(line: &str) -> bool {
    line.split_once(". ")
        .is_some_and(|(number, _)| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// The words of a block as they are read: without code, comments and where links lead.
fn prose(block: &str) -> String {
    let spoken = block.split('`').step_by(2).collect::<Vec<_>>().join(" x ");
    let mut left = String::new();
    let mut rest = spoken.as_str();
    while let Some((before, after)) = rest.split_once("<!--") {
        left.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, rest)| rest);
    }
    left.push_str(rest);
    let mut parts = left.split("](");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |read, part| read + part.split_once(')').map_or(part, |(_, rest)| rest))
}

/// The number that a word begins with, and whether it has a point in it: `15에서` is 15.
fn number(word: &str) -> Option<(&str, bool)> {
    let end = word.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(word.len());
    let (number, rest) = word.split_at_checked(end)?;
    let number = number.trim_end_matches('.');
    let is_one =
        number.starts_with(|c: char| c.is_ascii_digit()) && !rest.starts_with(|c: char| c.is_ascii());
    is_one.then(|| (number, number.contains('.')))
}

/// Whether a word, with the one before it, says a fact that goes stale.
fn is_dated(before: &str, word: &str) -> bool {
    if STANDARDS.contains(&before) {
        return false;
    }
    if let Some((_, true)) = word.strip_prefix('v').and_then(number) {
        return true;
    }
    let Some((number, has_point)) = number(word) else { return false };
    let is_year = !has_point && number.len() == 4 && number.parse().is_ok_and(|year| YEARS.contains(&year));
    let is_named = before.len() > 1 && before.starts_with(|c: char| c.is_ascii_uppercase());
    let is_version = has_point && (is_named || SINCE.contains(&before.to_lowercase().as_str()));
    is_year || is_version || PRODUCTS.contains(&before)
}

/// What a block says that goes stale.
fn dated(block: &str, language: &Language) -> Option<String> {
    let prose = prose(block);
    let lower = prose.to_lowercase();
    if let Some(now) = language.now.iter().find(|now| has(&lower, now)) {
        return Some((*now).to_owned());
    }
    let is_edge = |c: char| !c.is_alphanumeric() && !matches!(c, '#' | '.');
    let bare = |word: &'_ str| word.trim_matches(is_edge).trim_end_matches('.').to_owned();
    let words: Vec<String> = prose.split_whitespace().map(bare).collect();
    let pairs = std::iter::once("").chain(words.iter().map(String::as_str)).zip(&words);
    let mut found = pairs.filter(|(before, word)| is_dated(before, word));
    found.next().map(|(before, word)| format!("{before} {word}"))
}

/// The facts of a note that go stale and carry no mark.
pub(super) fn unmarked(text: &str, language: &Language) -> Vec<String> {
    let blocks = blocks(text);
    let is_marked = |ix: usize| {
        let follows = blocks.get(ix + 1).is_some_and(|next| next.starts_with(MARK));
        blocks.get(ix).is_some_and(|block| block.contains(MARK)) || follows
    };
    let open = blocks.iter().enumerate().filter(|(ix, _)| !is_marked(*ix));
    open.filter_map(|(_, block)| dated(block, language)).collect()
}

#[test]
fn what_goes_stale_is_told_from_what_cannot() {
    let [english, korean] = &LANGUAGES;
    let stale = [
        (english, "The edition of 2025 has ten.\n"),
        (english, "Measured with PostgreSQL 15.\n"),
        (english, "It is Java 21 (or later).\n"),
        (english, "Share groups, from 4.2, help.\n"),
        (english, "The tag v2.3 moves.\n"),
        (english, "It is currently free.\n"),
        (english, "- one <!-- stale: checked 2026-11 -->\n- two of 2024\n"),
        (english, "| a |\n|---|\n| Redis 7.2 |\n"),
        (korean, "PostgreSQL 15에서 재 보았다.\n"),
        (korean, "라이선스는 2024년에 바뀌었다.\n"),
    ];
    for (language, text) in stale {
        assert_eq!(unmarked(text, language).len(), 1, "{text}");
    }
    let lasting = [
        "Codd published it in 1970, Fielding in 2000.\n",
        "RFC 9110, TLS 1.3, HTTP/1.1, SQL:2016, ISO 8601 and OAuth 2.0 are names; CVE-2023-44487 is one.\n",
        "A key of 2048 bits, 1.5 s, 99.9% of 2,025 requests to 127.0.0.1, step 3.\n",
        "The image `python:3.12` is an example.\n",
        "```text\nPostgreSQL 15 in 2024\n```\n",
        "The edition of 2025. <!-- stale: checked 2026-11 -->\n",
        "| a |\n|---|\n| Redis 7.2 |\n\n<!-- stale: checked 2026-11 -->\n",
        "See [the rules](of-2024.md). It runs concurrently.\n",
    ];
    for text in lasting {
        assert_eq!(unmarked(text, english), Vec::<String>::new(), "{text}");
    }
}
