//! Clicks in the note: links are followed, resources ticked.

use crossterm::event::{Event, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use crate::stage::Stage;

const ROADMAP: &str = r#"
id = "study"
title = "Study"
topics = [
  { id = "a", title = "First", note = "a.md", requires = ["c"], resources = [
    { type = "docs", title = "설명서 Manual", url = "https://manual.example/" },
    { type = "video", title = "A video", url = "https://video.example/" },
    { type = "book", title = "The manual as a book", url = "https://manual.example/" },
  ], topics = [{ id = "d", title = "아래 Below" }] },
  { id = "b", title = "Second", note = "b.md" },
  { id = "c", title = "Third" },
]
"#;

fn stage() -> Stage {
    let stage = Stage::of(ROADMAP);
    stage.write(
        "notes/a.md",
        "한글 사이의 [둘째 노트로 가는 아주 긴 링크이고 여러 줄](b.md), [the web](https://example.org/a).\n",
    );
    stage.write("notes/b.md", "Words.\n");
    stage
}

/// Presses the mouse in the note, so many letters behind the start of these words.
fn click(stage: &mut Stage, words: &str, behind: usize) {
    let at = place(stage, words, behind);
    press(stage, at);
}

fn press(stage: &mut Stage, (column, row): (u16, u16)) {
    stage.send(vec![Event::Mouse(MouseEvent {
        kind: MouseEventKind::Down(MouseButton::Left),
        column,
        row,
        modifiers: KeyModifiers::NONE,
    })]);
}

/// The cell of a letter of the note.
fn place(stage: &mut Stage, words: &str, behind: usize) -> (u16, u16) {
    let frame = stage.frame();
    for (row, text) in frame.lines().enumerate() {
        let Some((left, note)) = text.split_once('│') else { continue };
        let Some((before, from)) = note.split_once(words).map(|(before, _)| (before, words)) else {
            continue;
        };
        let letters: String = from.chars().take(behind).collect();
        let column = [left, "│", before, &letters].map(trailmark::text::width).iter().sum::<usize>();
        return (u16::try_from(column).expect("a column"), u16::try_from(row).expect("a row"));
    }
    panic!("no {words:?} in\n{frame}");
}

#[test]
fn a_click_on_a_link_follows_it() {
    // Each letter, in both rows of a link that was broken.
    for (words, letters) in [("둘째 노트로", 6), ("여러 줄", 4)] {
        for behind in 0..letters {
            let mut stage = stage().keys("g");
            click(&mut stage, words, behind);
            assert!(stage.topic("❯").contains("Second"), "{words} {behind}: {}", stage.frame());
            let mut stage = stage.keys("<esc>");
            assert!(stage.topic("❯").contains("First"), "{}", stage.frame());
            assert!(stage.footer().contains("enter follow   b.md"), "the link is chosen: {}", stage.frame());
        }
    }
    for (words, behind, topic) in [("Third", 0, "Third"), ("아래 Below", 1, "Below")] {
        let mut stage = stage().keys("g");
        click(&mut stage, words, behind);
        assert!(stage.topic("❯").contains(topic), "{words}: {}", stage.frame());
        assert!(stage.footer().contains("esc back"), "{}", stage.frame());
    }
}

#[test]
fn a_click_on_a_web_address_asks_as_enter_does() {
    for (words, address) in
        [("the web", "https://example.org/a"), ("설명서 Manual", "https://manual.example/")]
    {
        let mut stage = stage().keys("g");
        click(&mut stage, words, 1);
        assert!(stage.frame().contains("Open in your browser?"), "{}", stage.frame());
        assert!(stage.handed().is_empty());
        let stage = stage.keys("<enter>");
        assert_eq!(stage.handed(), [address]);
    }
}

#[test]
fn a_click_elsewhere_in_the_note_only_focuses() {
    let mut stage = stage().keys("g");
    for (words, behind) in [("한글", 0), ("사이의", 3), ("needs:", 2), ("Resources", 4)] {
        stage.press("<esc><esc>");
        click(&mut stage, words, behind);
        assert!(stage.topic("❯").contains("First"), "{words}: {}", stage.frame());
        assert!(stage.footer().contains("esc topics"), "{words}: {}", stage.frame());
    }
    assert!(stage.log().is_empty());
}

#[test]
fn a_click_on_the_sign_of_a_resource_ticks_it() {
    let mut stage = stage().keys("g");
    click(&mut stage, "◦ 2 video", 0);
    assert!(stage.row("A video").contains("✓ 2 video  A video"), "{}", stage.frame());
    assert!(stage.footer().contains("video A video ticked   u undo"), "{}", stage.frame());
    click(&mut stage, "✓ 2 video", 0);
    assert!(stage.row("A video").contains("◦ 2 video  A video"), "{}", stage.frame());
    assert_eq!(stage.log().len(), 2);
}

#[test]
fn a_link_in_a_table_is_where_it_was_scrolled_to() {
    let wide = "| 이름 | a long column of words | another long column of words | 끝 |\n| --- | --- | --- | --- |\n\
                | `격리수준_격리수준_격리수준` | `isolation_isolation_isolation` | [둘째](b.md) | `end_end_end_end_end_end` |\n";
    let scrolled = || {
        let stage = stage();
        stage.write("notes/a.md", wide);
        stage.keys("g<enter>").keys("llllllll")
    };
    let (column, row) = place(&mut scrolled(), "둘째", 0);
    for (column, is_link) in [(column - 1, false), (column, true), (column + 3, true), (column + 4, false)] {
        let mut stage = scrolled();
        press(&mut stage, (column, row));
        assert_eq!(stage.topic("❯").contains("Second"), is_link, "{column}: {}", stage.frame());
    }
}
