//! The state of the interface and how it changes: no files, no clock, no terminal.
//!
//! [`App::update`] takes one message and answers with what is to be done outside. Results come back as messages.

mod exchange;
mod finishing;
mod hand;
mod looks;
mod refused;
mod returning;
mod roadmaps;
mod telling;
mod welcome;

use jiff::tz::TimeZone;
use ratatui::layout::Size;

pub use self::exchange::{Effect, Msg, Opening, Update};
use self::refused::Amiss;
pub use self::refused::{Broken, Refusal, WaysOut};
pub(super) use self::roadmaps::gone;
pub use self::telling::Leafed;
use super::action::{Action, Place, action};
use super::chord::Chord;
use super::desk::Desk;
use super::journal::{Journal, Leafing};
use super::layout::{ListPanes, Panes};
use super::message::{Message, Trouble};
use super::roadmaps::RoadmapList;
use super::welcome::Welcome;
use crate::progress::{DeviceId, Moment};
use crate::store::{Known, Loaded, Saved};
use crate::text::SafeText;
use crate::theme::Theme;

/// What is in front of the person.
#[derive(Clone, Debug)]
pub enum Stage {
    /// Nothing was studied yet.
    Welcome(Box<Welcome>),
    /// A roadmap file that cannot be used yet.
    Broken(Broken),
    /// A roadmap.
    Open(Box<Desk>),
}

/// The whole interface.
#[derive(Clone, Debug)]
pub struct App {
    size: Size,
    theme: Theme,
    stage: Stage,
    /// The list of roadmaps that lies over the stage.
    roadmaps: Option<RoadmapList>,
    /// What was taken from it, the newest last.
    forgotten: Vec<Known>,
    message: Option<Message>,
    amiss: Amiss,
    /// What was said.
    journal: Journal,
    /// The open list of what was said.
    leafing: Option<Leafing>,
    zone: Option<TimeZone>,
}

impl App {
    /// An interface that starts with what opening the roadmap came to.
    pub fn new(size: Size, theme: Theme, first: Msg, now: Moment) -> Self {
        let nothing = Broken::new(Refusal::Unreadable(SafeText::default()));
        let mut app = Self {
            size,
            theme,
            stage: Stage::Broken(nothing),
            roadmaps: None,
            forgotten: Vec::new(),
            message: None,
            amiss: Amiss::default(),
            journal: Journal::default(),
            leafing: None,
            zone: None,
        };
        let _ = app.update(first, now);
        app
    }

    /// Takes one message.
    pub fn update(&mut self, msg: Msg, now: Moment) -> Update {
        let brings_text =
            matches!(msg, Msg::Opened(_) | Msg::NoteRead(..) | Msg::SummaryRead(..) | Msg::LaidOut(_));
        let may_finish = matches!(msg, Msg::Press(_) | Msg::Pointed(_)) && !self.is_all_done();
        let update = self.handle(msg, now);
        if may_finish && self.is_all_done() {
            self.say_all_done(now);
        }
        self.remind();
        if update.redraw {
            self.settle();
        }
        if let Some(desk) = self.desk_mut().filter(|_| brings_text) {
            let awaited = desk.awaits_list();
            let said = desk.look_after_texts(now);
            // What was said of the waiting is over.
            let is_over = awaited && !desk.awaits_list();
            if let Some(message) = said {
                let _ = self.say(message, now);
            } else if is_over {
                self.message.take_if(|message| !message.is_error());
            }
            self.settle();
        }
        update
    }

