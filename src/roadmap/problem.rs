//! Problems of a roadmap file: where, what, and a way to mend it.

use std::fmt;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use crate::text::SafeText;

/// One mistake in a roadmap file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Byte range of the text that is wrong.
    pub span: Range<usize>,
    /// One sentence: what is wrong.
    pub message: SafeText,
    /// A few words under the caret.
    pub label: SafeText,
    /// A way to mend it.
    pub help: Option<SafeText>,
    /// Another place that belongs to it, with its words: where an id was used first.
    pub also: Option<(Range<usize>, SafeText)>,
}

/// Lines around a place, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// Line of the place; the first is 1.
    pub line: usize,
    /// Column of the place in characters; the first is 1.
    pub column: usize,
    /// Number and text of the lines around it; tabs are expanded.
    pub lines: Vec<(usize, SafeText)>,
    /// Cells in the line of the place that the caret covers.
    pub caret: Range<usize>,
}

/// Every mistake of one file, in the order of the lines. Displays as the full report.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Problems {
    /// The file.
    pub file: PathBuf,
    /// Its text.
    pub text: Arc<str>,
    /// At least one mistake.
    pub list: Vec<Problem>,
}

impl Problems {
    /// The place of `span` with at most `around` lines before and after it.
    pub fn excerpt(&self, span: &Range<usize>, around: usize) -> Excerpt {
        let _ = (span, around);
        unimplemented!()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
        unimplemented!()
    }
}
