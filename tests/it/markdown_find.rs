//! Finding text on a page: what is found, and which part of which row is marked.

use proptest::prelude::*;
use trailmark::markdown::{Hit, Layout, Needle, Page, render};
use trailmark::theme::{Colours, SignSet, Theme};
use unicode_normalization::UnicodeNormalization as _;
use unicode_segmentation::UnicodeSegmentation as _;

fn page(markdown: &str, width: usize) -> Page {
    render(markdown, Layout::pane(width), &Theme::new(Colours::Sixteen, SignSet::Unicode))
}

fn hits(page: &Page, words: &str) -> Vec<Hit> {
    Needle::new(words).map(|needle| page.find(&needle)).unwrap_or_default()
}

/// The marked parts of a hit, row by row.
fn marked<'p>(page: &'p Page, hit: &Hit) -> Vec<&'p str> {
    (hit.row..=hit.last_row).filter_map(|row| page.row_text(row).get(hit.in_row(page, row)?)).collect()
}

/// Each hit as its row and what is marked, with `|` where a row ends.
fn found(markdown: &str, width: usize, words: &str) -> Vec<String> {
    let page = page(markdown, width);
    hits(&page, words).iter().map(|hit| format!("{} {}", hit.row, marked(&page, hit).join("|"))).collect()
}

fn assert_found(table: &[(&str, usize, &str, &[&str])]) {
    for (markdown, width, words, expected) in table {
        assert_eq!(found(markdown, *width, words), *expected, "{words:?} in {markdown:?} at {width}");
    }
}

fn nfd(text: &str) -> String {
    text.nfd().collect()
}

#[test]
fn there_is_nothing_to_look_for_in_blanks() {
    for words in ["", " ", "\t \u{3000}\n", "\u{200D}", " \u{FE0F} "] {
        assert_eq!(Needle::new(words), None, "{words:?}");
    }
    assert_eq!(Needle::new(" a \u{200D} b "), Needle::new("a b"));
}

#[test]
fn words_are_found_over_the_ends_of_rows() {
    assert_found(&[
        ("the isolation levels of it", 15, "isolation levels", &["0 isolation|levels"]),
        ("the isolation levels of it", 60, "isolation levels", &["0 isolation levels"]),
        ("the isolation levels of it", 15, "on   le", &["0 on|le"]),
        ("the isolation levels of it", 15, "onle", &[]),
        ("the isolation\nlevels of it", 60, "isolation levels", &["0 isolation levels"]),
        ("abcdefghijkl", 4, "cdefghij", &["0 cd|efgh|ij"]),
        ("트랜잭션은여러쿼리를", 8, "잭션은여", &["0 잭션|은여"]),
        ("트랜잭션은여러쿼리를", 8, "션 은", &[]),
        ("日本語の文章です。", 8, "の文", &["0 の|文"]),
        ("a **bo**ld word [and a](b) link", 60, "bold word and a link", &["0 bold word and a link"]),
        // Not from one line to another.
        ("one\n\ntwo", 60, "one two", &[]),
        ("one  \ntwo", 60, "one two", &[]),
        ("one  \ntwo", 60, "onetwo", &[]),
        ("# one\ntwo", 60, "one", &["0 one"]),
        ("- one\n- two", 60, "one two", &[]),
        ("| one | a |\n|---|---|\n| two | b |\n", 60, "one", &["1 one"]),
        ("| one |\n|---|\n| two |\n", 60, "one two", &[]),
    ]);
}

#[test]
fn signs_before_the_text_are_no_text() {
    assert_found(&[
        ("> one two three", 9, "two three", &["0 two|three"]),
        ("> > one two three", 11, "two three", &["0 two|three"]),
        ("> a │ b", 60, "│", &["0 │"]),
        ("> a", 60, "│", &[]),
        ("- one two three", 9, "two three", &["0 two|three"]),
        ("1. one\n2. 2", 60, "2", &["1 2"]),
        ("- [x] done", 60, "✓", &[]),
    ]);
    let page = page("- > one two three", 10);
    let hits = hits(&page, "two three");
    assert_eq!(hits.len(), 1);
    assert_eq!(hits[0].in_row(&page, 1), Some(page.body(1).start..page.row_text(1).len()));
    assert_eq!((hits[0].in_row(&page, 2), hits[0].in_row(&page, 99)), (None, None));
}

#[test]
fn code_is_found_beyond_the_edge() {
    assert_found(&[
        ("```\nlet value = compute(a_long_name);\n```", 12, "long_name", &["0 long_name"]),
        ("```\na    b\n```", 60, "a b", &["0 a    b"]),
        ("```\na\nb\n```", 60, "a b", &[]),
    ]);
}

