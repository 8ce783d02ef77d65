//! Going to anything: what is found while it is typed, and where it leads.

use std::fmt::Write as _;

use trailmark::theme::{Colours, SignSet};
use unicode_normalization::UnicodeNormalization as _;

use crate::stage::{Stage, write};

/// The rows of the list, without the frame.
fn list(stage: &mut Stage) -> Vec<String> {
    let frame = stage.frame();
    let rows =
        frame.lines().skip_while(|row| !row.contains('├')).skip(1).take_while(|row| !row.contains('├'));
    let inside = |row: &str| row.split('│').nth(1).unwrap_or_default().trim_end().to_owned();
    rows.map(inside).filter(|row| !row.is_empty()).collect()
}

fn stage() -> Stage {
    let stage = Stage::new();
    write(&stage.summary("transactions"), "BEGIN으로 시작한다\n트랜잭션은 여러 쿼리를 하나로 묶는다\n");
    stage
}

#[test]
fn topics_lines_and_commands_are_in_one_list() {
    let mut stage = stage().keys("<c-p>trans");
    assert_eq!(
        list(&mut stage),
        [
            "  TOPICS",
            "❯ ◦  Transactions and ACID                   Relational Databases",
            "  NOTES",
            "  ∙  A transaction groups reads and write⋯  Transactions and ACID",
        ]
    );
    let mut stage = stage.keys("<c-u>ㅌㄹㅈㅅ");
    assert_eq!(
        list(&mut stage),
        [
            "  NOTES",
            "❯ ✎  트랜잭션은 여러 쿼리를 하나로 묶는다   Transactions and ACID",
            "  Initial consonants match too: ㅌㄹㅈㅅ = 트랜잭션",
        ]
    );
    let mut stage = stage.keys("<c-u>undo");
    assert_eq!(
        list(&mut stage)[..2],
        ["  COMMANDS", "❯ >  Undo                                      trailmark undo   u"]
    );
    let mut stage = stage.keys("<c-u>zzzz");
    assert_eq!(list(&mut stage), ["  Nothing is called \"zzzz\", and no note says it"]);
}

#[test]
fn before_anything_is_typed_it_says_what_to_go_on_with() {
    let mut stage = Stage::new().keys("jji<c-p>");
    let rows = list(&mut stage);
    assert_eq!(rows[0], "  GO ON WITH");
    assert!(rows[1].starts_with("❯ ◔  DNS") || rows[1].starts_with("❯ ◔  "), "{rows:?}");
    assert!(rows.contains(&"  COMMANDS".to_owned()), "{rows:?}");
}

#[test]
fn enter_goes_to_a_topic_and_opens_what_is_above_it() {
    let mut stage = stage().keys(":jwt");
    // Nothing moved yet.
    assert!(stage.cursor().is_some());
    let mut stage = stage.keys("<enter>");
    assert!(stage.topic("JWT").starts_with('❯'), "{}", stage.frame());
    assert!(stage.topic("Authentication").contains('▾'), "{}", stage.frame());
    assert_eq!(stage.cursor(), None);
}

#[test]
fn escape_leaves_everything_as_it_was() {
    let mut before = stage().keys("jjj");
    let frame = before.frame();
    for keys in [":<esc>", ":jwt<down><esc>", "<c-p>trans<c-c>", "<c-p>#database<enter><esc>"] {
        let mut after = stage().keys("jjj").keys(keys);
        assert_eq!(after.frame(), frame, "{keys}");
    }
}

#[test]
fn a_line_leads_to_its_place_in_the_note() {
    let mut note = "# Transactions and ACID\n\n".to_owned();
    for number in 0..60 {
        let _ = writeln!(note, "A paragraph of number {number}.\n");
    }
    note.push_str("Then **phantom** reads, [as said](x.md), appear.\n");
    let stage = Stage::new();
    stage.write("notes/databases/transactions.md", &note);
    let mut stage = stage.keys(":phantom").keys("<enter>").keys("");
    let frame = stage.frame();
    assert!(frame.contains("Then phantom reads, as said, appear."), "{frame}");
    assert!(stage.footer().contains("topics"), "the note has the keys: {frame}");
    assert!(stage.topic("Transactions").starts_with('❯'), "{frame}");
    // The words are marked, and another step of escape takes the marks away.
    let marked = stage.frame_with_styles();
    assert!(marked.contains("reversed"), "{marked}");
    let mut stage = stage.keys("<esc>");
    assert!(stage.footer().contains("topics"), "{}", stage.frame());
    let mut stage = stage.keys("<esc>");
    assert!(stage.footer().contains("done"), "{}", stage.frame());
}

#[test]
fn a_line_of_a_summary_leads_there_and_both_normal_forms_are_found() {
    for form in [str::to_owned as fn(&str) -> String, |text| text.nfd().collect()] {
        let stage = Stage::new();
        write(&stage.summary("transactions"), &form("# 나의 말\n\n트랜잭션은 여러 쿼리를 하나로 묶는다\n"));
        let mut stage = stage.keys("<c-p>쿼리를").keys("<enter>");
        let frame: String = stage.frame().nfc().collect();
        assert!(frame.contains("My summary") && frame.contains("묶는다"), "{frame}");
    }
}

#[test]
fn a_tag_lists_its_topics() {
    let mut stage = stage().keys("<c-p>#dat");
    assert_eq!(
        list(&mut stage)[..2],
        ["  TAGS", "❯ #  database                                             1 topic"]
    );
    let mut stage = stage.keys("<enter>");
    assert_eq!(
        list(&mut stage),
        ["  TOPICS", "❯ ◦  Transactions and ACID                   Relational Databases"]
    );
    let mut stage = stage.keys("<enter>");
    assert!(stage.topic("Transactions").starts_with('❯'), "{}", stage.frame());
}

