//! What is listed, and what is chosen in it.

use std::path::Path;

use super::*;
use crate::example;
use crate::progress::Moment;
use crate::roadmap::RoadmapId;
use crate::store::Known;

const ROADMAP: &str = "id = \"r\"\ntitle = \"R\"\n\
    [[topics]]\nid = \"transactions\"\ntitle = \"트랜잭션\"\ntags = [\"web server\", \"web\"]\n\
    [[topics]]\nid = \"undo-log\"\ntitle = \"The log that rolls back\"\ntags = [\"web\"]\n\
    [[topics]]\nid = \"brokers\"\ntitle = \"Message Brokers\"\n\
    [[topics]]\nid = \"streams\"\ntitle = \"SSE: event streams and EventSource\"\n";

fn goto(text: &str) -> GoTo {
    let mut goto = GoTo::new(&Arc::new(example::roadmap(ROADMAP)), vec![TopicIx::at(1)], 1);
    goto.insert(text);
    goto
}

/// The rows in short: titles, ids of topics by number, names of commands, lines.
fn rows(goto: &GoTo) -> Vec<String> {
    let shown = |(place, row): (usize, &Row)| {
        let row = match row {
            Row::Title(title, count) => format!("{title} {count}"),
            Row::Blank => "-".to_owned(),
            Row::Item(Item::Topic(ix)) => format!("topic {}", ix.get()),
            Row::Item(Item::Command(at)) => COMMANDS[*at].name.to_owned(),
            Row::Item(Item::Tag(tag)) => goto.tag(*tag).map_or("?".to_owned(), |tag| tag.name.to_string()),
            Row::Item(Item::Hit(hit)) => hit.text.to_string(),
            Row::Initials(syllables) => format!("= {syllables}"),
            Row::Item(Item::Roadmap(at)) => {
                goto.other(*at).map_or("?".to_owned(), |row| row.title().to_string())
            }
        };
        if place == goto.cursor { format!("[{row}]") } else { row }
    };
    goto.rows.iter().enumerate().map(shown).collect()
}

fn findings(words: &str, lines: &[&str]) -> Findings {
    let hit = |(number, text): (usize, &&str)| {
        let topic = TopicId::new("brokers").expect("an id");
        let cost = Query::new(words).cost_of_line(text).expect("it has the words");
        Arc::new(Hit { topic, is_own: false, line: number + 1, text: (*text).into(), is_cut: false, cost })
    };
    let hits: Vec<_> = lines.iter().enumerate().map(hit).collect();
    Findings { words: words.to_owned(), count: hits.len(), hits, read: 1, of: 2, ..Findings::default() }
}

#[test]
fn what_is_listed_for_what_is_typed() {
    for (text, expected) in [
        // By the id, where the title is in another language; not by letters here and there.
        ("trans", &["TOPICS 1", "[topic 0]"][..]),
        ("ㅌㄹ", &["TOPICS 1", "[topic 0]", "-", "= 트랜"]),
        ("ㅌㄹㅈㅅ", &["TOPICS 1", "[topic 0]", "-", "= 트랜잭션"]),
        ("ㅌ", &["TOPICS 1", "[topic 0]"]),
        // Here and there where nothing else is meant.
        ("brkrs", &["TOPICS 1", "[topic 2]"]),
        // What begins with the words comes first, of whatever kind it is.
        ("undo", &["COMMANDS 1", "[Undo]", "-", "TOPICS 1", "topic 1"]),
        ("server", &["TAGS 1", "[web server]"]),
        (">undo", &["COMMANDS 1", "[Undo]"]),
        ("  >undo", &["COMMANDS 1", "[Undo]"]),
        ("#", &["TAGS 2", "[web]", "web server"]),
        ("#web", &["TAGS 2", "[web]", "web server"]),
        ("#web ", &["TOPICS 2", "[topic 0]", "topic 1"]),
        ("#web server ", &["TOPICS 1", "[topic 0]"]),
        ("#web roll", &["TOPICS 1", "[topic 1]"]),
        ("\"undo", &[]),
        ("@", &[]),
        ("nothing", &[]),
    ] {
        let goto = goto(text);
        assert_eq!(rows(&goto), expected, "{text}");
    }
}

