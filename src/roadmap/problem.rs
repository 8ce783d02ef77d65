//! Problems of a roadmap file: where, what, and a way to mend it.

use std::fmt;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use super::lines::Lines;
use crate::text::{self, SafeText};

/// Lines shown before and after a place.
const AROUND: usize = 2;
/// Longest part of a line that an excerpt shows, in cells. A file can be one line of 8 MiB.
const WIDEST: usize = 160;
/// Cells before the caret that stay where a long line is cut at its front.
const LEAD: usize = 40;
/// Stands where a long line was cut.
const CUT: &str = "⋯";

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

impl Problem {
    /// Whether the help is a question ("Did you mean …") and no instruction.
    fn is_guess(&self) -> bool {
        self.help.as_ref().is_some_and(|help| help.as_str().starts_with("Did you mean"))
    }

    /// The help as a sentence.
    pub fn advice(&self) -> Option<SafeText> {
        let help = self.help.as_ref()?;
        Some(if self.is_guess() { help.clone() } else { format!("Try {help}").into() })
    }
}

/// Lines around a place, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// Line of the place; the first is 1.
    pub line: usize,
    /// Column of the place in characters; the first is 1.
    pub column: usize,
    /// Number and text of the lines around it; tabs are expanded, very long lines are cut.
    pub lines: Vec<(usize, SafeText)>,
    /// Cells in the line of the place that the caret covers; at least one.
    pub caret: Range<usize>,
}

/// Every mistake of one file, in the order of the lines. Displays as the full report.
///
/// At most a hundred are listed; where there are more, one last entry says how many.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Problems {
    /// The file.
    pub file: PathBuf,
    /// At least one mistake.
    pub list: Vec<Problem>,
    /// Its text, without a byte-order mark.
    text: Arc<str>,
    /// Where the lines of `text` begin: found once, because the interface asks for many excerpts at each key.
    lines: Lines,
}

impl Problems {
    /// The mistakes in `list`, sorted by place, of the file with this text.
    pub(super) fn new(file: PathBuf, text: &str, list: Vec<Problem>) -> Self {
        Self { file, list, text: text.into(), lines: Lines::new(text) }
    }

    /// The text of the file, without a byte-order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The id that the file gives its roadmap, as far as that can be told of one with mistakes.
    pub fn id(&self) -> Option<&str> {
        let head = self.text.lines().map(str::trim_start).take_while(|line| !line.starts_with('['));
        let mut values = head.filter_map(|line| line.strip_prefix("id")?.trim_start().strip_prefix('='));
        let value = values.next()?.trim_start();
        let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        value.strip_prefix(quote)?.split_once(quote).map(|(id, _)| id)
    }

    /// Line on which `span` begins; the first is 1.
    pub fn line(&self, span: &Range<usize>) -> usize {
        self.lines.number(span.start.min(self.text.len()))
    }

    /// The place of `span` with at most `around` lines before and after it.
    ///
    /// Takes time in proportion to these lines, whatever the length of the file. A span that lies outside the text, or
    /// inside a character, is moved to the nearest place that exists.
    pub fn excerpt(&self, span: &Range<usize>, around: usize) -> Excerpt {
        let (text, lines): (&str, &Lines) = (&self.text, &self.lines);
        let start = floor_boundary(text, span.start);
        let end = floor_boundary(text, span.end.max(start));
        let line = lines.number(start);
        let here = lines.range(text, line);
        let start = start.clamp(here.start, here.end);
        let end = end.clamp(start, here.end);

        let part = |range: Range<usize>| text.get(range).unwrap_or_default();
        let (shown, caret) = cut_around(part(here.start..start), part(start..end), part(end..here.end));
        let first = line.saturating_sub(around).max(1);
        let last = line.saturating_add(around).min(lines.count(text).max(line));
        let lines = (first..=last)
            .map(|number| {
                let text =
                    if number == line { shown.clone() } else { shortened(part(lines.range(text, number))) };
                (number, text)
            })
            .collect();
        Excerpt { line, column: part(here.start..start).chars().count() + 1, lines, caret }
    }

