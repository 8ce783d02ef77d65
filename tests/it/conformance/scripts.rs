//! Where rows end in Korean, Japanese and Chinese.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization as _;
use unicode_segmentation::UnicodeSegmentation as _;

use super::{cells, letters, shown};

/// Never begin a row: closing brackets and punctuation, small kana, the prolonged sound mark, iteration marks.
const CLOSING: &[&str] = &[
    "、", "。", "，", "．", "！", "？", "：", "；", "」", "』", "】", "）", "》", "〉", "〕", "”", "’", ")",
    ",", ".", "!", "?", "っ", "ょ", "ッ", "ャ", "ー", "々", "・", "…", "％",
];
/// Never end a row.
const OPENING: &[&str] = &["「", "『", "【", "（", "《", "〈", "〔", "“", "‘", "("];
const IDEOGRAPHS: &[&str] =
    &["日", "本", "語", "文", "章", "中", "国", "数", "据", "の", "は", "を", "カ", "タ", "𠮷"];
/// What stays whole although it is several characters.
const CLUSTERS: &[&str] = &[
    "👩\u{200D}👩\u{200D}👧",
    "🇰🇷",
    "👍🏽",
    "❤\u{FE0F}",
    "e\u{301}",
    "नि",
    "ก็",
    "각",
    "가\u{11A8}",
    "ｶﾞ",
    "が",
    "1\u{FE0F}\u{20E3}",
    "字",
    "a",
];

/// Up to three characters, strong or not, and opening and closing punctuation around them.
fn phrase() -> impl Strategy<Value = String> {
    let some = |from: &'static [&'static str], most: usize| {
        proptest::collection::vec(proptest::sample::select(from), 0..=most).prop_map(|parts| parts.concat())
    };
    let inner = proptest::collection::vec(proptest::sample::select(IDEOGRAPHS), 1..4)
        .prop_map(|parts| parts.concat());
    (some(OPENING, 2), inner, some(CLOSING, 2), any::<bool>()).prop_map(|(before, inner, after, strong)| {
        if strong { format!("{before}字**{inner}**{after}字") } else { format!("{before}{inner}{after}") }
    })
}

fn korean_word() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => "[가-힣]{1,6}".prop_map(|word| word),
        1 => "[A-Z][a-z]{1,4}[은는이가를]",
        1 => "\\([가-힣]{1,3}\\)[를은]",
        1 => "[가-힣]{1,4}[.,!?]",
        1 => "[1-9][0-9]{0,2}(개|명|%|원)",
        1 => "[가-힣]{1,3}".prop_map(|word| word.nfd().collect()),
    ]
}

/// The text of rows without the signs of the containers that they stand in.
fn texts(note: &str, width: usize) -> Vec<String> {
    let sign = |c: char| matches!(c, '│' | '∙' | ' ');
    shown(note, width).iter().map(|row| row.trim_start_matches(sign).to_owned()).collect()
}

/// A row that begins or ends with what must not stand there.
fn misplaced(rows: &[String]) -> Option<&String> {
    let begins = |row: &&String| CLOSING.iter().any(|closing| row.starts_with(closing));
    let ends = |row: &&String| OPENING.iter().any(|opening| row.ends_with(opening));
    let all_but_last = rows.split_last().map(|(_, rest)| rest).unwrap_or_default();
    rows.iter().skip(1).find(begins).or_else(|| all_but_last.iter().find(ends))
}