#[test]
fn lines_come_later_and_only_those_for_what_is_typed() {
    let mut goto = goto("brok");
    goto.take(findings("bro", &["a broken line"]));
    assert_eq!(rows(&goto), ["TOPICS 1", "[topic 2]"]);
    goto.take(findings("brok", &["brokers route", "it broke"]));
    let with_lines = ["TOPICS 1", "[topic 2]", "-", "NOTES 2", "brokers route", "it broke"];
    assert_eq!(rows(&goto), with_lines);
    assert!(goto.is_reading());
    // What still fits stays until the answer to the longer words is there.
    goto.insert("er");
    assert_eq!(rows(&goto), ["TOPICS 1", "[topic 2]", "-", "NOTES 1", "brokers route"]);
    assert_eq!(goto.findings.words, "broker");
    goto.insert(" >");
    assert_eq!(goto.wanted(), Some("broker >"));
}

#[test]
fn what_was_chosen_stays_chosen_when_lines_come() {
    let mut goto = goto("o");
    goto.move_by(2);
    let chosen = goto.chosen().cloned();
    goto.take(Findings { words: "o".to_owned(), ..findings("o", &["of one", "or two"]) });
    assert_eq!(goto.chosen().cloned(), chosen);
    // What was merely the first gives way to a better one.
    let mut goto = self::goto("roll");
    goto.take(findings("roll", &["roll on"]));
    assert_eq!(rows(&goto)[1], "[topic 1]");
    for (rows, at_end) in [(isize::MAX, true), (isize::MIN, false), (1_000, true)] {
        goto.move_by(rows);
        assert_eq!(matches!(goto.chosen(), Some(Item::Hit(_))), at_end, "{rows}");
    }
}

#[test]
fn what_is_chosen_is_on_the_screen_and_its_title_with_it() {
    for height in 1..9_u16 {
        let mut goto = goto("");
        for _ in 0..goto.rows.len() {
            goto.move_by(1);
            goto.settle(height);
            assert!((goto.top..goto.top + usize::from(height)).contains(&goto.cursor), "{height}");
        }
        goto.move_by(isize::MIN);
        goto.settle(height);
        assert_eq!(goto.top, usize::from(height == 1), "{height}");
    }
}

#[test]
fn editing_keys_that_change_nothing_keep_what_is_chosen() {
    let mut goto = goto("o");
    goto.move_by(2);
    let cursor = goto.cursor;
    goto.edit(Edit::Start);
    assert_eq!(goto.cursor, cursor);
    goto.edit(Edit::ToEnd);
    assert!(goto.field.is_blank() && goto.chosen().is_some());
}

#[test]
fn roadmaps_are_found_with_their_prefix_and_without_but_not_the_present_one() {
    let row = |(path, id, title, is_present): (&str, &str, &str, bool)| {
        let head = (RoadmapId::new(id).expect("an id"), title.into());
        let known = Known::new(Some(Path::new(path)), head, Moment::FIRST);
        Shelved { known, place: path.into(), is_present, seen: None }
    };
    let roadmaps: Vec<Shelved> = [
        ("/a", "go", "Go brokers", true),
        ("/b", "backend", "백엔드 개발자", false),
        ("/c", "broken-things", "Repairs", false),
    ]
    .map(row)
    .to_vec();
    for (typed, expected) in [
        ("@", &["ROADMAPS 2", "[백엔드 개발자]", "Repairs"][..]),
        ("@back", &["ROADMAPS 1", "[백엔드 개발자]"]),
        ("@ㅂㅇㄷ", &["ROADMAPS 1", "[백엔드 개발자]", "-", "= 백엔드"]),
        ("@nothing", &[]),
        ("broken-th", &["ROADMAPS 1", "[Repairs]"]),
    ] {
        let mut goto = goto(typed);
        goto.take_roadmaps(roadmaps.clone());
        assert_eq!(rows(&goto), expected, "{typed}");
        assert_eq!(goto.wanted().is_some(), !typed.starts_with('@'));
    }
}
