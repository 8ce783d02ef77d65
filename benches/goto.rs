//! Going to anything: from a key to the frame that answers it, with ten thousand topics and as many notes. Run with
//! `cargo bench --bench goto`.
#![expect(clippy::unwrap_used, reason = "a bench that cannot run has nothing to say")]
#![expect(clippy::disallowed_methods, reason = "a bench may lose its files")]

use std::fmt::Write as _;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use divan::Bencher;
use divan::counter::BytesCount;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Size;
use ratatui::{Frame, Terminal};
use tempfile::TempDir;
use trailmark::home::Home;
use trailmark::language::LanguageWishes;
use trailmark::progress::Moment;
use trailmark::search::{Keys, Query, Searcher, Text};
use trailmark::source::Source;
use trailmark::store::{Places, RealFiles};
use trailmark::text::SafeText;
use trailmark::theme::{Able, Colours, Depth, SignSet, Theme};
use trailmark::tui::shell::{Input, Lent, Programs, Screen, Setup, Shell};

mod sample;

use sample::note_of;

const TOPICS: usize = 10_000;
const SIZE: Size = Size { width: 120, height: 36 };
/// Words for titles.
const WORDS: [&str; 12] = [
    "Transactions",
    "Isolation",
    "트랜잭션",
    "격리 수준",
    "Indexes",
    "Message",
    "Brokers",
    "캐시",
    "Security",
    "네트워크",
    "Containers",
    "PostgreSQL",
];

fn main() {
    divan::main();
}

fn title(topic: usize) -> String {
    let word = |at: usize| WORDS.get(at % WORDS.len()).copied().unwrap_or_default();
    format!("{} {} {topic}", word(topic), word(topic / WORDS.len() + topic))
}

/// A roadmap of ten thousand topics, each with a note of so many bytes.
fn folder(bytes: usize) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("notes")).unwrap();
    let mut toml = String::from("id = \"generated\"\ntitle = \"Generated\"\n");
    for topic in 0..TOPICS {
        let level = if topic % 100 == 0 { "topics" } else { "topics.topics" };
        let title = title(topic);
        let _ =
            writeln!(toml, "\n[[{level}]]\nid = \"t{topic}\"\ntitle = \"{title}\"\nnote = \"{topic}.md\"");
        std::fs::write(folder.path().join(format!("notes/{topic}.md")), note(topic, bytes)).unwrap();
    }
    std::fs::write(folder.path().join("roadmap.toml"), toml).unwrap();
    folder
}

fn note(topic: usize, bytes: usize) -> String {
    let mut note = format!("# {}\n\nOnly here: unique{topic}.\n\n", title(topic));
    note.push_str(&note_of(bytes));
    note
}

struct Canvas(Terminal<TestBackend>);

