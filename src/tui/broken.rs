//! What is said of a roadmap file that cannot be used yet, as rows of a given width.

use ratatui::text::Line;

use super::action::{Action, Place, key_in};
use super::app::Refusal;
use super::help::arrows;
use super::sheet::{flow, words};
use crate::roadmap::problem::{Problem, Problems};
use crate::text::{SafeText, counted};
use crate::theme::{Theme, span};

/// The words that let nobody despair.
const SAFE: &str = "Your progress and notes are safe. Nothing was changed.";
const WAITING: &str =
    "They are in other files. This screen closes by itself when the file is fixed and saved.";
/// The same where it is the progress that cannot be read: nothing is known of it.
const UNCHANGED: &str = "Nothing was changed.";
const WAITING_FOR_PROGRESS: &str = "This screen closes by itself when it can be read.";
/// Problems that are shown in full; of the rest one line each.
const IN_FULL: usize = 1;

/// All rows of the screen in at most `width` cells.
pub(super) fn rows(refusal: &Refusal, width: usize, theme: &Theme) -> Vec<Line<'static>> {
    let (what, safe, waiting) = match refusal {
        Refusal::Invalid(_) | Refusal::Unreadable(_) => ("This roadmap cannot be read yet", SAFE, WAITING),
        Refusal::NoProgress(_) => ("Your progress cannot be read yet", UNCHANGED, WAITING_FOR_PROGRESS),
    };
    let mut rows = flow(words(&format!("{} {what}", theme.signs.error), theme.error), 1, width);
    rows.push(Line::default());
    match refusal {
        Refusal::Unreadable(why) | Refusal::NoProgress(why) => {
            rows.extend(flow(words(why.as_str(), theme.text), 1, width));
        }
        Refusal::Invalid(problems) => invalid(problems, width, theme, &mut rows),
    }
    rows.push(Line::default());
    rows.extend(flow(words(safe, theme.text), 1, width));
    rows.extend(flow(words(waiting, theme.secondary), 1, width));
    let key = key_in(Place::Broken, Action::Roadmaps, arrows(theme));
    if !key.is_empty() {
        rows.push(Line::default());
        rows.push(Line::from(vec![span(key, theme.accent), span("   open another roadmap", theme.text)]));
    }
    rows
}

fn invalid(problems: &Problems, width: usize, theme: &Theme, rows: &mut Vec<Line<'static>>) {
    for problem in problems.list.iter().take(IN_FULL) {
        in_full(problems, problem, Paper { width, theme }, rows);
    }
    let more = problems.list.len().saturating_sub(IN_FULL);
    if more > 0 {
        rows.push(Line::default());
        let title = counted(more, "more problem");
        rows.push(Line::from(span(title, theme.strong)));
    }
    for problem in problems.list.iter().skip(IN_FULL) {
        let line = problems.line(&problem.span);
        let said = problem.message.as_str().trim_end_matches('.');
        let advice = problem.advice().map(|advice| format!(" {advice}")).unwrap_or_default();
        rows.extend(flow(words(&format!("line {line}: {said}.{advice}"), theme.text), 1, width));
    }
}

#[derive(Clone, Copy)]
struct Paper<'a> {
    width: usize,
    theme: &'a Theme,
}

fn in_full(problems: &Problems, problem: &Problem, paper: Paper<'_>, rows: &mut Vec<Line<'static>>) {
    let Paper { width, theme } = paper;
    let excerpt = problems.excerpt(&problem.span, 2);
    let place = format!("{}  line {}, column {}", problems.file.display(), excerpt.line, excerpt.column);
    rows.extend(flow(words(&place, theme.secondary), 1, width));
    rows.push(Line::default());
    let digits = excerpt.lines.last().map_or(1, |(number, _)| number.to_string().len());
    let room = width.saturating_sub(digits + 3);
    // A place far to the right is brought into view.
    let shift = excerpt.caret.end.saturating_sub(room).min(excerpt.caret.start);
    for (number, text) in &excerpt.lines {
        let style = if *number == excerpt.line { theme.text } else { theme.secondary };
        let bar = format!("{number:digits$} {} ", theme.signs.vertical);
        rows.push(Line::from(vec![span(bar, theme.secondary), span(cut(text, shift, room, theme), style)]));
        if *number == excerpt.line {
            let indent = " ".repeat(excerpt.caret.start - shift);
            let carets = "^".repeat(excerpt.caret.len().clamp(1, room.max(1)));
            let bar = format!("{:digits$} {} {indent}", "", theme.signs.vertical);
            rows.push(Line::from(vec![span(bar, theme.secondary), span(carets, theme.error)]));
            let label = span(format!(" {}", problem.label), theme.error);
            match rows.last_mut() {
                Some(row) if row.width() + label.width() <= width => row.push_span(label),
                _ => rows.extend(flow(words(problem.label.as_str(), theme.error), 1, width)),
            }
        }
    }
    rows.push(Line::default());
    rows.extend(flow(words(problem.message.as_str(), theme.strong), 1, width));
    if let Some((place, words_there)) = &problem.also {
        let line = problems.line(place);
        rows.extend(flow(words(&format!("line {line}: {words_there}"), theme.text), 1, width));
    }
    if let Some(advice) = problem.advice() {
        rows.extend(flow(words(advice.as_str(), theme.accent), 1, width));
    }
}

/// The text from cell `from` on, in at most `room` cells.
fn cut(text: &SafeText, from: usize, room: usize, theme: &Theme) -> SafeText {
    use unicode_segmentation::UnicodeSegmentation as _;
    let mut skipped = 0;
    let rest: String = text
        .as_str()
        .graphemes(true)
        .skip_while(|grapheme| {
            let skip = skipped < from;
            skipped += if skip { crate::text::width(grapheme) } else { 0 };
            skip
        })
        .collect();
    SafeText::from(rest).fitted(room, theme.signs.cut)
}
