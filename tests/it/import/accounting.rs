//! Where each line of a source went: what is nowhere in the roadmap, its notes and the summaries must be named in the report.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use crate::harness::Dir;

/// Lines that say how a source is built, and nothing else; the date of a post gives it its place among the others.
const STRUCTURE: &[&str] = &["br", "내가 한 정리", "강의 정리", "Summary"];
/// What stands above a note and is taken over without its name.
const KEYS: &[&str] = &["title: ", "tags:", "categories:"];

/// All that an import made, as words and as it is.
pub(super) struct Made {
    words: String,
    text: String,
    /// Each line that is named, by its file; line 0 stands for all of it.
    named: BTreeSet<(String, usize)>,
}

impl Made {
    /// What the folder `out` and the store of whoever ran the import have, and what its `--json` named.
    pub(super) fn of(dir: &Dir, out: &str, report: &Value) -> Self {
        let mut parts: Vec<String> = Vec::new();
        let roadmap = std::fs::read_to_string(dir.path().join(out).join("roadmap.toml")).expect("a roadmap");
        texts(&toml::Value::Table(roadmap.parse().expect("TOML")), &mut parts);
        let files = [dir.files(&format!("{out}/notes"), ""), dir.files("home/data", ".md")];
        parts.extend(files.iter().flatten().filter_map(|file| std::fs::read_to_string(file).ok()));
        let mut named = BTreeSet::new();
        for remark in report["remarks"].as_array().expect("remarks") {
            let [file, message] = ["file", "message"].map(|key| remark[key].as_str().expect("a text"));
            parts.push(message.to_owned());
            let Some(first) = remark["line"].as_u64() else {
                if message.starts_with("the file is left out") {
                    named.insert((file.to_owned(), 0));
                }
                continue;
            };
            let last = message.split_once("(to line ").and_then(|(_, rest)| rest.split_once(')'));
            let last = last.and_then(|(line, _)| line.parse().ok());
            for line in first..=last.unwrap_or(first) {
                named.insert((file.to_owned(), usize::try_from(line).expect("a line")));
            }
        }
        let words = words(&bare(&parts.join("\n")));
        Self { words, text: parts.join("\n"), named }
    }

    /// The lines of a file of the source that are nowhere.
    pub(super) fn missing(&self, name: &str, text: &str) -> Vec<String> {
        let lines =
            text.lines().enumerate().filter(|(at, line)| !self.is_named(name, at + 1) && !self.has(line));
        lines.map(|(at, line)| format!("{name}:{}: {line}", at + 1)).collect()
    }

    fn is_named(&self, name: &str, line: usize) -> bool {
        [0, line].iter().any(|line| self.named.contains(&(name.to_owned(), *line)))
    }

    /// Whether every piece of a line, and every address in it, is somewhere.
    fn has(&self, line: &str) -> bool {
        let line = without_signs(&line.replace("â€™", "’"));
        if STRUCTURE.contains(&words(&line).trim()) || line.starts_with("date: ") {
            return true;
        }
        let bare = bare(&line);
        let mut pieces = bare.split(['|', ',', '\u{FFFC}']);
        let is_there = |piece: &str| {
            piece.trim().is_empty() || is_time(piece.trim()) || self.words.contains(&words(piece))
        };
        pieces.all(is_there) && addresses(&line).all(|address| self.text.contains(address))
    }
}

/// Whether a cell is a time, which is kept in minutes.
fn is_time(cell: &str) -> bool {
    let unit = cell.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    unit.len() < cell.len() && matches!(unit, "h" | "hours" | "min")
}

/// Every text in a value, the years and minutes too.
fn texts(value: &toml::Value, parts: &mut Vec<String>) {
    match value {
        toml::Value::String(text) => parts.push(text.clone()),
        toml::Value::Array(values) => values.iter().for_each(|value| texts(value, parts)),
        toml::Value::Table(table) => table.values().for_each(|value| texts(value, parts)),
        other => parts.push(other.to_string()),
    }
}

/// A line without what makes it a heading, an item or a task.
fn without_signs(line: &str) -> String {
    let line = line.trim_start_matches(['#', '*', '+', '-', '>', ' ', '\t']);
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = line.get(digits..).unwrap_or_default();
    let line = rest.strip_prefix(". ").filter(|_| digits > 0).unwrap_or(line);
    let line = KEYS.iter().find_map(|key| line.strip_prefix(key)).unwrap_or(line);
    // What a link of roadmap.sh leads to: it is the kind of the resource.
    let line = match line.strip_prefix("[@").and_then(|rest| rest.split_once('@')) {
        Some((_, rest)) => &format!("[{rest}"),
        None => line,
    };
    let is_box = line.starts_with('[') && line.chars().nth(2) == Some(']');
    if is_box { line.chars().skip(3).collect() } else { line.to_owned() }
}

/// A text in which the destinations of links are a sign between two pieces: they are rewritten.
fn bare(text: &str) -> String {
    // Of `[[a|b]]` only the label is seen, and `[[a]]` is its own.
    let label = |part: &str| match part.split_once("]]") {
        Some((link, rest)) => {
            format!("{}\u{FFFC}{rest}", link.rsplit_once('|').map_or(link, |(_, label)| label))
        }
        None => part.to_owned(),
    };
    let text: String = text.split("[[").map(label).collect();
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("](") {
        out.push_str(before);
        out.push('\u{FFFC}');
        let mut depth = 1;
        let end = after.char_indices().find(|(_, c)| {
            depth += i32::from(*c == '(') - i32::from(*c == ')');
            depth == 0 || *c == '\n'
        });
        rest = end.and_then(|(at, c)| after.get(at + c.len_utf8()..)).unwrap_or_default();
    }
    out + rest
}

/// The letters and digits of a text, with one blank before and behind each run of them.
fn words(text: &str) -> String {
    let text = text.replace(['*', '`'], "");
    let runs = text.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty());
    let joined = runs.collect::<Vec<_>>().join(" ");
    if joined.is_empty() { joined } else { format!(" {joined} ") }
}

/// The web addresses in a line.
fn addresses(line: &str) -> impl Iterator<Item = &str> {
    let ends = |c: char| c.is_whitespace() || matches!(c, ')' | '>' | ']' | '"' | '|');
    line.match_indices("http").filter_map(move |(at, _)| line.get(at..)?.split(ends).next())
}

/// Every text file below a folder, with its path below it and its text; or the file itself.
pub(super) fn texts_of(dir: &Dir, source: &str) -> Vec<(String, String)> {
    let path = dir.path().join(source);
    let (base, files) = if path.is_dir() {
        (path.clone(), dir.files(source, ""))
    } else {
        (path.parent().expect("a folder").to_owned(), vec![path.clone()])
    };
    let is_text = |file: &&std::path::PathBuf| {
        file.extension().is_some_and(|ending| ["md", "txt"].iter().any(|known| ending == *known))
    };
    let named = |file: &std::path::PathBuf| {
        let name = file.strip_prefix(&base).map(Path::to_string_lossy).expect("a name").into_owned();
        (name, std::fs::read_to_string(file).expect("a text"))
    };
    files.iter().filter(is_text).map(named).collect()
}
