use super::*;
use crate::counts::Counts;
use crate::example;
use crate::progress::Progress;
use crate::theme::{Colours, SignSet};

mod links;
mod paint;
mod search;

/// A topic with a note, one without, and one with a note.
const ROADMAP: &str = r#"
id = "r"
title = "R"
topics = [
  { id = "a", title = "Locks and Keys", note = "a.md" },
  { id = "b", title = "B" },
  { id = "c", title = "C", note = "c.md" },
]
"#;

/// A reader with what it needs to be laid out.
struct Desk {
    roadmap: Roadmap,
    reader: Reader,
    size: (usize, usize),
    colours: Colours,
}

impl Desk {
    fn new() -> Self {
        let roadmap = example::roadmap(ROADMAP);
        Self { roadmap, reader: Reader::default(), size: (30, 6), colours: Colours::Sixteen }
    }

    fn turn(&mut self, topic: usize) {
        self.reader.turn_to(&self.roadmap, TopicIx::at(topic));
        self.reader.take_summary(TopicIx::at(topic), Ok(None));
        self.settle();
    }

    fn sum_up(&mut self, topic: usize, markdown: &str) {
        let summary = Summary { text: markdown.to_owned(), is_cut: false };
        self.reader.take_summary(TopicIx::at(topic), Ok(Some(summary)));
        self.settle();
    }

    fn read(&mut self, topic: usize, markdown: &str) {
        let note = NoteText { markdown: markdown.to_owned(), ..NoteText::default() };
        self.reader.take(TopicIx::at(topic), Ok(note));
        self.settle();
    }

    fn settle(&mut self) {
        let standing = Progress::default().on(&self.roadmap);
        let counts = Counts::new(&self.roadmap, &standing);
        let theme = Theme::new(self.colours, SignSet::Unicode);
        let facts = Facts { roadmap: &self.roadmap, standing: &standing, counts: &counts, theme: &theme };
        self.reader.settle(&facts, self.size.0, self.size.1);
    }

    /// The rows from the first one on the screen.
    fn rows(&self) -> Vec<String> {
        self.reader.rows().map(|row| row.to_string().trim_end().to_owned()).collect()
    }
}

const HEAD: [&str; 4] = ["Locks and Keys", "◦ to do", NO_SUMMARY, ""];

fn long() -> String {
    let part = |name: &str| format!("## {name}\n\n{}", "row\n\n".repeat(4));
    format!("intro\n\n{}{}", part("One"), part("Two"))
}

#[test]
fn a_heading_that_repeats_the_title_is_left_out() {
    for (note, expected) in [
        ("# Locks and Keys\n\ntext", vec!["text"]),
        ("\n\nLOCKS AND KEYS\n===\n\ntext", vec!["text"]),
        ("# Locks\n\ntext", vec!["Locks", "", "text"]),
        ("intro\n\n# Locks and Keys", vec!["intro", "", "Locks and Keys"]),
        ("# Locks and Keys", vec![note::EMPTY]),
        ("", vec![note::EMPTY]),
    ] {
        let mut desk = Desk::new();
        desk.turn(0);
        desk.read(0, note);
        let rows = desk.rows();
        assert_eq!(rows.get(..4), Some(HEAD.map(str::to_owned).as_slice()), "{note:?}");
        let body: Vec<&str> = rows.iter().skip(4).map(|row| row.trim_start_matches("# ")).collect();
        assert_eq!(body, expected, "{note:?}");
    }
}

#[test]
fn a_long_title_is_left_out_in_all_its_rows() {
    let mut desk = Desk { size: (10, 6), ..Desk::new() };
    desk.turn(0);
    desk.read(0, "# Locks and Keys\n\ntext");
    assert_eq!(desk.rows(), ["Locks and", "Keys", "◦ to do", "Nothing of", "your own", "yet.", "", "text"]);
}

