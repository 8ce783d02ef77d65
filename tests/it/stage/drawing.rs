//! Frames as text, and the looks of their cells.

use std::fmt::Write as _;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Size;
use ratatui::style::Style;
use trailmark::progress::Moment;
use trailmark::theme::Theme;
use trailmark::tui::app::{App, Msg};
use trailmark::tui::view::view;

/// The frame of an interface after these messages, without files: paths in it are the same in every run.
pub(crate) fn drawn(msgs: Vec<Msg>, theme: Theme, (width, height): (u16, u16)) -> Buffer {
    let mut msgs = msgs.into_iter();
    let first = msgs.next().expect("a message");
    let mut app = App::new(Size { width, height }, theme, first, Moment::FIRST);
    for msg in msgs {
        let _ = app.update(msg, Moment::FIRST);
    }
    let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a screen");
    terminal.draw(|frame| view(&app, frame)).expect("a frame");
    terminal.backend().buffer().clone()
}

/// A frame as text, one line a row, without blanks at the ends.
pub(crate) fn text_of(buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in 0..buffer.area.height {
        let mut row = String::new();
        let mut x = 0;
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            row.push_str(symbol);
            x += u16::try_from(trailmark::text::width(symbol)).unwrap_or(1).max(1);
        }
        let _ = writeln!(text, "{}", row.trim_end());
    }
    text.truncate(text.trim_end_matches('\n').len());
    text
}

/// The looks of each cell of a row. Under the second half of a wide letter lies what was there before: nobody sees it.
fn styles_in_row(buffer: &Buffer, y: u16) -> Vec<Style> {
    let mut styles = Vec::new();
    while styles.len() < usize::from(buffer.area.width) {
        let cell = &buffer[(u16::try_from(styles.len()).expect("a column"), y)];
        let width = trailmark::text::width(cell.symbol()).max(1);
        styles.extend(std::iter::repeat_n(cell.style(), width));
    }
    styles
}

/// The runs of cells that do not look plain: `row: from-to style`.
pub(crate) fn styles_of(buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in 0..buffer.area.height {
        let mut runs = Vec::new();
        let mut x = 0;
        for alike in styles_in_row(buffer, y).chunk_by(|a, b| a == b) {
            if let Some(looks) = alike.first().and_then(|style| looks_of(*style)) {
                runs.push(format!("{x}-{} {looks}", x + alike.len() - 1));
            }
            x += alike.len();
        }
        if !runs.is_empty() {
            let _ = writeln!(text, "{y}: {}", runs.join(", "));
        }
    }
    text
}

fn looks_of(style: Style) -> Option<String> {
    let mut looks = Vec::new();
    let colour =
        |colour: Option<ratatui::style::Color>| colour.filter(|c| *c != ratatui::style::Color::Reset);
    looks.extend(colour(style.fg).map(|fg| fg.to_string().to_lowercase()));
    looks.extend(colour(style.bg).map(|bg| format!("on {}", bg.to_string().to_lowercase())));
    if !style.add_modifier.is_empty() {
        looks.push(format!("{:?}", style.add_modifier).to_lowercase().replace(" | ", "+"));
    }
    (!looks.is_empty()).then(|| looks.join(" "))
}
