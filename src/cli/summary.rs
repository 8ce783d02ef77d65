//! `summary`: the person's own text about a topic, opened in their editor, or with more lines at its end.

use std::io::{self, IsTerminal as _, Read as _};

use anyhow::Context as _;

use super::address::resolve;
use super::context::Context;
use super::exit::{Exit, UsageError};
use super::output::Output;
use super::surroundings::Surroundings;
use crate::editor::Editor;
use crate::program::is_on_path;
use crate::roadmap::TopicIx;
use crate::store::{MAX_SUMMARY, StoreError};
use crate::text::counted;

/// Opens the summary of the topic that `words` name where there is no `text`, else adds that to it. Prints its path.
pub(super) fn run(
    context: &Context,
    (words, text): (&str, &[String]),
    here: &Surroundings,
    out: &mut Output<'_>,
) -> anyhow::Result<Exit> {
    let ix = resolve(&context.roadmap, words)?;
    let id = context.summary_id(ix);
    let path = match text {
        [] => edit(context, ix, here)?,
        [word] if word == "-" => context.summaries.add(id, &piped(out)?)?.path,
        words => context.summaries.add(id, &some(words.join(" "))?)?.path,
    };
    out.text(path.display().to_string());
    match length(context, ix) {
        Ok(words) => out.note(words),
        Err(error) => out.complain(format!("trailmark: {error}")),
    }
    Ok(Exit::Success)
}

/// How long the summary of a topic is, in words.
///
/// # Errors
/// Where it cannot be read.
pub(super) fn length(context: &Context, ix: TopicIx) -> Result<String, StoreError> {
    let title = context.title(ix);
    Ok(match context.summaries.read(context.summary_id(ix))? {
        Some(summary) => {
            format!("your summary of {title} has {}", counted(summary.text.lines().count(), "line"))
        }
        None => format!("there is no summary of {title} yet"),
    })
}

/// Opens the summary of a topic in the person's editor, and waits for that; gives its path.
///
/// # Errors
/// Where there is no terminal, no editor, no summary that could be opened, or the editor fails.
pub(super) fn edit(
    context: &Context,
    ix: TopicIx,
    here: &Surroundings,
) -> anyhow::Result<std::path::PathBuf> {
    if !(here.terminal_in && here.terminal_out) {
        let id = &context.roadmap.topic(ix).id;
        return Err(UsageError(format!(
            "an editor needs a terminal, and there is none here; `trailmark summary {id} TEXT` adds a line to your summary, \
             `trailmark summary {id} -` adds standard input"
        ))
        .into());
    }
    let variable = |name: &str| here.variable(name).map(ToOwned::to_owned);
    let editor = Editor::find(variable, |name| is_on_path(name, here.variable("PATH")))?;
    let path = context.summaries.prepare(context.summary_id(ix))?;
    editor.edit(&path)?;
    Ok(path)
}

/// What comes in on standard input.
fn piped(out: &mut Output<'_>) -> anyhow::Result<String> {
    if io::stdin().is_terminal() {
        out.note("type your text; ^D on a line of its own ends it");
    }
    let mut bytes = Vec::new();
    // What never ends is not waited for.
    io::stdin()
        .lock()
        .take(MAX_SUMMARY + 1)
        .read_to_end(&mut bytes)
        .context("standard input could not be read; nothing was added")?;
    if bytes.len() as u64 > MAX_SUMMARY {
        anyhow::bail!(
            "standard input is longer than 1 MiB, which is too long for a summary; nothing was added"
        );
    }
    let text = String::from_utf8(bytes);
    some(text.context("standard input is not UTF-8 text; nothing was added")?)
}

fn some(text: String) -> anyhow::Result<String> {
    if text.chars().all(|c| c.is_whitespace() || c.is_control()) {
        return Err(UsageError("there is no text to add; your summary is as it was".to_owned()).into());
    }
    Ok(text)
}
