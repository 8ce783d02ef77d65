//! What every verb works on: a roadmap, where it came from, and the progress over it.

use std::collections::{BTreeSet, HashMap};
use std::ffi::OsStr;
use std::path::PathBuf;
use std::sync::Arc;

use super::args::{Arguments, NO_TAG};
use super::exit::UsageError;
use super::surroundings::Surroundings;
use crate::counts::Counts;
use crate::language::{LanguageTag, LanguageWishes, locale};
use crate::progress::{Change, Moment, Progress, Standing};
use crate::roadmap::{Roadmap, TopicId, TopicIx};
use crate::source::{Source, Wishes};
use crate::store::{LogTrouble, Lost, Places, RealFiles, Store, StoreError, Summaries, TroubleKind};
use crate::text::SafeText;

/// Which files were asked for. Nothing is opened yet.
#[derive(Debug)]
pub(super) struct Located {
    /// Where the roadmap is.
    pub(super) source: Source,
    /// Whether the arguments or the environment name it.
    pub(super) is_asked_for: bool,
    /// The languages that are wanted.
    pub(super) language: LanguageWishes,
    /// Where the program's own files are; that there are none matters only to those who need them.
    places: Result<Places, StoreError>,
}

impl Located {
    /// Finds what the arguments and the environment ask for.
    ///
    /// # Errors
    /// Where they name a roadmap that is not there, or a language that can be none.
    pub(super) fn find(arguments: &Arguments, here: &Surroundings) -> anyhow::Result<Self> {
        let language = languages(arguments, here)?;
        let places = places(arguments, here);
        let last = places.as_ref().ok().and_then(Places::last_roadmap);
        let argument = arguments.path.as_deref().or(arguments.global.roadmap.as_deref());
        let variable = here.variable("TRAILMARK_ROADMAP");
        let source =
            Source::locate(Wishes { argument, variable, folder: &here.folder, last: last.as_deref() })?;
        let is_asked_for = argument.is_some() || variable.is_some();
        Ok(Self { source, is_asked_for, language, places })
    }

    /// The folders of the program.
    ///
    /// # Errors
    /// Where there are none, because there is no home folder.
    pub(super) fn places(self) -> anyhow::Result<(Source, Places)> {
        Ok((self.source, self.places?))
    }

    /// Reads the roadmap, and the logs of its store.
    ///
    /// # Errors
    /// Where the roadmap or the store cannot be read.
    pub(super) fn open(self, now: Moment) -> anyhow::Result<Context> {
        // First the roadmap: what is wrong with it is what its author wants to know.
        let mut roadmap = self.source.load()?;
        let wanted = self.language.first().cloned();
        roadmap.speak(wanted.as_ref());
        let (source, places) = self.places()?;
        Ok(Context { wanted, ..Context::open(source, &places, roadmap, now)? })
    }
}

/// The languages that the arguments and the environment ask for.
///
/// # Errors
/// Where `TRAILMARK_LANG` names none.
fn languages(arguments: &Arguments, here: &Surroundings) -> Result<LanguageWishes, UsageError> {
    let text = |name: &str| here.variable(name).and_then(OsStr::to_str);
    let asked = match (&arguments.global.lang, here.variable("TRAILMARK_LANG")) {
        (None, Some(named)) => {
            let named = named.to_string_lossy();
            let wrong = || UsageError(format!("TRAILMARK_LANG is `{}`: {NO_TAG}", SafeText::new(&named)));
            Some(LanguageTag::new(&named).ok_or_else(wrong)?)
        }
        (lang, _) => lang.clone(),
    };
    let usual = arguments.global.usual_lang.clone();
    Ok(LanguageWishes { here: None, asked, usual, locale: locale(text) })
}

/// The folders that the arguments and the environment ask for.
///
/// # Errors
/// Where there are none, because there is no home folder.
pub(super) fn places(arguments: &Arguments, here: &Surroundings) -> Result<Places, StoreError> {
    let variable = here.variable("TRAILMARK_STORE").map(PathBuf::from);
    let store = arguments.global.store.as_ref().or(variable.as_ref()).map(|store| here.folder.join(store));
    Places::find(store.as_deref())
}

/// A roadmap with the progress over it.
pub struct Context {
    /// Where the roadmap is.
    pub source: Source,
    /// The roadmap.
    pub roadmap: Roadmap,
    /// The folder with the logs.
    pub store: Store,
    /// All events.
    pub progress: Progress,
    /// What the events say of the roadmap's topics.
    pub standing: Standing,
    /// The sums.
    pub counts: Counts,
    /// The person's summaries.
    pub summaries: Summaries,
    /// Topics of which there is a summary, and the ids that the files are named after.
    pub written: HashMap<TopicIx, TopicId>,
    /// What could not be read in the logs, or of the folder of the summaries.
    pub troubles: Vec<LogTrouble>,
    /// How many events the logs hold.
    pub events: usize,
    /// The language that is wanted for what is shown.
    pub wanted: Option<LanguageTag>,
    /// When the program was started.
    pub now: Moment,
    /// Whether this run has saved something.
    has_saved: bool,
}

