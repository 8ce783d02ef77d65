//! Programs that are not ours: finding them, reading the variables that name them, and running them beside ourselves.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

/// Where programs are where no `PATH` says so.
const USUAL_PATH: &str = "/usr/local/bin:/usr/bin:/bin";

/// Where a program of this name is, in the folders of `path`, the variable `PATH`.
pub fn find_on_path(name: &str, path: Option<&OsStr>) -> Option<PathBuf> {
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let folders = std::env::split_paths(path.unwrap_or(OsStr::new(USUAL_PATH)));
    folders.map(|folder| folder.join(&name)).find(|path| is_program(path))
}

/// Whether a program of this name is in one of the folders of `path`, the variable `PATH`.
pub fn is_on_path(name: &str, path: Option<&OsStr>) -> bool {
    find_on_path(name, path).is_some()
}

fn is_program(path: &Path) -> bool {
    let Ok(metadata) = std::fs::metadata(path) else { return false };
    #[cfg(unix)]
    let may_run = std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o111 != 0;
    #[cfg(not(unix))]
    let may_run = true;
    metadata.is_file() && may_run
}

/// Splits the value of a variable into words as a shell splits them; no shell ever runs.
///
/// # Errors
/// What is wrong with the value: `which is not UTF-8 text`, `with a quote that is never closed`.
pub fn words(value: &OsStr) -> Result<Vec<String>, &'static str> {
    let text = value.to_str().ok_or("which is not UTF-8 text")?;
    // On Windows a backslash is a part of a path.
    let text = if cfg!(windows) { text.replace('\\', r"\\") } else { text.to_owned() };
    shell_words::split(&text).map_err(|_| "with a quote that is never closed")
}

/// A command as it is named in messages, and the variable that says so.
pub fn described<'a>(words: impl IntoIterator<Item = &'a String>, variable: Option<&str>) -> String {
    let command = shell_words::join(words);
    match variable {
        Some(variable) => format!("`{command}` (from {variable})"),
        None => format!("`{command}`"),
    }
}

/// Why a program did not start.
pub fn why_not_run(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such program".to_owned(),
        io::ErrorKind::PermissionDenied => "it may not be run".to_owned(),
        _ => error.to_string(),
    }
}

/// How a program ended that did not end well: `failed with exit code 3`, `was ended by signal 9`.
pub fn how_it_ended(status: ExitStatus) -> String {
    match (status.code(), signal(status)) {
        (Some(code), _) => format!("failed with exit code {code}"),
        (None, Some(signal)) => format!("was ended by signal {signal}"),
        (None, None) => "was ended".to_owned(),
    }
}

fn signal(status: ExitStatus) -> Option<i32> {
    #[cfg(unix)]
    return std::os::unix::process::ExitStatusExt::signal(&status);
    #[cfg(not(unix))]
    {
        let _ = status;
        None
    }
}

/// Takes a program out of the group of processes that the keys of this terminal end: what is begun with it goes on.
pub fn set_apart(command: &mut Command) -> &mut Command {
    #[cfg(unix)]
    return std::os::unix::process::CommandExt::process_group(command, 0);
    #[cfg(not(unix))]
    command
}

/// Keeps `^C` and `^\` from ending this process while another program has the terminal: they are meant for that program,
/// which would be left behind without anybody to wait for it.
pub struct HeldSignals {
    #[cfg(unix)]
    handlers: Vec<signal_hook::SigId>,
}

impl HeldSignals {
    /// Holds them until this is dropped.
    #[must_use]
    pub fn hold() -> Self {
        #[cfg(unix)]
        {
            use signal_hook::consts::{SIGINT, SIGQUIT};
            let register = |signal| signal_hook::flag::register(signal, std::sync::Arc::default());
            // Without them the other program is no worse.
            Self {
                handlers: [SIGINT, SIGQUIT].into_iter().filter_map(|signal| register(signal).ok()).collect(),
            }
        }
        #[cfg(not(unix))]
        Self {}
    }
}

impl Drop for HeldSignals {
    fn drop(&mut self) {
        #[cfg(unix)]
        for handler in self.handlers.drain(..) {
            signal_hook::low_level::unregister(handler);
        }
    }
}
