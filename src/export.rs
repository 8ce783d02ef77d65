//! What a person takes out: a roadmap with their progress, as a text for people or for other programs.
//!
//! ```text
//! Study (roadmap, standing, counts) ──> task_list   Markdown with check boxes      table     CSV
//!                                       picture     a badge or a card, SVG         archive   everything, JSON; reads it too
//!                                       html        one page for a browser
//!                                       tick        an existing task list, of which only the boxes change
//! destination: a file, written whole or not at all, and never over what is no export
//! ```
//!
//! All but `destination` are values in and values out.

pub mod archive;
pub mod destination;
pub mod html;
mod markup;
pub mod picture;
pub mod route;
mod seal;
pub mod table;
pub mod task_list;
pub mod tick;

pub use destination::{Destination, ExportError, Written};

use crate::counts::Counts;
use crate::progress::{Mark, Moment, Standing};
use crate::roadmap::{Roadmap, TopicIx};

/// A roadmap and how far a person has come.
#[derive(Clone, Copy, Debug)]
pub struct Study<'a> {
    /// The roadmap.
    pub roadmap: &'a Roadmap,
    /// What the events say of its topics.
    pub standing: &'a Standing,
    /// The sums.
    pub counts: &'a Counts,
}

impl Study<'_> {
    /// What a box before a topic says: the person's own mark of a unit, the sum of what is below of a group.
    pub(crate) fn mark(&self, ix: TopicIx) -> Mark {
        if self.roadmap.is_unit(ix) { self.standing.status(ix).mark() } else { self.counts.mark(ix) }
    }

    /// When the mark that a topic shows was made; none where it is the sum of what is below the topic.
    pub(crate) fn since(&self, ix: TopicIx) -> Option<Moment> {
        self.standing.status(ix).since().filter(|_| self.roadmap.is_leaf(ix))
    }
}

/// A form in which a study is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Markdown: a task list.
    Markdown,
    /// HTML: a page for a browser.
    Page,
    /// JSON: everything.
    Archive,
    /// CSV: a topic a row.
    Table,
    /// SVG: a badge or a card.
    Picture,
}

impl Format {
    /// Whether a file is as an earlier export of this format has left it.
    pub fn is_earlier(self, file: &[u8]) -> bool {
        match self {
            Self::Markdown | Self::Page | Self::Picture => seal::is_whole(file),
            Self::Archive => archive::is_earlier(file),
            Self::Table => table::is_earlier(file),
        }
    }
}
