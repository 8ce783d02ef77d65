//! Questions with two summaries each, and what becomes of every line of them.

use std::fmt::Write as _;

use encoding_rs::WINDOWS_1253;
use proptest::prelude::*;

use super::{fits, read};
use crate::import::material::Memory;
use crate::import::{Draft, DraftTopic, RemarkKind, Wish};

const POST: &str = "---
title: \"서버 공부 (1)\"
categories:
    - Server
tags:
    - study
last_modified_at: 2024-01-02T03:04:05
---

## ▪️ 네트워크

<img src=\"https://img.test/a.png\" width=\"90%\">

<br>

---

### ▪️ 소켓이란??

#### ➡️ 내가 한 정리

두 프로그램을 잇는 통로다.

#### ➡️ 강의 정리

운영체제가 주는 통신의 끝점이다.

-   주소와 포트

[더 보기](https://doc.test/socket) 참고!

<br>

---

### ▪️ 포트는 무엇인가?

#### ➡️ 내가 한 정리

프로그램을 가리키는 번호.

#### ➡️ 강의 정리

<br>

---

### ▪️ 정리가 없는 질문?

본문만 있다.

## ▪️ 빈 절

## 참고 사이트

-   테스트 강의 [서버 입문](https://www.inflearn.com/course/x) 을 정리했다.
";

const ENGLISH: &str = "# Interview questions

What people ask.

## Databases

### What is a transaction?

A picture first.

#### My summary

All or nothing.

#### Lecture summary:

ACID.

#### Example

```sql
BEGIN;
# not a heading
---
```

#### References

- [Docs](https://db.test/tx)

### What is an index?

#### Lecture notes

A tree.

## References

- [Book](https://book.test)
- https://youtu.be/x
";

fn draft(text: &str) -> Draft {
    read("a.md", &Memory::new(&[("a.md", text)]), &Wish::default()).expect("it can be read")
}

/// A draft as text: `?` before summaries, `=` before notes, `>` before resources.
fn told(draft: &Draft) -> String {
    fn add(topics: &[DraftTopic], level: usize, out: &mut String) {
        for topic in topics {
            let indent = "  ".repeat(level);
            writeln!(out, "{indent}{}", topic.title).expect("a String takes all");
            let note = topic.note.as_ref().map(|note| note.markdown.as_str()).unwrap_or_default();
            for (sign, text) in [('?', topic.summary.as_str()), ('=', note)] {
                for line in text.lines().filter(|line| !line.is_empty()) {
                    writeln!(out, "{indent} {sign} {line}").expect("a String takes all");
                }
            }
            for resource in &topic.resources {
                writeln!(out, "{indent} > {} {}", resource.title, resource.url).expect("a String takes all");
            }
            add(&topic.topics, level + 1, out);
        }
    }
    let mut out = format!("{}: {}\n", draft.title, draft.description);
    add(&draft.topics, 0, &mut out);
    out
}

#[test]
fn a_question_has_a_note_and_a_summary_of_ones_own() {
    let draft = draft(POST);
    insta::assert_snapshot!(told(&draft), @r#"
    서버 공부 (1): 
    ▪️ 네트워크
     = <img src="https://img.test/a.png" width="90%">
      ▪️ 소켓이란??
       ? 두 프로그램을 잇는 통로다.
       = 운영체제가 주는 통신의 끝점이다.
       = -   주소와 포트
       = [더 보기](https://doc.test/socket) 참고!
      ▪️ 포트는 무엇인가?
       ? 프로그램을 가리키는 번호.
      ▪️ 정리가 없는 질문?
       = 본문만 있다.
    ▪️ 빈 절
    참고 사이트
     = -   테스트 강의 [서버 입문](https://www.inflearn.com/course/x) 을 정리했다.
     > 서버 입문 https://www.inflearn.com/course/x
    "#);
    let remarks: Vec<(usize, &str)> =
        draft.remarks.iter().map(|remark| (remark.place.line, remark.words.as_str())).collect();
    assert_eq!(
        remarks,
        [
            (1, "data above the text that belongs to no single topic: tags (study), categories (Server)"),
            (7, "data above the note that a roadmap has no place for: last_modified_at"),
        ]
    );
}

#[test]
fn other_headings_below_a_question_go_into_its_note() {
    insta::assert_snapshot!(told(&draft(ENGLISH)), @r"
    Interview questions: What people ask.
    Databases
      What is a transaction?
       ? All or nothing.
       = A picture first.
       = ACID.
       = #### Example
       = ```sql
       = BEGIN;
       = # not a heading
       = ---
       = ```
       > Docs https://db.test/tx
      What is an index?
       = A tree.
    References
     > Book https://book.test
     > https://youtu.be/x https://youtu.be/x
    ");
}

#[test]
fn names_may_be_given() {
    let text = "## Was ist TCP?\n\n### Mein Fazit\n\nA\n\n### Vorlesung\n\nB\n";
    let wish = Wish {
        own_summary: vec!["mein fazit".to_owned()],
        lecture_summary: vec!["Vorlesung".to_owned()],
        ..Wish::default()
    };
    let draft = read("a.md", &Memory::new(&[("a.md", text)]), &wish).expect("it can be read");
    assert_eq!(told(&draft), ": \nWas ist TCP?\n ? A\n = B\n");
}

/// A text whose UTF-8 was read as Windows-1253, by a program that drops what it has no letter for.
fn damaged(text: &str) -> String {
    let read = WINDOWS_1253.decode_without_bom_handling(text.as_bytes()).0;
    read.replace(|c| matches!(c, '\u{80}'..='\u{9F}' | '\u{FFFD}'), "")
}

/// Which topics have a note, a summary and resources.
fn shape(topics: &[DraftTopic]) -> String {
    let one = |topic: &DraftTopic| {
        let (note, summary) = (topic.note.is_some(), !topic.summary.is_empty());
        format!("({note} {summary} {} {})", topic.resources.len(), shape(&topic.topics))
    };
    topics.iter().map(one).collect()
}

#[test]
fn a_damaged_text_has_the_same_questions_and_torn_lines_are_named() {
    let text = damaged(POST);
    let (whole, broken) = (draft(POST), draft(&text));
    assert_eq!(shape(&broken.topics), shape(&whole.topics));
    assert!(fits(&text, &Wish::default()));
    let titles: Vec<&str> = broken.topics[0].topics.iter().map(|topic| topic.title.as_str()).collect();
    let damage: Vec<usize> = broken
        .remarks
        .iter()
        .filter(|remark| remark.kind == RemarkKind::Damaged)
        .map(|remark| remark.place.line)
        .collect();
    for (index, (line, before)) in text.lines().zip(POST.lines()).enumerate() {
        let is_torn = !line.is_ascii() && damage.contains(&(index + 1));
        let words = |line: &str| line.trim_start_matches("title:").trim_matches(['#', ' ', '"']).to_owned();
        let (is_kept, is_mended) =
            (told(&broken).contains(&words(line)), told(&broken).contains(&words(before)));
        let is_name = before.starts_with("####");
        assert!(
            line.is_ascii() || is_name || is_torn && is_kept || is_mended,
            "{} {line} {titles:?}",
            index + 1
        );
    }
}

#[test]
fn texts_of_questions_are_recognised() {
    for (text, is_one) in [
        (POST, true),
        (ENGLISH, true),
        ("## A\n\n### My summary\n\nx\n\n### Lecture summary\n\ny\n", true),
        ("## A\n\n### My notes\n\nx\n", false),
        ("# A\n\n- [ ] b\n\n## C\n", false),
        ("## A\n### My summary\n## B\n### My summary\n## C\n## D\n## E\n", false),
        ("", false),
    ] {
        assert_eq!(fits(text, &Wish::default()), is_one, "{text}");
    }
}

#[test]
fn a_folder_has_a_section_a_file() {
    let files = [("1.md", POST), ("2.md", ENGLISH), ("b.md", "# Other\n")];
    let draft = read("", &Memory::new(&files), &Wish::default()).expect("it can be read");
    let titles: Vec<&str> = draft.topics.iter().map(|topic| topic.title.as_str()).collect();
    assert_eq!(titles, ["서버 공부 (1)", "Interview questions"]);
    assert!(draft.remarks.iter().any(|remark| remark.place.file == "b.md"));
}

#[test]
fn what_lies_too_deep_goes_into_the_topic_above() {
    let wish = Wish { depth: Some(1), ..Wish::default() };
    let draft = read("a.md", &Memory::new(&[("a.md", ENGLISH)]), &wish).expect("it can be read");
    let topic = &draft.topics[0];
    assert!(topic.topics.is_empty());
    assert_eq!(topic.summary, "### What is a transaction?\n\nAll or nothing.");
    let note = topic.note.as_ref().expect("it has one");
    assert!(note.markdown.contains("### What is an index?\n\nA tree.") && note.file == "a.md", "{note:?}");
}

/// A line with a word that no other line has.
fn line() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "# W",
        "## W",
        "### W",
        "#### W",
        "##### W",
        "#### My summary",
        "#### 강의 정리",
        "### 내 정리",
        "## References",
        "#### References",
        "W",
        "W",
        "- W",
        "- [W](https://W.test)",
        "https://W.test",
        "![W](W.png)",
        "<br>",
        "---",
        "",
        "",
        "",
        "> # W",
        "```",
        "    W",
        "| W |",
        "W\n---",
        "<img src=\"W\">",
        "[W]: W",
        "- [ ] W",
        "#",
        "<!-- W -->",
    ])
}

proptest! {
    #[test]
    fn every_line_is_found_again(lines in prop::collection::vec(line(), 0..40), depth in prop::option::of(1_usize..3)) {
        let numbered = lines.iter().enumerate().map(|(number, line)| line.replace('W', &format!("wort{number}x")));
        // Not the data above a note, of which only the keys are named.
        let text = format!("\n{}", numbered.collect::<Vec<_>>().join("\n"));
        let wish = Wish { depth, ..Wish::default() };
        let draft = read("a.md", &Memory::new(&[("a.md", text.as_str())]), &wish).expect("it can be read");
        let mut all = told(&draft);
        for remark in &draft.remarks {
            all.push_str(&remark.words);
            all.extend(remark.place.line.checked_sub(1).and_then(|line| text.lines().nth(line)));
        }
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.starts_with("wort")) {
            prop_assert!(all.contains(word), "{word}:\n{text}\n=>\n{all}");
        }
        let is_below = |topics: &[DraftTopic]| topics.iter().all(|topic| !topic.title.trim().is_empty());
        prop_assert!(is_below(&draft.topics));
    }

    #[test]
    fn the_two_summaries_never_mix(parts in prop::collection::vec((any::<bool>(), 0_u8..4), 1..12)) {
        let mut text = "## Question?\n\n".to_owned();
        for (number, (is_own, kind)) in parts.iter().enumerate() {
            let (name, word) = if *is_own { ("내 정리", "own") } else { ("강의 정리", "lecture") };
            let line = match kind {
                0 => format!("##### {word}{number}"),
                1 => format!("- {word}{number}"),
                2 => format!("```\n#### 내 정리 {word}{number}\n```"),
                _ => format!("{word}{number}"),
            };
            write!(text, "### ➡️ {name}\n\n{line}\n\n<br>\n\n---\n\n").expect("a String takes all");
        }
        let draft = draft(&text);
        let note = draft.topics[0].note.as_ref().map(|note| note.markdown.as_str()).unwrap_or_default();
        let summary = draft.topics[0].summary.as_str();
        for (number, (is_own, _)) in parts.iter().enumerate() {
            let word = format!("{}{number}", if *is_own { "own" } else { "lecture" });
            let has = |text: &str| text.split(|c: char| !c.is_alphanumeric()).any(|found| found == word);
            prop_assert_eq!((has(summary), has(note)), (*is_own, !is_own), "{}\n{:?}", text, draft);
        }
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "[#\\- \n<>brmy sumary강의 정리μ•β†]{0,200}") {
        for files in [Memory::default().with("a.md", bytes), Memory::default().with("a.md", text.clone())] {
            let _ = read("a.md", &files, &Wish::default());
            let _ = read("", &files, &Wish::default());
        }
        fits(&text, &Wish::default());
    }
}
