//! The same text in every encoding that people have: it becomes the same roadmap, and what is damaged is named by its line.

use super::shapes::{fixture, imported, outline};
use crate::harness::Dir;

const KOREAN: &str = "# 공부 계획\n\n## 네트워크\n\n- [x] 패킷이란 무엇인가\n- [ ] 라우터는 무엇을 하는가\n\n## 데이터베이스\n\n트랜잭션은 모두 되거나 모두 되지 않는다.\n\n- [ ] 격리 수준\n";
const JAPANESE: &str = "# 勉強の計画\n\n## ネットワーク\n\n- [x] パケットとは何か\n- [ ] ルーターの役割\n\n## データベース\n\nトランザクションの性質を学ぶ。\n";

fn encoded(name: &str, text: &str) -> Vec<u8> {
    let utf_16 = |to_bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        format!("\u{FEFF}{text}").encode_utf16().flat_map(to_bytes).collect()
    };
    match name {
        "UTF-8" => text.into(),
        "with a byte-order mark" => format!("\u{FEFF}{text}").into(),
        "of Windows" => text.replace('\n', "\r\n").into(),
        "without a last line feed" => text.trim_end().into(),
        "UTF-16LE" => utf_16(u16::to_le_bytes),
        "UTF-16BE" => utf_16(u16::to_be_bytes),
        label => {
            let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("an encoding");
            let (bytes, _, is_lossy) = encoding.encode(text);
            assert!(!is_lossy, "{label} has all of it");
            bytes.into_owned()
        }
    }
}

#[test]
fn a_text_in_any_encoding_becomes_the_same_roadmap() {
    let always =
        ["UTF-8", "with a byte-order mark", "of Windows", "without a last line feed", "UTF-16LE", "UTF-16BE"];
    for (text, own) in [(KOREAN, "EUC-KR"), (JAPANESE, "Shift_JIS")] {
        let plain = Dir::empty().file("plan.md", text);
        plain.run("import plan.md -o out -q").code(0);
        let wanted = outline(&plain, "out");
        for name in always.into_iter().chain([own]) {
            let dir = Dir::empty().file("plan.md", encoded(name, text));
            let ran = dir.run("import plan.md -o out").code(0);
            assert_eq!(outline(&dir, "out").trim_end(), wanted.trim_end(), "{name}\n{ran}");
            dir.run("check -r out").code(0);
            dir.run("import plan.md -o out").code(0).says("Nothing is new");
        }
    }
}

/// A text whose UTF-8 was once read as an encoding of one byte a character.
fn misread(text: &str, as_what: &'static encoding_rs::Encoding) -> String {
    as_what.decode_without_bom_handling(text.as_bytes()).0.into_owned()
}

#[test]
fn what_was_read_wrongly_once_is_mended_where_that_is_exact() {
    for encoding in [encoding_rs::WINDOWS_1252, encoding_rs::WINDOWS_1253] {
        let good = "# Plan\n\n- 그림 → “끝”\n";
        let dir = Dir::empty().file("plan.md", misread(good, encoding));
        let ran = dir.run("import plan.md -o out --topics bullets").code(0);
        let made = outline(&dir, "out");
        if made.contains("그림 → “끝”") {
            ran.complains("mended");
        } else {
            // Where a byte was lost nothing is guessed: it stays, and is named with its line.
            ran.complains("plan.md:3");
        }
    }
    // What the wrong reading lost is lost: the lines that are whole are mended, the other one stays and is named.
    let text = "## 서버\n\n- 서버 구성\n- 클라이언트\n- 가나다라마바사아자차카타파하\n";
    let mut damaged = misread(text, encoding_rs::WINDOWS_1253);
    damaged.truncate(damaged.trim_end().char_indices().next_back().expect("a sign").0);
    let dir = Dir::empty().file("plan.md", &damaged);
    let ran = dir.run("import plan.md -o out --topics bullets").code(0);
    insta::assert_snapshot!(format!("{}{}\n{}", ran.stdout(), ran.stderr(), outline(&dir, "out")));
}

#[test]
fn what_is_not_utf_8_is_said() {
    let mut bytes = b"# Plan\n\n- [ ] good\n- [ ] bad ".to_vec();
    bytes.extend([0xFF, 0xFE, b'!', b'\n']);
    let dir = Dir::empty().file("plan.md", bytes);
    let ran = dir.run("import plan.md -o out").code(0);
    insta::assert_snapshot!(format!("{}{}\n{}", ran.stdout(), ran.stderr(), outline(&dir, "out")));
}

#[test]
fn a_post_that_was_read_wrongly_is_recognised_and_its_summaries_are_kept_apart() {
    let whole = fixture("questions.md");
    let text = std::fs::read_to_string(whole.path().join("questions.md")).expect("a text");
    let misread = misread(&text, encoding_rs::WINDOWS_1253);
    // What the table of that encoding has no sign for is gone.
    let is_lost = |c: char| c == '\u{FFFD}' || ('\u{80}'..'\u{A0}').contains(&c);
    let damaged: String = misread.chars().filter(|c| !is_lost(*c)).collect();
    let dir = Dir::empty().file("questions.md", &damaged);
    imported(&dir, "questions.md", "");
    let report = dir.run("import questions.md -o new --json").code(0).json();
    assert_eq!((&report["shape"], &report["topics"]), (&"questions".into(), &5.into()), "{report:#}");
    assert_eq!(dir.files("home/data/trailmark/network-roadmap-1/summaries", ".md").len(), 3);
    let lost = report["remarks"].as_array().expect("remarks").iter().filter(|one| one["kind"] == "damaged");
    assert!(lost.clone().count() > 10 && lost.filter(|one| one["line"].is_null()).count() < 2, "{report:#}");
}
