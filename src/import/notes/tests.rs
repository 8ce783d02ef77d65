//! Folders of notes, and what becomes of every line of them.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::read;
use crate::import::material::Memory;
use crate::import::{Draft, DraftTopic, Wish};

fn draft(files: &[(&str, &str)]) -> Draft {
    read("", &Memory::new(files), &Wish::default()).expect("it can be read")
}

/// The titles with their files and tags, a level deeper two blanks further.
fn tree(topics: &[DraftTopic]) -> String {
    fn add(topics: &[DraftTopic], level: usize, out: &mut String) {
        for topic in topics {
            let file = topic.note.as_ref().map(|note| format!(" <{}>", note.file)).unwrap_or_default();
            write!(out, "{}{}{file}", "  ".repeat(level), topic.title).expect("a String takes all");
            topic.tags.iter().for_each(|tag| out.extend([" #", tag]));
            out.push('\n');
            add(&topic.topics, level + 1, out);
        }
    }
    let mut out = String::new();
    add(topics, 0, &mut out);
    out
}

#[test]
fn folders_are_parents_and_files_are_topics_in_their_order() {
    let draft = draft(&[
        ("README.md", "# 백엔드 정리\n\n공부한 것을 모은다.\n"),
        ("10-cache.md", "# Caching\n\nWhy.\n"),
        ("2-database/README.md", "# 데이터베이스\n\n- [ ] read it\n"),
        ("2-database/2. 인덱스.md", "B-tree.\n"),
        ("2-database/10. replication.md", "Lag.\n"),
        ("2-database/1. 트랜잭션.md", "---\ntags: [db, acid]\n---\nACID.\n"),
        ("1-internet/http.md", "---\ntitle: What is HTTP?\n---\nText.\n"),
        ("1-internet/dns.md", "# DNS\n"),
        ("empty/picture.png", ""),
        ("LICENSE.md", "Free.\n"),
    ]);
    assert_eq!((draft.title.as_str(), draft.description.as_str()), ("백엔드 정리", "공부한 것을 모은다."));
    insta::assert_snapshot!(tree(&draft.topics), @r"
    Internet
      DNS <1-internet/dns.md>
      What is HTTP? <1-internet/http.md>
    데이터베이스 <2-database/README.md>
      트랜잭션 <2-database/1. 트랜잭션.md> #db #acid
      인덱스 <2-database/2. 인덱스.md>
      Replication <2-database/10. replication.md>
    Caching <10-cache.md>
    ");
    let note = draft.topics[1].note.as_ref().expect("it has one");
    assert!(note.is_file && note.markdown.contains("- [ ] read it"), "{note:?}");
    assert_eq!(draft.topics[1].mark, None);
    let remarks: Vec<&str> = draft.remarks.iter().map(|remark| remark.words.as_str()).collect();
    assert_eq!(remarks.len(), 2, "{remarks:?}");
}

#[test]
fn a_note_of_the_folder_stands_for_it() {
    let draft = draft(&[
        ("db/db.md", "# All of it\n"),
        ("db/a.md", "x\n"),
        ("net.md", "# Networks\n"),
        ("net/tcp.md", "x\n"),
        ("os/_index.md", "---\ntitle: Systems\nweight: 1\n---\n"),
        ("os/os.md", "x\n"),
        ("3-phase-commit.md", "x\n"),
    ]);
    insta::assert_snapshot!(tree(&draft.topics), @r"
    Systems
      Os <os/os.md>
    3 phase commit <3-phase-commit.md>
    All of it <db/db.md>
      A <db/a.md>
    Networks <net.md>
      Tcp <net/tcp.md>
    ");
}

#[test]
fn posts_stand_below_their_categories_by_date() {
    let draft = draft(&[
        ("_config.yml", "title: My blog\ntheme: x\n"),
        (
            "_posts/2023-05-30-tcp.md",
            "---\ntitle: \"TCP (2)\"\ncategories:\n    - Backend\n    - Network\nlayout: post\n---\nB\n",
        ),
        ("_posts/2023-05-29-udp.md", "---\ntitle: \"UDP (1)\"\ncategories: [backend, Network]\n---\nA\n"),
        ("_posts/2023-01-02-no-title.md", "C\n"),
        ("_drafts/later.md", "D\n"),
    ]);
    assert_eq!(draft.title, "My blog");
    insta::assert_snapshot!(tree(&draft.topics), @r"
    No title <_posts/2023-01-02-no-title.md>
    backend
      Network
        UDP (1) <_posts/2023-05-29-udp.md>
        TCP (2) <_posts/2023-05-30-tcp.md>
    Later <_drafts/later.md> #draft
    ");
    assert!(draft.remarks.iter().any(|remark| remark.words.ends_with(": layout") && remark.place.line == 6));
}

#[test]
fn a_book_stands_in_the_order_of_its_contents() {
    let draft = draft(&[
        ("book.toml", "[book]\ntitle = \"서버 책\"\nlanguage = \"ko\"\n"),
        (
            "src/SUMMARY.md",
            "# Summary\n\n[머리말](intro.md)\n\n# 1부\n\n- [네트워크](net/README.md)\n  - [TCP](net/tcp.md)\n  - [나중에]()\n\
             - [없음](none.md)\n\n---\n\n# 2부\n\n- [저장소](db.md)\n",
        ),
        ("src/intro.md", "# Intro\n"),
        ("src/net/README.md", "# Net\n"),
        ("src/net/tcp.md", "# TCP it is\n"),
        ("src/db.md", "# DB\n"),
        ("src/extra.md", "# Extra\n"),
        ("src2/more.md", "# More\n"),
    ]);
    assert_eq!((draft.title.as_str(), draft.language.as_deref()), ("서버 책", Some("ko")));
    insta::assert_snapshot!(tree(&draft.topics), @r"
    머리말 <src/intro.md>
    1부
      네트워크 <src/net/README.md>
        TCP <src/net/tcp.md>
        나중에
      없음
    2부
      저장소 <src/db.md>
    Extra <src/extra.md>
    Src2
      More <src2/more.md>
    ");
    assert!(
        draft.remarks.iter().any(|remark| remark.words.starts_with("none.md") && remark.place.line == 10)
    );
}

#[test]
fn what_lies_too_deep_is_linked_from_the_topic_above() {
    let files = Memory::new(&[
        ("a/b/c d.md", "# Deep [x]\n"),
        ("a/b/e/f.md", "---\ntags: [t]\n---\nF\n"),
        ("a/README.md", "# A\n\nText.\n"),
    ]);
    let wish = Wish { depth: Some(1), ..Wish::default() };
    let draft = read("", &files, &wish).expect("it can be read");
    assert_eq!(tree(&draft.topics), "A <a/README.md> #t\n");
    let note = draft.topics[0].note.as_ref().expect("it has one");
    insta::assert_snapshot!(note.markdown, @r"
    # A

    Text.

    - B
      - [Deep \[x\]](b/c%20d.md)
      - E
        - [F](b/e/f.md)
    ");
}

#[test]
fn one_note_may_be_named() {
    let files = Memory::new(&[("a/b.md", "# B\n"), ("a/c.md", "# C\n")]);
    let titles = |start: &str| read(start, &files, &Wish::default()).map(|draft| tree(&draft.topics));
    assert_eq!(titles("a/c.md").as_deref(), Ok("C <a/c.md>\n"));
    assert_eq!(titles("a").as_deref(), Ok("B <a/b.md>\nC <a/c.md>\n"));
    assert!(titles("a/none.md").is_err());
}

#[test]
fn a_note_that_is_no_text_is_named_and_the_others_are_read() {
    let files = Memory::new(&[("a.md", "# A\n")]).with("b.md", b"\0\x01\x02\x03\0\0\0\0");
    let draft = read("", &files, &Wish::default()).expect("it can be read");
    assert_eq!(tree(&draft.topics), "A <a.md>\n");
    assert_eq!((draft.remarks.len(), draft.remarks[0].place.file.as_str()), (1, "b.md"));
}

#[test]
fn ten_thousand_notes_are_read() {
    let mut files = Memory::default();
    for number in 0..10_000 {
        let text = format!("---\ntags: [t]\n---\n# Note {number}\n\nSee [[n{}]].\n", (number + 1) % 10_000);
        files = files.with(&format!("{}/{}/n{number}.md", number % 10, number % 100), text);
    }
    let draft = read("", &files, &Wish::default()).expect("it can be read");
    assert_eq!((draft.topics.len(), draft.remarks.len()), (10, 0));
    assert_eq!(tree(&draft.topics).lines().count(), 10 + 100 + 10_000);
}

/// All that a draft holds, as one text.
fn everything(draft: &Draft) -> String {
    fn add(topics: &[DraftTopic], out: &mut String) {
        for topic in topics {
            let note = topic.note.as_ref().map(|note| note.markdown.as_str()).unwrap_or_default();
            writeln!(out, "{}\n{note}\n{}", topic.title, topic.tags.join("\n")).expect("a String takes all");
            add(&topic.topics, out);
        }
    }
    let mut out = format!("{}\n{}\n", draft.title, draft.description);
    add(&draft.topics, &mut out);
    out
}

/// A line of a note with a word that no other line has.
fn line() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "# W",
        "## W",
        "W",
        "- W",
        "- [ ] W",
        "- [x] [W](a.md)",
        "> W",
        "| W |",
        "| - |",
        "```",
        "    W",
        "",
        "",
        "---",
        "W\n===",
        "![W](x.png)",
        "[[W]]",
        "<br>",
        "<b>W</b>",
        "1. W",
        "[a]: W",
    ])
}

proptest! {
    #[test]
    fn every_line_is_found_again(
        notes in prop::collection::vec(
            (
                prop::sample::select(vec![
                    "README.md", "a.md", "01-b.md", "d/README.md", "d/d.md", "d/c.md", "_posts/2024-01-01-x.md", "SUMMARY.md",
                ]),
                any::<bool>(),
                prop::collection::vec(line(), 0..12),
            ),
            1..6,
        ),
        depth in prop::option::of(1_usize..4),
    ) {
        let mut files = Memory::default();
        let mut texts = std::collections::BTreeMap::new();
        let mut number = 0;
        for (file, has_front, lines) in notes {
            let mut text = String::new();
            let mut next = |line: &str| {
                number += 1;
                line.replace('W', &format!("wort{number}x"))
            };
            if has_front {
                text = ["---", "title: W", "tags: [W]", "description: W", "categories: W", "layout: W", "---", ""]
                    .map(&mut next).join("\n");
            }
            text.extend(lines.iter().map(|line| next(line) + "\n"));
            texts.insert(file, text);
        }
        for (file, text) in &texts {
            files = files.with(file, text);
        }
        let wish = Wish { depth, ..Wish::default() };
        let draft = read("", &files, &wish).expect("it can be read");
        let mut all = everything(&draft);
        let is_below = |topics: &[DraftTopic]| topics.iter().all(|topic| !topic.title.trim().is_empty());
        prop_assert!(is_below(&draft.topics));
        for remark in &draft.remarks {
            all.push_str(&remark.words);
            let text = texts.get(remark.place.file.as_str());
            all.extend(text.and_then(|text| text.lines().nth(remark.place.line.checked_sub(1)?)));
        }
        // A name of a file in words begins with a capital letter.
        let all = all.to_lowercase();
        for (file, text) in &texts {
            // Notes that lie too deep are linked to, and copied with all that is in them.
            let name = super::parts(file).1.to_lowercase();
            if depth.is_some() && all.contains(&format!("{name})")) {
                continue;
            }
            for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.starts_with("wort")) {
                prop_assert!(all.contains(word), "{word} of {file}:\n{text}\n=>\n{all}");
            }
        }
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "\\PC{0,200}") {
        let files = Memory::default().with("a.md", bytes.clone()).with("SUMMARY.md", bytes).with("d/b.md", text);
        prop_assert!(read("", &files, &Wish::default()).is_ok() || !files_are_text(&files));
    }
}

fn files_are_text(files: &Memory) -> bool {
    use crate::import::Material as _;
    files.text("SUMMARY.md").is_ok()
}
