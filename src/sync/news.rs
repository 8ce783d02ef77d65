//! What came in and what went out, in events and summaries.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use super::SyncError;
use super::commit::lines;
use super::exchange::{Tip, changed_paths};
use super::repository::{Kind, Repository};
use crate::marking::described;
use crate::progress::{Change, Event, EventKey, Progress, Step};
use crate::roadmap::RoadmapId;
use crate::store::{Places, RealFiles, Store};
use crate::text::SafeText;

/// What came in for one roadmap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrivals {
    /// The roadmap.
    pub roadmap: RoadmapId,
    /// How many changes were not known here.
    pub changes: usize,
    /// The steps that they make, in words, the newest first.
    pub steps: Vec<SafeText>,
    /// How many summaries changed.
    pub summaries: usize,
}

/// What went out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// Changes that the remote did not have.
    pub changes: usize,
    /// Summaries that it had not, or had otherwise.
    pub summaries: usize,
}

/// The events of all roadmaps at one moment.
pub(super) struct Known(BTreeMap<RoadmapId, Progress>);

impl Known {
    /// Reads the logs.
    pub(super) fn read(places: &Places) -> Result<Self, SyncError> {
        let mut known = BTreeMap::new();
        for roadmap in places.roadmaps(&RealFiles)? {
            let loaded = Store::open(places, &roadmap, Arc::new(RealFiles))?.load()?;
            let mut progress = Progress::default();
            progress.extend(loaded.events);
            known.insert(roadmap, progress);
        }
        Ok(Self(known))
    }

    /// What is here and was not in `before`; `paths` are the files that changed.
    pub(super) fn since(&self, before: &Self, paths: &[std::path::PathBuf]) -> Vec<Arrivals> {
        let none = Progress::default();
        let mut all = Vec::new();
        for (roadmap, now) in &self.0 {
            let old = before.0.get(roadmap).unwrap_or(&none);
            let new: Vec<&Event> = now.events().iter().filter(|event| !old.contains(&event.key)).collect();
            let of_roadmap = |path: &&std::path::PathBuf| {
                Kind::of(path) == Some(Kind::Summary) && path.starts_with(Path::new(roadmap.as_str()))
            };
            let summaries = paths.iter().filter(of_roadmap).count();
            if !new.is_empty() || summaries > 0 {
                let steps = steps(now, &new);
                all.push(Arrivals { roadmap: roadmap.clone(), changes: new.len(), steps, summaries });
            }
        }
        all
    }
}

/// The steps of new events in words, the newest first.
fn steps(now: &Progress, new: &[&Event]) -> Vec<SafeText> {
    let mut by_step: BTreeMap<&EventKey, Vec<&Event>> = BTreeMap::new();
    for event in new {
        by_step.entry(event.step_key()).or_default().push(event);
    }
    by_step.into_iter().rev().map(|(key, events)| told(now, key, &events)).collect()
}

fn told(now: &Progress, key: &EventKey, events: &[&Event]) -> SafeText {
    let step = |key: &EventKey, events: Vec<Event>| described(&Step { key: key.clone(), events });
    let whole = |key: &EventKey| {
        let events: Vec<Event> =
            now.events().iter().filter(|event| event.step_key() == key).cloned().collect();
        if events.is_empty() { SafeText::new("a change that is not here") } else { step(key, events) }
    };
    match events.first().map(|event| &event.change) {
        Some(Change::Undo(undone)) => format!("undone: {}", whole(undone)).into(),
        Some(Change::Redo(redone)) => format!("redone: {}", whole(redone)).into(),
        _ => step(key, events.iter().copied().cloned().collect()),
    }
}

/// What the last commit here has and the remote's does not.
pub(super) fn sent(
    repository: &Repository<'_>,
    places: &Places,
    theirs: Option<&Tip>,
) -> Result<Sent, SyncError> {
    let Some(theirs) = theirs else {
        let changes = Known::read(places)?.0.values().map(Progress::len).sum();
        let words = ["ls-files", "-z", "--", "."];
        let listed = repository.git.ask("look at what goes out", &words)?;
        let is_summary = |part: &&[u8]| Kind::of(&super::git::path_of(part)) == Some(Kind::Summary);
        return Ok(Sent { changes, summaries: listed.parts().filter(is_summary).count() });
    };
    let mut sent = Sent::default();
    for path in changed_paths(repository, (&theirs.commit, "HEAD"))? {
        match Kind::of(&path) {
            Some(Kind::Summary) => sent.summaries += 1,
            Some(Kind::Log) => {
                let old = repository.git.blob(&theirs.commit, &path)?.unwrap_or_default();
                let old: HashSet<EventKey> = lines(&old).map(|(key, _)| key).collect();
                let new = repository.git.blob("HEAD", &path)?.unwrap_or_default();
                let new: HashSet<EventKey> = lines(&new).map(|(key, _)| key).collect();
                sent.changes += new.difference(&old).count();
            }
            Some(Kind::Setting) | None => {}
        }
    }
    Ok(sent)
}
