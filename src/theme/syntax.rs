//! What the roles in a piece of code look like.

use ratatui::style::{Color, Style};

use crate::highlight::Role;

/// What the roles in a piece of code look like, laid over [`Theme::code`](super::Theme::code).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Syntax {
    pub(super) comment: Style,
    pub(super) string: Style,
    pub(super) constant: Style,
    pub(super) keyword: Style,
    pub(super) definition: Style,
    pub(super) inserted: Style,
    pub(super) deleted: Style,
}

impl Syntax {
    /// Of the sixteen colours those that are read on dark and on light ground: blue and yellow are not.
    pub(super) const SIXTEEN: Self = Self {
        comment: Style::new().fg(Color::DarkGray),
        string: Style::new().fg(Color::Green),
        constant: Style::new().fg(Color::Magenta),
        keyword: Style::new().fg(Color::Cyan),
        definition: Style::new().bold(),
        inserted: Style::new().fg(Color::Green),
        deleted: Style::new().fg(Color::Red),
    };

    /// The style of a role; nothing for [`Role::Text`].
    pub fn style(&self, role: Role) -> Style {
        match role {
            Role::Text => Style::new(),
            Role::Comment => self.comment,
            Role::String => self.string,
            Role::Constant => self.constant,
            Role::Keyword => self.keyword,
            Role::Function | Role::Type => self.definition,
            Role::Inserted => self.inserted,
            Role::Deleted => self.deleted,
        }
    }
}
