//! Summaries on real files: what is added, and that nothing of a person's text is ever lost.

#[cfg(unix)]
mod owned;

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};

use trailmark::store::{AddError, Added, MAX_SUMMARY, Summaries};

use super::faults::Failing;
use super::*;

/// A folder with summaries of a roadmap.
struct Desk {
    place: Place,
    files: Failing,
}

impl Desk {
    fn new() -> Self {
        Self { place: Place::new(), files: Failing::default() }
    }

    /// With a summary of `x`.
    fn with(text: impl AsRef<[u8]>) -> Self {
        let desk = Self::new();
        std::fs::create_dir_all(desk.folder()).unwrap();
        put(&desk.file("x.md"), text.as_ref());
        desk
    }

    fn summaries(&self) -> Summaries {
        Summaries::new(&self.place.places, &RoadmapId::new("r").unwrap(), Arc::new(self.files.clone()))
    }

    fn folder(&self) -> PathBuf {
        self.place.places.data.join("r").join("summaries")
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    fn add(&self, text: &str) -> Result<Added, AddError> {
        self.summaries().add(&x(), text)
    }

    /// The message of an adding that fails, with the folder as `[DIR]`.
    #[track_caller]
    fn refused(&self, text: &str) -> String {
        let error = self.add(text).unwrap_err().to_string();
        error.replace(&*self.folder().to_string_lossy(), "[DIR]")
    }

    fn read(&self, name: &str) -> String {
        String::from_utf8_lossy(&std::fs::read(self.file(name)).unwrap()).into_owned()
    }

    /// All names in the folder.
    fn names(&self) -> Vec<String> {
        names(&self.folder())
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn x() -> TopicId {
    TopicId::new("x").unwrap()
}

#[test]
fn the_first_line_makes_everything() {
    let desk = Desk::new();
    let summaries = desk.summaries();
    assert_eq!((summaries.read(&x()).unwrap(), summaries.stamp(&x())), (None, None));
    assert!(summaries.ids().unwrap().is_empty() && summaries.troubles().is_empty());
    assert!(!desk.place.places.data.exists() && !desk.place.places.state.exists(), "reading makes nothing");
    let added = summaries.add(&x(), "격리 수준 네 가지, WAL").unwrap();
    assert_eq!(added, Added { path: desk.file("x.md") });
    summaries.add(&x(), "one\ntwo\u{7}\n").unwrap();
    assert_eq!(desk.read("x.md"), "격리 수준 네 가지, WAL\none\ntwo\n");
    assert_eq!(desk.names(), ["x.md"]);
    assert_eq!(summaries.ids().unwrap().into_iter().collect::<Vec<_>>(), [x()]);
    let summary = summaries.read(&x()).unwrap().unwrap();
    assert_eq!((summary.text.as_str(), summary.is_cut), ("격리 수준 네 가지, WAL\none\ntwo\n", false));
}

#[test]
fn a_blank_text_is_refused_and_makes_nothing() {
    let desk = Desk::new();
    for text in ["", " \n\t", "\u{1B}\u{0}"] {
        insta::allow_duplicates! {
            insta::assert_snapshot!(desk.refused(text), @"cannot add to your summary [DIR]/x.md: there is no text. Type some words and try again.");
        }
    }
    assert!(!desk.place.places.data.exists());
}

#[test]
fn an_editor_finds_a_folder() {
    let desk = Desk::new();
    assert_eq!(desk.summaries().prepare(&x()).unwrap(), desk.file("x.md"));
    assert!(desk.folder().is_dir() && desk.names().is_empty());
    desk.files.set(&[("create", io::ErrorKind::ReadOnlyFilesystem)]);
    let error = desk.summaries().prepare(&x()).unwrap_err().to_string();
    assert!(error.contains("read-only. Mount it for writing"), "{error}");
}

#[test]
fn whatever_fails_the_old_text_stays() {
    for operation in
        ["create", "lock", "resolve", "stamp", "read", "open", "create like", "temporary", "rename"]
    {
        let desk = Desk::with("mine");
        desk.files.set(&[(operation, io::ErrorKind::StorageFull)]);
        let message = desk.refused("new");
        let (does, file) = match operation {
            "lock" => ("cannot lock", "r.lock"),
            "create" => ("cannot add to your summary in", "[DIR]"),
            _ => ("cannot add to your summary", "[DIR]/x.md"),
        };
        assert!(message.starts_with(does) && message.contains(file), "{operation}: {message}");
        let end = ": the disk is full. Make room on that disk and try again.";
        assert!(message.ends_with(end), "{operation}: {message}");
        assert_eq!((desk.read("x.md"), desk.names()), ("mine".into(), vec!["x.md".into()]), "{operation}");
        desk.files.set(&[]);
        desk.add("new").unwrap();
        assert_eq!(
            (desk.read("x.md"), desk.names()),
            ("mine\nnew\n".into(), vec!["x.md".into()]),
            "{operation}"
        );
    }
}

#[test]
fn whatever_fails_a_new_file_is_whole_or_not_there() {
    for operation in ["create", "lock", "list", "create like", "temporary", "rename"] {
        let desk = Desk::new();
        desk.files.set(&[(operation, io::ErrorKind::PermissionDenied)]);
        let message = desk.refused("new");
        assert!(message.contains("permission denied. Give yourself"), "{operation}: {message}");
        assert_eq!(desk.names(), [""; 0], "{operation}");
        desk.files.set(&[]);
        desk.add("new").unwrap();
        assert_eq!((desk.read("x.md"), desk.names()), ("new\n".into(), vec!["x.md".into()]), "{operation}");
    }
}

#[test]
fn a_text_that_may_not_last_is_told() {
    let desk = Desk::with("mine\n");
    desk.files.set(&[("sync folder", io::ErrorKind::StorageFull)]);
    insta::assert_snapshot!(desk.refused("new"), @"your text is in [DIR]/x.md, but it may not outlast a power cut: the disk is full. Make room on that disk and try again.");
    assert!(matches!(desk.add("more"), Err(AddError::Written(_))), "it must not be added again");
    assert_eq!((desk.read("x.md"), desk.names()), ("mine\nnew\nmore\n".into(), vec!["x.md".into()]));
}

#[test]
fn what_changes_meanwhile_is_added_to() {
    type Change = fn(&Path);
    let changes: [(Change, &str); 4] = [
        (|path| put(path, b"theirs!\n"), "theirs!\nnew\n"),
        // Of the same length, so that a coarse clock tells nothing.
        (|path| put(path, b"MINE\n"), "MINE\nnew\n"),
        (
            |path| {
                put(&path.with_extension("theirs"), b"replaced\n");
                std::fs::rename(path.with_extension("theirs"), path).unwrap();
            },
            "replaced\nnew\n",
        ),
        (|path| std::fs::remove_file(path).unwrap(), "new\n"),
    ];
    for operation in ["lock", "resolve", "stamp", "read", "open", "list", "create like", "temporary"] {
        for (change, expected) in changes {
            let desk = Desk::with("mine\n");
            let path = desk.file("x.md");
            let mut is_done = false;
            desk.files.meddle(move |now| {
                if now == operation && !is_done && path.exists() {
                    is_done = true;
                    change(&path);
                }
            });
            desk.add("new").unwrap();
            assert_eq!(
                (desk.read("x.md"), desk.names()),
                (expected.into(), vec!["x.md".into()]),
                "{operation}"
            );
        }
    }
}

#[test]
fn a_new_file_of_somebody_else_is_added_to() {
    for operation in ["resolve", "list", "create like", "temporary"] {
        let desk = Desk::new();
        let path = desk.file("x.md");
        desk.files.meddle(move |now| {
            if now == operation && !path.exists() {
                put(&path, b"theirs");
            }
        });
        desk.add("new").unwrap();
        assert_eq!(
            (desk.read("x.md"), desk.names()),
            ("theirs\nnew\n".into(), vec!["x.md".into()]),
            "{operation}"
        );
    }
}

/// Where names can be swapped nothing is lost even at the last moment.
#[cfg(target_os = "linux")]
#[test]
fn what_changes_at_the_very_moment_is_kept_beside() {
    type Change = fn(&Path);
    let changes: [(Change, &str); 2] = [
        (|path| put(path, b"THEIRS\n"), "THEIRS\n"),
        (
            |path| {
                put(&path.with_extension("theirs"), b"replaced\n");
                std::fs::rename(path.with_extension("theirs"), path).unwrap();
            },
            "replaced\n",
        ),
    ];
    for (change, theirs) in changes {
        let desk = Desk::with("mine\n");
        put(&desk.file("x.kept-1.md"), b"older");
        let path = desk.file("x.md");
        desk.files.meddle(move |now| {
            if now == "swap" {
                change(&path);
            }
        });
        let message = desk.refused("new");
        if desk.read("x.md") == theirs {
            crate::counts::skipped("this file system cannot swap names");
            return;
        }
        insta::allow_duplicates! {
            insta::assert_snapshot!(message, @"your text is in [DIR]/x.md, but another program changed that file at the same moment; what it wrote is kept in [DIR]/x.kept-2.md. Put both together in your editor.");
        }
        assert_eq!((desk.read("x.md").as_str(), desk.read("x.kept-2.md").as_str()), ("mine\nnew\n", theirs));
        assert_eq!(desk.names(), ["x.kept-1.md", "x.kept-2.md", "x.md"]);
    }
    // What comes at the very moment where nothing was is added to; what goes is made anew.
    let desk = Desk::new();
    let path = desk.file("x.md");
    desk.files.meddle(move |now| {
        if now == "rename" && !path.exists() {
            put(&path, b"theirs\n");
        }
    });
    desk.add("new").unwrap();
    assert_eq!((desk.read("x.md"), desk.names()), ("theirs\nnew\n".into(), vec!["x.md".into()]));
    let desk = Desk::with("mine\n");
    let path = desk.file("x.md");
    desk.files.meddle(move |now| {
        if now == "swap" {
            std::fs::remove_file(&path).unwrap();
        }
    });
    desk.add("new").unwrap();
    assert_eq!((desk.read("x.md"), desk.names()), ("new\n".into(), vec!["x.md".into()]));
}

#[test]
fn a_system_that_cannot_swap_renames() {
    let desk = Desk::with("mine\n");
    desk.files.set(&[("swap", io::ErrorKind::Unsupported)]);
    desk.add("new").unwrap();
    assert_eq!((desk.read("x.md"), desk.names()), ("mine\nnew\n".into(), vec!["x.md".into()]));
}

#[test]
fn what_goes_on_changing_is_left_and_the_text_is_kept() {
    let desk = Desk::with("mine\n");
    let path = desk.file("x.md");
    let times = Arc::new(AtomicUsize::new(0));
    let count = times.clone();
    desk.files.meddle(move |now| {
        if now == "temporary" {
            let time = count.fetch_add(1, Ordering::SeqCst);
            put(&path, format!("theirs {time}\n").as_bytes());
        }
    });
    insta::assert_snapshot!(desk.refused("격리 수준\n"), @"cannot add to your summary [DIR]/x.md: another program changes it again and again. What you wrote is kept in [DIR]/x.kept-1.md. Close whatever writes to it, and put the text in from there.");
    // Once more for the kept file.
    assert_eq!(times.load(Ordering::SeqCst), 4);
    assert_eq!(
        (desk.read("x.md").as_str(), desk.read("x.kept-1.md").as_str()),
        ("theirs 3\n", "격리 수준\n")
    );
    assert_eq!(desk.names(), ["x.kept-1.md", "x.md"]);
}

#[test]
fn what_nothing_can_be_added_to_keeps_its_bytes() {
    let long = "가".repeat(usize::try_from(MAX_SUMMARY).unwrap() / 3 + 1);
    let utf16: Vec<u8> = "\u{FEFF}mine".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut messages = String::new();
    for old in [utf16.as_slice(), long.as_bytes()] {
        let desk = Desk::with(old);
        put(&desk.file("x.kept-1.md"), b"older");
        messages.push_str(&desk.refused("new"));
        messages.push('\n');
        assert_eq!(std::fs::read(desk.file("x.md")).unwrap(), old);
        assert_eq!(
            (desk.read("x.kept-1.md").as_str(), desk.read("x.kept-2.md").as_str()),
            ("older", "new\n")
        );
        desk.refused("new");
        assert_eq!(desk.names().len(), 3, "who tries again is not given one more file");
        assert_eq!(desk.summaries().ids().unwrap().len(), 1);
    }
    insta::assert_snapshot!(messages, @r"
    cannot add to your summary [DIR]/x.md: it is not UTF-8 text. What you wrote is kept in [DIR]/x.kept-2.md. Save the summary as UTF-8 in your editor, and put the text in from there.
    cannot add to your summary [DIR]/x.md: it would be longer than 1 MiB. What you wrote is kept in [DIR]/x.kept-2.md. Make the summary shorter, and put the text in from there.
    ");
}

#[test]
fn what_is_kept_carries_the_whole_id() {
    let desk = Desk::with("other");
    let id = TopicId::new("web.http-2.0").unwrap();
    put(&desk.file("web.http-2.0.md"), b"\xFF");
    desk.summaries().add(&id, "new").unwrap_err();
    assert_eq!(desk.names(), ["web.http-2.0.kept-1.md", "web.http-2.0.md", "x.md"]);
}

#[test]
fn a_text_that_cannot_even_be_kept_leaves_nothing() {
    for operation in ["create like", "temporary", "sync folder"] {
        let desk = Desk::with(b"\xFF");
        desk.files.set(&[(operation, io::ErrorKind::StorageFull)]);
        let message = desk.refused("new");
        insta::allow_duplicates! {
            insta::assert_snapshot!(message, @"cannot add to your summary [DIR]/x.md: it is not UTF-8 text; and what you wrote could not be kept beside it: the disk is full. Save the summary as UTF-8 in your editor, and put the text in once more.");
        }
        assert_eq!(desk.names(), ["x.md"], "{operation}");
    }
}

#[test]
fn an_editor_on_windows_has_its_way() {
    let desk = Desk::with("\u{FEFF}one\r\ntwo");
    desk.add("three\nfour").unwrap();
    assert_eq!(desk.read("x.md"), "\u{FEFF}one\r\ntwo\r\nthree\r\nfour\r\n");
    assert_eq!(desk.summaries().read(&x()).unwrap().unwrap().text, "one\ntwo\nthree\nfour\n");
}

#[test]
fn a_long_summary_is_read_in_whole_characters() {
    let desk = Desk::with("가".repeat(usize::try_from(MAX_SUMMARY).unwrap() / 3 + 9));
    let summary = desk.summaries().read(&x()).unwrap().unwrap();
    assert!(summary.is_cut && summary.text.chars().all(|c| c == '가'));
    let trouble = desk.summaries().troubles();
    assert_eq!(trouble[0].why.as_str(), "it is longer than 1 MiB; only its beginning is shown");
}

#[test]
fn copies_and_files_that_cannot_be_read_are_told() {
    let desk = Desk::with("mine");
    for name in
        ["x.kept-1.md", "x.sync-conflict-20261120-194503-ABCDEFG.md", "x (conflicted copy 2026-11-20).md"]
    {
        put(&desk.file(name), b"theirs");
    }
    put(&desk.file("y.md"), b"\xFF\xFE");
    std::fs::create_dir(desk.file("z.md")).unwrap();
    for name in ["README.md", ".x.md.swp", "x.md~", "x.txt"] {
        put(&desk.file(name), b"something else");
    }
    let told = desk.summaries().troubles();
    let told: Vec<String> = told
        .iter()
        .map(|trouble| format!("{}: {}", trouble.file.file_name().unwrap().display(), trouble.why))
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r"
    x (conflicted copy 2026-11-20).md: a copy of your summary x.md, which no topic shows. Put what is only here into that one, and remove this
    x.kept-1.md: a copy of your summary x.md, which no topic shows. Put what is only here into that one, and remove this
    x.sync-conflict-20261120-194503-ABCDEFG.md: a copy of your summary x.md, which no topic shows. Put what is only here into that one, and remove this
    y.md: it is not UTF-8 text. Save it as UTF-8 in your editor
    z.md: your summary cannot be read: it is not a regular file
    ");
    let ids: Vec<String> = desk.summaries().ids().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(ids, ["x", "y", "z"]);
}
