//! What `export json` wrote, taken back by the real program.

use serde_json::{Value, json};

use crate::export::{NOTE, ROADMAP};
use crate::harness::{Dir, Ran};

/// The log of another device, on which the interface was used.
const TABLET: &str = r#"# trailmark progress. One change a line; safe to read, diff, merge and commit.
format = 1
20261120T194503126Z-00-p8w2xa = { topic = "jwt", title = "JSON Web Tokens", bookmark = true }
20261120T194503127Z-00-p8w2xa = { topic = "jwt", title = "JSON Web Tokens", resource = "https://a.b/토큰", ticked = true }
"#;

/// A folder in which somebody has studied with the program: marks, a step taken back, bookmarks, ticks, summaries.
fn studied() -> Dir {
    let dir = Dir::empty()
        .file("mine/backend/progress/p8w2xa.toml", TABLET)
        .file("study/roadmap.toml", ROADMAP)
        .file("study/notes/데이터/sql joins.md", NOTE)
        .file("study/notes/데이터/그림.png", b"\x89PNG\r\n\x1A\n\0\xFF");
    for line in ["done sql-joins", "start transactions", "done jwt", "undo", "skip deadlocks"] {
        dir.run(&format!("{line} -r study --store mine")).code(0);
    }
    for (topic, words) in [("jwt", "세 부분: header, payload, signature."), ("sql-joins", "둘을 잇는다")]
    {
        dir.run_with(&["summary", topic, words, "-r", "study", "--store", "mine"]).code(0);
    }
    dir.run("export json -o backup.json -r study --store mine").code(0);
    dir
}

