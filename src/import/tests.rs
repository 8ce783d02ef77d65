//! From a draft to a folder, and again.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::*;
use crate::roadmap::ResourceKind;

/// A source and the folder that it is imported into.
struct Desk {
    temp: TempDir,
}

impl Desk {
    fn new(files: &[(&str, &str)]) -> Self {
        let desk = Self { temp: TempDir::new().expect("a folder") };
        fs::create_dir(desk.temp.path().join("source")).expect("a folder");
        for (name, text) in files {
            desk.put(&format!("source/{name}"), text);
        }
        desk
    }

    #[expect(clippy::disallowed_methods, reason = "what is lost with a test's folder is no loss")]
    fn put(&self, name: &str, text: &str) {
        let path = self.temp.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.temp.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn edit(&self, name: &str, from: &str, to: &str) {
        let text = self.text(name);
        assert!(text.contains(from), "no {from:?} in {text}");
        self.put(name, &text.replacen(from, to, 1));
    }

    /// Every file below the folder of the roadmap with its bytes.
    fn all(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut all = Vec::new();
        let mut folders = vec![self.temp.path().join("out")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let bytes = fs::read(&path).expect("a file");
                    all.push((path, bytes));
                }
            }
        }
        all.sort();
        all
    }

    fn prepared(&self, draft: Draft) -> Result<Import, MaterialError> {
        let folder = self.temp.path().join("out");
        let source = self.temp.path().join("source");
        let wish = Wish::default();
        let day = SafeText::new("21 Nov 2026");
        let is_taken = |id: &RoadmapId| id.as_str() == "taken";
        let request = Request {
            source: &source,
            folder: &folder,
            from: None,
            wish: &wish,
            day: &day,
            is_taken: &is_taken,
            pace: &Arc::default(),
            may_mix: true,
        };
        let known = Known::open(&folder)?;
        let from = Recognised {
            folder: Folder::new(&source),
            start: "README.md".to_owned(),
            shape: Shape::Markdown,
        };
        let matter = Matter { draft, verbatim: None, material: &from.folder };
        Import::of(matter, &from, known.as_ref(), &request)
    }

    fn import(&self, draft: &Draft) -> Import {
        let import = self.prepared(draft.clone()).unwrap_or_else(|error| panic!("{error}"));
        import.write().unwrap_or_else(|error| panic!("{error}"));
        let file = self.temp.path().join("out").join(FILE_NAME);
        let inspection = Source::File(file).inspect().expect("a roadmap");
        assert!(inspection.problems.is_none(), "{:?}", inspection.problems);
        import
    }
}

fn topic(title: &str, topics: Vec<DraftTopic>) -> DraftTopic {
    DraftTopic { title: title.to_owned(), topics, ..DraftTopic::default() }
}

fn noted(title: &str, markdown: &str) -> DraftTopic {
    let note = DraftNote { markdown: markdown.to_owned(), file: "README.md".to_owned(), is_file: false };
    DraftTopic { note: Some(note), ..topic(title, Vec::new()) }
}

fn draft(topics: Vec<DraftTopic>) -> Draft {
    Draft { title: "My \"notes\"".to_owned(), topics, ..Draft::default() }
}

fn titles(texts: &[SafeText]) -> Vec<&str> {
    texts.iter().map(SafeText::as_str).collect()
}

