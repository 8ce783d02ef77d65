//! The list of roadmaps that were opened.

use proptest::prelude::*;

use super::*;

fn places() -> (tempfile::TempDir, Places) {
    let folder = tempfile::tempdir().unwrap();
    let places = Places { data: folder.path().join("data"), state: folder.path().join("state") };
    (folder, places)
}

fn known(path: &str, opened: i64) -> Known {
    let path = Some(Path::new(path)).filter(|path| !path.as_os_str().is_empty());
    let id = RoadmapId::new("study").unwrap();
    Known::new(path, (id, "Study".into()), Moment::from_millis(opened))
}

fn paths(places: &Places) -> Vec<String> {
    let path = |known: Known| known.path.map_or("built-in".to_owned(), |path| path.display().to_string());
    places.known_roadmaps().into_iter().map(path).collect()
}

fn write(places: &Places, text: &[u8]) {
    RealFiles.create_folders(&places.state).unwrap();
    RealFiles.write_temporary(&places.state.join("roadmaps"), text).unwrap();
}

#[test]
fn the_newest_comes_first_and_nothing_stands_twice() {
    let (_folder, places) = places();
    assert_eq!((places.last_roadmap(), places.known_roadmaps()), (None, Vec::new()));
    for (at, path) in (1..).zip(["/a.toml", "", "/나.toml", "/two\nlines\n", "/a.toml"]) {
        places.remember_roadmap(known(path, at)).unwrap();
    }
    assert_eq!(paths(&places), ["/a.toml", "/two\nlines\n", "/나.toml", "built-in"]);
    assert_eq!(places.last_roadmap(), Some("/a.toml".into()));
    places.remember_roadmap(known("", 9)).unwrap();
    assert_eq!(places.last_roadmap(), None);
    assert_eq!(places.known_roadmaps()[1].opened, Moment::from_millis(5));
}

#[test]
fn the_clock_may_go_back() {
    let (_folder, places) = places();
    for (at, path) in [(100, "/a.toml"), (50, "/b.toml")] {
        places.remember_roadmap(known(path, at)).unwrap();
    }
    assert_eq!(places.last_roadmap(), Some("/b.toml".into()));
}

#[cfg(unix)]
#[test]
fn two_paths_to_one_file_are_one_entry() {
    let (folder, places) = places();
    let at = |name: &str| folder.path().join(name).display().to_string();
    RealFiles.write_temporary(Path::new(&at("a.toml")), b"").unwrap();
    std::os::unix::fs::symlink(at("a.toml"), at("link.toml")).unwrap();
    for path in ["a.toml", "link.toml", "./a.toml", "../nowhere/a.toml"] {
        places.remember_roadmap(known(&at(path), 1)).unwrap();
    }
    assert_eq!(paths(&places).len(), 2, "{:?}", paths(&places));
    // It is opened as it was opened the last time: notes lie beside the link or beside the file.
    places.remember_roadmap(known(&at("link.toml"), 1)).unwrap();
    assert_eq!(places.last_roadmap(), Some(at("link.toml").into()));
}

#[test]
fn what_was_forgotten_comes_back_to_its_place() {
    let (_folder, places) = places();
    for (at, path) in (1..).zip(["/a.toml", "/b.toml", "/c.toml"]) {
        places.remember_roadmap(known(path, at)).unwrap();
    }
    let gone = places.forget_roadmap(Some(Path::new("/b.toml"))).unwrap().expect("it was known");
    assert_eq!(paths(&places), ["/c.toml", "/a.toml"]);
    assert_eq!(places.forget_roadmap(Some(Path::new("/b.toml"))).unwrap(), None);
    for _ in 0..2 {
        places.put_back_roadmap(gone.clone()).unwrap();
        assert_eq!(paths(&places), ["/c.toml", "/b.toml", "/a.toml"]);
    }
    let gone = places.forget_roadmap(Some(Path::new("/a.toml"))).unwrap().expect("it was known");
    places.put_back_roadmap(gone).unwrap();
    assert_eq!(paths(&places), ["/c.toml", "/b.toml", "/a.toml"]);
}

