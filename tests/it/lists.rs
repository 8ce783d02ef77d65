//! Links by number, headings, and the question before an address is opened: keys in, the frame and what is opened out.

use std::fmt::Write as _;

use crossterm::event::Event;
use trailmark::theme::{Colours, SignSet};

use crate::stage::{Stage, events, write};

/// A topic with this note, and one with another note below it.
fn noted(note: &str) -> Stage {
    let stage = Stage::of(
        "id = \"a\"\ntitle = \"A\"\n[[topics]]\nid = \"b\"\ntitle = \"First\"\nnote = \"b.md\"\n\
         [[topics]]\nid = \"c\"\ntitle = \"Second\"\nnote = \"c.md\"\n",
    );
    stage.write("notes/b.md", note);
    stage.write("notes/c.md", "# Second\n\nThe other note.\n\n## Deep\n\nwords\n");
    stage
}

/// So many links to web addresses.
fn many(count: usize) -> String {
    let mut note = String::new();
    for number in 1..=count {
        let _ = writeln!(note, "- [label {number}](https://example.org/{number})");
    }
    note
}

/// Waits until this is on the screen.
fn wait_for(stage: &mut Stage, text: &str) {
    for _ in 0..200 {
        if stage.says(text) {
            return;
        }
        stage.wait(100);
    }
    panic!("no {text} in\n{}", stage.frame());
}

/// The row of a list that is chosen.
fn chosen(stage: &mut Stage) -> String {
    let frame = stage.frame();
    let rows = frame.lines().skip(2).filter_map(|row| row.split_once(['│', '|']).map(|(_, row)| row));
    let mut rows = rows.filter(|row| row.trim_start().starts_with(['❯', '>']));
    rows.next().unwrap_or_else(|| panic!("no line is chosen in\n{frame}")).to_owned()
}

#[test]
fn links_and_resources_are_listed_in_their_order_from_both_panes() {
    for keys in ["g}}lljo", "g}}llj<enter>o", "g}}llj<enter>zo", "g}}lljzo"] {
        let mut stage = Stage::new().keys(keys);
        let frame = stage.frame();
        assert!(frame.contains("─ Links   1-5 of 5 ─"), "{frame}");
        for row in [
            "1  SQL joins",
            "2  the manual",
            "3  PostgreSQL: Transaction Isolation",
            "4  Designing Data-Intensive",
            "5  SQL joins",
        ] {
            assert!(frame.contains(row), "{keys}: {frame}");
        }
        assert!(chosen(&mut stage).contains("1  SQL joins"), "{keys}: {frame}");
        assert!(stage.row("1  SQL joins").contains(" joins.md"), "{frame}");
        assert_eq!(stage.row("3  Postgre").matches("Isolation").count(), 1, "{frame}");
    }
}

#[test]
fn a_narrow_tree_lists_the_links_of_its_own_topic() {
    // The note of another topic was the last one that was shown.
    let mut stage = Stage::new().size(50, 20).keys("g}}llj<enter>").keys("<esc>k").keys("o");
    assert!(stage.footer().contains("There are no links here"), "{}", stage.frame());
    let mut stage = stage.keys("j").keys("o");
    assert!(stage.frame().contains("Links   1-5 of 5"), "{}", stage.frame());
    // Typed at once: the note is read first.
    let mut stage = Stage::new().size(50, 20).keys("g}}lljo");
    assert!(stage.frame().contains("Links   1-5 of 5"), "{}", stage.frame());
}

#[test]
fn a_number_follows_a_link_at_once_where_no_other_can_be_meant() {
    let mut stage = Stage::new().keys("g}}llj<enter>").keys("o4");
    assert!(
        stage.says("https://dataintensive.net/") && stage.says("Open in your browser?"),
        "{}",
        stage.frame()
    );
    assert!(stage.handed().is_empty());
    let stage = stage.keys("<enter>");
    assert_eq!(stage.handed(), ["https://dataintensive.net/"]);
    // A note is gone to, and the way back leads to its link.
    let mut stage = Stage::new().keys("g}}llj<enter>").keys("o1");
    assert!(stage.topic("❯").contains("SQL joins"), "{}", stage.frame());
    let mut stage = stage.keys("<esc>");
    assert!(stage.topic("❯").contains("Transactions") && stage.handed().is_empty(), "{}", stage.frame());
    let mut stage = stage.keys("<enter>");
    assert!(stage.topic("❯").contains("SQL joins"), "the link is still chosen: {}", stage.frame());
}

