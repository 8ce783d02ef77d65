//! Folders that are written into, as people and other programs leave them.

use super::*;

fn linked(title: &str, file: &str, text: &str) -> DraftTopic {
    let note = DraftNote { markdown: text.to_owned(), file: file.to_owned(), is_file: true };
    DraftTopic { note: Some(note), ..topic(title, Vec::new()) }
}

fn imported() -> (Desk, Draft) {
    let desk = Desk::new(&[("README.md", "x")]);
    let first = draft(vec![topic("A", vec![linked("B", "b.md", "one\n")])]);
    desk.import(&first);
    (desk, first)
}

/// The same source with more in it.
fn more(mut draft: Draft) -> Draft {
    draft.topics.push(topic("C", vec![linked("D", "d.md", "from the source\n")]));
    draft
}

#[test]
fn a_file_that_somebody_else_has_put_there_is_nobodys_note() {
    let (desk, first) = imported();
    desk.put("out/notes/d.md", "by hand\n");
    let second = desk.import(&more(first.clone()));
    assert_eq!(titles(&second.report.changes.added), ["C", "D"]);
    assert_eq!(desk.text("out/notes/d.md"), "by hand\n");
    assert_eq!(desk.text("out/notes/d-2.md"), "from the source\n");
    assert!(desk.text("out/roadmap.toml").contains("note = \"d-2.md\""));
    let before = desk.all();
    assert!(desk.import(&more(first)).report.changes.is_nothing());
    assert_eq!(desk.all(), before);
}

#[test]
fn a_folder_with_the_name_of_a_note_stays() {
    let (desk, first) = imported();
    fs::remove_file(desk.temp.path().join("out/notes/b.md")).expect("it is there");
    desk.put("out/notes/b.md/mine.txt", "mine");
    let changed = draft(vec![topic("A", vec![linked("B", "b.md", "two\n")])]);
    let import = desk.prepared(changed).expect("it can be read");
    import.write().expect("all else is written");
    assert!(import.report.changes.kept.iter().any(|kept| kept.place.file == "notes/b.md"), "{import:?}");
    assert_eq!(desk.text("out/notes/b.md/mine.txt"), "mine");
    drop(first);
}

#[test]
fn topics_in_one_line_are_refused_with_the_name_of_the_file() {
    let (desk, first) = imported();
    let file = "id = \"a\"\ntitle = \"A\"\ntopics = [{ id = \"a\", title = \"A\" }]\n";
    desk.put("out/roadmap.toml", file);
    let error = desk.prepared(more(first)).expect_err("no tables").to_string();
    assert!(error.contains("out/roadmap.toml: its topics are not written as [[topics]]"), "{error}");
    assert_eq!(desk.text("out/roadmap.toml"), file);
}

#[test]
fn a_roadmap_that_was_saved_meanwhile_is_not_written_over() {
    let (desk, first) = imported();
    let import = desk.prepared(more(first)).expect("it can be read");
    desk.edit("out/roadmap.toml", "title = \"B\"", "title = \"Mine\"");
    let before = desk.all();
    let error = import.write().expect_err("it has changed").to_string();
    assert!(error.contains("it has just been changed"), "{error}");
    assert_eq!(desk.all(), before);
}

#[cfg(unix)]
mod on_unix {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    #[test]
    fn who_may_read_a_file_stays_as_it_is() {
        let (desk, first) = imported();
        let file = desk.temp.path().join("out/roadmap.toml");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("a mode");
        desk.import(&more(first));
        assert_eq!(fs::metadata(&file).expect("it is there").permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_pipe_in_the_folder_makes_nobody_wait() {
        let (desk, first) = imported();
        let pipe = |name: &str| {
            let path = desk.temp.path().join(name);
            fs::remove_file(&path).expect("it is there");
            let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
            rustix::fs::mknodat(rustix::fs::CWD, &path, rustix::fs::FileType::Fifo, mode, 0).expect("a pipe");
        };
        pipe("out/notes/b.md");
        let changed = draft(vec![topic("A", vec![linked("B", "b.md", "two\n")])]);
        let import = desk.prepared(changed).expect("it can be read");
        assert!(import.report.changes.kept.iter().any(|kept| kept.place.file == "notes/b.md"), "{import:?}");
        pipe("out/.trailmark-import.json");
        let error = desk.prepared(first).expect_err("no record").to_string();
        assert!(error.contains("cannot be read"), "{error}");
    }

    #[test]
    fn a_link_to_an_empty_folder_is_that_folder() {
        let desk = Desk::new(&[("README.md", "x")]);
        fs::create_dir(desk.temp.path().join("real")).expect("a folder");
        symlink("real", desk.temp.path().join("out")).expect("a link");
        desk.import(&draft(vec![topic("A", Vec::new())]));
        assert!(desk.text("real/roadmap.toml").contains("title = \"A\""));
        let names = fs::read_dir(desk.temp.path().join("real")).expect("a folder").count();
        assert_eq!(names, 2, "the roadmap and the record");
    }
}

#[test]
fn a_folder_of_notes_in_the_source_is_that_of_the_roadmap() {
    let desk = Desk::new(&[("notes/a.png", "x")]);
    let tcp = "[UDP](udp.md) [guide](../docs/guide.md) ![a](a.png)\n";
    let first = draft(vec![
        linked("TCP", "notes/tcp.md", tcp),
        linked("UDP", "notes/udp.md", "UDP\n"),
        linked("Guide", "docs/guide.md", "[TCP](../notes/tcp.md)\n"),
    ]);
    desk.import(&first);
    assert_eq!(desk.text("out/notes/tcp.md"), "[UDP](udp.md) [guide](docs/guide.md) ![a](a.png)\n");
    assert_eq!(desk.text("out/notes/docs/guide.md"), "[TCP](../tcp.md)\n");
    assert_eq!(desk.text("out/notes/a.png"), "x");
}
