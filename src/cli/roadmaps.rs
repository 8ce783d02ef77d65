//! `roadmaps`: the roadmaps that were opened in the interface, and how far the person has come in each.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Form;
use super::address::folded;
use super::args::Arguments;
use super::context::places;
use super::exit::{Exit, UsageError};
use super::output::Output;
use super::surroundings::Surroundings;
use crate::calendar::Calendar;
use crate::counts::Tally;
use crate::home::Home;
use crate::shelf::{self, Look, State};
use crate::source::BUILT_IN_NAME;
use crate::store::{FileLayer, Known, RealFiles, shown};
use crate::text::{SafeText, nearest};
use crate::theme::span;

/// A roadmap with what was found of it.
pub(super) struct Listed {
    /// Where it is and when it was opened.
    pub(super) known: Known,
    /// How it is.
    pub(super) look: Look,
}

impl Listed {
    /// What it is called, today where that can be read.
    pub(super) fn title(&self) -> &SafeText {
        self.look.title.as_ref().unwrap_or(&self.known.title)
    }

    /// What its store is called, as [`Listed::title`].
    pub(super) fn id(&self) -> &str {
        self.look.id.as_ref().unwrap_or(&self.known.id).as_str()
    }

    /// How far the person has come, where it can be studied.
    pub(super) fn tally(&self) -> Option<Tally> {
        match self.look.state {
            State::Sound(tally) => Some(tally),
            _ => None,
        }
    }

    /// Where it is, as `--roadmap` takes it.
    pub(super) fn place(&self) -> String {
        let path = self.known.path.as_ref();
        path.map_or_else(|| BUILT_IN_NAME.to_owned(), |path| path.display().to_string())
    }
}

/// Why words name no roadmap, or more than one.
#[derive(Debug, thiserror::Error)]
pub(super) struct RoadmapError {
    words: SafeText,
    is_ambiguous: bool,
    /// Id, title and path.
    candidates: Vec<[SafeText; 3]>,
}

impl fmt::Display for RoadmapError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.is_ambiguous, self.candidates.is_empty()) {
            (true, _) => write!(f, "`{}` could be any of these; name one by its path:", self.words)?,
            (false, false) => write!(f, "no roadmap is called `{}`; did you mean:", self.words)?,
            (false, true) => {
                write!(f, "no roadmap is called `{}`; `trailmark roadmaps` shows them all", self.words)?;
            }
        }
        for [id, title, path] in &self.candidates {
            write!(f, "\n  {id}  {title}  ({path})")?;
        }
        Ok(())
    }
}

