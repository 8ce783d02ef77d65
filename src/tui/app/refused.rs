//! A roadmap file that cannot be used: the screen that says so, the ways out of it, and what is amiss while an older version
//! is shown.

use ratatui::layout::Size;

use super::{App, Effect, Opening, Stage, Update};
use crate::comparison::Comparison;
use crate::progress::Moment;
use crate::roadmap::problem::Problems;
use crate::text::SafeText;
use crate::theme::Theme;
use crate::tui::action::Action;
use crate::tui::broken;
use crate::tui::desk::{Desk, scrolled};
use crate::tui::help;
use crate::tui::layout::{HelpPanes, Panes, report_area};
use crate::tui::message::Message;

/// Why there is no roadmap to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It has mistakes.
    Invalid(Problems),
    /// It cannot be read at all.
    Unreadable(SafeText),
    /// The progress on it cannot be read.
    NoProgress(SafeText),
}

/// What there is outside that may lead on from a roadmap file that cannot be used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WaysOut {
    /// What the person's editor is called, where they have one.
    pub editor: Option<SafeText>,
    /// Whether there is a file to edit.
    pub has_file: bool,
    /// The day of the last version that worked, where it is kept.
    pub version: Option<SafeText>,
}

/// The screen of a roadmap file that cannot be used yet.
#[derive(Clone, Debug)]
pub struct Broken {
    /// Why.
    pub refusal: Refusal,
    /// What leads on from here.
    pub ways: WaysOut,
    /// The first row of the report on the screen.
    pub top: usize,
    /// What changed since it last worked, while that is shown, and its first row on the screen.
    pub changes: Option<(Box<Comparison>, usize)>,
    /// The first row of the help, while that is shown.
    pub help: Option<usize>,
    /// Whether what is shown is longer than its place.
    is_long: bool,
}

impl Broken {
    pub(super) fn new(refusal: Refusal) -> Self {
        Self { refusal, ways: WaysOut::default(), top: 0, changes: None, help: None, is_long: false }
    }

    /// The line of the file at which the editor opens it; none where there is nothing to edit.
    pub fn line(&self) -> Option<usize> {
        match &self.refusal {
            Refusal::Invalid(problems) => Some(first_line(problems)),
            Refusal::Unreadable(_) => self.ways.has_file.then_some(1),
            Refusal::NoProgress(_) => None,
        }
    }

    /// Whether an action leads on from here.
    pub fn offers(&self, action: Action) -> bool {
        match action {
            Action::EditRoadmap => self.line().is_some(),
            Action::LastVersion => {
                self.ways.version.is_some() && !matches!(self.refusal, Refusal::NoProgress(_))
            }
            Action::ShowChanges => self.ways.version.is_some() && matches!(self.refusal, Refusal::Invalid(_)),
            _ => true,
        }
    }

    /// What is said where an action leads nowhere.
    fn why_not(&self, action: Action) -> &'static str {
        match (&self.refusal, action) {
            (Refusal::NoProgress(_), _) => {
                "The roadmap file is as it should be: it is your progress that is not"
            }
            (_, Action::EditRoadmap) => "There is no roadmap file to edit",
            (Refusal::Unreadable(_), Action::ShowChanges) => "What cannot be read cannot be compared",
            (_, Action::ShowChanges) => "No version that worked is kept to compare with",
            _ => "No version that worked is kept to go back to",
        }
    }

    /// What has the screen and the keys: its first row, to be moved.
    fn shown_top(&mut self) -> &mut usize {
        match (&mut self.help, &mut self.changes) {
            (Some(top), _) | (None, Some((_, top))) => top,
            (None, None) => &mut self.top,
        }
    }

    /// Moves what is shown.
    pub(super) fn scroll(&mut self, action: Action, size: Size, panes: &Panes) {
        let height = match self.help {
            Some(_) => HelpPanes::of(size).body.height,
            None => report_area(size, panes).height,
        };
        let top = self.shown_top();
        *top = scrolled(*top, action, height);
    }

    pub(super) fn settle(&mut self, size: Size, panes: &Panes, theme: &Theme) {
        let (area, help) = (report_area(size, panes), HelpPanes::of(size).body);
        let (rows, height) = match self.help {
            Some(_) => (help::rows(usize::from(help.width), theme).len(), help.height),
            None => (broken::rows(self, usize::from(area.width), theme).len(), area.height),
        };
        let more = rows.saturating_sub(usize::from(height));
        self.is_long = more > 0;
        let top = self.shown_top();
        *top = (*top).min(more);
    }

    /// One step back from what is laid over the report.
    fn step_back(&mut self) {
        if self.help.take().is_none() {
            self.changes = None;
        }
    }
}

/// What is amiss with the roadmap file while a version of it is shown that worked.
#[derive(Clone, Debug, Default)]
pub(super) struct Amiss {
    /// The line of the mistake; none where it is not known.
    line: Option<usize>,
    /// The day of the version, where that was gone back to.
    version: Option<SafeText>,
    /// What is said of it whenever nothing else is.
    reminder: Option<Message>,
}

