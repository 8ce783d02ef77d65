//! The repository around the store: where it is, and whether it is ready to be worked on.

use std::path::{Component, Path, PathBuf};

use super::git::{Git, path_of};
use super::{SyncError, attributes};
use crate::roadmap::RoadmapId;
use crate::store::{is_log, shown};

/// The git repository that holds the data folder.
pub(super) struct Repository<'a> {
    pub(super) git: Git<'a>,
    /// The data folder.
    pub(super) data: PathBuf,
    /// The folder of the repository.
    pub(super) top: PathBuf,
    /// Where git keeps its own files.
    pub(super) git_dir: PathBuf,
    /// The data folder, as seen from the folder of the repository; empty where they are the same.
    prefix: PathBuf,
}

/// What git says of the repository now.
pub(super) struct State {
    /// The last commit; none before the first.
    pub(super) head: Option<String>,
    pub(super) branch: String,
    /// The store's files that differ from the last commit.
    pub(super) changed: Vec<Changed>,
    /// Logs that the person's rules keep out of git.
    pub(super) ignored: Vec<PathBuf>,
}

/// A file of the store that differs from the last commit.
pub(super) struct Changed {
    /// As seen from the data folder.
    pub(super) path: PathBuf,
    pub(super) kind: Kind,
    pub(super) is_gone: bool,
}

/// What a file of the store is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A log.
    Log,
    /// A person's own text.
    Summary,
    /// `.gitattributes` or `.gitignore`.
    Setting,
}

impl Kind {
    /// What the file is, by its path as seen from the data folder; none where it is not the store's.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let parts: Vec<&str> = path
            .components()
            .map(|part| if let Component::Normal(name) = part { name.to_str() } else { None })
            .collect::<Option<_>>()?;
        match parts.as_slice() {
            [".gitattributes" | ".gitignore"] => Some(Self::Setting),
            [roadmap, "progress", name] if is_roadmap(roadmap) && is_log(name.as_ref()) => Some(Self::Log),
            [roadmap, "summaries", .., name] if is_roadmap(roadmap) => {
                let is_text = Path::new(name).extension().is_some_and(|end| end.eq_ignore_ascii_case("md"));
                is_text.then_some(Self::Summary)
            }
            _ => None,
        }
    }
}

fn is_roadmap(name: &str) -> bool {
    RoadmapId::new(name).is_ok()
}

/// There is no repository.
pub(super) fn missing(data: &Path) -> SyncError {
    SyncError::new(format!(
        "cannot sync {}: it is not in a git repository. `trailmark store init --git` makes it one. Syncthing, Dropbox and \
         the like need no command.",
        shown(data)
    ))
}

/// Whether there is a repository.
pub(super) enum Found<'a> {
    /// The data folder is in it.
    Inside(Repository<'a>),
    /// There is none, or one that ignores the folder: it wants nothing of it.
    Outside(Git<'a>),
}

impl<'a> Found<'a> {
    /// The repository.
    pub(super) fn inside(self, data: &Path) -> Result<Repository<'a>, SyncError> {
        match self {
            Self::Inside(repository) => Ok(repository),
            Self::Outside(_) => Err(missing(data)),
        }
    }
}

