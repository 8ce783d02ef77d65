//! Unit tests of the words that are looked for in the pane.

use super::*;

impl Desk {
    /// A desk with this note on it.
    fn with(note: &str) -> Self {
        let mut desk = Self::new();
        desk.turn(0);
        desk.read(0, note);
        desk
    }

    fn look_for(&mut self, words: &str) {
        self.reader.begin_find();
        self.reader.find(Some(words));
        self.settle();
        self.reader.end_find();
        self.settle();
    }

    fn found(&self) -> (usize, usize) {
        self.reader.found().map_or((0, 0), |found| (found.current, found.count))
    }

    /// The hits on the screen as `[hit]`, the current one as `<hit>`.
    fn marked(&self) -> Vec<String> {
        let theme = Theme::new(Colours::Sixteen, SignSet::Unicode);
        let rows = self.reader.rows().take(self.size.1);
        let signed = |span: &ratatui::text::Span<'_>| match span.style.patch(theme.hit) == span.style {
            true => format!("[{}]", span.content),
            false if span.style.patch(theme.current_hit) == span.style => format!("<{}>", span.content),
            false => span.content.to_string(),
        };
        let texts = rows.map(|row| row.spans.iter().map(signed).collect::<String>().trim_end().to_owned());
        texts.filter(|text| !text.is_empty()).collect()
    }

    /// The note laid out as the worker does it, as far as `rows` rows.
    fn deliver(&mut self, rows: usize) {
        let order = self.reader.order().expect("a long note");
        let theme = Theme::new(Colours::Sixteen, SignSet::Unicode);
        let layout = crate::markdown::Layout::pane(order.width);
        let mut is_whole = true;
        let page = crate::markdown::render_in_steps(&order.markdown, layout, &theme, |page| {
            is_whole = page.len() < rows;
            if is_whole { std::ops::ControlFlow::Continue(()) } else { std::ops::ControlFlow::Break(()) }
        });
        self.reader.deliver(&self.roadmap, &Delivery { order, page: Arc::new(page), is_whole });
        self.settle();
    }
}

fn numbered(count: usize) -> String {
    (1..=count).map(|n| format!("word {n}\n\n")).collect::<Vec<_>>().concat()
}

#[test]
fn hits_are_marked_and_counted_from_the_head_to_the_resources() {
    let toml = "id = \"r\"\ntitle = \"R\"\n[[topics]]\nid = \"a\"\ntitle = \"Key\"\nnote = \"a.md\"\n\
                resources = [{ type = \"docs\", title = \"The key\", url = \"https://example.org/key\" }]\n\
                [[topics.topics]]\nid = \"b\"\ntitle = \"Keys\"\n";
    let mut desk = Desk { roadmap: example::roadmap(toml), size: (40, 30), ..Desk::new() };
    desk.turn(0);
    desk.read(0, "# Key\n\na key in `keys` and [a key](x)");
    desk.sum_up(0, "my key");
    desk.look_for("key");
    assert_eq!(desk.found(), (1, 8));
    let expected = [
        "<Key>",
        "◦ to do   0 of 1",
        "My summary",
        "my [key]",
        "Note",
        "a [key] in `[key]s` and a [key]",
        "Topics  1",
        "◦ [Key]s",
        "Resources  0/1",
        "◦ 1 docs  The [key]",
        "          https://example.org/[key]",
    ];
    assert_eq!(desk.marked(), expected);
    for number in [2, 3, 4, 5, 6, 7, 8] {
        assert_eq!((desk.reader.next_hit(), desk.found()), (Hop::On, (number, 8)));
    }
    assert_eq!((desk.reader.next_hit(), desk.found()), (Hop::Around, (1, 8)));
    assert_eq!((desk.reader.previous_hit(), desk.found()), (Hop::Around, (8, 8)));
    assert_eq!((desk.reader.previous_hit(), desk.found()), (Hop::On, (7, 8)));
    assert!(desk.reader.clear_hits() && !desk.reader.clear_hits());
    assert_eq!((desk.reader.found(), desk.reader.next_hit()), (None, Hop::Nowhere));
    assert!(!desk.marked().concat().contains(['[', '<']));
}