impl App {
    /// What an action does on the screen of a roadmap file that cannot be used.
    pub(super) fn act_on_broken(&mut self, action: Action, now: Moment) -> Update {
        let (size, panes) = (self.size, self.panes());
        let Stage::Broken(broken) = &mut self.stage else { return Update::none() };
        match action {
            Action::ToggleHelp => broken.help = if broken.help.is_some() { None } else { Some(0) },
            Action::Back => broken.step_back(),
            _ if !broken.offers(action) => {
                let why = broken.why_not(action);
                return self.say(Message::passing(why, now), now);
            }
            Action::EditRoadmap => {
                return Update::with(Effect::EditRoadmap(broken.line().unwrap_or(1)));
            }
            Action::ShowChanges if broken.changes.is_some() => broken.changes = None,
            Action::ShowChanges => return Update::with(Effect::Compare),
            Action::LastVersion => return Update::with(Effect::GoBack),
            _ => broken.scroll(action, size, &panes),
        }
        Update::redraw()
    }

    /// The file cannot be used, or not for the same reason as before.
    pub(super) fn refuse(&mut self, refusal: Refusal, now: Moment) -> Update {
        match &mut self.stage {
            Stage::Welcome(_) => Update::none(),
            Stage::Broken(broken) if broken.refusal == refusal => Update::none(),
            Stage::Broken(broken) => {
                broken.refusal = refusal;
                // What changed is shown anew, as long as it can be told.
                let is_shown = broken.changes.is_some() && broken.offers(Action::ShowChanges);
                broken.changes.take_if(|_| !is_shown);
                if is_shown { Update::with(Effect::Compare) } else { Update::redraw() }
            }
            // What is on the screen stays usable while the file is being edited.
            Stage::Open(_) => {
                self.amiss.line = line_of(&refusal);
                let message = Message::refused(&refusal, self.amiss.version.as_ref());
                self.amiss.reminder = Some(message.clone());
                self.say(message, now)
            }
        }
    }

    /// Takes the ways out of a roadmap file that cannot be used.
    pub(super) fn take_ways(&mut self, ways: WaysOut) -> Update {
        let Stage::Broken(broken) = &mut self.stage else { return Update::none() };
        broken.ways = ways;
        if !broken.offers(Action::ShowChanges) {
            broken.changes = None;
        }
        Update::redraw()
    }

    /// Shows what changed since the file last worked.
    pub(super) fn take_comparison(&mut self, comparison: Box<Comparison>) -> Update {
        let Stage::Broken(broken) = &mut self.stage else { return Update::none() };
        let top = broken.changes.take().map_or(0, |(_, top)| top);
        broken.changes = Some((comparison, top));
        Update::redraw()
    }

    /// Shows the last version that worked. Says so as long as it is shown.
    pub(super) fn go_back(&mut self, opening: Opening, day: SafeText, now: Moment) -> Update {
        let Stage::Broken(broken) = &self.stage else { return Update::none() };
        let message = Message::refused(&broken.refusal, Some(&day));
        self.amiss =
            Amiss { line: line_of(&broken.refusal), version: Some(day), reminder: Some(message.clone()) };
        self.stage = Stage::Open(Box::new(Desk::new(opening)));
        self.say(message, now)
    }

    /// Says again what is amiss, where nothing else is said any more.
    pub(super) fn remind(&mut self) {
        if self.message.is_none() {
            self.message.clone_from(&self.amiss.reminder);
        }
    }

    /// Takes what is said from the screen; what is amiss is not said again. None where nothing is said.
    pub(super) fn dismiss(&mut self) -> Option<Message> {
        let message = self.message.take()?;
        self.amiss.reminder.take_if(|reminder| *reminder == message);
        Some(message)
    }

    /// The file is opened at its mistake: where a topic is, only the version knows that is shown.
    pub(super) fn aim(&self, effects: &mut [Effect]) {
        let Some(mistake) = self.amiss.line else { return };
        for effect in effects {
            if let Effect::EditRoadmap(line) = effect {
                *line = mistake;
            }
        }
    }

    /// Whether an action that a place has leads on from what is shown now.
    pub fn offers(&self, action: Action) -> bool {
        match &self.stage {
            _ if self.leafing.is_some() || self.roadmaps.is_some() => true,
            Stage::Broken(broken) => broken.offers(action) && (action != Action::Down || broken.is_long),
            Stage::Welcome(_) | Stage::Open(_) => true,
        }
    }

    /// The words of the footer, where they are other ones than those of the place.
    pub fn own_hints(&self) -> Option<&'static [(Action, &'static str)]> {
        match &self.stage {
            _ if self.leafing.is_some() || self.roadmaps.is_some() => None,
            Stage::Welcome(welcome) => welcome.own_hints(),
            Stage::Broken(Broken { changes: Some(_), help: None, .. }) => Some(&[
                (Action::Back, "report"),
                (Action::EditRoadmap, "edit"),
                (Action::LastVersion, "go back"),
                (Action::Quit, "quit"),
                (Action::Down, "scroll"),
            ]),
            Stage::Broken(_) => None,
            Stage::Open(desk) => desk.own_hints(),
        }
    }
}

fn first_line(problems: &Problems) -> usize {
    problems.list.first().map_or(1, |first| problems.line(&first.span))
}

/// The line to be looked at; none where the file is not at fault.
fn line_of(refusal: &Refusal) -> Option<usize> {
    match refusal {
        Refusal::Invalid(problems) => Some(first_line(problems)),
        Refusal::Unreadable(_) => Some(1),
        Refusal::NoProgress(_) => None,
    }
}
