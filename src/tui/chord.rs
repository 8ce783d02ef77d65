//! Keys as they are pressed, compared exactly: `Ctrl-R` is never `r`.

mod hangul;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

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