const CONTAINERS: [&str; 4] = ["", "> ", "- ", "> - "];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn rows_of_korean_end_at_blanks(
        words in proptest::collection::vec(korean_word(), 1..40),
        width in 14_usize..60,
    ) {
        let text = format!("글 {}", words.join(" "));
        for container in CONTAINERS {
            // A container takes four cells at most, and every word fits into what is left.
            let rows = texts(&format!("{container}{text}"), width + 4);
            prop_assert_eq!(rows.join(" "), text.clone(), "{}", container);
        }
    }

    #[test]
    fn a_korean_word_is_broken_only_where_it_is_longer_than_a_row(
        words in proptest::collection::vec("[가-힣]{1,20}", 1..20),
        width in 2_usize..24,
    ) {
        let rows = texts(&words.join(" "), width);
        let mut rest = rows.iter();
        let mut row = rest.next().map(String::as_str).unwrap_or_default();
        for word in &words {
            let mut left = word.as_str();
            while !left.is_empty() {
                if row.is_empty() {
                    row = rest.next().map(String::as_str).unwrap_or_default();
                }
                let taken = left.chars().zip(row.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
                prop_assert!(taken > 0, "{left} is not at {row}");
                let (part, after) = (left.split_at(taken).1, row.split_at(taken).1);
                if !part.is_empty() {
                    prop_assert!(cells(word) > width, "{word} is broken in {width}");
                }
                (left, row) = (part, after.trim_start());
            }
        }
    }

    #[test]
    fn rows_of_ideographs_are_full(
        characters in proptest::collection::vec(proptest::sample::select(&IDEOGRAPHS[..9]), 2..80),
        width in 2_usize..40,
    ) {
        let rows = shown(&characters.concat(), width);
        for row in rows.split_last().map(|(_, rest)| rest).unwrap_or_default() {
            prop_assert!(cells(row) + 2 > width, "{row:?} leaves room in {width}");
        }
        prop_assert_eq!(rows.concat(), characters.concat());
    }

    #[test]
    fn closing_punctuation_begins_no_row_and_opening_ends_none(
        phrases in proptest::collection::vec(phrase(), 1..20),
        width in 20_usize..60,
    ) {
        let text = format!("文{}", phrases.concat());
        for container in CONTAINERS {
            let rows = texts(&format!("{container}{text}"), width);
            prop_assert_eq!(misplaced(&rows), None, "{:?} in {}", rows, width);
            let wanted = letters(&text).replace('*', "");
            prop_assert_eq!(letters(&rows.concat()), wanted);
        }
    }

    #[test]
    fn clusters_stay_whole(
        clusters in proptest::collection::vec(proptest::sample::select(CLUSTERS), 1..40),
        width in 3_usize..40,
    ) {
        let text = clusters.concat();
        let rows = shown(&text, width);
        let found: Vec<&str> = rows.iter().flat_map(|row| row.graphemes(true)).collect();
        let wanted: Vec<&str> = text.graphemes(true).collect();
        prop_assert_eq!(found, wanted);
    }

    #[test]
    fn tables_are_aligned_whatever_is_in_them(
        clusters in proptest::collection::vec(proptest::sample::select(CLUSTERS), 12),
        words in proptest::collection::vec("[가-힣日本語a-z]{1,12}( [가-힣]{1,6})?", 12),
        width in 24_usize..80,
    ) {
        let cell = |at: usize| format!("{}{}", clusters[at], words[at]);
        let row = |at: usize| format!("| {} | {} | {} |\n", cell(at), cell(at + 1), cell(at + 2));
        let table = format!("{}|---|:-:|--:|\n{}{}{}", row(0), row(3), row(6), row(9));
        let rows = shown(&table, width);
        prop_assert!(is_aligned(&rows), "{rows:#?}");
    }
}

fn is_aligned(table: &[String]) -> bool {
    // What is too wide for columns is a record a row.
    !table[0].starts_with('┌') || table.iter().all(|row| cells(row) == cells(&table[0]))
}

#[test]
fn tables_are_aligned_around_what_is_hard_to_measure() {
    let cells = [
        "ｶﾞｷﾞ",
        "a\u{200B}b",
        "a\u{1B}b",
        "a&#x202E;b",
        "a\tb",
        "⚠\u{FE0F}",
        "☺",
        "…",
        "①",
        "\u{A0}",
        "각",
        "e\u{301}\u{301}",
        "عربي",
        "&amp;",
        "`\\|`",
        "👩\u{200D}👩\u{200D}👧",
    ];
    for cell in cells {
        let rows = shown(&format!("| a | b |\n|---|---|\n| {cell} | c |\n| d | {cell} |"), 40);
        assert!(rows[0].starts_with('┌') && is_aligned(&rows), "{cell:?}: {rows:#?}");
    }
}

#[test]
fn rows_end_by_the_rules_of_each_script() {
    let table: &[(&str, usize, &[&str])] = &[
        ("트랜잭션은 모두 되거나 모두 안 된다", 20, &["트랜잭션은 모두", "되거나 모두 안 된다"]),
        ("아주긴한국어낱말이하나있다", 10, &["아주긴한국", "어낱말이하", "나있다"]),
        ("Rust의 소유권(ownership)은 어렵다", 24, &["Rust의", "소유권(ownership)은", "어렵다"]),
        ("값은 1,000원이고 50%이다", 12, &["값은", "1,000원이고", "50%이다"]),
        ("日本語の文章です。", 16, &["日本語の文章で", "す。"]),
        ("これは「引用」です", 8, &["これは", "「引用」", "です"]),
        ("サーバーとクライアント", 8, &["サーバー", "とクライ", "アント"]),
        ("人々が待っている", 6, &["人々が", "待って", "いる"]),
        ("数据库（database）是", 12, &["数据库", "（database）", "是"]),
        ("使用Redis缓存", 8, &["使用", "Redis缓", "存"]),
        ("**「強調」**の後", 8, &["「強調」", "の後"]),
    ];
    for (note, width, rows) in table {
        assert_eq!(shown(note, *width), *rows, "{note} in {width}");
    }
}

#[test]
fn a_row_of_one_cell_shows_a_sign_for_what_is_wider() {
    for note in
        ["가나다", "日本語", "「日」。", "👩\u{200D}👩\u{200D}👧", "**가**를", "| 가 |\n|---|\n| 나 |"]
    {
        for width in [0, 1, 2, 3] {
            assert_eq!(super::fault(note, width), None, "{note}");
            assert!(!shown(note, width).is_empty(), "{note} in {width}");
        }
    }
}
