//! The fast path: reads exactly the shape that [`write_line`](super::write_line) makes, without escapes.
//!
//! Whatever is not that shape to the last blank is `None`, and the slow path has the last word: it alone makes errors.

use super::super::key::KEY_LEN;
use super::super::{Address, Change, Event, Mark};
use crate::roadmap::TopicId;
use crate::text::SafeText;

/// The event that the line holds, if it is written in the shape of the program.
pub(super) fn read(line: &str) -> Option<Event> {
    let (key, rest) = line.split_at_checked(KEY_LEN)?;
    let key = key.parse().ok()?;
    let mut rest = Rest(rest);
    rest.eat(" = { ")?;
    let change = change(&mut rest)?;
    let step = match rest.eat(", step = ") {
        Some(()) => Some(rest.text()?.parse().ok()?),
        None => None,
    };
    rest.eat(" }")?;
    rest.0.is_empty().then_some(Event { key, step, change })
}

fn change(rest: &mut Rest<'_>) -> Option<Change> {
    if rest.eat("topic = ").is_some() {
        let topic = TopicId::new(rest.text()?).ok()?;
        rest.eat(", title = ")?;
        let title = SafeText::new(rest.text()?);
        if rest.eat(", status = ").is_some() {
            return Some(Change::Mark { topic, title, mark: Mark::from_word(rest.text()?)? });
        }
        if rest.eat(", resource = ").is_some() {
            let resource = Address::new(rest.text()?);
            rest.eat(", ticked = ")?;
            return Some(Change::Tick { topic, title, resource, on: rest.flag()? });
        }
        rest.eat(", bookmark = ")?;
        Some(Change::Bookmark { topic, title, on: rest.flag()? })
    } else if rest.eat("undo = ").is_some() {
        Some(Change::Undo(rest.text()?.parse().ok()?))
    } else if rest.eat("redo = ").is_some() {
        Some(Change::Redo(rest.text()?.parse().ok()?))
    } else {
        rest.eat("reattach = ")?;
        let from = TopicId::new(rest.text()?).ok()?;
        rest.eat(", to = ")?;
        let to = TopicId::new(rest.text()?).ok()?;
        let title = match rest.eat(", title = ") {
            Some(()) => SafeText::new(rest.text()?),
            None => SafeText::default(),
        };
        Some(Change::Reattach { from, to, title })
    }
}

/// What is left of the line.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    fn eat(&mut self, expected: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(expected)?;
        Some(())
    }

    fn flag(&mut self) -> Option<bool> {
        let on = self.eat("true").is_some();
        if !on {
            self.eat("false")?;
        }
        Some(on)
    }

    /// A text in quotes that needs no unescaping.
    fn text(&mut self) -> Option<&'a str> {
        let (text, rest) = self.0.strip_prefix('"')?.split_once('"')?;
        self.0 = rest;
        text.bytes().all(|byte| byte >= 0x20 && byte != b'\\' && byte != 0x7F).then_some(text)
    }
}
