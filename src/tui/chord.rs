//! Keys as they are pressed, compared exactly: `Ctrl-R` is never `r`.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::hangul;

/// A key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chord {
    code: KeyCode,
    modifiers: KeyModifiers,
}

impl Chord {
    /// A printable key; upper case is what Shift gives.
    pub const fn char(c: char) -> Self {
        Self { code: KeyCode::Char(c), modifiers: KeyModifiers::NONE }
    }

    /// A letter with Ctrl.
    pub const fn ctrl(c: char) -> Self {
        Self { code: KeyCode::Char(c), modifiers: KeyModifiers::CONTROL }
    }

    /// A key with a name.
    pub const fn key(code: KeyCode) -> Self {
        Self { code, modifiers: KeyModifiers::NONE }
    }

    /// The chord of a key press. Shift is dropped where the key itself already tells it.
    pub fn of(event: &KeyEvent) -> Self {
        let implied = matches!(event.code, KeyCode::Char(_) | KeyCode::BackTab);
        let modifiers = if implied { event.modifiers - KeyModifiers::SHIFT } else { event.modifiers };
        Self { code: event.code, modifiers }
    }

    /// The chord that is written so in the configuration: `x`, `space`, `ctrl-d` or `^D`, `F2`, `shift-tab`.
    ///
    /// # Errors
    /// Where no key is written so, or a terminal cannot tell it from another one.
    pub fn named(name: &str) -> Result<Self, Unnamed> {
        let mut modifiers = KeyModifiers::NONE;
        let mut rest = name;
        loop {
            let lower = rest.to_lowercase();
            let (modifier, length) = match lower.as_str() {
                lower if lower.starts_with("ctrl-") => (KeyModifiers::CONTROL, 5),
                lower if lower.starts_with("alt-") => (KeyModifiers::ALT, 4),
                lower if lower.starts_with('^') && lower.len() > 1 => (KeyModifiers::CONTROL, 1),
                _ => break,
            };
            modifiers |= modifier;
            rest = rest.get(length..).unwrap_or_default();
        }
        let code = code_named(rest).ok_or(Unnamed::Unknown)?;
        let KeyCode::Char(c) = code else { return Ok(Self { code, modifiers }) };
        if !modifiers.contains(KeyModifiers::CONTROL) {
            return Ok(Self { code, modifiers });
        }
        match c.to_ascii_lowercase() {
            'i' => Err(Unnamed::Same("tab")),
            'm' => Err(Unnamed::Same("enter")),
            '[' => Err(Unnamed::Same("esc")),
            c => Ok(Self { code: KeyCode::Char(c), modifiers }),
        }
    }

    /// Whether the chord would be text in a field: what a flood of pasted text is made of.
    pub fn is_text(self) -> bool {
        matches!(self.code, KeyCode::Char(_) | KeyCode::Enter | KeyCode::Tab) && self.modifiers.is_empty()
    }

    /// The character that the chord puts into a field; none where it is no text. Syllables that the terminal composed come
    /// as characters too.
    pub fn text(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if self.modifiers.is_empty() => Some(c),
            _ => None,
        }
    }

    /// The keys that were pressed for it in the Korean input mode, in order; none for what is no Korean letter.
    pub fn hangul(self) -> Option<Vec<Self>> {
        let keys = hangul::keys(self.text()?)?;
        Some(keys.chars().map(Self::char).collect())
    }

    /// The text of a key in the Korean input mode.
    pub fn hangul_text(self) -> Option<char> {
        self.text().map(hangul::text)
    }

    /// How the chord is written on screens: `space`, `^D`, `enter`, `↓`.
    pub fn label(self, arrows: Arrows) -> String {
        let ascii = arrows == Arrows::Ascii;
        let name = match self.code {
            KeyCode::Char(' ') => "space".to_owned(),
            KeyCode::Char(c) if self.modifiers.contains(KeyModifiers::CONTROL) => {
                c.to_uppercase().to_string()
            }
            KeyCode::Char(c) => c.to_string(),
            KeyCode::Up => if ascii { "up" } else { "↑" }.to_owned(),
            KeyCode::Down => if ascii { "down" } else { "↓" }.to_owned(),
            KeyCode::Left => if ascii { "left" } else { "←" }.to_owned(),
            KeyCode::Right => if ascii { "right" } else { "→" }.to_owned(),
            KeyCode::PageUp => "pgup".to_owned(),
            KeyCode::PageDown => "pgdn".to_owned(),
            KeyCode::BackTab => "shift-tab".to_owned(),
            KeyCode::F(n) => format!("F{n}"),
            code => code.to_string().to_lowercase(),
        };
        let alt = if self.modifiers.contains(KeyModifiers::ALT) { "alt-" } else { "" };
        let ctrl = if self.modifiers.contains(KeyModifiers::CONTROL) { "^" } else { "" };
        format!("{alt}{ctrl}{name}")
    }
}