    fn handle(&mut self, msg: Msg, now: Moment) -> Update {
        match msg {
            Msg::Press(chord) => self.press_all(chord, now),
            Msg::Pointed(pointed) => self.point(pointed, now),
            Msg::Pasted(text) => self.insert(&text, now).unwrap_or_else(|| {
                self.say(Message::passing("Pasted text was ignored: there is no field for it here", now), now)
            }),
            Msg::Resized(size) => {
                self.size = size;
                Update::redraw()
            }
            Msg::Tick => self.expire(now),
            Msg::Opened(opening) => self.open(*opening, now),
            Msg::Returned(session, left) => self.come_back(&session, left, now),
            Msg::Refused(refusal) => self.refuse(refusal, now),
            Msg::WaysOut(ways) => self.take_ways(ways),
            Msg::Compared(comparison) => self.take_comparison(comparison),
            Msg::WentBack(opening, day) => self.go_back(*opening, day, now),
            Msg::Changed(loaded) => self.changed(loaded, now),
            Msg::NoteRead(ix, note) => self.on_desk(|desk| desk.reader.take(ix, note)),
            Msg::Listed(_)
            | Msg::SummaryRead(..)
            | Msg::LineAdded(..)
            | Msg::LineNotAdded(..)
            | Msg::Edited(_) => self.of_summaries(msg, now),
            Msg::Handed(Ok(said)) => self.say(Message::done(said, None), now),
            Msg::Handed(Err(why)) => self.say(Message::passing(why, now), now),
            Msg::LaidOut(delivery) => self.on_desk(|desk| desk.deliver(&delivery)),
            Msg::Painted(paintings) => self.on_desk(|desk| {
                for painting in paintings {
                    desk.reader.hang(painting);
                }
            }),
            Msg::Found(findings) => self.on_desk(|desk| desk.take_findings(findings)),
            Msg::Saved(saved, device) => self.saved(&saved, device),
            Msg::NotSaved(why) => {
                if let Some(desk) = self.desk_mut() {
                    desk.append_failed();
                }
                self.say(Message::not_saved(&why), now)
            }
            Msg::Unwritable(why) => self.warn(&why, now),
            Msg::Ending => self.quit(),
            Msg::NotSuspended => self.say(Message::passing("There is no shell here to go back to", now), now),
            Msg::Withheld(why) => {
                // What was amiss before is over.
                self.amiss = Amiss::default();
                self.say(Message::trouble(Trouble::Roadmap, why), now)
            }
            Msg::Failed(why) => self.say(Message::trouble(Trouble::Progress, why), now),
            Msg::Recovered => self.over(Trouble::Progress),
            Msg::Welcome(greeting) => self.welcome(greeting),
            Msg::Roadmaps(rows, chosen) => self.list_roadmaps(rows, chosen.as_deref()),
            Msg::Others(rows) => self.on_desk(|desk| desk.take_roadmaps(rows)),
            Msg::Surveyed(found) => self.survey(&found),
            Msg::Forgot(known) => self.forgot(*known, now),
            Msg::Switched(first) => self.switched(*first, now),
            Msg::NotOpened(why) => self.not_opened(why, now),
            Msg::Spoken(wanted) => self.on_desk(|desk| desk.speak(wanted.as_ref())),
            Msg::Made => self.say(Message::made(), now),
            Msg::Configured(theme, trouble) => self.configure(*theme, trouble, now),
        }
    }

    fn on_desk(&mut self, change: impl FnOnce(&mut Desk)) -> Update {
        let Some(desk) = self.desk_mut() else { return Update::none() };
        change(desk);
        Update::redraw()
    }

    /// Puts text into the field; none where there is no field.
    fn insert(&mut self, text: &str, now: Moment) -> Option<Update> {
        if !self.place().takes_text() {
            return None;
        }
        if let Stage::Welcome(_) = self.stage {
            return self.insert_into_welcome(text, now);
        }
        let desk = self.desk_mut()?;
        if let Some(message) = desk.insert(text, now) {
            let _ = self.say(message, now);
        }
        Some(Update::redraw())
    }

    fn press(&mut self, chord: Chord, now: Moment) -> Update {
        if self.message.as_ref().is_some_and(Message::ends_with_a_key) {
            self.message = None;
        }
        match action(self.place(), chord) {
            Some(action) => self.act(action, now),
            None if self.place().takes_text() && chord.text().is_some() => {
                let text = chord.text().map(String::from).unwrap_or_default();
                self.insert(&text, now).unwrap_or_else(Update::none)
            }
            None => self.say(Message::unbound(chord, self.place(), now), now),
        }
    }

    fn act(&mut self, action: Action, now: Moment) -> Update {
        match action {
            Action::Repaint => return Update::with(Effect::Repaint),
            Action::Suspend => return Update::with(Effect::Suspend),
            Action::ToggleMouse => return Update::with(Effect::ToggleMouse),
            Action::Quit => return self.quit(),
            Action::ShowMessages => return self.toggle_messages(now),
            _ if self.leafing.is_some() => return self.leaf(action),
            Action::Roadmaps => return Update::with(Effect::ListRoadmaps),
            Action::Back if self.dismiss().is_some() => return Update::redraw(),
            _ => {}
        }
        if self.roadmaps.is_some() {
            return self.act_in_roadmaps(action, now);
        }
        let panes = self.panes();
        match &mut self.stage {
            Stage::Welcome(_) => self.act_in_welcome(action, now),
            Stage::Broken(_) => self.act_on_broken(action, now),
            Stage::Open(desk) => {
                let (mut effects, message) = desk.act(action, &panes, now);
                if let Some(action) = desk.take_asked() {
                    return self.act(action, now);
                }
                if let Some(message) = message {
                    let _ = self.say(message, now);
                }
                self.aim(&mut effects);
                Update { effects, redraw: true }
            }
        }
    }

    /// What is not saved is tried once more; the shell says what is lost if that fails too.
    fn quit(&mut self) -> Update {
        let unsaved = self.desk().map(|desk| desk.unsaved().to_vec()).unwrap_or_default();
        let mut effects = Vec::new();
        if !unsaved.is_empty() {
            effects.push(Effect::Append(unsaved));
        }
        effects.push(Effect::Quit);
        Update { effects, redraw: false }
    }

    fn expire(&mut self, now: Moment) -> Update {
        if self.message.as_ref().is_some_and(|message| message.is_over(now)) {
            self.message = None;
            return Update::redraw();
        }
        Update::none()
    }

