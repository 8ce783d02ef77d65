//! A second import takes in what is new.

use super::new::source;

#[test]
fn a_second_import_takes_in_what_is_new_and_says_so() {
    let dir = source();
    dir.run("import source -o copy -q").code(0).quietly();
    dir.run("done jwt -r copy").code(0);
    let file = dir.path().join("source/roadmap.toml");
    let text = std::fs::read_to_string(&file).expect("a roadmap");
    let text = text.replace("title = \"Web\"", "title = \"The web\"").replace("minutes = 90", "minutes = 60");
    dir.put("source/roadmap.toml", format!("{text}\n[[topics.topics]]\nid = \"cors\"\ntitle = \"CORS\"\n"));
    dir.put("source/notes/sql-joins.md", "# Joins\n");
    let dry = dir.run("import source -o copy --dry-run").code(0);
    insta::assert_snapshot!(dry.stdout(), @r"
    copy/roadmap.toml would take in what is new in source (trailmark):
      2 sections, 8 topics, 1 note, 1 resource, 1 other file
      1 added: CORS
      1 renamed: Web -> The web
      1 other change of topics
      1 file of notes written
    ");
    dir.run("import source -o copy").code(0).says("copy/roadmap.toml has what is new in source (trailmark).");
    let [old, new] = ["source", "copy"].map(|folder| {
        std::fs::read_to_string(dir.path().join(folder).join("roadmap.toml")).expect("a roadmap")
    });
    assert_eq!(old, new);
    dir.run("check -r copy").code(0).says("No problems");
    dir.run("status --short -r copy").code(0).out("16% 1/6\n");
}

#[test]
fn what_is_kept_is_named() {
    let dir = source();
    dir.run("import source -o copy -q").code(0).quietly();
    dir.put("copy/notes/sql-joins.md", "mine");
    dir.put("source/notes/sql-joins.md", "theirs");
    let ran = dir.run("import source -o copy").code(0).says("Nothing is new");
    insta::assert_snapshot!(ran.stderr(), @r"

    Left as you have it (1):
      notes/sql-joins.md: it was changed by hand, and stays as it is

    open it: trailmark copy
    ");
    assert_eq!(std::fs::read_to_string(dir.path().join("copy/notes/sql-joins.md")).expect("a note"), "mine");
}
