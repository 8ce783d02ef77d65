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
    /// Where it leads, in words.
    pub detail: SafeText,
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
}
