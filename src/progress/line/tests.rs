use proptest::prelude::*;

use super::*;
use crate::progress::{DeviceId, Moment};

const KEY: &str = "20261120T194503123Z-00-k3f9q2";
const OTHER: &str = "20261120T194503124Z-00-k3f9q2";

fn mark(id: &str, title: &str, mark: Mark) -> Event {
    let change = Change::Mark { topic: TopicId::new(id).unwrap(), title: SafeText::new(title), mark };
    Event { key: KEY.parse().unwrap(), step: None, change }
}

fn event(line: &str) -> Event {
    match read_line(line) {
        Ok(Line::Event(event)) => event,
        other => panic!("{line:?} gives {other:?}"),
    }
}

fn fault(line: &str) -> String {
    read_line(line).expect_err(line).0
}

#[test]
fn lines_as_they_are_written() {
    let (id, title) =
        (TopicId::new("transactions").unwrap(), SafeText::new("Transactions \"and\" ACID \\ 트랜잭션"));
    let other: EventKey = OTHER.parse().unwrap();
    let lines: String = [
        (None, Change::Mark { topic: id.clone(), title: title.clone(), mark: Mark::InProgress }),
        (Some(other.clone()), Change::Bookmark { topic: id.clone(), title: title.clone(), on: false }),
        (
            None,
            Change::Tick { topic: id.clone(), title, resource: Address::new("https://a.b/\"c"), on: true },
        ),
        (None, Change::Undo(other.clone())),
        (None, Change::Redo(other)),
        (None, Change::Reattach { from: TopicId::new("acid").unwrap(), to: id, title: SafeText::default() }),
    ]
    .into_iter()
    .map(|(step, change)| write_line(&Event { key: KEY.parse().unwrap(), step, change }))
    .collect();
    insta::assert_snapshot!(lines, @r#"
    20261120T194503123Z-00-k3f9q2 = { topic = "transactions", title = "Transactions \"and\" ACID \\ 트랜잭션", status = "in-progress" }
    20261120T194503123Z-00-k3f9q2 = { topic = "transactions", title = "Transactions \"and\" ACID \\ 트랜잭션", bookmark = false, step = "20261120T194503124Z-00-k3f9q2" }
    20261120T194503123Z-00-k3f9q2 = { topic = "transactions", title = "Transactions \"and\" ACID \\ 트랜잭션", resource = "https://a.b/\"c", ticked = true }
    20261120T194503123Z-00-k3f9q2 = { undo = "20261120T194503124Z-00-k3f9q2" }
    20261120T194503123Z-00-k3f9q2 = { redo = "20261120T194503124Z-00-k3f9q2" }
    20261120T194503123Z-00-k3f9q2 = { reattach = "acid", to = "transactions" }
    "#);
}

#[test]
fn any_toml_of_the_same_meaning() {
    let same = mark("a", "T", Mark::Done);
    for line in [
        format!("{KEY} = {{ topic = \"a\", title = \"T\", status = \"done\" }}"),
        format!("{KEY} = {{ topic = \"a\", title = \"T\", status = \"done\" }}\r"),
        format!("\u{FEFF}{KEY} = {{ topic = \"a\", title = \"T\", status = \"done\" }}"),
        format!("{KEY}={{status='done',title='T',topic='a'}}  # by hand"),
        format!(
            "  \"{KEY}\" = {{ topic = \"\\u0061\", title = \"T\", status = \"done\", mood = [1, {{ x = 2 }}] }}"
        ),
    ] {
        assert_eq!(event(&line), same, "{line}");
    }
    assert_eq!(event(&format!("{KEY} = {{ topic = \"a\", status = \"done\" }}")), mark("a", "", Mark::Done));
}

#[test]
fn what_is_no_event() {
    for line in
        ["", "  \t", "# comment \u{1}", "  # comment", "\r", "\u{FEFF}", "colour = \"red\"", "ratio = 1.5"]
    {
        assert_eq!(read_line(line), Ok(Line::Other), "{line:?}");
    }
    assert_eq!(read_line("format = 1"), Ok(Line::Format(1)));
    assert_eq!(read_line("\u{FEFF}format=2 # later\r"), Ok(Line::Format(2)));
    assert_eq!(read_line("format = 9223372036854775807"), Ok(Line::Format(i64::MAX.unsigned_abs())));
}

#[test]
fn what_a_later_version_wrote_is_unknown() {
    for fields in [
        "",
        "minutes = 30, topic = \"a\"",
        "topic = 3, review = \"good\"",
        "topic = \"a\", title = \"T\", resource = \"https://a.b\", rating = 5",
        "topic = \"a\", title = \"T\", status = \"paused\"",
        "topic = \"a\", title = \"T\", status = \"needs-review\"",
    ] {
        assert_eq!(event(&format!("{KEY} = {{ {fields} }}")).change, Change::Unknown, "{fields}");
    }
}

#[test]
fn faults_say_what_is_wrong() {
    let faults: Vec<String> = [
        "topic = \"A B\", status = \"done\"",
        "status = \"done\"",
        "topic = \"a\", status = \"dome\"",
        "topic = \"a\", status = \"D0NE!\"",
        "topic = \"a\", status = 1",
        "topic = \"a\", bookmark = 1",
        "topic = \"a\", title = 1, bookmark = true",
        "topic = \"a\", resource = \"https://a.b\", ticked = 1",
        "topic = \"a\", ticked = true",
        "topic = \"a\", resource = 1, ticked = true",
        "topic = \"a\", resource = \"https://a.b\", ticked = true, bookmark = true",
        "topic = \"a\", status = \"done\", bookmark = true",
        "undo = \"yesterday\"",
        "reattach = \"a\"",
        "undo = \"20261120T194503123Z-00-k3f9q2\", step = 1",
    ]
    .into_iter()
    .map(|fields| fault(&format!("{KEY} = {{ {fields} }}")))
    .collect();
    insta::assert_snapshot!(faults.join("\n"), @r#"
    `topic` names no topic: an id is lower case
    `topic` is missing
    no status is called "dome"; did you mean "done"?
    no status is called "D0NE!"; it is one of todo, in-progress, done, skipped
    `status` is not a text in quotes
    `bookmark` is true or false
    `title` is not a text in quotes
    `ticked` is true or false
    `resource` is missing
    `resource` is not a text in quotes
    says both `bookmark` and `ticked`; an event says one
    says both `status` and `bookmark`; an event says one
    `undo` names no event; a key is written as 20261120T194503123Z-00-k3f9q2: UTC time with milliseconds, counter, device
    `to` is missing
    `step` is not a text in quotes
    "#);
    for line in [
        "20261120T19450312Z-00-k3f9q2 = { topic = \"a\", status = \"done\" }",
        "20261120T194503123Z-00-k3f9q2 = { topic = \"a\", status = \"do",
        "20261120T194503123Z-00-k3f9q2 = 3",
        "format = \"x\"",
        "format = -1",
        "format = 0",
        "format = 1.0",
        "format = [1]",
        "format = 9223372036854775808",
        "[table]",
        "\0\0\0\0",
        "x = \"\"\"",
    ] {
        fault(line);
    }
}

#[test]
fn long_lines_and_titles() {
    assert_eq!(fault(&"x".repeat(10_000_000)), "the line has 10000000 bytes; 65536 is the limit");
    fault(&format!("{KEY} = {}", "[".repeat(60_000)));
    let long = mark("a", &"가".repeat(300), Mark::Done);
    assert_eq!(event(write_line(&long).trim_end()), mark("a", &"가".repeat(200), Mark::Done));
    // Of an address that no line could hold the beginning counts, in the log and before it is there.
    let resource = Address::new(format!("https://a.b/{}", "\u{1}가".repeat(500_000)));
    let tick = Change::Tick { topic: TopicId::new("a").unwrap(), title: "T".into(), resource, on: true };
    let tick = Event { key: KEY.parse().unwrap(), step: None, change: tick };
    let line = write_line(&tick);
    assert!(line.len() < MAX_LINE, "{}", line.len());
    assert_eq!(event(line.trim_end()), tick);
}

prop_compose! {
    fn any_key()(millis in 0..=Moment::LAST.millis(), counter in 0..=99_u8, device in any::<u64>()) -> EventKey {
        EventKey::new(Moment::from_millis(millis), counter, DeviceId::from_random(device)).unwrap()
    }
}

fn any_change() -> impl Strategy<Value = Change> {
    let id = || "[a-z0-9가-힣][a-z0-9._-]{0,20}".prop_map(|id| TopicId::new(&id).unwrap());
    // Twice, because a joiner may lose its neighbour in the first pass.
    let title = || any::<String>().prop_map(|raw| SafeText::new(SafeText::new(raw)));
    let mark = prop::sample::select(Mark::ALL.to_vec());
    prop_oneof![
        (id(), title(), mark).prop_map(|(topic, title, mark)| Change::Mark { topic, title, mark }),
        (id(), title(), any::<bool>()).prop_map(|(topic, title, on)| Change::Bookmark { topic, title, on }),
        (id(), title(), any::<String>(), any::<bool>()).prop_map(|(topic, title, resource, on)| {
            Change::Tick { topic, title, resource: Address::new(resource), on }
        }),
        any_key().prop_map(Change::Undo),
        any_key().prop_map(Change::Redo),
        (id(), id(), title()).prop_map(|(from, to, title)| Change::Reattach { from, to, title }),
        Just(Change::Unknown),
    ]
}

prop_compose! {
    fn any_event()(key in any_key(), step in prop::option::of(any_key()), change in any_change()) -> Event {
        Event { key, step, change }
    }
}

proptest! {
    #[test]
    fn lines_round_trip_on_both_paths(event in any_event()) {
        let line = write_line(&event);
        let bare = line.strip_suffix('\n').unwrap();
        prop_assert!(!bare.contains('\n'));
        prop_assert_eq!(read_line(bare), Ok(Line::Event(event.clone())));
        prop_assert_eq!(read_toml(bare), Ok(Line::Event(event.clone())));
        if let Some(fast) = canonical::read(bare) {
            prop_assert_eq!(fast, event);
        } else {
            prop_assert!(bare.contains('\\') || event.change == Change::Unknown);
        }
    }

    #[test]
    fn damaged_lines_never_split_the_two_paths(
        event in any_event(),
        at in any::<prop::sample::Index>(),
        what in prop_oneof![Just("\""), Just("\\"), Just(" "), Just(","), Just("}"), Just("\t"), Just("\u{7f}"), Just("é"), Just("9")],
        cut in any::<bool>(),
    ) {
        let line = write_line(&event);
        let mut chars: Vec<char> = line.trim_end().chars().collect();
        let at = at.index(chars.len());
        if cut { chars.remove(at); }
        chars.splice(at..at, what.chars());
        let damaged: String = chars.into_iter().collect();
        if let Some(fast) = canonical::read(&damaged) {
            prop_assert_eq!(read_toml(&damaged), Ok(Line::Event(fast)), "{}", damaged);
        }
    }

    #[test]
    fn a_cut_line_is_never_another_event(event in any_event(), at in any::<prop::sample::Index>()) {
        let line = write_line(&event);
        let whole: Vec<char> = line.trim_end().chars().collect();
        let cut: String = whole[..at.index(whole.len())].iter().collect();
        prop_assert!(!matches!(read_line(&cut), Ok(Line::Event(_))), "{}", cut);
    }

    #[test]
    fn any_text_is_read_without_panic(line in any::<String>()) {
        let _ = read_line(&line);
    }
}