#[test]
fn capitals_count_where_they_are_typed() {
    assert_found(&[
        ("Read READ read", 60, "read", &["0 Read", "0 READ", "0 read"]),
        ("Read READ read", 60, "Read", &["0 Read"]),
        ("Read READ read", 60, "rEAD", &[]),
        ("ÄRGER Straße STRASSE STRAẞE", 60, "ärger", &["0 ÄRGER"]),
        ("ÄRGER Straße STRASSE STRAẞE", 60, "straße", &["0 Straße", "0 STRAẞE"]),
        ("ÄRGER ärger", 60, "Ä", &["0 Ä"]),
        ("İİ İstanbul", 60, "stan", &["0 stan"]),
        ("İİ İstanbul", 60, "i\u{307}s", &["0 İs"]),
        ("ΟΔΟΣ οδος", 60, "οδος", &["0 ΟΔΟΣ", "0 οδος"]),
        ("ПРИВЕТ привет", 60, "привет", &["0 ПРИВЕТ", "0 привет"]),
    ]);
}

#[test]
fn both_normal_forms_are_the_same() {
    for (text, words) in [
        ("트랜잭션은 여러 쿼리를", "여러"),
        ("un café crème", "café"),
        ("Việt Nam", "việt"),
        ("が かき", "が"),
    ] {
        for (text, words) in [
            (text.to_owned(), words.to_owned()),
            (text.to_owned(), nfd(words)),
            (nfd(text), words.to_owned()),
            (nfd(text), nfd(words)),
        ] {
            let found = found(&text, 60, &words);
            assert_eq!(found.len(), 1, "{words:?} in {text:?}");
            assert!(found[0].to_lowercase().nfc().eq(format!("0 {words}").nfc()), "{found:?}");
        }
    }
    // Marks of different kinds may stand in any order.
    assert_found(&[("ê\u{323}", 60, "ệ", &["0 ê\u{323}"]), ("ẹ\u{302}", 60, "ệ", &["0 ẹ\u{302}"])]);
}

#[test]
fn a_letter_with_a_mark_is_another_letter() {
    for form in [|text: &str| text.to_owned(), nfd] {
        for (text, words, count) in
            [("café cafe", "cafe", 1), ("café", "e", 0), ("eé", "e", 1), ("ée", "e", 1), ("が", "か", 0)]
        {
            assert_eq!(found(&form(text), 60, words).len(), count, "{words:?} in {text:?}");
        }
    }
}

#[test]
fn a_syllable_that_is_half_typed_is_found() {
    for form in [|text: &str| text.to_owned(), nfd] {
        let text = form("데이터 트랜잭션 과 닭");
        for (words, expected) in [
            ("ㅌ", &["0 터", "0 트"][..]),
            ("트", &["0 트"]),
            ("틀", &["0 트랜"]),
            ("트ㄹ", &["0 트랜"]),
            ("트래", &["0 트랜"]),
            ("트랜", &["0 트랜"]),
            ("트랝", &["0 트랜잭"]),
            ("고", &["0 과"]),
            ("달", &["0 닭"]),
            ("래잭", &[]),
            ("랜 잭", &[]),
        ] {
            // What is marked is the whole syllable, also where only its beginning is there.
            let found: Vec<String> = found(&text, 60, words).iter().map(|hit| hit.nfc().collect()).collect();
            assert_eq!(found, expected, "{words:?} in {text:?}");
        }
    }
    // Only where it is nowhere as it is.
    assert_found(&[
        ("가나 간", 60, "간", &["0 간"]),
        ("가나", 60, "간", &["0 가나"]),
        ("가나", 60, "간다", &[]),
    ]);
}

#[test]
fn initials_are_enough() {
    for form in [|text: &str| text.to_owned(), nfd] {
        for (text, words, expected) in [
            ("데이터 트랜잭션은", "ㅌㄹㅈㅅ", &["0 트랜잭션"][..]),
            ("데이터 트랜잭션은", "ㅇㅌ ㅌㄹ", &["0 이터 트랜"]),
            ("데이터 트랜잭션은", "ㅌㅌ", &[]),
            ("웃음 ㅋㅋㅋ", "ㅋㅋ", &["0 ㅋㅋ"]),
            ("빠른 가속", "ㄳ", &["0 가속"]),
            ("빠른 가속", "ㅃ", &["0 빠"]),
        ] {
            let found: Vec<String> =
                found(&form(text), 60, words).iter().map(|hit| hit.nfc().collect()).collect();
            assert_eq!(found, expected, "{words:?} in {text:?}");
        }
    }
    assert_found(&[("트랜잭션은여러", 6, "ㅈㅅㅇ", &["0 잭|션은"])]);
}

