//! Styled text as bytes for a terminal.
//!
//! The sequences are written here and not by crossterm, because crossterm looks at `NO_COLOR` once more by itself and
//! `--color always` would lose against it.

use std::fmt::Write as _;

use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Span;

/// Adds a span to `out`, with its style where `coloured`.
pub(super) fn push(out: &mut String, span: &Span<'_>, coloured: bool) {
    let codes = if coloured { codes(span.style) } else { String::new() };
    if codes.is_empty() || span.content.is_empty() {
        out.push_str(&span.content);
    } else {
        // Writing to a String cannot fail.
        let _ = write!(out, "\x1B[{codes}m{}\x1B[0m", span.content);
    }
}

/// Parameters of "select graphic rendition" (ECMA-48, 8.3.117), with `;` between them.
fn codes(style: Style) -> String {
    let mut codes = Vec::new();
    for (modifier, code) in [
        (Modifier::BOLD, "1"),
        (Modifier::DIM, "2"),
        (Modifier::ITALIC, "3"),
        (Modifier::UNDERLINED, "4"),
        (Modifier::REVERSED, "7"),
        (Modifier::CROSSED_OUT, "9"),
    ] {
        if style.add_modifier.contains(modifier) {
            codes.push(code.to_owned());
        }
    }
    codes.extend(style.fg.and_then(|colour| colour_code(colour, 30)));
    codes.extend(style.bg.and_then(|colour| colour_code(colour, 40)));
    codes.join(";")
}

/// Code of a colour; `base` is 30 for the foreground and 40 for the background.
fn colour_code(colour: Color, base: u8) -> Option<String> {
    let (bright, step) = match colour {
        Color::Reset => return None,
        Color::Indexed(index) => return Some(format!("{};5;{index}", base + 8)),
        Color::Rgb(r, g, b) => return Some(format!("{};2;{r};{g};{b}", base + 8)),
        Color::Black => (false, 0),
        Color::Red => (false, 1),
        Color::Green => (false, 2),
        Color::Yellow => (false, 3),
        Color::Blue => (false, 4),
        Color::Magenta => (false, 5),
        Color::Cyan => (false, 6),
        Color::Gray => (false, 7),
        Color::DarkGray => (true, 0),
        Color::LightRed => (true, 1),
        Color::LightGreen => (true, 2),
        Color::LightYellow => (true, 3),
        Color::LightBlue => (true, 4),
        Color::LightMagenta => (true, 5),
        Color::LightCyan => (true, 6),
        Color::White => (true, 7),
    };
    Some((base + step + if bright { 60 } else { 0 }).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme;

    #[test]
    fn styles_become_sequences() {
        for (style, coloured, expected) in [
            (Style::new(), true, "x"),
            (Style::new().fg(Color::Green), false, "x"),
            (Style::new().fg(Color::Green), true, "\x1B[32mx\x1B[0m"),
            (Style::new().fg(Color::DarkGray), true, "\x1B[90mx\x1B[0m"),
            (Style::new().fg(Color::Cyan).add_modifier(Modifier::BOLD), true, "\x1B[1;36mx\x1B[0m"),
            (Style::new().bg(Color::Indexed(200)), true, "\x1B[48;5;200mx\x1B[0m"),
            (Style::new().fg(Color::Rgb(1, 2, 3)), true, "\x1B[38;2;1;2;3mx\x1B[0m"),
        ] {
            let mut out = String::new();
            push(&mut out, &theme::span("x", style), coloured);
            assert_eq!(out, expected, "{style:?}");
        }
    }
}
