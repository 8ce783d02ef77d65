//! Every key works with the Korean input mode on.

use trailmark::tui::action::{Place, TABLE};
use trailmark::tui::chord::{Arrows, Chord};

use super::{cursor, tree};
use crate::stage::{Stage, events};

/// The Korean letters on the keys that have one, with shift where that is another letter.
const LETTERS: [(&str, &str); 2] = [
    ("qwertyuiopasdfghjklzxcvbnm", "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ"),
    ("QWERTOP", "ㅃㅉㄸㄲㅆㅒㅖ"),
];

fn korean(key: char) -> Option<char> {
    let of = |(keys, letters): &(&str, &str)| letters.chars().nth(keys.chars().position(|c| c == key)?);
    LETTERS.iter().find_map(of)
}

#[test]
fn a_letter_does_what_the_key_does_that_it_sits_on() {
    let mut tried = 0;
    for entry in TABLE.iter().filter(|entry| entry.places.contains(&Place::Tree)) {
        for (chord, _) in entry.keys.iter().chain(entry.unlisted) {
            let Some(key) = chord.text().filter(|key| *key != 'q') else { continue };
            let Some(letter) = korean(key) else { continue };
            let mut frames = Vec::new();
            for key in [key, letter] {
                let mut stage = Stage::new().keys("g}}lj");
                stage.send(events(&key.to_string()));
                frames.push((stage.frame_with_styles(), stage.log(), stage.handed()));
            }
            assert_eq!(frames[0], frames[1], "{}", chord.label(Arrows::Ascii));
            tried += 1;
        }
    }
    assert!(tried > 15, "{tried}");
    assert_eq!(Chord::char('j').hangul(), None);
}

#[test]
fn a_syllable_is_its_keys_in_order_and_text_in_a_field() {
    // 허 is `gj`, 어 is `dj`.
    let mut stage = Stage::new().keys("G허");
    assert_eq!(cursor(&mut stage), "❯ ◦  TCP");
    let mut stage = stage.keys("어");
    assert_eq!(tree(&mut stage).get(1..3).expect("rows"), ["✓  TCP", "❯ ◦  DNS"]);
    // A field takes them as they are.
    let mut stage = stage.keys("/허허");
    assert!(stage.footer().starts_with(" /허허 "), "{}", stage.frame());
    // A key that opens a field, and what was typed behind it: 마 is `ak`.
    let mut stage = stage.keys("<esc>마");
    assert!(stage.footer().contains("❯ ㅏ"), "{}", stage.frame());
    // A menu has its letters too: ㄹ is `f`, ㅅ is `t`.
    let mut stage = Stage::new().keys("ㄹ").keys("ㅅ");
    assert!(stage.row("Backend").ends_with("to do 12"), "{}", stage.frame());
    let mut stage = Stage::new().keys("?ㅓ");
    assert!(stage.frame().contains("Keys"));
}
