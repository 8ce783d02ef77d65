//! What holds for every roadmap, whatever is pressed and whatever happens outside.

mod leaving;
mod roadmaps;
mod sitting;
mod world;

use std::num::NonZeroU32;
use std::path::Path;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Size};
use trailmark::comparison::compare;
use trailmark::counts::Tally;
use trailmark::progress::{Address, Change, Mark, Moment, Standing};
use trailmark::roadmap::{Roadmap, TopicId, TopicIx, parse};
use trailmark::text;
use trailmark::theme::{Colours, SignSet, Theme};
use trailmark::tui::action::{Action, Place, TABLE, action};
use trailmark::tui::app::{App, Effect, Msg, Refusal, WaysOut};
use trailmark::tui::chord::Chord;
use trailmark::tui::desk::{Desk, Mode};
use trailmark::tui::filter::Filter;
use trailmark::tui::pointer::Pointed;
use trailmark::tui::view::view;

use crate::stage::text_of;
use roadmaps::{IDS, roadmap, versions};
use world::{Disk, World};

/// Something that happens.
#[derive(Clone, Debug)]
enum Step {
    Key(Chord),
    Mouse(Pointed),
    Pasted,
    Resize(u16, u16),
    Wait(i64),
    /// Another device marks something; its clock is off by so many milliseconds.
    Foreign(Change, i64),
    /// The roadmap file has another version.
    Version(prop::sample::Index),
    /// The roadmap file has a mistake.
    Break,
    Disk(Disk),
    /// What the notes say from now on; they are not there yet where there is none.
    Notes(Option<&'static str>),
    /// Another program writes the summary of the topic that is shown, or removes it.
    Summary(Option<&'static str>),
}

const NOTES: [Option<&str>; 4] = [
    None,
    Some(""),
    Some(
        "# 트랜잭션\n\n트랜잭션은 여러 작업을 하나로 묶는다. \u{1B}[31m\n\n## Isolation\n\n| a | b |\n|---|---|\n| 격리 | x |\n\n## 끝\n\nend",
    ),
    Some("plain words\n\n```\n\tcode \u{202E}\n```\n\n- [ ] one\n- [x] two\n"),
];

/// Whether a key ends the program, or a Korean letter that is typed with it.
fn quits(chord: Chord) -> bool {
    let keys = chord.hangul().unwrap_or_else(|| vec![chord]);
    keys.into_iter().any(|key| action(Place::Tree, key) == Some(Action::Quit))
}

fn bound_chords() -> Vec<Chord> {
    let listed = TABLE.iter().flat_map(|entry| entry.keys.iter().chain(entry.unlisted));
    listed.map(|(chord, _)| *chord).filter(|chord| !quits(*chord)).collect()
}

fn chord() -> impl Strategy<Value = Chord> {
    let unbound = prop_oneof![
        any::<char>().prop_map(Chord::char),
        prop::char::range('a', 'y').prop_filter("quits", |c| *c != 'c').prop_map(Chord::ctrl),
        Just(Chord::key(KeyCode::Insert)),
        Just(Chord::of(&KeyEvent::new(KeyCode::Down, KeyModifiers::ALT | KeyModifiers::CONTROL))),
    ];
    let walking = ['j', 'j', 'j', 'l', 'l', 'h', ' ', 'a', '가'].map(Chord::char).to_vec();
    let asking = ['/', 'f', 'f', 't', 'h', '#', 'K', 'v', 'w', 'n', 'e', 'O', 'ㄱ'].map(Chord::char).to_vec();
    prop_oneof![
        3 => prop::sample::select(asking),
        8 => prop::sample::select(bound_chords()),
        5 => prop::sample::select(walking),
        1 => unbound.prop_filter("quits", |chord| !quits(*chord)),
    ]
}

fn pointed() -> impl Strategy<Value = Step> {
    (0..6_u8, 0..145_u16, 0..48_u16).prop_map(|(kind, x, y)| {
        let at = Position { x, y };
        Step::Mouse(match kind {
            0 | 1 => Pointed::Wheel { is_down: kind == 0, at },
            // The gutter is hit more often than by chance.
            2 => Pointed::Press { at: Position { x: x % 8, y: y % 20 } },
            3 => Pointed::Press { at },
            4 => Pointed::Drag { at },
            _ => Pointed::Release,
        })
    })
}

fn foreign() -> impl Strategy<Value = Step> {
    let marks = prop::sample::select(Mark::ALL.to_vec());
    (0..IDS, prop::option::weighted(0.8, marks), -100_000_i64..100_000).prop_map(|(number, mark, ahead)| {
        let topic = TopicId::new(&format!("t{number}")).expect("an id");
        let title = "먼 곳 far".into();
        let change = match mark {
            Some(mark) => Change::Mark { topic, title, mark },
            None if ahead % 2 == 0 => Change::Bookmark { topic, title, on: ahead > 0 },
            None => Change::Tick {
                topic,
                title,
                resource: Address::new("https://example.org/a/long/way"),
                on: ahead > 0,
            },
        };
        Step::Foreign(change, ahead)
    })
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        40 => chord().prop_map(Step::Key),
        6 => pointed(),
        1 => Just(Step::Pasted),
        5 => (0..=140_u16, 0..=45_u16).prop_map(|(width, height)| Step::Resize(width, height)),
        2 => (0..3_000_i64).prop_map(Step::Wait),
        3 => foreign(),
        3 => any::<prop::sample::Index>().prop_map(Step::Version),
        1 => Just(Step::Break),
        2 => prop::sample::select(vec![Disk::Works, Disk::Rekeys, Disk::IsFull]).prop_map(Step::Disk),
        3 => prop::sample::select(NOTES.to_vec()).prop_map(Step::Notes),
        2 => prop::sample::select(NOTES.to_vec()).prop_map(Step::Summary),
    ]
}

/// The rows that a person expects to see: a topic whose parents are all open, of those that are asked for.
fn check_tree(app: &App, desk: &Desk) -> Result<(), TestCaseError> {
    let (outline, roadmap) = (&desk.outline, desk.roadmap());
    let is_kept =
        |ix: TopicIx| outline.is_kept(ix) && roadmap.ancestors(ix).all(|above| outline.is_kept(above));
    let shown = |ix: &TopicIx| is_kept(*ix) && roadmap.ancestors(*ix).all(|above| outline.is_open(above));
    let expected: Vec<TopicIx> = roadmap.indices().filter(shown).collect();
    prop_assert_eq!(outline.rows(), &expected);
    check_sieve(desk)?;
    if outline.selected().is_some() {
        prop_assert_eq!(desk.reader.topic(), outline.selected());
    }
    prop_assert_eq!(outline.selected().is_some(), !outline.rows().is_empty());
    if !outline.is_sifted() {
        prop_assert_eq!(outline.selected().is_some(), !roadmap.topics().is_empty());
    }
    if let Some(rows) = outline.selection() {
        prop_assert!(rows.contains(&outline.cursor()) && *rows.end() < outline.rows().len(), "{rows:?}");
    }
    let height = usize::from(app.panes().tree.height);
    let (top, cursor, rows) = (outline.top(), outline.cursor(), outline.rows().len());
    if height > 0 && rows > 0 {
        prop_assert!((top..top + height).contains(&cursor), "row {cursor} of {top}+{height}");
        prop_assert!(top <= rows.saturating_sub(height), "room is wasted: {top}+{height} of {rows}");
    }
    Ok(())
}

/// Every hit can be seen, and is one by the words of its filter.
fn check_sieve(desk: &Desk) -> Result<(), TestCaseError> {
    let (outline, roadmap) = (&desk.outline, desk.roadmap());
    let is_asked = desk.filter().is_some() || desk.needle().is_some();
    prop_assert_eq!(outline.is_sifted(), is_asked);
    for ix in roadmap.indices() {
        let topic = roadmap.topic(ix);
        let status = desk.standing().status(ix).mark();
        let is_let_through = match desk.filter() {
            None => true,
            Some(Filter::Mark(mark)) => roadmap.is_unit(ix) && status == *mark,
            Some(Filter::NotSkipped) => roadmap.is_unit(ix) && status != Mark::Skipped,
            Some(Filter::Bookmarked) => desk.standing().is_bookmarked(ix),
            Some(Filter::Summary) => desk.own_words().is_on(ix),
            Some(Filter::Kind(kind)) => topic.kind == Some(*kind),
            Some(Filter::Tag(tag)) => topic.tags.iter().any(|own| own == tag),
        };
        let has_words =
            desk.needle().is_none_or(|needle| !needle.find_in_lines(&[topic.title.as_str()]).is_empty());
        prop_assert_eq!(outline.is_hit(ix), is_let_through && has_words, "{:?} {:?}", desk.filter(), topic);
        prop_assert!(!outline.is_hit(ix) || outline.is_kept(ix));
    }
    Ok(())
}

/// The counting rule once more, from the words of its documentation.
fn tally(roadmap: &Roadmap, standing: &Standing, ix: TopicIx) -> Tally {
    let topic = roadmap.topic(ix);
    let mut sum = Tally::default();
    if roadmap.is_leaf(ix) || topic.counts {
        match standing.status(ix).mark() {
            Mark::Skipped => {}
            Mark::Done => sum = Tally { done: 1, in_progress: 0, total: 1 },
            Mark::InProgress => sum = Tally { done: 0, in_progress: 1, total: 1 },
            Mark::Todo => sum.total = 1,
        }
    }
    let children = roadmap.indices().filter(|child| roadmap.topic(*child).parent == Some(ix));
    let mut left: Vec<Tally> = children.map(|child| tally(roadmap, standing, child)).collect();
    let enough = topic.choose.map_or(left.len(), |enough: NonZeroU32| enough.get() as usize);
    for _ in 0..enough {
        let worth = |tally: &Tally| {
            let share = |part: u32| f64::from(part) / f64::from(tally.total);
            if tally.total == 0 { (-1.0, 0.0) } else { (share(tally.done), share(tally.in_progress)) }
        };
        let Some(mut best) = left.first().copied() else { break };
        for other in &left {
            if worth(other) > worth(&best) {
                best = *other;
            }
        }
        left.remove(left.iter().position(|tally| *tally == best).expect("it is one of them"));
        sum += best;
    }
    sum
}

fn check_counts(desk: &Desk) -> Result<(), TestCaseError> {
    let (roadmap, counts) = (desk.roadmap(), desk.counts());
    let mut whole = Tally::default();
    for ix in roadmap.indices() {
        let expected = tally(roadmap, desk.standing(), ix);
        prop_assert_eq!(counts.of(ix), expected, "{:?}", roadmap.topic(ix));
        whole += if roadmap.topic(ix).depth == 0 { expected } else { Tally::default() };
    }
    prop_assert_eq!(counts.whole(), whole);
    Ok(())
}

fn check_cells(buffer: &Buffer) -> Result<(), TestCaseError> {
    let area = buffer.area;
    for y in 0..area.height {
        for x in 0..area.width {
            let symbol = buffer[(x, y)].symbol();
            prop_assert!(!symbol.contains(char::is_control), "{symbol:?} at {x},{y}");
            prop_assert_eq!(text::clean(symbol), symbol, "at {},{}", x, y);
            // A terminal shows a wide sign whole or not at all.
            for half in 1..text::width(symbol) {
                let next = x + u16::try_from(half).expect("a few cells");
                prop_assert!(next < area.width, "{symbol} sticks out at {x},{y}\n{}", text_of(buffer));
                let over = buffer[(next, y)].symbol();
                prop_assert_eq!(over.trim(), "", "on half of {} at {},{}\n{}", symbol, x, y, text_of(buffer));
            }
        }
    }
    Ok(())
}

fn check_frame(world: &World, buffer: &Buffer) -> Result<(), TestCaseError> {
    check_cells(buffer)?;
    let desk = world.desk();
    let panes = world.app.panes();
    let is_bare = desk.mode == Mode::Browse && world.app.leafed().is_none() && world.app.roadmaps().is_none();
    if is_bare && panes.tree.area() > 0 && !desk.outline.rows().is_empty() {
        let row = u16::try_from(desk.outline.cursor() - desk.outline.top()).expect("a row of the pane");
        let sign = buffer[(panes.tree.x, panes.tree.y + row)].symbol();
        prop_assert_eq!(sign, world.app.theme().signs.cursor, "\n{}", text_of(buffer));
    }
    Ok(())
}

/// The terminal's cursor is where text goes, and nowhere else.
fn check_cursor(world: &World) -> Result<(), TestCaseError> {
    let (backend, size) = (world.terminal.backend(), world.app.size());
    let has_field =
        world.desk().adding().is_some() || matches!(world.desk().mode, Mode::Finding(_) | Mode::GoTo(_));
    let is_writing = has_field && world.app.leafed().is_none() && size.width > 0 && size.height > 0;
    prop_assert_eq!(backend.cursor_visible(), is_writing);
    if is_writing {
        let at = backend.cursor_position();
        prop_assert!(at.x < size.width && at.y < size.height, "{at:?} in {size:?}");
    }
    Ok(())
}

/// A new version leaves the cursor on its topic, if that is there still.
fn check_heir(desk: &Desk, id: &TopicId) -> Result<(), TestCaseError> {
    let (roadmap, selected) = (desk.roadmap(), desk.outline.selected());
    let named = || roadmap.indices().find(|ix| roadmap.topic(*ix).was.contains(id));
    if let Some(heir) = roadmap.find(id).or_else(named) {
        prop_assert_eq!(selected, Some(heir), "{} is elsewhere", id);
    }
    Ok(())
}

/// What was made here is there: on the disk, or not saved yet.
fn check_progress(world: &World, before: usize) -> Result<(), TestCaseError> {
    let unsaved = world.desk().unsaved();
    if world.disk != Disk::IsFull {
        prop_assert!(unsaved.is_empty() || unsaved.len() == before, "a disk that works takes all");
    }
    let mut all = world.logs.clone();
    all.extend(unsaved.iter().cloned());
    prop_assert_eq!(world.desk().standing(), &all.on(world.desk().roadmap()));
    Ok(())
}

/// Lets a step happen and looks at all of the screen. Says whether the program goes on.
fn live(world: &mut World, step: &Step, frame: &mut Buffer) -> Result<bool, TestCaseError> {
    let unsaved = world.desk().unsaved().len();
    let was_going = world.desk().going().is_some();
    let before = world.desk().outline.selected().map(|ix| world.desk().roadmap().topic(ix).id.clone());
    let redraw = world.take(step);
    let next = world.draw();
    if !redraw {
        prop_assert_eq!(&*frame, &next, "{:?} changed the screen without a word", step);
    }
    prop_assert_eq!(&world.draw(), &next, "two frames of one state");
    *frame = next;
    // No key of these quits, but there is a command that does.
    if world.ended && was_going {
        return Ok(false);
    }
    prop_assert!(!world.ended);
    let desk = world.desk();
    if let (Step::Version(_), Some(id)) = (step, before) {
        check_heir(desk, &id)?;
    }
    check_tree(&world.app, desk)?;
    check_counts(desk)?;
    check_progress(world, unsaved)?;
    check_frame(world, frame)?;
    check_cursor(world)?;
    Ok(true)
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 3_000, ..ProptestConfig::default() }
}

