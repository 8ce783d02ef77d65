//! What changes something, or leaves the program: marks, summaries, resources, undo. And what others did meanwhile.

use std::collections::BTreeSet;

use super::list::{List, Pages};
use super::walk::{Walk, wrong};
use crate::cli::context::Context;
use crate::cli::history::{make_again, take_back};
use crate::cli::mark::{Plan, apply, unchanged};
use crate::cli::{summary, told};
use crate::marking::{described_in, toggle_tick};
use crate::progress::{Change, Mark, Step};
use crate::roadmap::{Resource, Roadmap, Succession, TopicIx};
use crate::source::LoadError;
use crate::store::StoreError;
use crate::text::{counted, sentence};

impl Walk<'_> {
    pub(super) fn mark(&mut self, topics: &[TopicIx], mark: Mark) -> anyhow::Result<()> {
        let plans = apply(&mut self.context, topics, mark)?;
        let is_change = plans.iter().any(|plan| !plan.units.is_empty());
        let mut lines: Vec<String> = plans.iter().map(|plan| self.marked(plan, mark)).collect();
        if is_change {
            let so_far = self.so_far();
            match lines.as_mut_slice() {
                [only] => *only = format!("{only} {so_far}"),
                _ => lines.push(so_far),
            }
        }
        for line in lines {
            self.say(line);
        }
        self.keep_copies();
        Ok(())
    }

    /// What a mark came to for one topic.
    fn marked(&self, plan: &Plan, mark: Mark) -> String {
        if plan.units.is_empty() {
            return format!("{}.", unchanged(&self.context, plan, mark));
        }
        let title = self.context.title(plan.topic);
        if self.context.roadmap.is_leaf(plan.topic) {
            return format!("{title}: {}.", mark.label());
        }
        let kept = match plan.kept {
            0 => String::new(),
            number => format!(" {} marked otherwise: as before.", counted(number, "topic")),
        };
        format!("{title}: {} {}.{kept}", counted(plan.units.len(), "topic"), mark.label())
    }

    /// How far that is: `39 of 114.`
    fn so_far(&self) -> String {
        let tally = self.context.counts.whole();
        format!("{} of {}.", tally.done, tally.total)
    }

    /// Bookmarks topics in one step; where all of them are, they are no longer.
    pub(super) fn bookmark(&mut self, topics: &[TopicIx]) -> anyhow::Result<()> {
        let on = !topics.iter().all(|ix| self.context.standing.is_bookmarked(*ix));
        let mut seen = BTreeSet::new();
        let mut topics: Vec<TopicIx> = topics.to_vec();
        topics.retain(|ix| self.context.standing.is_bookmarked(*ix) != on && seen.insert(*ix));
        let change = |ix: &TopicIx| {
            let topic = self.context.roadmap.topic(*ix);
            Change::Bookmark { topic: topic.id.clone(), title: topic.title.clone(), on }
        };
        self.context.save(topics.iter().map(change).collect())?;
        let words = if on { "bookmarked" } else { "no longer bookmarked" };
        for ix in topics {
            self.say(format!("{}: {words}.", self.context.title(ix)));
        }
        self.keep_copies();
        Ok(())
    }

    /// Ticks a resource of the open topic, or takes its tick away.
    pub(super) fn tick(&mut self, number: &str) -> anyhow::Result<()> {
        let ix = self.topic_here()?;
        let resource = self.resource(number, "tick")?;
        let Context { roadmap, standing, .. } = &self.context;
        let (change, said) = toggle_tick(roadmap, standing, (ix, resource));
        self.context.save(vec![change])?;
        self.say(format!("{}.", sentence(said.as_str())));
        self.keep_copies();
        Ok(())
    }

    pub(super) fn undo(&mut self) -> anyhow::Result<()> {
        let step = take_back(&mut self.context)?;
        self.tell_step(step, ("Undone", "There is nothing to undo."));
        Ok(())
    }

    pub(super) fn redo(&mut self) -> anyhow::Result<()> {
        let step = make_again(&mut self.context)?;
        self.tell_step(step, ("Redone", "There is nothing to redo."));
        Ok(())
    }

    fn tell_step(&mut self, step: Option<Step>, (what, nothing): (&str, &str)) {
        match step {
            Some(step) => {
                self.say(format!(
                    "{what}: {}. {}",
                    described_in(&self.context.roadmap, &step),
                    self.so_far()
                ));
            }
            None => self.say(nothing),
        }
        self.keep_copies();
    }

    /// Looks after the copies of what was saved.
    fn keep_copies(&mut self) {
        let troubles = self.context.keep_copies();
        let news: Vec<_> =
            troubles.iter().filter(|trouble| !self.troubles.contains(trouble)).cloned().collect();
        self.troubles.extend(news.iter().cloned());
        self.say_all(told(&news));
    }

    pub(super) fn add(&mut self, text: &str) -> anyhow::Result<()> {
        if text.is_empty() {
            return Err(wrong("Say what to add, as in add A join puts rows together."));
        }
        let ix = self.topic_here()?;
        self.context.summaries.add(self.context.summary_id(ix), text)?;
        self.tell_summary(ix)
    }

    pub(super) fn edit(&mut self) -> anyhow::Result<()> {
        let ix = self.topic_here()?;
        let here = self.hands.here;
        if !(here.terminal_in && here.terminal_out) {
            return Err(wrong(
                "An editor needs a terminal, and there is none here. Type add and a line of text instead.",
            ));
        }
        (self.hands.lend)(true);
        let edited = summary::edit(&self.context, ix, here);
        (self.hands.lend)(false);
        edited?;
        self.tell_summary(ix)
    }

    fn tell_summary(&mut self, ix: TopicIx) -> anyhow::Result<()> {
        let words = summary::length(&self.context, ix)?;
        self.say(format!("{}.", sentence(&words)));
        Ok(())
    }

    pub(super) fn open_resource(&mut self, number: &str) -> anyhow::Result<()> {
        let resource = self.resource(number, "open")?;
        let url = resource.url.clone();
        match (self.hands.open)(url.as_str()) {
            Ok(()) => self.say(format!("Opened in your browser: {url}")),
            Err(why) => self.say_lines(why.as_str()),
        }
        Ok(())
    }

    /// A resource of the open topic; it needs no number where it is the only one.
    fn resource(&self, number: &str, verb: &str) -> anyhow::Result<&Resource> {
        let ix = self.topic_here()?;
        let (title, resources) = (self.context.title(ix), &self.context.roadmap.topic(ix).resources);
        let found = match (resources.as_slice(), number) {
            ([], _) => return Err(wrong(format!("{title} has no resources."))),
            ([only], "") => Some(only),
            _ => number.parse::<usize>().ok().and_then(|number| resources.get(number.checked_sub(1)?)),
        };
        let has = counted(resources.len(), "resource");
        found.ok_or_else(|| wrong(format!("{title} has {has}. Say which one by its number, as in {verb} 1.")))
    }

    pub(super) fn copy(&mut self, number: &str) -> anyhow::Result<()> {
        let text = if number.is_empty() {
            self.context.roadmap.topic(self.topic_here()?).id.to_string()
        } else {
            self.resource(number, "copy")?.url.to_string()
        };
        match (self.hands.copy)(&text) {
            // A terminal would be asked with an escape sequence, which has no place here.
            Ok(copied) if copied.sequence().is_some() => {
                self.say(format!("Not copied: there is no program here that does it. The text is {text}"));
            }
            Ok(copied) => self.say(format!("Copied {}: {text}", copied.said())),
            Err(why) => self.say_lines(why.as_str()),
        }
        Ok(())
    }

    /// Takes in what others did since the last line. Says whether the numbers stand for something else now.
    pub(super) fn look_around(&mut self) -> bool {
        self.context.now = (self.hands.here.clock)();
        let is_renumbered = self.read_again();
        let unseen = self.context.look_again().err().map(|error| error.to_string());
        if let Some(why) = unseen.as_ref().filter(|_| unseen != self.unseen) {
            self.say_lines(why);
        }
        self.unseen = unseen;
        self.tell_troubles();
        is_renumbered
    }

    /// Says what is wrong with the logs, where that is news.
    fn tell_troubles(&mut self) {
        let news: Vec<_> = self
            .context
            .troubles
            .iter()
            .filter(|trouble| !self.troubles.contains(trouble))
            .cloned()
            .collect();
        self.troubles.clone_from(&self.context.troubles);
        self.say_all(told(&news));
    }

    /// Reads the roadmap again where its file changed.
    fn read_again(&mut self) -> bool {
        let stamp = self.context.source.stamp();
        if stamp == self.stamp && self.broken.is_none() {
            return false;
        }
        self.stamp = stamp;
        let read = match self.context.source.load() {
            Ok(mut roadmap) => {
                roadmap.speak(self.context.wanted.as_ref());
                self.take_over(roadmap).map_err(|error| error.to_string())
            }
            Err(error) => Err(broken(&error)),
        };
        let why = match read {
            Ok(is_renumbered) => return is_renumbered,
            Err(why) => why,
        };
        if self.broken.as_ref() != Some(&why) {
            self.say_lines(&why);
            self.say("What was read before stays in use.");
            self.broken = Some(why);
        }
        false
    }

    /// Goes on with another version of the roadmap, at the same topic where it is still there.
    fn take_over(&mut self, roadmap: Roadmap) -> Result<bool, StoreError> {
        if roadmap == self.context.roadmap {
            if self.broken.take().is_some() {
                self.say("The roadmap file is mended.");
            }
            return Ok(false);
        }
        let (now, wanted) = (self.context.now, self.context.wanted.clone());
        let mut context = Context::open(self.context.source.clone(), &self.places, roadmap, now)?;
        context.wanted = wanted;
        self.broken = None;
        let old = std::mem::replace(&mut self.context, context);
        let versions = Succession::new(&old.roadmap, &self.context.roadmap);
        let heir = |ix: TopicIx| versions.heir(ix);
        (self.place, self.open) = (self.place.and_then(heir), self.open.and_then(heir));
        let heirs: Option<Vec<TopicIx>> = self.list.rows.iter().map(|row| heir(row.topic)).collect();
        match (&heirs, &self.list.head) {
            (Some(heirs), Some(_)) => {
                self.list.rows.iter_mut().zip(heirs).for_each(|(row, heir)| row.topic = *heir);
            }
            _ => self.list = List::below(&self.context.roadmap, self.place),
        }
        let is_renumbered = heirs.is_none_or(|heirs| !self.list.topics().eq(heirs));
        self.pages = Pages::default();
        let numbers = if is_renumbered { " The numbers stand for other topics now." } else { "" };
        self.say(format!("The roadmap file has changed and was read again.{numbers}"));
        Ok(is_renumbered)
    }
}

/// What is wrong with the roadmap file, without the excerpts that only eyes understand.
fn broken(error: &LoadError) -> String {
    let LoadError::Invalid(problems) = error else { return error.to_string() };
    let (file, count) = (problems.file.display(), counted(problems.list.len(), "problem"));
    let first = problems.list.first().map(|first| {
        let advice = first.advice().map(|advice| format!(" {advice}")).unwrap_or_default();
        format!("\nLine {}: {}{advice}", problems.line(&first.span), first.message)
    });
    format!("{file} has {count} now; trailmark check lists all.{}", first.unwrap_or_default())
}