impl Screen for Canvas {
    fn draw(&mut self, render: &mut dyn FnMut(&mut Frame<'_>)) -> io::Result<()> {
        self.0.draw(render).map(|_| ()).map_err(io::Error::other)
    }

    fn repaint(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn suspend(&mut self) -> io::Result<bool> {
        Ok(false)
    }

    fn ask(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn take_mouse(&mut self, _: bool) -> io::Result<()> {
        Ok(())
    }

    fn lend(&mut self, _: Lent) -> io::Result<Option<Result<(), SafeText>>> {
        Ok(None)
    }

    fn pass(&mut self, _: &[u8]) -> io::Result<()> {
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        Ok(SIZE)
    }
}

/// One key; the loop ends as soon as it asks for another, or when nothing is left to do.
struct OneKey {
    event: Option<Event>,
    until_idle: bool,
}

impl Input for OneKey {
    fn next(&mut self, patience: Duration) -> io::Result<Option<Event>> {
        if let Some(event) = self.event.take() {
            return Ok(Some(event));
        }
        let is_glance = patience < Duration::from_millis(1);
        if is_glance || (self.until_idle && patience < Duration::from_millis(100)) {
            std::thread::yield_now();
            return Ok(None);
        }
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

struct Stand {
    _folder: TempDir,
    shell: Shell,
    screen: Canvas,
}

impl Stand {
    fn new(bytes: usize) -> Self {
        let folder = folder(bytes);
        let places = Places { data: folder.path().join("data"), state: folder.path().join("state") };
        let setup = Setup {
            source: Source::File(folder.path().join("roadmap.toml")),
            places,
            language: LanguageWishes::default(),
            files: Arc::new(RealFiles),
            theme: Theme::new(Colours::Sixteen, SignSet::Unicode),
            able: Able { depth: Depth::Sixteen, signs: SignSet::Unicode },
            config: None,
            editor_name: None,
            mouse: false,
            zone: || jiff::tz::TimeZone::UTC,
            home: Home(None),
            is_first_run: false,
            now: || Moment::from_millis(0),
            programs: Programs {
                editor: Err("none".into()),
                browser: Arc::new(|_| Ok(())),
                clipboard: Arc::new(|_| Err("none".into())),
            },
        };
        let screen = Canvas(Terminal::new(TestBackend::new(SIZE.width, SIZE.height)).unwrap());
        Self { _folder: folder, shell: Shell::new(setup, SIZE), screen }
    }

    fn press(&mut self, code: KeyCode, modifiers: KeyModifiers, until_idle: bool) {
        let event = Some(Event::Key(KeyEvent::new(code, modifiers)));
        let _ = self.shell.run(&mut self.screen, &mut OneKey { event, until_idle });
    }

    fn letter(&mut self, letter: char, until_idle: bool) {
        self.press(KeyCode::Char(letter), KeyModifiers::NONE, until_idle);
    }
}

/// Bytes of a note: 10 MB in all, and 100 MB.
const NOTES: [usize; 2] = [1 << 10, 10 << 10];

/// A key that opens the list: two frames, one before it, one behind it.
#[divan::bench(args = NOTES, sample_count = 20, sample_size = 1)]
fn key_to_frame_that_opens(bencher: Bencher<'_, '_>, bytes: usize) {
    let mut stand = Stand::new(bytes);
    bencher.bench_local(|| {
        stand.letter(':', false);
        stand.press(KeyCode::Esc, KeyModifiers::NONE, false);
    });
}

/// A letter, with all notes read: two frames, one before it, one behind it, and at most half a one that lines of notes are
/// waited for.
#[divan::bench(args = NOTES, sample_count = 60, sample_size = 1)]
fn key_to_frame(bencher: Bencher<'_, '_>, bytes: usize) {
    let mut stand = Stand::new(bytes);
    stand.letter(':', true);
    letters(bencher, &mut stand, false);
}

/// The same until every line of every note is found.
#[divan::bench(args = NOTES, sample_count = 60, sample_size = 1)]
fn key_to_all_lines(bencher: Bencher<'_, '_>, bytes: usize) {
    let mut stand = Stand::new(bytes);
    stand.letter(':', true);
    letters(bencher, &mut stand, true);
}

/// The same while the notes are being read.
#[divan::bench(args = NOTES, sample_count = 20, sample_size = 1)]
fn key_to_frame_while_reading(bencher: Bencher<'_, '_>, bytes: usize) {
    let mut stand = Stand::new(bytes);
    stand.letter(':', false);
    letters(bencher, &mut stand, false);
}

fn letters(bencher: Bencher<'_, '_>, stand: &mut Stand, until_idle: bool) {
    let mut keys = "trans\u{15}트랜잭션\u{15}ㅌㄹㅈㅅ\u{15}unique77\u{15}".chars().cycle();
    bencher.bench_local(|| match keys.next() {
        Some('\u{15}') => stand.press(KeyCode::Char('u'), KeyModifiers::CONTROL, until_idle),
        Some(letter) => stand.letter(letter, until_idle),
        None => {}
    });
}

/// From the first key to the end of reading.
#[divan::bench(args = NOTES, sample_count = 3, sample_size = 1)]
fn reading_all_notes(bencher: Bencher<'_, '_>, bytes: usize) {
    bencher.with_inputs(|| Stand::new(bytes)).bench_local_refs(|stand| stand.letter(':', true));
}

const QUERIES: [&str; 5] = ["e", "trans", "트랜", "ㅌㄹㅈㅅ", "zq"];

#[divan::bench(args = QUERIES)]
fn names(bencher: Bencher<'_, '_>, words: &str) {
    let mut keys = Keys::default();
    let keys: Vec<_> = (0..TOPICS).map(|topic| keys.key(&title(topic))).collect();
    bencher.bench_local(|| {
        let query = Query::new(words);
        keys.iter().filter_map(|key| query.cost(key)).count()
    });
}

#[divan::bench(args = QUERIES)]
fn lines_of_a_megabyte(bencher: Bencher<'_, '_>, words: &str) {
    let text = Text::of_markdown(&note_of(1 << 20));
    let (query, mut searcher) = (Query::new(words), Searcher::default());
    bencher.counter(BytesCount::new(text.len())).bench_local(|| {
        let mut count = 0;
        searcher.lines(&text, &query, &mut |_| count += 1);
        count
    });
}

#[divan::bench]
fn plain_lines_of_a_megabyte(bencher: Bencher<'_, '_>) {
    let note = note_of(1 << 20);
    bencher.counter(BytesCount::new(note.len())).bench_local(|| Text::of_markdown(&note));
}
