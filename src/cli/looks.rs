//! Whether to use colours, and which signs.

use super::args::When;
use super::surroundings::Surroundings;
use crate::theme::{Able, Colours, Depth, SignSet, Theme};

/// Whether the output is coloured: `--color`, then `NO_COLOR` (<https://no-color.org>), then `CLICOLOR_FORCE` and
/// `CLICOLOR` (<https://bixense.com/clicolors>), then whether it is a terminal, then `TERM=dumb`.
pub(super) fn is_coloured(when: When, here: &Surroundings) -> bool {
    let says = |name: &str, word: &str| here.variable(name).is_some_and(|value| value == word);
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto if here.variable("NO_COLOR").is_some() => false,
        When::Auto if here.variable("CLICOLOR_FORCE").is_some() && !says("CLICOLOR_FORCE", "0") => true,
        When::Auto if says("CLICOLOR", "0") => false,
        When::Auto => here.terminal_out && !here.is_dumb(),
    }
}

/// The signs that can be shown. A locale that is not UTF-8 cannot show more than ASCII; where none is set, as in many
/// containers, terminals understand UTF-8 all the same.
pub(super) fn signs(ascii: bool, here: &Surroundings) -> SignSet {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| here.variable(name));
    let is_utf8 = |locale: &std::ffi::OsStr| {
        let locale = locale.to_string_lossy().to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    };
    if ascii || !locale.is_none_or(is_utf8) { SignSet::Ascii } else { SignSet::Unicode }
}

/// The looks of the command line: what it prints stands on the terminal's own ground.
pub(super) fn theme(when: When, ascii: bool, here: &Surroundings) -> Theme {
    let colours = if is_coloured(when, here) { Colours::Sixteen } else { Colours::None };
    Theme::new(colours, signs(ascii, here))
}

/// What the terminal can show of the looks that the interface may have. Terminals say so themselves where they show true
/// colour: nothing else tells it.
pub(super) fn able(when: When, ascii: bool, here: &Surroundings) -> Able {
    let is_true = here.variable("COLORTERM").is_some_and(|value| value == "truecolor" || value == "24bit");
    let depth = match is_coloured(when, here) {
        false => Depth::None,
        true if is_true => Depth::True,
        true => Depth::Sixteen,
    };
    Able { depth, signs: signs(ascii, here) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_what_decides_on_colours() {
        for (when, variables, terminal, coloured) in [
            (When::Auto, "", true, true),
            (When::Auto, "", false, false),
            (When::Auto, "TERM=dumb", true, false),
            (When::Auto, "CLICOLOR=0", true, false),
            (When::Auto, "CLICOLOR=1", false, false),
            (When::Auto, "CLICOLOR_FORCE=1", false, true),
            (When::Auto, "CLICOLOR_FORCE=0", false, false),
            (When::Auto, "CLICOLOR_FORCE=1 CLICOLOR=0 TERM=dumb", false, true),
            (When::Auto, "NO_COLOR=1", true, false),
            (When::Auto, "NO_COLOR=1 CLICOLOR_FORCE=1", true, false),
            // Empty is unset, as the conventions say.
            (When::Auto, "NO_COLOR=", true, true),
            (When::Always, "NO_COLOR=1 CLICOLOR=0 TERM=dumb", false, true),
            (When::Never, "CLICOLOR_FORCE=1", true, false),
        ] {
            let variables: Vec<_> =
                variables.split_whitespace().filter_map(|pair| pair.split_once('=')).collect();
            let mut here = Surroundings::with(&variables);
            here.terminal_out = terminal;
            assert_eq!(is_coloured(when, &here), coloured, "{when:?} {variables:?} {terminal}");
        }
    }

    #[test]
    fn how_many_colours_there_are() {
        for (variables, depth) in [
            (&[] as &[_], Depth::Sixteen),
            (&[("COLORTERM", "truecolor")], Depth::True),
            (&[("COLORTERM", "24bit")], Depth::True),
            (&[("COLORTERM", "yes")], Depth::Sixteen),
            (&[("COLORTERM", "truecolor"), ("NO_COLOR", "1")], Depth::None),
        ] {
            let able = able(When::Auto, false, &Surroundings::with(variables));
            assert_eq!(able.depth, depth, "{variables:?}");
        }
    }

    #[test]
    fn the_locale_decides_on_signs() {
        for (variables, expected) in [
            (&[] as &[_], SignSet::Unicode),
            (&[("LANG", "ko_KR.UTF-8")], SignSet::Unicode),
            (&[("LANG", "C.utf8")], SignSet::Unicode),
            (&[("LANG", "C")], SignSet::Ascii),
            (&[("LANG", "ko_KR.EUC-KR")], SignSet::Ascii),
            (&[("LANG", "C"), ("LC_CTYPE", "en_US.UTF-8")], SignSet::Unicode),
            (&[("LC_ALL", "POSIX"), ("LC_CTYPE", "en_US.UTF-8")], SignSet::Ascii),
            (&[("LC_ALL", ""), ("LANG", "C")], SignSet::Ascii),
        ] {
            assert_eq!(signs(false, &Surroundings::with(variables)), expected, "{variables:?}");
        }
        assert_eq!(signs(true, &Surroundings::with(&[])), SignSet::Ascii);
    }
}
