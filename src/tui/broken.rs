//! What is said of a roadmap file that cannot be used yet, as rows of a given width.

mod changes;

use ratatui::text::Line;

use super::action::{Action, Place, key_in};
use super::app::{Broken, Refusal};
use super::help::arrows;
use super::sheet::{flow, hanging, words};
use crate::roadmap::problem::{Problem, Problems};
use crate::text::{SafeText, counted};
use crate::theme::{Theme, span};

/// The words that let nobody despair. Of several the first that fits.
const SAFE: [&str; 2] =
    ["Your progress and notes are safe. Nothing was changed.", "Your progress and notes are safe."];
const WAITING: [&str; 3] = [
    "They are in other files. This screen closes by itself when the file is fixed and saved.",
    "This screen closes by itself when the file is fixed and saved.",
    "Closes by itself when the file is fixed.",
];
/// The same where the file itself cannot be read: it may be gone.
const WAITING_FOR_FILE: [&str; 3] = [
    "They are in other files. This screen closes by itself when this one can be read.",
    "This screen closes by itself when the file can be read.",
    "Closes by itself when it can be read.",
];
/// The same where it is the progress that cannot be read: nothing is known of it.
const UNCHANGED: [&str; 1] = ["Nothing was changed."];
const WAITING_FOR_PROGRESS: [&str; 2] =
    ["This screen closes by itself when it can be read.", "Closes by itself when it can be read."];
/// Problems that are shown in full; of the rest one line each.
const IN_FULL: usize = 1;
/// Fewest cells in which the lines around a mistake are shown, and the folders of its file.
const ROOMY: usize = 56;

/// All rows of the screen in at most `width` cells: the report, or what changed since the file last worked.
pub(super) fn rows(broken: &Broken, width: usize, theme: &Theme) -> Vec<Line<'static>> {
    match &broken.changes {
        Some((comparison, _)) => changes::rows(comparison, &broken.ways, width, theme),
        None => report(broken, width, theme),
    }
}

fn report(broken: &Broken, width: usize, theme: &Theme) -> Vec<Line<'static>> {
    let (what, safe, waiting): (_, &[&str], &[&str]) = match &broken.refusal {
        Refusal::Invalid(_) => ("This roadmap cannot be read yet", &SAFE, &WAITING),
        Refusal::Unreadable(_) => ("This roadmap cannot be read yet", &SAFE, &WAITING_FOR_FILE),
        Refusal::NoProgress(_) => ("Your progress cannot be read yet", &UNCHANGED, &WAITING_FOR_PROGRESS),
    };
    let mut rows = flow(words(&format!("{} {what}", theme.signs.error), theme.error), 1, width);
    rows.push(Line::default());
    match &broken.refusal {
        Refusal::Unreadable(why) | Refusal::NoProgress(why) => {
            rows.extend(flow(words(why.as_str(), theme.text), 1, width));
        }
        Refusal::Invalid(problems) => invalid(problems, width, theme, &mut rows),
    }
    rows.push(Line::default());
    rows.extend(flow(words(fitting(safe, width), theme.text), 1, width));
    rows.extend(flow(words(fitting(waiting, width), theme.secondary), 1, width));
    let keys = keys(broken, width, theme);
    if !keys.is_empty() {
        rows.push(Line::default());
        rows.extend(keys);
    }
    rows
}

/// The first of these that fits into `width` cells, or the last.
fn fitting<'a>(texts: &[&'a str], width: usize) -> &'a str {
    let fits = texts.iter().find(|text| crate::text::width(text) <= width);
    fits.or(texts.last()).copied().unwrap_or_default()
}

/// The keys that lead on from here, with what they do.
fn keys(broken: &Broken, width: usize, theme: &Theme) -> Vec<Line<'static>> {
    let ways = &broken.ways;
    let place = match (&broken.refusal, broken.line()) {
        (Refusal::Invalid(_), Some(line)) => format!("line {line}"),
        _ => "the file".to_owned(),
    };
    let editor = ways.editor.as_ref().map_or("your editor", SafeText::as_str);
    let day = ways.version.as_ref().map_or("", SafeText::as_str);
    let (edit, version, shorter) = (
        format!("open {place} in {editor}"),
        format!("go back to the last version that worked ({day})"),
        format!("last version that worked ({day})"),
    );
    let all: [(Action, &[&str]); 4] = [
        (Action::EditRoadmap, &[&edit]),
        (Action::ShowChanges, &["show what changed since it last worked", "what changed since then"]),
        (Action::LastVersion, &[&version, &shorter]),
        (Action::Roadmaps, &["open another roadmap"]),
    ];
    let mut rows = Vec::new();
    for (action, texts) in all {
        let key = key_in(Place::Broken, action, arrows(theme));
        if key.is_empty() || !broken.offers(action) {
            continue;
        }
        let lead = format!("  {key}   ");
        let room = width.saturating_sub(crate::text::width(&lead));
        let text = words(fitting(texts, room), theme.text);
        rows.extend(hanging(&[span(lead, theme.accent)], text, width));
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
    let is_roomy = width >= ROOMY;
    let excerpt = problems.excerpt(&problem.span, if is_roomy { 2 } else { 0 });
    let file =
        if is_roomy { problems.file.as_os_str() } else { problems.file.file_name().unwrap_or_default() };
    let place = format!("{}  line {}, column {}", file.display(), excerpt.line, excerpt.column);
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
