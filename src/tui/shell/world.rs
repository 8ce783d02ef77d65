//! What the loop stands on and is given: a screen, a keyboard, files, an editor, and how it ends.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crossterm::event::Event;
use jiff::tz::TimeZone;
use ratatui::Frame;
use ratatui::layout::Size;

use crate::browser::OpenAddress;
use crate::clipboard::CopyText;
use crate::home::Home;
use crate::language::LanguageWishes;
use crate::progress::Moment;
use crate::source::Source;
use crate::store::{FileLayer, Places};
use crate::text::{SafeText, counted};
use crate::theme::{Able, Shade, Theme};
use crate::tui::app::Refusal;

/// Where frames go.
pub trait Screen {
    /// Draws a frame.
    ///
    /// # Errors
    /// Where the screen cannot be written.
    fn draw(&mut self, render: &mut dyn FnMut(&mut Frame<'_>)) -> io::Result<()>;

    /// Makes the next frame a whole one.
    ///
    /// # Errors
    /// As [`Screen::draw`].
    fn repaint(&mut self) -> io::Result<()>;

    /// Gives the screen back until the process is continued. `false` where nobody is there to continue it.
    ///
    /// # Errors
    /// Where it cannot be had again.
    fn suspend(&mut self) -> io::Result<bool>;

    /// Gives the screen and the keyboard to the editor until it ends; what became of it. None where the program is asked to
    /// end meanwhile: the screen is not taken again then.
    ///
    /// # Errors
    /// Where the screen cannot be had again.
    fn lend(&mut self, editor: Lent) -> io::Result<Option<Result<(), SafeText>>>;

    /// Passes a sequence on to the terminal that shows nothing: one that copies.
    ///
    /// # Errors
    /// As [`Screen::draw`].
    fn pass(&mut self, sequence: &[u8]) -> io::Result<()>;

    /// Asks the terminal what only it knows, on a screen that nothing is drawn on yet. Not every terminal answers.
    ///
    /// # Errors
    /// As [`Screen::draw`].
    fn ask(&mut self) -> io::Result<()>;

    /// Takes the mouse, or gives it back to the terminal, which selects text with it then.
    ///
    /// # Errors
    /// As [`Screen::draw`].
    fn take_mouse(&mut self, is_ours: bool) -> io::Result<()>;

    /// Its size now.
    ///
    /// # Errors
    /// Where it does not tell.
    fn size(&self) -> io::Result<Size>;
}

/// Where input comes from.
pub trait Input {
    /// The next event, or `None` after `patience`.
    ///
    /// # Errors
    /// Where nothing can be read any more; the program ends then.
    fn next(&mut self, patience: Duration) -> io::Result<Option<Event>>;

    /// What the terminal has answered to [`Screen::ask`] since it was last looked for; waits so long for it. Keys that come
    /// meanwhile are not lost.
    ///
    /// # Errors
    /// As [`Input::next`].
    fn answer(&mut self, _patience: Duration) -> io::Result<Option<Answer>> {
        Ok(None)
    }

    /// Waits so long for that answer, which nobody wants to know any more.
    ///
    /// # Errors
    /// As [`Input::next`].
    fn await_answer(&mut self, _patience: Duration) -> io::Result<()> {
        Ok(())
    }

    /// Whether the program is asked to end or its screen was damaged from outside.
    fn interruption(&mut self) -> Option<Interruption> {
        None
    }
}

/// What a terminal says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Its own ground.
    pub shade: Shade,
    /// Whether it draws lines and frames two cells wide, as those may that are set up for Korean, Chinese or Japanese:
    /// their width is ambiguous (<https://www.unicode.org/reports/tr11/>).
    pub has_wide_lines: bool,
}

/// What interrupts the loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interruption {
    /// A signal asks the program to end.
    End(i32),
    /// A signal asks the program to stop.
    Stop,
    /// The program goes on after it was stopped.
    Continued,
}

/// The person's editor: opens a file, at a line where one is given, waits until it is closed, and says what went wrong.
pub type OpenEditor = Arc<dyn Fn(&Path, Option<usize>) -> Result<(), SafeText> + Send + Sync>;

/// An editor with the file that it is to open.
pub type Lent = Arc<dyn Fn() -> Result<(), SafeText> + Send + Sync>;

/// The person's programs.
#[derive(Clone)]
pub struct Programs {
    /// Their editor, or why there is none.
    pub editor: Result<OpenEditor, SafeText>,
    /// What opens web addresses.
    pub browser: OpenAddress,
    /// What copies texts.
    pub clipboard: CopyText,
}

/// What the interface is opened with.
pub struct Setup {
    /// Where the roadmap is.
    pub source: Source,
    /// Where progress is.
    pub places: Places,
    /// The languages that are wanted for titles and notes.
    pub language: LanguageWishes,
    /// The file layer under it.
    pub files: Arc<dyn FileLayer>,
    /// The looks until the settings are read.
    pub theme: Theme,
    /// What the terminal can show of those that are asked for.
    pub able: Able,
    /// The file with the person's settings, where there is a place for it.
    pub config: Option<PathBuf>,
    /// The clock.
    pub now: fn() -> Moment,
    /// How the people here count days and hours.
    pub zone: fn() -> TimeZone,
    /// The person's programs.
    pub programs: Programs,
    /// What their editor is called.
    pub editor_name: Option<SafeText>,
    /// Whether the mouse is taken at the start.
    pub mouse: bool,
    /// The person's home folder.
    pub home: Home,
    /// Whether nothing was studied yet and nothing was asked for: there is a choice to make first.
    pub is_first_run: bool,
}

/// How the interface ended.
#[derive(Clone, Debug, Default)]
pub struct Ending {
    /// The signal that ended it.
    pub signal: Option<i32>,
    /// Why there was no roadmap on the screen at the end.
    pub refusal: Option<Refusal>,
    /// Changes that are not on the disk, and why.
    pub lost: Option<(usize, SafeText)>,
    /// Lines that are in no summary, with the titles of their topics.
    pub lines: Vec<(SafeText, String)>,
}

impl Ending {
    /// What the person should read about what is not on the disk.
    pub fn complaint(&self) -> Option<String> {
        let lost = self.lost.as_ref().map(|(count, why)| {
            let (changes, are) = (counted(*count, "change"), if *count == 1 { "is" } else { "are" });
            format!("{changes} could not be saved and {are} lost: {why}")
        });
        let lines = self.lines.iter().map(|(title, line)| {
            format!("your line for {title} is in no summary; keep it from here: {line}")
        });
        let all: Vec<String> = lost.into_iter().chain(lines).collect();
        (!all.is_empty()).then(|| all.join("\n"))
    }
}
