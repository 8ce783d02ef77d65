//! Several devices through git: the store's folder is a git repository, and [`run`] takes it to the others and back.
//!
//! ```text
//! under the locks of all roadmaps          without locks
//! ------------------------------          -------------
//! recover what a killed run left
//! commit the store's own files     ->     fetch            fails: offline, all is committed here
//! commit what came since, merge    <-
//!                                  ->     push             another device was faster: once more from the fetch
//! ```
//!
//! It runs the person's own git, with their hooks, signing and credentials. It never pulls, rebases, forces, stashes or
//! cleans, and touches no file but the store's, except those that a merge brings. Before a merge all is committed, and every
//! commit holds all events that the one before it held; so whatever happens later, no event is lost.

mod attributes;
mod commit;
mod conflict;
mod exchange;
mod git;
mod merge;
mod news;
mod phase;
mod process;
mod recovery;
mod repository;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use crate::store::{Places, RealFiles, shown, why};
use crate::text::SafeText;

pub use news::{Arrivals, Sent};

use exchange::Pushed;
use phase::Phase;
use repository::{Found, Repository};

/// How often a push is tried where other devices are faster.
const ATTEMPTS: usize = 5;

/// What a sync works with.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Where the store is.
    pub places: Places,
    /// The environment that git gets.
    pub variables: BTreeMap<OsString, OsString>,
    /// Whether git may ask questions on the terminal.
    pub terminal: bool,
}

/// What [`init`] did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// Whether a repository was made.
    pub is_new: bool,
    /// The folder of the repository, where it is not the data folder itself.
    pub around: Option<PathBuf>,
    /// Files that were written or extended.
    pub written: Vec<&'static str>,
    /// Whether the repository knows another place to sync with.
    pub has_remote: bool,
}

/// What a sync came to.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The folder of the repository, where it is not the data folder itself.
    pub around: Option<PathBuf>,
    /// What the person should know beside the rest.
    pub notes: Vec<SafeText>,
    /// What came in, by roadmap.
    pub came: Vec<Arrivals>,
    /// How it ended.
    pub ending: Ending,
}

/// How a sync ended that got as far as the commit.
#[derive(Clone, Debug, Default)]
pub enum Ending {
    /// There is no remote: all is committed here.
    #[default]
    NoRemote,
    /// The remote could not be reached: all is committed here.
    Offline {
        /// Which remote.
        remote: SafeText,
        /// What git says.
        why: SafeText,
    },
    /// Both sides have everything.
    Synced {
        /// Which remote.
        remote: SafeText,
        /// What went out.
        sent: Sent,
    },
    /// All is committed and merged here, but the remote does not take it.
    Refused(SyncError),
}

/// Why something could not be done. Each message says what was being done, why it failed, what is safe and what to do next.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SyncError(String);

impl SyncError {
    fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    fn git(doing: &str, answer: &git::Answer) -> Self {
        Self(format!(
            "cannot {doing}: git says: {}\nYour marks are safe in their files. Settle what git says, and try again.",
            answer.why()
        ))
    }

    fn no_git(error: &io::Error) -> Self {
        Self(if error.kind() == io::ErrorKind::NotFound {
            "cannot run git: there is no program `git` on your PATH. Your marks are safe in their files. Install git \
             (https://git-scm.com/downloads), and run this again."
                .to_owned()
        } else {
            format!(
                "cannot run git: {}. Your marks are safe in their files. Settle that, and run this again.",
                why(error)
            )
        })
    }

    fn file(doing: &str, path: &Path, error: &io::Error) -> Self {
        Self(format!(
            "cannot {doing} {}: {}. Your marks are safe, in their files or in git. Settle that, and run this again.",
            shown(path),
            why(error)
        ))
    }
}

impl From<crate::store::StoreError> for SyncError {
    fn from(error: crate::store::StoreError) -> Self {
        Self(error.to_string())
    }
}

/// Makes the data folder a git repository, where it is not inside one yet, and ready for merges.
///
/// # Errors
/// Where there is no git, or a folder or file cannot be made.
pub fn init(setting: &Setting, heard: &mut dyn FnMut(&str)) -> Result<Prepared, SyncError> {
    let data = &setting.places.data;
    crate::store::FileLayer::create_folders(&RealFiles, data)
        .map_err(|error| SyncError::file("create", data, &error))?;
    let git = git::Git::new(data, &setting.variables, setting.terminal, heard);
    let (repository, is_new) = match Repository::around(git, data)? {
        Found::Inside(repository) => (repository, false),
        Found::Outside(git) => {
            git.ask("make the store's folder a git repository", &["init", "--quiet"])?;
            (Repository::around(git, data)?.inside(data)?, true)
        }
    };
    let written = attributes::ensure(data)?;
    let has_remote = repository.remotes()?.iter().any(|name| !name.is_empty());
    Ok(Prepared { is_new, around: repository.around_data(), written, has_remote })
}

/// Commits the store's files, merges what other devices have pushed, and pushes.
///
/// # Errors
/// Where the repository is not in a state for it, or git fails; nothing is left half done then, and no mark is lost.
pub fn run(setting: &Setting, heard: &mut dyn FnMut(&str)) -> Result<Report, SyncError> {
    let data = &setting.places.data;
    let places = &setting.places;
    if !data.is_dir() {
        return Err(repository::missing(data));
    }
    let git = git::Git::new(data, &setting.variables, setting.terminal, heard);
    let repository = Repository::around(git, data)?.inside(data)?;
    repository.refuse_surprise()?;
    let mut report = Report { around: repository.around_data(), ..Report::default() };
    let branch = {
        let _held = (places.lock_all(&RealFiles)?, Phase::begin(&repository)?);
        recovery::recover(&repository)?;
        if !attributes::are_there(data) {
            // Nothing is written into a repository that is not ready.
            repository.state()?;
        }
        attributes::ensure(data)?;
        commit::commit(&repository, places, &mut report.notes)?
    };
    let Some(remote) = repository.remote(&branch)? else { return Ok(report) };
    let name = SafeText::new(&remote.name);
    for _ in 0..ATTEMPTS {
        if let Err(why) = exchange::fetch(&repository, &remote)? {
            report.ending = Ending::Offline { remote: name, why };
            return Ok(report);
        }
        let theirs = {
            let _held = (places.lock_all(&RealFiles)?, Phase::begin(&repository)?);
            commit::commit(&repository, places, &mut report.notes)?;
            let theirs = exchange::tip(&repository, &remote)?;
            if let Some(theirs) = &theirs {
                merge::merge(&repository, (places, theirs), &mut report.came)?;
            }
            theirs
        };
        match exchange::push(&repository, (places, &remote), theirs.as_ref())? {
            Pushed::Done(sent) => {
                report.ending = Ending::Synced { remote: name, sent };
                return Ok(report);
            }
            Pushed::Refused(error) => {
                report.ending = Ending::Refused(error);
                return Ok(report);
            }
            Pushed::Late => {}
        }
    }
    report.ending = Ending::Refused(SyncError::new(format!(
        "cannot push to {name}: other devices were faster {ATTEMPTS} times in a row. Everything is committed and merged \
         here; sync again."
    )));
    Ok(report)
}
