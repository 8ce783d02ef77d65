//! Asking the terminal what ground it has (OSC 11) and how wide it draws lines, and telling its answer from keys.
//!
//! How wide lines are tells the place of the cursor behind one (DSR 6). That question comes first: terminals answer in order,
//! so this answer is there when the one about the ground is.
//!
//! The answer comes in between keys, and as keys: `ESC ] 11;rgb:1e1e/1e1e/2e2e ESC \` is read as Alt-], a number of letters,
//! and Alt-\. Nobody types that, so it is taken out wherever it stands, also where it comes late. The answer about the
//! cursor is no key: crossterm keeps it for whoever asks for the cursor.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::theme::Shade;

/// What asks, on a blank screen that stays blank: a line in the first cell, where the cursor is, the ground.
pub(super) const QUESTION: &str = "\x1b[H─\x1b[6n\x1b[H\x1b[2K\x1b]11;?\x1b\\";
/// Most letters of an answer: `11;rgba:` and four times four digits.
const LONGEST: usize = 32;

/// Listens for the answer.
#[derive(Debug, Default)]
pub(super) struct Listener {
    /// Events that may be an answer.
    held: Vec<Event>,
    /// What they say.
    said: String,
    heard: Option<Shade>,
}

impl Listener {
    /// Takes an event, and gives those that are no answer.
    pub(super) fn hear(&mut self, event: Event) -> Vec<Event> {
        let key = key_of(&event);
        self.held.push(event);
        let is_first = self.held.len() == 1;
        match key {
            Some((KeyCode::Char(']'), KeyModifiers::ALT)) if is_first => return Vec::new(),
            Some((KeyCode::Char('\\'), KeyModifiers::ALT) | (KeyCode::Char('g'), KeyModifiers::CONTROL))
                if !is_first =>
            {
                if let Some(shade) = shade(&self.said) {
                    self.heard = Some(shade);
                    self.release();
                    return Vec::new();
                }
            }
            Some((KeyCode::Char(c), modifiers))
                if !is_first && (modifiers - KeyModifiers::SHIFT).is_empty() =>
            {
                self.said.push(c);
                if may_become_an_answer(&self.said) {
                    return Vec::new();
                }
            }
            _ => {}
        }
        self.release()
    }

    /// Gives back what was held: nothing more has come.
    pub(super) fn release(&mut self) -> Vec<Event> {
        self.said.clear();
        std::mem::take(&mut self.held)
    }

    /// What was heard since it was last asked for.
    pub(super) fn heard(&mut self) -> Option<Shade> {
        self.heard.take()
    }

    /// Whether something was heard.
    pub(super) fn has_heard(&self) -> bool {
        self.heard.is_some()
    }
}

fn key_of(event: &Event) -> Option<(KeyCode, KeyModifiers)> {
    match event {
        Event::Key(KeyEvent { code, modifiers, kind: KeyEventKind::Press, .. }) => Some((*code, *modifiers)),
        _ => None,
    }
}

const HEADS: [&str; 2] = ["11;rgb:", "11;rgba:"];

fn may_become_an_answer(said: &str) -> bool {
    let is_head = HEADS.iter().any(|head| head.starts_with(said));
    is_head || digits(said).is_some_and(|digits| digits.chars().all(|c| c.is_ascii_hexdigit() || c == '/'))
}

/// What comes behind the head.
fn digits(said: &str) -> Option<&str> {
    let digits = HEADS.iter().find_map(|head| said.strip_prefix(head))?;
    (said.len() <= LONGEST).then_some(digits)
}

/// The shade that an answer tells: red, green and blue of one to four digits each.
fn shade(said: &str) -> Option<Shade> {
    let mut parts = digits(said)?.split('/').map(part);
    Some(Shade::of([parts.next()??, parts.next()??, parts.next()??]))
}

fn part(digits: &str) -> Option<f64> {
    let most = match digits.len() {
        1 => 0xF,
        2 => 0xFF,
        3 => 0xFFF,
        4 => 0xFFFF,
        _ => return None,
    };
    let value = u16::from_str_radix(digits, 16).ok()?;
    Some(f64::from(value) / f64::from(most))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(c: char, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(KeyCode::Char(c), modifiers))
    }

    /// Events as crossterm makes them of bytes; `\u{1b}` is for Alt.
    fn events(text: &str) -> Vec<Event> {
        let mut events = Vec::new();
        let mut signs = text.chars();
        while let Some(sign) = signs.next() {
            events.push(match sign {
                '\u{1b}' => press(signs.next().expect("a sign"), KeyModifiers::ALT),
                '\u{7}' => press('g', KeyModifiers::CONTROL),
                sign if sign.is_uppercase() => press(sign, KeyModifiers::SHIFT),
                sign => press(sign, KeyModifiers::NONE),
            });
        }
        events
    }

    fn through(text: &str) -> (Vec<Event>, Option<Shade>) {
        let mut listener = Listener::default();
        let mut passed: Vec<Event> =
            events(text).into_iter().flat_map(|event| listener.hear(event)).collect();
        passed.extend(listener.release());
        (passed, listener.heard())
    }

    #[test]
    fn an_answer_is_heard_and_no_byte_of_it_is_a_key() {
        for (answer, shade) in [
            ("\u{1b}]11;rgb:1e1e/1e1e/2e2e\u{1b}\\", Shade::Dark),
            ("\u{1b}]11;rgb:FFFF/ffff/FFFF\u{7}", Shade::Light),
            ("\u{1b}]11;rgb:ff/ff/f0\u{1b}\\", Shade::Light),
            ("\u{1b}]11;rgb:0/0/0\u{7}", Shade::Dark),
            ("\u{1b}]11;rgba:0000/0000/0000/ffff\u{1b}\\", Shade::Dark),
        ] {
            let (passed, heard) = through(&format!("jk{answer}x"));
            assert_eq!((passed, heard), (events("jkx"), Some(shade)), "{answer:?}");
        }
    }

    #[test]
    fn keys_stay_keys() {
        for typed in [
            "\u{1b}]",
            "\u{1b}]j",
            "\u{1b}]\u{1b}]1",
            "\u{1b}]11;x",
            "\u{1b}]11;rgb:12/\u{1b}\\",
            "\u{1b}]11;rgb:00000/0/0\u{7}",
            "\u{1b}]11;rgb:////////////////////////////////////////////////////",
            "11;rgb:0/0/0\u{7}",
            "\u{1b}\\\u{7}",
        ] {
            assert_eq!(through(typed), (events(typed), None), "{typed:?}");
        }
        let mut listener = Listener::default();
        assert_eq!(listener.hear(events("\u{1b}]").remove(0)), []);
        assert_eq!(
            listener.hear(Event::Resize(1, 1)),
            [events("\u{1b}]"), vec![Event::Resize(1, 1)]].concat()
        );
    }
}
