//! Ticking an existing task list: the signs in its boxes become those of the person's progress, and no other byte changes.
//!
//! ```text
//! bytes ── lines ──> texts and where they stand ── items ──> boxes with title, links, what they stand under
//!       ── matching ──> the topic of each, as far as that is sure ──> bytes
//! ```

mod items;
mod lines;
mod matching;

use encoding_rs::Encoding;

use self::items::Item;
use self::lines::Lines;
use super::Study;
use crate::progress::Mark;
use crate::text::SafeText;

/// A task list whose boxes are those of a study.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ticked {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many boxes it has.
    pub boxes: usize,
    /// How many of them have another sign now.
    pub changed: usize,
    /// Boxes that were left as they are.
    pub left: Vec<Left>,
}

/// A box that was left as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// The line, counted from 1.
    pub line: usize,
    /// What stands behind the box.
    pub title: SafeText,
    /// Whether more than one topic could be meant; otherwise no topic of the roadmap is.
    pub is_ambiguous: bool,
}

/// Ticks a task list in `encoding`. `notes` is the way from its folder to the notes, where there is one.
///
/// A box belongs to the topic whose note it links to, else to the one of its title; headings and items above it decide between
/// several. Empty boxes and crosses are known everywhere; a list that has `[~]` or `[-]` somewhere knows these for what is in
/// progress and what is skipped, and in others such topics have an empty box.
pub fn tick(bytes: &[u8], encoding: &'static Encoding, (study, notes): (Study<'_>, Option<&str>)) -> Ticked {
    let lines = Lines::new(bytes, encoding);
    let items = items::read(&lines);
    let knows_signs = items.iter().any(|item| matches!(item.sign, '~' | '-'));
    let mut ticked = Ticked { bytes: bytes.to_vec(), boxes: items.len(), ..Ticked::default() };
    let found = matching::topics(&items, (study, notes));
    for (item, found) in items.iter().zip(found) {
        match found {
            Ok(ix) => {
                let sign = sign(study.mark(ix), (item.sign, knows_signs));
                ticked.changed += usize::from(put(&mut ticked.bytes, item, sign));
            }
            Err(unsure) => ticked.left.push(left(item, unsure.is_ambiguous)),
        }
    }
    ticked
}

/// Puts a sign into a box that has another one; says whether it did.
fn put(bytes: &mut [u8], item: &Item, sign: char) -> bool {
    // An encoding with escapes may have more bytes before the box than letters.
    let stands = item.at.map(|at| bytes.get(at).copied().map(char::from));
    let is_box = stands == [Some('['), Some(item.sign), Some(']')];
    match (item.at, u8::try_from(sign)) {
        ([_, at, _], Ok(new)) if is_box && sign != item.sign => {
            bytes.get_mut(at).map(|byte| *byte = new).is_some()
        }
        _ => false,
    }
}

fn left(item: &Item, is_ambiguous: bool) -> Left {
    Left { line: item.line, title: SafeText::new(&item.title), is_ambiguous }
}

/// The sign in a box that has the sign `old` now.
fn sign(mark: Mark, (old, knows_signs): (char, bool)) -> char {
    match mark {
        Mark::Done if old == 'X' => 'X',
        Mark::Done => 'x',
        Mark::InProgress if knows_signs => '~',
        Mark::Skipped if knows_signs => '-',
        Mark::Todo | Mark::InProgress | Mark::Skipped => ' ',
    }
}

#[cfg(test)]
mod tests;
