//! The question whether to open a web address: the whole address as rows of a given width.

use ratatui::layout::Rect;
use ratatui::text::Line;

use super::action::Action;
use super::layout::{ListPanes, Panes};
use super::sheet::{flow, words};
use crate::note::destination;
use crate::theme::{Theme, span};

/// Rows of the box that are not the address: a blank one before it, a blank one behind it, the keys.
const AROUND: u16 = 3;

/// What can be answered.
pub const ANSWERS: [(Action, &str); 3] =
    [(Action::Accept, "open"), (Action::CopyAddress, "copy"), (Action::Back, "leave")];

/// What is said of a host that may be another than it looks like.
const MIXED: &str = "The name of this host mixes alphabets: it may not be what it looks like.";

/// Where the parts of the question are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AskingPanes {
    /// All of it.
    pub panes: ListPanes,
    /// The rows of the address.
    pub address: Rect,
    /// The row with the keys; empty where there is no room for it.
    pub keys: Rect,
}

impl AskingPanes {
    /// Lays out the question of an address of so many rows over the panes.
    pub fn of(panes: &Panes, rows: usize) -> Self {
        let panes = ListPanes::of(panes, rows.saturating_add(AROUND.into()));
        let body = inset(panes.body);
        let rows = u16::try_from(rows).unwrap_or(u16::MAX);
        let blank = u16::from(body.height >= rows.saturating_add(AROUND));
        let keys = u16::from(body.height >= 3);
        let height = rows.min(body.height - keys - blank);
        let address = Rect { y: body.y + blank, height, ..body };
        Self { panes, address, keys: Rect { y: body.bottom() - keys, height: keys, ..body } }
    }
}

/// A margin of two cells at both sides, where there is room for one.
fn inset(area: Rect) -> Rect {
    let margin = match area.width {
        24.. => 2,
        3.. => 1,
        _ => 0,
    };
    Rect { x: area.x + margin, width: area.width - margin * 2, ..area }
}

/// The address over as many rows as it needs, nothing of it cut, with its host strong; and where the parts of the question are.
pub fn laid_out(address: &str, panes: &Panes, theme: &Theme) -> (Vec<Line<'static>>, AskingPanes) {
    // The width is the same however many rows there are.
    let width = usize::from(AskingPanes::of(panes, 0).address.width);
    let host = destination(address).unwrap_or_default();
    let (before, after) = (0..host.start, host.end..address.len());
    let part = |bytes: std::ops::Range<usize>| address.get(bytes).unwrap_or_default();
    let unit = vec![
        span(part(before), theme.text),
        span(part(host.clone()), theme.strong),
        span(part(after), theme.text),
    ];
    let mut rows = flow(vec![unit], 1, width);
    if mixes_alphabets(part(host)) {
        rows.push(Line::default());
        rows.extend(flow(words(MIXED, theme.in_progress), 1, width));
    }
    let panes = AskingPanes::of(panes, rows.len());
    (rows, panes)
}

/// Whether a part of a host has Latin letters and Greek, Cyrillic or others that look like them, and lead elsewhere. With
/// Hangul, kana and Chinese characters nobody takes one for the other.
fn mixes_alphabets(host: &str) -> bool {
    host.split(['.', '@']).any(|part| {
        part.contains(|c: char| c.is_ascii_alphabetic())
            && part.contains(|c: char| matches!(c, '\u{370}'..='\u{10FF}' | '\u{13A0}'..='\u{13FF}'))
    })
}

/// The question.
pub fn question(address: &str) -> &'static str {
    let is_mail = address.split_once(':').is_some_and(|(scheme, _)| scheme.eq_ignore_ascii_case("mailto"));
    if is_mail { "Open in your mail program?" } else { "Open in your browser?" }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Size;

    use super::*;
    use crate::theme::{Colours, SignSet};
    use crate::tui::layout::Arrangement;

    fn asked(address: &str, width: u16, height: u16) -> (Vec<Line<'static>>, AskingPanes) {
        let panes = Panes::of(Size { width, height }, Arrangement::default());
        laid_out(address, &panes, &Theme::new(Colours::Sixteen, SignSet::Unicode))
    }

    #[test]
    fn nothing_of_an_address_is_cut() {
        let long = format!("https://example.org/{}", "경로/path-".repeat(300));
        for address in ["https://a.b", "mailto:a@b.c", long.as_str()] {
            for (width, height) in [(120, 36), (80, 24), (50, 20), (20, 5), (3, 3), (1, 1)] {
                let (rows, parts) = asked(address, width, height);
                let text: String = rows.iter().map(ToString::to_string).collect();
                assert_eq!(text, address, "{width}x{height}");
                let area = parts.panes.body;
                for part in [parts.address, parts.keys].iter().filter(|part| part.area() > 0) {
                    assert_eq!(area.intersection(*part), *part, "{width}x{height}");
                }
                assert!(parts.address.height > 0, "{width}x{height}");
                assert!(parts.address.intersection(parts.keys).area() == 0, "{width}x{height}");
            }
        }
    }

    #[test]
    fn a_host_that_mixes_alphabets_is_told() {
        for (address, is_told) in [
            ("https://\u{430}pple.com/", true),
            ("https://app.p\u{430}ypal.com/", true),
            ("mailto:a@\u{43E}penai.com", true),
            ("https://한국.kr/abc경로", false),
            ("https://b\u{FC}cher.example/", false),
            ("https://abc한국.kr/", false),
            ("https://xn--pple-43d.com/", false),
            ("https://apple.com/\u{430}b", false),
        ] {
            let (rows, _) = asked(address, 80, 24);
            let told = rows.iter().any(|row| row.to_string().contains("mixes alphabets"));
            assert_eq!(told, is_told, "{address}");
        }
    }

    #[test]
    fn the_host_is_strong() {
        let theme = Theme::new(Colours::Sixteen, SignSet::Unicode);
        for (address, host) in [
            ("https://example.org@evil.test/", "evil.test"),
            ("https://evil.test:80", "evil.test"),
            ("mailto:a@b.c", "a@b.c"),
        ] {
            let (rows, _) = asked(address, 80, 24);
            let strong = rows.iter().flat_map(|row| &row.spans).filter(|span| span.style == theme.strong);
            assert_eq!(strong.map(|span| span.content.as_ref()).collect::<String>(), host);
        }
    }
}
