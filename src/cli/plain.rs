//! The plain mode: a conversation in lines, for screen readers, braille displays and terminals that can only print.
//!
//! A roadmap is walked through by typing numbers and words; each answer is printed below the one before. Nothing is ever
//! drawn, moved or coloured, and words stand where signs would: so whatever reads lines, reads all of it. Input comes line
//! by line from standard input, which need not be a terminal.

mod deeds;
mod list;
mod reading;
#[cfg(test)]
mod tests;
mod walk;
mod words;

use std::io::{self, BufRead, Read as _};

use anyhow::Context as _;

use self::walk::{Answer, Hands, Walk};
use self::words::COMMANDS;
use super::args::Arguments;
use super::config::Settings;
use super::context::Located;
use super::exit::{Exit, UsageError};
use super::output::Output;
use super::surroundings::Surroundings;
use crate::browser::{Browser, opener};
use crate::clipboard::{Clipboard, copier};
use crate::program::find_on_path;
use crate::shelf;

/// Stands where the person types.
const PROMPT: &[u8] = b"> ";
/// Longest line that is read, in bytes.
const LONGEST: u64 = 64 * 1024;

/// Whether a run without a verb is a conversation: where it is asked for, and on a terminal that can show nothing else.
///
/// # Errors
/// Where JSON is asked for as well.
pub(super) fn is_wanted(
    arguments: &Arguments,
    settings: &Settings,
    here: &Surroundings,
) -> Result<bool, UsageError> {
    // With a verb it makes no difference: verbs print lines anyway, and `--plain` may be in an alias.
    if arguments.verb.is_some() {
        return Ok(false);
    }
    if arguments.global.json {
        let words = "--plain is a conversation, which cannot be in JSON; leave out one of them";
        return if arguments.plain { Err(UsageError(words.to_owned())) } else { Ok(false) };
    }
    let is_on_terminal = here.terminal_in && here.terminal_out;
    Ok(arguments.plain || (is_on_terminal && (here.is_dumb() || settings.is_plain())))
}

/// The commands and what they do, for the manual page.
pub(super) fn commands() -> Vec<(String, &'static str)> {
    COMMANDS.iter().map(|command| (command.call(), command.help)).collect()
}

/// Opens the roadmap, and answers line after line until the person leaves.
///
/// # Errors
/// Where the roadmap or the store cannot be read, or standard input.
pub(super) fn run(
    arguments: &Arguments,
    settings: &Settings,
    here: &Surroundings,
    out: &mut Output<'_>,
) -> anyhow::Result<Exit> {
    settings.note_problems(out);
    let (source, places) = Located::find(arguments, here)?.places()?;
    // Before it is read: what changes meanwhile is seen with the first line.
    let stamp = source.stamp();
    let context = super::open(arguments, here, out)?;
    if here.is_dumb() && !arguments.plain {
        out.text("This terminal can only print lines, so this is the plain mode.");
    }
    let known = shelf::known(&context.source, &context.roadmap, context.now);
    let interrupts = Interrupts::new();
    let lend = |is_lent| interrupts.hold(is_lent);
    let remembered = places.clone();
    let mut walk = Walk::new(context, (places, stamp), hands(here, &lend));
    let greeting = walk.greeting();
    say(greeting, out);
    out.flush();
    // Only a convenience, so a failure is not worth a word.
    let _ = remembered.remember_roadmap(known);
    converse(&mut walk, (io::stdin().lock(), here.terminal_in), out)?;
    Ok(Exit::Success)
}

/// What other programs do, as the environment names them.
fn hands<'h>(here: &'h Surroundings, lend: &'h dyn Fn(bool)) -> Hands<'h> {
    let variable = |name: &str| here.variable(name).map(ToOwned::to_owned);
    let on_path = |name: &str| find_on_path(name, here.variable("PATH"));
    let open = opener(Browser::find(variable, on_path));
    let copy = copier(Clipboard::find(variable, on_path));
    Hands { here, open, copy, lend }
}

/// Reads lines and answers them, until there are no more or one says so.
fn converse(
    walk: &mut Walk<'_>,
    (mut input, is_echoed): (impl BufRead, bool),
    out: &mut Output<'_>,
) -> anyhow::Result<()> {
    loop {
        out.raw(PROMPT);
        out.flush();
        if out.is_broken() {
            return Ok(());
        }
        let line = next_line(&mut input).context("standard input could not be read")?;
        if !is_echoed || matches!(line, Line::End) {
            // A terminal shows what is typed, with the line break; nothing else does.
            out.raw(b"\n");
        }
        let answer = match line {
            Line::Text(line) => walk.answer(&line),
            Line::TooLong => walk.refuse("That line is longer than 64 KiB. Nothing was done."),
            Line::NoText => walk.refuse("That line is not UTF-8 text. Nothing was done."),
            Line::End => return Ok(()),
        };
        let ends = answer.ends;
        say(answer, out);
        if ends {
            return Ok(());
        }
    }
}

fn say(answer: Answer, out: &mut Output<'_>) {
    answer.lines.into_iter().for_each(|line| out.text(line));
}

/// What comes in.
enum Line {
    Text(String),
    TooLong,
    NoText,
    End,
}

fn next_line(input: &mut impl BufRead) -> io::Result<Line> {
    let mut bytes = Vec::new();
    input.by_ref().take(LONGEST).read_until(b'\n', &mut bytes)?;
    if bytes.is_empty() {
        return Ok(Line::End);
    }
    if bytes.len() as u64 >= LONGEST && bytes.last() != Some(&b'\n') {
        input.skip_until(b'\n')?;
        return Ok(Line::TooLong);
    }
    Ok(String::from_utf8(bytes).map_or(Line::NoText, Line::Text))
}

/// `^C`: ends the program as shells expect it, but not while another one has the terminal.
struct Interrupts {
    #[cfg(unix)]
    is_ours: std::sync::Arc<std::sync::atomic::AtomicBool>,
}

impl Interrupts {
    fn new() -> Self {
        #[cfg(unix)]
        {
            use signal_hook::consts::SIGINT;
            let is_ours = std::sync::Arc::new(true.into());
            let code = i32::from(Exit::Signal(2).code());
            // Without it the signal ends the program all the same, until an editor was open.
            let _ = signal_hook::flag::register_conditional_shutdown(
                SIGINT,
                code,
                std::sync::Arc::clone(&is_ours),
            );
            Self { is_ours }
        }
        #[cfg(not(unix))]
        Self {}
    }

    fn hold(&self, is_held: bool) {
        #[cfg(unix)]
        self.is_ours.store(!is_held, std::sync::atomic::Ordering::SeqCst);
        #[cfg(not(unix))]
        let _ = is_held;
    }
}
