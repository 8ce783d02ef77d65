//! `check`: every problem of a roadmap, its notes and its logs.

use super::Form;
use super::context::{Context, Located};
use super::exit::Exit;
use super::json::{CheckAnswer, ProblemShape};
use super::output::Output;
use crate::progress::Moment;
use crate::roadmap::problem::Problems;
use crate::source::LoadError;
use crate::store::LogTrouble;
use crate::text::{SafeText, counted};
use crate::theme::span;

/// Reports all problems.
pub(super) fn run(
    located: Located,
    now: Moment,
    (out, form): (&mut Output<'_>, Form),
) -> anyhow::Result<Exit> {
    let roadmap = match located.source.load() {
        Ok(roadmap) => roadmap,
        Err(LoadError::Invalid(problems)) => {
            match form {
                Form::Text => out.lines(&problems.to_string()),
                Form::Json => out.json(&CheckAnswer::new(shapes_of(&problems)))?,
            }
            return Ok(Exit::Invalid);
        }
        Err(error) => return Err(error.into()),
    };
    let (source, places) = located.places()?;
    let context = Context::open(source, places, roadmap, now)?;
    let warnings = context.source.warnings(&context.roadmap);
    let (topics, notes) = sizes(&context);
    let clean = warnings.is_empty() && context.troubles.is_empty();
    if form == Form::Json {
        let warning =
            |message: &SafeText| ProblemShape { message: message.to_string(), ..ProblemShape::default() };
        let mut problems: Vec<ProblemShape> = warnings.iter().map(warning).collect();
        problems.extend(context.troubles.iter().map(shape_of));
        let mut answer = CheckAnswer::new(problems);
        (answer.topics, answer.notes, answer.events) = (Some(topics), Some(notes), Some(context.events));
        out.json(&answer)?;
    } else {
        let sign = out.looks.theme.signs.error;
        let theme = out.looks.theme.clone();
        let found = warnings.into_iter().chain(context.troubles.iter().map(described));
        for problem in found {
            out.line(&[span(sign, theme.error), span(format!(" {problem}"), theme.text)]);
        }
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

fn shapes_of(problems: &Problems) -> Vec<ProblemShape> {
    let file = SafeText::new(problems.file.to_string_lossy());
    let shape = |problem: &crate::roadmap::problem::Problem| {
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