#[test]
fn a_new_folder_is_as_a_person_would_write_it() {
    let desk = Desk::new(&[("README.md", "x"), ("img/a.png", "png"), ("docs/tcp.md", "x")]);
    let whole =
        DraftNote { markdown: "![a](../img/a.png)\n".into(), file: "docs/tcp.md".into(), is_file: true };
    let resource =
        |url: &str| DraftResource { kind: ResourceKind::Video, title: "T \\ \"q\"".into(), url: url.into() };
    let tcp = DraftTopic {
        origin: Some("n1".into()),
        note: Some(whole),
        resources: vec![
            resource("https://a.test/x y"),
            resource("javascript:alert(1)"),
            resource("https://"),
        ],
        tags: vec!["#net".into(), "net".into(), " ".into()],
        minutes: Some(30),
        requires: vec!["IP".into(), "Nothing".into(), "Networks".into()],
        guess: Some("nothing leads to it".into()),
        ..topic("TCP \u{1B}[31m", Vec::new())
    };
    let ip = DraftTopic {
        requires: vec!["n1".into()],
        choose: Some(3),
        ..noted("IP", "see [tcp](docs/tcp.md)\n")
    };
    let import = desk.import(&draft(vec![topic("Networks", vec![tcp, ip]), topic("Empty", Vec::new())]));
    insta::assert_snapshot!(desk.text("out/roadmap.toml"), @r#"
    # Imported from source on 21 Nov 2026 with `trailmark import`.
    # Import it again to take in what is new there: what you change here by hand stays.

    id = "my-notes"  # names the folder of your progress; leave it as it is
    title = "My \"notes\""

    [[topics]]
    id = "networks"
    title = "Networks"

    # the place is a guess: nothing leads to it
    [[topics.topics]]
    id = "tcp-31m"
    title = "TCP ␛[31m"
    origin = "n1"
    note = "docs/tcp.md"
    requires = ["ip"]
    tags = ["net"]
    minutes = 30
    resources = [
      { type = "video", title = "T \\ \"q\"", url = "https://a.test/x%20y" },
    ]

    [[topics.topics]]
    id = "ip"
    title = "IP"
    note = "networks/ip.md"

    [[topics]]
    id = "empty"
    title = "Empty"
    "#);
    assert_eq!(desk.text("out/notes/docs/tcp.md"), "![a](../img/a.png)\n");
    assert_eq!(desk.text("out/notes/networks/ip.md"), "see [tcp](../docs/tcp.md)\n");
    assert_eq!(desk.text("out/notes/img/a.png"), "png");
    let remarks: Vec<&str> = import.report.remarks.iter().map(|remark| remark.words.as_str()).collect();
    insta::assert_snapshot!(remarks.join("\n"), @r"
    IP: that it requires TCP ␛[31m: they would require each other
    TCP ␛[31m: that it requires Nothing: there is no such topic
    TCP ␛[31m: that it requires Networks: one is a part of the other
    TCP ␛[31m: its link to javascript:alert(1) is none that can be opened in a browser
    TCP ␛[31m: its link to https:// is none that can be opened in a browser
    ");
    let counts = import.report.counts;
    assert_eq!(
        (counts.sections, counts.topics, counts.notes, counts.resources, counts.files),
        (2, 4, 2, 1, 1)
    );
}

#[test]
fn importing_twice_changes_no_byte() {
    let desk = Desk::new(&[("a.png", "png")]);
    let draft = draft(vec![
        topic("A", vec![noted("Videos", "![p](a.png)"), noted("B", "b"), topic("Videos", Vec::new())]),
        topic("C", vec![noted("Videos", "v"), noted("Videos", "w"), topic("!!!", Vec::new())]),
    ]);
    desk.import(&draft);
    let before = desk.all();
    let again = desk.import(&draft);
    assert_eq!(desk.all(), before);
    assert!(again.report.changes.is_nothing() && again.report.changes.kept.is_empty(), "{:?}", again.report);
}

#[test]
fn what_changed_in_the_source_is_taken_over_and_what_was_changed_by_hand_stays() {
    let desk = Desk::new(&[]);
    desk.import(&draft(vec![
        topic(
            "Databases",
            vec![noted("SQL joins", "one\n"), noted("Indexes", "two\n"), noted("Locks", "three\n")],
        ),
        topic("Web", vec![topic("Cookies", Vec::new()), topic("Old stuff", Vec::new())]),
    ]));
    let file = "out/roadmap.toml";
    // By hand: a comment, a title, another place, a topic of one's own, another one taken out.
    desk.edit(file, "title = \"Indexes\"\n", "title = \"Indexes and such\" # mine\nminutes = 10\n");
    desk.edit(file, "[[topics.topics]]\nid = \"cookies\"\n", "# keep this\n[[topics.topics]]\nid = \"own\"\ntitle = \"My own\"\n\n[[topics.topics]]\nid = \"cookies\"\n");
    desk.edit("out/notes/databases/indexes.md", "two", "TWO");
    desk.edit("out/notes/databases/locks.md", "three", "THREE");
    let import = desk.import(&draft(vec![
        topic(
            "Databases",
            vec![noted("SQL joins, again", "ONE\n"), noted("Views", "new\n"), noted("Indexes", "2\n")],
        ),
        topic(
            "The web",
            vec![topic("Cookies", Vec::new()), noted("Locks", "three\n"), topic("Tokens", Vec::new())],
        ),
    ]));
    insta::assert_snapshot!(desk.text(file), @r##"
    # Imported from source on 21 Nov 2026 with `trailmark import`.
    # Import it again to take in what is new there: what you change here by hand stays.

    id = "my-notes"  # names the folder of your progress; leave it as it is
    title = "My \"notes\""

    [[topics]]
    id = "databases"
    title = "Databases"

    [[topics.topics]]
    id = "sql-joins"
    title = "SQL joins, again"
    note = "databases/sql-joins.md"

    [[topics.topics]]
    id = "views"
    title = "Views"
    note = "databases/views.md"

    [[topics.topics]]
    id = "indexes"
    title = "Indexes and such" # mine
    minutes = 10
    note = "databases/indexes.md"

    [[topics]]
    id = "web"
    title = "The web"

    # keep this
    [[topics.topics]]
    id = "own"
    title = "My own"

    [[topics.topics]]
    id = "cookies"
    title = "Cookies"

    [[topics.topics]]
    id = "locks"
    title = "Locks"
    note = "databases/locks.md"

    [[topics.topics]]
    id = "tokens"
    title = "Tokens"

    [[topics.topics]]
    id = "old-stuff"
    title = "Old stuff"
    "##);
    let changes = &import.report.changes;
    assert_eq!(
        (titles(&changes.added), titles(&changes.moved), titles(&changes.gone)),
        (vec!["Views", "Tokens"], vec!["Locks"], vec!["Old stuff"])
    );
    let renamed: Vec<(&str, &str)> =
        changes.renamed.iter().map(|(old, new)| (old.as_str(), new.as_str())).collect();
    assert_eq!(renamed, [("SQL joins", "SQL joins, again"), ("Web", "The web")]);
    assert_eq!(desk.text("out/notes/databases/sql-joins.md"), "ONE\n");
    assert_eq!(desk.text("out/notes/databases/indexes.md"), "TWO\n");
    assert_eq!(desk.text("out/notes/databases/locks.md"), "THREE\n");
    let kept: Vec<&str> = changes.kept.iter().map(|remark| remark.place.file.as_str()).collect();
    assert_eq!(kept, ["notes/databases/indexes.md"]);
}

#[test]
fn what_was_taken_out_or_moved_by_hand_is_not_put_back() {
    let desk = Desk::new(&[]);
    let source =
        draft(vec![topic("A", vec![noted("B", "b"), topic("C", Vec::new())]), topic("D", Vec::new())]);
    desk.import(&source);
    desk.edit("out/roadmap.toml", "[[topics.topics]]\nid = \"b\"\ntitle = \"B\"\nnote = \"a/b.md\"\n", "");
    desk.edit("out/roadmap.toml", "[[topics.topics]]\nid = \"c\"", "[[topics]]\nid = \"c\"");
    fs::remove_file(desk.temp.path().join("out/notes/a/b.md")).expect("a file");
    let before = desk.all();
    let import = desk.import(&source);
    assert_eq!(desk.all(), before);
    let kept: Vec<&str> = import.report.changes.kept.iter().map(|remark| remark.words.as_str()).collect();
    assert_eq!(kept, ["B: it was taken out by hand, and is not put back"]);
    // In the source it comes to a third place: the hand wins.
    let moved = draft(vec![topic("A", vec![noted("B", "b")]), topic("D", vec![topic("C", Vec::new())])]);
    let import = desk.import(&moved);
    let kept: Vec<&str> = import.report.changes.kept.iter().map(|remark| remark.words.as_str()).collect();
    assert_eq!(kept[1..], ["C: it was moved by hand, and stays where it is"]);
}

#[test]
fn windows_keeps_its_line_breaks() {
    let desk = Desk::new(&[]);
    desk.import(&draft(vec![topic("A", Vec::new())]));
    let text = desk.text("out/roadmap.toml");
    desk.put("out/roadmap.toml", &format!("\u{FEFF}{}", text.replace('\n', "\r\n")));
    desk.import(&draft(vec![topic("A", Vec::new()), topic("B", Vec::new())]));
    let text = desk.text("out/roadmap.toml");
    assert!(text.starts_with("\u{FEFF}# Imported") && text.ends_with("title = \"B\"\r\n"), "{text:?}");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
}

#[test]
fn a_failed_import_leaves_nothing_behind() {
    let desk = Desk::new(&[]);
    let import = desk.prepared(draft(vec![noted("A", "a")])).expect("an import");
    // Somebody is quicker.
    desk.put("out/other", "x");
    fs::remove_file(desk.temp.path().join("out/other")).expect("a file");
    desk.put("out/roadmap.toml", "mine");
    assert!(import.write().is_err());
    let names: Vec<_> = fs::read_dir(desk.temp.path().join("out")).expect("a folder").collect();
    assert_eq!((names.len(), desk.text("out/roadmap.toml").as_str()), (1, "mine"));
}

#[test]
fn an_empty_folder_is_as_good_as_a_new_one_and_another_one_is_not() {
    let desk = Desk::new(&[]);
    fs::create_dir(desk.temp.path().join("out")).expect("a folder");
    desk.import(&draft(vec![noted("A", "a")]));
    let desk = Desk::new(&[]);
    desk.put("out/thesis.txt", "x");
    let error = desk.prepared(draft(vec![noted("A", "a")])).expect_err("refused").to_string();
    assert!(error.contains("there are other files in it"), "{error}");
    let desk = Desk::new(&[]);
    let error = desk.prepared(draft(Vec::new())).expect_err("refused").to_string();
    assert!(error.contains("nothing in it becomes a topic"), "{error}");
    assert!(!desk.temp.path().join("out").exists());
}

#[test]
fn marks_are_of_topics_that_count() {
    let desk = Desk::new(&[]);
    let marked = |mark, topic: DraftTopic| DraftTopic { mark: Some(mark), ..topic };
    let all = marked(Mark::Done, topic("All", vec![topic("A", Vec::new()), topic("B", Vec::new())]));
    let some = marked(
        Mark::Done,
        topic(
            "Some",
            vec![marked(Mark::Skipped, topic("C", Vec::new())), marked(Mark::Todo, topic("D", Vec::new()))],
        ),
    );
    let import = desk.import(&draft(vec![all, some, marked(Mark::InProgress, topic("E", Vec::new()))]));
    let marks: Vec<(&str, Mark)> =
        import.marks.iter().map(|(ix, mark)| (import.roadmap.topic(*ix).id.as_str(), *mark)).collect();
    assert_eq!(marks, [("a", Mark::Done), ("b", Mark::Done), ("c", Mark::Skipped), ("e", Mark::InProgress)]);
    let words: Vec<&str> = import.report.remarks.iter().map(|remark| remark.words.as_str()).collect();
    assert_eq!(words, ["Some: that it is done itself; what is below it says how far it is"]);
}

#[test]
fn what_is_nested_without_end_comes_up() {
    let desk = Desk::new(&[]);
    let mut deep = topic("T", Vec::new());
    for _ in 0..200 {
        deep = topic("T", vec![deep]);
    }
    let import = desk.import(&draft(vec![deep]));
    assert_eq!(import.roadmap.topics().len(), 201);
    assert!(import.roadmap.topics().iter().all(|topic| topic.depth < 32));
    assert_eq!(
        desk.prepared(draft(vec![topic("T", Vec::new())])).map(|import| import.report.is_new),
        Ok(false)
    );
}

#[test]
fn an_id_of_a_roadmap_is_free() {
    let desk = Desk::new(&[]);
    let import = desk.import(&Draft { title: "Taken".into(), ..draft(vec![topic("A", Vec::new())]) });
    assert_eq!(import.roadmap.id().as_str(), "taken-2");
    let desk = Desk::new(&[]);
    let own = Draft { id: Some("taken".into()), ..draft(vec![topic("A", Vec::new())]) };
    assert_eq!(desk.import(&own).roadmap.id().as_str(), "taken");
    assert!(Path::new(FILE_NAME).is_relative());
}

mod folders;
mod properties;
