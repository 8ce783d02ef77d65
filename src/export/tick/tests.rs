use encoding_rs::{EUC_KR, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};
use proptest::prelude::*;

use super::*;
use crate::counts::Counts;
use crate::example;

const TOML: &str = r#"
id = "r"
title = "Backend"
[[topics]]
id = "db"
title = "데이터베이스"
[[topics.topics]]
id = "joins"
title = "SQL *joins*"
titles = { ko = "조인", de = "JWT" }
note = "데이터/sql joins.md"
[[topics.topics]]
id = "db-locks"
title = "Locks"
[[topics.topics]]
id = "tx"
title = "Transactions"
note = "shared.md"
[[topics]]
id = "web"
title = "Web"
[[topics.topics]]
id = "web-locks"
title = "Locks"
[[topics.topics]]
id = "jwt"
title = "JWT"
note = "shared.md"
"#;

/// Ticks a list with marks such as `jwt=done`.
fn ticked(list: &[u8], encoding: &'static Encoding, marks: &str) -> Ticked {
    let roadmap = example::roadmap(TOML);
    let standing = example::progress(&roadmap, marks).on(&roadmap);
    let counts = Counts::new(&roadmap, &standing);
    let study = Study { roadmap: &roadmap, standing: &standing, counts: &counts };
    tick(list, encoding, (study, Some("notes")))
}

/// The list afterwards, and the lines that were left with `?` for several topics and `!` for none.
fn after(list: &str, marks: &str) -> (String, String) {
    let ticked = ticked(list.as_bytes(), UTF_8, marks);
    let left =
        ticked.left.iter().map(|left| format!("{}{}", left.line, if left.is_ambiguous { '?' } else { '!' }));
    (String::from_utf8(ticked.bytes).expect("UTF-8"), left.collect::<Vec<_>>().join(" "))
}

const ALL: &str = "joins=done db-locks=done web-locks=done tx=in jwt=skip";

#[test]
fn boxes_get_the_signs_of_progress() {
    for (list, ticked, left) in [
        ("- [ ] JWT\n- [ ] transactions", "- [ ] JWT\n- [ ] transactions", ""),
        ("- [x] JWT\n- [X] Transactions\n", "- [ ] JWT\n- [ ] Transactions\n", ""),
        // A list that knows more signs.
        ("- [~] JWT\n- [ ] Transactions\n", "- [-] JWT\n- [~] Transactions\n", ""),
        ("- [-] Other\n- [ ] Transactions\n", "- [-] Other\n- [~] Transactions\n", "1!"),
        // Every kind of list, and what is none.
        ("* [ ] SQL joins\n", "* [ ] SQL joins\n", "1!"),
        ("1. [ ] **SQL \\*joins\\***\n", "1. [x] **SQL \\*joins\\***\n", ""),
        ("> + [ ] `SQL *joins*`\n", "> + [x] `SQL *joins*`\n", ""),
        (
            "- [X] [SQL \\*joins\\*](https://x.y) (video)\n",
            "- [X] [SQL \\*joins\\*](https://x.y) (video)\n",
            "",
        ),
        ("[ ] SQL \\*joins\\*\n", "[ ] SQL \\*joins\\*\n", ""),
        (
            "- [y] SQL \\*joins\\*\n- [ ]SQL \\*joins\\*\n",
            "- [y] SQL \\*joins\\*\n- [ ]SQL \\*joins\\*\n",
            "",
        ),
        ("```\n- [ ] JWT\n- [x] JWT\n```\n- [x] JWT\n", "```\n- [ ] JWT\n- [x] JWT\n```\n- [ ] JWT\n", ""),
        ("<!-- \n- [x] JWT\n-->\n- [x] JWT\n", "<!-- \n- [x] JWT\n-->\n- [ ] JWT\n", ""),
        ("text\n\n    - [x] JWT\n", "text\n\n    - [x] JWT\n", ""),
        // What `export md` has written itself.
        ("- [ ] ~~SQL \\*joins\\*~~ (skipped)\n", "- [x] ~~SQL \\*joins\\*~~ (skipped)\n", ""),
        ("- [ ] SQL \\*joins\\* *(in progress)*\n", "- [x] SQL \\*joins\\* *(in progress)*\n", ""),
        // A group is done where all below it is.
        ("- [ ] Web\n", "- [x] Web\n", ""),
    ] {
        assert_eq!(after(list, ALL), (ticked.to_owned(), left.to_owned()), "{list}");
    }
}

