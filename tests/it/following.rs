//! Following links, with the way back, and lists of links and headings.

use crate::stage::Stage;

const ROADMAP: &str = r#"
id = "study"
title = "Study"
topics = [
  { id = "a", title = "First", note = "a.md", resources = [{ type = "docs", title = "Manual", url = "https://manual.example/" }] },
  { id = "b", title = "Second", note = "net/b.md" },
  { id = "c", title = "Third" },
]
"#;

const FIRST: &str = "\
A link to [the second](net/b.md#deep), [below](#below), [the web](https://example.org/a@b/c), \
[a script](javascript:alert(1)), [nothing](gone.md) and [nowhere](#nowhere).

filler

filler

## Below

text
";

fn stage() -> Stage {
    let stage = Stage::of(ROADMAP);
    stage.write("notes/a.md", FIRST);
    stage.write(
        "notes/net/b.md",
        &format!(
            "Back to [the first](../a.md).\n\n{}## Deep\n\n{}",
            "row\n\n".repeat(30),
            "row\n\n".repeat(30)
        ),
    );
    stage
}

#[test]
fn a_link_to_another_note_opens_its_topic_and_there_is_a_way_back() {
    let mut stage = stage().keys("<enter>]");
    assert!(stage.footer().contains("enter follow   net/b.md#deep"), "{}", stage.frame());
    let mut stage = stage.keys("<enter>");
    assert!(stage.topic("❯").contains("Second"), "{}", stage.frame());
    assert!(stage.row("Deep").contains("│  Deep"), "{}", stage.frame());
    assert!(stage.footer().contains("esc back"));
    let mut stage = stage.keys("<esc>");
    assert!(stage.topic("❯").contains("First"));
    assert!(stage.footer().contains("net/b.md#deep"), "the link is chosen still");
    let mut stage = stage.keys("<esc><esc>");
    assert!(stage.footer().contains("space done"), "{}", stage.frame());
}

#[test]
fn that_a_place_in_another_note_is_not_there_is_said() {
    let stage = stage();
    stage.write("notes/a.md", "To [the second](net/b.md#shallow).");
    let mut stage = stage.keys("<enter>]<enter>");
    assert!(stage.topic("❯").contains("Second"), "{}", stage.frame());
    assert!(stage.says("Nothing here is called #shallow"), "{}", stage.frame());
    let mut stage = stage.keys("<esc>]<esc>");
    assert!(!stage.says("Nothing here is called"), "{}", stage.frame());
}

#[test]
fn an_address_is_shown_before_it_is_opened() {
    let mut stage = stage().keys("<enter>]]]<enter>");
    assert!(stage.row("Open in your browser?").contains("Open"), "{}", stage.frame());
    assert!(stage.frame().contains("https://example.org/a@b/c"));
    assert!(stage.handed().is_empty());
    let mut stage = stage.keys("<enter>");
    assert_eq!(stage.handed(), ["https://example.org/a@b/c"]);
    assert!(stage.footer().contains("Opened https://example.org/a@b/c"), "{}", stage.frame());
    let stage = stage.keys("<enter><esc>");
    assert_eq!(stage.handed().len(), 1, "left without opening");
}

#[test]
fn what_cannot_be_followed_says_why() {
    for (keys, said) in [
        ("]]]]", "Only web and mail addresses are opened"),
        ("]]]]]", "No topic of this roadmap has the note gone.md"),
        ("]]]]]]", "Nothing here is called #nowhere"),
    ] {
        let mut stage = stage().size(120, 36).keys("<enter>").keys(keys).keys("<enter>");
        assert!(stage.says(said), "{keys}: {}", stage.frame());
        assert!(stage.handed().is_empty());
    }
    let mut stage = stage().keys("<enter><enter>");
    assert!(stage.footer().contains("] chooses a link first"), "{}", stage.frame());
}

