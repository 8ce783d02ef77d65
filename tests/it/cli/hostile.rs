//! Text that wants to command the terminal gets into no output.

use crate::harness::{Dir, Ran};

const TITLE: &str = r"Evil \u001B[31m\u001B]0;owned\u0007 \u009B2J \u202Egpj.exe \u200B";

fn hostile() -> Dir {
    let roadmap = format!(
        "id = \"test\"\ntitle = \"{TITLE}\"\ndescription = \"{TITLE}\"\n\
         [[topics]]\nid = \"evil\"\ntitle = \"{TITLE}\"\ntags = [\"{TITLE}\"]\nnote = \"evil.md\"\n\
         resources = [{{ type = \"docs\", title = \"{TITLE}\", url = \"https://example.org/\" }}]\n\
         [[topics]]\nid = \"twin\"\ntitle = \"{TITLE}\"\n\
         [[topics.topics]]\nid = \"child\"\ntitle = \"{TITLE}\"\nrequires = [\"evil\"]\n"
    );
    let note = "# \u{1B}[2J\n\n\u{9B}31m &#x1b;[31m \u{202E}x\n\n```\n\u{1B}]0;x\u{7}\n```\n";
    let log = format!(
        "20261120T194503123Z-00-k3f9q2 = {{ topic = \"gone\", title = \"{TITLE}\", status = \"done\" }}\n"
    );
    Dir::empty().file("roadmap.toml", roadmap).file("notes/evil.md", note).file("evil.toml", log)
}

#[track_caller]
fn assert_clean(ran: &Ran) {
    for text in [ran.stdout().to_owned(), ran.stderr()] {
        assert_eq!(text.chars().find(|c| is_bad(*c)), None, "{ran}");
    }
}

#[test]
fn no_verb_lets_it_through() {
    let dir = hostile();
    for line in [
        "status",
        "next",
        "list",
        "list evil",
        "show evil",
        "show twin",
        "start evil",
        "done evil twin",
        "done evil",
        "status",
        "undo",
        "redo",
        "check",
        "orphans",
        "status --json",
        "list --json",
        "show evil --json",
        "next --json",
        "show evi",
        "list -v",
        "restore --from evil.toml --dry-run",
        "restore --from evil.toml --dry-run --json",
        "restore --from evil.toml",
        "restore --list",
    ] {
        assert_clean(&dir.run(line));
    }
    let ambiguous = dir.run_with(&["show", "evil \u{1B}[31m"]).code(4);
    assert_clean(&ambiguous);
    assert_clean(&dir.run_with(&["restore", "--from", "\u{1B}[31m"]).code(1));
    assert_clean(&dir.run_with(&["--\u{1B}[31m"]).code(2));
    assert_clean(&dir.run_with(&["\u{1B}[31m/x"]).code(1));
}

#[test]
fn problems_and_orphans_do_not_let_it_through() {
    let dir = hostile();
    dir.run("done evil").code(0);
    let text = std::fs::read_to_string(dir.path().join("roadmap.toml")).expect("a roadmap");
    dir.put(
        "roadmap.toml",
        text.replace("id = \"evil\"", "id = \"good\"").replace("[\"evil\"]", "[\"good\"]"),
    );
    let orphans = dir.run("orphans").code(0).says("evil\tEvil ");
    assert_clean(&orphans);
    assert_clean(&dir.run("orphans --json").code(0));
    dir.put("roadmap.toml", text.replace("tags", "\"\\u001B[31mtags\""));
    assert_clean(&dir.run("check").code(3));
    assert_clean(&dir.run("status").code(3));
    dir.put("roadmap.toml", text.replace("tags", "# \u{1B}[31m\ntogs"));
    assert_clean(&dir.run("check").code(3));
    assert_clean(&dir.run("check --json").code(3));
}

#[test]
fn a_terminal_gets_only_our_own_sequences() {
    let dir = hostile();
    for line in ["status", "next", "list", "show evil", "show twin", "done evil", "undo"] {
        let plain = dir.in_terminal(line, &[("NO_COLOR", "1")]);
        assert_eq!(plain.chars().find(|c| is_bad(*c)), None, "{line}: {plain:?}");
        let coloured = dir.in_terminal(line, &[]);
        let mut rest = coloured.as_str();
        while let Some((before, after)) = rest.split_once('\u{1B}') {
            assert_eq!(before.chars().find(|c| is_bad(*c)), None, "{line}: {before:?}");
            let colour = after
                .strip_prefix('[')
                .map(|codes| codes.trim_start_matches(|c| matches!(c, '0'..='9' | ';')));
            rest = colour
                .and_then(|codes| codes.strip_prefix('m'))
                .unwrap_or_else(|| panic!("{line}: {after:?}"));
        }
        assert_eq!(rest.chars().find(|c| is_bad(*c)), None, "{line}: {rest:?}");
    }
}

fn is_bad(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{202A}'..='\u{202E}' | '\u{200B}')
}
