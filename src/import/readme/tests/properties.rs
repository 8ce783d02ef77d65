//! What holds for every text.

use proptest::prelude::*;

use super::*;

/// Lines as they stand in real pages, and some that stand in none. Each word stands for itself.
const FRAGMENTS: &[&str] = &[
    "",
    "",
    "",
    "# Alpha",
    "## Beta",
    "#### Gamma",
    "##",
    "Setext",
    "=====",
    "-----",
    "plain words here",
    "more text. And more.",
    "- bullet",
    "  - nested",
    "    - deeper",
    "\t- tabbed",
    "- [ ] open",
    "- [x] closed",
    "  - [X] inner",
    "- [-] skipped",
    "1. [~] begun",
    "- [Note](note.md)",
    "  - [Web](https://web.org)",
    "- [Gone](gone.md) - lost",
    "- [Here](#beta)",
    "  - [There](#alpha)",
    "* [ref][def]",
    "[def]: https://def.org",
    "[unused]: https://unused.org",
    "```",
    "~~~",
    "> quoted",
    "| Topic | Time |",
    "|---|---|",
    "| cell | 2h |",
    "| [link](https://cell.org) | soon |",
    "<details>",
    "<summary>Fold</summary>",
    "</details>",
    "<!-- comment -->",
    "<your framework>",
    "![pic](pic.png)",
    "[![badge](https://img.shields.io/b)](https://ci.org)",
    "[back to top](#top)",
    "---",
    "## License",
    "- ## Inside",
    "    indented code",
    "  continued",
    "Term\n: definition",
    "[^1]: footnote",
    "mark[^1]",
    "<h2>Html</h2>",
    "<br>",
    "- ",
    "1.",
    "- [ ]",
    "* * *",
    "Head:",
    "*Starred:",
    "  indented",
    "https://bare.org",
    "+ https://item.org",
];

fn memory(text: &str) -> Memory {
    Memory::new(&[("README.md", text), ("note.md", "# Note\n\nIt is short.\n")])
}

fn check(text: &str, taken: Option<Taken>, depth: Option<usize>) {
    let wish = Wish { taken, depth, ..Wish::default() };
    let memory = memory(text);
    for draft in
        [read("README.md", &memory, &wish), crate::import::outline::read("README.md", &memory, &wish)]
    {
        let draft = draft.expect("it is there");
        let mut open: Vec<(&DraftTopic, usize)> = draft.topics.iter().map(|topic| (topic, 1)).collect();
        while let Some((topic, level)) = open.pop() {
            assert!(!topic.title.trim().is_empty(), "{draft:#?}");
            assert!(level <= depth.unwrap_or(MAX_LEVELS), "{draft:#?}");
            open.extend(topic.topics.iter().map(|topic| (topic, level + 1)));
        }
        accounting::check(text, &draft);
    }
}

fn taken() -> impl Strategy<Value = Option<Taken>> {
    proptest::option::of(proptest::sample::select(vec![
        Taken::Headings,
        Taken::Tasks,
        Taken::Bullets,
        Taken::Links,
    ]))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn no_line_of_a_page_is_lost(
        lines in proptest::collection::vec(proptest::sample::select(FRAGMENTS), 0..24),
        taken in taken(),
        depth in proptest::option::of(1..4_usize),
    ) {
        check(&lines.join("\n"), taken, depth);
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,80}", signs in "[-*+#>|`~\\[\\]()<>! \t\na1.:]{0,120}", taken in taken()) {
        for text in [&text, &signs] {
            let wish = Wish { taken, ..Wish::default() };
            let draft = read("README.md", &memory(text), &wish).expect("it is there");
            prop_assert!(draft.topics.iter().all(|topic| !topic.title.trim().is_empty()));
            let draft = crate::import::outline::read("README.md", &memory(text), &wish).expect("it is there");
            prop_assert!(draft.topics.iter().all(|topic| !topic.title.trim().is_empty()));
        }
    }
}

/// Each of these ends at once; what takes the square of its length would not.
#[test]
fn large_hostile_texts_are_read() {
    let nested: String = (0..700).flat_map(|depth| [" ".repeat(depth), "- [ ] a\n".to_owned()]).collect();
    let quotes = "> ".repeat(5_000) + "a\n";
    for (unit, times) in [
        ("- [ ", 260_000),
        ("- [ ] a\n", 15_000),
        ("- ", 100_000),
        ("- - a\n", 10_000),
        ("[a](b.md)", 15_000),
        ("- [a](note.md)\n", 6_000),
        ("# a\n", 10_000),
        ("<", 100_000),
        ("<details><summary>a</summary>\n\n- [ ] b\n\n", 3_000),
        ("<!--", 100_000),
        ("![", 100_000),
        ("|a", 100_000),
        ("[a]: b\n", 20_000),
        ("- https://a.b ", 10_000),
        ("*", 200_000),
        ("a:\n", 20_000),
        (" ", 500_000),
        (nested.as_str(), 1),
        (quotes.as_str(), 1),
    ] {
        let text = unit.repeat(times);
        let memory = memory(&text);
        read("README.md", &memory, &Wish::default()).expect("it is there");
        crate::import::outline::read("README.md", &memory, &Wish::default()).expect("it is there");
    }
}
