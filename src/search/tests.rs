//! What is found, and what comes first.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization as _;

use super::*;

/// The names that fit, the best first, with the letters that are meant in brackets.
fn ranked(query: &str, names: &[&str]) -> Vec<String> {
    let (query, mut keys) = (Query::new(query), Keys::default());
    let mut found: Vec<_> = names
        .iter()
        .enumerate()
        .filter_map(|(place, name)| {
            let key = keys.key(name);
            Some((query.cost(&key)?, key.len(), place))
        })
        .collect();
    found.sort_unstable();
    found.iter().map(|(_, _, place)| marked(names[*place], &query.letters(names[*place]))).collect()
}

fn marked(text: &str, ranges: &[Range<usize>]) -> String {
    let mut out = text.to_owned();
    for range in ranges.iter().rev() {
        out.insert(range.end, ']');
        out.insert(range.start, '[');
    }
    out
}

const NAMES: &[&str] = &[
    "HTTP as a transport",
    "Transactions and ACID",
    "Transport Layer Security (TLS)",
    "Transactional outbox",
    "Indexes",
    "PostgreSQL",
    "Cookie-based auth",
    "트랜잭션과 격리 수준",
    "인덱스",
    "분산 트랜잭션",
    "JWT는 무엇인가",
    "네트워크 보안",
    "Café culture",
];

#[test]
fn names_by_a_few_letters() {
    for (query, expected) in [
        (
            "trans",
            &[
                "[Trans]actions and ACID",
                "[Trans]actional outbox",
                "[Trans]port Layer Security (TLS)",
                "HTTP as a [trans]port",
            ][..],
        ),
        (
            "TRANSA",
            &["[Transa]ctions and ACID", "[Transa]ctional outbox", "[Trans]port L[a]yer Security (TLS)"],
        ),
        ("tls", &["Transport Layer Security ([TLS])"]),
        ("taa", &["[T]ransactions [a]nd [A]CID", "HT[T]P [a]s [a] transport"]),
        ("sql", &["Postgre[SQL]"]),
        ("pgsql", &["[P]ost[g]re[SQL]"]),
        ("auth cookie", &["[Cookie]-based [auth]"]),
        ("ndex", &["I[ndex]es"]),
        ("cafe", &["[Café] culture"]),
        ("xyz", &[]),
        ("e", &[]),
        ("", NAMES),
    ] {
        let found = ranked(query, NAMES);
        if query.is_empty() {
            assert_eq!(found.len(), expected.len());
        } else {
            assert_eq!(found, expected, "{query}");
        }
    }
}

#[test]
fn korean_names_by_syllables_halves_and_initials() {
    for (query, expected) in [
        ("트랜", &["[트랜]잭션과 격리 수준", "분산 [트랜]잭션"][..]),
        ("ㅌㄹㅈㅅ", &["[트랜잭션]과 격리 수준", "분산 [트랜잭션]"]),
        ("ㄱㄹ ㅅㅈ", &["트랜잭션과 [격리] [수준]"]),
        ("격리", &["트랜잭션과 [격리] 수준"]),
        // On the way to 인덱 and to 보안: a consonant that may yet begin the next syllable.
        ("인ㄷ", &["[인덱]스"]),
        ("인데", &["[인덱]스"]),
        ("봉", &["네트워크 [보안]"]),
        ("볹", &[]),
        ("보아", &["네트워크 [보안]"]),
        ("잭션", &["분산 트랜[잭션]", "트랜[잭션]과 격리 수준"]),
        ("무엇", &["JWT는 [무엇]인가"]),
        // What was typed in full is no part of another syllable.
        ("트래자", &[]),
        ("jwt는", &["[JWT는] 무엇인가"]),
    ] {
        assert_eq!(ranked(query, NAMES), expected, "{query}");
    }
}

#[test]
fn both_normal_forms_are_the_same() {
    for name in NAMES {
        let (nfd, nfc): (String, String) = (name.nfd().collect(), name.nfc().collect());
        let mut keys = Keys::default();
        for query in [&nfd, &nfc] {
            let query = Query::new(query);
            for name in [&nfd, &nfc] {
                assert!(query.cost(&keys.key(name)).is_some(), "{name}");
                assert_eq!(query.letters(name).first().map(|range| range.start), Some(0), "{name}");
            }
        }
    }
    let nfd: String = "분산 트랜잭션".nfd().collect();
    let letters = Query::new("ㅌㄹ").letters(&nfd);
    let found: String = letters.iter().filter_map(|range| nfd.get(range.clone())).collect();
    assert_eq!(found.nfc().collect::<String>(), "트랜");
}

