//! Input that came at once: keys that somebody typed, or text that was pasted by a terminal that does not say so.
//!
//! Where there is no field for it, a flood of text is dropped. In a field it is one paste, and a line break in it is no key.

use crossterm::event::{Event, KeyEventKind};

use super::chord::Chord;

/// So many keys of text at once, not all the same, were not typed.
const TYPED: usize = 64;
/// So many keys of text at once were not even a key that is held down: four seconds of it, on most keyboards.
const HELD: usize = 256;
/// So many keys of text at once in a field may be the beginning of a paste.
const SUSPECT: usize = 8;
/// Most text of a paste that is kept, in bytes: more than a field takes.
const KEPT: usize = 2 * super::field::LONGEST;
/// So many events are handled before the screen is drawn again, whatever still waits.
const MOST: usize = 4_096;

/// Events that were waiting together.
#[derive(Debug, Default)]
pub(super) struct Burst {
    events: Vec<Event>,
    first: Option<Chord>,
    keys: usize,
    differ: bool,
    /// The text of the keys, where there is a field for it.
    text: Option<String>,
}

impl Burst {
    /// A burst that goes into a field.
    pub(super) fn in_field() -> Self {
        Self { text: Some(String::new()), ..Self::default() }
    }

    /// Adds an event. Keys of a flood are dropped as they come: a clipboard may hold more than there is memory for.
    pub(super) fn push(&mut self, event: Event) {
        if let Some(chord) = text_key(&event) {
            self.keys += 1;
            let first = *self.first.get_or_insert(chord);
            self.differ |= first != chord;
            if let Some(text) = self.text.as_mut().filter(|text| text.len() < KEPT) {
                text.push(chord.text().unwrap_or('\n'));
            }
            if self.is_flood() {
                return;
            }
        }
        match (self.events.last_mut(), &event) {
            // Of a storm of sizes the last one counts.
            (Some(last @ Event::Resize(..)), Event::Resize(..)) => *last = event,
            _ => self.events.push(event),
        }
    }

    /// Whether so much text came at once that nobody typed it.
    pub(super) fn is_flood(&self) -> bool {
        self.keys >= HELD || (self.differ && self.keys >= TYPED)
    }

    /// Whether it is worth waiting for more: the end of a paste must not be taken for keys.
    pub(super) fn may_be_a_paste(&self) -> bool {
        self.is_flood() || (self.text.is_some() && self.keys >= SUSPECT)
    }

    /// Whether the rest has to wait for the next frame.
    pub(super) fn is_full(&self) -> bool {
        self.events.len() >= MOST
    }

    /// The events to handle: of a flood no keys at all, but a paste. In a field a line break with text behind it was pasted.
    pub(super) fn into_events(mut self) -> Vec<Event> {
        if self.is_flood() {
            self.events.retain(|event| !matches!(event, Event::Key(_)));
            self.events.push(Event::Paste(self.text.unwrap_or_default()));
        } else if self.text.is_some() {
            let last = self.events.iter().rposition(|event| text_key(event).is_some()).unwrap_or(0);
            for event in self.events.iter_mut().take(last) {
                if text_key(event).is_some_and(|chord| chord.text().is_none()) {
                    *event = Event::Paste("\n".to_owned());
                }
            }
        }
        self.events
    }
}

/// The chord of a key that would be text in a field.
fn text_key(event: &Event) -> Option<Chord> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => {
            Some(Chord::of(key)).filter(|chord| chord.is_text())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    use super::*;

    fn burst(keys: impl IntoIterator<Item = char>) -> Vec<Event> {
        let mut burst = Burst::default();
        for key in keys {
            burst.push(Event::Key(KeyEvent::new(KeyCode::Char(key), KeyModifiers::NONE)));
        }
        burst.into_events()
    }

    #[test]
    fn typing_is_kept_and_a_flood_is_not() {
        let text = "some text ";
        for (keys, kept) in [
            (text.repeat(6), 60),
            // One event: word of the paste.
            (text.repeat(7), 1),
            ("j".repeat(200), 200),
            (" ".repeat(300), 1),
            (text.repeat(100_000), 1),
        ] {
            assert_eq!(burst(keys.chars()).len(), kept, "{} keys", keys.len());
        }
    }

    fn in_field(keys: &str) -> Vec<Event> {
        let mut burst = Burst::in_field();
        for key in keys.chars() {
            let code = if key == '\n' { KeyCode::Enter } else { KeyCode::Char(key) };
            burst.push(Event::Key(KeyEvent::new(code, KeyModifiers::NONE)));
        }
        burst.into_events()
    }

    #[test]
    fn in_a_field_a_flood_is_one_paste_and_a_line_break_in_text_is_none() {
        let long = "some text\n".repeat(7);
        assert_eq!(in_field(&long), [Event::Paste(long.clone())]);
        assert_eq!(in_field(&"ㅋ".repeat(300)), [Event::Paste("ㅋ".repeat(300))]);
        let Event::Paste(kept) = in_field(&"ab".repeat(100_000)).remove(0) else { panic!("no paste") };
        assert!(kept.len() >= super::super::field::LONGEST && kept.len() <= KEPT);
        let key = |code| Event::Key(KeyEvent::new(code, KeyModifiers::NONE));
        assert_eq!(in_field("a\n"), [key(KeyCode::Char('a')), key(KeyCode::Enter)]);
        let events = in_field("a\nq");
        assert_eq!(events[1], Event::Paste("\n".to_owned()));
        assert_eq!(events[2], key(KeyCode::Char('q')));
    }

    #[test]
    fn other_events_of_a_flood_are_kept() {
        let mut burst = Burst::default();
        for key in "is it dusk yet? ".repeat(10).chars() {
            burst.push(Event::Key(KeyEvent::new(KeyCode::Char(key), KeyModifiers::NONE)));
        }
        burst.push(Event::Resize(80, 24));
        assert_eq!(burst.into_events(), [Event::Resize(80, 24), Event::Paste(String::new())]);
    }
}
