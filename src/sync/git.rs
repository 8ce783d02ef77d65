//! The person's own git, run as a process: it never asks where nobody can answer, never opens an editor, and speaks English.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use super::{SyncError, process};
use crate::text::SafeText;

/// Variables that point git at another repository or change what paths mean. A hook of git has them set.
const MISLEADING: &[&str] = &[
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_PREFIX",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_QUARANTINE_PATH",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_GRAFT_FILE",
    "GIT_REFLOG_ACTION",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
];

/// What is always said to git: nothing is set aside behind the person's back, no service is begun that would hold our lock,
/// and what is committed is on the disk before the files that hold it are replaced.
const ALWAYS: &[&str] = &[
    "--no-pager",
    "-c",
    "color.ui=false",
    "-c",
    "merge.autoStash=false",
    "-c",
    "merge.directoryRenames=false",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.fsync=committed,reference",
];

/// How long another git may be in the way.
pub(super) const PATIENCE: Duration = Duration::from_secs(2);
pub(super) const STEP: Duration = Duration::from_millis(50);

/// What git says where another one has, or has just changed, the name of a commit that it wants to change.
pub(super) const NAME_IN_USE: &str = "cannot lock ref";

/// What is said where a commit is made: git tidies up beside itself after a fetch, and not while we hold the locks.
const NO_TIDYING: &[&str] = &["-c", "gc.auto=0", "-c", "maintenance.auto=false"];

/// Who commits where the person has told git nothing of themselves.
const NAMELESS: &[&str] = &["-c", "user.name=trailmark", "-c", "user.email=trailmark@localhost"];

/// How git is run: where, with which environment, and who hears of it.
pub(super) struct Git<'a> {
    program: PathBuf,
    folder: PathBuf,
    variables: &'a BTreeMap<OsString, OsString>,
    terminal: bool,
    heard: RefCell<&'a mut dyn FnMut(&str)>,
    /// Whether the person has a name for commits, once that was asked.
    named: std::cell::Cell<Option<bool>>,
}

/// What git said.
#[derive(Debug)]
pub(super) struct Answer {
    /// Whether it succeeded.
    pub(super) good: bool,
    /// Its exit code; none where a signal ended it.
    pub(super) code: Option<i32>,
    /// Standard output.
    pub(super) out: Vec<u8>,
    /// Standard error.
    pub(super) words: String,
}

impl Answer {
    /// Standard output as a line of text.
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.out).trim_end().to_owned()
    }

    /// Standard output between NULs.
    pub(super) fn parts(&self) -> impl Iterator<Item = &[u8]> {
        self.out.split(|byte| *byte == 0).filter(|part| !part.is_empty())
    }

    /// The line that says best why it failed: the first that is no hint, progress or warning. What follows is what git makes of it.
    pub(super) fn why(&self) -> SafeText {
        let is_cause = |line: &&str| {
            let idle = ["hint:", "warning:", "From ", "To ", "Auto-merging "];
            !line.trim().is_empty() && !idle.iter().any(|head| line.starts_with(head))
        };
        let all = || self.words.lines().map(str::trim_end);
        let line = all().find(is_cause).or_else(|| all().rfind(|line| !line.is_empty()));
        match line {
            Some(line) => {
                ["fatal: ", "error: "].iter().find_map(|head| line.strip_prefix(head)).unwrap_or(line).into()
            }
            None => match self.code {
                Some(code) => format!("git ended with code {code}").into(),
                None => "git was ended by a signal".into(),
            },
        }
    }
}

impl<'a> Git<'a> {
    /// Git in `folder`.
    pub(super) fn new(
        folder: &Path,
        variables: &'a BTreeMap<OsString, OsString>,
        terminal: bool,
        heard: &'a mut dyn FnMut(&str),
    ) -> Self {
        let folder = folder.to_owned();
        let program = program(variables);
        Self {
            program,
            folder,
            variables,
            terminal,
            heard: RefCell::new(heard),
            named: std::cell::Cell::new(None),
        }
    }

    /// Runs git with these words.
    pub(super) fn run(&self, words: &[&str]) -> Result<Answer, SyncError> {
        self.perform(words, None)
    }

    /// Runs git with these words on these paths, which are taken as they are.
    pub(super) fn run_on(&self, words: &[&str], paths: &[PathBuf]) -> Result<Answer, SyncError> {
        let mut list = Vec::new();
        for path in paths {
            list.extend_from_slice(path.as_os_str().as_encoded_bytes());
            list.push(0);
        }
        let words: Vec<&str> =
            words.iter().copied().chain(["--pathspec-from-file=-", "--pathspec-file-nul"]).collect();
        self.perform(&words, Some(&list))
    }

