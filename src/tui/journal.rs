//! What was said while the program runs, the newest first, and the list in which that is read again.

use std::collections::VecDeque;

use ratatui::text::Line;

use super::layout::in_view;
use super::message::{Message, Trouble};
use super::sheet::{hanging, words};
use crate::calendar::Calendar;
use crate::progress::Moment;
use crate::theme::{Theme, span};

/// Most messages that are kept.
const MOST: usize = 100;
/// Fewest cells in which a text stands beside its time.
const BESIDE: usize = 30;
/// What is said where nothing was said.
const NOTHING: &str = "Nothing was said yet.";

/// A message that was said.
#[derive(Clone, Debug)]
struct Entry {
    /// Which one: the first is 0.
    number: u64,
    /// When it was said last.
    at: Moment,
    message: Message,
    /// How often in a row.
    count: usize,
    /// Whether it is an error that is not over.
    holds: bool,
}

/// The messages of this run.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    /// The newest first.
    entries: VecDeque<Entry>,
    next: u64,
}

/// A row of the list.
#[derive(Clone, Debug)]
pub struct Row {
    /// The message that it is of.
    pub entry: u64,
    /// What is in it.
    pub line: Line<'static>,
}

impl Journal {
    /// Keeps a message that is being said.
    pub(super) fn record(&mut self, message: &Message, now: Moment) {
        if !message.is_worth_keeping() {
            return;
        }
        if let Some(trouble) = message.about() {
            // Of what goes wrong in one place the newest counts.
            self.end(trouble);
        }
        let holds = message.is_error();
        if let Some(last) = self.entries.front_mut().filter(|last| last.message.says_the_same(message)) {
            (last.at, last.holds, last.count) = (now, holds, last.count.saturating_add(1));
            return;
        }
        let entry = Entry { number: self.next, at: now, message: message.clone(), count: 1, holds };
        self.next += 1;
        self.entries.push_front(entry);
        if self.entries.len() > MOST {
            // Who looks for what is wrong must find it, however much was done since.
            let oldest = self.entries.iter().rposition(|entry| !entry.holds).unwrap_or(MOST);
            self.entries.remove(oldest);
        }
    }

    /// Whether this is known already, and not over.
    pub(super) fn holds(&self, message: &Message) -> bool {
        self.entries.iter().any(|entry| entry.holds && entry.message.says_the_same(message))
    }

    /// Something went wrong and is over.
    pub(super) fn end(&mut self, trouble: Trouble) {
        for entry in self.entries.iter_mut().filter(|entry| entry.message.is_about(trouble)) {
            entry.holds = false;
        }
    }

    /// What went wrong with one roadmap is over with it.
    pub(super) fn turn_page(&mut self) {
        for entry in self.entries.iter_mut().filter(|entry| !entry.message.is_about(Trouble::Settings)) {
            entry.holds = false;
        }
    }

    /// The text of a message with its details, to be copied.
    pub(super) fn text(&self, number: u64) -> Option<String> {
        let entry = self.entries.iter().find(|entry| entry.number == number)?;
        let details = entry.message.details().iter().map(|(word, text)| format!("\n{word}  {text}"));
        Some(std::iter::once(entry.message.text().to_string()).chain(details).collect())
    }

    /// All rows in at most `width` cells. A day is named where it is another one than that of the message above.
    pub fn rows(&self, width: usize, calendar: &Calendar, theme: &Theme) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut day = calendar.today();
        for entry in &self.entries {
            let own = calendar.day(entry.at);
            let mut lines = Vec::new();
            if own != day {
                lines.push(Line::from(span(own.fitted(width, theme.signs.cut), theme.strong)));
                day = own;
            }
            lines.extend(entry.lines(width, calendar, theme));
            rows.extend(lines.into_iter().map(|line| Row { entry: entry.number, line }));
        }
        if rows.is_empty() {
            rows.push(Row { entry: 0, line: Line::from(span(NOTHING, theme.secondary)) });
        }
        rows
    }
}

impl Entry {
    /// Time, sign and text, and the details below it.
    fn lines(&self, width: usize, calendar: &Calendar, theme: &Theme) -> Vec<Line<'static>> {
        let time = span(calendar.time(self.at), theme.secondary);
        let sign = self.message.sign(theme).unwrap_or_else(|| span(" ", theme.text));
        let style = if self.holds { theme.error } else { theme.text };
        let mut text = words(self.message.text().as_str(), style);
        if self.holds {
            text.push(vec![span("(still so)", theme.secondary)]);
        }
        if self.count > 1 {
            text.push(vec![span(format!("({} times)", self.count), theme.secondary)]);
        }
        let mut lines = Vec::new();
        let mut lead = vec![sign, span(" ", theme.text)];
        if width < BESIDE {
            lines.push(Line::from(time));
        } else {
            lead.splice(..0, [time, span("  ", theme.text)]);
        }
        let indent: usize = lead.iter().map(ratatui::text::Span::width).sum();
        lines.extend(hanging(&lead, text, width));
        let details = self.message.details();
        let widest = details.iter().map(|(word, _)| word.width()).max().unwrap_or_default();
        for (word, text) in details {
            let gap = " ".repeat(widest - word.width() + 2);
            let (indent, word) = (span(" ".repeat(indent), theme.text), span(word, theme.secondary));
            let mut text = words(text.as_str(), theme.text);
            let lead = if indent.width() + widest + 2 <= width / 2 {
                vec![indent, word, span(gap, theme.text)]
            } else {
                text.insert(0, vec![word]);
                vec![indent]
            };
            lines.extend(hanging(&lead, text, width));
        }
        lines
    }
}

