//! Where roadmaps and notes are found, and what happens where they are not what they should be.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use trailmark::roadmap::{NotePath, Roadmap};
use trailmark::source::{Source, Wishes};

const ROADMAP: &str = "id = \"a\"\ntitle = \"A\"\n\n[[topics]]\nid = \"x\"\ntitle = \"X\"\nnote = \"x.md\"\n";

/// A fresh folder, by its real name.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(TempDir::new().expect("a folder"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().canonicalize().expect("the folder").join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        File::create(&path).and_then(|mut file| file.write_all(bytes.as_ref())).expect("a file");
        path
    }

    /// A message without the name of this folder.
    fn without_place(&self, message: &str) -> String {
        message.replace(&self.path("").to_string_lossy().into_owned(), "…/")
    }
}

fn wishes(folder: &Path) -> Wishes<'_> {
    Wishes { argument: None, variable: None, folder, last: None }
}

fn note(text: &str) -> NotePath {
    NotePath::new(text).expect("a path")
}

fn open(file: &Path) -> (Source, Roadmap) {
    let source = Source::File(file.to_path_buf());
    let roadmap = source.load().expect("a roadmap");
    (source, roadmap)
}

#[test]
fn the_first_that_is_there_wins() {
    let folder = Folder::new();
    let [argument, variable, above, last] =
        ["arg/roadmap.toml", "var/my.toml", "work/roadmap.toml", "last.toml"]
            .map(|name| folder.write(name, ROADMAP));
    let deep = folder.path("work/deep/er");
    fs::create_dir_all(&deep).expect("folders");
    let all = Wishes {
        argument: argument.parent(),
        variable: Some(variable.as_os_str()),
        folder: &deep,
        last: Some(&last),
    };
    let found = |wishes| Source::locate(wishes).expect("a source");
    assert_eq!(found(all), Source::File(argument.clone()));
    assert_eq!(found(Wishes { argument: Some(&argument), ..all }), Source::File(argument.clone()));
    assert_eq!(found(Wishes { argument: None, ..all }), Source::File(variable.clone()));
    let unset = Wishes { argument: None, variable: Some(OsStr::new("")), ..all };
    assert_eq!(found(unset), Source::File(above));
    let elsewhere = folder.path("");
    assert_eq!(found(Wishes { folder: &elsewhere, ..unset }), Source::File(last.clone()));
    let gone = folder.path("gone.toml");
    assert_eq!(found(Wishes { folder: &elsewhere, last: Some(&gone), ..unset }), Source::BuiltIn);
}

#[test]
fn a_name_that_cannot_be_a_roadmap() {
    let folder = Folder::new();
    let empty = folder.path("empty");
    fs::create_dir(&empty).expect("a folder");
    let gone = folder.path("gone.toml");
    let here = folder.path("");
    let message = |wishes| folder.without_place(&Source::locate(wishes).expect_err("no source").to_string());
    insta::assert_snapshot!(message(Wishes { argument: Some(&gone), ..wishes(&here) }), @"Cannot read the roadmap …/gone.toml: there is no such file. Check the path; a folder with a roadmap.toml in it will do as well.");
    insta::assert_snapshot!(message(Wishes { variable: Some(gone.as_os_str()), ..wishes(&here) }), @"Cannot read the roadmap …/gone.toml (from TRAILMARK_ROADMAP): there is no such file. Check the path; a folder with a roadmap.toml in it will do as well.");
    insta::assert_snapshot!(message(Wishes { argument: Some(&empty), ..wishes(&here) }), @"Cannot open the folder …/empty as a roadmap: it has no roadmap.toml. Name a folder that has one, or the file itself.");
    insta::assert_snapshot!(message(Wishes { argument: Some(Path::new("")), ..wishes(&here) }), @"Cannot open a roadmap without a name. Give the path of a roadmap.toml.");
}