#[test]
fn a_number_that_may_go_on_waits() {
    let mut stage = noted(&many(40)).keys("<enter>").keys("o1");
    assert!(stage.frame().contains(" 1⋯ ─┐"), "{}", stage.frame());
    assert!(chosen(&mut stage).contains(" 1  label 1 "), "{}", stage.frame());
    let mut stage = stage.keys("2");
    assert!(stage.says("https://example.org/12  "), "{}", stage.frame());
    for (keys, address) in [
        ("o1<enter><enter>", "https://example.org/1"),
        ("o5<enter>", "https://example.org/5"),
        ("o1j2j<enter><enter>", "https://example.org/3"),
        ("oG<enter><enter>", "https://example.org/40"),
        ("o<c-d>g<down><pgdn><pgup><up><c-u><enter><enter>", "https://example.org/1"),
    ] {
        let stage = noted(&many(40)).keys("<enter>").keys(keys);
        assert_eq!(stage.handed(), [address], "{keys}");
    }
}

#[test]
fn wrong_keys_do_nothing_and_say_so() {
    let mut stage = noted(&many(40)).keys("<enter>").keys("o41");
    assert!(stage.footer().contains("There is no line 41"), "{}", stage.frame());
    assert!(chosen(&mut stage).contains(" 4  label 4 "), "{}", stage.frame());
    let mut stage = stage.keys("0");
    assert!(stage.footer().contains("There is no line 0"), "{}", stage.frame());
    for (key, said) in [("b", "b"), ("?", "?"), ("<space>", "space"), ("ㅠ", "b"), ("<tab>", "tab")] {
        stage.press(key);
        let footer = stage.footer();
        assert!(footer.contains(&format!("{said} does nothing here")), "{footer}");
        assert!(!footer.contains("? help"), "the help does not open from here: {footer}");
    }
    assert!(stage.log().is_empty() && stage.handed().is_empty());
    let mut stage = stage.keys("<esc>").keys("<esc>");
    assert!(!stage.frame().contains("Links"), "{}", stage.frame());
    let mut stage = stage.keys("o1").keys("<enter>w3 ");
    assert!(stage.says("Open in your browser?") && stage.handed().is_empty(), "{}", stage.frame());
    stage.press("q");
    assert_eq!(stage.complaint(), None);
}

#[test]
fn nothing_to_list_is_said() {
    let mut stage = noted("words").keys("<enter>").keys("o");
    assert!(stage.footer().contains("There are no links here"), "{}", stage.frame());
    let mut stage = stage.keys("c");
    assert!(stage.footer().contains("There are no headings here"), "{}", stage.frame());
}

#[test]
fn the_only_link_is_followed_at_once() {
    let mut stage = noted("see [there](c.md#deep)\n").keys("o");
    assert!(stage.topic("❯").contains("Second"), "{}", stage.frame());
    let mut stage = noted("see <https://example.org/>\n").keys("o");
    assert!(stage.says("Open in your browser?") && stage.handed().is_empty(), "{}", stage.frame());
    let mut stage = stage.keys("<esc>");
    assert!(!stage.says("Open in your browser?") && stage.handed().is_empty(), "{}", stage.frame());
}