impl Context {
    /// Reads the logs and lays them over `roadmap`.
    ///
    /// # Errors
    /// Where the logs cannot be read.
    pub fn open(source: Source, places: &Places, roadmap: Roadmap, now: Moment) -> Result<Self, StoreError> {
        let files = Arc::new(RealFiles);
        let mut store = Store::open(places, roadmap.id(), files.clone())?;
        let loaded = store.load()?;
        let events = loaded.events.len();
        let mut progress = Progress::default();
        progress.extend(loaded.events);
        let standing = progress.on(&roadmap);
        let counts = Counts::new(&roadmap, &standing);
        let mut troubles = loaded.troubles;
        let summaries = Summaries::new(places, roadmap.id(), files);
        let written = written(&summaries, (&roadmap, &progress), &mut troubles);
        Ok(Self {
            source,
            roadmap,
            store,
            progress,
            standing,
            counts,
            summaries,
            written,
            troubles,
            events,
            wanted: None,
            now,
            has_saved: false,
        })
    }

    /// When the mark that a topic shows was made; none where it is the sum of what is below the topic.
    pub fn since(&self, ix: TopicIx) -> Option<Moment> {
        self.standing.status(ix).since().filter(|_| self.roadmap.is_leaf(ix))
    }

    /// The id that the file of a topic's summary is named after, or will be.
    pub fn summary_id(&self, ix: TopicIx) -> &TopicId {
        self.written.get(&ix).unwrap_or(&self.roadmap.topic(ix).id)
    }

    /// The title of a topic in the language that is shown.
    pub fn title(&self, ix: TopicIx) -> &SafeText {
        self.roadmap.topic(ix).shown()
    }

    /// Takes in the changes that others have made since. The sums follow with the next save, or with a recount.
    ///
    /// # Errors
    /// Where the logs cannot be read.
    pub fn take_in_news(&mut self) -> Result<(), StoreError> {
        if let Some(news) = self.store.refresh()? {
            self.progress.extend(news.events);
        }
        Ok(())
    }

    /// Takes in what others have done since: their changes with the sums, summaries, and what is wrong with the logs now.
    ///
    /// # Errors
    /// Where the logs cannot be read.
    pub fn look_again(&mut self) -> Result<(), StoreError> {
        if let Some(news) = self.store.refresh()? {
            self.progress.extend(news.events);
            self.troubles = news.troubles;
            self.recount();
        }
        self.troubles.retain(|trouble| trouble.file != self.summaries.folder());
        self.written = written(&self.summaries, (&self.roadmap, &self.progress), &mut self.troubles);
        Ok(())
    }

    /// Makes one step of the changes and saves them in one write.
    ///
    /// # Errors
    /// Where they could not be saved. All is as it was then.
    pub fn save(&mut self, changes: Vec<Change>) -> anyhow::Result<()> {
        let events = self.progress.next_step(changes, self.now, self.store.device());
        let saved = self.store.append(&events).map_err(|error| {
            let more = if self.has_saved { "more " } else { "" };
            anyhow::anyhow!("{error}\nNothing {more}was saved; what was saved before is as it was.")
        })?;
        self.has_saved = true;
        self.progress.extend(events);
        self.progress.rekey(&saved.rekeyed);
        self.recount();
        Ok(())
    }

    /// Takes in what was put back.
    ///
    /// # Errors
    /// Where it could not be put back.
    pub fn restore(&mut self, lost: &[Lost]) -> Result<usize, StoreError> {
        let count = self.store.restore(lost)?;
        self.has_saved |= count > 0;
        self.take_in_news()?;
        self.recount();
        Ok(count)
    }

    /// Takes in lines of logs that come from somewhere else; says how many of them were new.
    ///
    /// # Errors
    /// Where they could not be saved.
    pub fn take_in(&mut self, lines: &[String]) -> Result<usize, StoreError> {
        let count = self.store.take_in(lines)?;
        self.has_saved |= count > 0;
        self.take_in_news()?;
        self.recount();
        Ok(count)
    }

    fn recount(&mut self) {
        self.standing = self.progress.on(&self.roadmap);
        self.counts = Counts::new(&self.roadmap, &self.standing);
    }

    /// Looks after the copies of what this run has saved; gives what went wrong with them.
    pub fn keep_copies(&mut self) -> Vec<LogTrouble> {
        if self.has_saved
            && let Some(upkeep) = self.store.upkeep(self.now)
        {
            upkeep.run();
        }
        let mut troubles = self.store.copy_troubles();
        troubles.retain(|trouble| trouble.kind == TroubleKind::Copy && !self.troubles.contains(trouble));
        troubles
    }
}

/// The topics with summaries. That these cannot be listed is a trouble, and stops nothing.
fn written(
    summaries: &Summaries,
    (roadmap, progress): (&Roadmap, &Progress),
    troubles: &mut Vec<LogTrouble>,
) -> HashMap<TopicIx, TopicId> {
    let ids = summaries.ids().unwrap_or_else(|error| {
        let why = error.to_string().into();
        let file = summaries.folder().to_owned();
        troubles.push(LogTrouble { file, line: None, why, kind: TroubleKind::Unreadable });
        BTreeSet::new()
    });
    let owners = progress.owners(roadmap, &ids);
    owners.into_iter().map(|(ix, id)| (ix, id.clone())).collect()
}
