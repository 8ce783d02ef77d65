//! Lists over the panes, and the question whether to open an address.

use ratatui::buffer::Buffer;
use ratatui::style::Style;
use ratatui::text::Line;

use super::{overlay, put_left, row};
use crate::note::host;
use crate::text::{SafeText, width};
use crate::theme::{Theme, span};
use crate::tui::app::App;
use crate::tui::desk::Asking;
use crate::tui::listing::{Item, Listed, Listing};
use crate::tui::sheet::flow;

/// Draws a list.
pub(super) fn draw(listing: &Listing, app: &App, buffer: &mut Buffer) {
    let theme = app.theme();
    let count = listing.items.len();
    let title = match listing.of {
        Listed::Links => "Links",
        Listed::Headings => "Contents",
    };
    let body = overlay::window((title, &format!("{} of {count}", listing.cursor + 1)), count, app, buffer);
    let lines = listing.items.iter().enumerate().skip(listing.top);
    for (index, (number, item)) in (0..body.height).zip(lines) {
        let mut line = match listing.of {
            Listed::Links => link(item, (number + 1, count), usize::from(body.width), theme),
            Listed::Headings => heading(item, theme),
        };
        let is_chosen = number == listing.cursor;
        let sign = if is_chosen { theme.signs.cursor } else { " " };
        line.spans.insert(0, span(format!("{sign} "), theme.accent));
        if is_chosen {
            line.push_span(span(
                " ".repeat(usize::from(body.width).saturating_sub(line.width())),
                Style::new(),
            ));
            line = line.patch_style(theme.selected);
            line.spans.iter_mut().for_each(|part| part.style = part.style.patch(theme.selected));
        }
        put_left(buffer, row(body, index), &line);
    }
}

/// Number, label and address; the address gives way to the label.
fn link(item: &Item, (number, count): (usize, usize), room: usize, theme: &Theme) -> Line<'static> {
    let digits = count.to_string().len();
    let mut line = Line::from(span(format!("{number:>digits$}  "), theme.secondary));
    let address = SafeText::new(&item.address);
    // A resource says its address itself.
    let label = item.text.as_str().strip_suffix(address.as_str()).unwrap_or(item.text.as_str());
    let label = SafeText::new(label.trim());
    let left = room.saturating_sub(line.width() + 2);
    if label.is_empty() {
        line.push_span(span(address.fitted(left, theme.signs.cut), theme.link));
        return line;
    }
    let label = label.fitted(left, theme.signs.cut);
    let left = left.saturating_sub(label.width() + 2);
    line.push_span(span(label, theme.text));
    if left > width(theme.signs.cut) {
        line.push_span(span("  ", theme.text));
        line.push_span(span(address.fitted(left, theme.signs.cut), theme.secondary));
    }
    line
}

fn heading(item: &Item, theme: &Theme) -> Line<'static> {
    let style = if item.level == 0 { theme.strong } else { theme.text };
    Line::from(vec![span("  ".repeat(item.level), theme.text), span(&item.text, style)])
}

/// Draws the question whether to open an address, with all of it.
pub(super) fn ask(asking: &Asking, app: &App, buffer: &mut Buffer) {
    let theme = app.theme();
    let (before, host, after) = host(&asking.address);
    let unit = vec![span(before, theme.text), span(host, theme.title), span(after, theme.text)];
    let lines = |width: u16| flow(vec![unit.clone()], 1, usize::from(width));
    let rows = lines(overlay::body_width(app)).len();
    let more = if rows > 1 { format!("{rows} rows") } else { String::new() };
    let body = overlay::window(("Open in your browser?", &more), rows, app, buffer);
    for (index, line) in (0..body.height).zip(lines(body.width).iter().skip(asking.top)) {
        put_left(buffer, row(body, index), line);
    }
}
