//! The command line: one run of the program from its arguments to its exit code.
//!
//! Arguments are only collected ([`args`]); [`context`] turns them into an opened roadmap with the progress over it, or
//! says why it cannot; a verb works on that and on an `Output`. The screen is an [`Interface`] that `main` passes in:
//! nothing here knows how it is made.

mod address;
mod ansi;
pub mod args;
mod check;
mod config;
pub mod context;
pub mod exit;
mod export;
mod find;
mod history;
mod import;
mod json;
mod list;
mod looks;
mod mark;
mod new;
mod next;
mod orphans;
mod output;
mod pager;
mod papers;
mod plain;
mod restore;
mod roadmaps;
mod show;
mod status;
mod store;
mod summary;
pub mod surroundings;
mod sync;

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser as _};

use self::args::{Arguments, StoreVerb, Verb};
use self::config::Settings;
use self::context::{Context, Located};
use self::exit::{Exit, UsageError};
use self::output::{Looks, Output};
use self::surroundings::Surroundings;
use crate::config::{KeyWish, Keyboard};
use crate::language::LanguageWishes;
use crate::progress::Mark;
use crate::shelf::is_untouched;
use crate::source::{BUILT_IN_NAME, Source};
use crate::store::{LogTrouble, Places, TroubleKind};
use crate::text::{counted, nearest};
use crate::theme::Able;

/// What the interface is to show.
#[derive(Debug)]
pub struct Wanted {
    /// Where the roadmap is.
    pub source: Source,
    /// Where the program's own files are.
    pub places: Places,
    /// The languages that are wanted.
    pub language: LanguageWishes,
    /// Whether nothing was asked for, found or studied yet: the source is only what there is otherwise.
    pub is_first_run: bool,
}

/// The screen that a run without a verb opens.
pub trait Interface {
    /// Shows the roadmap of a source, or what is wrong with it, until the person leaves: with the settings in the file
    /// `config`, as far as the terminal is `able` to show them.
    ///
    /// # Errors
    /// Where the terminal cannot be used, or changes could not be saved.
    fn open(&mut self, opened: Wanted, able: Able, config: Option<PathBuf>) -> anyhow::Result<Exit>;

    /// What it makes of the wishes for its keys.
    fn keyboard(&self, wishes: &[KeyWish]) -> Keyboard;

    /// Its keys and what they do, for the manual page.
    fn keys(&self) -> Vec<(String, &'static str)>;
}

/// Runs the program. Where there is no `interface`, or no terminal for it, a run without a verb prints the status.
///
/// # Errors
/// What the person should read; [`Exit::of`] gives the exit code.
pub fn run(here: &Surroundings, interface: Option<&mut dyn Interface>) -> anyhow::Result<Exit> {
    match Arguments::try_parse_from(&here.arguments) {
        Ok(mut arguments) => {
            let settings = Settings::find(here, interface.as_deref());
            // The interface reads the settings itself, again and again.
            let able = looks::able(arguments.global.color, arguments.global.ascii, here);
            settings.fill(&mut arguments, here);
            obey(&Run { arguments, here, settings, able }, interface)
        }
        Err(error) => answer_usage(&error, here),
    }
}

/// Prints help or the version, or says what is wrong with the command line.
fn answer_usage(error: &clap::Error, here: &Surroundings) -> anyhow::Result<Exit> {
    // Not printed by clap: it panics where the disk is full.
    let text = error.render().to_string();
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        let mut out = Output::new(io::stdout().lock(), io::stderr(), Looks::plain(here));
        out.lines(&text);
        out.finish()?;
        return Ok(Exit::Success);
    }
    refuse_misspelt_verb(here)?;
    let text = text.strip_prefix("error: ").unwrap_or(&text);
    Err(UsageError(text.trim_end().to_owned()).into())
}

/// A first word that is no verb is taken as a path; where there is nothing at that path a slip is far more likely.
fn refuse_misspelt_verb(here: &Surroundings) -> Result<(), UsageError> {
    let Some(word) = first_word(here.arguments.get(1..).unwrap_or_default()).and_then(|word| word.to_str())
    else {
        return Ok(());
    };
    let command = Arguments::command();
    let verbs: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
    if verbs.contains(&word) || word == BUILT_IN_NAME || here.folder.join(word).exists() {
        return Ok(());
    }
    // What many programs call it.
    let named = if word == "help" { Some("--help") } else { nearest(word, verbs.iter().copied()) };
    if let Some(verb) = named {
        return Err(UsageError(format!("there is no command `{word}`; did you mean `trailmark {verb}`?")));
    }
    // What looks like a path is left to whoever reads roadmaps, who says more about it.
    if Path::new(word).components().count() > 1 || word.contains('.') {
        return Ok(());
    }
    let verbs = verbs.join(", ");
    Err(UsageError(format!("`{word}` is neither a command nor a file; the commands are {verbs}")))
}

