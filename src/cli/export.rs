//! `export`: the roadmap with the person's progress, in another form.

mod page;

use std::path::Path;

use anyhow::Context as _;

use super::args::{Arguments, ExportArgs, ExportFormat};
use super::context::Context;
use super::exit::{Exit, UsageError};
use super::output::{Output, escaped};
use super::surroundings::Surroundings;
use crate::calendar::Calendar;
use crate::export::tick::{Left, tick};
use crate::export::{
    Destination, ExportError, Format, Study, Written, archive, picture, route, table, task_list,
};
use crate::import::{Archive, is_hidden_note};
use crate::roadmap::NotePath;
use crate::source::{Source, encoding_of};
use crate::store::{FileLayer as _, RealFiles, shown};
use crate::text::SafeText;

/// Most bytes of notes that are exported as one file.
const MOST_BYTES: u64 = 512 * 1024 * 1024;

/// Exports, to standard output or into a file.
pub(super) fn run(
    context: &Context,
    wanted: &ExportArgs,
    (arguments, here): (&Arguments, &Surroundings),
    out: &mut Output<'_>,
) -> anyhow::Result<Exit> {
    refuse_nonsense(wanted)?;
    refuse_a_flood(wanted, out.looks.terminal)?;
    if let Some(list) = &wanted.tick {
        return tick_list(context, list, (here, out));
    }
    let named = wanted.output.as_deref().filter(|path| *path != Path::new("-"));
    let destination = named.map(|path| Destination::find(&RealFiles, &here.folder.join(path))).transpose()?;
    let (text, format) = text(context, wanted, (destination.as_ref(), out))?;
    let (Some(destination), Some(name)) = (destination, named) else {
        out.raw(text.as_bytes());
        return Ok(Exit::Success);
    };
    refuse(context, &destination)?;
    if !arguments.global.yes
        && destination.old().is_some_and(|old| !old.is_empty() && !format.is_earlier(old))
    {
        let name = shown(name);
        return Err(ExportError(format!(
            "{name} is there already, and it is no export or was changed since; it is as it was. Give another file with -o, or \
             -y to write over it"
        ))
        .into());
    }
    let written = destination.write(&RealFiles, text.as_bytes())?;
    let name = name.display();
    out.note(match written {
        Written::New => format!("{name} is written"),
        Written::Replaced => format!("{name} is written anew"),
        Written::Same => format!("{name} is as it should be; nothing was written"),
    });
    Ok(Exit::Success)
}

