//! TOML syntax: the table of a file, and what is wrong with its syntax in the words of people who do not write TOML
//! every day.

use std::ops::Range;

use toml::de::{DeTable, Error};

use super::report::{Report, Words, quoted, short};
use crate::roadmap::lines::Lines;

/// Most syntax problems that are shown; the ones behind them mostly follow from them.
const MOST: usize = 3;
/// Up to this size a broken file is read as far as possible. Past it only the first problem is shown: a large file that
/// is no TOML at all would give millions.
const MAX_RECOVERED: usize = 1024 * 1024;

/// Reads the syntax of `text`. Broken syntax is reported, and what could be read is returned all the same.
pub(super) fn read<'a>(text: &'a str, report: &mut Report) -> DeTable<'a> {
    let first = match DeTable::parse(text) {
        Ok(table) => return table.into_inner(),
        Err(first) => first,
    };
    let (table, errors) = if text.len() <= MAX_RECOVERED {
        let (table, errors) = DeTable::parse_recoverable(text);
        (table.into_inner(), errors)
    } else {
        report.lose_from(0);
        (DeTable::new(), vec![first])
    };
    report_errors(text, errors, report);
    table
}

/// How the parser calls a list that does not end; tables of lists have a message that begins with the same words.
const UNCLOSED_LIST: &str = "unclosed array, expected `]`";

/// One problem a line, and none behind one that leaves a bracket or a quote open.
fn report_errors(text: &str, mut errors: Vec<Error>, report: &mut Report) {
    let lines = Lines::new(text);
    errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
    let mut last_line = 0;
    let mut shown = 0;
    let mut after_header = false;
    for error in errors {
        let mistake = Mistake::new(text, &lines, &error);
        // Behind a broken heading the keys of two tables are taken for those of one.
        let follows = after_header && mistake.message == "duplicate key";
        if mistake.number == last_line || shown == MOST || follows {
            continue;
        }
        after_header |= mistake.content.trim_start().starts_with('[');
        last_line = mistake.number;
        shown += 1;
        let lost = mistake.lost_at();
        let (span, words) = mistake.words(text, &lines);
        report.add_syntax(&span, mistake.line.clone(), words);
        if let Some(lost) = lost {
            report.lose_from(lost);
            break;
        }
    }
}

/// A syntax error with the line it is on.
struct Mistake<'a> {
    message: &'a str,
    span: Range<usize>,
    number: usize,
    line: Range<usize>,
    content: &'a str,
}

impl<'a> Mistake<'a> {
    fn new(text: &'a str, lines: &Lines, error: &'a Error) -> Self {
        let mut span = error.span().unwrap_or_else(|| longest_key(text));
        // What is missing before this place is missing behind the last thing that was said, maybe on an earlier line.
        let end = text.get(..span.start).unwrap_or(text).trim_end().len();
        if error.message().starts_with("missing comma")
            || (span.is_empty() && span.start > text.trim_end().len())
        {
            span = end..end;
        }
        let number = lines.number(span.start);
        let line = lines.range(text, number);
        let content = text.get(line.clone()).unwrap_or_default();
        Self { message: error.message(), span, number, line, content }
    }

    /// From where on the text was misread: a bracket or a quote over several lines was never closed. Where the parser
    /// gave up on nesting, all of the text is in doubt.
    fn lost_at(&self) -> Option<usize> {
        const OPEN: [&str; 4] =
            ["unclosed inline", "missing comma between array", "invalid inline table", "invalid multi-line"];
        if self.message.contains("recurs") {
            return Some(0);
        }
        let open = OPEN.iter().any(|start| self.message.starts_with(start)) || self.message == UNCLOSED_LIST;
        open.then_some(self.line.end)
    }

    /// Key and value of the line, without the comment behind it.
    fn assignment(&self) -> Option<(&'a str, &'a str)> {
        let (key, value) = self.content.split_once('=')?;
        Some((key.trim(), value.trim()))
    }

    /// The wrong text, or else the last of the line, so that the caret stands under something.
    fn place(&self) -> Range<usize> {
        let end = self.span.end.min(self.line.end).max(self.span.start);
        self.span.start..end
    }

    fn words(&self, text: &str, lines: &Lines) -> (Range<usize>, Words) {
        if self.message.contains("recurs") {
            let words = Words::new("Brackets or tables are nested too deeply.", "too deep")
                .help("a roadmap has at most 32 levels of topics");
            return (self.place(), words);
        }
        if self.message == "duplicate key" {
            return (self.place(), self.duplicate(text, lines));
        }
        if let Some(found) = self.curly_quotes().or_else(|| self.unquoted()).or_else(|| self.open_quote()) {
            return found;
        }
        (self.place(), self.structure())
    }