#[test]
fn what_stands_in_place_of_a_note() {
    let mut desk = Desk::new();
    desk.turn(1);
    assert_eq!(desk.reader.wanted(), None);
    assert_eq!(desk.rows().last().map(String::as_str), Some("The author wrote no note here."));
    desk.turn(2);
    assert_eq!(desk.reader.wanted(), Some(TopicIx::at(2)));
    assert_eq!(desk.rows(), ["C", "◦ to do", NO_SUMMARY, ""]);
    desk.reader.take(TopicIx::at(2), Err("Cannot read it".into()));
    desk.settle();
    assert_eq!(desk.rows().last().map(String::as_str), Some("Cannot read it"));
    assert_eq!(desk.reader.wanted(), None);
    let note = NoteText { markdown: "text".into(), notice: Some("It was cut".into()), ..NoteText::default() };
    desk.reader.take(TopicIx::at(2), Ok(note));
    desk.settle();
    assert_eq!(desk.rows()[4..], ["It was cut", "", "text"]);
    for nothing in ["", " \n\n", "# C\n"] {
        desk.read(2, nothing);
        assert_eq!(desk.rows()[4..], [note::EMPTY], "{nothing:?}");
    }
    let note = NoteText { markdown: "text".into(), notice: Some("It was cut".into()), ..NoteText::default() };
    desk.reader.take(TopicIx::at(2), Ok(note));
    desk.settle();
    // News of a topic that is not shown any more.
    desk.read(0, "late");
    assert_eq!(desk.rows()[4..], ["It was cut", "", "text"]);
}

#[test]
fn each_topic_keeps_its_place_until_its_note_is_here() {
    let mut desk = Desk::new();
    desk.turn(0);
    desk.read(0, &long());
    desk.reader.scroll_by(5);
    desk.turn(1);
    assert_eq!(desk.reader.top(), 0);
    desk.turn(0);
    desk.read(0, &long());
    assert_eq!(desk.reader.top(), 5);
    // A note that is away for a moment.
    desk.reader.take(TopicIx::at(0), Err("It is not there".into()));
    desk.settle();
    desk.settle();
    assert_eq!(desk.reader.top(), 0);
    desk.read(0, &long());
    assert_eq!(desk.reader.top(), 5);
    // A new version of the roadmap, and of the note: shorter than the place.
    let roadmap = desk.roadmap.clone();
    desk.reader.close(&roadmap);
    desk.turn(0);
    assert_eq!(desk.reader.wanted(), Some(TopicIx::at(0)));
    desk.read(0, "short");
    assert_eq!(desk.reader.top(), 0);
}

#[test]
fn what_is_scrolled_sideways_stops_at_its_own_end() {
    let mut desk = Desk { size: (30, 12), ..Desk::new() };
    desk.turn(0);
    let code = |letter: &str, cells: usize| format!("```\n{}END\n```\n\n", letter.repeat(cells));
    desk.read(0, &format!("{}{}{}", code("a", 37), code("b", 97), "row\n\n".repeat(12)));
    desk.reader.shift_by(200);
    let ends = |desk: &Desk| desk.rows().iter().take(desk.size.1).filter(|row| row.ends_with("END")).count();
    assert_eq!(ends(&desk), 2, "{:?}", desk.rows());
    // Where only the narrow one is seen, a key back is seen at once.
    desk.size = (30, 5);
    desk.settle();
    assert_eq!(ends(&desk), 1);
    desk.reader.shift_by(-8);
    assert_eq!(ends(&desk), 0, "{:?}", desk.rows());
    // Where there is nothing of the kind, the keys change nothing.
    let shift = desk.reader.shift;
    desk.reader.scroll_by(10);
    desk.reader.shift_by(8);
    assert_eq!(desk.reader.shift, shift);
}

/// The first row on the screen.
fn first(desk: &Desk) -> String {
    desk.rows()[0].clone()
}

#[test]
fn what_is_read_stays_whatever_is_written_above_it_in_its_section() {
    let long = "here it is, with more letters than are looked at to know it again";
    for here in ["- here", long] {
        let note = |above: &str| format!("intro\n\n## One\n\n{above}\n\n{here}\n\n{}", "row\n\n".repeat(9));
        let mut desk = Desk::new();
        desk.turn(0);
        desk.read(0, &note("1. a\n2. b"));
        let row = desk.rows().iter().position(|row| row.contains("here")).expect("a row");
        desk.reader.scroll_by(isize::try_from(row).expect("a row"));
        let first_row = first(&desk);
        for above in ["1. a\n2. b\n3. c\n\nmore\n\nand more", "", "a\n\nb\n\nc"] {
            desk.read(0, &note(above));
            assert_eq!(first(&desk), first_row, "{above:?}");
        }
        if here == long {
            // A heading above it, or its own that has another name.
            desk.read(0, &note("a\n\nb\n\n## News\n\nof today"));
            assert_eq!(first(&desk), first_row);
            desk.read(0, &note("a").replace("## One", "## Other"));
            assert_eq!(first(&desk), first_row);
        }
    }
}

