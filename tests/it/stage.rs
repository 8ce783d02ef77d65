//! The interface without a terminal: keys typed as a string go through the real loop, with real files in a fresh folder;
//! the frame comes back as text.

mod drawing;
mod world;

use std::cell::Cell;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use jiff::tz::TimeZone;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Size;
use tempfile::TempDir;
use trailmark::clipboard::{Clipboard, copier};
use trailmark::home::Home;
use trailmark::language::{LanguageTag, LanguageWishes};
use trailmark::progress::Moment;
use trailmark::source::Source;
use trailmark::store::{FileLayer, Places, RealFiles};
use trailmark::text::SafeText;
use trailmark::theme::{Able, Colours, Depth, Shade, SignSet, Theme};
use trailmark::tui::shell::{Answer, Ending, OpenEditor, Programs, Setup, Shell};

pub(crate) use self::drawing::{drawn, styles_of, text_of};

use self::world::{TestScreen, Typed};

/// 2026-11-20T19:45:03.123Z, the moment at which every test begins.
const START: i64 = 1_795_203_903_123;

thread_local! {
    static CLOCK: Cell<i64> = const { Cell::new(START) };
}

fn now() -> Moment {
    Moment::from_millis(CLOCK.get())
}

/// An interface that is being tried.
pub(crate) struct Stage {
    dir: TempDir,
    source: Source,
    size: Size,
    looks: (Colours, SignSet),
    files: Arc<dyn FileLayer>,
    shared: Option<Places>,
    editor: Result<OpenEditor, SafeText>,
    /// What was given to other programs: addresses to open, texts to copy.
    handed: Arc<Mutex<Vec<String>>>,
    is_configured: bool,
    is_first_run: bool,
    /// The languages that are wanted.
    language: LanguageWishes,
    /// What the terminal says of its ground when it is asked.
    answer: Option<Answer>,
    running: Option<(Shell, TestScreen)>,
    ending: Option<Ending>,
}

impl Stage {
    /// The roadmap of the fixtures in a folder of its own, at 80x24.
    pub(crate) fn new() -> Self {
        Self::fixture("study")
    }

    /// A roadmap of the fixtures.
    pub(crate) fn fixture(name: &str) -> Self {
        let stage = Self::empty();
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
        copy_tree(&fixtures.join(name), &stage.roadmap_folder());
        stage
    }

    /// A roadmap of this text, without notes.
    pub(crate) fn of(toml: &str) -> Self {
        let stage = Self::empty();
        stage.write("roadmap.toml", toml);
        stage
    }

    fn empty() -> Self {
        CLOCK.set(START);
        let dir = tempfile::tempdir().expect("a folder");
        let source = Source::File(dir.path().join("study/roadmap.toml"));
        std::fs::create_dir_all(dir.path().join("study/notes")).expect("a folder");
        let looks = (Colours::Sixteen, SignSet::Unicode);
        Self {
            dir,
            source,
            size: Size { width: 80, height: 24 },
            looks,
            files: Arc::new(RealFiles),
            shared: None,
            editor: Err("cannot open an editor: there is none here".into()),
            handed: Arc::default(),
            is_configured: false,
            is_first_run: false,
            language: LanguageWishes::default(),
            answer: None,
            running: None,
            ending: None,
        }
    }

    pub(crate) fn built_in(mut self) -> Self {
        self.source = Source::BuiltIn;
        self
    }

    /// The built-in roadmap for somebody who has studied nothing yet.
    pub(crate) fn first_run() -> Self {
        Self { is_first_run: true, ..Self::empty() }.built_in()
    }

    /// Asked for this language on the command line.
    pub(crate) fn asking_for(mut self, tag: &str) -> Self {
        self.language.asked = LanguageTag::new(tag);
        self
    }

    /// The home folder of whoever uses it.
    pub(crate) fn home(&self) -> PathBuf {
        self.dir.path().to_owned()
    }

    pub(crate) fn size(mut self, width: u16, height: u16) -> Self {
        self.size = Size { width, height };
        self
    }

    pub(crate) fn looks(mut self, colours: Colours, signs: SignSet) -> Self {
        self.looks = (colours, signs);
        self
    }

    pub(crate) fn files(mut self, files: Arc<dyn FileLayer>) -> Self {
        self.files = files;
        self
    }

    /// Opens files with `editor`.
    pub(crate) fn editor(
        self,
        editor: impl Fn(&Path) -> Result<(), SafeText> + Send + Sync + 'static,
    ) -> Self {
        self.editor_at(move |path, _| editor(path))
    }

    /// Opens files with `editor`, which is told the line too.
    pub(crate) fn editor_at(
        mut self,
        editor: impl Fn(&Path, Option<usize>) -> Result<(), SafeText> + Send + Sync + 'static,
    ) -> Self {
        self.editor = Ok(Arc::new(editor));
        self
    }

