//! Any bytes as text, for whoever reads a whole file of another program.

use super::encoding::{self, Form};
use super::mojibake::{self, Damage};
use crate::text::with_line_feeds;

/// A file as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// Its text, with line feeds and without a byte-order mark.
    pub text: String,
    /// What was mended in it, or could not be: a line from 1, or 0 for the whole file, and words.
    pub damage: Vec<(usize, String)>,
    /// Whether it is text at all.
    pub is_text: bool,
}

/// The text in the bytes of a whole file, whatever its encoding.
pub fn decoded(bytes: &[u8]) -> Decoded {
    let reading = encoding::read(bytes, false, || None);
    let is_text = reading.form != Form::NoText;
    let mut damage = Vec::new();
    if reading.has_gaps {
        damage.push((0, "what could not be read is shown as \u{FFFD}".to_owned()));
    }
    let found = if reading.form == Form::Utf8 && !reading.has_gaps {
        mojibake::find(&reading.text, false)
    } else {
        None
    };
    damage.extend(found.as_ref().map(|damage| (0, Damage::words(damage))));
    let mended = found.and_then(|damage| damage.mended);
    let text = with_line_feeds(mended.as_deref().unwrap_or(&reading.text));
    Decoded { text, damage, is_text }
}