#[test]
fn the_place_is_kept_by_heading_through_edits_and_resizes() {
    let mut desk = Desk::new();
    desk.turn(0);
    let words = "every one of these words is read before the next one is ".repeat(4);
    let note = |intro: &str, two: &str| {
        format!(
            "{intro}\n\n## One\n\n{words}\n\n## Two\n\n{two}\n\nhere\n\n{words}\n\n## Three\n\n{words}\n\n{words}"
        )
    };
    desk.read(0, &note("intro", "two"));
    let here = desk.rows().iter().position(|row| row == "here").expect("a row");
    desk.reader.scroll_by(isize::try_from(here).expect("a row"));
    for (width, height) in [(60, 5), (12, 9), (30, 6), (7, 4), (30, 6)] {
        desk.size = (width, height);
        desk.settle();
        assert_eq!(first(&desk), "here", "{width}");
    }
    // Longer, shorter and more above it.
    desk.read(0, &note("intro\n\n- a\n- b\n- c\n\n## News\n\nof today", "two"));
    assert_eq!(first(&desk), "here");
    desk.read(0, &note("", &words));
    assert_eq!(first(&desk), "here");
    // The section ends before it: its last block is the nearest. Its heading is gone: what is as far from the start.
    desk.read(0, &format!("## Two\n\nall\n\n## Three\n\n{words}\n\n{words}"));
    assert_eq!(first(&desk), "all");
    desk.read(0, &format!("a\n\nb\n\nc\n\n{words}\n\n{words}"));
    assert_eq!(first(&desk), "b");
}

#[test]
fn the_beginning_of_a_long_note_is_read_while_the_rest_is_on_its_way() {
    let mut desk = Desk::new();
    desk.turn(0);
    let note = (0..3_000).map(|n| format!("## Part {n}\n\nwords of it\n\n")).collect::<Vec<_>>().concat();
    desk.read(0, &note);
    assert!(desk.rows()[4].starts_with("Laying out a long note"));
    let order = desk.reader.order().expect("a long note");
    let theme = Theme::new(Colours::Sixteen, SignSet::Unicode);
    let layout = crate::markdown::Layout::pane(order.width);
    let whole = Arc::new(crate::markdown::render(&order.markdown, layout, &theme));
    let mut beginning = None;
    crate::markdown::render_in_steps(&order.markdown, layout, &theme, |page| {
        beginning = Some(Arc::new(page.clone()));
        if page.len() > 100 { std::ops::ControlFlow::Break(()) } else { std::ops::ControlFlow::Continue(()) }
    });
    let of = |page: &Arc<Page>, is_whole| Delivery { order: order.clone(), page: Arc::clone(page), is_whole };
    desk.reader.deliver(&desk.roadmap, &of(&beginning.expect("steps"), false));
    desk.settle();
    assert!(desk.reader.is_growing() && desk.reader.order().is_some());
    desk.reader.next_heading();
    assert_eq!(first(&desk), "Part 0");
    // The end is where it goes, as soon as there is one.
    desk.reader.last();
    assert!(desk.reader.len() < 200);
    desk.reader.deliver(&desk.roadmap, &of(&whole, true));
    desk.settle();
    assert_eq!(desk.rows().last().map(String::as_str), Some("words of it"));
    assert!(desk.reader.top() > 10_000 && !desk.reader.is_growing());
    // Whoever comes back is taken there too.
    desk.turn(1);
    desk.turn(0);
    desk.read(0, &note);
    let order = desk.reader.order().expect("a long note");
    desk.reader.deliver(&desk.roadmap, &Delivery { order, page: whole, is_whole: true });
    desk.settle();
    assert_eq!(desk.rows().last().map(String::as_str), Some("words of it"));
}

#[test]
fn scrolling_by_rows_and_headings_stays_inside() {
    let mut desk = Desk::new();
    desk.turn(0);
    desk.read(0, &long());
    let last = desk.reader.len() - 6;
    let (one, two) = (6, 16);
    let reader = &mut desk.reader;
    for (step, expected) in [
        ("up", 0),
        ("next", one),
        ("next", two),
        ("next", last),
        ("next", last),
        ("previous", two),
        ("previous", one),
        ("previous", 0),
        ("previous", 0),
        ("last", last),
        ("down", last),
        ("up", last - 1),
        ("first", 0),
        ("down", 1),
    ] {
        match step {
            "up" => reader.scroll_by(-1),
            "down" => reader.scroll_by(1),
            "next" => reader.next_heading(),
            "previous" => reader.previous_heading(),
            "first" => reader.first(),
            _ => reader.last(),
        }
        assert_eq!(reader.top(), expected, "{step}");
    }
    let rows = desk.rows();
    desk.reader.next_heading();
    assert!(desk.rows()[0].contains("One"), "{rows:?}");
}