#[test]
fn roadmap_files_that_cannot_be_read() {
    let folder = Folder::new();
    let message = |path: &Path| {
        let error = Source::File(path.to_path_buf()).load().expect_err("no roadmap");
        folder.without_place(&error.to_string())
    };
    insta::assert_snapshot!(message(&folder.path("gone.toml")), @"Cannot read the roadmap …/gone.toml: there is no such file. Check the path; a folder with a roadmap.toml in it will do as well.");
    insta::assert_snapshot!(message(&folder.path("")), @"Cannot read the roadmap …/: it is a folder. Name a roadmap.toml.");
    insta::assert_snapshot!(message(&folder.write("latin.toml", b"title = \"caf\xE9\"\n")), @"Cannot read the roadmap …/latin.toml: it is not UTF-8: line 1 has the byte 0xE9 at its byte 13. Save it as UTF-8 in your editor.");
    insta::assert_snapshot!(message(&folder.write("wide.toml", b"\xFF\xFEi\0d\0")), @"Cannot read the roadmap …/wide.toml: it is UTF-16. Save it as UTF-8 in your editor.");
    let large = folder.write("large.toml", "");
    File::options().write(true).open(&large).and_then(|file| file.set_len(17 << 20)).expect("a large file");
    insta::assert_snapshot!(message(&large), @"Cannot read the roadmap …/large.toml: it has 17.0 MiB, which is too large. A roadmap has at most 8.0 MiB; split it, or move long texts into notes.");
    let broken = folder.write("broken.toml", "id = x\n");
    assert!(message(&broken).contains("broken.toml  line 1, column 6"));
}

#[test]
fn the_built_in_roadmap_is_good() {
    let source = Source::BuiltIn;
    let roadmap = source.load().unwrap_or_else(|error| panic!("{error}"));
    let inspection = source.inspect().expect("an answer");
    assert_eq!(inspection.roadmap.as_ref(), Some(&roadmap));
    assert!(inspection.problems.is_none(), "{inspection:?}");
    for path in roadmap.topics().iter().filter_map(|topic| topic.note.as_ref()) {
        assert!(source.note(&roadmap, path).is_ok_and(|note| note.notice.is_none()), "{path}");
    }
    assert_eq!((source.stamp(), source.label().as_str()), (None, "the built-in roadmap"));
    let error = source.note(&roadmap, &note("gone.md")).expect_err("no note");
    insta::assert_snapshot!(error, @"Cannot read the note notes/gone.md of the built-in roadmap: there is no such file. Write the file, or take the `note` line out of the roadmap.");
}

#[test]
fn notes_are_read_from_their_folder() {
    let folder = Folder::new();
    let (source, roadmap) = open(&folder.write("roadmap.toml", ROADMAP));
    folder.write("notes/x.md", "\u{FEFF}# X\r\ntext\r\n");
    let text = source.note(&roadmap, &note("x.md")).expect("a note");
    assert_eq!((text.markdown.as_str(), text.notice), ("# X\ntext\n", None));
    assert!(source.inspect().expect("an answer").problems.is_none());

    let stamp = source.note_stamp(&roadmap, &note("x.md"));
    assert_eq!(stamp, source.note_stamp(&roadmap, &note("x.md")));
    folder.write("notes/x.md", "longer than it was before");
    assert_ne!(stamp, source.note_stamp(&roadmap, &note("x.md")));
    assert!(stamp.is_some() && source.note_stamp(&roadmap, &note("gone.md")).is_none());
    assert!(source.stamp().is_some());
}

#[test]
fn a_long_note_is_cut_and_says_so() {
    let folder = Folder::new();
    let (source, roadmap) = open(&folder.write("roadmap.toml", ROADMAP));
    folder.write("notes/x.md", format!("a{}", "가".repeat(700_000)));
    let text = source.note(&roadmap, &note("x.md")).expect("a note");
    assert_eq!(text.markdown.len(), 1024 * 1024);
    assert_eq!(
        text.notice.map(String::from).as_deref(),
        Some("Only the first 1.0 MiB of this note are shown; the file has 2.0 MiB.")
    );
}

