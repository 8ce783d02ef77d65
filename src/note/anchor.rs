//! What links to a heading call it.

use std::collections::HashMap;

/// Makes the anchors of the headings of a note, as GitHub does.
#[derive(Clone, Debug, Default)]
pub struct Anchors {
    /// How often each was asked for.
    taken: HashMap<Box<str>, usize>,
}

impl Anchors {
    /// The anchor of the next heading with this text.
    pub fn take(&mut self, heading: &str) -> Box<str> {
        let lower = heading.trim().to_lowercase();
        let kept = lower.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        let anchor: Box<str> = kept.map(|c| if c == ' ' { '-' } else { c }).collect::<String>().into();
        let before = self.taken.entry(anchor.clone()).or_default();
        *before += 1;
        if *before == 1 { anchor } else { format!("{anchor}-{}", *before - 1).into() }
    }
}
