//! The loop: takes what comes in, lets [`App`] decide, does what it asks for, draws when something changed.

mod absence;
mod handing;
mod keeping;
mod roadmaps;
mod saving;
mod session;
mod settings;
mod switching;
mod texts;
mod world;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use crossterm::event::{Event, KeyEventKind};
use ratatui::layout::Size;

pub use self::world::{Answer, Ending, Input, Interruption, Lent, OpenEditor, Programs, Screen, Setup};

use self::absence::Absence;
use self::session::Sessions;
use self::settings::Settings;
use self::switching::missing;
use self::texts::Texts;
use super::app::{App, Effect, Msg, Opening, Refusal};
use super::burst::Burst;
use super::chord::Chord;
use super::desk::Desk;
use super::librarian::Librarian;
use super::painter::Painter;
use super::pointer::Pointed;
use super::reader::Delivery;
use super::surveyor::Surveyor;
use super::welcome::Greeting;
use super::worker::{Keeper, Worker};
use crate::counts::Counts;
use crate::markdown::{Layout, render};
use crate::progress::{Moment, Progress};
use crate::roadmap::Roadmap;
use crate::source::{LoadError, Source, Stamp};
use crate::store::{Store, StoreError};
use crate::text::SafeText;

/// How long the loop sleeps where nothing happens: with the two looks a second at the terminal, four wake-ups.
const NAP: Duration = Duration::from_millis(500);
/// How long nothing outside is looked at while keys keep coming, in milliseconds.
const PAUSE: i64 = 500;
/// How long to look for input that is already there. Not zero: crossterm does not look at the terminal at all then.
const GLANCE: Duration = Duration::from_micros(200);
/// How long the loop sleeps while a note is being laid out.
const BRIEF: Duration = Duration::from_millis(5);
/// How long the first rows of a long note are waited for before a frame is drawn without them: those of a megabyte are there
/// in half of it on a machine that has something else to do.
const SOON: Duration = Duration::from_millis(20);
/// So long it must be quiet for a flood to be over.
const QUIET: Duration = Duration::from_millis(60);

/// The interface with the world around it.
pub struct Shell {
    setup: Setup,
    app: App,
    store: Option<Store>,
    /// What the roadmap was when it was read, and the shown texts.
    stamp: Option<Stamp>,
    absence: Absence,
    texts: Texts,
    settings: Settings,
    /// Keys that are waiting were meant for a program that had the screen.
    has_stray_keys: bool,
    /// Why the last append failed, as long as it is so.
    not_saved: Option<SafeText>,
    /// Why the roadmap or its logs could not be read at all when it was last tried.
    unreadable: Option<SafeText>,
    /// Why the logs cannot be looked at any more.
    unseen: Option<SafeText>,
    worker: Worker,
    painter: Painter,
    librarian: Librarian,
    surveyor: Surveyor,
    keeper: Keeper,
    /// What keeps that a roadmap was opened, and its text.
    recorder: Keeper,
    sessions: Sessions,
    looked: Moment,
    done: bool,
    remembered: bool,
    /// What the roadmap was when it was read, as long as that version is to be kept.
    to_keep: Option<Stamp>,
    signal: Option<i32>,
}

impl Shell {
    /// Reads the roadmap and the logs and makes the interface of them.
    pub fn new(setup: Setup, size: Size) -> Self {
        let stamp = setup.source.stamp();
        let (store, first) = if setup.is_first_run { (None, welcome(&setup)) } else { open(&setup) };
        let unreadable = why_unreadable(&first);
        let to_keep = stamp.filter(|_| matches!(first, Msg::Opened(_)));
        let looked = (setup.now)();
        let app = App::new(size, setup.theme.clone(), first, looked);
        let mut shell = Self {
            setup,
            app,
            store,
            stamp,
            absence: Absence::default(),
            texts: Texts::default(),
            settings: Settings::default(),
            has_stray_keys: false,
            not_saved: None,
            unreadable,
            unseen: None,
            worker: Worker::new(),
            painter: Painter::default(),
            librarian: Librarian::default(),
            surveyor: Surveyor::default(),
            keeper: Keeper::default(),
            recorder: Keeper::default(),
            sessions: Sessions::default(),
            looked,
            done: false,
            remembered: false,
            to_keep,
            signal: None,
        };
        shell.read_settings();
        shell.settle_in();
        shell
    }