/// Prints the roadmaps, the one that was opened last first.
pub(super) fn run(
    (arguments, here): (&Arguments, &Surroundings),
    (out, form): (&mut Output<'_>, Form),
) -> anyhow::Result<Exit> {
    let places = places(arguments, here)?;
    let files: Arc<dyn FileLayer> = Arc::new(RealFiles);
    let looked = |known: Known| Listed { look: shelf::look(&known, &places, &files), known };
    let list: Vec<Listed> = shelf::roadmaps(&places).into_iter().map(looked).collect();
    let calendar = Calendar::here(here.now);
    if form == Form::Json {
        out.json(&super::json::roadmaps(&list))?;
    } else if out.looks.terminal {
        table(&list, &calendar, out);
    } else {
        for listed in &list {
            let (percent, numbers) = match listed.tally() {
                Some(tally) => (format!("{}%", tally.percent()), format!("{}/{}", tally.done, tally.total)),
                None => (listed.look.state.word().to_owned(), String::new()),
            };
            let day = listed.look.studied.map_or_else(SafeText::default, |moment| calendar.plain_day(moment));
            let (id, place) = (SafeText::new(listed.id()), listed.place().into());
            out.record(&[&id, &percent.into(), &numbers.into(), &day, listed.title(), &place]);
        }
    }
    Ok(Exit::Success)
}

/// Title, percentage, numbers, day, path.
fn table(list: &[Listed], calendar: &Calendar, out: &mut Output<'_>) {
    let (theme, home) = (out.looks.theme.clone(), Home::of_process());
    let rows = list.iter().map(|listed| {
        let numbers = match listed.tally() {
            Some(tally) => format!("{:>3}%  {} of {}", tally.percent(), tally.done, tally.total),
            None => listed.look.state.words().unwrap_or_default().to_owned(),
        };
        let day = listed.look.studied.map_or_else(SafeText::default, |moment| calendar.recent(moment));
        let place = listed.known.path.as_deref().map_or_else(|| "built-in".into(), |path| home.shown(path));
        [listed.title().clone(), numbers.into(), day, place]
    });
    let rows: Vec<[SafeText; 4]> = rows.collect();
    let widest = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths = [widest(0), widest(1), widest(2)];
    for (row, listed) in rows.iter().zip(list) {
        let [title, numbers, day, place] = row;
        let padded = |text: &SafeText, width: usize| format!("{text}{}  ", " ".repeat(width - text.width()));
        let style = if listed.tally().is_some() { theme.text } else { theme.error };
        out.line(&[
            span(padded(title, widths[0]), theme.strong),
            span(padded(numbers, widths[1]), style),
            span(padded(day, widths[2]), theme.text),
            span(place.clone(), theme.secondary),
        ]);
    }
}

/// Forgets that a roadmap was opened.
pub(super) fn forget(
    words: &Path,
    (arguments, here): (&Arguments, &Surroundings),
    out: &mut Output<'_>,
) -> anyhow::Result<Exit> {
    let places = places(arguments, here)?;
    let known = resolve(&shelf::roadmaps(&places), words, here)?;
    if known.path.is_none() {
        return Err(
            UsageError("the built-in roadmap cannot be forgotten: it is always there".to_owned()).into()
        );
    }
    places.forget_roadmap(known.path.as_deref())?;
    out.text(format!("forgot {}; its progress stays", known.title));
    Ok(Exit::Success)
}

/// The roadmap that is meant: by its id, its title, its path or the folder of that.
fn resolve(list: &[Known], words: &Path, here: &Surroundings) -> Result<Known, RoadmapError> {
    let path = here.folder.join(Home::of_process().typed(&words.to_string_lossy()));
    let raw = here.folder.join(words);
    let real = std::fs::canonicalize(&raw).ok();
    let is_at = |known: &Known, wanted: &PathBuf| {
        known.path.as_deref().is_some_and(|own| own == wanted || own.parent() == Some(wanted.as_path()))
    };
    let text = folded(words.to_string_lossy().trim());
    let by_path = |known: &Known| {
        [Some(&raw), Some(&path), real.as_ref()].into_iter().flatten().any(|path| is_at(known, path))
    };
    let by_id = |known: &Known| known.id.as_str() == text || (known.path.is_none() && text == BUILT_IN_NAME);
    let by_title = |known: &Known| folded(known.title.as_str()) == text;
    let ways: [&dyn Fn(&Known) -> bool; 3] = [&by_path, &by_id, &by_title];
    for way in ways {
        let found: Vec<&Known> = list.iter().filter(|known| way(known)).collect();
        match found.as_slice() {
            [] => {}
            [one] => return Ok((*one).clone()),
            many => return Err(error(words, true, many)),
        }
    }
    let titles: Vec<String> = list.iter().map(|known| folded(known.title.as_str())).collect();
    let names = list.iter().map(|known| known.id.as_str()).chain(titles.iter().map(String::as_str));
    let near = nearest(&text, names);
    let is_near = |(known, title): &(&Known, &String)| {
        let is_named = Some(known.id.as_str()) == near || Some(title.as_str()) == near;
        is_named || (!text.is_empty() && title.contains(&text))
    };
    let found: Vec<&Known> = list.iter().zip(&titles).filter(is_near).map(|(known, _)| known).collect();
    Err(error(words, false, &found))
}

fn error(words: &Path, is_ambiguous: bool, candidates: &[&Known]) -> RoadmapError {
    let candidate = |known: &&Known| {
        let path = known.path.as_ref().map_or_else(|| "built-in".into(), |path| shown(path));
        [SafeText::new(known.id.as_str()), known.title.clone(), path]
    };
    RoadmapError { words: shown(words), is_ambiguous, candidates: candidates.iter().map(candidate).collect() }
}
