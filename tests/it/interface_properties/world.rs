//! The interface with a world around it that does as the shell does.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Size;
use trailmark::progress::{DeviceId, EventKey, Moment, Progress};
use trailmark::roadmap::{Roadmap, TopicId};
use trailmark::source::NoteText;
use trailmark::store::{Known, Loaded, Saved, Summary};
use trailmark::theme::{Colours, SignSet, Theme};
use trailmark::tui::app::{App, Effect, Msg, Opening, Refusal};
use trailmark::tui::desk::Desk;
use trailmark::tui::roadmaps::Row;
use trailmark::tui::view::view;

use super::{NOTES, Step};

/// How the disk takes events.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Disk {
    Works,
    /// Another process took the keys first.
    Rekeys,
    IsFull,
}

/// The interface with a world around it that does as the shell does.
pub(super) struct World {
    pub(super) app: App,
    pub(super) now: i64,
    pub(super) disk: Disk,
    /// What is on the disk, with what other devices wrote.
    pub(super) logs: Progress,
    pub(super) notes: Option<&'static str>,
    /// The files of summaries.
    pub(super) summaries: BTreeMap<TopicId, String>,
    pub(super) versions: Vec<Roadmap>,
    pub(super) terminal: Terminal<TestBackend>,
    pub(super) ended: bool,
}

pub(super) fn device(name: &str) -> DeviceId {
    DeviceId::new(name).expect("a device")
}

impl World {
    pub(super) fn new(versions: Vec<Roadmap>, size: (u16, u16), signs: SignSet) -> Self {
        let size = Size { width: size.0, height: size.1 };
        let first = opening(&versions[0], &Progress::default());
        let now = 1_795_203_903_123;
        Self {
            app: App::new(size, Theme::new(Colours::Sixteen, signs), first, Moment::from_millis(now)),
            now,
            disk: Disk::Works,
            logs: Progress::default(),
            notes: NOTES[2],
            summaries: BTreeMap::new(),
            versions,
            terminal: Terminal::new(TestBackend::new(size.width, size.height)).expect("a terminal"),
            ended: false,
        }
    }

    pub(super) fn desk(&self) -> &Desk {
        self.app.desk().expect("a roadmap is open")
    }

    /// Lets a step happen. Says whether the interface wants to be drawn.
    pub(super) fn take(&mut self, step: &Step) -> bool {
        let msg = match step {
            Step::Key(chord) => Msg::Press(*chord),
            Step::Mouse(pointed) => Msg::Pointed(*pointed),
            Step::Pasted => Msg::Pasted("two\r\nlines 줄".to_owned()),
            Step::Resize(width, height) => Msg::Resized(Size { width: *width, height: *height }),
            Step::Wait(millis) => {
                self.now += millis;
                Msg::Tick
            }
            Step::Foreign(change, ahead) => {
                let moment = Moment::from_millis(self.now + ahead);
                let mut key = EventKey::after(None, moment, &device("zzzzzz"));
                while self.logs.contains(&key) {
                    key = EventKey::after(Some(&key), moment, &device("zzzzzz"));
                }
                let event = trailmark::progress::Event { key, step: None, change: change.clone() };
                self.logs.extend([event.clone()]);
                Msg::Changed(Loaded { events: vec![event], troubles: Vec::new() })
            }
            Step::Version(index) => opening(index.get(&self.versions), &self.logs),
            Step::Break => Msg::Refused(Refusal::Unreadable("No such file 파일이 없습니다".into())),
            Step::Disk(disk) => {
                self.disk = *disk;
                return false;
            }
            Step::Notes(notes) => {
                self.notes = *notes;
                return self.read_note();
            }
            Step::Summary(text) => {
                let Some((_, file)) = self.desk().shown_summary() else { return false };
                match text {
                    Some(text) => self.summaries.insert(file, (*text).to_owned()),
                    None => self.summaries.remove(&file),
                };
                return self.list_summaries() | self.read_summary();
            }
        };
        let redraw = self.send(msg);
        let reader = self.app.desk().map(|desk| &desk.reader);
        let wanted = reader.is_some_and(|reader| reader.wanted().is_some());
        let wanted_summary = reader.is_some_and(|reader| reader.wanted_summary().is_some());
        redraw | (wanted && self.read_note()) | (wanted_summary && self.read_summary())
    }

