//! `export html`, with the real program.

use crate::harness::Dir;

const ROADMAP: &str = r#"
id = "own"
title = "My <own>"
[[topics]]
id = "one"
title = "One"
note = "one.md"
[[topics]]
id = "two"
title = "Two"
note = "gone.md"
"#;

fn dir() -> Dir {
    Dir::empty()
        .file("study/roadmap.toml", ROADMAP)
        .file("study/notes/one.md", "See ![a dot](dot.png), ![a big one](big.png)\n")
}

fn page(dir: &Dir, more: &str) -> String {
    dir.run(&format!("export html -y -o page.html -r study --store store {more}")).code(0);
    std::fs::read_to_string(dir.path().join("page.html")).unwrap()
}

#[test]
fn the_built_in_roadmap_is_a_page_that_opens_quickly() {
    let ran = Dir::empty().run("export html --store store").code(0).quietly();
    let page = ran.stdout();
    assert!(
        page.starts_with("<!doctype html>\n<html lang=\"en\">\n")
            && page.contains("<h1>Backend Developer</h1>")
    );
    assert!(page.len() < 1_500_000, "{} bytes", page.len());
    // What notes link to is there.
    let targets = page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next());
    for target in targets {
        assert!(page.contains(&format!("id=\"{target}\"")), "#{target}");
    }
}

#[test]
fn what_cannot_be_read_is_named_and_left_out() {
    let dir = dir().file("study/notes/dot.png", include_bytes!("dot.png"));
    let big = [include_bytes!("dot.png").as_slice(), &vec![0; 2 * 1024 * 1024]].concat();
    let dir = dir.file("study/notes/big.png", &big);
    dir.run("export html -o page.html -r study --store store")
        .code(0)
        .complains("Cannot read the note")
        .complains("gone.md");
    let page = std::fs::read_to_string(dir.path().join("page.html")).unwrap();
    assert!(page.contains("<img src=\"data:image/png;base64,") && page.contains("[image: a big one]"));
    assert!(page.contains("My &lt;own&gt;"));
}

#[test]
fn parts_can_be_left_out() {
    let dir = dir().file("store/own/summaries/one.md", "my own words");
    dir.run("done one -r study --store store").code(0);
    let all = page(&dir, "");
    assert!(all.contains("my own words") && all.contains("a dot") && all.contains("1 of 2 done"));
    let shared = page(&dir, "--without summaries,progress");
    assert!(!shared.contains("my own words") && shared.contains("a dot") && !shared.contains("1 of 2 done"));
    let bare = page(&dir, "--without notes");
    assert!(bare.contains("my own words") && !bare.contains("a dot"));
    dir.run("export md --without notes -r study --store store")
        .code(2)
        .complains("only `export html` knows --without");
}
