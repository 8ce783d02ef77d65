//! What a source says of the person: marks and summaries, taken into the store. Nothing that is there is touched.

use std::collections::HashSet;

use crate::cli::context::Context;
use crate::import::{Archived, Import, OwnSummary, Place, Remark, RemarkKind};
use crate::progress::{Change, Mark, Moment};
use crate::roadmap::TopicId;
use crate::source::Source;
use crate::store::{AddError, LogTrouble, Places, StoreError, TakenIn};
use crate::text::with_line_feeds;

/// What was taken into the store, or would be.
#[derive(Default)]
pub(super) struct Carried {
    /// Topics that got a mark.
    pub(super) marked: usize,
    /// Topics that have a mark of the person's own, another one, and keep it.
    pub(super) kept: usize,
    /// Changes that were added to the log.
    pub(super) events: usize,
    /// Summaries that were written.
    pub(super) summaries: usize,
    /// Summaries that stay as they are, though the source has others.
    pub(super) remarks: Vec<Remark>,
    /// What is wrong with the logs or their copies.
    pub(super) troubles: Vec<LogTrouble>,
}

/// Takes marks and summaries into the store of the roadmap, or counts what would be.
///
/// # Errors
/// Where the store cannot be read or written; the roadmap is there then.
pub(super) fn carry(
    import: &Import,
    is_only_looked_at: bool,
    (places, now): (Result<Places, StoreError>, Moment),
) -> anyhow::Result<Carried> {
    let archived = &import.archived;
    let is_archived = !archived.events.is_empty() || !archived.summaries.is_empty();
    if import.marks.is_empty() && import.summaries.is_empty() && !is_archived {
        return Ok(Carried::default());
    }
    let written = |error: anyhow::Error| {
        if is_only_looked_at {
            return error;
        }
        anyhow::anyhow!(
            "{error}\nThe roadmap is written, but not your marks and summaries: mend that, and import again."
        )
    };
    let source = Source::File(import.file.clone());
    let places = places.map_err(|error| written(error.into()))?;
    let mut context =
        Context::open(source, &places, import.roadmap.clone(), now).map_err(|error| written(error.into()))?;
    let mut carried = Carried { troubles: context.troubles.clone(), ..Carried::default() };
    let changes = changes(import, &context, &mut carried);
    if !is_only_looked_at && !changes.is_empty() {
        context.save(changes).map_err(written)?;
    }
    for own in &import.summaries {
        summary(own, &context, (is_only_looked_at, &mut carried)).map_err(written)?;
    }
    put_back(archived, &mut context, (is_only_looked_at, &mut carried)).map_err(written)?;
    carried.troubles.extend(context.keep_copies());
    Ok(carried)
}

/// Takes in what an archive has: changes that no log has, and summaries, each beside one that is there and says something else.
fn put_back(
    archived: &Archived,
    context: &mut Context,
    (is_only_looked_at, carried): (bool, &mut Carried),
) -> anyhow::Result<()> {
    carried.events = if is_only_looked_at {
        context.store.count_new(&archived.events)?
    } else {
        context.take_in(&archived.events)?
    };
    for (id, bytes) in &archived.summaries {
        let summaries = &context.summaries;
        let taken = match summaries.look_at(id, bytes) {
            TakenIn::Known => continue,
            taken if is_only_looked_at => taken,
            _ => summaries.take_in(id, bytes)?,
        };
        carried.summaries += usize::from(taken != TakenIn::Known);
        if let TakenIn::Beside(kept) = taken {
            let (own, kept) = (summaries.file(id).display().to_string(), kept.display().to_string());
            let words = format!(
                "{id}: you have another summary, in {own}; that of the archive goes beside it, into {kept}"
            );
            carried.remarks.push(Remark { kind: RemarkKind::Kept, place: Place::default(), words });
        }
    }
    Ok(())
}

/// The marks of topics that have none of the person's own.
fn changes(import: &Import, context: &Context, carried: &mut Carried) -> Vec<Change> {
    let marked = context.progress.events().iter().filter_map(|event| match &event.change {
        Change::Mark { topic, .. } => Some(topic),
        _ => None,
    });
    let marked: HashSet<&TopicId> = marked.collect();
    let mut changes = Vec::new();
    for &(ix, mark) in &import.marks {
        let topic = context.roadmap.topic(ix);
        let now = context.standing.status(ix).mark();
        if now == mark {
            continue;
        }
        if now != Mark::Todo || marked.contains(&topic.id) {
            carried.kept += 1;
        } else {
            carried.marked += 1;
            changes.push(Change::Mark { topic: topic.id.clone(), title: topic.title.clone(), mark });
        }
    }
    changes
}

/// Writes a summary where there is none.
fn summary(
    own: &OwnSummary,
    context: &Context,
    (is_only_looked_at, carried): (bool, &mut Carried),
) -> anyhow::Result<()> {
    let Some(ix) = context.roadmap.find(&own.topic) else { return Ok(()) };
    let id = context.summary_id(ix);
    match context.summaries.read(id) {
        Ok(None) => {}
        Ok(Some(present)) if is_same(&present.text, &own.text) => return Ok(()),
        // One that cannot be read is one all the same.
        Ok(Some(_)) | Err(_) => {
            let words = format!(
                "{}: you have a summary already, in {}; that of the source was not taken",
                context.title(ix),
                context.summaries.file(id).display()
            );
            carried.remarks.push(Remark { kind: RemarkKind::Kept, place: own.place.clone(), words });
            return Ok(());
        }
    }
    if !is_only_looked_at {
        match context.summaries.add(id, &own.text) {
            Ok(_) => {}
            Err(AddError::Written(error)) => {
                let words = format!("{}: {error}", context.title(ix));
                carried.remarks.push(Remark { kind: RemarkKind::Kept, place: own.place.clone(), words });
            }
            Err(error @ AddError::NotWritten(_)) => return Err(error.into()),
        }
    }
    carried.summaries += 1;
    Ok(())
}

/// Whether two summaries are the same, but for what is not written into one.
fn is_same(one: &str, other: &str) -> bool {
    let bare = |text: &str| -> String {
        let text = with_line_feeds(text);
        text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
    };
    bare(one).trim() == bare(other).trim()
}