#[test]
fn the_first_hit_from_the_top_of_the_screen_is_the_current_one_while_words_are_typed() {
    let mut desk = Desk::with(&numbered(20));
    desk.reader.scroll_by(24);
    desk.settle();
    assert_eq!(first(&desk), "word 11");
    desk.reader.begin_find();
    for (words, found, top) in [
        ("w", (12, 21), 22),
        ("word 1", (3, 11), 22),
        ("word 15", (1, 1), 29),
        ("word 155", (0, 0), 24),
        ("word 2", (2, 2), 37),
        ("word 3", (1, 1), 6),
        ("", (0, 0), 24),
    ] {
        desk.reader.find(Some(words));
        desk.settle();
        assert_eq!((desk.found(), desk.reader.top()), (found, top), "{words}");
    }
    desk.reader.find(Some("word 3"));
    desk.reader.cancel_find();
    desk.settle();
    assert_eq!((first(&desk).as_str(), desk.reader.found()), ("word 11", None));
}

#[test]
fn whoever_scrolled_away_goes_on_from_what_is_on_the_screen() {
    let mut desk = Desk::with(&numbered(20));
    desk.look_for("word");
    assert_eq!(desk.found(), (1, 20));
    desk.reader.scroll_by(20);
    assert_eq!((desk.reader.next_hit(), desk.found()), (Hop::On, (10, 20)));
    desk.reader.first();
    assert_eq!((desk.reader.previous_hit(), desk.found()), (Hop::On, (1, 20)));
    desk.reader.last();
    assert_eq!((desk.reader.next_hit(), desk.found()), (Hop::On, (18, 20)));
}

#[test]
fn the_current_hit_is_the_same_after_a_resize_and_an_edit() {
    let text = |n: usize| format!("## Part {n}\n\n{} here it is\n\n", "and some more words ".repeat(5));
    let note = |parts: std::ops::Range<usize>| parts.map(text).collect::<String>();
    let mut desk = Desk::with(&note(0..6));
    desk.look_for("here it");
    desk.reader.next_hit();
    desk.reader.next_hit();
    for size in [(12, 9), (60, 4), (5, 5), (30, 6)] {
        desk.size = size;
        desk.settle();
        assert_eq!(desk.found(), (3, 6), "{size:?}");
    }
    // One more above it, then two less.
    for (parts, found) in [(10..11, (4, 7)), (0..0, (3, 6))] {
        desk.read(0, &format!("{}{}", note(parts), note(0..6)));
        assert_eq!(desk.found(), found);
    }
    desk.read(0, &note(1..6));
    assert_eq!(desk.found(), (2, 5));
    desk.read(0, "## Part 2\n\nhere it was, and here it is");
    assert_eq!(desk.found(), (1, 2));
    desk.read(0, "nothing");
    assert_eq!(desk.found(), (0, 0));
    assert_eq!(desk.reader.next_hit(), Hop::Nowhere);
}

#[test]
fn a_new_version_of_the_roadmap_keeps_the_hit_and_another_topic_only_the_words() {
    let mut desk = Desk::with(&numbered(20));
    desk.look_for("word");
    desk.reader.next_hit();
    desk.reader.next_hit();
    let roadmap = desk.roadmap.clone();
    desk.reader.close(&roadmap);
    desk.turn(0);
    assert_eq!(desk.reader.found().map(|found| found.count), Some(0));
    desk.read(0, &numbered(20));
    assert_eq!(desk.found(), (3, 20));
    desk.turn(2);
    desk.read(2, &numbered(12));
    assert_eq!((desk.found(), desk.reader.top()), ((0, 12), 0));
    assert!(desk.marked().concat().contains("[word] 1"), "{:?}", desk.marked());
    assert_eq!((desk.reader.next_hit(), desk.found()), (Hop::On, (1, 12)));
}

#[test]
fn a_long_note_is_searched_as_its_rows_come() {
    let mut desk = Desk::new();
    desk.turn(0);
    desk.read(0, &format!("{}needle\n\n{}needle", numbered(3_000), numbered(500)));
    desk.reader.begin_find();
    desk.reader.find(Some("needle"));
    desk.deliver(100);
    assert_eq!((desk.found(), desk.reader.is_growing()), ((0, 0), true));
    desk.deliver(6_010);
    assert_eq!(desk.found(), (1, 1));
    assert!(desk.marked().concat().contains("<needle>"), "{:?}", desk.marked());
    desk.reader.end_find();
    desk.deliver(usize::MAX);
    assert_eq!(desk.found(), (1, 2));
    // Laid out for another width, it is still the same.
    desk.reader.next_hit();
    desk.size = (40, 6);
    desk.settle();
    assert_eq!(desk.reader.found().map(|found| found.count), Some(0));
    desk.deliver(100);
    desk.deliver(usize::MAX);
    assert_eq!(desk.found(), (2, 2));
}

