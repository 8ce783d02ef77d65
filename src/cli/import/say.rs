//! What an import came to, for a person.

use super::Done;
use crate::cli::output::Output;
use crate::import::{Remark, RemarkKind};
use crate::text::{SafeText, counted};

/// Most remarks of a kind that are shown where not all were asked for.
const MOST_REMARKS: usize = 20;
/// Most titles that are named in a line.
const MOST_TITLES: usize = 8;

/// Says what became of the source, what could not be taken over, and what comes next.
pub(super) fn said(done: &Done<'_>, is_verbose: bool, out: &mut Output<'_>) {
    if !out.looks.quiet {
        head(done, out);
        // What is said beside it comes behind it.
        out.flush();
    }
    let report = &done.import.report;
    let kept = report.changes.kept.iter().chain(&done.carried.remarks);
    let all: Vec<&Remark> = report.remarks.iter().chain(kept).collect();
    for (kind, name) in [
        (RemarkKind::Kept, "Left as you have it"),
        (RemarkKind::Missing, "Links to nothing"),
        (RemarkKind::Damaged, "Damaged text"),
        (RemarkKind::Guessed, "Guessed"),
        (RemarkKind::LeftOut, "Left out"),
    ] {
        let of_kind: Vec<&Remark> = all.iter().copied().filter(|remark| remark.kind == kind).collect();
        group((name, &of_kind), is_verbose, out);
    }
    next(done, out);
}

fn head(done: &Done<'_>, out: &mut Output<'_>) {
    let report = &done.import.report;
    let source = done.wanted.source.display();
    let file = done.wanted.output.join(crate::source::FILE_NAME);
    let file = file.display();
    let changes = &report.changes;
    let carried = &done.carried;
    let is_nothing = changes.is_nothing() && carried.marked + carried.summaries + carried.events == 0;
    out.text(match (report.is_new, done.wanted.dry_run) {
        (true, false) => format!("{source} ({}) is a roadmap now: {file}", report.shape.word()),
        (true, true) => format!("{source} ({}) would become {file}:", report.shape.word()),
        (false, _) if is_nothing => format!("Nothing is new in {source}: {file} stays as it is."),
        (false, false) => format!("{file} has what is new in {source} ({}).", report.shape.word()),
        (false, true) => format!("{file} would take in what is new in {source} ({}):", report.shape.word()),
    });
    let counts = report.counts;
    let words = [
        (counts.sections, "section"),
        (counts.topics, "topic"),
        (counts.notes, "note"),
        (counts.resources, "resource"),
        (counts.files, "other file"),
        (carried.events, "event"),
        (carried.marked, "mark"),
        (carried.summaries, "summary"),
    ];
    let words =
        words.into_iter().filter(|(number, _)| *number > 0).map(|(number, noun)| match (number, noun) {
            (2.., "summary") => format!("{number} summaries"),
            (number, noun) => counted(number, noun),
        });
    out.text(format!("  {}", words.collect::<Vec<_>>().join(", ")));
    if done.carried.kept > 0 {
        let are = if done.carried.kept == 1 {
            "topic has a mark of your own and keeps it"
        } else {
            "topics have marks of your own and keep them"
        };
        out.text(format!("  {} {are}", done.carried.kept));
    }
    if report.is_new {
        if counts.items_in_notes > 0 {
            let items = match counts.items_in_notes {
                1 => "1 list item is".to_owned(),
                number => format!("{number} list items are"),
            };
            out.text(format!("  {items} in the notes; --topics bullets makes topics of them"));
        }
        return;
    }
    let renamed: Vec<SafeText> =
        changes.renamed.iter().map(|(old, new)| SafeText::from(format!("{old} -> {new}"))).collect();
    for (name, titles) in [
        ("added", &changes.added),
        ("renamed", &renamed),
        ("moved", &changes.moved),
        ("not in the source any more, and kept; take out by hand what you do not want", &changes.gone),
    ] {
        titled(name, titles, out);
    }
    for (number, noun) in [(changes.changed, "other change"), (changes.written, "file")] {
        if number > 0 {
            let what = if noun == "file" { "of notes written" } else { "of topics" };
            out.text(format!("  {} {what}", counted(number, noun)));
        }
    }
}

/// `2 added: SQL, Joins`.
fn titled(name: &str, titles: &[SafeText], out: &mut Output<'_>) {
    if titles.is_empty() {
        return;
    }
    let named: Vec<&str> = titles.iter().take(MOST_TITLES).map(SafeText::as_str).collect();
    let more = match titles.len() - named.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    out.text(format!("  {} {name}: {}{more}", titles.len(), named.join(", ")));
}

/// The remarks of a kind, each with its place.
fn group((name, remarks): (&str, &[&Remark]), is_verbose: bool, out: &mut Output<'_>) {
    if remarks.is_empty() {
        return;
    }
    out.note(format!("\n{name} ({}):", remarks.len()));
    let most = if is_verbose { remarks.len() } else { MOST_REMARKS };
    for remark in remarks.iter().take(most) {
        let place = match (remark.place.file.as_str(), remark.place.line) {
            ("", _) => String::new(),
            (file, 0) => format!("{file}: "),
            (file, line) => format!("{file}:{line}: "),
        };
        out.note(SafeText::from(format!("  {place}{}", remark.words)).as_str());
    }
    if remarks.len() > most {
        out.note(format!("  and {} more; -v shows them all", remarks.len() - most));
    }
}

fn next(done: &Done<'_>, out: &mut Output<'_>) {
    let folder = super::as_argument(&done.wanted.output.to_string_lossy());
    if done.wanted.dry_run {
        out.note("\nnothing was written; the same without --dry-run does it");
    } else {
        out.note(format!("\nopen it: trailmark {folder}"));
    }
}
