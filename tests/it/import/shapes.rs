//! What people keep, in all its shapes: each becomes a roadmap, nothing of it is lost, and a second import changes nothing.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::accounting::{Made, texts_of};
use crate::harness::Dir;

/// A folder with a copy of a source of `tests/fixtures/import`.
pub(super) fn fixture(name: &str) -> Dir {
    let dir = Dir::empty();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(name);
    let mut left = vec![(from, name.to_owned())];
    while let Some((from, to)) = left.pop() {
        if from.is_dir() {
            for entry in std::fs::read_dir(&from).expect("a folder").map(|entry| entry.expect("an entry")) {
                let name = entry.file_name().into_string().expect("a name");
                left.push((entry.path(), format!("{to}/{name}")));
            }
        } else {
            dir.put(&to, std::fs::read(&from).expect("a file"));
        }
    }
    dir
}

/// Every file below a folder with its bytes; what a link is stands for its bytes.
pub(super) fn files(dir: &Dir, folder: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let read = |path: PathBuf| {
        let bytes = match std::fs::read_link(&path) {
            Ok(link) => link.into_os_string().into_encoded_bytes(),
            Err(_) => std::fs::read(&path).expect("a file"),
        };
        (path, bytes)
    };
    dir.files(folder, "").into_iter().map(read).collect()
}

/// The tree of a roadmap, a topic a line, and the files beside it.
pub(super) fn outline(dir: &Dir, out: &str) -> String {
    let file = dir.path().join(out).join("roadmap.toml");
    let text = std::fs::read_to_string(&file).expect("a roadmap");
    let roadmap = trailmark::roadmap::parse(&text, &file).expect("a roadmap");
    let list = dir.run(&format!("list -r {out}")).code(0);
    let status: BTreeMap<&str, &str> =
        list.stdout().lines().filter_map(|line| line.split_once('\t')).collect();
    let mut said = format!("{} ({})\n", roadmap.title().as_str(), roadmap.id().as_str());
    for topic in roadmap.topics() {
        let status =
            status.get(topic.id.as_str()).and_then(|rest| rest.split('\t').next()).unwrap_or_default();
        let status = Some(status).filter(|status| *status != "todo");
        let indent = "  ".repeat(topic.depth + 1);
        let _ = write!(said, "{indent}{} [{}]", topic.title.as_str(), topic.id.as_str());
        let more = [
            status.map(str::to_owned),
            topic.note.as_ref().map(|note| format!("note {}", note.as_str())),
            topic.minutes.map(|minutes| format!("{minutes} min")),
            Some(topic.tags.iter().map(|tag| format!("#{}", tag.as_str())).collect::<Vec<_>>().join(" ")),
        ];
        for more in more.into_iter().flatten().filter(|more| !more.is_empty()) {
            let _ = write!(said, ", {more}");
        }
        said.push('\n');
        for resource in &topic.resources {
            let [title, url] = [&resource.title, &resource.url].map(trailmark::text::SafeText::as_str);
            let _ = writeln!(said, "{indent}  = {} {title}: {url}", resource.kind.word());
        }
    }
    for (folder, end) in [(format!("{out}/notes"), ""), ("home/data".to_owned(), ".md")] {
        let base = dir.path().join(&folder);
        let mut files = dir.files(&folder, end);
        files.sort();
        for file in files {
            let name = file.strip_prefix(&base).expect("a name").display();
            let text = std::fs::read_to_string(&file).unwrap_or_else(|_| "(no text)".to_owned());
            let _ = write!(said, "\n--- {name}\n{text}");
        }
    }
    said
}

/// Imports `source` into `out`, checks what holds of every import, and gives what was said and made.
pub(super) fn imported(dir: &Dir, source: &str, more: &str) -> String {
    let before = files(dir, source);
    let dry = dir.run(&format!("import {source} -o out --dry-run --json {more}")).code(0);
    assert!(!dir.path().join("out").exists(), "a dry run writes nothing");
    let ran = dir.run(&format!("import {source} -o out {more}")).code(0);
    let report = dry.json();
    // What leads to nothing in the source does so in the note, and `check` says that as well.
    let is_missing = |remark: &Value| remark["kind"] == "missing";
    if !report["remarks"].as_array().expect("remarks").iter().any(is_missing) {
        dir.run("check -r out").code(0).says("No problems");
    }
    let outline = outline(dir, "out");
    let made = Made::of(dir, "out", &report);
    let texts = texts_of(dir, source);
    let missing: Vec<String> = texts.iter().flat_map(|(name, text)| made.missing(name, text)).collect();
    assert!(missing.is_empty(), "nowhere, and not named:\n{}\n{ran}\n{outline}", missing.join("\n"));
    let all = files(dir, "");
    dir.run(&format!("import {source} -o out {more}"))
        .code(0)
        .says(&format!("Nothing is new in {source}: out/roadmap.toml stays as it is."));
    assert_eq!(files(dir, "").keys().collect::<Vec<_>>(), all.keys().collect::<Vec<_>>());
    assert!(files(dir, "") == all, "a second import writes nothing");
    assert!(files(dir, source) == before, "the source stays as it is");
    format!("{}{}\n{outline}", ran.stdout(), ran.stderr())
}

macro_rules! shapes {
    ($($name:ident: $source:literal $more:literal,)*) => {$(
        #[test]
        fn $name() {
            let dir = fixture($source.split('/').next().unwrap_or_default());
            insta::assert_snapshot!(stringify!($name), imported(&dir, $source, $more));
        }
    )*};
}

shapes! {
    a_readme_with_sections_and_links_to_notes: "sections" "",
    a_readme_of_which_only_headings_are_wanted: "sections/README.md" "--topics headings",
    a_post_with_questions_and_two_summaries_each: "questions.md" "",
    a_plain_list: "outline.txt" "",
    headings_with_bullets: "bullets.md" "",
    headings_with_bullets_as_topics: "bullets.md" "--topics bullets",
    prose_in_korean: "prose.md" "",
    prose_in_korean_item_by_item: "prose.md" "--topics bullets",
    nested_tasks_with_notes_and_images: "tasks" "",
    nested_tasks_to_the_second_level: "tasks" "--depth 2",
    nested_tasks_as_headings: "tasks" "--topics headings",
    nested_tasks_as_links: "tasks" "--topics links",
    posts_of_a_blog: "posts" "",
    a_book_with_a_summary: "book" "",
    a_vault_with_wiki_links: "vault" "",
    tables_of_topics: "table.md" "",
}