    /// `“text”`, as a word processor writes it.
    fn curly_quotes(&self) -> Option<(Range<usize>, Words)> {
        let (key, value) = self.assignment()?;
        let inner = value.strip_prefix(['“', '”', '‘', '’', '„', '«'])?;
        let inner = inner.trim_end_matches(['“', '”', '‘', '’', '»']);
        let words = Words::new("These quotes are curly; TOML wants straight ones.", "curly quotes")
            .help(format!("{} = \"{}\"", short(key), short(inner)));
        Some((self.value_place(value), words))
    }

    /// `title = Transactions and ACID`.
    fn unquoted(&self) -> Option<(Range<usize>, Words)> {
        let about_value =
            ["string values must be quoted", "invalid float", "invalid boolean", "invalid integer"];
        if !about_value.iter().any(|start| self.message.starts_with(start)) {
            return None;
        }
        let (key, value) = self.assignment()?;
        let value = value.split(" #").next().unwrap_or_default().trim();
        if value.is_empty() || value.starts_with('#') {
            let words = Words::new(format!("{} has no value.", quoted(key)), "a value belongs here")
                .help(example(key, "text"));
            return Some((self.place(), words));
        }
        if value.starts_with(['[', '{']) {
            let wrong = text_at(self.content, &self.line, &self.span);
            let words = Words::new("A text in this list has no quotes.", "text needs quotes")
                .help(format!("\"{}\"", short(wrong)));
            return Some((self.place(), words));
        }
        let lower = value.to_ascii_lowercase();
        let words = match (key, value) {
            ("counts", _) if ["true", "false", "yes", "no"].contains(&lower.as_str()) => {
                let value = matches!(lower.as_str(), "true" | "yes");
                Words::new("\"counts\" wants true or false, in lower case.", "true or false")
                    .help(format!("counts = {value}"))
            }
            ("minutes" | "choose", _) => {
                let digits: String = value.chars().take_while(char::is_ascii_digit).collect();
                let number = if digits.is_empty() { "1" } else { &digits };
                Words::new(format!("{} wants a whole number.", quoted(key)), "not a number")
                    .help(format!("{key} = {}", short(number)))
            }
            _ => Words::new("A text is not in quotes.", "text needs quotes").help(example(key, value)),
        };
        Some((self.value_place(value), words))
    }

    /// `title = "Transactions`, and `title = "the "A" in ACID"`.
    fn open_quote(&self) -> Option<(Range<usize>, Words)> {
        let (key, value) = self.assignment()?;
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        if self.message.starts_with("missing escaped value")
            || (self.message.starts_with("invalid") && value.contains('\\'))
        {
            let words =
                Words::new("In double quotes a backslash has a meaning of its own.", "stray backslash")
                    .help("write \\\\ for a backslash, or put the text between single quotes");
            return Some((self.place(), words));
        }
        if self.message.starts_with("invalid multi-line") {
            let words = Words::new("The closing quotes are missing.", "not closed")
                .help("end the text with three quotes");
            return Some((self.place(), words));
        }
        let open = self.message.starts_with("invalid basic string")
            || self.message.starts_with("invalid literal string");
        if open && self.span.is_empty() {
            let inner = value.trim_matches(quote);
            let words =
                Words::new("The closing quote is missing.", "a quote belongs here").help(example(key, inner));
            return Some((self.place(), words));
        }
        let inner = value.get(1..)?.strip_suffix(quote)?;
        if !self.message.starts_with("unexpected key or value") || !inner.contains(quote) {
            return None;
        }
        let (words, outer) =
            (Words::new("A quote inside the text ends it.", "the text ended before this"), '\'');
        let words = if quote == '"' && !inner.contains(outer) {
            words.help(format!("{} = '{}'", short(key), short(inner)))
        } else {
            words.help("write \\\" for a quote inside double quotes")
        };
        Some((self.place(), words))
    }

    fn duplicate(&self, text: &str, lines: &Lines) -> Words {
        let key = text_at(self.content, &self.line, &self.span);
        let header = self.content.trim_start();
        if header.starts_with('[') {
            let words = Words::new(format!("There is a table {} already.", quoted(key)), "again");
            return if header.starts_with("[[") {
                words.help("write every topic as [[topics]], and no \"topics = ⋯\" or [topics] beside it")
            } else {
                words.help("topics are a list, so their brackets are double: [[topics]]")
            };
        }
        let words = Words::new(format!("{} is there twice.", quoted(key)), "again");
        let words = words.help("take one of them out; a new topic begins with [[topics]]");
        match first_use(text, lines, self.number, key) {
            Some(first) => words.also(&first, "here first"),
            None => words,
        }
    }