#[test]
fn a_pane_of_any_size_keeps_the_scroll_inside() {
    let mut desk = Desk::new();
    desk.turn(0);
    desk.read(0, &long());
    for size in [(0, 0), (1, 1), (3, 100), (200, 2), (30, 6)] {
        desk.reader.last();
        desk.size = size;
        desk.settle();
        assert!(desk.reader.top() < desk.reader.len(), "{size:?}");
        assert!(desk.reader.top() + size.1.max(1) <= desk.reader.len().max(size.1.max(1)), "{size:?}");
    }
}

#[test]
fn own_words_stand_above_the_note() {
    let mut desk = Desk { size: (30, 40), ..Desk::new() };
    desk.turn(0);
    desk.read(0, "the note");
    desk.sum_up(0, "# Locks and Keys\n\nmy words\n\n## Why\n\nmore");
    let expected = [
        "Locks and Keys",
        "◦ to do",
        "",
        "My summary",
        "",
        "my words",
        "",
        "Why",
        "",
        "more",
        "",
        "Note",
        "",
        "the note",
    ];
    let rows: Vec<String> = desk.rows().iter().map(|row| row.trim_start_matches("# ").to_owned()).collect();
    assert_eq!(rows, expected);
    desk.size.1 = 4;
    desk.settle();
    for row in [3, 7, 10, 10] {
        desk.reader.next_heading();
        assert_eq!(desk.reader.top(), row);
    }
    desk.turn(1);
    desk.sum_up(1, "words");
    assert_eq!(desk.rows(), ["B", "◦ to do", "", "My summary", "", "words", "", "Note", "", NO_NOTE]);
    // A line is a line, as it was written down.
    desk.sum_up(1, "one\ntwo\n- three\n- four\n```\nlet five = 5;\n```\nsix");
    assert_eq!(desk.rows()[5..7], ["one", "two"]);
    assert_eq!(desk.rows()[8..14], ["∙ three", "∙ four", "", "  let five = 5;", "", "six"]);
    // One with nothing in it is as good as none.
    desk.sum_up(1, " \n");
    assert_eq!(desk.rows(), ["B", "◦ to do", NO_SUMMARY, "", NO_NOTE]);
}

#[test]
fn what_stands_in_place_of_a_summary() {
    let mut desk = Desk { size: (80, 40), ..Desk::new() };
    desk.turn(1);
    assert_eq!(desk.rows()[2], "Nothing of your own yet.   e write   a add a line");
    desk.reader.take_summary(TopicIx::at(1), Err("It is no text".into()));
    desk.settle();
    assert_eq!(desk.rows()[3..], ["My summary", "", "It is no text", "", "Note", "", NO_NOTE]);
    let cut = Summary { text: "words".into(), is_cut: true };
    desk.reader.take_summary(TopicIx::at(1), Ok(Some(cut)));
    desk.settle();
    assert_eq!(desk.rows()[5..8], [CUT, "", "words"]);
    // News of a topic that is not shown any more.
    desk.sum_up(0, "late");
    assert_eq!(desk.rows()[7], "words");
}

#[test]
fn a_summary_that_is_saved_elsewhere_moves_nothing_that_is_read() {
    let mut desk = Desk::new();
    desk.turn(0);
    desk.read(0, &long());
    desk.sum_up(0, "one\n\ntwo\n\nthree\n\nfour");
    desk.reader.scroll_by(14);
    let seen = desk.rows()[..6].to_vec();
    desk.sum_up(0, "one\n\ntwo\n\nthree\n\nfour\n\nfive\n\nsix");
    assert_eq!(desk.rows()[..6], seen);
    desk.sum_up(0, "one");
    assert_eq!(desk.rows()[..6], seen);
    // Whoever reads the summary stays at its row.
    desk.reader.first();
    desk.reader.scroll_by(4);
    desk.sum_up(0, "one\n\ntwo");
    assert_eq!(desk.reader.top(), 4);
    // A long one is laid out elsewhere; what is on the screen stays until then.
    let before = desk.rows();
    desk.sum_up(0, &"word ".repeat(10_000));
    assert_eq!(desk.rows(), before);
    let order = desk.reader.order().expect("a long text");
    let theme = Theme::new(Colours::Sixteen, SignSet::Unicode);
    let page = crate::markdown::render(&order.markdown, crate::markdown::Layout::pane(order.width), &theme);
    let delivery = Delivery { order, page: Arc::new(page), is_whole: true };
    desk.reader.deliver(&desk.roadmap, &delivery);
    desk.settle();
    assert_eq!(desk.reader.top(), 4);
    assert!(desk.reader.order().is_none() && desk.rows().len() > 1_000);
}