/// The first argument that is neither an option nor the value of one.
fn first_word(arguments: &[OsString]) -> Option<&OsString> {
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.to_str() {
            Some("-r" | "--roadmap" | "--store" | "--color" | "--lang") => {
                rest.next();
            }
            Some("--") => return rest.next(),
            Some(option) if option.starts_with('-') => {}
            _ => return Some(argument),
        }
    }
    None
}

/// One run of the program, as far as it is decided from outside.
struct Run<'h> {
    arguments: Arguments,
    here: &'h Surroundings,
    settings: Settings,
    able: Able,
}

fn obey(run: &Run<'_>, mut interface: Option<&mut dyn Interface>) -> anyhow::Result<Exit> {
    let Run { arguments, here, settings, able } = run;
    let global = &arguments.global;
    if arguments.path.is_some() {
        refuse_misspelt_verb(here)?;
    }
    if global.json && arguments.verb.as_ref().is_some_and(|verb| !verb.answers_in_json()) {
        let able = "status, next, list, find, show, check, orphans, roadmaps and import can, restore with --list or --dry-run";
        return Err(UsageError(format!("this command cannot answer in JSON; {able}")).into());
    }
    let looks = Looks::asked_for(global, here);
    if plain::is_wanted(arguments, settings, here)? {
        let mut out = Output::new(io::stdout().lock(), io::stderr(), Looks::plain(here));
        let done = plain::run(arguments, settings, here, &mut out);
        let written = out.finish();
        return done.and_then(|exit| written.map(|()| exit));
    }
    if let (None, Some(interface), true, false) =
        (&arguments.verb, &mut interface, here.can_show_interface(), global.json)
    {
        let located = Located::find(arguments, here)?;
        let is_asked_for = located.is_asked_for;
        // What the settings say of it the interface reads itself.
        let language = LanguageWishes { usual: None, ..located.language.clone() };
        let (source, places) = located.places()?;
        let is_first_run = !is_asked_for && source == Source::BuiltIn && is_untouched(&places);
        let wanted = Wanted { source, places, language, is_first_run };
        return interface.open(wanted, *able, settings.path.clone());
    }
    let interface = interface.as_deref();
    if pager::is_wanted(arguments, here) {
        return pager::paged(here, looks, |out| perform(run, interface, out));
    }
    let mut out = Output::new(io::stdout().lock(), io::stderr(), looks);
    let done = perform(run, interface, &mut out);
    // What is printed already is worth reading, whatever became of the rest; a first error is worth more than a second.
    let written = out.finish();
    let exit = done?;
    match &arguments.verb {
        Some(verb) if verb.changes() => written.context("the change is saved, but this could not be said")?,
        _ => written?,
    }
    Ok(exit)
}

