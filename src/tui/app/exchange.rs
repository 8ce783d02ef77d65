//! What goes in and out of the interface: messages, and what is to be done outside. All of it is values, which a test compares.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use ratatui::layout::Size;

use super::refused::{Refusal, WaysOut};
use crate::comparison::Comparison;
use crate::language::LanguageTag;
use crate::progress::{DeviceId, Event, Moment, Progress};
use crate::roadmap::{Roadmap, TopicId, TopicIx};
use crate::source::NoteText;
use crate::store::{Known, Loaded, LogTrouble, Saved, Summary};
use crate::text::SafeText;
use crate::theme::Theme;
use crate::tui::chord::Chord;
use crate::tui::goto::Findings;
use crate::tui::pointer::Pointed;
use crate::tui::reader::{Delivery, Painting};
use crate::tui::roadmaps::{Row, Seen};
use crate::tui::session::Session;
use crate::tui::welcome::Greeting;

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Msg {
    /// A key was pressed.
    Press(Chord),
    /// The mouse was used.
    Pointed(Pointed),
    /// Text was pasted.
    Pasted(String),
    /// The screen has another size.
    Resized(Size),
    /// Time went by.
    Tick,
    /// A roadmap was read, the first time or again.
    Opened(Box<Opening>),
    /// How the roadmap that was just opened was left, and when.
    Returned(Box<Session>, Option<Moment>),
    /// The roadmap file cannot be used.
    Refused(Refusal),
    /// What leads on from a roadmap file that cannot be used.
    WaysOut(WaysOut),
    /// What changed since the roadmap file last worked.
    Compared(Box<Comparison>),
    /// The last version that worked was read, in place of a file that cannot be used; its day.
    WentBack(Box<Opening>, SafeText),
    /// Marks cannot be saved; why.
    Unwritable(SafeText),
    /// The roadmap file has another roadmap in it, which cannot take the place of this one yet; why.
    Withheld(SafeText),
    /// Another process or device changed the logs.
    Changed(Loaded),
    /// A note was read.
    NoteRead(TopicIx, Result<NoteText, SafeText>),
    /// There are summaries with these ids.
    Listed(BTreeSet<TopicId>),
    /// It was looked for the summary of a topic.
    SummaryRead(TopicIx, Result<Option<Summary>, SafeText>),
    /// The line for a topic is on the disk, and what is to be said of it where it is not simply in its summary.
    LineAdded(TopicId, Option<SafeText>),
    /// The line for a topic is not saved; why.
    LineNotAdded(TopicId, SafeText),
    /// The editor is closed; what went wrong.
    Edited(Result<(), SafeText>),
    /// Something was copied, or a program told to open an address: what is to be said of it.
    Handed(Result<SafeText, SafeText>),
    /// A long note was laid out.
    LaidOut(Delivery),
    /// Pieces of code were coloured.
    Painted(Vec<Painting>),
    /// Lines were found in notes and summaries.
    Found(Findings),
    /// Everything that was to be appended is on the disk.
    Saved(Saved, DeviceId),
    /// Nothing of what was to be appended is on the disk; why.
    NotSaved(SafeText),
    /// The program is asked to end.
    Ending,
    /// There is no shell to give the terminal back to.
    NotSuspended,
    /// The logs cannot be looked at any more; why.
    Failed(SafeText),
    /// The logs can be looked at again.
    Recovered,
    /// There is nothing to go on with yet.
    Welcome(Greeting),
    /// The roadmaps that were opened; the list opens, or is shown anew with the roadmap at this path chosen.
    Roadmaps(Vec<Row>, Option<PathBuf>),
    /// The roadmaps that can be gone to.
    Others(Vec<Row>),
    /// What was found of roadmaps, by their paths.
    Surveyed(Vec<(Option<PathBuf>, Seen)>),
    /// A roadmap was taken from the list.
    Forgot(Box<Known>),
    /// Another roadmap was asked for: what opening it came to.
    Switched(Box<Msg>),
    /// Another roadmap was asked for and cannot be opened, or the list of them not be changed; why.
    NotOpened(SafeText),
    /// A new roadmap was made, and is open.
    Made,
    /// The language that is wanted may be another one.
    Spoken(Option<LanguageTag>),
    /// The settings were read: the looks, and what is wrong.
    Configured(Box<Theme>, Option<SafeText>),
}

/// A roadmap with its progress, as it was read.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The roadmap.
    pub roadmap: Roadmap,
    /// What its file is called.
    pub name: SafeText,
    /// What the logs say.
    pub progress: Progress,
    /// What could not be read in the logs.
    pub troubles: Vec<LogTrouble>,
    /// This device.
    pub device: DeviceId,
}

/// Something to be done outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Append events to the log.
    Append(Vec<Event>),
    /// Add a line to a summary.
    AddLine {
        /// The topic.
        topic: TopicId,
        /// The id that its summary is named after.
        file: TopicId,
        /// The line.
        text: String,
    },
    /// Open the summary of this name in the person's editor.
    EditSummary(TopicId),
    /// Open the roadmap file in the person's editor, at a line, counted from 1.
    EditRoadmap(usize),
    /// Find out what changed since the roadmap file last worked.
    Compare,
    /// Show the last version of the roadmap file that worked.
    GoBack,
    /// Open a web address in the browser.
    OpenAddress(String),
    /// Copy text; what it is, in words.
    Copy {
        /// The text.
        text: Arc<str>,
        /// What it is called in the message about it.
        what: SafeText,
    },
    /// List the roadmaps that were opened.
    ListRoadmaps,
    /// Open the roadmap at this path, or the built-in one.
    OpenRoadmap(Option<PathBuf>),
    /// Open the roadmap at a path that was typed.
    OpenTyped(String),
    /// Make a new roadmap in a folder that was typed, and open it.
    MakeRoadmap(String),
    /// Take a roadmap from the list of those that were opened.
    Forget(Box<Known>),
    /// Put it on the list again.
    PutBack(Box<Known>),
    /// Draw everything anew.
    Repaint,
    /// Show other roadmaps and versions in this language too.
    Speak(LanguageTag),
    /// Give the mouse to the terminal, or take it again.
    ToggleMouse,
    /// Give the terminal back to the shell until it continues us.
    Suspend,
    /// End the program.
    Quit,
}

/// What a message led to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Update {
    /// What is to be done outside, in order.
    pub effects: Vec<Effect>,
    /// Whether the screen looks different now.
    pub redraw: bool,
}

impl Update {
    /// Nothing to be seen.
    pub(in crate::tui) fn none() -> Self {
        Self::default()
    }

    /// Only the screen changes.
    pub(in crate::tui) fn redraw() -> Self {
        Self { effects: Vec::new(), redraw: true }
    }

    /// The screen changes and something is to be done.
    pub(in crate::tui) fn with(effect: Effect) -> Self {
        Self { effects: vec![effect], redraw: true }
    }
}