#[test]
fn links_come_before_titles_and_sections_decide() {
    for (list, ticked, left) in [
        (
            "- [ ] [Whatever](notes/데이터/sql%20joins.md#top)\n",
            "- [x] [Whatever](notes/데이터/sql%20joins.md#top)\n",
            "",
        ),
        (
            "- [ ] [x](<./notes/a/../데이터/sql joins.md>)\n",
            "- [x] [x](<./notes/a/../데이터/sql joins.md>)\n",
            "",
        ),
        // Two topics share the note.
        ("- [x] [Transactions](notes/shared.md)\n", "- [ ] [Transactions](notes/shared.md)\n", ""),
        ("- [x] [Other](notes/shared.md)\n", "- [x] [Other](notes/shared.md)\n", "1?"),
        ("## Web\n- [x] [Other](notes/shared.md)\n", "## Web\n- [ ] [Other](notes/shared.md)\n", ""),
        // Two topics have the title.
        ("- [ ] Locks\n", "- [ ] Locks\n", "1?"),
        (
            "# Backend\n## 데이터베이스 1/3\n- [ ] Locks\n",
            "# Backend\n## 데이터베이스 1/3\n- [x] Locks\n",
            "",
        ),
        ("Web\n---\n- [ ] Locks\n", "Web\n---\n- [x] Locks\n", ""),
        ("- Web:\n  - [ ] Locks\n- [ ] Locks\n", "- Web:\n  - [x] Locks\n- [ ] Locks\n", "3?"),
        // In a section that does not have it, it is another topic.
        ("## 데이터베이스\n- [x] JWT\n", "## 데이터베이스\n- [x] JWT\n", "2!"),
        // Of two, the one in its section is meant; of two in none, none.
        ("## Web\n- [x] JWT\n## Else\n- [x] JWT\n", "## Web\n- [ ] JWT\n## Else\n- [x] JWT\n", "4?"),
        ("## One\n- [x] JWT\n## Else\n- [x] JWT\n", "## One\n- [x] JWT\n## Else\n- [x] JWT\n", "2? 4?"),
    ] {
        assert_eq!(after(list, ALL), (ticked.to_owned(), left.to_owned()), "{list}");
    }
}

#[test]
fn every_encoding_keeps_its_bytes() {
    let list = "\u{FEFF}# 데이터베이스\r\n\r\n- [ ] Locks\r\n\t- [x] 없는 것";
    let wide = |little: bool| {
        let bytes = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
        list.encode_utf16().flat_map(bytes).collect::<Vec<u8>>()
    };
    let euc = EUC_KR.encode(list.trim_start_matches('\u{FEFF}')).0.into_owned();
    for (bytes, encoding) in
        [(list.as_bytes().to_vec(), UTF_8), (wide(true), UTF_16LE), (wide(false), UTF_16BE), (euc, EUC_KR)]
    {
        let ticked = ticked(&bytes, encoding, "db-locks=done");
        let differ: Vec<(u8, u8)> =
            bytes.iter().zip(&ticked.bytes).filter(|(a, b)| a != b).map(|(a, b)| (*a, *b)).collect();
        assert_eq!(
            (differ, ticked.changed, ticked.left.len()),
            (vec![(b' ', b'x')], 1, 1),
            "{}",
            encoding.name()
        );
        assert_eq!(ticked.bytes.len(), bytes.len());
    }
    // Letters by escapes: where the box is cannot be told, so it is left alone.
    let shifted = b"\x1B(B- [ ] JWT\n";
    assert_eq!(ticked(shifted, ISO_2022_JP, "jwt=done").bytes, shifted);
}

/// Lists that look like lists, and nonsense.
fn list() -> impl Strategy<Value = Vec<u8>> {
    let line = prop_oneof![
        "[ \t>]{0,6}([-*+]|[0-9]{1,2}[.)]) \\[[ xX~y-]\\] (JWT|Locks|Transactions|\\[a\\]\\(notes/shared.md\\))[ (skiped)]{0,4}",
        "#{0,3} ?(Web|데이터베이스|Backend|Else)( [0-9]/[0-9])?",
        "(```|~~~|<!--|-->|---|===)?",
        "\\PC{0,12}",
    ];
    let text = proptest::collection::vec((line, "\n|\r\n|\r"), 0..12)
        .prop_map(|lines| lines.into_iter().map(|(line, end)| line + &end).collect::<String>().into_bytes());
    prop_oneof![
        text,
        proptest::collection::vec(any::<u8>(), 0..80),
        "[- \\[\\]x~\n#]{0,60}".prop_map(String::into_bytes)
    ]
}

