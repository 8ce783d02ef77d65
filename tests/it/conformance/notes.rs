//! Notes as people write them, and one as nobody should.

use std::path::Path;

use super::reference::Reference;
use super::{Layout, WIDE, fault, page, render, shown, theme};
use crate::screens::kept_snapshots;

const NOTES: [&str; 7] = [
    "api-reference",
    "awesome-list",
    "course-readme",
    "japanese-chinese",
    "jekyll-post",
    "korean-study",
    "maths",
];
const WIDTHS: [usize; 3] = [30, 48, 72];

/// Notes that look different where they can be scrolled.
const PANES: [&str; 3] = ["api-reference", "course-readme", "japanese-chinese"];

fn read(name: &str) -> String {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/notes").join(name).with_extension("md");
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Every character that controls, reorders or hides, but for tabs and line feeds.
fn hidden() -> Vec<char> {
    let ranges = [
        (0, 0x08),
        (0x0B, 0x1F),
        (0x7F, 0x9F),
        (0xAD, 0xAD),
        (0x34F, 0x34F),
        (0x61C, 0x61C),
        (0x115F, 0x1160),
        (0x17B4, 0x17B5),
        (0x180B, 0x180F),
        (0x200B, 0x200F),
        (0x2028, 0x202E),
        (0x2060, 0x206F),
        (0x3164, 0x3164),
        (0xFE00, 0xFE0E),
        (0xFEFF, 0xFEFF),
        (0xFFA0, 0xFFA0),
        (0xFFF0, 0xFFFB),
        (0x1_BCA0, 0x1_BCA3),
        (0x1_D173, 0x1_D17A),
        // Tags and variation selectors, some of them.
        (0xE_0000, 0xE_0002),
        (0xE_0041, 0xE_0041),
        (0xE_007F, 0xE_0080),
        (0xE_0100, 0xE_0100),
        (0xE_01EF, 0xE_01EF),
    ];
    ranges.into_iter().flat_map(|(first, last)| first..=last).filter_map(char::from_u32).collect()
}

/// The hostile note with characters instead of their names.
fn hostile() -> String {
    let source = read("hostile");
    let mut parts = source.split('⟦');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, after) = part.split_once('⟧').expect("the end of a name");
        match name {
            "raw" => out.extend(hidden()),
            "entities" => out.extend(hidden().into_iter().map(|c| format!("&#x{:X};", u32::from(c)))),
            code => {
                let code = u32::from_str_radix(code, 16).expect("the number of a character");
                out.push(char::from_u32(code).expect("a character"));
            }
        }
        out.push_str(after);
    }
    out
}

/// Where a character may stand between `a` and `b`.
const PLACES: [(&str, &str); 15] = [
    ("paragraph", "a{}b"),
    ("heading", "# a{}b"),
    ("strong", "**a{}b**"),
    ("code", "`a{}b`"),
    ("fence", "```\na{}b\n```"),
    ("indented code", "    a{}b"),
    ("label", "[a{}b](c.md)"),
    ("address", "[c](<https://d.e/a{}b>)"),
    ("address alone", "[](<a{}b>)"),
    ("image", "![a{}b](c.png)"),
    ("address of an image", "![](<a{}b>)"),
    ("table", "| a{}b |\n|---|\n| a{}b |"),
    ("item", "- a{}b"),
    ("quote", "> a{}b"),
    ("HTML", "<p>a{}b</p>"),
];

#[test]
fn every_note_fits_and_is_clean_in_every_width() {
    let notes = NOTES.iter().map(|name| (*name, read(name))).chain([("hostile", hostile())]);
    for (index, (name, note)) in notes.enumerate() {
        // Each note in some, closer where there is little room. Together they have all.
        let widths = (index % 2..20).step_by(2).chain((20 + index % 4..=100).step_by(4));
        for width in widths {
            assert_eq!(fault(&note, width), None, "{name}");
        }
    }
}

#[test]
fn no_note_loses_text() {
    for name in NOTES {
        let note = read(name);
        let whole = Reference::of_note(&note).difference(&shown(&note, WIDE));
        assert_eq!(whole, None, "{name} in {WIDE}");
        // Code and tables are cut where they are too wide.
        let text = super::reference::without_wide_blocks(&note);
        let reference = Reference::of_note(&text);
        for width in [16, 20, 30, 48, 72, 100] {
            assert_eq!(reference.difference(&shown(&text, width)), None, "{name} in {width}");
        }
    }
}

#[test]
fn what_hides_is_seen_wherever_it_stands() {
    let mut wrong = Vec::new();
    for c in hidden() {
        for (place, note) in PLACES {
            let raw = note.replace("{}", c.encode_utf8(&mut [0; 4]));
            let entity = note.replace("{}", &format!("&#x{:X};", u32::from(c)));
            for (kind, note) in [("raw", raw), ("an entity", entity)] {
                let rows = shown(&note, 80);
                let text = rows.join("\n");
                let is_seen = !text.contains("ab") && text.contains('a') && text.contains('b');
                if text.contains(c) || !is_seen || fault(&note, 9).is_some() {
                    wrong.push(format!("U+{:04X} as {kind} in {place}: {rows:?}", u32::from(c)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn notes_look_as_they_looked() {
    for name in NOTES {
        for width in WIDTHS {
            insta::assert_snapshot!(format!("{name}-{width}"), shown(&read(name), width).join("\n"));
        }
    }
    for name in PANES {
        let page = render(&read(name), Layout::pane(48), &theme());
        let rows: Vec<_> = page.lines().map(|row| row.to_string()).collect();
        insta::assert_snapshot!(format!("{name}-pane"), rows.join("\n"));
    }
    insta::assert_snapshot!("hostile-72", shown(&hostile(), 72).join("\n"));
}

#[test]
fn no_snapshot_is_dead() {
    let mut asked: Vec<String> = Vec::new();
    for name in NOTES {
        asked.extend(WIDTHS.map(|width| format!("it__conformance__notes__{name}-{width}.snap")));
    }
    asked.extend(PANES.map(|name| format!("it__conformance__notes__{name}-pane.snap")));
    asked.push("it__conformance__notes__hostile-72.snap".to_owned());
    asked.sort();
    assert_eq!(kept_snapshots("tests/it/conformance/snapshots"), asked);
}

#[test]
fn text_is_styled_by_its_role_in_a_real_note() {
    let rows = page(&read("korean-study"), 72);
    let bold = |text: &str| {
        rows.iter().flat_map(|row| &row.spans).any(|span| {
            span.content == text && span.style.add_modifier.contains(ratatui::style::Modifier::BOLD)
        })
    };
    for text in ["혼자 다시 설명할 수 있는지", "\"보내는 쪽\"", "갱신 손실(lost update)", "팬텀 읽기"]
    {
        assert!(bold(text), "{text} is not strong");
    }
}
