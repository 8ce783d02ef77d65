//! `check`: every problem of a roadmap, its notes, and the person's logs, summaries and settings.

use std::collections::HashSet;

use super::Form;
use super::config::Settings;
use super::context::{Context, Located};
use super::exit::Exit;
use super::json::{CheckAnswer, ProblemShape};
use super::output::Output;
use crate::calendar::Calendar;
use crate::progress::Moment;
use crate::roadmap::problem::{Problem, Problems};
use crate::roadmap::{Inspection, TopicId};
use crate::store::{LogTrouble, TroubleKind};
use crate::text::{SafeText, counted};
use crate::theme::span;

/// Most notes without a topic that are named.
const MOST_UNNAMED: usize = 10;

/// Reports all problems.
pub(super) fn run(
    located: Located,
    settings: &Settings,
    now: Moment,
    (out, form): (&mut Output<'_>, Form),
) -> anyhow::Result<Exit> {
    let Inspection { roadmap, problems } = located.source.inspect()?;
    let Some(roadmap) = roadmap else {
        match form {
            Form::Text => say_problems(&[problems.as_ref(), settings.problems.as_ref()], out),
            Form::Json => {
                let problems = [problems.as_ref(), settings.problems.as_ref()];
                out.json(&CheckAnswer::new(problems.into_iter().flat_map(shapes_of).collect()))?;
            }
        }
        return Ok(Exit::Invalid);
    };
    let (source, places) = located.places()?;
    let context = Context::open(source, &places, roadmap, now)?;
    let (topics, notes) = sizes(&context);
    let own = context.troubles.iter().cloned().chain(context.summaries.troubles());
    let troubles: Vec<LogTrouble> = own.chain(unreadable(settings)).collect();
    let links = context.source.broken_links(&context.roadmap);
    let mut problems = vec![problems.as_ref(), settings.problems.as_ref()];
    problems.splice(1..1, links.iter().map(Some));
    let has_problems = problems.iter().any(Option::is_some);
    let clean = !has_problems && troubles.is_empty();
    if form == Form::Json {
        let mut shapes: Vec<ProblemShape> = problems.into_iter().flat_map(shapes_of).collect();
        shapes.extend(troubles.iter().map(shape_of));
        let mut answer = CheckAnswer::new(shapes);
        (answer.topics, answer.notes, answer.events) = (Some(topics), Some(notes), Some(context.events));
        out.json(&answer)?;
    } else {
        say_problems(&problems, out);
        say_troubles(&troubles, has_problems, out);
        if clean {
            let sizes = [(topics, "topic"), (notes, "note"), (context.events, "event")];
            out.text(format!(
                "No problems: {}.",
                sizes.map(|(number, noun)| counted(number, noun)).join(", ")
            ));
        }
    }
    say_notices(&context, out);
    // Else one of them may be what a mistyped path means.
    if !has_problems {
        say_unnamed(&context, out);
    }
    say_unshown(&context, out);
    for remark in remarks(&context) {
        out.note(remark);
    }
    Ok(if clean { Exit::Success } else { Exit::Invalid })
}

/// Says what is wrong with the roadmap and with the settings.
fn say_problems(problems: &[Option<&Problems>], out: &mut Output<'_>) {
    let reports: Vec<String> = problems.iter().flatten().map(ToString::to_string).collect();
    if !reports.is_empty() {
        out.lines(&reports.join("\n"));
    }
}

/// That the settings cannot be read at all.
fn unreadable(settings: &Settings) -> Option<LogTrouble> {
    let (file, error) = (settings.path.clone()?, settings.unreadable.as_ref()?);
    Some(LogTrouble { file, line: None, why: error.0.clone(), kind: TroubleKind::Unreadable })
}

/// Says what a reader of each note is told above it: not UTF-8, damaged, cut.
fn say_notices(context: &Context, out: &mut Output<'_>) {
    for (path, language) in context.source.note_files(&context.roadmap) {
        // That it cannot be read is among the problems.
        let note = context.source.note_at(&context.roadmap, &path, language.as_ref());
        let notice = note.ok().and_then(|note| note.notice);
        if let Some(notice) = notice {
            out.note(format!("{}/{path}: {notice}", context.roadmap.notes()));
        }
    }
}

/// Names the files beside the notes that are none: no topic has them.
fn say_unnamed(context: &Context, out: &mut Output<'_>) {
    let folder = context.roadmap.notes();
    let unnamed = context.source.unnamed_notes(&context.roadmap);
    for path in unnamed.iter().take(MOST_UNNAMED) {
        let path = SafeText::new(path);
        out.note(format!("no topic has the note {folder}/{path}: name it in the roadmap, or take it away"));
    }
    if let Some(more @ 1..) = unnamed.len().checked_sub(MOST_UNNAMED) {
        out.note(format!("and {more} more below {folder} that no topic has"));
    }
}

/// Names the summaries that no topic shows.
fn say_unshown(context: &Context, out: &mut Output<'_>) {
    let shown: HashSet<&TopicId> = context.written.values().collect();
    // That they cannot be listed is among the troubles.
    let ids = context.summaries.ids().unwrap_or_default();
    for id in ids.iter().filter(|id| !shown.contains(id)) {
        let file = context.summaries.file(id);
        out.note(format!(
            "your summary {} is kept, but no topic shows it: rename it to the id of its topic, or add it to the summary \
             that is there",
            file.display()
        ));
    }
}

/// A day, in milliseconds: clocks differ by less, whatever the time zone.
const DAY: i64 = 24 * 60 * 60 * 1000;

/// What is no problem but good to know.
fn remarks(context: &Context) -> Vec<String> {
    let mut remarks = Vec::new();
    if context.troubles.iter().any(|trouble| trouble.kind == TroubleKind::Unreadable) {
        remarks.push(
            "what cannot be read stays in its file, and the rest counts: mend it in an editor, or leave it"
                .to_owned(),
        );
    }
    let (gone, in_doubt) = (context.standing.orphans().len(), context.standing.doubts().len());
    if gone > 0 {
        let are = if gone == 1 { "that is" } else { "that are" };
        let topics = counted(gone, "topic");
        remarks.push(format!("progress of {topics} {are} gone is kept; `trailmark orphans` shows it"));
    }
    if in_doubt > 0 {
        let stand = if in_doubt == 1 { "id that stands" } else { "ids that stand" };
        remarks.push(format!(
            "progress under {in_doubt} {stand} for something else now is kept, but does not count until you say what is so; \
             `trailmark orphans` shows it"
        ));
    }
    remarks.extend(ahead(context));
    remarks
}

/// Whether a clock was wrong, here or on another device: each later event is dated after the newest one.
fn ahead(context: &Context) -> Option<String> {
    let newest = context.progress.newest()?.moment();
    let day = Calendar::here(context.now).day(newest);
    (newest.millis() - context.now.millis() > DAY).then(|| {
        format!(
            "the newest change in your logs is dated {day}, ahead of the clock of this machine; marks made now count as newer \
             all the same, and are dated after it"
        )
    })
}

/// Says what could not be read in the logs and summaries, a line each; below the report on the roadmap, where there is one.
fn say_troubles(troubles: &[LogTrouble], is_below: bool, out: &mut Output<'_>) {
    if is_below && !troubles.is_empty() {
        out.text("");
    }
    let theme = out.looks.theme.clone();
    for trouble in troubles.iter().map(described) {
        out.line(&[span(theme.signs.error, theme.error), span(format!(" {trouble}"), theme.text)]);
    }
}

/// How many topics and notes there are.
fn sizes(context: &Context) -> (usize, usize) {
    let topics = context.roadmap.topics();
    (topics.len(), topics.iter().filter(|topic| topic.note.is_some()).count())
}

fn described(trouble: &LogTrouble) -> SafeText {
    let line = trouble.line.map_or_else(String::new, |line| format!(":{line}"));
    SafeText::new(format!("{}{line}: {}", trouble.file.display(), trouble.why))
}

fn shape_of(trouble: &LogTrouble) -> ProblemShape {
    ProblemShape {
        file: Some(SafeText::new(trouble.file.to_string_lossy()).into()),
        line: trouble.line,
        message: trouble.why.to_string(),
        ..ProblemShape::default()
    }
}

fn shapes_of(problems: Option<&Problems>) -> Vec<ProblemShape> {
    let Some(problems) = problems else { return Vec::new() };
    let file = SafeText::new(problems.file.to_string_lossy());
    let shape = |problem: &Problem| {
        let place = problems.excerpt(&problem.span, 0);
        ProblemShape {
            file: Some(file.to_string()),
            line: Some(place.line),
            column: Some(place.column),
            message: problem.message.to_string(),
            help: problem.help.as_ref().map(ToString::to_string),
        }
    };
    problems.list.iter().map(shape).collect()
}
