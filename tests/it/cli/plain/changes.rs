//! What others do while a conversation goes on.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout};

use super::{ROADMAP, begun};
use crate::harness::Dir;

/// A conversation in which lines are typed one at a time.
struct Talk {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Talk {
    fn new(dir: &Dir) -> Self {
        let (_, mut child) = begun(dir, &[]);
        let input = child.stdin.take().expect("a pipe");
        let output = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut talk = Self { child, input, output };
        talk.heard();
        talk
    }

    /// What is said until the prompt.
    fn heard(&mut self) -> String {
        let mut bytes = Vec::new();
        while !bytes.ends_with(b"\n> ") {
            assert!(self.output.read_until(b' ', &mut bytes).expect("more") > 0, "the end");
        }
        String::from_utf8(bytes).expect("text").trim_start().trim_end_matches("> ").to_owned()
    }

    fn type_in(&mut self, line: &str) -> String {
        self.input.write_all(format!("{line}\n").as_bytes()).expect("it reads");
        self.heard()
    }

    fn end(mut self) {
        drop(self.input);
        assert!(self.child.wait().expect("it ends").success());
    }
}

#[test]
fn what_another_process_did_is_known_with_the_next_line() {
    let dir = Dir::new();
    let mut talk = Talk::new(&dir);
    dir.run("done jwt").code(0);
    dir.run("summary web-locks mine").code(0);
    insta::assert_snapshot!(talk.type_in("2"), @r"
    Web, in progress, 1 of 2 done, 2 topics below.
    1. Locks, to do, summary
    2. JSON Web Tokens, done
    ");
    dir.run("undo").code(0);
    assert_eq!(talk.type_in("u"), "There is nothing to undo.\n");
    assert_eq!(talk.type_in("status").lines().next(), Some("0 of 5 done, 0 percent."));
    talk.end();
}

#[test]
fn a_changed_roadmap_is_read_again_and_no_number_means_something_else_unsaid() {
    let dir = Dir::new();
    let mut talk = Talk::new(&dir);
    talk.type_in("2");
    talk.type_in("2");
    // Nothing moves: the number goes on to mean what it did.
    dir.put("roadmap.toml", ROADMAP.replace("JSON Web Tokens", "Signed tokens"));
    assert_eq!(
        talk.type_in("d"),
        "The roadmap file has changed and was read again.\nSigned tokens: done. 1 of 5.\n"
    );
    // A topic comes before it.
    let section = "title = \"Web\"\n";
    let more = format!("{section}\n[[topics.topics]]\nid = \"cors\"\ntitle = \"CORS\"\n");
    dir.put("roadmap.toml", ROADMAP.replace(section, &more));
    insta::assert_snapshot!(talk.type_in("done 1"), @r"
    The roadmap file has changed and was read again. The numbers stand for other topics now.
    Nothing was done. This is the list now:
    Web, in progress, 1 of 3 done, 3 topics below.
    1. CORS, to do
    2. Locks, to do
    3. JSON Web Tokens, done
    ");
    dir.run("status --short").code(0).out("16% 1/6\n");
    assert_eq!(talk.type_in("done 1"), "CORS: done. 2 of 6.\n");
    // The place is gone.
    let (before, _) = ROADMAP.split_once("[[topics]]\nid = \"web\"").expect("a section");
    dir.put("roadmap.toml", before);
    insta::assert_snapshot!(talk.type_in("where"), @r"
    The roadmap file has changed and was read again. The numbers stand for other topics now.
    Test roadmap: 0 of 3 done, 0 percent.
    ");
    talk.end();
}

#[test]
fn what_is_wrong_with_a_log_is_told_once() {
    let dir = Dir::new();
    let mut talk = Talk::new(&dir);
    dir.put("home/data/trailmark/test/progress/zzzzzz.toml", "format = 1\n= no event\n");
    let told = talk.type_in("where");
    assert!(told.contains("1 line of ") && told.contains("zzzzzz.toml could not be read"), "{told}");
    assert_eq!(talk.type_in("where"), "Test roadmap: 0 of 5 done, 0 percent.\n");
    assert_eq!(talk.type_in("done jwt"), "JSON Web Tokens: done. 1 of 5.\n");
    talk.end();
}

#[test]
fn a_broken_roadmap_is_told_once_and_what_was_read_stays() {
    let dir = Dir::new();
    let mut talk = Talk::new(&dir);
    dir.put("roadmap.toml", ROADMAP.replace("title = \"Web\"", "titel = \"Web\""));
    let folder = dir.path().display().to_string();
    insta::assert_snapshot!(talk.type_in("done 2").replace(&folder, "[DIR]"), @r#"
    [DIR]/roadmap.toml has 1 problem now; trailmark check lists all.
    Line 28: A topic has no key "titel". Did you mean "title"?
    What was read before stays in use.
    Web: 2 topics done. 2 of 5.
    "#);
    assert_eq!(talk.type_in("u"), "Undone: Locks, JSON Web Tokens done. 0 of 5.\n");
    dir.put("roadmap.toml", ROADMAP);
    assert_eq!(talk.type_in("where"), "The roadmap file is mended.\nTest roadmap: 0 of 5 done, 0 percent.\n");
    std::fs::remove_file(dir.path().join("roadmap.toml")).expect("it was there");
    let gone = talk.type_in("where");
    assert!(gone.contains("roadmap.toml") && gone.contains("stays in use.\nTest roadmap: 0 of 5"), "{gone}");
    assert_eq!(talk.type_in("where"), "Test roadmap: 0 of 5 done, 0 percent.\n");
    talk.end();
}

#[test]
fn what_cannot_be_saved_is_told_and_is_as_on_the_disk() {
    let dir = Dir::new();
    let mut talk = Talk::new(&dir);
    assert_eq!(talk.type_in("done jwt"), "JSON Web Tokens: done. 1 of 5.\n");
    // A folder where the lock should be: root cannot write that either.
    let locks = dir.files("home/state", ".lock");
    assert!(!locks.is_empty());
    for lock in &locks {
        std::fs::remove_file(lock).expect("it was there");
        std::fs::create_dir(lock).expect("a folder");
    }
    let told = talk.type_in("done db-locks");
    assert!(told.contains("Nothing more was saved; what was saved before is as it was."), "{told}");
    assert!(talk.type_in("1").contains("3. Locks, to do\n"));
    for lock in &locks {
        std::fs::remove_dir(lock).expect("it is empty");
    }
    assert_eq!(talk.type_in("done 3"), "Locks: done. 2 of 5.\n");
    dir.run("status --short").code(0).out("40% 2/5\n");
    talk.end();
}

#[test]
fn topics_with_another_id_keep_their_numbers() {
    let dir = Dir::new();
    let mut talk = Talk::new(&dir);
    talk.type_in("2");
    talk.type_in("2");
    let new = ROADMAP.replace("id = \"jwt\"", "id = \"tokens\"\nwas = [\"jwt\"]");
    assert_ne!(new, ROADMAP);
    dir.put("roadmap.toml", new);
    // It is the same topic, and open still.
    let said = talk.type_in("done");
    assert!(said.contains("was read again.\n") && said.contains("JSON Web Tokens: done."), "{said}");
    assert!(talk.type_in("done 2").contains("already done"));
    talk.end();
}

#[test]
fn a_version_that_could_not_be_taken_over_is_tried_again() {
    let dir = Dir::new();
    let mut talk = Talk::new(&dir);
    dir.put("roadmap.toml", ROADMAP.replace("JSON Web Tokens", "Signed tokens"));
    // A file in the place of a folder keeps everybody out, whoever they are.
    let progress = "home/data/trailmark/test/progress";
    dir.put(progress, "in the way");
    let said = talk.type_in("2");
    assert!(said.contains("annot look into your progress folder"), "{said}");
    std::fs::remove_file(dir.path().join(progress)).expect("it is there");
    let said = talk.type_in("2");
    assert!(said.contains("was read again") && talk.type_in("2").contains("Signed tokens"), "{said}");
    talk.end();
}