fn signs() -> impl Strategy<Value = SignSet> {
    prop::sample::select(vec![SignSet::Unicode, SignSet::Unicode, SignSet::Ascii])
}

proptest! {
    #![proptest_config(config(96))]

    #[test]
    fn whatever_happens_the_screen_tells_the_truth(
        versions in versions(),
        size in (0..=140_u16, 0..=45_u16),
        signs in signs(),
        steps in prop::collection::vec(step(), 1..40),
    ) {
        let mut world = World::new(versions, size, signs);
        world.read_note();
        let mut frame = world.draw();
        for step in steps {
            if !live(&mut world, &step, &mut frame)? {
                return Ok(());
            }
        }
        leaving::check(&world)?;
    }
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn whatever_is_edited_the_cursor_stays_on_its_topic(
        versions in versions(),
        steps in prop::collection::vec(prop_oneof![
            3 => any::<prop::sample::Index>().prop_map(Step::Version),
            2 => chord().prop_map(Step::Key),
            1 => foreign(),
        ], 1..60),
    ) {
        let mut world = World::new(versions, (80, 24), SignSet::Unicode);
        for step in steps {
            let (desk, was_going) = (world.desk(), world.desk().going().is_some());
            let before = desk.outline.selected().map(|ix| desk.roadmap().topic(ix).id.clone());
            let line = desk.adding().map(|adding| adding.field.text().to_owned());
            world.take(&step);
            if world.ended && was_going {
                return Ok(());
            }
            check_tree(&world.app, world.desk())?;
            let Step::Version(_) = step else { continue };
            if let Some(id) = before {
                check_heir(world.desk(), &id)?;
            }
            let line_now = world.desk().adding().map(|adding| adding.field.text().to_owned());
            prop_assert_eq!(line_now, line);
        }
    }
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn undo_and_redo_restore_everything(
        roadmap in roadmap("study"),
        before in prop::collection::vec(step(), 0..12),
        marks in prop::collection::vec(prop::sample::select("jjjll}hi s*".chars().collect::<Vec<_>>()), 1..40),
    ) {
        let mut world = World::new(vec![roadmap], (80, 24), SignSet::Unicode);
        for step in &before {
            world.take(step);
        }
        // Out of the field or the help, to the tree.
        for _ in 0..6 {
            world.send(Msg::Press(Chord::key(KeyCode::Esc)));
        }
        world.take(&Step::Disk(Disk::Works));
        let start = world.desk().standing().clone();
        let mut steps = 0;
        for key in marks {
            let known = world.logs.len();
            world.send(Msg::Press(Chord::char(key)));
            steps += usize::from(world.logs.len() > known);
        }
        let end = world.desk().standing().clone();
        for _ in 0..steps {
            world.send(Msg::Press(Chord::char('u')));
        }
        prop_assert_eq!(world.desk().standing(), &start);
        for _ in 0..steps {
            world.send(Msg::Press(Chord::ctrl('r')));
        }
        prop_assert_eq!(world.desk().standing(), &end);
        if steps > 0 {
            // What was undone before the marks is past.
            world.send(Msg::Press(Chord::ctrl('r')));
            prop_assert_eq!(world.desk().standing(), &end);
        }
    }
}

