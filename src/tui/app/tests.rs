use std::path::Path;

use super::*;
use crate::example;
use crate::progress::Progress;
use crate::roadmap::parse;
use crate::source::NoteText;
use crate::theme::{Colours, SignSet};

const NOW: Moment = Moment::FIRST;

fn opened(id: &str, title: &str) -> Msg {
    let text = format!("id = \"{id}\"\ntitle = \"{title}\"\n[[topics]]\nid = \"a\"\ntitle = \"A\"\n");
    let roadmap = example::roadmap(&text);
    let device = DeviceId::new("k3f9q2").expect("a device");
    Msg::Opened(Box::new(Opening {
        roadmap,
        name: "roadmap.toml".into(),
        progress: Progress::default(),
        troubles: Vec::new(),
        device,
    }))
}

fn refused() -> Msg {
    let text = "id = \"r\"\ntitle = \n";
    Msg::Refused(Refusal::Invalid(parse(text, Path::new("roadmap.toml")).expect_err("a mistake")))
}

fn said(app: &App) -> String {
    let Some(message) = app.message() else { return String::new() };
    let line = message.line(app.theme()).map(|line| line.to_string());
    line.unwrap_or_else(|| message.notice(400, None).iter().map(ToString::to_string).collect())
}

fn app() -> App {
    let theme = Theme::new(Colours::Sixteen, SignSet::Unicode);
    App::new(Size { width: 80, height: 24 }, theme, opened("r", "R"), NOW)
}

fn press(app: &mut App, key: char) -> Update {
    app.update(Msg::Press(Chord::char(key)), NOW)
}

#[test]
fn who_asks_for_a_list_too_early_is_told_and_gets_it() {
    for key in ['o', 'c'] {
        let mut app = app();
        let text = "id = \"r\"\ntitle = \"R\"\ntopics = [{ id = \"a\", title = \"A\", note = \"a.md\" }]";
        let device = DeviceId::new("k3f9q2").expect("a device");
        let (roadmap, progress) = (example::roadmap(text), Progress::default());
        let name = "roadmap.toml".into();
        let opening = Opening { roadmap, name, progress, troubles: Vec::new(), device };
        let _ = app.update(Msg::Opened(Box::new(opening)), NOW);
        let _ = press(&mut app, key);
        assert_eq!(said(&app), "The note is still being laid out");
        assert_eq!(app.place(), Place::Tree);
        let note = NoteText {
            markdown: "## One\n\n[a](b.md) [b](c.md)\n\n## Two\n".to_owned(),
            ..NoteText::default()
        };
        let ix = crate::roadmap::TopicIx::at(0);
        let _ = app.update(Msg::SummaryRead(ix, Ok(None)), NOW);
        let _ = app.update(Msg::NoteRead(ix, Ok(note)), NOW);
        assert_eq!((said(&app).as_str(), app.place()), ("", Place::List));
    }
}

#[test]
fn a_mistake_in_the_file_is_told_until_it_is_mended() {
    for (next, expected) in [
        (opened("r", "R"), ""),
        (opened("r", "Another"), "roadmap.toml changed: its title   ! show"),
        (Msg::Tick, "! roadmap.toml has a mistake in line 2"),
        (Msg::Saved(Saved::default(), DeviceId::from_random(1)), "! roadmap.toml has a mistake in line 2"),
        (Msg::Press(Chord::char('j')), "! roadmap.toml has a mistake in line 2"),
    ] {
        let mut app = app();
        let _ = app.update(refused(), NOW);
        let _ = app.update(next, NOW);
        let words = said(&app);
        assert!(words.starts_with(expected) && words.is_empty() == expected.is_empty(), "{words}");
    }
}

