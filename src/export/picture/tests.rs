use proptest::prelude::*;

use super::*;
use crate::counts::Counts;
use crate::example;
use crate::export::{Study, seal};

/// Why a text is no well-formed XML of the kind that pictures are made of: elements, attributes in double quotes, text,
/// entities, comments.
fn fault(xml: &str) -> Option<String> {
    let mut open: Vec<&str> = Vec::new();
    let (mut rest, mut roots) = (xml, 0);
    loop {
        let (text, tag) = rest.split_once('<').unwrap_or((rest, ""));
        if let Some(why) = bad_text(text) {
            return Some(why);
        }
        if open.is_empty() && !text.trim().is_empty() {
            return Some(format!("{text:?} is outside"));
        }
        if tag.is_empty() {
            break;
        }
        if let Some(comment) = tag.strip_prefix("!--") {
            let Some((words, after)) = comment.split_once("-->") else {
                return Some("an open comment".into());
            };
            if words.contains("--") {
                return Some(format!("a comment with {words:?}"));
            }
            rest = after;
            continue;
        }
        let Some((tag, after)) = tag.split_once('>') else { return Some(format!("no end of {tag:?}")) };
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Some(format!("</{name}> closes nothing"));
            }
            continue;
        }
        let (tag, closes) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        while !attributes.is_empty() {
            let Some((key, value)) = attributes.split_once("=\"") else {
                return Some(format!("{attributes:?} is no attribute"));
            };
            let Some((value, after)) = value.split_once('"') else {
                return Some(format!("{key} has no end"));
            };
            if !key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
                || value.contains('<')
                || bad_text(value).is_some()
            {
                return Some(format!("{key}={value:?}"));
            }
            attributes = after.trim_start();
        }
        roots += usize::from(open.is_empty());
        if !closes {
            open.push(name);
        }
    }
    (!open.is_empty() || roots != 1).then(|| format!("{open:?} are open, {roots} roots"))
}

fn bad_text(text: &str) -> Option<String> {
    for (at, _) in text.match_indices('&') {
        let known = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"];
        if !known.iter().any(|entity| text.get(at..).is_some_and(|rest| rest.starts_with(entity))) {
            return Some(format!("an entity in {text:?}"));
        }
    }
    text.contains('\u{FFFF}').then(|| "a character that XML has not".to_owned())
}

fn drawn(toml: &str, marks: &str, draw: impl Fn(Study<'_>) -> String) -> String {
    let roadmap = example::roadmap(toml);
    let standing = example::progress(&roadmap, marks).on(&roadmap);
    let counts = Counts::new(&roadmap, &standing);
    draw(Study { roadmap: &roadmap, standing: &standing, counts: &counts })
}

/// A roadmap with these titles, the first one its own; each of the others is a section.
fn titled(titles: &[String]) -> String {
    let quoted = |title: &String| toml::Value::String(title.clone()).to_string();
    let sections = titles.iter().enumerate().skip(1);
    let sections = sections
        .map(|(number, title)| format!("[[topics]]\nid = \"t{number}\"\ntitle = {}\n", quoted(title)));
    format!("id = \"r\"\ntitle = {}\n{}", quoted(&titles[0]), sections.collect::<String>())
}

#[test]
fn the_checker_finds_faults() {
    assert_eq!(fault("<a b=\"&amp;\"><c/>x &lt; y</a>\n<!-- end -->\n"), None);
    for bad in [
        "<a>",
        "<a></b>",
        "</a>",
        "<a/><b/>",
        "<a b=\"</a>",
        "<a>&x;</a>",
        "<a b=\"<\"/>",
        "x<a/>",
        "<!-- a -- b --><a/>",
    ] {
        assert!(fault(bad).is_some(), "{bad}");
    }
}

#[test]
fn bars_are_as_long_as_what_is_done() {
    assert_eq!((share(100, 1, 3), share(100, 0, 0), share(100, 3, 3)), (333, 0, 1000));
    assert_eq!((pixels(333), pixels(1000), pixels(0)), ("33.3".to_owned(), "100".to_owned(), "0".to_owned()));
}

#[test]
fn many_sections_are_counted() {
    let titles: Vec<String> = (0..21).map(|number| format!("T{number}")).collect();
    let picture = drawn(&titled(&titles), "t1=done", |study| card(study, None));
    assert!(
        picture.contains(">T16<") && !picture.contains(">T17<") && picture.contains(">and 4 more sections<")
    );
}

#[test]
fn only_a_day_that_is_asked_for_is_in_it() {
    let toml = titled(&["R".to_owned(), "A".to_owned()]);
    let without = drawn(&toml, "t1=done", |study| card(study, None));
    assert!(!without.contains("2026"));
    assert!(drawn(&toml, "t1=done", |study| card(study, Some("2026-11-21"))).contains(">2026-11-21<"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn pictures_are_well_formed_whatever_the_titles_are(
        titles in proptest::collection::vec("\\PC{1,12}|[<>&\"'/!\\-\\]가👩\u{200D}\u{FFFF}\u{1B} a]{1,60}", 2..20),
        done in 0..3usize,
    ) {
        let titles: Vec<String> = titles.into_iter().map(|title| format!("x{}", title.trim())).collect();
        let marks = ["", "t1=done", "t1=in"][done];
        for picture in [drawn(&titled(&titles), marks, badge), drawn(&titled(&titles), marks, |study| card(study, None))] {
            prop_assert_eq!(fault(&picture), None, "{}", picture);
            prop_assert!(seal::is_whole(picture.as_bytes()));
        }
    }
}