    fn write_problem(&self, f: &mut fmt::Formatter<'_>, problem: &Problem) -> fmt::Result {
        let place = self.excerpt(&problem.span, AROUND);
        let file = SafeText::new(self.file.to_string_lossy());
        writeln!(f, "{file}  line {}, column {}", place.line, place.column)?;
        writeln!(f, "{}\n", problem.message)?;
        write_excerpt(f, &place, &problem.label)?;
        if let Some((span, words)) = &problem.also {
            writeln!(f)?;
            write_excerpt(f, &self.excerpt(span, 0), words)?;
        }
        match &problem.help {
            Some(help) if problem.is_guess() => writeln!(f, "\n{help}"),
            Some(help) => writeln!(f, "\nTry   {help}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.list.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            self.write_problem(f, problem)?;
        }
        Ok(())
    }
}

fn write_excerpt(f: &mut fmt::Formatter<'_>, place: &Excerpt, label: &SafeText) -> fmt::Result {
    let digits = place.lines.last().map_or(1, |(number, _)| number.to_string().len()).max(2);
    for (number, text) in &place.lines {
        let line = format!("  {number:>digits$}  │ {text}");
        writeln!(f, "{}", line.trim_end())?;
        if *number == place.line {
            let before = " ".repeat(place.caret.start);
            let carets = "^".repeat(place.caret.len());
            let line = format!("  {:digits$}  │ {before}{carets} {label}", "");
            writeln!(f, "{}", line.trim_end())?;
        }
    }
    Ok(())
}

/// The last place at or before `offset` where a character begins.
fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The line made of these three parts, cut to a length that can be shown, and the cells of `marked` in it.
fn cut_around(before: &str, marked: &str, after: &str) -> (SafeText, Range<usize>) {
    let mut head = tail_of(before, WIDEST - LEAD);
    if head.len() < before.len() {
        head = tail_of(before, LEAD);
    }
    let lead = if head.len() < before.len() { CUT } else { "" };
    let clean_head = format!("{lead}{}", text::clean(head));
    let start = text::width(&clean_head);
    let marked = shortened_to(marked, WIDEST.saturating_sub(start).max(1));
    let end = start + marked.width().max(1);
    let rest = shortened_to(after, WIDEST.saturating_sub(end));
    (SafeText::new(format!("{clean_head}{marked}{rest}")), start..end)
}

fn shortened(line: &str) -> SafeText {
    shortened_to(line, WIDEST)
}

fn shortened_to(line: &str, cells: usize) -> SafeText {
    // No character needs to be looked at past this one: most take a cell, and one more tells that something was cut.
    // Characters without a width are few in any text that is worth reading.
    let end = line.char_indices().nth(cells.saturating_mul(2) + 1).map_or(line.len(), |(at, _)| at);
    let head = SafeText::new(line.get(..end).unwrap_or_default());
    if end < line.len() && head.width() <= cells {
        return SafeText::new(format!("{}{CUT}", head.fitted(cells.saturating_sub(1), "")));
    }
    head.fitted(cells, CUT)
}

/// The last `chars` characters.
fn tail_of(text: &str, chars: usize) -> &str {
    let start = text.char_indices().rev().nth(chars.saturating_sub(1)).map_or(0, |(at, _)| at);
    text.get(start..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_a_broken_file_is_told_where_it_can_be() {
        for (text, id) in [
            ("id = \"study\"\ntitle = \n", Some("study")),
            ("# id = \"x\"\n  id='study' # mine\ntitle", Some("study")),
            ("ideas = 1\nid = \"a\"", Some("a")),
            ("id = study", None),
            ("id = \"study", None),
            ("title = 1\n[[topics]]\nid = \"tcp\"", None),
            ("id", None),
            ("", None),
        ] {
            assert_eq!(Problems::new("r.toml".into(), text, Vec::new()).id(), id, "{text:?}");
        }
    }

    fn problems(text: &str, span: Range<usize>) -> Problems {
        let problem = Problem {
            span,
            message: "It is wrong.".into(),
            label: "here".into(),
            help: Some("x = 1".into()),
            also: None,
        };
        Problems::new("roadmap.toml".into(), text, vec![problem])
    }

    #[test]
    fn the_caret_stands_under_wide_text() {
        let text = "a = 1\nt = \"한글\" 나\n\n\tb = 2\n";
        let report = problems(text, 19..22);
        assert_eq!(report.excerpt(&(19..22), 9).caret, 11..13);
        insta::assert_snapshot!(report, @r#"
        roadmap.toml  line 2, column 10
        It is wrong.

           1  │ a = 1
           2  │ t = "한글" 나
              │            ^^ here
           3  │
           4  │     b = 2

        Try   x = 1
        "#);
    }

    #[test]
    fn tabs_and_controls_move_the_caret() {
        let text = "\tb = \u{1B}x";
        let place = problems(text, 6..7).excerpt(&(6..7), 0);
        assert_eq!((place.line, place.column, place.caret), (1, 7, 9..10));
        assert_eq!(place.lines, [(1, SafeText::new("    b = \u{241B}x"))]);
    }

    #[test]
    fn any_span_has_an_excerpt() {
        for text in ["", "\n", "가\r\n나", "a\n"] {
            for start in 0..9 {
                for end in 0..9 {
                    let place = problems(text, start..end).excerpt(&(start..end), 1);
                    assert!(!place.caret.is_empty() && !place.lines.is_empty(), "{text:?} {start}..{end}");
                    assert!(
                        place.lines.iter().any(|(number, _)| *number == place.line),
                        "{text:?} {start}..{end}"
                    );
                    assert_eq!(
                        problems(text, 0..0).line(&(start..end)),
                        place.line,
                        "{text:?} {start}..{end}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_long_line_is_cut_around_the_caret() {
        let text = format!("{}WRONG{}", "가".repeat(100_000), "b".repeat(100_000));
        let span = 300_000..300_005;
        let place = problems(&text, span.clone()).excerpt(&span, 0);
        let shown = place.lines[0].1.as_str();
        assert!(text::width(shown) <= WIDEST, "{}", text::width(shown));
        assert_eq!(place.caret, 81..86);
        assert!(shown.starts_with("⋯가") && shown.ends_with("b⋯") && shown.contains("WRONG"), "{shown}");
    }
}
