//! What is not imported, and why; nothing is ever written outside of the folder.

use super::new::source;
use crate::harness::Dir;

#[test]
fn what_cannot_be_imported_is_told_with_what_to_do() {
    let dir = source()
        .file("broken/roadmap.toml", "id = ")
        .file("zip/a.md", b"PK\x03\x04\0\0\x01\x02\0\0")
        .file("x.json", "{}")
        .file("empty.md", "");
    for (line, code, words) in [
        ("import source", 2, "--output"),
        ("import source -o out --from excel", 2, "markdown, notes"),
        ("import source -o out --topics words", 2, "headings, tasks, bullets, links"),
        ("import source -o out --depth 0", 2, "depth"),
        ("import nowhere -o out", 1, "there is no such file or folder"),
        ("import https://github.com/a/b -o out", 1, "clone it first"),
        ("import github.com/a/b -o out", 1, "clone it first"),
        ("import x.json -o out", 1, "--from: markdown"),
        ("import empty.md -o out", 1, "there is nothing in it. Give another file or folder."),
        ("import zip --from balsamiq -o out", 1, "no file in it is `balsamiq`. Give the file itself."),
        ("import zip/a.md -o out", 1, "it is no text"),
        ("import broken -o out", 1, "it is no roadmap"),
        ("import source -o source", 1, "into itself"),
        ("import source -o broken", 1, "has mistakes"),
        ("import source -o zip", 1, "there are other files in it"),
        ("import source -o x.json", 1, "Cannot import into"),
        ("import source -o x.json/out", 1, "Cannot"),
    ] {
        dir.run(line).code(code).out("").complains(words);
        assert!(!dir.path().join("out").exists(), "{line}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_in_a_source_leads_nowhere() {
    use std::os::unix::fs::symlink;
    let dir = Dir::empty()
        .file("secret.md", "secret")
        .file(
            "source/roadmap.toml",
            "id = \"x\"\ntitle = \"X\"\n[[topics]]\nid = \"a\"\ntitle = \"A\"\nnote = \"a.md\"\n",
        )
        .file("source/notes/b.md", "b");
    symlink(dir.path().join("secret.md"), dir.path().join("source/notes/a.md")).expect("a link");
    dir.run("import source -o out").code(0).complains("the note notes/a.md is not there");
    assert!(dir.files("out", "a.md").is_empty() && dir.files("out", "b.md").len() == 1);
}

#[cfg(unix)]
#[test]
fn a_link_in_the_folder_is_not_written_through() {
    use std::os::unix::fs::symlink;
    let dir = source().file("mine.md", "mine");
    dir.run("import source -o copy -q").code(0);
    let note = dir.path().join("copy/notes/sql-joins.md");
    std::fs::remove_file(&note).expect("a note");
    symlink(dir.path().join("mine.md"), &note).expect("a link");
    dir.put("source/notes/sql-joins.md", "new");
    dir.run("import source -o copy").code(0).complains("stays as it is");
    assert_eq!(std::fs::read_to_string(dir.path().join("mine.md")).expect("a file"), "mine");
}

#[test]
fn what_was_imported_from_something_else_is_not_mixed_up() {
    let dir = source()
        .file("a.md", "- [ ] A\n- [ ] B\n")
        .file("c.md", "- [ ] C\n")
        .file("ab.md", "- [ ] B\n- [ ] D\n");
    dir.run("import a.md -o out").code(0);
    let before = std::fs::read(dir.path().join("out/roadmap.toml")).expect("a roadmap");
    for line in ["import c.md -o out", "import c.md -o out --dry-run"] {
        dir.run(line).code(1).out("").complains("that was imported from something else");
    }
    assert_eq!(std::fs::read(dir.path().join("out/roadmap.toml")).expect("a roadmap"), before);
    // Something of it is there, or it is meant.
    dir.run("import ab.md -o out").code(0).says("1 added: D");
    dir.run("import c.md -o out -y").code(0).says("1 added: C");
}