    pub(super) fn send(&mut self, msg: Msg) -> bool {
        let update = self.app.update(msg, Moment::from_millis(self.now));
        let mut redraw = update.redraw;
        for effect in update.effects {
            match effect {
                Effect::Append(events) => {
                    let answer = self.append(&events);
                    redraw |= self.send(answer);
                }
                Effect::Quit => self.ended = true,
                Effect::AddLine { topic, file, text } => redraw |= self.add_line(topic, file, &text),
                Effect::EditSummary(file) => {
                    self.summaries.insert(file, "## 편집기\n\nwritten in an editor".to_owned());
                    redraw |= self.list_summaries() | self.read_summary();
                    redraw |= self.send(Msg::Edited(Ok(())));
                }
                Effect::ListRoadmaps => redraw |= self.send(Msg::Roadmaps(self.roadmaps(), None)),
                Effect::Forget(known) => redraw |= self.send(Msg::Forgot(known)),
                Effect::PutBack(known) => redraw |= self.send(Msg::Roadmaps(self.roadmaps(), known.path)),
                Effect::OpenRoadmap(_) => {
                    redraw |= self.send(Msg::NotOpened("It is not there 없습니다".into()));
                }
                Effect::OpenTyped(_)
                | Effect::MakeRoadmap(_)
                | Effect::OpenAddress(_)
                | Effect::EditRoadmap(_)
                | Effect::Compare
                | Effect::GoBack
                | Effect::ToggleMouse
                | Effect::Speak(_)
                | Effect::Copy { .. }
                | Effect::Repaint
                | Effect::Suspend => {}
            }
        }
        redraw
    }

    /// The roadmaps that were opened: the present one, and two that were not looked at yet.
    fn roadmaps(&self) -> Vec<Row> {
        let known = |path: Option<&str>| {
            let head = (self.desk().roadmap().id().clone(), "한국어 로드맵 roadmap".into());
            Known::new(path.map(Path::new), head, Moment::from_millis(self.now))
        };
        let row =
            |(path, is_present)| Row { known: known(path), place: "/a/나".into(), is_present, seen: None };
        [(Some("/a/나"), true), (Some("/b"), false), (None, false)].into_iter().map(row).collect()
    }

    /// A line is in its file, or it is with the person still.
    fn add_line(&mut self, topic: TopicId, file: TopicId, text: &str) -> bool {
        assert!(!text.trim().is_empty());
        if self.disk == Disk::IsFull {
            let redraw =
                self.send(Msg::LineNotAdded(topic, "The disk is full 디스크가 가득 찼습니다".into()));
            let lines = self.desk().unsaved_lines();
            assert!(lines.iter().any(|(_, line)| line.trim_end() == text), "{text:?} is lost: {lines:?}");
            return redraw;
        }
        let summary = self.summaries.entry(file).or_default();
        summary.push_str(text);
        summary.push('\n');
        self.list_summaries() | self.read_summary() | self.send(Msg::LineAdded(topic, None))
    }

    pub(super) fn list_summaries(&mut self) -> bool {
        let ids: BTreeSet<TopicId> = self.summaries.keys().cloned().collect();
        self.send(Msg::Listed(ids))
    }

    pub(super) fn read_summary(&mut self) -> bool {
        let Some((ix, file)) = self.desk().shown_summary() else { return false };
        let text = self.summaries.get(&file).cloned();
        self.send(Msg::SummaryRead(ix, Ok(text.map(|text| Summary { text, is_cut: false }))))
    }

    pub(super) fn append(&mut self, events: &[trailmark::progress::Event]) -> Msg {
        assert_eq!(events, self.desk().unsaved(), "all that is not saved is tried, in order");
        let mut rekeyed = Vec::new();
        match self.disk {
            Disk::IsFull => return Msg::NotSaved("The disk is full 디스크가 가득 찼습니다".into()),
            Disk::Works => {}
            Disk::Rekeys => {
                let mut newest = self.logs.newest().max(events.last().map(|event| &event.key)).cloned();
                for event in events {
                    let now = Moment::from_millis(self.now);
                    let new = EventKey::after(newest.as_ref(), now, event.key.device());
                    newest = Some(new.clone());
                    rekeyed.push((event.key.clone(), new));
                }
            }
        }
        let mut saved = Progress::default();
        saved.extend(events.iter().cloned());
        saved.rekey(&rekeyed);
        self.logs.extend(saved.events().iter().cloned());
        Msg::Saved(Saved { rekeyed }, device("k3f9q2"))
    }

    pub(super) fn read_note(&mut self) -> bool {
        let (Some(ix), Some(notes)) = (self.desk().reader.topic(), self.notes) else { return false };
        if self.desk().roadmap().topic(ix).note.is_none() {
            return false;
        }
        let text = NoteText { markdown: notes.to_owned(), ..NoteText::default() };
        let note = if notes.is_empty() { Err("Cannot read the note".into()) } else { Ok(text) };
        self.send(Msg::NoteRead(ix, note))
    }

    pub(super) fn draw(&mut self) -> Buffer {
        let Self { app, terminal, .. } = self;
        terminal.backend_mut().resize(app.size().width, app.size().height);
        terminal.draw(|frame| view(app, frame)).expect("a frame").buffer.clone()
    }
}

pub(super) fn opening(roadmap: &Roadmap, logs: &Progress) -> Msg {
    let (roadmap, progress) = (roadmap.clone(), logs.clone());
    Msg::Opened(Box::new(Opening {
        roadmap,
        name: "roadmap.toml".into(),
        progress,
        troubles: Vec::new(),
        device: device("k3f9q2"),
    }))
}
