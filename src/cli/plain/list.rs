//! The numbered list: what the numbers stand for, and how its lines are read out.

use std::collections::VecDeque;

use crate::cli::address::place;
use crate::cli::context::Context;
use crate::progress::Mark;
use crate::roadmap::{Roadmap, TopicIx};
use crate::text::{SafeText, counted, nearest};

/// A list with numbers from 1 on. What a number stands for changes only with another list.
#[derive(Debug, Default)]
pub(super) struct List {
    /// What it is of; none where it is what is below a topic.
    pub(super) head: Option<SafeText>,
    /// Its rows.
    pub(super) rows: Vec<Row>,
}

/// A row of a list.
#[derive(Debug)]
pub(super) struct Row {
    /// What its number stands for.
    pub(super) topic: TopicIx,
    /// What is said of it.
    pub(super) said: Said,
}

/// What is said of a topic.
#[derive(Debug)]
pub(super) enum Said {
    /// How it is.
    State,
    /// How it is, and where.
    StateAndPlace,
    /// Words behind the title.
    Words(SafeText),
    /// Why it is suggested, and where it is.
    Reason(SafeText),
}

impl List {
    /// What is below a topic, or the sections.
    pub(super) fn below(roadmap: &Roadmap, above: Option<TopicIx>) -> Self {
        let row = |topic| Row { topic, said: Said::State };
        let rows = match above {
            Some(above) => roadmap.children(above).map(row).collect(),
            None => roadmap.sections().map(row).collect(),
        };
        Self { head: None, rows }
    }

    /// Its lines.
    pub(super) fn lines(&self, context: &Context) -> Vec<SafeText> {
        let line = |(number, row): (usize, &Row)| {
            let words = match &row.said {
                Said::State => state(context, row.topic),
                Said::StateAndPlace => placed(context, row.topic, &state(context, row.topic)),
                Said::Words(words) => format!("{}, {words}", context.title(row.topic)),
                Said::Reason(why) => {
                    placed(context, row.topic, &format!("{}, {why}", context.title(row.topic)))
                }
            };
            SafeText::new(format!("{number}. {words}"))
        };
        (1..).zip(&self.rows).map(line).collect()
    }

    /// What the numbers stand for.
    pub(super) fn topics(&self) -> impl Iterator<Item = TopicIx> {
        self.rows.iter().map(|row| row.topic)
    }
}

/// A topic in a line: title, mark, how much of it is done, what else there is.
pub(super) fn state(context: &Context, ix: TopicIx) -> String {
    let mut parts = vec![context.title(ix).to_string(), context.counts.mark(ix).label().to_owned()];
    if !context.roadmap.is_leaf(ix) {
        let tally = context.counts.of(ix);
        parts.push(format!("{} of {} done", tally.done, tally.total));
        parts.push(format!("{} below", counted(context.roadmap.below(ix).len(), "topic")));
    }
    if context.written.contains_key(&ix) {
        parts.push("summary".to_owned());
    }
    if context.standing.is_bookmarked(ix) {
        parts.push("bookmarked".to_owned());
    }
    parts.join(", ")
}

/// Words of a topic, and where it is.
fn placed(context: &Context, ix: TopicIx, words: &str) -> String {
    let place = place(&context.roadmap, ix);
    if place.is_empty() { words.to_owned() } else { format!("{words}, in {place}") }
}

/// What a topic must be like to be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Only {
    All,
    Mark(Mark),
    Bookmarked,
    Summary,
}

/// The words for it.
const ONLY: [(&str, Only); 9] = [
    ("to do", Only::Mark(Mark::Todo)),
    ("todo", Only::Mark(Mark::Todo)),
    ("in progress", Only::Mark(Mark::InProgress)),
    ("in-progress", Only::Mark(Mark::InProgress)),
    ("done", Only::Mark(Mark::Done)),
    ("skipped", Only::Mark(Mark::Skipped)),
    ("bookmarked", Only::Bookmarked),
    ("summary", Only::Summary),
    ("all", Only::All),
];