    fn structure(&self) -> Words {
        let has = |start: &str| self.message.starts_with(start);
        let content = self.content.trim();
        if has("unclosed array table") || has("unclosed table") {
            Words::new("A heading in brackets is not closed.", "a bracket is missing")
                .help(format!("[[{}]]", short(content.trim_matches(['[', ']', ' ']))))
        } else if has("unclosed array")
            || has("missing comma between array")
            || has("unexpected `=` in array")
        {
            Words::new("A list goes wrong here.", "a comma or a closing bracket is missing")
                .help(r#"tags = ["database", "interview"]"#)
        } else if self.message.contains("inline table")
            || has("missing comma between key")
            || has("missing assignment")
        {
            Words::new("A table in braces goes wrong here.", "a comma, `=` or a closing brace is missing")
                .help(r#"{ type = "docs", title = "Manual", url = "https://example.org" }"#)
        } else if has("key with no value") || content.starts_with('=') || !content.contains('=') {
            no_value(content)
        } else if has("invalid unquoted key") {
            Words::new("A key is made of the letters a to z, digits, - and _.", "not a key")
                .help("the keys of a topic are English words such as title, note, tags")
        } else if has("extra `=`") {
            Words::new("There is an `=` too many.", "one is enough")
                .help(example("title", "Transactions and ACID"))
        } else if has("unexpected key or value") {
            Words::new("Something follows where the line should end.", "nothing belongs here")
                .help("write one key a line; a comment begins with #")
        } else if has("unexpected leading zero") {
            Words::new("A number does not begin with 0.", "leading zero").help("minutes = 90")
        } else if has("invalid basic string") || has("invalid comment") {
            Words::new("There is a character that cannot be shown.", "control character")
                .help("delete it and type the text again")
        } else {
            Words::new(format!("This is not TOML: {}.", short(self.message)), "not understood")
                .help(example("title", "Transactions and ACID"))
        }
    }

    /// Where `value` stands, which is a part of the line.
    fn value_place(&self, value: &str) -> Range<usize> {
        let start = self.content.find('=').map_or(0, |at| at + 1);
        let start =
            self.content.get(start..).and_then(|rest| rest.find(value)).map_or(start, |at| start + at);
        self.line.start + start..self.line.start + start + value.len()
    }
}

/// Words for a line that has no `=`: what it was probably meant to be.
fn no_value(content: &str) -> Words {
    let words = Words::new("A line is a key, `=` and a value.", "no `=` here");
    if content.starts_with(['-', '*', '+']) {
        let title = content.trim_start_matches(['-', '*', '+', ' ', '[', ']', 'x']);
        return words.help(format!("for a topic, on two lines:  [[topics]]  {}", example("title", title)));
    }
    match content.split_once([':', ' ']) {
        Some((key, value)) if !value.trim().is_empty() => {
            words.help(example(key, value.trim().trim_matches(['"', '\''])))
        }
        _ => words.help(example("title", "Transactions and ACID")),
    }
}

/// The line with a key of so many parts that the parser gave up, without saying where.
fn longest_key(text: &str) -> Range<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.bytes().filter(|byte| *byte == b'.').count() >= 79 {
            return start..start + line.trim_end().len();
        }
        start += line.len();
    }
    0..0
}

fn example(key: &str, value: &str) -> String {
    format!("{} = \"{}\"", short(key), short(value))
}

fn text_at<'a>(content: &'a str, line: &Range<usize>, span: &Range<usize>) -> &'a str {
    let end = span.end.min(line.end);
    content.get(span.start - line.start..end.max(span.start) - line.start).unwrap_or_default()
}

/// Where `key` was given before the line `number`, in the same table.
fn first_use(text: &str, lines: &Lines, number: usize, key: &str) -> Option<Range<usize>> {
    for earlier in (1..number).rev() {
        let line = lines.range(text, earlier);
        let content = text.get(line.clone()).unwrap_or_default();
        let trimmed = content.trim_start();
        if trimmed.starts_with('[') {
            return None;
        }
        if trimmed.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('=')) {
            let start = line.start + content.len() - trimmed.len();
            return Some(start..start + key.len());
        }
    }
    None
}