proptest! {
    #![proptest_config(config(96))]

    #[test]
    fn a_broken_file_is_explained_on_every_screen(
        lines in prop::collection::vec(prop::sample::select(vec![
            "[[topics]]",
            "title = 값이 아니다",
            "id = \"같은 id\"",
            "  requires = [\"없는-것\"]  # 긴 줄이 여기에 있다 and goes on and on and on",
            "\u{1B}[31m = 1",
            "id = \"a\"",
            "tilte = \"T\"",
            "note = \"../../밖.md\"",
            "=",
            "x = '''",
        ]), 0..12),
        size in (0..=140_u16, 0..=45_u16),
        steps in prop::collection::vec(step(), 0..12),
    ) {
        let Err(problems) = parse(&lines.join("\n"), Path::new("길/roadmap.toml")) else { return Ok(()) };
        let theme = Theme::new(Colours::Sixteen, SignSet::Unicode);
        let size = Size { width: size.0, height: size.1 };
        let now = Moment::from_millis(1);
        let (refused, text) = (Refusal::Invalid(problems), lines.join("\n"));
        let mut app = App::new(size, theme, Msg::Refused(refused), now);
        let version = Some("12 Nov 2025".into());
        let _ = app.update(Msg::WaysOut(WaysOut { editor: Some("편집기".into()), has_file: true, version }), now);
        for step in steps {
            let update = match step {
                Step::Key(chord) => app.update(Msg::Press(chord), now),
                Step::Resize(width, height) => app.update(Msg::Resized(Size { width, height }), now),
                Step::Wait(_) => app.update(Msg::Tick, now),
                _ => continue,
            };
            prop_assert!(update.effects.iter().all(|effect| !matches!(effect, Effect::Append(_))));
            if update.effects.contains(&Effect::Compare) {
                let comparison = compare("id = \"같은 id\"\n\n[[topics]]\n", &text, Duration::from_secs(60));
                let _ = app.update(Msg::Compared(Box::new(comparison)), now);
            }
            let Size { width, height } = app.size();
            let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a terminal");
            check_cells(terminal.draw(|frame| view(&app, frame)).expect("a frame").buffer)?;
        }
    }
}
