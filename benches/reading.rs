//! Reading a note: from a key to the first screen of it, one step down, another width, finding. Run with
//! `cargo bench --bench reading`; `first_screen` and what follows it do what the loop does, without its thread.
#![expect(clippy::unwrap_used, reason = "a bench that cannot run has nothing to say")]
#![expect(clippy::disallowed_methods, reason = "a bench may lose its files")]

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use divan::Bencher;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::Size;
use trailmark::markdown::{Layout, Page, render, render_in_steps};
use trailmark::progress::{DeviceId, Moment, Progress};
use trailmark::roadmap::{TopicIx, parse};
use trailmark::source::{NoteText, Source};
use trailmark::theme::{Colours, SignSet, Theme};
use trailmark::tui::app::{App, Msg, Opening};
use trailmark::tui::chord::Chord;
use trailmark::tui::reader::{Delivery, Order};
use trailmark::tui::view::view;

mod sample;

use sample::note_of;

const SIZES: [usize; 3] = [10 << 10, 100 << 10, 1 << 20];
const SIZE: Size = Size { width: 120, height: 36 };
const ROADMAP: &str = "id = \"a\"\ntitle = \"A\"\n[[topics]]\nid = \"none\"\ntitle = \"Nothing\"\n\
                       [[topics]]\nid = \"a\"\ntitle = \"A note\"\nnote = \"a.md\"\n";
/// As many rows as the thread delivers first.
const FIRST: usize = 200;

fn main() {
    divan::main();
}

fn now() -> Moment {
    Moment::from_millis(0)
}

/// The interface on a note that is a file.
struct Desk {
    _folder: tempfile::TempDir,
    source: Source,
    theme: Theme,
    app: App,
    terminal: Terminal<TestBackend>,
}

impl Desk {
    fn new(bytes: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("notes")).unwrap();
        std::fs::write(folder.path().join("roadmap.toml"), ROADMAP).unwrap();
        std::fs::write(folder.path().join("notes/a.md"), note_of(bytes)).unwrap();
        let source = Source::File(folder.path().join("roadmap.toml"));
        let roadmap = parse(ROADMAP, Path::new("roadmap.toml")).unwrap();
        let device = DeviceId::new("k3f9q2").unwrap();
        let (name, progress) = ("roadmap.toml".into(), Progress::default());
        let opening = Opening { roadmap, name, progress, troubles: Vec::new(), device };
        let theme = Theme::new(Colours::Sixteen, SignSet::Unicode);
        let app = App::new(SIZE, theme.clone(), Msg::Opened(Box::new(opening)), now());
        let terminal = Terminal::new(TestBackend::new(SIZE.width, SIZE.height)).unwrap();
        let mut desk = Self { _folder: folder, source, theme, app, terminal };
        desk.draw();
        desk
    }

    fn press(&mut self, key: char) {
        let _ = self.app.update(Msg::Press(Chord::char(key)), now());
    }

    fn press_key(&mut self, key: KeyCode) {
        let _ = self.app.update(Msg::Press(Chord::key(key)), now());
    }

    fn draw(&mut self) {
        let app = &self.app;
        self.terminal.draw(|frame| view(app, frame)).unwrap();
    }

    fn read(&mut self) {
        let desk = self.app.desk().unwrap();
        let Some(ix) = desk.reader.wanted() else { return };
        let path = desk.roadmap().topic(ix).note.as_ref().unwrap();
        let note = self.source.note(desk.roadmap(), path).unwrap();
        let _ = self.app.update(Msg::NoteRead(ix, Ok(note)), now());
    }

    /// Lays out what is ordered, or its first rows.
    fn lay_out(&mut self, is_whole: bool) {
        let Some(order) = self.app.desk().unwrap().reader.order() else { return };
        let page = self.page(&order, is_whole);
        let delivery = Delivery { order, page: Arc::new(page), is_whole };
        let _ = self.app.update(Msg::LaidOut(delivery), now());
    }

    fn page(&self, order: &Order, is_whole: bool) -> Page {
        let mut first = None;
        let whole = render_in_steps(&order.markdown, Layout::pane(order.width), &self.theme, |page| {
            if is_whole || page.len() < FIRST {
                return ControlFlow::Continue(());
            }
            first = Some(page.clone());
            ControlFlow::Break(())
        });
        first.unwrap_or(whole)
    }

    /// On the note, with all of it laid out, in its middle.
    fn in_the_middle(bytes: usize) -> Self {
        let mut desk = Self::new(bytes);
        desk.press('j');
        desk.read();
        desk.lay_out(true);
        desk.press_key(KeyCode::Tab);
        for _ in 0..bytes / 20_000 {
            desk.press('}');
        }
        desk.draw();
        desk
    }
}

#[divan::bench(args = SIZES, sample_count = 40, sample_size = 1)]
fn first_screen(bencher: Bencher<'_, '_>, bytes: usize) {
    bencher.with_inputs(|| Desk::new(bytes)).bench_local_refs(|desk| {
        desk.press('j');
        desk.read();
        desk.lay_out(false);
        desk.draw();
    });
}

/// The part of that which looks for the encoding of the file, and for damage.
#[divan::bench(args = SIZES)]
fn file_to_text(bencher: Bencher<'_, '_>, bytes: usize) {
    let desk = Desk::new(bytes);
    let roadmap = desk.app.desk().unwrap().roadmap();
    let path = roadmap.topic(TopicIx::at(1)).note.as_ref().unwrap();
    bencher.bench_local(|| -> NoteText { desk.source.note(roadmap, path).unwrap() });
}

#[divan::bench(args = SIZES)]
fn whole_page(bencher: Bencher<'_, '_>, bytes: usize) {
    let theme = Theme::new(Colours::Sixteen, SignSet::Unicode);
    let note = note_of(bytes);
    bencher.bench_local(|| render(&note, Layout::pane(72), &theme));
}

#[divan::bench(args = SIZES)]
fn scroll_step(bencher: Bencher<'_, '_>, bytes: usize) {
    let mut desk = Desk::in_the_middle(bytes);
    let mut step = 0;
    bencher.bench_local(|| {
        step += 1;
        desk.press(if step / 20 % 2 == 0 { 'j' } else { 'k' });
        desk.draw();
    });
}

#[divan::bench(args = SIZES)]
fn next_link(bencher: Bencher<'_, '_>, bytes: usize) {
    let mut desk = Desk::in_the_middle(bytes);
    let mut step = 0;
    bencher.bench_local(|| {
        step += 1;
        desk.press(if step / 20 % 2 == 0 { ']' } else { '[' });
        desk.draw();
    });
}

/// Another width, to the first frame in it.
#[divan::bench(args = SIZES, sample_count = 40, sample_size = 1)]
fn resize(bencher: Bencher<'_, '_>, bytes: usize) {
    let mut desk = Desk::in_the_middle(bytes);
    let mut width = SIZE.width;
    bencher.bench_local(|| {
        width = 200 - width;
        let _ = desk.app.update(Msg::Resized(Size { width, height: SIZE.height }), now());
        desk.lay_out(false);
        desk.draw();
    });
}

/// A word that stands in every section, letter by letter.
#[divan::bench(args = SIZES, sample_count = 20, sample_size = 1)]
fn find(bencher: Bencher<'_, '_>, bytes: usize) {
    let mut desk = Desk::in_the_middle(bytes);
    bencher.bench_local(|| {
        desk.press('/');
        for letter in "phan".chars() {
            desk.press(letter);
            desk.draw();
        }
        desk.press_key(KeyCode::Esc);
    });
}