/// Why no chord has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unnamed {
    /// There is no such key.
    Unknown,
    /// Terminals send the same for it as for this key.
    Same(&'static str),
}

fn code_named(name: &str) -> Option<KeyCode> {
    let mut signs = name.chars();
    if let (Some(sign), None) = (signs.next(), signs.next()) {
        return Some(match sign {
            '↑' => KeyCode::Up,
            '↓' => KeyCode::Down,
            '←' => KeyCode::Left,
            '→' => KeyCode::Right,
            sign if sign.is_control() => return None,
            sign => KeyCode::Char(sign),
        });
    }
    let lower = name.to_lowercase();
    if let Some(number) = lower.strip_prefix('f').and_then(|number| number.parse().ok()) {
        return (1..=12).contains(&number).then_some(KeyCode::F(number));
    }
    Some(match lower.as_str() {
        "space" => KeyCode::Char(' '),
        "enter" => KeyCode::Enter,
        "tab" => KeyCode::Tab,
        "shift-tab" => KeyCode::BackTab,
        "esc" => KeyCode::Esc,
        "backspace" => KeyCode::Backspace,
        "delete" | "del" => KeyCode::Delete,
        "insert" => KeyCode::Insert,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pgup" => KeyCode::PageUp,
        "pgdn" => KeyCode::PageDown,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        _ => return None,
    })
}

/// How arrow keys are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrows {
    /// `↓`
    Signs,
    /// `down`
    Ascii,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chords_are_exact() {
        let press = |code, modifiers| Chord::of(&KeyEvent::new(code, modifiers));
        assert_eq!(press(KeyCode::Char('G'), KeyModifiers::SHIFT), Chord::char('G'));
        assert_eq!(press(KeyCode::Char('r'), KeyModifiers::CONTROL), Chord::ctrl('r'));
        assert_ne!(press(KeyCode::Char('r'), KeyModifiers::CONTROL), Chord::char('r'));
        assert_ne!(press(KeyCode::Char('j'), KeyModifiers::ALT), Chord::char('j'));
        assert_eq!(press(KeyCode::BackTab, KeyModifiers::SHIFT), Chord::key(KeyCode::BackTab));
    }

    #[test]
    fn names_of_keys() {
        for (name, chord) in [
            ("x", Ok(Chord::char('x'))),
            ("Q", Ok(Chord::char('Q'))),
            ("-", Ok(Chord::char('-'))),
            ("^", Ok(Chord::char('^'))),
            ("한", Ok(Chord::char('한'))),
            ("space", Ok(Chord::char(' '))),
            ("Ctrl-D", Ok(Chord::ctrl('d'))),
            ("^d", Ok(Chord::ctrl('d'))),
            ("f12", Ok(Chord::key(KeyCode::F(12)))),
            ("↓", Ok(Chord::key(KeyCode::Down))),
            ("shift-tab", Ok(Chord::key(KeyCode::BackTab))),
            ("ctrl-i", Err(Unnamed::Same("tab"))),
            ("^[", Err(Unnamed::Same("esc"))),
            ("f13", Err(Unnamed::Unknown)),
            ("", Err(Unnamed::Unknown)),
            ("ctrl-", Err(Unnamed::Unknown)),
            ("spcae", Err(Unnamed::Unknown)),
        ] {
            assert_eq!(Chord::named(name), chord, "{name:?}");
        }
    }

    #[test]
    fn every_label_is_a_name() {
        use crate::tui::action::TABLE;
        for (chord, _) in TABLE.iter().flat_map(|entry| entry.keys.iter().chain(entry.unlisted)) {
            for arrows in [Arrows::Signs, Arrows::Ascii] {
                assert_eq!(Chord::named(&chord.label(arrows)), Ok(*chord));
            }
        }
    }

    #[test]
    fn labels() {
        for (chord, label) in [
            (Chord::char(' '), "space"),
            (Chord::ctrl('d'), "^D"),
            (Chord::key(KeyCode::Enter), "enter"),
            (Chord::key(KeyCode::F(1)), "F1"),
            (Chord::key(KeyCode::PageDown), "pgdn"),
            (Chord::key(KeyCode::Down), "↓"),
        ] {
            assert_eq!(chord.label(Arrows::Signs), label);
        }
        assert_eq!(Chord::key(KeyCode::Down).label(Arrows::Ascii), "down");
    }
}
