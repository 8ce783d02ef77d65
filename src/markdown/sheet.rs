//! The theme as the leaf renderer wants it.

use ratatui::style::{Color, Modifier, Style};
use tui_markdown::StyleSheet;

use crate::theme::Theme;

/// On the borders of tables, to tell them from text. No theme uses it.
const BORDER_TAG: Color = Color::Rgb(1, 2, 3);

/// Styles for the leaf renderer.
#[derive(Clone)]
pub(super) struct Sheet {
    code: Style,
    html: Style,
    link: Style,
    header: Style,
    border: Style,
}

impl Sheet {
    pub(super) fn new(theme: &Theme) -> Self {
        Self {
            code: theme.code,
            html: theme.secondary,
            link: theme.link,
            header: theme.strong,
            border: theme.frame.underline_color(BORDER_TAG),
        }
    }
}

/// Whether a style is the one of table borders.
pub(super) fn is_border(style: Style) -> bool {
    style.underline_color == Some(BORDER_TAG)
}

/// The theme's look of a span that came back. Strong text and emphasis come as weights, not through the sheet.
pub(super) fn look(style: Style, theme: &Theme) -> Style {
    if is_border(style) {
        return theme.frame;
    }
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

    fn table_header(&self) -> Style {
        self.header
    }

    fn table_border(&self) -> Style {
        self.border
    }
}