#[test]
fn a_place_that_another_note_does_not_have_is_told_in_that_note() {
    let stage = stage();
    stage.write("notes/net/b.md", "Back to [the first](../a.md#gone).\n");
    let mut stage = stage.keys("jo");
    assert!(stage.says("Nothing here is called #gone"), "{}", stage.frame());
    assert!(stage.topic("❯").contains("First"), "{}", stage.frame());
    let mut stage = stage.keys("<esc>");
    assert!(stage.topic("❯").contains("Second"), "{}", stage.frame());
    assert!(!stage.says("Nothing here"), "{}", stage.frame());
}

#[test]
fn why_a_link_is_not_followed_is_read_on_a_narrow_screen_too() {
    let mut stage = stage().size(50, 20).keys("<enter>").keys("]]]]").keys("<enter>");
    assert!(stage.says("Only web and mail addresses are opened: "), "{}", stage.frame());
}

#[test]
fn a_key_for_links_says_that_there_are_none() {
    let mut stage = stage().keys("jj<enter>").keys("]");
    assert!(stage.footer().contains("There are no links here"), "{}", stage.frame());
}

#[test]
fn a_link_that_was_scrolled_away_is_not_followed() {
    let mut stage = stage().keys("<enter>]");
    assert!(stage.footer().contains("net/b.md#deep"), "{}", stage.frame());
    let mut stage = stage.size(80, 8).keys("G");
    assert!(!stage.footer().contains("net/b.md#deep"), "{}", stage.frame());
    let mut stage = stage.keys("<enter>");
    assert!(stage.footer().contains("] chooses a link first"), "{}", stage.frame());
    let mut stage = stage.keys("g");
    assert!(
        stage.footer().contains("net/b.md#deep"),
        "it is chosen where it is seen again: {}",
        stage.frame()
    );
}

#[test]
fn the_chosen_link_stays_chosen_in_a_note_that_is_saved_anew() {
    let mut stage = stage().keys("<enter>]]");
    assert!(stage.footer().contains("#below"), "{}", stage.frame());
    stage.write("notes/a.md", &format!("[New](new.md).\n\n{FIRST}"));
    stage.wait(1_000);
    assert!(stage.footer().contains("#below"), "{}", stage.frame());
    stage.write("notes/a.md", "[New](new.md) and [newer](newer.md).");
    stage.wait(1_000);
    assert!(!stage.footer().contains(".md"), "no other is taken for it: {}", stage.frame());
    let mut stage = stage.keys("<enter>");
    assert!(stage.footer().contains("] chooses a link first"), "{}", stage.frame());
}

#[test]
fn links_and_resources_are_followed_by_number() {
    let mut stage = stage().keys("o");
    let frame = stage.frame();
    assert!(frame.contains("1  the second  net/b.md#deep"), "{frame}");
    assert!(frame.contains("7  Manual      https://manual.example/"), "{frame}");
    let mut stage = stage.keys("1");
    assert!(stage.topic("❯").contains("Second"), "{}", stage.frame());
    // The only link of a topic is followed at once.
    let mut stage = stage.keys("o");
    assert!(stage.topic("❯").contains("First"), "{}", stage.frame());
    let stage = stage.keys("o7<enter>");
    assert_eq!(stage.handed(), ["https://manual.example/"]);
    assert!(stage.keys("<tab>Go").footer().contains("There are no links here"));
}

#[test]
fn headings_are_listed_and_gone_to() {
    let mut stage = stage().size(80, 9).keys("c");
    assert!(stage.row("Contents").contains("1 of"), "{}", stage.frame());
    let mut stage = stage.keys("<enter>");
    assert!(stage.row("Below").contains("Below"), "{}", stage.frame());
    let mut stage = stage.keys("<tab>Gc");
    assert!(stage.footer().contains("There are no headings here"), "{}", stage.frame());
}

