//! What comes out is lines, whatever goes in.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};

use super::{NOTE, ROADMAP, begun, said, talk};
use crate::harness::{Dir, Ran};

/// Every command once, and a bit of everything else.
const TOUR: &str = "help\n1\n1\nd\n*\ni 2\ns 3\nadd words\nread\nback\nwhere\nstatus\nw\nfind join\nfilter done\nu\nredo\n\
                    copy\nopen 7\nls\nmore\ntop\n..\nnonsense\n\n";

#[test]
fn no_byte_commands_a_terminal_and_no_sign_stands_for_a_word() {
    let note = "# SQL joins\n\n## Kinds\n\n- [x] inner\n- [ ] outer\n- both\n\n> quoted\n\n> [!TIP]\n> Mind the NULLs.\n\n---\n\n\
                | Kind | Rows |\n|---|---|\n| inner | those that match |\n\n```sql\nSELECT 1;\n```\n\n\
                <details><summary>More</summary>\n\nhidden\n\n</details>\n";
    let dir = Dir::new().file("notes/sql-joins.md", note);
    for locale in ["C.UTF-8", "C"] {
        let ran = with(&dir, TOUR, ("LC_ALL", locale)).code(0).quietly();
        let bad = |c: char| c != '\n' && (c.is_control() || !(c.is_ascii() || c.is_alphanumeric()));
        assert_eq!(ran.stdout().chars().find(|c| bad(*c)), None, "{ran}");
        assert!(ran.stdout().lines().all(|line| !line.starts_with(['|', '+', '*'])), "{ran}");
        let ran = with(&dir, TOUR, ("CLICOLOR_FORCE", "1")).code(0).quietly();
        assert!(!ran.stdout().contains('\u{1B}'), "{ran}");
    }
}

fn with(dir: &Dir, input: &str, (name, value): (&str, &str)) -> Ran {
    let (mut command, mut child) = begun(dir, &[]);
    child.kill().expect("it runs");
    child.wait().expect("it ends");
    command.env(name, value);
    let mut child = command.spawn().expect("the program starts");
    let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
    let output = child.wait_with_output().expect("the program ends");
    Ran::ended(&command, output)
}

#[test]
fn text_that_wants_to_command_the_terminal_does_not() {
    let title = r"Evil \u001B[31m\u001B]0;owned\u0007 \u009B2J \u202Egpj.exe";
    let roadmap = format!(
        "id = \"test\"\ntitle = \"{title}\"\n[[topics]]\nid = \"evil\"\ntitle = \"{title}\"\nnote = \"evil.md\"\n\
         tags = [\"{title}\"]\nresources = [{{ type = \"docs\", title = \"{title}\", url = \"https://example.org/\" }}]\n"
    );
    let note = "# \u{1B}[2J\n\n\u{9B}31m &#x1b;[31m \u{202E}x\n\n```\n\u{1B}]0;x\u{7}\n```\n";
    let dir = Dir::empty().file("roadmap.toml", roadmap).file("notes/evil.md", note);
    let ran = said(
        &dir,
        "1\nadd \u{1B}[2J mine\nread\ndone\n\u{1B}[A\n/\u{1B}[31m\nfind owned\nfilter \u{1B}[2J\ncopy\n",
    )
    .code(0);
    let bad = |c: char| c != '\n' && (c.is_control() || ('\u{202A}'..='\u{202E}').contains(&c));
    assert_eq!(ran.stdout().chars().find(|c| bad(*c)), None, "{ran}");
}

