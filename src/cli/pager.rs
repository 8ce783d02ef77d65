//! Reading a long answer on a terminal page by page, as git does it: with what `PAGER` says, else with `less`.

use std::borrow::Cow;
use std::ffi::{OsStr, OsString};
use std::io::{self, Write as _};
use std::process::{Command, ExitStatus, Stdio};

use super::args::{Arguments, Verb};
use super::exit::Exit;
use super::output::{Looks, Output};
use super::surroundings::Surroundings;
use crate::program::{self, HeldSignals};
use crate::text::width;

/// The variable that names a pager.
const VARIABLE: &str = "PAGER";
/// Pagers to look for where it names none, the better one first.
const USUAL: [&str; 2] = ["less", "more"];
/// What pagers need to show colours and Unicode, and to leave what was read on the screen. Whoever sets one of these is obeyed.
const SETTINGS: [(&str, &str); 3] = [("LESS", "FRX"), ("LV", "-c"), ("LESSCHARSET", "utf-8")];
/// What to do about a pager that does not work.
const ADVICE: &str =
    "Set PAGER to a pager that is there, as in `export PAGER=less`, or to nothing, or say `--no-pager`";

/// A program that shows text page by page.
#[derive(Debug, PartialEq, Eq)]
struct Pager {
    program: String,
    arguments: Vec<String>,
    /// The variable that names it; none where it was looked for.
    variable: Option<&'static str>,
}

/// Why nothing was shown page by page.
enum Trouble {
    /// Nothing was shown at all.
    NotShown(String),
    /// The pager has shown what it could.
    Failed(String),
}

/// Whether the answer is for a person who may want to read it page by page.
pub(super) fn is_wanted(arguments: &Arguments, here: &Surroundings) -> bool {
    let pages = matches!(arguments.verb, Some(Verb::Show { no_pager: false, .. }));
    pages && !arguments.global.json && here.terminal_out && !here.is_dumb()
}

/// Runs `say`, and shows what it says in a pager where the window is too small for it. Its words stand above what fits, and
/// below what was paged, where they are still to be seen.
pub(super) fn paged(
    here: &Surroundings,
    looks: Looks,
    say: impl FnOnce(&mut Output<'_>) -> anyhow::Result<Exit>,
) -> anyhow::Result<Exit> {
    let (mut data, mut words) = (Vec::new(), Vec::new());
    let mut out = Output::new(&mut data, &mut words, looks.clone());
    let done = say(&mut out);
    // Memory takes all.
    out.finish()?;
    let shown = match pager(&data, here) {
        Ok(Some(pager)) => pager.show(&data, here),
        Ok(None) => Err(Trouble::NotShown(String::new())),
        Err(why) => Err(Trouble::NotShown(why)),
    };
    // Nobody can be told that standard error does not work.
    let _ = io::stderr().write_all(&words);
    let mut out = Output::new(io::stdout().lock(), io::stderr(), looks);
    let why = match shown {
        Ok(()) => String::new(),
        Err(Trouble::Failed(why)) => why,
        Err(Trouble::NotShown(why)) => {
            out.raw(&data);
            out.flush();
            why
        }
    };
    if !why.is_empty() {
        out.note(format!("trailmark: {why}"));
    }
    let written = out.finish();
    let exit = done?;
    written?;
    Ok(exit)
}

/// The pager for `data`; none where it fits the window, or where nobody wants one.
fn pager(data: &[u8], here: &Surroundings) -> Result<Option<Pager>, String> {
    if rows(&String::from_utf8_lossy(data), here.width) < here.height {
        return Ok(None);
    }
    Pager::find(here, |name| program::is_on_path(name, here.variable("PATH")))
}

impl Pager {
    /// The pager that the environment names, else a usual one. `on_path` says whether a program can be found.
    fn find(here: &Surroundings, on_path: impl Fn(&str) -> bool) -> Result<Option<Self>, String> {
        let Some(value) = here.variables.get(OsStr::new(VARIABLE)) else {
            let usual = USUAL.into_iter().find(|name| on_path(name));
            return Ok(usual.map(|name| Self {
                program: name.to_owned(),
                arguments: Vec::new(),
                variable: None,
            }));
        };
        let words = program::words(value).map_err(|why| {
            format!("cannot open a pager: {VARIABLE} is `{}`, {why}. {ADVICE}.", value.to_string_lossy())
        })?;
        Ok(match words.as_slice() {
            [] => None,
            [program] if program.is_empty() || program == "cat" => None,
            [program, arguments @ ..] => Some(Self {
                program: program.clone(),
                arguments: arguments.to_vec(),
                variable: Some(VARIABLE),
            }),
        })
    }

    /// Shows `data`, and waits until the person has read enough of it.
    fn show(&self, data: &[u8], here: &Surroundings) -> Result<(), Trouble> {
        let _held = HeldSignals::hold();
        let unset = |name: &str| !here.variables.contains_key(&OsString::from(name));
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).stdin(Stdio::piped());
        command.envs(SETTINGS.into_iter().filter(|(name, _)| unset(name)));
        let mut child = command.spawn().map_err(|error| {
            let (run, why) = (self.described(), program::why_not_run(&error));
            Trouble::NotShown(format!("cannot open the pager {run}: {why}. {ADVICE}."))
        })?;
        if let Some(mut pipe) = child.stdin.take() {
            // Whoever leaves early has read enough.
            let _ = pipe.write_all(data);
        }
        match child.wait() {
            Ok(status) => self.judged(status),
            Err(error) => Err(Trouble::Failed(format!("nobody knows how the pager ended: {error}"))),
        }
    }

    fn judged(&self, status: ExitStatus) -> Result<(), Trouble> {
        let told = || format!("the pager {} {}. {ADVICE}.", self.described(), program::how_it_ended(status));
        match status.code() {
            // Ended by a signal: the person, or whoever closes the terminal, wanted that.
            Some(0) | None => Ok(()),
            // So `env`, `sh` and others say that they found no program to run.
            Some(126 | 127) => Err(Trouble::NotShown(told())),
            Some(_) => Err(Trouble::Failed(told())),
        }
    }

    fn described(&self) -> String {
        program::described(std::iter::once(&self.program).chain(&self.arguments), self.variable)
    }
}

