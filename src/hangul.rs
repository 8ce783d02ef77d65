//! Keys that were pressed while the Korean input mode was on: letters on the keys that they sit on (the two-set layout).
//!
//! A terminal tells which letter was typed, not which key was pressed, and composed syllables as a whole.

/// What the letters of the Unicode block for single letters are typed with, from `ㄱ` on.
const LETTERS: [&str; 51] = [
    "r", "R", "rt", "s", "sw", "sg", "e", "E", "f", "fr", "fa", "fq", "ft", "fx", "fv", "fg", "a", "q", "Q",
    "qt", "t", "T", "d", "w", "W", "c", "z", "x", "v", "g", "k", "o", "i", "O", "j", "p", "u", "P", "h",
    "hk", "ho", "hl", "y", "n", "nj", "np", "nl", "b", "m", "ml", "l",
];
/// First consonants of syllables, in their order.
const FIRST: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
/// Vowels, in their order.
const VOWELS: &str = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
/// Last consonants, in their order, from the second on: the first is none.
const LAST: &str = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

/// The keys that a Korean letter or syllable was typed with, in order; none for what is not Korean.
pub fn keys(c: char) -> Option<String> {
    let letters: Vec<char> = match c {
        '가'..='힣' => syllable(c),
        _ => vec![c],
    };
    letters.into_iter().map(letter).collect()
}

/// The letters of a syllable, by the arithmetic of the Unicode standard, 3.12.
fn syllable(c: char) -> Vec<char> {
    let index = usize::try_from(u32::from(c).saturating_sub(u32::from('가'))).unwrap_or_default();
    let last = (index % 28).checked_sub(1).and_then(|place| LAST.chars().nth(place));
    let letters = [FIRST.chars().nth(index / 588), VOWELS.chars().nth(index % 588 / 28), last];
    letters.into_iter().flatten().collect()
}

fn letter(c: char) -> Option<&'static str> {
    let place = u32::from(c).checked_sub(u32::from('ㄱ'))?;
    LETTERS.get(usize::try_from(place).ok()?).copied()
}

/// What stands for a key as text in the Korean input mode; the key itself where nothing does.
pub fn text(key: char) -> char {
    let place = LETTERS.iter().position(|keys| keys.chars().eq([key]));
    let letter = place.and_then(|place| u32::try_from(place).ok()).map(|place| u32::from('ㄱ') + place);
    letter.and_then(char::from_u32).unwrap_or(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_syllables_are_the_keys_they_were_typed_with() {
        for (typed, expected) in [
            ("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ", "qwertyuiop"),
            ("ㅁㄴㅇㄹㅎㅗㅓㅏㅣ", "asdfghjkl"),
            ("ㅋㅌㅊㅍㅠㅜㅡ", "zxcvbnm"),
            ("ㅃㅉㄸㄲㅆㅒㅖ", "QWERTOP"),
            ("ㅘㅙㅚㅝㅞㅟㅢ", "hkhohlnjnpnlml"),
            ("ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ", "rtswsgfrfafqftfxfvfgqt"),
            ("가", "rk"),
            ("뷁", "qnpfr"),
            ("힣", "glg"),
            ("쌌", "TkT"),
            ("어", "dj"),
            ("값", "rkqt"),
        ] {
            let found: Option<String> = typed.chars().map(keys).collect();
            assert_eq!(found.as_deref(), Some(expected), "{typed}");
        }
        for other in ['j', ' ', '漢', 'あ', 'é', '\u{1100}', 'ㆎ', '\u{3164}', '1'] {
            assert_eq!(keys(other), None, "{other}");
        }
    }

    #[test]
    fn every_syllable_has_its_keys() {
        for syllable in '가'..='힣' {
            let keys = keys(syllable).expect("keys");
            assert!((2..=5).contains(&keys.len()) && keys.is_ascii(), "{syllable}: {keys}");
        }
        for letter in "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ".chars()
        {
            let key = keys(letter).and_then(|keys| keys.chars().next()).expect("a key");
            assert_eq!(text(key), letter);
        }
        assert_eq!(text('1'), '1');
    }
}