#[test]
fn copying_says_what_and_how() {
    let mut stage = stage().size(120, 36).keys("y");
    assert!(stage.says("Copied the id a through the terminal (OSC 52)"), "{}", stage.frame());
    assert_eq!(stage.handed(), ["\u{1B}]52;c;YQ==\u{7}"]);
    let mut stage = stage.keys("<enter>]y");
    assert!(stage.says("Copied the address"), "{}", stage.frame());
    let mut stage = stage.keys("Y");
    assert!(stage.says("Copied the note"), "{}", stage.frame());
    let mut stage = stage.keys("<esc><esc>GY");
    assert!(stage.says("There is no note to copy"), "{}", stage.frame());
}

/// A topic that needs another, with topics below it and a resource.
const FAMILY: &str = r#"
id = "family"
title = "Family"

[[topics]]
id = "root"
title = "기초 Basics"

[[topics]]
id = "parent"
title = "Parent"
note = "p.md"
requires = ["root"]
resources = [{ type = "docs", title = "Manual", url = "https://manual.example/" }]
topics = [{ id = "one", title = "One" }, { id = "two", title = "Two" }]
"#;

fn family() -> Stage {
    let stage = Stage::of(FAMILY);
    stage.write("notes/p.md", "See [root](topic:root) and [one](one).\n");
    stage.size(100, 30).keys("G")
}

#[test]
fn topics_that_are_named_around_a_note_are_followed() {
    for (keys, footer, goal) in [
        ("]", "enter follow   root", "기초 Basics"),
        ("]]]]", "enter follow   one", "One"),
        ("]]]]]", "enter follow   two", "Two"),
        ("]]]]]]", "enter follow   https://manual.example/", "Parent"),
    ] {
        let mut stage = family().keys("<enter>").keys(keys);
        assert!(stage.footer().contains(footer), "{keys}: {}", stage.frame());
        let mut stage = stage.keys("<enter>");
        assert!(stage.topic("❯").contains(goal), "{keys}: {}", stage.frame());
        let mut stage = stage.keys("<esc>");
        assert!(stage.topic("❯").contains("Parent") && stage.footer().contains(footer), "{}", stage.frame());
    }
    // What an author writes is never taken for the id of a topic.
    for (keys, said) in [("]]", "Only web and mail addresses"), ("]]]", "a file that is no note")] {
        let mut stage = family().keys("<enter>").keys(keys).keys("<enter>");
        assert!(stage.says(said), "{keys}: {}", stage.frame());
    }
}

#[test]
fn topics_stand_below_the_links_in_the_list() {
    let mut stage = family().keys("o");
    let frame = stage.frame();
    let lines: Vec<&str> = frame.lines().filter_map(|row| row.split('│').nth(1)).map(str::trim).collect();
    let shown = |text: &str| lines.iter().position(|line| line.contains(text)).expect(text);
    let order = ["1  root", "2  one", "3  Manual", "Topics", "4  기초 Basics", "5  One", "6  Two"].map(shown);
    assert!(order.is_sorted(), "{frame}");
    assert!(stage.row("4  기초").contains("needed first"), "{frame}");
    let mut stage = stage.keys("Gy");
    assert!(stage.says("Copied the id two"), "{}", stage.frame());
    for (number, goal) in [(4, "기초 Basics"), (5, "One"), (6, "Two")] {
        let mut stage = family().keys(&format!("o{number}"));
        assert!(stage.topic("❯").contains(goal), "{number}: {}", stage.frame());
        assert!(stage.keys("<esc>").topic("❯").contains("Parent"));
    }
}

#[test]
fn nobody_waits_for_a_long_note_that_they_turned_away_from() {
    let stage = stage();
    stage.write("notes/a.md", &"Long lines of text.\n\n".repeat(40_000));
    stage.write("notes/net/b.md", &format!("Here it is.\n\n{}", "Long lines of text.\n\n".repeat(2_000)));
    let mut stage = stage.one_by_one("kj");
    assert!(stage.topic("❯").contains("Second"), "{}", stage.frame());
    assert!(stage.says("Here it is."), "{}", stage.frame());
}
