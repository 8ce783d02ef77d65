use super::*;
use crate::import::DraftTopic;
use crate::import::material::Memory;

fn topic(title: &str, parent: Option<usize>, (file, is_file): (&str, bool), markdown: &str) -> Flat {
    let note = DraftNote { markdown: markdown.to_owned(), file: file.to_owned(), is_file };
    let draft = DraftTopic { title: title.to_owned(), note: Some(note), ..DraftTopic::default() };
    Flat { draft, parent, ..Flat::default() }
}

fn placed(material: &Memory, folder: &str, topics: &[Flat]) -> (Placed, Vec<String>) {
    let ids = crate::import::ids::assigned(topics, None);
    let mut remarks = Vec::new();
    let placed = Notes::new(material, folder).place((topics, &ids), None, &mut remarks);
    let words =
        remarks.iter().map(|remark| format!("{}:{}: {}", remark.place.file, remark.place.line, remark.words));
    (placed, words.collect())
}

fn text<'p>(placed: &'p Placed, path: &str) -> &'p str {
    match placed.files.get(path) {
        Some(Content::Text(text)) => text,
        other => panic!("{path}: {other:?} in {:?}", placed.files.keys()),
    }
}

#[test]
fn whole_files_keep_their_paths_and_parts_get_some_of_their_own() {
    let material = Memory::new(&[]);
    let topics = [
        topic("SQL", None, ("README.md", false), "a"),
        topic("Joins", Some(0), ("README.md", false), "b"),
        topic("Joins", Some(0), ("docs/Joins.md", true), "c"),
        topic("joins", Some(0), ("docs/joins.md", true), "d"),
        topic("Empty", Some(0), ("README.md", false), " \n"),
        topic("Twice", None, ("docs/Joins.md", true), "c"),
        topic("Tricky", None, ("sql/joins.md", true), "e"),
    ];
    let (placed, remarks) = placed(&material, "", &topics);
    let paths: Vec<Option<&str>> = placed.paths.iter().map(Option::as_deref).collect();
    let wanted =
        ["sql.md", "sql/joins-2.md", "docs/Joins.md", "docs/joins-2.md", "", "docs/Joins.md", "sql/joins.md"];
    assert_eq!(paths, wanted.map(|path| Some(path).filter(|path| !path.is_empty())));
    assert!(remarks.is_empty() && placed.files.len() == 5, "{remarks:?} {placed:?}");
}

#[test]
fn links_lead_where_they_led() {
    let material = Memory::new(&[
        ("docs/a.md", ""),
        ("img/x y.png", "x"),
        ("code/a.rs", "x"),
        (".env", "x"),
        ("README.md", "\n\n[n](no.md)"),
    ]);
    let note = "[a](docs/a.md#x) ![x](img/x%20y.png) [c](./code/a.rs) [w](https://a.test) [n](no.md) [o](../o.md) [e](.env) \
                [p](#indexes) [q](#nowhere) [d](docs/)";
    let topics = [
        topic("SQL", None, ("README.md", false), "s"),
        topic("Joins", Some(0), ("README.md", false), note),
        topic(
            "A",
            None,
            ("docs/a.md", true),
            "![x](../img/x%20y.png) [r](../README.md#joins) [s](../README.md)",
        ),
        topic("Indexes", Some(0), ("README.md", false), "i"),
    ];
    let (placed, remarks) = placed(&material, "docs", &topics);
    assert_eq!(
        text(&placed, "sql/joins.md"),
        "[a](../a.md#x) ![x](../img/x%20y.png) [c](../code/a.rs) [w](https://a.test) [n](no.md) [o](../o.md) [e](.env) \
         [p](indexes.md) [q](#nowhere) [d](docs/)\n"
    );
    assert_eq!(text(&placed, "a.md"), "![x](img/x%20y.png) [r](sql/joins.md) [s](README.md)");
    let copies: Vec<&str> = placed
        .files
        .iter()
        .filter(|(_, content)| matches!(content, Content::Copy(_)))
        .map(|(path, _)| &**path)
        .collect();
    assert_eq!(copies, ["README.md", "code/a.rs", "img/x y.png"]);
    assert_eq!(
        remarks,
        [
            "README.md:3: the link to no.md leads to nothing; it was left as it is",
            "README.md:0: the link to ../o.md leads out of the folder of the source; it was left as it is",
            "README.md:0: the link to .env leads to a hidden file, which does not come along; it was left as it is",
            "README.md:0: the link to docs/ leads to a folder; it was left as it is",
        ]
    );
}

#[test]
fn a_link_that_works_already_is_left_byte_for_byte() {
    let material = Memory::new(&[("a/b.md", ""), ("a/c d.md", "")]);
    let topics = [
        topic("B", None, ("a/b.md", true), "[c](<./c d.md> 't') [b](b)"),
        topic("C", None, ("a/c d.md", true), "x"),
    ];
    let (placed, remarks) = placed(&material, "", &topics);
    assert_eq!(text(&placed, "a/b.md"), "[c](<./c d.md> 't') [b](b.md)");
    assert!(remarks.is_empty(), "{remarks:?}");
}
