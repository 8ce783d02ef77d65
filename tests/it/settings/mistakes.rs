//! One small broken file for each mistake; the report on it is the snapshot.

use std::path::Path;

use trailmark::config::parse;
use trailmark::tui::action::problems;

/// The report on a broken file.
fn report(text: &str) -> String {
    let (_, found) = parse(text, (Path::new("config.toml"), Some(Path::new("/home/ann"))), &problems);
    found.unwrap_or_else(|| panic!("the file is good: {text}")).to_string()
}

#[test]
fn an_unknown_key() {
    insta::assert_snapshot!(report("teme = \"dark\"\n"), @r#"
    config.toml  line 1, column 1
    The settings file has no key "teme".

       1  │ teme = "dark"
          │ ^^^^ unknown; the nearest is "theme"

    Did you mean "theme"?
    "#);
}

#[test]
fn a_key_that_nothing_is_like() {
    insta::assert_snapshot!(report("font = \"Iosevka\"\n"), @r#"
    config.toml  line 1, column 1
    The settings file has no key "font".

       1  │ font = "Iosevka"
          │ ^^^^ unknown key

    Try   the keys are theme, ascii, mouse, plain, language, store, keys
    "#);
}

#[test]
fn an_unknown_theme() {
    insta::assert_snapshot!(report("theme = \"drak\"\n"), @r#"
    config.toml  line 1, column 9
    "drak" is no theme of the settings file.

       1  │ theme = "drak"
          │         ^^^^^^ one of terminal, dark, light, auto

    Did you mean "dark"?
    "#);
}

#[test]
fn a_theme_that_is_no_text() {
    insta::assert_snapshot!(report("theme = 1\n"), @r#"
    config.toml  line 1, column 9
    "theme" wants a text in quotes, not a number.

       1  │ theme = 1
          │         ^ this is a number

    Try   theme = "dark"
    "#);
}

#[test]
fn signs_that_are_neither_true_nor_false() {
    insta::assert_snapshot!(report("ascii = \"yes\"\n"), @r#"
    config.toml  line 1, column 9
    "ascii" wants true or false, not a text.

       1  │ ascii = "yes"
          │         ^^^^^ this is a text

    Try   ascii = true
    "#);
}

#[test]
fn a_store_that_could_be_anywhere() {
    insta::assert_snapshot!(report("store = \"study\"\n"), @r#"
    config.toml  line 1, column 9
    "study" could be in any folder: it is not a whole path.

       1  │ store = "study"
          │         ^^^^^^^ begins neither with / nor with ~/

    Try   store = "~/study"
    "#);
}

#[test]
fn broken_syntax_with_a_mistake_above_it() {
    insta::assert_snapshot!(report("asci = true\ntheme = \"dark\nstore = 1\n"), @r#"
    config.toml  line 1, column 1
    The settings file has no key "asci".

       1  │ asci = true
          │ ^^^^ unknown; the nearest is "ascii"
       2  │ theme = "dark
       3  │ store = 1

    Did you mean "ascii"?

    config.toml  line 2, column 14
    This is not TOML: invalid basic string, expected `"`.

       1  │ asci = true
       2  │ theme = "dark
          │              ^ not understood
       3  │ store = 1

    Try   write a setting on a line of its own, as in  theme = "dark"
    "#);
}

#[test]
fn keys_that_are_no_table() {
    insta::assert_snapshot!(report("keys = \"vim\"\n"), @r#"
    config.toml  line 1, column 8
    "keys" wants a table of actions, not a text.

       1  │ keys = "vim"
          │        ^^^^^ this is a text

    Try   on two lines:  [keys]  quit = "Q"
    "#);
}

#[test]
fn a_key_that_is_no_text() {
    insta::assert_snapshot!(report("[keys]\nquit = [1, \"Q\"]\n"), @r#"
    config.toml  line 2, column 9
    "quit" wants keys in quotes, not a number.

       1  │ [keys]
       2  │ quit = [1, "Q"]
          │         ^ this is a number

    Try   quit = "Q", or  quit = ["Q", "-q"]
    "#);
}

#[test]
fn an_unknown_action() {
    insta::assert_snapshot!(report("[keys]\ntogle-done = \"x\"\n"), @r#"
    config.toml  line 2, column 1
    There is no action "togle-done".

       1  │ [keys]
       2  │ togle-done = "x"
          │ ^^^^^^^^^^ unknown action

    Did you mean "toggle-done"?
    "#);
}

#[test]
fn an_unknown_key_of_the_keyboard() {
    insta::assert_snapshot!(report("[keys]\nquit = \"hyper-q\"\n"), @r#"
    config.toml  line 2, column 8
    There is no key "hyper-q".

       1  │ [keys]
       2  │ quit = "hyper-q"
          │        ^^^^^^^^^ not a key

    Try   a key is a sign such as x, or a word: space, enter, esc, tab, up, pgdn, F2, ctrl-x, alt-x
    "#);
}

#[test]
fn a_key_that_terminals_cannot_tell_from_another() {
    insta::assert_snapshot!(report("[keys]\nquit = \"ctrl-i\"\n"), @r#"
    config.toml  line 2, column 8
    Terminals send the same for "ctrl-i" and tab.

       1  │ [keys]
       2  │ quit = "ctrl-i"
          │        ^^^^^^^^ not a key

    Try   a key is a sign such as x, or a word: space, enter, esc, tab, up, pgdn, F2, ctrl-x, alt-x
    "#);
}

#[test]
fn a_key_that_another_action_has() {
    insta::assert_snapshot!(report("[keys]\nquit = \"j\"\n"), @r#"
    config.toml  line 2, column 8
    "j" is a key of "down" already, in the tree.

       1  │ [keys]
       2  │ quit = "j"
          │        ^^^ taken

    Try   take it away there:  down = "-j"
    "#);
}

#[test]
fn a_key_that_the_action_has_already() {
    insta::assert_snapshot!(report("[keys]\nquit = \"q\"\n"), @r#"
    config.toml  line 2, column 8
    "q" is a key of "quit" already, in the tree.

       1  │ [keys]
       2  │ quit = "q"
          │        ^^^ taken
    "#);
}

#[test]
fn one_key_for_two_actions() {
    insta::assert_snapshot!(report("[keys]\nquit = \"X\"\ntoggle-done = \"X\"\n"), @r#"
    config.toml  line 3, column 15
    "X" is a key of "quit" already, in the tree.

       1  │ [keys]
       2  │ quit = "X"
       3  │ toggle-done = "X"
          │               ^^^ taken

       2  │ quit = "X"
          │        ^^^ here first
    "#);
}

#[test]
fn a_key_to_take_away_that_is_not_there() {
    insta::assert_snapshot!(report("[keys]\nquit = \"-x\"\n"), @r#"
    config.toml  line 2, column 8
    "x" is no key of "quit".

       1  │ [keys]
       2  │ quit = "-x"
          │        ^^^^ it has q ^C
    "#);
}

#[test]
fn the_last_key_that_leads_out() {
    insta::assert_snapshot!(report("[keys]\nquit = [\"-q\", \"-ctrl-c\"]\n"), @r#"
    config.toml  line 2, column 15
    "quit" would have no key left.

       1  │ [keys]
       2  │ quit = ["-q", "-ctrl-c"]
          │               ^^^^^^^^^ the last one

    Try   leave it one of the keys that it has; others may come beside them
    "#);
}

#[test]
fn several_at_once_by_their_place() {
    let text = "[keys]\nquit = [\"j\", \"-x\"]\nfoo = \"x\"\n";
    let report = report(text);
    let lines: Vec<&str> = report.lines().filter(|line| line.starts_with("config.toml")).collect();
    assert_eq!(
        lines,
        ["config.toml  line 2, column 9", "config.toml  line 2, column 14", "config.toml  line 3, column 1"]
    );
}

#[test]
fn no_text_stops_the_reading() {
    for text in [
        "\u{FEFF}theme = \"dark\"\r\n",
        "",
        "\u{0}",
        "[",
        "=",
        "[[keys]]",
        "keys.a.b = 1",
        "[keys]\n\"\" = \"\"",
    ] {
        let _ = parse(text, (Path::new("config.toml"), None), &problems);
    }
    let deep = format!("a = {}", "[".repeat(20_000));
    let many = (0..3_000).map(|number| format!("k{number} = 1\n")).collect::<Vec<_>>().concat();
    for text in [deep, many] {
        let (_, found) = parse(&text, (Path::new("config.toml"), None), &problems);
        assert!(found.is_some_and(|problems| problems.list.len() <= 101));
    }
}
