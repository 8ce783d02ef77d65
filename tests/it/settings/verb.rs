//! `trailmark config`, and what commands make of the settings.

use crate::harness::Dir;

const CONFIG: &str = "home/config/trailmark/config.toml";

#[test]
fn where_the_settings_are() {
    let dir = Dir::new();
    let path = dir.path().join(CONFIG);
    dir.run("config path").code(0).quietly().out(&format!("{}\n", path.display()));
}

#[test]
fn the_settings_that_count() {
    let dir = Dir::new();
    let shown =
        |dir: &Dir| dir.run("config").code(0).stdout().replace(&*dir.path().to_string_lossy(), "[DIR]");
    insta::assert_snapshot!(shown(&dir), @r#"
    # [DIR]/home/config/trailmark/config.toml (not there yet: `trailmark config edit` makes it)
    theme = "terminal"
    ascii = false
    mouse = true
    plain = false
    store = "[DIR]/home/data/trailmark"
    "#);
    dir.put(CONFIG, "theme = \"dark\"\nstore = \"~/study\"\n[keys]\nquit = [\"Q\", \"-q\"]\n");
    insta::assert_snapshot!(shown(&dir), @r#"
    # [DIR]/home/config/trailmark/config.toml
    theme = "dark"
    ascii = false
    mouse = true
    plain = false
    store = "[DIR]/home/study"

    [keys]
    quit = ["Q", "-q"]
    "#);
}

#[test]
fn the_actions_with_their_keys() {
    let dir = Dir::new().file(CONFIG, "[keys]\nquit = [\"Q\", \"-q\"]\n");
    let ran = dir.run("config keys").code(0).quietly();
    let rows: Vec<Vec<&str>> = ran.stdout().lines().map(|line| line.split('\t').collect()).collect();
    assert!(rows.len() > 30 && rows.iter().all(|row| row.len() == 3), "{ran}");
    assert!(rows.contains(&vec!["toggle-done", "space d tab", "done, again: to do"]), "{ran}");
    assert!(rows.contains(&vec!["quit", "Q ^C", "quit"]), "{ran}");
    let shown = dir.in_terminal("config keys", &[]);
    assert!(shown.contains("toggle-done") && !shown.contains('\t'), "{shown}");
}

#[test]
fn the_editor_gets_a_new_file_with_what_it_could_say() {
    let dir = Dir::new().file("editor", "#!/bin/sh\necho 'ascii = true' >> \"$1\"\n");
    let editor = dir.path().join("editor").display().to_string();
    let shown = dir
        .in_terminal("config edit", &[("EDITOR", &format!("/bin/sh {editor}")), ("PATH", "/usr/bin:/bin")]);
    assert!(shown.replace('\n', "").contains("config.toml"), "{shown}");
    let text = std::fs::read_to_string(dir.path().join(CONFIG)).expect("a file");
    assert!(text.starts_with("# Settings of trailmark.") && text.contains("#theme = \"terminal\""), "{text}");
    // After it was edited it counts.
    let tree = dir.in_terminal("list", &[("LANG", "en_US.UTF-8")]);
    assert!(tree.is_ascii(), "{tree}");
    dir.run("config edit").code(2).complains("`trailmark config path` prints the file");
}

#[test]
fn the_store_of_the_settings_counts_where_nothing_else_names_one() {
    let dir = Dir::new();
    let store = dir.path().join("elsewhere").display().to_string();
    dir.put(CONFIG, format!("store = {store:?}\n"));
    dir.run("done jwt").code(0);
    assert_eq!(dir.files("elsewhere", ".toml").len(), 1);
    dir.run("done jwt --store other").code(0);
    assert_eq!(dir.files("other", ".toml").len(), 1);
}

#[test]
fn mistakes_stop_nothing_and_check_lists_them() {
    let dir = Dir::new().file(CONFIG, "asci = true\nthem = \"dark\"\n");
    let ran = dir.run("status").code(0).complains("config.toml: 2 problems; `trailmark check` says more");
    assert!(ran.stdout().contains("0 of 5"), "{ran}");
    dir.run("status --short").code(0).quietly();
    dir.run("check")
        .code(3)
        .says("The settings file has no key \"asci\".")
        .says("The settings file has no key \"them\".");
    let answer = dir.run("check --json").code(3).json();
    assert_eq!(answer["problems"].as_array().map(Vec::len), Some(2), "{answer}");
    assert_eq!(answer["problems"][0]["line"], 1);
    dir.put(CONFIG, [0xFF_u8]);
    dir.run("status").code(0).complains("it is not UTF-8 text");
    dir.run("check").code(3).says("it is not UTF-8 text");
    dir.put("roadmap.toml", "id = \n");
    dir.put(CONFIG, "[keys]\nquit = \"j\"\n");
    dir.run("check").code(3).says("roadmap.toml").says("\"j\" is a key of \"down\" already, in the tree.");
}
