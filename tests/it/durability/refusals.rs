//! Every operation of the disk fails in turn: nothing is called saved that is not, nothing that was is lost, and what was not
//! saved is saved with the next mark.

use std::io::ErrorKind;
use std::sync::Arc;

use super::disk::Disk;
use super::image::Image;
use super::person::{OWN, Person};
use crate::stage::Stage;
use crate::store::faults::Failing;
use crate::store::{HEADER, line};

/// What a disk may say.
const KINDS: [ErrorKind; 7] = [
    ErrorKind::StorageFull,
    ErrorKind::QuotaExceeded,
    ErrorKind::FileTooLarge,
    ErrorKind::PermissionDenied,
    ErrorKind::ReadOnlyFilesystem,
    ErrorKind::NotFound,
    ErrorKind::Other,
];
/// What changes the disk, and fails while it is full.
const WRITING: [&str; 5] = ["open", "create", "temporary", "write", "lock"];

type Setting = fn() -> Disk;

fn fresh() -> Disk {
    Disk::new(Image::empty())
}

fn used() -> Disk {
    let disk = fresh();
    disk.put("/state/device", "aaaaaa\n");
    disk.put("/state/locks/r.lock", "");
    disk.put("/data/r/progress/bbbbbb.toml", line(2, "b"));
    disk.put(OWN, format!("{HEADER}{}", line(1, "first")));
    disk
}

fn torn() -> Disk {
    let disk = used();
    disk.put(OWN, format!("{HEADER}{}2026", line(1, "first")));
    disk
}

fn linked() -> Disk {
    let disk = fresh();
    disk.put("/state/device", "aaaaaa\n");
    disk.put("/cloud/log.toml", line(1, "first"));
    disk.link(OWN, "/cloud/log.toml");
    disk
}

const SETTINGS: [(&str, Setting); 4] = [("fresh", fresh), ("used", used), ("torn", torn), ("linked", linked)];

/// Which operations fail.
#[derive(Clone, Copy, Debug)]
enum Plan {
    /// This one.
    Once(usize),
    /// This one, and no log can be cut back.
    OnceUncut(usize),
    /// From this one on all that write.
    Full(usize),
    /// From this one on all.
    Gone(usize),
}

impl Plan {
    fn hits(self, number: usize, operation: &str) -> bool {
        match self {
            Self::Once(at) => number == at,
            Self::OnceUncut(at) => number == at || operation == "cut",
            Self::Full(from) => number >= from && WRITING.contains(&operation),
            Self::Gone(from) => number >= from,
        }
    }
}

/// Marks while the disk fails as planned. Says whether that was noticed.
fn try_plan(disk: &Disk, plan: Plan, kind: ErrorKind) -> bool {
    let context = format!("{plan:?} {kind:?}");
    let mut person = Person::at(disk);
    let before = person.safe.clone();
    disk.fail(move |number, operation| plan.hits(number, operation).then_some(kind));
    let marked = person.mark("x y");
    let operations = disk.operations();
    let context = format!("{context} of {operations:?}");
    if matches!(plan, Plan::Full(_)) {
        // What is old can be read from a disk that is full.
        Person::at(disk).assert_knows(&before, &person.asked, || context.clone());
    }
    disk.fail(|_, _| None);
    let bare = Person::at(&Disk::new(disk.image().bare()));
    // Whatever is called saved outlasts a power cut; `safe` has the new marks in it exactly where it was.
    bare.assert_knows(&person.safe, &person.asked, || context.clone());
    let failed = marked.is_err();
    if let Err(error) = marked {
        let error = error.to_string();
        assert!(
            error.starts_with("cannot ") && error.contains('/') && error.ends_with('.'),
            "{error} {context}"
        );
        assert_eq!(person.safe, before, "{context}");
        assert_eq!(person.unsaved.len(), 2, "{context}");
    }
    person.mark("z").unwrap_or_else(|error| panic!("{error} {context}"));
    let bare = Person::at(&Disk::new(disk.image().bare()));
    bare.assert_knows(&person.safe, &person.asked, || context.clone());
    assert_eq!(bare.progress.len(), before.len() + 3, "each mark once: {context}");
    let stray = |name: &String| !["device", "locks", "mirror"].contains(&name.as_str());
    assert!(!disk.names("/state").iter().any(stray), "{:?} {context}", disk.names("/state"));
    failed
}

#[test]
fn whichever_operation_fails_nothing_is_lost_or_called_saved() {
    let (mut tried, mut noticed) = (0, 0);
    for (name, setting) in SETTINGS {
        let disk = setting();
        let mut person = Person::at(&disk);
        disk.fail(|_, _| None);
        person.mark("x y").expect("it is saved");
        let count = disk.operations().len();
        assert!(count > 5, "{name}");
        for at in 0..=count {
            for kind in KINDS {
                for plan in [Plan::Once(at), Plan::OnceUncut(at), Plan::Full(at), Plan::Gone(at)] {
                    noticed += usize::from(try_plan(&setting(), plan, kind));
                    tried += 1;
                }
            }
        }
    }
    println!("{tried} failures, {noticed} of them noticed");
    assert!(tried > 1000 && noticed > 500);
}

#[test]
fn reading_fails_with_an_error_or_a_trouble_and_heals() {
    let disk = used();
    let whole = Person::at(&disk).safe.len();
    disk.fail(|_, _| None);
    let count = {
        Person::at(&disk);
        disk.operations().len()
    };
    for at in 1..count {
        for kind in KINDS {
            let mut person = Person::before(&disk);
            disk.fail(move |number, _| (number + 1 == at).then_some(kind));
            let read = person.read();
            let context = format!("{at} {kind:?} {:?}", disk.operations());
            disk.fail(|_, _| None);
            if let Err(error) = read {
                let error = error.to_string();
                assert!(error.starts_with("cannot ") && error.ends_with('.'), "{error} {context}");
            }
            person.read().unwrap_or_else(|error| panic!("{error} {context}"));
            assert_eq!(person.progress.len(), whole, "{context}");
        }
    }
}

#[test]
fn the_interface_shows_and_keeps_what_is_not_saved_whichever_operation_fails() {
    for operation in ["lock", "open", "write", "sync", "sync folder", "create", "temporary", "rename"] {
        for kind in [ErrorKind::StorageFull, ErrorKind::PermissionDenied, ErrorKind::Other] {
            let files = Failing::default();
            files.set(&[(operation, kind)]);
            let mut stage = Stage::new().files(Arc::new(files.clone())).keys("<space>");
            let frame = stage.frame().split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(
                frame.contains("1 not saved") && frame.contains("The change is kept"),
                "{operation}: {frame}"
            );
            assert!(
                stage.topic("TCP").contains('✗') && stage.topic("TCP").contains('✓'),
                "{operation}: {frame}"
            );
            assert_eq!(stage.log(), [""; 0], "{operation}");
            files.set(&[]);
            stage.press("j<space>");
            assert!(!stage.frame().contains("not saved"), "{operation}: {}", stage.frame());
            assert_eq!(stage.log().len(), 2, "{operation}");
            let mut stage = stage.restart();
            assert!(stage.row("Backend Developer").contains("2 of 11"), "{operation}: {}", stage.frame());
        }
    }
}
