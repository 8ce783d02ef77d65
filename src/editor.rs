//! The person's own editor: which one it is, and running it on a file.
//!
//! It is what `VISUAL` or `EDITOR` says, split into words as a shell splits them; no shell ever runs, so that nothing in the
//! variable or in the name of a file is a command.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

use crate::program::{self, HeldSignals};
use crate::text::SafeText;

/// The variables that name an editor, the first one before the second.
const VARIABLES: [&str; 2] = ["VISUAL", "EDITOR"];
/// Editors to look for where no variable names one, the easiest first.
const USUAL: &[&str] = if cfg!(windows) { &["notepad"] } else { &["nano", "vim", "vi"] };
/// What to do about an editor that does not work.
const ADVICE: &str = if cfg!(windows) {
    "Set EDITOR to an editor that is there, as in `setx EDITOR notepad`"
} else {
    "Set EDITOR to an editor that is there, as in `export EDITOR=nano`"
};

/// How an editor is asked for a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WayToALine {
    /// `+12 file`
    Plus,
    /// `file:12`
    Colon,
    /// `--goto file:12`
    Goto,
    /// Nobody knows.
    None,
}

/// The editors of which that is known.
const WAYS: &[(&[&str], WayToALine)] = &[
    (
        &[
            "vi",
            "vim",
            "nvim",
            "gvim",
            "vimx",
            "nvi",
            "vis",
            "nano",
            "pico",
            "emacs",
            "emacsclient",
            "mg",
            "kak",
            "micro",
            "joe",
            "jed",
            "mcedit",
            "ne",
        ],
        WayToALine::Plus,
    ),
    (&["hx", "helix", "subl", "zed", "zeditor"], WayToALine::Colon),
    (&["code", "code-insiders", "codium", "cursor"], WayToALine::Goto),
];

/// An editor, ready to be run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    program: String,
    arguments: Vec<String>,
    /// The variable that names it; none where it was looked for.
    variable: Option<&'static str>,
}

/// Why there is no editor, or what became of it. Says what was run, why it failed and what to do next.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct EditorError(SafeText);

impl EditorError {
    fn new(message: String) -> Self {
        Self(message.into())
    }
}

impl Editor {
    /// The editor that the environment names, else a usual one. `variable` gives a variable of the environment; `on_path`
    /// says whether a program can be found, see [`program::is_on_path`].
    ///
    /// # Errors
    /// Where a variable cannot be split into words, or where there is no editor at all.
    pub fn find(
        variable: impl Fn(&str) -> Option<OsString>,
        on_path: impl Fn(&str) -> bool,
    ) -> Result<Self, EditorError> {
        for name in VARIABLES {
            let Some(value) = variable(name) else { continue };
            let mut words = words(name, &value)?.into_iter();
            // A variable of blanks is as good as none.
            if let Some(program) = words.next().filter(|program| !program.is_empty()) {
                return Ok(Self { program, arguments: words.collect(), variable: Some(name) });
            }
        }
        match USUAL.iter().find(|name| on_path(name)) {
            Some(name) => Ok(Self { program: (*name).to_owned(), arguments: Vec::new(), variable: None }),
            None => Err(EditorError::new(format!(
                "cannot open an editor: neither VISUAL nor EDITOR is set, and none of {} is there. {ADVICE}.",
                USUAL.join(", ")
            ))),
        }
    }

    /// What it is called in messages: the name of the program without its folders.
    pub fn name(&self) -> SafeText {
        let name = Path::new(&self.program).file_name().unwrap_or(OsStr::new(&self.program));
        SafeText::new(name.to_string_lossy())
    }

    /// The command that opens `path`, which is its last argument. It is made absolute, so that no name is taken for an option.
    pub fn command(&self, path: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).arg(absolute(path));
        command
    }

    /// The command that opens `path` at a line, counted from 1. An editor of which it is not known how to ask for that
    /// opens it where it likes.
    pub fn command_at(&self, path: &Path, line: usize) -> Command {
        let at_line = || {
            let mut at = absolute(path).into_os_string();
            at.push(format!(":{line}"));
            at
        };
        let mut command = Command::new(&self.program);
        command.args(&self.arguments);
        match self.way_to_a_line() {
            WayToALine::Plus => command.arg(format!("+{line}")).arg(absolute(path)),
            WayToALine::Colon => command.arg(at_line()),
            WayToALine::Goto => command.arg("--goto").arg(at_line()),
            WayToALine::None => command.arg(absolute(path)),
        };
        command
    }

    fn way_to_a_line(&self) -> WayToALine {
        let name = self.name();
        let name = name.as_str().strip_suffix(".exe").unwrap_or(name.as_str());
        let way = WAYS.iter().find(|(names, _)| names.contains(&name));
        way.map_or(WayToALine::None, |(_, way)| *way)
    }

    /// As [`Editor::edit`], at a line.
    ///
    /// # Errors
    /// As [`Editor::edit`].
    pub fn edit_at(&self, path: &Path, line: usize) -> Result<(), EditorError> {
        self.run(path, self.command_at(path, line))
    }

    /// Opens `path` in the terminal of this process, and waits until the editor ends. One that goes on in a window of its own
    /// ends at once, which is fine.
    ///
    /// # Errors
    /// Where the editor cannot be run, or says that it failed. What it saved is saved.
    pub fn edit(&self, path: &Path) -> Result<(), EditorError> {
        self.run(path, self.command(path))
    }

    fn run(&self, path: &Path, mut command: Command) -> Result<(), EditorError> {
        let _held = HeldSignals::hold();
        match command.status() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(self.failed(path, status)),
            Err(error) => Err(self.not_run(path, &error)),
        }
    }

    fn not_run(&self, path: &Path, error: &io::Error) -> EditorError {
        let (path, run, why) = (path.display(), self.described(), program::why_not_run(error));
        EditorError::new(format!("cannot open {path} with {run}: {why}. {ADVICE}."))
    }

    fn failed(&self, path: &Path, status: ExitStatus) -> EditorError {
        let (path, run, end) = (path.display(), self.described(), program::how_it_ended(status));
        EditorError::new(format!(
            "the editor {run} {end} while it had {path} open. What you saved is in that file. {ADVICE}, if it fails again."
        ))
    }

    /// The whole command, and who says so.
    fn described(&self) -> String {
        program::described(std::iter::once(&self.program).chain(&self.arguments), self.variable)
    }
}

/// Splits the value of a variable.
fn words(variable: &str, value: &OsStr) -> Result<Vec<String>, EditorError> {
    program::words(value).map_err(|why| {
        let value = value.to_string_lossy();
        EditorError::new(format!("cannot open an editor: {variable} is `{value}`, {why}. {ADVICE}."))
    })
}

fn absolute(path: &Path) -> PathBuf {
    if path.is_absolute() {
        // As it is: `absolute` tidies up.
        return path.to_owned();
    }
    std::path::absolute(path).unwrap_or_else(|_| Path::new(".").join(path))
}