#[test]
fn a_command_is_done_in_the_pane_where_it_can_be() {
    let mut stage = stage().keys(":>bookmark<enter>");
    assert!(stage.footer().contains("bookmarked"), "{}", stage.frame());
    let mut stage = stage.keys(":jwt<enter>").keys(":>find in<enter>");
    assert!(stage.cursor().is_some() && stage.footer().trim_start().starts_with('/'), "{}", stage.frame());
    let mut stage = stage.keys("<esc>:>help<enter>");
    assert!(stage.frame().contains("MOVE"), "{}", stage.frame());
    let stage = stage.keys("<esc>:>quit<enter>");
    assert_eq!(stage.complaint(), None);
}

#[test]
fn tab_marks_what_is_chosen_and_stays() {
    let mut stage = stage().keys("<c-p>jwt<tab>");
    assert!(list(&mut stage)[1].starts_with("❯ ✓  JWT"), "{}", stage.frame());
    assert!(stage.footer().contains("JWT done"), "{}", stage.frame());
    assert_eq!(stage.log().len(), 1);
    let mut stage = stage.keys("<c-u>>undo<tab>");
    assert!(stage.footer().contains("Only a topic can be done"), "{}", stage.frame());
    assert_eq!(stage.log().len(), 1);
    let mut stage = stage.keys("<enter>");
    assert!(stage.footer().contains("Undone"), "{}", stage.frame());
}

#[test]
fn control_e_edits_the_summary_of_what_is_chosen() {
    let stage = stage().editor(|path| {
        write(path, "phantom reads\n");
        Ok(())
    });
    let mut stage = stage.keys("<c-p>jwt<c-e>").keys("");
    assert!(stage.topic("JWT").starts_with('❯'), "{}", stage.frame());
    assert!(stage.summary("jwt").exists());
    // What was written meanwhile is found the next time.
    let mut stage = stage.keys("<c-p>phantom");
    assert!(list(&mut stage)[1].starts_with("❯ ✎  phantom reads"), "{}", stage.frame());
}

#[test]
fn what_changed_on_the_disk_is_read_again() {
    let mut stage = stage().keys("<c-p>opaque");
    assert_eq!(list(&mut stage).len(), 1);
    stage.write("notes/jwt.md", "# JWT\n\nA phantom token is an opaque one.\n");
    let mut stage = stage.keys("<esc><c-p>opaque");
    assert!(list(&mut stage)[1].contains("phantom token"), "{}", stage.frame());
}

#[test]
fn the_arrows_choose_and_the_field_takes_all_other_keys() {
    let mut stage = stage().keys("<c-p>in<down><down><up>");
    let frame = stage.frame();
    let chosen = list(&mut stage).iter().position(|row| row.starts_with('❯'));
    assert_eq!(chosen, Some(2), "{frame}");
    // Letters that are keys elsewhere are text here, composed syllables too; another letter begins at the top.
    let mut stage = stage.keys("<c-u>qj?트");
    assert!(stage.frame().contains("❯ qj?트"), "{}", stage.frame());
    assert_eq!(stage.cursor().map(|(x, _)| x), Some(8 + 2 + 5));
    let mut stage = stage.keys("<c-n><c-p><pgdn><pgup>");
    assert!(stage.frame().contains("❯ qj?트"), "{}", stage.frame());
}

#[test]
fn hostile_titles_tags_and_lines_reach_no_terminal() {
    let toml = "id = \"study\"\ntitle = \"S\"\n[[topics]]\nid = \"t\"\ntitle = \"evil \\u001b[31m title \\u202e\"\ntags = [\"\\u001b]0;evil\"]\nnote = \"n.md\"\n";
    let stage = Stage::of(toml);
    stage.write("notes/n.md", "an evil \u{1B}[31m line \u{202E} of \u{9B}2J\n");
    let mut stage = stage.keys("<c-p>evil");
    let frame = stage.frame();
    assert_eq!(list(&mut stage).iter().filter(|row| row.contains("evil")).count(), 3, "{frame}");
    assert!(!frame.contains(['\u{1B}', '\u{202E}', '\u{9B}']), "{frame}");
}

#[test]
fn there_is_a_form_for_every_size() {
    for (width, height) in
        [(120, 36), (80, 24), (80, 16), (70, 15), (50, 20), (20, 5), (10, 3), (3, 2), (1, 1)]
    {
        for looks in [SignSet::Unicode, SignSet::Ascii] {
            let stage = stage().size(width, height).looks(Colours::None, looks);
            let mut stage = stage.keys("<c-p>trans<down><tab>트랜");
            let (x, y) = stage.cursor().expect("a caret");
            assert!(x < width && y < height, "{width}x{height}");
            let mut stage = stage.keys("<c-u>jwt<enter>");
            assert_eq!(stage.cursor(), None, "{}", stage.frame());
        }
    }
    let mut stage = stage().size(20, 5).keys("<c-p>jwt");
    assert_eq!(stage.frame(), " ❯ jwt\n   TOPICS\n❯ ◦ JWT");
}

#[test]
fn the_mouse_is_released_by_name() {
    let mut stage = Stage::new().keys(":release<enter>");
    assert!(stage.footer().contains("The mouse selects text"), "{}", stage.frame());
}
