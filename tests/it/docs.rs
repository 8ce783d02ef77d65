//! The papers say what the program does.

mod reading;

use std::collections::BTreeSet;
use std::path::Path;

use clap::CommandFactory as _;
use serde_json::Value;
use trailmark::cli::args::Arguments;
use trailmark::cli::exit::Exit;
use trailmark::config::TEMPLATE;
use trailmark::tui::action::{Entry, TABLE};
use trailmark::tui::chord::Arrows;

use crate::cli::plain::said;
use crate::harness::{Dir, ROADMAP};

fn readme() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    std::fs::read_to_string(path).expect("a README.md")
}

/// The action table as the README has it.
fn markdown_table() -> String {
    let row = |entry: &Entry| {
        let keys: Vec<String> =
            entry.labels(Arrows::Signs).iter().map(|label| format!("`{label}`")).collect();
        format!("| {} | {} |\n", keys.join(" "), entry.help)
    };
    format!("| Key | Action |\n| --- | --- |\n{}", TABLE.iter().map(row).collect::<Vec<_>>().concat())
}

#[test]
fn the_readme_lists_every_key() {
    let readme = readme();
    let between = |text: &str| {
        let (_, rest) = text.split_once("<!-- keys -->")?;
        let (table, _) = rest.split_once("<!-- /keys -->")?;
        Some(table.trim().to_owned())
    };
    let found = between(&readme);
    let table = markdown_table();
    assert!(
        found.as_deref() == Some(table.trim()),
        "README.md must have this between the lines <!-- keys --> and <!-- /keys -->:\n\n{table}\nIt has: {found:?}"
    );
}

#[test]
fn the_readme_shows_every_setting() {
    let block = format!("<!-- settings -->\n```toml\n{TEMPLATE}```\n<!-- /settings -->");
    assert!(readme().contains(&block), "README.md must have this:\n\n{block}");
}

#[test]
fn every_field_of_the_json_is_described() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/json.md");
    let described = std::fs::read_to_string(path).expect("docs/json.md");
    // A log of a topic that is gone, and a note that is missing: each answer has something to tell.
    let log = "format = 1\n20261120T194503123Z-00-k3f9q2 = { topic = \"gone\", title = \"Gone\", status = \"done\" }\n";
    let dir = Dir::empty().file("roadmap.toml", ROADMAP).file("store/test/progress/k3f9q2.toml", log);
    let mut fields = BTreeSet::new();
    for verb in [
        "status",
        "next",
        "list",
        "find join",
        "show sql-joins",
        "check",
        "orphans",
        "roadmaps",
        "restore --list",
        "import roadmap.toml -o out --dry-run",
    ] {
        let answer: Value = dir.run(&format!("{verb} --json --store store")).json();
        collect(&answer, &mut fields);
    }
    assert!(fields.len() > 30, "{fields:?}");
    for field in fields {
        assert!(described.contains(&format!("`{field}`")), "docs/json.md says nothing of `{field}`");
    }
}

#[test]
fn every_field_of_an_archive_is_described() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/json.md");
    let papers = std::fs::read_to_string(path).expect("docs/json.md");
    let (_, described) = papers.split_once("# The JSON of `trailmark export json`").expect("a chapter");
    let dir = Dir::new().file("notes/x.bin", b"\xFF");
    let mut answer: Value = dir.run("export json").code(0).json();
    let mut fields = BTreeSet::new();
    for note in answer["notes"].as_object().expect("notes").values() {
        collect(note, &mut fields);
    }
    answer["notes"] = Value::Null;
    collect(&answer, &mut fields);
    for tally in ["percent", "done", "in_progress", "total"] {
        assert!(fields.remove(tally), "{fields:?}");
    }
    assert!(fields.len() > 12, "{fields:?}");
    for field in fields {
        assert!(described.contains(&format!("`{field}`")), "docs/json.md says nothing of `{field}`");
    }
}

/// The names of all fields in a value.
fn collect(value: &Value, fields: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                fields.insert(name.clone());
                collect(value, fields);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, fields)),
        _ => {}
    }
}

#[test]
fn the_help_names_every_verb() {
    let mut command = Arguments::command();
    let help = command.render_long_help().to_string();
    let verbs: Vec<String> = command.get_subcommands().map(|verb| verb.get_name().to_owned()).collect();
    assert!(verbs.len() >= 14, "{verbs:?}");
    let readme = readme();
    for verb in verbs {
        let line = help.lines().find(|line| line.split_whitespace().next() == Some(&verb));
        let words = line.map_or(0, |line| line.split_whitespace().count());
        assert!(words > 1, "--help does not say what {verb} does:\n{help}");
        let named = readme.lines().any(|line| {
            line.starts_with("| `trailmark")
                && line.split(|c: char| !c.is_alphanumeric()).any(|word| word == verb)
        });
        assert!(named, "README.md does not have {verb} in its table of commands");
    }
}

#[test]
fn the_readme_names_every_command_of_the_plain_mode() {
    let help = said(&Dir::new(), "help\n").code(0);
    let readme = readme();
    let (_, section) = readme.split_once("## Plain mode").expect("a section");
    let (section, _) = section.split_once("\n## ").expect("another one");
    let calls = help.stdout().lines().filter_map(|line| Some(line.split_once(": ")?.0));
    let names: Vec<&str> = calls.filter_map(|call| call.split([' ', ',']).next()).collect();
    assert!(names.len() > 20, "{help}");
    let words: BTreeSet<&str> = section.split(|c: char| !c.is_alphanumeric()).collect();
    for name in names {
        assert!(words.contains(name), "README.md says nothing of {name} in plain mode");
    }
}

/// The rows of the README's table of exit codes: the codes, and what they mean.
fn exit_codes(readme: &str) -> Vec<(Vec<u8>, String)> {
    let rows = readme.lines().skip_while(|line| !line.starts_with("| Exit code |")).skip(2);
    rows.map_while(|line| line.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | "))
        .map(|(codes, meaning)| {
            let codes = codes.split(", ").map(|code| code.trim_matches('`').parse().expect("a number"));
            (codes.collect(), meaning.to_owned())
        })
        .collect()
}

#[test]
fn every_exit_code_is_one_that_the_program_ends_with() {
    let readme = readme();
    let rows = exit_codes(&readme);
    let told: BTreeSet<u8> = rows.iter().flat_map(|(codes, _)| codes.clone()).collect();
    let own = [Exit::Success, Exit::Failed, Exit::Usage, Exit::Invalid, Exit::NotFound].map(Exit::code);
    assert!(own.iter().all(|code| told.contains(code)), "{rows:?}");
    // HUP, INT, QUIT, TERM.
    let signals = [1, 2, 3, 15].map(|number| Exit::Signal(number).code());
    assert!(told.iter().all(|code| own.contains(code) || signals.contains(code)), "{rows:?}");
    let help = Arguments::command().render_long_help().to_string();
    for (codes, meaning) in rows.iter().filter(|(codes, _)| codes.iter().all(|code| own.contains(code))) {
        let line = format!("{}  {meaning}", codes[0]);
        assert!(help.lines().any(|row| row.trim() == line), "--help says something else than: {line}");
    }
}
