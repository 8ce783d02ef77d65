//! Sessions and their text.

use proptest::prelude::*;

use super::*;

fn id(text: &str) -> TopicId {
    TopicId::new(text).expect("an id")
}

fn place() -> Place {
    Place {
        part: 3,
        heading: Some("인덱스-\"quoted\"\n".into()),
        below: 2,
        block: 7,
        letters: "Atransactiongroups".into(),
        row: 1,
        of: 3,
    }
}

fn session() -> Session {
    Session {
        topic: Some(id("sql.joins")),
        above: Some(4),
        open: Some(vec![id("databases"), id("웹")]),
        folded: vec![id("web")],
        revealed: vec![id("jwt")],
        filter: Some(Filter::Tag("a \"b\" c".into())),
        tree_extra: -6,
        zoomed: true,
        focus: Focus::Note,
        places: BTreeMap::from([(id("sql.joins"), place())]),
    }
}

const LEFT: Moment = Moment::FIRST;

fn text() -> String {
    session().text(LEFT).expect("a text")
}

#[test]
fn each_filter_has_its_word() {
    let marks = Mark::ALL.map(Filter::Mark).into_iter();
    let kinds = Kind::ALL.iter().map(|kind| Filter::Kind(*kind));
    let others = [Filter::NotSkipped, Filter::Bookmarked, Filter::Summary, Filter::Tag("mark done".into())];
    for filter in marks.chain(kinds).chain(others) {
        assert_eq!(filter_of(&word_of(&filter)), Some(filter));
    }
    for word in ["", "mark", "mark finished", "kind", "shape x", "Bookmarked"] {
        assert_eq!(filter_of(word), None, "{word}");
    }
}

#[test]
fn a_file_that_is_none_is_not_taken_over() {
    assert!(Session::read(&text()).is_some());
    for broken in [
        String::new(),
        "\0\0\0\0".to_owned(),
        "topic = \"a\"\n".to_owned(),
        "format = 1\nformat = 1\n".to_owned(),
        "format = \"1\"\ntopic = \"a\"\n".to_owned(),
        "format = 0\ntopic = \"a\"\n".to_owned(),
        text().replace("format = 1", "format = 2"),
        text().replace("format = 1", "format = 1 1"),
        text().replace("zoomed = true", "zoomed = "),
        text().chars().take(40).collect(),
        format!("format = 1\nx = {}1{}\n", "[".repeat(100_000), "]".repeat(100_000)),
        format!("{}\n# {}\n", text(), "x".repeat(MAX_BYTES)),
    ] {
        let start: String = broken.chars().take(60).collect();
        assert_eq!(Session::read(&broken), None, "{start}");
    }
}

/// What a change of the text does to what is read.
type Change = fn(&mut Session);

#[test]
fn each_field_stands_for_itself() {
    let whole = session();
    let cases: &[(&str, &str, Change)] = &[
        ("topic = \"sql.joins\"", "topic = 7", |left| left.topic = None),
        ("topic = \"sql.joins\"", "topic = \"No id!\"", |left| left.topic = None),
        ("topic = \"sql.joins\"", "", |left| left.topic = None),
        ("above = 4", "above = -4", |left| left.above = None),
        ("above = 4", "above = 4.5", |left| left.above = None),
        ("open = [\"databases\", \"웹\"]", "open = true", |left| left.open = None),
        ("open = [\"databases\", \"웹\"]", "open = [1, \"웹\", \"../x\"]", |left| {
            left.open = Some(vec![id("웹")]);
        }),
        ("folded = [\"web\"]", "folded = \"web\"", |left| left.folded.clear()),
        ("revealed = [\"jwt\"]", "revealed = { jwt = 1 }", |left| left.revealed.clear()),
        ("filter = ", "filter2 = ", |left| left.filter = None),
        ("tree-extra = -6", "tree-extra = 40000", |left| left.tree_extra = 0),
        ("zoomed = true", "zoomed = \"yes\"", |left| left.zoomed = false),
        ("focus = \"note\"", "focus = \"nowhere\"", |left| left.focus = Focus::Tree),
        ("part = 3", "part = -3", |left| left.places.clear()),
        ("row = 1", "row = 9223372036854775807", |left| left.places.clear()),
        ("letters = ", "words = ", |left| left.places.clear()),
        ("\"sql.joins\" = {", "\"No id!\" = {", |left| left.places.clear()),
        ("\"sql.joins\" = {", "x.y = {", |left| left.places.clear()),
        ("zoomed = true", "zoomed = true\nmoon = { phase = \"full\" }", |_| {}),
    ];
    for (from, to, change) in cases {
        let text = text();
        assert!(text.contains(from), "no {from} in\n{text}");
        let mut expected = whole.clone();
        change(&mut expected);
        assert_eq!(Session::read(&text.replace(from, to)), Some((expected, Some(LEFT))), "{to}");
    }
    for (left, expected) in
        [("left = 1\n", Some(Moment::from_millis(1))), ("left = \"now\"\n", None), ("", None)]
    {
        assert_eq!(Session::read(&format!("format = 1\n{left}")), Some((Session::default(), expected)));
    }
}

