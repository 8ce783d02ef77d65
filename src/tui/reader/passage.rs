//! A text of the note pane, the person's summary or the author's note: as far as it is known, and as rows.

use std::ops::Range;
use std::sync::Arc;

use ratatui::text::Line;

use super::stack::{Hidden, Slice};
use super::{Delivery, Order};
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
    page: Arc<Page>,
    /// Rows that repeat the topic's title.
    hidden: Hidden,
    /// Whether that is all of it.
    is_whole: bool,
}

impl Body {
    fn new(title: &SafeText, delivery: Delivery) -> Self {
        let Delivery { order, page, is_whole } = delivery;
        let Range { start, end } = page.repeats(title.as_str());
        let hidden = Hidden { start, end };
        Self { of: order, page, hidden, is_whole }
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

    /// Has it laid out again, as what was read just now.
    pub(super) fn renew(&mut self) {
        if let Text::Read(markdown, _) = &mut self.text {
            // Another text by its place: what is still being laid out of this one is not waited for.
            *markdown = Arc::from(&**markdown);
        }
    }

    /// Whether it is not read yet.
    pub(super) fn is_unread(&self) -> bool {
        matches!(self.text, Text::Unread)
    }

    /// Whether it cannot be read.
    pub(super) fn is_unreadable(&self) -> bool {
        matches!(self.text, Text::Unreadable(_))
    }

    /// Whether it is known that there is none.
    pub(super) fn is_absent(&self) -> bool {
        matches!(self.text, Text::Absent)
    }

    /// Whether it is here in full, and has no row that is shown.
    pub(super) fn is_empty(&self) -> bool {
        let body = self.body.as_ref().filter(|body| body.is_whole && self.ordered.is_none());
        body.is_some_and(|body| (0..body.page.len()).all(|row| body.hidden.has(row)))
    }

    /// Whether rows are on their way.
    pub(super) fn is_awaited(&self) -> bool {
        self.is_unread() || self.ordered.is_some()
    }

    /// The text, as far as it is read.
    pub(super) fn markdown(&self) -> Option<&Arc<str>> {
        match &self.text {
            Text::Read(markdown, _) => Some(markdown),
            _ => None,
        }
    }

    /// What is to be laid out elsewhere.
    pub(super) fn order(&self) -> Option<Order> {
        let markdown = self.markdown()?;
        self.ordered.map(|width| Order { markdown: Arc::clone(markdown), width })
    }

    /// Takes a page that was laid out elsewhere, if it is the one that is waited for. Says whether it is.
    pub(super) fn deliver(&mut self, title: &SafeText, delivery: &Delivery) -> bool {
        if self.order().is_none_or(|wanted| !wanted.is(&delivery.order)) {
            return false;
        }
        // The rows of the text before it are better than the first of the new ones.
        let is_news = self.body.as_ref().is_none_or(|body| body.of.is(&delivery.order));
        if delivery.is_whole || is_news {
            self.body = Some(Body::new(title, delivery.clone()));
        }
        if delivery.is_whole {
            self.ordered = None;
        }
        true
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
        if self.body.as_ref().is_some_and(|body| body.is_whole && body.of.is(&wanted)) {
            return lead;
        }
        if markdown.len() <= AT_ONCE {
            let page = Arc::new(render(markdown, Layout::pane(width), theme));
            self.body = Some(Body::new(title, Delivery { order: wanted, page, is_whole: true }));
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

    /// The page, if there is one, and which of its rows are not shown.
    pub(super) fn page(&self) -> Option<(&Arc<Page>, Hidden)> {
        self.body.as_ref().map(|body| (&body.page, body.hidden))
    }

    /// The rows, if there are any.
    pub(super) fn slice(&self) -> Option<Slice<'_>> {
        self.page().map(|(page, hidden)| Slice { page, hidden })
    }
}