#[test]
fn labels_and_addresses_are_shown_sensibly() {
    let note = "[트랜잭션 격리 수준](https://ko.wikipedia.org/wiki/격리)\n\n<https://example.org/>\n\n\
                [twice](#x)\n\n[twice](#x)\n\n[https://example.org/a](https://example.org/a)\n\n# x\n";
    let mut stage = noted(note).size(120, 36).keys("<enter>").keys("o");
    assert!(
        stage.row("1  트랜잭션 격리 수준").contains("  https://ko.wikipedia.org/wiki/격리"),
        "{}",
        stage.frame()
    );
    assert_eq!(stage.row("2  https").matches("example.org").count(), 1);
    assert!(stage.row("3  twice").contains("  #x") && stage.row("4  twice").contains("  #x"));
    assert_eq!(stage.row("5  https").matches("example.org/a").count(), 1);
    // In a narrow window the address is cut, then left out.
    let mut stage = noted(note).size(40, 20).keys("<enter>").keys("o");
    assert!(stage.row("1  트랜잭션 격리 수준").ends_with('⋯'), "{}", stage.frame());
    let mut stage = noted(note).size(20, 5).keys("<enter>").keys("o");
    assert!(stage.row("1  트").ends_with('⋯'), "{}", stage.frame());
}

#[test]
fn an_address_is_copied_from_the_list_and_from_the_question() {
    let mut stage = noted(&many(3)).keys("<enter>").keys("ojy");
    assert!(stage.handed().iter().any(|sequence| sequence.contains("]52;c;")), "{:?}", stage.handed());
    assert!(stage.frame().contains("Links   1-3 of 3"), "the list stays: {}", stage.frame());
    let stage = noted(&many(3)).keys("<enter>").keys("o2y");
    assert!(stage.handed().iter().all(|handed| handed.contains("]52;c;")) && stage.handed().len() == 1);
    let mut stage = noted("# One\n\n## Two\n").keys("<enter>").keys("cy");
    assert!(stage.footer().contains("A heading has no address"), "{}", stage.frame());
}

#[test]
fn contents_lead_to_headings() {
    let mut stage = Stage::new().keys("g}}lljc");
    let frame = stage.frame();
    assert!(frame.contains("─ Contents   1-2 of 2 ─") && frame.contains("The four letters"), "{frame}");
    // A digit is no number of a line here.
    let mut stage = stage.keys("2").keys("j<enter>");
    assert!(!stage.frame().contains("Contents"), "{}", stage.frame());
    assert!(stage.frame().contains("  Levels") && !stage.frame().contains("needs:"), "{}", stage.frame());
    // The note has the keys, and the one that is read is chosen.
    assert!(stage.footer().contains("esc topics"), "{}", stage.frame());
    let note = (1..=30).fold(String::new(), |note, number| {
        format!("{note}## Part {number}\n\ntext\n\n### 한글 {number}\n\n")
    });
    let mut stage = noted(&note).keys("<enter>").keys("}}}}c");
    assert!(chosen(&mut stage).contains("  한글 2"), "{}", stage.frame());
    let mut stage = stage.keys("G<enter>").keys("c");
    assert!(stage.frame().contains("of 60"), "{}", stage.frame());
}

#[test]
fn a_heading_is_reached_while_its_note_is_laid_out_again() {
    let note = (1..=3_000).fold(String::new(), |note, part| note + &format!("## Part {part}\n\nwords\n\n"));
    let mut stage = noted(&note).keys("<enter>").keys("c");
    wait_for(&mut stage, "of 3000");
    let mut stage = stage.keys("<c-d><c-d>Gkkkkkkkkkkkkkkkkkkkk");
    assert!(chosen(&mut stage).contains("Part 2980"), "{}", stage.frame());
    let mut keys = vec![Event::Resize(60, 20)];
    keys.extend(events("<enter>"));
    stage.send(keys);
    wait_for(&mut stage, "Part 2980");
    assert!(stage.frame().lines().nth(2).is_some_and(|row| row.contains("Part 2980")), "{}", stage.frame());
}

#[test]
fn the_whole_address_is_shown_however_long_it_is() {
    let long = format!("https://example.org@evil.test/{}end", "0123456789".repeat(60));
    for (width, height) in [(120, 36), (80, 24), (50, 20), (20, 5)] {
        let stage = noted(&format!("[safe]({long})")).size(width, height);
        let mut stage = stage.keys("<enter>").keys("o");
        let mut seen = String::new();
        for _ in 0..100 {
            let frame = stage.frame();
            let rows: String = frame.split_whitespace().filter(|word| *word != "│").collect();
            seen.push_str(&rows);
            let is_end = frame.contains("end │") || frame.lines().any(|row| row.ends_with("9end"));
            if is_end {
                break;
            }
            stage.press("j");
        }
        assert!(seen.contains("https://example.org"), "{seen}");
        assert!(stage.frame().contains("end"), "{width}x{height}: {}", stage.frame());
        let stage = stage.keys("<enter>");
        assert_eq!(stage.handed(), [long.as_str()]);
    }
    let mut stage = noted(&format!("[safe]({long})")).size(50, 14).keys("<enter>").keys("o");
    assert!(stage.frame().contains(" 1-"), "how much there is: {}", stage.frame());
    let styles = stage.frame_with_styles();
    assert!(styles.contains("bold"), "{styles}");
}

