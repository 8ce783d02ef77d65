//! A menu over the panes: lines with a letter each, and the filters that are in it.

use super::filter::Filter;
use super::layout::in_view;
use crate::progress::Mark;
use crate::text::SafeText;

/// Where a line of a menu leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Only what the filter has is shown, or everything.
    Filter(Option<Filter>),
    /// A menu of the tags that topics have.
    Tags,
    /// A menu of how topics are advised.
    Kinds,
}

/// A line of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The letter that takes it.
    pub letter: Option<char>,
    /// What it says.
    pub text: SafeText,
    /// How many topics it shows; none where it leads to another menu.
    pub count: Option<usize>,
    /// Where it leads.
    pub choice: Choice,
}

/// A menu with the line that is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Menu {
    /// What it is called.
    pub title: &'static str,
    /// The lines; never none.
    pub lines: Vec<Line>,
    /// The line that is chosen.
    pub cursor: usize,
    /// The first line on the screen.
    pub top: usize,
}

impl Menu {
    /// The first menu; `count` counts what a choice shows.
    pub fn of_filters(count: impl Fn(Option<&Filter>) -> usize) -> Self {
        let filter = |letter, filter: Option<Filter>| {
            // The header counts what is to be learned; here sections are topics too.
            let text = filter.as_ref().map_or("all, sections too".into(), Filter::name);
            Line {
                letter: Some(letter),
                text,
                count: Some(count(filter.as_ref())),
                choice: Choice::Filter(filter),
            }
        };
        let more = |letter, text: &str, choice| Line {
            letter: Some(letter),
            text: text.into(),
            count: None,
            choice,
        };
        let lines = vec![
            filter('a', None),
            filter('t', Some(Filter::Mark(Mark::Todo))),
            filter('i', Some(Filter::Mark(Mark::InProgress))),
            filter('d', Some(Filter::Mark(Mark::Done))),
            filter('s', Some(Filter::Mark(Mark::Skipped))),
            filter('h', Some(Filter::NotSkipped)),
            filter('*', Some(Filter::Bookmarked)),
            filter('n', Some(Filter::Summary)),
            more('#', "a tag", Choice::Tags),
            more('K', "recommended, alternative, optional", Choice::Kinds),
        ];
        Self { title: "Show", lines, cursor: 0, top: 0 }
    }

    /// A menu of filters without letters.
    pub fn of(title: &'static str, filters: Vec<(Filter, usize)>) -> Self {
        let line = |(filter, count): (Filter, usize)| Line {
            letter: None,
            text: filter.name(),
            count: Some(count),
            choice: Choice::Filter(Some(filter)),
        };
        Self { title, lines: filters.into_iter().map(line).collect(), cursor: 0, top: 0 }
    }

    /// With the line chosen that shows what is shown now.
    #[must_use]
    pub fn at(mut self, filter: Option<&Filter>) -> Self {
        let is_it = |line: &Line| matches!(&line.choice, Choice::Filter(choice) if choice.as_ref() == filter);
        self.cursor = self.lines.iter().position(is_it).unwrap_or_default();
        self
    }

    /// The line with a letter.
    pub fn line_of(&self, letter: char) -> Option<&Line> {
        self.lines.iter().find(|line| line.letter == Some(letter))
    }

    /// Chooses the line `lines` further down; the last one where there are not as many.
    pub fn move_by(&mut self, lines: isize) {
        self.cursor = self.cursor.saturating_add_signed(lines).min(self.lines.len().saturating_sub(1));
    }

    /// Scrolls so that the chosen line is on a place of `height` rows.
    pub fn settle(&mut self, height: usize) {
        self.top = in_view(self.top, self.cursor..=self.cursor, self.lines.len(), height);
    }
}
