//! A menu over the panes: a letter, what it shows, and how many topics that are.

use ratatui::buffer::Buffer;
use ratatui::text::Line;

use super::{inset, list, put_right, row};
use crate::text::SafeText;
use crate::theme::{Theme, span};
use crate::tui::layout::{ListPanes, MenuPanes, Panes};
use crate::tui::menu::Menu;

/// Cells before the words: cursor, blank, letter, two blanks.
const BEFORE: usize = 5;

/// From this width on there is room in the title for what is counted.
const LABELLED: u16 = 30;

/// Draws a menu.
pub(super) fn draw(menu: &Menu, theme: &Theme, panes: &Panes, buffer: &mut Buffer) {
    let panes = MenuPanes::of(panes, menu);
    let height = usize::from(panes.body.height);
    let is_whole = menu.lines.len() <= height;
    let range = if is_whole { String::new() } else { list::shown(menu.top, height, menu.lines.len()) };
    list::place(&panes, [menu.title, &range, ""], theme, buffer);
    say_what_is_counted(&panes, theme, buffer);
    let has_letters = menu.lines.iter().any(|line| line.letter.is_some());
    let before = if has_letters { BEFORE } else { 2 };
    for (index, (number, item)) in (0..panes.body.height).zip(menu.lines.iter().enumerate().skip(menu.top)) {
        let area = row(panes.body, index);
        let count = item.count.map_or_else(|| theme.signs.cut.to_owned(), |count| count.to_string());
        let room = usize::from(area.width).saturating_sub(before + count.len() + 3);
        let is_empty = item.count == Some(0);
        let mut spans = Vec::new();
        if has_letters {
            let letter = item.letter.map(String::from).unwrap_or_default();
            spans.extend([span(letter, theme.accent), span("  ", theme.text)]);
        }
        let words: SafeText = item.text.fitted(room, theme.signs.cut);
        spans.push(span(words, if is_empty { theme.secondary } else { theme.text }));
        let inner = ratatui::layout::Rect { width: area.width.saturating_sub(1), ..area };
        put_right(buffer, inner, &Line::from(span(count, theme.secondary)));
        list::put_row(area, spans, (number == menu.cursor, theme), buffer);
    }
}

/// Says over the numbers what they are of.
fn say_what_is_counted(panes: &ListPanes, theme: &Theme, buffer: &mut Buffer) {
    let (title, pad) = if panes.boxed { (inset(inset(panes.title)), " ") } else { (inset(panes.title), "") };
    if title.width >= LABELLED {
        put_right(buffer, title, &Line::from(span(format!("{pad}topics{pad}"), theme.secondary)));
    }
}