proptest! {
    #[test]
    fn only_boxes_change(bytes in list(), encoding in 0..6usize, marks in 0..3usize) {
        let encoding = [UTF_8, UTF_16LE, UTF_16BE, EUC_KR, SHIFT_JIS, ISO_2022_JP][encoding];
        let marks = ["", ALL, "jwt=done web-locks=skip db-locks=in"][marks];
        let once = ticked(&bytes, encoding, marks);
        prop_assert_eq!(once.bytes.len(), bytes.len());
        let step = if encoding == UTF_16LE || encoding == UTF_16BE { 2 } else { 1 };
        for (at, (old, new)) in bytes.iter().zip(&once.bytes).enumerate() {
            if old != new {
                prop_assert!(b" xX~-".contains(old) && b" xX~-".contains(new), "{} -> {}", old, new);
                prop_assert_eq!((bytes[at - step], bytes[at + step]), (b'[', b']'));
            }
        }
        prop_assert_eq!(once.boxes >= once.changed + once.left.len(), true);
        let twice = ticked(&once.bytes, encoding, marks);
        prop_assert_eq!((twice.bytes, twice.changed), (once.bytes, 0));
    }
}

#[test]
fn what_hides_boxes_and_what_does_not() {
    for (list, ticked) in [
        // Code and comments that begin in an item.
        (
            "- ```\n  - [ ] Locks\n  ```\n- [ ] Transactions\n",
            "- ```\n  - [ ] Locks\n  ```\n- [x] Transactions\n",
        ),
        (
            "1. ~~~md\n   - [ ] Transactions\n   ~~~\n2. [ ] Transactions\n",
            "1. ~~~md\n   - [ ] Transactions\n   ~~~\n2. [x] Transactions\n",
        ),
        (
            "- <!--\n  - [ ] Transactions\n  -->\n- [ ] Transactions\n",
            "- <!--\n  - [ ] Transactions\n  -->\n- [x] Transactions\n",
        ),
        // The signs of a comment in a text.
        ("Write `<!--` first.\n\n- [ ] Transactions\n", "Write `<!--` first.\n\n- [x] Transactions\n"),
        ("- a <!-- b\n- [ ] Transactions\n", "- a <!-- b\n- [x] Transactions\n"),
        ("<!-- a --> b\n- [ ] Transactions\n", "<!-- a --> b\n- [x] Transactions\n"),
        ("> > - [ ] Transactions\n", "> > - [x] Transactions\n"),
        (">\t-\t[ ]\tTransactions\n", ">\t-\t[x]\tTransactions\n"),
    ] {
        assert_eq!(after(list, "tx=done").0, ticked, "{list}");
    }
}

proptest! {
    /// Whatever stands around it: what Markdown takes for a box is one, and nothing else.
    #[test]
    fn boxes_are_those_of_markdown(pieces in proptest::collection::vec(proptest::sample::select(vec![
        "- [ ] JWT\n", "- [x] JWT `x\n", "  - [ ] JWT\n", "    - [x] JWT\n", "\t- [ ] JWT\n", "1. [ ] JWT\n", "      deep\n",
        "\n", "text\n", "  text\n", "# h\n", "---\n", "===\n", "```\n", "  ```\n", "- ```\n", "~~~\n", "<!-- x\n", "-->\n",
        "<div>\n", "> - [ ] JWT\n", "> ```\n", ">\n", "> > - [ ] JWT\n", "|a|b|\n", "|-|-|\n", "\\- [ ] JWT\n", "- item\n",
    ]), 1..10)) {
        use pulldown_cmark::{Event, Options, Parser};
        let text: String = pieces.concat();
        let lines = Lines::new(text.as_bytes(), UTF_8);
        let line_of = |at: usize| text.get(..at).unwrap_or_default().matches('\n').count() + 1;
        let boxes: Vec<usize> = Parser::new_ext(&text, Options::ENABLE_TASKLISTS | Options::ENABLE_TABLES | Options::ENABLE_GFM)
            .into_offset_iter()
            .filter_map(|(event, range)| matches!(event, Event::TaskListMarker(_)).then(|| line_of(range.start)))
            .collect();
        let found: Vec<usize> = items::read(&lines).iter().map(|item| item.line).collect();
        prop_assert_eq!(found, boxes, "{}", text);
    }
}

#[test]
fn a_list_may_be_in_any_language_of_the_roadmap() {
    for (list, ticked) in [
        ("- [ ] 조인", "- [x] 조인"),
        ("- [ ] [x](<notes/ko/데이터/sql joins.md>)", "- [x] [x](<notes/ko/데이터/sql joins.md>)"),
        // What one topic is called in its own language is no other one's.
        ("- [ ] JWT", "- [ ] JWT"),
    ] {
        assert_eq!(after(list, "joins=done"), (ticked.to_owned(), String::new()));
    }
}