    /// Runs until the person quits or the input ends.
    ///
    /// # Errors
    /// Where the screen cannot be written or the input cannot be read.
    pub fn run(&mut self, screen: &mut dyn Screen, input: &mut dyn Input) -> io::Result<Ending> {
        let ended = self.go_on(screen, input);
        // Nobody waits for keys any more.
        self.finish_record();
        ended
    }

    fn go_on(&mut self, screen: &mut dyn Screen, input: &mut dyn Input) -> io::Result<Ending> {
        let mut redraw = true;
        self.await_answer(screen, input)?;
        while !self.done {
            redraw |= self.hear_answer(input, Duration::ZERO)?;
            redraw |= self.read_wanted();
            redraw |= self.lay_out(screen)?;
            redraw |= self.search_texts(screen)? | self.survey(screen)?;
            let paintings: Vec<_> = std::iter::from_fn(|| self.painter.collect()).collect();
            if !paintings.is_empty() {
                redraw |= self.send(Msg::Painted(paintings), screen)?;
            }
            if redraw {
                // While we were stopped nobody told us of a new size.
                let size = screen.size()?;
                if size != self.app.size() {
                    let _ = self.app.update(Msg::Resized(size), (self.setup.now)());
                }
                let app = &self.app;
                screen.draw(&mut |frame| super::view::view(app, frame))?;
                self.learn_zone();
            }
            self.keep_record();
            self.colour();
            if self.is_at_work() {
                redraw = match input.next(BRIEF)? {
                    Some(event) => self.take(event, screen, input)?,
                    None => false,
                };
            } else if let Some(event) = input.next(NAP)? {
                redraw = self.take(event, screen, input)?;
            } else {
                redraw = self.interrupted(screen, input)? | self.look_around(screen)?;
                self.keep_session();
                continue;
            }
            redraw |= self.interrupted(screen, input)?;
            // Neither who types without a pause nor who waits for colours must miss what happens meanwhile.
            if (self.setup.now)().millis() - self.looked.millis() >= PAUSE {
                redraw |= self.look_around(screen)?;
            }
        }
        self.see_answer_off(input)?;
        Ok(self.ending())
    }

    /// Finds out how people here count days and hours. Behind the first frame, which says nothing of either: a folder with
    /// hundreds of names is read for it.
    fn learn_zone(&mut self) {
        if !self.app.has_zone() {
            self.app.move_to_zone((self.setup.zone)());
        }
    }

    fn ending(&mut self) -> Ending {
        self.save_session();
        let lines = self.app.desk().map(Desk::unsaved_lines).unwrap_or_default();
        Ending { signal: self.signal, refusal: self.app.refusal().cloned(), lost: self.lost(), lines }
    }

    /// Has a long note laid out, if one is shown that is not yet, and shows what there is of it. Its first rows are waited
    /// for, so that it mostly opens without a sign of its length.
    fn lay_out(&mut self, screen: &mut dyn Screen) -> io::Result<bool> {
        let mut patience = Duration::ZERO;
        if let Some(order) = self.app.desk().and_then(|desk| desk.reader.order()) {
            if !self.worker.is_busy() {
                patience = SOON;
            }
            if self.worker.start(order.clone(), self.setup.theme.clone()).is_err() {
                // No thread to be had: then it takes its time here.
                let page = render(&order.markdown, Layout::pane(order.width), &self.setup.theme);
                let delivery = Delivery { order, page: Arc::new(page), is_whole: true };
                return self.send(Msg::LaidOut(delivery), screen);
            }
        }
        match self.worker.collect(patience) {
            Some(delivery) => self.send(Msg::LaidOut(delivery), screen),
            None => Ok(false),
        }
    }

    /// Whether something is made elsewhere, or is to be: a text waits until the one before it is ended.
    fn is_at_work(&self) -> bool {
        let awaits = |desk: &Desk| desk.reader.order().is_some();
        let is_busy = self.worker.is_busy() || self.painter.is_busy() || self.librarian.is_busy();
        let is_busy = is_busy || self.surveyor.is_busy();
        is_busy || self.app.desk().is_some_and(awaits)
    }

    /// Has the code coloured that is on the screen: behind the frame, which does not wait for colours. Where there is no
    /// thread to be had it stays plain for now.
    fn colour(&mut self) {
        let canvases = self.app.desk().map(|desk| desk.reader.canvases()).unwrap_or_default();
        let _ = self.painter.start(canvases);
    }

    /// Tries once more to save what is not saved, where the screen or the keyboard is gone. Says what is lost, and why.
    pub fn save_rest(&mut self) -> Ending {
        self.save_again();
        self.ending()
    }

