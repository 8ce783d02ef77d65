//! The built-in roadmap and its notes: what a reader may rely on in each of them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use trailmark::roadmap::{Roadmap, parse};

/// Words of a note, with its code: long enough to say something, short enough to be read at once.
const WORDS: std::ops::RangeInclusive<usize> = 150..=500;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn roadmap() -> Roadmap {
    let path = root().join("roadmap.toml");
    let text = std::fs::read_to_string(&path).expect("the roadmap");
    parse(&text, &path).unwrap_or_else(|problems| panic!("{problems}"))
}

/// What a backend engineer looks up by its usual name.
const TERMS: &str = "TCP, UDP, HTTP/1.1, HTTP/2, HTTP/3, WebSocket, gRPC, SSE, Apache, Nginx, Tomcat, layered, hexagonal, \
    event-driven, microservices, domain-driven design, ACID, isolation, normalization, PostgreSQL, MySQL, Oracle, key-value, \
    document, wide-column, Redis, Memcached, DynamoDB, Couchbase, MongoDB, Cassandra, scale up, scale out, proxy, layer 4, \
    layer 7, TLS termination, service mesh, cache eviction, RabbitMQ, Kafka, JSON, XML, Protocol Buffers, TLS, firewall, DDoS, \
    injection, XSS, secrets, OAuth, JWT, unit test, integration, end-to-end, load test, JMeter, CI/CD, containers, \
    Kubernetes, monitoring, logging, Prometheus, Grafana, ELK, API documentation, Swagger, IaaS, PaaS, SaaS, processes, \
    threads, concurrency, terminal, DNS, domain, hosting, IPv4, IPv6, agile, Scrum, Kanban, communication";

/// A note that a topic names.
struct Note {
    title: String,
    path: PathBuf,
    text: String,
}

fn notes() -> Vec<Note> {
    let roadmap = roadmap();
    let note = |topic: &trailmark::roadmap::Topic| {
        let path = root().join("notes").join(topic.note.as_ref()?.as_str());
        let text = std::fs::read_to_string(&path).expect("the note");
        Some(Note { title: topic.title.to_string(), path, text })
    };
    roadmap.topics().iter().filter_map(note).collect()
}

/// Lines outside of code, and the languages of the pieces of code.
fn parted(text: &str) -> (Vec<&str>, Vec<&str>) {
    let (mut lines, mut languages, mut is_code) = (Vec::new(), Vec::new(), false);
    for line in text.lines() {
        match line.trim_start().strip_prefix("```") {
            Some(language) if !is_code => {
                languages.push(language.trim());
                is_code = true;
            }
            Some(_) => is_code = false,
            None if !is_code => lines.push(line),
            None => {}
        }
    }
    assert!(!is_code, "a piece of code has no end");
    (lines, languages)
}

/// The targets of links in a line, `[words](target)`.
fn targets(line: &str) -> Vec<&str> {
    let after = line.split("](").skip(1);
    after.filter_map(|rest| rest.split_once(')')).map(|(target, _)| target).collect()
}

fn files(folder: &Path, found: &mut BTreeSet<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("a file").path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.insert(path);
        }
    }
}

/// Runs a check over all notes and names those that fail it.
#[track_caller]
fn all(what: &str, holds: impl Fn(&Note) -> Result<(), String>) {
    let failed = |note: &Note| holds(note).err().map(|why| format!("{}: {why}", note.path.display()));
    let failed: Vec<String> = notes().iter().filter_map(failed).collect();
    assert!(failed.is_empty(), "{what}:\n{}", failed.join("\n"));
}

fn held(is_so: bool, why: impl Into<String>) -> Result<(), String> {
    if is_so { Ok(()) } else { Err(why.into()) }
}

#[test]
fn every_topic_has_a_note_and_every_note_a_topic() {
    let roadmap = roadmap();
    let without = roadmap.indices().filter(|ix| roadmap.topic(*ix).note.is_none());
    let without: Vec<String> = without.map(|ix| roadmap.topic(ix).id.to_string()).collect();
    assert!(without.is_empty(), "without a note: {without:?}");
    let mut there = BTreeSet::new();
    files(&root().join("notes"), &mut there);
    let named: BTreeSet<PathBuf> = notes().into_iter().map(|note| note.path).collect();
    assert_eq!(named.len(), notes().len(), "two topics have one note");
    let orphans: Vec<_> = there.difference(&named).collect();
    assert!(orphans.is_empty(), "no topic names {orphans:?}");
}