#[test]
fn broken_lines_are_passed_over() {
    let (_folder, places) = places();
    let text = "nonsense\n\n5\tstudy\t/a.toml\t\tA\tB\n6\tNO ID\t/b.toml\t\tB\nx\tstudy\t/c.toml\t\tC\n\
                7\tstudy\trelative.toml\t\tD\n8\tstudy\t/bad\\q\t\tE\n8\tstudy\t/bad\\x4\t\tE\n9\tstudy\t/e.toml\t\n\
                9\tstudy\t\t\tBuilt in\n9\tstudy\t/half.toml\t\tHal";
    let mut bytes = b"\xff\xfe\n".to_vec();
    bytes.extend_from_slice(text.as_bytes());
    write(&places, &bytes);
    assert_eq!(paths(&places), ["/a.toml", "built-in"]);
    assert_eq!(places.known_roadmaps()[0].title.as_str(), "A    B");
    places.remember_roadmap(known("/new.toml", 10)).unwrap();
    assert_eq!(paths(&places), ["/new.toml", "/a.toml", "built-in"]);
}

#[test]
fn the_list_has_an_end() {
    let (_folder, places) = places();
    for at in 0..103 {
        places.remember_roadmap(known(&format!("/{at}.toml"), at)).unwrap();
    }
    let list = paths(&places);
    assert_eq!((list.len(), list[0].as_str(), list[99].as_str()), (100, "/102.toml", "/3.toml"));
    // What nobody wrote with this program is read to a limit, and the line at the limit not at all.
    write(&places, "5\tstudy\t/a.toml\t\tA\n".repeat(100_000).as_bytes());
    assert_eq!(paths(&places).len(), 100);
    write(&places, "x".repeat(3_000_000).as_bytes());
    assert_eq!(paths(&places).len(), 0);
}

#[test]
fn a_list_that_cannot_be_read_is_not_written_over() {
    let (_folder, places) = places();
    RealFiles.create_folders(&places.state.join("roadmaps")).unwrap();
    assert_eq!(paths(&places).len(), 0);
    let error = places.remember_roadmap(known("/a.toml", 1)).unwrap_err().to_string();
    assert!(error.contains("cannot change the list of your roadmaps in"), "{error}");
    assert!(places.state.join("roadmaps").is_dir());
}

#[test]
fn a_file_that_another_process_is_writing_is_left_alone() {
    let (_folder, places) = places();
    RealFiles.create_folders(&places.state).unwrap();
    let left = places.state.join("roadmaps.1.tmp");
    RealFiles.write_temporary(&left, b"/half").unwrap();
    places.remember_roadmap(known("/a.toml", 1)).unwrap();
    assert_eq!(RealFiles.read(&left, 0, 9).unwrap(), b"/half");
}

#[test]
fn two_writers_lose_nothing() {
    let (_folder, places) = places();
    std::thread::scope(|scope| {
        for writer in ["a", "b"] {
            let places = &places;
            scope.spawn(move || {
                for at in 0..20 {
                    places.remember_roadmap(known(&format!("/{writer}{at}.toml"), at)).unwrap();
                }
            });
        }
    });
    assert_eq!(paths(&places).len(), 40);
}

#[cfg(unix)]
proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_path_comes_back(bytes in prop::collection::vec(1_u8.., 0..60), real in prop::collection::vec(1_u8.., 0..9), at: i64) {
        let path = |bytes: &[u8]| path_of([b"/", bytes].concat());
        let mut known = known("", at);
        known.path = Some(path(&bytes));
        known.real = Some(path(&real));
        let line = known.line();
        let line = line.strip_suffix('\n').unwrap();
        prop_assert!(!line.contains('\n'), "{line:?}");
        prop_assert_eq!(Known::of_line(line), Some(known));
    }

    #[test]
    fn no_line_breaks_it(line in "[0-9]{0,3}\\PC{0,40}|\\PC*") {
        let _ = Known::of_line(&line);
    }
}
#[test]
fn a_title_without_end_does_not_crowd_out_the_others() {
    let (_folder, places) = places();
    places.remember_roadmap(known("/a.toml", 1)).unwrap();
    let title = SafeText::new("제목 ".repeat(500_000));
    let id = RoadmapId::new("study").unwrap();
    let long = Known::new(Some(Path::new("/b.toml")), (id, title), Moment::from_millis(2));
    places.remember_roadmap(long).unwrap();
    assert_eq!(paths(&places), ["/b.toml", "/a.toml"]);
    assert!(places.known_roadmaps()[0].title.as_str().starts_with("제목 제목"));
}
