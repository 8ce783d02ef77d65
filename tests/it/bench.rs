//! Other programs: scripts that write down what they were given.

use std::ffi::{OsStr, OsString};
use std::fmt::Display;
use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use trailmark::program::find_on_path;

/// How long anything may take on a busy machine before a test gives up.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// A folder with programs in it.
pub(crate) struct Bench {
    folder: TempDir,
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self { folder: TempDir::new().expect("a folder") }
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A script that writes its arguments into `arguments`, each ended by a NUL, and goes on with `rest` in this folder.
    #[expect(clippy::disallowed_methods, reason = "what is lost with a test's folder is no loss")]
    pub(crate) fn script(&self, name: &str, rest: &str) -> PathBuf {
        let path = self.path(name);
        let folder = self.folder.path().display();
        let record = "printf '%s\\0' \"$@\" > new && mv new arguments";
        let script =
            format!("#!/bin/sh\n[ -z \"$BENCH_PROBE\" ] || exit 0\ncd '{folder}'\n{record}\n{rest}\n");
        std::fs::write(&path, script).expect("a script");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("its mode");
        // A process that another test has begun meanwhile has the file open for writing until it runs its own program.
        wait_until("the script can be run", || {
            let run = Command::new(&path).env("BENCH_PROBE", "1").status();
            !run.is_err_and(|error| error.kind() == ErrorKind::ExecutableFileBusy)
        });
        path
    }

    /// Where a program of this name is, as if this folder were all of `PATH`.
    pub(crate) fn find(&self, name: &str) -> Option<PathBuf> {
        find_on_path(name, Some(self.folder.path().as_os_str()))
    }

    /// What the script was given; nothing where it did not run.
    pub(crate) fn arguments(&self) -> Vec<OsString> {
        let bytes = std::fs::read(self.path("arguments")).unwrap_or_default();
        let mut parts: Vec<OsString> =
            bytes.split(|byte| *byte == 0).map(|part| OsStr::from_bytes(part).to_owned()).collect();
        parts.pop();
        parts
    }

    /// Waits until there is a file of this name; its text.
    pub(crate) fn wait_for(&self, name: &str) -> String {
        let path = self.path(name);
        wait_until(name, || path.exists());
        std::fs::read_to_string(path).expect("text")
    }

    /// A message with the folder as `[DIR]`.
    pub(crate) fn told(&self, message: &impl Display) -> String {
        message.to_string().replace(&*self.folder.path().to_string_lossy(), "[DIR]")
    }
}

/// Waits until something holds.
pub(crate) fn wait_until(what: &str, holds: impl Fn() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < PATIENCE, "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// An environment of these variables.
pub(crate) fn environment(variables: &[(&str, &str)]) -> impl Fn(&str) -> Option<OsString> {
    let variables: Vec<(String, OsString)> =
        variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).into())).collect();
    move |name| variables.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone())
}