#[test]
fn a_tiny_note_is_read_in_the_encoding_of_its_roadmap() {
    let folder = Folder::new();
    for (language, title, encoding, text) in [
        ("ko", "X", encoding_rs::EUC_KR, "한글"),
        ("ja-JP", "X", encoding_rs::SHIFT_JIS, "日本"),
        ("zh-TW", "X", encoding_rs::BIG5, "索引"),
        ("", "트랜잭션", encoding_rs::EUC_KR, "색인"),
    ] {
        let toml = ROADMAP.replace("\n\n", &format!("\nlanguage = \"{language}\"\n\n"));
        let (source, roadmap) =
            open(&folder.write("roadmap.toml", toml.replace("\"X\"", &format!("\"{title}\""))));
        folder.write("notes/x.md", encoding.encode(text).0);
        let read = source.note(&roadmap, &note("x.md")).expect("a note");
        assert_eq!(read.markdown, text);
        let name = encoding.name();
        let notice =
            format!("This note is not UTF-8; it was read as {name}. Save it as UTF-8 in your editor.");
        assert_eq!(read.notice.map(String::from), Some(notice));
    }
}

/// The report on a roadmap file, and whether the roadmap can be used all the same.
fn inspected(folder: &Folder, file: &Path) -> (bool, String) {
    let inspection = Source::File(file.to_path_buf()).inspect().expect("an answer");
    let report = inspection.problems.map(|problems| problems.to_string()).unwrap_or_default();
    (inspection.roadmap.is_some(), folder.without_place(&report))
}

