//! The theme as the leaf renderer wants it.

use ratatui::style::{Modifier, Style};
use tui_markdown::StyleSheet;

use crate::note::Face;
use crate::theme::Theme;

/// Styles for the leaf renderer.
#[derive(Clone)]
pub(super) struct Sheet {
    code: Style,
    html: Style,
    link: Style,
}

impl Sheet {
    pub(super) fn new(theme: &Theme) -> Self {
        Self { code: theme.code, html: theme.secondary, link: theme.link }
    }
}

/// The theme's look of a span that came back. Strong text and emphasis come as weights, not through the sheet.
pub(super) fn look(style: Style, theme: &Theme) -> Style {
    let mut look = theme.text.patch(style);
    if style.add_modifier.contains(Modifier::BOLD) {
        look = look.remove_modifier(Modifier::BOLD).patch(theme.strong);
    }
    if style.add_modifier.contains(Modifier::ITALIC) {
        look = look.remove_modifier(Modifier::ITALIC).patch(theme.emphasis);
    }
    look.sub_modifier = Modifier::empty();
    look
}

/// What HTML tags make of a style.
pub(super) fn with_face(style: Style, face: Face, theme: &Theme) -> Style {
    match face {
        Face::Strong => style.patch(theme.strong),
        Face::Emphasis => style.patch(theme.emphasis),
        Face::Strike => style.add_modifier(Modifier::CROSSED_OUT),
        Face::Code => style.patch(theme.code),
    }
}

impl StyleSheet for Sheet {
    fn code(&self) -> Style {
        self.code
    }

    fn html(&self) -> Style {
        self.html
    }

    fn link(&self) -> Style {
        self.link
    }

    fn math_inline(&self) -> Style {
        self.code
    }

    fn math_display(&self) -> Style {
        self.code
    }
}
