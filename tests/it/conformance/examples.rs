//! The examples of the specifications.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::reference::Reference;
use super::{WIDE, fault, shown};

const WIDTHS: [usize; 3] = [20, 40, 80];

/// An example, as the specifications publish theirs.
#[derive(Deserialize)]
struct Example {
    #[serde(rename = "example")]
    number: u32,
    section: String,
    markdown: String,
    html: String,
}

/// An example that is shown otherwise.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    spec: String,
    example: u32,
    reason: String,
}

#[derive(Deserialize)]
struct Exceptions {
    exception: Vec<Exception>,
}

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/specs").join(name)
}

fn read(name: &str) -> String {
    std::fs::read_to_string(file(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn examples(spec: &str) -> Vec<Example> {
    let lines = read(&format!("{spec}.jsonl"));
    lines.lines().map(|line| serde_json::from_str(line).expect("an example")).collect()
}

fn exceptions(spec: &str) -> Vec<Exception> {
    let all: Exceptions = toml::from_str(&read("exceptions.toml")).expect("a table of exceptions");
    all.exception.into_iter().filter(|exception| exception.spec == spec).collect()
}

/// What is wrong with the text of an example in some width.
fn difference(example: &Example) -> Option<String> {
    let reference = Reference::new(&example.html, &example.markdown);
    // Code and tables are cut where they are too wide.
    let is_cut = example.html.contains("<pre") || example.html.contains("<table");
    WIDTHS.iter().find_map(|width| {
        let rows = shown(&example.markdown, if is_cut { WIDE } else { *width });
        reference.difference(&rows).map(|wrong| {
            let Example { number, section, markdown, html } = example;
            format!("{number} ({section}) in {width}: {wrong}\n{markdown:?}\n{html:?}\n{rows:#?}")
        })
    })
}

fn check(spec: &str) {
    let examples = examples(spec);
    let exceptions = exceptions(spec);
    let mut wrong = Vec::new();
    for example in &examples {
        let excepted = exceptions.iter().find(|exception| exception.example == example.number);
        match (difference(example), excepted) {
            (Some(difference), None) => wrong.push(difference),
            (None, Some(exception)) => wrong.push(format!(
                "{} is shown as the specification says: take the exception out ({})",
                example.number, exception.reason
            )),
            _ => {}
        }
    }
    for exception in &exceptions {
        if !examples.iter().any(|example| example.number == exception.example) {
            wrong.push(format!("there is no example {}", exception.example));
        }
    }
    assert!(wrong.is_empty(), "{} of {} in {spec}:\n\n{}", wrong.len(), examples.len(), wrong.join("\n\n"));
}

#[test]
fn every_example_of_commonmark_is_shown() {
    check("commonmark-0.31.2");
}

#[test]
fn every_example_that_github_adds_is_shown() {
    check("gfm-0.29");
}

#[test]
fn every_exception_is_known_and_has_a_reason() {
    let all: Exceptions = toml::from_str(&read("exceptions.toml")).expect("a table of exceptions");
    for exception in &all.exception {
        assert!(file(&format!("{}.jsonl", exception.spec)).exists(), "{}", exception.spec);
        assert!(exception.reason.len() > 20, "{}: {}", exception.example, exception.reason);
    }
}

#[test]
fn every_example_fits_and_is_clean_alone_and_in_containers() {
    let mut wrong = Vec::new();
    for spec in ["commonmark-0.31.2", "gfm-0.29"] {
        for example in examples(spec) {
            let inside = |prefix: &str| {
                let lines: Vec<_> = example.markdown.lines().map(|line| format!("{prefix}{line}")).collect();
                lines.join("\n")
            };
            let notes = [example.markdown.clone(), inside("> "), format!("1.  item\n\n{}", inside("    "))];
            for (note, width) in notes.iter().flat_map(|note| WIDTHS.map(|width| (note, width))) {
                wrong.extend(fault(note, width).map(|fault| format!("{spec} {}: {fault}", example.number)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
