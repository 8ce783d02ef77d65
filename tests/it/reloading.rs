//! New versions of the roadmap, and files that come and go, while they are on the screen.

use std::fs;

use crate::stage::{Stage, write};

const BEFORE: &str = r#"
id = "study"
title = "Study"

[[topics]]
id = "net"
title = "Internet"
topics = [{ id = "tcp", title = "TCP" }, { id = "dns", title = "DNS" }]

[[topics]]
id = "db"
title = "Databases"
topics = [{ id = "joins", title = "SQL joins", note = "joins.md" }, { id = "ms", title = "MS SQL Server" }, { id = "old", title = "Cursors" }, { id = "tx", title = "Transactions" }]
"#;

/// `joins` has another id and title, `ms` is gone, `old` has another id, `tx` is elsewhere, `jwt` is new, `dns` has a tag.
const AFTER: &str = r#"
id = "study"
title = "Study"

[[topics]]
id = "jwt"
title = "JWT"

[[topics]]
id = "net"
title = "Internet"
topics = [{ id = "tcp", title = "TCP" }, { id = "dns", title = "DNS", tags = ["x"] }, { id = "tx", title = "Transactions" }]

[[topics]]
id = "db"
title = "Databases"
topics = [{ id = "sql", title = "Joins", was = ["joins"], note = "joins.md" }, { id = "new", title = "Cursors" }]
"#;

fn stage() -> Stage {
    let stage = Stage::of(BEFORE);
    stage.write(
        "notes/joins.md",
        &format!("# SQL joins\n\n{}## Deep\n\n{}", "row\n\n".repeat(30), "row\n\n".repeat(30)),
    );
    stage
}

fn save(stage: &mut Stage, text: &str) {
    stage.write("roadmap.toml", text);
    stage.wait(600);
}

#[test]
fn what_a_new_version_changed_is_said_and_shown() {
    let mut stage = stage().size(100, 20).keys("gGlj<space>j<space>j<space>k");
    save(&mut stage, AFTER);
    let said = "roadmap.toml changed: 2 topics added, 1 renamed, 1 moved, 2 gone, 1 changed   ! show";
    assert!(stage.footer().contains(said), "{}", stage.frame());
    let mut stage = stage.keys("!");
    let frame = stage.frame();
    let lines: Vec<String> = frame
        .lines()
        .skip_while(|row| !row.contains("Messages"))
        .skip(1)
        .take_while(|row| !row.contains("19:45  ✓"))
        .filter_map(|row| row.split('│').map(str::trim).find(|part| part.contains("  ")))
        .map(str::to_owned)
        .collect();
    assert_eq!(
        lines.join("\n"),
        "\
❯ 19:45    roadmap.toml changed: 2 topics added, 1 renamed, 1 moved, 2 gone, 1 changed
added    JWT
added    Cursors
renamed  SQL joins -> Joins
moved    Transactions to Internet
gone     MS SQL Server (done; kept under trailmark orphans)
gone     Cursors (done; is it the new one? trailmark reattach old new)
changed  DNS",
        "{frame}"
    );
}

#[test]
fn a_comment_is_no_news_and_every_width_names_the_key() {
    let mut stage = stage().size(50, 20).keys("j");
    save(&mut stage, &format!("# words\n\n{BEFORE}"));
    assert!(!stage.says("changed"), "{}", stage.frame());
    save(&mut stage, AFTER);
    assert!(stage.footer().contains("roadmap.toml changed: 2 topics added ⋯   ! show"), "{}", stage.frame());
    save(&mut stage, &AFTER.replace("title = \"Study\"", "title = \"Studies\""));
    assert!(stage.footer().contains("roadmap.toml changed: its title   ! show"), "{}", stage.frame());
}

#[test]
fn the_cursor_stays_on_its_topic_and_its_row() {
    // The keys that go to a topic, its title afterwards.
    for (keys, title) in
        [("jj", "Databases"), ("j", "DNS"), ("}lj", "Joins"), ("}ljj", "Joins"), ("}ljjjj", "Transactions")]
    {
        let mut stage = stage().size(80, 12).keys(keys);
        save(&mut stage, AFTER);
        assert!(stage.topic("❯").contains(title), "{keys}: {}", stage.frame());
    }
    // Topics that come and go above it do not move it on the screen.
    let many = |from: usize| -> String {
        let topic = |number| format!("[[topics]]\nid = \"t{number}\"\ntitle = \"Topic {number}\"\n");
        format!("id = \"study\"\ntitle = \"S\"\n{}", (from..60).map(topic).collect::<String>())
    };
    let mut stage = Stage::of(&many(10)).size(80, 16).keys(&"j".repeat(20));
    let row = |stage: &mut Stage| {
        assert!(stage.topic("❯").contains("Topic 30"), "{}", stage.frame());
        stage.frame().lines().position(|row| row.starts_with('❯'))
    };
    let before = row(&mut stage);
    for from in [0, 15, 5] {
        save(&mut stage, &many(from));
        assert_eq!(row(&mut stage), before, "{}", stage.frame());
    }
}

