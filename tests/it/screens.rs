//! Screens: each mode at the sizes of the design, in both sign sets, with the runs of styles.

use std::path::Path;
use std::time::Duration;

use trailmark::comparison::compare;
use trailmark::roadmap::parse;
use trailmark::theme::{Colours, SignSet, Theme};
use trailmark::tui::app::{Msg, Refusal, WaysOut};
use trailmark::tui::chord::Chord;

use crate::shelf::shelf;
use crate::stage::{Stage, drawn, styles_of, text_of, write};

const SIZES: [(u16, u16); 4] = [(120, 36), (80, 24), (50, 20), (20, 5)];
/// The keys that lead to each mode; at `|` the interface has time to read what it shows.
const MODES: [(&str, &str); 20] = [
    ("tree", "<space>jig}}llji*"),
    ("note", "<space>jig}}llji*<enter><c-d>"),
    ("help", "?"),
    ("unbound", "b"),
    ("summary", "g}}llj*"),
    ("adding", "g}}llja100% isolation, one level below"),
    ("links", "g}}llj<enter>|oj"),
    ("contents", "g}}llj<enter>|}}c"),
    ("asking", "g}}llj<enter>|o2"),
    ("seeking", "g/transactions"),
    ("menu", "gji*jjf"),
    ("filtered", "gji*jjft"),
    ("empty", "fs"),
    ("selecting", "gjvj"),
    ("goto", "g}}llj<c-p>iso"),
    ("messages", "<space>ji*uu!"),
    ("silence", "!"),
    ("commands", "g}}llj:>to<down>"),
    ("roadmaps", "O"),
    ("welcome", ""),
];
/// What the person wrote about the topic of the modes that show it.
const SUMMARY: &str = "# Transactions and ACID\n\n트랜잭션은 여러 쿼리를 하나의 작업 단위로 묶는 것이다.\n\n\
                       - Atomicity: 전부 반영되거나 전부 취소된다\n- Isolation: 서로 간섭하지 않는다\n";
const LOOKS: [(&str, Colours, SignSet); 2] =
    [("unicode", Colours::Sixteen, SignSet::Unicode), ("ascii", Colours::None, SignSet::Ascii)];
/// The themes with a ground of their own, which change nothing but colours.
const THEMES: [(&str, Colours, SignSet); 2] =
    [("dark", Colours::Dark, SignSet::Unicode), ("light", Colours::Light, SignSet::Unicode)];
const BROKEN: &str = "id = \"study\"\ntitle = \"Study\"\n\n[[topics]]\nid = \"transactions\"\ntitle = Transactions and ACID\n\n\
                      [[topics]]\nid = \"b\"\ntitel = \"한국어 제목\"\nrequires = [\"transaction\"]\n";

#[test]
fn what_does_not_fit_is_cut_with_a_sign_or_wrapped() {
    let mut stage = Stage::new().size(20, 5).keys("<space>jjj<space>");
    assert!(stage.footer().ends_with('⋯'), "{}", stage.frame());
    // The key that is offered goes before the words.
    let mut stage = Stage::new().size(30, 12).keys("<space>");
    assert_eq!(stage.footer().trim(), "✓ TCP done   u undo");
    let mut stage = Stage::new().size(16, 12).keys("<space>");
    assert_eq!(stage.footer().trim(), "✓ TCP done");
    let help = Stage::new().size(40, 60).keys("?").frame();
    assert!(help.contains("fold or parent, unfold or\n             first child\n"), "{help}");
    let help = Stage::new().size(20, 90).keys("?").frame();
    assert!(help.contains("\n  fold or parent,\n  unfold or first\n  child\n"), "{help}");
    // The words at the right of a roadmap that is broken leave room for a message.
    let broken = Stage::of(BROKEN).size(50, 20).keys("<enter>").footer();
    assert!(broken.contains("enter does nothing here") && !broken.contains("trailmark check"), "{broken}");
}

/// An interface with what a mode shows.
fn of_mode(mode: &str) -> Stage {
    match mode {
        "roadmaps" => shelf(),
        "welcome" => Stage::first_run(),
        _ => Stage::new(),
    }
}