    /// Handles all input that is waiting, so that one frame shows what it came to.
    fn take(&mut self, first: Event, screen: &mut dyn Screen, input: &mut dyn Input) -> io::Result<bool> {
        self.sessions.is_touched = true;
        let is_field = self.app.place().takes_text();
        let mut burst = if is_field { Burst::in_field() } else { Burst::default() };
        burst.push(first);
        while !burst.is_full() {
            let patience = if burst.may_be_a_paste() { QUIET } else { GLANCE };
            match input.next(patience)? {
                Some(event) => burst.push(event),
                None => break,
            }
        }
        let mut redraw = false;
        for event in burst.into_events() {
            if let Some(msg) = message_of(event) {
                redraw |= self.send(msg, screen)?;
            }
            if std::mem::take(&mut self.has_stray_keys) {
                break;
            }
        }
        Ok(redraw)
    }

    /// Gives a message to the interface and does what it asks for. Says whether to draw.
    fn send(&mut self, msg: Msg, screen: &mut dyn Screen) -> io::Result<bool> {
        if self.done {
            return Ok(false);
        }
        let mut redraw = false;
        let mut queue = vec![msg];
        while let Some(msg) = queue.pop() {
            let update = self.app.update(msg, (self.setup.now)());
            redraw |= update.redraw;
            for effect in update.effects {
                queue.extend(self.perform(effect, screen)?);
            }
        }
        Ok(redraw)
    }

    fn perform(&mut self, effect: Effect, screen: &mut dyn Screen) -> io::Result<Option<Msg>> {
        match effect {
            Effect::Append(events) => return Ok(self.append(&events)),
            Effect::AddLine { topic, file, text } => return Ok(self.add_line(topic, &file, &text)),
            Effect::EditSummary(file) => return self.edit_summary(&file, screen),
            Effect::EditRoadmap(line) => return self.edit_roadmap(line, screen),
            Effect::Compare => return Ok(Some(self.compare_versions())),
            Effect::GoBack => return Ok(self.go_back()),
            Effect::OpenAddress(address) => return Ok(Some(self.open_address(&address))),
            Effect::Copy { text, what } => return self.copy(&text, &what, screen).map(Some),
            Effect::ListRoadmaps => return Ok(Some(self.list_roadmaps(None))),
            Effect::OpenRoadmap(path) => return Ok(self.switch(path.map_or(Source::BuiltIn, Source::File))),
            Effect::OpenTyped(path) => return Ok(self.open_typed(&path)),
            Effect::MakeRoadmap(folder) => return Ok(self.make_roadmap(&folder)),
            Effect::Forget(known) => return Ok(Some(self.forget(*known))),
            Effect::PutBack(known) => return Ok(Some(self.put_back(*known))),
            Effect::Repaint => screen.repaint()?,
            Effect::Speak(tag) => self.setup.language.here = Some(tag),
            Effect::ToggleMouse => return self.toggle_mouse(screen).map(Some),
            Effect::Suspend => {
                self.save_session();
                if !screen.suspend()? {
                    return Ok(Some(Msg::NotSuspended));
                }
            }
            Effect::Quit => self.done = true,
        }
        Ok(None)
    }

    fn interrupted(&mut self, screen: &mut dyn Screen, input: &mut dyn Input) -> io::Result<bool> {
        match input.interruption() {
            None => return Ok(false),
            Some(Interruption::End(signal)) => {
                self.signal = Some(signal);
                self.send(Msg::Ending, screen)?;
            }
            Some(Interruption::Stop) => {
                self.save_session();
                screen.suspend()?;
            }
            Some(Interruption::Continued) => screen.repaint()?,
        }
        Ok(true)
    }

    /// Looks at the files that may have changed, and lets messages that are over go.
    fn look_around(&mut self, screen: &mut dyn Screen) -> io::Result<bool> {
        self.looked = (self.setup.now)();
        let mut redraw = self.send(Msg::Tick, screen)?;
        redraw |= self.look_at_settings(screen)?;
        redraw |= self.reopen(screen)?;
        redraw |= self.refresh(screen)?;
        Ok(redraw | self.look_at_texts())
    }