impl Only {
    /// What the words stand for.
    ///
    /// # Errors
    /// Says what there is.
    pub(super) fn named(words: &str) -> Result<Self, String> {
        let words = words.to_lowercase();
        if let Some((_, only)) = ONLY.iter().find(|(name, _)| *name == words) {
            return Ok(*only);
        }
        let near = nearest(&words, ONLY.iter().map(|(name, _)| *name)).filter(|_| !words.is_empty());
        let near = near.map(|name| format!("Did you mean filter {name}? ")).unwrap_or_default();
        Err(format!("{near}There is filter to do, in progress, done, skipped, bookmarked, summary and all."))
    }

    /// What topics like that are.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Mark(mark) => mark.label(),
            Self::Bookmarked => "bookmarked",
            Self::Summary => "with your summary",
        }
    }

    /// The topics at and below `above`, or of the whole roadmap, that are like that.
    pub(super) fn list(self, context: &Context, above: Option<TopicIx>) -> Vec<Row> {
        let range = match above {
            Some(above) => above.get()..context.roadmap.below(above).end,
            None => 0..context.roadmap.topics().len(),
        };
        let fits = |ix: &TopicIx| match self {
            Self::All => true,
            // What is above has the sum of their marks.
            Self::Mark(mark) => context.roadmap.is_leaf(*ix) && context.counts.mark(*ix) == mark,
            Self::Bookmarked => context.standing.is_bookmarked(*ix),
            Self::Summary => context.written.contains_key(ix),
        };
        let row = |topic| Row { topic, said: Said::StateAndPlace };
        range.map(TopicIx::at).filter(fits).map(row).collect()
    }
}

/// Lines that are read out a part at a time.
#[derive(Debug, Default)]
pub(super) struct Pages {
    lines: VecDeque<SafeText>,
    /// How many at a time.
    size: usize,
    said: usize,
}

impl Pages {
    /// So many lines at a time.
    pub(super) fn new(lines: Vec<SafeText>, size: usize) -> Self {
        Self { lines: lines.into(), size, said: 0 }
    }

    /// Whether all was read out.
    pub(super) fn is_over(&self) -> bool {
        self.lines.is_empty()
    }

    /// The next ones, and how many there are still.
    pub(super) fn next(&mut self) -> Vec<SafeText> {
        // One line more takes no more time than to say that there is one.
        let size = if self.lines.len() == self.size + 1 { self.lines.len() } else { self.size };
        let mut part: Vec<SafeText> = self.lines.drain(..size.min(self.lines.len())).collect();
        self.said += part.len();
        if !self.is_over() {
            let of = self.said + self.lines.len();
            part.push(SafeText::new(format!("{} of {of} lines. Type more to go on.", self.said)));
        }
        part
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_say_all_in_order_and_how_much_there_is() {
        for (lines, size, parts) in [
            (0, 2, vec![""]),
            (2, 2, vec!["0 1"]),
            (3, 2, vec!["0 1 2"]),
            (4, 2, vec!["0 1 2 of 4 lines. Type more to go on.", "2 3"]),
            (5, 2, vec!["0 1 2 of 5 lines. Type more to go on.", "2 3 4"]),
        ] {
            let all = (0..lines).map(|line: usize| SafeText::new(line.to_string())).collect();
            let mut pages = Pages::new(all, size);
            for part in parts {
                let said: Vec<String> = pages.next().iter().map(ToString::to_string).collect();
                assert_eq!(said.join(" "), part, "{lines} by {size}");
            }
            assert!(pages.is_over());
        }
    }

    #[test]
    fn filters_have_the_words_of_the_lists() {
        for mark in Mark::ALL {
            assert_eq!(Only::named(mark.label()), Ok(Only::Mark(mark)));
        }
        assert_eq!(Only::named("Bookmarked"), Ok(Only::Bookmarked));
        assert!(Only::named("doen").is_err_and(|why| why.starts_with("Did you mean filter done?")));
        assert!(Only::named("").is_err_and(|why| why.starts_with("There is filter to do")));
    }
}