/// The open list.
#[derive(Clone, Debug)]
pub struct Leafing {
    /// When it was opened: days are told from that one.
    pub opened: Moment,
    /// The message with the cursor, and which of its rows.
    at: (u64, usize),
    /// The row with the cursor, and the first row on the screen.
    pub cursor: usize,
    /// See `cursor`.
    pub top: usize,
}

impl Leafing {
    /// The list with the cursor on the newest message.
    pub(super) fn new(opened: Moment) -> Self {
        Self { opened, at: (u64::MAX, 0), cursor: 0, top: 0 }
    }

    /// The message with the cursor.
    pub(super) fn entry(&self) -> u64 {
        self.at.0
    }

    /// Puts the cursor on a row.
    pub(super) fn go(&mut self, row: usize, rows: &[Row]) {
        self.cursor = row.min(rows.len().saturating_sub(1));
        let Some(entry) = rows.get(self.cursor).map(|row| row.entry) else { return };
        let first = rows.iter().position(|row| row.entry == entry).unwrap_or_default();
        self.at = (entry, self.cursor - first);
    }

    /// Finds the cursor again after rows came or were laid out anew, and scrolls it onto a place of `height` rows. At the
    /// top it stays with the newest.
    pub(super) fn settle(&mut self, rows: &[Row], height: usize) {
        let offset = self.cursor.saturating_sub(self.top);
        let of_entry = |row: &Row| row.entry == self.at.0;
        let first = rows.iter().position(of_entry).filter(|_| self.cursor > 0).unwrap_or_default();
        let count = rows.iter().filter(|row| of_entry(row)).count();
        let row = if self.cursor == 0 { 0 } else { first + self.at.1.min(count.saturating_sub(1)) };
        self.go(row, rows);
        let top = self.cursor.saturating_sub(offset);
        self.top = in_view(top, self.cursor..=self.cursor, rows.len(), height);
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::theme::{Colours, SignSet};

    fn at(millis: i64) -> Moment {
        Moment::from_millis(millis)
    }

    fn rows(journal: &Journal, width: usize) -> Vec<String> {
        let calendar = Calendar::new(TimeZone::UTC, at(0));
        let theme = Theme::new(Colours::Sixteen, SignSet::Unicode);
        journal.rows(width, &calendar, &theme).iter().map(|row| row.line.to_string()).collect()
    }

    #[test]
    fn an_error_that_holds_outlasts_what_was_said_since() {
        let mut journal = Journal::default();
        journal.record(&Message::trouble(Trouble::Roadmap, "broken"), at(0));
        for number in 0..150 {
            journal.record(&Message::done(format!("number {number}"), None), at(number));
        }
        let held = rows(&journal, 80);
        assert_eq!(held.len(), MOST);
        assert_eq!(held.first().map(String::as_str), Some("00:00    number 149"));
        assert_eq!(held.last().map(String::as_str), Some("00:00  ✗ broken (still so)"));
        journal.end(Trouble::Roadmap);
        journal.record(&Message::done("one more", None), at(0));
        assert!(rows(&journal, 80).iter().all(|row| !row.contains("broken")));
    }

    #[test]
    fn of_errors_of_one_kind_the_newest_holds() {
        let mut journal = Journal::default();
        for why in ["one", "two", "two"] {
            journal.record(&Message::trouble(Trouble::Progress, why), at(0));
        }
        assert_eq!(rows(&journal, 80), ["00:00  ✗ two (still so) (2 times)", "00:00  ✗ one"]);
    }

    #[test]
    fn no_row_is_wider_than_the_list_and_no_word_is_lost() {
        let mut journal = Journal::default();
        let detail = ("renamed".into(), "트랜잭션 -> Transactions and ACID".into());
        let message = Message::trouble(Trouble::Roadmap, "a mistake in 한국어 with many words".repeat(3));
        journal.record(&message.with_details(vec![detail, ("gone".into(), "word".repeat(20).into())]), at(0));
        for width in 4..90 {
            let theme = Theme::new(Colours::Sixteen, SignSet::Unicode);
            let calendar = Calendar::new(TimeZone::UTC, at(0));
            let rows = journal.rows(width, &calendar, &theme);
            let text: String =
                rows.iter().flat_map(|row| row.line.to_string().chars().collect::<Vec<_>>()).collect();
            let bare: String = text.split_whitespace().collect();
            if width >= 12 {
                assert!(rows.iter().all(|row| row.line.width() <= width), "{width}");
            }
            assert!(
                bare.contains("TransactionsandACID") && bare.contains(&"word".repeat(20)),
                "{width}: {bare}"
            );
        }
    }
}
