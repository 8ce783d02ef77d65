//! Input that came at once: keys that somebody typed, or text that was pasted where there is no field for it.

use crossterm::event::{Event, KeyEventKind};

use super::chord::Chord;

/// So many keys of text at once, not all the same, were not typed.
const TYPED: usize = 64;
/// So many keys of text at once were not even a key that is held down: four seconds of it, on most keyboards.
const HELD: usize = 256;
/// So many events are handled before the screen is drawn again, whatever still waits.
const MOST: usize = 4_096;

/// Events that were waiting together.
#[derive(Debug, Default)]
pub(super) struct Burst {
    events: Vec<Event>,
    first: Option<Chord>,
    keys: usize,
    differ: bool,
}

impl Burst {
    /// Adds an event. Keys of a flood are dropped as they come: a clipboard may hold more than there is memory for.
    pub(super) fn push(&mut self, event: Event) {
        if let Some(chord) = text_key(&event) {
            self.keys += 1;
            let first = *self.first.get_or_insert(chord);
            self.differ |= first != chord;
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

    /// Whether the rest has to wait for the next frame.
    pub(super) fn is_full(&self) -> bool {
        self.events.len() >= MOST
    }

    /// The events to handle: of a flood no keys at all, but word that there was one.
    pub(super) fn into_events(mut self) -> Vec<Event> {
        if self.is_flood() {
            self.events.retain(|event| !matches!(event, Event::Key(_)));
            self.events.push(Event::Paste(String::new()));
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