const NOTE: &str = "# Transactions\n\nA transaction groups **reads** and writes.\n\n- 트랜잭션은 여러 쿼리를 묶는다\n\
                    | isolation | level |\n|---|---|\nThe Café isolates: no `dirty reads`.\n";

fn lines(query: &str, markdown: &str) -> Vec<(usize, String, u32)> {
    let (text, query) = (Text::of_markdown(markdown), Query::new(query));
    let mut found = Vec::new();
    Searcher::default().lines(&text, &query, &mut |line| {
        assert_eq!(query.cost_of_line(line.text), Some(line.cost), "{line:?}");
        found.push((line.number, marked(line.text, &query.places(line.text)), line.cost));
    });
    found
}

#[test]
fn lines_by_whole_words_and_their_beginnings() {
    for (query, expected) in [
        ("transac", &[(1, "[Transac]tions", 0), (3, "A [transac]tion groups reads and writes.", 1)][..]),
        ("reads writes", &[(3, "A transaction groups [reads] and [writes].", 2)]),
        ("ㅌㄹㅈㅅ", &[(5, "[트랜잭션]은 여러 쿼리를 묶는다", 0)]),
        ("쿼리를 트랜", &[(5, "[트랜]잭션은 여러 [쿼리를] 묶는다", 1)]),
        ("리를", &[(5, "트랜잭션은 여러 쿼[리를] 묶는다", 4)]),
        // 묶느 on the way to 묶는다.
        ("묶느", &[(5, "트랜잭션은 여러 쿼리를 [묶는]다", 1)]),
        ("cafe dirty", &[(8, "The [Café] isolates: no [dirty] reads.", 2)]),
        // In lines nothing is left out.
        ("trnsc", &[]),
        ("", &[]),
    ] {
        let expected: Vec<_> =
            expected.iter().map(|(line, text, cost)| (*line, (*text).to_owned(), *cost)).collect();
        assert_eq!(lines(query, NOTE), expected, "{query}");
    }
    let nfd: String = NOTE.nfd().collect();
    assert_eq!(lines("ㅌㄹㅈㅅ", &nfd).len(), 1);
    assert_eq!(lines("트랜잭션", &nfd).len(), 1);
}

#[test]
fn one_letter_is_not_looked_for_in_all_texts() {
    for (query, is_telling) in
        [("", false), ("a", false), ("ㅌ", false), ("ab", true), ("가", true), ("a b", false)]
    {
        assert_eq!(Query::new(query).is_telling(), is_telling, "{query}");
    }
}

/// Letters that fold, join and pile up.
fn text() -> impl Strategy<Value = String> {
    let letter = prop::sample::select(vec![
        "a",
        "B",
        "é",
        "e\u{301}",
        " ",
        "-",
        "1",
        "가",
        "각",
        "트",
        "랜",
        "ㄱ",
        "ㄳ",
        "\u{1100}\u{1161}\u{11A8}",
        "が",
        "👨‍👩‍👧",
        "ß",
        "\n",
    ]);
    prop::collection::vec(letter, 0..24).prop_map(|letters| letters.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(600) })]

    #[test]
    fn letters_are_in_order_and_inside(name in text(), words in text()) {
        let query = Query::new(&words);
        let cost = query.cost(&Keys::default().key(&name));
        for ranges in [query.letters(&name), query.places(&name)] {
            let mut end = 0;
            for range in ranges {
                prop_assert!(end <= range.start && range.start < range.end && name.get(range.clone()).is_some());
                end = range.end;
            }
        }
        if cost.is_some() && !query.is_empty() {
            prop_assert!(!query.letters(&name).is_empty());
        }
    }

    #[test]
    fn every_part_of_a_line_is_found_in_it(line in text(), from in 0usize..24, len in 1usize..8) {
        let part: String = line.chars().skip(from).take(len).collect();
        let query = Query::new(&part);
        // A part that begins within a syllable is none of it.
        let is_whole = part.chars().next().is_none_or(|c| !key::is_glued(c) && !key::is_accent(c));
        let alone = part.contains(['ㄱ', 'ㄳ']);
        if is_whole && !alone && !line.contains('\n') {
            prop_assert!(query.cost_of_line(&line).is_some(), "{part:?} in {line:?}");
        }
    }
}
