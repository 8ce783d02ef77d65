//! The program: reads the clock, runs the command line or the interface, prints the error, returns the exit code.

use std::env;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use jiff::tz::TimeZone;
use trailmark::browser::{Browser, opener};
use trailmark::cli::Wanted;
use trailmark::cli::exit::Exit;
use trailmark::cli::surroundings::Surroundings;
use trailmark::clipboard::{Clipboard, copier};
use trailmark::config::{KeyWish, Keyboard};
use trailmark::editor::{Editor, EditorError};
use trailmark::home::Home;
use trailmark::program::{find_on_path, is_on_path};
use trailmark::progress::Moment;
use trailmark::store::RealFiles;
use trailmark::text::SafeText;
use trailmark::theme::{Able, Choice, Theme};
use trailmark::tui::action::{keyboard, listed};
use trailmark::tui::app::Refusal;
use trailmark::tui::chord::Arrows;
use trailmark::tui::shell::{OpenEditor, Programs, Setup};
use trailmark::{cli, text, tui};

fn main() -> ExitCode {
    survive_a_full_quota();
    let here = Surroundings::of_process(now);
    match cli::run(&here, Some(&mut Terminal)) {
        Ok(exit) => exit.into(),
        Err(error) => {
            // Nobody can be told that standard error does not work.
            let _ = writeln!(io::stderr(), "{}", text::clean_lines(&format!("trailmark: {error:#}")));
            Exit::of(&error).into()
        }
    }
}

/// The interface on the terminal of this process.
struct Terminal;

impl cli::Interface for Terminal {
    fn open(
        &mut self,
        Wanted { source, places, language, is_first_run }: Wanted,
        able: Able,
        config: Option<PathBuf>,
    ) -> anyhow::Result<Exit> {
        let theme = Theme::new(able.depth.colours(Choice::Terminal, None), able.signs);
        let files = Arc::new(RealFiles);
        let editor = found_editor();
        let editor_name = editor.as_ref().ok().map(Editor::name);
        let setup = Setup {
            source,
            places,
            language,
            files,
            theme,
            able,
            config,
            now,
            zone: TimeZone::system,
            programs: programs(editor),
            mouse: true,
            home: Home::of_process(),
            editor_name,
            is_first_run,
        };
        let ending = tui::run(setup)?;
        if let Some(what) = ending.complaint() {
            anyhow::bail!(what);
        }
        Ok(match ending.signal {
            Some(signal) => Exit::Signal(u8::try_from(signal).unwrap_or_default()),
            None => match ending.refusal {
                Some(Refusal::Invalid(_)) => Exit::Invalid,
                Some(Refusal::Unreadable(_) | Refusal::NoProgress(_)) => Exit::Failed,
                None => Exit::Success,
            },
        })
    }

    fn keyboard(&self, wishes: &[KeyWish]) -> Keyboard {
        keyboard(wishes)
    }

    fn keys(&self) -> Vec<(String, &'static str)> {
        listed(Arrows::Ascii)
    }
}

/// The programs that the environment names.
fn programs(editor: Result<Editor, EditorError>) -> Programs {
    let path = env::var_os("PATH");
    let variable = |name: &str| env::var_os(name);
    let on_path = |name: &str| find_on_path(name, path.as_deref());
    Programs {
        editor: opened_by(editor),
        browser: opener(Browser::find(variable, on_path)),
        clipboard: copier(Clipboard::find(variable, on_path)),
    }
}

/// The editor that the environment names.
fn found_editor() -> Result<Editor, EditorError> {
    let path = env::var_os("PATH");
    Editor::find(|name| env::var_os(name), |name| is_on_path(name, path.as_deref()))
}

/// What opens files in an editor.
fn opened_by(editor: Result<Editor, EditorError>) -> Result<OpenEditor, SafeText> {
    let editor = editor.map_err(|error| SafeText::new(error.to_string()))?;
    Ok(Arc::new(move |file, line| {
        let edited = line.map_or_else(|| editor.edit(file), |line| editor.edit_at(file, line));
        edited.map_err(|error| SafeText::new(error.to_string()))
    }))
}

/// Past `ulimit -f` a write kills the process; with the signal caught it fails instead, and the error can be told.
fn survive_a_full_quota() {
    #[cfg(unix)]
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default());
}

/// The time. A clock before 1970 is as good as none; event keys stay in order all the same.
#[expect(clippy::disallowed_methods, reason = "the one place where the clock is read")]
fn now() -> Moment {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Moment::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