/// Rows that `text` takes in a window of `columns`: longer lines take several.
fn rows(text: &str, columns: usize) -> usize {
    text.lines().map(|line| width(&printed(line)).div_ceil(columns.max(1)).max(1)).sum()
}

/// A line without what the terminal obeys and does not print: CSI sequences, and OSC sequences such as links.
fn printed(line: &str) -> Cow<'_, str> {
    if !line.contains('\u{1B}') {
        return line.into();
    }
    let mut parts = line.split('\u{1B}');
    let mut out = parts.next().unwrap_or_default().to_owned();
    let mut in_command = false;
    for part in parts {
        let rest = match part.chars().next() {
            Some('[') => part.split_once(|c| matches!(c, '@'..='Z' | '\\'..='~')).map(|(_, rest)| rest),
            Some(']') => part.split_once('\u{7}').map(|(_, rest)| rest),
            // The end of an OSC sequence.
            Some('\\') if in_command => part.strip_prefix('\\'),
            _ => Some(part),
        };
        in_command = part.starts_with(']') && rest.is_none();
        out.push_str(rest.unwrap_or_default());
    }
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(value: Option<&str>, there: &[&str]) -> Result<Option<Pager>, String> {
        let variables: Vec<_> = value.into_iter().map(|value| (VARIABLE, value)).collect();
        Pager::find(&Surroundings::with(&variables), |name| there.contains(&name))
    }

    #[test]
    fn the_variable_decides_then_what_is_there() {
        for (value, there, words) in [
            (Some("most -s"), &["less"][..], Some("most -s")),
            (Some("'/opt/my pager' -x \"a b\" ''"), &[], Some("/opt/my pager -x a b ")),
            (Some("less"), &[], Some("less")),
            (Some("cat -v"), &[], Some("cat -v")),
            (Some("cat"), &["less"], None),
            (Some(" cat "), &["less"], None),
            (Some(""), &["less"], None),
            (Some(" \t"), &["less"], None),
            (Some("''"), &["less"], None),
            (None, &["more", "less"], Some("less")),
            (None, &["more"], Some("more")),
            (None, &[], None),
        ] {
            let pager = found(value, there).expect("good words");
            let found = pager.map(|pager| [vec![pager.program], pager.arguments].concat().join(" "));
            assert_eq!(found.as_deref(), words, "{value:?} {there:?}");
        }
        let why = found(Some("less '"), &["less"]).expect_err("an open quote");
        assert!(why.starts_with("cannot open a pager: PAGER is `less '`, with a quote"), "{why}");
    }

    #[test]
    fn only_what_is_printed_takes_rows() {
        for (text, columns, expected) in [
            ("", 10, 0),
            ("\n\n", 10, 2),
            ("one\ntwo", 10, 2),
            ("1234567890\n", 10, 1),
            ("12345678901\n", 10, 2),
            ("트랜잭션이\n", 10, 1),
            ("트랜잭션이란\n", 10, 2),
            ("\u{1B}[1;36m1234567890\u{1B}[0m\n", 10, 1),
            ("\u{1B}]8;;https://example.org\u{1B}\\1234567890\u{1B}]8;;\u{1B}\\\n", 10, 1),
            ("\u{1B}]8;;https://example.org\u{7}12345678901\u{1B}]8;;\u{7}\n", 10, 2),
            ("\u{1B}[", 10, 1),
            ("x", 0, 1),
        ] {
            assert_eq!(rows(text, columns), expected, "{text:?}");
        }
    }
}
