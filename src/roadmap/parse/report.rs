//! The problems found so far: sorted, counted, and no more of them kept than anyone reads.

use std::ops::Range;
use std::path::Path;

use crate::roadmap::problem::{Problem, Problems};
use crate::text::SafeText;

/// Most problems that a report lists.
pub(crate) const MAX_LISTED: usize = 100;
/// Longest piece of a file that a message repeats, in cells.
const LONGEST_QUOTE: usize = 60;

/// What a [`Problem`] says, without its place.
pub(crate) struct Words {
    message: SafeText,
    label: SafeText,
    help: Option<SafeText>,
    also: Option<(Range<usize>, SafeText)>,
}

impl Words {
    pub(crate) fn new(message: impl Into<SafeText>, label: impl Into<SafeText>) -> Self {
        Self { message: message.into(), label: label.into(), help: None, also: None }
    }

    pub(crate) fn help(self, help: impl Into<SafeText>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    pub(crate) fn also(self, span: &Range<usize>, label: impl Into<SafeText>) -> Self {
        Self { also: Some((span.clone(), label.into())), ..self }
    }
}

/// Collects problems.
#[derive(Default)]
pub(crate) struct Report {
    kept: Vec<Problem>,
    found: usize,
    /// Once the list is full: what begins at or behind this offset is only counted, so that a file of a million
    /// mistakes costs no more than one of a hundred.
    full_at: Option<usize>,
    /// Lines whose syntax is broken. What is wrong on them besides follows from that.
    broken: Vec<Range<usize>>,
    /// From here on nothing can be trusted: a bracket or a quote was never closed.
    lost_at: Option<usize>,
}

impl Report {
    pub(crate) fn is_clean(&self) -> bool {
        self.found == 0
    }

    /// Whether the text could not be read as TOML, so that what seems missing may be there.
    pub(crate) fn is_broken(&self) -> bool {
        !self.broken.is_empty()
    }

    /// Whether more problems were found than anyone will see, so that care about them is wasted.
    pub(crate) fn is_full(&self) -> bool {
        self.full_at.is_some()
    }

    /// Adds a mistake of the syntax on `line`; what else is found on that line is left out from now on.
    pub(crate) fn add_syntax(&mut self, span: &Range<usize>, line: Range<usize>, words: Words) {
        self.push(span, || words);
        self.broken.push(line);
    }

    /// Leaves out everything found from `offset` on.
    pub(crate) fn lose_from(&mut self, offset: usize) {
        self.lost_at = Some(self.lost_at.map_or(offset, |lost| lost.min(offset)));
    }

    /// Adds a problem. `words` is called only where the problem will be listed.
    pub(crate) fn add(&mut self, span: &Range<usize>, words: impl FnOnce() -> Words) {
        let lost = self.lost_at.is_some_and(|lost| span.start >= lost);
        if !lost && !self.broken.iter().any(|line| line.start <= span.start && span.start <= line.end) {
            self.push(span, words);
        }
    }

    /// Adds that something is not there, unless broken syntax may have swallowed it.
    pub(crate) fn add_missing(&mut self, span: &Range<usize>, words: impl FnOnce() -> Words) {
        if !self.is_broken() {
            self.push(span, words);
        }
    }

    /// Adds a problem that was found elsewhere.
    pub(crate) fn add_found(&mut self, problem: Problem) {
        let Problem { span, message, label, help, also } = problem;
        self.add(&span, || Words { message, label, help, also });
    }

    fn push(&mut self, span: &Range<usize>, words: impl FnOnce() -> Words) {
        self.found += 1;
        if self.full_at.is_some_and(|full| span.start >= full) {
            return;
        }
        let Words { message, label, help, also } = words();
        self.kept.push(Problem { span: span.clone(), message, label, help, also });
        if self.kept.len() >= 4 * MAX_LISTED {
            self.trim();
        }
    }

    fn trim(&mut self) {
        self.kept.sort_by_key(|problem| (problem.span.start, problem.span.end));
        if self.kept.len() > MAX_LISTED {
            self.full_at = self.kept.get(MAX_LISTED).map(|first| first.span.start);
            self.kept.truncate(MAX_LISTED);
        }
    }

    /// The report on `file`.
    pub(crate) fn finish(mut self, file: &Path, text: &str) -> Problems {
        self.trim();
        let more = self.found - self.kept.len();
        if more > 0 {
            let at = self.full_at.unwrap_or(0);
            let noun = if more == 1 { "problem" } else { "problems" };
            self.kept.push(Problem {
                span: at..at,
                message: format!("{more} more {noun} from here on").into(),
                label: SafeText::default(),
                help: Some("mend those above first; many of these may be gone then".into()),
                also: None,
            });
        }
        Problems::new(file.to_path_buf(), text, self.kept)
    }
}

/// A piece of the file in quotes, short enough for a sentence.
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", short(text))
}

/// A piece of the file, short enough for a sentence.
pub(crate) fn short(text: &str) -> SafeText {
    let head: String = text.chars().take(LONGEST_QUOTE + 1).collect();
    SafeText::new(head).fitted(LONGEST_QUOTE, "⋯")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_hundred_by_place_are_kept_whatever_the_order() {
        for order in [(0..5_000).collect::<Vec<usize>>(), (0..5_000).rev().collect()] {
            let mut report = Report::default();
            for at in order {
                report.add(&(at..at + 1), || Words::new(format!("at {at}"), ""));
            }
            let problems = report.finish(Path::new("x"), "");
            assert_eq!(problems.list.len(), MAX_LISTED + 1);
            assert!((0..MAX_LISTED).all(|at| problems.list[at].span.start == at));
            assert_eq!(problems.list[MAX_LISTED].message.as_str(), "4900 more problems from here on");
        }
    }

    #[test]
    fn broken_lines_hide_what_follows_from_them() {
        let mut report = Report::default();
        report.add_syntax(&(12..13), 10..20, Words::new("syntax", ""));
        report.lose_from(30);
        report.add(&(15..16), || Words::new("hidden", ""));
        report.add(&(35..36), || Words::new("hidden", ""));
        report.add_missing(&(0..1), || Words::new("hidden", ""));
        report.add(&(25..26), || Words::new("kept", ""));
        let problems = report.finish(Path::new("x"), "");
        assert_eq!(problems.list.iter().map(|p| p.message.as_str()).collect::<Vec<_>>(), ["syntax", "kept"]);
    }
}