#[test]
fn notes_and_ids_that_are_missing_are_shown_in_their_place() {
    let folder = Folder::new();
    let file = folder.write(
        "roadmap.toml",
        r#"id = "a"
title = "A"
[[topics]]
title = "One two"
note = "sub/transaction.md"
[[topics]]
id = "y"
title = "Y"
note = "sub"
[[topics]]
id = "z"
title = "Z"
note = "kafka.md"
"#,
    );
    folder.write("notes/sub/transactions.md", "text");
    let (is_usable, report) = inspected(&folder, &file);
    assert!(is_usable && Source::File(file).load().is_ok());
    insta::assert_snapshot!(report, @r#"
    …/roadmap.toml  line 4, column 9
    Topic "One two" has no id: its progress is lost when its title or its place changes.

       2  │ title = "A"
       3  │ [[topics]]
       4  │ title = "One two"
          │         ^^^^^^^^^ no "id" here
       5  │ note = "sub/transaction.md"
       6  │ [[topics]]

    Try   id = "one-two"

    …/roadmap.toml  line 5, column 8
    The note notes/sub/transaction.md of topic "One two" cannot be shown: there is no such file.

       3  │ [[topics]]
       4  │ title = "One two"
       5  │ note = "sub/transaction.md"
          │        ^^^^^^^^^^^^^^^^^^^^ no such file
       6  │ [[topics]]
       7  │ id = "y"

    Did you mean "sub/transactions.md"?

    …/roadmap.toml  line 9, column 8
    The note notes/sub of topic "y" cannot be shown: it is a folder.

       7  │ id = "y"
       8  │ title = "Y"
       9  │ note = "sub"
          │        ^^^^^ a folder
      10  │ [[topics]]
      11  │ id = "z"

    Try   name a Markdown file in the roadmap

    …/roadmap.toml  line 13, column 8
    The note notes/kafka.md of topic "z" cannot be shown: there is no such file.

      11  │ id = "z"
      12  │ title = "Z"
      13  │ note = "kafka.md"
          │        ^^^^^^^^^^ no such file

    Try   write the file, or take the `note` line out of the roadmap
    "#);
}

#[test]
fn notes_are_looked_at_although_the_roadmap_is_broken() {
    let folder = Folder::new();
    let file = folder.write(
        "roadmap.toml",
        r#"id = "a"
title = "A"
[[topics]]
id = "x"
title = "X"
note = "gone.md"
minuts = 5
[[topics]]
id = "y"
title = "Y"
note = "../y.md"
[[topics]]
title = "No id"
[[topics]]
ids = "meant"
title = "Misspelt"
[[topics]]
id = "no title"
"#,
    );
    folder.write("notes/x.md", "text");
    let inspection = Source::File(file).inspect().expect("an answer");
    assert!(inspection.roadmap.is_none());
    let problems = inspection.problems.expect("problems");
    let said: Vec<String> = problems
        .list
        .iter()
        .map(|problem| {
            let place = problems.excerpt(&problem.span, 0);
            let help = problem.help.as_ref().map(ToString::to_string).unwrap_or_default();
            format!("{}:{} {} [{}] {help}", place.line, place.column, problem.message, problem.label)
        })
        .collect();
    insta::assert_snapshot!(said.join("\n"), @r#"
    6:8 The note notes/gone.md of topic "x" cannot be shown: there is no such file. [no such file] write the file, or take the `note` line out of the roadmap
    7:1 A topic has no key "minuts". [unknown; the nearest is "minutes"] Did you mean "minutes"?
    11:8 "../y.md" is no path that can be used: the path leaves the folder with `..`. [leaves the folder] note = "databases/transactions.md"
    13:9 Topic "No id" has no id: its progress is lost when its title or its place changes. [no "id" here] id = "no-id"
    15:1 A topic has no key "ids". [unknown; the nearest is "id"] Did you mean "id"?
    17:1 A topic needs a "title". [no "title" here] title = "Transactions and ACID"
    18:6 "no title" cannot be an id: an id is made of letters, digits and `.`, `_`, `-`; ' ' is none of these. [not an id] id = "no-title"
    "#);
}

#[test]
fn what_broken_syntax_hides_is_not_called_missing() {
    let folder = Folder::new();
    let text = "id = \"a\"\ntitle = \"A\"\n[[topics]]\nid = x\ntitle = \"X\"\nnote = \"gone.md\"\n";
    let (is_usable, report) = inspected(&folder, &folder.write("roadmap.toml", text));
    assert!(!is_usable);
    assert!(
        report.contains("A text is not in quotes.") && report.contains("The note notes/gone.md"),
        "{report}"
    );
    assert!(!report.contains("has no id") && report.contains("there is no notes folder notes"), "{report}");
}

#[cfg(unix)]
mod hazards {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    fn pipe(path: &Path) {
        let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
        rustix::fs::mknodat(rustix::fs::CWD, path, rustix::fs::FileType::Fifo, mode, 0).expect("a pipe");
    }

    fn refusal(folder: &Folder, name: &str) -> String {
        let (source, roadmap) = open(&folder.write("roadmap.toml", ROADMAP));
        folder.without_place(&source.note(&roadmap, &note(name)).expect_err("no note").to_string())
    }

    #[test]
    fn pipes_and_devices_do_not_hang() {
        let folder = Folder::new();
        fs::create_dir(folder.path("notes")).expect("a folder");
        pipe(&folder.path("notes/pipe.md"));
        pipe(&folder.path("roadmap.toml"));
        let here = folder.path("");
        let roadmap = folder.path("roadmap.toml");
        let message =
            |wishes| folder.without_place(&Source::locate(wishes).expect_err("no source").to_string());
        insta::assert_snapshot!(message(Wishes { argument: Some(&here), ..wishes(&here) }), @"Cannot read the roadmap …/roadmap.toml: it is a pipe, not a file. Name a roadmap.toml.");
        insta::assert_snapshot!(message(Wishes { argument: Some(Path::new("/dev/null")), ..wishes(&here) }), @"Cannot read the roadmap /dev/null: it is a device, not a file. Name a roadmap.toml.");
        assert_eq!(Source::locate(wishes(&folder.path("notes"))).expect("a source"), Source::BuiltIn);
        let error = Source::File(roadmap.clone()).load().expect_err("no roadmap");
        insta::assert_snapshot!(folder.without_place(&error.to_string()), @"Cannot read the roadmap …/roadmap.toml: it is a pipe, not a file. Name a roadmap.toml.");
        fs::remove_file(roadmap).expect("gone");
        insta::assert_snapshot!(refusal(&folder, "pipe.md"), @"Cannot read the note …/notes/pipe.md: it is a pipe, not a file. Name a Markdown file in the roadmap.");
    }

    #[test]
    fn links_may_lead_around_in_the_folder_but_not_out() {
        let folder = Folder::new();
        folder.write("secret.md", "secret");
        folder.write("notes-2/secret.md", "secret");
        folder.write("notes/sub/real.md", "real");
        symlink("../secret.md", folder.path("notes/out.md")).expect("a link");
        symlink("../notes-2", folder.path("notes/beside")).expect("a link");
        symlink("sub/real.md", folder.path("notes/in.md")).expect("a link");
        symlink("nowhere.md", folder.path("notes/broken.md")).expect("a link");
        symlink("loop.md", folder.path("notes/loop.md")).expect("a link");
        insta::assert_snapshot!(refusal(&folder, "out.md"), @"Cannot read the note …/notes/out.md: it is a link out of the notes folder, to …/secret.md. Put the file itself into the notes folder.");
        assert!(refusal(&folder, "beside/secret.md").contains("a link out of the notes folder"));
        assert!(refusal(&folder, "broken.md").contains("there is no such file"));
        assert!(refusal(&folder, "loop.md").starts_with("Cannot read the note …/notes/loop.md: "));
        let (source, roadmap) = open(&folder.path("roadmap.toml"));
        assert_eq!(source.note(&roadmap, &note("in.md")).expect("a note").markdown, "real");
    }

    #[test]
    fn a_report_names_notes_that_are_no_files() {
        let folder = Folder::new();
        folder.write("secret.md", "secret");
        fs::create_dir_all(folder.path("notes/folder.md")).expect("a folder");
        pipe(&folder.path("notes/pipe.md"));
        symlink("../secret.md", folder.path("notes/out.md")).expect("a link");
        symlink("loop.md", folder.path("notes/loop.md")).expect("a link");
        let closed = folder.write("notes/closed.md", "text");
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).expect("a mode");
        let everything_is_readable = File::open(&closed).is_ok();
        for (name, why, label) in [
            ("folder.md", "it is a folder", "a folder"),
            ("pipe.md", "it is a pipe, not a file", "a pipe"),
            (
                "out.md",
                "it is a link out of the notes folder, to …/secret.md",
                "a link out of the notes folder",
            ),
            ("loop.md", "", "cannot be read"),
            ("closed.md", "you are not allowed to read it", "cannot be read"),
        ] {
            let file = folder.write("roadmap.toml", ROADMAP.replace("x.md", name));
            let (is_usable, report) = inspected(&folder, &file);
            assert!(is_usable, "{report}");
            if name == "closed.md" && everything_is_readable {
                continue;
            }
            let start = format!(
                "…/roadmap.toml  line 7, column 8\nThe note notes/{name} of topic \"x\" cannot be shown: {why}"
            );
            assert!(report.starts_with(&start), "{report}");
            let carets = "^".repeat(name.len() + 2);
            assert!(
                report
                    .contains(&format!("7  │ note = \"{name}\"\n      │        {carets} {label}\n\nTry   ")),
                "{report}"
            );
        }
    }

    #[test]
    fn the_notes_folder_may_be_a_link() {
        let folder = Folder::new();
        folder.write("elsewhere/x.md", "text");
        symlink("elsewhere", folder.path("notes")).expect("a link");
        let (source, roadmap) = open(&folder.write("roadmap.toml", ROADMAP));
        assert_eq!(source.note(&roadmap, &note("x.md")).expect("a note").markdown, "text");
    }

    #[test]
    fn huge_files_are_not_touched() {
        let folder = Folder::new();
        for name in ["notes/huge.md", "huge.toml"] {
            let path = folder.write(name, "");
            File::options()
                .write(true)
                .open(path)
                .and_then(|file| file.set_len(5 << 30))
                .expect("a sparse file");
        }
        insta::assert_snapshot!(refusal(&folder, "huge.md"), @"Cannot read the note …/notes/huge.md: it has 5.0 GiB, which is too large. Make it smaller, or take the `note` line out of the roadmap.");
        let error = Source::File(folder.path("huge.toml")).load().expect_err("no roadmap");
        assert!(error.to_string().contains("it has 5.0 GiB, which is too large"));
    }

    #[test]
    fn what_one_may_not_read() {
        let folder = Folder::new();
        let path = folder.write("notes/x.md", "text");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("a mode");
        if File::open(&path).is_ok() {
            return; // This user may read everything.
        }
        assert_eq!(
            refusal(&folder, "x.md"),
            "Cannot read the note …/notes/x.md: you are not allowed to read it. \
             Look at the permissions of the file and of its folder."
        );
    }
}