#[test]
fn what_is_said_of_the_file_comes_back_after_marks_and_not_after_esc() {
    let mut app = app();
    let _ = app.update(refused(), NOW);
    let _ = press(&mut app, 'i');
    assert!(said(&app).contains("A in progress"), "{}", said(&app));
    let _ = press(&mut app, 'j');
    assert!(said(&app).starts_with("! roadmap.toml has a mistake in line 2"), "{}", said(&app));
    let _ = app.update(Msg::Press(Chord::key(crossterm::event::KeyCode::Esc)), NOW);
    let _ = press(&mut app, 'j');
    assert_eq!(said(&app), "");
}

#[test]
fn each_refusal_has_its_own_ways_out() {
    use crate::tui::action::{Action::*, Place};
    let why: SafeText = "It cannot be read.".into();
    let Msg::Refused(invalid) = refused() else { panic!("a refusal") };
    let known = || WaysOut { editor: None, has_file: true, version: Some("12 Nov".into()) };
    let gone = WaysOut { has_file: false, ..known() };
    let new = WaysOut { version: None, ..known() };
    // The refusal, what there is, and what the keys for edit, compare and go back do.
    for (refusal, ways, expected) in [
        (invalid.clone(), known(), [true, true, true]),
        (invalid, new.clone(), [true, false, false]),
        (Refusal::Unreadable(why.clone()), known(), [true, false, true]),
        (Refusal::Unreadable(why.clone()), gone.clone(), [false, false, true]),
        (Refusal::Unreadable(why.clone()), new, [true, false, false]),
        (Refusal::NoProgress(why.clone()), known(), [false, false, false]),
    ] {
        let theme = Theme::new(Colours::Sixteen, SignSet::Unicode);
        let size = Size { width: 80, height: 24 };
        let mut app = App::new(size, theme, Msg::Refused(refusal.clone()), NOW);
        let _ = app.update(Msg::WaysOut(ways), NOW);
        let offered = [EditRoadmap, ShowChanges, LastVersion].map(|action| app.offers(action));
        assert_eq!(offered, expected, "{refusal:?}");
        for (key, leads) in ['e', 'd', 'b'].into_iter().zip(expected) {
            let Update { effects, .. } = press(&mut app, key);
            assert_eq!(effects.len(), usize::from(leads), "{key} {refusal:?}");
            assert_eq!(said(&app).is_empty(), leads, "{key} {refusal:?}: {}", said(&app));
        }
        assert_eq!(app.place(), Place::Broken);
    }
}

#[test]
fn another_roadmap_that_has_to_wait_is_no_trouble_of_the_logs() {
    let mut app = app();
    let _ = app.update(Msg::Withheld("The roadmap file has another id now".into()), NOW);
    let _ = app.update(Msg::Recovered, NOW);
    assert!(said(&app).starts_with("! The roadmap file has"), "{}", said(&app));
    let _ = app.update(opened("r", "R"), NOW);
    assert_eq!(said(&app), "", "the id was taken back");
}

#[test]
fn that_there_is_no_shell_is_said_and_goes() {
    let mut app = app();
    let _ = app.update(Msg::NotSuspended, NOW);
    assert_eq!(said(&app), "There is no shell here to go back to");
    let _ = app.update(Msg::Tick, Moment::from_millis(NOW.millis() + 2_000));
    assert_eq!(said(&app), "");
}

#[test]
fn what_could_not_be_saved_is_told_until_it_is() {
    let mut app = app();
    let _ = press(&mut app, ' ');
    let _ = app.update(Msg::NotSaved("The disk is full.".into()), NOW);
    let _ = app.update(opened("r", "R"), NOW);
    assert!(said(&app).starts_with("! The disk is full"), "{}", said(&app));
    let Update { effects, .. } = app.update(Msg::Ending, NOW);
    assert!(matches!(effects.as_slice(), [Effect::Append(_), Effect::Quit]), "{effects:?}");
    let _ = app.update(Msg::Saved(Saved::default(), DeviceId::from_random(1)), NOW);
    assert_eq!(said(&app), "");
}
