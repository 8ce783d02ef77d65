//! `new`, and the import of another roadmap.

use crate::harness::{Dir, NOTE, ROADMAP};

/// A roadmap as a source, with an image beside its note.
pub(super) fn source() -> Dir {
    Dir::empty()
        .file("source/roadmap.toml", ROADMAP)
        .file("source/notes/sql-joins.md", NOTE)
        .file("source/notes/img/a.png", b"\x89PNG")
        .file("source/thesis.md", "x")
}

#[test]
fn a_new_roadmap_is_made_once() {
    let dir = Dir::empty();
    let ran = dir
        .run_with(&["new", "my study"])
        .code(0)
        .says("my study/roadmap.toml")
        .complains("trailmark 'my study'");
    assert_eq!(ran.stdout().lines().count(), 1, "{ran}");
    dir.run_with(&["check", "-r", "my study"]).code(0).says("No problems: 3 topics");
    let file = dir.path().join("my study/roadmap.toml");
    let before = std::fs::read(&file).expect("a roadmap");
    dir.run_with(&["new", "my study"]).code(1).out("").complains("already, and nothing was changed");
    assert_eq!(std::fs::read(&file).expect("a roadmap"), before);
    dir.run("new").code(2);
}

#[test]
fn another_roadmap_comes_byte_for_byte() {
    let dir = source();
    let ran = dir.run("import source -o copy").code(0);
    insta::assert_snapshot!(format!("{}--\n{}", ran.stdout(), ran.stderr()), @r"
    source (trailmark) is a roadmap now: copy/roadmap.toml
      2 sections, 7 topics, 1 note, 1 resource, 1 other file
    --

    open it: trailmark copy
    ");
    for file in ["roadmap.toml", "notes/sql-joins.md", "notes/img/a.png"] {
        let [old, new] =
            ["source", "copy"].map(|folder| std::fs::read(dir.path().join(folder).join(file)).expect(file));
        assert_eq!(old, new, "{file}");
    }
    assert!(!dir.path().join("copy/thesis.md").exists());
    dir.run("check -r copy").code(0).says("No problems");
    dir.run("import source -o copy")
        .code(0)
        .says("Nothing is new in source: copy/roadmap.toml stays as it is.");
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    let dir = source();
    let ran = dir.run("import source/roadmap.toml -o deep/er/copy --dry-run").code(0);
    insta::assert_snapshot!(format!("{}--\n{}", ran.stdout(), ran.stderr()), @r"
    source/roadmap.toml (trailmark) would become deep/er/copy/roadmap.toml:
      2 sections, 7 topics, 1 note, 1 resource, 1 other file
    --

    nothing was written; the same without --dry-run does it
    ");
    assert!(!dir.path().join("deep").exists() && !dir.path().join("home").exists());
    let json = dir.run("import source -o copy --dry-run --json").code(0).quietly().json();
    assert_eq!(
        (&json["topics"], &json["shape"], &json["is_new"]),
        (&7.into(), &"trailmark".into(), &true.into())
    );
    assert!(!dir.path().join("copy").exists());
    dir.run("import source -o deep/er/copy -q").code(0).out("").quietly();
    dir.run("import source/roadmap.toml -o . --from trailmark")
        .code(1)
        .complains("there are other files in it");
}