    /// Runs git with words that make a commit.
    pub(super) fn run_as_someone(&self, words: &[&str], paths: &[PathBuf]) -> Result<Answer, SyncError> {
        let named = match self.named.get() {
            Some(named) => named,
            None => self.run(&["var", "GIT_COMMITTER_IDENT"])?.good,
        };
        self.named.set(Some(named));
        let who = if named { &[][..] } else { NAMELESS };
        let words: Vec<&str> = NO_TIDYING.iter().chain(who).chain(words).copied().collect();
        if paths.is_empty() { self.run(&words) } else { self.run_on(&words, paths) }
    }

    /// What git answers where it succeeds; its reason in an error that says what was being done where it does not.
    pub(super) fn ask(&self, doing: &str, words: &[&str]) -> Result<Answer, SyncError> {
        let answer = self.run(words)?;
        if answer.good { Ok(answer) } else { Err(SyncError::git(doing, &answer)) }
    }

    /// The bytes of a file in a commit; none where it has no such file. The path begins at the folder.
    pub(super) fn blob(&self, commit: &str, path: &Path) -> Result<Option<Vec<u8>>, SyncError> {
        let Some(path) = path.to_str() else { return Ok(None) };
        self.object(&format!("{commit}:./{path}"))
    }

    /// The bytes of the file that git knows by this name; none where there is no such file.
    pub(super) fn object(&self, name: &str) -> Result<Option<Vec<u8>>, SyncError> {
        let answer = self.run(&["cat-file", "blob", name])?;
        Ok(answer.good.then_some(answer.out))
    }

    /// Runs git, and again where another git was in the way just then: an editor that shows what changed, another sync, or one
    /// that has lost us.
    fn perform(&self, words: &[&str], input: Option<&[u8]>) -> Result<Answer, SyncError> {
        (self.heard.borrow_mut())(&format!("git {}", words.join(" ")));
        let mut waited = Duration::ZERO;
        loop {
            let answer = self.perform_once(words, input)?;
            if answer.good || waited >= PATIENCE || !is_in_the_way(words, &answer) {
                return Ok(answer);
            }
            std::thread::sleep(STEP);
            waited += STEP;
        }
    }

    fn perform_once(&self, words: &[&str], input: Option<&[u8]>) -> Result<Answer, SyncError> {
        let mut command = Command::new(&self.program);
        command.arg("-C").arg(&self.folder).args(ALWAYS).args(words);
        command.env_clear().envs(self.variables);
        for name in MISLEADING {
            command.env_remove(name);
        }
        command.envs([
            ("LC_ALL", "C"),
            ("GIT_LITERAL_PATHSPECS", "1"),
            // A look at the files takes no lock.
            ("GIT_OPTIONAL_LOCKS", "0"),
            ("GIT_EDITOR", "true"),
            ("GIT_MERGE_AUTOEDIT", "no"),
        ]);
        if !self.terminal {
            command.env("GIT_TERMINAL_PROMPT", "0");
        }
        command.stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() });
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let output = process::run(command, input).map_err(|error| SyncError::no_git(&error))?;
        Ok(Answer {
            good: output.status.success(),
            code: output.status.code(),
            out: output.stdout,
            words: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    }
}

/// Whether another git had the index, or fetched the same at the same moment.
fn is_in_the_way(words: &[&str], answer: &Answer) -> bool {
    let is_fetch = words.first() == Some(&"fetch");
    answer.words.contains("index.lock': File exists") || is_fetch && answer.words.contains(NAME_IN_USE)
}

/// Git by its whole path: a process that is looked for on a PATH of its own is started by a copy of ours, which takes longer.
fn program(variables: &BTreeMap<OsString, OsString>) -> PathBuf {
    let path = if cfg!(unix) { variables.get(OsStr::new("PATH")) } else { None };
    let folders = path.into_iter().flat_map(std::env::split_paths);
    let mut programs = folders.filter(|folder| folder.is_absolute()).map(|folder| folder.join("git"));
    programs.find(|program| program.is_file()).unwrap_or_else(|| PathBuf::from("git"))
}

/// A path as git writes it between NULs.
pub(super) fn path_of(bytes: &[u8]) -> PathBuf {
    #[cfg(unix)]
    let path = <OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(bytes).into();
    #[cfg(not(unix))]
    let path = OsStr::new(String::from_utf8_lossy(bytes).as_ref()).into();
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cause_is_told_and_not_what_git_makes_of_it() {
        for (words, why) in [
            (
                "fatal: unable to access 'https://x/': Could not resolve host: x\n",
                "unable to access 'https://x/': Could not resolve host: x",
            ),
            (
                "ssh: Could not resolve hostname x: Name or service not known\nfatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.\n",
                "ssh: Could not resolve hostname x: Name or service not known",
            ),
            ("warning: a\nhint: b\nFrom x\nerror: c\u{1B}[m\n", "c\u{241B}[m"),
            ("warning: only this\n", "warning: only this"),
            ("", "git ended with code 7"),
        ] {
            let answer = Answer { good: false, code: Some(7), out: Vec::new(), words: words.to_owned() };
            assert_eq!(answer.why().as_str(), why);
        }
    }
}
