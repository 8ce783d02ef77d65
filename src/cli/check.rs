//! `check`: every problem of a roadmap, its notes and its logs.

use super::Form;
use super::context::{Context, Located};
use super::exit::Exit;
use super::json::{CheckAnswer, ProblemShape};
use super::output::Output;
use crate::progress::Moment;
use crate::roadmap::Inspection;
use crate::roadmap::problem::{Problem, Problems};
use crate::store::LogTrouble;
use crate::text::{SafeText, counted};
use crate::theme::span;

/// Reports all problems.
pub(super) fn run(
    located: Located,
    now: Moment,
    (out, form): (&mut Output<'_>, Form),
) -> anyhow::Result<Exit> {
    let Inspection { roadmap, problems } = located.source.inspect()?;
    let Some(roadmap) = roadmap else {
        match (problems, form) {
            (Some(problems), Form::Text) => out.lines(&problems.to_string()),
            (problems, _) => out.json(&CheckAnswer::new(shapes_of(problems.as_ref())))?,
        }
        return Ok(Exit::Invalid);
    };
    let (source, places) = located.places()?;
    let context = Context::open(source, &places, roadmap, now)?;
    let (topics, notes) = sizes(&context);
    let clean = problems.is_none() && context.troubles.is_empty();
    if form == Form::Json {
        let mut shapes = shapes_of(problems.as_ref());
        shapes.extend(context.troubles.iter().map(shape_of));
        let mut answer = CheckAnswer::new(shapes);
        (answer.topics, answer.notes, answer.events) = (Some(topics), Some(notes), Some(context.events));
        out.json(&answer)?;
    } else {
        if let Some(problems) = &problems {
            out.lines(&problems.to_string());
        }
        say_troubles(&context, problems.is_some(), out);
        if clean {
            let sizes = [(topics, "topic"), (notes, "note"), (context.events, "event")];
            out.text(format!(
                "No problems: {}.",
                sizes.map(|(number, noun)| counted(number, noun)).join(", ")
            ));
        }
    }
    let orphans = context.standing.orphans().len();
    if orphans > 0 {
        out.note(format!(
            "progress of {orphans} topics that are gone is kept; `trailmark orphans` lists them"
        ));
    }
    Ok(if clean { Exit::Success } else { Exit::Invalid })
}

/// Says what could not be read in the logs, a line each; below the report on the roadmap, where there is one.
fn say_troubles(context: &Context, is_below: bool, out: &mut Output<'_>) {
    if is_below && !context.troubles.is_empty() {
        out.text("");
    }
    let theme = out.looks.theme.clone();
    for trouble in context.troubles.iter().map(described) {
        out.line(&[span(theme.signs.error, theme.error), span(format!(" {trouble}"), theme.text)]);
    }
    if !context.troubles.is_empty() {
        out.note(
            "what cannot be read stays in its file, and the rest counts: mend it in an editor, or leave it",
        );
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