#[test]
fn what_is_gone_leaves_the_cursor_near_it() {
    let without = |id: &str| {
        let line = BEFORE.lines().find(|line| line.contains("\"joins\"")).expect("a line");
        let rest = line.trim_start_matches("topics = [").trim_end_matches(']');
        let kept: Vec<&str> =
            rest.split_inclusive("},").filter(|topic| !topic.contains(&format!("\"{id}\""))).collect();
        BEFORE.replace(line, &format!("topics = [{}]", kept.concat()))
    };
    for (keys, id, title) in
        [("}ljj", "ms", "Cursors"), ("}ljjjj", "tx", "Cursors"), ("}lj", "joins", "MS SQL")]
    {
        let mut stage = stage().keys(keys);
        save(&mut stage, &without(id));
        assert!(stage.topic("❯").contains(title), "{id}: {}", stage.frame());
    }
    let mut stage = stage().keys("}ljj");
    let line = BEFORE.lines().find(|line| line.contains("\"joins\"")).expect("a line");
    save(&mut stage, &BEFORE.replace(line, ""));
    assert!(stage.topic("❯").contains("Databases"), "{}", stage.frame());
}

#[test]
fn the_place_in_the_note_the_words_and_the_link_outlast_a_new_version() {
    let mut stage = stage().keys("}lj").keys("<enter>}").keys("/row<enter>");
    let body = |stage: &mut Stage| {
        let frame = stage.frame();
        let notes =
            frame.lines().skip(2).filter_map(|row| row.split_once('│').map(|(_, note)| note.to_owned()));
        notes.take(18).collect::<Vec<_>>()
    };
    let before = body(&mut stage);
    assert!(before.concat().contains("row"), "{}", stage.frame());
    save(&mut stage, AFTER);
    assert_eq!(body(&mut stage), before, "{}", stage.frame());
    // Also where the note is another file with the same words.
    stage.write(
        "notes/other.md",
        &fs::read_to_string(stage.roadmap_folder().join("notes/joins.md")).expect("a note"),
    );
    save(&mut stage, &AFTER.replace("joins.md", "other.md"));
    assert_eq!(body(&mut stage), before, "{}", stage.frame());
}

#[test]
fn the_filter_and_what_is_folded_in_it_outlast_a_new_version() {
    let mut stage = stage().keys("ft").keys("gh");
    let before = stage.topic("Internet");
    assert!(before.contains('▸'), "{}", stage.frame());
    save(&mut stage, AFTER);
    assert!(stage.topic("❯").contains("▸ Internet"), "{}", stage.frame());
    assert!(
        stage.topic("Joins").contains("Joins") && stage.topic("JWT").contains("JWT"),
        "{}",
        stage.frame()
    );
    let mut stage = stage.keys("<esc>");
    assert!(stage.topic("❯").contains("Internet"), "{}", stage.frame());
}

#[test]
fn what_is_being_written_or_looked_for_outlasts_a_new_version() {
    // A line for a topic that has another id now goes to its summary.
    let mut stage = stage().keys("}lj").keys("amy line");
    save(&mut stage, AFTER);
    assert!(stage.footer().contains("Add to Joins ❯ my line"), "{}", stage.frame());
    let mut stage = stage.keys("<enter>");
    assert!(stage.says("Added to your summary of Joins"), "{}", stage.frame());
    assert!(fs::read_to_string(stage.summary("sql")).expect("a summary").contains("my line"));
    // One that was left for later too.
    let mut stage = self::stage().keys("}lj").keys("amy line<esc>");
    save(&mut stage, AFTER);
    let mut stage = stage.keys("a");
    assert!(stage.footer().contains("Add to Joins ❯ my line"), "{}", stage.frame());
    // Words in the tree, in the list of all, and the menu of filters.
    let mut stage = self::stage().keys("/trans");
    save(&mut stage, AFTER);
    assert!(stage.footer().contains("trans"), "{}", stage.frame());
    assert!(stage.topic("Transactions").contains("Transactions"));
    assert!(stage.keys("<esc>").topic("❯").contains("TCP"));
    let mut stage = self::stage().keys("<c-p>joins");
    save(&mut stage, AFTER);
    assert!(stage.row("Joins").contains("Joins") && stage.says("joins"), "{}", stage.frame());
    assert!(stage.keys("<enter>").topic("❯").contains("Joins"));
    let mut stage = self::stage().keys("fj");
    assert!(stage.row("t  to do").contains(" 6 │"), "{}", stage.frame());
    save(&mut stage, &BEFORE.replace("{ id = \"tcp\", title = \"TCP\" }, ", ""));
    assert!(stage.row("t  to do").contains(" 5 │"), "{}", stage.frame());
}

