//! The examples of the specifications.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::reference::{Reference, WEIGHTS};
use super::{WIDE, fault, page, shown};

const SPECS: [&str; 2] = ["commonmark-0.31.2", "gfm-0.29"];
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

/// What is looked at in an example.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum What {
    /// All of its text.
    Text,
    /// What of its text is emphasised, strong, struck out or a link.
    Weight,
}

/// An example that is shown otherwise.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    what: What,
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

/// None in the published crate: they are under a licence of their own.
fn examples(spec: &str) -> Vec<Example> {
    let name = format!("{spec}.jsonl");
    if !file(&name).exists() {
        crate::counts::skipped(&format!("there is no {name} here"));
        return Vec::new();
    }
    let lines = read(&name);
    lines.lines().map(|line| serde_json::from_str(line).expect("an example")).collect()
}

fn exceptions(spec: &str, what: What) -> Vec<Exception> {
    let all: Exceptions = toml::from_str(&read("exceptions.toml")).expect("a table of exceptions");
    all.exception.into_iter().filter(|exception| exception.spec == spec && exception.what == what).collect()
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

/// What is wrong with the weight of an example's text. Headings are strong as a whole, and names in code are.
fn weight(example: &Example) -> Option<String> {
    let Example { number, section, markdown, html } = example;
    let reference = Reference::new(html, markdown);
    let rows = page(markdown, 80);
    WEIGHTS.iter().enumerate().find_map(|(index, (tag, modifier))| {
        if *tag == "strong" && ["<h", "<th", "<pre"].iter().any(|tag| html.contains(tag)) {
            return None;
        }
        let spans = rows.iter().flat_map(|row| &row.spans);
        let weighed: Vec<_> = spans
            .filter(|span| span.style.add_modifier.contains(*modifier))
            .map(|span| span.content.to_string())
            .collect();
        let wrong = reference.weighed(index).difference(&weighed)?;
        Some(format!("{number} ({section}): {wrong} in <{tag}>\n{markdown:?}\n{html:?}\n{weighed:?}"))
    })
}

/// An example alone, in a quote, in an item of a list and in both.
fn notes(example: &Example) -> [String; 4] {
    let inside = |prefix: &str| {
        let lines: Vec<_> = example.markdown.lines().map(|line| format!("{prefix}{line}")).collect();
        lines.join("\n")
    };
    [
        example.markdown.clone(),
        inside("> "),
        format!("1.  item\n\n{}", inside("    ")),
        format!("> - item\n>\n{}", inside(">   ")),
    ]
}

fn check(spec: &str, what: What) {
    let examples = examples(spec);
    let exceptions = exceptions(spec, what);
    let difference = match what {
        What::Text => difference,
        What::Weight => weight,
    };
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
    for exception in exceptions.iter().filter(|_| !examples.is_empty()) {
        if !examples.iter().any(|example| example.number == exception.example) {
            wrong.push(format!("there is no example {}", exception.example));
        }
    }
    assert!(wrong.is_empty(), "{} of {} in {spec}:\n\n{}", wrong.len(), examples.len(), wrong.join("\n\n"));
}

#[test]
fn every_example_of_commonmark_is_shown() {
    check("commonmark-0.31.2", What::Text);
}

#[test]
fn every_example_that_github_adds_is_shown() {
    check("gfm-0.29", What::Text);
}

#[test]
fn emphasis_in_every_example_has_its_weight() {
    check("commonmark-0.31.2", What::Weight);
    check("gfm-0.29", What::Weight);
}

#[test]
fn no_example_is_missing() {
    let counts = SPECS.map(|spec| examples(spec).len());
    assert!(counts.contains(&0) || counts == [652, 50], "{counts:?}");
}

#[test]
fn every_exception_is_known_and_has_a_reason() {
    let all: Exceptions = toml::from_str(&read("exceptions.toml")).expect("a table of exceptions");
    for exception in &all.exception {
        assert!(SPECS.contains(&exception.spec.as_str()), "{}", exception.spec);
        assert!(exception.reason.len() > 20, "{}: {}", exception.example, exception.reason);
    }
}

#[test]
fn the_same_text_is_shown_in_containers() {
    let mut wrong = Vec::new();
    for spec in SPECS {
        let exceptions = exceptions(spec, What::Text);
        for example in examples(spec) {
            if exceptions.iter().any(|exception| exception.example == example.number) {
                continue;
            }
            for note in notes(&example) {
                let difference = Reference::of_note(&note).difference(&shown(&note, WIDE));
                wrong.extend(difference.map(|wrong| format!("{spec} {}: {wrong}\n{note:?}", example.number)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_example_fits_and_is_clean_alone_and_in_containers() {
    let mut wrong = Vec::new();
    for spec in SPECS {
        for example in examples(spec) {
            for (note, width) in notes(&example).iter().flat_map(|note| WIDTHS.map(|width| (note, width))) {
                wrong.extend(fault(note, width).map(|fault| format!("{spec} {}: {fault}", example.number)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