    /// Reads the roadmap again where its file changed. What could not be read at all is tried again whether it did or
    /// not: that may lie in a permission, or in the folder of the logs.
    fn reopen(&mut self, screen: &mut dyn Screen) -> io::Result<bool> {
        let stamp = self.setup.source.stamp();
        let is_new = stamp != self.stamp;
        if self.absence.is_brief(self.stamp.as_ref(), stamp.as_ref(), self.looked) {
            return Ok(false);
        }
        if !is_new && self.unreadable.is_none() {
            return Ok(false);
        }
        self.stamp = stamp;
        let (store, msg) = open(&self.setup);
        if let Some(why) = self.what_another_id_would_lose(&msg) {
            return self.send(Msg::Withheld(why), screen);
        }
        if store.is_some() {
            self.store = store;
        }
        let why = why_unreadable(&msg);
        let is_news = is_new || why != self.unreadable;
        self.unreadable = why;
        if !is_news {
            return Ok(false);
        }
        let is_first = self.app.desk().is_none() || self.is_of_another(&msg);
        if is_first {
            self.save_session();
        }
        self.to_keep = stamp.filter(|_| matches!(msg, Msg::Opened(_)));
        let redraw = self.send(msg, screen)?;
        Ok(redraw | if is_first { self.settle_in() } else { self.list_summaries() })
    }

    /// Looks at the logs. That they cannot be looked at is said once, not at every look.
    fn refresh(&mut self, screen: &mut dyn Screen) -> io::Result<bool> {
        let Some(store) = &mut self.store else { return Ok(false) };
        let (changed, unseen) = match store.refresh() {
            Ok(changed) => (changed, None),
            Err(error) => (None, Some(SafeText::from(error.to_string()))),
        };
        let mut redraw = false;
        if unseen != self.unseen {
            self.unseen.clone_from(&unseen);
            redraw |= self.send(unseen.map_or(Msg::Recovered, Msg::Failed), screen)?;
        }
        if let Some(loaded) = changed {
            redraw |= self.send(Msg::Changed(loaded), screen)?;
        }
        Ok(redraw)
    }

    /// What the interface shows.
    pub fn app(&self) -> &App {
        &self.app
    }
}

/// What is said to somebody who has nothing to go on with yet.
fn welcome(setup: &Setup) -> Msg {
    // Those that count: the header has the same number a moment later.
    let total = |roadmap: Roadmap| Counts::new(&roadmap, &Progress::default().on(&roadmap)).whole().total;
    let topics = Source::BuiltIn.load().map_or(0, total);
    let topics = usize::try_from(topics).unwrap_or(usize::MAX);
    let folder = setup.home.shown(&setup.home.typed("~/study/roadmap"));
    let (store, editor) = (setup.home.shown(&setup.places.data), setup.editor_name.clone());
    Msg::Welcome(Greeting { topics, store, editor, folder })
}

/// Reads the roadmap and what its logs say.
fn open(setup: &Setup) -> (Option<Store>, Msg) {
    match setup.source.load() {
        Ok(roadmap) => match open_store(setup, roadmap) {
            Ok((store, opening)) => (Some(store), Msg::Opened(Box::new(opening))),
            Err(error) => (None, Msg::Refused(Refusal::NoProgress(error.to_string().into()))),
        },
        Err(LoadError::Invalid(problems)) => (None, Msg::Refused(Refusal::Invalid(problems))),
        Err(LoadError::Unreadable(error)) => {
            let why = missing(&setup.source).unwrap_or_else(|| error.to_string());
            (None, Msg::Refused(Refusal::Unreadable(why.into())))
        }
    }
}

fn why_unreadable(msg: &Msg) -> Option<SafeText> {
    match msg {
        Msg::Refused(Refusal::Unreadable(why) | Refusal::NoProgress(why)) => Some(why.clone()),
        _ => None,
    }
}

fn open_store(setup: &Setup, mut roadmap: Roadmap) -> Result<(Store, Opening), StoreError> {
    roadmap.speak(setup.language.first());
    let mut store = Store::open(&setup.places, roadmap.id(), Arc::clone(&setup.files))?;
    let loaded = store.load()?;
    let mut progress = Progress::default();
    progress.extend(loaded.events);
    let device = store.device().clone();
    let name = setup.source.file_name();
    Ok((store, Opening { roadmap, name, progress, troubles: loaded.troubles, device }))
}

/// The message of an event; none where it means nothing to us.
fn message_of(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => Some(Msg::Press(Chord::of(&key))),
        Event::Paste(text) => Some(Msg::Pasted(text)),
        Event::Mouse(event) => Pointed::of(&event).map(Msg::Pointed),
        Event::Resize(width, height) => Some(Msg::Resized(Size { width, height })),
        _ => None,
    }
}
