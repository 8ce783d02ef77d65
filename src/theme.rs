//! Looks: the style of every role and the sign of every state, and the one door through which text becomes a span.

mod choice;
mod palette;
mod signs;
mod syntax;

use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Span;

pub use self::choice::{Able, Choice, Depth, Shade};
pub use self::signs::{ASCII, Signs, UNICODE, WORDS};
pub use self::syntax::Syntax;

use crate::progress::Mark;
use crate::text::SafeText;

/// Which colours there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colours {
    /// The sixteen that every terminal has, as its owner set them.
    #[default]
    Sixteen,
    /// True colour on a dark ground of our own.
    Dark,
    /// True colour on a light ground of our own.
    Light,
    /// None: weight, underline and reverse only (`NO_COLOR`).
    None,
}

/// Which signs there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SignSet {
    /// Signs of neutral width.
    #[default]
    Unicode,
    /// For `LANG=C` and fonts that draw signs two cells wide.
    Ascii,
    /// None: words stand for them, for who is read to.
    Words,
}

/// A style for each role a text may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// The signs.
    pub signs: &'static Signs,
    /// What everything is painted on, and the colour of plain text; nothing where that is the terminal's matter.
    pub ground: Style,
    /// Plain text.
    pub text: Style,
    /// What matters less: counts, addresses, finished topics.
    pub secondary: Style,
    /// Lines between panes, the empty part of a bar.
    pub frame: Style,
    /// Focus, keys, links, the full part of a bar.
    pub accent: Style,
    /// The title of a note, of the focused pane.
    pub title: Style,
    /// Section rows, headings, strong text.
    pub strong: Style,
    /// Emphasis.
    pub emphasis: Style,
    /// The row under the cursor; laid over every span of it.
    pub selected: Style,
    /// The link that is chosen in a note; laid over its look.
    pub chosen: Style,
    /// The sign of what is done.
    pub done: Style,
    /// The sign of what is in progress, and the bookmark.
    pub in_progress: Style,
    /// What is skipped.
    pub skipped: Style,
    /// Errors.
    pub error: Style,
    /// Code; a block of it has this ground over its whole width.
    pub code: Style,
    /// Links.
    pub link: Style,
    /// Words that were found; laid over what they are in.
    pub hit: Style,
    /// Those of them that the person is at.
    pub current_hit: Style,
    /// What the roles in a piece of code look like; none without colours.
    pub syntax: Option<Syntax>,
}

impl Theme {
    /// The looks for a terminal with these colours and signs.
    pub fn new(colours: Colours, signs: SignSet) -> Self {
        let signs = match signs {
            SignSet::Unicode => &UNICODE,
            SignSet::Ascii => &ASCII,
            SignSet::Words => &WORDS,
        };
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        // What is laid over other text takes its colours away.
        let over = plain
            .fg(Color::Reset)
            .bg(Color::Reset)
            .add_modifier(Modifier::REVERSED)
            .remove_modifier(Modifier::DIM | Modifier::CROSSED_OUT);
        let without = Self {
            signs,
            ground: plain,
            text: plain,
            secondary: plain.add_modifier(Modifier::DIM),
            frame: plain.add_modifier(Modifier::DIM),
            accent: bold,
            title: bold,
            strong: bold,
            emphasis: plain.add_modifier(Modifier::ITALIC),
            selected: over,
            chosen: over,
            done: plain,
            in_progress: plain,
            skipped: plain.add_modifier(Modifier::DIM | Modifier::CROSSED_OUT),
            error: bold,
            code: plain,
            link: plain.add_modifier(Modifier::UNDERLINED),
            hit: bold
                .add_modifier(Modifier::UNDERLINED)
                .remove_modifier(Modifier::DIM | Modifier::CROSSED_OUT),
            current_hit: over,
            syntax: None,
        };
        match colours {
            Colours::None => without,
            Colours::Dark => palette::DARK.over(&without),
            Colours::Light => palette::LIGHT.over(&without),
            Colours::Sixteen => Self {
                secondary: plain.fg(Color::DarkGray),
                frame: plain.fg(Color::DarkGray),
                accent: plain.fg(Color::Cyan),
                title: bold.fg(Color::Cyan),
                done: plain.fg(Color::Green),
                in_progress: plain.fg(Color::Yellow),
                skipped: plain.fg(Color::DarkGray).add_modifier(Modifier::CROSSED_OUT),
                error: plain.fg(Color::Red),
                link: plain.fg(Color::Cyan).add_modifier(Modifier::UNDERLINED),
                hit: over.fg(Color::Cyan),
                current_hit: over.add_modifier(Modifier::BOLD),
                syntax: Some(Syntax::SIXTEEN),
                ..without
            },
        }
    }

    /// The sign of a mark.
    pub fn sign(&self, mark: Mark) -> &'static str {
        match mark {
            Mark::Todo => self.signs.todo,
            Mark::InProgress => self.signs.in_progress,
            Mark::Done => self.signs.done,
            Mark::Skipped => self.signs.skipped,
        }
    }

    /// The style of a mark's sign.
    pub fn sign_style(&self, mark: Mark) -> Style {
        match mark {
            Mark::Todo => self.text,
            Mark::InProgress => self.in_progress,
            Mark::Done => self.done,
            // The sign itself is not struck through: a line through `⊘` hides it.
            Mark::Skipped => self.secondary,
        }
    }
}

/// The one way from text to the screen: whatever comes in is clean when it goes out.
#[expect(clippy::disallowed_methods, reason = "this is the door that the lint guards")]
pub fn span(text: impl Into<SafeText>, style: Style) -> Span<'static> {
    Span::styled(String::from(text.into()), style)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::highlight::Role;

    pub(super) const ROLES: [Role; 9] = [
        Role::Text,
        Role::Comment,
        Role::String,
        Role::Constant,
        Role::Keyword,
        Role::Function,
        Role::Type,
        Role::Inserted,
        Role::Deleted,
    ];

    #[test]
    fn code_has_no_background_and_only_colours_that_are_read_on_any() {
        let syntax = Theme::new(Colours::Sixteen, SignSet::Unicode).syntax.expect("colours");
        for role in ROLES {
            let style = syntax.style(role);
            assert_eq!(style.bg, None, "{role:?}");
            let is_readable = matches!(
                style.fg,
                None | Some(Color::DarkGray | Color::Green | Color::Magenta | Color::Cyan | Color::Red)
            );
            assert!(is_readable, "{role:?}");
        }
    }

    #[test]
    fn without_colours_code_is_plain() {
        assert_eq!(Theme::new(Colours::None, SignSet::Unicode).syntax, None);
    }
}
