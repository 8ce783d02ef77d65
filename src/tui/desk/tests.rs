//! Unit tests of the desk.

use std::fmt::Write as _;

use super::*;
use crate::example;
use crate::theme::{Colours, SignSet};

const SCREEN: Size = Size { width: 80, height: 12 };

fn desk() -> Desk {
    let mut text = "id = \"r\"\ntitle = \"R\"\n[[topics]]\nid = \"s\"\ntitle = \"S\"\n".to_owned();
    for number in 0..20 {
        let _ = writeln!(text, "[[topics.topics]]\nid = \"t{number}\"\ntitle = \"T{number}\"");
    }
    text.push_str("[[topics]]\nid = \"z\"\ntitle = \"Z\"\nnote = \"z.md\"\n");
    let roadmap = example::roadmap(&text);
    let device = DeviceId::new("k3f9q2").expect("a device");
    Desk::new(Opening {
        roadmap,
        name: "roadmap.toml".into(),
        progress: Progress::default(),
        troubles: Vec::new(),
        device,
    })
}

fn act_on(desk: &mut Desk, size: Size, action: Action) -> Outcome {
    let panes = Panes::of(size, desk.arrangement);
    let outcome = desk.act(action, &panes, Moment::from_millis(1_000));
    let panes = Panes::of(size, desk.arrangement);
    desk.settle(size, &panes, &Theme::new(Colours::Sixteen, SignSet::Unicode));
    outcome
}

fn act(desk: &mut Desk, action: Action) -> Outcome {
    act_on(desk, SCREEN, action)
}

fn tree(desk: &Desk, size: Size) -> u16 {
    Panes::of(size, desk.arrangement).tree.width
}

#[test]
fn the_tree_takes_no_more_width_than_the_screen_gives() {
    for width in [70, 80, 100, 140, 400] {
        let size = Size { width, ..SCREEN };
        let mut desk = desk();
        let own = tree(&desk, size);
        for (action, back) in [(Action::GrowTree, Action::ShrinkTree), (Action::ShrinkTree, Action::GrowTree)]
        {
            for _ in 0..300 {
                act_on(&mut desk, size, action);
            }
            let limit = tree(&desk, size);
            assert_ne!(limit, own, "{width}");
            act_on(&mut desk, size, back);
            assert_eq!(tree(&desk, size).abs_diff(limit), 2, "one key back is seen at once: {width}");
        }
    }
}

#[test]
fn a_single_pane_keeps_the_width_of_two() {
    let mut desk = desk();
    act(&mut desk, Action::GrowTree);
    let wide = desk.arrangement.tree_extra;
    act(&mut desk, Action::ToggleZoom);
    for size in [SCREEN, Size { width: 0, height: 0 }, Size { width: 30, height: 5 }] {
        act_on(&mut desk, size, Action::ShrinkTree);
        assert_eq!(desk.arrangement.tree_extra, wide);
    }
}

#[test]
fn each_step_of_the_tree_is_as_long_as_its_pane() {
    let mut desk = desk();
    // 12 rows: header, footer and two lines; 8 for the tree. The section stands in the first row.
    for (action, cursor) in [
        (Action::First, 0),
        (Action::HalfPageDown, 4),
        (Action::PageDown, 11),
        (Action::PageUp, 4),
        (Action::HalfPageUp, 0),
        (Action::Last, 21),
        (Action::PageDown, 21),
        (Action::PreviousPart, 0),
        (Action::NextPart, 21),
    ] {
        act(&mut desk, action);
        assert_eq!(desk.outline.cursor(), cursor, "{action:?}");
    }
    // Where there is no room at all, a key still goes somewhere.
    act_on(&mut desk, Size { width: 0, height: 0 }, Action::PageUp);
    assert_eq!(desk.outline.cursor(), 20);
}

#[test]
fn enter_opens_a_note_or_what_has_none_and_escape_goes_back_step_by_step() {
    let mut desk = desk();
    act(&mut desk, Action::First);
    act(&mut desk, Action::Open);
    assert_eq!((desk.outline.rows().len(), desk.place()), (2, Place::Tree));
    act(&mut desk, Action::Last);
    act(&mut desk, Action::ToggleZoom);
    act(&mut desk, Action::Open);
    act(&mut desk, Action::ToggleHelp);
    let mut way = Vec::new();
    for _ in 0..4 {
        way.push((desk.place(), desk.arrangement.zoomed));
        act(&mut desk, Action::Back);
    }
    let (tree, note, help) = (Place::Tree, Place::Note, Place::Help);
    assert_eq!(way, [(help, true), (note, true), (tree, true), (tree, false)]);
}

#[test]
fn the_help_scrolls_and_changes_nothing() {
    let mut desk = desk();
    let before = desk.standing().clone();
    act(&mut desk, Action::ToggleHelp);
    let (effects, message) = act(&mut desk, Action::ToggleDone);
    assert!(effects.is_empty() && message.is_none() && *desk.standing() == before);
    act(&mut desk, Action::Last);
    let Mode::Help { top: end } = desk.mode else { panic!("the help is open") };
    assert!(end > 0);
    for (action, top) in [(Action::Down, end), (Action::Up, end - 1), (Action::First, 0), (Action::Up, 0)] {
        act(&mut desk, action);
        assert_eq!(desk.mode, Mode::Help { top }, "{action:?}");
    }
}

#[test]
fn what_is_not_saved_is_asked_for_again_with_the_next_mark() {
    let mut desk = desk();
    let lens = |effects: &[Effect]| match effects {
        [Effect::Append(events)] => events.len(),
        _ => panic!("{effects:?}"),
    };
    assert_eq!(lens(&act(&mut desk, Action::ToggleDone).0), 1);
    desk.append_failed();
    let first = desk.outline.selected().expect("a topic");
    assert!(desk.is_at_risk(first));
    act(&mut desk, Action::Down);
    assert_eq!(lens(&act(&mut desk, Action::ToggleBookmark).0), 2);
    // The logs do not know it; a new version of the roadmap does not forget it.
    let device = DeviceId::new("aaaaaa").expect("a device");
    let (roadmap, progress) = (desk.roadmap().clone(), Progress::default());
    desk.replace(Opening {
        roadmap,
        name: "roadmap.toml".into(),
        progress,
        troubles: Vec::new(),
        device: device.clone(),
    });
    assert_eq!((desk.unsaved().len(), desk.counts().whole().done), (2, 1));
    desk.append_worked(&[], device);
    assert!(desk.unsaved().is_empty() && !desk.is_at_risk(first));
    assert_eq!(lens(&act(&mut desk, Action::Undo).0), 1);
}

#[test]
fn a_page_down_passes_over_no_row() {
    let address: Box<str> = format!("https://example.org/{}", "a".repeat(6_000)).into();
    for (width, height) in [(20, 5), (80, 12), (120, 30)] {
        let size = Size { width, height };
        let panes = Panes::of(size, Arrangement::default());
        let asked = asking::AskingPanes::of(&panes, usize::MAX).address.height;
        for (mode, rows) in [
            (Mode::Help { top: 0 }, HelpPanes::of(size).body.height),
            (Mode::Asking(Asking { address: address.clone(), top: 0 }), asked),
        ] {
            let mut desk = desk();
            desk.mode = mode;
            act_on(&mut desk, size, Action::PageDown);
            let (Mode::Help { top } | Mode::Asking(Asking { top, .. })) = desk.mode else {
                panic!("nothing ends it")
            };
            assert!(top > 0 && top <= usize::from(rows), "{top} of {rows} in {width}x{height}");
        }
    }
}
