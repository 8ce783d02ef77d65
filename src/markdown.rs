//! How a note looks: its blocks as rows of styled text.
//!
//! [`crate::note`] splits and peels, the leaf renderer turns inline Markdown and tables into spans, and what is here
//! breaks them into rows, draws what stands around them and cleans all of it.

mod blocks;
mod guard;
mod inline;
mod mark;
mod page;
mod script;
mod sheet;
mod wrap;

use ratatui::text::Line;

pub use guard::is_guarded;

use crate::note::{self, Note};
use crate::text::SafeText;
use crate::theme::Theme;

/// A note as rows of at most as many cells as were asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The rows, from top to bottom.
    pub rows: Vec<Line<'static>>,
    /// The headings, from top to bottom.
    pub headings: Vec<Heading>,
}

/// A heading on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The row in which it begins, counted from 0.
    pub row: usize,
    /// 1 to 6, 1 is the highest.
    pub level: u8,
    /// Its text without Markdown.
    pub text: SafeText,
}

/// Lays out a note in rows of at most `width` cells; no row is wider, whatever the note and the width (0 counts as 1).
///
/// Whatever the note holds, only clean text comes out, and a part that cannot be rendered is shown as it was written.
pub fn render(markdown: &str, width: usize, theme: &Theme) -> Page {
    let text = note::prepared(markdown);
    let laid_out = guard::guarded(|| {
        let mut page = page::Builder::new(width, theme);
        page.blocks(&Note::parse(&text).blocks, blocks::Spacing::Loose);
        page.finish()
    });
    laid_out.unwrap_or_else(|| {
        let mut page = page::Builder::new(width, theme);
        page.verbatim(&text, theme.text);
        page.finish()
    })
}