    /// Uses the roadmap and the store of `other`, as a second window does.
    pub(crate) fn sharing(mut self, other: &Self) -> Self {
        self.source = other.source.clone();
        self.shared = Some(other.places());
        self
    }

    /// Uses these places, as another program does.
    pub(crate) fn at(mut self, places: Places) -> Self {
        self.shared = Some(places);
        self
    }

    /// The file with the settings.
    pub(crate) fn config(&self) -> PathBuf {
        self.dir.path().join("config.toml")
    }

    /// With settings of this text.
    pub(crate) fn configured(mut self, text: &str) -> Self {
        write(&self.config(), text);
        self.is_configured = true;
        self
    }

    /// On a terminal that says so of its ground.
    pub(crate) fn shaded(self, shade: Shade) -> Self {
        self.answering(Answer { shade, has_wide_lines: false })
    }

    /// On a terminal that says so of itself.
    pub(crate) fn answering(mut self, answer: Answer) -> Self {
        self.answer = Some(answer);
        self
    }

    /// How often the terminal was asked what it is.
    pub(crate) fn asked(&self) -> usize {
        self.running.as_ref().map_or(0, |(_, screen)| screen.asked)
    }

    pub(crate) fn roadmap_folder(&self) -> PathBuf {
        self.dir.path().join("study")
    }

    /// Writes a file below the roadmap's folder.
    pub(crate) fn write(&self, path: &str, text: &str) {
        write(&self.roadmap_folder().join(path), text);
    }

    pub(crate) fn places(&self) -> Places {
        let own = Places { data: self.dir.path().join("data"), state: self.dir.path().join("state") };
        self.shared.clone().unwrap_or(own)
    }

    fn start(&mut self) -> (Shell, TestScreen) {
        let setup = Setup {
            source: self.source.clone(),
            places: self.places(),
            language: self.language.clone(),
            files: Arc::clone(&self.files),
            theme: Theme::new(self.looks.0, self.looks.1),
            able: Able { depth: Depth::True, signs: self.looks.1 },
            config: self.is_configured.then(|| self.config()),
            now,
            zone: || TimeZone::UTC,
            programs: self.programs(),
            editor_name: self.editor.is_ok().then(|| "nvim".into()),
            mouse: true,
            home: Home(Some(self.home())),
            is_first_run: self.is_first_run,
        };
        let terminal = Terminal::new(TestBackend::new(self.size.width, self.size.height)).expect("a screen");
        (Shell::new(setup, self.size), TestScreen { terminal, passed: Arc::clone(&self.handed), asked: 0 })
    }

    fn programs(&self) -> Programs {
        let (opened, terminal) = (Arc::clone(&self.handed), Clipboard::find(|_| None, |_| None));
        Programs {
            editor: self.editor.clone(),
            browser: Arc::new(move |address| {
                opened.lock().expect("one thread").push(address.to_owned());
                Ok(())
            }),
            clipboard: copier(terminal),
        }
    }

    /// The addresses that were opened, and the sequences that went to the terminal.
    pub(crate) fn handed(&self) -> Vec<String> {
        self.handed.lock().expect("one thread").clone()
    }

    /// Presses keys (`jj<space><c-d><enter>`), then lets the loop sleep once.
    pub(crate) fn keys(mut self, keys: &str) -> Self {
        self.press(keys);
        self
    }

    pub(crate) fn press(&mut self, keys: &str) {
        self.send(events(keys));
    }

    /// Presses keys one after the other, each only when the loop waits, and stops where the loop would sleep.
    pub(crate) fn one_by_one(mut self, keys: &str) -> Self {
        let answer = self.answer.take();
        self.give(Typed { events: events(keys).into(), naps: 1, is_apart: true, was_asked: false, answer });
        self
    }

    pub(crate) fn send(&mut self, events: Vec<Event>) {
        for event in &events {
            if let Event::Resize(width, height) = event {
                self.size = Size { width: *width, height: *height };
            }
        }
        let answer = self.answer.take();
        self.give(Typed { events: events.into(), naps: 0, is_apart: false, was_asked: false, answer });
    }