#[test]
fn rows_that_are_selected_stay_selected_and_a_mark_is_still_taken_back() {
    let mut stage = stage().keys("}lj<space>").keys("kvjj");
    save(&mut stage, &BEFORE.replace("\"TCP\"", "\"TCP/IP\""));
    let mut stage = stage.keys("*");
    assert!(stage.says("3 topics bookmarked"), "{}", stage.frame());
    let mut stage = stage.keys("u");
    assert!(stage.says("Undone"), "{}", stage.frame());
    save(&mut stage, AFTER);
    let mut stage = stage.keys("u");
    assert!(stage.says("Undone: SQL joins done") || stage.says("Undone: Joins done"), "{}", stage.frame());
    // The row in which it began is gone: nothing is selected that nobody chose.
    let mut stage = self::stage().keys("}ljjvj");
    save(&mut stage, AFTER);
    assert!(!stage.says("selected"), "{}", stage.frame());
}

#[test]
fn the_way_back_leads_to_a_topic_that_has_another_id_now() {
    let stage = stage();
    stage.write("notes/joins.md", "To [tcp](tcp.md).");
    let with_note = |text: &str| text.replace("title = \"TCP\"", "title = \"TCP\", note = \"tcp.md\"");
    stage.write("roadmap.toml", &with_note(BEFORE));
    let mut stage = stage.keys("}lj").keys("<enter>]<enter>");
    assert!(stage.topic("❯").contains("TCP"), "{}", stage.frame());
    save(&mut stage, &with_note(AFTER));
    assert!(stage.topic("❯").contains("TCP"), "{}", stage.frame());
    let mut stage = stage.keys("<esc>");
    assert!(stage.topic("❯").contains("Joins"), "{}", stage.frame());
}

#[test]
fn a_roadmap_file_that_is_away_for_a_moment_is_no_error() {
    let mut stage = stage().keys("j");
    let (folder, aside) = (stage.roadmap_folder(), stage.roadmap_folder().with_extension("aside"));
    for is_folder in [false, true] {
        if is_folder {
            fs::rename(&folder, &aside).expect("a folder");
        } else {
            fs::remove_file(folder.join("roadmap.toml")).expect("a file");
        }
        stage.wait(600);
        assert!(!stage.frame().contains('✗'), "{}", stage.frame());
        if is_folder {
            fs::rename(&aside, &folder).expect("a folder");
        } else {
            stage.write("roadmap.toml", BEFORE);
        }
        stage.wait(600);
        assert!(!stage.frame().contains('✗') && !stage.says("changed"), "{}", stage.frame());
    }
    fs::remove_file(folder.join("roadmap.toml")).expect("a file");
    stage.wait(600);
    stage.wait(1_600);
    assert!(stage.says("last version that worked"), "{}", stage.frame());
    assert!(
        stage.says("Put it back, and it is taken over") && !stage.says("opens the file"),
        "{}",
        stage.frame()
    );
    save(&mut stage, AFTER);
    assert!(!stage.frame().contains('✗') && stage.says("changed: 2 topics added"), "{}", stage.frame());
}

#[test]
fn notes_that_come_and_go_are_shown_as_they_are() {
    let mut stage = stage().keys("}lj").keys("<enter>}");
    let note = stage.roadmap_folder().join("notes/joins.md");
    let (text, before) = (fs::read_to_string(&note).expect("a note"), stage.frame());
    fs::remove_file(&note).expect("a note");
    stage.wait(600);
    assert_eq!(stage.frame(), before, "it may be on its way back");
    stage.wait(1_600);
    assert!(stage.says("Cannot read the note"), "{}", stage.frame());
    write(&note, &text);
    stage.wait(600);
    assert_eq!(stage.frame(), before);
    // The folder of all notes.
    let (notes, aside) = (stage.roadmap_folder().join("notes"), stage.roadmap_folder().join("aside"));
    fs::rename(&notes, &aside).expect("a folder");
    stage.wait(600);
    stage.wait(1_600);
    assert!(stage.says("Cannot read the note"), "{}", stage.frame());
    fs::rename(&aside, &notes).expect("a folder");
    stage.wait(600);
    assert_eq!(stage.frame(), before);
}
