//! What the interface does between a key and a frame, and what loading costs. Run with `cargo bench --bench interface`.
#![expect(clippy::unwrap_used, reason = "a bench that cannot run has nothing to say")]

use std::path::Path;
use std::sync::Arc;

use divan::Bencher;
use divan::counter::ItemsCount;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;
use trailmark::counts::Counts;
use trailmark::marking;
use trailmark::progress::{DeviceId, Mark, Moment, Progress};
use trailmark::roadmap::{Roadmap, parse};
use trailmark::source::Source;
use trailmark::store::{Places, RealFiles, Store};
use trailmark::theme::{Colours, SignSet, Theme};
use trailmark::tui::app::{App, Msg, Opening};
use trailmark::tui::chord::Chord;
use trailmark::tui::view::view;

mod generated;

use generated::generated;

const TOPICS: [usize; 3] = [100, 10_000, 100_000];
const SIZE: Size = Size { width: 120, height: 36 };

fn main() {
    divan::main();
}

fn roadmap(topics: usize) -> Roadmap {
    parse(&generated(topics), Path::new("roadmap.toml")).unwrap()
}

fn app(topics: usize) -> App {
    let opening = Opening {
        name: "roadmap.toml".into(),
        roadmap: roadmap(topics),
        progress: Progress::default(),
        troubles: Vec::new(),
        device: DeviceId::new("k3f9q2").unwrap(),
    };
    let theme = Theme::new(Colours::Sixteen, SignSet::Unicode);
    App::new(SIZE, theme, Msg::Opened(Box::new(opening)), Moment::from_millis(0))
}

#[divan::bench(args = TOPICS)]
fn parse_a_roadmap(bencher: Bencher<'_, '_>, topics: usize) {
    let toml = generated(topics);
    bencher
        .counter(ItemsCount::new(topics))
        .bench(|| parse(divan::black_box(&toml), Path::new("roadmap.toml")));
}

#[divan::bench(args = TOPICS)]
fn key_to_frame_while_moving(bencher: Bencher<'_, '_>, topics: usize) {
    let mut app = app(topics);
    let mut terminal = Terminal::new(TestBackend::new(SIZE.width, SIZE.height)).unwrap();
    let mut step = 0;
    bencher.bench_local(|| {
        step += 1;
        // Down through an open section and back, so that every frame differs from the one before.
        let key = if step / 50 % 2 == 0 { 'j' } else { 'k' };
        let _ = app.update(Msg::Press(Chord::char(key)), Moment::from_millis(step));
        terminal.draw(|frame| view(&app, frame)).unwrap();
    });
}

/// Down and up through the built-in roadmap: each step reads and lays out another note.
#[divan::bench]
fn key_to_frame_with_notes(bencher: Bencher<'_, '_>) {
    let roadmap = Source::BuiltIn.load().unwrap();
    let device = DeviceId::new("k3f9q2").unwrap();
    let (name, progress) = ("roadmap.toml".into(), Progress::default());
    let opening = Opening { roadmap, name, progress, troubles: Vec::new(), device };
    let theme = Theme::new(Colours::Sixteen, SignSet::Unicode);
    let now = Moment::from_millis(0);
    let mut app = App::new(SIZE, theme, Msg::Opened(Box::new(opening)), now);
    let mut terminal = Terminal::new(TestBackend::new(SIZE.width, SIZE.height)).unwrap();
    let mut step = 0;
    bencher.bench_local(|| {
        step += 1;
        let key = if step / 8 % 2 == 0 { 'j' } else { 'k' };
        let _ = app.update(Msg::Press(Chord::char(key)), now);
        let desk = app.desk().unwrap();
        let wanted = desk.reader.wanted();
        if let Some((ix, path)) = wanted.and_then(|ix| Some((ix, desk.roadmap().topic(ix).note.as_ref()?))) {
            let note = Source::BuiltIn.note(desk.roadmap(), path).map_err(|error| error.to_string().into());
            let _ = app.update(Msg::NoteRead(ix, note), now);
        }
        terminal.draw(|frame| view(&app, frame)).unwrap();
    });
}

#[divan::bench]
fn parse_the_built_in_roadmap() -> Roadmap {
    Source::BuiltIn.load().unwrap()
}

#[divan::bench(args = TOPICS)]
fn fold_everything_anew(bencher: Bencher<'_, '_>, topics: usize) {
    let mut app = app(topics);
    let _ = app.update(Msg::Press(Chord::char('g')), Moment::from_millis(0));
    bencher.bench_local(|| {
        for key in ['l', 'h'] {
            let _ = app.update(Msg::Press(Chord::char(key)), Moment::from_millis(1));
        }
    });
}

/// A store in which every topic was marked three times.
fn full_store(topics: usize) -> (tempfile::TempDir, Places, Roadmap) {
    let dir = tempfile::tempdir().unwrap();
    let places = Places { data: dir.path().join("data"), state: dir.path().join("state") };
    let roadmap = roadmap(topics);
    let mut store = Store::open(&places, roadmap.id(), Arc::new(RealFiles)).unwrap();
    let all: Vec<_> = roadmap.indices().collect();
    let mut progress = Progress::default();
    for (round, mark) in [Mark::InProgress, Mark::Done, Mark::Todo].into_iter().enumerate() {
        let changes = marking::mark_changes(&roadmap, &all, mark);
        let now = Moment::from_millis(1_795_203_903_123 + i64::try_from(round).unwrap() * 10_000_000);
        let events = progress.next_step(changes, now, store.device());
        store.append(&events).unwrap();
        progress.extend(events);
    }
    (dir, places, roadmap)
}

#[divan::bench(args = TOPICS)]
fn load_three_events_a_topic(bencher: Bencher<'_, '_>, topics: usize) {
    let (_dir, places, roadmap) = full_store(topics);
    bencher.counter(ItemsCount::new(topics * 3)).bench(|| {
        let mut store = Store::open(&places, roadmap.id(), Arc::new(RealFiles)).unwrap();
        let mut progress = Progress::default();
        progress.extend(store.load().unwrap().events);
        Counts::new(&roadmap, &progress.on(&roadmap)).whole()
    });
}

#[divan::bench(args = TOPICS)]
fn one_mark_on_the_disk(bencher: Bencher<'_, '_>, topics: usize) {
    let (_dir, places, roadmap) = full_store(topics);
    let mut store = Store::open(&places, roadmap.id(), Arc::new(RealFiles)).unwrap();
    let mut progress = Progress::default();
    progress.extend(store.load().unwrap().events);
    let first = roadmap.indices().next().unwrap();
    bencher.bench_local(|| {
        let changes = marking::mark_changes(&roadmap, &[first], Mark::Done);
        let events = progress.next_step(changes, Moment::from_millis(1_895_203_903_123), store.device());
        store.append(&events).unwrap();
        progress.extend(events);
    });
}

/// What a mark costs at least on this disk: one append of a line and one sync.
#[divan::bench]
fn one_line_and_one_sync(bencher: Bencher<'_, '_>) {
    use std::io::Write as _;
    let dir = tempfile::tempdir().unwrap();
    let mut file = std::fs::File::options().append(true).create(true).open(dir.path().join("log")).unwrap();
    bencher.bench_local(|| {
        file.write_all(&[b'x'; 120]).unwrap();
        file.sync_data().unwrap();
    });
}
