//! Editors: scripts that write down what they were given.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use trailmark::editor::{Editor, EditorError};
use trailmark::program::is_on_path;

use crate::bench::{Bench, environment};

fn editor(value: &str) -> Editor {
    found(&[("EDITOR", value)]).expect("an editor")
}

fn found(variables: &[(&str, &str)]) -> Result<Editor, EditorError> {
    Editor::find(environment(variables), |name| name == "vi")
}

#[test]
fn words_are_split_like_a_shell() {
    let bench = Bench::new();
    let script = bench.script("my editor", "");
    let summary = bench.path("내 \"summary\" of $HOME; `x`.md");
    for (rest, words) in [
        ("", &[][..]),
        (" \"quoted editor\" -w", &["quoted editor", "-w"]),
        (" 'it''s' a\\ b ''", &["its", "a b", ""]),
        (
            " $(touch x) `touch x` *.md ; touch x | y > z",
            &["$(touch", "x)", "`touch", "x`", "*.md", ";", "touch", "x", "|", "y", ">", "z"],
        ),
    ] {
        let editor = editor(&format!("'{}'{rest}", script.display()));
        assert_eq!(editor.name().as_str(), "my editor");
        editor.edit(&summary).expect("the script runs");
        let mut expected: Vec<OsString> = words.iter().map(OsString::from).collect();
        expected.push(summary.clone().into());
        assert_eq!(bench.arguments(), expected, "{rest}");
    }
    assert!(!bench.path("x").exists() && !Path::new("x").exists(), "a shell ran");
}

#[test]
fn an_editor_is_asked_for_a_line_as_it_wants_to_be_asked() {
    for (value, words) in [
        ("vim", &["+12", "/r/roadmap.toml"][..]),
        ("/usr/bin/nano -w", &["-w", "+12", "/r/roadmap.toml"]),
        ("hx", &["/r/roadmap.toml:12"]),
        ("code --wait", &["--wait", "--goto", "/r/roadmap.toml:12"]),
        ("code.exe", &["--goto", "/r/roadmap.toml:12"]),
        ("gedit", &["/r/roadmap.toml"]),
    ] {
        let command = editor(value).command_at(Path::new("/r/roadmap.toml"), 12);
        let given: Vec<&OsStr> = command.get_args().collect();
        assert_eq!(given, words, "{value}");
    }
}

#[test]
fn every_name_of_a_file_arrives_as_it_is() {
    let bench = Bench::new();
    let editor = editor(&format!("'{}' -w", bench.script("ed", "").display()));
    for name in [&b"two  blanks.md"[..], b"-rf", b"a\nb", b"\xFF\xFE.md", b"'\"\\", "트랜잭션.md".as_bytes()]
    {
        let path = bench.folder().join(OsStr::from_bytes(name));
        editor.edit(&path).expect("the script runs");
        assert_eq!(bench.arguments(), [OsString::from("-w"), path.into()]);
    }
    // A relative one is made absolute: else it would be an option.
    editor.edit(Path::new("-rf")).expect("the script runs");
    let here = std::env::current_dir().expect("a folder").join("-rf");
    assert_eq!(bench.arguments().pop(), Some(here.into()));
}

#[test]
fn visual_comes_first_and_blanks_are_nothing() {
    for (variables, name) in [
        (&[("VISUAL", "code -w"), ("EDITOR", "ed")][..], "code"),
        (&[("VISUAL", ""), ("EDITOR", "ed")], "ed"),
        (&[("VISUAL", " \t"), ("EDITOR", "/usr/bin/ed")], "ed"),
        (&[("VISUAL", "''"), ("EDITOR", "")], "vi"),
        (&[], "vi"),
    ] {
        assert_eq!(found(variables).expect("an editor").name().as_str(), name, "{variables:?}");
    }
}

#[test]
fn no_editor_is_told_with_what_to_do() {
    let mut told = Vec::new();
    told.push(found(&[("VISUAL", "vim '")]).expect_err("a bad quote").to_string());
    told.push(found(&[("EDITOR", "'\u{1B}[2J")]).expect_err("a bad quote").to_string());
    let latin = |name: &str| (name == "EDITOR").then(|| OsStr::from_bytes(b"caf\xE9").to_owned());
    told.push(Editor::find(latin, |_| true).expect_err("no text").to_string());
    told.push(Editor::find(|_| None, |_| false).expect_err("nothing there").to_string());
    insta::assert_snapshot!(told.join("\n"), @r"
    cannot open an editor: VISUAL is `vim '`, with a quote that is never closed. Set EDITOR to an editor that is there, as in `export EDITOR=nano`.
    cannot open an editor: EDITOR is `'␛[2J`, with a quote that is never closed. Set EDITOR to an editor that is there, as in `export EDITOR=nano`.
    cannot open an editor: EDITOR is `caf�`, which is not UTF-8 text. Set EDITOR to an editor that is there, as in `export EDITOR=nano`.
    cannot open an editor: neither VISUAL nor EDITOR is set, and none of nano, vim, vi is there. Set EDITOR to an editor that is there, as in `export EDITOR=nano`.
    ");
}

#[test]
fn an_editor_that_fails_is_told_with_what_was_run() {
    let bench = Bench::new();
    let summary = bench.path("x.md");
    let mut told = Vec::new();
    let mut try_one = |value: String| {
        told.push(bench.told(&editor(&value).edit(&summary).expect_err("a failure")));
    };
    try_one(format!("'{}/no such editor' -w", bench.folder().display()));
    try_one(bench.folder().display().to_string());
    try_one(format!("{} -w", bench.script("fails", "exit 3").display()));
    try_one(bench.script("dies", "kill -9 $$").display().to_string());
    insta::assert_snapshot!(told.join("\n"), @r"
    cannot open [DIR]/x.md with `'[DIR]/no such editor' -w` (from EDITOR): there is no such program. Set EDITOR to an editor that is there, as in `export EDITOR=nano`.
    cannot open [DIR]/x.md with `[DIR]` (from EDITOR): it may not be run. Set EDITOR to an editor that is there, as in `export EDITOR=nano`.
    the editor `[DIR]/fails -w` (from EDITOR) failed with exit code 3 while it had [DIR]/x.md open. What you saved is in that file. Set EDITOR to an editor that is there, as in `export EDITOR=nano`, if it fails again.
    the editor `[DIR]/dies` (from EDITOR) was ended by signal 9 while it had [DIR]/x.md open. What you saved is in that file. Set EDITOR to an editor that is there, as in `export EDITOR=nano`, if it fails again.
    ");
}

#[test]
fn programs_are_looked_for_on_the_path() {
    let bench = Bench::new();
    bench.script("ed", "");
    let path = OsString::from(format!("/nowhere:{}", bench.folder().display()));
    assert!(is_on_path("ed", Some(&path)));
    assert!(!is_on_path("de", Some(&path)));
    std::fs::set_permissions(bench.path("ed"), std::fs::Permissions::from_mode(0o644)).expect("its mode");
    assert!(!is_on_path("ed", Some(&path)), "it cannot be run");
    std::fs::create_dir(bench.path("folder")).expect("a folder");
    assert!(!is_on_path("folder", Some(&path)));
    assert!(is_on_path("sh", None));
}
