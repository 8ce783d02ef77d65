//! A list over the panes: links and resources by number, or the headings of what is shown.

use super::reader::{HeadingAt, LinkAt};
use crate::text::SafeText;

/// What is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// Links and resources.
    Links,
    /// Headings.
    Headings,
}

/// A line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// How far it stands to the right, in steps.
    pub level: usize,
    /// What it says.
    pub text: SafeText,
    /// Where it leads, as it was written; nothing for a heading.
    pub address: Box<str>,
    /// What is gone to.
    pub goal: Goal,
}

/// What is gone to from a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// A link is followed.
    Link(LinkAt),
    /// A heading is scrolled to.
    Heading(HeadingAt),
}

/// A list with the line that is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// What is listed.
    pub of: Listed,
    /// The lines; never none.
    pub items: Vec<Item>,
    /// The line that is chosen.
    pub cursor: usize,
    /// The first line on the screen.
    pub top: usize,
    /// The number as far as it is typed.
    pub typed: usize,
}

impl Listing {
    /// A list in which this line is chosen.
    pub fn new(of: Listed, items: Vec<Item>, cursor: usize) -> Self {
        Self { of, items, cursor, top: 0, typed: 0 }
    }

    /// The line that is chosen.
    pub fn chosen(&self) -> Option<&Item> {
        self.items.get(self.cursor)
    }

    /// Chooses another line, so many further down.
    pub fn move_by(&mut self, lines: isize) {
        self.typed = 0;
        self.cursor = self.cursor.saturating_add_signed(lines).min(self.items.len().saturating_sub(1));
    }

    /// Takes a digit of the number of a line. Says whether no longer number can be meant.
    pub fn digit(&mut self, digit: u8) -> bool {
        let typed = self.typed * 10 + usize::from(digit);
        self.typed = if (1..=self.items.len()).contains(&typed) { typed } else { usize::from(digit) };
        let is_line = (1..=self.items.len()).contains(&self.typed);
        if is_line {
            self.cursor = self.typed - 1;
        } else {
            self.typed = 0;
        }
        is_line && self.typed * 10 > self.items.len()
    }

    /// Brings the chosen line on a screen of so many lines.
    pub fn settle(&mut self, height: usize) {
        let height = height.max(1);
        self.top = self.top.min(self.cursor).max((self.cursor + 1).saturating_sub(height));
        self.top = self.top.min(self.items.len().saturating_sub(height));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(count: usize) -> Listing {
        let item = |number: usize| Item {
            level: 0,
            text: format!("line {number}").into(),
            address: "#a".into(),
            goal: Goal::Link(LinkAt::new(3, number)),
        };
        Listing::new(Listed::Links, (0..count).map(item).collect(), 0)
    }

    #[test]
    fn a_number_is_enough_when_no_longer_one_can_be_meant() {
        for (count, digits, cursor, is_enough) in [
            (9, &[3][..], 2, true),
            (9, &[0], 0, false),
            (12, &[1], 0, false),
            (12, &[1, 2], 11, true),
            (12, &[2], 1, true),
            // There is no 15: the second digit begins a number of its own.
            (12, &[1, 5], 4, true),
            (1_000, &[1, 0, 0], 99, false),
        ] {
            let mut list = list(count);
            let said: Vec<bool> = digits.iter().map(|digit| list.digit(*digit)).collect();
            assert_eq!((list.cursor, said.last()), (cursor, Some(&is_enough)), "{digits:?} of {count}");
        }
    }

    #[test]
    fn the_chosen_line_stays_on_the_screen() {
        let mut list = list(20);
        for (lines, cursor, top) in
            [(0, 0, 0), (5, 5, 1), (30, 19, 15), (-2, 17, 15), (-10, 7, 7), (-30, 0, 0)]
        {
            list.move_by(lines);
            list.settle(5);
            assert_eq!((list.cursor, list.top), (cursor, top), "{lines}");
        }
    }
}
