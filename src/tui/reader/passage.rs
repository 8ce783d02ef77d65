//! A text of the note pane, the person's summary or the author's note: as far as it is known, and as rows.

use std::sync::Arc;

use ratatui::text::Line;

use super::Order;
use crate::markdown::{Layout, Page, render};
use crate::text::SafeText;
use crate::theme::Theme;
use crate::tui::sheet::{flow, words};

/// Texts up to this many bytes are laid out at once: about 4 ms for most, and 30 ms for the worst that is known.
const AT_ONCE: usize = 32 * 1024;

/// What is known of a text.
#[derive(Clone, Debug, Default)]
pub(super) enum Text {
    /// Not asked for yet.
    #[default]
    Unread,
    /// There is none.
    Absent,
    /// Read, with what is to be said of it.
    Read(Arc<str>, Option<SafeText>),
    /// It cannot be read; why.
    Unreadable(SafeText),
}

/// A text with its rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Passage {
    text: Text,
    /// The width for which a long text is to be laid out.
    ordered: Option<usize>,
    /// The rows: the part that is dear to make, and may be long.
    body: Option<Body>,
}

#[derive(Clone, Debug)]
struct Body {
    /// What was laid out, and for which width.
    of: Order,
    page: Page,
    rows: Vec<Line<'static>>,
    /// Rows at its start that repeat the topic's title.
    skipped: usize,
}

impl Body {
    fn new(title: &SafeText, of: Order, page: Page) -> Self {
        let skipped = repeats_title(&page, title.as_str());
        Self { of, rows: page.lines().collect(), page, skipped }
    }
}

impl Passage {
    /// A text of which only this is known.
    pub(super) fn new(text: Text) -> Self {
        Self { text, ..Self::default() }
    }

    /// Takes what was read. The rows stay until those of the new text are there, so that nothing jumps.
    pub(super) fn take(&mut self, text: Text) {
        let is_same = match (&self.text, &text) {
            (Text::Read(old, notice), Text::Read(new, new_notice)) => old == new && notice == new_notice,
            _ => false,
        };
        if is_same {
            return;
        }
        if !matches!(text, Text::Read(..)) {
            self.body = None;
        }
        self.text = text;
        self.ordered = None;
    }

    /// Whether it is not read yet.
    pub(super) fn is_unread(&self) -> bool {
        matches!(self.text, Text::Unread)
    }

    /// Whether it is known that there is none.
    pub(super) fn is_absent(&self) -> bool {
        matches!(self.text, Text::Absent)
    }

    /// Whether rows are on their way.
    pub(super) fn is_awaited(&self) -> bool {
        self.is_unread() || self.ordered.is_some()
    }

    /// What is to be laid out elsewhere.
    pub(super) fn order(&self) -> Option<Order> {
        match &self.text {
            Text::Read(markdown, _) => {
                self.ordered.map(|width| Order { markdown: Arc::clone(markdown), width })
            }
            _ => None,
        }
    }

    /// Takes a page that was laid out elsewhere, if it is the one that is waited for.
    pub(super) fn deliver(&mut self, title: &SafeText, order: &Order, page: &Page) {
        if self.order().is_some_and(|wanted| wanted.is(order)) {
            self.body = Some(Body::new(title, order.clone(), page.clone()));
            self.ordered = None;
        }
    }

    /// Lays the text out where that is done at once, and gives the rows that stand before it. `what` it is called.
    pub(super) fn settle(
        &mut self,
        (what, title): (&str, &SafeText),
        width: usize,
        theme: &Theme,
    ) -> Vec<Line<'static>> {
        let (markdown, notice) = match &self.text {
            Text::Unread | Text::Absent => return Vec::new(),
            Text::Unreadable(why) => return flow(words(why.as_str(), theme.error), 1, width),
            Text::Read(markdown, notice) => (markdown, notice),
        };
        let mut lead = Vec::new();
        if let Some(notice) = notice {
            lead.extend(flow(words(notice.as_str(), theme.in_progress), 1, width));
            lead.push(Line::default());
        }
        let wanted = Order { markdown: Arc::clone(markdown), width };
        self.ordered = None;
        if self.body.as_ref().is_some_and(|body| body.of.is(&wanted)) {
            return lead;
        }
        if markdown.len() <= AT_ONCE {
            let page = render(markdown, Layout::pane(width), theme);
            self.body = Some(Body::new(title, wanted, page));
            return lead;
        }
        self.ordered = Some(width);
        // Rows of an older text are better than none; those of another width would be cut.
        if self.body.as_ref().is_none_or(|body| body.of.width != width) {
            self.body = None;
            let text = format!("Laying out a long {what} {}", theme.signs.cut);
            lead.extend(flow(words(&text, theme.secondary), 1, width));
        }
        lead
    }

    /// The rows.
    pub(super) fn rows(&self) -> &[Line<'static>] {
        self.body.as_ref().and_then(|body| body.rows.get(body.skipped..)).unwrap_or_default()
    }

    /// Which of the rows are headings.
    pub(super) fn headings(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.body.iter().flat_map(|body| {
            let shown = body.page.headings.iter().filter(|heading| heading.row >= body.skipped);
            shown.map(|heading| heading.row - body.skipped)
        })
    }
}

/// Rows at the start of a text that only say its topic's title again, with the blank rows behind them.
fn repeats_title(page: &Page, title: &str) -> usize {
    let repeats = page.headings.first().is_some_and(|first| {
        first.row == page.lines().take_while(|row| row.width() == 0).count()
            && first.text.as_str().trim().to_lowercase() == title.trim().to_lowercase()
    });
    if !repeats {
        return 0;
    }
    let blank = |row: &Line<'_>| row.width() == 0;
    let before = page.lines().take_while(blank).count();
    let heading = page.lines().skip(before).take_while(|row| !blank(row)).count();
    let after = page.lines().skip(before + heading).take_while(blank).count();
    before + heading + after
}
