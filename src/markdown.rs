//! How a note looks: its blocks as rows of styled text.
//!
//! [`crate::note`] splits and peels, the leaf renderer turns inline Markdown and tables into spans, and what is here
//! breaks them into rows, draws what stands around them and cleans all of it.

mod blocks;
mod builder;
mod code;
mod find;
mod inline;
mod mark;
mod page;
mod script;
mod sheet;
mod table;
mod told;
mod wrap;

use std::ops::ControlFlow;

pub use find::{Hit, MOST as MOST_HITS, Needle};
pub(crate) use script::{bridged, is_ideographic};

pub use page::{Code, Heading, Mark, Page};

use self::blocks::{Spacing, is_apart};
use self::builder::Builder;
use crate::note::{self, Block};
use crate::theme::Theme;

/// How a note is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Cells that a row may take; 0 counts as 1.
    pub width: usize,
    /// What becomes of code and tables that are wider.
    pub overflow: Overflow,
    /// Whether the addresses of links are text.
    pub addresses: Addresses,
    /// When code gets its colours.
    pub colouring: Colouring,
}

/// What becomes of code and tables that are wider than the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overflow {
    /// They can be scrolled sideways, see [`Page::overhang`].
    Scrolled,
    /// They are folded.
    Folded,
    /// Code is folded, a table is told record by record, and words stand where signs would: see [`Layout::told`].
    Told,
}

/// Whether the addresses of links are text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addresses {
    /// They follow their label: nothing else tells them.
    Shown,
    /// They are told where a link is chosen.
    Hidden,
}

/// When code gets its colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colouring {
    /// With its rows, if the theme has colours: the first code of a language is waited for, see [`highlight`].
    ///
    /// [`highlight`]: crate::highlight
    AtOnce,
    /// Later: somebody lays them over the rows, see [`Page::code_marks`].
    Later,
}

impl Layout {
    /// For a pane in which links can be chosen and rows be scrolled sideways.
    pub fn pane(width: usize) -> Self {
        let (overflow, addresses) = (Overflow::Scrolled, Addresses::Hidden);
        Self { width, overflow, addresses, colouring: Colouring::Later }
    }

    /// For paper and the like.
    pub fn print(width: usize) -> Self {
        let (overflow, addresses) = (Overflow::Folded, Addresses::Shown);
        Self { width, overflow, addresses, colouring: Colouring::AtOnce }
    }

    /// For who is read to: rows that make sense one after the other. Wants a theme with [`WORDS`].
    ///
    /// [`WORDS`]: crate::theme::WORDS
    pub fn told(width: usize) -> Self {
        let (overflow, addresses) = (Overflow::Told, Addresses::Shown);
        Self { width, overflow, addresses, colouring: Colouring::Later }
    }
}

/// Lays out a note; no row is wider, whatever the note and the width, but those that can be scrolled.
///
/// Whatever the note holds, only clean text comes out, and a part that cannot be rendered is shown as it was written.
pub fn render(markdown: &str, layout: Layout, theme: &Theme) -> Page {
    render_in_steps(markdown, layout, theme, |_| ControlFlow::Continue(()))
}

/// As [`render`], and shows what there is so far after each block that stands for itself. What is there does not change any
/// more; where the answer is `Break`, it is all there will be.
pub fn render_in_steps(
    markdown: &str,
    layout: Layout,
    theme: &Theme,
    mut step: impl FnMut(&Page) -> ControlFlow<()>,
) -> Page {
    let layout = Layout { width: layout.width.max(1), ..layout };
    let text = note::prepared(markdown);
    let laid_out = crate::guard::guarded(|| {
        let mut page = Builder::new(layout, theme);
        let mut before: Option<Block<'_>> = None;
        for block in note::blocks(&text) {
            if before.is_some_and(|before| is_apart(&before, &block, Spacing::Loose)) && page.height() > 0 {
                page.blank();
            }
            page.block(&block);
            before = Some(block);
            if step(page.page()).is_break() {
                break;
            }
        }
        page.finish()
    });
    laid_out.unwrap_or_else(|| {
        let mut page = Builder::new(layout, theme);
        page.verbatim(&text, theme.text);
        page.finish()
    })
}