#[test]
fn what_is_seen_as_one_character_is_marked_whole() {
    const FAMILY: &str = "👩\u{200D}👩\u{200D}👧";
    assert_found(&[
        ("a 👍🏽 b", 60, "👍", &["0 👍🏽"]),
        ("a 🇰🇷🇰🇷 b", 60, "🇰🇷", &["0 🇰🇷", "0 🇰🇷"]),
        ("a 🇰🇷🇰🇷 b", 60, "🇷", &["0 🇰🇷", "0 🇰🇷"]),
        ("I ❤\u{FE0F} it", 60, "❤", &["0 ❤\u{FE0F}"]),
        ("I ❤ it", 60, "❤\u{FE0F}", &["0 ❤"]),
        ("1\u{FE0F}\u{20E3} 1", 60, "1", &["0 1\u{FE0F}\u{20E3}", "0 1"]),
        ("क्षि", 60, "क", &["0 क्षि"]),
    ]);
    for words in ["👩", "👧", FAMILY] {
        assert_eq!(found(&format!("x{FAMILY}y"), 60, words), [format!("0 {FAMILY}")], "{words}");
    }
}

#[test]
fn hits_do_not_overlap_and_there_are_not_too_many() {
    assert_found(&[
        ("aaaaa", 60, "aa", &["0 aa", "0 aa"]),
        ("ababac abac", 60, "abac", &["0 abac", "0 abac"]),
        ("aabaaab aab", 60, "aaab", &["0 aaab"]),
    ]);
    let many = page(&"a".repeat(1 << 20), 72);
    assert_eq!(hits(&many, "a").len(), 10_000);
    assert_eq!(hits(&many, "aaaa").len(), 10_000);
    assert_eq!(hits(&many, &("a".repeat(100_000) + "b")), []);
    let marks = page(&("a".to_owned() + &"\u{301}".repeat(300_000)), 72);
    // One in each part of the pile: 31 marks stand between two markers.
    assert_eq!((hits(&marks, "a").len(), hits(&marks, "\u{301}").len()), (0, 9_678));
    let flags = page(&("```\n".to_owned() + &"🇰🇷".repeat(50_000) + "\n```"), 72);
    assert_eq!(hits(&flags, "🇰🇷").len(), 10_000);
}

const WORDS: &[&str] = &[
    "a",
    "b",
    "ab",
    "é",
    "e",
    "e\u{301}",
    "E",
    "İ",
    "ß",
    "Σ",
    "ς",
    " ",
    " ",
    "  ",
    "가",
    "각",
    "\u{1100}\u{1161}",
    "\u{11A8}",
    "나",
    "ㄱ",
    "ㄳ",
    "고",
    "과",
    "日",
    "が",
    "か\u{3099}",
    "👩\u{200D}👧",
    "👧",
    "🇰🇷",
    "ê\u{323}",
    "ệ",
    "क्षि",
    "⋯",
    "longer-words/than-others",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(WORDS), 1..40).prop_map(|words| words.concat())
}

/// As needles are compared, by other means and only for text that has nothing that is special.
fn plain_fold(text: &str) -> String {
    let folded: String = text.nfd().flat_map(char::to_lowercase).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

proptest! {
    #[test]
    fn every_hit_is_whole_and_behind_the_last(text in text(), words in text(), width in 1..30_usize) {
        let quoted = format!("> {text}\n\n- {text}");
        let page = page(&quoted, width);
        let words: String = words.graphemes(true).take(3).collect();
        let mut last = (0, 0);
        for hit in hits(&page, &words) {
            prop_assert!(last <= (hit.row, hit.start) && (hit.row, hit.start) < (hit.last_row, hit.end));
            last = (hit.last_row, hit.end);
            for row in hit.row..=hit.last_row {
                let body = page.body(row);
                let marked = hit.in_row(&page, row).expect("no row between has nothing");
                let text = page.row_text(row).get(body.clone()).expect("a body is a part of its row");
                let edge = |at: usize| {
                    at == text.len() || text.grapheme_indices(true).any(|(start, _)| start == at)
                };
                prop_assert!(edge(marked.start - body.start) && edge(marked.end - body.start), "{hit:?} in {text:?}");
            }
        }
    }

    #[test]
    fn what_is_marked_is_what_was_looked_for(
        text in "[abé가나日  ]{1,60}", words in "[abé가나日 ]{1,3}", width in 2..30_usize
    ) {
        let page = page(&format!("x{text}"), width);
        let wanted = plain_fold(&words);
        for hit in hits(&page, &words) {
            // Where rows are joined there was a blank or nothing.
            let marked = plain_fold(&marked(&page, &hit).join(""));
            prop_assert_eq!(marked.replace(' ', ""), wanted.replace(' ', ""));
        }
        let count = hits(&page, &words).len();
        let naive = if wanted.is_empty() { 0 } else { plain_fold(&format!("x{text}")).matches(&wanted).count() };
        // Nothing is lost: a syllable may be found that is not counted here because it goes on.
        prop_assert_eq!(count, naive, "{:?}", words);
    }

    #[test]
    fn a_paragraph_has_as_many_hits_at_every_width(
        text in text(), words in text(), width in 4..40_usize, other in 4..40_usize
    ) {
        let words: String = words.graphemes(true).take(3).collect();
        let paragraph = format!("x{text}");
        let count = |width| hits(&page(&paragraph, width), &words).len();
        prop_assert_eq!(count(width), count(other));
    }
}
