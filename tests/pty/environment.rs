//! What the environment says of the terminal, and what of it reaches the screen.

use super::*;

/// What a terminal is told to look like.
#[derive(Debug, PartialEq)]
enum Colours {
    None,
    /// Those that its owner has set.
    Sixteen,
    True,
}

fn colours(bytes: &[u8]) -> Colours {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let sequences = text.split("\x1b[").skip(1).filter_map(|rest| rest.split_once('m')).map(|(head, _)| head);
    let heads: Vec<&str> =
        sequences.filter(|head| head.chars().all(|c| c.is_ascii_digit() || c == ';')).collect();
    if heads.iter().any(|head| head.contains("38;2;") || head.contains("48;2;")) {
        Colours::True
    // The sixteen are written as 38;5;N.
    } else if heads.iter().any(|head| head.contains("38;5;") || head.contains("48;5;")) {
        Colours::Sixteen
    } else {
        Colours::None
    }
}

#[test]
fn what_the_environment_says_reaches_the_screen() {
    for (variables, expected, is_ascii) in [
        ("", Colours::Sixteen, false),
        ("NO_COLOR=1", Colours::None, false),
        ("NO_COLOR=", Colours::Sixteen, false),
        ("CLICOLOR=0", Colours::None, false),
        ("CLICOLOR_FORCE=1", Colours::Sixteen, false),
        ("CLICOLOR_FORCE=1 CLICOLOR=0", Colours::Sixteen, false),
        ("CLICOLOR_FORCE=1 NO_COLOR=1", Colours::None, false),
        // A theme of ours is a wish; nobody has wished for it here.
        ("COLORTERM=truecolor", Colours::Sixteen, false),
        ("COLORTERM=truecolor NO_COLOR=1", Colours::None, false),
        ("LANG=C", Colours::Sixteen, true),
        ("LC_ALL=POSIX", Colours::Sixteen, true),
        ("LC_CTYPE=ko_KR.EUC-KR", Colours::Sixteen, true),
        ("LANG=C LC_CTYPE=ko_KR.UTF-8", Colours::Sixteen, false),
        ("LANG=C NO_COLOR=1", Colours::None, true),
    ] {
        let pairs: Vec<(&str, &str)> =
            variables.split_whitespace().filter_map(|pair| pair.split_once('=')).collect();
        let mut session = Session::trailmark("A note, 그리고 한글.", &pairs);
        session.wait_for("그리고 한글.");
        session.send(" ");
        session.wait_for("The first topic done");
        let signs = session.frame().replace("그리고 한글", "");
        assert_eq!(signs.is_ascii(), is_ascii, "{variables}: {signs}");
        session.send("q");
        assert_eq!(session.ended().exit_code(), 0);
        assert_eq!(colours(&session.bytes), expected, "{variables}");
        session.assert_restored();
    }
}

#[test]
fn a_wish_for_a_theme_is_met_where_the_terminal_can_show_it() {
    let wished = "mkdir -p .config/trailmark; echo 'theme = \"dark\"' > .config/trailmark/config.toml; exec \"$TRAILMARK\"";
    for (variables, expected) in [
        (&[("COLORTERM", "truecolor")][..], Colours::True),
        (&[("COLORTERM", "24bit")], Colours::True),
        (&[], Colours::Sixteen),
        (&[("COLORTERM", "truecolor"), ("NO_COLOR", "1")], Colours::None),
    ] {
        let mut session = Session::shell(wished, "A note.", variables);
        session.wait_for("A note.");
        session.send("q");
        assert_eq!(session.ended().exit_code(), 0);
        assert_eq!(colours(&session.bytes), expected, "{variables:?}");
    }
}
