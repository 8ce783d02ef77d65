//! What links to a heading call it.

use std::collections::HashMap;

use unicode_normalization::char::is_combining_mark;

/// Makes the anchors of the headings of a note, as GitHub does.
#[derive(Clone, Debug, Default)]
pub struct Anchors {
    /// The anchors that are taken, with the number that was last put behind each.
    taken: HashMap<Box<str>, usize>,
}

impl Anchors {
    /// The anchor of the next heading with this text.
    ///
    /// In lower case and with `-` for each blank; letters, digits, `-` and `_` stay, in any script, all else goes. A
    /// number follows where the anchor is taken.
    pub fn take(&mut self, heading: &str) -> Box<str> {
        let lower = heading.trim().to_lowercase();
        let kept = lower
            .chars()
            .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_') || is_combining_mark(*c));
        let plain: Box<str> = kept.map(|c| if c == ' ' { '-' } else { c }).collect::<String>().into();
        let Some(mut number) = self.taken.get(&plain).copied() else {
            self.taken.insert(plain.clone(), 0);
            return plain;
        };
        let anchor = loop {
            number += 1;
            let anchor: Box<str> = format!("{plain}-{number}").into();
            if !self.taken.contains_key(&anchor) {
                break anchor;
            }
        };
        self.taken.insert(plain, number);
        self.taken.insert(anchor.clone(), 0);
        anchor
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_those_of_github() {
        let mut anchors = Anchors::default();
        for (heading, anchor) in [
            ("Getting Started", "getting-started"),
            ("What's new in 1.2?", "whats-new-in-12"),
            ("a_b - C++ & D", "a_b---c--d"),
            ("트랜잭션의 격리 수준", "트랜잭션의-격리-수준"),
            ("🚀 Quick start", "-quick-start"),
            ("日本語：見出し", "日本語見出し"),
            ("हिन्दी", "हिन्दी"),
            ("Same", "same"),
            ("same", "same-1"),
            ("Same-2", "same-2"),
            ("SAME", "same-3"),
            ("", ""),
            ("!", "-1"),
        ] {
            assert_eq!(&*anchors.take(heading), anchor, "{heading}");
        }
    }
}