#[test]
fn lines_that_are_none_do_nothing_and_say_so() {
    let dir = Dir::new();
    let mut input = b"done \xFF\xFE\n".to_vec();
    input.extend(b"done 1 ".repeat(100_000));
    input.extend(b"\n\0\x01\x02\r\ndone jwt\r\nstatus");
    let ran = said(&dir, input).code(0).quietly();
    let (_, answers) = ran.stdout().split_once("or help.\n").expect("a greeting");
    insta::assert_snapshot!(answers.replace("> \n", ">\n"), @r"
    >
    That line is not UTF-8 text. Nothing was done.
    >
    That line is longer than 64 KiB. Nothing was done.
    >
    There is no command ␀␁␂. Type help for the commands.
    >
    JSON Web Tokens: done. 1 of 5.
    >
    1 of 5 done, 20 percent.
    In progress: nothing.
    Next: Locks, next in order.
    >
    ");
    // The very longest line that is read, and the end of the input within one.
    let longest = format!("find {}", "x".repeat(64 * 1024 - 6));
    said(&dir, format!("{longest}\n")).code(0).says("No title, note or summary says that.");
    said(&dir, format!("{longest}y\n")).code(0).says("longer than 64 KiB");
    said(&dir, format!("{longest}y")).code(0).says("longer than 64 KiB");
}

#[test]
fn without_a_tool_nothing_is_copied_and_the_terminal_is_not_asked() {
    // From afar no tool of this machine is of use.
    let ran = with(&Dir::new(), "1\n1\ny 1\n", ("SSH_TTY", "/dev/pts/1")).code(0).quietly();
    ran.says("Not copied: there is no program here that does it. The text is https://example.org/joins\n");
}

#[test]
fn what_is_far_too_long_is_neither_looked_up_nor_said_again() {
    let long = "x".repeat(50_000);
    let numbers = "1-2 ".repeat(10_000);
    let digits = "9".repeat(50_000);
    let input =
        format!("{long}\nread {long}\nfind {long}\ndone {numbers}\n{digits}\nopen {digits}\nfilter {long}\n");
    let ran = said(&Dir::new(), input).code(0).quietly();
    assert!(ran.stdout().lines().all(|line| line.len() < 150), "{ran}");
    ran.says("name each number once").says("0 of 5 done");
}

#[test]
fn long_lists_and_notes_come_in_pages() {
    let mut roadmap = "id = \"l\"\ntitle = \"Long\"\n".to_owned();
    for number in 1..=45 {
        let topic = format!("[[topics]]\nid = \"t{number}\"\ntitle = \"Topic {number}\"\nnote = \"n.md\"\n");
        roadmap.push_str(&topic);
    }
    let note: Vec<String> = (1..=150).map(|line| format!("- line {line}\n")).collect();
    let dir = Dir::empty().file("roadmap.toml", roadmap).file("notes/n.md", note.concat());
    let shown = talk(&dir, &["more", "", "", "more", "d 45", "40", "more", "more"]);
    let some: Vec<&str> = shown
        .lines()
        .filter(|line| {
            let number = |end: &str| line.starts_with(end);
            !number("- line ")
                || line.ends_with(" 1")
                || line.ends_with("95")
                || line.ends_with("96")
                || line.ends_with("150")
        })
        .collect();
    insta::assert_snapshot!(some.join("\n"), @r"
    > more
    21. Topic 21, to do
    22. Topic 22, to do
    23. Topic 23, to do
    24. Topic 24, to do
    25. Topic 25, to do
    26. Topic 26, to do
    27. Topic 27, to do
    28. Topic 28, to do
    29. Topic 29, to do
    30. Topic 30, to do
    31. Topic 31, to do
    32. Topic 32, to do
    33. Topic 33, to do
    34. Topic 34, to do
    35. Topic 35, to do
    36. Topic 36, to do
    37. Topic 37, to do
    38. Topic 38, to do
    39. Topic 39, to do
    40. Topic 40, to do
    40 of 45 lines. Type more to go on.
    >
    41. Topic 41, to do
    42. Topic 42, to do
    43. Topic 43, to do
    44. Topic 44, to do
    45. Topic 45, to do
    >
    Long: 0 of 45 done, 0 percent.
    > more
    There is no more.
    > d 45
    Topic 45: done. 1 of 45.
    > 40
    Topic 40
    Status: to do

    Note:
    - line 1
    - line 95
    - line 96
    100 of 154 lines. Type more to go on.
    > more
    - line 150
    > more
    There is no more.
    ");
}

#[test]
fn whoever_stops_reading_ends_it_quietly() {
    let dir = Dir::new();
    let (command, mut child) = begun(&dir, &[]);
    let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut first = String::new();
    output.read_line(&mut first).expect("a line");
    assert_eq!(first, "Test roadmap\n");
    drop(output);
    let mut input = child.stdin.take().expect("a pipe");
    // It may be gone before it has read all of it.
    let _ = input.write_all(&b"help\n".repeat(1_000));
    let status = child.wait().expect("it ends");
    let mut words = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut words).expect("text");
    assert!(status.success() && words.is_empty(), "{command:?} {status} {words}");
}

#[test]
fn each_answer_is_there_before_the_next_line_is_typed() {
    let dir = Dir::new();
    let (_, mut child) = begun(&dir, &[]);
    let mut input = child.stdin.take().expect("a pipe");
    let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut until_prompt = || {
        let mut bytes = Vec::new();
        while !bytes.ends_with(b"\n> ") {
            assert!(output.read_until(b' ', &mut bytes).expect("more") > 0, "the end");
        }
        String::from_utf8(bytes).expect("text")
    };
    assert!(until_prompt().ends_with("or help.\n> "));
    for (line, answer) in [
        ("done jwt", "\nJSON Web Tokens: done. 1 of 5.\n> "),
        ("u", "\nUndone: JSON Web Tokens done. 0 of 5.\n> "),
    ] {
        input.write_all(format!("{line}\n").as_bytes()).expect("it reads");
        assert_eq!(until_prompt(), answer);
        assert_eq!(dir.run("status --short").code(0).stdout().starts_with("20%"), line == "done jwt");
    }
    drop(input);
    assert!(child.wait().expect("it ends").success());
}

#[test]
fn options_go_with_it_or_say_why_not() {
    let dir = Dir::new()
        .file("other/roadmap.toml", ROADMAP.replace("Test roadmap", "Other"))
        .file("other/notes/sql-joins.md", NOTE);
    for arguments in [&["--plain", "other"][..], &["other", "--plain"], &["-r", "other", "--plain"]] {
        dir.run_with(arguments).code(0).says("Other\n").says("\n> \n");
    }
    // It was the last one that was opened.
    let mut command = dir.command(&["status"]);
    command.current_dir(dir.path().join("home"));
    // In an alias it changes nothing for commands.
    dir.run("--plain status --short").code(0).out("0% 0/5\n");
    dir.run("--plain status --json").code(0).json();
    dir.run("--plain --json").code(2).out("").complains("cannot be in JSON");
    // Without a terminal a setting does not change what programs read.
    dir.put("home/config/trailmark/config.toml", "plain = true\n");
    dir.run("").code(0).says("Test roadmap  ").says("In progress: nothing");
    dir.run("config").code(0).says("plain = true\n");
    dir.put("roadmap.toml", "id = 1");
    dir.run("--plain").code(3).out("").complains("roadmap.toml");
}