#[test]
fn what_is_too_long_for_a_file_is_left_out() {
    let many = (0..100_000).map(|number| id(&format!("topic-{number}"))).collect();
    let session = Session { open: Some(many), ..session() };
    let text = session.text(LEFT).expect("a text");
    assert!(text.len() < 1_000);
    let (read, _) = Session::read(&text).expect("a session");
    assert_eq!((read.topic, read.filter, read.open), (session.topic, session.filter, None));
    let long = "x".repeat(MAX_BYTES);
    assert_eq!(
        Session { filter: Some(Filter::Tag(long.as_str().into())), ..Session::default() }.text(LEFT),
        None
    );
}

#[test]
fn the_place_of_the_selected_topic_is_kept_before_others() {
    let places = (0..500).map(|number| (id(&format!("t{number:03}")), place())).collect();
    let kept = Session { topic: Some(id("t499")), places, ..Session::default() }.bounded().places;
    assert_eq!(kept.len(), MOST_PLACES);
    assert!(kept.contains_key("t499") && kept.contains_key("t000") && !kept.contains_key("t498"));
}

fn any_id() -> impl Strategy<Value = TopicId> {
    "[a-z0-9가-힣][a-z0-9._가-힣-]{0,12}".prop_map(|text| id(&text))
}

fn any_ids() -> impl Strategy<Value = Vec<TopicId>> {
    prop::collection::vec(any_id(), 0..6)
}

fn any_filter() -> impl Strategy<Value = Filter> {
    prop_oneof![
        prop::sample::select(&Mark::ALL[..]).prop_map(Filter::Mark),
        prop::sample::select(Kind::ALL).prop_map(Filter::Kind),
        Just(Filter::NotSkipped),
        Just(Filter::Bookmarked),
        Just(Filter::Summary),
        any::<String>().prop_map(|tag| Filter::Tag(SafeText::new(&tag))),
    ]
}

fn any_place() -> impl Strategy<Value = Place> {
    let number = 0..1_000_000_usize;
    let numbers = (0..6_usize, number.clone(), number.clone(), number.clone(), number);
    (numbers, any::<Option<String>>(), any::<String>()).prop_map(
        |((part, below, block, row, of), heading, letters)| Place {
            part,
            heading: heading.map(Into::into),
            below,
            block,
            letters: letters.into(),
            row,
            of,
        },
    )
}

prop_compose! {
    fn any_session()(
        (topic, open) in (prop::option::of(any_id()), prop::option::of(any_ids())),
        (folded, revealed) in (any_ids(), any_ids()),
        above in prop::option::of(0..100_000_usize),
        filter in prop::option::of(any_filter()),
        (tree_extra, zoomed, in_note) in any::<(i16, bool, bool)>(),
        places in prop::collection::btree_map(any_id(), any_place(), 0..4),
    ) -> Session {
        let focus = if in_note { Focus::Note } else { Focus::Tree };
        Session { topic, above, open, folded, revealed, filter, tree_extra, zoomed, focus, places }
    }
}

proptest! {
    #[test]
    fn a_session_comes_back_from_its_text(session in any_session(), left in any::<i64>()) {
        let left = Moment::from_millis(left);
        let text = session.text(left).expect("a text");
        prop_assert_eq!(Session::read(&text), Some((session, Some(left))));
    }

    #[test]
    fn no_text_is_too_much_for_it(text in "(format = 1\n)?[a-z =\\[\\]\"{}0-9.\n-]{0,80}") {
        let _ = Session::read(&text);
    }
}