/// Does what the verb says.
fn perform(run: &Run<'_>, interface: Option<&dyn Interface>, out: &mut Output<'_>) -> anyhow::Result<Exit> {
    let Run { arguments, here, settings, .. } = run;
    let form = if arguments.global.json { Form::Json } else { Form::Text };
    let opened = |out: &mut Output<'_>| {
        settings.note_problems(out);
        open(arguments, here, out)
    };
    let verb = arguments.verb.as_ref().unwrap_or(&Verb::Status { short: false });
    match verb {
        // A prompt has no room for more.
        Verb::Status { short: true } if form == Form::Text => {
            Ok(status::short(&open(arguments, here, out)?, out))
        }
        Verb::Status { .. } => status::run(&opened(out)?, out, form),
        Verb::Next { number } => next::run(&opened(out)?, *number, (out, form)),
        Verb::List(wanted) => list::run(&opened(out)?, wanted, (out, form)),
        Verb::Find { words } => find::run(&opened(out)?, words, (out, form)),
        Verb::Show { topic, .. } => show::run(&opened(out)?, topic, (out, form)),
        Verb::Check => check::run(Located::find(arguments, here)?, settings, here.now, (out, form)),
        Verb::Orphans => orphans::run(&opened(out)?, out, form),
        Verb::Export(wanted) => export::run(&opened(out)?, wanted, (arguments, here), out),
        Verb::Summary { topic, text } => summary::run(&opened(out)?, (topic, text), here, out),
        Verb::Roadmaps { forget: None } => roadmaps::run((arguments, here), (out, form)),
        Verb::Roadmaps { forget: Some(words) } => roadmaps::forget(words, (arguments, here), out),
        Verb::Import(wanted) => import::run((arguments, wanted), here, (out, form)),
        Verb::New { folder } => new::run(folder, (arguments, here), out),
        Verb::Sync => sync::run(arguments, here, out),
        Verb::Store { verb: StoreVerb::Init { git } } => store::init(arguments, here, *git, out),
        Verb::Completions { shell } => Ok(papers::completions(*shell, out)),
        Verb::Man => papers::man(&interface.map(Interface::keys).unwrap_or_default(), out),
        Verb::Config { verb } => config::run(settings, verb.as_ref(), (here, interface), out),
        _ => {
            let mut context = opened(out)?;
            let exit = change(&mut context, verb, (out, form))?;
            // What was done is said before the copies are made, which may take longer.
            out.flush();
            note_troubles(&context.keep_copies(), out);
            Ok(exit)
        }
    }
}

/// Does what a verb that changes progress, or may change it, says.
fn change(context: &mut Context, verb: &Verb, (out, form): (&mut Output<'_>, Form)) -> anyhow::Result<Exit> {
    match verb {
        Verb::Done(topics) => mark::run(context, &topics.topics, Mark::Done, out),
        Verb::Start(topics) => mark::run(context, &topics.topics, Mark::InProgress, out),
        Verb::Skip(topics) => mark::run(context, &topics.topics, Mark::Skipped, out),
        Verb::Todo(topics) => mark::run(context, &topics.topics, Mark::Todo, out),
        Verb::Undo { number } => history::undo(context, *number, out),
        Verb::Redo => history::redo(context, out),
        Verb::Reattach { old, new } => orphans::reattach(context, (old, new), out),
        Verb::Restore(wanted) => restore::run(context, wanted, (out, form)),
        _ => Ok(Exit::Success),
    }
}

/// Opens the roadmap and its progress, and says what a person should know of that.
fn open(arguments: &Arguments, here: &Surroundings, out: &mut Output<'_>) -> anyhow::Result<Context> {
    let located = Located::find(arguments, here)?;
    if arguments.global.verbose {
        out.complain(format!("roadmap: {}", located.source.label()));
    }
    let asked = located.language.asked.clone();
    let context = located.open(here.now)?;
    if let Some(lacks) = asked.and_then(|asked| context.roadmap.lacks(&asked)) {
        out.note(lacks);
    }
    if arguments.global.verbose {
        out.complain(format!("log: {}", context.store.log().display()));
    }
    let mut troubles = context.troubles.clone();
    // That is what it is about.
    let is_told = matches!(arguments.verb, Some(Verb::Restore(_)));
    troubles.retain(|trouble| !is_told || trouble.kind != TroubleKind::Lost);
    note_troubles(&troubles, out);
    Ok(context)
}

/// The form of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Text,
    Json,
}

/// Says that something is wrong with the logs or their copies: it stops nothing.
fn note_troubles(troubles: &[LogTrouble], out: &mut Output<'_>) {
    for words in told(troubles) {
        out.note(words);
    }
}

/// What is wrong with the logs or their copies, in one line a file.
fn told(troubles: &[LogTrouble]) -> Vec<String> {
    troubles
        .chunk_by(|a, b| a.file == b.file && a.kind == b.kind)
        .filter_map(|of_file| Some((of_file.first()?, of_file)))
        .map(|(first, of_file)| {
            let file = first.file.display();
            if first.kind != TroubleKind::Unreadable {
                return format!("{file}: {}", first.why);
            }
            let lines = of_file.iter().filter(|trouble| trouble.line.is_some()).count();
            if lines == 0 {
                return format!("nothing in {file} could be read; `trailmark check` says why");
            }
            // Beside lines, what is said of the whole file is that there are more of them.
            let more = if lines < of_file.len() { "more than " } else { "" };
            let lines = counted(lines, "line");
            format!("{more}{lines} of {file} could not be read; `trailmark check` says more")
        })
        .collect()
}