#[test]
fn no_more_than_ten_thousand_are_counted() {
    let mut desk = Desk::with(&"a ".repeat(12_000));
    desk.look_for("a");
    let found = desk.reader.found().expect("hits");
    assert_eq!((found.count, found.said(false).as_str()), (10_000, "1 of 10000+"));
    assert_eq!((desk.reader.previous_hit(), desk.found()), (Hop::Around, (10_000, 10_000)));
    assert_eq!(Found { current: 0, count: 1 }.said(true), "1 hit+");
}

#[test]
fn a_hit_beside_the_screen_is_scrolled_to_sideways() {
    let code = format!("{}needle{}", "x".repeat(60), "y".repeat(60));
    let mut desk = Desk { size: (30, 20), ..Desk::new() };
    desk.turn(0);
    desk.read(0, &format!("start\n\n```\n{code}\n```\n\nneedle\n\n```\nneedle{code}\n```\n"));
    desk.look_for("needle");
    assert_eq!(desk.found(), (1, 4));
    assert!(desk.marked().concat().contains("x<needle>"), "{:?}", desk.marked());
    let shifted = desk.reader.shift;
    for (number, expected) in [(2, "<needle>"), (3, "<needle>xxxx"), (4, "x<needle>y")] {
        desk.reader.next_hit();
        assert_eq!(desk.found(), (number, 4));
        assert!(desk.marked().concat().contains(expected), "{number}: {:?}", desk.marked());
    }
    assert!(shifted > 0);
    // Back where it was, sideways too.
    desk.reader.first();
    desk.reader.shift_by(-200);
    desk.reader.begin_find();
    desk.reader.find(Some("needle"));
    desk.settle();
    assert!(desk.reader.shift > 0);
    desk.reader.cancel_find();
    desk.settle();
    assert_eq!(desk.reader.shift, 0);
}

#[test]
fn a_hit_lies_over_the_link_that_is_chosen() {
    let mut desk = Desk::with("[one cat two](x) and a cat");
    desk.size = (40, 20);
    desk.settle();
    desk.reader.next_link();
    desk.look_for("cat");
    let styled = |desk: &Desk| -> Vec<(String, Style)> {
        let rows = desk.reader.rows().find(|row| row.to_string().contains("one cat"));
        rows.iter().flat_map(|row| &row.spans).map(|span| (span.content.to_string(), span.style)).collect()
    };
    let theme = Theme::new(Colours::Sixteen, SignSet::Unicode);
    let link = theme.text.patch(theme.link);
    let spans = styled(&desk);
    let texts: Vec<&str> = spans.iter().map(|(text, _)| text.as_str()).collect();
    assert!(texts.starts_with(&["one "]) && texts.contains(&" two"), "{texts:?}");
    let of = |wanted: &str, number: usize| {
        let mut all = spans.iter().filter(|(text, _)| text.trim() == wanted);
        all.nth(number).map(|(_, style)| *style)
    };
    assert_eq!(of("cat", 0), Some(link.patch(theme.current_hit)), "{spans:?}");
    assert_eq!(of("cat", 1), Some(theme.text.patch(theme.hit)), "{spans:?}");
    assert_eq!(of("one", 0), Some(link.patch(theme.chosen)), "{spans:?}");
    assert_eq!(of("two", 0), Some(link.patch(theme.chosen)), "{spans:?}");
}

#[test]
fn a_heading_that_is_not_shown_has_no_hits() {
    let mut desk = Desk::with("# Locks and Keys\n\nno more");
    desk.look_for("locks");
    assert_eq!(desk.found(), (1, 1));
}

#[test]
fn a_hit_goes_on_in_the_next_row() {
    let mut desk = Desk::with("some words before the isolation level of it");
    desk.look_for("isolation level");
    assert_eq!(desk.found(), (1, 1));
    assert_eq!(desk.marked()[3..], ["some words before the", "<isolation level> of it"]);
    desk.size = (18, 8);
    desk.settle();
    let marked = desk.marked().concat();
    assert_eq!(desk.found(), (1, 1));
    assert!(marked.contains("<isolation") && marked.contains("level>"), "{marked}");
}