#[test]
fn a_list_of_what_changed_is_closed() {
    let mut stage = noted(&many(3)).keys("<enter>").keys("o");
    stage.write("notes/b.md", &format!("[new](https://evil.test/)\n\n{}", many(3)));
    stage.wait(2_000);
    assert!(stage.footer().contains("The text changed: the list is closed"), "{}", stage.frame());
    let mut stage = stage.keys("1");
    assert!(stage.handed().is_empty() && !stage.says("Open in your"), "{}", stage.frame());
    // Other words with the same links are no reason.
    let mut stage = noted(&many(3)).keys("<enter>").keys("oj");
    stage.write("notes/b.md", &format!("words\n\n{}", many(3)));
    stage.wait(2_000);
    assert!(chosen(&mut stage).contains("2  label 2"), "{}", stage.frame());
    let toml = "id = \"a\"\ntitle = \"A\"\n[[topics]]\nid = \"b\"\ntitle = \"Other\"\nnote = \"b.md\"\n";
    stage.write("roadmap.toml", toml);
    stage.wait(2_000);
    assert!(chosen(&mut stage).contains("2  label 2"), "a new version neither: {}", stage.frame());
    stage.write("roadmap.toml", &toml.replace("\"b\"", "\"c\""));
    stage.wait(2_000);
    assert!(!stage.frame().contains("Links"), "of a topic that is gone: {}", stage.frame());
    // A summary stands above the note.
    let mut stage = noted(&many(3)).keys("<enter>").keys("o");
    write(&stage.places().data.join("a/summaries/b.md"), "[mine](https://evil.test/)");
    stage.wait(2_000);
    assert!(!stage.frame().contains("Links"), "{}", stage.frame());
}

#[test]
fn lists_follow_the_size_of_the_window() {
    let mut stage = noted(&many(40)).keys("<enter>").keys("oG");
    for (width, height) in [(120, 36), (50, 20), (20, 5), (1, 1), (0, 0), (3, 2), (80, 24)] {
        stage.send(vec![Event::Resize(width, height)]);
        if width >= 20 {
            let frame = stage.frame();
            assert!(frame.contains("40 of 40") && frame.contains("label 40"), "{frame}");
        }
    }
    let mut stage = stage.keys("<enter>");
    for (width, height) in [(120, 36), (50, 20), (20, 5), (1, 1), (0, 0), (80, 24)] {
        stage.send(vec![Event::Resize(width, height)]);
    }
    let stage = stage.keys("<enter>");
    assert_eq!(stage.handed(), ["https://example.org/40"]);
}

#[test]
fn ten_thousand_links_are_one_list() {
    let mut stage = noted(&many(10_000)).keys("<enter>");
    stage.press("o");
    wait_for(&mut stage, "of 10000");
    let stage = stage.keys("9999").keys("<enter>");
    assert_eq!(stage.handed(), ["https://example.org/9999"]);
}

#[test]
fn wide_signs_at_the_sides_of_a_box_stay_whole() {
    let note = format!("{}\n\n[a](#a)\n\n[b](#b)\n", "한글 ".repeat(400));
    for width in 70..90 {
        for signs in [SignSet::Unicode, SignSet::Ascii] {
            let stage = noted(&note).looks(Colours::None, signs).size(width, 24);
            let mut stage = stage.keys("<enter>").keys("o");
            for row in stage.frame().lines() {
                assert!(trailmark::text::width(row) <= usize::from(width), "{row}");
            }
            assert!(stage.frame().contains("Links   1-2 of 2"), "{}", stage.frame());
        }
    }
}