/// The screen of a broken roadmap, at its beginning and at its end, and what changed in it.
fn broken() -> [(&'static str, Vec<Msg>); 3] {
    let file = Path::new("/home/ann/study/backend/roadmap.toml");
    let problems = parse(BROKEN, file).expect_err("it is broken");
    let worked =
        BROKEN.replace("Transactions and ACID", "\"Transactions and ACID\"").replace("titel", "title");
    let comparison = compare(&worked, problems.text(), Duration::from_secs(60));
    let ways = WaysOut { editor: Some("nvim".into()), has_file: true, version: Some("12 Nov".into()) };
    let report = vec![Msg::Refused(Refusal::Invalid(problems)), Msg::WaysOut(ways)];
    let with = |msg| report.iter().cloned().chain([msg]).collect();
    let end = Msg::Press(Chord::char('G'));
    [
        ("broken", report.clone()),
        ("broken-end", with(end)),
        ("broken-changes", with(Msg::Compared(Box::new(comparison)))),
    ]
}

#[test]
fn every_mode_in_every_size_and_sign_set() {
    for (looks, colours, signs, (width, height)) in looks_in_sizes() {
        for (mode, keys) in MODES {
            let stage = of_mode(mode).looks(colours, signs).size(width, height);
            if matches!(mode, "summary" | "adding" | "goto") {
                write(&stage.summary("transactions"), SUMMARY);
                write(&stage.summary("tcp"), "words");
            }
            let mut stage = keys.split('|').fold(stage, Stage::keys);
            if mode == "messages" {
                meanwhile(&mut stage);
            }
            insta::assert_snapshot!(format!("{mode}-{width}x{height}-{looks}"), stage.frame_with_styles());
        }
        for (mode, msgs) in broken() {
            let buffer = drawn(msgs, Theme::new(colours, signs), (width, height));
            let frame = format!("{}\n\n{}", text_of(&buffer), styles_of(&buffer));
            insta::assert_snapshot!(format!("{mode}-{width}x{height}-{looks}"), frame);
        }
    }
}

/// All looks with the sizes that they are shown in.
fn looks_in_sizes() -> Vec<(&'static str, Colours, SignSet, (u16, u16))> {
    let all = LOOKS.into_iter().flat_map(|looks| SIZES.map(|size| (looks, size)));
    let themes = THEMES.into_iter().map(|looks| (looks, (80, 24)));
    all.chain(themes).map(|((looks, colours, signs), size)| (looks, colours, signs, size)).collect()
}

/// The roadmap file has another version, and then a mistake.
fn meanwhile(stage: &mut Stage) {
    let file = stage.roadmap_folder().join("roadmap.toml");
    let roadmap = std::fs::read_to_string(file).expect("the roadmap");
    let renamed = roadmap.replace("title = \"DNS\"", "title = \"도메인 이름 Domain names\"");
    for text in [&renamed, &renamed.replace("minutes = 45", "minutes = \"45\"\nnothing = 1")] {
        stage.write("roadmap.toml", text);
        stage.wait(600);
    }
    stage.press("gj");
}

/// The names of the snapshots in a folder of the project, sorted.
pub(crate) fn kept_snapshots(folder: &str) -> Vec<String> {
    let files = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).expect("the snapshots");
    let names = files.map(|file| file.expect("a snapshot").file_name().into_string().expect("a name"));
    // Rejected ones lie beside them as `.snap.new`, and are nobody's but the author's.
    let mut kept: Vec<String> = names.filter(|name| !name.contains(".snap.new")).collect();
    kept.sort();
    kept
}

#[test]
fn no_snapshot_is_dead() {
    let mut asked = Vec::new();
    for (looks, _, _, (width, height)) in looks_in_sizes() {
        let modes = MODES.iter().map(|(mode, _)| *mode).chain(broken().map(|(mode, _)| mode));
        asked.extend(modes.map(|mode| format!("it__screens__{mode}-{width}x{height}-{looks}.snap")));
    }
    asked.sort();
    assert_eq!(kept_snapshots("tests/it/snapshots"), asked);
}

#[test]
fn ascii_screens_are_ascii() {
    for (mode, keys) in MODES {
        let stage = Stage::of(
            "id = \"a\"\ntitle = \"A\"\n[[topics]]\nid = \"b\"\ntitle = \"B\"\nchoose = 1\n[[topics.topics]]\nid = \"c\"\ntitle = \"C\"\n",
        )
        .looks(Colours::None, SignSet::Ascii);
        let mut stage = keys.split('|').fold(stage, Stage::keys);
        let frame = stage.frame_with_styles();
        assert!(frame.is_ascii(), "{mode}: {frame}");
    }
    for (mode, msgs) in broken() {
        let buffer = drawn(msgs, Theme::new(Colours::None, SignSet::Ascii), (50, 40));
        let frame = text_of(&buffer).replace("한국어 제목", "");
        assert!(frame.is_ascii(), "{mode}: {frame}");
    }
}

#[test]
fn without_colour_no_colour_is_set() {
    for (mode, keys) in MODES {
        let stage = Stage::new().looks(Colours::None, SignSet::Unicode);
        let mut stage = keys.split('|').fold(stage, Stage::keys);
        let styles = stage.frame_with_styles();
        let (_, styles) = styles.split_once("\n\n0:").expect("a frame and its styles");
        for colour in ["cyan", "green", "yellow", "red", "gray", "black"] {
            assert!(!styles.contains(&format!(" {colour}")), "{mode} has {colour}: {styles}");
        }
    }
}