    fn open(&mut self, opening: Opening, now: Moment) -> Update {
        self.amiss = Amiss::default();
        match &mut self.stage {
            Stage::Open(desk) if desk.roadmap().id() == opening.roadmap.id() => {
                let doubts = desk.standing().doubts().len();
                let news = desk.replace(opening);
                let now_in_doubt = desk.standing().doubts().len();
                // A mistake that was taken back is over, and no news.
                let _ = self.over(Trouble::Roadmap);
                let is_doubtful = news.is_some() && now_in_doubt > doubts;
                let in_doubt = Message::doubts(now_in_doubt).filter(|_| is_doubtful);
                for message in news.into_iter().chain(in_doubt) {
                    self.mention(message, now);
                }
            }
            stage => {
                let desk = Desk::new(opening);
                let in_doubt = || Message::doubts(desk.standing().doubts().len());
                let message = Message::troubles(desk.troubles()).or_else(in_doubt);
                *stage = Stage::Open(Box::new(desk));
                self.turn_page();
                if let Some(message) = message {
                    self.mention(message, now);
                }
            }
        }
        Update::redraw()
    }

    fn changed(&mut self, loaded: Loaded, now: Moment) -> Update {
        let Some(desk) = self.desk_mut() else { return Update::none() };
        let news = desk.learn(loaded.events);
        let has_new_troubles = desk.replace_troubles(loaded.troubles);
        let recovered = match Message::troubles(desk.troubles()) {
            // What is shown of them may be over, and the rest is not.
            Some(message) if has_new_troubles || self.is_outdated(&message) => return self.say(message, now),
            Some(_) => Update::none(),
            None => self.over(Trouble::Progress),
        };
        if news || recovered.redraw { Update::redraw() } else { self.expire(now) }
    }

    fn is_outdated(&self, present: &Message) -> bool {
        self.message.as_ref().is_some_and(|shown| shown.is_about(Trouble::Progress) && shown != present)
    }

    fn saved(&mut self, saved: &Saved, device: DeviceId) -> Update {
        let Some(desk) = self.desk_mut() else { return Update::none() };
        desk.append_worked(&saved.rekeyed, device);
        let _ = self.over(Trouble::Saving);
        Update::redraw()
    }

    /// Settles scroll positions for the size of the screen, after everything else has changed.
    fn settle(&mut self) {
        let panes = self.panes();
        if let Some(list) = &mut self.roadmaps {
            list.settle(ListPanes::of(&panes, list.rows.len()).body.height.into());
        }
        match &mut self.stage {
            Stage::Welcome(welcome) => welcome.settle(self.size, &panes, &self.theme),
            Stage::Open(desk) => desk.settle(self.size, &panes, &self.theme),
            Stage::Broken(broken) => broken.settle(self.size, &panes, &self.theme),
        }
        self.settle_messages();
    }

    /// Where keys go now.
    pub fn place(&self) -> Place {
        match &self.stage {
            _ if self.leafing.is_some() => Place::Messages,
            _ if self.roadmaps.is_some() => Place::Roadmaps,
            Stage::Welcome(welcome) => welcome.place(),
            Stage::Broken(broken) if broken.help.is_some() => Place::Help,
            Stage::Broken(_) => Place::Broken,
            Stage::Open(desk) => desk.place(),
        }
    }

    /// Where things are on the screen.
    pub fn panes(&self) -> Panes {
        let mut arrangement = self.desk().map(|desk| desk.arrangement).unwrap_or_default();
        // In the list of messages all of it can be read.
        let message = self.message.as_ref().filter(|_| self.leafing.is_none());
        arrangement.notice = message.map_or(0, |message| message.notice_rows(self.size.width));
        Panes::of(self.size, arrangement)
    }

    /// The size of the screen.
    pub fn size(&self) -> Size {
        self.size
    }

    /// The looks.
    pub fn theme(&self) -> &Theme {
        &self.theme
    }

    /// What is in front of the person.
    pub fn stage(&self) -> &Stage {
        &self.stage
    }

    /// Why there is no roadmap in front of the person.
    pub fn refusal(&self) -> Option<&Refusal> {
        match &self.stage {
            Stage::Broken(broken) => Some(&broken.refusal),
            Stage::Welcome(_) | Stage::Open(_) => None,
        }
    }

    /// The roadmap in front of the person, if there is one.
    pub fn desk(&self) -> Option<&Desk> {
        match &self.stage {
            Stage::Open(desk) => Some(desk),
            Stage::Welcome(_) | Stage::Broken(_) => None,
        }
    }

    fn desk_mut(&mut self) -> Option<&mut Desk> {
        match &mut self.stage {
            Stage::Open(desk) => Some(desk),
            Stage::Welcome(_) | Stage::Broken(_) => None,
        }
    }

    /// What is being said.
    pub fn message(&self) -> Option<&Message> {
        self.message.as_ref()
    }
}

#[cfg(test)]
mod tests;
