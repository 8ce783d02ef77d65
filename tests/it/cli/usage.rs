//! Help, versions, and command lines that make no sense.

use crate::harness::Dir;

#[test]
fn help_begins_with_three_examples() {
    let dir = Dir::empty();
    for line in ["--help", "-h"] {
        let help = dir.run(line).code(0).quietly();
        let head: Vec<&str> = help.stdout().lines().take(4).collect();
        assert_eq!(head.first(), Some(&"Examples:"), "{help}");
        assert!(head.iter().skip(1).all(|line| line.starts_with("  trailmark")), "{help}");
    }
    dir.run("list --help").code(0).says("tabs").says("--status");
    dir.run("-V").code(0).out(&format!("trailmark {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_misspelt_verb_is_not_taken_for_a_file() {
    let dir = Dir::new();
    for (line, verb) in [
        ("help", "--help"),
        ("help done", "--help"),
        ("staus", "status"),
        ("dnoe jwt", "done"),
        ("--json lst", "list"),
        ("-r roadmap.toml chek", "check"),
    ] {
        dir.run(line).code(2).out("").complains(&format!("did you mean `trailmark {verb}`?"));
    }
    dir.run("frobnicate").code(2).complains("neither a command nor a file");
    dir.run("nowhere/roadmap.toml").code(1).complains("nowhere/roadmap.toml");
    // A file that happens to be called like that is a file.
    let dir =
        Dir::new().file("staus/roadmap.toml", crate::harness::ROADMAP).file("staus/notes/sql-joins.md", "x");
    dir.run("staus").code(0).says("Test roadmap");
}

#[test]
fn wrong_usage_is_exit_2() {
    let dir = Dir::new();
    for line in [
        "done",
        "show",
        "list --status finished",
        "--colour always",
        "undo -n x",
        "completions",
        "reattach a",
    ] {
        dir.run(line).code(2).out("").complains("trailmark: ");
    }
    dir.run("list --status finished").complains("in-progress");
    dir.run("roadmap.toml -r roadmap.toml").code(2);
}

#[test]
fn completions_and_the_manual_name_every_verb() {
    let dir = Dir::empty();
    let man = dir.run("man").code(0).quietly();
    for verb in [
        "status", "next", "list", "show", "done", "start", "skip", "todo", "undo", "redo", "check", "orphans",
    ] {
        assert!(man.stdout().contains(&format!("\\fB{verb}\\fR")), "no {verb}\n{man}");
        for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
            dir.run_with(&["completions", shell]).code(0).quietly().says(verb);
        }
    }
    dir.run("completions tcsh").code(2).complains("fish");
}

#[test]
fn verbose_names_the_files() {
    let dir = Dir::new();
    let ran = dir.run("-v status --short --store s").code(0).out("0% 0/5\n");
    assert!(ran.stderr().contains("roadmap.toml") && ran.stderr().contains("s/test/progress/"), "{ran}");
}