    fn give(&mut self, mut input: Typed) {
        let (mut shell, mut screen) = self.running.take().unwrap_or_else(|| self.start());
        screen.terminal.backend_mut().resize(self.size.width, self.size.height);
        let ended = shell.run(&mut screen, &mut input);
        match ended {
            Ok(ending) => self.ending = Some(ending),
            Err(error) => assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof, "{error}"),
        }
        self.running = Some((shell, screen));
    }

    /// Lets time go by and the loop wake up.
    pub(crate) fn wait(&mut self, millis: i64) {
        CLOCK.set(CLOCK.get() + millis);
        self.send(Vec::new());
    }

    /// Ends the interface and opens it again on the same files.
    pub(crate) fn restart(mut self) -> Self {
        self.running = None;
        self.press("");
        self
    }

    /// Quits, and opens the interface again so many milliseconds later.
    pub(crate) fn reopened_after(mut self, millis: i64) -> Self {
        self.press("q");
        CLOCK.set(CLOCK.get() + millis);
        self.restart()
    }

    /// The frame.
    pub(crate) fn buffer(&mut self) -> &Buffer {
        if self.running.is_none() {
            self.press("");
        }
        self.running.as_ref().expect("it runs").1.terminal.backend().buffer()
    }

    /// The frame as text, one line a row, without blanks at the ends.
    pub(crate) fn frame(&mut self) -> String {
        text_of(self.buffer())
    }

    /// The frame with its styles, and where the terminal's cursor is if it is seen.
    pub(crate) fn frame_with_styles(&mut self) -> String {
        let cursor = self.cursor().map(|(x, y)| format!("cursor: {x},{y}\n")).unwrap_or_default();
        let buffer = self.buffer();
        format!("{}\n\n{}{cursor}", text_of(buffer), styles_of(buffer))
    }

    /// The column and row of the terminal's cursor; none where it is hidden.
    pub(crate) fn cursor(&mut self) -> Option<(u16, u16)> {
        self.buffer();
        let backend = self.running.as_ref().expect("it runs").1.terminal.backend();
        backend.cursor_visible().then(|| (backend.cursor_position().x, backend.cursor_position().y))
    }

    /// What a person reads when it has ended.
    pub(crate) fn complaint(&self) -> Option<String> {
        self.ending.as_ref().expect("it has ended").complaint()
    }

    /// Whether the frame has `text` in it, wherever its rows end: a notice with a path breaks elsewhere in each place.
    pub(crate) fn says(&mut self, text: &str) -> bool {
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        bare(&self.frame()).contains(&bare(text))
    }

    /// The row that has `text` in it.
    pub(crate) fn row(&mut self, text: &str) -> String {
        let frame = self.frame();
        let row = frame.lines().find(|row| row.contains(text));
        row.unwrap_or_else(|| panic!("no row with {text:?} in\n{frame}")).to_owned()
    }

    /// The row of the tree that has `text` in it, without the note beside it.
    pub(crate) fn topic(&mut self, text: &str) -> String {
        let frame = self.frame();
        let mut rows = frame.lines().skip(2).filter_map(|row| row.split('│').next());
        let row = rows.find(|row| row.contains(text));
        row.unwrap_or_else(|| panic!("no topic {text:?} in\n{frame}")).to_owned()
    }

    /// The last row.
    pub(crate) fn footer(&mut self) -> String {
        self.frame().lines().last().unwrap_or_default().to_owned()
    }

    /// The file of a summary.
    pub(crate) fn summary(&self, topic: &str) -> PathBuf {
        self.places().data.join("study/summaries").join(format!("{topic}.md"))
    }

    /// The event lines of all logs, without their keys.
    pub(crate) fn log(&self) -> Vec<String> {
        let folder = self.places().data.join("study/progress");
        let Ok(logs) = std::fs::read_dir(folder) else { return Vec::new() };
        logs.map(|log| std::fs::read_to_string(log.expect("a log").path()).expect("a readable log"))
            .flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
            .filter_map(|line| line.split_once(" = { ").map(|(_, event)| format!("{{ {event}")))
            .collect()
    }
}

/// The events of a string of keys.
pub(crate) fn events(keys: &str) -> Vec<Event> {
    let mut events = Vec::new();
    let mut rest = keys.chars();
    while let Some(c) = rest.next() {
        let key = if c == '<' {
            named(&rest.by_ref().take_while(|c| *c != '>').collect::<String>())
        } else {
            KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)
        };
        events.push(Event::Key(key));
    }
    events
}

fn named(name: &str) -> KeyEvent {
    let plain = |code| KeyEvent::new(code, KeyModifiers::NONE);
    match name {
        "space" => plain(KeyCode::Char(' ')),
        "lt" => plain(KeyCode::Char('<')),
        "gt" => plain(KeyCode::Char('>')),
        "enter" => plain(KeyCode::Enter),
        "esc" => plain(KeyCode::Esc),
        "tab" => plain(KeyCode::Tab),
        "up" => plain(KeyCode::Up),
        "down" => plain(KeyCode::Down),
        "left" => plain(KeyCode::Left),
        "right" => plain(KeyCode::Right),
        "home" => plain(KeyCode::Home),
        "end" => plain(KeyCode::End),
        "pgup" => plain(KeyCode::PageUp),
        "pgdn" => plain(KeyCode::PageDown),
        "f1" => plain(KeyCode::F(1)),
        _ => match name.strip_prefix("c-").and_then(|letter| letter.chars().next()) {
            Some(letter) => KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL),
            None => panic!("no key is called {name}"),
        },
    }
}

/// Writes a file and the folders above it.
#[expect(clippy::disallowed_methods, reason = "a test may lose its files")]
pub(crate) fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(path, text).expect("a file");
}

fn copy_tree(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("the fixtures") {
        let entry = entry.expect("a fixture");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_tree(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}