impl<'a> Repository<'a> {
    /// Looks for the repository around `data`.
    pub(super) fn around(git: Git<'a>, data: &Path) -> Result<Found<'a>, SyncError> {
        let words = ["rev-parse", "--show-toplevel", "--absolute-git-dir", "--show-prefix"];
        let answer = git.run(&words)?;
        if !answer.good {
            if answer.words.contains("not a git repository") {
                return Ok(Found::Outside(git));
            }
            return Err(SyncError::git(&format!("look for the git repository of {}", shown(data)), &answer));
        }
        let mut lines = answer.out.split(|byte| *byte == b'\n').map(path_of);
        let mut line = || lines.next().unwrap_or_default();
        let (top, git_dir, prefix) = (line(), line(), line());
        let is_part = !prefix.as_os_str().is_empty();
        if is_part && git.run(&["--no-literal-pathspecs", "check-ignore", "--quiet", ".gitattributes"])?.good
        {
            return Ok(Found::Outside(git));
        }
        Ok(Found::Inside(Self { git, data: data.to_owned(), top, git_dir, prefix }))
    }

    /// The folder of the repository, where it is not the data folder itself.
    pub(super) fn around_data(&self) -> Option<PathBuf> {
        self.is_part().then(|| self.top.clone())
    }

    /// Whether the data folder is only a part of the repository.
    fn is_part(&self) -> bool {
        !self.prefix.as_os_str().is_empty()
    }

    /// A repository of something else gets nothing of ours before the person has said so.
    pub(super) fn refuse_surprise(&self) -> Result<(), SyncError> {
        if !self.is_part() || attributes::are_there(&self.data) {
            return Ok(());
        }
        Err(SyncError::new(format!(
            "cannot sync {}: it lies in the git repository {}, which holds other things too, and nobody has said that your \
             progress belongs there. `trailmark store init --git` says so; nothing was changed.",
            shown(&self.data),
            shown(&self.top)
        )))
    }

    /// Names of all remotes.
    pub(super) fn remotes(&self) -> Result<Vec<String>, SyncError> {
        let answer = self.git.ask("look for remotes", &["remote"])?;
        Ok(answer.text().lines().map(str::to_owned).collect())
    }

    /// The last commit; none before the first.
    pub(super) fn head(&self) -> Result<Option<String>, SyncError> {
        let answer = self.git.run(&["rev-parse", "--verify", "--quiet", "HEAD"])?;
        Ok(answer.good.then(|| answer.text()))
    }

    /// Whether git keeps a file or folder of this name.
    pub(super) fn keeps(&self, name: &str) -> bool {
        self.git_dir.join(name).exists()
    }

    /// A path of git's, which begins at the folder of the repository, as seen from the data folder; none where it lies outside.
    pub(super) fn inside(&self, path: &Path) -> Option<PathBuf> {
        path.strip_prefix(&self.prefix).ok().map(Path::to_owned)
    }

    /// The state of the repository.
    ///
    /// # Errors
    /// Where it is in the middle of something, or no branch is checked out.
    pub(super) fn state(&self) -> Result<State, SyncError> {
        self.refuse_middle()?;
        let words = [
            "status",
            "--porcelain=v2",
            "--branch",
            "-z",
            "--no-renames",
            "--untracked-files=all",
            "--ignored=traditional",
            "--",
            ".",
        ];
        let answer = self.git.ask("look at the repository", &words)?;
        let mut state = State { head: None, branch: String::new(), changed: Vec::new(), ignored: Vec::new() };
        for part in answer.parts() {
            if let Some(head) = part.strip_prefix(b"# branch.oid ") {
                state.head = (head != b"(initial)").then(|| String::from_utf8_lossy(head).into_owned());
            } else if let Some(branch) = part.strip_prefix(b"# branch.head ") {
                state.branch = String::from_utf8_lossy(branch).into_owned();
            } else if part.starts_with(b"u ") {
                return Err(self.in_the_middle("files with conflicts", "solve them and commit"));
            } else if let Some(path) = part.strip_prefix(b"! ") {
                let path = self.inside(&path_of(path));
                state.ignored.extend(path.filter(|path| Kind::of(path) == Some(Kind::Log)));
            } else if let Some(changed) = self.changed(part) {
                state.changed.push(changed);
            }
        }
        if state.branch == "(detached)" {
            return Err(SyncError::new(format!(
                "cannot sync {}: no branch is checked out there (git calls it a detached HEAD). Nothing was changed. \
                 `git switch BRANCH` goes back to one; then sync again.",
                shown(&self.top)
            )));
        }
        Ok(state)
    }

    /// A file of the store in a line of `git status`.
    fn changed(&self, part: &[u8]) -> Option<Changed> {
        let (codes, path) = match part.first()? {
            b'1' => {
                let mut fields = part.splitn(9, |byte| *byte == b' ');
                (fields.nth(1)?, fields.nth(6)?)
            }
            b'?' => (&b"??"[..], part.strip_prefix(b"? ")?),
            _ => return None,
        };
        // What the person has removed with git, they want removed.
        if codes.first() == Some(&b'D') {
            return None;
        }
        let path = self.inside(&path_of(path))?;
        Some(Changed { kind: Kind::of(&path)?, path, is_gone: codes.get(1) == Some(&b'D') })
    }

    fn refuse_middle(&self) -> Result<(), SyncError> {
        for (name, what, end) in [
            ("MERGE_HEAD", "a merge", "`git merge --continue` or `git merge --abort` ends it"),
            ("rebase-merge", "a rebase", "`git rebase --continue` or `git rebase --abort` ends it"),
            ("rebase-apply", "a rebase", "`git rebase --continue` or `git rebase --abort` ends it"),
            ("CHERRY_PICK_HEAD", "a cherry-pick", "`git cherry-pick --continue` or `--abort` ends it"),
            ("REVERT_HEAD", "a revert", "`git revert --continue` or `git revert --abort` ends it"),
            ("BISECT_LOG", "a bisect", "`git bisect reset` ends it"),
        ] {
            if self.keeps(name) {
                return Err(self.in_the_middle(what, end));
            }
        }
        Ok(())
    }

    fn in_the_middle(&self, what: &str, end: &str) -> SyncError {
        SyncError::new(format!(
            "cannot sync {}: the repository is in the middle of {what}. Nothing was changed. First finish it: {end}; then \
             sync again.",
            shown(&self.top)
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_the_store() {
        for (path, kind) in [
            ("backend/progress/k3f9q2.toml", Some(Kind::Log)),
            ("backend/progress/k3f9q2.sync-conflict-20261120-194503-ABCDEFG.toml", Some(Kind::Log)),
            ("backend/progress/.k3f9q2.toml", None),
            ("backend/progress/k3f9q2.tmp", None),
            ("backend/progress/deep/k3f9q2.toml", None),
            ("Not an id/progress/k3f9q2.toml", None),
            ("backend/summaries/transactions.md", Some(Kind::Summary)),
            ("backend/summaries/db/transactions.MD", Some(Kind::Summary)),
            ("backend/summaries/transactions.md.tmp", None),
            ("backend/roadmap.toml", None),
            (".gitattributes", Some(Kind::Setting)),
            (".gitignore", Some(Kind::Setting)),
            ("backend/.gitignore", None),
            ("README.md", None),
            ("../x/progress/k3f9q2.toml", None),
        ] {
            assert_eq!(Kind::of(Path::new(path)), kind, "{path}");
        }
    }
}
