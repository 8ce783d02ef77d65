//! Whatever a reader finds: what is written is a roadmap without a problem, and written once.

use proptest::collection::vec;
use proptest::prelude::*;

use super::{Desk, draft};
use crate::import::{Draft, DraftNote, DraftResource, DraftTopic};
use crate::progress::Mark;
use crate::roadmap::ResourceKind;

/// Titles, names of files and whatever else may stand anywhere.
fn words() -> impl Strategy<Value = String> {
    const HARD: &[&str] = &[
        "A",
        "a",
        "!!!",
        "SQL joins",
        "Videos:",
        "\u{1B}[2J",
        "\"",
        "\\",
        "con",
        "트랜잭션",
        " \u{A0}",
        "x\ny",
        "e\u{301}",
        "../a",
        "a/b",
    ];
    prop_oneof![4 => proptest::sample::select(HARD).prop_map(str::to_owned), 1 => any::<String>()]
}

/// A topic without those below it, and how deep it lies.
fn topic() -> impl Strategy<Value = (usize, DraftTopic)> {
    let note = proptest::option::of((words(), words(), any::<bool>()));
    let links = vec((words(), prop_oneof![words(), Just("https://a.test/ b".to_owned())]), 0..2);
    let numbers = (0_usize..5, proptest::option::of(0_u32..200_000), proptest::option::of(0_u32..4));
    let mark = proptest::option::of(proptest::sample::select(&Mark::ALL[..]));
    (words(), note, vec(words(), 0..2), vec(words(), 0..2), links, (numbers, mark)).prop_map(
        |(title, note, requires, was, links, ((depth, minutes, choose), mark))| {
            let note = note.map(|(text, file, is_file)| DraftNote {
                markdown: format!("{text} [l]({file}) ![i](<{text}>)"),
                file: format!("{}.md", file.replace(['/', '\0'], "-")),
                is_file,
            });
            let resource = |(title, url)| DraftResource { kind: ResourceKind::Article, title, url };
            let topic = DraftTopic {
                id: was.first().cloned(),
                origin: requires.first().cloned(),
                tags: was.clone(),
                guess: was.last().cloned(),
                resources: links.into_iter().map(resource).collect(),
                title,
                note,
                requires,
                was,
                minutes,
                choose,
                mark,
                ..DraftTopic::default()
            };
            (depth, topic)
        },
    )
}

fn tree(topics: Vec<(usize, DraftTopic)>) -> Draft {
    let mut sections: Vec<DraftTopic> = Vec::new();
    for (depth, topic) in topics {
        let mut level = &mut sections;
        for _ in 0..depth {
            if level.is_empty() {
                break;
            }
            let last = level.len() - 1;
            level = &mut level[last].topics;
        }
        level.push(topic);
    }
    draft(sections)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_draft_becomes_a_roadmap_and_any_other_goes_into_it(
        first in vec(topic(), 1..12),
        second in vec(topic(), 1..12),
    ) {
        let desk = Desk::new(&[]);
        let (first, second) = (tree(first), tree(second));
        desk.import(&first);
        let before = desk.all();
        let again = desk.import(&first);
        prop_assert!(desk.all() == before, "{}", desk.text("out/roadmap.toml"));
        prop_assert!(again.report.changes.is_nothing() && again.report.changes.kept.is_empty());
        desk.import(&second);
        let before = desk.all();
        let again = desk.import(&second);
        prop_assert!(desk.all() == before, "{}", desk.text("out/roadmap.toml"));
        prop_assert!(again.report.changes.is_nothing());
    }

    #[test]
    fn links_of_any_text_change_nothing_else(text in "[\\[\\]()<>!#a \n>:`\"'\\\\=é.-]{0,60}") {
        use crate::import::links::{found, rewritten};
        prop_assert_eq!(rewritten(&text, |_| None), text.clone());
        let mut kept = text.clone();
        for found in found(&text).into_iter().rev() {
            kept.replace_range(found.bytes, "NEW");
        }
        prop_assert_eq!(rewritten(&text, |_| Some("NEW".to_owned())), kept);
    }
}