fn text(dir: &Dir, name: &str) -> String {
    std::fs::read_to_string(dir.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The archive with another value at `part`.
fn changed(dir: &Dir, part: &str, value: &Value) -> String {
    let mut archive: Value = serde_json::from_str(&text(dir, "backup.json")).expect("JSON");
    archive[part] = value.clone();
    // The program looks at the beginning first.
    let text = archive.to_string();
    format!("{{\"format\":\"trailmark-export\",{}", text.strip_prefix('{').expect("an object"))
}

/// Every file of a folder with its bytes and when it was written.
pub(super) fn all(dir: &Dir, folder: &str) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<_> = dir
        .files(folder, "")
        .into_iter()
        .map(|path| (path.display().to_string(), std::fs::read(&path).expect("a file")))
        .collect();
    all.sort();
    all
}

fn import(dir: &Dir, more: &str) -> Ran {
    dir.run(&format!("import backup.json {more}"))
}

#[test]
fn an_archive_comes_back_whole_on_another_computer() {
    let dir = studied();
    let ran = import(&dir, "-o copy --store theirs").code(0);
    insta::assert_snapshot!(format!("{}--\n{}", ran.stdout(), ran.stderr()), @r"
    backup.json (json) is a roadmap now: copy/roadmap.toml
      2 sections, 8 topics, 1 note, 1 other file, 7 events, 2 summaries
    --

    open it: trailmark copy
    ");
    for name in ["roadmap.toml", "notes/데이터/sql joins.md", "notes/데이터/그림.png"] {
        let [one, other] =
            ["study", "copy"].map(|folder| std::fs::read(dir.path().join(folder).join(name)).ok());
        assert!(one.is_some() && one == other, "{name}");
    }
    dir.run("export json -r copy --store theirs").code(0).out(&text(&dir, "backup.json"));
    let before = (all(&dir, "copy"), all(&dir, "theirs"));
    import(&dir, "-o copy --store theirs")
        .code(0)
        .says("Nothing is new in backup.json: copy/roadmap.toml stays as it is.");
    assert!((all(&dir, "copy"), all(&dir, "theirs")) == before);
    // Nor does it where it came from.
    let mine = all(&dir, "mine");
    import(&dir, "-o again --store mine -q").code(0).out("");
    assert!(all(&dir, "mine") == mine);
}

#[test]
fn a_dry_run_of_an_archive_counts_and_writes_nothing() {
    let dir = studied();
    let mine = all(&dir, "mine");
    let ran = import(&dir, "-o copy --store theirs --dry-run --json").code(0).quietly().json();
    assert_eq!(
        [&ran["events"], &ran["summaries"], &ran["shape"], &ran["is_new"], &ran["file"]],
        [&json!(7), &json!(2), &json!("json"), &json!(true), &json!(dir.path().join("copy/roadmap.toml"))]
    );
    assert!(!dir.path().join("copy").exists() && !dir.path().join("theirs").exists());
    let ran = import(&dir, "-o copy --store mine --dry-run --json").code(0).json();
    assert_eq!((&ran["events"], &ran["summaries"]), (&json!(0), &json!(0)));
    assert!(all(&dir, "mine") == mine);
}

#[test]
fn what_the_person_did_since_stays() {
    let dir = studied();
    import(&dir, "-o copy --store theirs -q").code(0);
    dir.run("todo sql-joins -r copy --store theirs").code(0);
    dir.run("done row-locks -r copy --store theirs").code(0);
    let folder = dir.files("theirs", "jwt.md").pop().expect("a summary");
    dir.put(folder.to_str().expect("a path"), "My own words.\n");
    let ran = import(&dir, "-o other --store theirs").code(0);
    ran.says("1 summary").complains("jwt: you have another summary").complains("jwt.kept-1.md");
    let status = dir.run("export json -r other --store theirs").code(0).json();
    let topics = &status["topics"][0]["topics"];
    assert_eq!((&topics[0]["status"], &topics[1]["status"]), (&json!("todo"), &json!("in-progress")));
    assert_eq!(topics[2]["topics"][0]["status"], "done");
    assert_eq!(status["summaries"]["jwt"], "My own words.\n");
    import(&dir, "-o other --store theirs").code(0).says("Nothing is new");
}

#[test]
fn an_archive_goes_into_a_folder_as_a_roadmap_does() {
    let dir = studied();
    import(&dir, "-o copy --store theirs -q").code(0);
    let mine = text(&dir, "copy/roadmap.toml").replace("title = \"Locks\"", "title = \"My locks\" # mine");
    dir.put("copy/roadmap.toml", &mine);
    dir.put("copy/notes/데이터/그림.png", "mine");
    dir.put("study/roadmap.toml", format!("{ROADMAP}\n[[topics]]\nid = \"new\"\ntitle = \"New\"\n"));
    dir.put("study/notes/데이터/sql joins.md", "Better.\n");
    dir.run("done new -r study --store mine").code(0);
    dir.run("export json -o backup.json -r study --store mine -y").code(0);
    import(&dir, "-o copy --store theirs")
        .code(0)
        .says("1 event")
        .says("1 added: New")
        .says("1 file of notes written");
    let now = text(&dir, "copy/roadmap.toml");
    assert!(now.starts_with(&mine) && now.contains("id = \"new\""), "{now}");
    assert_eq!(text(&dir, "copy/notes/데이터/sql joins.md"), "Better.\n");
    assert_eq!(text(&dir, "copy/notes/데이터/그림.png"), "mine");
    // Progress of one roadmap is nothing to another.
    dir.put("else/roadmap.toml", crate::harness::ROADMAP);
    let before = (all(&dir, "else"), all(&dir, "theirs"));
    import(&dir, "-o else --store theirs").code(1).out("").complains("there is `test`. Give another folder");
    assert!((all(&dir, "else"), all(&dir, "theirs")) == before);
}

#[test]
fn a_damaged_archive_is_refused_and_nothing_is_written() {
    let dir = studied();
    let whole = text(&dir, "backup.json");
    let half: String = whole.chars().take(whole.chars().count() / 2).collect();
    let note = |name: &str| changed(&dir, "notes", &json!({ name: "x" }));
    let event = "20261120T194503123Z-00-k3f9q2 = { topic = \"a\", status = \"done\" }\nformat = 9";
    let bad_utf8 = [whole.as_bytes(), b"\xFF"].concat();
    for (archive, why) in [
        (half, "it is no JSON, or only a part of an export"),
        (changed(&dir, "version", &json!(2)), "this trailmark reads version 1; update trailmark"),
        (changed(&dir, "version", &json!("1")), "`version`"),
        (changed(&dir, "roadmap", &json!(7)), "it has no `roadmap`"),
        (changed(&dir, "roadmap", &json!("id = ")), "the roadmap in it has mistakes"),
        (changed(&dir, "notes", &json!([])), "`notes` is not an object"),
        (note("../../evil.md"), "cannot be taken"),
        (note("/tmp/evil.md"), "cannot be taken"),
        (note("a\\..\\evil.md"), "cannot be taken"),
        (note(".git/hooks/post-checkout"), "begins with a dot"),
        (changed(&dir, "notes", &json!({ "a.png": { "base64": "%%%" } })), "neither a text nor"),
        (changed(&dir, "summaries", &json!({ "../x": "x" })), "not named after a topic"),
        (changed(&dir, "summaries", &json!({ "jwt": { "base64": 1 } })), "neither a text nor"),
        (changed(&dir, "events", &json!("x")), "`events` is not an array"),
        (changed(&dir, "events", &json!([event])), "no line of a log"),
    ] {
        dir.put("backup.json", archive);
        let ran = import(&dir, "-o copy --store theirs").code(1).out("").complains(why);
        assert!(ran.stderr().contains("Cannot import backup.json"), "{ran}");
        assert!(!dir.path().join("copy").exists() && !dir.path().join("theirs").exists(), "{why}");
    }
    dir.put("backup.json", bad_utf8);
    import(&dir, "-o copy --store theirs").code(1).complains("it is no UTF-8 text");
    dir.put("backup.json", "{\"nodes\": 1}");
    import(&dir, "-o copy --from json").code(1).complains("it is no export of trailmark");
    assert!(!dir.path().join("copy").exists());
    assert_eq!(dir.files("", "evil.md"), Vec::<std::path::PathBuf>::new());
}

#[test]
fn notes_in_a_folder_of_another_name_and_a_large_archive_come_back() {
    let dir = studied();
    let roadmap = ROADMAP.replace("language = \"ko\"", "language = \"ko\"\nnotes = \"글/.내\"");
    let large = "가나다라 ".repeat(1_500_000);
    let notes = json!({ "데이터/sql joins.md": NOTE, "large.md": large });
    let text = changed(&dir, "notes", &notes);
    let mut archive: Value = serde_json::from_str(&text).expect("JSON");
    archive["roadmap"] = json!(roadmap);
    let text = archive.to_string();
    dir.put(
        "backup.json",
        format!("{{\"format\":\"trailmark-export\",{}", text.get(1..).expect("an object")),
    );
    import(&dir, "-o copy --store theirs -q").code(0).quietly();
    assert_eq!(std::fs::read(dir.path().join("copy/글/.내/large.md")).expect("a note").len(), large.len());
}
