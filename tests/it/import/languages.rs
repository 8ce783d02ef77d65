//! Titles and notes in several languages survive an import, and the next one.

use serde_json::json;

use crate::harness::Dir;

const ROADMAP: &str = r#"id = "web"
title = "Web"
titles = { ko = "웹" }
description = "All of it."
descriptions = { ko = "전부." }
language = "en"

[[topics]]
id = "html"
title = "HTML"
titles = { ko = "에이치티엠엘", pt-br = "HTML \"claro\"" }
note = "html.md"
"#;

const NEW: &str =
    "\n[[topics.topics]]\nid = \"forms\"\ntitle = \"Forms\"\ntitles = { ko = \"폼\" }\nnote = \"forms.md\"\n";

fn source() -> Dir {
    Dir::empty()
        .file("source/roadmap.toml", ROADMAP)
        .file("source/notes/html.md", "English")
        .file("source/notes/ko/html.md", "한국어")
}

fn text(dir: &Dir, name: &str) -> String {
    std::fs::read_to_string(dir.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn title(dir: &Dir, topic: &str) -> serde_json::Value {
    dir.run(&format!("show {topic} -r out --json --lang ko")).code(0).json()["topic"]["titles"].clone()
}

#[test]
fn every_language_comes_along_and_what_is_new_too() {
    let dir = source();
    dir.run("import source -o out -q").code(0).quietly();
    assert_eq!(text(&dir, "out/roadmap.toml"), ROADMAP);
    assert_eq!(text(&dir, "out/notes/ko/html.md"), "한국어");
    // One title is changed there, one by hand here, and a topic with its notes is new.
    let there = ROADMAP.replace("에이치티엠엘", "마크업");
    dir.put("source/roadmap.toml", format!("{there}{NEW}"));
    dir.put("source/notes/forms.md", "Forms");
    dir.put("source/notes/ko/forms.md", "폼이란");
    dir.put("source/notes/ko/html.md", "더 나은 한국어");
    dir.run("import source -o out").code(0).says("1 added: Forms").says("1 other change of topics");
    assert_eq!(title(&dir, "html"), json!({ "ko": "마크업", "pt-br": "HTML \"claro\"" }));
    assert_eq!(title(&dir, "forms"), json!({ "ko": "폼" }));
    dir.run("list -r out --lang ko").code(0).says("폼");
    dir.run("show forms -r out --lang ko").code(0).says("폼이란");
    assert_eq!(text(&dir, "out/notes/ko/html.md"), "더 나은 한국어");
    assert!(text(&dir, "out/roadmap.toml").contains("descriptions = { ko = \"전부.\" }"));
    dir.run("check -r out").code(0);
    dir.run("import source -o out").code(0).says("Nothing is new in source");
    let mine = text(&dir, "out/roadmap.toml").replace("\"폼\"", "\"양식\"");
    dir.put("out/roadmap.toml", &mine);
    dir.put("source/roadmap.toml", format!("{there}{}", NEW.replace("\"폼\"", "\"서식\"")));
    dir.run("import source -o out").code(0).complains("its titles was changed by hand");
    assert_eq!(text(&dir, "out/roadmap.toml"), mine);
}

#[test]
fn a_title_in_the_language_of_the_roadmap_that_it_goes_into_is_named() {
    let dir = source();
    dir.put(
        "out/roadmap.toml",
        "id = \"web\"\ntitle = \"웹\"\nlanguage = \"ko\"\n\n[[topics]]\nid = \"a\"\ntitle = \"가\"\n",
    );
    dir.run("import source -o out")
        .code(0)
        .says("1 added: HTML")
        .complains("에이치티엠엘: that is the language");
    assert_eq!(title(&dir, "html"), json!({ "pt-br": "HTML \"claro\"" }));
    dir.run("check -r out").code(0);
    dir.run("import source -o out").code(0).says("Nothing is new in source");
}