#[test]
fn every_topic_that_is_studied_has_lasting_resources() {
    let roadmap = roadmap();
    for ix in roadmap.indices().filter(|ix| roadmap.is_leaf(*ix)) {
        let topic = roadmap.topic(ix);
        let count = topic.resources.len();
        assert!((1..=4).contains(&count), "{} has {count} resources", topic.id);
        for resource in &topic.resources {
            assert!(resource.url.as_str().starts_with("http"), "{}: {}", topic.id, resource.url);
        }
    }
}

#[test]
fn notes_have_the_form_that_readers_know() {
    all("the title", |note| {
        let first = note.text.lines().next().unwrap_or_default();
        held(first == format!("# {}", note.title), format!("{first:?} and not {:?}", note.title))
    });
    all("the length", |note| {
        let words = note.text.split_whitespace().count();
        held(WORDS.contains(&words), format!("{words} words"))
    });
    all("the headings", |note| {
        let (lines, _) = parted(&note.text);
        let levels: Vec<usize> = lines
            .iter()
            .filter(|line| {
                line.trim_start_matches('#').len() < line.len()
                    && line.trim_start_matches('#').starts_with(' ')
            })
            .map(|line| line.chars().take_while(|c| *c == '#').count())
            .collect();
        let is_in_order = levels.windows(2).all(|pair| pair[1] <= pair[0] + 1 && pair[1] > 1);
        held(levels.first() == Some(&1) && is_in_order, format!("{levels:?}"))
    });
    all("the languages of code", |note| {
        let (_, languages) = parted(&note.text);
        held(languages.iter().all(|language| !language.is_empty()), format!("{languages:?}"))
    });
    all("the questions", |note| {
        let (_, rest) = note.text.split_once("\n## Check yourself\n").ok_or("there are none")?;
        let is_question = |line: &&str| line.starts_with(|c: char| c.is_ascii_digit() || c == '-');
        let count = rest.lines().filter(is_question).count();
        held((3..=5).contains(&count), format!("{count} questions"))
    });
    all("what goes wrong", |note| held(note.text.contains("\n## What goes wrong\n"), "it is not said"));
}

#[test]
fn links_lead_to_notes_that_are_there() {
    all("links", |note| {
        let (lines, _) = parted(&note.text);
        let folder = note.path.parent().ok_or("no folder")?;
        for target in lines.iter().flat_map(|line| targets(line)) {
            let file = target.split('#').next().unwrap_or_default();
            let is_there = target.contains("://") || file.is_empty() || folder.join(file).is_file();
            held(is_there, format!("there is no {target}"))?;
        }
        let see_also = note.text.lines().skip_while(|line| !line.starts_with("See also:"));
        let links: usize = see_also.map(|line| targets(line).len()).sum();
        held((1..=5).contains(&links), format!("{links} links under See also"))
    });
}

#[test]
fn what_is_looked_up_is_found_by_its_usual_name() {
    let notes = notes();
    let lines = notes.iter().flat_map(|note| note.text.lines());
    let lines: Vec<String> = lines.map(str::to_lowercase).collect();
    let is_missing = |term: &&str| {
        let words: Vec<String> = term.split_whitespace().map(str::to_lowercase).collect();
        !lines.iter().any(|line| words.iter().all(|word| line.contains(word)))
    };
    let missing: Vec<&str> = TERMS.split(',').map(str::trim).filter(is_missing).collect();
    assert!(missing.is_empty(), "no line of a note says {missing:?}");
}

#[test]
fn no_paragraph_is_there_twice() {
    let mut seen = std::collections::BTreeMap::new();
    for note in notes() {
        for paragraph in note.text.split("\n\n").filter(|paragraph| paragraph.split_whitespace().count() > 12)
        {
            let other = seen.insert(paragraph.to_owned(), note.path.clone());
            assert!(other.is_none(), "{} and {other:?} both say: {paragraph}", note.path.display());
        }
    }
}