/// Changes the boxes of a task list, and names those that belong to no topic for sure.
fn tick_list(
    context: &Context,
    path: &Path,
    (here, out): (&Surroundings, &mut Output<'_>),
) -> anyhow::Result<Exit> {
    let list = Destination::find(&RealFiles, &here.folder.join(path))?;
    let name = shown(path);
    let refused = |why: &str| ExportError(format!("cannot tick {name}: {why}"));
    let Some(bytes) = list.old() else {
        return Err(refused("there is no such file. `trailmark export md -o FILE` writes a task list").into());
    };
    refuse(context, &list)?;
    let encoding = encoding_of(bytes, &context.roadmap).ok_or_else(|| refused("it is no text"))?;
    let notes = way_to_notes(context, &list);
    let ticked = tick(bytes, encoding, (study(context), notes.as_deref()));
    if ticked.boxes == 0 {
        return Err(refused("it has no task list, that is, no line such as `- [ ] Topic`").into());
    }
    list.write(&RealFiles, &ticked.bytes)?;
    let known = ticked.boxes - ticked.left.len();
    let boxes = if known == 1 { "box" } else { "boxes" };
    out.note(format!("{name}: {} of {known} {boxes} changed", ticked.changed));
    for left in &ticked.left {
        let Left { line, title, is_ambiguous } = left;
        out.note(if *is_ambiguous {
            format!("{name}:{line}: left as it is; more than one topic could be meant with `{title}`")
        } else {
            format!("{name}:{line}: left as it is; no topic here is called `{title}`")
        });
    }
    Ok(Exit::Success)
}

/// A page and an archive are nothing to read on a terminal.
fn refuse_a_flood(wanted: &ExportArgs, is_terminal: bool) -> Result<(), UsageError> {
    let is_flood = matches!(wanted.format, ExportFormat::Html | ExportFormat::Json);
    if is_flood && is_terminal && wanted.output.is_none() {
        let words = "this is nothing to read on a terminal. Write it into a file with -o FILE, or here all the same with -o -";
        return Err(UsageError(words.to_owned()));
    }
    Ok(())
}

/// Says which options do not belong to the format.
fn refuse_nonsense(wanted: &ExportArgs) -> Result<(), UsageError> {
    let (is_svg, is_md) = (wanted.format == ExportFormat::Svg, wanted.format == ExportFormat::Md);
    let words = match wanted {
        ExportArgs { tick: Some(_), .. } if !is_md => "only `export md` knows --tick",
        ExportArgs { without, .. } if !without.is_empty() && wanted.format != ExportFormat::Html => {
            "only `export html` knows --without"
        }
        ExportArgs { card: true, .. } if !is_svg => "only `export svg` knows --card",
        ExportArgs { date: true, card: false, .. } => "only `export svg --card` knows --date",
        _ => return Ok(()),
    };
    Err(UsageError(words.to_owned()))
}

/// What is exported.
fn text(
    context: &Context,
    wanted: &ExportArgs,
    (destination, out): (Option<&Destination>, &mut Output<'_>),
) -> anyhow::Result<(String, Format)> {
    Ok(match wanted.format {
        ExportFormat::Md => {
            let notes = destination.and_then(|destination| way_to_notes(context, destination));
            let way = |note: &NotePath| {
                let note = context.source.shown_note(&context.roadmap, note);
                route::joined(notes.as_deref().unwrap_or_default(), note.as_str())
            };
            let way = notes.is_some().then_some(&way as task_list::Way<'_>);
            (task_list::write(study(context), way), Format::Markdown)
        }
        ExportFormat::Html => (page::write(context, wanted, out), Format::Page),
        ExportFormat::Csv => {
            (table::write(study(context), |ix| context.written.contains_key(&ix)), Format::Table)
        }
        ExportFormat::Svg if wanted.card => {
            let day = wanted.date.then(|| Calendar::here(context.now).plain_day(context.now));
            (picture::card(study(context), day.as_ref().map(SafeText::as_str)), Format::Picture)
        }
        ExportFormat::Svg => (picture::badge(study(context)), Format::Picture),
        ExportFormat::Json => {
            let text = archive::write(study(context), &everything(context, out)?);
            (escaped(&text.context("the roadmap could not be put in JSON")?), Format::Archive)
        }
    })
}

/// The roadmap with all that belongs to it, file by file.
fn everything(context: &Context, out: &mut Output<'_>) -> anyhow::Result<Archive> {
    let (source, roadmap) = (&context.source, &context.roadmap);
    let mut notes = Vec::new();
    let mut size = 0;
    for name in source.all_files(roadmap)? {
        let path = NotePath::new(&name).ok().filter(|path| !is_hidden_note(path));
        let note = path.as_ref().map(|path| source.note_bytes(roadmap, path)).transpose()?.flatten();
        let (Some(path), Some(note)) = (path, note) else {
            let name = SafeText::new(&name);
            out.note(format!(
                "{name} is left out: there is no such file in the notes folder, or its name begins with a dot"
            ));
            continue;
        };
        size += note.len() as u64;
        if size > MOST_BYTES {
            anyhow::bail!(
                "the notes folder has more than 512 MiB, which is too much for one file; keep the notes in a folder of their own"
            );
        }
        notes.push((path, note));
    }
    let mut summaries = Vec::new();
    for id in context.summaries.ids()? {
        let text = context.summaries.bytes(&id)?;
        summaries.push((id, text));
    }
    Ok(Archive {
        roadmap_toml: source.text()?.into_owned(),
        notes,
        summaries,
        events: context.store.lines()?,
    })
}

fn study(context: &Context) -> Study<'_> {
    Study { roadmap: &context.roadmap, standing: &context.standing, counts: &context.counts }
}

/// The way from a file to the notes of the roadmap, where both are files.
fn way_to_notes(context: &Context, file: &Destination) -> Option<String> {
    let Source::File(roadmap) = &context.source else { return None };
    // The folder of the notes may be missing.
    let folder = RealFiles.resolve(roadmap.parent()?).ok()?;
    let way = route::between(&file.folder(&RealFiles)?, &folder)?;
    Some(route::joined(&way, context.roadmap.notes().as_str()))
}

/// The roadmap itself and the person's own files are never written over.
fn refuse(context: &Context, destination: &Destination) -> Result<(), ExportError> {
    let is_roadmap = match &context.source {
        Source::File(path) => RealFiles.resolve(path).is_ok_and(|path| path == destination.target()),
        Source::BuiltIn => false,
    };
    let store = context.store.folder().parent().and_then(|store| RealFiles.resolve(store).ok());
    let is_own = store.is_some_and(|store| destination.target().starts_with(store));
    let what = match (is_roadmap, is_own) {
        (true, _) => "it is the roadmap itself",
        (_, true) => "it is in the folder of your progress",
        _ => return Ok(()),
    };
    let name = shown(destination.target());
    Err(ExportError(format!("cannot write an export to {name}: {what}. Give another file with -o")))
}
