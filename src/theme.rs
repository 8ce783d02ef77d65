//! Looks: the style of every role and the sign of every state, and the one door through which text becomes a span.

use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Span;

use crate::highlight::Role;
use crate::progress::Mark;
use crate::text::SafeText;

/// How many colours there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colours {
    /// The sixteen that every terminal has, as its owner set them.
    #[default]
    Sixteen,
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
}

/// A style for each role a text may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// The signs.
    pub signs: &'static Signs,
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
    /// The sign of what is done.
    pub done: Style,
    /// The sign of what is in progress, and the bookmark.
    pub in_progress: Style,
    /// What is skipped.
    pub skipped: Style,
    /// Errors.
    pub error: Style,
    /// Code.
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

/// What the roles in a piece of code look like, laid over [`Theme::code`].
///
/// Of the sixteen colours those that are read on dark and on light ground: blue and yellow are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Syntax {
    comment: Style,
    string: Style,
    constant: Style,
    keyword: Style,
    definition: Style,
    inserted: Style,
    deleted: Style,
}

/// A sign for each state, each one cell wide.
#[derive(Debug, PartialEq, Eq)]
pub struct Signs {
    /// To do.
    pub todo: &'static str,
    /// In progress.
    pub in_progress: &'static str,
    /// Done.
    pub done: &'static str,
    /// Skipped.
    pub skipped: &'static str,
    /// Bookmarked.
    pub bookmark: &'static str,
    /// The person has written a summary.
    pub summary: &'static str,
    /// A topic whose children are hidden.
    pub folded: &'static str,
    /// A topic whose children are shown.
    pub open: &'static str,
    /// Beside the selected row.
    pub cursor: &'static str,
    /// In place of text that was cut.
    pub cut: &'static str,
    /// An error.
    pub error: &'static str,
    /// Item of a list.
    pub bullet: &'static str,
    /// Bar beside a quote; also the divider of panes.
    pub vertical: &'static str,
    /// Line across the screen.
    pub horizontal: &'static str,
    /// Where the divider meets the line above it.
    pub tee_down: &'static str,
    /// Where the divider meets the line below it.
    pub tee_up: &'static str,
    /// Corners of an overlay: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
    /// Where a line meets the left and right side of an overlay.
    pub tees: [&'static str; 2],
    /// Where two lines of a table cross.
    pub cross: &'static str,
    /// Full part of a progress bar.
    pub bar: &'static str,
    /// Empty part of a progress bar.
    pub bar_rest: &'static str,
    /// Before the place that Esc leads to.
    pub back: &'static str,
}

/// The signs of the screens document; all row signs are East Asian Neutral and have no emoji form.
pub const UNICODE: Signs = Signs {
    todo: "◦",
    in_progress: "◔",
    done: "✓",
    skipped: "⊘",
    bookmark: "✦",
    summary: "✎",
    folded: "▸",
    open: "▾",
    cursor: "❯",
    cut: "⋯",
    error: "✗",
    bullet: "∙",
    vertical: "│",
    horizontal: "─",
    tee_down: "┬",
    tee_up: "┴",
    corners: ["┌", "┐", "└", "┘"],
    tees: ["├", "┤"],
    cross: "┼",
    bar: "━",
    bar_rest: "─",
    back: "‹",
};

/// The same in ASCII.
pub const ASCII: Signs = Signs {
    todo: ".",
    in_progress: "/",
    done: "x",
    skipped: "-",
    bookmark: "*",
    summary: "\"",
    folded: "+",
    open: "v",
    cursor: ">",
    cut: "~",
    error: "!",
    bullet: "*",
    vertical: "|",
    horizontal: "-",
    tee_down: "+",
    tee_up: "+",
    corners: ["+", "+", "+", "+"],
    tees: ["+", "+"],
    cross: "+",
    bar: "=",
    bar_rest: "-",
    back: "<",
};

impl Theme {
    /// The looks for a terminal with these colours and signs.
    pub fn new(colours: Colours, signs: SignSet) -> Self {
        let signs = match signs {
            SignSet::Unicode => &UNICODE,
            SignSet::Ascii => &ASCII,
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
            text: plain,
            secondary: plain.add_modifier(Modifier::DIM),
            frame: plain.add_modifier(Modifier::DIM),
            accent: bold,
            title: bold,
            strong: bold,
            emphasis: plain.add_modifier(Modifier::ITALIC),
            selected: over,
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
                syntax: Some(Syntax {
                    comment: plain.fg(Color::DarkGray),
                    string: plain.fg(Color::Green),
                    constant: plain.fg(Color::Magenta),
                    keyword: plain.fg(Color::Cyan),
                    definition: bold,
                    inserted: plain.fg(Color::Green),
                    deleted: plain.fg(Color::Red),
                }),
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

impl Syntax {
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

/// The one way from text to the screen: whatever comes in is clean when it goes out.
#[expect(clippy::disallowed_methods, reason = "this is the door that the lint guards")]
pub fn span(text: impl Into<SafeText>, style: Style) -> Span<'static> {
    Span::styled(String::from(text.into()), style)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROLES: [Role; 9] = [
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
